"""Calendar periods: what a TIMEX3 value of a date stands for, and its neighbours.

Values follow TIMEX3 (TimeML 1.2.1): a day is 2022-01-06, an ISO week 2022-W01, its weekend 2022-W01-WE, a season
2021-WI (the winter that begins in 2021), a quarter 2022-Q1, a decade 202, a century 20 (the 21st).
"""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass
from typing import Final

DAY: Final = datetime.timedelta(days=1)

SEASON_MONTHS: Final = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""The month in which each season of the northern, meteorological year begins."""

_YEARS: Final = {"year": 1, "decade": 10, "century": 100}

_LENGTHS: Final = ("day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century")
"""The units, the shortest first."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of whole days, both ends inclusive, with its TIMEX3 value and its unit ("day", "week", "month" …)."""

    unit: str
    value: str
    first: datetime.date
    last: datetime.date


def day(date: datetime.date) -> Period:
    return Period("day", date.isoformat(), date, date)


def week(date: datetime.date) -> Period:
    """The ISO week in which a date lies, Monday to Sunday."""
    year, number, weekday = date.isocalendar()
    monday = date - (weekday - 1) * DAY
    return Period("week", f"{year:04}-W{number:02}", monday, monday + 6 * DAY)


def weekend(date: datetime.date) -> Period:
    """Saturday and Sunday of a date's ISO week."""
    around = week(date)
    return Period("weekend", f"{around.value}-WE", around.last - DAY, around.last)


def month(year: int, number: int) -> Period:
    first = datetime.date(year, number, 1)
    return Period("month", f"{year:04}-{number:02}", first, first.replace(day=calendar.monthrange(year, number)[1]))


def quarter(year: int, number: int) -> Period:
    first, last = month(year, 3 * number - 2), month(year, 3 * number)
    return Period("quarter", f"{year:04}-Q{number}", first.first, last.last)


def half(year: int, number: int) -> Period:
    first, last = month(year, 6 * number - 5), month(year, 6 * number)
    return Period("half", f"{year:04}-H{number}", first.first, last.last)


def season(year: int, code: str) -> Period:
    """`code` is of SEASON_MONTHS; the winter of a year begins in its December."""
    number = SEASON_MONTHS[code]
    last = month(year + (number + 2 > 12), (number + 1) % 12 + 1)
    return Period("season", f"{year:04}-{code}", month(year, number).first, last.last)


def years(unit: str, year: int) -> Period:
    """The year, decade or century (as 1900 to 1999) in which a year lies."""
    span = _YEARS[unit]
    first = year - year % span
    value = f"{year:04}"[: 5 - len(str(span))]
    return Period(unit, value, datetime.date(max(first, 1), 1, 1), datetime.date(first + span - 1, 12, 31))


def containing(unit: str, date: datetime.date) -> Period:
    """The period of a unit in which a date lies; KeyError for a unit that has none."""
    match unit:
        case "day":
            return day(date)
        case "week":
            return week(date)
        case "weekend":
            return weekend(date)
        case "month":
            return month(date.year, date.month)
        case "quarter":
            return quarter(date.year, (date.month + 2) // 3)
        case "half":
            return half(date.year, 1 + (date.month > 6))
        case _:
            return years(unit, date.year)


def is_finer(unit: str, other: str) -> bool:
    """Whether a period of another unit leaves open which one of this unit is meant."""
    return unit != "weekend" and _LENGTHS.index(unit) < _LENGTHS.index(other)


def shifted(date: datetime.date, unit: str, steps: int) -> datetime.date:
    """The date so many units on; a day that its month lacks becomes that month's last. OverflowError, ValueError
    beyond the years 1 to 9999."""
    match unit:
        case "day":
            return date + steps * DAY
        case "week" | "weekend":
            return date + 7 * steps * DAY
        case "month" | "quarter":
            months = date.year * 12 + date.month - 1 + steps * (3 if unit == "quarter" else 1)
            return _clipped(months // 12, months % 12 + 1, date.day)
        case _:
            return _clipped(date.year + steps * _YEARS[unit], date.month, date.day)


def easter(year: int) -> datetime.date:
    """Easter Sunday of the western churches (Meeus, Jones and Butcher's form of the Gregorian computus)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), (i, k) = divmod(b, 4), divmod(c, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    number, day = divmod(h + m - 7 * n + 114, 31)
    return datetime.date(year, number, day + 1)


def _clipped(year: int, number: int, wanted: int) -> datetime.date:
    return datetime.date(year, number, min(wanted, calendar.monthrange(year, number)[1]))


def part(period: Period, modifier: str) -> tuple[datetime.date, datetime.date]:
    """The bounds of the "start", "mid" or "end" third of a period, which "early", "mid" and "late" mean."""
    days = (period.last - period.first).days + 1
    third, two_thirds = period.first + days // 3 * DAY, period.first + days * 2 // 3 * DAY
    match modifier:
        case "start":
            return period.first, max(period.first, third - DAY)
        case "end":
            return min(two_thirds, period.last), period.last
        case _:
            return min(third, period.last), max(third, two_thirds - DAY)
