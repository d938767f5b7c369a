"""Finds the words that tell of events: verbs, nouns and adjectives by the event lexicon, with their arguments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from kgbuild.extract import event_patterns, syntax
from kgbuild.extract.arguments import arguments_of
from kgbuild.extract.event_patterns import Part, Sense
from kgbuild.extract.factuality import carriers, factuality_of
from kgbuild.extract.layers import Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated, Factuality, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

NAMES: Final = frozenset({"PERSON", "ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "WORK_OF_ART"})


class Candidate(NamedTuple):
    """A word and the sense in which it tells of an event."""

    token: Token
    part: Part
    sense: Sense


def find(annotated: Annotated) -> tuple[Trigger, ...]:
    """The events that a text tells, in the order of their triggers; one trigger a token. Never fails on any text."""
    candidates = list(_candidates(annotated))
    dropped = {token.i for candidate in candidates for token in _parts(candidate)}
    nouns = {candidate.token.i for candidate in candidates if candidate.part == "noun"}
    return tuple(
        _trigger(candidate)
        for candidate in candidates
        if candidate.token.i not in dropped and not _is_carrier(candidate, nouns)
    )


def _candidates(annotated: Annotated) -> Iterator[Candidate]:
    for token in annotated.doc:
        part = _part(token)
        if part is None:
            continue
        sense = event_patterns.match(token, part, _key(token, part))
        if sense is not None:
            yield Candidate(token, part, sense)


def _part(token: Token) -> Part | None:
    """As which part of speech the lexicon is asked; None for what can be no trigger."""
    if token.dep_ == "amod":
        return "adjective"
    if token.pos_ == "VERB" or (token.tag_ in ("VBN", "VBG") and token.pos_ != "NOUN"):
        return "verb"
    if token.pos_ == "NOUN" or (token.pos_ == "PROPN" and token.ent_type_ not in NAMES):
        return None if token.dep_ in ("compound", "nmod") else "noun"
    return "adjective" if token.pos_ == "ADJ" else None


def _key(token: Token, part: Part) -> str:
    return token.lower_ if part == "adjective" else syntax.lemma(token)


def _parts(candidate: Candidate) -> Iterator[Token]:
    """The words that are no triggers of their own because they are part of this one: "fire" in "open fire"."""
    if not candidate.sense.is_generic:
        yield from event_patterns.consumed(candidate.sense, candidate.token, candidate.part)


def _is_carrier(candidate: Candidate, nouns: set[int]) -> bool:
    """Whether a verb only carries the event that its object names: "hold" in "hold talks"."""
    if candidate.part != "verb" or not candidate.sense.is_generic:
        return False
    if syntax.lemma(candidate.token) not in carriers():
        return False
    return any(obj.i in nouns for obj in syntax.direct_objects(candidate.token))


def _trigger(candidate: Candidate) -> Trigger:
    token, part, sense = candidate
    factuality = factuality_of(token)
    classes, plover = _committed(sense, token, factuality)
    return Trigger(
        token.i,
        _span(token),
        classes,
        plover,
        sense.modes,
        sense.contexts,
        factuality,
        arguments_of(token, part, sense),
        f"{part}: {sense.pattern}",
    )


def _span(token: Token) -> Span:
    """The trigger's words: the token and the particle right after it ("shot down")."""
    end = token.idx + len(token)
    if token.i + 1 < len(token.doc):
        following = token.nbor()
        if following.dep_ == "prt" and following.head is token:
            end = following.idx + len(following)
    return Span(token.idx, end)


def _committed(sense: Sense, token: Token, factuality: Factuality) -> tuple[tuple[str, ...], str | None]:
    """Class and PLOVER type. By PLOVER's codebook a promised act of cooperation is AGREE, one of conflict THREATEN."""
    table = load_lexicon("events/commitment")
    if (
        factuality.tense == "non-future"
        or factuality.polarity == "negative"
        or not _is_committed(token, table["words"])
    ):
        return sense.classes, sense.plover
    for plover, types in table["types"].items():
        if sense.plover in types:
            return (plover.capitalize(), *sense.classes), plover
    return sense.classes, sense.plover


def _is_committed(token: Token, words: list[str]) -> bool:
    """Whether the clause says that someone is going to do it: "will", "is ready to", "plans to"."""
    verb = token if syntax.is_verbal(token) else syntax.governing_verb(token)
    for _ in range(3):
        if any(child.lower_ in words for child in syntax.children(verb, "aux", "acomp", "oprd")):
            return True
        if verb.dep_ != "xcomp":
            return False
        verb = verb.head
        if syntax.lemma(verb) in words:
            return True
    return False
