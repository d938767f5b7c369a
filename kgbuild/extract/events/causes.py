"""Finds what the text says caused an event, came before it or holds it as a part."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from kgbuild.extract import syntax
from kgbuild.extract.events.actors import is_person
from kgbuild.extract.layers import Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated, Span
from kgbuild.parse import Doc, Token

EFFECT_PREPOSITIONS: Final = ("to", "in", "into", "rise")
HIGHEST: Final = 12
"""How many words above a connective are asked for the event that it ties: so the cost stays linear."""


@dataclass(frozen=True, slots=True)
class CauseLink:
    """A tie between two events. `effect` and `cause` are positions in the tuple of triggers.

    `relation` is "kgb:cause", "kgb:causeText" (then `cause` is None and `text` the words that name it), "kgb:after" or
    "sem:subEventOf" (the effect is part of the cause). `span` is the stretch that says so, from the one to the other.
    """

    relation: str
    effect: int
    cause: int | None
    text: Span | None
    span: Span
    confidence: float
    rule: str


def brought_about(triggers: Sequence[Trigger], links: Sequence[CauseLink]) -> tuple[Trigger, ...]:
    """The triggers, of which what an attack brings about is no accident: "the shelling sparked a fire"."""
    caused = {
        link.effect
        for link in links
        if link.relation == "kgb:cause" and link.cause is not None and triggers[link.cause].plover == "ASSAULT"
    }
    return tuple(
        replace(
            trigger,
            classes=_but(trigger.classes, "Accident") or ("Event",),
            contexts=_but(trigger.contexts, "context-disasters"),
        )
        if position in caused and "Accident" in trigger.classes
        else trigger
        for position, trigger in enumerate(triggers)
    )


def _but(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    return tuple(each for each in values if each != value)


class _Ties:
    """The triggers of one parse by token, to look up which event a word tells or carries."""

    def __init__(self, doc: Doc, triggers: Sequence[Trigger]) -> None:
        self.doc = doc
        self.triggers = triggers
        self.by_token = {trigger.token: position for position, trigger in enumerate(triggers)}

    def told_by(self, word: Token) -> int | None:
        """The event that a word tells: itself, what it counts ("a wave of protests"), or what it only carries."""
        for candidate in (word, syntax.counted(word)):
            if candidate.i in self.by_token:
                return self.by_token[candidate.i]
        if syntax.is_verbal(word):
            return next((self.by_token[t.i] for t in _carried(word) if t.i in self.by_token), None)
        return None

    def above(self, word: Token) -> int | None:
        """The nearest event that governs a word."""
        for ancestor in itertools.islice(word.ancestors, HIGHEST):
            if (position := self.told_by(ancestor)) is not None and self.triggers[position].token != word.i:
                return position
        return None

    def link(
        self, relation: str, effect: int | None, cause: Token, confidence: float, rule: str, text: bool = False
    ) -> CauseLink | None:
        """The tie of an effect to the event that `cause` tells or, if `text` allows, to its words."""
        if effect is None:
            return None
        position = self.told_by(cause)
        if position == effect:
            return None
        if position is not None:
            span = _between(self.triggers[effect].span, self.triggers[position].span)
            return CauseLink(relation, effect, position, None, span, confidence, rule)
        if not text or not syntax.is_nominal(cause) or cause.ent_type_ in ("DATE", "TIME"):
            return None
        if syntax.lemma(cause) in load_lexicon("reporting")["channels"]["nouns"]:
            return None  # "read out over loudspeakers"
        words = _words(self.doc, cause)
        span = _between(self.triggers[effect].span, words)
        return CauseLink("kgb:causeText", effect, None, words, span, round(confidence - 0.1, 2), rule)


def find(annotated: Annotated, triggers: Sequence[Trigger]) -> tuple[CauseLink, ...]:
    """The ties between the events that `events.find` gave for the same parse, in the order of their effects."""
    ties = _Ties(annotated.doc, triggers)
    best: dict[tuple[str, int, int | None, Span | None], CauseLink] = {}
    for token in annotated.doc:
        for link in (*_by_connective(token, ties), *_by_conjunction(token, ties), *_by_verb(token, ties)):
            key = (link.relation, link.effect, link.cause, link.text)
            if key not in best or best[key].confidence < link.confidence:
                best[key] = link
    return tuple(sorted(best.values(), key=lambda link: (link.effect, link.span, link.relation)))


# ------------------------------------------------------------------------------------------------ how texts say so
def _by_connective(token: Token, ties: _Ties) -> Iterator[CauseLink]:
    """ "because of", "after", "over": the event that governs the connective, and what the connective governs."""
    for words, entry in _connectives().get(token.lower_, ()):
        last = token.i + len(words) - 1
        if tuple(t.lower_ for t in token.doc[token.i : last + 1]) != words:
            continue
        effect = ties.above(token)
        if (
            effect is None
            or _is_left_open(token)
            or _tells_who(token)
            or not _allowed(ties.triggers[effect], entry.get("effects"))
        ):
            return
        for cause in (_taken_up(word, ties) for word in _governed(token, token.doc[last])):
            if syntax.lemma(cause) in entry.get("states", ()):
                continue  # "died in custody"
            link = ties.link(
                entry["relation"], effect, cause, entry["confidence"], " ".join(words), entry.get("text", False)
            )
            if link and (link.cause is None or _allowed(ties.triggers[link.cause], entry.get("causes"))):
                yield link
        return


def _is_left_open(connective: Token) -> bool:
    """Whether a question asks, or an alternative leaves open, what a connective ties: "robbed during the march or after
    it?"."""
    asks = any(token.text == "?" for token in connective.sent[-2:])
    return asks or any(child.lower_ == "or" for child in syntax.children(connective, "cc"))


