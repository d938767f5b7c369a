"""Times of day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.times import periods
from kgbuild.extract.times.calendar_dates import calendar_date
from kgbuild.extract.times.deictics import deictic_day, part_of_day_told
from kgbuild.extract.times.grammar import meaning
from kgbuild.extract.times.periods import DAY, Period
from kgbuild.extract.times.resolution import Action, Context, Groups, Resolved
from kgbuild.extract.times.weekdays import weekday
from kgbuild.model import Span

DAYS: Final[Mapping[str, Action]] = {
    "month": calendar_date,
    "mm": calendar_date,
    "weekday": weekday,
    "deictic": deictic_day,
    "thisday": part_of_day_told,
}
"""What tells the day of a time, by the placeholder that holds it; the surer one first."""

BEHIND, AHEAD = datetime.timedelta(hours=-12), datetime.timedelta(hours=14)
"""How far from UTC the clocks of the world are."""


def clock(groups: Groups, context: Context) -> Resolved | None:
    """A time of day, on the day told with it, on the last day of the text, or today."""
    time = _clock_time(groups)
    if time is None:
        return None
    zone = _zone(groups)
    told = next((DAYS[name](groups, context) for name in DAYS if name in groups), None)
    day = told.period if told else _running_day(context)
    if day is None:
        return Resolved(f"XXXX-XX-XXT{time}{zone}", "TIME")
    if _is_of_either_half(groups):
        return Resolved(f"{day.value}T{time}", "TIME", day.value, day.value, period=day)
    if groups.get("clockword", "").lower() == "midnight":  # before the day or after it
        return Resolved(f"{day.value}T{time}", "TIME", day.value, (day.last + DAY).isoformat(), True, day)
    moment = f"{day.value}T{time}:00{zone}"
    return Resolved(f"{day.value}T{time}{'Z' if zone == 'Z' else ''}", "TIME", moment, moment, period=day)


def with_offsets(text: str, found: Sequence[tuple[Span, Resolved]]) -> list[tuple[Span, Resolved]]:
    """ "1:30 a.m. Monday (2230 GMT)": the second time tells the offset of the first one, and may be of another day."""
    out = list(found)
    for at in range(1, len(out)):
        (here, local), (there, universal) = out[at - 1], out[at]
        both = local.type == universal.type == "TIME" and universal.value.endswith("Z")
        if not both or text[here.end : there.begin].strip() != "(" or not local.begin or not universal.begin:
            continue
        clock, told = _naive(local.begin), _naive(universal.begin)
        days = (datetime.timedelta(days) for days in (0, -1, 1))
        ahead = next((one for day in days if BEHIND <= (one := clock - told - day) <= AHEAD), None)
        if ahead is None or clock.year in (datetime.MINYEAR, datetime.MAXYEAR):
            continue
        if local.begin == local.end == clock.isoformat():  # a moment, its zone not told
            moment = clock.replace(tzinfo=datetime.timezone(ahead)).isoformat()
            out[at - 1] = here, replace(local, begin=moment, end=moment)
        utc = (clock - ahead).isoformat()
        out[at] = there, replace(universal, value=f"{utc[:16]}Z", begin=f"{utc}Z", end=f"{utc}Z")
    return out


def _naive(moment: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(moment).replace(tzinfo=None)


def _running_day(context: Context) -> Period | None:
    """The last day of the text, or, before the text has told of any time, today; a year or a week tells no day."""
    if context.antecedent is not None:
        return context.antecedent if context.antecedent.unit == "day" else None
    return periods.day(context.reference) if context.reference else None


def _zone(groups: Groups) -> str:
    """The offset from UTC as ISO 8601 writes it, "" where no zone is told or its offset changes with the season."""
    if "digital_offset" in groups:
        return groups["digital_offset"]
    if "offset" in groups:
        ((sign, hours, minutes),) = re.findall(r"([+-])(\d+):?(\d*)", groups["offset"])
        return f"{sign}{int(hours):02}:{minutes or '00'}"
    return str(meaning("zone", groups["zone"])) if "zone" in groups else ""


def _clock_time(groups: Groups) -> str | None:
    if "clockword" in groups:
        return str(meaning("clockword", groups["clockword"]))
    if "military" in groups:
        return f"{groups['military'][:2]}:{groups['military'][2:]}"
    hour = int(meaning("hour_word", groups["hour_word"]) if "hour_word" in groups else groups["hour"])
    if "meridiem" in groups and hour > 12:
        return None
    if hour <= 12 and (half := _half_of_day(groups)) is not None:
        hour = hour % 12 + half
    minutes = 60 * hour + (meaning("minutes_told", groups["minutes_told"]) if "minutes_told" in groups else 0)
    return f"{minutes // 60 % 24:02}:{groups.get('minute', f'{minutes % 60:02}')}"


def _half_of_day(groups: Groups) -> int | None:
    """The hour from which an hour of twelve is counted, 0 or 12; None where the words do not tell."""
    if "part" in groups:
        return 0 if groups["part"].lower() == "morning" else 12
    if "meridiem" in groups and not _is_oclock(groups):
        return int(meaning("meridiem", groups["meridiem"]))
    return None


def _is_of_either_half(groups: Groups) -> bool:
    """Whether an hour may be before noon or after it: "six o'clock", "half past eleven"."""
    return _half_of_day(groups) is None and ("minutes_told" in groups or _is_oclock(groups))


def _is_oclock(groups: Groups) -> bool:
    return groups.get("meridiem", "").lower().endswith("clock")
