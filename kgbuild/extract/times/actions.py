"""The actions that `lexicon/times.toml` names: each resolves one kind of expression.

An action takes the words that filled a rule's placeholders and the context, and gives the value, or None where the
words turn out to be no time. ValueError and OverflowError mean a date that no calendar has.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kgbuild.extract.times import calendar_dates, clocks, deictics, durations, weekdays
from kgbuild.extract.times.resolution import Action

ACTIONS: Final[Mapping[str, Action]] = {
    "calendar_date": calendar_dates.calendar_date,
    "date_in_figures": calendar_dates.date_in_figures,
    "stretch_of_month": calendar_dates.stretch_of_month,
    "month_of_year": calendar_dates.month_of_year,
    "month_from_now": calendar_dates.month_from_now,
    "holiday": calendar_dates.holiday,
    "week_of_date": calendar_dates.week_of_date,
    "season": calendar_dates.season,
    "portion_of_year": calendar_dates.portion_of_year,
    "year": calendar_dates.year,
    "fiscal_year": calendar_dates.fiscal_year,
    "decade": calendar_dates.decade,
    "century": calendar_dates.century,
    "weekday": weekdays.weekday,
    "weekday_of_week": weekdays.weekday_of_week,
    "weekday_the_nth": weekdays.weekday_the_nth,
    "weekday_of_month": weekdays.weekday_of_month,
    "weekday_weeks_off": weekdays.weekday_weeks_off,
    "weekday_in_story": weekdays.weekday_in_story,
    "night_at_weekday": weekdays.night_at_weekday,
    "night_between": weekdays.night_between,
    "day_beside": weekdays.day_beside,
    "date_of_month": deictics.date_of_month,
    "deictic_day": deictics.deictic_day,
    "part_of_day": deictics.part_of_day_told,
    "period_from_now": deictics.period_from_now,
    "distance": deictics.distance,
    "anaphoric": deictics.anaphoric,
    "running_day": deictics.running_day,
    "reference": deictics.reference,
    "duration": durations.plain_duration,
    "duration_to_now": durations.duration_to_now,
    "frequency": durations.frequency,
    "every": durations.every,
    "every_weekday": durations.every_weekday,
    "every_part": durations.every_part,
    "clock": clocks.clock,
}
