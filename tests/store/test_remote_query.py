"""A query put to another server gives what it gives over a store; see tests/web/test_web_remote.py for real servers."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import cast

import pytest
from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, Store
from random_queries import VARIABLES, Patterns, said

from kgbuild.errors import QueryError
from kgbuild.store.query import run_query
from kgbuild.store.remote import RemoteStore
from kgbuild.store.remote_query import run_remote
from kgbuild.store.sparql_text import check_modest, in_plain_spelling, parts_of, text_of
from kgbuild.store.sparql_tokens import read_tokens

GRAPH = "urn:graph"


class InProcess:
    """What a `RemoteStore` does, without a server between."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ask(self, query: str, default: Sequence[str] = (), named: Sequence[str] = ()) -> QuerySolutions | QueryBoolean:
        # Not by run_query, which would know our prefixes.
        graphs = [NamedNode(name) for name in default] or None
        named_graphs = [NamedNode(name) for name in named] or None
        union = graphs is None and named_graphs is None
        found = self._store.query(
            query, use_default_graph_as_union=union, default_graph=graphs, named_graphs=named_graphs
        )
        assert isinstance(found, (QuerySolutions, QueryBoolean))
        return found

    @contextlib.contextmanager
    def telling(self) -> Iterator[None]:
        yield


def spelled(patterns: Patterns, query: str) -> str:
    """The query in another spelling, which says the same."""
    choose = patterns.random.choice
    query = query.replace('"x"', choose(["'x'", '"""x"""', "'''x'''", '"\\u0078"', "'\\U00000078'"]))
    query = query.replace(" . ", choose([" .\n", " . # } SERVICE <urn:x> {\n", " ;\n . "]), 1)
    return choose([query, f"PREFIX u: <urn:> {query.replace('<urn:a>', 'u:a')}", query.replace("<urn:p>", "<p>")])


@pytest.mark.parametrize("seed", range(6))
def test_random_queries(seed: int) -> None:
    patterns = Patterns(seed)
    store = Store()
    store.extend(Quad(*triple, NamedNode(GRAPH)) for triple in patterns.triples(14))
    remote = cast("RemoteStore", InProcess(store))
    choose = patterns.random.choice
    compared = 0
    for _ in range(60):
        one, two = patterns.random.sample(VARIABLES, 2)
        form = choose(
            [
                "SELECT *",
                f"SELECT DISTINCT {one} {two}",
                "SELECT (COUNT(*) AS ?n)",
                "ASK",
                f"CONSTRUCT {{ {patterns.triple()} {one} <urn:z> {two} , 'x' }}",
                f"DESCRIBE {one} <urn:a>",
                "DESCRIBE *",
            ]
        )
        graphs = choose(["", "", f"FROM <{GRAPH}>", f"FROM NAMED <{GRAPH}>", "FROM <urn:none>"])
        query = spelled(patterns, f"{form} {graphs} WHERE {{ {patterns.pattern(2)}}} {choose(['', 'LIMIT 1000'])}")
        try:
            here = run_query(store, query, base="urn:")
        except QueryError:
            continue
        assert said(run_remote(remote, query, base="urn:")) == said(here), query
        compared += 1
    assert compared > 30


@pytest.mark.parametrize(
    ("query", "head", "where", "tail"),
    [
        ("SELECT*{?s ?p ?o}LIMIT 3", "*", "?s ?p ?o", "LIMIT 3"),
        ("SELECT (EXISTS { ?a ?b ?c } AS ?x) WHERE {}", "(EXISTS { ?a ?b ?c } AS ?x)", "", ""),
        ("CONSTRUCT {} FROM <urn:g> { ?s ?p ?o }", "", "?s ?p ?o", ""),
        ("CONSTRUCT FROM <urn:g> WHERE { ?s ?p ?o } OFFSET 1", "?s ?p ?o", "?s ?p ?o", "OFFSET 1"),
        ("ASK { ?s ?p '}' # }\n FILTER(?a<=1&&?b!=2) }", "", '?s ?p "}" FILTER(?a<=1&&?b!=2)', ""),
        ("DESCRIBE <urn:a> kgb:Event", "<urn:a> kgb:Event", None, ""),
        ("PREFIX select: <urn:s> SELECT ?from { ?from select:where '''a\n\"b\"''' }", "?from",
         '?from select:where "a\\n\\"b\\""', ""),
    ],
)  # fmt: skip
def test_the_clauses_of_a_query(query: str, head: str, where: str | None, tail: str) -> None:
    parts = parts_of(in_plain_spelling(query))
    found = None if parts.where is None else text_of(parts.where)
    assert (text_of(parts.head), found, text_of(parts.tail)) == (head, where, tail)


def test_long_lists_of_values_are_modest() -> None:
    rows = " ".join(f"(<urn:{number}> {number})" for number in range(5_000))
    check_modest(read_tokens(f"SELECT * {{ VALUES (?a ?b) {{ {rows} }} }}"))
    with pytest.raises(QueryError, match="too many"):
        check_modest(read_tokens("SELECT * { " + "BIND(1 AS ?x) " * 300 + "}"))
