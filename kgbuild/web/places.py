"""The places for queries: which run, which wait, and which workers stand ready.

The threads of requests take a worker and give it back; the keeper brings new ones and takes the dead away.
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
        self.queue: deque[threading.Condition] = deque()
        self.fault: str | None = None
        self.isolated: bool | None = None
        self.closing = False

    def take(self, gone: Callable[[], bool], seconds: float) -> Job:
        """A worker for a query, in the order of asking. LimitError if too many wait; ClientGoneError as of `gone`."""
        turn, until = threading.Condition(self.change), time.monotonic() + MAX_WAIT_SECONDS
        with self.change:
            if len(self.queue) >= self.limits.waiting:
                self.tally.count("busy")
                raise LimitError(f"{len(self.queue)} queries are waiting already; ask again later", "busy")
            self.queue.append(turn)
            try:
                while self.queue[0] is not turn or not self._has_place():
                    if self.closing or self.fault or time.monotonic() > until:
                        self.tally.count("busy")
                        raise LimitError(self.fault or "the server is too busy; ask again later", "busy")
                    if gone():
                        self.tally.count("gone")
                        raise ClientGoneError
                    turn.wait(0.25)
                job = Job(self.idle.pop(), gone, seconds)
                self.jobs.add(job)
            finally:
                self.queue.remove(turn)
                self.tell()
        return job

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
        """Has whoever is first in the queue look again. One alone: to wake them all would cost more than a query."""
        if self.queue:
            self.queue[0].notify()

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
