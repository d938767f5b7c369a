"""What a time expression says of an event's begin and end, and which of several such statements agree."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Final

from kgbuild.extract.events.dating import EventTime
from kgbuild.model import Key, Statement, Timex, Value

BEGINS: Final = frozenset({"sem:hasBeginTimeStamp", "sem:hasEarliestBeginTimeStamp"})
ENDS: Final = frozenset({"sem:hasEndTimeStamp", "sem:hasLatestEndTimeStamp"})
_REVERSED_DIGITS: Final = str.maketrans("0123456789", "9876543210")


def statements(event: Key, when: EventTime) -> tuple[Statement, ...]:
    """What a time expression says of an event: the expression itself, and the bounds that it gives."""
    timex = when.timex
    # A day as of which a figure stood is the figure's, not the event's.
    found: list[tuple[str, Key | Value]] = [] if when.role == "as of" else [("kgb:time", timex.key)]
    found += [(f"sem:has{bound}TimeStamp", _stamp(moment)) for bound, moment in _bounds(timex, when.role) if moment]
    return tuple(
        Statement(event, predicate, value, timex.span, when.confidence, f"time-{when.role}")
        for predicate, value in found
    )


def _bounds(timex: Timex, role: str) -> list[tuple[str, str | None]]:
    """The bounds, named as in the ontology; of a vague time only the earliest begin and the latest end are known."""
    begin, end = ("EarliestBegin", "LatestEnd") if timex.vague else ("Begin", "End")
    last = timex.end or timex.begin
    match role:
        case "until" | "finish":
            return [(end, last)]
        case "since" | "start":
            return [(begin, timex.begin)]
        case "before" | "as of":
            return [("LatestEnd", timex.begin)]
        case "by":
            return [("LatestEnd", last)]
        case "after":
            return [("EarliestBegin", last)]
        case "within":
            return []
        case "among":
            return [("EarliestBegin", timex.begin), ("LatestEnd", timex.end)]
    one_day = not timex.vague and timex.begin is not None and (timex.end or "")[:10] == timex.begin[:10]
    return [(begin, timex.begin)] if one_day else [(begin, timex.begin), (end, timex.end)]


def consistent(found: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements on one event's time that agree: one of each bound, the surest, and no end before the begin."""
    kept: dict[tuple[str, Key | Value | None], Statement] = {}
    for statement in sorted(found, key=_widest_first):
        is_bound = statement.predicate != "kgb:time"
        slot = (statement.predicate, None if is_bound else statement.object)
        if slot in kept or (is_bound and _contradicts(statement, kept.values())):
            continue
        kept[slot] = statement
    chosen = set(kept.values())
    return tuple(statement for statement in found if statement in chosen)


def _widest_first(statement: Statement) -> tuple[float, str]:
    """Orders by confidence; of the bounds that several days give, the earliest begin and the latest end come first."""
    text = statement.object.text if isinstance(statement.object, Value) and statement.extractor == "time-among" else ""
    if statement.predicate in ENDS:  # later dates first
        text = text.translate(_REVERSED_DIGITS)
    return -statement.confidence, text


def _contradicts(statement: Statement, others: Iterable[Statement]) -> bool:
    """Whether a bound lies on the wrong side of another one, by day."""
    for other in others:
        if isinstance(statement.object, str) or isinstance(other.object, str):
            continue
        one, two = statement.object.text[:10], other.object.text[:10]
        if (statement.predicate in BEGINS and other.predicate in ENDS and one > two) or (
            statement.predicate in ENDS and other.predicate in BEGINS and one < two
        ):
            return True
    return False


def not_ahead(found: Sequence[Statement], day: datetime.date) -> tuple[Statement, ...]:
    """The statements on what is told as past: a time that begins after the day of publication cannot be its."""
    ahead = {
        statement.span
        for statement in found
        if statement.predicate in BEGINS
        and isinstance(statement.object, Value)
        and statement.object.text[:10] > day.isoformat()
    }
    return tuple(one for one in found if one.span not in ahead or one.predicate not in BEGINS | ENDS)


def _stamp(moment: str) -> Value:
    return Value(moment, "dateTime" if "T" in moment else "date")
