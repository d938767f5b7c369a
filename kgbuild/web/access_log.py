"""The access log: a line of JSON for each request, written when its answer has been sent or broken off.

Everything but the query is logged, and of that only the kind and a hash, unless its text is asked for. What clients
send is escaped to printable ASCII, so that nobody can begin a line of their own or command a terminal.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import time
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from flask import request

from kgbuild.errors import OutputError
from kgbuild.web.engine import Query
from kgbuild.web.protocol import Update
from kgbuild.web.replies import KEEP

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

STANDARD_ERROR: Final = "-"

# What a request asked, put into its environment by `note_asked`.
ASKED: Final = "kgbuild.asked"

REQUEST_ID_HEADER: Final = "X-Request-Id"
GIVEN_ID: Final = re.compile(r"[\w.:+/=-]{1,128}", re.ASCII)

# Without going back, for a query may hold a quarter of a million characters of whatever kind.
KIND: Final = re.compile(
    r"(?>\s++|\#[^\r\n]*+|PREFIX\s++[^\s<]*+\s*+<[^>]*+>|BASE\s*+<[^>]*+>)*+(SELECT|ASK|CONSTRUCT|DESCRIBE)\b",
    re.IGNORECASE,
)

logger = logging.getLogger(__name__)


def note_asked(asked: Query | Update) -> None:
    """Has the log tell what the present request asks."""
    request.environ[ASKED] = asked


def check_can_log(target: str) -> None:
    """OutputError if the file cannot be written."""
    if target == STANDARD_ERROR:
        return
    try:
        _append(target, "")
    except OSError as error:
        raise OutputError(f"{target}: no log can be written there ({error.strerror}); choose another place") from error


class AccessLog:
    """A WSGI application in front of `app`.

    target: the path of the file, opened for each line, so that it may be moved away; or "-" for standard error.
    queries: whether to log the text of queries and updates.
    trusted: whether a proxy's X-Request-Id is taken over.
    OutputError if the file cannot be written.
    """

    def __init__(self, app: WSGIApplication, target: str, *, queries: bool, trusted: bool) -> None:
        self._app, self._queries, self._trusted = app, queries, trusted
        check_can_log(target)
        self._target, self._turn = target, threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        entry = _Entry(environ, self._id_of(environ))

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            entry.status = int(status[:3])
            return start_response(status, [*headers, (REQUEST_ID_HEADER, entry.identifier)], *more)

        body = self._app(environ, start)
        # A reply that the server sends again by itself would not be logged.
        environ.pop(KEEP, None)
        return _Logged(body, entry, self._write)

    def _id_of(self, environ: WSGIEnvironment) -> str:
        given = environ.get("HTTP_X_REQUEST_ID", "") if self._trusted else ""
        return given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex

    def _write(self, entry: _Entry) -> None:
        line = json.dumps(entry.document(queries=self._queries)) + "\n"
        try:
            with self._turn:
                _append(self._target, line)
        except OSError as error:
            logger.warning("a request could not be logged: %s", error)


class _Entry:
    """What is told of one request."""

    def __init__(self, environ: WSGIEnvironment, identifier: str) -> None:
        self._environ, self.identifier = environ, identifier
        self._time, self._begin = datetime.now(UTC), time.perf_counter()
        self.status, self.size, self.whole = 0, 0, False

    def document(self, *, queries: bool) -> dict[str, Any]:
        """The members of the line; `time` is when the request came, `milliseconds` how long it took with sending."""
        told: dict[str, Any] = {
            "time": self._time.isoformat(timespec="milliseconds"),
            "id": self.identifier,
            "client": self._environ.get("REMOTE_ADDR"),
            "method": self._environ["REQUEST_METHOD"],
            "path": self._environ.get("PATH_INFO", "").encode("latin-1").decode("utf-8", "replace"),
            "status": self.status,
            "bytes": self.size,
            "milliseconds": round((time.perf_counter() - self._begin) * 1000, 1),
        }
        if not self.whole:
            told["broken_off"] = True
        asked: Query | Update | None = self._environ.get(ASKED)
        if asked is not None:
            told["kind"] = _kind_of(asked)
            told["query_sha256"] = sha256(asked.text.encode()).hexdigest()
            if queries:
                told["query"] = asked.text
        return told


class _Logged:
    """An answer's body that is counted on its way."""

    def __init__(self, body: Iterable[bytes], entry: _Entry, write: Any) -> None:
        self._body, self._entry, self._write = body, entry, write

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._body:
            self._entry.size += len(piece)
            yield piece
        self._entry.whole = True

    def close(self) -> None:
        try:
            if (close := getattr(self._body, "close", None)) is not None:
                close()
        finally:
            self._write(self._entry)


def _append(target: str, line: str) -> None:
    if target == STANDARD_ERROR:
        sys.stderr.write(line)
        sys.stderr.flush()
        return
    with open(target, "a", encoding="ascii") as file:
        file.write(line)


def _kind_of(asked: Query | Update) -> str:
    """ "select", "ask", "construct", "describe" or "update"; "query" if it does not begin as one."""
    if isinstance(asked, Update):
        return "update"
    found = KIND.match(asked.text)
    return found[1].lower() if found else "query"
