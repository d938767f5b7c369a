"""Which kind of entity an instance of a Wikidata class is, by the classes above it (data/classes.tsv)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

NONE: Final = "-"
"""What stands in place of a kind for classes whose instances are left out."""

FURTHEST: Final = 30
"""So many steps up at most: beyond, everything is an entity."""


class Kinds:
    """Kinds by class. `parents_of` gives the superclasses of a class, Q-ids both; without it only what the table names
    itself is known."""

    def __init__(self, parents_of: Callable[[str], Iterable[str]] = lambda _: ()) -> None:
        self._parents_of = parents_of
        self._by_class: dict[str, tuple[int, int, str] | None] = {}

    def kind(self, classes: Iterable[str]) -> str | None:
        """The entity class of what is an instance of these; None if of none, `NONE` if it is to be left out.

        The nearest class of the table decides, of two as near the one further up in it.
        """
        found = [each for each in map(self._nearest, classes) if each]
        return min(found)[2] if found else None

    def _nearest(self, name: str) -> tuple[int, int, str] | None:
        """Steps up to the nearest class of the table, its line, its kind; breadth first."""
        if name not in self._by_class:
            level, seen = {name}, {name}
            found = None
            for steps in range(FURTHEST):
                hits = [(steps, *class_kinds()[each]) for each in level if each in class_kinds()]
                if hits or not level:
                    found = min(hits, default=None)
                    break
                level = {parent for each in level for parent in self._parents_of(each)} - seen
                seen |= level
            self._by_class[name] = found
        return self._by_class[name]


def direct_kind(classes: Iterable[str]) -> str | None:
    """The kind by the table's own classes alone; None where it names none of these."""
    found = [class_kinds()[name] for name in classes if name in class_kinds()]
    return min(found)[1] if found else None


@cache
def class_kinds() -> Mapping[str, tuple[int, str]]:
    """Class → its line in the table and its kind."""
    text = (files("kgbuild.link.builders") / "data" / "classes.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {name: (number, kind) for number, (name, kind, _) in enumerate(rows[1:])}
