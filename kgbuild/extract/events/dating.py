"""When an event took place: which time expressions belong to it, and what they say of its begin and end.

A time expression belongs to the clause that it modifies. A trigger takes the times of its own phrase; with lower
confidence those of the clause that governs it, up to the next clause that is reported or relative.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgbuild.extract.events.scheduled import told_beside
from kgbuild.extract.events.time_anchors import BOUND_BY, by_anchor
from kgbuild.extract.events.time_inheritance import OWN, governors
from kgbuild.extract.layers import Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import has_past_form, is_finite, is_infinitive, lemma, phrasal_lemma
from kgbuild.model import Timex
from kgbuild.parse import Doc, Token


@dataclass(frozen=True, slots=True)
class EventTime:
    """A time expression of a token, with how sure it is that it dates it.

    `role` is "on", "start" or "finish" where only the begin or the end is dated, "among" where it is one of several
    days, "within" where the event goes on at that time, "as of" where a figure stood so then, or how a preposition
    makes it a bound: "until", "by", "since", "before", "after".
    """

    token: int
    timex: Timex
    role: str
    confidence: float


def attach(
    doc: Doc, timexes: Sequence[Timex], triggers: Sequence[Trigger], cues: frozenset[int]
) -> tuple[EventTime, ...]:
    """For each trigger the time expressions of the nearest clause that has any.

    `cues` are tokens of attributions: when a thing was said is not when it was, nor when it was condemned or denied.
    """
    words = load_lexicon("events/dating")
    anchored = by_anchor(doc, timexes)
    apart = cues | {trigger.token for trigger in triggers if not set(words["reacting"]).isdisjoint(trigger.classes)}
    found: list[EventTime] = []
    for trigger in triggers:
        over_by_then = lemma(doc[trigger.token]) in words["tallies"] or _is_found(doc[trigger.token], trigger)
        found += _told_beside(doc[trigger.token], trigger, anchored)
        for token, confidence in governors(doc[trigger.token], apart):
            is_above = confidence < OWN or (token.i != trigger.token and doc[trigger.token].dep_ == "xcomp")
            if is_above and _is_for_later(doc[trigger.token], trigger, token):
                break
            if token.i != trigger.token and phrasal_lemma(token) in words["calling_off"]:
                break  # "was called off on Monday"
            if times := anchored.get(token.i):
                beside = doc[trigger.token].dep_ == "conj" and doc[trigger.token].head == token
                plain = (
                    "by"
                    if over_by_then
                    else "on"
                    if beside and not _are_several(times)
                    else _plain_role(token, trigger, times)
                )
                found += [
                    EventTime(trigger.token, timex, plain if role == "on" else role, confidence)
                    for timex, role in times
                    if not (role == "until" and _leads_on(token, trigger))
                    and not _is_daily(doc, timex, trigger)
                    and not _ends_before(doc, token, trigger, timex, role)
                    and not _is_of_what_leads_to_it(doc[trigger.token], token, timex)
                ]
                break
    return tuple(found)


def _told_beside(
    noun: Token, trigger: Trigger, anchored: Mapping[int, Sequence[tuple[Timex, str]]]
) -> Iterator[EventTime]:
    """When what goes on began or ends, beside the time of its clause: "a ban imposed on Monday lasts until May"."""
    for verb, part in told_beside(noun):
        for timex, role in anchored.get(verb.i, ()):
            if part == "within":
                if role in ("until", "since"):
                    yield EventTime(trigger.token, timex, role, OWN)
            elif role == "on":
                yield EventTime(trigger.token, timex, part, OWN)


def _is_for_later(verb: Token, trigger: Trigger, token: Token) -> bool:
    """Whether a time is of a deed in the past, not of what was to come of it: "signed on Monday to stop fighting",
    "came on Monday to film it"."""
    factuality = trigger.factuality
    meant = is_infinitive(verb) and factuality.certainty != "certain"
    if meant and (token.tag_ == "VBD" or (token.tag_ == "VBN" and has_past_form(token))):
        return True
    return (meant or factuality.tense == "future") and is_finite(token) and has_past_form(token)


def _is_found(verb: Token, trigger: Trigger) -> bool:
    """Whether a verb tells when people were found, not when they died: "was found dead on Monday"."""
    return lemma(verb) in load_lexicon("events/dating")["finding"] and "Killing" in trigger.classes


def _is_daily(doc: Doc, timex: Timex, trigger: Trigger) -> bool:
    """Whether a time is that of every day: "a curfew from 7 p.m. to 6 a.m.", but not "from 7 p.m. on Monday"."""
    hours = load_lexicon("events/dating")["daily"]
    if timex.type != "TIME" or set(hours).isdisjoint(trigger.modes):
        return False
    words = doc.char_span(*timex.span, alignment_mode="expand")
    return words is not None and not any(token.text[0].isupper() for token in words)


def _leads_on(token: Token, trigger: Trigger) -> bool:
    """Whether "until" ends no event: "was not told until Monday", "extended the truce until May"."""
    denied = trigger.factuality.polarity == "negative" or any(child.dep_ == "neg" for child in token.children)
    moving = load_lexicon("events/dating")["moving"]
    return denied or (token.i == trigger.token and phrasal_lemma(token) in moving)


def _ends_before(doc: Doc, token: Token, trigger: Trigger, timex: Timex, role: str) -> bool:
    """Whether a bound stands between the first of two coordinated verbs, which it belongs to, and the other: "will keep
    the staff until May and pay a bonus"."""
    verb = doc[trigger.token]
    return (
        role in BOUND_BY.values()
        and verb.dep_ == "conj"
        and verb.head == token
        and token.idx < timex.span.begin < verb.idx
    )


