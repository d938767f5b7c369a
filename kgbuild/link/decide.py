"""Decides which Wikidata item each entity is, or that it is none.

A wrong link is worse than none: kind is a hard gate, and what stays below the threshold, or too near to the runner-up,
gets no link. Confidence is the share of such decisions that are right, by the tables of docs/linking.md.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any, Final, Literal

from kgbuild.link.abbreviations import stands_for_other
from kgbuild.link.authority import Authority
from kgbuild.link.calibration import calibration
from kgbuild.link.candidates import Candidate, candidates
from kgbuild.link.context import Context, context_of
from kgbuild.link.cues import cues, is_generic, words_of_post
from kgbuild.link.decisions import Decision, Decisions
from kgbuild.link.items import Item, size_of
from kgbuild.link.namesakes import UNLIKE
from kgbuild.link.places import located
from kgbuild.link.rivals import rivalry
from kgbuild.link.surroundings import ELSEWHERE
from kgbuild.link.usage import (
    has_mayor,
    is_band,
    is_called_other,
    is_called_province,
    is_called_settlement,
    is_called_small,
    is_cited,
    is_division,
    is_of_many,
)
from kgbuild.model import Article, Entity, Facts, Key, Link
from kgbuild.settings import Settings
from kgbuild.vocabulary import is_a

TAG: Final = re.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
UNTAGGED: Final = frozenset({"en", "mul"})
"""Languages of names that are no name in another language."""

BASE: Final[Mapping[str, float]] = {
    "label": 0.93,
    "alias": 0.91,
    "legal form": 0.91,
    "abbreviation": 0.85,
    "generic": 0.85,
    "transliteration": 0.75,
    "initials": 0.65,
}
SAME_COUNTRY: Final = 0.04
OTHER_COUNTRY: Final = 0.3
SAME_POST: Final = 0.15
TOWN: Final = 200_000
CITED: Final = 0.06
KIND_DIFFERS: Final = 0.05
OBSCURE: Final = 0.15
"""How much surer a place of full prominence is than one of none: small places share their names with others."""
OBSCURE_AND_FAR: Final = 3.0
LARGE: Final = 0.75
"""The prominence of a city of 700,000 inhabitants."""
KNOWN_ABROAD: Final[Mapping[str, float]] = {"City": LARGE, "Region": 0.7}
"""A place that is less prominent needs its country in the text, the less the more."""


def link(
    facts: Facts, article: Article, authority: Authority, settings: Settings, decisions: Decisions | None = None
) -> Facts:
    """The facts with a link for each entity that the authority knows for sure or probably.

    What persons decided comes first: a confirmed item is sameAs, a rejected one is no candidate. An entity linked
    exactly gets the item's country where it has none; a place also lies in it. Posts speak for a
    person only if held by the article's date.
    """
    context = context_of(facts, article, authority)
    links: dict[Key, Link] = {}
    for entity in facts.entities:
        home = entity.country or (context.home if is_generic(entity.label) else None)
        ruling = (decisions or Decisions()).ruling(entity, home, article.id)
        found = None
        if ruling.confirmed:
            found = _confirmed(entity, ruling.confirmed, authority)
        elif not ruling.absent:
            found = _decide(entity, context, authority, settings, ruling.rejected)
        if found:
            links[entity.key] = found
    entities = tuple(_with_country(entity, links.get(entity.key), context) for entity in facts.entities)
    statements = (*facts.statements, *located(facts, links))
    return dataclasses.replace(facts, entities=entities, links=tuple(links.values()), statements=statements)


def _confirmed(entity: Entity, decision: Decision, authority: Authority) -> Link:
    """The item that a person confirmed, with what the authority knows of it, if anything."""
    item = authority.item(decision.qid)
    known = item or Item(entity.kind, decision.label, decision.qid)
    return Link(
        entity=entity.key, qid=decision.qid, relation="sameAs", confidence=1.0, margin=1.0, method="confirmed",
        authority=authority.name if item else f"decisions {decision.date or 'undated'}",
        **_known_of(known),
    )  # fmt: skip


def _decide(
    entity: Entity, context: Context, authority: Authority, settings: Settings, rejected: frozenset[str]
) -> Link | None:
    if not entity.name_spans:
        return None  # only adjectives or descriptions tell of it
    found = tuple(each for each in candidates(entity, authority, context.home) if each.item.qid not in rejected)
    chance = calibration().chance
    scored = sorted(
        (
            (chance(max(0.0, _score(entity, each, context) - rivalry(entity, each, found, context))), each)
            for each in found
        ),
        key=lambda pair: (-pair[0], pair[1].item.qid or ""),
    )
    if not scored:
        return None
    confidence, best = scored[0]
    runner_up = max((score for score, other in scored if other.item.qid != best.item.qid), default=0.0)
    margin = confidence - runner_up
    if confidence < settings.close_threshold or margin < settings.margin or best.item.qid is None:
        return None
    relation: Literal["exactMatch", "closeMatch"] = (
        "exactMatch" if confidence >= settings.exact_threshold else "closeMatch"
    )
    item = best.item
    return Link(
        entity=entity.key, qid=best.item.qid, relation=relation, confidence=round(confidence, 3),
        margin=round(margin, 3), method=best.method, authority=authority.name, **_known_of(item),
    )  # fmt: skip


def _known_of(item: Item) -> dict[str, Any]:
    """What a link tells of its item: label, a name in each other language, country, coordinates, GeoNames id."""
    aliases: dict[str, str] = {}
    for name in item.names:
        if name.language not in UNTAGGED and TAG.fullmatch(name.language):
            aliases.setdefault(name.language, name.text)
    return {
        "label": item.label or None, "aliases": tuple(aliases.items()), "country": item.country,
        "latitude": item.latitude, "longitude": item.longitude, "geonames": item.geonames,
    }  # fmt: skip


def _score(entity: Entity, candidate: Candidate, context: Context) -> float:
    """How sure it is that the entity is the candidate: its name, then country and post for or against it."""
    item, score = candidate.item, BASE[candidate.method]
    if _is_misread(entity, item, context):
        return 0.0
    if (
        candidate.method == "abbreviation"
        and item.kind == "MediaOrganization"
        and is_cited(context.article.text, entity)
    ):
        score += CITED
    homes = context.countries_of(entity)
    if item.kind in ("City", "Region"):
        prominence = item.prominence or 0.0
        score -= OBSCURE * (1 - prominence)
        if item.country not in homes and not context.is_told_beside(item.country, entity):
            is_town = item.kind == "City" and item.population is not None and item.population < TOWN
            size = 0.9 * size_of(item.population or 0) if is_town else prominence
            score -= OBSCURE_AND_FAR * max(0.0, KNOWN_ABROAD[item.kind] - size)
    if item.country and item.kind != "Country":
        score += _of_country(entity, candidate, homes, context)
    if entity.kind != item.kind and item.kind in ("City", "Region", "Country"):
        score -= 0.0 if entity.kind in ("Place", "GeographicArea") else KIND_DIFFERS
    if _same_post(context.posts.get(entity.key, ()), item, context.year):
        score += SAME_POST
    elif entity.kind == "Person":
        score -= max(context.descriptions.doubt(entity, item, context.year), _out_of_place(entity, item, context))
    return max(0.0, min(score, 0.99))


def _out_of_place(entity: Entity, item: Item, context: Context) -> float:
    """How much less sure a person is who is told of as somebody of no public life, or who may be anybody, while nothing
    else is of the item's country, as whoever is named in a text of sport alone; in a text of the life of people whom
    nobody knows what is of the country tells nothing."""
    told = context.descriptions
    if not context.public and context.private:
        return UNLIKE
    if context.is_told_beside(item.country, entity):
        return 0.0
    unlikely = told.is_unlikely(entity, public=context.public)
    if not context.public:
        unlikely = unlikely or context.sport_words > 0 or told.may_be_anybody(entity)
    return UNLIKE if unlikely else 0.0


def _of_country(entity: Entity, candidate: Candidate, homes: frozenset[str], context: Context) -> float:
    """What the countries that the text gives the entity, or else names at all, say for or against an item of a country.

    A generic name is of the country that the text is about; that of a party or body which is known by it, of its own
    country where the text tells of that, or of none while it is its whole name ("Labour Party").
    """
    country = candidate.item.country
    if country in homes:
        return SAME_COUNTRY
    if homes:
        return -1.0 if entity.key in context.tied else -OTHER_COUNTRY
    if is_generic(candidate.name):
        known = candidate.method in ("label", "alias") and country in context.named
        only = candidate.method == "label" and not context.named
        meant = (known or country == context.home) and not context.is_of_elsewhere(country)
        return 0.0 if meant or only else -1.0
    is_told = context.is_told_beside(country, entity) if entity.kind == "Person" else country in context.named
    return SAME_COUNTRY if is_told else 0.0


def _is_misread(entity: Entity, item: Item, context: Context) -> bool:
    """Whether the name is used for something else than what the item is: a team, a company, a division, a term."""
    text = context.article.text
    if is_a(item.kind, "Place"):
        if context.is_part_of_names(entity) or is_called_other(text, entity):
            return True
        elsewhere = (
            context.sport
            or context.is_side(entity)
            or (item.kind != "Country" and context.is_short_for_company(entity))
        )
        if elsewhere and not context.is_used_as_place(entity):
            return True
        if context.lies_elsewhere(entity, item):
            return True
        if item.kind == "City":
            return is_division(text, entity) or ((item.prominence or 0) > LARGE and is_called_small(text, entity))
        if item.kind == "Region":
            return is_called_small(text, entity) or (entity.kind == "City" and has_mayor(text, entity))
        return item.kind == "Country" and (is_called_small(text, entity) or is_called_province(text, entity))
    if item.kind != "Person" and (
        is_called_settlement(text, entity)
        or is_called_other(text, entity)
        or is_of_many(text, entity)
        or (item.kind != "Company" and is_band(text, entity))
        or (item.kind == "Company" and item.label != entity.label and context.is_end_of_company(entity))
    ):
        return True
    return stands_for_other(text, entity, (item.label, *item.aliases))


def _same_post(roles: tuple[str, ...], item: Item, year: int | None) -> bool:
    """Whether the item held one of the roles before the end of the year: the words of the role are in the title, and
    what makes the title a lesser one is in the role ("foreign minister", "Minister of Foreign Affairs")."""
    wanted = [told for role in roles if (told := words_of_post(role))]
    for post in item.posts:
        held = year is None or post.begin is None or int(post.begin[:4]) <= year
        title = words_of_post(post.title)
        if held and any(told <= title and not (title - told) & cues()["lesser_posts"] for told in wanted):
            return True
    return False


def _with_country(entity: Entity, found: Link | None, context: Context) -> Entity:
    """The entity with the country of its item, or of a body that it turned out not to be with that of the text."""
    if found is not None and found.relation != "closeMatch":
        return dataclasses.replace(entity, country=entity.country or found.country)
    tied = context.tied.get(entity.key)
    if not tied or not entity.country or entity.country in tied:
        return entity
    (country,) = tied if len(tied) == 1 else (ELSEWHERE,)
    return dataclasses.replace(entity, country=country or None)
