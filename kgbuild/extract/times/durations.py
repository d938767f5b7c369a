"""Durations and sets: how long, how often, and how far a duration reaches from a day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from kgbuild.extract.quantities.numerals import numeral_value
from kgbuild.extract.times import periods
from kgbuild.extract.times.grammar import meaning
from kgbuild.extract.times.resolution import Context, Groups, Resolved, duration, recurring

UNIT_NAMES: Final[Mapping[str, str]] = {
    "D": "day",
    "W": "week",
    "2W": "week",
    "M": "month",
    "Q": "quarter",
    "Y": "year",
    "10Y": "year",
    "100Y": "year",
}
"""The calendar unit of a unit's code in the lexicon; those of less than a day have none."""


def plain_duration(groups: Groups, context: Context) -> Resolved | None:
    """ "Three weeks", "16-hour"."""
    del context
    value = duration_value(groups)
    return duration(value) if value else None


def duration_to_now(groups: Groups, context: Context) -> Resolved | None:
    """ "The past two weeks": how long, ending today; "the next five years": beginning today."""
    resolved = plain_duration(groups, context)
    today, step = context.reference, meaning("step", groups["step"])
    if resolved is None or today is None or not step:
        return resolved
    there = moved(groups, today, step)
    far = there.isoformat() if there else None
    begin, end = (far, today.isoformat()) if step < 0 else (today.isoformat(), far)
    return Resolved(resolved.value, "DURATION", begin, end, vague=True)


def frequency(groups: Groups, context: Context) -> Resolved | None:
    del context
    return recurring(str(meaning("frequency", groups["frequency"])))


def every(groups: Groups, context: Context) -> Resolved | None:
    """ "Every two weeks", "each year", "a day"."""
    del context
    value = duration_value(groups if "n" in groups or "other" not in groups else {**groups, "n": "2"})
    return recurring(value) if value else None


def every_weekday(groups: Groups, context: Context) -> Resolved | None:
    del context
    return recurring(f"XXXX-WXX-{meaning('weekday', groups['weekday'])}")


def every_part(groups: Groups, context: Context) -> Resolved | None:
    """ "Every morning", "each summer", "every January"."""
    del context
    if "part" in groups:
        return recurring(f"XXXX-XX-XXT{meaning('part', groups['part'])}")
    if "season" in groups:
        return recurring(f"XXXX-{meaning('season', groups['season'])}")
    return recurring(f"XXXX-{meaning('month', groups['month']):02}")


def _amount(groups: Groups) -> Fraction | None:
    """How many units, None for an unknown number."""
    half = Fraction("half" in groups, 2)
    if "n" in groups:
        value = numeral_value(groups["n"])
        return None if value is None else value + half
    if "several" in groups:
        told = str(meaning("several", groups["several"]))
        return Fraction(told) if told.isdigit() else None
    return None if "units" in groups else Fraction(1, 1 + ("halved" in groups)) + half


def duration_value(groups: Groups) -> str | None:
    """The TIMEX3 value of a duration ("P2W", "PT5H30M", "PXY" for an unknown number); None where the words are none."""
    if "n" in groups and numeral_value(groups["n"]) is None:
        return None
    factor, time, letters = _unit(groups)
    amount = _amount(groups)
    if amount is None:
        return f"P{time}X{letters}"
    amount *= factor
    if time + letters == "TH" and amount.denominator == 2:
        hours = amount.numerator // 2
        return f"PT{hours}H30M" if hours else "PT30M"
    figure = str(amount.numerator) if amount.denominator == 1 else f"{float(amount):g}"
    return f"P{time}{figure}{letters}"


def unit_code(groups: Groups) -> str:
    """The lexicon's code of the unit: an optional factor, T for less than a day, the letter of TIMEX3."""
    return str(meaning("unit", groups["unit"]) if "unit" in groups else meaning("units", groups["units"]))


def moved(groups: Groups, start: datetime.date, direction: int) -> datetime.date | None:
    """So far from a day; None where the number or the unit does not tell. Raises as `periods.shifted`."""
    amount, factor = _amount(groups), _unit(groups)[0]
    unit = UNIT_NAMES.get(unit_code(groups))
    return None if amount is None or unit is None else periods.shifted(start, unit, direction * int(amount * factor))


def _unit(groups: Groups) -> tuple[int, str, str]:
    """The parts of a unit's code: factor, "T" or nothing, letters."""
    code = unit_code(groups)
    letters = code.lstrip("0123456789")
    factor = int(code.removesuffix(letters) or 1)
    return (factor, "T", letters[1:]) if letters.startswith("T") else (factor, "", letters)
