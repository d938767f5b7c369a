"""The IRIs of the graph lead to pages and to RDF, on whatever host."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from direct_engine import reader_of
from http_client import ask
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from served import Served
from stores import write

from kgbuild.store.disk import memory_store
from kgbuild.web.config import Config
from kgbuild.web.description import MAX_STATEMENTS, Section, describe_node
from kgbuild.web.limits import Limits
from kgbuild.web.links import Links, find_bases

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
SENTENCE = "Dockers &lt;b&gt;struck&lt;/b&gt; in Norway."
BASE = "https://example.org/"


def rows(page: str) -> list[list[str]]:
    """The cells of each row of the page's tables, as text."""
    found = [
        re.findall(r"<t[dh].*?>(.*?)</t[dh]>", row, re.DOTALL) for row in re.findall("<tr>.*?</tr>", page, re.DOTALL)
    ]
    return [[" ".join(re.sub("<.*?>", "", cell).split()) for cell in row] for row in found]


def test_a_statement_stands_with_the_sentence_that_says_so(base: str) -> None:
    page = ask(base + "/entity/Q20", accept=BROWSER).text
    assert "<h1>Norway</h1>" in page
    (row,) = [row for row in rows(page) if "kgb:recipient" in row[0]]
    assert row == ["“Dockers” kgb:recipient (hedged)", "Norway", SENTENCE, "0.4"]


def test_the_page_of_a_document_has_an_anchor_for_each_of_its_nodes(base: str) -> None:
    page = ask(base + "/doc/harbour", accept=BROWSER).text
    assert "<h1>Dockers &lt;i&gt;down&lt;/i&gt; tools</h1>" in page
    anchors = re.findall(' id="([^"]+)"', page)
    assert sorted(anchors) == sorted(set(anchors))
    nodes = ["char=0,32", "char=0,7", "evidence=1", "evidence=2", "strike", "visit", "dockers", "port", "said", "dead"]
    assert sorted(nodes) == sorted(anchors)
    (row,) = [row for row in rows(page) if row[0] == "kgb:actor"]
    assert row == ["kgb:actor", "&lt;script&gt;alert(&#39;dockers&#39;)&lt;/script&gt;", SENTENCE, "0.9"]


def test_only_pages_and_the_web_are_linked(base: str) -> None:
    page = ask(base + "/entity/Q20", accept=BROWSER).text
    addresses = [html.unescape(each) for each in re.findall('href="([^"]*)"', page)]
    assert "https://example.com/norway" in addresses
    assert "/doc/harbour#strike" in addresses
    assert {each.partition(":")[0] for each in addresses if not each.startswith(("/", "?"))} <= {"http", "https"}


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("/doc/harbour", "GRAPH <https://example.org/doc/harbour> { ?s ?p ?o }"),
        ("/entity/Q20", "?s ?p ?o FILTER(<https://example.org/entity/Q20> IN (?s, ?o))"),
    ],
)
def test_rdf_by_content_negotiation(base: str, path: str, pattern: str) -> None:
    counted = ask(base + "/sparql", parameters={"query": f"SELECT (COUNT(*) AS ?n) {{ {pattern} }}"}).json()
    count = int(counted["results"]["bindings"][0]["n"]["value"])
    for accept in ("text/turtle", "application/rdf+xml;q=0.5, application/n-triples", "*/*"):
        reply = ask(base + path, accept=accept)
        media_type = "application/n-triples" if "triples" in accept else "text/turtle"
        assert reply.type.partition(";")[0] == media_type
        assert len(list(parse(reply.body, format=RdfFormat.from_media_type(media_type)))) == count
    assert ask(base + path + "?format=jsonld", accept=BROWSER).type == "application/ld+json"
    assert ask(base + path, accept="image/png").status == 406


@pytest.mark.parametrize("path", ["/entity/Q21", "/doc/harbour/", "/doc/..%2fharbour", "/entity/%3E%20%7D", "/doc/%ff"])
def test_404_for_what_the_graph_does_not_know(base: str, path: str) -> None:
    assert ask(base + path).status == 404


def test_a_path_is_encoded_as_the_iri_was() -> None:
    iri = BASE + "entity/Person/%D2%9B-b%2Fc"
    document = (
        f'<{BASE}doc/a//b%20c> a <https://schema.org/NewsArticle> ; <http://purl.org/dc/terms/identifier> "a//b c" .'
    )
    store = memory_store(parse(document.encode(), format=RdfFormat.TURTLE))
    links = Links(find_bases(reader_of(store)), "/under")
    assert links.bases == (BASE,)
    assert links.path_of(iri) == "/under/entity/Person/%D2%9B-b%2Fc"
    minted, written = NamedNode(BASE + "entity/Person/%D2%9B-b"), NamedNode(BASE + "entity/Person/қ-b")
    assert links.candidates("entity", "Person/қ-b") == (minted, written)
    assert links.candidates("doc", "a//b c") == (NamedNode(BASE + "doc/a//b%20c"),)
    assert links.path_of("https://example.com/entity/Q20") is None
    assert links.path_of(BASE + "ontology") is None


