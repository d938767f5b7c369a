"""The annotated sentences that events are measured on: `bench/sentences/*.toml`, format in `bench/README.md`."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from kgbuild.model import Span

SENTENCES = Path(__file__).parent / "sentences"
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
    items = [
        _item(table, path)
        for path in sorted(folder.glob("*.toml"))
        for table in tomllib.loads(path.read_text(encoding="utf-8"))["item"]
    ]
    return [item for item in items if part in ("all", part_of(item.id))]


def part_of(item_id: str) -> str:
    """Half of the items are to be looked at, half only measure; their ids decide."""
    return ("dev", "test")[int(hashlib.sha256(item_id.encode()).hexdigest(), 16) % 2]


def occurrences(text: str, words: str) -> list[Span]:
    """Where the words stand in the text, as whole words if they do so anywhere."""
    spans = [Span(at, at + len(words)) for at in range(len(text)) if text.startswith(words, at)]
    whole = [
        s for s in spans if not text[max(s.begin - 1, 0) : s.begin].isalnum() and not text[s.end : s.end + 1].isalnum()
    ]
    return whole or spans


def _item(table: Mapping[str, Any], where: Path) -> Item:
    text = table["text"]

    def spans(words: str) -> list[Span]:
        if found := occurrences(text, words):
            return found
        raise ValueError(f"{where}: {table['id']}: {words!r} is not in the text")

    wanted = [
        Wanted(
            frozenset(event["class"].split("|")),
            spans(event["trigger"])[0],
            {role: [spans(words) for name in names for words in event.get(name, ())] for role, names in ROLES.items()},
            {name: event.get(name, default) for name, default in FACTUALITY.items()},
            event.get("optional", False),
        )
        for event in table.get("events", ())
    ]
    return Item(table["id"], text, wanted, frozenset(table["holds"]) if "holds" in table else None)
