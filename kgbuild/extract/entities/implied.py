"""Countries that a text names by their adjectives alone: Russia, where it speaks of "Russian President X" only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kgbuild.extract.entities.name_forms import countries_told
from kgbuild.extract.entities.nouns import nouns
from kgbuild.extract.layers import Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import first_conjunct
from kgbuild.model import Annotated, Entity, Mention, Span
from kgbuild.parse import Token
from kgbuild.vocabulary import is_a

BY_ADJECTIVE: Final = 0.7
"""Confidence of a mention that implies a country."""


def with_implied_countries(
    annotated: Annotated, entities: Sequence[Entity], triggers: Sequence[Trigger]
) -> tuple[Entity, ...]:
    """The entities and, for each country that only adjectives tell of, one more, which they denote.

    Only adjectives of actors ("Russian troops"), of events ("a Russian attack") and of what fills a role of one
    ("rejected a Russian offer") count.
    """
    named = {entity.country for entity in entities if entity.kind == "Country"}
    doc, whole = annotated.doc, frozenset(annotated.names)
    heads = {mention.head for entity in entities if is_a(entity.kind, "Actor") for mention in entity.mentions}
    heads |= {trigger.token for trigger in triggers}
    fillers = {argument.head for trigger in triggers for argument in trigger.arguments}
    found: dict[str, tuple[str, list[Mention]]] = {}
    for name, country in countries_told(annotated.names):
        adjectives = (each for each in name.known if each.adjective and each.country == country)
        bearer = next((each.bearer for each in adjectives if each.bearer and each.kind == "Country"), None)
        if bearer is None or country in named or name not in whole:
            continue
        head = doc[name.last - 1]
        told_of = first_conjunct(head).head
        told_of = told_of.head if told_of.dep_ == "compound" else told_of  # "the Peruvian Ana Berg"
        if (told_of.i not in heads and head.i not in fillers) or _is_half(doc[name.first]):
            continue
        span = Span(doc[name.first].idx, head.idx + len(head))
        mention = Mention(span, head.i, "nominal", BY_ADJECTIVE)
        found.setdefault(country, (bearer, []))[1].append(mention)
    implied = (
        Entity(
            f"entity={mentions[0].span.begin},{mentions[0].span.end}",
            "Country",
            label,
            tuple(mentions),
            distinctive=True,
            country=country,
        )
        for country, (label, mentions) in found.items()
    )
    return (*entities, *implied)


def _is_half(adjective: Token) -> bool:
    """Whether an adjective tells with another of people's descent: "Italian-American voters", but not "… talks" or
    "ex-Peruvian president"."""
    joined = adjective.i > 1 and adjective.nbor(-1).text == "-" and not adjective.nbor(-1).whitespace_
    joined = joined and adjective.nbor(-2).lower_ not in load_lexicon("titles")["modifiers"]["former"]
    return joined and nouns().kind_of(adjective.head) in ("Person", "Group")
