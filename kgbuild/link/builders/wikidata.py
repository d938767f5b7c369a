"""What is taken of a Wikidata entity, whether a dump, a service or an endpoint tells it, and what becomes of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from kgbuild.link.items import Item, Name, Post

LANGUAGES: Final = (
    "en", "mul", "fr", "de", "es", "pt", "it", "nl", "pl", "cs", "ro", "hu", "sv", "tr", "az", "uz", "id", "vi",
    "ru", "uk", "be", "bg", "sr", "kk", "ky", "tg", "mn", "el", "hy", "ka", "ar", "fa", "ur", "he", "hi", "bn",
    "zh", "ja", "ko",
)  # fmt: skip
"""Languages of names unless others are asked for; "mul" are names of all languages."""

POSITIONS: Final = frozenset({"Q4164871", "Q294414"})
"""Position and public office: instances of these are what others hold."""

_TIME: Final = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T")
YEAR, MONTH, DAY = 9, 10, 11  # wikibase:timePrecision


class Fact(NamedTuple):
    """An item held in a post, by Q-ids, with ISO dates as exact as told."""

    position: str
    begin: str | None
    end: str | None


class Thing(NamedTuple):
    """What is taken of an entity. `classes` and `parents` are the Q-ids of its classes and superclasses, `countries`
    those of its country, the best first, `iso` its own ISO 3166-1 alpha-2 code."""

    qid: str
    label: str
    names: tuple[tuple[str, str], ...]
    classes: tuple[str, ...]
    parents: tuple[str, ...]
    countries: tuple[str, ...]
    iso: str | None
    latitude: float | None
    longitude: float | None
    population: int | None
    geonames: int | None
    sitelinks: int
    posts: tuple[Fact, ...]


def as_item(
    thing: Thing, kind: str, country_of: Callable[[str], str | None], title_of: Callable[[str], str | None]
) -> Item:
    """The thing as an item. A "country" without an ISO code of its own is a region.

    `country_of` gives the ISO code of a country's Q-id, `title_of` the name of a position's; one without is left out.
    """
    country = thing.iso or next(filter(None, map(country_of, thing.countries)), None)
    if kind == "Country" and not (thing.iso or country_of(thing.qid)):
        kind = "Region"
    posts = (Post(title, each.begin, each.end) for each in thing.posts if (title := title_of(each.position)))
    return Item(
        kind=kind, label=thing.label, qid=thing.qid, names=tuple(Name(*name) for name in thing.names), country=country,
        latitude=thing.latitude, longitude=thing.longitude, population=thing.population, geonames=thing.geonames,
        sitelinks=thing.sitelinks, posts=tuple(posts),
    )  # fmt: skip


def iso_date(time: str, precision: int) -> str | None:
    """A point in time ("+2019-03-20T00:00:00Z") as exact as its precision; None before our era or if vaguer than a
    year."""
    found = _TIME.match(time)
    if found is None or precision < YEAR:
        return None
    return "-".join(found.groups()[: 1 + (precision >= MONTH) + (precision >= DAY)])


def licence_of(host: str) -> str:
    """The licence of what a host tells: Wikidata's data are free, of others it is not known."""
    return "CC0-1.0" if host.endswith(".wikidata.org") else "not stated"
