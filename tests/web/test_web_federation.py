"""`kgbuild serve --allow-service`: SERVICE asks the servers on the list, and nobody else."""

from __future__ import annotations

import json
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import urllib3
from fake_server import FakeServer, Request, Script, reply, until_hung_up
from http_client import Reply, ask
from outward import REFUSED, Trap
from remotes import oxigraph, quads_of
from served import Served, least_seconds, pool, wait_until

from kgbuild.errors import ServiceError, SettingsError
from kgbuild.web.channel import FAULT
from kgbuild.web.config import Config
from kgbuild.web.limits import Limits
from kgbuild.web.reach import Reach, is_public, resolve
from kgbuild.web.server import Server
from kgbuild.web.services import MAX_BYTES, Services

SECONDS = 2.0

# The name of a server that the tests resolve themselves.
HOST = "sparql.example"


class Names:
    """A resolver that says what it is told to, and counts how often it is asked."""

    def __init__(self) -> None:
        self.addresses, self.asked = ["127.0.0.1"], 0

    def __call__(self, host: str, port: int) -> list[str]:
        assert host == HOST
        self.asked += 1
        return self.addresses


def rows(*bindings: dict[str, str]) -> bytes:
    names = list(dict.fromkeys(name for binding in bindings for name in binding))
    found = [
        {name: {"type": "uri" if ":" in value else "literal", "value": value} for name, value in binding.items()}
        for binding in bindings
    ]
    return json.dumps({"head": {"vars": names}, "results": {"bindings": found}}).encode()


NORWAY = "https://example.org/entity/Q20"


@pytest.fixture(scope="module")
def other() -> Iterator[FakeServer]:
    with FakeServer(reply(rows({"e": NORWAY, "note": "a country"}))) as started:
        yield started


@pytest.fixture(scope="module")
def names() -> Names:
    return Names()


def serving(store_path: Path, other: FakeServer, names: Names, seconds: float) -> Served:
    services = (f"http://{HOST}:{other.port}/sparql", f"http://{HOST}:1/down")
    reach = Reach(names, lambda address: address == "127.0.0.1" or is_public(address))
    return Served(store_path, config=Config(Limits(workers=2, seconds=seconds), services=services, reach=reach))


@pytest.fixture(scope="module")
def server(store_path: Path, other: FakeServer, names: Names) -> Iterator[Server]:
    with serving(store_path, other, names, 60) as started:
        assert asked(started, "ASK {}").status == 200
        yield started


@pytest.fixture(scope="module")
def hasty(store_path: Path, other: FakeServer, names: Names) -> Iterator[Server]:
    """One that gives the others little time."""
    with serving(store_path, other, names, SECONDS) as started:
        yield started


@pytest.fixture(autouse=True)
def _good(names: Names, other: FakeServer) -> None:
    names.addresses, other.script = ["127.0.0.1"], reply(rows({"e": NORWAY, "note": "a country"}))


def asked(server: Server, query: str, **headers: str) -> Reply:
    return ask(f"{server.address}/sparql", parameters={"query": query}, **{"accept": "text/csv", **headers})


def service(other: FakeServer, pattern: str = "?e rdfs:comment ?note") -> str:
    return f"SERVICE <http://{HOST}:{other.port}/sparql> {{ {pattern} }}"


def test_it_is_joined_with_what_the_store_says(server: Server, other: FakeServer, names: Names) -> None:
    before, asked_before = len(other.requests), names.asked
    found = asked(server, f"SELECT ?l ?note {{ ?e a kgb:Country ; skos:prefLabel ?l . {service(other)} }}")
    assert found.text.split("\r\n")[:2] == ["l,note", "Norway,a country"]
    (request,) = other.requests[before:]
    assert request.path == "/sparql"
    assert request.headers["host"] == f"{HOST}:{other.port}"
    assert "authorization" not in request.headers
    (query,) = request.fields["query"]
    # Only about what is known here.
    assert f"VALUES (?e) {{ (<{NORWAY}>) }}" in " ".join(query.split())
    assert "PREFIX rdfs:" in query
    assert names.asked == asked_before + 1
    assert "ETag" not in found.headers


