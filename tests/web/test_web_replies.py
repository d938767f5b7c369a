"""Replies that are sent again byte for byte, and clients that trickle."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from served import Served, wait_until
from stores import new_store
from test_web_protocol import SELECT
from test_web_writing import TOKEN, update

from kgbuild.web import connection
from kgbuild.web.app import engine_of
from kgbuild.web.config import Config
from kgbuild.web.front import IDLE_SECONDS
from kgbuild.web.limits import Limits
from kgbuild.web.replies import Replies
from kgbuild.web.server import Server

HEAD = b"HTTP/1.1 200 OK\r\nDate: Mon, 01 Jan 2024 00:00:00 GMT\r\nServer: x\r\n\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = new_store(tmp_path_factory.mktemp("replied"))
    with Served(path, config=Config(Limits(workers=2), token=TOKEN)) as server:
        yield server


def request(query: str, method: str = "GET", **headers: str) -> bytes:
    lines = [f"{method} /sparql?{urlencode({'query': query})} HTTP/1.1", "Host: localhost"]
    return "\r\n".join([*lines, *(f"{name}: {value}" for name, value in headers.items()), "", ""]).encode()


def read(link: socket.socket, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    """One reply on a connection that is kept."""
    with http.client.HTTPResponse(link, method=method) as reply:
        reply.begin()
        return reply.status, dict(reply.headers), reply.read()


def hits(server: Server) -> int:
    return engine_of(server.app).replies.kept.hits


def connected(server: Server) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), 30)


def test_the_same_request_gets_the_same_reply_without_being_answered(server: Server) -> None:
    before = hits(server)
    with connected(server) as link:
        replies = []

        def is_replied() -> bool:
            link.sendall(request(SELECT))
            status, headers, body = read(link)
            assert headers.pop("Date")
            replies.append((status, headers, body))
            return hits(server) >= before + 2

        # The first is kept just after it is sent.
        wait_until(is_replied)
        assert replies[0][0] == 200
        assert all(reply == replies[0] for reply in replies)
        before = hits(server)
        link.sendall(request(SELECT, Accept="text/csv"))
        assert read(link)[1]["Content-Type"].startswith("text/csv")
        assert hits(server) == before


@pytest.mark.parametrize(
    ("query", "method", "headers"),
    [
        ("SELECT (RAND() AS ?x) {}", "GET", {}),
        (SELECT, "HEAD", {}),
        (SELECT, "GET", {"Connection": "close"}),
        ("SELECT ? {", "GET", {}),
        (SELECT, "GET", {"Accept": "text/html"}),
    ],
)
def test_what_is_not_kept(server: Server, query: str, method: str, headers: dict[str, str]) -> None:
    before, bodies = hits(server), []
    for _ in range(3):
        with connected(server) as link:
            link.sendall(request(query, method, **headers))
            bodies.append(read(link, method)[2])
        time.sleep(0.05)
    assert hits(server) == before
    if "RAND" in query:
        assert len(set(bodies)) == 3


def test_what_was_written_is_seen_by_the_same_request(server: Server) -> None:
    asked = request("ASK { <urn:s> <urn:kept> 1 }")
    with connected(server) as link:
        for verb, expected in (("", b"false"), ("INSERT", b"true"), ("DELETE", b"false")):
            if verb:
                assert (
                    update(server.address, f"{verb} DATA {{ GRAPH <urn:g> {{ <urn:s> <urn:kept> 1 }} }}").status == 204
                )
            for _ in range(2):
                link.sendall(asked)
                assert expected in read(link)[2]


def test_replies_come_in_the_order_of_the_requests(server: Server) -> None:
    """The kept one waits for the one before it, in one packet or in two."""
    kept, slow = request("ASK {}"), "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d a ?e } #"
    with connected(server) as link:
        link.sendall(kept)
        assert b"true" in read(link)[2]
        for number, pause in enumerate((0.0, 0.02)):
            link.sendall(request(slow + str(number)))
            time.sleep(pause)
            link.sendall(kept)
            with link.makefile("rb") as reader:
                texts = []
                for _ in range(2):
                    lines = iter(reader.readline, b"\r\n")
                    length = next(int(line.split()[1]) for line in list(lines) if line.startswith(b"Content-Length"))
                    texts.append(reader.read(length))
            assert b'"n"' in texts[0]
            assert b"true" in texts[1]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /sparql HTTP/1.1\r\nHost : x\r\n\r\n", 400),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: many\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 262_144 + b"\r\n\r\n", 431),
        (b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
    ],
)
def test_what_is_no_http_is_told_as_all_faults_are(server: Server, sent: bytes, status: int) -> None:
    with connected(server) as link:
        link.sendall(sent)
        told, headers, body = read(link)
        assert (told, headers["Content-Type"]) == (status, "application/problem+json")
        assert json.loads(body)["status"] == status
        assert headers["Connection"] == "close"


def test_a_reply_has_the_date_of_now_and_goes_with_its_state() -> None:
    version = "1"
    replies = Replies(1000, lambda: version)
    assert replies.find(b"GET") is None
    replies.keep(b"GET", "1", HEAD, b"body")
    found = replies.find(b"GET")
    assert found is not None
    assert found.startswith(b"HTTP/1.1 200 OK\r\nDate: ")
    assert found.endswith(b" GMT\r\nServer: x\r\n\r\nbody")
    assert b"2024" not in found
    version = "2"
    assert replies.find(b"another") is None
    assert replies.kept.size == 0
    # Of a query that took its time.
    replies.keep(b"GET", "1", HEAD, b"body")
    assert replies.find(b"GET") is None


def test_replies_stay_within_their_room() -> None:
    room = 10_000
    replies = Replies(room, lambda: "1")
    for number in range(100):
        replies.find(b"GET 0")
        replies.keep(b"GET %d" % number, "1", HEAD, b"x" * 100)
        replies.keep(b"GET %d" % number, "1", HEAD, b"x" * 100)
    assert room / 2 < replies.kept.size <= room
    assert replies.find(b"GET 0")
    assert replies.find(b"GET 99")
    assert not replies.find(b"GET 50")
    none = Replies(0, lambda: "1")
    none.find(b"GET")
    none.keep(b"GET", "1", HEAD, b"")
    assert none.find(b"GET") is None


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 1.0)


@pytest.mark.usefixtures("impatient")
def test_a_client_that_sends_a_byte_now_and_then_is_dropped(server: Server) -> None:
    begin = time.monotonic()
    with connected(server) as link:
        for byte in request(SELECT) * 10:
            try:
                link.sendall(bytes([byte]))
            except OSError:
                break
            time.sleep(0.05)
        # Not all of it has gone out.
        assert 1.0 <= time.monotonic() - begin < len(request(SELECT)) * 10 * 0.05 / 2


@pytest.mark.usefixtures("impatient")
def test_a_client_that_takes_nothing_is_dropped(server: Server) -> None:
    """The answer is longer than what the system holds of it between the two."""
    rows = "VALUES ?a { " + " ".join(str(number) for number in range(1000)) + " }"
    query = f"SELECT * {{ {rows} BIND('{'x' * 20_000}' AS ?x) }}"

    def channel_of(link: socket.socket) -> list[object]:
        """The server's end of it, as long as it has one."""
        channels = tuple(server._server.active_channels.values())
        return [each for each in channels if each.addr == link.getsockname()]

    with connected(server) as link:
        link.sendall(request(query))
        assert link.recv(10)
        assert channel_of(link)
        # Long before a client that does nothing at all is.
        wait_until(lambda: not channel_of(link), IDLE_SECONDS / 2)
