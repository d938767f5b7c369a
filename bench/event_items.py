"""The annotated sentences that events are measured on (`bench/annotated/events/`), format in `bench/README.md`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from annotations import ANNOTATED, located, tables

from kgbuild.model import Span

SENTENCES = ANNOTATED / "events"
ROLES: Mapping[str, tuple[str, ...]] = {
    "actor": ("actor",),
    "recipient": ("recipient",),
    "place": ("place", "origin", "destination"),
}
FACTUALITY: Mapping[str, str] = {"polarity": "positive", "certainty": "certain", "tense": "non-future"}


class Wanted(NamedTuple):
    """One annotated event. `classes` are alternatives, each of them right.

    `roles` have for each filler the places where its words stand; `optional` events may be left out as well as found.
    """

    classes: frozenset[str]
    trigger: Span
    roles: Mapping[str, list[list[Span]]]
    factuality: Mapping[str, str]
    optional: bool


class Item(NamedTuple):
    """One annotated text. `holds` are classes of a text whose annotation names no triggers, else None."""

    id: str
    text: str
    events: list[Wanted]
    holds: frozenset[str] | None


def load(folder: Path, part: str) -> list[Item]:
    """The items of a part ("dev", "test" or "all") in the order of files and tables; ValueError for a wrong item."""
    return [_item(table) for table in tables(folder, part)]


def _item(table: Mapping[str, Any]) -> Item:
    def spans(event: Mapping[str, Any], names: tuple[str, ...]) -> list[list[Span]]:
        return [located(table, words) for name in names for words in event.get(name, ())]

    wanted = [
        Wanted(
            frozenset(event["class"].split("|")),
            located(table, event["trigger"])[0],
            {role: spans(event, names) for role, names in ROLES.items()},
            {name: event.get(name, default) for name, default in FACTUALITY.items()},
            event.get("optional", False),
        )
        for event in table.get("events", ())
    ]
    return Item(table["id"], table["text"], wanted, frozenset(table["holds"]) if "holds" in table else None)
