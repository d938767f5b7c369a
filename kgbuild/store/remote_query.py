"""Any query put to a store behind another server: checked as one of our own, and sent so that every server takes it.

What is sent has its prefixes declared, names no graph that the other store does not hold, and is a SELECT or an ASK.
The triples of a CONSTRUCT are made here, of the solutions to its pattern; DESCRIBE gives the statements whose subject
the thing is.
"""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias, cast

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
)

from kgbuild.errors import QueryError
from kgbuild.store.query import has_keyword, run_query
from kgbuild.store.remote import RemoteStore
from kgbuild.store.search import refuse_search
from kgbuild.store.sparql_text import (
    Parts,
    check_modest,
    in_plain_spelling,
    needed_prefixes,
    parts_of,
    resolved_iris,
    text_of,
    values_rows,
    variables_of,
    with_absolute_iris,
)
from kgbuild.store.sparql_tokens import read_tokens
from kgbuild.store.terms import Term

RemoteResult: TypeAlias = QuerySolutions | QueryBoolean | Iterator[Triple]

# Solutions that triples are made of at once, and things that are described with one request.
BATCH: Final = 500

# A graph that no store holds: for a dataset of which the other store has nothing.
NO_GRAPH: Final = "urn:kgbuild:no-graph"

HELD: Final = "SELECT ?g {{ VALUES ?g {{ {graphs} }} FILTER EXISTS {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
GRAPHS: Final = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
CONTENT: Final = "SELECT ?s ?p ?o {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
DEFAULT_CONTENT: Final = "SELECT ?s ?p ?o { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class _Dataset:
    """The graphs that a query sees; the other store's own default ones if there are none."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def run_remote(
    remote: RemoteStore,
    sparql: str,
    *,
    default_graphs: Sequence[str] | None = None,
    named_graphs: Sequence[str] | None = None,
    base: str | None = None,
) -> RemoteResult:
    """The answer of the store behind `remote`, as of `query.run_query`; the default graph is whatever that server's is.

    QueryError if the query is none that `run_query` takes; else errors as of `RemoteStore.ask`.
    """
    check_modest(read_tokens(sparql))
    refuse_search(sparql, "over another server")
    # For its errors, which have the place in the query as it was given.
    run_query(Store(), sparql, default_graphs=default_graphs, named_graphs=named_graphs, base=base)
    tokens = with_absolute_iris(in_plain_spelling(sparql), base)
    parts = parts_of(tokens)
    prologue = f"{needed_prefixes(tokens)}{parts.prologue} "
    dataset = _dataset(remote, prologue, parts, default_graphs, named_graphs)
    if parts.form == "CONSTRUCT":
        return _constructed(remote, prologue, parts, dataset)
    if parts.form == "DESCRIBE":
        return _described(remote, prologue, parts, dataset)
    return _asked(remote, f"{prologue}{parts.form} {text_of(parts.head)} {_pattern(parts)}", dataset)


def dump_remote(remote: RemoteStore, *, union: bool) -> Iterator[Quad]:
    """All statements of the named graphs, one graph after the other; if not `union`, of the default graph too."""
    if not union:
        yield from _content(remote, DEFAULT_CONTENT, None)
    graphs = [row[0] for row in _solutions(remote, GRAPHS)]
    for graph in graphs:
        if isinstance(graph, NamedNode):
            yield from _content(remote, CONTENT.format(graph=graph), graph)


def _content(remote: RemoteStore, query: str, graph: NamedNode | None) -> Iterator[Quad]:
    # A blank node is told apart from those of other answers.
    mark = uuid.uuid4().hex
    for row in _solutions(remote, query):
        subject, predicate, target = (_renamed(term, mark) for term in row)
        yield Quad(subject, predicate, target, graph or DefaultGraph())  # type: ignore[arg-type]


def _asked(remote: RemoteStore, query: str, dataset: _Dataset) -> QuerySolutions | QueryBoolean:
    """The one place from which a query leaves: what Oxigraph's parser finds no way out in."""
    expected = run_query(Store(), query)
    if has_keyword(query, "from", None):
        raise QueryError("query: the place of its FROM cannot be told; write it flatter")
    found = remote.ask(query, dataset.default, dataset.named)
    if isinstance(expected, QuerySolutions) != isinstance(found, QuerySolutions):
        raise remote.fault("answers a SELECT with a truth value, or an ASK with rows")
    if isinstance(expected, QuerySolutions) and isinstance(found, QuerySolutions):
        names = {variable.value for variable in expected.variables}
        if not names <= {variable.value for variable in found.variables}:
            raise remote.fault("leaves variables out of its answer")
    return found


