"""The access log, and that nothing a client sends gets out of its place there."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from http_client import ask, post_query
from served import Served, wait_until

from kgbuild.errors import OutputError, SettingsError
from kgbuild.web.config import Config
from kgbuild.web.limits import Limits
from kgbuild.web.server import Server

MEMBERS = ["time", "id", "client", "method", "path", "status", "bytes", "milliseconds"]
SECRET = "an unlucky name"
QUERY = f"# {SECRET}\nPREFIX x: <urn:x>\nselect ?s {{ ?s ?p ?o }} LIMIT 3"


class Log:
    """A server that logs, and what it has logged."""

    def __init__(self, server: Server, path: Path) -> None:
        self.server, self.path = server, path
        self.address = server.address
        self.read = 0

    def text(self) -> str:
        return self.path.read_text(encoding="ascii")

    def next(self) -> dict[str, Any]:
        """The line that has come since, once it has: it is written after the answer was sent."""
        wait_until(lambda: self.text().count("\n") > self.read)
        lines = self.text().splitlines()
        assert len(lines) == self.read + 1
        self.read += 1
        entry: dict[str, Any] = json.loads(lines[-1])
        return entry


@pytest.fixture(scope="module")
def served(store_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Path]]:
    path = tmp_path_factory.mktemp("logged") / "access.jsonl"
    with Served(store_path, config=Config(Limits(workers=1), access_log=str(path))) as server:
        yield server, path


@pytest.fixture
def log(served: tuple[Server, Path]) -> Log:
    """What is logged from now on."""
    server, path = served
    found = Log(server, path)
    found.read = found.text().count("\n")
    return found


def test_a_request_is_a_line_of_json(log: Log) -> None:
    begin = datetime.now(UTC)
    reply = post_query(log.address, QUERY)
    entry = log.next()
    assert list(entry) == [*MEMBERS, "kind", "query_sha256"]
    assert (entry["method"], entry["path"], entry["status"]) == ("POST", "/sparql", 200)
    assert entry["client"] == "127.0.0.1"
    assert entry["bytes"] == len(reply.body)
    assert entry["kind"] == "select"
    assert entry["query_sha256"] == hashlib.sha256(QUERY.encode()).hexdigest()
    assert entry["id"] == reply.headers["X-Request-Id"]
    assert timedelta(seconds=-1) < datetime.fromisoformat(entry["time"]) - begin < timedelta(seconds=30)
    assert entry["time"].endswith("+00:00")
    assert entry["milliseconds"] > 0


def test_faults_and_pages_are_logged_and_no_query_is(log: Log) -> None:
    for parameters, status, kind in (
        ({"query": QUERY}, 200, "select"),
        ({"query": f"ASK {{ '{SECRET}' "}, 400, "ask"),
        ({"query": f"nonsense '{SECRET}'"}, 400, "query"),
    ):
        assert ask(log.address + "/sparql", parameters=parameters).status == status
        entry = log.next()
        assert (entry["status"], entry["kind"]) == (status, kind)
    form = "application/x-www-form-urlencoded"
    assert ask(log.address + "/sparql", data=f"update=CLEAR ALL %23 {SECRET}".encode(), content_type=form).status == 403
    assert log.next()["kind"] == "update"
    ask(log.address + "/", method="HEAD")
    entry = log.next()
    assert (entry["method"], entry["status"], entry["bytes"]) == ("HEAD", 200, 0)
    assert list(entry) == MEMBERS
    assert SECRET not in log.text()


def test_what_is_asked_again_is_logged_again(log: Log) -> None:
    identifiers = set()
    for _ in range(3):
        reply = ask(log.address + "/sparql", parameters={"query": QUERY})
        identifiers.add(log.next()["id"])
        assert reply.headers["X-Request-Id"] in identifiers
    assert len(identifiers) == 3


def test_queries_are_logged_where_that_is_asked_for(store_path: Path, tmp_path: Path) -> None:
    config = Config(Limits(workers=1), access_log=str(tmp_path / "log"), log_queries=True)
    with Served(store_path, config=config) as server:
        ask(server.address + "/sparql", parameters={"query": QUERY})
        assert Log(server, tmp_path / "log").next()["query"] == QUERY
    with pytest.raises(SettingsError, match="no log"):
        Config(log_queries=True)


def test_nobody_begins_a_line_of_their_own(log: Log) -> None:
    """Line ends, escape sequences of terminals and bytes that are no text come escaped."""
    for path, shown in (
        ("/doc/x%0A%7B%22status%22%3A200%7D", '/doc/x\n{"status":200}'),
        ("/doc/%1B%5B2J%00%7F%C2%85%E2%80%A8", "/doc/\x1b[2J\x00\x7f\x85\u2028"),
        ("/doc/%FF", "/doc/\ufffd"),
    ):
        ask(log.address + path)
        assert log.next()["path"] == shown
    identifier = ask(log.address + "/healthz", method="G%T", x_request_id='x" }', x_forwarded_for="6.6.6.6").headers[
        "X-Request-Id"
    ]
    entry = log.next()
    assert (entry["method"], entry["client"]) == ("G%T", "127.0.0.1")
    assert re.fullmatch(r"[0-9a-f]{32}", identifier)
    assert re.fullmatch(r"[ -~\n]*", log.text())


def test_a_proxy_tells_client_and_request(store_path: Path, tmp_path: Path) -> None:
    with Served(store_path, config=Config(Limits(workers=1), proxy=True, access_log=str(tmp_path / "log"))) as server:
        log = Log(server, tmp_path / "log")
        ask(server.address + "/healthz", x_forwarded_for="203.0.113.7", x_request_id="abc-1")
        entry = log.next()
        assert (entry["client"], entry["id"]) == ("203.0.113.7", "abc-1")
        ask(server.address + "/healthz", x_forwarded_for='x" }, {', x_request_id="abc 1")
        assert log.next()["id"] != "abc 1"


def test_what_was_not_sent_whole_is_told(log: Log) -> None:
    # Of 30 MB, for the server itself holds 16 of what a client does not take, and sockets some more.
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 70000"
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", log.server.port, timeout=60)) as connection:
        connection.request("POST", "/sparql", query.encode(), {"Content-Type": "application/sparql-query"})
        with connection.getresponse() as answer:
            size = int(answer.headers["Content-Length"])
            assert size > 25_000_000
    entry = log.next()
    assert entry["broken_off"] is True
    assert entry["bytes"] < size


def test_a_log_that_is_moved_away_goes_on_in_a_new_file(log: Log, tmp_path: Path) -> None:
    ask(log.address + "/healthz")
    log.next()
    before = log.read
    os.rename(log.path, tmp_path / "old")
    ask(log.address + "/healthz")
    wait_until(log.path.exists)
    log.read = 0
    assert log.next()["path"] == "/healthz"
    assert (tmp_path / "old").read_text(encoding="ascii").count("\n") == before


def test_a_log_that_cannot_be_written_is_told(store_path: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="no log can be written"):
        Server(store_path, config=Config(access_log=str(tmp_path / "none" / "log")))


def test_without_one_nothing_is_logged(base: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert "X-Request-Id" not in ask(base + "/healthz").headers
    assert capfd.readouterr().err == ""
