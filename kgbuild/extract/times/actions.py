"""How each kind of time expression is resolved: one action for each `action` of `lexicon/times.toml`.

An action takes the words that filled a rule's placeholders and the context, and gives the value, or None where the words
turn out to be no time. ValueError and OverflowError mean a date that no calendar has; `find` drops such a match.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Final

from kgbuild.extract.numerals import numeral_value
from kgbuild.extract.times import periods
from kgbuild.extract.times.grammar import meaning
from kgbuild.extract.times.periods import DAY, SEASON_MONTHS, Period
from kgbuild.extract.times.resolution import (
    Context,
    Resolved,
    date,
    duration,
    part_of_day,
    recurring,
    unresolved,
)

Groups = Mapping[str, str]
Action = Callable[[Groups, Context], Resolved | None]

NEAR_DAYS: Final = 100
"""A day without a year that lies so near is meant whatever the verb's tense ("the vote was set for May 3")."""

_UNIT_NAMES: Final = {"D": "day", "W": "week", "2W": "week", "M": "month", "Y": "year", "10Y": "year", "100Y": "year"}


# ---------------------------------------------------------------------------------------------- days and months
def calendar_date(groups: Groups, context: Context) -> Resolved | None:
    """A day of a month, its year told, or the one that fits best."""
    number = int(groups["mm"]) if "mm" in groups else meaning("month", groups["month"])
    wanted = int(groups["dd"]) if "dd" in groups else int(groups["day"].rstrip("stndrh"))
    if "year" in groups or "yy" in groups:
        return date(periods.day(datetime.date(_year(groups), number, wanted)))
    candidates = [day for year in _years_around(context) if (day := _day_or_none(year, number, wanted))]
    if not candidates:
        return unresolved(f"XXXX-{number:02}-{wanted:02}")
    return date(periods.day(_best(candidates, context)))


def month_of_year(groups: Groups, context: Context) -> Resolved | None:
    """A month, its year told, told from now, or the one that fits best."""
    number, modifier = meaning("month", groups["month"]), _modifier(groups)
    if "year" in groups:
        return date(periods.month(int(groups["year"]), number), modifier)
    if context.reference is None:
        return unresolved(f"XXXX-{number:02}")
    if "step" in groups:
        return date(periods.month(context.reference.year + meaning("step", groups["step"]), number), modifier)
    middles = [datetime.date(year, number, 15) for year in _years_around(context)]
    if context.reference.month == number:
        return date(periods.month(context.reference.year, number), modifier)
    return date(periods.month(_best(middles, context).year, number), modifier)


def month_from_now(groups: Groups, context: Context) -> Resolved | None:
    """ "Last October", "next May": the nearest one before or after this month."""
    number, step = meaning("month", groups["month"]), meaning("step", groups["step"])
    if context.reference is None:
        return unresolved(f"XXXX-{number:02}")
    year, current = context.reference.year, context.reference.month
    if step < 0:
        year -= number >= current
    elif step > 0:
        year += number <= current
    if "day" in groups:
        return date(periods.day(datetime.date(year, number, int(groups["day"].rstrip("stndrh")))))
    return date(periods.month(year, number))


def holiday(groups: Groups, context: Context) -> Resolved | None:
    """A day of the year that has a name."""
    when = meaning("holiday", groups["holiday"])
    if "year" in groups:
        return date(periods.day(_holiday(when, int(groups["year"]))))
    candidates = [_holiday(when, year) for year in _years_around(context)]
    if not candidates:
        return unresolved(f"XXXX-{when.get('month', 'XX'):02}-{when.get('day', 'XX'):02}")
    step = meaning("step", groups["step"]) if "step" in groups else 0
    return date(periods.day(_best(candidates, context if not step else Context(context.reference, 2 * step))))


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


# ------------------------------------------------------------------------------------------- told from this day
def weekday(groups: Groups, context: Context) -> Resolved | None:
    """A day of the week: the last one up to the day of writing, or, where the verb looks ahead, the next one."""
    number = meaning("weekday", groups["weekday"])
    if context.reference is None:
        return unresolved(f"XXXX-WXX-{number}")
    return date(periods.day(_weekday(number, groups, context.reference, context.direction)))


def _weekday(number: int, groups: Groups, today: datetime.date, direction: int) -> datetime.date:
    monday = periods.week(today).first
    match groups.get("step", "").lower():
        case "":
            ahead = (number - today.isoweekday()) % 7
            return today + ahead * DAY if direction > 0 else today - (-ahead % 7) * DAY
        case "this" | "current":
            return monday + (number - 1) * DAY
        case step if meaning("step", step) > 0:
            return monday + (number + 6) * DAY
        case _:
            return today - ((today.isoweekday() - number - 1) % 7 + 1) * DAY


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
    """ "This week", "early next month", "the end of the year"; "the last year" is a duration up to now."""
    up_to_now = groups.get("step", "").lower() in ("last", "past", "coming") and groups["period"].lower() != "quarter"
    if "the" in groups and up_to_now:
        return duration_to_now({"step": groups["step"], "unit": groups["period"]}, context)
    unit = meaning("period", groups["period"])
    if context.reference is None:
        return None
    if unit == "weekend" and "step" not in groups:
        step = -1 if context.reference.isoweekday() < 6 and context.direction <= 0 else 0
    else:
        step = meaning("step", groups.get("step", "this"))
    if unit == "day":
        return date(periods.day(periods.shifted(context.reference, unit, step)))
    period, modifier = periods.containing(unit, periods.shifted(context.reference, unit, step)), _modifier(groups)
    if context.point and modifier in ("start", "end") and " of" in f" {groups['modifier']} of".replace("early", ""):
        return date(periods.day(period.first if modifier == "start" else period.last))
    return date(period, modifier)