@pytest.mark.parametrize(
    ("query", "answer"),
    [
        ("SELECT ?note {{ {0} }}", "a country"),
        ("SELECT ?note {{ {0} FILTER(?note != 'x') }}", "a country"),
        ("SELECT ?note {{ ?e a kgb:City . {0} }}", ""),
        ("SELECT ?note {{ ?e a kgb:Country OPTIONAL {{ {0} }} }}", "a country"),
        ("SELECT ?note {{ ?e a kgb:Country . FILTER(?note = 'a country') {0} }}", "a country"),
        ("SELECT ?note {{ {{ SELECT ?note {{ {0} }} }} }}", "a country"),
        ("SELECT ?note {{ GRAPH ?g {{ ?e a kgb:Country . {0} }} }}", "a country"),
        ("SELECT ?l {{ ?e a kgb:Country ; skos:prefLabel ?l FILTER EXISTS {{ {0} }} }}", "Norway"),
        ("SELECT ?l {{ ?e a kgb:Country ; skos:prefLabel ?l MINUS {{ {0} }} }}", ""),
        ("SELECT (COUNT(*) AS ?n) {{ {0} {0} }}", "1"),
        ("SELECT ?note {{ ?e kgb:search 'norway' . {0} }}", "a country"),
        ("SELECT ?note {{ <{1}> a ?c . BIND(<{1}> AS ?e) {0} }} LIMIT 1", "a country"),
        ("SELECT ?note FROM <https://example.org/none> {{ ?e a kgb:Country . {0} }}", ""),
        ("SELECT ?note FROM <https://example.org/doc/harbour> WHERE {{ ?e a kgb:Country . {0} }}", "a country"),
    ],
)
def test_wherever_it_stands(server: Server, other: FakeServer, query: str, answer: str) -> None:
    reply = asked(server, query.format(service(other), NORWAY))
    assert (reply.status, reply.text.partition("\r\n")[2].strip()) == (200, answer)


def test_a_graph_is_made_of_it(server: Server, other: FakeServer) -> None:
    made = asked(
        server, f"CONSTRUCT {{ ?e rdfs:comment ?note }} {{ {service(other)} }}", accept="application/n-triples"
    )
    assert made.text == f'<{NORWAY}> <http://www.w3.org/2000/01/rdf-schema#comment> "a country" .\n'


@pytest.mark.parametrize("text", REFUSED)
def test_others_are_still_refused(server: Server, trap: Trap, text: str) -> None:
    assert asked(server, text.format(trap.address)).status in (400, 403)
    assert trap.caught == 0


@pytest.mark.parametrize(
    "clause",
    [
        "SERVICE ?where {{ ?s ?p ?o }} VALUES ?where {{ <{0}> }}",
        "SERVICE SILENT ?where {{ ?s ?p ?o }} BIND(<{0}> AS ?where)",
        "SERVICE <{0}/> {{ ?s ?p ?o }}",
        "SERVICE <{0}?a=b> {{ ?s ?p ?o }}",
        "SERVICE <{0}#a> {{ ?s ?p ?o }}",
        "SERVICE <{0}/../other> {{ ?s ?p ?o }}",
        "SERVICE <http://ann@{1}/sparql> {{ ?s ?p ?o }}",
        "SERVICE <{0}> {{ SERVICE <http://169.254.169.254/> {{ ?s ?p ?o }} }}",
        "\\u0053ERVICE <http://169.254.169.254/> {{ ?s ?p ?o }}",
        "SERVICE <{0}> {{ ?s ?p '\\u0022 }} SERVICE <http://169.254.169.254/> {{ ?a ?b ?c }} #' FILTER(}}",
        "SERVICE <{0}> {{ ?s ?p ?o }} }} ; DROP ALL #",
        "SERVICE <{0}> {{ ?s ?p ?o",
        "SERVICE <http://127.0.0.1:{2}/sparql> {{ ?s ?p ?o }}",
        "SERVICE <http://LOCALHOST:{2}/sparql> {{ ?s ?p ?o }}",
    ],
)
def test_what_only_looks_like_one_of_the_list_is_refused(server: Server, other: FakeServer, clause: str) -> None:
    before = len(other.requests)
    written = clause.format(f"http://{HOST}:{other.port}/sparql", f"{HOST}:{other.port}", other.port)
    assert asked(server, f"ASK {{ {written} }}").status == 400
    assert len(other.requests) == before


def test_a_name_that_turns_to_a_private_address_is_refused(server: Server, other: FakeServer, names: Names) -> None:
    before = len(other.requests)
    barred, unknown = "private address", "cannot be resolved"
    for addresses, what in (
        (["10.0.0.1"], barred), (["93.184.215.14", "10.0.0.1"], barred), (["::1"], barred), ([], unknown),
    ):  # fmt: skip
        names.addresses = addresses
        told = asked(server, f"ASK {{ {service(other)} }}")
        assert told.status == 502
        assert what in told.json()["detail"]
    assert len(other.requests) == before


