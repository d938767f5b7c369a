"""What a query may take of the server, shown by queries that take all they can get beside others that take little.

Only tests of the time that a query may take ask a server that gives little of it: what else is busy must not decide.
"""

from __future__ import annotations

import concurrent.futures
import http.client
import os
import shutil
import signal
import socket
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from ctypes.util import find_library
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from http_client import Reply, ask, post_query
from served import Served, least_seconds, pool, wait_until
from test_web_protocol import SELECT, STRIKE

from kgbuild.web.config import Config
from kgbuild.web.limits import Limits
from kgbuild.web.server import Server
from kgbuild.web.worker_process import ALLOCATOR, worker_environment

LIMITS = Limits(
    seconds=1.5,
    memory=600 << 20,
    rows=50_000,
    size=8 << 20,
    workers=2,
    long_after=0.3,
    long_queries=3,
    waiting=20,
    cache=0,
)
PATIENT = replace(LIMITS, seconds=60, long_after=60)
SLACK = 0.5
PROBLEM = "application/problem+json"

NUMBERS = " ".join(str(number) for number in range(60))
PRODUCT = " ".join(f"VALUES ?{name} {{ {NUMBERS} }}" for name in "abcdef")

BOMBS = {
    "cross join with ORDER BY": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY DESC(CONCAT(STR(?a), STR(?f)))",
    "product of VALUES": f"SELECT (COUNT(*) AS ?n) {{ {PRODUCT} }}",
    "closure of a path": "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:x>)* ?b . ?b (!<urn:x>|^!<urn:x>)* ?c }",
    "regular expressions": (
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f "
        'FILTER REGEX(CONCAT(STR(?a), STR(?f)), CONCAT("(.*a){40}.*", STR(?d))) }'
    ),
    "GROUP_CONCAT": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?f))) AS ?all) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "doubling": "SELECT (STRLEN(?x40) AS ?n) { BIND('" + "x" * 64 + "' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40)) + " }",
    "huge CONSTRUCT": "CONSTRUCT { ?a ?e ?f } { ?a ?b ?c . ?d ?e ?f }",
    "huge SELECT": "SELECT * { ?a ?b ?c . ?d ?e ?f }",
    "nested OPTIONAL": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c "
    + "".join(f"OPTIONAL {{ ?s{n} ?p{n} ?o{n} " for n in range(30)) + "}" * 30 + " }",
    "deep nesting": "ASK " + "{" * 100_000 + "}" * 100_000,
    "a megabyte of text": "ASK { } #" + "x" * (1 << 20),
}  # fmt: skip


@pytest.fixture(scope="module")
def server(store_path: Path) -> Iterator[Server]:
    with Served(store_path, config=Config(LIMITS)) as server:
        wait_until(lambda: pool(server).numbers()["workers"] == LIMITS.workers + 1)
        yield server


@pytest.fixture(scope="module")
def patient(store_path: Path) -> Iterator[Server]:
    """A server whose queries have all the time that they need."""
    with Served(store_path, config=Config(PATIENT)) as server:
        yield server


def post(server: Server, query: str, **headers: str) -> tuple[Reply, float]:
    begin = time.monotonic()
    reply = post_query(server.address, query, **headers)
    return reply, time.monotonic() - begin


@pytest.mark.parametrize("name", BOMBS)
def test_each_bomb_alone_is_told_what_it_was(server: Server, patient: Server, name: str) -> None:
    others = {"deep nesting": (200, 400), "a megabyte of text": (413,)}
    reply, _ = post(patient if name in others else server, BOMBS[name])
    assert reply.status in others.get(name, (504, 507)), reply.text
    if reply.status != 200:
        assert reply.type == PROBLEM
        assert reply.json()["status"] == reply.status


def test_over_the_time_is_504_within_half_a_second(server: Server) -> None:
    def attempt() -> None:
        reply, seconds = post(server, BOMBS["product of VALUES"])
        assert (reply.status, reply.type) == (504, PROBLEM)
        assert "stopped after 1.5 seconds" in reply.json()["detail"]
        assert seconds >= LIMITS.seconds

    assert least_seconds(attempt, LIMITS.seconds + SLACK) < LIMITS.seconds + SLACK


def test_a_browser_is_told_above_its_query(server: Server) -> None:
    reply, _ = post(server, BOMBS["product of VALUES"], accept="text/html")
    assert reply.status == 504
    assert "stopped after 1.5 seconds" in reply.text
    assert "<textarea" in reply.text


