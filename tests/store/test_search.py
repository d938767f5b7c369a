"""`kgb:search` in SPARQL: what is looked up, what is left alone, what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import Store
from test_text_index import ROWS, store_of

from kgbuild.errors import LimitError, QueryError
from kgbuild.store import search
from kgbuild.store.query import run_query
from kgbuild.store.search import expand_for, expand_searches
from kgbuild.store.textindex import TextIndex, write_index
from kgbuild.store.update import check_update, run_update


@pytest.fixture(scope="module")
def store() -> Store:
    return store_of(ROWS)


@pytest.fixture(scope="module")
def index(store: Store, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TextIndex]:
    path = tmp_path_factory.mktemp("index") / "i"
    write_index(store, path)
    opened = TextIndex(path)
    yield opened
    opened.close()


def answers(store: Store, index: TextIndex, sparql: str) -> list[str]:
    solutions = run_query(store, expand_searches(sparql, index))
    return [" ".join(term.value.removeprefix("urn:") if term else "-" for term in row) for row in solutions]


@pytest.mark.parametrize(
    ("sparql", "rows"),
    [
        ('SELECT ?s { ?s kgb:search "old port" }', {"port", "s2"}),
        ("SELECT ?s { ?s kgb:search 'old port' . }", {"port", "s2"}),
        ('SELECT ?s { ?s kgb:search """old "port" alesund""" }', {"port"}),
        ('SELECT ?s { ?s <https://w3id.org/kgbuild/ontology#search> "alesund" }', {"port"}),
        ('PREFIX k: <https://w3id.org/kgbuild/ontology#> SELECT ?s { ?s k:search "alesund" }', {"port"}),
        ('SELECT ?s ?x { ?s kgb:search "port" ; kgb:among "labels" ; kgb:score ?x }', {"port 0.5", "class 0.2857"}),
        ('SELECT ?s { ?s kgb:search "port" ; kgb:among "labels headlines" }', {"port", "class", "article"}),
        ('SELECT ?s ?t { ?s kgb:found ?t ; kgb:search "closed" }', {"article Port closed"}),
        ('SELECT ?s { ?s kgb:search "old port" ; kgb:limit 1 }', {"port"}),
        (f'SELECT ?s {{ ?s kgb:search "old port" ; kgb:limit {"0" * 5000}1 }}', {"port"}),
        ('SELECT ?s { ?s a nif:Sentence ; kgb:search "old" }', {"s2"}),
        ('SELECT ?s { ?s kgb:search "old" ; a nif:Sentence, ?c ; }', {"s2"}),
        ('SELECT ?s { ?s kgb:search "port" . ?s kgb:search "old" }', {"port", "s2"}),
        ('SELECT ?s { ?s a nif:Sentence FILTER(?s != kgb:search) ?s kgb:search "old" }', {"s2"}),
        ('SELECT ?s { GRAPH ?g { ?s kgb:search "monday" ; nif:anchorOf ?t } }', {"s1"}),
        ('SELECT ?s { { SELECT ?s { ?s kgb:search "old" } ORDER BY ?s LIMIT 1 } }', {"port"}),
        ('SELECT ?s { ?s a nif:Sentence FILTER NOT EXISTS { ?s kgb:search "old" } }', {"s1"}),
        ('SELECT ?s ?p { ?s a nif:Sentence OPTIONAL { ?s kgb:search "old" ; nif:anchorOf ?p } }',
         {"s1 -", "s2 The port, the old port, was shut."}),
        ('SELECT ?s { { ?s kgb:search "monday" } UNION { ?s kgb:search "closed" } }', {"s1", "article"}),
        ('SELECT ?s { BIND(1 AS ?one) ?s kgb:search "monday" . VALUES ?y { kgb:search } }', {"s1"}),
        (r'SELECT ?s { ?s kgb:search "old" FILTER(?s != <urn:\u0073#1>) ?s a nif:Sentence }', {"s2"}),
        (r'SELECT ?s { FILTER(?s != <urn:\u0073#1>) ?s kgb:search "old" ; a nif:Sentence }', {"s2"}),
        ('SELECT ?s { ?s kgb:search "" }', set()),
        ('SELECT ?s { ?s kgb:search "nothing of the kind" ; a ?c }', set()),
        ('SELECT ?s { ?s skos:prefLabel "?s kgb:search \\"old\\"" } # ?s kgb:search "old"', set()),
    ],
)  # fmt: skip
def test_a_search_binds_what_has_such_a_text(store: Store, index: TextIndex, sparql: str, rows: set[str]) -> None:
    got = answers(store, index, sparql)
    assert set(got) == rows
    assert len(got) == len(rows)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?s { ?s kgb:search ?words }",
        'SELECT ?s { ?s kgb:search "old"@en }',
        'SELECT ?s { ?s kgb:search "old", "port" }',
        'SELECT ?s { ?s kgb:search "old" ; kgb:search "port" }',
        'SELECT ?s { <urn:port> kgb:search "old" }',
        'SELECT ?s { [] kgb:search "old" }',
        'SELECT ?s { ?s a [ kgb:search "old" ] }',
        'SELECT ?s { ?s ^kgb:search "old" }',
        'SELECT ?s { ?s a/kgb:search "old" }',
        'SELECT ?s { ?s (kgb:search|a) "old" }',
        "SELECT ?s { ?s ?p kgb:search }",
        "SELECT ?s { ?s kgb:score ?x }",
        'SELECT ?s { ?s kgb:search "old" ; kgb:limit 0 }',
        'SELECT ?s { ?s kgb:search "old" ; kgb:limit 10001 }',
        'SELECT ?s { ?s kgb:search "old" ; kgb:limit 1.5 }',
        f'SELECT ?s {{ ?s kgb:search "old" ; kgb:limit {"9" * 5000} }}',
        'SELECT ?s { ?s kgb:search "old" ; kgb:among "" }',
        'SELECT ?s { ?s kgb:search "old" ; kgb:among "spans" }',
        'CONSTRUCT { ?s kgb:search "old" } WHERE { ?s a ?c }',
    ],
)  # fmt: skip
def test_what_is_written_otherwise_is_refused_with_its_place(index: TextIndex, sparql: str) -> None:
    with pytest.raises(QueryError) as told:
        expand_searches(sparql, index)
    assert told.value.line == 1
    assert told.value.column is not None
    assert "kgb:" in sparql[told.value.column - 1 :] or "kgb:among" in str(told.value) or "kgb:limit" in str(told.value)


def test_a_short_construct_has_no_place_for_it(index: TextIndex) -> None:
    with pytest.raises(QueryError, match="WHERE clause"):
        expand_searches('CONSTRUCT WHERE { ?s kgb:search "old" }', index)


def test_a_fault_is_told_where_the_query_itself_has_it(index: TextIndex) -> None:
    with pytest.raises(QueryError) as told:
        expand_searches('SELECT ?s {\n ?s kgb:search "old" ; ; a }', index)
    assert (told.value.line, told.value.column) == (2, 29)


def test_too_many_hits_are_never_cut_unseen(index: TextIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MAX_HITS", 3)
    with pytest.raises(LimitError, match="more than 3 texts"):
        expand_searches('SELECT ?s { ?s kgb:search "port" }', index)
    assert expand_searches('SELECT ?s { ?s kgb:search "port" ; kgb:limit 3 }', index).count("urn:") == 3


@pytest.mark.parametrize(
    "take", [lambda update: run_update(Store(), update), lambda update: check_update(update, None)]
)
def test_an_update_cannot_search(take: Callable[[str], None]) -> None:
    take('INSERT DATA { <urn:a> rdfs:comment "kgb:search" }')
    with pytest.raises(QueryError, match="column 39: kgb:search cannot be used in an update"):
        take('INSERT { ?s a <urn:found> } WHERE {?s kgb:search "old" }')


def test_a_graph_without_an_index_is_searched_too(store: Store) -> None:
    query = expand_for(store, 'SELECT ?s { ?s kgb:search "closed" }')
    assert [row[0].value for row in run_query(store, query)] == ["urn:article"]


def test_values_are_not_changed_by_what_they_hold(store: Store, tmp_path: Path) -> None:
    nasty = 'a "quoted" \\ back\\slash } . <x> \r\n # harbour \u202e'
    held = store_of([("x", "skos:prefLabel", nasty)])
    write_index(held, tmp_path / "i")
    index = TextIndex(tmp_path / "i")
    assert answers(held, index, 'SELECT ?t { ?s kgb:search "harbour" ; kgb:found ?t }') == [nasty]
    index.close()
