"""Which items of the authority an entity may be, and how well each name fits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kgbuild.link.authority import Authority
from kgbuild.link.core import DIVISIONS
from kgbuild.link.items import Item
from kgbuild.model import Entity
from kgbuild.names import fold_name
from kgbuild.vocabulary import is_a

MAX_SHORT: Final = 3
"""An abbreviation of so many letters is borne by too many things to be sure of one."""

# Bodies that news calls by an abbreviation without telling what it stands for.
CALLED_SHORT: Final = frozenset(
    {"GovernmentBody", "PoliceForce", "MilitaryForce", "PoliticalParty", "MediaOrganization"}
)
ALWAYS_CALLED_SHORT: Final = frozenset({"Country", "IntergovernmentalOrganization"})

# What a company's full name ends in: "General Motors Corp", "Morgan Stanley and Co Inc".
_FORMS: Final = "(?:and|&) Co|Inc|Incorporated|Corp|Corporation|Co|Company|Ltd|Limited|LLC|Plc|PLC|plc|AG|SA|NV|SE|GmbH"
_LEGAL_FORM: Final = re.compile(rf"(?:,? (?:{_FORMS})\.?)+$")

# "Province of X" and "Western Province of X" name X.
_DIVISION_OF: Final = re.compile(rf"(?:\w+ )?(?:{'|'.join(DIVISIONS)}) of (?:the )?(.+)")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that an entity may be. `method` says how the name was found: "label", "alias", "abbreviation" or
    "transliteration"."""

    item: Item
    method: str
    name: str


def candidates(entity: Entity, authority: Authority) -> tuple[Candidate, ...]:
    """The items with a Wikidata item that bear one of the entity's names and are of a kind that it may be.

    The fullest name that finds any decides: short forms of it are never looked up beside it.
    """
    for name in _names(entity):
        found = tuple(_bearers(name, entity.kind, authority))
        if found:
            return found
    return ()


def _names(entity: Entity) -> list[str]:
    """The entity's names, the one of most words first; of a person only those of two words and more."""
    names = [re.sub(r"^(?:the|The) ", "", name) for name in (entity.label, *entity.alt_labels)]
    names += [match[1] for name in names if (match := _DIVISION_OF.match(name))]
    proper = [name for name in dict.fromkeys(names) if any(letter.isupper() for letter in name)]
    if is_a(entity.kind, "Organization"):
        proper += [short for name in proper if (short := _LEGAL_FORM.sub("", name)) != name]
    if entity.kind == "Person":
        proper = [name for name in proper if len(fold_name(name).split()) > 1]
    return sorted(proper, key=lambda name: -len(name.split()))


def _bearers(name: str, kind: str, authority: Authority) -> Iterator[Candidate]:
    for item in authority.named(name):
        if item.qid and compatible(kind, item.kind) and (method := _method(name, item)):
            yield Candidate(item, method, name)
    if kind == "Person" and not authority.named(name):
        for item in authority.persons_like(name):
            if item.qid:
                yield Candidate(item, "transliteration", name)


def _method(name: str, item: Item) -> str | None:
    """How the item bears the name; None where the name is too short to say so without the long one beside it."""
    if fold_name(item.label) == fold_name(name):
        return "label"
    if item.kind in ALWAYS_CALLED_SHORT or not name.isupper() or len(name) > MAX_SHORT:
        return "alias"
    return "abbreviation" if item.kind in CALLED_SHORT else None


def compatible(kind: str, other: str) -> bool:
    """Whether a thing taken for one kind may be of the other.

    Places are mistaken for places, bodies for bodies; a channel that acts is taken for a company.
    """
    if is_a(kind, other) or is_a(other, kind) or (kind == "Company" and other == "Medium"):
        return True
    return any(is_a(kind, broad) and is_a(other, broad) for broad in ("Place", "Organization"))
