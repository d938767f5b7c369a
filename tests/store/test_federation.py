"""SERVICE gives what SPARQL says: a service's graph, taken as a named graph here, gives the same by GRAPH."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, QueryResultsFormat, QuerySolutions, Store
from random_queries import Patterns, said

from kgbuild.store import federation
from kgbuild.store.federation import Federation
from kgbuild.store.query import run_query, syntax_fault

SERVICE = "http://sparql.example/"


@pytest.mark.parametrize("seed", range(6))
def test_random_queries(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(federation, "BATCH", 2)
    patterns = Patterns(seed, f"SERVICE <{SERVICE}>")
    local, remote = Store(), Store()
    local.extend(Quad(*triple) for triple in patterns.triples(14))
    for triple in patterns.triples(14):
        remote.add(Quad(*triple))
        local.add(Quad(*triple, NamedNode(SERVICE)))
    sent: list[str] = []

    def ask(url: str, query: str) -> bytes:
        assert url == SERVICE
        sent.append(query)
        return remote.query(query).serialize(format=QueryResultsFormat.JSON) or b""

    def select(query: str) -> QuerySolutions:
        found = run_query(local, query, union=False)
        assert isinstance(found, QuerySolutions)
        return found

    federated = Federation({SERVICE}, ask, select)
    compared = 0
    for _ in range(60):
        clause = f"SERVICE <{SERVICE}> {{ {patterns.pattern(1, inside=True)}}} "
        query = f"SELECT * {{ {patterns.pattern(2)}{clause}{patterns.pattern(0)}}}"
        by_graph = query.replace("SERVICE", "GRAPH")
        if query.count("SERVICE") > federation.MAX_CLAUSES or syntax_fault(by_graph) is not None:
            continue
        here = run_query(local, by_graph, union=False)
        assert said(run_query(local, federated.expand(query), union=False)) == said(here), query
        compared += 1
    assert compared > 30
    assert any("VALUES" in query for query in sent)
