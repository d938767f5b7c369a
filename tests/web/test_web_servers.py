"""Both servers that `kgbuild serve` knows, each in a process of its own as a person runs it."""

from __future__ import annotations

import concurrent.futures
import contextlib
import http.client
import os
import re
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from command import ServeCommand
from http_client import Reply, ask, post_update, status_of_announced
from served import wait_until
from stores import new_store, write_much

from kgbuild.errors import InputError, MissingExtraError, OutputError
from kgbuild.web.config import Config
from kgbuild.web.granian_server import GranianServer

SERVERS = ["waitress", "granian"]
TOKEN = "a-token-for-two-servers"
UPDATE = "application/sparql-update"

only_linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks processes up in /proc")


def counting(size: int) -> str:
    """A query that counts size**4 rows: work without data."""
    numbers = " ".join(str(number) for number in range(size))
    return "SELECT (COUNT(*) AS ?n) {" + " ".join(f"VALUES ?{name} {{ {numbers} }}" for name in "abcd") + "}"


def descendants(pid: int) -> set[int]:
    """The processes that a process has started, and those that these have."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found - {pid}


def state(pid: int) -> str:
    """The letter for what a process is at; T while it is stopped."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return ""


def workers(server: ServeCommand) -> list[int]:
    """Those of its processes that answer queries: one for its one place, and a spare one, once both are there."""

    def found() -> list[int]:
        processes = []
        for process in descendants(server.process.pid):
            with contextlib.suppress(OSError):  # one that has ended since, such as that which makes an index
                if b"kgbuild.web.worker" in Path(f"/proc/{process}/cmdline").read_bytes():
                    processes.append(process)
        return processes

    wait_until(lambda: len(found()) == 2)
    return found()


def hold(server: ServeCommand) -> list[int]:
    """Stops those that answer queries, and tells which they are: none that is being ended, for one that has taken long
    is replaced.
    """

    def stopped() -> bool:
        held[:] = workers(server)
        for process in held:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGSTOP)
        return all(state(process) == "T" for process in held)

    held: list[int] = []
    wait_until(stopped)
    return held


def wait_until_at_work(server: ServeCommand) -> None:
    """Until it is at a query."""
    told: list[str] = []

    def at_work() -> bool:
        told[:] = [ask(server.address + "/metrics").text]
        return re.search(r"^kgbuild_queries_running [1-9]", told[0], re.MULTILINE) is not None

    try:
        wait_until(at_work)
    except AssertionError:
        raise AssertionError(told[0] + server.errors()) from None


def snapshots(store: Path) -> list[Path]:
    return list(store.parent.glob(f".{store.name}.served-*"))


@pytest.fixture(scope="module", params=SERVERS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def served(name: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServeCommand]:
    """Each server over a large store, with leave to write."""
    folder = tmp_path_factory.mktemp(name)
    (folder / "token").write_text(TOKEN, encoding="ascii")
    write_much(folder / "store")
    options = ("--server", name, "--allow-update", "--token-file", str(folder / "token"))
    with ServeCommand(folder / "store", *options) as server:
        yield server


def test_all_threads_know_what_one_has_written_and_what_is_kept(served: ServeCommand) -> None:
    endpoint = served.address + "/sparql"
    query = {"query": "SELECT ?o FROM <urn:g> { ?s ?p ?o }"}
    for number in (1, 2):
        update = f"DROP SILENT GRAPH <urn:g> ; INSERT DATA {{ GRAPH <urn:g> {{ <urn:s> <urn:p> {number} }} }}"
        written = post_update(served.address, update, TOKEN)
        assert written.status == 204, written.text
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            replies = list(pool.map(lambda _: ask(endpoint, parameters=query), range(24)))
        values = {each.json()["results"]["bindings"][0]["o"]["value"] for each in replies}
        assert values == {str(number)}
        assert len({each.headers["ETag"] for each in replies}) == 1
        assert ask(endpoint, parameters=query, if_none_match=replies[0].headers["ETag"]).status == 304
    hits = re.search(r"^kgbuild_cache_hits_total (\d+)$", ask(served.address + "/metrics").text, re.MULTILINE)
    assert hits is not None
    assert int(hits[1]) >= 24


def test_wrong_requests_are_told_alike(served: ServeCommand) -> None:
    endpoint = served.address + "/sparql"
    ill = {"query": "SELECT *\n{ ?s ?p "}
    assert ask(endpoint, parameters=ill).json()["line"] == 2
    assert ask(endpoint, data=b"ASK {}", content_type="text/plain").status == 415
    assert ask(endpoint, data=b"CLEAR ALL", content_type=UPDATE).status == 401
    assert ask(endpoint + "?query=ASK{FILTER('%ff'='')}").status == 400
    assert ask(endpoint, method="DELETE").headers["Allow"]
    assert ask(served.address + "/nothing", accept="text/html").type == "text/html; charset=utf-8"
    assert ask(served.address + "/entity/%D2%9B").status == 404
    assert ask(served.address + "/", host="evil.example").status == 400
    head = ask(endpoint, method="HEAD", parameters={"query": "ASK {}"})
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["Content-Length"]) > 0
    assert ask(endpoint, parameters={"query": 'SELECT ("қ" AS ?x) {}'}).json()["results"]["bindings"][0]["x"][
        "value"
    ] == "қ"  # fmt: skip


