"""Dates told from another day: from the day of writing ("yesterday", "last week") or from the last date of the text."""

from __future__ import annotations

import datetime
from dataclasses import replace

from kgbuild.extract.times import periods
from kgbuild.extract.times.calendar_dates import modifier
from kgbuild.extract.times.durations import duration_to_now, duration_value, landing_unit, margin, moved
from kgbuild.extract.times.grammar import meaning
from kgbuild.extract.times.periods import DAY, Period
from kgbuild.extract.times.resolution import Context, Groups, Resolved, date, duration, part_of_day, unresolved


def deictic_day(groups: Groups, context: Context) -> Resolved | None:
    """ "Yesterday", "tomorrow night"."""
    if context.reference is None:
        return unresolved("XXXX-XX-XX")
    day = periods.day(context.reference + meaning("deictic", groups["deictic"]) * DAY)
    return part_of_day(day, meaning("part", groups["part"])) if "part" in groups else date(day)


def part_of_day_told(groups: Groups, context: Context) -> Resolved | None:
    """ "Last night" (of the day before), "this morning", "tonight"."""
    if context.reference is None:
        return Resolved(f"XXXX-XX-XXT{_part(groups)}", "TIME")
    before = groups["thisday"].lower() in ("last", "overnight")
    return part_of_day(periods.day(context.reference - before * DAY), _part(groups))


def _part(groups: Groups) -> str:
    return str(meaning("part", groups.get("part", "night")))


def period_from_now(groups: Groups, context: Context) -> Resolved | None:
    """ "This week", "early next month", "the end of the year"; "the past year" is a duration up to now."""
    up_to_now = groups.get("step", "").lower() in ("last", "past", "coming") and groups["period"].lower() != "quarter"
    if "the" in groups and up_to_now:
        return duration_to_now({"step": groups["step"], "unit": groups["period"]}, context)
    unit = meaning("period", groups["period"])
    if context.reference is None or (unit == "day" and "the" in groups):
        return None
    if "the" in groups and groups["step"].lower() == "next" and context.direction < 0:
        return None  # told from a date that the text does not tell
    step = meaning("step", groups.get("step", "this"))
    if unit == "weekend" and not step:  # "the weekend", "this weekend": the last one or the one that comes
        looks_back = context.direction < 0 or (context.direction == 0 and "step" not in groups)
        step = -1 if context.reference.isoweekday() < 6 and looks_back else 0
    if unit == "day":
        return date(periods.day(periods.shifted(context.reference, unit, step)))
    period, part = periods.containing(unit, periods.shifted(context.reference, unit, step)), modifier(groups)
    if context.point and "edge" in groups and part != "mid":
        return date(periods.day(period.first if part == "start" else period.last))
    return date(period, part)


def distance(groups: Groups, context: Context) -> Resolved | None:
    """ "Two years ago": the year, month, week or day so far off; "two days later": told from the text's last date."""
    word = " ".join(groups["direction"].lower().split())
    from_text = word not in ("ago", "from now", "in")
    steps = 1 if word == "in" else meaning("direction", word)
    unit, near = landing_unit(groups), context.antecedent
    if from_text and near and unit == "year" and near.unit in ("month", "quarter", "half"):
        there = moved(groups, near.first, steps)
        return date(periods.containing(near.unit, there)) if there else None
    start = near.first if from_text and near else None if from_text else context.reference
    if from_text and unit is None:
        return None
    if start is None or (from_text and near and unit and periods.is_finer(unit, near.unit)):
        return duration(value) if (value := duration_value(groups)) else None
    there = moved(groups, start, steps)
    if from_text and near and unit == near.unit == "year" and there and not {"approx", "fuzzy"} & {*groups}:
        return date(periods.containing(unit, there))  # "in 2011 … three years later": no day to count from is told
    if there is None and from_text:
        return duration(value) if (value := duration_value(groups)) else None
    if there is None or unit is None:
        return Resolved("PAST_REF" if steps < 0 else "FUTURE_REF", "DATE")
    return _around(there, groups, start, periods.containing(unit, there))


def _around(there: datetime.date, groups: Groups, start: datetime.date, period: Period) -> Resolved:
    """The period with the bounds of what lies about as far as told: "two years ago" may be nineteen months."""
    told, slack = date(period), margin(groups)
    if "approx" in groups:
        return replace(told, begin=None, end=None)
    bounds: tuple[datetime.date | None, datetime.date | None]
    match meaning("fuzzy", groups["fuzzy"]) if "fuzzy" in groups else "":
        case "-":
            bounds = min(there, start), max(there, start)
        case "+":
            bounds = (None, there) if there < start else (there, None)
        case _ if not slack:
            return told
        case _:
            begin, end = min(period.first, there - slack), max(period.last, there + slack)
            bounds = (begin, min(end, start)) if there < start else (max(begin, start), end)
    first, last = (day.isoformat() if day else None for day in bounds)
    return replace(told, begin=first, end=last, vague=True)


def anaphoric(groups: Groups, context: Context) -> Resolved | None:
    """ "The next day", "later that year": told from the last date of the text, which must be as fine."""
    near = context.antecedent
    if near is None:
        return None
    unit = meaning("period", groups["period"]) if "period" in groups else "day"
    which = groups["which"].lower().split()[-1]
    steps = {"next": 1, "following": 1, "after": 1, "previous": -1, "before": -1}.get(which, 0)
    ahead = which == "next" and unit != "day" and context.direction >= 0
    if ahead or periods.is_finer(unit, near.unit):
        return None
    there = periods.containing(unit, periods.shifted(near.first, unit, steps))
    return part_of_day(there, meaning("part", groups["part"])) if "part" in groups else date(there)


def date_of_month(groups: Groups, context: Context) -> Resolved | None:
    """ "The 15th of this month"."""
    if context.reference is None:
        return None
    month = periods.shifted(context.reference.replace(day=1), "month", meaning("step", groups["step"]))
    return date(periods.day(month.replace(day=int(groups["nth"].rstrip("stndrh")))))


def running_day(groups: Groups, context: Context) -> Resolved | None:
    """ "For the day", "earlier in the day": the last day told, else today."""
    del groups
    if context.antecedent and context.antecedent.unit == "day":
        return date(context.antecedent)
    return date(periods.day(context.reference)) if context.reference else None


def reference(groups: Groups, context: Context) -> Resolved | None:
    """ "Now", "recently": no day is meant."""
    del context
    return Resolved(str(meaning("reference", groups["reference"])), "DATE")