def _tells_who(connective: Token) -> bool:
    """Whether a phrase tells who acts, not why: "a candidate for the vote held a rally"."""
    noun = connective.head
    is_close = connective.lower_ in ("for", "of") and noun.i == connective.i - 1
    return is_close and noun.dep_ in syntax.SUBJECTS and noun.i < noun.head.i and is_person(noun)


def _by_conjunction(token: Token, ties: _Ties) -> Iterator[CauseLink]:
    """ "because", "after" before a clause; "when" behind what befell people."""
    entry = _conjunctions().get(token.lower_)
    if entry is None or token.dep_ not in ("mark", "advmod") or token.head.dep_ != "advcl":
        return
    effect = ties.above(token.head)
    if effect is None or _is_of_gerund(token, ties.triggers[effect]):
        return
    if not _allowed(ties.triggers[effect], entry.get("effects")):
        return
    if "effects" in entry and ties.triggers[effect].factuality.polarity == "negative":
        return  # "nobody was hurt when the roof fell"
    link = ties.link(entry["relation"], effect, token.head, entry["confidence"], token.lower_)
    if link and (link.cause is None or _allowed(ties.triggers[link.cause], entry.get("causes"))):
        yield link


def _is_of_gerund(mark: Token, effect: Trigger) -> bool:
    """Whether a clause may tell why somebody did what a gerund before it names: "sued the firm for firing her because
    she had complained"."""
    gerunds = syntax.governed(mark.doc[effect.token], "for", "of")
    return any(gerund.tag_ == "VBG" and effect.token < gerund.i < mark.i for gerund in gerunds)


