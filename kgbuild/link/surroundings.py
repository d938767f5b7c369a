"""Which countries a text ties to a name: that which a body is said to be of, that in which a place is said to lie."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Final, NamedTuple

from kgbuild.link.authority import Authority
from kgbuild.link.cues import cues
from kgbuild.link.items import Item
from kgbuild.model import Entity, Facts, Key, Span
from kgbuild.vocabulary import is_a

ELSEWHERE: Final = ""
"""In place of a country's code: a part of a country, which has bodies of its own."""

LONGEST: Final = 80
"""So many code points beside a name are looked at."""

LIST: Final = re.compile(r"(?:, [A-Z]\w+(?: [A-Z]\w+)*)*,? and [A-Z]")
"""What follows the first item of a list: "Paris, Texas and Nevada"."""

NATIONAL: Final = frozenset({"GovernmentBody", "PoliceForce", "MilitaryForce", "PoliticalParty", "ArmedGroup"})
"""Kinds of which each country has its own, often of one name."""

# Between a country and the body that is said to be of it: "Serbia's ", "Indonesian ", "In Ireland, the ".
_OWNER: Final = re.compile(
    r"(?:['’]s?)? (?:(?:[a-z]+ )?(?:agency|army|group|militia|movement|newspaper|party|police) )?"
)
# "Macedonia, in northern Greece"
_IN_PART: Final = re.compile(r", in (?:the )?(?:north|south|east|west|cent)[a-z-]*")
# After a place's possessive and a medium: its office there.
_OFFICE: Final = re.compile(r" (?:bureau|correspondent|office|reporter|service|staff)")
_BEFORE_OPENING: Final = re.compile(r"(?:^|[.!?:;]\s+|\n)In (?:the )?$")
_AFTER_OPENING: Final = re.compile(r",? (?:the )?")
_OF: Final = re.compile(r" of (?:the )?")
_OF_OR_IN: Final = re.compile(r" (?:of|in) (?:the )?")
_POSSESSIVE: Final = re.compile(r"['’]")


class _Place(NamedTuple):
    span: Span
    entity: Entity
    is_name: bool


class Places:
    """The mentions of places in a text, by where they are."""

    def __init__(self, facts: Facts) -> None:
        found = (
            _Place(mention.span, entity, mention.form == "name")
            for entity in facts.entities
            if is_a(entity.kind, "Place")
            for mention in entity.mentions
            if mention.form == "name" or entity.kind == "Country"
        )
        self._by_begin = sorted(found, key=lambda place: place.span)
        self._by_end = sorted(self._by_begin, key=lambda place: place.span.end)
        self._begins = [place.span.begin for place in self._by_begin]
        self._ends = [place.span.end for place in self._by_end]

    def after(self, at: int) -> list[_Place]:
        """Those that begin soon after an offset, the nearest first."""
        return self._by_begin[bisect_left(self._begins, at + 1) : bisect_left(self._begins, at + LONGEST)]

    def begins_at(self, at: int) -> bool:
        """Whether one begins at an offset."""
        i = bisect_left(self._begins, at)
        return i < len(self._begins) and self._begins[i] == at

    def before(self, at: int) -> list[_Place]:
        """Those that end soon before an offset."""
        return self._by_end[bisect_left(self._ends, at - LONGEST) : bisect_left(self._ends, at + 1)]


def tied_countries(facts: Facts, places: Places, text: str, authority: Authority) -> dict[Key, frozenset[str]]:
    """The countries that bodies are said to be of, in the words right beside their names (ISO 3166-1 alpha-2).

    "Serbia's Democratic Party", "the Labour Party of Norway", "In Ireland, the Labour Party" tell a country, "the
    Department of State of Ohio" tells ELSEWHERE. A company may be in, and a country's, without being of it: only "of"
    tells.
    """
    found = {}
    for entity in facts.entities:
        if is_a(entity.kind, "Organization"):
            ties = (_ties(entity.kind, span, places, text, authority) for span in entity.name_spans)
            if codes := frozenset(chain.from_iterable(ties)):
                found[entity.key] = codes
    return found