def test_what_is_said_is_cut_and_says_so() -> None:
    entity = NamedNode(BASE + "entity/Q1")
    gaf, kgb = "http://groundedannotationframework.org/gaf#", "https://w3id.org/kgbuild/ontology#"
    many = "".join(
        f"{entity} <{gaf}denotedBy> <{BASE}span/{number}> ; <{BASE}p> {number} .\n"
        f"<{BASE}span/{number}> <{kgb}inSentence> <{BASE}sentence/{number}> .\n"
        for number in range(MAX_STATEMENTS + 1)
    )
    reader = reader_of(memory_store(parse(many.encode(), format=RdfFormat.TURTLE)))
    section = describe_node(reader.neighbourhood(entity, MAX_STATEMENTS + 1), entity)
    assert section is not None
    assert (len(section.statements), len(section.sentences), section.cut) == (MAX_STATEMENTS, MAX_STATEMENTS, True)


def test_evidence_that_lacks_a_part_says_nothing() -> None:
    half = f"<{BASE}e> <http://www.w3.org/1999/02/22-rdf-syntax-ns#subject> <{BASE}entity/Q1> ."
    reader = reader_of(memory_store(parse(half.encode(), format=RdfFormat.TURTLE)))

    def described(local: str) -> Section | None:
        node = NamedNode(BASE + local)
        return describe_node(reader.neighbourhood(node, MAX_STATEMENTS + 1), node)

    section = described("entity/Q1")
    assert section is not None
    assert section.statements == ()
    assert described("entity/Q2") is None


def test_what_many_documents_say_alike_takes_the_room_of_one_statement() -> None:
    """Oxigraph finds a statement in each graph of a union that has it."""
    store, entity = memory_store([]), NamedNode("https://example.org/entity/Q1")
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    for number in range(5):
        document = NamedNode(f"https://example.org/doc/{number}")
        store.add(Quad(entity, label, Literal("shared"), document))
        store.add(Quad(entity, label, Literal(f"from {number}"), document))
        store.add(Quad(document, NamedNode("https://schema.org/about"), entity, document))
        store.add(Quad(NamedNode("urn:shared"), NamedNode("https://schema.org/about"), entity, document))
    found = reader_of(store).neighbourhood(entity, 6)
    assert {quad.object.value for quad in found.quads_for_pattern(entity, None, None)} == {
        "shared", *(f"from {number}" for number in range(5)),
    }  # fmt: skip
    assert len(list(found.quads_for_pattern(None, None, entity))) == 6


def test_what_several_graphs_state_alike_is_counted_once_for_each(tmp_path: Path) -> None:
    """As docs/endpoint.md has it; should Oxigraph merge them, what is said there is to go."""
    shared = "<https://example.org/entity/Q1> <urn:p> 1, 2 ."
    for document in ("https://example.org/doc/a", "https://example.org/doc/b"):
        write(tmp_path / "store", shared, document)
    with Served(tmp_path / "store", config=Config(Limits(workers=1))) as server:

        def answer(query: str) -> list[str]:
            return ask(server.address + "/sparql", parameters={"query": query}, accept="text/csv").text.split()[1:]

        assert answer("SELECT (COUNT(*) AS ?n) { ?s <urn:p> ?o }") == ["4"]
        assert answer("SELECT (SUM(?o) AS ?n) { ?s <urn:p> ?o }") == ["6"]
        assert answer("SELECT ?o { ?s <urn:p> ?o } ORDER BY ?o") == ["1", "1", "2", "2"]
        assert answer("SELECT (COUNT(*) AS ?n) { ?s <urn:p> ?o ; <urn:p> ?p }") == ["16"]
        assert answer("SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s <urn:p> ?o }") == ["2"]
        merged = "{ SELECT DISTINCT ?s ?o { ?s <urn:p> ?o } }"
        assert answer(f"SELECT (COUNT(*) AS ?n) (SUM(?o) AS ?sum) {{ {merged} }}") == ["2,3"]
        for query in ("CONSTRUCT WHERE { ?s <urn:p> ?o }", "DESCRIBE <https://example.org/entity/Q1>"):
            graph = ask(server.address + "/sparql", parameters={"query": query}, accept="application/n-triples")
            assert graph.text.count("\n") == 2


def test_iris_that_others_have_written_have_their_pages_too(tmp_path: Path) -> None:
    names = ("it's", "a(b)", "caf\N{LATIN SMALL LETTER E WITH ACUTE}", "a?b=1", "a:b@c")
    things = " ".join(f'<entity/{name}> skos:prefLabel "thing {number}" .' for number, name in enumerate(names))
    head = "@base <https://example.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
    write(tmp_path / "store", f"{head} <doc/a> a <https://schema.org/NewsArticle> . {things}", BASE + "doc/a")
    with Served(tmp_path / "store", config=Config(Limits(workers=1))) as server:
        asked = {"query": "SELECT ?s { ?s skos:prefLabel ?o } ORDER BY ?o"}
        page = ask(server.address + "/sparql", parameters=asked, accept=BROWSER).text
        addresses = re.findall('href="(/entity/[^"]*)"', page)
        assert len(addresses) == len(names)
        for number, address in enumerate(addresses):
            path = quote(html.unescape(address), safe="/%:@()'=")
            found = ask(server.address + path, accept=BROWSER)
            assert (found.status, f"<h1>thing {number}</h1>" in found.text) == (200, True), path
