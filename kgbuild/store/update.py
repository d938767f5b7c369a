"""SPARQL 1.1 Update and the writing half of the Graph Store Protocol, over a store that is open to write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, Store

from kgbuild.errors import QueryError
from kgbuild.store.disk import GRAPH_FAULT, apply_update, remove_document
from kgbuild.store.query import POSITION, disguised
from kgbuild.store.search import refuse_search
from kgbuild.store.sparql_tokens import read_tokens
from kgbuild.vocabulary import PREFIXES

# Keywords whose clause sends a request elsewhere.
OUTWARD: Final = ("service", "load")


def run_update(
    store: Store,
    update: str,
    *,
    base: str | None = None,
    using: Sequence[str] = (),
    using_named: Sequence[str] = (),
) -> None:
    """Applies a SPARQL 1.1 Update request, as a whole or not at all.

    The prefixes of `vocabulary.PREFIXES` need no declaration; `base` resolves relative IRIs. `using` and `using_named`
    are the graphs that the WHERE clauses see, which the request may then not name itself. Without them a WHERE clause
    sees the store's own default graph, and others by GRAPH. QueryError if the request is malformed or asks another
    server (SERVICE, LOAD); OutputError if the store cannot be written.
    """
    update = with_dataset(update, using, using_named)
    _refuse(update, base)
    with _telling():
        apply_update(store, update, base=base, prefixes=dict(PREFIXES))


def replace_graph(store: Store, graph: str | None, quads: Iterable[Quad]) -> None:
    """Makes `quads`, whatever graph they name, the content of a graph, or of the default graph if None.

    All or nothing. A graph without statements is there all the same, as the protocol asks.
    """
    statements = "".join(f"{quad.triple} .\n" for quad in quads)
    if graph is None:
        apply_update(store, f"CLEAR DEFAULT ; INSERT DATA {{\n{statements}}}")
    else:
        name = NamedNode(graph)
        request = f"DROP SILENT GRAPH {name} ; CREATE GRAPH {name} ; INSERT DATA {{ GRAPH {name} {{\n{statements}}} }}"
        apply_update(store, request)


def add_to_graph(store: Store, graph: str | None, quads: Iterable[Quad]) -> None:
    """Adds `quads`, whatever graph they name, to a graph, or to the default graph if None. All or nothing."""
    target = DefaultGraph() if graph is None else NamedNode(graph)
    store.extend(Quad(quad.subject, quad.predicate, quad.object, target) for quad in quads)
    if isinstance(target, NamedNode):
        store.add_graph(target)


def drop_graph(store: Store, graph: str | None) -> bool:
    """Removes a graph, or empties the default graph if None; whether it was there."""
    if graph is not None:
        return remove_document(store, graph)
    apply_update(store, "CLEAR DEFAULT")
    return True


def check_update(update: str, base: str | None) -> None:
    """QueryError if `run_update` would not take the request."""
    _refuse(update, base)
    with _telling():
        try:
            Store().update(update, base_iri=base, prefixes=dict(PREFIXES))
        except RuntimeError as error:
            if not GRAPH_FAULT.fullmatch(str(error)):
                raise QueryError(f"update: {error}; leave that out") from error


def _refuse(update: str, base: str | None) -> None:
    _refuse_outward(update, base)
    refuse_search(update, "in an update")


def _refuse_outward(update: str, base: str | None) -> None:
    """QueryError if SERVICE or LOAD is a keyword of the request: with their letters altered it is then malformed."""
    folded = update.casefold()
    if not any(keyword in folded for keyword in OUTWARD):
        return
    harmless = update
    for keyword in OUTWARD:
        harmless = disguised(harmless, keyword)
    try:
        Store().update(harmless, base_iri=base, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise _malformed(
            error, "SERVICE and LOAD are not allowed, for they ask another server; leave them out, or mend the request"
        ) from error
    except (RuntimeError, ValueError):  # no fault of grammar
        return


def with_dataset(update: str, using: Sequence[str], using_named: Sequence[str]) -> str:
    """The request with USING clauses, if there are any, in front of each WHERE that stands in no braces."""
    if not using and not using_named:
        return update
    try:
        clauses = " ".join((*(f"USING {NamedNode(name)}" for name in using),
                            *(f"USING NAMED {NamedNode(name)}" for name in using_named)))  # fmt: skip
    except ValueError as error:
        raise QueryError(f"update: a graph of the request is no absolute IRI ({error}); send one") from error
    parts: list[str] = []
    depth, copied, after_delete, shortcut = 0, 0, False, False
    for token in read_tokens(update):
        if token.text == "{":
            if depth == 0 and shortcut:
                parts.append(update[copied : token.begin])
                copied = token.begin
            depth += 1
        elif token.text == "}":
            depth -= 1
            if depth == 0 and shortcut:
                pattern = update[copied : token.end]
                parts.append(f"{pattern} {clauses} WHERE {pattern}")
                copied, shortcut = token.end, False
        elif depth == 0 and token.is_keyword("USING", "WITH"):
            raise QueryError("update: names graphs by USING or WITH beside those of the request; leave one out")
        elif depth == 0 and token.is_keyword("WHERE"):
            if after_delete:
                # DELETE WHERE has no place for USING: its pattern is written out as template and pattern.
                parts.append(update[copied : token.begin])
                copied, shortcut = token.end, True
            else:
                parts.append(f"{update[copied : token.begin]} {clauses} ")
                copied = token.begin
        after_delete = token.is_keyword("DELETE")
    return "".join(parts) + update[copied:]


@contextmanager
def _telling() -> Iterator[None]:
    """QueryError for what Oxigraph's parser has against an update."""
    try:
        yield
    except SyntaxError as error:
        raise _malformed(error, "malformed SPARQL Update; mend what stands there or just before") from error
    except ValueError as error:
        raise QueryError(f"update: {error}; leave that out") from error


def _malformed(error: SyntaxError, what: str) -> QueryError:
    position = POSITION.match(str(error))
    if position is None:
        return QueryError(f"update: {what} ({error})")
    line, column = int(position[1]), int(position[2])
    return QueryError(f"update, line {line}, column {column}: {what}", line, column)
