"""Writes an authority's index: to a file beside the target, which takes its place only when all is done.

    with AuthorityWriter(Path("world.kgba"), "world") as writer:
        source = writer.source(Source("Wikidata", "https://www.wikidata.org", "CC0-1.0", "2026-11-01"))
        writer.add(Item("City", "Almaty", "Q35493", (Name("Almaty"), Name("Алматы", "ru")), "KZ"), source)

Items of one Q-id are merged, whatever their order: names and posts add up, the narrower kind and the greater prominence
stand, of everything else what was told first.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from kgbuild.errors import OutputError
from kgbuild.link.items import Item, Name, Source, prominence_of
from kgbuild.link.keys import keys_of, legal_forms
from kgbuild.link.schema import APPLICATION_ID, INDICES, NAME_KEYS, TABLES, VERSION
from kgbuild.model import KnownName
from kgbuild.vocabulary import is_a

NO_QID: Final = -(10**12)
"""Ids of items that have neither Q-id nor GeoNames id count down from here."""

_ITEM: Final = """
INSERT INTO item VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET
    kind = narrower(kind, excluded.kind), country = coalesce(country, excluded.country),
    sitelinks = coalesce(sitelinks, excluded.sitelinks), prominence = max(prominence, excluded.prominence)
"""
_PLACE: Final = """
INSERT INTO place VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (item) DO UPDATE SET
    latitude = coalesce(latitude, excluded.latitude), longitude = coalesce(longitude, excluded.longitude),
    population = coalesce(population, excluded.population), geonames = coalesce(geonames, excluded.geonames)
