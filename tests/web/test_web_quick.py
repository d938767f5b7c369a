"""Queries that the loop's thread answers by itself: the same replies as by the long way, and the same bounds."""

from __future__ import annotations

import concurrent.futures
import contextlib
import itertools
import os
import signal
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest
from command import ServeCommand
from http_client import ask, post_update
from served import Served, pool, wait_until
from stores import new_store
from test_web_bounds import BOMBS
from test_web_protocol import SELECT
from test_web_replies import connected, read, request
from test_web_servers import hold, only_linux, wait_until_at_work
from test_web_writing import TOKEN

from kgbuild.web.config import Config
from kgbuild.web.connection import Connection
from kgbuild.web.engine import Query, Wanted
from kgbuild.web.lessons import Lessons
from kgbuild.web.limits import Limits
from kgbuild.web.quick import Quick
from kgbuild.web.replies import Keepable
from kgbuild.web.server import Server
from kgbuild.web.worker_process import Worker

LIMITS = Limits(seconds=60, long_after=60, workers=2, long_queries=2, waiting=4, cache=0)
HASTY = replace(LIMITS, seconds=1.5, long_after=0.3)
SLOW = BOMBS["product of VALUES"]
ROWS = "SELECT * {{ VALUES ?a {{ {rows} }} BIND('{text}' AS ?x) }}"

QUERIES = {
    "solutions": SELECT,
    "boolean": "ASK { ?s a kgb:Protest }",
    "triples": "CONSTRUCT WHERE { ?s a kgb:Protest }",
    "described": "DESCRIBE <urn:nothing>",
    "letters": "SELECT ('Öl 100 % + \N{GREEK SMALL LETTER ALPHA}' AS ?x) {}",
    "relative": "SELECT (<x> AS ?x) {}",
    "a hundred kilobytes": ROWS.format(rows=" ".join(map(str, range(1000))), text="x" * 100),
    "a megabyte": ROWS.format(rows=" ".join(map(str, range(1000))), text="x" * 1000),
    "nothing": "",
    "malformed": "SELECT ? {",
    "another server": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "an update": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "chance": "SELECT (STRLEN(STR(RAND() < 2)) AS ?x) {}",
    "a search": "SELECT ?e { ?e kgb:search 'strike' }",
    "a second parameter": "ASK {}&query=ASK {}",
    "graphs": "SELECT * { ?s ?p ?o }&default-graph-uri=urn:nothing",
    "no UTF-8": "ASK { <urn:%FF> ?p ?o }",
}  # fmt: skip

HEADERS = (
    {},
    {"Accept": "text/csv"},
    {"Accept": "application/sparql-results+xml, text/turtle;q=0.5", "Origin": "https://example.org"},
    {"Accept": "text/html"},
    {"Accept": "image/png"},
    {"Host": "example.org"},
    {"Connection": "close"},
    {"If-None-Match": '"0"'},
)


@pytest.fixture(scope="module")
def server(store_path: Path) -> Iterator[Server]:
    with Served(store_path, config=Config(LIMITS, origins=("https://example.org",))) as server:
        wait_until(lambda: ask(server.address + "/sparql", parameters={"query": QUERIES["a search"]}).status == 200)
        yield server


@pytest.fixture(scope="module")
def hasty(store_path: Path) -> Iterator[Server]:
    """A server whose queries have little time."""
    with Served(store_path, config=Config(HASTY)) as server:
        yield server


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """No query goes to a thread because the machine is busy with something else."""
    monkeypatch.setattr("kgbuild.web.quick.HAND_OVER_AFTER", 60)