def test_bombs_beside_normal_traffic(server: Server) -> None:
    """All bombs at once; whoever asks for little meanwhile is answered in full, and long before they are through."""
    answered = []
    with concurrent.futures.ThreadPoolExecutor(len(BOMBS)) as bombers:
        dropped = [bombers.submit(post, server, query) for query in BOMBS.values()]
        while not all(each.done() for each in dropped) or len(answered) < 10:
            answered.append(post(server, SELECT))
            time.sleep(0.05)
    for reply, _ in answered:
        assert reply.status == 200
        assert [row["e"]["value"] for row in reply.json()["results"]["bindings"]] == [STRIKE]
    assert statistics.median(seconds for _, seconds in answered) < 1
    assert {each.result()[0].status for each in dropped} <= {200, 400, 413, 503, 504, 507}
    wait_until(lambda: pool(server).numbers() == {"running": 0, "long": 0, "waiting": 0, "workers": 3})


def test_an_answer_with_too_many_rows_is_refused_whole(store_path: Path) -> None:
    query = """SELECT ?x ?y { VALUES (?x ?y) {
        (1 <urn:a>) ("a, \\"b\\"\\r\\n},{\\"<result>[{\\"" "'"@en) ("\\n,{" UNDEF) } }"""
    for bound, status in ((3, 200), (2, 507)):
        with Served(store_path, config=Config(Limits(rows=bound, workers=1))) as server:
            for name in ("json", "xml", "csv", "tsv"):
                reply = ask(server.address + "/sparql", parameters={"query": query, "format": name})
                assert reply.status == status, name
            for name in ("turtle", "ntriples", "rdfxml", "jsonld"):
                construct = "CONSTRUCT { <urn:s> <urn:p> ?x } { VALUES ?x { 1 2 3 } }"
                reply = ask(server.address + "/sparql", parameters={"query": construct, "format": name})
                assert reply.status == status, name


def test_a_full_queue_is_503(store_path: Path) -> None:
    """The one place is taken, and the one who may wait for it is there."""
    limits = Limits(workers=1, long_after=60, waiting=1)
    with Served(store_path, config=Config(limits)) as server, concurrent.futures.ThreadPoolExecutor(1) as clients:
        places = pool(server)._places
        job = places.take(pool(server).turn(lambda: False))
        waiting = clients.submit(post, server, SELECT)
        wait_until(lambda: pool(server).numbers()["waiting"] == 1)
        refused = [post(server, SELECT) for _ in range(3)]
        for reply, _ in refused:
            assert (reply.status, reply.type) == (503, PROBLEM)
            assert "1 queries are waiting already" in reply.json()["detail"]
            assert int(reply.headers["Retry-After"]) > 0
        assert min(seconds for _, seconds in refused) < 1
        assert ask(server.address + "/healthz").status == 200
        places.give_back(job, usable=True)
        assert waiting.result()[0].status == 200


