"""What was read of a dump so far, in a file beside the authority to be: kinds and titles are known only at its end.

Whether an item is of use depends on the classes above its own, and the title of a post on another line. Both may stand
anywhere in a dump, so that its items wait here. The file also tells how far the reading came.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import msgspec

from kgbuild.errors import OutputError
from kgbuild.link.builders.wikidata import Thing

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS state (one INTEGER PRIMARY KEY CHECK (one = 1), value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS thing (content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS parent (class INTEGER, parent INTEGER);
CREATE TABLE IF NOT EXISTS title (item INTEGER PRIMARY KEY, title TEXT NOT NULL);
"""


class Staging:
    """A context. What was added up to the last `checkpoint` outlasts an interruption.

    OutputError if the file cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._encoder, self._decoder = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Thing)
        try:
            self._connection = sqlite3.connect(path, isolation_level=None)
            for pragma in ("locking_mode = EXCLUSIVE", "synchronous = OFF", "journal_mode = DELETE"):
                self._connection.execute(f"PRAGMA {pragma}")
            self._connection.executescript(_TABLES)
            self._connection.execute("BEGIN")
        except sqlite3.Error as error:
            raise self._failure(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()
        if isinstance(error, sqlite3.Error):
            raise self._failure(error) from error

    @property
    def state(self) -> str | None:
        """What the last checkpoint was told."""
        row = self._connection.execute("SELECT value FROM state").fetchone()
        return str(row[0]) if row else None

    def add(self, thing: Thing) -> None:
        """Keeps a thing."""
        self._connection.execute("INSERT INTO thing VALUES (?)", (self._encoder.encode(thing),))

    def add_concept(self, thing: Thing) -> None:
        """Keeps what is above a class, and its name or that of a position."""
        number = int(thing.qid[1:])
        parents = [(number, int(parent[1:])) for parent in thing.parents]
        self._connection.executemany("INSERT INTO parent VALUES (?, ?)", parents)
        if thing.label:
            self._connection.execute("INSERT OR REPLACE INTO title VALUES (?, ?)", (number, thing.label))

    def checkpoint(self, state: str) -> None:
        """Makes what was added last, with what tells where to go on."""
        self._connection.execute("INSERT OR REPLACE INTO state VALUES (1, ?)", (state,))
        self._connection.execute("COMMIT")
        self._connection.execute("BEGIN")

    def prepare(self) -> None:
        """Makes looking up quick, once all is in."""
        self._connection.execute("CREATE INDEX IF NOT EXISTS parents ON parent (class, parent)")

    def parents_of(self, qid: str) -> list[str]:
        """The superclasses of a class."""
        rows = self._connection.execute("SELECT parent FROM parent WHERE class = ? ORDER BY parent", (int(qid[1:]),))
        return [f"Q{number}" for (number,) in rows]

    def title_of(self, qid: str) -> str | None:
        """The name of a position."""
        row = self._connection.execute("SELECT title FROM title WHERE item = ?", (int(qid[1:]),)).fetchone()
        return str(row[0]) if row else None

    def things(self) -> Iterator[Thing]:
        """All things, in the order of the dump."""
        for (content,) in self._connection.execute("SELECT content FROM thing ORDER BY rowid"):
            yield self._decoder.decode(content)

    def _failure(self, error: sqlite3.Error) -> OutputError:
        return OutputError(
            f"{self.path}: cannot be written ({error}); make room or mend the path, then build again. What was there"
            " before is kept"
        )
