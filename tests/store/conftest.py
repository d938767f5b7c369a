"""A small graph of two documents for the tests of the store."""

from __future__ import annotations

import pytest
from pyoxigraph import Quad, RdfFormat, parse

TWO_DOCUMENTS = """
@prefix kgb: <https://w3id.org/kgbuild/ontology#> .
@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix one: <https://example.org/doc/1#> .
@prefix two: <https://example.org/doc/2#> .

<https://example.org/doc/1> {
    one:march a kgb:Protest, kgb:Event, sem:Event ; kgb:actor one:dockers ; kgb:count one:size .
    one:dockers a kgb:Group, kgb:Actor ; skos:prefLabel "dockers" .
    one:size a kgb:Count ; kgb:countKind kgb:participants ; kgb:lower 300 ; kgb:approximate true .
}
<https://example.org/doc/2> {
    two:march a kgb:Protest, kgb:Event, sem:Event ; kgb:actor two:dockers .
    two:dockers a kgb:Group, kgb:Actor ; skos:prefLabel "the dockers" .
}
"""


@pytest.fixture(scope="session")
def quads() -> tuple[Quad, ...]:
    """Two documents, each in its graph."""
    return tuple(parse(TWO_DOCUMENTS.encode(), format=RdfFormat.TRIG))
