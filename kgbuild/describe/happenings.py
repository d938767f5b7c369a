"""Events, counts, measures, posts and claims in RDF."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from kgbuild.describe.nodes import Nodes
from kgbuild.describe.terms import GraphWriter, boolean, decimal, term, typed
from kgbuild.describe.text import TextWriter
from kgbuild.model import Claim, Count, Event, Factuality, Measure, Membership


def _write_factuality(graph: GraphWriter, node: NamedNode, factuality: Factuality) -> None:
    graph.add(node, "kgb:polarity", term(f"fact:{factuality.polarity}"))
    graph.add(node, "kgb:certainty", term(f"fact:{factuality.certainty}"))


def write_event(graph: GraphWriter, text: TextWriter, nodes: Nodes, event: Event) -> None:
    """Types, PLOVER coding, factuality and triggers. Its roles and times are statements, written apart."""
    node = nodes[event.key]
    graph.add_types(node, *(f"kgb:{name}" for name in (event.classes or ("Event",))))
    if event.plover:
        graph.add(node, "sem:eventType", term(f"plover:{event.plover}"))
    for mode in event.modes:
        graph.add(node, "kgb:mode", term(f"plover:{mode}"))
    for context in event.contexts:
        graph.add(node, "kgb:context", term(f"plover:{context}"))
    _write_factuality(graph, node, event.factuality)
    graph.add(node, "kgb:tense", term(f"fact:{event.factuality.tense}"))
    if event.factuality.attempted:
        graph.add(node, "kgb:attempted", boolean(True))
    if event.label:
        graph.add(node, "rdfs:label", Literal(event.label))
    for span in event.spans:
        graph.add(node, "gaf:denotedBy", text.span(span))


def write_count(graph: GraphWriter, text: TextWriter, nodes: Nodes, count: Count) -> None:
    """How many people, of whom, with bounds. A bound that the text does not give is absent."""
    node = nodes[count.key]
    graph.add(nodes[count.event], "kgb:count", node)
    graph.add_types(node, "kgb:Count")
    graph.add(node, "kgb:countKind", term(f"kgb:{count.kind}"))
    for predicate, bound in (("kgb:lower", count.lower), ("kgb:upper", count.upper)):
        if bound is not None:
            graph.add(node, predicate, typed(str(bound), "integer"))
    graph.add(node, "kgb:approximate", boolean(count.approximate))
    if count.as_of:
        graph.add(node, "kgb:asOf", typed(count.as_of, "date"))
    for predicate, key in (
        ("kgb:population", count.population),
        ("sem:hasPlace", count.place),
        ("kgb:supersedes", count.supersedes),
    ):
        if key is not None:
            graph.add(node, predicate, nodes[key])
    graph.add(node, "gaf:denotedBy", text.span(count.span))


def write_measure(graph: GraphWriter, text: TextWriter, nodes: Nodes, measure: Measure) -> None:
    node = nodes[measure.key]
    graph.add(nodes[measure.event], "kgb:measure", node)
    graph.add_types(node, "kgb:Measure")
    graph.add(node, "kgb:measureKind", Literal(measure.kind))
    for predicate, value in (
        ("schema:value", measure.value),
        ("kgb:lower", measure.lower),
        ("kgb:upper", measure.upper),
    ):
        if value is not None:
            graph.add(node, predicate, typed(value, "decimal"))
    if measure.unit:
        graph.add(node, "schema:unitText", Literal(measure.unit))
    graph.add(node, "gaf:denotedBy", text.span(measure.span))


def write_membership(graph: GraphWriter, text: TextWriter, nodes: Nodes, post: Membership) -> None:
    """A post: who holds it, its title, and of what."""
    node, role = nodes[post.key], nodes.role(post.role)
    graph.add_types(node, "org:Membership")
    graph.add(node, "org:member", nodes[post.member])
    graph.add(node, "org:role", role)
    graph.add_types(role, "org:Role")
    graph.add(role, "skos:prefLabel", Literal(post.role))
    for predicate, key in (
        ("org:organization", post.organization),
        ("kgb:jurisdiction", post.jurisdiction),
        ("kgb:reportsTo", post.reports_to),
        ("kgb:country", post.country),
    ):
        if key is not None:
            graph.add(node, predicate, nodes[key])
    if post.former:
        graph.add(node, "kgb:former", boolean(True))
    graph.add(node, "kgb:tense", term(f"fact:{post.tense}"))
    graph.add(node, "kgb:confidence", decimal(post.confidence))
    graph.add(node, "kgb:extractor", Literal(post.extractor))
    graph.add(node, "gaf:denotedBy", text.span(post.span))


def write_claim(graph: GraphWriter, text: TextWriter, nodes: Nodes, claim: Claim, words: str) -> None:
    """Who says what: speaker, outlets, medium, the exact words, and what stands only on them."""
    node = nodes[claim.key]
    graph.add_types(node, "schema:Claim")
    for predicate, keys in (
        ("prov:wasAttributedTo", claim.speakers),
        ("kgb:relayedBy", claim.relayed_by),
        ("kgb:via", claim.via),
        ("kgb:reports", claim.reports),
        ("kgb:time", (claim.time,) if claim.time else ()),
    ):
        for key in keys:
            graph.add(node, predicate, nodes[key])
    for quoted in claim.quotes:
        graph.add(node, "kgb:quote", Literal(words[quoted.begin : quoted.end]))
    for predicate, spans in (
        ("kgb:sourceSpan", claim.source_spans),
        ("kgb:cueSpan", claim.cue_spans),
        ("kgb:contentSpan", claim.content_spans),
        ("gaf:denotedBy", claim.cue_spans),
    ):
        for span in spans:
            graph.add(node, predicate, text.span(span))
    _write_factuality(graph, node, claim.factuality)
