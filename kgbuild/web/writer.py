"""A process that changes the store once and ends: `python -m kgbuild.web.writer MEMORY PARENT`."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kgbuild.errors import KGBuildError, LimitError, OutputError, QueryError
from kgbuild.store.disk import check_is_store, open_store
from kgbuild.store.update import add_to_graph, drop_graph, replace_graph, run_update
from kgbuild.web.confinement import end_with_parent, leave_network, limit_memory
from kgbuild.web.faults import as_told


class Target(Protocol):
    """What a writer changes. The default graph has the name None."""

    def update(self, text: str, *, base: str, using: Sequence[str], using_named: Sequence[str]) -> None:
        """Applies a SPARQL update; the parameters as of `store.update.run_update`."""

    def holds(self, graph: str) -> bool:
        """Whether the graph is there."""

    def write(self, graph: str | None, quads: Iterable[Quad], *, replace: bool) -> None:
        """Adds statements to the graph; with `replace`, in the place of all that it holds."""

    def drop(self, graph: str | None) -> None:
        """Removes the graph."""


class StoreTarget:
    """A store on disk."""

    def __init__(self, state: Mapping[str, Any], memory: int) -> None:
        path = Path(state["store"])
        # Whoever took it away did not ask for an empty one in its place.
        check_is_store(path)
        # Opened first: without a network of its own it could not make files, where ids of users are not mapped.
        self._store = open_store(path)
        leave_network()
        limit_memory(memory)

    def update(self, text: str, *, base: str, using: Sequence[str], using_named: Sequence[str]) -> None:
        run_update(self._store, text, base=base, using=using, using_named=using_named)

    def holds(self, graph: str) -> bool:
        return self._store.contains_named_graph(NamedNode(graph))

    def write(self, graph: str | None, quads: Iterable[Quad], *, replace: bool) -> None:
        (replace_graph if replace else add_to_graph)(self._store, graph, quads)

    def drop(self, graph: str | None) -> None:
        drop_graph(self._store, graph)


def change_once(arguments: list[str], open_target: Callable[[Mapping[str, Any], int], Target]) -> None:
    """Changes a store as standard input says, and writes the outcome to standard output.

    Arguments: the memory bound, the server's process id. Standard input holds a line of JSON, which says what to do,
    and what is to be written. `open_target` takes what that line says of the store, and the memory bound to set.
    """
    memory, parent = arguments
    end_with_parent(int(parent))
    request = json.loads(sys.stdin.buffer.readline())
    body = sys.stdin.buffer.read()
    told: Mapping[str, Any]
    try:
        told = _apply(open_target(request["target"], int(memory)), request, body)
    except OutputError as error:
        told = as_told(LimitError(str(error), "busy"))
    except KGBuildError as error:
        told = as_told(error)
    except MemoryError:
        told = {"fault": "memory"}
    sys.stdout.write(json.dumps(told))


def _apply(target: Target, request: Mapping[str, Any], body: bytes) -> dict[str, Any]:
    what = request["do"]
    if what == "update":
        using, using_named = request["using"], request["using_named"]
        target.update(body.decode("utf-8"), base=request["base"], using=using, using_named=using_named)
        return {}
    graph = request["graph"]
    present = graph is None or target.holds(graph)
    if what == "delete":
        target.drop(graph)
    else:
        target.write(graph, _parsed(request, body), replace=what == "put")
    return {"present": present}


def _parsed(request: Mapping[str, Any], body: bytes) -> list[Quad]:
    """The statements of the files that a request brings, one after the other in `body`: "files" tells of each its media
    type and length. A blank node is of its file alone. QueryError, with line and column, if one is malformed.
    """
    quads: list[Quad] = []
    for media_type, length in request["files"]:
        # Without the mark that some editors put in front of a file.
        content, body = body[:length].removeprefix(codecs.BOM_UTF8), body[length:]
        form = RdfFormat.from_media_type(media_type)
        try:
            quads += parse(content, format=form, base_iri=request["base"], rename_blank_nodes=True)
        except SyntaxError as error:
            line, column = error.lineno, error.offset
            place = "" if line is None else f", line {line}, column {column}"
            raise QueryError(f"body{place}: not valid RDF ({error.msg}); mend it", line, column) from error
    return quads


if __name__ == "__main__":
    change_once(sys.argv[1:], StoreTarget)
