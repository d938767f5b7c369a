"""What an authority says of one thing: its names, kind, place, posts and how well known it is. Frozen values."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from kgbuild.vocabulary import is_a

Spotting = Literal["no", "sure", "doubtful"]

MOST_SITELINKS: Final = 300
"""So many Wikipedias write of the best-known things."""


class Source(NamedTuple):
    """Where rows of an authority come from. `snapshot` is the ISO date on which they were taken or checked."""

    name: str
    url: str
    licence: str
    snapshot: str


class Name(NamedTuple):
    """A name in use. `language` is a BCP 47 tag, "mul" where it is of no one language.

    `spotting` says whether the gazetteer shall find it in text: "doubtful" names also mean other things and count
    only where the parse agrees.
    """

    text: str
    language: str = "en"
    spotting: Spotting = "no"


class Post(NamedTuple):
    """A position held. Dates are ISO, as exact as known ("2019", "2019-03-20"); None where unknown or still held."""

    title: str
    begin: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the authority knows. `label` is its English name (the first at hand where it has none).

    `kind` is an entity class; `qid` is None for what is known by name only; `names` are all names in use, the label
    among them. `country` is an ISO 3166-1 alpha-2 code (3166-3 for former states), coordinates are WGS84, `geonames` a
    GeoNames id, `sitelinks` the number of Wikipedias. `prominence` (0–1) ranks bearers of one name; None where it
    shall follow from sitelinks and population.
    """

    kind: str
    label: str
    qid: str | None = None
    names: tuple[Name, ...] = ()
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int | None = None
    geonames: int | None = None
    sitelinks: int | None = None
    prominence: float | None = None
    posts: tuple[Post, ...] = ()

    @property
    def is_town(self) -> bool:
        """Whether only GeoNames knows it."""
        return self.kind == "City" and self.qid is None

    @property
    def aliases(self) -> tuple[str, ...]:
        """The names without the label, each once."""
        return tuple(dict.fromkeys(name.text for name in self.names if name.text != self.label))


def prominence_of(item: Item) -> float:
    """The item's own prominence, or else the greater of what its sitelinks and its population tell, by magnitude."""
    if item.prominence is not None:
        return item.prominence
    known = math.log(1 + (item.sitelinks or 0)) / math.log(1 + MOST_SITELINKS)
    return round(min(1.0, max(known, 0.9 * size_of(item.population or 0))), 4)


def size_of(population: int) -> float:
    """0 for a hamlet, 1 for ten million, by order of magnitude."""
    return min(1.0, math.log10(population) / 7) if population > 1 else 0.0


def compatible(kind: str, other: str) -> bool:
    """Whether a thing taken for one kind may be of the other.

    Places are mistaken for places, bodies for bodies; a channel that acts is taken for a company.
    """
    if is_a(kind, other) or is_a(other, kind) or (kind == "Company" and other == "Medium"):
        return True
    return any(is_a(kind, broad) and is_a(other, broad) for broad in ("Place", "Organization"))
