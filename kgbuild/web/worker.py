"""A process that answers queries, one after the other, and may be ended at any moment: `python -m kgbuild.web.worker`.

It opens a store that nobody writes to, gives up the network, and bounds its memory. It imports as little as it can: two
of them and a spare one stand ready at all times.
"""

from __future__ import annotations

import gc
import json
import socket
import sys
import threading
from pathlib import Path
from typing import Any, Final

from pyoxigraph import QueryBoolean, QuerySolutions, RdfFormat, Store

from kgbuild.errors import InputError, KGBuildError, LimitError, OutputError, QueryError
from kgbuild.formats import RDF_FORMATS, RESULT_FORMATS
from kgbuild.store.disk import open_store
from kgbuild.store.query import run_query
from kgbuild.store.streaming import BoundedOutput, write_first, write_result
from kgbuild.vocabulary import PREFIXES
from kgbuild.web.channel import READY, REQUEST, Channel, Sender
from kgbuild.web.confinement import end_with_parent, leave_network, limit_memory, memory_in_use
from kgbuild.web.limits import STACK_BYTES

FORMATS: Final = {each.name: each for each in (*RESULT_FORMATS, *RDF_FORMATS)}

# A worker that has grown by so much is replaced by a fresh one, for memory once taken is seldom given back.
MAX_GROWTH: Final = 128 << 20

# Which error an answer ends with, as the server reads it.
FAULTS: Final[tuple[tuple[type[KGBuildError], str], ...]] = (
    (LimitError, "limit"),
    (OutputError, "format"),
    (InputError, "store"),
    (QueryError, "query"),
)


def main(arguments: list[str]) -> None:
    """Arguments: the descriptor of the socket to the server, the server's process id, the store, the memory bound."""
    descriptor, parent, store, memory = arguments
    end_with_parent(int(parent))
    isolated = leave_network()
    link = Channel(socket.socket(fileno=int(descriptor)))
    threading.stack_size(STACK_BYTES)
    # Oxigraph's solutions belong to one thread, and only a new thread has the stack that they may need.
    answering = threading.Thread(target=_answer_all, args=(link, Path(store), int(memory), isolated))
    answering.start()
    answering.join()


def _answer_all(link: Channel, path: Path, memory: int, isolated: bool) -> None:
    store = open_store(path, read_only=True)
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
            if request["store"] != str(path):
                path = Path(request["store"])
                del store
                gc.collect()
                store = open_store(path, read_only=True)
            outcome = (_dump if "dump" in request else _answer)(store, request, sender)
        except KGBuildError as error:
            outcome = _told(error)
        except MemoryError:
            outcome = _told(LimitError("the query takes more memory than it may; ask for less", "memory"))
        sender.finish(outcome | {"spent": memory_in_use() > idle + MAX_GROWTH})


def _answer(store: Store, request: dict[str, Any], sender: Sender) -> dict[str, Any]:
    """Evaluates the query and sends the answer in the format that is wanted of its kind."""
    result = run_query(
        store,
        request["query"],
        default_graphs=request["default_graphs"],
        named_graphs=request["named_graphs"],
        base=request["base"],
        union=request["union"],
    )
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


def _dump(store: Store, request: dict[str, Any], sender: Sender) -> dict[str, Any]:
    """Sends all statements, in a format that keeps the graphs."""
    target = FORMATS[request["dump"]]
    output = BoundedOutput(sender.add, target, rows=sys.maxsize, size=sys.maxsize)
    store.dump(output.as_file(), RdfFormat.from_media_type(target.media_type), prefixes=dict(PREFIXES))
    return {}


def _told(error: KGBuildError) -> dict[str, Any]:
    fault = next(name for kind, name in FAULTS if isinstance(error, kind))
    more = {name: getattr(error, name, None) for name in ("line", "column", "limit")}
    return {"fault": fault, "message": str(error), **more}


if __name__ == "__main__":
    main(sys.argv[1:])
