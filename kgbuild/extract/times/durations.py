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

SMALLER: Final[Mapping[str, tuple[str, int]]] = {
    "year": ("month", 12),
    "quarter": ("month", 3),
    "month": ("day", 30),
    "week": ("day", 7),
}
"""The unit in which broken numbers of a unit are counted, and how many it has of them."""

UNIT_DAYS: Final[Mapping[str, int]] = {"W": 7, "M": 31, "Q": 92, "Y": 366}


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
    """ "Every morning", "each summer", "every January", "every 15th of January"."""
    del context
    if "part" in groups:
        return recurring(f"XXXX-XX-XXT{meaning('part', groups['part'])}")
    if "season" in groups:
        return recurring(f"XXXX-{meaning('season', groups['season'])}")
    day = f"-{int(groups['day'].rstrip('stndrh')):02}" if "day" in groups else ""
    return recurring(f"XXXX-{meaning('month', groups['month']):02}{day}")


def _amount(groups: Groups) -> Fraction | None:
    """How many units, None for an unknown number."""
    if "spread" in groups:
        return None
    half = Fraction("half" in groups, 2)
    if "n" in groups:
        value = numeral_value(groups["n"])
        return None if value is None else value + half
    if "several" in groups:
        told = str(meaning("several", groups["several"]))
        return Fraction(told) if told.isdigit() else None
    if "share" in groups:
        return Fraction(meaning("share", groups["share"]))
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
    if time + letters == "TH" and amount.denominator in (2, 4):
        hours, minutes = divmod(int(60 * amount), 60)
        return f"PT{hours}H{minutes}M" if hours else f"PT{minutes}M"
    figure = str(amount.numerator) if amount.denominator == 1 else f"{float(amount):g}"
    return f"P{time}{figure}{letters}"


def unit_code(groups: Groups) -> str:
    """The lexicon's code of the unit: an optional factor, T for less than a day, the letter of TIMEX3."""
    return str(meaning("unit", groups["unit"]) if "unit" in groups else meaning("units", groups["units"]))


def moved(groups: Groups, start: datetime.date, direction: int) -> datetime.date | None:
    """So far from a day; None where the number or the unit does not tell. Raises as `periods.shifted`."""
    stride = _stride(groups)
    return periods.shifted(start, stride[1], direction * stride[0]) if stride else None


def landing_unit(groups: Groups) -> str | None:
    """The unit of the calendar in which a distance ends: half a year ago was a month, 48 hours ago a day."""
    stride, unit = _stride(groups), UNIT_NAMES.get(unit_code(groups))
    return stride[1] if stride and unit in (None, "year") else unit


def margin(groups: Groups) -> datetime.timedelta:
    """How far from there what is said to lie so far off may lie: the last unit told, of days one in seven."""
    stride, (factor, _, letters), amount = _stride(groups), _unit(groups), _amount(groups)
    if stride is None or letters not in UNIT_DAYS:
        return stride[0] // 7 * periods.DAY if stride else 0 * periods.DAY
    return UNIT_DAYS[letters] * factor // (amount.denominator if amount else 1) * periods.DAY


def _stride(groups: Groups) -> tuple[int, str] | None:
    """How many of which calendar unit: of a smaller one where the number is broken, of days for full days in hours."""
    amount, code = _amount(groups), unit_code(groups)
    if amount is None:
        return None
    if code == "TH":
        return (int(amount / 24), "day") if amount and amount % 24 == 0 else None
    if code not in UNIT_NAMES:
        return None
    steps, unit = amount * _unit(groups)[0], UNIT_NAMES[code]
    if steps.denominator > 1 and unit in SMALLER:
        unit, parts = SMALLER[unit]
        steps *= parts
    return int(steps), unit


def _unit(groups: Groups) -> tuple[int, str, str]:
    """The parts of a unit's code: factor, "T" or nothing, letters."""
    code = unit_code(groups)
    letters = code.lstrip("0123456789")
    factor = int(code.removesuffix(letters) or 1)
    return (factor, "T", letters[1:]) if letters.startswith("T") else (factor, "", letters)
