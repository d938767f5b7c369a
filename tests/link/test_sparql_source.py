"""Authorities from a SPARQL endpoint that holds data in Wikidata's form: a real engine behind HTTP on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from local_service import Fields, Reply, Service, serving
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store

from kgbuild.errors import ServiceError, SettingsError
from kgbuild.link.authority import Authority
from kgbuild.link.builders import sparql
from kgbuild.link.builders.build import AuthorityBuild, Options
from kgbuild.link.items import Name, Post

pytestmark = pytest.mark.usefixtures("without_core")

DATA = """
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix p: <http://www.wikidata.org/prop/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix pqv: <http://www.wikidata.org/prop/qualifier/value/> .
@prefix wikibase: <http://wikiba.se/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

wd:Q9001 rdfs:label "Sarytau"@en, "Сарытау"@ru, "Sarytau"@de, "sarytau (lungsod)"@ceb ; skos:altLabel "Sary-Tau"@en ;
  wdt:P31 wd:Q515 ; wdt:P17 wd:Q232 ; wdt:P625 "Point(60.25 51.5)"^^geo:wktLiteral ; wdt:P1566 "77" ;
  wdt:P1082 "+12000"^^xsd:decimal ; wikibase:sitelinks 40 .
wd:Q9003 rdfs:label "Dana Omar"@en ; wdt:P31 wd:Q5 ; wdt:P27 wd:Q232 ; wikibase:sitelinks 12 ;
  p:P39 [ ps:P39 wd:Q9100 ; wikibase:rank wikibase:NormalRank ;
          pqv:P580 [ wikibase:timeValue "2019-03-20T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 11 ] ] ,
        [ ps:P39 wd:Q9101 ; wikibase:rank wikibase:NormalRank ;
          pqv:P580 [ wikibase:timeValue "2012-01-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 9 ] ;
          pqv:P582 [ wikibase:timeValue "2015-06-01T00:00:00Z"^^xsd:dateTime ; wikibase:timePrecision 10 ] ] ,
        [ ps:P39 wd:Q9100 ; wikibase:rank wikibase:DeprecatedRank ] .
wd:Q9100 rdfs:label "Mayor of Sarytau"@en .
wd:Q9101 rdfs:label "Minister of Water"@en .
wd:Q9200 rdfs:label "Guild of Boatmen"@en ; wdt:P31 wd:Q9201 ; wikibase:sitelinks 3 .
wd:Q9201 wdt:P279 wd:Q9202 . wd:Q9202 wdt:P279 wd:Q43229 .
wd:Q9300 rdfs:label "Sarytau page"@en ; wdt:P31 wd:Q4167410 ; wikibase:sitelinks 3 .
wd:Q9400 rdfs:label "Nobody"@en ; wdt:P31 wd:Q5 ; wikibase:sitelinks 0 .
"""


@pytest.fixture(scope="module")
def store() -> Store:
    loaded = Store()
    loaded.load(DATA.encode(), format=RdfFormat.TURTLE)
    return loaded


@pytest.fixture
def endpoint(store: Store) -> Iterator[Service]:
    def answer(path: str, fields: Fields) -> Any:
        solutions = store.query(fields["query"])
        assert isinstance(solutions, QuerySolutions)
        return solutions.serialize(format=QueryResultsFormat.JSON)

    with serving(answer) as service:
        yield service


def build(output: Path, service: Service, **options: Any) -> list[str]:
    said: list[str] = []
    given = Options(**{"contact": "ana@research.example", **options})
    AuthorityBuild(output, "own", [service.address], given, "2026-11-27", said.append).run()
    return said


def test_an_endpoint_becomes_an_authority(tmp_path: Path, endpoint: Service) -> None:
    said = build(tmp_path / "own.kgba", endpoint)
    assert said == [
        f"{endpoint.address}: 3 items", f"{endpoint.address}: 3 items (1 Person, 1 Organization, 1 City)",
    ]  # fmt: skip
    built = Authority(tmp_path / "own.kgba")
    town = built.item("Q9001")
    assert town is not None
    assert (town.kind, town.label, town.country, town.geonames, town.population) == ("City", "Sarytau", "KZ", 77, 12000)
    assert (town.latitude, town.longitude, town.sitelinks) == (51.5, 60.25, 40)
    assert town.names == (Name("Sarytau"), Name("Сарытау", "ru"), Name("Sary-Tau"))
    mayor = built.item("Q9003")
    assert mayor is not None
    assert mayor.posts == (Post("Minister of Water", "2012", "2015-06"), Post("Mayor of Sarytau", "2019-03-20"))
    assert mayor.country == "KZ"
    assert ("SPARQL endpoint 127.0.0.1", "not stated", "2026-11-27") in {
        (source.name, source.licence, source.snapshot) for source in built.sources
    }
    assert endpoint.at_once == 1
    assert not list(tmp_path.glob("*.source*"))


def test_pages_and_parts_give_the_same(tmp_path: Path, endpoint: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    pattern = "?item <http://wikiba.se/ontology#sitelinks> ?links"
    build(tmp_path / "whole.kgba", endpoint, pattern=pattern)
    monkeypatch.setattr(sparql, "PAGE", 1)
    monkeypatch.setattr(sparql, "PART", 1)
    build(tmp_path / "parts.kgba", endpoint, pattern=pattern)
    whole, parts = (list(Authority(tmp_path / f"{name}.kgba").items()) for name in ("whole", "parts"))
    assert whole == parts


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({"kinds": ("Person",)}, {"Q9003"}),
        ({"least_sitelinks": 13, "kinds": ("Person", "City")}, {"Q9001"}),
        ({"pattern": "?item <http://www.wikidata.org/prop/direct/P31> wd:Q5"}, {"Q9003", "Q9400"}),
        ({"pattern": "SELECT ?item { ?item wdt:P31 wd:Q515 }"}, {"Q9001"}),
    ],
)
def test_what_is_taken(tmp_path: Path, endpoint: Service, options: dict[str, Any], kept: set[str]) -> None:
    build(tmp_path / "own.kgba", endpoint, **options)
    built = Authority(tmp_path / "own.kgba")
    assert {qid for qid in ("Q9001", "Q9003", "Q9200", "Q9300", "Q9400") if built.item(qid)} == kept


def test_a_build_that_broke_off_asks_only_what_it_does_not_know(
    tmp_path: Path, index: bytes, endpoint: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "own.kgba"
    output.write_bytes(index)
    build(tmp_path / "other.kgba", endpoint, kinds=("Person",))
    every = len(endpoint.asked)
    endpoint.asked.clear()
    before = endpoint.answer
    endpoint.answer = lambda path, fields: {} if "P39" in fields["query"] else before(path, fields)
    with pytest.raises(ServiceError, match="in a form that is not known; check that it is a SPARQL endpoint"):
        build(output, endpoint, kinds=("Person",))
    assert output.read_bytes() == index
    endpoint.answer = before
    build(output, endpoint, kinds=("Person",))
    assert len(endpoint.asked) == every + 1
    assert Authority(output).item("Q9003") is not None


def test_a_refused_query_is_told(tmp_path: Path, endpoint: Service) -> None:
    endpoint.faults = [Reply(b"malformed", status=400)]
    with pytest.raises(ServiceError, match="answers 400: malformed"):
        build(tmp_path / "own.kgba", endpoint)


def test_no_endpoint_is_asked_without_a_contact(tmp_path: Path, endpoint: Service) -> None:
    with pytest.raises(SettingsError, match="contact"):
        build(tmp_path / "own.kgba", endpoint, contact="")
    assert endpoint.asked == []
