"""Reads an authority's index (`schema.py`): items by Q-id, by name in any spelling, and by words.

The file is opened read-only and as immutable, in a few milliseconds whatever its size; any number of processes may.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple, TypeVar
from urllib.parse import quote

from kgbuild.errors import AuthorityError, SettingsError
from kgbuild.link.items import Item, Name, Post, Source, compatible
from kgbuild.link.keys import abbreviation_key, name_key, organization_key, person_keys
from kgbuild.link.schema import APPLICATION_ID, OLDEST_READ, VERSION
from kgbuild.model import KnownName
from kgbuild.settings import Settings
from kgbuild.vocabulary import is_a

AValue = TypeVar("AValue")
Match = Literal["name", "romanisation", "organization", "initials"]

AT_A_TIME: Final = 500
"""So many items are read in one go."""

MOST_BEARERS: Final = 20
"""Of one key no more items are looked at: the most prominent."""

KEPT: Final = 4096
"""So many keys are answered without asking the file again: the same names are told of all over the news."""

MAPPED: Final = 2**30
"""So many bytes of a file are read where they lie: quicker by some tenths than through SQLite's own pages."""

_NUMBERS: Final = (
    ("kinds", "SELECT kind, count(*) FROM item GROUP BY kind ORDER BY count(*) DESC, kind"),
    ("languages", "SELECT language, count(*) FROM name GROUP BY language ORDER BY count(*) DESC, language LIMIT 30"),
    (
        "known",
        "SELECT 'Q-ids', count(*) FROM item WHERE id > 0 UNION ALL SELECT 'countries', count(country) FROM item"
        " UNION ALL SELECT 'sitelinks', count(sitelinks) FROM item UNION ALL SELECT 'coordinates', count(latitude)"
        " FROM place UNION ALL SELECT 'GeoNames ids', count(geonames) FROM place",
    ),
)

_HEADER: Final = 100
_SQLITE: Final = b"SQLite format 3\0"
_REMEDY: Final = "build it again with 'kgbuild authority build'"


# These take a list of ids as one parameter, in JSON.
_NAMES_OF: Final = """
SELECT item, name, language, spotting FROM name WHERE item IN (SELECT value FROM json_each(?)) ORDER BY id
"""
_POSTS_OF: Final = """
SELECT item, title, begin, "end" FROM position WHERE item IN (SELECT value FROM json_each(?)) ORDER BY rowid
"""
_ITEMS_OF: Final = """
SELECT id, kind, label, country, latitude, longitude, population, geonames, sitelinks, prominence
FROM item LEFT JOIN place ON place.item = item.id WHERE id IN (SELECT value FROM json_each(?))
"""


class Hit(NamedTuple):
    """An item that bears a name. `prior` is its share of the prominence of all that do (0–1), context unseen."""

    item: Item
    match: Match
    prior: float


