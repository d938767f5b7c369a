"""What another server does wrong is told, and never passed on as an answer."""

from __future__ import annotations

import base64
import json
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from fake_server import FakeServer, Request, Script, reply, until_hung_up
from http_client import Reply, ask
from ports import free_port
from pyoxigraph import QuerySolutions
from served import Served, least_seconds, wait_until

from kgbuild.cli import cli
from kgbuild.errors import SettingsError
from kgbuild.store import remote
from kgbuild.store.endpoint import Endpoint
from kgbuild.web.config import BEHIND, CREDENTIALS_VARIABLE, Config, read_endpoint
from kgbuild.web.limits import Limits
from kgbuild.web.remote import PROBE_SECONDS
from kgbuild.web.server import Server

QUERY = "SELECT ?n { ?s <urn:n> ?n }"
SECONDS = 1.5


def numbers(*values: int | str) -> bytes:
    rows = [{"n": {"type": "literal", "value": str(value)}} for value in values]
    return json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": rows}}).encode()


def chunked(*pieces: bytes, end: bytes = b"0\r\n\r\n") -> Script:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nTransfer-Encoding: chunked\r\n\r\n"
    body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
    return lambda connection, _: connection.sendall(head + body + end)


@pytest.fixture(scope="module")
def behind() -> Iterator[FakeServer]:
    with FakeServer(reply(numbers(1))) as started:
        yield started


@pytest.fixture(scope="module")
def front(behind: FakeServer) -> Iterator[Server]:
    limits = Limits(workers=2, seconds=60, rows=5, size=10_000, cache=0)
    endpoint = Endpoint(f"{behind.address}?more=1", BEHIND, "Bearer not-for-your-eyes")
    with Served(endpoint, config=Config(limits)) as started:
        assert ask(started.address + "/sparql", parameters={"query": QUERY}).status == 200
        yield started


@pytest.fixture(scope="module")
def hasty(behind: FakeServer) -> Iterator[Server]:
    """One that gives the other server little time."""
    with Served(Endpoint(behind.address, BEHIND), config=Config(Limits(workers=1, seconds=SECONDS))) as started:
        yield started


def answered(front: Server, behind: FakeServer, script: Script, query: str = QUERY, **headers: str) -> Reply:
    behind.script = script
    return ask(front.address + "/sparql", parameters={"query": query}, **{"accept": "text/csv", **headers})


@pytest.mark.parametrize(
    ("script", "status", "told"),
    [
        (reply(b"", "301 Moved Permanently", "text/plain", "Location: http://127.0.0.1:1/"), 502, "sends us elsewhere"),
        (reply(b"", "307 Temporary Redirect", "text/plain", "Location: file:///etc/passwd"), 502, "sends us elsewhere"),
        (reply(b"who are you", "401 Unauthorized", "text/plain"), 502, "other credentials"),
        (reply(b"not here", "404 Nothing", "text/plain"), 502, "answers 404 (Not Found);"),
        (reply(b"at secret.py:12", "500 At secret.py", "text/plain"), 502, "answers 500 (Internal Server Error);"),
        (reply(b"", "599 Oops", "text/plain"), 502, "answers 599 (which HTTP does not know);"),
        (reply(b"what?\n is that", "400 Bad Request", "text/plain"), 400, "does not take it (what? is that)"),
        (reply(b"what?\r\n\r\nat secret.py", "400 Bad Request", "text/plain"), 400, "does not take it (what?)"),
        (reply(b"\xff" * 10_000, "400 Bad Request", "text/plain"), 400, "…"),
        (reply(b"", "400 Bad Request", "text/plain"), 400, "no reason given"),
        (reply(b"", "503 Service Unavailable", "text/plain"), 503, "too busy"),
        (reply(b"", "429 Too Many Requests", "text/plain"), 503, "too busy"),
        (reply(b"", "504 Gateway Timeout", "text/plain"), 504, "too long"),
        (reply(b"<html>welcome</html>", kind="text/html"), 502, "text/html"),
        (reply(b"", kind="x/" + "y" * 10_000), 502, "…"),
        (
            reply(b'{"head": {"vars": ["n"]}, "results": {"bindings": [{"n": {"type": "' + b"x" * 10_000 + b'"}}]}}'),
            502,
            "…",
        ),
        (reply(b"{}", kind=""), 502, "no content type"),
        (reply(b""), 502, "no valid answer"),
        (reply(b'{"head": {"vars": ["n"]}, "results": 3}'), 502, "no valid answer"),
        (reply(numbers(1, 2)[:-4]), 502, "cut off"),
        (reply(numbers(1, 2) + b"{}"), 502, "cut off or malformed"),
        (reply(numbers(1).replace(b"literal", b"uri")), 502, "cut off or malformed"),
        (reply(numbers(1, 2), "206 Partial Content"), 504, "a part of the answer"),
        (reply(numbers(1), "200 OK", "application/sparql-results+json", "X-SPARQL-MaxRows: 1"), 507, "cut the rest"),
        (reply(numbers(1), "200 OK", "application/sparql-results+json", "X-SPARQL-MaxRows: " + "1" * 5_000), 507, "…"),
        (reply(numbers(1), "200 OK", "application/sparql-results+json", "X-SQL-State: S1TAT"), 504, "a part"),
        (reply(numbers(1), "200 OK", "application/sparql-results+json", "Content-Encoding: gzip"), 502, "packs"),
        (reply(numbers(*range(6))), 507, "more rows"),
        (reply(numbers("9" * 9_999)), 507, "more bytes"),
        (chunked(numbers(1, 2)[:-4]), 502, "cut off"),
        (chunked(numbers(1, 2), end=b""), 502, "broke its answer off"),
        (chunked(numbers(1, 2)[:40], end=b"zz\r\n"), 502, "broke its answer off"),
        (lambda connection, _: connection.sendall(b"SSH-2.0-OpenSSH_9.2\r\n"), 502, "cannot be reached"),
        (lambda connection, _: connection.sendall(b"y" * 5_000 + b"\r\n"), 502, "…"),
        (lambda connection, _: connection.close(), 502, "cannot be reached"),
        (reply(b'{"head": {}, "boolean": true}'), 502, "truth value"),
        (reply(numbers(1).replace(b'"n"', b'"m"')), 502, "leaves variables out"),
    ],
)
def test_a_faulty_answer_is_none(front: Server, behind: FakeServer, script: Script, status: int, told: str) -> None:
    answer = answered(front, behind, script)
    assert (answer.status, answer.type) == (status, "application/problem+json")
    assert told in answer.json()["detail"]
    assert ("Retry-After" in answer.headers) == (status == 503)
    assert not any(word in answer.text for word in (str(behind.port), "secret.py"))
    assert len(answer.text) < 1000


