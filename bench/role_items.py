"""Texts with events and roles marked in them (`bench/annotated/roles/`, `told/`), format in `bench/README.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from annotations import ANNOTATED, drawn
from event_items import FACTUALITY, ROLES, Item, Wanted

from kgbuild.model import Span

MARKED = ANNOTATED / "roles"
TOLD = ANNOTATED / "told"
"""News-like texts with every event marked; what lies in its folder `kept` only measures."""
_OPEN = re.compile(r"\[(\d) ")
_TOLD = re.compile(
    r"\|(?P<classes>\w+(?:/\w+)*)(?: (?P<actor>[\d,]+))?(?: ?>(?P<recipient>[\d,]+))?(?: ?@(?P<place>[\d,]+))?"
    r"(?: (?P<how>[-?%~+]+))?\}"
)
_HOW = {
    "-": ("polarity", "negative"),
    "?": ("certainty", "possible"),
    "%": ("certainty", "probable"),
    "~": ("certainty", "underspecified"),
    "+": ("tense", "future"),
}


def load_marked(folder: Path, part: str) -> list[Item]:
    """The sentences of a part: "train", "test" (a fifth) or "all". ValueError says which line cannot be read."""
    return [item for item in _items(folder) if part in ("all", part_of_text(item.text))]


def load_told(folder: Path, part: str) -> list[Item]:
    """The texts of a folder ("dev"), those kept in it ("test") or both ("all"). ValueError says which line cannot be
    read."""
    folders = {"dev": (folder,), "test": (folder / "kept",), "all": (folder, folder / "kept")}[part]
    return [item for each in folders for item in _items(each)]


def _items(folder: Path) -> Iterator[Item]:
    lines = (
        (path.relative_to(folder.parent).with_suffix("").as_posix(), number, line)
        for path in sorted(folder.glob("*.txt"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line and not line.startswith("#")
    )
    return (parse_marked(f"{name}:{number}", line) for name, number, line in lines)


def part_of_text(text: str) -> str:
    """Every fifth sentence only measures; its words decide."""
    return "test" if drawn(text, 5) == 0 else "train"


def parse_marked(item_id: str, line: str) -> Item:
    """One sentence: "[1 Guards] {shot|Assault 1>2@3} [2 two men] in [3 Quito]."; marks may lie in one another."""
    text, at = "", 0
    opened: list[tuple[str, str, int]] = []
    phrases: dict[str, list[Span]] = {}
    told: list[tuple[re.Match[str], Span]] = []
    while at < len(line):
        step = 1
        if line[at] == "[" and (opening := _OPEN.match(line, at)):
            opened.append(("[", opening[1], len(text)))
            step = len(opening[0])
        elif line[at] == "{":
            opened.append(("{", "", len(text)))
        elif line[at] == "]" and opened and opened[-1][0] == "[":
            _, number, begin = opened.pop()
            phrases.setdefault(number, []).append(Span(begin, len(text)))
        elif line[at] == "|" and opened and opened[-1][0] == "{" and (said := _TOLD.match(line, at)):
            told.append((said, Span(opened.pop()[2], len(text))))
            step = len(said[0])
        elif line[at] in "[]{}|":
            raise ValueError(f"{item_id}: cannot read {line[at : at + 20]!r}")
        else:
            text += line[at]
        at += step
    if opened:
        raise ValueError(f"{item_id}: a mark is not closed")
    return Item(item_id, text, [_wanted(item_id, said, span, phrases) for said, span in told], None)


def _wanted(item_id: str, said: re.Match[str], trigger: Span, phrases: dict[str, list[Span]]) -> Wanted:
    def fillers(role: str) -> Iterator[list[Span]]:
        for number in said[role].split(",") if said[role] else ():
            if number not in phrases:
                raise ValueError(f"{item_id}: no phrase has the number {number}")
            yield phrases[number]

    factuality = {**FACTUALITY, **dict(_HOW[mark] for mark in said["how"] or "")}
    roles = {role: list(fillers(role)) for role in ROLES}
    return Wanted(frozenset(said["classes"].split("/")), trigger, roles, factuality, False)