def _is_of_what_leads_to_it(verb: Token, noun: Token, timex: Timex) -> bool:
    """Whether a time before a noun is of the noun alone, not of what it leads to: "the 2019 decision to close"."""
    return noun.pos_ == "NOUN" and verb.head == noun and is_infinitive(verb) and timex.span.end <= noun.idx


def _plain_role(token: Token, trigger: Trigger, times: Sequence[tuple[Timex, str]]) -> str:
    """What a time without a bounding preposition tells of an event, by the verb that has it."""
    if _are_several(times):
        return "among"
    words, verb = load_lexicon("events/dating"), phrasal_lemma(token)
    if verb in words["opening"]:
        return "start"
    if token.i == trigger.token:
        return "on"
    return "finish" if verb in words["closing"] else "within" if verb in words["continuing"] else "on"


def _are_several(times: Sequence[tuple[Timex, str]]) -> bool:
    """Whether the times of one word lie apart: "on Monday and Friday"; one at 9 p.m. of the other does not."""
    spans = sorted(
        (timex.begin[:10], timex.end[:10]) for timex, role in times if role == "on" and timex.begin and timex.end
    )
    return any(first[1] < second[0] for first, second in itertools.pairwise(spans))


def is_past(doc: Doc, trigger: Trigger) -> bool:
    """Whether an event is told as one that took place, by a verb in the past."""
    token = doc[trigger.token]
    return _is_told(trigger) and token.pos_ == "VERB" and has_past_form(token)


def _is_told(trigger: Trigger) -> bool:
    factuality = trigger.factuality
    return (factuality.tense, factuality.certainty, factuality.polarity) == ("non-future", "certain", "positive")


def is_over(doc: Doc, trigger: Trigger) -> bool:
    """Whether an event is told as past and done: no war that goes on, no ban in force, no habit."""
    if not _is_told(trigger):
        return False
    token = doc[trigger.token]
    words = load_lexicon("events/dating")
    if token.pos_ == "NOUN":
        return any(each in words["momentary"] for each in trigger.classes)
    told = (*trigger.classes, *trigger.modes)
    lasts = lemma(token) in words["opening"] or any(each in words["lasting"] for each in told)
    return not lasts and (token.tag_ == "VBD" or (token.tag_ == "VBN" and has_past_form(token)))
