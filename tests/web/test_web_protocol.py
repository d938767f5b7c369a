"""The SPARQL 1.1 Protocol over real HTTP."""

from __future__ import annotations

import concurrent.futures
import contextlib
import csv
import io
import os
import socket
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from urllib.parse import urlencode

import pytest
from http_client import ask, post_query, status_of_announced
from pyoxigraph import RdfFormat, parse
from stores import new_store

from kgbuild.errors import InputError, OutputError
from kgbuild.store.disk import open_store, replace_document
from kgbuild.web.front import is_loopback
from kgbuild.web.limits import MAX_QUERY_CHARACTERS
from kgbuild.web.server import Server

SELECT = "SELECT ?e { ?e a kgb:Protest }"
STRIKE = "https://example.org/doc/harbour#strike"
DESCRIBE = f"DESCRIBE <{STRIKE}>"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


# -------------------------------------------------------------------------------------------------- ways to ask
@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_a_query_comes_by_get_by_form_or_as_it_is(base: str, way: str) -> None:
    url = base + "/sparql"
    reply = {
        "get": lambda: ask(url, parameters={"query": SELECT}),
        "form": lambda: ask(
            url, data=urlencode({"query": SELECT}).encode(), content_type="application/x-www-form-urlencoded"
        ),
        "direct": lambda: ask(url, data=SELECT.encode(), content_type="application/sparql-query; charset=utf-8"),
    }[way]()
    assert (reply.status, reply.type) == (200, "application/sparql-results+json")
    assert [row["e"]["value"] for row in reply.json()["results"]["bindings"]] == [STRIKE]


def test_truth_and_triples(base: str) -> None:
    assert ask(base + "/sparql", parameters={"query": "ASK { ?e a kgb:Protest }"}).json() == {
        "head": {},
        "boolean": True,
    }
    for query in (DESCRIBE, "CONSTRUCT WHERE { ?e a kgb:Protest ; ?p ?o }"):
        reply = ask(base + "/sparql", parameters={"query": query})
        assert reply.type == "text/turtle; charset=utf-8"
        assert len(list(parse(reply.body, format=RdfFormat.TURTLE))) == 7


def test_triples_are_no_page_for_one_who_wants_solutions_as_data(base: str) -> None:
    accept = "application/sparql-results+json, text/html;q=0.5"
    reply = ask(base + "/sparql", parameters={"query": DESCRIBE}, accept=accept)
    assert (reply.status, ask(base + "/sparql", parameters={"query": SELECT}, accept=accept).status) == (406, 200)


def test_graphs_named_in_the_request(base: str) -> None:
    def count(**graphs: str) -> int:
        return len(ask(base + "/sparql", parameters={"query": SELECT, **graphs}).json()["results"]["bindings"])

    assert count(**{"default-graph-uri": "https://example.org/doc/harbour"}) == 1
    assert count(**{"default-graph-uri": "https://w3id.org/kgbuild/plover"}) == 0
    assert count(**{"named-graph-uri": "https://example.org/doc/harbour"}) == 0


def test_text_of_any_script_comes_through(base: str) -> None:
    reply = ask(
        base + "/sparql", data='SELECT ("Қазақстан 😀" AS ?x) {}'.encode(), content_type="application/sparql-query"
    )
    assert reply.json()["results"]["bindings"][0]["x"]["value"] == "Қазақстан 😀"


# -------------------------------------------------------------------------------------------------- content negotiation
@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "application/sparql-results+json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("application/json", "application/json"),
        ("application/xml", "application/xml"),
        ("text/csv;q=0.3, application/sparql-results+xml;q=0.8", "application/sparql-results+xml"),
        ("text/csv;q=0, */*;q=0.1", "application/sparql-results+json"),
        ("text/turtle, text/csv;q=0.1", "text/csv; charset=utf-8"),
        ("text/*", "text/csv; charset=utf-8"),
        (BROWSER, "text/html; charset=utf-8"),
    ],
)
def test_solutions_come_as_the_client_likes_best(base: str, accept: str, expected: str) -> None:
    reply = ask(base + "/sparql", parameters={"query": SELECT}, accept=accept)
    assert (reply.status, reply.type) == (200, expected)
    assert reply.headers["Vary"] == "Accept"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "text/turtle; charset=utf-8"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
        ("application/json", "application/json"),
        ("application/n-quads", "application/n-quads"),
        ("application/trig", "application/trig"),
        ("text/turtle;q=0.5, application/ld+json;q=0.6", "application/ld+json"),
        (BROWSER, "text/html; charset=utf-8"),
    ],
)
def test_triples_come_as_the_client_likes_best(base: str, accept: str, expected: str) -> None:
    reply = ask(base + "/sparql", parameters={"query": DESCRIBE}, accept=accept)
    assert (reply.status, reply.type) == (200, expected)
    if not expected.startswith("text/html"):
        media_type = "application/ld+json" if expected == "application/json" else expected.partition(";")[0]
        assert len(list(parse(reply.body, format=RdfFormat.from_media_type(media_type)))) == 7


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        (SELECT, "csv", "text/csv; charset=utf-8"),
        (SELECT, "xml", "application/sparql-results+xml"),
        (SELECT, "application/sparql-results+json", "application/sparql-results+json"),
        # What SPARQLWrapper sends for its formats.
        (DESCRIBE, "xml", "application/rdf+xml"),
        (DESCRIBE, "rdf+xml", "application/rdf+xml"),
        (DESCRIBE, "json-ld", "application/ld+json"),
        (DESCRIBE, "n3", "text/turtle; charset=utf-8"),
    ],
)
def test_a_format_by_name_goes_before_the_header(base: str, query: str, name: str, expected: str) -> None:
    reply = ask(base + "/sparql", parameters={"query": query, "format": name}, accept=BROWSER)
    assert reply.type == expected