def duration_to_now(groups: Groups, context: Context) -> Resolved | None:
    """ "The past two weeks": how long, ending today; "the next five years": beginning today."""
    resolved = _duration(groups)
    today, step = context.reference, meaning("step", groups["step"])
    if resolved is None or today is None or not step:
        return resolved
    here, there = today, _moved(groups, today, step)
    begin, end = (there, here) if step < 0 else (here, there)
    return Resolved(resolved.value, "DURATION", begin and begin.isoformat(), end and end.isoformat(), vague=True)


def distance(groups: Groups, context: Context) -> Resolved | None:
    """ "Two years ago": the year, month, week or day so far off; "two days later" is told from the last date of the text."""
    word = " ".join(groups["direction"].lower().split())
    from_text = word not in ("ago", "from now", "in")
    steps = 1 if word == "in" else meaning("direction", word)
    start = (context.antecedent.first if context.antecedent else None) if from_text else context.reference
    code = str(meaning("unit", groups["unit"] if "unit" in groups else groups["units"]))
    if start is None or (from_text and context.antecedent and context.antecedent.unit not in ("day", "month", "year")):
        return duration(value) if (value := _duration_value(groups)) else None
    if code.startswith("T"):
        return Resolved("PAST_REF" if steps < 0 else "FUTURE_REF", "DATE") if not from_text else None
    there = _moved(groups, start, steps)
    if there is None:
        return Resolved("PAST_REF" if steps < 0 else "FUTURE_REF", "DATE")
    return date(periods.containing(_UNIT_NAMES[code], there))


def anaphoric(groups: Groups, context: Context) -> Resolved | None:
    """ "The next day", "later that year": told from the last date of the text, which must be as fine."""
    near = context.antecedent
    if near is None:
        return None
    unit = meaning("period", groups["period"]) if "period" in groups else "day"
    which = groups["which"].lower().split()[-1]
    steps = {"next": 1, "following": 1, "after": 1, "previous": -1, "before": -1}.get(which, 0)
    if unit == "day" and near.unit != "day":
        return None
    there = periods.containing(unit, periods.shifted(near.first, unit, steps))
    return part_of_day(there, meaning("part", groups["part"])) if "part" in groups else date(there)


def running_day(groups: Groups, context: Context) -> Resolved | None:
    """ "For the day": the last day told, else today."""
    del groups
    if context.antecedent and context.antecedent.unit == "day":
        return date(context.antecedent)
    return date(periods.day(context.reference)) if context.reference else None


# -------------------------------------------------------------------------------------------------- long periods
def season(groups: Groups, context: Context) -> Resolved | None:
    """A season, its year told, told from now, or the one that fits best."""
    code, modifier = str(meaning("season", groups["season"])), _modifier(groups)
    if "year" in groups:
        return date(periods.season(int(groups["year"]), code), modifier)
    today = context.reference
    if today is None:
        return unresolved(f"XXXX-{code}")
    found = [periods.season(year, code) for year in range(max(today.year - 2, 1), today.year + 3)]
    match meaning("step", groups["step"]) if "step" in groups else context.direction or -1:
        case -1 | -2:
            chosen = [one for one in found if (one.last if "step" in groups else one.first) < today][-1]
        case 0:
            chosen = next(one for one in found if one.last >= today)
        case _:
            chosen = next(one for one in found if one.first > today)
    return date(chosen, modifier)


def portion_of_year(groups: Groups, context: Context) -> Resolved | None:
    """A quarter or half of a year told, or the last that has begun."""
    number = int(groups["ordinal_digit"]) if "ordinal_digit" in groups else meaning("ordinal", groups["ordinal"])
    build, most = (periods.half, 2) if groups["portion"].lower() == "half" else (periods.quarter, 4)
    if number > most:
        return None
    if "year" in groups:
        return date(build(int(groups["year"]), number))
    if context.reference is None:
        return unresolved(f"XXXX-{'H' if most == 2 else 'Q'}{number}")
    if "step" in groups:
        return date(build(context.reference.year + meaning("step", groups["step"]), number))
    this = build(context.reference.year, number)
    return date(this if this.first <= context.reference or context.direction > 0 else build(this.first.year - 1, number))


def year(groups: Groups, context: Context) -> Resolved | None:
    del context
    return date(periods.years("year", _year(groups)), _modifier(groups))


