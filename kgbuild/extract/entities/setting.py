"""Where a text plays: the country that a reader would supply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.syntax import governed, governing_verb
from kgbuild.model import Entity
from kgbuild.parse import Token

LEAD: Final = 1.5
"""How many times as often as any other the country of the setting, or what is of it, is spoken of."""

OFTEN: Final = 6
"""How often a country and what is of it are spoken of that needs no second word of it by its name."""

OPENING: Final = 600
"""Within how many characters a text tells where it plays; a country that comes up later is another party."""

IMPLIED: Final = 0.6
"""Confidence of a country that only the setting tells."""


@dataclass(frozen=True, slots=True)
class Home:
    """The country that "the country" is: its first mention, its code and how often it and what is of it are told."""

    mention: int | None
    country: str | None
    told: int


def home_of(chains: Chains) -> Home:
    """The country that the headline's label names ("Peru: …") or that is named most by far, it and what is of it."""
    told = Counter(c.country for c in chains.candidates if c.country and c.kind != "MediaOrganization")
    first: dict[str, int] = {}
    for i, candidate in enumerate(chains.candidates):
        if candidate.form == "name" and candidate.kind == "Country" and candidate.country:
            if candidate.first == 0 and chains.doc[candidate.last : candidate.last + 1].text == ":":
                return Home(i, candidate.country, told[candidate.country])
            first.setdefault(candidate.country, i)
    country = _leading(told, first)
    return Home(first[country], country, told[country]) if country is not None else Home(None, None, 0)


def _leading(told: Mapping[str, int], countries: Collection[str]) -> str | None:
    """The one of some countries that is spoken of far more often than any other of them; None if none is."""
    ranked = sorted(countries, key=lambda country: -told[country])
    if not ranked or (len(ranked) > 1 and told[ranked[0]] < LEAD * told[ranked[1]]):
        return None
    return ranked[0]


def main_country(entities: Sequence[Entity]) -> Entity | None:
    """The one country that is the obvious setting, or None.

    It is told at least twice, or it and what is of it often, and that early and far more often than any other.
    """
    told = Counter[str]()
    for entity in entities:
        if entity.country and entity.kind != "MediaOrganization":  # an agency is no sign of what it writes about
            told[entity.country] += len(entity.mentions)
    named = {e.country: e for e in reversed(entities) if e.kind == "Country" and _named(e) and e.country}
    country = _leading(told, named)
    main = named[country] if country is not None else None
    begins = (entity.mentions[0].span.begin for entity in entities if main and entity.country == main.country)
    if main is None or min(begins) > OPENING:
        return None
    if len(main.mentions) < 2 and told[main.country or ""] < OFTEN:
        return None
    return main


def seats_told(body: Token) -> tuple[Token, ...]:
    """Where a body of a state is by the words behind it, or in front of its clause: "police in Oslo", "in Oslo, police
    said"."""
    front = (child for child in governing_verb(body).lefts if child.dep_ == "prep" and child.lower_ == "in")
    before = (place for each in front for place in each.children if place.dep_ == "pobj" and place.i < body.i)
    return (*governed(body, "in"), *before)


def country_entity(entities: Sequence[Entity], code: str | None) -> Entity | None:
    """The country of an ISO 3166-1 alpha-2 code, if the text names it."""
    return next((e for e in entities if e.kind == "Country" and e.country == code), None) if code else None


def _named(entity: Entity) -> bool:
    return any(mention.form == "name" for mention in entity.mentions)