@pytest.mark.parametrize(
    ("script", "status", "told"),
    [
        (reply(b"", "302 Found", "text/plain", "Location: http://169.254.169.254/"), 502, "sends us elsewhere"),
        (reply(b"", "503 Service Unavailable"), 503, "too busy"),
        (reply(b"what?", "400 Bad Request", "text/plain"), 400, "does not take it"),
        (reply(b"<html>", kind="text/html"), 502, "text/html"),
        (reply(rows({"e": NORWAY})[:-3]), 502, "cut off"),
        (reply(b'{"head": {}, "boolean": true}'), 502, "truth value"),
        (reply(rows(*({"e": f"urn:{number}"} for number in range(10_001)))), 507, "more than 10,000 rows"),
        (reply(b" " * (MAX_BYTES + 100_000)), 507, "more than 8 MiB"),
        (lambda connection, _: connection.close(), 502, "cannot be reached"),
    ],
)
def test_a_faulty_answer_is_none(server: Server, other: FakeServer, script: Script, status: int, told: str) -> None:
    other.script = script
    answer = asked(server, f"SELECT * {{ {service(other)} }}")
    assert (answer.status, answer.type) == (status, "application/problem+json")
    assert told in answer.text


def test_one_that_takes_long_is_named(other: FakeServer, names: Names) -> None:
    other.script, url = until_hung_up, f"http://{HOST}:{other.port}/sparql"
    services = Services([url], Reach(names, lambda _: True))
    kind, told = services.answer(json.dumps({"url": url, "query": "ASK {}"}).encode(), 0.2)
    assert (kind, json.loads(told)["limit"]) == (FAULT, "time")
    assert f"<{url}> takes too long" in json.loads(told)["message"]


def test_silent_does_without(server: Server, other: FakeServer) -> None:
    other.script = reply(b"", "500 Internal Server Error")
    for url in (f"http://{HOST}:1/down", f"http://{HOST}:{other.port}/sparql"):
        query = f"SELECT ?l {{ ?e a kgb:Country ; skos:prefLabel ?l SERVICE SILENT <{url}> {{ ?e rdfs:comment ?n }} }}"
        assert asked(server, query).text.split() == ["l", "Norway"]


def test_blank_nodes_and_odd_values_come_through(server: Server, other: FakeServer) -> None:
    value = 'a "b"\n\\ é \U0001d11e'
    found = [
        {"a": {"type": "bnode", "value": "b1"}, "b": {"type": "literal", "value": value, "xml:lang": "en"}},
        {"a": {"type": "bnode", "value": "b1"}, "c": {"type": "literal", "value": "x", "datatype": "urn:t"}},
    ]
    other.script = reply(json.dumps({"head": {"vars": ["a", "b", "c"]}, "results": {"bindings": found}}).encode())
    answer = asked(server, f"SELECT ?a ?b ?c {{ {service(other, '?a ?b ?c')} }}", accept="application/json").json()
    first, second = answer["results"]["bindings"]
    assert first["a"] == second["a"]
    assert first["a"]["value"].startswith("urn:uuid:")
    assert first["b"] == found[0]["b"]
    assert second["c"] == found[1]["c"]
    assert "b" not in second


def test_many_bindings_go_in_several_requests(server: Server, other: FakeServer) -> None:
    def echo(connection: socket.socket, request: Request) -> None:
        sent = request.fields["query"][0]
        found = [part.split(">")[0] for part in sent.split("(<")[1:]]
        reply(rows(*({"s": iri, "n": "x"} for iri in found)))(connection, request)

    other.script, before = echo, len(other.requests)
    inside = "{ SELECT DISTINCT ?s { ?s a ?c FILTER(isIRI(?s)) } ORDER BY ?s LIMIT 250 }"
    query = f"SELECT (COUNT(?n) AS ?found) {{ {inside} {service(other, '?s rdfs:comment ?n')} }}"
    assert asked(server, query).text.split() == ["found", "250"]
    assert len(other.requests) == before + 3
    inside = "{ SELECT DISTINCT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 5000 }"
    query = f"SELECT (COUNT(*) AS ?found) {{ ?s ?p ?o . ?x ?y ?z . {service(other, '?s rdfs:comment ?n')} }}"
    other.script = reply(rows({"s": NORWAY, "n": "x"}))
    assert asked(server, query.replace("?x ?y ?z .", "")).status == 200
    assert "VALUES" not in other.requests[-1].fields["query"][0]