"""
_SORTED: Final = """
INSERT INTO name_key SELECT DISTINCT key, CAST(-10000 * prominence AS INTEGER), item
FROM unsorted JOIN item ON item.id = unsorted.item ORDER BY 1, 2, 3
"""
_ONCE: Final = """
DELETE FROM name WHERE id NOT IN (SELECT min(id) FROM name GROUP BY item, name, language);
DELETE FROM position WHERE rowid NOT IN (SELECT min(rowid) FROM position GROUP BY item, title, begin, "end");
"""


class AuthorityWriter:
    """A context: leaving it puts the index in place; leaving it by an error keeps what was there before.

    The work lies in `PATH.partial`, which an error removes unless `checkpoint` was called: then the next writer of the
    same path, opened with `resume=True`, goes on from there, and `state` is what the last checkpoint was told. Every
    item is written as `completed` gives it back.
    OutputError if the file cannot be written, for a full disk as for a missing folder.
    """

    def __init__(
        self, path: Path, name: str, *, resume: bool = False, completed: Callable[[Item], Item] = lambda item: item
    ) -> None:
        self._completed = completed
        self.path, self._partial = path, path.with_name(f"{path.name}.partial")
        self._anonymous, self._resumable = NO_QID, False
        self.state: str | None = None
        try:
            self._begin(name, resume)
        except (OSError, sqlite3.Error) as error:
            raise self._failure(error) from error

    def _begin(self, name: str, resume: bool) -> None:
        resumed = resume and _is_begun(self._partial)
        if not resumed:
            _remove_unused(self._partial)
        self._connection = sqlite3.connect(self._partial, isolation_level=None)
        self._connection.create_function("narrower", 2, _narrower, deterministic=True)
        for pragma in ("locking_mode = EXCLUSIVE", "synchronous = OFF", "journal_mode = DELETE", "page_size = 4096"):
            self._connection.execute(f"PRAGMA {pragma}")
        if resumed:
            row = self._connection.execute("SELECT value FROM meta WHERE key = 'state'").fetchone()
            lowest = self._connection.execute("SELECT min(id) FROM item").fetchone()[0] or 0
            self.state, self._resumable = (row[0] if row else None), True
            self._anonymous = min(NO_QID, lowest)
        else:
            self._connection.executescript(f"BEGIN;{TABLES}COMMIT;")
        self._connection.execute("BEGIN")
        self._set("name", name)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._finish()
                return
        except (OSError, sqlite3.Error) as failure:
            self._abandon()
            raise self._failure(failure) from failure
        self._abandon()
        if isinstance(error, sqlite3.Error):
            raise self._failure(error) from error

    # ------------------------------------------------------------------------------------------------------- writing
    def source(self, source: Source) -> int:
        """The id of a source, written once."""
        self._connection.execute(
            "INSERT OR IGNORE INTO source (name, url, licence, snapshot) VALUES (?, ?, ?, ?)", source
        )
        row = self._connection.execute(
            "SELECT id FROM source WHERE name = ? AND url = ? AND licence = ? AND snapshot = ?", source
        ).fetchone()
        return int(row[0])

    def add(self, item: Item, source: int, place_source: int | None = None) -> None:
        """Adds an item, or what it adds to one of the same Q-id. `place_source` is that of coordinates."""
        item = self._completed(item)
        number = self._number(item)
        execute, executemany = self._connection.execute, self._connection.executemany
        execute(
            _ITEM,
            (number, item.kind, item.label, item.country, item.sitelinks, prominence_of(item), source),
        )
        if item.latitude is not None or item.geonames is not None or item.population is not None:
            row = (number, item.latitude, item.longitude, item.population, item.geonames, place_source or source)
            execute(_PLACE, row)
        names = item.names if any(name.text == item.label for name in item.names) else (Name(item.label), *item.names)
        executemany(
            "INSERT INTO name (item, name, language, spotting, source) VALUES (?, ?, ?, ?, ?)",
            [(number, name.text, name.language, name.spotting, source) for name in names],
        )
        if item.posts:
            executemany(
                "INSERT INTO position VALUES (?, ?, ?, ?, ?)",
                [(number, post.title, post.begin, post.end, source) for post in item.posts],
            )

    def add_people(self, names: Iterable[KnownName], source: int) -> None:
        """Adds adjectives and names of peoples for the gazetteer."""
        self._connection.executemany(
            "INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (name, kind, int(qid[1:]) if qid else None, country, adjective, bearer, source)
                for name, kind, qid, country, adjective, _, bearer in names
            ],
        )  # fmt: skip

    def checkpoint(self, state: str) -> None:
        """Makes all that was added so far outlast an interruption; `state` tells where to go on."""
        self._set("state", state)
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN")
        self._resumable = True

    # ------------------------------------------------------------------------------------------------------ finishing
    def _number(self, item: Item) -> int:
        if item.qid:
            return int(item.qid[1:])
        if item.geonames:
            return -item.geonames
        self._anonymous -= 1
        return self._anonymous

    def _finish(self) -> None:
        connection = self._connection
        for statement in _ONCE.split(";"):
            connection.execute(statement)
        connection.execute("COMMIT")
        self._write_keys()
        connection.executescript(INDICES)
        for table in ("item", "name", "position"):
            self._set(f"{table}s", str(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]))  # noqa: S608
        snapshot = connection.execute("SELECT max(snapshot) FROM source").fetchone()[0]
        self._set("snapshot", snapshot or "")
        connection.execute("DELETE FROM meta WHERE key = 'state'")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.close()
        with self._partial.open("rb+") as file:
            os.fsync(file.fileno())
        self._partial.replace(self.path)

    def _write_keys(self) -> None:
        """The keys of all names, sorted before they are written: a tree filled in order is small and quick to fill."""
        connection = self._connection
        connection.execute("CREATE TEMP TABLE unsorted (key TEXT, item INTEGER)")
        rows = connection.execute("SELECT name.name, item.kind, item.id FROM name JOIN item ON item.id = name.item")
        connection.execute("BEGIN")
        forms = legal_forms()
        self._set("legal_forms", "|".join(sorted(forms)))
        keys = ((key, number) for name, kind, number in rows for key in keys_of(name, kind, forms))
        connection.executemany("INSERT INTO unsorted VALUES (?, ?)", keys)
        connection.execute("DROP TABLE IF EXISTS name_key")  # of a writer that was interrupted here
        connection.execute(NAME_KEYS)
        connection.execute(_SORTED)
        connection.execute("DROP TABLE unsorted")
        connection.execute("COMMIT")

    def _set(self, key: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def _abandon(self) -> None:
        """Back to the last checkpoint; without one, as if nothing had been begun."""
        self._connection.close()  # which takes back what was not made to last
        if not self._resumable:
            self._partial.unlink(missing_ok=True)
            self._partial.with_name(f"{self._partial.name}-journal").unlink(missing_ok=True)

    def _failure(self, error: Exception) -> OutputError:
        return OutputError(
            f"{self.path}: the authority cannot be written ({error}); make room or mend the path, then build again."
            " What was there before is kept"
        )


def _remove_unused(path: Path) -> None:
    """Removes what an interrupted writer left; sqlite3.OperationalError if one is at work on it."""
    if path.exists():
        connection = sqlite3.connect(path, isolation_level=None, timeout=0)
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            pass  # whatever it is, it is no index that anyone writes
        finally:
            connection.close()
        path.unlink()


def _is_begun(path: Path) -> bool:
    """Whether a writer left an index there to go on with; sqlite3.OperationalError if one is at work on it."""
    if not path.exists():
        return False
    connection = sqlite3.connect(path, timeout=0)
    try:
        connection.execute("SELECT value FROM meta")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise
        return False
    finally:
        connection.close()
    return True


def _narrower(old: str, new: str) -> str:
    """The narrower of two kinds of one item; the first told where neither is."""
    return new if is_a(new, old) else old
