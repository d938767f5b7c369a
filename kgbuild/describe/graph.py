"""From the facts of one document to the quads of its named graph, by the terms of docs/model.md."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal, NamedNode, Quad

from kgbuild.describe.entities import write_entity, write_link
from kgbuild.describe.evidence import write_statement
from kgbuild.describe.happenings import write_claim, write_count, write_event, write_measure, write_membership
from kgbuild.describe.nodes import Nodes
from kgbuild.describe.terms import GraphWriter, typed
from kgbuild.describe.text import TextWriter, write_document, write_provenance
from kgbuild.iris import document_iri
from kgbuild.model import Article, Facts, Span
from kgbuild.settings import Settings


def describe(
    article: Article, sentences: Sequence[Span], facts: Facts, settings: Settings, model: str, authority: str
) -> tuple[Quad, ...]:
    """The quads of one document: its metadata, its text, and all that `facts` holds with its evidence.

    `model` and `authority` are names with versions, for the provenance. Pure and deterministic.
    """
    graph = GraphWriter(NamedNode(document_iri(settings.base, article.id)))
    write_document(graph, article)
    write_provenance(graph, settings, model, authority)
    text = TextWriter(graph, article, sentences, settings.keep_text)
    nodes = Nodes(settings.base, graph.graph.value, facts)
    links = {link.entity: link for link in facts.links}
    for entity in facts.entities:
        write_entity(graph, text, nodes, entity, links.get(entity.key))
    for link in facts.links:
        write_link(graph, nodes, link, settings.base)
    for timex in facts.timexes:
        node = nodes[timex.key]
        graph.add_types(node, "time:TemporalEntity")
        graph.add(node, "kgb:timexValue", Literal(timex.value))
        graph.add(node, "kgb:timexType", typed(timex.type, "string"))
        graph.add(node, "gaf:denotedBy", text.span(timex.span))
    for event in facts.events:
        write_event(graph, text, nodes, event)
    for one, other in facts.same_happening:
        graph.add(nodes[one], "kgb:sameHappening", nodes[other])
        graph.add(nodes[other], "kgb:sameHappening", nodes[one])
    for count in facts.counts:
        write_count(graph, text, nodes, count)
    for measure in facts.measures:
        write_measure(graph, text, nodes, measure)
    for membership in facts.memberships:
        write_membership(graph, text, nodes, membership)
    for statement in facts.statements:
        write_statement(graph, text, nodes, statement)
    for claim in facts.claims:
        write_claim(graph, text, nodes, claim, article.text)
    return graph.quads()
