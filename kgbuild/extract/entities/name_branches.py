"""Two known names side by side that are the name of a third body: a branch, a party called by the names of two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.entities.name_forms import Name
from kgbuild.parse import Doc
from kgbuild.vocabulary import is_a

_FORCES: Final = ("ArmedGroup", "PoliticalParty")


def with_branches(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names, that of a known body with the place right behind it as one: "Amnesty International Indonesia"; so are
    those of two parties or forces: "Fatah Hezbollah" is a third."""
    bodies = {name.last: name for name in names if name.known and is_a(name.kind or "", "Organization")}
    behind = {name.first: name for name in names if name.kind in ("Country", "Region", "City", *_FORCES)}
    branches = {
        body: part
        for end, body in bodies.items()
        if (part := behind.get(end)) is not None and _are_one(body, part) and _is_part(doc, body, part)
    }
    gone = set(branches.values())
    return [
        replace(name, last=branches[name].last, kind=_kind_of_both(name, branches[name]), known=(), maybe=(), sure=3)
        if name in branches
        else name
        for name in names
        if name not in gone
    ]


def _are_one(body: Name, part: Name) -> bool:
    return body.kind in _FORCES if part.kind in _FORCES else body.last - body.first > 1


def _kind_of_both(body: Name, part: Name) -> str | None:
    return part.kind if part.kind in _FORCES else body.kind


def _is_part(doc: Doc, body: Name, place: Name) -> bool:
    root = doc[body.first : body.last].root
    return root.dep_ in ("compound", "nmod") and place.first <= root.head.i < place.last
