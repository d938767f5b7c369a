"""A store behind a SPARQL 1.1 server, asked over HTTP.

Only solutions come over the wire, as JSON: their end shows, so that nothing cut off looks whole. What a CONSTRUCT or a
DESCRIBE gives is made of them here. Source of the rules: https://www.w3.org/TR/sparql11-protocol/ section 2.1.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator, Sequence
from http.client import responses
from typing import IO, Final, cast
from urllib.parse import urlencode, urlsplit, urlunsplit

import urllib3
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results

from kgbuild.errors import KGBuildError, LimitError, QueryError, ServiceError
from kgbuild.formats import SPARQL_JSON
from kgbuild.store.endpoint import Endpoint, quoted
from kgbuild.store.wire import Wire, wire_for

CONNECT_SECONDS: Final = 5.0
READ_BYTES: Final = 1 << 16

# Says that it asks for less than it could, so that no answer has to be unpacked.
HEADERS: Final = {"Accept": SPARQL_JSON.media_type, "Accept-Encoding": "identity", "User-Agent": "kgbuild"}
JSON_TYPES: Final = (SPARQL_JSON.media_type, *SPARQL_JSON.generic_types)

# Headers by which Virtuoso tells that it has cut an answer off: for its rows, and for its time.
CUT_ROWS: Final = "X-SPARQL-MaxRows"
CUT_TIME: Final = "X-SQL-State"

# Virtuoso's ASK has this variable, and a row where it is true; its blank nodes have names that are none of RDF's.
ASK_VARIABLE: Final = "__ASK_RETVAL"
ODD_NAME: Final = b"nodeID://"
ODD_BLANK_NODE: Final = re.compile(rb'("type"\s*:\s*"bnode"\s*,\s*"value"\s*:\s*")' + ODD_NAME)

# With the server's address, which is nobody's business, urllib3 begins some of its messages.
POOL_NAME: Final = re.compile(r"^\w+\(host=.*?\): ")


class RemoteStore:
    """Asks one server, one thing at a time; a new question ends the answer to the one before.

    `seconds`: how long it may take over an exchange, in which it may send `most` bytes; None if whoever asks sees to
    that. `wire` has connections to an address of the server, which is called by the name `host`.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        *,
        seconds: float | None = None,
        most: int | None = None,
        wire: Wire | None = None,
        host: str | None = None,
    ) -> None:
        self._endpoint, self._seconds, self._most = endpoint, seconds, most
        # Of the addresses for queries and for updates.
        self._wires = {} if wire is None else {endpoint.url: wire}
        self._headers = dict(HEADERS)
        if host is not None:
            self._headers["Host"] = host
        if endpoint.authorization:
            self._headers["Authorization"] = endpoint.authorization
        self._response: urllib3.BaseHTTPResponse | None = None

    def ask(
        self, query: str, default_graphs: Sequence[str] = (), named_graphs: Sequence[str] = ()
    ) -> QuerySolutions | QueryBoolean:
        """The answer to a SELECT or an ASK, its solutions read as they come.

        ServiceError if the server cannot be reached or does not answer as it should, LimitError if it is busy or gives
        no more than a part, QueryError if it takes the query for wrong; of these, some while the solutions are read.
        """
        fields = [("query", query)]
        fields += [("default-graph-uri", graph) for graph in default_graphs]
        fields += [("named-graph-uri", graph) for graph in named_graphs]
        return self._parsed(self._body(fields))

    def content(self, query: str) -> bytes:
        """The JSON of an answer as it was sent, its blank nodes alone named as RDF has it; errors as of `ask`."""
        body, parts = self._body([("query", query)]), list[bytes]()
        while part := body.read():
            parts.append(part)
        return b"".join(parts)

    def _body(self, fields: Sequence[tuple[str, str]]) -> _Body:
        response = self._send(self._endpoint.url, fields)
        self._check_whole(response)
        media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().casefold()
        if media_type not in JSON_TYPES:
            given = quoted(media_type) or "no content type"
            raise self.fault(f"answers with {given}, not with {SPARQL_JSON.media_type}")
        return _Body(self, response)

    def read_from(self, response: urllib3.BaseHTTPResponse, size: int) -> bytes:
        """The next piece of an answer of which `size` bytes are read; none at its end. Errors as of `ask`."""
        if self._most is not None and size > self._most:
            raise LimitError(f"{self._endpoint.name} sends more than {self._most >> 20} MiB; ask it for less", "size")
        try:
            piece = response.read1(READ_BYTES)
        except urllib3.exceptions.HTTPError as error:
            self._check_time()
            raise self.fault(f"broke its answer off ({_reason(error)})") from error
        if not piece:
            # To be broken off may look like an end.
            self._check_time()
        return piece

    def update(self, update: str) -> None:
        """Has the server apply an update. Errors as of `ask`; after a ServiceError it may have been applied or not."""
        assert self._endpoint.update_url is not None  # noqa: S101 - who writes has said where
        self._send(self._endpoint.update_url, [("update", update)], again=False)
        self.close()

    def close(self) -> None:
        """Ends what is still being answered: the server sees the connection close."""
        for wire in self._wires.values():
            wire.breaker.lift()
        if self._response is not None:
            self._response.close()
            self._response = None

    @contextlib.contextmanager
    def telling(self) -> Iterator[None]:
        """Around whatever reads solutions: what is wrong with the answer is a ServiceError."""
        try:
            yield
        except SyntaxError as error:
            raise self.fault(f"sends an answer that is cut off or malformed ({quoted(error.msg)})") from error
        finally:
            self.close()

    def _send(self, url: str, fields: Sequence[tuple[str, str]], *, again: bool = True) -> urllib3.BaseHTTPResponse:
        """A good answer, its body to be read. `again`: after a connection that had lain idle, to send it once more."""
        self.close()
        if url not in self._wires:
            self._wires[url] = wire_for(url)
        wire = self._wires[url]
        connect = CONNECT_SECONDS
        if self._seconds is not None:
            wire.breaker.set(self._seconds)
            connect = min(connect, self._seconds)
        try:
            response = wire.urlopen(
                "POST",
                urlunsplit(("", "", *urlsplit(url)[2:])),
                body=urlencode(fields),
                headers={**self._headers, "Content-Type": "application/x-www-form-urlencoded"},
                # Redirects are not followed: who set up this server named that one alone.
                redirect=False,
                retries=urllib3.Retry(total=int(again), connect=0, read=int(again), status=0, allowed_methods=None),
                # How long an answer may take is bounded by the breaker, or by whoever asks.
                timeout=urllib3.Timeout(connect=connect, read=None),
                preload_content=False,
                decode_content=False,
            )
        except urllib3.exceptions.HTTPError as error:
            self._check_time()
            raise self.fault(f"cannot be reached ({_reason(error)})") from error
        self._response = response
        # To be broken off may look like the end of the head.
        self._check_time()
        if not 200 <= response.status < 300:
            raise self._refusal(response)
        return response

    def _refusal(self, response: urllib3.BaseHTTPResponse) -> KGBuildError:
        """What a bad status says. The server's own words are passed on only where they are about the query."""
        status = response.status
        if status == 400:
            told = quoted(self._told(response)) or "no reason given"
            return QueryError(f"query: {self._endpoint.name} does not take it ({told}); mend it")
        if status in (429, 503):
            return LimitError(f"{self._endpoint.name} is too busy; ask again later", "busy")
        if status in (408, 504):
            return LimitError(f"{self._endpoint.name} gave the query up, for it took too long; ask for less", "time")
        if status in (401, 403):
            return self.fault(f"answers {status}: it wants other credentials, or none may do that")
        if 300 <= status < 400:
            return self.fault(f"answers {status} and sends us elsewhere, where we do not go")
        return self.fault(f"answers {status} ({responses.get(status, 'which HTTP does not know')})")

    def _told(self, response: urllib3.BaseHTTPResponse) -> str:
        """The first paragraph of what a server says."""
        try:
            text = response.read1(READ_BYTES).decode("utf-8", "replace")
        except urllib3.exceptions.HTTPError:
            return ""
        return text.replace("\r\n", "\n").partition("\n\n")[0]

    def _check_time(self) -> None:
        """LimitError if the time for the exchange is over."""
        if any(wire.breaker.is_broken for wire in self._wires.values()):
            raise LimitError(f"{self._endpoint.name} takes too long; ask it for less", "time")

    def _check_whole(self, response: urllib3.BaseHTTPResponse) -> None:
        name = self._endpoint.name
        if CUT_ROWS in response.headers:
            rows = quoted(response.headers[CUT_ROWS])
            raise LimitError(f"{name} gives no more than {rows} rows, and cut the rest off; ask for less", "size")
        if response.status != 200 or CUT_TIME in response.headers:
            raise LimitError(f"{name} gave a part of the answer only; ask for less", "time")
        if response.headers.get("Content-Encoding", "identity").casefold() != "identity":
            raise self.fault("packs its answer though it was asked not to")

    def _parsed(self, body: _Body) -> QuerySolutions | QueryBoolean:
        try:
            result = parse_query_results(cast("IO[bytes]", body), format=QueryResultsFormat.JSON)
        except SyntaxError as error:
            raise self.fault(f"sends no valid answer ({quoted(error.msg)})") from error
        if isinstance(result, QuerySolutions) and [each.value for each in result.variables] == [ASK_VARIABLE]:
            with self.telling():
                true = any(row[0] is not None and row[0].value == "1" for row in result)
            return truth(true)
        return result

    def fault(self, what: str) -> ServiceError:
        """The error that says what the server does."""
        return ServiceError(self._endpoint.name, what, "ask again later, or tell whoever runs this server")