@pytest.mark.parametrize("query", ["ASK { ?s <urn:n> ?n }", "CONSTRUCT WHERE { ?s ?p ?n }", "DESCRIBE ?x { ?x ?p 1 }"])
def test_an_answer_of_another_kind_is_none(front: Server, behind: FakeServer, query: str) -> None:
    scripts = [reply(numbers(1)), reply(b'{"head": {}, "boolean": true}')]
    told = answered(front, behind, scripts[not query.startswith("ASK")], query, accept="application/problem+json, */*")
    assert told.status == 502


def test_a_page_tells_of_it_too(front: Server, behind: FakeServer) -> None:
    page = answered(front, behind, reply(b"<b>out</b>", "400 Bad Request", "text/html"), accept="text/html")
    assert page.status == 400
    assert "&lt;b&gt;out&lt;/b&gt;" in page.text
    behind.script = reply(b"", "500 Internal Server Error", "text/html")
    assert ask(front.address + "/entity/Q1", accept="text/html").status == 502


def test_the_good_is_passed_on(front: Server, behind: FakeServer) -> None:
    assert answered(front, behind, reply(numbers(1, 2))).text.split() == ["n", "1", "2"]
    assert answered(front, behind, chunked(numbers(1)[:30], numbers(1)[30:])).text.split() == ["n", "1"]
    assert answered(front, behind, reply(numbers(1), kind="application/json; charset=utf-8")).status == 200
    virtuosos = b'{ "head": { "vars": ["__ASK_RETVAL"] }, "results": { "bindings": [ ] } }'
    assert answered(front, behind, reply(virtuosos), "ASK { ?s <urn:n> ?n }", accept="application/json").json() == {
        "head": {},
        "boolean": False,
    }


def test_blank_nodes_that_are_none_of_rdf(front: Server, behind: FakeServer) -> None:
    said = '{"type": "bnode", "value": "nodeID://b1"}'
    rows = [
        {"n": {"type": "bnode", "value": "nodeID://b1"}},
        {"n": {"type": "literal", "value": said}},
        {"n": {"type": "uri", "value": "nodeID://b1"}},
    ]
    body = json.dumps({"head": {"vars": ["n"]}, "results": {"bindings": rows}}, indent=1).encode()
    found = answered(front, behind, chunked(*(body[at : at + 7] for at in range(0, len(body), 7))), accept="").json()
    values = [row["n"]["value"] for row in found["results"]["bindings"]]
    assert values == ["b1", said, "nodeID://b1"]