def test_csv_and_xml_are_what_they_say(base: str) -> None:
    reply = ask(base + "/sparql", parameters={"query": SELECT, "format": "csv"})
    assert list(csv.reader(io.StringIO(reply.text, newline=""))) == [["e"], [STRIKE]]
    reply = ask(base + "/sparql", parameters={"query": SELECT, "format": "xml"})
    assert [uri.text for uri in ET.fromstring(reply.text).iter("{http://www.w3.org/2005/sparql-results#}uri")] == [
        STRIKE
    ]


# -------------------------------------------------------------------------------------------------- what goes wrong
@pytest.mark.parametrize(
    ("query", "accept", "name"),
    [(SELECT, "text/turtle", None), (DESCRIBE, "text/csv", None), (SELECT, "*/*", "turtle"), (DESCRIBE, "*/*", "docx")],
)
def test_406_when_no_format_fits(base: str, query: str, accept: str, name: str | None) -> None:
    parameters = {"query": query} | ({"format": name} if name else {})
    reply = ask(base + "/sparql", parameters=parameters, accept=accept)
    assert (reply.status, reply.type) == (406, "application/problem+json")


@pytest.mark.parametrize(
    ("form", "accept"),
    [("CONSTRUCT", "application/rdf+xml"), ("SELECT ?words", "application/sparql-results+xml")],
)
def test_406_when_the_format_cannot_carry_the_text(base: str, form: str, accept: str) -> None:
    query = form + " WHERE { ?c kgb:quote ?words }"
    reply = ask(base + "/sparql", parameters={"query": query}, accept=accept)
    assert reply.status == 406
    assert "U+0007" in reply.json()["detail"]


def test_400_tells_line_and_column(base: str) -> None:
    reply = ask(base + "/sparql", parameters={"query": "SELECT *\n{ ?s ?p "})
    assert (reply.status, reply.type) == (400, "application/problem+json")
    problem = reply.json()
    assert (problem["status"], problem["line"]) == (400, 2)
    assert f"line 2, column {problem['column']}" in problem["detail"]


def test_400_for_a_service_clause(base: str) -> None:
    reply = ask(base + "/sparql", parameters={"query": "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"})
    assert reply.status == 400
    assert "SERVICE is not allowed" in reply.json()["detail"]


@pytest.mark.parametrize(
    ("query_string", "words"),
    [("query=ASK{}&query=ASK{}", "more than one"), ("query=ASK{}&default-graph-uri=no iri", "IRI")],
)
def test_400_for_what_is_no_request(base: str, query_string: str, words: str) -> None:
    reply = ask(f"{base}/sparql?{query_string.replace(' ', '%20')}")
    assert (reply.status, reply.type) == (400, "application/problem+json")
    assert words in reply.json()["detail"]


@pytest.mark.parametrize(
    ("query_string", "data", "content_type"),
    [
        ("", b"ASK { ?s ?p '\xff' }", "application/sparql-query"),
        ("", b"query=ASK{?s ?p '%ff'}", "application/x-www-form-urlencoded"),
        ("", b"query=ASK{?s ?p '\xff'}", "application/x-www-form-urlencoded"),
        ("?query=ASK{?s%20?p%20'%ff'}", None, "-"),
        ("?query=ASK{?s%20?p%20'%ed%a0%80'}", None, "-"),
    ],
)
def test_400_for_bytes_that_are_no_utf_8(base: str, query_string: str, data: bytes | None, content_type: str) -> None:
    reply = ask(base + "/sparql" + query_string, data=data, content_type=content_type)
    assert reply.status == 400
    assert "UTF-8" in reply.json()["detail"]