def _solutions(remote: RemoteStore, query: str, dataset: _Dataset = _Dataset()) -> Iterator[tuple[Term | None, ...]]:
    result = cast("QuerySolutions", _asked(remote, query, dataset))
    with remote.telling():
        for row in result:
            yield cast("tuple[Term | None, ...]", tuple(row))


def _pattern(parts: Parts, select: str = "") -> str:
    return f"{select} WHERE {{{text_of(parts.where or ())}}} {text_of(parts.tail)}"


def _dataset(
    remote: RemoteStore, prologue: str, parts: Parts, default: Sequence[str] | None, named: Sequence[str] | None
) -> _Dataset:
    """Of the graphs that are named, those that the other store holds: no other name ever reaches it."""
    if default is None and named is None:
        if not parts.from_default and not parts.from_named:
            return _Dataset()
        default, named = (resolved_iris(prologue, names) for names in (parts.from_default, parts.from_named))
    default, named = default or (), named or ()
    graphs = " ".join(str(NamedNode(name)) for name in {*default, *named})
    held = {row[0].value for row in _solutions(remote, HELD.format(graphs=graphs)) if isinstance(row[0], NamedNode)}
    return _Dataset(*(tuple(name for name in names if name in held) or (NO_GRAPH,) for names in (default, named)))


def _constructed(remote: RemoteStore, prologue: str, parts: Parts, dataset: _Dataset) -> Iterator[Triple]:
    variables = variables_of(parts.head)
    # Some servers refuse to give a variable that the pattern does not have.
    used = variables_of((*(parts.where or ()), *parts.tail))
    asked = [name for name in variables if name in used]
    select = " ".join(asked) or "(1 AS ?solution)"
    query = f"{prologue}SELECT {_pattern(parts, select)}"
    # Checked before the first row is waited for.
    run_query(Store(), query)
    template = f"{prologue}CONSTRUCT {{{text_of(parts.head)}}} WHERE"
    return _instances(template, asked or ["?solution"], _solutions(remote, query, dataset))


def _instances(template: str, variables: Sequence[str], rows: Iterator[tuple[Term | None, ...]]) -> Iterator[Triple]:
    """The triples of a template, which goes up to its WHERE, for each of the rows."""
    # A blank node of an answer cannot stand in a query: an IRI that nobody else can know stands for it.
    mark = f"urn:uuid:{uuid.uuid4()}#"
    while batch := list(itertools.islice(rows, BATCH)):
        values = values_rows(batch, mark)
        made = run_query(Store(), f"{template} {{ VALUES ({' '.join(variables)}) {values} }}")
        for triple in cast("QueryTriples", made):
            subject, predicate, target = (_from_value(term, mark) for term in triple)
            if isinstance(predicate, NamedNode):
                yield Triple(subject, predicate, target)  # type: ignore[arg-type]


def _described(remote: RemoteStore, prologue: str, parts: Parts, dataset: _Dataset) -> Iterator[Triple]:
    things = {token.text for token in parts.head if token.kind in ("iri", "name")}
    nodes = [NamedNode(iri) for iri in resolved_iris(prologue, sorted(things))] if things else []
    if parts.where is not None:
        every = any(token.text == "*" for token in parts.head)
        select = "*" if every else " ".join(variables_of(parts.head)) or "(1 AS ?solution)"
        rows = list(_solutions(remote, f"{prologue}SELECT {_pattern(parts, select)}", dataset))
        # As Oxigraph has it: without a solution nothing is described, what is named neither.
        nodes = [*nodes, *(term for row in rows for term in row if isinstance(term, NamedNode))] if rows else []
    return _statements(remote, list(dict.fromkeys(nodes)), dataset)


def _statements(remote: RemoteStore, nodes: Sequence[NamedNode], dataset: _Dataset) -> Iterator[Triple]:
    for start in range(0, len(nodes), BATCH):
        values = " ".join(str(node) for node in nodes[start : start + BATCH])
        mark = uuid.uuid4().hex
        for row in _solutions(remote, f"SELECT ?s ?p ?o {{ VALUES ?s {{ {values} }} ?s ?p ?o }}", dataset):
            subject, predicate, target = (_renamed(term, mark) for term in row)
            yield Triple(subject, predicate, target)  # type: ignore[arg-type]


def _renamed(term: Term | None, mark: str) -> Term | None:
    return BlankNode(f"b{mark}{term.value}") if isinstance(term, BlankNode) else term


def _from_value(term: Term, mark: str) -> Term:
    if isinstance(term, NamedNode) and term.value.startswith(mark):
        return BlankNode(term.value.removeprefix(mark))
    return term
