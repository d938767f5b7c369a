"""Dates that name their place in the calendar: days of months, months, holidays, seasons, quarters, years, decades."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from kgbuild.extract.times import periods
from kgbuild.extract.times.grammar import meaning
from kgbuild.extract.times.periods import DAY
from kgbuild.extract.times.resolution import Context, Groups, Resolved, date, unresolved

FIGURES_DAYS: Final = 45
"""How near a date in figures must lie for it to be the one of two readings that is meant."""

HALF_A_YEAR: Final = 190
"""How far off, in days, a day may lie whose year only its weekday tells."""

NEAR_DAYS: Final = 100
"""A day without a year that lies so near is meant on whichever side ("the vote was set for May 3")."""


def calendar_date(groups: Groups, context: Context) -> Resolved | None:
    """A day of a month, its year told, or the one that fits best."""
    number = int(groups["mm"]) if "mm" in groups else meaning("month", groups["month"])
    wanted = _day_told(groups)
    if not {"year", "recent_year", "yy"}.isdisjoint(groups):
        told = datetime.date(_year(groups), number, wanted)
        return date(periods.day(told)) if _agrees(told, groups) else None
    if "step" in groups and context.reference:
        stepped = datetime.date(context.reference.year + meaning("step", groups["step"]), number, wanted)
        return date(periods.day(stepped))
    candidates = [day for year in _years_around(context) if (day := _day_or_none(year, number, wanted))]
    if not candidates:
        return unresolved(f"XXXX-{number:02}-{wanted:02}")
    if "weekday" in groups and context.reference:
        candidates = [day for day in candidates if abs((day - context.reference).days) <= HALF_A_YEAR]
    agreeing = [day for day in candidates if _agrees(day, groups)]
    return date(periods.day(_best(agreeing, context))) if agreeing else None


def _day_told(groups: Groups) -> int:
    """The number of a day, told in figures or in words."""
    if "day_word" in groups:
        return int(meaning("day_word", groups["day_word"]))
    return int(groups["dd"] if "dd" in groups else groups["day"].rstrip("stndrh"))


def _agrees(day: datetime.date, groups: Groups) -> bool:
    """A weekday of another date is no part of this one ("closed until Friday", then a date line)."""
    return "weekday" not in groups or meaning("weekday", groups["weekday"]) == day.isoweekday()


def date_in_figures(groups: Groups, context: Context) -> Resolved | None:
    """ "31/03/2021", "12/3/2021": where day and month may be either, the date near the day of writing is meant."""
    year = _year(groups)
    pairs = [(int(groups["mm"]), int(groups["dd"])), (int(groups["dd"]), int(groups["mm"]))]
    days = sorted({day for number, wanted in pairs if (day := _day_or_none(year, number, wanted))})
    if len(days) > 1 and context.reference:
        nearest = _best(days, context)
        days = [nearest] if abs((nearest - context.reference).days) <= FIGURES_DAYS else days
    if len(days) > 1:
        return replace(date(periods.years("year", year)), value=f"{year:04}-XX-XX")
    return date(periods.day(days[0])) if days else None


def stretch_of_month(groups: Groups, context: Context) -> Resolved | None:
    """ "The first week of January", "the last days of 2019's May": the month, bounded by the days of that stretch."""
    told = month_of_year(groups, context)
    if told is None or told.period is None:
        return told
    which, days = meaning("nth_stretch", groups["nth_stretch"]), meaning("stretch", groups["stretch"])
    first, last = told.period.first, told.period.last
    begin = last - (days - 1) * DAY if which < 0 else first + (which - 1) * days * DAY
    end = min(begin + (days - 1) * DAY, last)
    return replace(told, begin=begin.isoformat(), end=end.isoformat(), vague=True) if begin <= last else None


def month_of_year(groups: Groups, context: Context) -> Resolved | None:
    """A month, its year told, told from now, or the one that fits best."""
    number, part = meaning("month", groups["month"]), modifier(groups)
    if "year" in groups:
        return date(periods.month(int(groups["year"]), number), part)
    if context.reference is None:
        return unresolved(f"XXXX-{number:02}")
    if "step" in groups:
        return date(periods.month(context.reference.year + meaning("step", groups["step"]), number), part)
    middles = [datetime.date(year, number, 15) for year in _years_around(context)]
    if context.reference.month == number:
        return date(periods.month(context.reference.year, number), part)
    return date(periods.month(_best(middles, context).year, number), part)


def month_from_now(groups: Groups, context: Context) -> Resolved | None:
    """ "Last October", "next May 3": the nearest one before or after this month, or this day."""
    number, step = meaning("month", groups["month"]), meaning("step", groups["step"])
    if context.reference is None:
        return unresolved(f"XXXX-{number:02}")
    today, day = context.reference, int(groups["day"].rstrip("stndrh")) if "day" in groups else 0
    year, told, now = today.year, (number, day), (today.month, today.day if day else 0)
    if step < 0:
        year -= told >= now
    elif step > 0:
        year += told <= now
    return date(periods.day(datetime.date(year, number, day)) if day else periods.month(year, number))


def holiday(groups: Groups, context: Context) -> Resolved | None:
    """A day of the year that has a name, or its week."""
    when = meaning("holiday", groups["holiday"])
    build = periods.week if "stretch" in groups else periods.day
    if "year" in groups:
        return date(build(_holiday(when, int(groups["year"]))))
    candidates = [_holiday(when, year) for year in _years_around(context)]
    if not candidates:
        return unresolved(f"XXXX-{when.get('month', 'XX'):02}-{when.get('day', 'XX'):02}")
    step = meaning("step", groups["step"]) if "step" in groups else 0
    looks = 2 * step or (0 if "stretch" in groups else context.direction)
    return date(build(_best(candidates, Context(context.reference, looks))))


def _holiday(when: Mapping[str, int], year: int) -> datetime.date:
    if "easter" in when:
        return periods.easter(year) + when["easter"] * DAY
    if "day" in when:
        return datetime.date(year, when["month"], when["day"])
    first = datetime.date(year, when["month"], 1)
    return first + ((when["weekday"] - first.isoweekday()) % 7 + 7 * (when["nth"] - 1)) * DAY


def week_of_date(groups: Groups, context: Context) -> Resolved | None:
    day = calendar_date(groups, context)
    return date(periods.week(day.period.first)) if day and day.period else None


def season(groups: Groups, context: Context) -> Resolved | None:
    """A season, its year told, told from now, or the one that fits best."""
    code, part = str(meaning("season", groups["season"])), modifier(groups)
    if "year" in groups:
        return date(periods.season(int(groups["year"]), code), part)
    today = context.reference
    if today is None:
        return unresolved(f"XXXX-{code}")
    found = [periods.season(year, code) for year in range(max(today.year - 2, 1), today.year + 3)]
    match meaning("step", groups["step"]) if "step" in groups else context.direction or -1:
        case -1 | -2:
            fitting = [one for one in reversed(found) if (one.last if "step" in groups else one.first) < today]
        case 0:
            looks = context.direction
            near = [one for one in found if (one.first <= today or looks >= 0) and (one.last >= today or looks <= 0)]
            fitting = sorted(near, key=lambda one: max(one.first - today, today - one.last))
        case _:
            fitting = [one for one in found if one.first > today]
    return date(fitting[0], part) if fitting else unresolved(f"XXXX-{code}")


def portion_of_year(groups: Groups, context: Context) -> Resolved | None:
    """A quarter or half of a year told, or the last that has begun."""
    build, most = (periods.half, 2) if groups["portion"].lower() == "half" else (periods.quarter, 4)
    told = int(groups["ordinal_digit"]) if "ordinal_digit" in groups else meaning("ordinal", groups["ordinal"])
    number = told if told > 0 else most
    if number > most:
        return None
    if "year" in groups:
        return date(build(int(groups["year"]), number))
    if context.reference is None:
        return unresolved(f"XXXX-{'H' if most == 2 else 'Q'}{number}")
    if "step" in groups:
        return date(build(context.reference.year + meaning("step", groups["step"]), number))
    this = build(context.reference.year, number)
    if "running" in groups:
        return date(this)
    soon = (this.first - context.reference).days <= NEAR_DAYS and context.direction > -2
    begun = this.first <= context.reference
    return date(this if begun or soon or context.direction > 0 else build(this.first.year - 1, number))


def fiscal_year(groups: Groups, context: Context) -> Resolved | None:
    """ "Fiscal 2021", "the first quarter of fiscal 2021": no fiscal year tells when it begins."""
    del context
    portion = f"-Q{meaning('ordinal', groups['ordinal'])}" if "ordinal" in groups else ""
    return unresolved(f"FY{groups['year']}{portion}")


def year(groups: Groups, context: Context) -> Resolved | None:
    """ "1996", "'82", "AD 79"; a year before our era has no dates in the calendar of XML Schema 1.0."""
    del context
    if "ancient_year" in groups:
        return unresolved(f"BC{int(groups['ancient_year']):04}")
    return date(periods.years("year", _year(groups)), modifier(groups))


def decade(groups: Groups, context: Context) -> Resolved | None:
    """ "The 1990s"; "the 80s" of the last century that had them."""
    figures = meaning("decade_word", groups["decade_word"]) if "decade_word" in groups else int(groups["decade"])
    today = context.reference
    if figures < 100:
        figures += 1900 if figures >= 20 or today is None or today.year < 2000 + figures + 10 else 2000
    if figures % 100 == 0:
        return date(periods.years("decade" if figures >= 2000 else "century", figures), modifier(groups))
    return date(periods.years("decade", figures), modifier(groups))


def century(groups: Groups, context: Context) -> Resolved | None:
    del context
    told = groups.get("nth") or str(meaning("nth_word", groups["nth_word"]))
    return date(periods.years("century", 100 * (int(told.rstrip("stndrh")) - 1)), modifier(groups))


def modifier(groups: Groups) -> str | None:
    """Which part of a period is meant: "start", "mid", "end", or None for the whole."""
    name = next((name for name in ("modifier", "edge") if name in groups), None)
    return str(meaning(name, groups[name])) or None if name else None


def _year(groups: Groups) -> int:
    for name in ("year", "recent_year", "era_year", "early_year"):
        if name in groups:
            return int(groups[name])
    two = int(groups["yy"])
    if "first_of_two" in groups:  # "1914-18"
        return int(groups["first_of_two"]) // 100 * 100 + two
    return two + (2000 if two < 50 else 1900)


def _years_around(context: Context) -> tuple[int, ...]:
    if context.reference is None:
        return ()
    return tuple(range(context.reference.year - 1, context.reference.year + 2))


def _day_or_none(year: int, number: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, number, day)
    except ValueError:
        return None


def _best(candidates: list[datetime.date], context: Context) -> datetime.date:
    """The nearest one; a far one, or any if the direction is ±2, only on the side to which the verb looks."""
    today = context.reference or candidates[0]
    fit = [day for day in candidates if (day - today).days * context.direction >= 0] or candidates
    nearest = min(candidates, key=lambda day: abs((day - today).days))
    if abs(context.direction) < 2 and abs((nearest - today).days) <= NEAR_DAYS:
        return nearest
    return min(fit, key=lambda day: abs((day - today).days))