def test_what_is_too_big_is_told(served: ServeCommand) -> None:
    assert status_of_announced(served.address, 200 << 20) == 413


CUT_SHORT = {
    "/sparql": (UPDATE, b"INSERT DATA { GRAPH <urn:cut> { <urn:a> <urn:p> <urn:b> } } ;"),
    "/sparql?": (
        "application/x-www-form-urlencoded",
        b"update=INSERT+DATA+{+GRAPH+<urn:cut>+{+<urn:a>+<urn:p>+1+}+}+;",
    ),
    "/graphs?graph=urn:cut": ("application/n-triples", b"<urn:a> <urn:p> <urn:b> .\n"),
    "/graphs?graph=urn:cut&": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\nContent-Type: application/n-triples\r\n\r\n'
        b"<urn:a> <urn:p> <urn:b> .\n\r\n--x--",
    ),
}


def test_what_breaks_off_while_it_is_sent_changes_nothing(served: ServeCommand) -> None:
    host, _, port = served.address.removeprefix("http://").partition(":")
    for path, (content_type, body) in CUT_SHORT.items():
        common = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: {content_type}"
        )
        for length, sent in (
            ("Content-Length: 4000", body),
            ("Transfer-Encoding: chunked", b"%x\r\n%s\r\n" % (len(body), body)),
        ):
            with socket.create_connection((host, int(port)), timeout=30) as client:
                client.sendall(f"{common}\r\n{length}\r\n\r\n".encode() + sent)
                client.shutdown(socket.SHUT_WR)
                with contextlib.suppress(ConnectionError):
                    answer = client.recv(1 << 16)
                    assert not answer.startswith(b"HTTP/1.1 2")
    # Whatever was taken up is done when another change is.
    assert post_update(served.address, "CLEAR SILENT GRAPH <urn:none>", TOKEN).status == 204
    assert ask(served.address + "/graphs?graph=urn:cut").status == 404


def test_a_body_in_chunks(served: ServeCommand, name: str) -> None:
    """Which waitress collects, and Granian hands on so that nobody can tell whether all of them have come.

    Sent at once: who refuses the first chunk may have hung up before the second.
    """
    host, _, port = served.address.removeprefix("http://").partition(":")
    head = "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\n"
    with socket.create_connection((host, int(port)), timeout=60) as client:
        client.sendall(f"{head}Transfer-Encoding: chunked\r\n\r\n".encode() + b"3\r\nASK\r\n3\r\n {}\r\n0\r\n\r\n")
        answer = http.client.HTTPResponse(client)
        answer.begin()
        told = answer.status, b"Content-Length" in answer.read()
    assert told == {"waitress": (200, False), "granian": (411, True)}[name]


def test_idle_clients_do_not_keep_the_others_out(served: ServeCommand) -> None:
    host, _, port = served.address.removeprefix("http://").partition(":")
    with contextlib.ExitStack() as open_sockets:
        for _ in range(120):
            client = open_sockets.enter_context(socket.create_connection((host, int(port))))
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        assert ask(served.address + "/healthz").status == 200


