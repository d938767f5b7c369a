"""Accounts of one happening by different voices: rival figures of the same people.

"At least 30 people were killed, the mayor said. The army put the death toll at 12": two events, one happening.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from kgbuild.extract import syntax
from kgbuild.extract.events.coreference import Day, may_be_of
from kgbuild.extract.layers import CountCandidate, Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.quantities.rivals import THEN
from kgbuild.extract.tellings import Telling
from kgbuild.model import Count, Entity, Event, Key
from kgbuild.vocabulary import is_a

NEAR: Final = 200
"""So many tokens lie at most between two figures of one happening: what stands farther off is mostly background."""
FEW: Final = 8
"""So many figures of a kind are looked back at: the cost stays linear in the length of the text."""
BEYOND: Final = 10
"""More than so many times another's figure is no rival of it."""
RECENT: Final = datetime.timedelta(days=31)
"""What was longer before the publication is told with its time, and no figure without one is of it."""


class Accounts(NamedTuple):
    """Figures with the events that tell them, and the pairs of events that are accounts of one happening."""

    counts: tuple[Count, ...]
    events: tuple[Event, ...]
    pairs: tuple[tuple[Key, Key], ...]


def by_voice(told: Telling, counted: Sequence[Count], happenings: Sequence[Event]) -> Accounts:
    """The figures, each under the account of who gives it: "the mayor said two had died; the union speaks of five".

    What the mayor tells has not the union's figure: that stands in an event of its own, which is the same happening.
    """
    by_key = {event.key: event for event in happenings}
    voices = {told.key_of[members[0]]: told.voice_of[members[0]] for members in told.clusters}
    found, own, pairs = [], dict[Key, Event](), list[tuple[Key, Key]]()
    for count in counted:
        voice = told.voice_at(count.span)
        if not voice or not voices[count.event] or voice == voices[count.event]:
            found.append(count)
            continue
        key = f"event={count.span.begin},{count.span.end}"
        words = " ".join(told.annotated.article.text[count.span.begin : count.span.end].split())
        own[key] = replace(by_key[count.event], key=key, spans=(count.span,), label=words)
        pairs.append((count.event, key))
        found.append(replace(count, event=key))
    return Accounts(tuple(found), tuple(own.values()), tuple(pairs))


def rival_figures(told: Telling, candidates: Sequence[CountCandidate]) -> tuple[tuple[Key, Key], ...]:
    """Pairs of events that two voices count the same people of: each with the last of each other voice."""
    counted: dict[int, str | None] = {}
    figures = []
    for each in sorted(candidates, key=lambda candidate: candidate.trigger):
        noun = _counted(told, each, counted)
        counted.setdefault(each.trigger, noun)
        if each.trigger in told.number_of and each.rule != THEN:
            figures.append(_Figure(told, each, noun))
    given: dict[str, list[_Figure]] = {}
    pairs: dict[tuple[Key, Key], None] = {}
    for figure in figures:
        before = given.setdefault(figure.kind, [])
        paired = {figure.voice}
        for other in reversed(before[-FEW:]):
            if other.voice not in paired and figure.may_be_of(other):
                pairs[other.event, figure.event] = None
                paired.add(other.voice)
        before.append(figure)
    return tuple(pairs)


class _Figure:
    """A figure with what may tell it from another: who gives it, whom it counts, where and when."""

    def __init__(self, told: Telling, candidate: CountCandidate, counted: str | None) -> None:
        number = told.number_of[candidate.trigger]
        trigger = told.triggers[number]
        self.kind = candidate.kind
        self.at = candidate.trigger
        self.event = told.key_of[number]
        self.voice = told.voice_at(candidate.quantity.span)
        self.is_fact = trigger.factuality.polarity == "positive" and trigger.factuality.tense == "non-future"
        self.places = told.roles_of[number].get("sem:hasPlace", frozenset())
        self.bodies = _acting(told, trigger)
        self.days = _days(told, candidate.trigger)
        self.lower, self.upper = candidate.quantity.lower, candidate.quantity.upper
        self.counted = counted
        today = told.annotated.article.date
        self.is_of_late = today is None or any(end >= (today - RECENT).isoformat() for _, end in self.days)

    def may_be_of(self, other: _Figure) -> bool:
        """Whether nothing told of the two speaks against one happening."""
        return (
            self.event != other.event
            and self.is_fact
            and other.is_fact
            and self.at - other.at <= NEAR
            and (not self.places or not other.places or bool(self.places & other.places))
            and (not self.bodies or not other.bodies or bool(self.bodies & other.bodies))
            and (self.counted is None or other.counted is None or self.counted == other.counted)
            and self._may_be_when(other)
            and not self._is_beyond(other)
            and not other._is_beyond(self)
        )

    def _is_beyond(self, other: _Figure) -> bool:
        """Whether it is another order of size: hundreds in a church are part of the thousands who fled."""
        return self.lower is not None and other.upper is not None and self.lower > BEYOND * other.upper

    def _may_be_when(self, other: _Figure) -> bool:
        if self.days and other.days:
            return may_be_of(self.days, other.days)
        return not (self.days or other.days) or self.is_of_late or other.is_of_late


def _acting(told: Telling, trigger: Trigger) -> frozenset[Key]:
    """The states, bodies and hospitals that do it: whom Peru killed are not those whom Chile did."""
    at = (told.index.at(each.head) for each in trigger.arguments if each.role == "kgb:actor")
    return frozenset(entity.key for entity, _ in filter(None, at) if _is_body(entity))


def _is_body(entity: Entity) -> bool:
    return entity.kind in ("Country", "Facility") or is_a(entity.kind, "Organization")


def _days(told: Telling, token: int) -> frozenset[Day]:
    """The days of an event, else of what it is told beside: "last year's blast, in which nine died"."""
    word = told.annotated.doc[token]
    numbers = (told.number_of.get(each.i) for each in (word, *word.ancestors))
    dated = (told.days.get(number) for number in numbers if number is not None)
    return next(filter(None, dated), frozenset())


def _counted(told: Telling, candidate: CountCandidate, before: Mapping[int, str | None]) -> str | None:
    """The noun for those counted; None where a number stands alone ("put the death toll at 12").

    In "eight guards died and 30 were injured" the 30 are guards as well.
    """
    doc = told.annotated.doc
    noun = doc[candidate.population] if candidate.population is not None else None
    if noun is None or noun.pos_ not in ("NOUN", "PROPN"):
        trigger = doc[candidate.trigger]
        return before.get(trigger.head.i) if trigger.dep_ == "conj" else None
    word = syntax.lemma(noun)
    return "people" if word in load_lexicon("counts")["anybody"]["lemmas"] else word
