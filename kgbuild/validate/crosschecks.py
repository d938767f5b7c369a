"""The rules of `shapes/cross-checks.ttl`, found in one pass each instead of by a query for each node.

A check takes a graph and yields (focus node, offending value or None). It finds what the SPARQL of its shape finds; a
test holds the two equal.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from kgbuild.validate.index import Node, TripleIndex
from kgbuild.validate.terms import Term
from kgbuild.vocabulary import RELATION_PROPERTIES, ROLE_PROPERTIES, TIME_PROPERTIES, expand

Finding = tuple[Node, Term | None]
Check = Callable[[TripleIndex], Iterator[Finding]]

# Their places, times and countries stand on the span of the node itself.
SELF_EVIDENT: Final = ("kgb:Count", "schema:Claim", "org:Membership")
EVIDENCED: Final = (*ROLE_PROPERTIES, *RELATION_PROPERTIES, *TIME_PROPERTIES)


def span_slice(graph: TripleIndex) -> Iterator[Finding]:
    """Spans whose words are not text[begin:end]."""

    @functools.cache  # Oxigraph copies a text each time that it is asked for its words
    def words_of(context: Term | None) -> str | None:
        text = graph.value(context, "nif:isString")
        return text.value if isinstance(text, Literal) else None

    for span, anchor in graph.pairs("nif:anchorOf"):
        text = words_of(graph.value(span, "nif:referenceContext"))
        offsets = _offsets(graph, span)
        if text is not None and isinstance(anchor, Literal) and offsets is not None:
            begin, end = offsets
            if text[begin : max(begin, end)] != anchor.value:
                yield span, anchor


def span_name(graph: TripleIndex) -> Iterator[Finding]:
    """Spans whose IRI is not document#char=begin,end."""
    for span, context in graph.pairs("nif:referenceContext"):
        offsets = _offsets(graph, span)
        if isinstance(span, NamedNode) and isinstance(context, NamedNode) and offsets is not None:
            document = context.value.partition("#char=")[0]
            if span.value != f"{document}#char={offsets[0]},{offsets[1]}":
                yield span, context


def span_in_sentence(graph: TripleIndex) -> Iterator[Finding]:
    """Spans that begin outside their sentence."""
    for span, sentence in graph.pairs("kgb:inSentence"):
        offsets, bounds = _offsets(graph, span), _offsets(graph, sentence)
        if offsets is not None and bounds is not None and not bounds[0] <= offsets[0] < bounds[1]:
            yield span, sentence


def context_length(graph: TripleIndex) -> Iterator[Finding]:
    """Texts whose IRI names another length than they have."""
    for context, text in graph.pairs("nif:isString"):
        if isinstance(context, NamedNode) and isinstance(text, Literal):
            length = context.value.partition("#char=0,")[2]
            if length != str(len(text.value)):
                yield context, None


def claim_verbatim(graph: TripleIndex) -> Iterator[Finding]:
    """Quotes that are not in the text of their claim."""
    for claim, quote in graph.pairs("kgb:quote"):
        for context in dict.fromkeys(
            graph.value(span, "nif:referenceContext") for span in graph.objects(claim, "kgb:contentSpan")
        ):
            text = graph.value(context, "nif:isString")
            if isinstance(text, Literal) and isinstance(quote, Literal) and quote.value not in text.value:
                yield claim, quote


def event_has_place(graph: TripleIndex) -> Iterator[Finding]:
    """Origins and destinations that are not also stated as places."""
    for predicate in ("kgb:origin", "kgb:destination"):
        for event, place in graph.pairs(predicate):
            if not graph.holds(event, "sem:hasPlace", place):
                yield event, place


def event_interval(graph: TripleIndex) -> Iterator[Finding]:
    """Events that end on a day before they begin; ISO days compare as text."""
    for last in ("sem:hasEndTimeStamp", "sem:hasLatestEndTimeStamp"):
        for event, end in graph.pairs(last):
            for first in ("sem:hasBeginTimeStamp", "sem:hasEarliestBeginTimeStamp"):
                if any(_day(end) < _day(begin) for begin in graph.objects(event, first)):
                    yield event, end


