"""Changes of a store behind another server, by SPARQL 1.1 Update: checked as changes of our own are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode, Quad, QueryBoolean

from kgbuild.store.remote import RemoteStore
from kgbuild.store.sparql_text import check_modest, in_plain_spelling, needed_prefixes, text_of, with_absolute_iris
from kgbuild.store.sparql_tokens import read_tokens
from kgbuild.store.update import check_update, with_dataset


def run_remote_update(
    remote: RemoteStore, update: str, *, base: str | None, using: Sequence[str], using_named: Sequence[str]
) -> None:
    """Has the server apply an update request; errors as of `update.run_update` and `RemoteStore.update`.

    Whether it is done as a whole or not at all is up to that server.
    """
    check_modest(read_tokens(update))
    # For its errors, which have the place in the request as it was given.
    check_update(with_dataset(update, using, using_named), base)
    tokens = with_absolute_iris(in_plain_spelling(update), base)
    _send(remote, with_dataset(needed_prefixes(tokens) + text_of(tokens), using, using_named))


def write_remote_graph(remote: RemoteStore, graph: str | None, quads: Iterable[Quad], *, replace: bool) -> None:
    """Adds `quads`, whatever graph they name, to a graph, or to the default graph if None; `replace`: in place of all.

    Not INSERT DATA, in which some servers take no blank nodes.
    """
    statements = "".join(f"{quad.triple} .\n" for quad in quads)
    emptied = [] if not replace else ["CLEAR DEFAULT"] if graph is None else [f"DROP SILENT GRAPH {NamedNode(graph)}"]
    content = statements if graph is None else f"GRAPH {NamedNode(graph)} {{\n{statements}}}"
    added = [f"INSERT {{\n{content}}} WHERE {{}}"] if statements else []
    if emptied or added:
        _send(remote, " ;\n".join(emptied + added))


def drop_remote_graph(remote: RemoteStore, graph: str | None) -> None:
    """Removes a graph, or empties the default graph if None."""
    _send(remote, "CLEAR DEFAULT" if graph is None else f"DROP SILENT GRAPH {NamedNode(graph)}")


def holds_graph(remote: RemoteStore, graph: str) -> bool:
    """Whether the server has a statement in a graph."""
    with remote.telling():
        found = remote.ask(f"ASK {{ GRAPH {NamedNode(graph)} {{ ?s ?p ?o }} }}")
    return isinstance(found, QueryBoolean) and bool(found)


def _send(remote: RemoteStore, update: str) -> None:
    """The one place from which an update leaves: what Oxigraph's parser finds no way out in."""
    check_update(update, None)
    remote.update(update)
