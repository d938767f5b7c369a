"""The keeper: one thread that starts workers, ends those whose query is over a bound, and replaces them.

A spare worker stands ready, so that others do not wait for one to be replaced.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import threading
import time
from collections.abc import Callable
from json import loads
from typing import Final

from kgbuild.errors import KGBuildError
from kgbuild.web.channel import READY
from kgbuild.web.places import Places
from kgbuild.web.worker_process import Worker

# How often a running query's time and client are looked at, in seconds; and how often whether one runs, for to wake the
# keeper with every query would cost more than many a query.
TICK: Final = 0.05
IDLE_TICK: Final = 0.25

# Scheduling priority of a long query: others go before it.
LOW_PRIORITY: Final = 15

# A worker that cannot be started is tried again after so many seconds.
START_AGAIN: Final = 1.0


class Keeper:
    """Keeps `places` in workers that `start_worker` starts, until `close()`."""

    def __init__(self, places: Places, start_worker: Callable[[], Worker]) -> None:
        self._places, self._start_worker = places, start_worker
        self._start_after = 0.0
        self._alarm, self._alarm_to = socket.socketpair()
        self._alarm_to.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._alarm, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._keep, name="kgbuild-keeper", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Has it look at once; from any thread."""
        # Full, it has been woken already; closed, there is no keeper any more.
        with contextlib.suppress(OSError):
            self._alarm_to.send(b"!")

    def close(self) -> None:
        """Ends all workers, busy ones too."""
        with self._places.change:
            self._places.closing = True
            self._places.tell()
        self.wake()
        self._thread.join(timeout=10)

    def _keep(self) -> None:
        while True:
            with self._places.change:
                if self._places.closing:
                    break
                self._places.drop_idle_dead()
                self._judge(time.monotonic())
                missing = self._missing()
                pause = TICK if self._places.jobs or self._places.dead else IDLE_TICK
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
        for job in tuple(self._places.jobs):
            if job.ended:
                continue
            age = now - job.started
            if age >= job.seconds:
                job.ended = "time"
            elif age >= TICK and job.gone():
                # No sooner, for to replace a worker costs more than most queries.
                job.ended = "gone"
            elif age >= self._places.limits.long_after and not job.long:
                if sum(each.long for each in self._places.jobs) < self._places.limits.long_queries:
                    job.long = True
                    with contextlib.suppress(OSError):
                        os.setpriority(os.PRIO_PROCESS, job.worker.process.pid, LOW_PRIORITY)
                    self._places.tell()
                else:
                    job.ended = "long"
            if job.ended:
                self._places.tally.count(job.ended)
                job.worker.end()

    def _missing(self) -> int:
        """How many workers to start: there is to be one for every place, and a spare one."""
        if time.monotonic() < self._start_after:
            return 0
        self._start_after = 0.0
        at_work = sum(not job.long and not job.ended for job in self._places.jobs)
        return max(0, self._places.limits.workers + 1 - at_work - len(self._places.idle) - len(self._places.starting))

    def _start(self) -> None:
        try:
            worker = self._start_worker()
        except (OSError, KGBuildError) as error:
            self._report_fault(f"no worker can be started ({error})")
            return
        with self._places.change:
            self._places.starting.add(worker)
            self._places.tally.started += 1
        self._selector.register(worker.link, selectors.EVENT_READ, worker)

    def _welcome(self, worker: Worker) -> None:
        """A worker that was started is ready, or has failed."""
        self._selector.unregister(worker.link)
        try:
            kind, payload = worker.link.receive()
        except (EOFError, OSError):
            kind, payload = b"", b""
        with self._places.change:
            self._places.starting.discard(worker)
            if kind == READY:
                self._places.isolated = bool(loads(payload)["isolated"])
                self._places.fault = None
                self._places.idle.append(worker)
            else:
                self._places.drop(worker)
            self._places.tell()
        if kind != READY:
            self._report_fault("no worker can be started: the store cannot be read, or the machine is out of memory")

    def _report_fault(self, fault: str) -> None:
        with self._places.change:
            self._start_after = time.monotonic() + START_AGAIN
            # As long as another one is ready, nobody need know.
            if not self._places.idle and not self._places.jobs and not self._places.starting:
                self._places.fault = fault
            self._places.tell()

    def _bury(self) -> None:
        """Takes leave of ended processes, without waiting for those that the system is still clearing up."""
        with self._places.change:
            dead, self._places.dead = self._places.dead, []
        left = [worker for worker in dead if worker.process.poll() is None]
        for worker in dead:
            worker.link.close()
        with self._places.change:
            self._places.dead += left

    def _end_all(self) -> None:
        places = self._places
        with places.change:
            workers = {*places.idle, *places.starting, *places.dead, *(job.worker for job in places.jobs)}
            places.idle.clear()
            places.starting.clear()
        for worker in workers:
            worker.end()
        for worker in workers:
            worker.process.wait()
            worker.link.close()
        self._selector.close()
        self._alarm.close()
        self._alarm_to.close()
