"""The states of a store that queries read: each a snapshot in a folder of its own, kept for as long as one reads it."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kgbuild.store.disk import check_is_store
from kgbuild.store.snapshot import take_snapshot


@dataclass(eq=False, slots=True)
class Checkpoint:
    """A state of the store: where it lies, its name, and how many read it."""

    path: Path
    version: str
    readers: int = 0


class Checkpoints:
    """Snapshots of the store `store`, in a hidden folder beside it; among the temporary files where none may be made.

    Beside it they take no room but for what the store has dropped since. InputError if there is no store.
    """

    def __init__(self, store: Path) -> None:
        check_is_store(store)
        self._store = store
        self._lock = threading.Lock()
        self._number = 0
        self._folder, self._claim = _claim_folder(store)
        self._current = self._take()

    @property
    def current(self) -> Checkpoint:
        """The latest state."""
        return self._current

    @contextlib.contextmanager
    def reading(self) -> Iterator[Checkpoint]:
        """The latest state, kept until the end of the `with` statement."""
        with self._lock:
            checkpoint = self._current
            checkpoint.readers += 1
        try:
            yield checkpoint
        finally:
            with self._lock:
                checkpoint.readers -= 1
                self._drop_if_old(checkpoint)

    def close(self) -> None:
        """Removes all snapshots."""
        shutil.rmtree(self._folder, ignore_errors=True)
        os.close(self._claim)

    def _take(self) -> Checkpoint:
        self._number += 1
        path = self._folder / str(self._number)
        return Checkpoint(path, take_snapshot(self._store, path))

    def _drop_if_old(self, checkpoint: Checkpoint) -> None:
        if checkpoint is not self._current and not checkpoint.readers:
            shutil.rmtree(checkpoint.path, ignore_errors=True)


def _claim_folder(store: Path) -> tuple[Path, int]:
    """A new folder and a descriptor that holds a lock on it; what servers that are no more left behind is removed."""
    store = store.resolve()
    beside = store.parent
    place = beside if os.access(beside, os.W_OK) else Path(tempfile.gettempdir())
    prefix = f".{store.name}.served-"
    for old in place.glob(f"{prefix}*"):
        with contextlib.suppress(OSError):
            descriptor = _lock(old)
            shutil.rmtree(old, ignore_errors=True)
            os.close(descriptor)
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
    return folder, _lock(folder)


def _lock(folder: Path) -> int:
    """BlockingIOError if another process holds it."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
