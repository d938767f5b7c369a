"""Where a text plays: the country that a reader would supply."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kgbuild.model import Entity

LEAD: Final = 1.5
"""How many times as often as any other the country of the setting is spoken of."""

IMPLIED: Final = 0.6
"""Confidence of a country that only the setting tells."""


def main_country(entities: Sequence[Entity]) -> Entity | None:
    """The one country that is the obvious setting, or None: told at least twice and far more often than any other."""
    countries = [entity for entity in entities if entity.kind == "Country" and _named(entity)]
    ranked = sorted(countries, key=lambda entity: -len(entity.mentions))
    if not ranked or len(ranked[0].mentions) < 2:
        return None
    if len(ranked) > 1 and len(ranked[0].mentions) < LEAD * len(ranked[1].mentions):
        return None
    return ranked[0]


def country_entity(entities: Sequence[Entity], code: str | None) -> Entity | None:
    """The country of an ISO 3166-1 alpha-2 code, if the text names it."""
    return next((e for e in entities if code and e.kind == "Country" and e.country == code), None)


def _named(entity: Entity) -> bool:
    return any(mention.form == "name" for mention in entity.mentions)
