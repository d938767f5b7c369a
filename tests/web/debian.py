"""Commands of Debian's packages for tests: those that are installed, or else fetched into a folder, without root."""

from __future__ import annotations

import functools
import os
import shutil
import stat
import subprocess
import tempfile
import time
from pathlib import Path

import pytest

# So long may each of the two steps take: the lists of packages, and what is missing of a package and its libraries.
SECONDS = 60


class UnobtainableError(Exception):
    """The files of a package cannot be had; why."""


def environment_with(package: str, *commands: str) -> dict[str, str]:
    """The environment in which the commands of a package can be run; the test is skipped where there is none."""
    places = os.pathsep.join((os.environ["PATH"], "/usr/local/sbin", "/usr/sbin"))
    if all(shutil.which(command, path=places) for command in commands):
        return {**os.environ, "PATH": places}
    fetched = _fetched(package)
    if isinstance(fetched, UnobtainableError):
        pytest.skip(f"no {' and '.join(commands)} here, and Debian's {package} cannot be had: {fetched}")
    own = [str(fetched / "usr/bin"), str(fetched / "usr/sbin")]
    libraries = dict.fromkeys(str(path.parent) for path in fetched.rglob("*.so*"))
    return {**os.environ, "PATH": os.pathsep.join([*own, places]), "LD_LIBRARY_PATH": os.pathsep.join(libraries)}


@functools.cache
def _fetched(package: str) -> Path | UnobtainableError:
    """The folder that holds the files of a package, kept for the next run."""
    try:
        kept = _cache() / package
        if not kept.is_dir():
            with tempfile.TemporaryDirectory(dir=_cache()) as work:
                _fetch(package, Path(work))
                _keep(Path(work) / "files", kept)
    except UnobtainableError as error:
        return error
    return kept


def _keep(files: Path, kept: Path) -> None:
    try:
        files.rename(kept)
    except OSError:
        # Another run of the tests was first.
        if not kept.is_dir():
            raise


def _fetch(package: str, work: Path) -> None:
    """Puts the files of a package, and of what it needs that is not installed, below work/files."""
    options, until = _options(), time.monotonic() + SECONDS
    planned = _run(until, "apt-get", *options, "--simulate", "--no-install-recommends", "install", package)
    needed = [line.split()[1] for line in planned.splitlines() if line.startswith("Inst ")]
    _run(until, "apt-get", *options, "download", *{package, *needed}, cwd=work)
    (work / "files").mkdir()
    for archive in sorted(work.glob("*.deb")):
        _run(until, "dpkg-deb", "--extract", str(archive), str(work / "files"))


@functools.cache
def _options() -> tuple[str, ...]:
    """Options of apt-get that have it leave the system alone; with them, the lists of packages are of today."""
    folders = {"Dir::State::Lists": _cache() / "apt/lists", "Dir::Cache": _cache() / "apt/cache"}
    for folder in (*folders.values(), _cache() / "apt/cache/archives"):
        (folder / "partial").mkdir(parents=True, exist_ok=True)
    chosen = {**folders, "Debug::NoLocking": 1, "APT::Sandbox::User": "root", "Acquire::Retries": 0}
    options = ("-q", *(part for name, value in chosen.items() for part in ("-o", f"{name}={value}")))
    _run(time.monotonic() + SECONDS, "apt-get", *options, "update")
    return options


def _run(until: float, *command: str, cwd: Path | None = None) -> str:
    """What a command prints; UnobtainableError if it fails or is not done in time."""
    try:
        return subprocess.run(
            command, cwd=cwd, check=True, capture_output=True, encoding="utf-8", errors="replace",
            timeout=max(1.0, until - time.monotonic()), env={**os.environ, "LC_ALL": "C"},
        ).stdout  # fmt: skip
    except subprocess.CalledProcessError as error:
        raise UnobtainableError(error.stderr.strip()[-300:]) from error
    except subprocess.TimeoutExpired as error:
        raise UnobtainableError(f"{command[0]} takes more than {SECONDS} seconds") from error
    except OSError as error:
        raise UnobtainableError(f"{command[0]}: {error.strerror}") from error


def _cache() -> Path:
    """A folder that nobody else can write to; UnobtainableError if there is none."""
    folder = Path(tempfile.gettempdir()) / f"kgbuild-tests-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise UnobtainableError(f"{folder}: {error.strerror}") from error
    if found.st_uid != os.getuid() or not stat.S_ISDIR(found.st_mode) or found.st_mode & 0o022:
        raise UnobtainableError(f"{folder} is not ours alone")
    return folder
