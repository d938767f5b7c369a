"""Times told together: "from November to January 2021" has one year told for two months, and goes forward."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.times import periods
from kgbuild.extract.times.resolution import Found, Resolved
from kgbuild.model import Span

REACH: Final = 40
"""How far before a time its preposition is looked for, in code points."""

_DAYS: Final = frozenset({"weekday", "deictic", "month", "mm"})
_EVERY_DAY: Final = ("P1D", "XXXX-XX-XXT", "XXXX-WXX-")
"""How the values of sets of days begin."""
_YEARS: Final = frozenset({"year", "recent_year", "yy", "step"})


def joiner(text: str, first: Span, second: Span) -> str:
    """What stands between two times, without a preposition or an article: "to", "-", ", and"."""
    between = text[first.end : second.begin].lower().split()
    while len(between) > 1 and between[-1] in ("the", "in", "on"):
        between.pop()
    return " ".join(between)


def in_order(text: str, found: Sequence[Found]) -> list[tuple[Span, Resolved]]:
    """The times, of which one without its year or day takes that of the one told with it, and no range goes back."""
    out = _of_every_day(text, found)
    for at in range(len(out) - 2, -1, -1):
        out[at], out[at + 1] = _together(text, out[at], out[at + 1])
    return [(one.span, one.resolved) for one in out]


def _of_every_day(text: str, found: Sequence[Found]) -> list[Found]:
    """The times, of which a clock time beside "every evening" or "every Friday" is of no day that is known."""
    words = load_lexicon("times")
    bounds = words["bounds"]
    links = {*words["guards"]["before_clocks"], *bounds["range_joiners"], *bounds["range_openers"]}
    out = list(found)
    for at, one in enumerate(found):
        if one.resolved.type != "SET" or not one.resolved.value.startswith(_EVERY_DAY):
            continue
        for step in (-1, 1):
            here = at + step
            while 0 <= here < len(out) and _is_clock_of_no_day(out[here]):
                first, second = sorted((out[here - step].span, out[here].span))
                if not links.issuperset(text[first.end : second.begin].lower().split()):
                    break
                value = f"XXXX-XX-XX{out[here].resolved.value[10:]}"
                out[here] = replace(out[here], resolved=Resolved(value, "TIME"))
                here += step
    return out


def _is_clock_of_no_day(one: Found) -> bool:
    return _is_clock(one) and _DAYS.isdisjoint(one.groups) and "thisday" not in one.groups


def _together(text: str, first: Found, second: Found) -> tuple[Found, Found]:
    """Two times that follow one another, as they are if nothing joins them."""
    words, between = load_lexicon("times")["bounds"], joiner(text, first.span, second.span)
    if not between and _lacks_year(first) and (year := _year_beside(second)):
        return _in_year(first, year), second
    opened = text[max(first.span.begin - REACH, 0) : first.span.begin].rstrip().lower().endswith("between")
    lists, ranges = between in words["list_joiners"] and not opened, between in words["range_joiners"]
    if not (lists or ranges):
        return first, second
    if _is_clock(first) and _is_clock(second):
        return _on_day_of(first, second), second
    begin = _begin(first)
    if begin is None or _begin(second) is None:
        return first, second
    if _lacks_year(first) and "year" in second.groups:
        return _in_year_up_to(first, second), second
    if ranges and not lists:
        return _put_in_order(first, second)
    if _lacks_year(first) and _lacks_year(second) and text[slice(*second.span)].isdecimal():
        return first, _in_year(second, begin.year)  # "March 21 and 28"
    return first, second


def _is_clock(one: Found) -> bool:
    return not {"hour", "clockword", "military"}.isdisjoint(one.groups)


def _on_day_of(first: Found, second: Found) -> Found:
    """ "From 11 p.m. to 7 a.m. on Tuesday": the first time is of the second one's day, or of the evening before."""
    time, day = first.resolved, second.resolved.period
    if day is None or not _DAYS.isdisjoint(first.groups) or _DAYS.isdisjoint(second.groups):
        return first
    earlier = time.value[11:] > second.resolved.value[11:] and day.first > datetime.date.min
    there = periods.day(day.first - periods.DAY) if earlier else day
    begin, end = (there.value + moment[10:] if moment else None for moment in (time.begin, time.end))
    value = there.value + time.value[10:]
    return replace(first, resolved=replace(time, value=value, begin=begin, end=end, period=there))


def _year_beside(one: Found) -> int | None:
    """The year of "this year" in "on March 11 this year"."""
    period = one.resolved.period
    return period.first.year if period and period.unit == "year" and "step" in one.groups else None


def _begin(one: Found) -> datetime.date | None:
    """The first day of a day or month, None for what is neither."""
    period = one.resolved.period
    return period.first if period and period.unit in ("day", "month") else None


def _lacks_year(one: Found) -> bool:
    return "month" in one.groups and _YEARS.isdisjoint(one.groups)


def _in_year_up_to(first: Found, second: Found) -> Found:
    """The first time in the year of the second one, or in the year before, lest it come after it."""
    year = int(second.groups["year"])
    moved = _in_year(first, year)
    return _in_year(first, year - 1) if _goes_back(moved, second) else moved


def _put_in_order(first: Found, second: Found) -> tuple[Found, Found]:
    """What lies ahead ends the later, what is over began the earlier, by a week or a year, and none lasts a year."""
    if "weekday" in first.groups and "weekday" in second.groups and _goes_back(first, second):
        return (first, _shifted(second, "week", 1)) if first.direction > 0 else (_shifted(first, "week", -1), second)
    one, two = _begin(first), _begin(second)
    if not (one and two and _lacks_year(first) and _lacks_year(second)):
        return first, second
    if one > two and first.direction <= 0:
        return _in_year_up_to(first, replace(second, groups={"year": str(two.year)})), second
    return first, _in_year(second, one.year + ((two.month, two.day) < (one.month, one.day)))


def _goes_back(first: Found, second: Found) -> bool:
    one, two = _begin(first), _begin(second)
    return one is not None and two is not None and one > two


def _in_year(one: Found, year: int) -> Found:
    begin = _begin(one)
    moved = _shifted(one, "year", year - begin.year) if begin else one
    return replace(moved, groups={**one.groups, "year": str(year)})


def _shifted(one: Found, unit: str, steps: int) -> Found:
    """A time so many units on; as it was where no calendar has that day."""
    resolved = one.resolved
    if resolved.period is None or resolved.value != resolved.period.value:
        return one
    try:
        there = periods.shifted(resolved.period.first, unit, steps)
        old, new = resolved.period, periods.containing(resolved.period.unit, there)
    except (ValueError, OverflowError):
        return one
    begin, end = (_at(new.first, moment, old.first) for moment in (resolved.begin, resolved.end))
    end = new.last.isoformat() if resolved.end == old.last.isoformat() else end
    return replace(one, resolved=replace(resolved, value=new.value, begin=begin, end=end, period=new))


def _at(day: datetime.date, moment: str | None, start: datetime.date) -> str | None:
    """The day that lies as far from `day` as a moment from `start`."""
    return (day + (datetime.date.fromisoformat(moment) - start)).isoformat() if moment else None