def test_what_is_sent(front: Server, behind: FakeServer) -> None:
    query = "# mine\nSELECT ?n { ?s kgb:n ?n FILTER(?n != '\\u0022 } SERVICE <http://x/> { ?a ?b ?c } #') }"
    assert answered(front, behind, reply(numbers(1)), query).status == 200
    request = behind.requests[-1]
    assert request.path == "/sparql?more=1"
    assert request.headers["authorization"] == "Bearer not-for-your-eyes"
    assert request.headers["accept"] == "application/sparql-results+json"
    (sent,) = request.fields["query"]
    assert "PREFIX kgb: <https://w3id.org/kgbuild/ontology#>" in sent
    assert '"\\" } SERVICE <http://x/> { ?a ?b ?c } #"' in sent
    assert "mine" not in sent
    assert set(request.fields) == {"query"}


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?n { ?s ?p ?n FILTER(?n != '\\\\u0022') }",
        "SELECT ?n { ?s ?p '\\ud800' }",
        "SELECT ?n { ?s ?p ?n \\u007d SERVICE <http://x/> { } }",
        "SELECT ?n { ?s ?p <http://x/\\u003e> }",
        "SELECT ?n { ?s ?p ?n } # \\u000a SERVICE <http://x/> { }\n}",
    ],
)
def test_what_servers_may_read_in_two_ways_is_not_sent(front: Server, behind: FakeServer, query: str) -> None:
    before = len(behind.requests)
    assert answered(front, behind, reply(numbers(1)), query).status == 400
    assert len(behind.requests) == before


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { " + "{" * 101 + "?s ?p ?o" + "}" * 101 + " }",
        "SELECT * { ?s ?p ?o FILTER(" + "(" * 101 + "?o" + ")" * 101 + ") }",
        "SELECT * { ?s ?p ?o FILTER(" + "!" * 1001 + "?o) }",
        "SELECT * { ?s <urn:p>" + "/<urn:p>" * 1001 + " ?o }",
        "SELECT * { ?s ?p ?o " + "MINUS { ?s <urn:q> ?z } " * 251 + "}",
        "SELECT * { ?s ?p " + "[ ?p " * 101 + "1" + " ]" * 101 + " }",
    ],
)
def test_what_may_end_another_server_is_not_sent(front: Server, behind: FakeServer, query: str) -> None:
    before = len(behind.requests)
    assert answered(front, behind, reply(numbers(1)), query).status == 400
    assert len(behind.requests) == before


def test_only_graphs_that_are_there_are_named(front: Server, behind: FakeServer) -> None:
    def holds_none(connection: socket.socket, request: Request) -> None:
        reply(b'{"head": {"vars": ["g", "n"]}, "results": {"bindings": []}}')(connection, request)

    before = len(behind.requests)
    assert answered(front, behind, holds_none, QUERY.replace("{", "FROM <http://127.0.0.1:9/> {", 1)).status == 200
    asked_for, sent = behind.requests[before:]
    assert "<http://127.0.0.1:9/>" in asked_for.fields["query"][0]
    assert "127.0.0.1" not in str(sent.fields)
    assert sent.fields["default-graph-uri"] == sent.fields["named-graph-uri"] == ["urn:kgbuild:no-graph"]


def test_a_client_that_leaves_ends_the_request(front: Server, behind: FakeServer) -> None:
    behind.script, before, left = until_hung_up, len(behind.requests), behind.hung_up
    with socket.create_connection(("127.0.0.1", front.port)) as client:
        client.sendall(b"GET /sparql?query=ASK%7B%3Fs%20%3Fp%201%7D HTTP/1.1\r\nHost: localhost\r\n\r\n")
        wait_until(lambda: len(behind.requests) > before)
    # Long before the query's time is over.
    wait_until(lambda: behind.hung_up > left, 30)


def trickle(connection: socket.socket, _: Request) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    while True:
        connection.sendall(b" ")
        time.sleep(0.05)


@pytest.mark.parametrize("script", [until_hung_up, trickle])
def test_one_that_takes_long_is_ended_in_time(hasty: Server, behind: FakeServer, script: Script) -> None:
    def attempt() -> None:
        answer = answered(hasty, behind, script)
        assert (answer.status, answer.type) == (504, "application/problem+json")
        assert "stopped after 1.5 seconds" in answer.json()["detail"]

    assert least_seconds(attempt, SECONDS + 0.7) < SECONDS + 0.7


@pytest.mark.parametrize("seconds", [None, 60.0])
def test_an_answer_may_take_longer_than_to_connect(
    behind: FakeServer, monkeypatch: pytest.MonkeyPatch, seconds: float | None
) -> None:
    def think(connection: socket.socket, request: Request) -> None:
        time.sleep(0.5)
        reply(numbers(7))(connection, request)

    monkeypatch.setattr(remote, "CONNECT_SECONDS", 0.1)
    behind.script, before = think, len(behind.requests)
    store = remote.RemoteStore(Endpoint(behind.address, BEHIND, update_url=behind.address), seconds=seconds)
    with store.telling():
        found = store.ask(QUERY)
        assert isinstance(found, QuerySolutions)
        assert [row["n"].value for row in found] == ["7"]
    store.update("CLEAR ALL")
    assert len(behind.requests) == before + 2