def test_a_client_that_goes_away_frees_its_worker(patient: Server) -> None:
    query = urlencode({"query": BOMBS["product of VALUES"]})
    ended = pool(patient).tally.ended.get("gone", 0)
    with socket.create_connection(("127.0.0.1", patient.port)) as client:
        client.sendall(f"GET /sparql?{query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        wait_until(lambda: pool(patient).numbers()["running"] == 1)
    wait_until(lambda: pool(patient).numbers()["running"] == 0, PATIENT.seconds / 2)
    assert pool(patient).tally.ended["gone"] == ended + 1


def test_a_worker_that_dies_is_replaced(patient: Server) -> None:
    wait_until(lambda: len(pool(patient)._places.idle) == LIMITS.workers + 1)
    before = set(pool(patient).processes())
    for process in before:
        os.kill(process, signal.SIGKILL)
    wait_until(lambda: post(patient, SELECT)[0].status == 200)
    wait_until(lambda: not before & set(pool(patient).processes()))
    wait_until(lambda: pool(patient).numbers()["workers"] == LIMITS.workers + 1)


def test_no_query_meets_a_worker_that_was_killed_while_idle(patient: Server) -> None:
    places = pool(patient)._places
    wait_until(lambda: len(places.idle) == LIMITS.workers + 1)
    next_one = places.idle[-1]
    next_one.process.kill()
    next_one.process.wait()
    assert post(patient, SELECT)[0].status == 200


def test_a_query_whose_worker_is_killed_by_somebody_else_goes_to_another(patient: Server) -> None:
    """All are held, so that the query is surely with one of them."""
    places = pool(patient)._places
    wait_until(lambda: len(places.idle) == LIMITS.workers + 1)
    held = {worker.process for worker in places.idle}
    for process in held:
        os.kill(process.pid, signal.SIGSTOP)
    with concurrent.futures.ThreadPoolExecutor(1) as clients:
        reply = clients.submit(post, patient, f"{SELECT} # by nobody asked before")
        try:
            wait_until(lambda: len(places.jobs) == 1 or reply.done())
            assert not reply.done(), reply.result()
            (job,) = places.jobs
            job.worker.process.kill()
        finally:
            for process in held:
                process.send_signal(signal.SIGCONT)
        assert reply.result()[0].status == 200


def test_a_query_whose_workers_are_all_killed_is_told_of_memory(patient: Server) -> None:
    """So it looks when the system's own killer ends it each time, for want of memory."""
    with concurrent.futures.ThreadPoolExecutor(1) as clients:
        reply = clients.submit(post, patient, BOMBS["product of VALUES"])
        seen = set()
        while not reply.done():
            for job in tuple(pool(patient)._places.jobs):
                seen.add(job.worker.process.pid)
                job.worker.process.kill()
            time.sleep(0.01)
        assert (reply.result()[0].status, reply.result()[0].type) == (507, PROBLEM)
    assert len(seen) == 2


def test_an_answer_without_room_is_told_so(patient: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """/dev/full stands for a full disk: what is written to it fails as there."""
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda *_, **__: open("/dev/full", "r+b"))  # noqa: SIM115
    reply, _ = post(patient, "SELECT ?a ?e { ?a ?b ?c . ?d a ?e } LIMIT 20000")
    assert (reply.status, reply.type) == (507, PROBLEM)
    assert "no room among the temporary files" in reply.json()["detail"]
    monkeypatch.undo()
    assert post(patient, SELECT)[0].status == 200


def test_an_answer_is_complete_before_it_is_sent(patient: Server) -> None:
    query = urlencode({"query": "SELECT ?a ?e { ?a ?b ?c . ?d a ?e } LIMIT 20000", "format": "json"})
    connection = http.client.HTTPConnection("127.0.0.1", patient.port, timeout=60)
    connection.request("GET", f"/sparql?{query}")
    with connection.getresponse() as reply:
        body = reply.read()
        assert reply.status == 200
        assert int(reply.headers["Content-Length"]) == len(body) > 1 << 20
        assert body.endswith(b"}]}}")
    connection.close()


def test_workers_use_the_allocator_that_the_system_has(store_path: Path) -> None:
    if find_library("jemalloc") is None:
        pytest.skip("there is no jemalloc here")
    with Served(store_path, config=Config(Limits(workers=2))) as server:
        wait_until(lambda: pool(server).numbers()["workers"] == 3)
        maps = [Path(f"/proc/{process}/maps").read_text() for process in pool(server).processes()]
    assert all(ALLOCATOR in each for each in maps)


def test_an_allocator_that_cannot_be_loaded_keeps_no_worker_from_starting(
    store_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.so"
    broken.write_bytes(b"no library")
    monkeypatch.setattr("kgbuild.web.worker_process.ALLOCATOR", str(broken))
    with Served(store_path, config=Config(Limits(workers=1))) as server:
        assert post_query(server.address, SELECT).status == 200


def test_an_allocator_that_ends_processes_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if (compiler := shutil.which("cc")) is None:
        pytest.skip("there is no C compiler here")
    source, deadly = tmp_path / "deadly.c", tmp_path / "deadly.so"
    source.write_text("#include <stdlib.h>\n__attribute__((constructor)) static void end(void) { abort(); }\n")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(deadly), str(source)], check=True)
    monkeypatch.setattr("kgbuild.web.worker_process.ALLOCATOR", str(deadly))
    assert "LD_PRELOAD" not in worker_environment()


def test_workers_are_small_and_end_with_the_server(store_path: Path) -> None:
    with Served(store_path, config=Config(Limits(workers=2))) as server:
        wait_until(lambda: pool(server).numbers()["workers"] == 3)
        processes = pool(server).processes()
        sizes = [
            int(line.split()[1])
            for process in processes
            for line in Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
            if line.startswith("VmRSS")
        ]
    assert max(sizes) < 60_000
    assert not [process for process in processes if Path(f"/proc/{process}").exists()]
