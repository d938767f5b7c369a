"""A process that answers queries, one after the other, and may be ended at any moment: `python -m kgbuild.web.worker`.

It opens a store that nobody writes to, gives up the network, and bounds its memory. It imports as little as it can: two
of them and a spare one stand ready at all times.
"""

from __future__ import annotations

import contextlib
import gc
import json
import socket
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO, Any, Final, Protocol

from pyoxigraph import QueryBoolean, QuerySolutions, RdfFormat

from kgbuild.errors import KGBuildError, LimitError, OutputError
from kgbuild.formats import RDF_FORMATS, RESULT_FORMATS, Format
from kgbuild.store.disk import open_store
from kgbuild.store.query import run_query
from kgbuild.store.streaming import AnyResult, BoundedOutput, write_first, write_result
from kgbuild.vocabulary import PREFIXES
from kgbuild.web.channel import CALL, FAULT, READY, REQUEST, Channel, Sender
from kgbuild.web.confinement import end_with_parent, keep_memory_together, leave_network, limit_memory, memory_gauge
from kgbuild.web.faults import as_told, raise_told
from kgbuild.web.limits import STACK_BYTES

FORMATS: Final = {each.name: each for each in (*RESULT_FORMATS, *RDF_FORMATS)}

# A worker that has grown by so much is replaced by a fresh one, for memory once taken is seldom given back.
MAX_GROWTH: Final = 128 << 20


class Source(Protocol):
    """What a worker answers from."""

    def move_to(self, state: Mapping[str, Any], /) -> None:
        """Has what comes next answered from another state; as `engine.State.source` tells it."""

    def run(self, request: Mapping[str, Any]) -> AnyResult:
        """The answer to the query of a request."""

    def reading(self) -> AbstractContextManager[None]:
        """Around whatever reads an answer."""

    def dump(self, target: Format, output: IO[bytes]) -> None:
        """Writes all statements, in a format that keeps the graphs."""


class StoreSource:
    """A store on disk that nobody writes to."""

    def __init__(self, state: Mapping[str, Any]) -> None:
        self._path = state["store"]
        self._store = open_store(Path(self._path), read_only=True)

    def move_to(self, state: Mapping[str, Any]) -> None:
        if state["store"] != self._path:
            self._path = state["store"]
            del self._store
            gc.collect()
            self._store = open_store(Path(self._path), read_only=True)

    def run(self, request: Mapping[str, Any]) -> AnyResult:
        return run_query(
            self._store,
            self._with_hits(request) if request["searches"] else request["query"],
            default_graphs=request["default_graphs"],
            named_graphs=request["named_graphs"],
            base=request["base"],
            union=request["union"],
        )

    def reading(self) -> AbstractContextManager[None]:
        return contextlib.nullcontext()

    def _with_hits(self, request: Mapping[str, Any]) -> str:
        """The query with what its text searches find."""
        # Most workers do without SQLite.
        from kgbuild.store.search import expand_searches
        from kgbuild.store.textindex import TextIndex, index_of

        with contextlib.closing(TextIndex(index_of(Path(self._path)))) as index:
            return expand_searches(request["query"], index, request["base"])

    def dump(self, target: Format, output: IO[bytes]) -> None:
        self._store.dump(output, RdfFormat.from_media_type(target.media_type), prefixes=dict(PREFIXES))


def serve_queries(
    arguments: list[str], open_source: Callable[[Mapping[str, Any]], Source], isolate: Callable[[], bool]
) -> None:
    """Answers until the server closes the socket, from what `open_source` opens.

    Arguments: the descriptor of the socket to the server, the server's process id, the memory bound. The first message
    is the state to begin with.
    """
    descriptor, parent, memory = arguments
    end_with_parent(int(parent))
    isolated = isolate()
    keep_memory_together(1)
    link = Channel(socket.socket(fileno=int(descriptor)))
    threading.stack_size(STACK_BYTES)
    # Oxigraph's solutions belong to one thread, and only a new thread has the stack that they may need.
    answering = threading.Thread(target=_answer_all, args=(link, open_source, int(memory), isolated))
    answering.start()
    answering.join()


def _answer_all(link: Channel, open_source: Callable[[Mapping[str, Any]], Source], memory: int, isolated: bool) -> None:
    source = open_source(json.loads(link.receive()[1]))
    memory_in_use = memory_gauge()
    idle = memory_in_use()
    limit_memory(memory)
    link.send_document(READY, {"isolated": isolated})
    while True:
        try:
            kind, payload = link.receive()
        except (EOFError, OSError):
            return
        assert kind == REQUEST  # noqa: S101 - the server sends nothing else
        request = json.loads(payload)
        outcome: dict[str, Any]
        sender = Sender(link)
        try:
            source.move_to(request["source"])
            if "dump" in request:
                outcome = _dump(source, request, sender)
            else:
                outcome = _answer(source, request, sender, lambda url, query: _called(link, url, query))
        except KGBuildError as error:
            outcome = as_told(error)
        except MemoryError:
            outcome = as_told(LimitError("the query takes more memory than it may; ask for less", "memory"))
        sender.finish(outcome | {"spent": memory_in_use() > idle + MAX_GROWTH})


def _answer(
    source: Source, request: dict[str, Any], sender: Sender, ask: Callable[[str, str], bytes]
) -> dict[str, Any]:
    """Evaluates the query and sends the answer in the format that is wanted of its kind."""
    with source.reading():
        result = source.run(_with_services(source, request, ask) if request["services"] else request)
        kind = "solutions" if isinstance(result, (QuerySolutions, QueryBoolean)) else "triples"
        name = request["formats"].get(kind)
        if name is None:
            raise OutputError(f"the query's answer is of {kind}, for which no format was asked that there is")
        rows, first = request["rows"], request["first"]
        output = BoundedOutput(sender.add, FORMATS[name], rows=rows, size=request["size"])
        cut = False
        if first is None:
            write_result(result, FORMATS[name], output, rows)
        else:
            cut = write_first(result, FORMATS[name], output, first)
    return {"kind": "boolean" if isinstance(result, QueryBoolean) else kind, "cut": cut}


def _with_services(source: Source, request: dict[str, Any], ask: Callable[[str, str], bytes]) -> dict[str, Any]:
    """The request with what other servers say in the place of SERVICE."""
    # Most workers do without.
    from kgbuild.store.federation import Federation

    def select(query: str) -> QuerySolutions:
        found = source.run({**request, "query": query})
        assert isinstance(found, QuerySolutions)  # noqa: S101 - a SELECT is all that is asked
        return found

    federation = Federation(request["services"], ask, select)
    return {**request, "query": federation.expand(request["query"], request["base"])}


def _called(link: Channel, url: str, query: str) -> bytes:
    """The answer of another server, which our own server asks."""
    link.send_document(CALL, {"url": url, "query": query})
    kind, payload = link.receive()
    if kind == FAULT:
        raise_told(json.loads(payload))
    return payload


def _dump(source: Source, request: dict[str, Any], sender: Sender) -> dict[str, Any]:
    """Sends all statements, in a format that keeps the graphs."""
    target = FORMATS[request["dump"]]
    output = BoundedOutput(sender.add, target, rows=sys.maxsize, size=sys.maxsize)
    source.dump(target, output.as_file())
    return {}


if __name__ == "__main__":
    serve_queries(sys.argv[1:], StoreSource, leave_network)
