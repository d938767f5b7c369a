"""`kgbuild serve --endpoint`: everything is as over a store, whoever holds the graph."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest
from http_client import Reply, ask, post_query
from outward import NAMES, REFUSED, Trap
from pyoxigraph import RdfFormat, parse
from remotes import oxigraph, quads_of, shown_of, virtuoso
from served import Served

from kgbuild.formats import RDF_FORMATS, RESULT_FORMATS, Format
from kgbuild.store.search import mentions_search
from kgbuild.web.config import Config
from kgbuild.web.limits import Limits
from kgbuild.web.pages import EXAMPLES

TOKEN = "a-token-that-nobody-guesses"

# Updates that would ask elsewhere.
OUTWARD = [text for text in REFUSED if text.startswith(("LOAD", "INSERT"))]

N_TRIPLES = "application/n-triples"

SERVERS = {
    "oxigraph": lambda quads, folder: oxigraph(quads, folder, "--union-default-graph"),
    "virtuoso": virtuoso,
}


@pytest.fixture(scope="module", params=SERVERS)
def front(request: pytest.FixtureRequest, store_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that has another one answer."""
    folder = tmp_path_factory.mktemp(request.param)
    with (
        SERVERS[request.param](quads_of(store_path), folder) as endpoint,
        Served(endpoint, config=Config(Limits(workers=2), TOKEN)) as server,
    ):
        yield server.address


@pytest.mark.parametrize("path", ["/doc/harbour", "/entity/Q20"])
def test_pages_are_the_same(base: str, front: str, path: str) -> None:
    here, there = (ask(address + path, accept="text/html") for address in (base, front))
    assert here.status == there.status == 200
    assert shown_of(there.text) == shown_of(here.text)


def test_the_start_page_counts_what_the_other_server_holds(base: str, front: str) -> None:
    pages = [ask(address + "/", accept="text/html").text for address in (base, front)]
    for name in ("documents", "events", "claims", "entities"):
        found = [page.partition(f"<dt>{name}</dt>")[2].partition("</dd>")[0] for page in pages]
        assert found[0] == found[1] != ""
    assert all("Dockers &lt;i&gt;down&lt;/i&gt; tools" in page for page in pages)


@pytest.mark.parametrize("query", [query for _, query in EXAMPLES if not mentions_search(query)])
def test_the_examples_give_the_same(base: str, front: str, query: str) -> None:
    here, there = (post_query(address, query, accept="text/csv") for address in (base, front))
    assert here.status == there.status == 200
    assert sorted(there.text.splitlines()) == sorted(here.text.splitlines())


@pytest.mark.parametrize("target", RESULT_FORMATS, ids=lambda each: each.name)
def test_solutions_come_in_every_format(base: str, front: str, target: Format) -> None:
    query = "SELECT ?p ?o { <https://example.org/entity/Q20> ?p ?o } ORDER BY ?p ?o"
    here, there = (post_query(address, query, accept=target.media_type) for address in (base, front))
    assert there.type == here.type
    assert there.text == here.text


