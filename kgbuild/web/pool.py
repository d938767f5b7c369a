"""A pool of worker processes: each answers one query at a time and is ended when the query goes over a bound."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Generator, Mapping
from json import loads
from typing import IO, TYPE_CHECKING, Any

from kgbuild.web.channel import CALL, DATA, REQUEST, Channel
from kgbuild.web.endings import WorkerLostError, ending_of, error_of
from kgbuild.web.keeper import Keeper
from kgbuild.web.limits import Limits
from kgbuild.web.places import Job, Places, Tally, Turn
from kgbuild.web.worker_process import Worker

if TYPE_CHECKING:
    from kgbuild.web.services import Services


class Pool:
    """Workers that `start_worker` starts, at once and whenever one is missing; they are ended by `close()`.

    `services` are asked for them; None if they may not call any.
    """

    def __init__(self, start_worker: Callable[[], Worker], limits: Limits, services: Services | None = None) -> None:
        self._services = services
        self._places = Places(limits)
        self._keeper = Keeper(self._places, start_worker)

    def turn(self, gone: Callable[[], bool], seconds: float | None = None) -> Turn:
        """One for a query that may run for `seconds`, or as long as any may."""
        return Turn(gone, self._places.limits.seconds if seconds is None else seconds)

    def line_up(self, turn: Turn) -> bool:
        """Whether there is room for one who waits; `turn.wake` is called when to look at it, maybe meanwhile."""
        return self._places.line_up(turn)

    def send(self, job: Job, request: Mapping[str, Any]) -> Channel:
        """Has the worker of a job answer. OSError if it is gone."""
        if not job.sent:
            job.sent = True
            job.worker.link.send_document(REQUEST, request)
        return job.worker.link

    def finish(self, job: Job, *, usable: bool) -> None:
        """A job has been answered, and its worker may answer another one if it is `usable`."""
        self._places.tally.answered += 1
        self._give_back(job, usable=usable)

    def give_up(self, turn: Turn) -> None:
        """Whoever asked waits no more; its worker is ended, should one be at it."""
        if self._places.give_up(turn):
            self._keeper.wake()

    def run(self, request: Mapping[str, Any], sink: IO[bytes], turn: Turn) -> dict[str, Any]:
        """Has a worker answer: what it sends goes into `sink`, how it ended comes back.

        LimitError if the query goes over a bound or too many wait, QueryError if it is nested too deeply;
        ClientGoneError if `turn.gone()` turned true meanwhile; OSError of `sink`.
        """
        until = time.monotonic() + self._places.limits.seconds
        try:
            return self._run(request, sink, turn)
        except WorkerLostError:
            # Whoever ended it, and be it the system for want of memory, may not have meant this query.
            sink.seek(0)
            sink.truncate()
        try:
            return self._run(request, sink, self.turn(turn.gone, until - time.monotonic()))
        except WorkerLostError:
            self._places.tally.count("memory")
            raise error_of("memory", self._places.limits) from None

    def _run(self, request: Mapping[str, Any], sink: IO[bytes], turn: Turn) -> dict[str, Any]:
        """As `run`, but WorkerLostError if the worker was ended by somebody else."""
        with contextlib.closing(self._messages(request, turn)) as messages:
            while True:
                try:
                    payload = next(messages)
                except StopIteration as end:
                    self._places.tally.answered += 1
                    outcome: dict[str, Any] = end.value
                    return outcome
                sink.write(payload)

    def stream(self, request: Mapping[str, Any], seconds: float) -> Generator[bytes, None, dict[str, Any]]:
        """What a worker sends, as it comes, for at most `seconds`, and then how it ended.

        LimitError as in `run`, midway if need be.
        """
        try:
            return (yield from self._messages(request, self.turn(lambda: False, seconds)))
        except WorkerLostError:
            raise error_of("memory", self._places.limits) from None

    @property
    def tally(self) -> Tally:
        """What has happened since the start."""
        return self._places.tally

    @property
    def isolated(self) -> bool | None:
        """Whether the workers have given up the network; None before one has started."""
        return self._places.isolated

    @property
    def fault(self) -> str | None:
        """Why no worker can be started, where none can."""
        return self._places.fault

    def processes(self) -> tuple[int, ...]:
        """The ids of all worker processes."""
        return self._places.processes()

    def numbers(self) -> dict[str, int]:
        """How many queries run and wait just now, and how many workers there are."""
        return self._places.numbers()

    def close(self) -> None:
        """Ends all workers, busy ones too."""
        self._keeper.close()

    def _messages(self, request: Mapping[str, Any], turn: Turn) -> Generator[bytes, None, dict[str, Any]]:
        """What a worker sends, and then how it ended; whoever stops reading has it ended."""
        job = self._places.take(turn)
        spent = True
        try:
            link = self.send(job, request)
            while True:
                kind, payload = link.receive()
                if kind == CALL and self._services is not None:
                    self._call(self._services, job, payload)
                    continue
                if kind != DATA:
                    outcome: dict[str, Any] = loads(payload)
                    spent = outcome.pop("spent")
                    return outcome
                yield payload
        except (EOFError, OSError) as error:
            raise self._explain(job) from error
        finally:
            self._give_back(job, usable=not spent)

    def _call(self, services: Services, job: Job, payload: bytes) -> None:
        """Has a thread answer a worker, so that here its end is seen at once, whatever the other server does."""
        link, seconds = job.worker.link, job.started + job.seconds - time.monotonic()

        def answer() -> None:
            message = services.answer(payload, seconds)
            # The worker may have been ended meanwhile.
            with contextlib.suppress(OSError):
                link.send(message)

        threading.Thread(target=answer, name="kgbuild-service", daemon=True).start()

    def _give_back(self, job: Job, *, usable: bool) -> None:
        self._places.give_back(job, usable=usable)
        if job.long or not usable:
            self._keeper.wake()

    def _explain(self, job: Job) -> Exception:
        """Why the worker is no more."""
        with self._places.change:
            why = job.ended
        self._give_back(job, usable=False)
        if not why:
            # Only here, for a process that was killed may take its time to go.
            why = ending_of(job.worker.process.wait())
            if why == "lost":
                return WorkerLostError()
            with self._places.change:
                self._places.tally.count(why)
        return error_of(why, self._places.limits)
