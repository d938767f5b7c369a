"""Which sentence of which document a node stands on."""

from __future__ import annotations

from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from kgbuild.validate.index import TripleIndex
from kgbuild.validate.terms import Term


class Grounding(NamedTuple):
    """The document's IRI and the words of the sentence; None where the graph does not tell."""

    document: str | None
    sentence: str | None


def ground(graph: TripleIndex, node: Term) -> Grounding:
    """Where `node` is told of: by its own span, by its entity's (a link), or by that of a node that points to it."""
    span = _span(graph, node)
    if span is None:
        span = next((s for s in (_span(graph, referrer) for referrer in graph.referrers(node)) if s is not None), None)
    place = span if span is not None else node
    document = place.value.partition("#")[0] if isinstance(place, NamedNode) and "#" in place.value else None
    if document is None and graph.value(node, "schema:inLanguage") is not None and isinstance(node, NamedNode):
        document = node.value
    return Grounding(document, _sentence(graph, span))


def _span(graph: TripleIndex, node: Term) -> Term | None:
    if graph.value(node, "nif:referenceContext") is not None:
        return node
    span = graph.value(node, "gaf:denotedBy")
    return span if span is not None else graph.value(graph.value(node, "kgb:linkOf"), "gaf:denotedBy")


def _sentence(graph: TripleIndex, span: Term | None) -> str | None:
    sentence = graph.value(span, "kgb:inSentence") or span
    words = graph.value(sentence, "nif:anchorOf") or graph.value(span, "nif:anchorOf")
    return words.value if isinstance(words, Literal) else None
