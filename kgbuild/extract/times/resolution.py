"""What resolving a time yields, and what it needs to know of the text around it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from kgbuild.extract.times import periods
from kgbuild.extract.times.periods import Period
from kgbuild.model import Span

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class Context:
    """What a time may be told from.

    `reference` is the day of writing, None if unknown; `direction` is where the verb looks: -1 back, 1 ahead, 0
    unknown, ±2 if that leaves no doubt; `antecedent` is the last date told before in the text; `point` says that a
    point in time is asked for ("by the end of the year").
    """

    reference: datetime.date | None
    direction: int = 0
    antecedent: Period | None = None
    point: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """A TIMEX3 value. `begin` and `end` are ISO dates or dateTimes; `period` is what later deictics are told from."""

    value: str
    type: TimexType
    begin: str | None = None
    end: str | None = None
    vague: bool = False
    period: Period | None = None


Groups = Mapping[str, str]
"""The words that filled a rule's placeholders, by placeholder."""


@dataclass(frozen=True, slots=True)
class Found:
    """A time where it stands, with the words that it was read from and where its verb looks (as in Context)."""

    span: Span
    groups: Groups
    resolved: Resolved
    direction: int


Action = Callable[[Groups, Context], Resolved | None]


def date(period: Period, modifier: str | None = None) -> Resolved:
    """A period as a date; of more than a day it only says between which days. `modifier` as in `periods.part`."""
    first, last = (period.first, period.last) if modifier is None else periods.part(period, modifier)
    return Resolved(period.value, "DATE", first.isoformat(), last.isoformat(), first != last, period)


def unresolved(value: str) -> Resolved:
    """A date of which some part is unknown, with X for each unknown digit."""
    return Resolved(value, "DATE")


def duration(value: str) -> Resolved:
    return Resolved(value, "DURATION")


def recurring(value: str) -> Resolved:
    return Resolved(value, "SET")


def part_of_day(period: Period, code: str) -> Resolved:
    """A part of a day ("NI"). A night may end on the next day: its end is not known."""
    resolved = replace(date(period), value=f"{period.value}T{code}", type="TIME")
    return replace(resolved, end=None) if code == "NI" else resolved
