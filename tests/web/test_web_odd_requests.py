"""Requests that no well-behaved client sends: each is answered as HTTP has it, or told what is wrong with it."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from http_client import Reply, ask
from served import Served
from stores import new_store
from test_web_protocol import SELECT
from test_web_replies import read
from waitress.adjustments import Adjustments

from kgbuild.errors import OutputError, SettingsError
from kgbuild.web.config import Config
from kgbuild.web.connection import Parser
from kgbuild.web.front import listen
from kgbuild.web.limits import Limits

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
CSV = "text/csv; charset=utf-8"
PROBLEM = "application/problem+json"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
TOKEN = "a-token-for-odd-requests"
ASKED = f"?query={quote(SELECT)}"


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = new_store(tmp_path_factory.mktemp("odd"))
    with Served(path, config=Config(Limits(workers=1), token=TOKEN)) as server:
        yield server.address


def post(base: str, query_string: str, content_type: str, data: bytes, **headers: str) -> Reply:
    return ask(f"{base}/sparql{query_string}", data=data, content_type=content_type, **headers)


# -------------------------------------------------------------------------------------------------------- Accept
@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        # What is no media range, or has a weight that is none, does not count.
        (",", JSON),
        (";;q", JSON),
        ('"', JSON),
        ("a" * 20_000, JSON),
        ("text / csv", JSON),
        ("*/csv", JSON),
        ("text/csv;q=abc", JSON),
        ("text/csv;q=NaN", JSON),
        ("text/csv;q=inf", JSON),
        ("text/csv;q=2, application/sparql-results+xml;q=0.1", XML),
        ("text/csv;q=-1, application/sparql-results+xml;q=0.1", XML),
        # Weights that are odd, but weights.
        ("text/csv;q=0.001", CSV),
        ("text/csv;q=0.000, application/sparql-results+xml;q=0.001", XML),
        ("text/*;q=0.2, application/sparql-results+xml;q=0.1", CSV),
        ("image/*, */*;q=0.1", JSON),
        ("*;q=0.2, image/gif", JSON),
        ("TEXT/CSV", CSV),
        ('application/xml;profile="a,b;q=0";q=0.3, text/csv;q=0.4', CSV),
        ("application/sparql-results+json;charset=utf-16", JSON),
        (", ".join(f"x/y{number}" for number in range(2000)) + ", text/csv", CSV),
        # What is said plainly, and cannot be had.
        ("*/*;q=0", PROBLEM),
        ("text/csv;q=0", PROBLEM),
        ("image/png", PROBLEM),
    ],
)
def test_an_odd_accept_header(base: str, accept: str, expected: str) -> None:
    reply = ask(base + "/sparql" + ASKED, accept=accept)
    assert (reply.status, reply.type) == (406 if expected == PROBLEM else 200, expected)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", JSON),
        ("CSV", CSV),
        ("Text/CSV", CSV),
        # The plus sign is a space, as forms have it, where a client forgot to escape it.
        ("application/sparql-results+xml", XML),
        ("application%2Fsparql-results%2Bxml", XML),
        ("csv&format=xml", CSV),
        ("docx", PROBLEM),
        ("%00", PROBLEM),
        ("%0d%0aSet-Cookie:x", PROBLEM),
        ("x" * 5000, PROBLEM),
    ],
)
def test_an_odd_format(base: str, name: str, expected: str) -> None:
    reply = ask(f"{base}/sparql{ASKED}&format={name}")
    assert (reply.status, reply.type) == (406 if expected == PROBLEM else 200, expected)
    assert "Set-Cookie" not in reply.headers


# -------------------------------------------------------------------------------------------------------- parameters
@pytest.mark.parametrize(
    ("query_string", "words"),
    [
        (ASKED + ASKED.replace("?", "&"), "more than one query"),
        (ASKED + "&update=CLEAR+ALL", "by POST"),
        (ASKED + "&format=%ff", "UTF-8"),
        ("?%ff=1&query=ASK%7B%7D", "UTF-8"),
        (ASKED + "&default-graph-uri=", "IRI"),
        (ASKED + "&named-graph-uri=a%20b", "IRI"),
        ("?query=", "line 1, column 1"),
    ],
)
def test_odd_parameters_are_told(base: str, query_string: str, words: str) -> None:
    reply = ask(base + "/sparql" + query_string)
    assert (reply.status, reply.type) == (400, PROBLEM)
    assert words in reply.json()["detail"]


@pytest.mark.parametrize(
    ("query_string", "content_type", "data", "status", "words"),
    [
        ("", FORM, b"", 400, "no query"),
        (ASKED, FORM, b"query=ASK%7B%7D", 400, "not in the address"),
        (ASKED, FORM, b"", 400, "not in the address"),
        (ASKED, QUERY, b"ASK {}", 400, "not in the address"),
        ("?update=CLEAR+ALL", "application/sparql-update", b"CLEAR ALL", 400, "not in the address"),
        ("", FORM, b"query=ASK%7B%7D&query=ASK%7B%7D", 400, "more than one query"),
        ("", QUERY, b"", 400, "line 1, column 1"),
        ("", QUERY + "; charset=utf-16", "ASK {}".encode("utf-16"), 400, "UTF-8"),
        ("", "multipart/form-data; boundary=x", b"--x--", 415, "send a query as"),
        ("", ";;/", b"ASK {}", 415, "send a query as"),
        ("", "text/plain", b"query=ASK%7B%7D", 415, "send a query as"),
    ],
)
def test_odd_bodies_are_told(
    base: str, query_string: str, content_type: str, data: bytes, status: int, words: str
) -> None:
    reply = post(base, query_string, content_type, data)
    assert (reply.status, reply.type) == (status, PROBLEM)
    assert words in reply.json()["detail"]


def test_a_compressed_body_is_refused_as_such(base: str, writable: str) -> None:
    for address in (base + "/sparql", writable + "/graphs?default"):
        reply = ask(address, data=b"\x1f\x8b", content_type=QUERY, content_encoding="gzip")
        assert (reply.status, "compressed" in reply.json()["detail"]) == (415, True)


def test_graphs_named_in_the_address_of_a_form_count(base: str) -> None:
    """Else a client that puts them there would be answered from other graphs, and not know."""
    data = f"query={quote(SELECT)}".encode()
    for graph, number in (("https://example.org/doc/harbour", 1), ("urn:none", 0)):
        reply = post(base, f"?default-graph-uri={quote(graph)}", FORM, data)
        assert len(reply.json()["results"]["bindings"]) == number


def test_a_mark_in_front_of_a_query_does_no_harm(base: str) -> None:
    assert post(base, "", QUERY, b"\xef\xbb\xbfASK {}").json()["boolean"] is True


def test_thousands_of_parameters_do_no_harm(base: str) -> None:
    many = "&".join(f"p{number}=1" for number in range(5000))
    assert ask(f"{base}/sparql?{many}&query=ASK%7B%7D").json()["boolean"] is True


# -------------------------------------------------------------------------------------------------------- methods
@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [("/sparql" + ASKED, "image/png", 406), ("/sparql?query=ASK", "*/*", 400), ("/nothing", "*/*", 404)],
)
def test_head_of_what_is_wrong_is_as_get(base: str, path: str, accept: str, status: int) -> None:
    get, head = ask(base + path, accept=accept), ask(base + path, accept=accept, method="HEAD")
    assert (get.status, head.status, head.body) == (status, status, b"")
    assert head.type == get.type == PROBLEM


def test_head_of_a_dump_sends_its_head_alone(base: str) -> None:
    host, _, port = base.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as client:
        client.sendall(b"HEAD /dump.nq.gz HTTP/1.1\r\nHost: localhost\r\n\r\n")
        head, _, body = b"".join(iter(lambda: client.recv(1 << 16), b"")).partition(b"\r\n\r\n")
    assert (head.split()[1], body) == (b"200", b"")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_methods_that_are_not_taken(base: str, method: str) -> None:
    reply = ask(base + "/sparql", method=method)
    assert (reply.status, reply.type) == (405, PROBLEM)
    assert {"GET", "HEAD", "OPTIONS", "POST"} == set(reply.headers["Allow"].split(", "))


# -------------------------------------------------------------------------------------------------------- writing
@pytest.mark.parametrize(
    "shown", ["", "Bearer", f"Basic {TOKEN}", f"Bearer {TOKEN}x", f"Bearer {TOKEN} {TOKEN}", "Bearer қ"]
)
def test_an_odd_token_is_none(writable: str, shown: str) -> None:
    shown = shown.encode().decode("latin-1")
    reply = post(writable, "", "application/sparql-update", b"CLEAR ALL", authorization=shown)
    assert (reply.status, reply.type) == (401, PROBLEM)


@pytest.mark.parametrize(
    ("content_type", "data", "words"),
    [
        ("text/turtle", b"<urn:a> <urn:b> '\xff' .", "line 1"),
        ("text/turtle", b"<urn:a> <urn:b> ", "not valid RDF"),
        ("application/ld+json", b'{"@context": "http://127.0.0.1:9/context", "a": 1}', "body: not valid RDF"),
        ("application/rdf+xml", b"<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><r>&e;</r>", "not valid RDF"),
    ],
)
def test_odd_graphs_are_told(writable: str, content_type: str, data: bytes, words: str) -> None:
    bearer = f"Bearer {TOKEN}"
    address = writable + "/graphs?graph=urn:odd"
    reply = ask(address, data=data, method="PUT", content_type=content_type, authorization=bearer)
    assert (reply.status, reply.type) == (400, PROBLEM)
    assert words in reply.json()["detail"]
    assert ask(address).status == 404


# -------------------------------------------------------------------------------------------------------- bytes
@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 300_000 + b"\r\n\r\n",
        b"GET /?" + b"a" * 300_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nA\x00: b\r\n\r\n",
        b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    ],
)
def test_what_is_no_http_is_refused(base: str, sent: bytes) -> None:
    host, _, port = base.removeprefix("http://").partition(":")
    client = socket.create_connection((host, int(port)), timeout=30)
    with contextlib.closing(client), contextlib.suppress(ConnectionError):
        client.sendall(sent)
        head, _, body = b"".join(iter(lambda: client.recv(1 << 16), b"")).partition(b"\r\n\r\n")
        assert head.lower().count(b"content-length:") == head.count(b"application/problem+json") == 1
        assert json.loads(body)["status"] == int(head.split()[1])
        assert int(head.split()[1]) in (400, 431, 501)
    assert ask(base + "/healthz").status == 200


def test_who_expects_to_go_on_without_a_body_is_answered(base: str) -> None:
    host, _, port = base.removeprefix("http://").partition(":")
    with socket.create_connection((host, int(port)), timeout=30) as client:
        for expect in ("Expect: 100-continue\r\n", ""):
            client.sendall(f"GET /healthz HTTP/1.1\r\nHost: localhost\r\n{expect}\r\n".encode())
            assert read(client)[::2] == (200, b"ok\n")


def test_what_is_no_http_has_a_path_for_the_log() -> None:
    """waitress logs it when the client leaves before it is told of its fault, and logged a traceback without it."""
    parser = Parser(Adjustments())
    parser.received(b"no HTTP\r\n\r\n")
    assert (parser.error is not None, parser.path) == (True, "")


def test_a_query_in_chunks(base: str) -> None:
    with contextlib.closing(http.client.HTTPConnection(base.removeprefix("http://"), timeout=30)) as connection:
        pieces = iter([b"AS", b"K {", b"}"])
        connection.request("POST", "/sparql", pieces, {"Content-Type": QUERY}, encode_chunked=True)
        with connection.getresponse() as answer:
            assert (answer.status, b"true" in answer.read()) == (200, True)


@pytest.mark.parametrize("page", ["0", "101", "-1", "1.0", "9" * 5000, "0" * 5000 + "1", "\u0661"])
def test_a_page_that_there_is_not_is_told(writable: str, page: str) -> None:
    reply = ask(writable + "/search", parameters={"q": "a", "kind": "events", "page": page})
    assert (reply.status, reply.headers["content-type"]) == (400, PROBLEM)
    assert "from 1 to 100" in json.loads(reply.body)["detail"]


@pytest.mark.parametrize("path", ["/search?q=%ff", "/search?q=a&kind=%ff", "/search?%ff", "/graphs?graph=urn:%ff"])
@pytest.mark.parametrize("accept", ["*/*", "text/html"])
def test_what_is_not_in_utf_8_is_told_everywhere(base: str, path: str, accept: str) -> None:
    reply = ask(base + path, accept=accept)
    assert (reply.status, "UTF-8" in reply.text) == (400, True)


@pytest.mark.parametrize("number", [0, -1, float("nan"), float("inf")])
def test_what_bounds_nothing_is_no_bound(number: float) -> None:
    with pytest.raises(SettingsError, match=r"seconds = .*out of range"):
        Limits(seconds=number)
    with pytest.raises(SettingsError, match=r"--max-age .*out of range"):
        Config(max_age=number)


def test_less_than_no_cache_is_told() -> None:
    assert Limits(cache=0).cache == 0
    with pytest.raises(SettingsError, match="cache"):
        Limits(cache=-1)


def test_a_licence_that_is_no_iri_is_told_at_the_start() -> None:
    with pytest.raises(SettingsError, match="--license 'CC BY'"):
        Config(license="CC BY")


def test_an_empty_host_does_not_open_the_server_to_all() -> None:
    with pytest.raises(OutputError, match="no address to listen on"):
        listen("", 0)