def test_a_form_may_hold_bare_utf_8(base: str) -> None:
    data = "query=ASK { BIND('қ' AS ?x) FILTER(STRLEN(?x) = 1) }".encode()
    assert ask(base + "/sparql", data=data, content_type="application/x-www-form-urlencoded").json()["boolean"] is True


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"update=CLEAR+ALL", "application/x-www-form-urlencoded"),
        (b"CLEAR ALL", "application/sparql-update"),
    ],
)
def test_403_for_an_update_and_nothing_is_changed(base: str, data: bytes, content_type: str) -> None:
    reply = ask(base + "/sparql", data=data, content_type=content_type)
    assert (reply.status, reply.type) == (403, "application/problem+json")
    form = "application/x-www-form-urlencoded"
    assert ask(base + "/sparql", data=b"query=ASK{}&update=CLEAR+ALL", content_type=form).status == 400
    assert ask(base + "/sparql?update=CLEAR+ALL", data=b"query=ASK{}", content_type=form).status == 400
    assert ask(base + "/sparql?update=CLEAR+ALL").status == 400
    assert ask(base + "/sparql", parameters={"query": "ASK { ?e a kgb:Protest }"}).json()["boolean"] is True


def test_an_update_in_the_place_of_a_query_is_malformed(base: str) -> None:
    assert ask(base + "/sparql", parameters={"query": "CLEAR ALL"}).status == 400


def test_404_405_and_415(base: str) -> None:
    assert ask(base + "/nothing").status == 404
    reply = ask(base + "/sparql", method="DELETE")
    assert reply.status == 405
    assert {"GET", "POST"} <= set(reply.headers["Allow"].split(", "))
    reply = ask(base + "/sparql", data=b"ASK {}", content_type="text/plain")
    assert (reply.status, reply.type) == (415, "application/problem+json")


def test_413_for_what_is_too_long(base: str) -> None:
    long = "ASK {} #" + "x" * MAX_QUERY_CHARACTERS
    reply = post_query(base, long)
    assert (reply.status, reply.type) == (413, "application/problem+json")
    assert status_of_announced(base, 3 << 20) == 413


def nested(opening: str, core: str, closing: str) -> str:
    depth = (MAX_QUERY_CHARACTERS - len("ASK {}") - len(core)) // (len(opening) + len(closing))
    return f"ASK {{{opening * depth}{core}{closing * depth}}}"


@pytest.mark.parametrize(
    ("opening", "core", "closing"),
    [("{", "", "}"), ("FILTER EXISTS{", "", "}"), ("OPTIONAL{", "", "}"), ("{SELECT*{", "", "}}")],
)
def test_the_deepest_query_does_not_bring_the_server_down(base: str, opening: str, core: str, closing: str) -> None:
    reply = post_query(base, nested(opening, core, closing))
    assert reply.status in (200, 400)
    assert ask(base + "/healthz").body == b"ok\n"


def test_the_deepest_expression_does_not_bring_the_server_down(base: str) -> None:
    for opening, closing in (("(", ")"), ("ABS(", ")"), ("!", "")):
        depth = (MAX_QUERY_CHARACTERS - 20) // (len(opening) + len(closing))
        query = f"ASK {{FILTER({opening * depth}1{closing * depth})}}"
        assert post_query(base, query).status in (200, 400)
    assert ask(base + "/healthz").status == 200


# -------------------------------------------------------------------------------------------------- the server
def test_the_wsgi_module_serves_the_store_of_the_environment(store_path: Path) -> None:
    module = Path(__file__).parents[2] / "server.py"
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 20
    script = "import server; print(server.app.test_client().get('/healthz').text, end='')"
    environment = {**os.environ, "KGBUILD_STORE": str(store_path)}
    command = [sys.executable, "-W", "error", "-c", script]
    ran = subprocess.run(command, cwd=module.parent, env=environment, stdout=subprocess.PIPE, check=True)
    assert ran.stdout == b"ok\n"


def test_many_clients_at_once(base: str) -> None:
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        replies = pool.map(lambda _: ask(base + "/sparql", parameters={"query": SELECT}).body, range(80))
    assert len(set(replies)) == 1


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "[::2]", "<b>"]
)
def test_another_sites_name_for_this_machine_is_refused(base: str, host: str) -> None:
    assert ask(base + "/", host=host).status == 400


@pytest.mark.parametrize("host", ["localhost:8080", "LOCALHOST", "127.0.0.1", "127.8.8.8:1", "[::1]", "[::1]:8080"])
def test_this_machines_own_names_are_answered(base: str, host: str) -> None:
    assert ask(base + "/", host=host).status == 200


def test_idle_clients_do_not_keep_the_others_out(base: str) -> None:
    host, _, port = base.removeprefix("http://").partition(":")
    with contextlib.ExitStack() as open_sockets:
        for _ in range(120):
            client = open_sockets.enter_context(socket.create_connection((host, int(port))))
            client.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
        assert ask(base + "/healthz").status == 200


def test_a_build_may_write_while_the_store_is_served(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    server = Server(store)
    writer = open_store(store)
    replace_document(writer, "https://example.org/doc/new", [])
    server.close()


def test_what_cannot_be_served_is_told(tmp_path: Path, base: str, store_path: Path) -> None:
    with pytest.raises(InputError, match="is no store"):
        Server(tmp_path)
    with pytest.raises(OutputError, match="cannot be listened on"):
        Server(store_path, port=int(base.rpartition(":")[2]))
    with pytest.raises(OutputError, match="cannot be listened on"):
        Server(store_path, host="no such host")


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("kgb", False)],
)
def test_loopback(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected
