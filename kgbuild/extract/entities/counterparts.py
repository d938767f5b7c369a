"""Who holds the same post elsewhere: "the minister met his Greek counterpart, Ana Berg"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Final

from kgbuild.extract.entities.nouns import PLURAL_TAGS
from kgbuild.extract.entities.setting import country_entity
from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.syntax import governed, lemma
from kgbuild.model import Annotated, Entity, Membership, Span
from kgbuild.parse import Token

CONFIDENCE: Final = 0.8
COUNTERPART: Final = "counterpart"
LONGEST: Final = 20
"""Tokens within which the names of counterparts stand."""


def counterparts(
    annotated: Annotated, entities: Sequence[Entity], index: EntityIndex, posts: Sequence[Membership]
) -> list[Membership]:
    """The posts of those who are told as counterparts of a person whose post in `posts` is known.

    Of several each has the country of the adjective in the same place of the row: "his Greek and French counterparts,
    Ana Berg and Luc Roy". Nothing where the numbers of countries and names differ.
    """
    roles = {post.member: post for post in reversed(posts) if not post.former}
    found = []
    for noun in annotated.doc:
        owner = _owner(noun, index) if lemma(noun) == COUNTERPART else None
        post = roles.get(owner.key) if owner is not None else None
        countries = _countries(annotated, entities, index, noun) if post is not None else []
        named = list(itertools.islice(_named(noun, index), len(countries) + 1)) if countries else []
        if post is None or len(named) != len(countries) or (len(named) > 1) != (noun.tag_ in PLURAL_TAGS):
            continue
        for (person, where), country in zip(named, countries, strict=True):
            if person.key in roles:
                continue  # told by a title of his own
            span = (
                Span(noun.left_edge.idx, where.end)
                if where.begin > noun.idx
                else Span(where.begin, noun.idx + len(noun))
            )
            key = f"post={span.begin},{span.end}"
            found.append(Membership(key, person.key, post.role, span, CONFIDENCE, COUNTERPART, country=country.key))
    return found


def _owner(noun: Token, index: EntityIndex) -> Entity | None:
    """Whose counterpart it is."""
    owners = (index.at(child.i) for child in noun.children if child.dep_ == "poss")
    return next((at[0] for at in owners if at is not None and at[0].kind == "Person"), None)


def _countries(annotated: Annotated, entities: Sequence[Entity], index: EntityIndex, noun: Token) -> list[Entity]:
    """The countries that adjectives before the noun tell, or "of" or "from" behind it."""
    inside = range(noun.left_edge.i, noun.i)
    codes = [
        known.country
        for name in annotated.names
        if name.first in inside
        for known in name.known[:1]
        if known.adjective and known.kind == "Country"
    ]
    told = [country_entity(entities, code) for code in codes]
    if told:
        return [country for country in told if country is not None] if None not in told else []
    places = (index.at(token.i) for token in governed(noun, "of", "from", "in"))
    return [at[0] for at in places if at is not None and at[0].kind == "Country"]


def _named(noun: Token, index: EntityIndex) -> Iterator[tuple[Entity, Span]]:
    """The persons whose names follow the noun with nothing but commas, "and" and the country between."""
    doc, place = noun.doc, noun.i + 1
    end = min(place + LONGEST, noun.sent.end)
    seen = None
    while place < end:
        token = doc[place]
        at = index.at(place)
        if at is not None and at[0].kind == "Person" and at[1].form == "name":
            if at[1] is not seen:
                yield at[0], at[1].span
            seen = at[1]
        elif (
            token.text not in (",", "and") and token.lower_ not in ("of", "from", "in") and not _is_named(token, index)
        ):
            return
        place += 1


def _is_named(token: Token, index: EntityIndex) -> bool:
    """Whether a word belongs to a name, or to a country's."""
    at = index.at(token.i)
    return token.pos_ == "PROPN" or (at is not None and at[0].kind == "Country")