class Authority:
    """An open index. AuthorityError if it is none, is damaged, or is of a version that is not read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        check_header(path)
        uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
        self._connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
        self._connection.execute(f"PRAGMA mmap_size = {MAPPED}")
        self._of_key = lru_cache(KEPT)(self._find_key)
        meta = self.meta
        if "name" not in meta or "snapshot" not in meta:
            raise AuthorityError(str(path), "lacks its name or its date", _REMEDY)
        self.name: Final = f"{meta['name']} {meta['snapshot']}"
        """Name and snapshot date ("kgbuild-core 2026-11-28")."""

    def close(self) -> None:
        """Closes the file."""
        self._of_key.cache_clear()
        self._connection.close()

    # ---------------------------------------------------------------------------------------------------- about itself
    @cached_property
    def meta(self) -> Mapping[str, str]:
        """What the index says of itself: name, snapshot (ISO date), items, names, positions (numbers)."""
        return dict(self._rows("SELECT key, value FROM meta"))

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Where its rows come from."""
        return tuple(Source(*row) for row in self._rows("SELECT name, url, licence, snapshot FROM source ORDER BY id"))

    def summary(self) -> Iterator[str]:
        """What is in it, for a reader: name, version, numbers by kind and language, sources with licence and date."""
        yield f"{self.name}: " + ", ".join(f"{self._count(kind):,} {kind}" for kind in ("items", "names", "positions"))
        ((version,),) = self._rows("PRAGMA user_version")
        yield f"file: {self.path} ({self.path.stat().st_size / 2**20:.1f} MiB, index version {version})"
        for title, query in _NUMBERS:
            numbers = (f"{name} {number:,}" for name, number in self._rows(query))
            yield f"{title}: {', '.join(numbers)}"
        self._rows("SELECT key, rank, item FROM name_key LIMIT 1")  # an index without keys finds nothing
        for source in self.sources:
            yield f"source: {source.name}, {source.snapshot}, {source.licence}, {source.url}"

    def _count(self, kind: str) -> int:
        told = self.meta.get(kind, "")
        if not told.isdecimal():
            raise AuthorityError(str(self.path), f"is damaged: its number of {kind} is {told!r}", _REMEDY)
        return int(told)

    # ----------------------------------------------------------------------------------------------------------- items
    def item(self, qid: str) -> Item | None:
        """The item of a Q-id with all that is known of it."""
        return next(iter(self._items([int(qid[1:])])), None)

    def items(self) -> Iterator[Item]:
        """All items, by Q-id, those without one last."""
        numbers = [number for (number,) in self._rows("SELECT id FROM item ORDER BY id < 0, abs(id)")]
        for at in range(0, len(numbers), AT_A_TIME):
            yield from self._items(numbers[at : at + AT_A_TIME])

    def find(self, name: str, kind: str | None = None) -> tuple[Hit, ...]:
        """The items that a name may mean, the most prominent first: those that bear it as it is written; without any,
        persons of the name in another romanisation, organizations with another legal form or of such initials.

        Case, marks, dots and hyphens are ignored. `kind`, where given, leaves out what can be of no such kind.
        """
        for match, key in self._keys(name, kind):
            if found := tuple(item for item in self._of_key(key) if kind is None or compatible(kind, item.kind)):
                total = sum(item.prominence or 0.0 for item in found) or 1.0
                return tuple(Hit(item, match, (item.prominence or 0.0) / total) for item in found)
        return ()

    def stem(self, name: str) -> str:
        """An organization's name, folded, without its legal form; empty where it is nothing but that."""
        return (organization_key(name, self._legal_forms) or " ")[1:]

    def named(self, name: str) -> tuple[Item, ...]:
        """The items that bear a name as it is written, the most prominent first. Towns without an item are left out."""
        return tuple(item for item in self._of_key(name_key(name)) if not item.is_town)

    def search(self, text: str, limit: int = 20) -> tuple[Item, ...]:
        """The items one of whose names has words that begin as those of the text; best known first."""
        words = re.findall(r"\w+", text)
        if not words:
            return ()
        query = " AND ".join(f'"{word}"*' for word in words)
        rows = self._rows(
            "SELECT DISTINCT item.id FROM name_words JOIN name ON name.id = name_words.rowid"
            " JOIN item ON item.id = name.item WHERE name_words MATCH ? ORDER BY item.prominence DESC, item.id LIMIT ?",
            query, limit,
        )  # fmt: skip
        return self._items([number for (number,) in rows])

    def country(self, code: str) -> Item | None:
        """The country of an ISO 3166-1 alpha-2 code."""
        rows = self._rows("SELECT id FROM item WHERE kind = 'Country' AND country = ?", code)
        return next(iter(self._items([number for (number,) in rows])), None)

    def country_named(self, name: str) -> str | None:
        """The code of the country that bears a name, of the most prominent one."""
        return next((item.country for item in self.named(name) if item.kind == "Country"), None)

    def known_names(self) -> Iterator[KnownName]:
        """Every name that the gazetteer shall find, the most prominent bearer of each first; then peoples."""
        for text, kind, number, country, spotting, label in self._rows(
            "SELECT name.name, kind, item.id, country, spotting, label FROM name JOIN item ON item.id = name.item"
            " WHERE name.spotting <> 'no' ORDER BY item.prominence DESC, name.id"
        ):
            qid = _qid(number)
            bearer = label if qid is None and kind != "City" else None
            yield KnownName(text, kind, qid, country, ambiguous=spotting == "doubtful", bearer=bearer)
        for text, kind, number, country, adjective, bearer in self._rows(
            "SELECT name, kind, item, country, adjective, bearer FROM people ORDER BY rowid"
        ):
            qid = _qid(number) if number else None
            yield KnownName(text, kind, qid, country, adjective=bool(adjective), bearer=bearer)

    # -------------------------------------------------------------------------------------------------------- querying
    @cached_property
    def _legal_forms(self) -> frozenset[str]:
        return frozenset(self.meta.get("legal_forms", "").split("|"))

    def _keys(self, name: str, kind: str | None) -> Iterator[tuple[Match, str]]:
        yield "name", name_key(name)
        if kind in (None, "Person"):
            yield from (("romanisation", key) for key in person_keys(name))
        if kind is None or is_a(kind, "Organization"):
            if key := organization_key(name, self._legal_forms):
                yield "organization", key
            if key := abbreviation_key(name):
                yield "initials", key

    def _find_key(self, key: str) -> tuple[Item, ...]:
        rows = self._rows("SELECT item FROM name_key WHERE key = ? ORDER BY rank, item LIMIT ?", key, MOST_BEARERS)
        return self._items([number for (number,) in rows])

    def _items(self, numbers: Sequence[int]) -> tuple[Item, ...]:
        """The items of these ids, in their order; what is not there is left out. Three queries, however many."""
        if not numbers:
            return ()
        these = json.dumps(numbers)
        names = _grouped(self._rows(_NAMES_OF, these), Name)
        posts = _grouped(self._rows(_POSTS_OF, these), Post)
        items = {}
        for number, kind, label, *known in self._rows(_ITEMS_OF, these):
            fields = (tuple(names.get(number, ())), *known, tuple(posts.get(number, ())))
            items[number] = Item(kind, label, _qid(number), *fields)
        return tuple(items[number] for number in numbers if number in items)

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise AuthorityError(str(self.path), f"cannot be read ({error})", _REMEDY) from error