@pytest.mark.parametrize("target", RDF_FORMATS, ids=lambda each: each.name)
def test_triples_come_in_every_format(base: str, front: str, target: Format) -> None:
    query = "CONSTRUCT { ?s ?p ?o ; kgb:topic 'a \"b\" \\u00e9', ?unbound } { ?s a kgb:Country ; ?p ?o }"
    here, there = (post_query(address, query, accept=target.media_type) for address in (base, front))
    assert there.type == here.type
    read = RdfFormat.from_media_type(target.media_type)
    assert set(parse(there.body, format=read)) == set(parse(here.body, format=read)) != set()


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?e a kgb:Protest }",
        "ASK { ?e a kgb:Protest, kgb:Consult }",
        "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a kgb:Event }",
        "PREFIX kgb: <http://www.w3.org/2004/02/skos/core#> SELECT ?l { ?s kgb:prefLabel ?l FILTER(?l = 'Norway') }",
        "SELECT ?l { </entity/Q20> skos:prefLabel ?l }",
        "BASE <https://example.org/doc/> SELECT ?l { <../entity/Q20> skos:prefLabel ?l }",
        "SELECT ?o { ?s skos:prefLabel ?o FILTER(STRSTARTS(?o, '''Tom & \"J''')) } # and no more",
        "SELECT ?o { ?s skos:prefLabel ?o FILTER(?o = 'Nor\\u0077ay') }",
        "SELECT (COUNT(*) AS ?n) FROM <https://example.org/doc/harbour> { ?s a kgb:Event }",
        "SELECT (COUNT(*) AS ?n) FROM <https://example.org/doc/harbour> { GRAPH ?g { ?s a kgb:Event } }",
        "SELECT (COUNT(*) AS ?n) FROM NAMED <https://example.org/doc/harbour> { GRAPH ?g { ?s a kgb:Event } }",
        "SELECT (COUNT(*) AS ?n) FROM NAMED <https://example.org/doc/harbour> { ?s a kgb:Event }",
        "SELECT (COUNT(*) AS ?n) FROM <https://example.org/doc/nowhere> { ?s ?p ?o }",
        "SELECT DISTINCT ?g { GRAPH ?g { ?s a schema:NewsArticle } }",
        "SELECT ?o { VALUES ?s { <https://example.org/entity/Q20> } ?s skos:prefLabel ?o } LIMIT 1",
    ],
)
def test_queries_give_the_same(base: str, front: str, query: str) -> None:
    here, there = (post_query(address, query, accept="text/tab-separated-values") for address in (base, front))
    assert here.status == there.status == 200
    assert there.text == here.text


@pytest.mark.parametrize(
    "query",
    [
        "CONSTRUCT WHERE { <https://example.org/entity/Q20> ?p ?o }",
        "CONSTRUCT { <urn:a> <urn:b> 1 } {}",
        "CONSTRUCT {} { <https://example.org/entity/Q20> ?p ?o }",
        "CONSTRUCT { ?e kgb:topic ?l } { ?e a kgb:Country ; skos:prefLabel ?l } ORDER BY ?l LIMIT 1",
        "DESCRIBE <https://example.org/entity/Q20>",
        "DESCRIBE ?e kgb:Event { ?e a kgb:Country }",
        "DESCRIBE * { ?e a kgb:Country }",
        "DESCRIBE <https://example.org/nobody>",
        "DESCRIBE <https://example.org/entity/Q20> { ?e a kgb:Country }",
        "DESCRIBE <https://example.org/entity/Q20> ?e { ?e a kgb:City }",
    ],
)
def test_graphs_are_the_same(base: str, front: str, query: str) -> None:
    here, there = (post_query(address, query, accept="application/n-triples") for address in (base, front))
    assert here.status == there.status == 200
    assert sorted(there.text.splitlines()) == sorted(here.text.splitlines())


def test_a_template_has_new_blank_nodes_for_each_solution(front: str) -> None:
    reply = post_query(
        front, "CONSTRUCT { _:n kgb:topic ?p } { <https://example.org/entity/Q20> ?p ?o }", accept=N_TRIPLES
    )
    assert len({line.split()[0] for line in reply.text.splitlines()}) == 6


def test_graphs_named_in_the_request(base: str, front: str) -> None:
    for name in ("default-graph-uri", "named-graph-uri"):
        for graph in ("https://example.org/doc/harbour", "https://example.org/doc/nowhere"):
            parameters = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", name: graph, "format": "csv"}
            here, there = (ask(address + "/sparql", parameters=parameters) for address in (base, front))
            assert there.text == here.text


def test_the_graph_store_reads(base: str, front: str) -> None:
    parameters = {"graph": "https://example.org/doc/harbour"}
    here, there = (ask(each + "/graphs", parameters=parameters, accept=N_TRIPLES) for each in (base, front))
    assert sorted(there.text.splitlines()) == sorted(here.text.splitlines()) != []


