"""Which places the phrases around a word name: their heads, each with the preposition that puts it there."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final, NamedTuple

from kgbuild.extract import syntax
from kgbuild.extract.events.actors import is_person, is_place
from kgbuild.extract.events.members import members
from kgbuild.extract.events.patterns import match
from kgbuild.extract.events.place_roles import is_spatial, words
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Token

MODIFIERS: Final = ("compound", "nmod", "poss", "amod")
DEEPEST: Final = 6
"""How many phrases within phrases are looked into."""

WIDEST: Final = 60
"""How many phrases of one word are; a word with more heads no sentence but a list."""


class Located(NamedTuple):
    """The head of a phrase in a locative slot ("in", "from"). `depth` is 0 for a phrase at the word itself, 1 for a
    place that a place's own phrase names, 2 for what stands at another phrase ("shot a man in Oruro")."""

    slot: str
    head: Token
    depth: int


def at(word: Token, barred: frozenset[int] = frozenset()) -> Iterator[Located]:
    """The places that stand at a word itself, and those within them: both in "in the kitchen of a shop in Oruro"."""
    for slot, heads in slots(word):
        for head in heads:
            if head.i in barred:
                continue
            yield Located(slot, head, 0)
            yield from (Located(slot, member, 1) for member in members(head))
            if slot in words("inside") or is_spatial(head):
                yield from (Located(slot, name, 1) for name in within(head))


def below(word: Token, barred: frozenset[int] = frozenset(), depth: int = 0) -> Iterator[Located]:
    """The places at the objects and other phrases of a word, where parsers hang what belongs to the word itself.

    Nothing is taken from clauses, from `barred` words, and from another happening: "condemned the attack in Oruro".
    """
    for head, is_same in itertools.islice(_phrases(word), WIDEST) if depth < DEEPEST else ():
        is_goal = head.dep_ == "pobj" and head.head.lower_ in words("destination") and is_place(head)
        if is_goal and head.lower_ not in words("beside"):
            continue  # "flew them to hospitals in Oruro and dropped food", but "went to the east of Oruro"
        if head.dep_ == "pobj" and _is_wish(head.head):
            continue
        if head.i in barred or syntax.is_verbal(head) or (tells_event(head) and not is_same):
            continue
        if is_same and tells_event(head):
            yield from (Located("in", name, 2) for name in names_before(head))
        yield from (each._replace(depth=2) for each in at(head))
        yield from below(head, barred, depth + 1)


def _phrases(word: Token) -> Iterator[tuple[Token, bool]]:
    """The heads of the phrases at a word, and whether an event that one tells is the word's own."""
    for child in syntax.children(word, *syntax.OBJECTS, "dative", "oprd", "acomp", "conj"):
        if child.pos_ != "ADP" and not (child.dep_ == "conj" and _is_placed_apart(child, word)):
            yield child, False
    for preposition in syntax.prepositions(word):
        if preposition.lower_ in words("linking"):
            is_same = preposition.lower_ in words("same_happening")
            yield from ((head, is_same) for head in syntax.complements(preposition))


def _is_placed_apart(other: Token, word: Token) -> bool:
    """Whether of two coordinated happenings each has its own place: "a rally in Oruro and a drive in Potosi"."""
    is_anew = any(syntax.children(other, "det", "poss")) and any(slot in words("inside") for slot, _ in slots(word))
    return is_anew and tells_event(word)


@syntax.found_once
def slots(word: Token) -> tuple[tuple[str, tuple[Token, ...]], ...]:
    """The prepositions of a word and of its adverbs ("back to Oruro", "ten miles east of Oruro"), and what they
    govern."""
    found = [
        (_slot(preposition), _counted(preposition))
        for preposition in syntax.prepositions(word)
        if preposition.lower_ not in words("elsewhere") and not _is_wish(preposition)
    ]
    for adverb in syntax.children(word, "advmod", "npadvmod", "prt"):
        before = adverb.doc[max(adverb.i - 2, 0) : adverb.i]
        if before[-1:] and before[-1].text == "," and before[0].pos_ == "PROPN":
            continue  # "in the town of Ulot, east of Oruro": so lies Ulot
        for preposition in syntax.prepositions(adverb):
            beside = adverb.lower_ in words("beside")
            found.append(("near" if beside else _slot(preposition), _counted(preposition)))
    return tuple(found)


def _is_wish(preposition: Token) -> bool:
    """Whether a phrase tells at whose wish, not where: "met at the request of Chad"."""
    wishes = load_lexicon("events/arguments")["wishes"]["nouns"]
    return preposition.lower_ == "at" and any(syntax.lemma(noun) in wishes for noun in syntax.complements(preposition))


def _counted(preposition: Token) -> tuple[Token, ...]:
    """What a preposition governs: the towns in "in a number of towns"."""
    return tuple(syntax.counted(head) for head in syntax.complements(preposition))


def _slot(preposition: Token) -> str:
    """The preposition that counts: "from" for "out of", "to" for "up to"."""
    inner = next(iter(syntax.children(preposition, "prep")), None)
    if preposition.lower_ in words("leaving") and inner is not None:
        return "from"
    if preposition.lower_ in words("beside"):
        return "near"
    return preposition.lower_ if inner is None or inner.lower_ == "of" else inner.lower_


def within(place: Token, depth: int = 0) -> Iterator[Token]:
    """The places that a phrase names further in: Oruro in "a shop in Oruro", "the town of Oruro", "Oruro prison"."""
    yield from names_before(place)
    for slot, heads in slots(place) if depth < DEEPEST else ():
        if slot in words("inside") or (slot == "of" and is_spatial(place)):
            for head in heads:
                yield head
                yield from within(head, depth + 1)


def names_before(noun: Token) -> Iterator[Token]:
    """The names of places that modify a noun and are no part of a longer name: "the Oruro market"."""
    if syntax.lemma(noun) in words("owned") or syntax.lemma(noun) in words("named_after"):
        return  # "the U.S. embassies" stand elsewhere
    are_people = is_person(noun)
    for child in syntax.children(noun, *MODIFIERS):
        if are_people and child.text.replace(".", "").isupper():
            continue  # "U.S. citizens" may be anywhere
        if is_named(child) and child.pos_ == "PROPN" and not _in_one_name(child, noun):
            yield child


def is_named(token: Token) -> bool:
    return token.ent_type_ in syntax.NAMED_PLACES


def tells_event(noun: Token) -> bool:
    """Whether a noun may tell a happening of its own."""
    return noun.pos_ == "NOUN" and match(noun, "noun", syntax.lemma(noun)) is not None


def _in_one_name(one: Token, other: Token) -> bool:
    return all(other.doc[i].ent_type_ == one.ent_type_ for i in range(one.i + 1, other.i + 1))
