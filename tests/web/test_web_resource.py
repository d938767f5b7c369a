"""The IRIs of the graph lead to pages and to RDF, on whatever host."""

from __future__ import annotations

import html
import re

import pytest
from direct_engine import reader_of
from http_client import ask
from pyoxigraph import NamedNode, RdfFormat, parse

from kgbuild.store.disk import memory_store
from kgbuild.web.description import MAX_STATEMENTS, Section, describe_node
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
    assert links.candidates("entity", "Person/қ-b") == (NamedNode(BASE + "entity/Person/%D2%9B-b"),)
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
