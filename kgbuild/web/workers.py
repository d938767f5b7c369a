"""A pool of worker processes: each answers one query at a time and is ended when the query goes over its time.

One thread, the keeper, starts workers, ends those whose query is over its time or whose client is gone, and replaces
them; a spare one stands ready, so that others do not wait for it. The threads of requests only take and give back.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from json import loads
from pathlib import Path
from typing import IO, Any, Final

from kgbuild.errors import KGBuildError, LimitError, QueryError
from kgbuild.web.channel import DATA, READY, REQUEST, receive, send_document
from kgbuild.web.limits import Limits

# How often a running query's time and client are looked at, in seconds; and how often whether one runs, for to wake the
# keeper with every query would cost more than many a query.
TICK: Final = 0.05
IDLE_TICK: Final = 0.25

# Scheduling priority of a long query: others go before it.
LOW_PRIORITY: Final = 15

# A worker that cannot be started is tried again after so many seconds.
START_AGAIN: Final = 1.0

# A queue that takes longer than this is as good as a full one.
MAX_WAIT_SECONDS: Final = 30.0

# Signals of a process that outgrew its stack, and that had no memory (Rust aborts; Linux's killer kills).
STACK_SIGNALS: Final = (signal.SIGSEGV, signal.SIGBUS)


class ClientGoneError(Exception):
    """The client no longer waits for the answer; there is nobody to tell."""


@dataclass(eq=False, slots=True)
class Worker:
    """A process and the socket to it. `ready` once it takes queries."""

    process: subprocess.Popen[bytes]
    link: socket.socket
    ready: bool = False

    def end(self) -> None:
        """Ends the process; the system has it waited for later."""
        self.process.kill()
        with contextlib.suppress(OSError):
            self.link.shutdown(socket.SHUT_RDWR)


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


class Pool:
    """Workers over the store in the folder that `store` tells; they are started at once and ended by `close()`.

    `isolated` tells whether they have given up the network, None before one has; `fault` why none can be started.
    """

    def __init__(self, store: Callable[[], Path], limits: Limits) -> None:
        self.limits, self.tally = limits, Tally()
        self.isolated: bool | None = None
        self._store = store
        self._change = threading.Condition()
        self._idle: list[Worker] = []
        self._starting: set[Worker] = set()
        self._jobs: set[Job] = set()
        self._dead: list[Worker] = []
        self._queue: deque[object] = deque()
        self._start_after = 0.0
        self.fault: str | None = None
        self._closing = False
        self._alarm, self._alarm_to = socket.socketpair()
        self._alarm_to.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._alarm, selectors.EVENT_READ)
        self._keeper = threading.Thread(target=self._keep, name="kgbuild-keeper", daemon=True)
        self._keeper.start()

    def run(self, request: Mapping[str, Any], sink: IO[bytes], gone: Callable[[], bool]) -> dict[str, Any]:
        """Has a worker answer: what it sends goes into `sink`, how it ended comes back.

        LimitError if the query goes over a bound or too many wait, QueryError if it is nested too deeply;
        ClientGoneError if `gone()` turned true meanwhile.
        """
        job = self._take(gone, self.limits.seconds)
        try:
            outcome = _exchange(job.worker.link, request, sink)
        except (EOFError, OSError) as error:
            raise self._explain(job) from error
        except BaseException:
            self._give_back(job, usable=False)
            raise
        self._give_back(job, usable=not outcome.pop("spent"))
        self.tally.answered += 1
        return outcome

    def stream(self, request: Mapping[str, Any], seconds: float) -> Iterator[bytes]:
        """What a worker sends, as it comes, for at most `seconds`. LimitError as in `run`, midway if need be."""
        job = self._take(lambda: False, seconds)
        spent = True
        try:
            send_document(job.worker.link, REQUEST, request)
            while True:
                kind, payload = receive(job.worker.link)
                if kind != DATA:
                    spent = loads(payload)["spent"]
                    break
                yield payload
        except (EOFError, OSError) as error:
            raise self._explain(job) from error
        finally:
            self._give_back(job, usable=not spent)

    def processes(self) -> tuple[int, ...]:
        """The ids of all worker processes."""
        with self._change:
            at_work = {job.worker for job in self._jobs}
            return tuple(worker.process.pid for worker in {*self._idle, *self._starting, *at_work})

    def numbers(self) -> dict[str, int]:
        """How many queries run and wait just now, and how many workers there are."""
        with self._change:
            jobs = len(self._jobs)
            return {
                "running": jobs,
                "long": sum(job.long for job in self._jobs),
                "waiting": len(self._queue),
                "workers": jobs + len(self._idle) + len(self._starting),
            }

    def close(self) -> None:
        """Ends all workers, busy ones too."""
        with self._change:
            self._closing = True
            self._change.notify_all()
        self._wake_keeper()
        self._keeper.join(timeout=10)

    # ---------------------------------------------------------------------------------- threads of requests
    def _take(self, gone: Callable[[], bool], seconds: float) -> Job:
        """A worker for a query, in the order of asking."""
        ticket, until = object(), time.monotonic() + MAX_WAIT_SECONDS
        with self._change:
            if len(self._queue) >= self.limits.waiting:
                self.tally.count("busy")
                raise LimitError(f"{len(self._queue)} queries are waiting already; ask again later", "busy")
            self._queue.append(ticket)
            try:
                while self._queue[0] is not ticket or not self._has_place():
                    if self._closing or self.fault or time.monotonic() > until:
                        self.tally.count("busy")
                        raise LimitError(self.fault or "the server is too busy; ask again later", "busy")
                    if gone():
                        self.tally.count("gone")
                        raise ClientGoneError
                    self._change.wait(0.25)
                job = Job(self._idle.pop(), gone, seconds)
                self._jobs.add(job)
            finally:
                self._queue.remove(ticket)
                self._change.notify_all()
        return job

    def _has_place(self) -> bool:
        return bool(self._idle) and sum(not job.long for job in self._jobs) < self.limits.workers

    def _give_back(self, job: Job, *, usable: bool) -> None:
        with self._change:
            if job not in self._jobs:
                return
            self._jobs.discard(job)
            if usable and not job.long and not job.ended and not self._closing:
                self._idle.append(job.worker)
            else:
                job.worker.end()
                self._dead.append(job.worker)
            self._change.notify_all()
        if job.long or not usable:
            self._wake_keeper()

    def _explain(self, job: Job) -> Exception:
        """Why the worker is no more."""
        with self._change:
            why = job.ended
        self._give_back(job, usable=False)
        if not why:
            # Only here, for a process that was killed may take its time to go.
            why = "depth" if -job.worker.process.wait() in STACK_SIGNALS else "memory"
            with self._change:
                self.tally.count(why)
        if why == "gone":
            return ClientGoneError()
        return _REASONS[why](self.limits)

    def _wake_keeper(self) -> None:
        # Full, it has been woken already; closed, there is no keeper any more.
        with contextlib.suppress(OSError):
            self._alarm_to.send(b"!")

    # ---------------------------------------------------------------------------------- the keeper's thread
    def _keep(self) -> None:
        while True:
            with self._change:
                if self._closing:
                    break
                self._judge(time.monotonic())
                missing = self._missing()
                pause = TICK if self._jobs or self._dead else IDLE_TICK
            for _ in range(missing):
                self._start()
            for key, _ in self._selector.select(START_AGAIN if self._start_after else pause):
                if key.fileobj is self._alarm:
                    self._alarm.recv(4096)
                else:
                    self._welcome(key.data)
            self._bury()
        self._end_all()

    def _judge(self, now: float) -> None:
        """Ends each query that is over a bound; lets one that has become long go on beside the others."""
        for job in self._jobs:
            if job.ended:
                continue
            age = now - job.started
            if age >= job.seconds:
                job.ended = "time"
            elif job.gone():
                job.ended = "gone"
            elif age >= self.limits.long_after and not job.long:
                if sum(each.long for each in self._jobs) < self.limits.long_queries:
                    job.long = True
                    with contextlib.suppress(OSError):
                        os.setpriority(os.PRIO_PROCESS, job.worker.process.pid, LOW_PRIORITY)
                    self._change.notify_all()
                else:
                    job.ended = "long"
            if job.ended:
                self.tally.count(job.ended)
                job.worker.end()

    def _missing(self) -> int:
        """How many workers to start: there is to be one for every place, and a spare one."""
        if time.monotonic() < self._start_after:
            return 0
        self._start_after = 0.0
        at_work = sum(not job.long and not job.ended for job in self._jobs)
        return max(0, self.limits.workers + 1 - at_work - len(self._idle) - len(self._starting))

    def _start(self) -> None:
        mine, theirs = socket.socketpair()
        with theirs:
            try:
                process = subprocess.Popen(  # noqa: S603 - this interpreter, with arguments of our own
                    [
                        sys.executable, "-m", "kgbuild.web.worker", str(theirs.fileno()), str(os.getpid()),
                        str(self._store()), str(self.limits.memory),
                    ],
                    pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL, env=worker_environment(),
                )  # fmt: skip
            except (OSError, KGBuildError) as error:
                mine.close()
                self._report_fault(f"no worker can be started ({error})")
                return
        worker = Worker(process, mine)
        with self._change:
            self._starting.add(worker)
            self.tally.started += 1
        self._selector.register(mine, selectors.EVENT_READ, worker)

    def _welcome(self, worker: Worker) -> None:
        """A worker that was started is ready, or has failed."""
        self._selector.unregister(worker.link)
        try:
            kind, payload = receive(worker.link)
        except (EOFError, OSError):
            kind, payload = b"", b""
        with self._change:
            self._starting.discard(worker)
            if kind == READY:
                self.isolated = bool(loads(payload)["isolated"])
                self.fault = None
                worker.ready = True
                self._idle.append(worker)
            else:
                worker.end()
                self._dead.append(worker)
            self._change.notify_all()
        if kind != READY:
            self._report_fault("no worker can be started: the store cannot be read, or the machine is out of memory")

    def _report_fault(self, fault: str) -> None:
        with self._change:
            self._start_after = time.monotonic() + START_AGAIN
            # As long as another one is ready, nobody need know.
            if not self._idle and not self._jobs and not self._starting:
                self.fault = fault
            self._change.notify_all()

    def _bury(self) -> None:
        """Takes leave of ended processes, without waiting for those that the system is still clearing up."""
        with self._change:
            dead, self._dead = self._dead, []
        left = [worker for worker in dead if worker.process.poll() is None]
        for worker in dead:
            worker.link.close()
        with self._change:
            self._dead += left

    def _end_all(self) -> None:
        with self._change:
            workers = {*self._idle, *self._starting, *self._dead, *(job.worker for job in self._jobs)}
            self._idle.clear()
            self._starting.clear()
        for worker in workers:
            worker.end()
        for worker in workers:
            worker.process.wait()
            worker.link.close()
        self._selector.close()
        self._alarm.close()
        self._alarm_to.close()


_REASONS: Final[dict[str, Callable[[Limits], KGBuildError]]] = {
    "time": lambda limits: LimitError(
        f"the query was stopped after {limits.seconds:g} seconds, the most that it may take; ask for less", "time"
    ),
    "memory": lambda limits: LimitError(
        f"the query was stopped at {limits.memory >> 20:,} MiB of memory, the most that it may take; ask for less",
        "memory",
    ),
    "depth": lambda _: QueryError("query: nested too deeply; write it flatter"),
    "long": lambda limits: LimitError(
        f"{limits.long_queries} long queries are running already; ask again later, or for less", "busy"
    ),
}


def _exchange(link: socket.socket, request: Mapping[str, Any], sink: IO[bytes]) -> dict[str, Any]:
    send_document(link, REQUEST, request)
    while True:
        kind, payload = receive(link)
        if kind != DATA:
            outcome: dict[str, Any] = loads(payload)
            return outcome
        sink.write(payload)


def worker_environment() -> dict[str, str]:
    """What a worker is told of this process: where to find the modules, and nothing else, such as a secret."""
    return {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}