def _ties(kind: str, span: Span, places: Places, text: str, authority: Authority) -> Iterator[str]:
    tie = _OF_OR_IN if kind == "PoliticalParty" else _OF
    for place in places.after(span.end):
        between = text[span.end : place.span.begin]
        if tie.fullmatch(between):
            yield from _code(place.entity, authority, only_states=kind in NATIONAL and not between.startswith(" in"))
    if kind in ("MediaOrganization", "Organization") and not _OFFICE.match(text, span.end):
        for place in places.before(span.begin):
            if text[place.span.end : span.begin] in ("'s ", "’s "):
                yield from _code(place.entity, authority, only_states=False)
    for place in places.before(span.begin) if kind in NATIONAL else ():
        between = text[place.span.end : span.begin]
        if _OWNER.fullmatch(between):
            yield from _code(place.entity, authority, only_states=True)
        elif _AFTER_OPENING.fullmatch(between) and _BEFORE_OPENING.search(text, 0, place.span.begin):
            yield from _code(place.entity, authority, only_states=False)


def _code(place: Entity, authority: Authority, *, only_states: bool) -> Iterator[str]:
    if place.kind != "Country" and only_states:
        yield ELSEWHERE
        return
    countries = {place.country} if place.country else {item.country for item in authority.named(place.label)}
    if len(countries) == 1:
        yield from filter(None, countries)


def surroundings_of_places(
    facts: Facts, places: Places, text: str, authority: Authority
) -> dict[Key, tuple[Item, ...]]:
    """In one of which countries and divisions a place must lie by the words after its name: "Athens, in the north of
    Georgia".

    Where the name there is that of several (Georgia), all are told. What may be an item of a list tells nothing. What
    is called like a country lies elsewhere only in a division ("the town of Lebanon in Pennsylvania").
    """
    found = {}
    for entity in facts.entities:
        if is_a(entity.kind, "Place"):
            country = entity.kind == "Country"
            told = [_lies_in(span, places, text, authority, in_division=country) for span in entity.name_spans]
            if any(told):
                found[entity.key] = tuple(item for items in told for item in items)
    return found


def _lies_in(span: Span, places: Places, text: str, authority: Authority, *, in_division: bool) -> tuple[Item, ...]:
    for place in places.after(span.end):
        end = place.span.end
        holds = places.begins_at(end + len("'s "))  # "in Mexico's Baja California"
        if not place.is_name or LIST.match(text, end) or (_POSSESSIVE.match(text, end) and not holds):
            continue
        if _lying().fullmatch(text, span.end, place.span.begin):
            is_open = text[end : end + 1] not in ("", ",", ".", ";", ")")
            part = _IN_PART.match(text, span.end, place.span.begin)
            if in_division and is_open and not part:
                continue
            # "In Paris, the United States led the talks": what lies between commas holds the city, who acts does not
            may_act = is_open and text[span.end : place.span.begin] in (", ", ", the ")
            items = [item for item in authority.named(place.entity.label) if item.kind in ("Region", "Country")]
            if ((in_division and not part) or may_act) and all(item.kind == "Country" for item in items):
                return ()
            return tuple(item for item in items if item.country)
    return ()


@functools.cache
def _lying() -> re.Pattern[str]:
    """What stands between a place and what it lies in: ", ", " (", ", in rural ", " and Rome, in the north of "."""
    part = r"[a-z-]*(?:north|south|east|west|cent(?:r|er)|middle|heart|interior|coast)[a-z-]*"
    divisions = "|".join(sorted(cues()["regions"]))
    kinds = "|".join(sorted(cues()["settlements"] | cues()["regions"]))
    within = rf"in (?:the )?(?:{part} of (?:the )?|(?!neighbo|nearby)[a-z-]+ )?"
    beside = r"(?: and [A-Z]\w+(?: [A-Z]\w+)?)?"
    town = rf"(?:an?|the) (?:[\w-]+ ){{0,3}}(?:{kinds}) (?:in|of|near) (?:the )?(?:{part} (?:of (?:the )?)?)?"
    called = rf" (?:{divisions}) (?:of|in) (?:the )?"
    return re.compile(rf", (?:the )?| \((?:in )?|, {part} |{beside},? {within}|, {town}|{called}")


def told_countries(facts: Facts, authority: Authority) -> Mapping[Key, str]:
    """The countries of entities that the text itself tells, and not the authority by the name alone."""
    return {
        entity.key: entity.country
        for entity in facts.entities
        if entity.country and all(item.country != entity.country for item in authority.named(entity.label))
    }


def strayed_from(facts: Facts, lying: Mapping[Key, tuple[Item, ...]]) -> frozenset[str]:
    """The countries in which a place is said to lie that is known in another one alone: "Athens, Georgia"."""
    homes = {entity.key: entity.country for entity in facts.entities if entity.country}
    return frozenset(
        item.country
        for key, items in lying.items()
        for item in items
        if item.kind == "Country" and item.country and homes.get(key, item.country) != item.country
    )
