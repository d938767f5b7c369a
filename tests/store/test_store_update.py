"""The graphs that a request names for an update: put into its text where they belong, whatever the text holds."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kgbuild.errors import QueryError
from kgbuild.store.update import run_update, with_dataset

# Names, strings, IRIs and comments that hold what ends a comment, a string or a group elsewhere.
WORDS = (
    r"<urn:x> <urn:y> ex:a\#b",
    r"<urn:x> <urn:y> ex:o\'hara",
    r"<urn:x> <urn:y> ex:where",
    r"<urn:x> <urn:y> where:using",
    "<urn:x> <urn:y> <urn:a#where>",
    r"<urn:x> <urn:y> <urn:\u0041#b>",
    r"<urn:x> <urn:y> <urn:\U00000041#b>",
    "<urn:x> <urn:y> 'WHERE { # '",
    '<urn:x> <urn:y> """} "quoted" WHERE {"""',
    "<urn:x> <urn:y> '\\u007B\\'{'",
    "<urn:x> <urn:y> 1 # } WHERE {\n",
)
PREFIXES = "PREFIX ex: <urn:ex:> PREFIX where: <urn:where:> "


def values(store: Store, graph: str) -> list[str]:
    return sorted(quad.object.value for quad in store.quads_for_pattern(None, None, None, NamedNode(graph)))


@pytest.fixture
def store() -> Store:
    store = Store()
    for name in "ab":
        store.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(name), NamedNode(f"urn:{name}")))
    return store


@pytest.mark.parametrize("words", WORDS)
def test_the_pattern_sees_the_graphs_of_the_request(store: Store, words: str) -> None:
    update = f"{PREFIXES} INSERT {{ GRAPH <urn:c> {{ ?s ?p ?o . {words} }} }} WHERE {{ ?s ?p ?o }}"
    run_update(store, update, using=["urn:b"])
    assert "b" in values(store, "urn:c")
    assert "a" not in values(store, "urn:c")


@pytest.mark.parametrize("words", WORDS)
def test_a_short_delete_sees_them_too(store: Store, words: str) -> None:
    run_update(store, f"{PREFIXES} INSERT DATA {{ GRAPH <urn:a> {{ {words} }} }}")
    held = len(values(store, "urn:a"))
    short = f"{PREFIXES} DELETE WHERE {{ GRAPH <urn:a> {{ {words} }} }}"
    run_update(store, short, using_named=["urn:b"])
    assert len(values(store, "urn:a")) == held
    run_update(store, short, using_named=["urn:a"])
    assert values(store, "urn:a") == ["a"]


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize(
    ("later", "told"),
    [
        ("WITH <urn:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "by USING or WITH beside those of the request"),
        ("DELETE { ?s ?p ?o } using <urn:a> WHERE { ?s ?p ?o }", "by USING or WITH beside those of the request"),
        ("LOAD <http://127.0.0.1:9/>", "SERVICE and LOAD are not allowed"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE and LOAD are not"),
        ("INSERT { ?s ?p ?o } WHERE { ?s ?p ?o", "malformed SPARQL Update"),
    ],
)
def test_what_is_refused_is_refused_behind_any_words(store: Store, words: str, later: str, told: str) -> None:
    before = set(store)
    with pytest.raises(QueryError, match=told):
        run_update(store, f"{PREFIXES} INSERT DATA {{ {words} }} ;\n{later}", using=["urn:b"])
    assert set(store) == before


def test_without_graphs_the_update_stays_as_it_is() -> None:
    update = "INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    assert with_dataset(update, [], []) == update
