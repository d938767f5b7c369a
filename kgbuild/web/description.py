"""What the graph says about a node, statement by statement, each with the sentence of the text that says so.

Read from the node's neighbourhood (`Reader.neighbourhood`), a small store in memory.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode, Store

from kgbuild.store.terms import Term, short_term
from kgbuild.vocabulary import expand

# More would make a page that no browser likes; the whole is a click away as Turtle.
MAX_STATEMENTS: Final = 1000


def _term(name: str) -> NamedNode:
    return NamedNode(expand(name))


TYPE: Final = _term("rdf:type")
SUBJECT: Final = _term("rdf:subject")
PREDICATE: Final = _term("rdf:predicate")
OBJECT: Final = _term("rdf:object")
EVIDENCE: Final = _term("kgb:Evidence")
CONFIDENCE: Final = _term("kgb:confidence")
DENOTED_BY: Final = _term("gaf:denotedBy")
IN_SENTENCE: Final = _term("kgb:inSentence")
ANCHOR: Final = _term("nif:anchorOf")
SPAN: Final = _term("nif:OffsetBasedString")
SENTENCE: Final = _term("nif:Sentence")
CONTEXT: Final = _term("nif:Context")
SHOWN_APART: Final = (TYPE, DENOTED_BY)
LABELS: Final = (_term("skos:prefLabel"), _term("schema:headline"))

TripleOfTerms: TypeAlias = tuple[Term, NamedNode, Term]


@dataclass(frozen=True, slots=True)
class Statement:
    """A triple. `sentences` say so; `evidence` names its kgb:Evidence nodes, `confidence` the highest of theirs.

    `hedged` where the graph has the evidence but does not state the triple: the text leaves it open.
    """

    subject: Term
    predicate: NamedNode
    object: Term
    sentences: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    confidence: str = ""
    hedged: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A node: its classes, the sentences that speak of it, and the statements about it."""

    node: NamedNode
    label: str
    kinds: tuple[NamedNode, ...]
    sentences: tuple[NamedNode, ...]
    statements: tuple[Statement, ...]
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of a document's text, and all spans that lie in it."""

    node: NamedNode
    text: str
    spans: tuple[NamedNode, ...]


def describe_node(store: Store, node: NamedNode) -> Section | None:
    """What is said of the node, as subject and as object; None if it is in no statement.

    At most MAX_STATEMENTS, and as many sentences.
    """
    if not len(store):
        return None
    about = list(itertools.islice(_triples_about(store, node), MAX_STATEMENTS + 1))
    section = _section(store, node, about[:MAX_STATEMENTS])
    cut = max(len(about), len(section.sentences)) > MAX_STATEMENTS
    return replace(section, sentences=section.sentences[:MAX_STATEMENTS], cut=cut)


def describe_parts(store: Store, document: NamedNode) -> tuple[Section, ...]:
    """What a document's graph says of each node that is scoped to it, spans and evidence apart, sorted."""
    by_subject: dict[NamedNode, list[TripleOfTerms]] = {}
    for quad in store.quads_for_pattern(None, None, None, document):
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(document.value + "#"):
            triples = by_subject.setdefault(quad.subject, [])
            if quad.predicate not in SHOWN_APART:
                triples.append((quad.subject, quad.predicate, quad.object))
    parts = []
    for node in sorted(by_subject, key=_natural_order):
        if not {SPAN, SENTENCE, CONTEXT, EVIDENCE} & set(_objects(store, node, TYPE)):
            parts.append(_section(store, node, [*by_subject[node], *_evidenced(store, SUBJECT, node)]))
    return tuple(parts)


def document_lines(store: Store, document: NamedNode) -> tuple[Line, ...]:
    """The sentences of a document in the order of the text; none if it holds no text."""
    lines = []
    for sentence in sorted(_subjects(store, TYPE, SENTENCE, document), key=_natural_order):
        spans = sorted(_subjects(store, IN_SENTENCE, sentence, document), key=_natural_order)
        lines.append(Line(sentence, sentence_text(store, sentence), tuple(spans)))
    return tuple(lines)


def label_of(store: Store, term: Term) -> str:
    """A node's label, or its words in the text; "" where it has neither, and for a literal."""
    for predicate in LABELS:
        if label := _value(store, term, predicate):
            return label
    words = {_value(store, span, ANCHOR) for span in (term, *_objects(store, term, DENOTED_BY))} - {""}
    return f"“{min(words)}”" if words else ""


def sentence_text(store: Store, sentence: NamedNode) -> str:
    """The words of a sentence or of another span."""
    return _value(store, sentence, ANCHOR)


