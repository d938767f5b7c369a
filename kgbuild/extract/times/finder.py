"""Puts the parts together: matches, one after the other, each resolved against what stands before it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Final

from kgbuild.extract.times.actions import ACTIONS
from kgbuild.extract.times.bounds import opened
from kgbuild.extract.times.clocks import with_offsets
from kgbuild.extract.times.grammar import Match, matches
from kgbuild.extract.times.guards import GUARDS, is_in_name
from kgbuild.extract.times.neighbours import in_order
from kgbuild.extract.times.periods import Period
from kgbuild.extract.times.resolution import Context, Found, Resolved
from kgbuild.extract.times.tense import dates_person, dates_words, direction, is_background, is_point, names_noun
from kgbuild.model import Annotated, Timex

DATELINE_CHARACTERS: Final = 300
"""How far from the start a date line may stand, in code points."""

DATELINE_DAYS: Final = 7
"""How far from the day of publication its date may be."""

# A line of its own, or "CITY, August 8 (Agency) --".
_LINE_BEFORE: Final = re.compile(r"(?:^|\n)[^\n\w]*$|(?:^|\n)[A-Z][A-Z .,'-]+, $")
_LINE_AFTER: Final = re.compile(r"[^\n\w]*(?:\n|$)|\s*\([\w /.-]+\)\s*(?:--|-|–|—)|\s*(?:--|–|—)")


def find(annotated: Annotated) -> tuple[Timex, ...]:
    """The time expressions of a text, in its order, not overlapping, resolved against the day of writing.

    That day is the date line's if the text has one, else `annotated.article.date`; without either, what is told from it
    has X for unknown digits ("XXXX-WXX-3") or is left out. Spans are TIMEX3 extents: without prepositions, determiners
    only where they belong to the expression ("the past week").
    """
    ordered = sorted(
        enumerate(matches(annotated.article.text)), key=lambda item: (item[1].span.begin, -item[1].span.end, item[0])
    )
    candidates = [match for _, match in ordered]
    today = _dateline(annotated, candidates) or annotated.article.date
    text = annotated.article.text
    return tuple(
        Timex(f"time={span.begin},{span.end}", span, one.value, one.type, one.begin, one.end, one.vague)
        for span, one in opened(text, with_offsets(text, in_order(text, _resolved(annotated, candidates, today))))
    )


def _resolved(annotated: Annotated, candidates: Sequence[Match], today: datetime.date | None) -> list[Found]:
    """The leftmost and longest matches that turn out to be times.

    What is to come tells no day of what has been: "the vote is on May 13. The guards gave way at noon".
    """
    found: list[Found] = []
    antecedent: Period | None = None
    latest_past: Period | None = None
    for match in candidates:
        if found and match.span.begin < found[-1].span.end:
            continue
        tokens = annotated.doc.char_span(*match.span, alignment_mode="expand")
        if tokens is None or is_in_name(tokens) or (match.rule.guard and not GUARDS[match.rule.guard](match, tokens)):
            continue
        looks = direction(tokens)
        near = latest_past if looks < 0 else antecedent
        resolved = _value(match, Context(today, looks, near, is_point(tokens)))
        if resolved is not None:
            found.append(Found(match.span, match.groups, resolved, looks))
            is_day = resolved.period is not None and resolved.period.unit == "day"
            is_edge = "edge" in match.groups  # "the deadliest since the beginning of the year": no day that is told of
            told_beside = dates_words(tokens) or dates_person(tokens)
            is_aside = is_edge or names_noun(tokens) or is_background(tokens) or (antecedent and told_beside)
            aside = is_day and is_aside
            if resolved.period and not aside:
                antecedent = resolved.period
                if today is None or antecedent.first <= today:
                    latest_past = antecedent
    return found


def _value(match: Match, context: Context) -> Resolved | None:
    """What a match means; None where it names a day that no calendar has."""
    try:
        return ACTIONS[match.rule.action](match.groups, context)
    except (ValueError, OverflowError):
        return None


def _dateline(annotated: Annotated, candidates: Sequence[Match]) -> datetime.date | None:
    """The day of writing that a date line at the start tells, if it is near the day of publication."""
    text, published = annotated.article.text, annotated.article.date
    for match in candidates:
        if match.span.begin > DATELINE_CHARACTERS:
            break
        if match.rule.action != "calendar_date" or (published is None and "year" not in match.groups):
            continue
        resolved = _value(match, Context(published))
        if resolved is None or resolved.period is None:
            continue
        day = resolved.period.first
        near = published is None or abs((day - published).days) <= DATELINE_DAYS
        if near and _LINE_BEFORE.search(text[: match.span.begin]) and _LINE_AFTER.match(text, match.span.end):
            return day
    return None
