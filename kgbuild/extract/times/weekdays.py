"""Days of the week, and what is told from them: told from the day of writing or from the last date of the text."""

from __future__ import annotations

import datetime

from kgbuild.extract.quantities.numerals import numeral_value
from kgbuild.extract.times import periods
from kgbuild.extract.times.calendar_dates import calendar_date, month_of_year
from kgbuild.extract.times.grammar import meaning
from kgbuild.extract.times.periods import DAY
from kgbuild.extract.times.resolution import Context, Groups, Resolved, date, unresolved


def weekday(groups: Groups, context: Context) -> Resolved | None:
    """A day of the week: the last one up to the day of writing, or, where the verb looks ahead, the next one."""
    number = meaning("weekday", groups["weekday"])
    if context.reference is None:
        return unresolved(f"XXXX-WXX-{number}")
    step = " ".join(groups.get("step", "").lower().split())
    return date(periods.day(_weekday(number, step, context.reference, context.direction)))


def _weekday(number: int, step: str, today: datetime.date, direction: int) -> datetime.date:
    match step:
        case "":
            return _on_or_after(number, today) if direction > 0 else _on_or_before(number, today)
        case "this" | "current":
            return periods.week(today).first + (number - 1) * DAY
        case "coming" | "this coming" | "upcoming":
            return _on_or_after(number, today + DAY)
        case _ if meaning("step", step) > 0:
            return periods.week(today).first + (number + 6) * DAY
        case _:
            return _on_or_before(number, today - DAY)


def _on_or_after(number: int, day: datetime.date) -> datetime.date:
    return day + (number - day.isoweekday()) % 7 * DAY


def _on_or_before(number: int, day: datetime.date) -> datetime.date:
    return day - (day.isoweekday() - number) % 7 * DAY


def weekday_of_week(groups: Groups, context: Context) -> Resolved | None:
    """ "Tuesday of last week"."""
    number = meaning("weekday", groups["weekday"])
    if context.reference is None:
        return unresolved(f"XXXX-WXX-{number}")
    monday = periods.week(context.reference).first + 7 * meaning("step", groups["step"]) * DAY
    return date(periods.day(monday + (number - 1) * DAY))


def weekday_the_nth(groups: Groups, context: Context) -> Resolved | None:
    """ "Monday the 27th": the nearest such day, on the side to which the verb looks if it is told."""
    number, nth, today = meaning("weekday", groups["weekday"]), int(groups["nth"].rstrip("stndrh")), context.reference
    if today is None:
        return unresolved(f"XXXX-WXX-{number}")
    near = [_on_or_before(number, today) + 7 * weeks * DAY for weeks in range(-14, 15)]
    fit = [day for day in near if day.day == nth and (day - today).days * context.direction >= 0]
    return date(periods.day(min(fit, key=lambda day: abs(day - today)))) if fit else None


def weekday_of_month(groups: Groups, context: Context) -> Resolved | None:
    """ "The second Sunday in May", "the last Friday of October 2021"."""
    month = month_of_year(groups, context)
    if month is None or month.period is None:
        return month
    number, nth = meaning("weekday", groups["weekday"]), meaning("ordinal", groups["ordinal"])
    first, last = month.period.first, month.period.last
    day = _on_or_after(number, first) + 7 * (nth - 1) * DAY if nth > 0 else _on_or_before(number, last)
    return date(periods.day(day)) if day <= last else None


def weekday_weeks_off(groups: Groups, context: Context) -> Resolved | None:
    """ "A week from Tuesday", "two weeks ago Friday", "Tuesday week"."""
    number, back = meaning("weekday", groups["weekday"]), groups["way"].lower() in ("ago", "before")
    weeks = numeral_value(groups["n"]) if "n" in groups else 1
    if context.reference is None or weeks is None:
        return unresolved(f"XXXX-WXX-{number}")
    nearest = _on_or_before(number, context.reference) if back else _on_or_after(number, context.reference + DAY)
    return date(periods.day(nearest + int(weeks) * (-7 if back else 7) * DAY))


def weekday_in_story(groups: Groups, context: Context) -> Resolved | None:
    """ "The following Friday", "that Friday": told from the last day of the text; unknown where it tells none."""
    number, which = meaning("weekday", groups["weekday"]), groups["which"].lower().split()[-1]
    if which == "next" and context.direction >= 0:
        return weekday({"weekday": groups["weekday"], "step": "next"}, context)
    near = context.antecedent
    if near is None or near.unit not in ("day", "week"):
        return unresolved(f"XXXX-WXX-{number}")
    match which:
        case "previous":
            return date(periods.day(_on_or_before(number, near.first - DAY)))
        case "next" | "following":
            return date(periods.day(_on_or_after(number, near.last + DAY)))
        case _:
            return date(periods.day(periods.week(near.first).first + (number - 1) * DAY))


def night_at_weekday(groups: Groups, context: Context) -> Resolved | None:
    """ "Overnight Sunday": the night before that day or after it."""
    told = weekday(groups, context)
    if told is None or told.period is None:
        return told
    begin, end = (told.period.first - DAY).isoformat(), (told.period.last + DAY).isoformat()
    return Resolved(f"{told.value}TNI", "TIME", begin, end, vague=True, period=told.period)


def night_between(groups: Groups, context: Context) -> Resolved | None:
    """ "The night of 3 to 4 May", "the night from Saturday to Sunday": the night of the first day, up to the second."""
    told = (calendar_date if "month" in groups else weekday)(groups, context)
    if told is None or told.period is None:
        return told
    evening, morning = told.period.first, told.period.last + DAY
    value = f"{told.value}TNI"
    return Resolved(value, "TIME", evening.isoformat(), morning.isoformat(), vague=True, period=told.period)


def day_beside(groups: Groups, context: Context) -> Resolved | None:
    """ "The day after the January 19 vote", "the day before Tuesday"."""
    told = (calendar_date if "month" in groups else weekday)(groups, context)
    if told is None or told.period is None:
        return None
    return date(periods.day(told.period.first + (DAY if groups["way"].lower() == "after" else -DAY)))