class _Body:
    """The body of an answer as a file to read, its blank nodes named as RDF has it."""

    def __init__(self, remote: RemoteStore, response: urllib3.BaseHTTPResponse) -> None:
        self._remote, self._response = remote, response
        self._held, self._ready, self._ended, self._size = bytearray(), bytearray(), False, 0

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes; none at the end. Errors as of `RemoteStore.read_from`."""
        while not self._ready and not self._ended:
            self._fill()
        part = bytes(self._ready if size < 0 else self._ready[:size])
        del self._ready[: len(part)]
        return part

    def _fill(self) -> None:
        piece = self._remote.read_from(self._response, self._size)
        self._size += len(piece)
        # A blank node holds no brace, so none is cut in two.
        end = piece.rfind(b"}") + 1 if piece else 0
        self._held += piece[: end or len(piece)]
        if end or not piece:
            if ODD_NAME in self._held:
                self._held = bytearray(ODD_BLANK_NODE.sub(rb"\1", self._held))
            self._ready, self._held, self._ended = self._held, bytearray(piece[end:]), not piece


def truth(true: bool) -> QueryBoolean:
    """A truth value as pyoxigraph gives it."""
    document = json.dumps({"head": {}, "boolean": true}).encode()
    return cast("QueryBoolean", parse_query_results(document, format=QueryResultsFormat.JSON))


def _reason(error: Exception) -> str:
    """What lies at the bottom of an error of urllib3, without addresses and memory locations."""
    if isinstance(error, urllib3.exceptions.ReadTimeoutError):
        return "it says nothing"
    inner = getattr(error, "reason", None)
    if isinstance(inner, Exception):
        return _reason(inner)
    if isinstance(error, urllib3.exceptions.NewConnectionError) and error.__cause__ is not None:
        return str(getattr(error.__cause__, "strerror", None) or error.__cause__)
    return quoted(POOL_NAME.sub("", str(error.args[-1]))) if error.args else type(error).__name__
