"""The places for queries: which run, which wait, and which workers stand ready.

The threads of requests take a worker and give it back; the keeper brings new ones and takes the dead away. A worker
that stands ready goes to whoever has waited longest, at once.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from kgbuild.errors import LimitError
from kgbuild.web.endings import ClientGoneError
from kgbuild.web.limits import Limits
from kgbuild.web.worker_process import Worker

# A queue that takes longer than this is as good as a full one.
MAX_WAIT_SECONDS: Final = 30.0


@dataclass(eq=False, slots=True)
class Job:
    """A query that a worker is at. `ended` tells why the keeper stopped it, if it did."""

    worker: Worker
    gone: Callable[[], bool]
    seconds: float
    started: float = field(default_factory=time.monotonic)
    long: bool = False
    ended: str = ""
    # Whether the worker has been told what it is to do.
    sent: bool = False


@dataclass(eq=False, slots=True)
class Turn:
    """A query that waits for a place, and then its job. `wake` is called, with `change` held, when to look at it."""

    gone: Callable[[], bool]
    seconds: float
    wake: Callable[[], None] = lambda: None
    since: float = field(default_factory=time.monotonic)
    job: Job | None = None


@dataclass(slots=True)
class Tally:
    """What has happened since the start, for whoever watches."""

    started: int = 0
    answered: int = 0
    ended: dict[str, int] = field(default_factory=dict)

    def count(self, what: str) -> None:
        self.ended[what] = self.ended.get(what, 0) + 1


class Places:
    """What the threads of requests and the keeper share; to be looked at and changed only while `change` is held.

    `fault` tells why no worker can be started, where none can; `isolated` whether they have given up the network, None
    before one has.
    """

    def __init__(self, limits: Limits) -> None:
        self.limits, self.tally = limits, Tally()
        self.change = threading.Lock()
        self.idle: list[Worker] = []
        self.starting: set[Worker] = set()
        self.jobs: set[Job] = set()
        self.dead: list[Worker] = []
        self.queue: deque[Turn] = deque()
        self.fault: str | None = None
        self.isolated: bool | None = None
        self.closing = False

    def line_up(self, turn: Turn) -> bool:
        """Whether there is room for it in the queue; it may have its job at once."""
        with self.change:
            if len(self.queue) >= self.limits.waiting:
                return False
            self.queue.append(turn)
            self.tell()
        return True

    def take(self, turn: Turn) -> Job:
        """The job of a turn, in the order of asking, whether or not it stands in line already.

        LimitError if too many wait or it takes too long; ClientGoneError as of `gone`.
        """
        looked, until = threading.Condition(self.change), turn.since + MAX_WAIT_SECONDS
        with self.change:
            turn.wake = looked.notify
            if turn.job is None and turn not in self.queue:
                if len(self.queue) >= self.limits.waiting:
                    self.tally.count("busy")
                    raise LimitError(f"{len(self.queue)} queries are waiting already; ask again later", "busy")
                self.queue.append(turn)
                self.tell()
            try:
                while turn.job is None:
                    if self.closing or self.fault or time.monotonic() > until:
                        self.tally.count("busy")
                        raise LimitError(self.fault or "the server is too busy; ask again later", "busy")
                    if turn.gone():
                        self.tally.count("gone")
                        raise ClientGoneError
                    looked.wait(0.25)
            finally:
                if turn.job is None:
                    self.queue.remove(turn)
        return turn.job

    def give_up(self, turn: Turn) -> bool:
        """Ends a turn of which whoever asked is gone; whether it was not over."""
        with self.change:
            if turn in self.queue:
                self.queue.remove(turn)
            elif turn.job in self.jobs:
                self.jobs.discard(turn.job)
                self.drop(turn.job.worker)
                self.tell()
            else:
                return False
            if turn.job is None or not turn.job.ended:
                self.tally.count("gone")
        return True

    def give_back(self, job: Job, *, usable: bool) -> None:
        """Its worker stands ready again, if it is `usable`; else, and after a long query, it is ended."""
        with self.change:
            if job not in self.jobs:
                return
            self.jobs.discard(job)
            if usable and not job.long and not job.ended and not self.closing:
                self.idle.append(job.worker)
            else:
                self.drop(job.worker)
            self.tell()

    def tell(self) -> None:
        """Gives those that wait a worker, as far as there are; where there will be none, has them look."""
        while self.queue and self._has_place():
            turn = self.queue.popleft()
            turn.job = Job(self.idle.pop(), turn.gone, turn.seconds)
            self.jobs.add(turn.job)
            turn.wake()
        if self.fault or self.closing:
            for turn in self.queue:
                turn.wake()

    def drop(self, worker: Worker) -> None:
        """Ends a worker that is in no list any more."""
        worker.end()
        self.dead.append(worker)

    def drop_idle_dead(self) -> None:
        """Takes out those that were killed, by whomever, while they had nothing to do: no query is to meet them."""
        for worker in [each for each in self.idle if not each.lives]:
            self.idle.remove(worker)
            self.drop(worker)

    def processes(self) -> tuple[int, ...]:
        """The ids of all worker processes."""
        with self.change:
            at_work = {job.worker for job in self.jobs}
            return tuple(worker.process.pid for worker in {*self.idle, *self.starting, *at_work})

    def numbers(self) -> dict[str, int]:
        """How many queries run and wait just now, and how many workers there are."""
        with self.change:
            jobs = len(self.jobs)
            return {
                "running": jobs,
                "long": sum(job.long for job in self.jobs),
                "waiting": len(self.queue),
                "workers": jobs + len(self.idle) + len(self.starting),
            }

    def _has_place(self) -> bool:
        return bool(self.idle) and sum(not job.long for job in self.jobs) < self.limits.workers
