"""Of which two countries a text tells as "both countries" or "the two neighbours": what it says is said of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, first_conjunct, governing_verb, lemma
from kgbuild.model import Entity, Key, Span, Statement
from kgbuild.parse import Doc, Token

REACH: Final = 2
"""Sentences back in which the two are named."""
CONFIDENCE: Final = 0.7
"""The most confidence of what is said of both as of each."""

Pairs = Mapping[Span, tuple[Key, Key]]
"""Where "both countries" stands → the two."""


def pairs(doc: Doc, entities: Sequence[Entity]) -> Pairs:
    """The pairs of countries that a text takes up, by the span of the words for them."""
    told = sorted((m.head, entity.key) for entity in entities if entity.kind == "Country" for m in entity.mentions)
    found: dict[Span, tuple[Key, Key]] = {}
    for entity in entities:
        for mention in entity.mentions if told else ():
            if mention.form == "nominal" and _is_of_two(doc[mention.head]):
                two = _two_meant(doc, doc[mention.head], told)
                if len(two) == 2:
                    found[mention.span] = (two[0], two[1])
    return found


def said_of_each(statements: Iterable[Statement], two: Pairs) -> Iterator[Statement]:
    """The statements, those of both of a pair as two, one of each."""
    for statement in statements:
        members = two.get(statement.span)
        if members is None or not statement.predicate.startswith("kgb:"):
            yield statement
            continue
        for member in members:
            yield replace(statement, object=member, confidence=min(statement.confidence, CONFIDENCE))


def _is_of_two(noun: Token) -> bool:
    """Whether a noun for states is of two that are known: "both countries", "the two neighbours"."""
    if noun.tag_ != "NNS" or lemma(noun) not in load_lexicon("places")["usage"]["of_two"]:
        return False
    if noun.head.lower_ == "of" and noun.head.head.lower_ in ("neither", "none"):
        return False
    before = [child.lower_ for child in noun.lefts]
    return before in (["both"], ["both", "the"], ["the", "two"], ["these", "two"])


def _two_meant(doc: Doc, noun: Token, told: Sequence[tuple[int, Key]]) -> list[Key]:
    """The two countries that a noun takes up: those told of last together, or else the two that the text is about.

    Where these are others, only those in one row with "and" are meant: nobody knows which two otherwise.
    """
    last, main = _last_told(doc, noun, told), _mainly_told(told)
    if not last or not main or set(last) == set(main):
        return [] if last is None else _but_doers(doc, noun, told, last or main)
    heads = [doc[head] for head, key in told if key in last and head < noun.i][-2:]
    return last if len({first_conjunct(head) for head in heads}) == 1 else []


def _but_doers(doc: Doc, noun: Token, told: Sequence[tuple[int, Key]], two: list[Key]) -> list[Key]:
    """The two, unless one of them does something to both: "Peru has sent aid to the two countries"."""
    verb = governing_verb(noun)
    doers = {key for head, key in told if doc[head].dep_ in SUBJECTS and doc[head].head == verb}
    doers |= {key for head, key in told if doc[head].head.dep_ in SUBJECTS and doc[head].head.head == verb}
    return two if doers.isdisjoint(two) else []


def _last_told(doc: Doc, noun: Token, told: Sequence[tuple[int, Key]]) -> list[Key] | None:
    """The two countries of the words before a noun in its sentence, or of the last sentence before that has any; None
    where there are more."""
    start, end = noun.sent.start, noun.i
    own: set[Key] = set()
    for _ in range(REACH + 1):
        found = list(dict.fromkeys(key for head, key in told if start <= head < end))
        if len(found) > 1 or start == 0:
            return None if len(found) > 2 else found if len(found) == 2 and own <= set(found) else []
        if found and end != noun.i:
            return []
        own |= set(found)
        start, end = doc[start - 1].sent.start, start
    return []


def _mainly_told(told: Sequence[tuple[int, Key]]) -> list[Key]:
    """The two countries that a text tells of twice as often as of any other."""
    often = Counter(key for _, key in told).most_common(3)
    is_about = len(often) > 1 and often[1][1] > 1 and (len(often) < 3 or often[1][1] >= 2 * often[2][1])
    return [key for key, _ in often[:2]] if is_about else []