def test_what_is_malformed_is_told_with_its_place(base: str, front: str) -> None:
    here, there = (post_query(address, "SELECT * {\n ?s kgb:p }").json() for address in (base, front))
    assert there == here
    assert there["line"] == 2


@pytest.mark.parametrize("text", [*REFUSED, "SELECT (<bif:file_to_string>('/etc/passwd') AS ?x) {{}}"])
def test_what_would_ask_elsewhere_is_refused(front: str, trap: Trap, text: str) -> None:
    assert post_query(front, text.format(trap.address)).status == 400
    assert trap.caught == 0


@pytest.mark.parametrize("text", NAMES)
def test_the_name_of_a_graph_is_only_a_name(front: str, trap: Trap, text: str) -> None:
    reply = post_query(front, text.format(trap.address))
    assert reply.status == 200
    assert b"root:" not in reply.body
    assert trap.caught == 0


def test_dumps_hold_every_graph(store_path: Path, front: str) -> None:
    content = gzip.decompress(ask(front + "/dump.nq.gz").body)
    graphs: dict[str, int] = {}
    for quad in parse(content, format=RdfFormat.N_QUADS):
        name = getattr(quad.graph_name, "value", "")
        graphs[name] = graphs.get(name, 0) + 1
    held: dict[str, int] = {}
    for quad in quads_of(store_path):
        name = getattr(quad.graph_name, "value", "")
        held[name] = held.get(name, 0) + 1
    assert {name: graphs.get(name) for name in held} == held


def test_it_is_described_and_healthy(front: str) -> None:
    assert "void#triples" in ask(front + "/.well-known/void", accept=N_TRIPLES).text
    assert ask(front + "/healthz").status == 200


def test_writing(front: str, trap: Trap) -> None:
    """One test, for each step needs the one before; it leaves nothing behind."""
    allowed = {"authorization": f"Bearer {TOKEN}"}
    graph = {"graph": f"{front}/doc/new"}

    def update(text: str, **headers: str) -> Reply:
        return ask(front + "/sparql", data=text.encode(), content_type="application/sparql-update", **headers)

    def change(method: str, body: bytes | None = None) -> int:
        kind = {"content_type": "text/turtle"} if body else {}
        return ask(front + "/graphs", method=method, parameters=graph, data=body, **kind, **allowed).status

    def held() -> list[str]:
        return sorted(ask(front + "/graphs", parameters=graph, accept=N_TRIPLES).text.splitlines())

    said = "INSERT DATA { GRAPH </doc/new> { <#a> kgb:topic 'caf\\u00e9' } } # done"
    assert update(said).status == 401
    assert update(said, **allowed).status == 204
    assert held() == [f'<{front}/sparql#a> <https://w3id.org/kgbuild/ontology#topic> "café" .']

    body = b"<#b> <http://example.org/p> [ <http://example.org/q> 1 ] ."
    assert change("PUT", body) == 204
    assert len(held()) == 2
    assert change("POST", body) == 204
    assert len(held()) == 4
    assert update("DELETE WHERE { GRAPH </doc/new> { ?s <http://example.org/q> ?o } }", **allowed).status == 204
    assert len(held()) == 2

    for text in OUTWARD:
        assert update(text.format(trap.address), **allowed).status == 400
    assert trap.caught == 0
    wrong = update("INSERT DATA { <a:b> <a:c>\n }", **allowed)
    assert (wrong.status, wrong.json()["line"]) == (400, 2)
    assert change("DELETE") == 204
    assert change("DELETE") == 404


def test_there_is_no_search(front: str) -> None:
    for path in ("/", "/sparql"):
        page = ask(front + path, accept="text/html").text
        assert "Search" not in page
        assert "kgb%3Asearch" not in page
    assert ask(front + "/search", parameters={"q": "port"}).status == 404
    told = post_query(front, "SELECT ?x { ?x kgb:search 'port' }")
    assert told.status == 400
    assert "kgb:search cannot be used over another server" in told.json()["detail"]