def _section(store: Store, node: NamedNode, triples: Iterable[TripleOfTerms]) -> Section:
    in_order = sorted(set(triples), key=lambda triple: _order(node, triple))
    statements = [_statement(store, node, triple) for triple in in_order]
    evidenced = {(each.subject, each.object) for each in statements if each.evidence}
    return Section(
        node,
        label_of(store, node),
        tuple(sorted({each for each in _objects(store, node, TYPE) if isinstance(each, NamedNode)}, key=str)),
        _sentences(store, node),
        # A superproperty stands beside the property that has the evidence, and says no more.
        tuple(each for each in statements if each.evidence or (each.subject, each.object) not in evidenced),
    )


def _statement(store: Store, page: NamedNode, triple: TripleOfTerms) -> Statement:
    subject, predicate, target = triple
    evidence = [
        node
        for node in _subjects(store, SUBJECT, subject)
        if predicate in _objects(store, node, PREDICATE) and target in _objects(store, node, OBJECT)
    ]
    if not evidence:
        return Statement(*triple, sentences=() if subject == page else _texts(store, _sentences(store, subject)))
    return Statement(
        *triple,
        sentences=_texts(store, (each for node in evidence for each in _sentences(store, node))),
        evidence=tuple(sorted({node.value for node in evidence})),
        confidence=max(_value(store, node, CONFIDENCE) for node in evidence),
        hedged=target not in _objects(store, subject, predicate),
    )


def _triples_about(store: Store, node: NamedNode) -> Iterator[TripleOfTerms]:
    """Statements with the node at either end; its classes and sentences, which are shown apart, left out."""
    for quad in store.quads_for_pattern(node, None, None):
        if quad.predicate not in SHOWN_APART:
            yield quad.subject, quad.predicate, quad.object
    yield from _evidenced(store, SUBJECT, node)
    yield from _evidenced(store, OBJECT, node)
    for quad in store.quads_for_pattern(None, None, node):
        if quad.predicate not in (SUBJECT, PREDICATE, OBJECT, *SHOWN_APART):
            yield quad.subject, quad.predicate, quad.object


def _evidenced(store: Store, position: NamedNode, node: NamedNode) -> Iterator[TripleOfTerms]:
    """The triples with evidence that have the node in that position: what is hedged stands nowhere else."""
    for evidence in _subjects(store, position, node):
        parts = (_objects(store, evidence, part) for part in (SUBJECT, PREDICATE, OBJECT))
        for subject, predicate, target in itertools.product(*parts):
            if isinstance(subject, NamedNode) and isinstance(predicate, NamedNode):
                yield subject, predicate, target


def _sentences(store: Store, node: Term) -> tuple[NamedNode, ...]:
    """The sentences that hold a span of the node, each once, in the order of the text."""
    found = {each for span in _objects(store, node, DENOTED_BY) for each in _objects(store, span, IN_SENTENCE)}
    return tuple(sorted((each for each in found if isinstance(each, NamedNode)), key=_natural_order))


def _texts(store: Store, spans: Iterable[NamedNode]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentence_text(store, span) for span in spans))


def _subjects(
    store: Store, predicate: NamedNode, target: Term, graph: NamedNode | None = None
) -> tuple[NamedNode, ...]:
    quads = store.quads_for_pattern(None, predicate, target, graph)
    return tuple(dict.fromkeys(quad.subject for quad in quads if isinstance(quad.subject, NamedNode)))


def _objects(store: Store, subject: Term, predicate: NamedNode) -> tuple[Term, ...]:
    if isinstance(subject, Literal):
        return ()
    return tuple(dict.fromkeys(quad.object for quad in store.quads_for_pattern(subject, predicate, None)))


def _value(store: Store, subject: Term, predicate: NamedNode) -> str:
    """The first of the values in the order of the alphabet; "" if there is none."""
    return min((each.value for each in _objects(store, subject, predicate) if isinstance(each, Literal)), default="")


def _order(page: NamedNode, triple: TripleOfTerms) -> tuple[bool, str, str, str]:
    """A sort key by which the page's own statements come before those about it."""
    subject, predicate, target = triple
    return subject != page, short_term(predicate), str(subject), str(target)


def _natural_order(node: NamedNode) -> tuple[tuple[int, str, str], ...]:
    """A sort key by which "event=9,12" comes before "event=10,12"."""
    return tuple((len(number), number, words) for number, words in re.findall(r"([0-9]+)|([^0-9]+)", node.value))
