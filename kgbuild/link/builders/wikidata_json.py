"""Reads Wikidata's entities from their JSON: that of dumps and that of wbgetentities are the same.

Its shape: https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html. Only what an authority holds is decoded,
the rest is skipped over. Empty objects may stand as empty arrays, as PHP writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, Final, Generic, TypeVar

import msgspec

from kgbuild.link.builders.wikidata import DAY, LANGUAGES, POSITIONS, Fact, Thing, iso_date
from kgbuild.link.decisions import QID

Told = TypeVar("Told")

# Projects of Wikimedia whose ids end as Wikipedias' do.
_NO_WIKIPEDIAS: Final = frozenset(
    {"commonswiki", "specieswiki", "metawiki", "mediawikiwiki", "wikidatawiki", "sourceswiki", "foundationwiki",
     "outreachwiki", "wikimaniawiki", "incubatorwiki", "wikifunctionswiki"}
)  # fmt: skip


@cache
def thing_type(languages: tuple[str, ...] = LANGUAGES) -> Any:
    """The type to decode entities as, with names in these languages alone."""
    keys = [(f"l{number}", language) for number, language in enumerate(languages)]
    rename = dict(keys)
    labels = msgspec.defstruct("Labels", [(key, _Value[str] | None, None) for key, _ in keys], rename=rename)
    empty: Any = msgspec.field(default_factory=list)
    aliases = msgspec.defstruct("Aliases", [(key, list[_Value[str]], empty) for key, _ in keys], rename=rename)
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
    point = next(_values(claims.P625), None)
    return Thing(
        qid=entity.id,
        label=names[0][0] if names else "",
        names=names,
        classes=tuple(each.id for each in _values(claims.P31)),
        parents=tuple(each.id for each in _values(claims.P279) if QID.fullmatch(each.id)),
        countries=tuple(each.id for each in _values(_best(claims.P27 or claims.P17))),
        iso=next((text for text in _values(claims.P297) if re.fullmatch("[A-Z]{2}", text)), None),
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
        population=_population(claims),
        geonames=next((int(text) for text in _values(claims.P1566) if text.isdecimal()), None),
        sitelinks=wikipedias(entity),
        posts=tuple(_posts(claims.P39)),
    )


def wikipedias(entity: Any) -> int:
    """How many Wikipedias have an article about a decoded entity."""
    return sum(map(_is_wikipedia, entity.sitelinks))


def is_concept(entity: Any) -> bool:
    """Whether a decoded entity is a class or a position: of use for what is said of others."""
    claims = entity.claims
    return isinstance(claims, _Claims) and bool(
        claims.P279 or any(each.id in POSITIONS for each in _values(claims.P31))
    )


# --------------------------------------------------------------------------------------------------- the JSON's shape
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


class _Value(msgspec.Struct, Generic[Told]):
    value: Told


class _Snak(msgspec.Struct, Generic[Told]):
    """Of "unknown value" and "no value" there is no datavalue."""

    datavalue: _Value[Told] | None = None


class _Qualifiers(msgspec.Struct):
    """Begin and end."""

    P580: list[_Snak[_Moment]] = []
    P582: list[_Snak[_Moment]] = []


class _Statement(msgspec.Struct, Generic[Told]):
    mainsnak: _Snak[Told]
    rank: str = "normal"
    qualifiers: _Qualifiers | list[Any] = []


class _Claims(msgspec.Struct):
    """Instance of, subclass of, country, citizenship, position held, ISO code, GeoNames id, coordinates, population."""

    P31: list[_Statement[_Id]] = []
    P279: list[_Statement[_Id]] = []
    P17: list[_Statement[_Id]] = []
    P27: list[_Statement[_Id]] = []
    P39: list[_Statement[_Id]] = []
    P297: list[_Statement[str]] = []
    P1566: list[_Statement[str]] = []
    P625: list[_Statement[_Point]] = []
    P1082: list[_Statement[_Quantity]] = []


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


def _values(statements: Sequence[_Statement[Told]]) -> Iterator[Told]:
    """What statements that are not deprecated say."""
    for statement in statements:
        if statement.rank != "deprecated" and statement.mainsnak.datavalue is not None:
            yield statement.mainsnak.datavalue.value


def _best(statements: Sequence[_Statement[Told]]) -> list[_Statement[Told]]:
    """The preferred first, those that have ended last."""
    return sorted(statements, key=lambda each: (bool(_qualifiers(each).P582), each.rank != "preferred"))


def _qualifiers(statement: _Statement[Told]) -> _Qualifiers:
    return statement.qualifiers if isinstance(statement.qualifiers, _Qualifiers) else _Qualifiers()


def _posts(statements: Sequence[_Statement[_Id]]) -> Iterator[Fact]:
    for statement in statements:
        for position in _values([statement]):
            if not QID.fullmatch(position.id):
                continue
            told = _qualifiers(statement)
            yield Fact(position.id, _date(told.P580), _date(told.P582))


def _date(snaks: Sequence[_Snak[_Moment]]) -> str | None:
    for snak in snaks:
        if snak.datavalue is not None:
            return iso_date(snak.datavalue.value.time, snak.datavalue.value.precision)
    return None


def _population(claims: _Claims) -> int | None:
    """That of the preferred statement, or else of the last one."""
    told = sorted(claims.P1082, key=lambda each: each.rank == "preferred")
    for quantity in _values(told[::-1]):
        amount = quantity.amount.lstrip("+")
        return int(amount) if amount.isdecimal() else None
    return None


@cache
def _is_wikipedia(site: str) -> bool:
    return site.endswith("wiki") and site not in _NO_WIKIPEDIAS
