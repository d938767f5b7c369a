"""A process that changes the store once and ends: `python -m kgbuild.web.writer STORE MEMORY PARENT`.

Standard input holds a line of JSON, which says what to do, and what is to be written; standard output the
outcome.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from kgbuild.errors import KGBuildError, OutputError, QueryError
from kgbuild.store.disk import open_store
from kgbuild.store.update import add_to_graph, drop_graph, replace_graph, run_update
from kgbuild.web.confinement import end_with_parent, leave_network, limit_memory


def main(arguments: list[str]) -> None:
    """Arguments: the store, the memory bound, the server's process id."""
    store, memory, parent = arguments
    end_with_parent(int(parent))
    request = json.loads(sys.stdin.buffer.readline())
    body = sys.stdin.buffer.read()
    try:
        # Opened first: without a network of its own it could not make files, where ids of users are not mapped.
        opened = open_store(Path(store))
        leave_network()
        limit_memory(int(memory))
        told = _apply(opened, request, body)
    except KGBuildError as error:
        fault = "query" if isinstance(error, QueryError) else "busy" if isinstance(error, OutputError) else "other"
        told = {"fault": fault, "message": str(error)}
        told |= {name: getattr(error, name, None) for name in ("line", "column")}
    except MemoryError:
        told = {"fault": "memory"}
    sys.stdout.write(json.dumps(told))


def _apply(store: Store, request: dict[str, Any], body: bytes) -> dict[str, Any]:
    what = request["do"]
    if what == "update":
        run_update(
            store,
            body.decode("utf-8"),
            base=request["base"],
            using=request["using"],
            using_named=request["using_named"],
        )
        return {}
    graph = request["graph"]
    present = graph is None or store.contains_named_graph(NamedNode(graph))
    if what == "delete":
        drop_graph(store, graph)
    else:
        change = replace_graph if what == "put" else add_to_graph
        change(store, graph, _parsed(body, request["media_type"], request["base"]))
    return {"present": present}


def _parsed(body: bytes, media_type: str, base: str) -> list[Quad]:
    try:
        return list(parse(body, format=RdfFormat.from_media_type(media_type), base_iri=base))
    except SyntaxError as error:
        line, column = error.lineno, error.offset
        raise QueryError(
            f"body, line {line}, column {column}: not valid RDF ({error.msg}); mend it", line, column
        ) from error


if __name__ == "__main__":
    main(sys.argv[1:])
