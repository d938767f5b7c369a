"""Text indexes of the states of a store: one for each that is searched, made from the one before.

A thread has a process make the next one when there is another state. Until it is there, searches read the state before;
only what this server had itself written before a search came is waited for.
"""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Final

from kgbuild.errors import LimitError
from kgbuild.store.textindex import index_of
from kgbuild.web.checkpoints import Checkpoint, Checkpoints
from kgbuild.web.worker_process import start_process

# How often it is looked whether there is another state, in seconds. While the store is written to, indexing takes no
# more than a part of the time, unless a search waits.
LOOK_EVERY: Final = 0.5
BUSY_SHARE: Final = 0.25

# Queries go before an index that nobody waits for.
LOW_PRIORITY: Final = 10

# Only so many searches wait for their index, for each has a thread of the server; an index that could not be made is
# tried again after so long.
MAX_WAITING: Final = 16
START_AGAIN: Final = 5.0

logger = logging.getLogger(__name__)


class IndexedCheckpoints:
    """The states of a store, and an index of the latest, or nearly so, from now on until `close()`.

    A search waits for its index for so many `seconds`.
    """

    def __init__(self, checkpoints: Checkpoints, seconds: float) -> None:
        self._checkpoints, self._seconds = checkpoints, seconds
        self._change = threading.Condition()
        self._indexed: Checkpoint | None = None
        self._release = contextlib.ExitStack()
        self._least = self._waiting = 0
        self._is_failing = False
        self._hurry, self._closing = threading.Event(), False
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="kgbuild-indexing", daemon=True)
        self._thread.start()

    @property
    def current(self) -> Checkpoint:
        """The latest state."""
        return self._checkpoints.current

    def reading(self) -> AbstractContextManager[Checkpoint]:
        """The latest state, kept until the end of the `with` statement."""
        return self._checkpoints.reading()

    @contextlib.contextmanager
    def searching(self) -> Iterator[Checkpoint]:
        """The latest state that has an index, kept until the end of the `with` statement.

        It is waited for where there is none yet, or none since the last `refresh`. LimitError if that takes long.
        """
        with contextlib.ExitStack() as kept:
            with self._change:
                # That of now: what is written while a search waits must not have it wait on.
                least = self._least
                if not self._is_there(least) and self._waiting < MAX_WAITING:
                    self._waiting += 1
                    if not self._is_failing:
                        self._hurry.set()
                    self._change.wait_for(lambda: self._is_there(least) or self._closing, self._seconds)
                    self._waiting -= 1
                if self._indexed is None or not self._is_there(least):
                    raise LimitError("the index for text search is still being made; ask again later", "busy")
                checkpoint = kept.enter_context(self._checkpoints.reading(self._indexed))
            yield checkpoint

    def refresh(self) -> None:
        """Moves on to the store's state of now, and has searches see it. InputError if it cannot be copied."""
        self._checkpoints.refresh()
        with self._change:
            self._least = self._checkpoints.current.number

    def close(self) -> None:
        """Removes all snapshots and indexes."""
        with self._change:
            self._closing = True
            if self._process is not None:
                self._process.kill()
            self._change.notify_all()
        self._hurry.set()
        self._thread.join(timeout=10)
        self._release.close()
        self._checkpoints.close()

    def _is_there(self, least: int) -> bool:
        """Whether the index of that state is, or one of a later."""
        return self._indexed is not None and self._indexed.number >= least

    def _keep(self) -> None:
        while not self._closing:
            begin = time.monotonic()
            with contextlib.ExitStack() as kept:
                latest = kept.enter_context(self._checkpoints.reading())
                pause = LOOK_EVERY
                if latest is not self._indexed:
                    if self._make(latest):
                        self._move_on(latest, kept.pop_all())
                        pause = max(pause, (time.monotonic() - begin) * (1 / BUSY_SHARE - 1))
                        self._is_failing = False
                    else:
                        pause = START_AGAIN
                        if not self._is_failing and not self._closing:
                            self._is_failing = True
                            logger.warning("no index for text search can be made; is there room on the disk?")
            self._hurry.wait(pause)
            self._hurry.clear()

    def _make(self, checkpoint: Checkpoint) -> bool:
        """Whether the index was made: from the one before or, should that be damaged, afresh."""
        before = [str(index_of(self._indexed.path))] if self._indexed is not None else []
        return any(self._make_from(previous, checkpoint) for previous in (*before, ""))

    def _make_from(self, previous: str, checkpoint: Checkpoint) -> bool:
        arguments = [str(checkpoint.path), str(index_of(checkpoint.path)), previous, str(os.getpid())]
        with self._change:
            arguments.append(str(LOW_PRIORITY if self._is_there(self._least) else 0))
            if self._closing:
                return False
            try:
                self._process = start_process("kgbuild.web.indexer", arguments)
            except OSError:  # no memory, or no process more
                return False
        made = self._process.wait() == 0
        self._process = None
        return made

    def _move_on(self, checkpoint: Checkpoint, kept: contextlib.ExitStack) -> None:
        with self._change:
            before, self._release = self._release, kept
            self._indexed = checkpoint
            self._change.notify_all()
        before.close()