def test_one_that_is_down_is_told_and_comes_back(tmp_path: Path) -> None:
    port = free_port()
    with Served(Endpoint(f"http://127.0.0.1:{port}/", BEHIND), config=Config(Limits(workers=1))) as front:
        for path in ("/sparql?query=ASK%7B%7D", "/", "/dump.nq.gz", "/.well-known/void"):
            told = ask(front.address + path)
            assert told.status == 502
            assert "Connection refused" in told.json()["detail"]
        assert ask(front.address + "/healthz").status == 503
        assert ask(front.address + "/sparql").status == 200


def test_a_default_graph_that_is_no_union_is_warned_of_once(caplog: pytest.LogCaptureFixture) -> None:
    with FakeServer(reply(b'{"head": {}, "boolean": true}')) as behind:
        with Served(Endpoint(behind.address, BEHIND), config=Config(Limits(workers=1))) as front:
            front.start()
            wait_until(lambda: "its default graph lacks" in caplog.text)
            assert "NewsArticle" in behind.requests[0].fields["query"][0]
        with Served(Endpoint(behind.address, BEHIND), config=Config(Limits(workers=1), union=False)) as front:
            assert ask(front.address + "/healthz").status == 200
    assert caplog.text.count("its default graph lacks") == 1


def test_an_answer_is_given_again_only_for_a_while(behind: FakeServer) -> None:
    config = Config(Limits(workers=1), max_age=1.0)
    with Served(Endpoint(behind.address, BEHIND), config=config) as front:
        first = answered(front, behind, reply(numbers(1)))
        tag = first.headers["ETag"]
        wait_until(lambda: answered(front, behind, reply(numbers(2))).text.split() == ["n", "2"])
        after = answered(front, behind, reply(numbers(2)), if_none_match=tag)
        assert after.status == 200
        assert after.headers["ETag"] != tag


def test_credentials(tmp_path: Path) -> None:
    held = tmp_path / "credentials"
    held.write_text("ann:secret:word\n")
    basic = "Basic " + base64.b64encode(b"ann:secret:word").decode()
    endpoint = read_endpoint("https://example.org/sparql", None, held, {})
    assert endpoint.authorization == basic
    assert "secret" not in repr(endpoint)
    in_environment = {CREDENTIALS_VARIABLE: "Bearer abc"}
    assert read_endpoint("http://h/", None, None, in_environment).authorization == "Bearer abc"
    assert read_endpoint("http://h/", None, None, {}).authorization is None
    held.write_text("nonsense")
    with pytest.raises(SettingsError, match="NAME:PASSWORD"):
        read_endpoint("http://h/", None, held, {})
    with pytest.raises(SettingsError, match="no credentials can be read"):
        read_endpoint("http://h/", None, tmp_path / "missing", {})


@pytest.mark.parametrize(
    "url",
    ["ftp://h/", "h:80/sparql", "http://", "http://h:x/", "http://h/#a", "http://[h/", "http://é.org/", "http://h/a b"],
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="no address"):
        read_endpoint(url, None, None, {})


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    result = CliRunner().invoke(cli, ["serve", "--endpoint", "http://ann:secret@example.org/sparql"])
    assert isinstance(result.exception, SettingsError)
    assert "secret" not in str(result.exception) + result.output


@pytest.mark.parametrize("arguments", [[], ["store", "--endpoint", "http://h/"]])
def test_a_store_or_a_server(arguments: list[str]) -> None:
    assert CliRunner().invoke(cli, ["serve", *arguments]).exit_code == 2


def test_words_of_another_server_command_no_terminal(front: Server, behind: FakeServer) -> None:
    told = answered(front, behind, reply(b"\x1b[31mred\x07\x9b <b>", status="400 Oops"))
    assert told.status == 400
    assert "[31mred" in json.loads(told.body)["detail"]
    assert json.loads(told.body)["detail"].isprintable()


@pytest.mark.parametrize("part", ["head", "body", "size of a chunk"])
def test_a_server_that_trickles_is_not_there(part: str) -> None:
    sent = {
        "head": b"",
        "body": b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n",
        "size of a chunk": b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n",
    }

    def trickle(connection: socket.socket, _: Request) -> None:
        connection.sendall(sent[part])
        while True:
            connection.sendall(b" ")
            time.sleep(0.05)

    with (
        FakeServer(trickle) as slow,
        Served(Endpoint(slow.address, BEHIND), config=Config(Limits(workers=1))) as started,
    ):

        def attempt() -> None:
            assert ask(started.address + "/healthz").status == 503

        assert least_seconds(attempt, PROBE_SECONDS + 1) < PROBE_SECONDS + 1
        # The request of the start too.
        wait_until(lambda: slow.hung_up == len(slow.requests), Limits().seconds / 2)
