"""Two known names side by side that are the name of a third body: a branch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgbuild.extract.entities.name_forms import Name
from kgbuild.parse import Doc
from kgbuild.vocabulary import is_a


def with_branches(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names, that of a known body with the place right behind it as one: "Amnesty International Indonesia"."""
    bodies = {name.last: name for name in names if name.known and _is_long_body(name)}
    behind = {name.first: name for name in names if name.kind in ("Country", "Region", "City")}
    branches = {
        body: part
        for end, body in bodies.items()
        if (part := behind.get(end)) is not None and _is_part(doc, body, part)
    }
    gone = set(branches.values())
    return [
        replace(name, last=branches[name].last, known=(), maybe=(), sure=3) if name in branches else name
        for name in names
        if name not in gone
    ]


def _is_long_body(name: Name) -> bool:
    return name.last - name.first > 1 and is_a(name.kind or "", "Organization")


def _is_part(doc: Doc, body: Name, place: Name) -> bool:
    root = doc[body.first : body.last].root
    return root.dep_ in ("compound", "nmod") and place.first <= root.head.i < place.last
