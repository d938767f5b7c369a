"""Actors, places and media in RDF, and their links to Wikidata."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode

from kgbuild.describe.nodes import Nodes
from kgbuild.describe.terms import GraphWriter, decimal, term
from kgbuild.describe.text import TextWriter
from kgbuild.iris import authority_iri, local_iri
from kgbuild.model import Entity, Link

GEONAMES: Final = "https://sws.geonames.org/"


def write_entity(graph: GraphWriter, text: TextWriter, nodes: Nodes, entity: Entity, link: Link | None) -> None:
    """Types, labels, sector and mentions. The authority's name is preferred only where the link is exact."""
    node = nodes[entity.key]
    graph.add_types(node, f"kgb:{entity.kind}", *(("kgb:Actor",) if entity.also_actor else ()))
    preferred = entity.label
    if link is not None and link.label and link.relation in ("exactMatch", "sameAs"):
        preferred = link.label
    graph.add(node, "skos:prefLabel", Literal(preferred))
    for form in dict.fromkeys((entity.label, *entity.alt_labels)):
        if form != preferred:
            graph.add(node, "skos:altLabel", Literal(form))
    if entity.sector:
        graph.add(node, "kgb:sector", term(f"plover:{entity.sector}"))
    for mention in entity.mentions:
        graph.add(node, "gaf:denotedBy", text.span(mention.span))


def write_link(graph: GraphWriter, nodes: Nodes, link: Link, base: str) -> None:
    """The match, its kgb:Link node, and what the authority adds: other languages, GeoNames, coordinates (WGS84).

    The link tells the authority and what that calls the item; coordinates tell it too.
    """
    entity = nodes[link.entity]
    item = term(f"wd:{link.qid}")
    graph.add(entity, "owl:sameAs" if link.relation == "sameAs" else f"skos:{link.relation}", item)
    node = NamedNode(local_iri(graph.graph.value, f"link={link.entity}"))
    authority = NamedNode(authority_iri(base, link.authority))
    graph.add_types(node, "kgb:Link")
    graph.add(node, "kgb:linkOf", entity)
    graph.add(node, "kgb:candidate", item)
    graph.add(node, "kgb:confidence", decimal(link.confidence))
    graph.add(node, "kgb:margin", decimal(link.margin))
    graph.add(node, "kgb:method", Literal(link.method))
    graph.add(node, "kgb:authority", authority)
    if link.label:
        graph.add(node, "rdfs:label", Literal(link.label))
    if link.relation == "closeMatch":
        return
    for language, alias in link.aliases:
        graph.add(entity, "skos:altLabel", Literal(alias, language=language))
    if link.geonames is not None:
        graph.add(entity, "rdfs:seeAlso", NamedNode(f"{GEONAMES}{link.geonames}/"))
    if link.latitude is not None and link.longitude is not None:
        geometry = NamedNode(local_iri(graph.graph.value, f"geometry={link.entity}"))
        wkt = f"POINT({link.longitude:.5f} {link.latitude:.5f})"
        graph.add(entity, "geo:hasGeometry", geometry)
        graph.add(geometry, "rdf:type", term("geo:Geometry"))
        graph.add(geometry, "prov:wasDerivedFrom", authority)
        graph.add(geometry, "geo:asWKT", Literal(wkt, datatype=term("geo:wktLiteral")))
        graph.add(entity, "wgs84:lat", decimal(link.latitude))
        graph.add(entity, "wgs84:long", decimal(link.longitude))