def decade(groups: Groups, context: Context) -> Resolved | None:
    """ "The 1990s"; "the 80s" of the last century that had them."""
    figures = int(groups["decade"])
    today = context.reference
    if figures < 100:
        figures += 1900 if figures >= 20 or today is None or today.year < 2000 + figures + 10 else 2000
    if figures % 100 == 0:
        return date(periods.years("decade" if figures >= 2000 else "century", figures), _modifier(groups))
    return date(periods.years("decade", figures), _modifier(groups))


def century(groups: Groups, context: Context) -> Resolved | None:
    del context
    return date(periods.years("century", 100 * (int(groups["nth"].rstrip("stndrh")) - 1)), _modifier(groups))


# ------------------------------------------------------------------------------------------- durations and sets
def plain_duration(groups: Groups, context: Context) -> Resolved | None:
    del context
    return _duration(groups)


def frequency(groups: Groups, context: Context) -> Resolved | None:
    del context
    return recurring(str(meaning("frequency", groups["frequency"])))


def every(groups: Groups, context: Context) -> Resolved | None:
    """ "Every two weeks", "each year", "a day"."""
    del context
    value = _duration_value(groups if "n" in groups or "other" not in groups else {**groups, "n": "2"})
    return recurring(value) if value else None


def every_weekday(groups: Groups, context: Context) -> Resolved | None:
    del context
    return recurring(f"XXXX-WXX-{meaning('weekday', groups['weekday'])}")


def reference(groups: Groups, context: Context) -> Resolved | None:
    """ "Now", "recently": no day is meant."""
    del context
    return Resolved(str(meaning("reference", groups["reference"])), "DATE")


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


# What tells the day of a clock time, by the placeholder that holds it.
DAYS: Final[Mapping[str, Action]] = {"weekday": weekday, "deictic": deictic_day, "month": calendar_date}


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


ACTIONS: Final[Mapping[str, Action]] = {
    "calendar_date": calendar_date,
    "month_of_year": month_of_year,
    "month_from_now": month_from_now,
    "holiday": holiday,
    "week_of_date": week_of_date,
    "weekday": weekday,
    "deictic_day": deictic_day,
    "part_of_day": part_of_day_told,
    "period_from_now": period_from_now,
    "duration_to_now": duration_to_now,
    "distance": distance,
    "anaphoric": anaphoric,
    "running_day": running_day,
    "season": season,
    "portion_of_year": portion_of_year,
    "year": year,
    "decade": decade,
    "century": century,
    "duration": plain_duration,
    "frequency": frequency,
    "every": every,
    "every_weekday": every_weekday,
    "reference": reference,
    "clock": clock,
}


# ------------------------------------------------------------------------------------------------------- helpers
def _modifier(groups: Groups) -> str | None:
    word = " ".join(groups.get("modifier", "").lower().replace("-", " ").split())
    if not word:
        return None
    if word.startswith("year"):
        return "end"
    word = " ".join(groups["modifier"].lower().split())
    try:
        found = str(meaning("modifier", word))
    except KeyError:
        found = "end" if "end" in word else "mid" if "middle" in word else "start"
    return None if found == "none" else found


def _year(groups: Groups) -> int:
    if "year" in groups:
        return int(groups["year"])
    two = int(groups["yy"])
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
    """The nearest one; a far one only on the side to which the verb looks. A direction of ±2 leaves no choice of side."""
    today = context.reference or candidates[0]
    fit = [day for day in candidates if (day - today).days * context.direction >= 0] or candidates
    nearest = min(candidates, key=lambda day: abs((day - today).days))
    if abs(context.direction) < 2 and abs((nearest - today).days) <= NEAR_DAYS:
        return nearest
    return min(fit, key=lambda day: abs((day - today).days))


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


def _duration(groups: Groups) -> Resolved | None:
    value = _duration_value(groups)
    return duration(value) if value else None


def _duration_value(groups: Groups) -> str | None:
    if "n" in groups and numeral_value(groups["n"]) is None:
        return None
    code = str(meaning("unit", groups["unit"]) if "unit" in groups else meaning("units", groups["units"]))
    time, amount = "T" if code[0] == "T" else "", _amount(groups)
    letters = code.lstrip("T0123456789")
    if amount is None:
        return f"P{time}X{letters}"
    amount *= int("".join(c for c in code if c.isdigit()) or 1)
    if code == "TH" and amount.denominator == 2:
        hours = amount.numerator // 2
        return f"PT{hours}H30M" if hours else "PT30M"
    figure = str(amount.numerator) if amount.denominator == 1 else f"{float(amount):g}"
    return f"P{time}{figure}{letters}"


def _moved(groups: Groups, start: datetime.date, direction: int) -> datetime.date | None:
    """So far from a day, None where the number or the unit does not tell."""
    code, amount = str(meaning("unit", groups["unit"] if "unit" in groups else groups["units"])), _amount(groups)
    if amount is None or code not in _UNIT_NAMES:
        return None
    amount *= int("".join(c for c in code if c.isdigit()) or 1)
    return periods.shifted(start, _UNIT_NAMES[code], direction * int(amount))
