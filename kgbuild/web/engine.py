"""What answers the queries of the endpoint and of its pages."""

from __future__ import annotations

import abc
import atexit
import contextlib
import tempfile
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, ClassVar, Final, Protocol

from kgbuild.errors import LimitError
from kgbuild.formats import Format
from kgbuild.store.disk import check_is_store
from kgbuild.store.search import mentions_search
from kgbuild.web.begun import Begun
from kgbuild.web.checkpoints import Checkpoints
from kgbuild.web.faults import raise_told
from kgbuild.web.indexing import IndexedCheckpoints
from kgbuild.web.limits import Limits
from kgbuild.web.pool import Pool
from kgbuild.web.worker_process import Worker, start_worker
from kgbuild.web.writing import Writer

if TYPE_CHECKING:
    from kgbuild.web.services import Services

# An answer up to this size is held in memory; a longer one goes to a temporary file until it is sent.
IN_MEMORY_BYTES: Final = 1 << 20

# A dump may take longer than a query.
DUMP_SECONDS: Final = 3600.0


@dataclass(frozen=True, slots=True)
class Query:
    """A query and the graphs that it is put to: IRIs; None where none are named. `base` resolves relative IRIs."""

    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    base: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """The format for each kind of answer, None where the client takes none that there is.

    `first`: only so many rows or statements, solutions then as JSON.
    """

    solutions: Format | None
    triples: Format | None
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: its kind ("solutions", "boolean" or "triples"), and the body, to be read from its start.

    `version` is the state of the graph that it tells of; `cut` if there are more rows than were wanted.
    """

    kind: str
    body: IO[bytes]
    size: int
    version: str
    cut: bool = False


class Engine(Protocol):
    """Answers queries within bounds."""

    @property
    def searchable(self) -> bool:
        """Whether it can search for text (`kgb:search`)."""

    def begin(self, query: Query, wanted: Wanted, gone: Callable[[], bool], wake: Callable[[], None]) -> Begun | None:
        """Has a query answered without waiting for it; None where that cannot be.

        `wake` is called once there is a worker for it, or none is to be had, from any thread, and maybe at once.
        """

    def answer(self, query: Query, wanted: Wanted, gone: Callable[[], bool], begun: Begun | None = None) -> Answer:
        """The whole answer; of a query that has `begun`, which is over then, its own.

        QueryError if the query is malformed or not allowed; OutputError if it cannot be had in the wanted format;
        LimitError if it goes over a bound; endings.ClientGoneError if `gone()` turns true.
        """

    def write(self, request: Mapping[str, Any], body: bytes) -> dict[str, Any]:
        """Changes the graph; the next query sees it. Errors as of `writing.Writer`."""

    def dump(self, target: Format) -> Generator[bytes, None, None]:
        """All statements with their graphs, as they come; LimitError, midway if need be."""

    def numbers(self) -> dict[str, Any]:
        """What runs and what has happened, by name; a dictionary where a number is told by reason.

        "ready" is 0 where no query can be answered.
        """

    def start(self) -> None:
        """Gets ready to answer, in this process; the first query does so too."""

    def close(self) -> None:
        """Stops whatever `start` has started."""

    @property
    def version(self) -> str:
        """A name for the state of the graph that the next query will see."""


class State(Protocol):
    """A state of the graph: its name, and what a worker has to know to answer from it."""

    @property
    def version(self) -> str:
        """Its name."""

    @property
    def source(self) -> dict[str, Any]:
        """As JSON can hold it."""


class States(Protocol):
    """The states of a graph, one after the other."""

    @property
    def current(self) -> State:
        """The latest."""

    def reading(self) -> AbstractContextManager[State]:
        """The latest, kept until the end of the `with` statement."""

    def searching(self) -> AbstractContextManager[State]:
        """One whose texts can be searched, kept so. LimitError if it is not there yet, QueryError if never."""

    def refresh(self) -> None:
        """Sees to it that what was written by now is in the latest one."""

    def close(self) -> None:
        """Gives back what they hold."""


class PooledEngine(abc.ABC):
    """Answers each query in a process of its own; `writer` has another one change the graph.

    The default graph of a query is the union of all graphs or, if not `union`, the store's own default graph.
    `services` ask other servers for it; None if none may be asked.
    """

    # The module that a worker runs, and whether what it answers from has an index of its texts.
    worker: ClassVar[str]
    searchable: ClassVar[bool]

    def __init__(self, writer: Writer, limits: Limits, *, union: bool = True, services: Services | None = None) -> None:
        self._writer, self._limits, self._union, self._services = writer, limits, union, services
        self._starting = threading.Lock()
        self._running: tuple[States, Pool] | None = None

    @abc.abstractmethod
    def _states(self) -> States:
        """What there is to read."""

    def start(self) -> None:
        self._parts()

    def close(self) -> None:
        with self._starting:
            if self._running is not None:
                states, pool = self._running
                self._running = None
                pool.close()
                states.close()
                atexit.unregister(self.close)

    @property
    def version(self) -> str:
        return self._parts()[0].current.version

    @property
    def pool(self) -> Pool:
        """The workers."""
        return self._parts()[1]

    def begin(self, query: Query, wanted: Wanted, gone: Callable[[], bool], wake: Callable[[], None]) -> Begun | None:
        # An index may have to be waited for.
        if mentions_search(query.text):
            return None
        begun = self._begun(query, wanted, gone, searches=False)
        begun.turn.wake = wake
        if self._parts()[1].line_up(begun.turn):
            return begun
        begun.close()
        return None

    def answer(self, query: Query, wanted: Wanted, gone: Callable[[], bool], begun: Begun | None = None) -> Answer:
        _, pool = self._parts()
        body = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 - whoever sends it closes it
        try:
            begun = begun or self._begun(query, wanted, gone, searches=mentions_search(query.text))
            with contextlib.closing(begun):
                outcome = pool.run(begun.request, body, begun.turn)
            raise_told(outcome)
            size = body.tell()
            body.seek(0)
        except BaseException as error:
            # To close it writes what is left, which has no room either.
            with contextlib.suppress(OSError):
                body.close()
            if isinstance(error, OSError):
                raise LimitError(
                    f"the answer has no room among the temporary files ({error.strerror}); ask for less", "room"
                ) from error
            raise
        return Answer(outcome["kind"], body, size, begun.version, outcome["cut"])

    def write(self, request: Mapping[str, Any], body: bytes) -> dict[str, Any]:
        told = self._writer.write(request, body)
        self._parts()[0].refresh()
        return told

    def dump(self, target: Format) -> Generator[bytes, None, None]:
        states, pool = self._parts()
        with states.reading() as state:
            request = {"source": state.source, "dump": target.name}
            outcome = yield from pool.stream(request, DUMP_SECONDS)
        raise_told(outcome)

    def numbers(self) -> dict[str, Any]:
        _, pool = self._parts()
        now = pool.numbers()
        return {
            "ready": int(pool.fault is None),
            "queries_running": now["running"],
            "queries_long": now["long"],
            "queries_waiting": now["waiting"],
            "workers": now["workers"],
            "workers_without_network": int(bool(pool.isolated)),
            "workers_started_total": pool.tally.started,
            "queries_ended_total": {"answered": pool.tally.answered, **pool.tally.ended},
        }

    def _begun(self, query: Query, wanted: Wanted, gone: Callable[[], bool], *, searches: bool) -> Begun:
        """What there is to a query before it is put to a worker. LimitError if the state that it reads is not there."""
        states, pool = self._parts()
        with contextlib.ExitStack() as kept:
            state = kept.enter_context(states.searching() if searches else states.reading())
            request = {**self._request(query, wanted, state.source), "searches": searches}
            return Begun(pool, pool.turn(gone), request, state.version, kept.pop_all())

    def _request(self, query: Query, wanted: Wanted, source: dict[str, Any]) -> dict[str, object]:
        formats = {"solutions": wanted.solutions, "triples": wanted.triples}
        return {
            "source": source,
            "query": query.text,
            "default_graphs": query.default_graphs,
            "named_graphs": query.named_graphs,
            "base": query.base,
            "union": self._union,
            "services": sorted(self._services.allowed) if self._services else [],
            "formats": {kind: each.name for kind, each in formats.items() if each is not None},
            "first": wanted.first,
            "rows": self._limits.rows,
            "size": self._limits.size,
        }

    def _parts(self) -> tuple[States, Pool]:
        """Started when first needed: a server may fork between making the application and using it."""
        running = self._running
        if running is not None:
            return running
        with self._starting:
            if self._running is None:
                states = self._states()
                self._running = states, Pool(lambda: self._start_worker(states.current), self._limits, self._services)
                atexit.register(self.close)
            return self._running

    def _start_worker(self, state: State) -> Worker:
        return start_worker(self.worker, state.source, self._limits.memory)


class StoreEngine(PooledEngine):
    """Answers from a store on disk. InputError if there is no store."""

    worker, searchable = "kgbuild.web.worker", True

    def __init__(self, store: Path, limits: Limits, *, union: bool = True, services: Services | None = None) -> None:
        check_is_store(store)
        writer = Writer("kgbuild.web.writer", {"store": str(store)}, limits, "nothing was changed")
        super().__init__(writer, limits, union=union, services=services)
        self._store = store

    def _states(self) -> States:
        return IndexedCheckpoints(Checkpoints(self._store), self._limits.seconds)