def _by_verb(token: Token, ties: _Ties) -> Iterator[CauseLink]:
    """ "X sparked Y", "Y was sparked by X", "X led to Y", "Y stems from X", "Y followed X"."""
    if token.pos_ != "VERB":
        return
    table = load_lexicon("events/causes")["verbs"]
    lemma = syntax.lemma(token)
    particle = next((child.lower_ for child in syntax.children(token, "prt")), "")
    if lemma in table["causing"] or f"{lemma} {particle}" in table["causing"]:
        causes = syntax.agents(token) if syntax.is_passive(token) else syntax.subjects(token)
        if syntax.is_of_either(token):
            return  # "they seek a man who stabbed a monk, causing a riot": no search does
        if token.dep_ == "advcl" and token.tag_ == "VBG":
            told = ties.told_by(token.head)
            if told is not None and _allowed(ties.triggers[told], table["said"]):
                return  # "accused them of a raid, causing a riot": no accusation does
            causes = (token.head,)  # "the raid killed ten, sparking riots": the deed, not the raid or who did it
        yield from _ties_of(
            ties, "kgb:cause", _effects_of(token), causes, 0.8, f"{lemma} …", text=syntax.is_passive(token)
        )
    if lemma in table["caused"]:
        causes = tuple(
            c for p in syntax.prepositions(token) if p.lower_ in ("from", "out") for c in syntax.complements(p)
        )
        yield from _ties_of(ties, "kgb:cause", syntax.subjects(token), causes, 0.8, f"{lemma} from", text=True)
    if lemma in table["dying"]:
        causes = syntax.governed(token, "of", "from", "to")
        yield from _ties_of(ties, "kgb:cause", (token,), causes, 0.8, f"{lemma} of", text=True)
    if lemma in table["following"] and not syntax.is_passive(token):
        yield from _ties_of(ties, "kgb:after", syntax.subjects(token), syntax.direct_objects(token), 0.8, lemma)
    if lemma in table["following"] and syntax.is_passive(token):
        yield from _ties_of(ties, "kgb:after", syntax.agents(token), syntax.direct_objects(token), 0.8, f"{lemma}ed by")


def _ties_of(
    ties: _Ties,
    relation: str,
    effects: Sequence[Token],
    causes: Sequence[Token],
    confidence: float,
    rule: str,
    text: bool = False,
) -> Iterator[CauseLink]:
    for effect in effects:
        for cause in causes:
            if link := ties.link(relation, ties.told_by(effect), cause, confidence, rule, text):
                yield link


# --------------------------------------------------------------------------------------------------- which words
def _effects_of(verb: Token) -> tuple[Token, ...]:
    """What a causing verb brings about: its object, what follows "to" or "in", its infinitive."""
    found = [*syntax.direct_objects(verb), *syntax.children(verb, "xcomp", "ccomp")]
    for preposition in syntax.prepositions(verb):
        if preposition.lower_ in EFFECT_PREPOSITIONS:
            found.extend(syntax.complements(preposition))
    return tuple(found)


def _governed(first: Token, last: Token) -> tuple[Token, ...]:
    """What a connective governs; the parser hangs it on any of its words."""
    for token in (last, first):
        if heads := tuple(head for head in syntax.complements(token)):
            return heads
    if first == last and first.dep_ == "prep" and any(syntax.children(first, "pcomp")):
        return tuple(syntax.children(first, "pcomp"))
    return ()


def _taken_up(word: Token, ties: _Ties) -> Token:
    """The word itself, or the event that a relative pronoun takes up, over a place or a day that stands between:
    "a raid on Monday, in which two men died"."""
    noun = syntax.antecedent(word)
    while noun is not word and noun.ent_type_ and ties.told_by(noun) is None and noun.head is not noun:
        noun = noun.head
    return noun


def _carried(verb: Token) -> tuple[Token, ...]:
    return (*syntax.direct_objects(verb), *syntax.children(verb, "nsubj", "nsubjpass", "xcomp"))


def _allowed(trigger: Trigger, classes: Sequence[str] | None) -> bool:
    return classes is None or not set(classes).isdisjoint(trigger.classes)


def _words(doc: Doc, head: Token) -> Span:
    first, last = syntax.phrase(head)
    return Span(doc[first].idx, doc[last - 1].idx + len(doc[last - 1]))


def _between(one: Span, other: Span) -> Span:
    return Span(min(one.begin, other.begin), max(one.end, other.end))


@functools.cache
def _connectives() -> Mapping[str, tuple[tuple[tuple[str, ...], Mapping[str, Any]], ...]]:
    """Connectives by their first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Mapping[str, Any]]]] = {}
    for entry in load_lexicon("events/causes")["connective"]:
        for phrase in entry["words"]:
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append((words, entry))
    return {first: tuple(sorted(group, key=lambda item: -len(item[0]))) for first, group in found.items()}


@functools.cache
def _conjunctions() -> Mapping[str, Mapping[str, Any]]:
    return {word: entry for entry in load_lexicon("events/causes")["conjunction"] for word in entry["words"]}
