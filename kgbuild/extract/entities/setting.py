"""Where a text plays: the country that a reader would supply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from kgbuild.model import Entity

LEAD: Final = 1.5
"""How many times as often as any other the country of the setting, or what is of it, is spoken of."""

OPENING: Final = 600
"""Within how many characters a text tells where it plays; a country that comes up later is another party."""

IMPLIED: Final = 0.6
"""Confidence of a country that only the setting tells."""


def main_country(entities: Sequence[Entity]) -> Entity | None:
    """The one country that is the obvious setting, or None.

    It is told at least twice, early, and it and its cities, bodies and persons far more often than those of any other.
    """
    told = Counter[str]()
    for entity in entities:
        if entity.country and entity.kind != "MediaOrganization":  # an agency is no sign of what it writes about
            told[entity.country] += len(entity.mentions)
    countries = [entity for entity in entities if entity.kind == "Country" and _named(entity) and entity.country]
    ranked = sorted(countries, key=lambda entity: -told[entity.country or ""])
    if not ranked or len(ranked[0].mentions) < 2 or ranked[0].mentions[0].span.begin > OPENING:
        return None
    if len(ranked) > 1 and told[ranked[0].country or ""] < LEAD * told[ranked[1].country or ""]:
        return None
    return ranked[0]


def country_entity(entities: Sequence[Entity], code: str | None) -> Entity | None:
    """The country of an ISO 3166-1 alpha-2 code, if the text names it."""
    return next((e for e in entities if code and e.kind == "Country" and e.country == code), None)


def _named(entity: Entity) -> bool:
    return any(mention.form == "name" for mention in entity.mentions)
