"""Answers of services, kept in one SQLite file: what was asked once is not asked again, also after an interruption."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from kgbuild.errors import OutputError

APPLICATION_ID: Final = 0x6B676261 + 1
"""SQLite's application id of such files: one more than an authority's."""

ITEM: Final = "item "
"""How the question for an item begins, whose answer is Wikidata's JSON of it; its Q-id follows."""

_TABLE: Final = """CREATE TABLE IF NOT EXISTS answer
    (service TEXT, question TEXT, answer TEXT NOT NULL, day TEXT NOT NULL, PRIMARY KEY (service, question))"""


class AnswerCache:
    """Question → answer in JSON, for each service; a context, safe to use from several threads.

    `day` (ISO date) is noted with what is added. OutputError if the file is something else or cannot be written.
    """

    def __init__(self, path: Path, day: str) -> None:
        self.path, self._day, self._lock = path, day, threading.Lock()
        try:
            self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            known = self._connection.execute("PRAGMA application_id").fetchone()[0]
            tables = self._connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if known != APPLICATION_ID and tables:
                raise OutputError(f"{path}: holds no answers of services; name another file")
            self._connection.execute("PRAGMA journal_mode = WAL")  # else each answer waits for the disk
            self._connection.execute("PRAGMA synchronous = NORMAL")
            self._connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._connection.execute(_TABLE)
        except sqlite3.Error as error:
            raise self._failure(error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    def get(self, service: str, question: str) -> Any:
        """The answer kept, or None."""
        rows = self._execute("SELECT answer FROM answer WHERE service = ? AND question = ?", service, question)
        return json.loads(rows[0][0]) if rows else None

    def put(self, service: str, question: str, answer: Any) -> None:
        """Keeps an answer, which is JSON and not null."""
        told = json.dumps(answer, ensure_ascii=False)
        self._execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", service, question, told, self._day)

    def services(self) -> list[tuple[str, str]]:
        """The services whose answers are kept, each with the day of its latest."""
        return self._execute("SELECT service, max(day) FROM answer GROUP BY service ORDER BY service")

    def answers(self, service: str, beginning: str) -> Iterator[tuple[str, Any]]:
        """The questions to a service that begin so, and their answers."""
        rows = self._execute(
            "SELECT question, answer FROM answer WHERE service = ? AND substr(question, 1, ?) = ? ORDER BY question",
            service, len(beginning), beginning,
        )  # fmt: skip
        for question, answer in rows:
            yield question, json.loads(answer)

    def _execute(self, statement: str, *values: object) -> list[Any]:
        try:
            with self._lock:
                return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise self._failure(error) from error

    def _failure(self, error: sqlite3.Error) -> OutputError:
        return OutputError(
            f"{self.path}: the cache of answers cannot be used ({error}); make room, mend the path or move the"
            " file away. What was answered before is kept"
        )
