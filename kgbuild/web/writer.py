"""A process that changes the store once and ends: `python -m kgbuild.web.writer MEMORY PARENT`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse

from kgbuild.errors import KGBuildError, LimitError, OutputError, QueryError
from kgbuild.store.disk import open_store
from kgbuild.store.update import add_to_graph, drop_graph, replace_graph, run_update
from kgbuild.web.confinement import end_with_parent, leave_network, limit_memory
from kgbuild.web.faults import as_told


def change_once(arguments: list[str], change: Callable[[dict[str, Any], bytes, int], Mapping[str, Any]]) -> None:
    """Has `change` do what standard input says, and writes the outcome to standard output.

    Arguments: the memory bound, the server's process id. Standard input holds a line of JSON, which says what to do,
    and what is to be written.
    """
    memory, parent = arguments
    end_with_parent(int(parent))
    request = json.loads(sys.stdin.buffer.readline())
    body = sys.stdin.buffer.read()
    try:
        told = change(request, body, int(memory))
    except OutputError as error:
        told = as_told(LimitError(str(error), "busy"))
    except KGBuildError as error:
        told = as_told(error)
    except MemoryError:
        told = {"fault": "memory"}
    sys.stdout.write(json.dumps(told))


def parsed_body(request: Mapping[str, Any], body: bytes) -> list[Quad]:
    """The statements that a request brings; QueryError, with line and column, if they are malformed."""
    try:
        return list(parse(body, format=RdfFormat.from_media_type(request["media_type"]), base_iri=request["base"]))
    except SyntaxError as error:
        line, column = error.lineno, error.offset
        place = "" if line is None else f", line {line}, column {column}"
        raise QueryError(f"body{place}: not valid RDF ({error.msg}); mend it", line, column) from error


def _change_store(request: dict[str, Any], body: bytes, memory: int) -> Mapping[str, Any]:
    # Opened first: without a network of its own it could not make files, where ids of users are not mapped.
    opened = open_store(Path(request["target"]["store"]))
    leave_network()
    limit_memory(memory)
    return _apply(opened, request, body)


def _apply(store: Store, request: dict[str, Any], body: bytes) -> Mapping[str, Any]:
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
        change(store, graph, parsed_body(request, body))
    return {"present": present}


if __name__ == "__main__":
    change_once(sys.argv[1:], _change_store)
