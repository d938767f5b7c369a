"""Times of day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kgbuild.extract.times import periods
from kgbuild.extract.times.calendar_dates import calendar_date
from kgbuild.extract.times.deictics import deictic_day, weekday
from kgbuild.extract.times.grammar import meaning
from kgbuild.extract.times.resolution import Action, Context, Groups, Resolved

DAYS: Final[Mapping[str, Action]] = {"weekday": weekday, "deictic": deictic_day, "month": calendar_date}
"""What tells the day of a time, by the placeholder that holds it."""


def clock(groups: Groups, context: Context) -> Resolved | None:
    """A time of day, on the day told with it, on the last day of the text, or today."""
    time = _clock_time(groups)
    if time is None:
        return None
    zone = str(meaning("zone", groups["zone"])) if "zone" in groups else ""
    told = next((DAYS[name](groups, context) for name in DAYS if name in groups), None)
    near = context.antecedent if context.antecedent and context.antecedent.unit == "day" else None
    day = told.period if told else near
    if day is None and context.reference is not None:
        day = periods.day(context.reference)
    if day is None:
        return Resolved(f"XXXX-XX-XXT{time}{zone}", "TIME")
    moment = f"{day.value}T{time}:00{zone}"
    return Resolved(f"{day.value}T{time}{'Z' if zone == 'Z' else ''}", "TIME", moment, moment, period=day)


def _clock_time(groups: Groups) -> str | None:
    if "clockword" in groups:
        return str(meaning("clockword", groups["clockword"]))
    if "military" in groups:
        return f"{groups['military'][:2]}:{groups['military'][2:]}"
    hour = int(groups["hour"])
    if "meridiem" in groups:
        if hour > 12:
            return None
        oclock = groups["meridiem"].lower().startswith("o")
        hour = hour if oclock else hour % 12 + meaning("meridiem", groups["meridiem"])
    return f"{hour % 24:02}:{groups.get('minute', '00')}"