def test_a_client_that_leaves_frees_its_worker(server: Server, other: FakeServer) -> None:
    other.script, before = until_hung_up, len(other.requests)
    query = f"ASK%20%7B%20SERVICE%20%3Chttp://{HOST}:{other.port}/sparql%3E%20%7B%7D%20%7D"
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        wait_until(lambda: len(other.requests) > before)
    # Long before the query's time is over.
    wait_until(lambda: pool(server).numbers()["running"] == 0, 30)


def trickle(connection: socket.socket, _: Request) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"a")
        time.sleep(0.1)


@pytest.mark.parametrize("script", [until_hung_up, trickle])
def test_one_that_takes_long_holds_nobody(hasty: Server, other: FakeServer, script: Script) -> None:
    """Nor is it listened to any longer, on behalf of nobody."""
    other.script, left = script, other.hung_up

    def attempt() -> None:
        answer = asked(hasty, f"ASK {{ {service(other)} }}")
        # Told by whoever sees it first: the one that asks, or the one that looks at the query's time.
        assert (answer.status, answer.json()["title"]) == (504, "The query took too long")

    assert least_seconds(attempt, SECONDS + 0.7) < SECONDS + 0.7
    wait_until(lambda: other.hung_up > left)


def test_the_workers_have_no_network_all_the_same(server: Server) -> None:
    isolated = pool(server).isolated
    if not isolated:
        pytest.skip("this system lets no ordinary user leave the network")
    described = ask(f"{server.address}/sparql", accept="application/n-triples").text
    assert "BasicFederatedQuery" in described


def test_over_another_server(store_path: Path, tmp_path: Path, other: FakeServer, names: Names) -> None:
    """Both at once: the graph lies elsewhere, and SERVICE never reaches the server that holds it."""
    reach = Reach(names, lambda _: True)
    config = Config(Limits(workers=1), services=(f"http://{HOST}:{other.port}/sparql",), reach=reach)
    with (
        oxigraph(quads_of(store_path), tmp_path, "--union-default-graph") as endpoint,
        Served(endpoint, config=config) as front,
    ):
        found = asked(front, f"SELECT ?l ?note {{ ?e a kgb:Country ; skos:prefLabel ?l . {service(other)} }}")
        assert found.text.split("\r\n")[:2] == ["l,note", "Norway,a country"]
        assert asked(front, "ASK { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }").status == 400


def test_a_certificate_is_checked_for_the_name(tmp_path: Path) -> None:
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here to make a certificate with")
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=x", "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", str(key), "-out", str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    called: list[str | None] = []
    context.sni_callback = lambda _, name, __: called.append(name)

    def answer(connection: socket.socket, request: Request) -> None:
        raise AssertionError("never in the clear")

    with FakeServer(answer, context) as secure:
        secure.script = reply(b"fine")
        names = Names()
        reach = Reach(names, lambda _: True, str(certificate))
        with reach.wire_for(f"https://{HOST}:{secure.port}/") as connections:
            assert connections.urlopen("GET", "/", headers={"Host": HOST}, retries=False).data == b"fine"
        assert called == [HOST]
        other_name = Reach(lambda host, port: ["127.0.0.1"], lambda _: True, str(certificate))
        with (
            other_name.wire_for(f"https://other.example:{secure.port}/") as connections,
            pytest.raises(urllib3.exceptions.SSLError, match=r"other\.example"),
        ):
            connections.urlopen("GET", "/", retries=False)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
        "255.255.255.255", "224.0.0.1", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0",
        "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "2002:7f00:1::", "64:ff9b::7f00:1",
        "64:ff9b::a00:1", "64:ff9b:1::808:808", "fec0::1", "::7f00:1", "2001:db8::1", "2001:0:7f00:1::", "nonsense", "",
    ],
)  # fmt: skip
def test_no_private_address_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700::6810:84e5", "64:ff9b::808:808"])
def test_the_rest_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("name", ["localhost", "127.1", "2130706433", "0x7f000001", "0"])
def test_names_of_this_machine_are_refused_however_written(name: str) -> None:
    with pytest.raises(ServiceError, match=r"private address|resolved"):
        Reach().wire_for(f"http://{name}:9/")


def test_names_are_resolved_in_order() -> None:
    assert resolve("127.0.0.1", 80) == ["127.0.0.1"]
    with pytest.raises(ServiceError, match="cannot be resolved"):
        Reach().wire_for("http://no-such-name.invalid/")


def test_the_list_holds_addresses() -> None:
    with pytest.raises(SettingsError, match="no address"):
        Config(services=("wikidata",))
    with pytest.raises(SettingsError, match="password"):
        Config(services=("https://ann:secret@example.org/sparql",))
