"""Finds the words that tell of events: verbs, nouns and adjectives by the event lexicon, with their arguments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgbuild.extract import syntax
from kgbuild.extract.events.arguments import arguments_of
from kgbuild.extract.events.candidates import Candidate, candidates_of
from kgbuild.extract.events.commitment import committed, content_of, is_untold, lasting
from kgbuild.extract.events.factuality import factuality_of
from kgbuild.extract.events.modes import by_deed, deed_around, modes_of
from kgbuild.extract.events.parts import parts_of
from kgbuild.extract.events.senses import Sense
from kgbuild.extract.layers import MentionCandidate, Trigger
from kgbuild.model import Annotated, Factuality, Span
from kgbuild.vocabulary import is_a


def find(annotated: Annotated) -> tuple[Trigger, ...]:
    """The events that a text tells, in the order of their triggers; one trigger a token. Never fails on any text."""
    candidates = {candidate.token.i: candidate for candidate in candidates_of(annotated)}
    acts = {index: content_of(candidate.token, candidates) for index, candidate in candidates.items()}
    contents = {act.token.i: candidates[index] for index, act in reversed(acts.items()) if act is not None}
    dropped = {token.i for candidate in candidates.values() for token in parts_of(candidate, candidates)}
    return tuple(
        _trigger(candidate, acts[index], contents.get(index), candidates.get(deed_around(candidate.token).i, candidate))
        for index, candidate in candidates.items()
        if index not in dropped and candidate.sense.classes
    )


def outside_names(triggers: Sequence[Trigger], mentions: Sequence[MentionCandidate]) -> tuple[Trigger, ...]:
    """The triggers but those that are words of a body's name of several: "the ruling Rally for Unity"."""
    named = {
        i
        for each in mentions
        if each.form == "name" and each.last - each.first > 1 and is_a(each.kind or "", "Organization")
        for i in range(each.first, each.last)
    }
    return tuple(trigger for trigger in triggers if trigger.token not in named)


def _trigger(candidate: Candidate, act: Candidate | None, content: Candidate | None, deed: Candidate) -> Trigger:
    """`act` is the speech act that the trigger is the content of, `content` what it is itself about, if any; `deed` is
    what brought it about."""
    token, part, sense, _ = candidate
    factuality = _told_by_denial(sense, factuality_of(token))
    classes, plover = committed(sense, token, factuality)
    modes, contexts = modes_of(token, part, sense, content), sense.contexts
    if not modes and deed.sense.plover == sense.plover:
        modes = by_deed(deed.token, deed.part, deed.sense)
    if is_untold(token, factuality, act) and plover == sense.plover:
        # PLOVER codes what is demanded, wished, promised or threatened by the act that does so, and by nothing else.
        accused = act is not None and act.sense.plover == "ACCUSE"
        # What somebody is accused of keeps its mode, by which one finds who is accused of torture.
        modes = modes if accused and factuality.polarity == "positive" else ()
        classes, plover = tuple(c for c in sense.classes if c in lasting(sense)) or ("Event",), None
    return Trigger(
        token.i,
        _span(candidate),
        classes,
        plover,
        modes,
        contexts,
        factuality,
        arguments_of(token, part, sense),
        f"{part}: {sense.pattern}",
    )


def _told_by_denial(sense: Sense, factuality: Factuality) -> Factuality:
    """Factuality of what a sense tells by the very word "not": "two did not survive"."""
    if not any(c.wanted and c.slot == "modifier" and "not" in c.words for c in sense.conditions):
        return factuality
    return replace(factuality, polarity="positive" if factuality.polarity == "negative" else "negative")


def _span(candidate: Candidate) -> Span:
    """The trigger's words: the token, all of it if it has hyphens, and the particle right after it ("shot down")."""
    token = candidate.token
    *_, last = word = syntax.hyphenated(token)
    if candidate.kind is not None:
        word = (candidate.kind, *word)
    if last.i + 1 < len(token.doc):
        following = last.nbor()
        if following.dep_ == "prt" and following.head == token:
            last = following
    return Span(word[0].idx, last.idx + len(last))
