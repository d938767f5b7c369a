"""Finds who is counted in an event, and as what: so many killed, injured, arrested, taking part."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kgbuild.extract.layers import CountCandidate, Quantity, Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated
from kgbuild.parse import Doc, Token

AFFECTED = "affected"
ACTING = "acting"
REACH = 250
"""How many tokens away the event of a count may stand: text without full stops costs no more than prose."""


def find(
    annotated: Annotated, quantities: Sequence[Quantity], triggers: Sequence[Trigger]
) -> tuple[CountCandidate, ...]:
    """The counts of people, in the order of the quantities; a quantity may count in two events ("killed and eaten").

    A number is tied to the event whose argument it counts; one that only a word of state explains ("62 were in
    intensive care") to the nearest event of its sentence or of the one before. A number that counts no people, or no
    event's people, is left out.
    """
    found: list[CountCandidate] = []
    places = _Places(triggers)
    for quantity in quantities:
        if quantity.noun is None or _is_people(annotated.doc[quantity.noun]):
            found += _counts_of(annotated.doc, quantity, places) or _counts_after(annotated.doc, quantity, found)
    return tuple(found)


class _Places:
    """Where triggers and their arguments stand: what is near a word is found without a look at all of them."""

    def __init__(self, triggers: Sequence[Trigger]) -> None:
        self._triggers = sorted(triggers, key=lambda trigger: trigger.token)
        self._tokens = [trigger.token for trigger in self._triggers]
        self._by_argument: dict[int, list[Trigger]] = {}
        for trigger in self._triggers:
            for head in dict.fromkeys(a.head for a in trigger.arguments if a.instead_of is None):
                self._by_argument.setdefault(head, []).append(trigger)

    def between(self, first: int, last: int) -> list[Trigger]:
        """The triggers at the tokens from `first` on, `last` excluded, in text order."""
        return self._triggers[bisect_left(self._tokens, first) : bisect_left(self._tokens, last)]

    def around(self, counted: Token) -> list[Trigger]:
        """The triggers that a word is an argument of or that govern it, the nearest first."""
        governing = [trigger for word, _ in _governors(counted) for trigger in self.between(word.i, word.i + 1)]
        near = {trigger.token: trigger for trigger in (*self._by_argument.get(counted.i, ()), *governing)}
        return sorted(near.values(), key=lambda trigger: (abs(trigger.token - counted.i), trigger.token))


def _counts_of(doc: Doc, quantity: Quantity, places: _Places) -> list[CountCandidate]:
    counted = doc[quantity.head if quantity.noun is None else quantity.noun]
    kind_by_state = _state(doc, quantity, counted)
    if kind_by_state is not None:
        near = _nearest(doc, counted, kind_by_state, places)
        return [CountCandidate(quantity, kind_by_state, near.token, quantity.noun, "state")] if near else []
    found: dict[str, CountCandidate] = {}
    around = places.around(counted)
    for trigger in around:
        if any(doc[other.token].dep_ == "xcomp" and doc[other.token].head.i == trigger.token for other in around):
            continue  # "were forced to flee": fled
        kind = _kind(doc, trigger)
        if kind is not None and kind not in found and _side(trigger, counted, doc) == _kinds()[kind].side:
            found[kind] = CountCandidate(quantity, kind, trigger.token, quantity.noun, "argument")
    return list(found.values())


def _counts_after(doc: Doc, quantity: Quantity, before: Sequence[CountCandidate]) -> list[CountCandidate]:
    """What a number is by the count before it, of which it is a part ("12 people, including two nurses") or the new
    total ("bringing the total to 13")."""
    latest = before[-1] if before else None
    if latest is None:
        return []
    counted = doc[quantity.head if quantity.noun is None else quantity.noun]
    here, there = counted.sent, doc[latest.quantity.head].sent
    if here is there and quantity.noun is not None and _is_part(doc, quantity, counted):
        return [replace(latest, quantity=quantity, population=quantity.noun, rule="part")]
    if here.start - there.end <= 0 and quantity.noun is None and _is_new_total(counted):
        return [replace(latest, quantity=quantity, population=None, rule="total")]
    return []


def _is_part(doc: Doc, quantity: Quantity, counted: Token) -> bool:
    """ "including two nurses", "among them two nurses", "two of them nurses" """
    words = load_lexicon("counts")["parts"]
    if counted.dep_ == "pobj" and counted.head.lower_ in words["prepositions"]:
        return True
    phrase = doc.char_span(*quantity.span, alignment_mode="expand")
    if phrase is None:
        return False
    around = (doc[max(phrase.start - 2, 0) : phrase.start], doc[phrase.start + 1 : phrase.start + 3])
    return any(" ".join(token.lower_ for token in pair) in words["openings"] for pair in around)


def _is_new_total(counted: Token) -> bool:
    """ "bringing the total to 13", "the figure had climbed to 11" """
    verb = counted.head.head if counted.dep_ == "pobj" and counted.head.lower_ in ("to", "at") else None
    if verb is None:
        return False
    heads = load_lexicon("counts")["totals"]["heads"]
    return any(child.lower_ in heads for child in verb.children if child.dep_ in ("nsubj", "nsubjpass", "dobj"))


@dataclass(frozen=True, slots=True)
class Kind:
    """What the lexicon says of a kind of count."""

    name: str
    side: str
    classes: frozenset[str]
    modes: tuple[str, ...]
    lemmas: frozenset[str]
    states: frozenset[str]


@functools.cache
def _kinds() -> dict[str, Kind]:
    kinds: dict[str, Any] = load_lexicon("counts")["kinds"]
    return {
        name: Kind(
            name,
            entry["side"],
            frozenset(entry.get("classes", ())),
            tuple(entry.get("modes", ())),
            frozenset(entry["lemmas"]),
            frozenset(entry["states"]),
        )
        for name, entry in kinds.items()
    }


def _kind(doc: Doc, trigger: Trigger) -> str | None:
    """What people counted in an event are, by its lemma, its modes, its classes."""
    lemma = doc[trigger.token].lemma_.lower()
    particle = next((child.lower_ for child in doc[trigger.token].rights if child.dep_ == "prt"), "")
    for kind in _kinds().values():
        if lemma in kind.lemmas or f"{lemma} {particle}" in kind.lemmas:
            return kind.name
    for kind in _kinds().values():
        if kind.modes and any(mode.endswith(kind.modes) for mode in trigger.modes):
            return kind.name
        if kind.classes & set(trigger.classes):
            return kind.name
    return None


def _is_people(noun: Token) -> bool:
    return noun.lemma_.lower() not in load_lexicon("counts")["not_people"]["lemmas"]


# ------------------------------------------------------------------------------------------------------- syntax
def _side(trigger: Trigger, counted: Token, doc: Doc) -> str | None:
    """Whether those counted are affected by an event or act in it, None where they are neither."""
    for argument in trigger.arguments:
        if argument.instead_of is not None:
            continue
        if argument.head == counted.i and argument.role in ("kgb:recipient", "kgb:actor"):
            affected = argument.role == "kgb:recipient" or _suffers(doc[trigger.token])
            return AFFECTED if affected else ACTING
    event = doc[trigger.token]
    for governor, side in _governors(counted):
        if governor.i == event.i:
            return AFFECTED if side == ACTING and _suffers(event) else side
    return None


def _suffers(event: Token) -> bool:
    return event.lemma_.lower() in load_lexicon("counts")["intransitive"]["lemmas"]


def _governors(counted: Token) -> Iterator[tuple[Token, str]]:
    """The words of which a token is a subject or object, and which of both, in the passive as in the active."""
    head, place = counted.head, counted.dep_
    if place == "conj" and head.i != counted.i:
        yield from _governors(head)
    elif place in ("nsubjpass", "dobj", "obj"):
        yield from ((verb, AFFECTED) for verb in _coordinated(head, place))
    elif place == "nsubj":
        yield from ((verb, AFFECTED if _is_passive(verb) else ACTING) for verb in _coordinated(head, place))
        for child in head.children:
            if child.dep_ in ("acomp", "attr", "xcomp", "oprd", "dobj"):
                yield child, AFFECTED if _is_passive(child) else ACTING
    elif place == "pobj" and head.lower_ in ("of", "by", "with"):
        yield head.head, AFFECTED if head.lower_ == "of" else ACTING
        if head.head.dep_ in ("dobj", "nsubj", "nsubjpass"):
            yield from _governors(head.head)
    for child in counted.children:
        if child.dep_ in ("acl", "relcl"):
            yield child, AFFECTED if child.tag_ == "VBN" else ACTING


def _coordinated(verb: Token, place: str) -> Iterator[Token]:
    """A verb and, for its subject, the verbs joined to it that have none of their own."""
    yield verb
    if place != "dobj":
        for child in verb.conjuncts:
            if not any(one.dep_ in ("nsubj", "nsubjpass") for one in child.children):
                yield child


def _is_passive(verb: Token) -> bool:
    return verb.tag_ == "VBN" and not any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)


# ------------------------------------------------------------------------------------------------ words of state
def _state(doc: Doc, quantity: Quantity, counted: Token) -> str | None:
    """The kind that a word of state gives: "45 dead", "12 people missing", "17 were in intensive care"."""
    after = max(counted.i, quantity.head) + 1
    following = doc[after] if after < len(doc) and doc[after].sent == counted.sent else None
    kind = _kind_of_state(counted)
    if kind is None and following is not None and not _has_object(following):
        kind = _kind_of_state(following)
    if kind is None and counted.dep_ in ("nsubj", "nsubjpass") and not _has_object(counted.head):
        kind = _predicate_state(counted.head)
    return kind or _fatal(doc, counted) or _total(counted)


def _fatal(doc: Doc, counted: Token) -> str | None:
    """ "shot dead three shoppers", "the bodies of three climbers" """
    before = doc[counted.left_edge.i - 1] if counted.left_edge.i else counted
    if before.lower_ == "dead" and before.head.pos_ == "VERB":
        return "killed"
    governor = counted.head.head if counted.dep_ == "pobj" and counted.head.lower_ == "of" else counted
    return "killed" if governor.lemma_.lower() in load_lexicon("counts")["remains"]["lemmas"] else None


def _kind_of_state(word: Token) -> str | None:
    return next((kind.name for kind in _kinds().values() if word.lower_ in kind.states), None)


def _has_object(verb: Token) -> bool:
    """Whether a verb is active: "thirty militants killed the mayor" are not thirty killed."""
    return any(child.dep_ == "dobj" for child in verb.children)


def _predicate_state(verb: Token) -> str | None:
    """The state that a predicate gives: "are missing", "was in hospital", "were among the dead"."""
    places = load_lexicon("counts")["kinds"]["hospitalized"]["places"]
    for child in verb.children:
        if child.dep_ == "acomp":
            return _kind_of_state(child)
        complements = [one for one in child.children if one.dep_ == "pobj"] if child.dep_ == "prep" else []
        if child.lower_ in ("in", "to", "at") and any(one.lower_ in places for one in complements):
            return "hospitalized"
        if child.lower_ == "among" and complements:
            return _kind_of_state(complements[0])
    return _kind_of_state(verb) if verb.tag_ == "VBG" else None


def _total(counted: Token) -> str | None:
    """ "The death toll rose to 45", "a toll of 45"."""
    totals = load_lexicon("counts")["totals"]
    if counted.dep_ != "pobj":
        return None
    governor = counted.head.head
    subjects = [governor, *(child for child in governor.children if child.dep_ in ("nsubj", "nsubjpass", "dobj"))]
    for subject in subjects:
        if subject.lower_ not in totals["heads"]:
            continue
        words = {token.lower_ for token in subject.subtree}
        for kind in _kinds().values():
            if words & (kind.states | set(totals.get(kind.name, ()))) or words & kind.lemmas:
                return kind.name
    return None


def _nearest(doc: Doc, counted: Token, kind: str, places: _Places) -> Trigger | None:
    """The event of a count that no trigger governs: its sentence's before the last one's, its kind's before any."""
    sentence = counted.sent
    previous = doc[sentence.start - 1].sent.start if sentence.start else 0
    first, last = max(previous, counted.i - REACH), min(sentence.end, counted.i + REACH)

    def rank(trigger: Trigger) -> tuple[bool, bool, int, int]:
        inside = sentence.start <= trigger.token < sentence.end
        return not inside, _kind(doc, trigger) != kind, abs(trigger.token - counted.i), trigger.token

    harmful = set(load_lexicon("counts")["harmful"]["classes"])
    near = [
        trigger
        for trigger in places.between(first, last)
        if _kind(doc, trigger) == kind or harmful & set(trigger.classes)
    ]
    return min(near, key=rank, default=None)


# -------------------------------------------------------------------------------------------------- inhabitants
def inhabitants(annotated: Annotated, quantities: Sequence[Quantity]) -> tuple[tuple[int, Quantity], ...]:
    """How many people live in a place: pairs of the token that heads the place's phrase and the quantity.

    "The country of 6 million inhabitants", "a city of 2 million people", "Almaty has a population of 2 million",
    "two million people live in Almaty".
    """
    found = ((_inhabited(annotated.doc, quantity), quantity) for quantity in quantities)
    return tuple((place.i, quantity) for place, quantity in found if place is not None)


def _inhabited(doc: Doc, quantity: Quantity) -> Token | None:
    words = load_lexicon("counts")["inhabitants"]
    counted = doc[quantity.head if quantity.noun is None else quantity.noun]
    if quantity.noun is not None and counted.lemma_.lower() not in words["nouns"]:
        return None
    head = counted.head.head
    if counted.dep_ == "pobj" and counted.head.lower_ in ("of", "with"):
        if head.lemma_.lower() in words["places"] or head.ent_type_ == "GPE":
            return head
        if head.lower_ == "population":
            return _of_population(head)
    if counted.dep_ == "nsubj" and counted.head.lemma_ in words["verbs"]:
        return _complement(counted.head, ("in",))
    if counted.dep_ == "pobj" and counted.head.lower_ == "to" and head.lower_ == "home":
        return next((child for child in head.head.children if child.dep_ == "nsubj"), None)
    return None


def _of_population(population: Token) -> Token | None:
    """The place in "X has a population of", "the population of X is", "X, with a population of"."""
    if population.dep_ == "dobj":
        return next((child for child in population.head.children if child.dep_ == "nsubj"), None)
    if population.dep_ == "pobj" and population.head.head.pos_ in ("NOUN", "PROPN"):
        return population.head.head
    return None


def _complement(head: Token, prepositions: tuple[str, ...]) -> Token | None:
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            return next((one for one in child.children if one.dep_ == "pobj"), None)
    return None