@pytest.fixture
def quick_ones(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The replies that came without a task, as they come."""
    sent: list[bytes] = []
    reply = Connection.reply

    def noted(connection: Connection, data: bytes) -> None:
        sent.append(data)
        reply(connection, data)

    monkeypatch.setattr(Connection, "reply", noted)
    return sent


def replied(server: Server, sent: bytes) -> tuple[int, dict[str, str], bytes]:
    """The reply but for its date, which every one has."""
    with connected(server) as link:
        link.sendall(sent)
        status, headers, body = read(link)
    assert headers.pop("Date")
    return status, headers, body


def teach(server: Server, quick_ones: list[bytes]) -> None:
    """Until requests without headers of their own are answered without a task."""
    for text in ("ASK {}", "SELECT * {}"):
        numbers, count = itertools.count(), len(quick_ones)
        while len(quick_ones) == count:
            assert replied(server, request(f"{text} # {next(numbers)}"))[0] == 200


@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize("name", QUERIES)
def test_replies_are_the_same_either_way(
    server: Server, quick_ones: list[bytes], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    for headers in HEADERS:
        sent = request("QUERY", **headers).replace(b"QUERY", quote(QUERIES[name], safe="&=%").encode())
        with monkeypatch.context() as off:
            off.setattr(Quick, "begin", lambda *_: None)
            expected = replied(server, sent)
            for kind in ("solutions", "boolean", "triples"):
                replied(server, request(QUERIES[kind], **headers))
        assert [replied(server, sent) for _ in range(2)] == [expected] * 2, headers
    short = ("solutions", "boolean", "triples", "described", "letters", "relative", "a hundred kilobytes", "graphs")
    assert bool(quick_ones) == (name in short)


@pytest.mark.usefixtures("unhurried")
def test_a_long_answer_teaches_as_well(server: Server, quick_ones: list[bytes]) -> None:
    long, own = QUERIES["a hundred kilobytes"], {"X-Client": "another"}
    expected = replied(server, request(SELECT))
    for number in range(2):
        assert len(replied(server, request(f"{long} # {number}", **own))[2]) > 100_000
        wait_until(lambda: server._server.quick.lessons.find(request(SELECT, **own)) is not None)
    assert replied(server, request(SELECT, **own)) == expected
    assert len(quick_ones) >= 2


@pytest.mark.usefixtures("unhurried")
def test_what_was_written_is_seen_at_once(tmp_path: Path, quick_ones: list[bytes]) -> None:
    with Served(new_store(tmp_path), config=Config(Limits(workers=1, cache=0), token=TOKEN)) as server:
        teach(server, quick_ones)
        tags = set()
        for number in range(3):
            data = f"GRAPH <urn:g> {{ <urn:s> <urn:p> {number} }}"
            assert post_update(server.address, f"INSERT DATA {{ {data} }}", TOKEN).status == 204
            before = len(quick_ones)
            _, headers, body = replied(server, request(f"ASK {{ {data} }}"))
            assert b"true" in body
            assert len(quick_ones) == before + 1
            tags.add(headers["Etag"])
        assert len(tags) == 3


@pytest.mark.usefixtures("unhurried")
def test_answers_of_the_loop_are_kept_and_counted(store_path: Path, quick_ones: list[bytes]) -> None:
    with Served(store_path, config=Config(Limits(workers=1))) as server:
        teach(server, quick_ones)
        sent, count = request(SELECT), len(quick_ones)
        answered = pool(server).tally.answered
        first = replied(server, sent)
        assert len(quick_ones) == count + 1
        assert pool(server).tally.answered == answered + 1
        assert replied(server, sent) == first
        # By a form, which is not taken for the same request.
        reply = ask(server.address + "/sparql", data=b"query=" + quote_plus(SELECT).encode(), host="localhost")
        assert reply.body == first[2]
        assert pool(server).tally.answered == answered + 1
        assert b"kgbuild_cache_hits_total 2\n" in ask(server.address + "/metrics").body
        etag = first[1]["Etag"]
        assert replied(server, request(SELECT, **{"If-None-Match": etag}))[0] == 304


@pytest.mark.usefixtures("unhurried")
def test_replies_of_both_ways_come_in_the_order_of_the_requests(server: Server, quick_ones: list[bytes]) -> None:
    teach(server, quick_ones)
    texts = ["ASK {} # 1", "SELECT ? {", "ASK {} # 2", SELECT, "ASK {} # 3"]
    for pieces in ([b"".join(map(request, texts))], [request(text) for text in texts]):
        with connected(server) as link:
            for piece in pieces:
                link.sendall(piece)
            with link.makefile("rb") as reader:
                bodies = []
                for _ in texts:
                    lines = list(iter(reader.readline, b"\r\n"))
                    length = next(int(line.split()[1]) for line in lines if line.startswith(b"Content-Length"))
                    bodies.append(reader.read(length))
        assert [b"true" in body for body in bodies] == [True, False, True, False, True]


def test_over_the_time_is_504(hasty: Server, quick_ones: list[bytes]) -> None:
    teach(hasty, quick_ones)
    status, headers, body = replied(hasty, request(SLOW))
    assert (status, headers["Content-Type"]) == (504, "application/problem+json")
    assert b"stopped after 1.5 seconds" in body
    wait_until(lambda: pool(hasty).numbers() == {"running": 0, "long": 0, "waiting": 0, "workers": 3})


def test_a_full_queue_is_503(hasty: Server, quick_ones: list[bytes]) -> None:
    """Two run, two have become long, four wait."""
    teach(hasty, quick_ones)
    with concurrent.futures.ThreadPoolExecutor(12) as clients:
        replies = [clients.submit(replied, hasty, request(f"{SLOW} # {number}")) for number in range(12)]
        statuses = [each.result()[0] for each in replies]
    assert set(statuses) == {503, 504}
    wait_until(lambda: pool(hasty).numbers() == {"running": 0, "long": 0, "waiting": 0, "workers": 3})
    assert replied(hasty, request(SELECT))[0] == 200


def test_a_client_that_goes_away_frees_its_worker_and_its_turn(server: Server, quick_ones: list[bytes]) -> None:
    teach(server, quick_ones)
    wait_until(lambda: pool(server).numbers()["workers"] == 3)
    ended = pool(server).tally.ended.get("gone", 0)
    links = [connected(server) for _ in range(4)]
    for number, link in enumerate(links):
        link.sendall(request(f"{SLOW} # {number}"))
    wait_until(lambda: pool(server).numbers()["running"] == pool(server).numbers()["waiting"] == 2)
    for link in links:
        link.close()
    wait_until(lambda: pool(server).numbers()["running"] + pool(server).numbers()["waiting"] == 0)
    assert pool(server).tally.ended["gone"] == ended + 4
    wait_until(lambda: pool(server).numbers()["workers"] == 3)


def test_a_query_whose_worker_is_killed_goes_to_another(server: Server, quick_ones: list[bytes]) -> None:
    teach(server, quick_ones)
    places = pool(server)._places
    wait_until(lambda: len(places.idle) == LIMITS.workers + 1)
    held = {worker.process for worker in places.idle}
    for process in held:
        os.kill(process.pid, signal.SIGSTOP)
    before = len(quick_ones)
    with concurrent.futures.ThreadPoolExecutor(1) as clients:
        reply = clients.submit(replied, server, request(SELECT))
        wait_until(lambda: len(places.jobs) == 1)
        (job,) = places.jobs
        job.worker.process.kill()
        for process in held - {job.worker.process}:
            os.kill(process.pid, signal.SIGCONT)
        assert reply.result()[0] == 200
    assert len(quick_ones) == before


@pytest.mark.parametrize("waits", [False, True])
def test_where_no_worker_can_be_had_it_is_503(
    store_path: Path, quick_ones: list[bytes], monkeypatch: pytest.MonkeyPatch, *, waits: bool
) -> None:
    """Whether that is known before the query comes, or found out while it waits."""

    def fail(*_: object) -> Worker:
        raise OSError("no more processes")

    with Served(store_path, config=Config(Limits(workers=1, cache=0))) as server:
        teach(server, quick_ones)
        places = pool(server)._places
        wait_until(lambda: len(places.idle) == 2)
        monkeypatch.setattr("kgbuild.web.engine.start_worker", fail)
        monkeypatch.setattr("kgbuild.web.quick.HAND_OVER_AFTER", 60)
        job = places.take(pool(server).turn(lambda: False))
        for worker in tuple(places.idle):
            worker.process.kill()
        wait_until(lambda: not places.idle)
        with connected(server) as link:
            if waits:
                link.sendall(request("ASK {} # nobody"))
                wait_until(lambda: pool(server).numbers()["waiting"] == 1)
            places.give_back(job, usable=False)
            if not waits:
                wait_until(lambda: places.fault is not None)
                link.sendall(request("ASK {} # nobody"))
            status, _, body = read(link)
        assert (status, b"no worker can be started" in body) == (503, True)


@pytest.mark.usefixtures("unhurried")
def test_a_query_waits_for_a_worker_that_a_thread_has(server: Server, quick_ones: list[bytes]) -> None:
    """And is answered in the loop all the same, for the thread wakes it."""
    teach(server, quick_ones)
    wait_until(lambda: pool(server).numbers() == {"running": 0, "long": 0, "waiting": 0, "workers": 3})
    turns = [pool(server).turn(lambda: False) for _ in range(2)]
    jobs = [pool(server)._places.take(turn) for turn in turns]
    before = len(quick_ones)
    with connected(server) as link:
        link.sendall(request(SELECT))
        wait_until(lambda: pool(server).numbers()["waiting"] == 1)
        for job in jobs:
            pool(server)._places.give_back(job, usable=True)
        assert read(link)[0] == 200
    assert len(quick_ones) == before + 1


@only_linux
def test_told_to_end_it_answers_what_has_begun(store_path: Path) -> None:
    with ServeCommand(store_path) as server:
        address = "127.0.0.1", int(server.address.rpartition(":")[2])
        for number in range(3):
            with socket.create_connection(address, 30) as link:
                link.sendall(request(f"{SELECT} # {number}"))
                assert read(link)[0] == 200
        held = hold(server)
        with socket.create_connection(address, 30) as link:
            link.sendall(request(SELECT))
            wait_until_at_work(server)
            server.process.send_signal(signal.SIGTERM)
            time.sleep(0.2)
            for process in held:
                with contextlib.suppress(ProcessLookupError):  # those at rest may have been ended
                    os.kill(process, signal.SIGCONT)
            assert read(link)[0] == 200
        assert server.process.wait(60) == 0


HEAD = b'HTTP/1.1 200 OK\r\nContent-Length: 7\r\nDate: x\r\nEtag: "abc"\r\nX: 100%\r\n\r\n'
TOLD = Keepable("1", "boolean", Query("ASK {}"), Wanted(None, None), ("a/b",), "abc")


def test_a_lesson_is_of_requests_that_differ_in_the_query_alone() -> None:
    lessons = Lessons()
    lessons.learn(b"GET /sparql?a=1&query=ASK%20{}&b=2 HTTP/1.1\r\nHost: x\r\n\r\n", TOLD, HEAD)
    assert lessons.find(b"GET /sparql?a=1&query=ASK&b=2 HTTP/1.1\r\nHost: x\r\n\r\n") is None
    lessons.learn(b"GET /sparql?a=1&query=ASK&b=2 HTTP/1.1\r\nHost: x\r\n\r\n", TOLD, HEAD)
    found = lessons.find(b"GET /sparql?a=1&query=%41SK+%7B%7D&b=2 HTTP/1.1\r\nHost: x\r\n\r\n")
    assert found is not None
    lesson, query = found
    assert query == Query("ASK {}")
    head = lesson.head("boolean", "2", query, 12, 0)
    assert head is not None
    assert head.startswith(b'HTTP/1.1 200 OK\r\nContent-Length: 12\r\nDate: Thu, 01 Jan 1970 00:00:00 GMT\r\nEtag: "')
    assert head.endswith(b"X: 100%\r\n\r\n")
    assert lesson.head("triples", "2", query, 12, 0) is None
    for other in (
        b"GET /sparql?a=2&query=ASK&b=2 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /sparql?a=1&query=ASK&b=2&c HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /sparql?a=1&query=ASK&b=2 HTTP/1.1\r\nHost: y\r\n\r\n",
        b"HEAD /sparql?a=1&query=ASK&b=2 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /sparql?a=1&query=ASK#&b=2 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /sparql?a=1&query=%FF&b=2 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /sparql?a=1&query=\xc3\xb6&b=2 HTTP/1.1\r\nHost: x\r\n\r\n",
        b"GET /sparql HTTP/1.1\r\nHost: x\r\nX: ?a=1&query=ASK&b=2 HTTP/1.1\r\n\r\n",
        b"GET",
        b"",
    ):
        assert lessons.find(other) is None, other


def test_no_lesson_is_drawn_from_what_only_looks_like_a_query() -> None:
    """Of two question marks, the first one begins the parameters."""
    lessons = Lessons()
    for sent in (
        b"GET /sparql?a=?query=ASK HTTP/1.1\r\n\r\n",
        b"GET /sparql&query=ASK HTTP/1.1\r\n\r\n",
        b"GET /sparql?aquery=ASK HTTP/1.1\r\n\r\n",
    ):
        lessons.learn(sent, TOLD, HEAD)
        assert lessons.find(sent) is None
    sent = b"GET /sparql?query=ASK HTTP/1.1\r\n\r\n"
    lessons.learn(sent, TOLD, HEAD.replace(b"Etag", b"X-Etag"))
    lessons.learn(sent, TOLD, HEAD.replace(b"Date", b"X-Date"))
    assert lessons.find(sent) is None
