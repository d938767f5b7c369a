"""What Wikidata says of an entity, read from its JSON: that of dumps and that of wbgetentities are the same.

Its shape: https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html. Only what an authority holds is decoded,
the rest is skipped over. Empty objects may stand as empty arrays, as PHP writes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, Final, NamedTuple

import msgspec

from kgbuild.link.items import Item, Name, Post

LANGUAGES: Final = (
    "en", "mul", "fr", "de", "es", "pt", "it", "nl", "pl", "cs", "ro", "hu", "sv", "tr", "az", "uz", "id", "vi",
    "ru", "uk", "be", "bg", "sr", "kk", "ky", "tg", "mn", "el", "hy", "ka", "ar", "fa", "ur", "he", "hi", "bn",
    "zh", "ja", "ko",
)  # fmt: skip
"""Languages of names unless others are asked for; "mul" are names of all languages."""

POSITIONS: Final = frozenset({"Q4164871", "Q294414"})
"""Position and public office: instances of these are what others hold."""

# Projects of Wikimedia whose ids end as Wikipedias' do.
_NO_WIKIPEDIAS: Final = frozenset(
    {"commonswiki", "specieswiki", "metawiki", "mediawikiwiki", "wikidatawiki", "sourceswiki", "foundationwiki",
     "outreachwiki", "wikimaniawiki", "incubatorwiki", "wikifunctionswiki"}
)  # fmt: skip
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


@cache
def thing_type(languages: tuple[str, ...] = LANGUAGES) -> Any:
    """The type to decode entities as, with names in these languages alone."""
    keys = [(f"l{number}", language) for number, language in enumerate(languages)]
    rename = dict(keys)
    labels = msgspec.defstruct("Labels", [(key, _Text | None, None) for key, _ in keys], rename=rename)
    empty: Any = msgspec.field(default_factory=list)
    aliases = msgspec.defstruct("Aliases", [(key, list[_Text], empty) for key, _ in keys], rename=rename)
    return msgspec.defstruct(
        "Entity",
        [("labels", labels | list, empty), ("aliases", aliases | list, empty)],
        bases=(_Entity,),
        namespace={"languages": languages},
    )


def thing_of(entity: Any) -> Thing:
    """What is taken of a decoded entity (`thing_type`)."""
    claims = entity.claims if isinstance(entity.claims, _Claims) else _Claims()
    names = tuple(_names(entity))
    latitude, longitude = _coordinates(claims)
    return Thing(
        qid=entity.id,
        label=names[0][0] if names else "",
        names=names,
        classes=tuple(_items(claims.P31)),
        parents=tuple(_items(claims.P279)),
        countries=tuple(_items(_best(claims.P27 or claims.P17))),
        iso=next((text for text in _strings(claims.P297) if re.fullmatch("[A-Z]{2}", text)), None),
        latitude=latitude,
        longitude=longitude,
        population=_population(claims),
        geonames=next((int(text) for text in _strings(claims.P1566) if text.isdecimal()), None),
        sitelinks=wikipedias(entity),
        posts=tuple(_posts(claims.P39)),
    )


def iso_date(time: str, precision: int) -> str | None:
    """A point in time ("+2019-03-20T00:00:00Z") as exact as its precision; None before our era or if vaguer than a
    year."""
    found = _TIME.match(time)
    if found is None or precision < YEAR:
        return None
    return "-".join(found.groups()[: 1 + (precision >= MONTH) + (precision >= DAY)])


def wikipedias(entity: Any) -> int:
    """How many Wikipedias have an article about a decoded entity."""
    return sum(map(_is_wikipedia, entity.sitelinks))


def is_concept(entity: Any) -> bool:
    """Whether a decoded entity is a class or a position: of use for what is said of others."""
    claims = entity.claims
    return isinstance(claims, _Claims) and bool(claims.P279 or not POSITIONS.isdisjoint(_items(claims.P31)))


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


# --------------------------------------------------------------------------------------------------- the JSON's shape
class _Text(msgspec.Struct):
    value: str


class _Id(msgspec.Struct):
    id: str


class _Moment(msgspec.Struct):
    time: str
    precision: int = DAY


class _Point(msgspec.Struct):
    latitude: float
    longitude: float


class _Quantity(msgspec.Struct):
    amount: str


class _ItemValue(msgspec.Struct):
    value: _Id


class _TimeValue(msgspec.Struct):
    value: _Moment


class _PointValue(msgspec.Struct):
    value: _Point


class _TextValue(msgspec.Struct):
    value: str


class _QuantityValue(msgspec.Struct):
    value: _Quantity


# A snak of "unknown value" or "no value" has no datavalue.
class _ItemSnak(msgspec.Struct):
    datavalue: _ItemValue | None = None


class _TimeSnak(msgspec.Struct):
    datavalue: _TimeValue | None = None


class _PointSnak(msgspec.Struct):
    datavalue: _PointValue | None = None


class _TextSnak(msgspec.Struct):
    datavalue: _TextValue | None = None


class _QuantitySnak(msgspec.Struct):
    datavalue: _QuantityValue | None = None


class _Qualifiers(msgspec.Struct):
    P580: list[_TimeSnak] = []
    P582: list[_TimeSnak] = []


class _ItemStatement(msgspec.Struct):
    mainsnak: _ItemSnak
    rank: str = "normal"
    qualifiers: _Qualifiers | list[Any] = []


class _PointStatement(msgspec.Struct):
    mainsnak: _PointSnak
    rank: str = "normal"


class _TextStatement(msgspec.Struct):
    mainsnak: _TextSnak
    rank: str = "normal"


class _QuantityStatement(msgspec.Struct):
    mainsnak: _QuantitySnak
    rank: str = "normal"


class _Claims(msgspec.Struct):
    """Instance of, subclass of, country, citizenship, position held, ISO code, GeoNames id, coordinates, population."""

    P31: list[_ItemStatement] = []
    P279: list[_ItemStatement] = []
    P17: list[_ItemStatement] = []
    P27: list[_ItemStatement] = []
    P39: list[_ItemStatement] = []
    P297: list[_TextStatement] = []
    P1566: list[_TextStatement] = []
    P625: list[_PointStatement] = []
    P1082: list[_QuantityStatement] = []


class _Sitelink(msgspec.Struct):
    """Of a sitelink nothing is read but that it is there."""


class _Entity(msgspec.Struct):
    id: str
    claims: _Claims | list[Any] = []
    sitelinks: dict[str, _Sitelink] | list[Any] = []


# ----------------------------------------------------------------------------------------------------------- its facts
def _names(entity: Any) -> Iterator[tuple[str, str]]:
    """Labels, then aliases, each text once, with the first language that has it."""
    seen = set()
    for group in (entity.labels, entity.aliases):
        if isinstance(group, list):
            continue
        for key, language in enumerate(entity.languages):
            value = getattr(group, f"l{key}")
            for text in value if isinstance(value, list) else [value] if value else ():
                if text.value and text.value not in seen:
                    seen.add(text.value)
                    yield text.value, language


def _items(statements: Sequence[_ItemStatement]) -> Iterator[str]:
    for statement in statements:
        if statement.rank != "deprecated" and statement.mainsnak.datavalue is not None:
            yield statement.mainsnak.datavalue.value.id


def _strings(statements: Sequence[_TextStatement]) -> Iterator[str]:
    for statement in statements:
        if statement.rank != "deprecated" and statement.mainsnak.datavalue is not None:
            yield statement.mainsnak.datavalue.value


def _best(statements: Sequence[_ItemStatement]) -> list[_ItemStatement]:
    """The preferred first, those that have ended last."""
    order = {"preferred": 0, "normal": 1, "deprecated": 2}
    return sorted(statements, key=lambda each: (_ended(each), order.get(each.rank, 1)))


def _ended(statement: _ItemStatement) -> bool:
    return isinstance(statement.qualifiers, _Qualifiers) and bool(statement.qualifiers.P582)


def _posts(statements: Sequence[_ItemStatement]) -> Iterator[Fact]:
    for statement in statements:
        for position in _items([statement]):
            told = statement.qualifiers if isinstance(statement.qualifiers, _Qualifiers) else _Qualifiers()
            yield Fact(position, _date(told.P580), _date(told.P582))


def _date(snaks: Sequence[_TimeSnak]) -> str | None:
    for snak in snaks:
        if snak.datavalue is not None:
            return iso_date(snak.datavalue.value.time, snak.datavalue.value.precision)
    return None


def _coordinates(claims: _Claims) -> tuple[float | None, float | None]:
    for statement in claims.P625:
        if statement.rank != "deprecated" and statement.mainsnak.datavalue is not None:
            point = statement.mainsnak.datavalue.value
            return point.latitude, point.longitude
    return None, None


def _population(claims: _Claims) -> int | None:
    """That of the preferred statement, or else of the last one."""
    told = [each for each in claims.P1082 if each.rank != "deprecated" and each.mainsnak.datavalue is not None]
    told.sort(key=lambda each: each.rank == "preferred")
    for statement in reversed(told):
        if statement.mainsnak.datavalue is not None:
            amount = statement.mainsnak.datavalue.value.amount.lstrip("+")
            return int(amount) if amount.isdecimal() else None
    return None


@cache
def _is_wikipedia(site: str) -> bool:
    return site.endswith("wiki") and site not in _NO_WIKIPEDIAS