def triple_evidenced(graph: TripleIndex) -> Iterator[Finding]:
    """Roles, relations and times without evidence. Of a superproperty stated beside its property, none is asked."""
    evidenced = {
        (subject, graph.value(evidence, "rdf:predicate"), graph.value(evidence, "rdf:object"))
        for evidence, subject in graph.pairs("rdf:subject")
    }
    self_evident = {NamedNode(expand(name)) for name in SELF_EVIDENT}
    for predicate in EVIDENCED:
        node = NamedNode(expand(predicate))
        for subject, value in graph.pairs(predicate):
            if (subject, node, value) in evidenced or _follows(graph, predicate, subject, value):
                continue
            if self_evident.isdisjoint(graph.objects(subject, "rdf:type")):
                yield subject, value


def evidence_stated(graph: TripleIndex) -> Iterator[Finding]:
    """Evidence that hedges nothing, without its triple."""
    for evidence, subject, predicate, value in _evidence(graph):
        if not _hedged(graph, evidence) and not graph.holds(subject, predicate, value):
            yield evidence, value


def evidence_hedged(graph: TripleIndex) -> Iterator[Finding]:
    """Evidence that hedges a triple which stands all the same, and which no other evidence asserts."""
    asserted = {
        (subject, predicate, value)
        for evidence, subject, predicate, value in _evidence(graph)
        if not _hedged(graph, evidence)
    }
    for evidence, subject, predicate, value in _evidence(graph):
        if (subject, predicate, value) in asserted or not _hedged(graph, evidence):
            continue
        if graph.holds(subject, predicate, value):
            yield evidence, value


CHECKS: Final[Mapping[str, Check]] = MappingProxyType(
    {
        "span-slice": span_slice,
        "span-name": span_name,
        "span-in-sentence": span_in_sentence,
        "context-length": context_length,
        "claim-verbatim": claim_verbatim,
        "event-has-place": event_has_place,
        "event-interval": event_interval,
        "triple-evidenced": triple_evidenced,
        "evidence-stated": evidence_stated,
        "evidence-hedged": evidence_hedged,
    }
)


def _offsets(graph: TripleIndex, span: Term) -> tuple[int, int] | None:
    """Begin and end of a span in code points, None where they are missing or no numbers (a shape says so)."""
    begin, end = graph.value(span, "nif:beginIndex"), graph.value(span, "nif:endIndex")
    if not (isinstance(begin, Literal) and isinstance(end, Literal)):
        return None
    if not (begin.value.isdecimal() and end.value.isdecimal()):
        return None
    return int(begin.value), int(end.value)


def _day(stamp: Term) -> str:
    return stamp.value[:10] if isinstance(stamp, Literal) else ""


def _follows(graph: TripleIndex, predicate: str, subject: Node, value: Term) -> bool:
    """Whether the triple only repeats one with a more specific property."""
    return any(
        predicate in parents and graph.holds(subject, child, value) for child, parents in ROLE_PROPERTIES.items()
    )


def _hedged(graph: TripleIndex, evidence: Node) -> bool:
    certainty = graph.value(evidence, "kgb:certainty")
    return certainty is not None and certainty != NamedNode(expand("fact:certain"))


def _evidence(graph: TripleIndex) -> Iterator[tuple[Node, Term, NamedNode, Term]]:
    """Evidence nodes with the triple that each is for; incomplete ones are left to the shapes."""
    for evidence, subject in graph.pairs("rdf:subject"):
        predicate, value = graph.value(evidence, "rdf:predicate"), graph.value(evidence, "rdf:object")
        if isinstance(predicate, NamedNode) and value is not None:
            yield evidence, subject, predicate, value