def _grouped(rows: Iterable[tuple[Any, ...]], make: Callable[..., AValue]) -> dict[int, list[AValue]]:
    """Values by the item that their rows begin with."""
    groups: dict[int, list[AValue]] = {}
    for number, *fields in rows:
        groups.setdefault(number, []).append(make(*fields))
    return groups


def is_index(path: Path) -> bool:
    """Whether a file begins as an authority's index of any version. OSError if it cannot be read."""
    with path.open("rb") as file:
        return _is_index(file.read(_HEADER))


def _is_index(header: bytes) -> bool:
    return header.startswith(_SQLITE) and len(header) == _HEADER and _number(header, 68) == APPLICATION_ID


def check_header(path: Path) -> None:
    """AuthorityError unless the file begins as an index of a version that is read, and is as long as it says."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER)
        size = path.stat().st_size
    except OSError as error:
        raise AuthorityError(str(path), f"cannot be read ({error})", "check the path") from error
    if not _is_index(header):
        raise AuthorityError(str(path), "is no authority of kgbuild", f"name another file, or {_REMEDY}")
    version = _number(header, 60)
    if version > VERSION:
        what = f"was written by a newer kgbuild (version {version} of the index; read are {OLDEST_READ} to {VERSION})"
        raise AuthorityError(str(path), what, f"upgrade kgbuild, or {_REMEDY}")
    if version < OLDEST_READ:
        what = f"was written by an older kgbuild (version {version} of the index; read are {OLDEST_READ} to {VERSION})"
        raise AuthorityError(str(path), what, _REMEDY)
    page = int.from_bytes(header[16:18], "big")
    if size < (65536 if page == 1 else page) * _number(header, 28):
        raise AuthorityError(str(path), "is cut short", f"copy it again, or {_REMEDY}")


def open_authority(settings: Settings) -> Authority:
    """The authority that the settings name: "core", an index, or a folder of tables as docs/linking.md describes.

    SettingsError if there is none of that name, AuthorityError if it cannot be used.
    """
    from kgbuild.link.core import TABLES
    from kgbuild.link.index import index_of

    if settings.authority == "core":
        return Authority(index_of(TABLES))
    path = Path(settings.authority)
    if path.is_dir():
        return Authority(index_of(path))
    if path.is_file():
        return Authority(path)
    raise SettingsError(
        f"authority = {settings.authority!r}: no such file or folder; write 'core', the path of an index built by"
        " 'kgbuild authority build', or that of a folder of tables as docs/linking.md describes"
    )


def _qid(number: int) -> str | None:
    return f"Q{number}" if number > 0 else None


def _number(header: bytes, at: int) -> int:
    return int.from_bytes(header[at : at + 4], "big")
