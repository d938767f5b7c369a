"""What the authority knows of linked places beside their names: which country of the text they lie in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kgbuild.model import Entity, Facts, Key, Link, Statement

IMPLIED: Final = 0.9
"""What remains of a link's confidence where it implies a fact that the text does not state."""


def located(facts: Facts, links: Mapping[Key, Link]) -> Iterator[Statement]:
    """kgb:locatedIn for each city and region linked exactly or confirmed, unless the text itself says where it lies.

    The evidence is the place's first mention; the country must be an entity of the text.
    """
    countries: dict[str, Entity] = {}
    for entity in facts.entities:
        if entity.kind == "Country" and entity.country:
            countries.setdefault(entity.country, entity)
    told = {statement.subject for statement in facts.statements if statement.predicate == "kgb:locatedIn"}
    for entity in facts.entities:
        link = links.get(entity.key)
        if entity.kind not in ("City", "Region") or link is None or link.relation == "closeMatch" or entity.key in told:
            continue
        country = countries.get(link.country or "")
        if country is not None:
            confidence = round(link.confidence * IMPLIED, 4)
            span = entity.mentions[0].span
            yield Statement(entity.key, "kgb:locatedIn", country.key, span, confidence, "authority")
