"""A copy of a store's state, taken while another process may be writing to the store.

The writer holds RocksDB's lock, and a reader of its folder may meet files that come and go. RocksDB's tables never
change once they are written, so a second name for each of them (a hard link) keeps them; its log and its manifest are
copied.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from kgbuild.errors import InputError
from kgbuild.store.disk import FAULTS, STORE_MARK

# A snapshot fails only if the writer flushed or compacted in the milliseconds that it took.
ATTEMPTS: Final = 20

TABLES: Final = ("*.sst", "*.blob", "OPTIONS-*")
LOGS: Final = "[0-9]*.log"


def take_snapshot(path: Path, target: Path) -> str:
    """Makes the folder `target` a store with the state of the store `path`, and tells that state as `state_of` does.

    What was committed when this was called is in; every transaction is in whole or not at all. InputError if there is
    no store or it cannot be copied.
    """
    fault: Exception | None = None
    for _ in range(ATTEMPTS):
        try:
            state = _copy(path, target)
            # Checks that the tables and the manifest belong together, and moves the log into tables.
            Store(str(target))
        except FAULTS as error:
            fault = error
            shutil.rmtree(target, ignore_errors=True)
            if not (path / STORE_MARK).is_file():
                break
        else:
            return state
    raise InputError(str(path), f"cannot be copied to be served ({fault})", "check the folder and the room on the disk")


def state_of(path: Path) -> str:
    """A name for the state of a store: another one after every commit. OSError if it cannot be read just now."""
    manifest = (path / STORE_MARK).read_text(encoding="ascii").strip()
    return _name_state(path, manifest, path.glob(LOGS))


def _copy(path: Path, target: Path) -> str:
    """Tables first, then logs, then the manifest: a table that the manifest names and that was written later is missed.

    So what the copied logs lack because it was flushed meanwhile cannot go unnoticed. RuntimeError if the writer began
    another manifest meanwhile.
    """
    target.mkdir()
    for pattern in TABLES:
        for file in path.glob(pattern):
            _link(file, target / file.name)
    for file in path.glob(LOGS):
        shutil.copyfile(file, target / file.name)
    manifest = (path / STORE_MARK).read_text(encoding="ascii").strip()
    for name in (manifest, "IDENTITY", STORE_MARK):
        shutil.copyfile(path / name, target / name)
    if (target / STORE_MARK).read_text(encoding="ascii").strip() != manifest:
        raise RuntimeError("the store was being opened")
    return _name_state(target, manifest, target.glob(LOGS))


def _link(file: Path, target: Path) -> None:
    try:
        os.link(file, target)
    except FileNotFoundError:
        pass  # compacted away: if it is needed, opening will tell
    except OSError:  # another file system, or a file of another user
        shutil.copyfile(file, target)


def _name_state(path: Path, manifest: str, logs: Iterable[Path]) -> str:
    parts = [(path / "IDENTITY").read_text(encoding="ascii"), manifest, str((path / manifest).stat().st_size)]
    parts += [f"{file.name}={file.stat().st_size}" for file in sorted(logs)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:20]
