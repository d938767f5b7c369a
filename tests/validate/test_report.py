"""The report tells what is wrong, where in the text, and what to do, as lines, JSON and Turtle."""

from __future__ import annotations

import json

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kgbuild.validate.report import Report
from kgbuild.validate.shapes import Validator
from kgbuild.vocabulary import PREFIXES, expand

SH = rdflib.Namespace(PREFIXES["sh"])
GRAPH = """
@prefix kgb: <https://w3id.org/kgbuild/ontology#> .
@prefix gaf: <http://groundedannotationframework.org/gaf#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://example.org/> .

<d#char=0,25> a nif:Context ; nif:isString "Birch and Elm\\nwere quiet." .
<d#char=0,25> nif:isString "Birch and Elm\\nwere quiet." .
<d#char=0,24> a nif:Sentence, nif:OffsetBasedString ; nif:anchorOf "Birch and Elm\\nwere quiet" ;
    nif:beginIndex "0"^^xsd:nonNegativeInteger ; nif:endIndex "24"^^xsd:nonNegativeInteger ;
    nif:referenceContext <d#char=0,25> .
<d#char=10,13> a nif:OffsetBasedString ; nif:anchorOf "Elm" ; kgb:inSentence <d#char=0,24> ;
    nif:beginIndex "10"^^xsd:nonNegativeInteger ; nif:endIndex "13"^^xsd:nonNegativeInteger ;
    nif:referenceContext <d#char=0,25> .
<d#medium> a kgb:Medium ; gaf:denotedBy <d#char=10,13> ; skos:prefLabel "Elm", "elm" .
<d#count> a kgb:Count ; gaf:denotedBy <d#char=10,13> ; kgb:countKind kgb:seen ; kgb:lower 1 ; kgb:approximate false .
<d#link> a kgb:Link ; kgb:linkOf <d#medium> ; kgb:confidence 0.5 ; kgb:margin 0.5 ; kgb:method "name" ;
    kgb:authority <core> ; kgb:candidate <http://www.wikidata.org/entity/P1> .
"""


@pytest.fixture(scope="module")
def report(validator: Validator) -> Report:
    return validator.validate(parse(GRAPH, format=RdfFormat.TURTLE))


def test_counts_by_shape_violations_first(report: Report) -> None:
    assert report.counts == {"count-event": 1, "count-kind": 1, "link-item": 1, "link-match": 1, "entity-one-label": 1}
    assert [result.severity for result in report.results] == ["Violation"] * 4 + ["Warning"]
    assert not report.conforms


def test_warnings_do_not_break_conformance(report: Report) -> None:
    assert Report(report.results[-1:]).conforms
    assert Report().conforms


def test_result_names_document_and_sentence(report: Report) -> None:
    places = {result.focus.value: (result.document, result.sentence) for result in report.results}
    sentence = "Birch and Elm\nwere quiet"
    assert places["https://example.org/d#count"] == ("https://example.org/d", sentence)
    assert places["https://example.org/d#link"] == ("https://example.org/d", sentence)
    # The item is no node of the text: the link that points to it is.
    assert places["http://www.wikidata.org/entity/P1"] == ("https://example.org/d", sentence)


def test_a_node_without_a_span_has_no_sentence(validator: Validator) -> None:
    far = NamedNode("https://example.org/entity/far")
    quads = [Quad(far, NamedNode(expand("rdf:type")), NamedNode(expand("kgb:Medium")))]
    results = validator.validate(quads).results
    assert {result.sentence for result in results} == {None}
    assert {result.document for result in results} == {None}


def test_lines_hold_counts_then_each_result(report: Report) -> None:
    lines = list(report.lines())
    assert lines[0] == "does not conform: 4 Violation, 1 Warning"
    assert lines[1].split() == ["1", "Violation", "count-event"]
    at = lines.index("  rule      count-kind")
    assert lines[at - 1].startswith("Violation: A count has one kind: give kgb:countKind one of kgb:killed")
    assert lines[at + 1 : at + 6] == [
        "  node      https://example.org/d#count",
        "  property  kgb:countKind",
        "  value     https://w3id.org/kgbuild/ontology#seen",
        "  document  https://example.org/d",
        "  text      Birch and Elm were quiet",
    ]


def test_json(report: Report) -> None:
    read = json.loads(report.to_json())
    assert read["conforms"] is False
    assert read["counts"] == report.counts
    kind = next(result for result in read["results"] if result["shape"].endswith("#count-kind"))
    assert kind["path"] == "kgb:countKind"
    assert kind["value"] == "https://w3id.org/kgbuild/ontology#seen"
    assert kind["sentence"] == "Birch and Elm\nwere quiet"
    assert kind["component"] == "http://www.w3.org/ns/shacl#InConstraintComponent"


def test_paths_read_as_in_sparql(report: Report) -> None:
    paths = {result.shape.value.rpartition("#")[2]: result.path.text for result in report.results if result.path}
    assert paths["count-event"] == "^kgb:count"
    assert paths["link-match"] == "kgb:linkOf/(skos:exactMatch|skos:closeMatch|owl:sameAs)"


def test_turtle_is_a_shacl_report(report: Report) -> None:
    graph = rdflib.Graph().parse(data=report.to_turtle(), format="turtle")
    (node,) = graph.subjects(rdflib.RDF.type, SH.ValidationReport)
    assert graph.value(node, SH.conforms) == rdflib.Literal(False)
    results = list(graph.objects(node, SH.result))
    assert len(results) == len(report.results)
    required = (SH.focusNode, SH.resultSeverity, SH.resultMessage, SH.sourceShape, SH.sourceConstraintComponent)
    for result in results:
        assert all(graph.value(result, name) is not None for name in required)
    of_event = graph.value(predicate=SH.sourceShape, object=rdflib.URIRef(expand("shape:count-event")))
    path = graph.value(of_event, SH.resultPath)
    assert graph.value(path, SH.inversePath) == rdflib.URIRef(expand("kgb:count"))


def test_the_same_graph_gives_the_same_report_in_any_order(validator: Validator, report: Report) -> None:
    quads = list(parse(GRAPH, format=RdfFormat.TURTLE))
    again = validator.validate(reversed(quads))
    assert again.to_turtle() == report.to_turtle()
    assert again.to_json() == report.to_json()


def test_empty_report() -> None:
    assert list(Report().lines()) == ["conforms: no results"]
    assert json.loads(Report().to_json()) == {"conforms": True, "counts": {}, "results": []}
    assert "ValidationReport" in Report().to_turtle()


def test_literal_focus_is_shown_as_literal(validator: Validator) -> None:
    place, many = NamedNode("https://example.org/entity/x"), Literal("many")
    found = validator.validate([Quad(place, NamedNode(expand("kgb:inhabitants")), many)])
    lines = [line for line in found.lines() if line.startswith("  node")]
    assert '  node      "many"' in lines
