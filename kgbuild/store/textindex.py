"""An index of the labels, headlines and sentences of a store by their words: one SQLite file (FTS5).

Hits come in an order that is the same for the same store, however it came about: of the texts that hold all the words
the shorter first, for of these the words are the greater part.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kgbuild.errors import InputError
from kgbuild.store.words import Phrase, fold_words
from kgbuild.vocabulary import PREFIXES

# Kind of text → what is such a text of what. The order is that of the numbers in the file.
SOURCES: Final = {
    "labels": "VALUES ?p { skos:prefLabel skos:altLabel rdfs:label } ?node ?p ?text",
    "headlines": "?node schema:headline ?text",
    "sentences": "?node a nif:Sentence ; nif:anchorOf ?text",
}

# A row's number is made of its kind, its length in characters and its content, so that rows in the order of their
# numbers are the hits in theirs. Of 10 million sentences two of one length have the same 49 bits of content with a
# chance of less than 1 in 500; the second would be left out.
LENGTH_BITS: Final = 12
CONTENT_BITS: Final = 49
KIND_STEP: Final = 1 << (LENGTH_BITS + CONTENT_BITS)

SCHEMA: Final = """
CREATE TABLE text (id INTEGER PRIMARY KEY, node TEXT NOT NULL, value TEXT NOT NULL, language TEXT);
CREATE VIRTUAL TABLE word USING fts5 (folded, content='', columnsize=0, tokenize='ascii', prefix='1 2 3 4');
"""
BATCH: Final = 10_000
INDEX_NAME: Final = "text.sqlite"

_Row: TypeAlias = tuple[int, str, str, str | None]


@dataclass(frozen=True, slots=True)
class Hit:
    """A text that holds the words, and the node whose text it is.

    `score`: the share of its characters that the words asked for have, 1 if it has no others.
    """

    node: NamedNode
    text: Literal
    score: float


def write_index(store: Store, path: Path, previous: Path | None = None) -> None:
    """Makes the index of a store; from that of an earlier state, if there is one, which stays as it is.

    Interrupted, it leaves no file `path`. OSError or sqlite3.Error if it cannot be written.
    """
    unfinished = path.with_name(path.name + ".part")
    unfinished.unlink(missing_ok=True)
    if previous is not None:
        shutil.copyfile(previous, unfinished)
    database = sqlite3.connect(unfinished, isolation_level=None)
    try:
        # Whoever is interrupted begins anew.
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        if previous is None:
            database.executescript(SCHEMA)
        database.execute("BEGIN")
        _bring_up_to_date(database, store)
        database.execute("COMMIT")
    finally:
        database.close()
    unfinished.replace(path)


def index_of(store: Path) -> Path:
    """Where the text index of a store that nobody writes to lies: in its folder, to go with it."""
    return store / INDEX_NAME


class TextIndex:
    """An index to be read, which nobody writes to. InputError if the file is no index."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._database = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
        except sqlite3.Error as error:
            raise self._damaged(error) from error

    def close(self) -> None:
        self._database.close()

    def find(self, phrases: Sequence[Phrase], kinds: Sequence[str], most: int) -> list[Hit]:
        """The hits among texts of the `kinds`, of each at most the first `most`; none if there are no phrases."""
        if not phrases:
            return []
        asked = len(" ".join(word for phrase in phrases for word in phrase.words))
        match = " AND ".join(_match(phrase) for phrase in phrases)
        hits = []
        for kind in kinds:
            start = list(SOURCES).index(kind) * KIND_STEP
            for _, node, value, language in self._rows(match, start, most):
                hits.append(Hit(NamedNode(node), Literal(value, language=language), min(1, asked / len(value))))
        return hits

    def _rows(self, match: str, start: int, most: int) -> list[_Row]:
        try:
            return self._database.execute(
                "SELECT id, node, value, language FROM (SELECT rowid AS found FROM word WHERE word MATCH ? "
                "AND rowid BETWEEN ? AND ? ORDER BY rowid LIMIT ?) CROSS JOIN text ON id = found",
                (match, start, start + KIND_STEP - 1, most),
            ).fetchall()
        except sqlite3.Error as error:
            raise self._damaged(error) from error

    def _damaged(self, error: sqlite3.Error) -> InputError:
        return InputError(str(self._path), f"cannot be read as a text index ({error})", "have it made again")


def _match(phrase: Phrase) -> str:
    """The phrase in the language of FTS5: no character of a folded word means anything there within quotation marks."""
    return f'"{" ".join(phrase.words)}"{" *" if phrase.is_prefix else ""}'


def _bring_up_to_date(database: sqlite3.Connection, store: Store) -> None:
    database.execute("CREATE TEMP TABLE seen (id INTEGER PRIMARY KEY)")
    for batch in _batches(_texts(store)):
        database.executemany("INSERT OR IGNORE INTO seen VALUES (?)", ((row[0],) for row in batch))
        known = database.execute(
            "SELECT id FROM text WHERE id IN (SELECT value FROM json_each(?))", (json.dumps([row[0] for row in batch]),)
        )
        old = {number for (number,) in known}
        new = {row[0]: row for row in batch if row[0] not in old}
        database.executemany("INSERT INTO text VALUES (?, ?, ?, ?)", new.values())
        words = ((number, " ".join(fold_words(value))) for number, _, value, _ in new.values())
        database.executemany("INSERT INTO word (rowid, folded) VALUES (?, ?)", words)
    gone = database.execute("SELECT id, value FROM text WHERE id NOT IN (SELECT id FROM seen)").fetchall()
    database.executemany(
        "INSERT INTO word (word, rowid, folded) VALUES ('delete', ?, ?)",
        ((number, " ".join(fold_words(value))) for number, value in gone),
    )
    database.executemany("DELETE FROM text WHERE id = ?", ((number,) for number, _ in gone))
    database.execute("DROP TABLE seen")


def _texts(store: Store) -> Iterator[_Row]:
    """All rows that the index of the store has, some more than once."""
    for place, pattern in enumerate(SOURCES.values()):
        found = store.query(
            f"SELECT DISTINCT ?node ?text {{ {pattern} FILTER(isIRI(?node) && isLiteral(?text)) }}",
            prefixes=dict(PREFIXES),
            use_default_graph_as_union=True,
        )
        assert isinstance(found, QuerySolutions)  # noqa: S101 - of a SELECT
        for solution in found:
            node, text = solution["node"].value, solution["text"]
            yield _number(place, node, text), node, text.value, text.language


def _number(place: int, node: str, text: Literal) -> int:
    length = min(len(text.value), (1 << LENGTH_BITS) - 1)
    content = hashlib.blake2b(f"{node}\n{text.language}\n{text.value}".encode(), digest_size=8).digest()
    return place * KIND_STEP + (length << CONTENT_BITS) + (int.from_bytes(content) >> (64 - CONTENT_BITS))


def _batches(rows: Iterator[_Row]) -> Iterator[list[_Row]]:
    while batch := list(itertools.islice(rows, BATCH)):
        yield batch