@only_linux
def test_a_dump_that_breaks_off_does_not_look_whole(served: ServeCommand) -> None:
    connection = http.client.HTTPConnection(served.address.removeprefix("http://"), timeout=60)
    to_kill = workers(served)
    connection.request("GET", "/dump.nq.gz")
    reply = connection.getresponse()
    assert reply.status == 200
    reply.read(10_000)
    for process in to_kill:
        os.kill(process, signal.SIGKILL)
    with reply, pytest.raises((http.client.IncompleteRead, ConnectionError)):
        reply.read()
    connection.close()
    assert ask(served.address + "/sparql", parameters={"query": "ASK {}"}).status == 200


@only_linux
@pytest.mark.parametrize("kind", SERVERS)
def test_told_to_end_it_lets_queries_finish_and_leaves_nothing_behind(store_path: Path, kind: str) -> None:
    before = snapshots(store_path)
    replies: list[Reply] = []
    with ServeCommand(store_path, "--server", kind) as server:
        assert len(snapshots(store_path)) == len(before) + 1
        endpoint = server.address + "/sparql"
        assert ask(endpoint, parameters={"query": "ASK {}"}).status == 200
        held = hold(server)
        asked = {"query": counting(10)}
        client = threading.Thread(target=lambda: replies.append(ask(endpoint, parameters=asked)))
        client.start()
        wait_until_at_work(server)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.2)
        for process in held:
            os.kill(process, signal.SIGCONT)
        client.join()
        assert server.process.wait(60) == 0
    assert [reply.status for reply in replies] == [200]
    assert replies[0].json()["results"]["bindings"][0]["n"]["value"] == "10000"
    assert snapshots(store_path) == before


@only_linux
def test_what_does_not_finish_is_ended_soon(tmp_path: Path) -> None:
    with contextlib.ExitStack() as stack:
        servers = []
        for kind in SERVERS:
            (tmp_path / kind).mkdir()
            store = new_store(tmp_path / kind)
            servers.append(stack.enter_context(ServeCommand(store, "--server", kind)))
        started = [process for server in servers for process in descendants(server.process.pid)]
        for server in servers:
            connection = http.client.HTTPConnection(server.address.removeprefix("http://"), timeout=60)
            stack.callback(connection.close)
            connection.request("POST", "/sparql", counting(1000).encode(), {"Content-Type": "application/sparql-query"})
            wait_until_at_work(server)
        begin = time.monotonic()
        for server in servers:
            server.process.send_signal(signal.SIGTERM)
        for server in servers:
            server.process.wait(60)
        # Five seconds later, and long before the query's own time is over.
        assert time.monotonic() - begin < 20
    wait_until(lambda: not any(Path(f"/proc/{each}/exe").exists() for each in started))
    assert [snapshots(tmp_path / kind / "store") for kind in SERVERS] == [[], []]


@only_linux
def test_killed_it_takes_its_processes_along(tmp_path: Path) -> None:
    """Granian, whose first process is not the one that has the others."""
    with ServeCommand(new_store(tmp_path), "--server", "granian") as server:
        wait_until(lambda: len(descendants(server.process.pid)) >= 3)
        started = descendants(server.process.pid)
        server.process.kill()
        wait_until(lambda: not any(Path(f"/proc/{each}/exe").exists() for each in started))


def test_what_granian_cannot_serve_is_told(
    store_path: Path, tmp_path: Path, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputError, match="is no store"):
        GranianServer(tmp_path, "127.0.0.1", 0, Config())
    with pytest.raises(OutputError, match="cannot be listened on"):
        GranianServer(store_path, "127.0.0.1", int(base.rpartition(":")[2]), Config())
    with pytest.raises(OutputError, match="no log can be written"):
        GranianServer(store_path, "127.0.0.1", 0, Config(access_log=str(tmp_path / "none" / "log")))
    monkeypatch.setitem(sys.modules, "granian.server", None)
    with pytest.raises(MissingExtraError, match=r"kgbuild\[granian\]"):
        GranianServer(store_path, "127.0.0.1", 0, Config()).start()
