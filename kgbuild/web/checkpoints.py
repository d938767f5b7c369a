"""The states of a store that queries read: each a snapshot in a folder of its own, kept for as long as one reads it.

A thread looks whether the store has changed, and then takes the next one.
"""

from __future__ import annotations

import contextlib
import fcntl
import glob
import logging
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kgbuild.errors import KGBuildError, OutputError
from kgbuild.store.disk import check_is_store
from kgbuild.store.snapshot import state_of, take_snapshot

# How often the store is looked at, in seconds. While it is written to, snapshots take no more than a part of the time.
LOOK_EVERY: Final = 0.5
LOOK_AT_LEAST_EVERY: Final = 5.0
BUSY_SHARE: Final = 0.25

# Snapshots that nobody reads any more are kept up to this number, for workers that are just about to open them.
SPARE_SNAPSHOTS: Final = 1

logger = logging.getLogger(__name__)


@dataclass(eq=False, slots=True)
class Checkpoint:
    """A state of the store: where it lies, its name, the how manieth it is, and how many read it."""

    path: Path
    version: str
    number: int
    readers: int = 0

    @property
    def source(self) -> dict[str, str]:
        """What a worker is told of it."""
        return {"store": str(self.path)}


class Checkpoints:
    """Snapshots of the store `store`, in a hidden folder beside it; among the temporary files where none may be made.

    Beside it they take no room but for what the store has dropped since. InputError if there is no store.
    """

    def __init__(self, store: Path) -> None:
        check_is_store(store)
        self._store = store
        self._lock, self._moving = threading.Lock(), threading.Lock()
        self._number = 0
        self._folder, self._claim = _claim_folder(store)
        try:
            self._current = self._take()
        except KGBuildError:
            self._give_up_folder()
            raise
        self._old: list[Checkpoint] = []
        self._closing = threading.Event()
        self._watcher = threading.Thread(target=self._watch, name="kgbuild-checkpoints", daemon=True)
        self._watcher.start()

    @property
    def current(self) -> Checkpoint:
        """The latest state."""
        return self._current

    @contextlib.contextmanager
    def reading(self, checkpoint: Checkpoint | None = None) -> Iterator[Checkpoint]:
        """The latest state, or another that somebody reads already, kept until the end of the `with` statement."""
        with self._lock:
            checkpoint = checkpoint or self._current
            checkpoint.readers += 1
        try:
            yield checkpoint
        finally:
            with self._lock:
                checkpoint.readers -= 1

    def refresh(self) -> None:
        """Moves on to the store's state of now, if it is another one. InputError if it cannot be copied."""
        with self._moving:
            try:
                unchanged = state_of(self._store) == self._current.version
            except OSError:  # the writer is at it; a snapshot tries again by itself
                unchanged = False
            if not unchanged:
                self._move_on()
            self._drop_unread()

    def close(self) -> None:
        """Removes all snapshots."""
        self._closing.set()
        self._watcher.join(timeout=30)
        self._give_up_folder()

    def _give_up_folder(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        os.close(self._claim)

    def _take(self) -> Checkpoint:
        self._number += 1
        path = self._folder / str(self._number)
        return Checkpoint(path, take_snapshot(self._store, path), self._number)

    def _watch(self) -> None:
        pause, told = LOOK_EVERY, ""
        while not self._closing.wait(pause):
            begin = time.monotonic()
            try:
                self.refresh()
                told = ""
            except KGBuildError as error:
                # Once, not every few seconds.
                if str(error) != told:
                    told = str(error)
                    logger.warning("the old state is served still: %s", error)
            pause = min(max(LOOK_EVERY, (time.monotonic() - begin) / BUSY_SHARE), LOOK_AT_LEAST_EVERY)

    def _move_on(self) -> None:
        latest = self._take()
        with self._lock:
            self._old.append(self._current)
            self._current = latest

    def _drop_unread(self) -> None:
        """Removes old states that nobody reads any more, but for the last few, which somebody may just be about to."""
        with self._lock:
            unread = [each for each in self._old if not each.readers][: -SPARE_SNAPSHOTS or None]
            self._old = [each for each in self._old if each not in unread]
        for each in unread:
            shutil.rmtree(each.path, ignore_errors=True)


def remove_abandoned(store: Path) -> None:
    """Removes the snapshots of `store` that servers which are no more have left."""
    place, prefix = _place_of_snapshots(store)
    for old in place.glob(f"{glob.escape(prefix)}*"):
        with contextlib.suppress(OSError):
            descriptor = _lock(old)
            shutil.rmtree(old, ignore_errors=True)
            os.close(descriptor)


def _place_of_snapshots(store: Path) -> tuple[Path, str]:
    """The folder in which those of a store lie, and how their names begin."""
    store = store.resolve()
    beside = store.parent
    return (beside if os.access(beside, os.W_OK) else Path(tempfile.gettempdir())), f".{store.name}.served-"


def _claim_folder(store: Path) -> tuple[Path, int]:
    """A new folder and a descriptor that holds a lock on it, after what servers that are no more left is removed.

    OutputError if none can be made.
    """
    remove_abandoned(store)
    place, prefix = _place_of_snapshots(store)
    while True:
        try:
            folder = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
        except OSError as error:
            raise OutputError(
                f"{place}: no folder for snapshots can be made there ({error.strerror}); check its permissions and the "
                "room on the disk"
            ) from error
        # Another server that starts may take it for a leftover before it is locked.
        with contextlib.suppress(OSError):
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
