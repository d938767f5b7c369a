"""What the server tells of itself and of its dataset; which sites may ask."""

from __future__ import annotations

import gzip
import http.client
import os
import re
import signal
from pathlib import Path

import pytest
from http_client import ask
from pyoxigraph import NamedNode, RdfFormat, Store, parse
from served import Served, pool, wait_until
from stores import new_store, write_much

from kgbuild.store.disk import open_store
from kgbuild.vocabulary import expand
from kgbuild.web.config import Config
from kgbuild.web.limits import Limits

SD = "http://www.w3.org/ns/sparql-service-description#"
VOID = "http://rdfs.org/ns/void#"
SITE = "https://site.example"
SELECT = "SELECT ?e { ?e a kgb:Protest }"


def graph(body: bytes) -> Store:
    store = Store()
    store.extend(parse(body, format=RdfFormat.TURTLE))
    return store


def objects(store: Store, predicate: str) -> set[str]:
    return {quad.object.value for quad in store.quads_for_pattern(None, NamedNode(predicate), None)}


@pytest.mark.parametrize("accept", [None, "*/*", "text/turtle", "text/turtle, text/html;q=0.5"])
def test_the_endpoint_describes_itself(base: str, accept: str | None) -> None:
    reply = ask(base + "/sparql", **({"accept": accept} if accept else {}))
    assert (reply.status, reply.type) == (200, "text/turtle; charset=utf-8")
    store = graph(reply.body)
    assert objects(store, SD + "endpoint") == {base + "/sparql"}
    assert objects(store, SD + "supportedLanguage") == {SD + "SPARQL11Query"}
    assert objects(store, SD + "feature") == {SD + "UnionDefaultGraph"}
    assert len(objects(store, SD + "resultFormat")) == 10
    assert objects(store, SD + "propertyFeature") == {expand("kgb:search")}
    assert ask(base + "/sparql", accept="image/png").status == 406


def test_the_dataset_is_described_and_can_be_had_whole(base: str, store_path: Path) -> None:
    reply = ask(base + "/.well-known/void")
    store = graph(reply.body)
    statements = set(open_store(store_path, read_only=True))
    assert objects(store, VOID + "triples") == {str(len(statements))}
    assert objects(store, VOID + "documents") == {"1"}
    assert objects(store, VOID + "sparqlEndpoint") == {base + "/sparql"}
    for address in objects(store, VOID + "dataDump"):
        dump = ask(address)
        assert (dump.status, dump.type) == (200, "application/gzip")
        name = re.search(r'filename="dump\.(\w+)\.gz"', dump.headers["Content-Disposition"])
        assert name is not None
        found = list(parse(gzip.decompress(dump.body), format=RdfFormat.from_extension(name[1])))
        assert len(set(found)) == len(statements)
    assert ask(base + "/.well-known/void", accept="application/ld+json").type == "application/ld+json"


def test_a_licence_is_told_only_if_it_is_known(base: str, store_path: Path) -> None:
    assert b"license" not in ask(base + "/.well-known/void").body
    licence = "https://creativecommons.org/licenses/by/4.0/"
    with Served(store_path, config=Config(Limits(workers=1), license=licence)) as server:
        store = graph(ask(server.address + "/.well-known/void").body)
        assert objects(store, "http://purl.org/dc/terms/license") == {licence}


def test_a_dump_that_breaks_off_does_not_look_whole(tmp_path: Path) -> None:
    """The worker is killed midway: the client must not take what came for all."""
    write_much(tmp_path / "store")
    with Served(tmp_path / "store", config=Config(Limits(workers=1))) as server:
        wait_until(lambda: pool(server).numbers()["workers"] == 2)
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        connection.request("GET", "/dump.nq.gz")
        reply = connection.getresponse()
        assert reply.status == 200
        reply.read(10_000)
        for process in pool(server).processes():
            os.kill(process, signal.SIGKILL)
        with pytest.raises(http.client.IncompleteRead):
            reply.read()
        connection.close()


def test_metrics_count(base: str) -> None:
    def number(name: str) -> int:
        found = re.search(rf"^kgbuild_{re.escape(name)} (\d+)$", ask(base + "/metrics").text, re.MULTILINE)
        assert found is not None, name
        return int(found[1])

    answered = number('queries_ended_total{reason="answered"}')
    ask(base + "/sparql", parameters={"query": "SELECT (RAND() AS ?x) {}"})
    assert number('queries_ended_total{reason="answered"}') == answered + 1
    assert number("workers") >= 2
    assert number("queries_waiting") == 0
    text = ask(base + "/metrics").text
    assert all(
        re.fullmatch(r'# TYPE \w+ (counter|gauge)|\w+(\{\w+="[^"]*"\})? \d+', line) for line in text.splitlines()
    )


def test_head_is_get_without_the_body(base: str) -> None:
    url = f"{base}/sparql?query={SELECT.replace(' ', '%20').replace('?e', '%3Fe')}"
    get, head = ask(url), ask(url, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag"):
        assert head.headers[name] == get.headers[name]


def test_options_tells_the_methods(base: str) -> None:
    reply = ask(base + "/sparql", method="OPTIONS")
    assert reply.status == 200
    assert set(reply.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS", "POST"}


def test_no_sites_scripts_may_ask_unless_told_so(base: str, store_path: Path) -> None:
    assert (
        ask(base + "/sparql", parameters={"query": SELECT}, origin=SITE).headers["Access-Control-Allow-Origin"] is None
    )
    with Served(store_path, config=Config(Limits(workers=1), origins=(SITE,))) as server:
        url = server.address + "/sparql"
        reply = ask(url, parameters={"query": SELECT}, origin=SITE)
        assert reply.headers["Access-Control-Allow-Origin"] == SITE
        assert "Origin" in reply.headers["Vary"]
        assert ask(url, origin="https://other.example").headers["Access-Control-Allow-Origin"] is None
        preflight = ask(url, method="OPTIONS", origin=SITE, access_control_request_method="POST")
        assert "POST" in preflight.headers["Access-Control-Allow-Methods"]
        assert "Content-Type" in preflight.headers["Access-Control-Allow-Headers"]
        assert ask(server.address + "/nothing", origin=SITE).headers["Access-Control-Allow-Origin"] == SITE
    with Served(store_path, config=Config(Limits(workers=1), origins=("*",))) as server:
        assert ask(server.address + "/", origin=SITE).headers["Access-Control-Allow-Origin"] == "*"


def test_healthz_tells_when_no_query_can_be_answered(tmp_path: Path) -> None:
    with Served(new_store(tmp_path), config=Config(Limits(workers=1))) as server:
        wait_until(lambda: pool(server).numbers()["workers"] == 2)
        assert ask(server.address + "/healthz").status == 200
        for path in tmp_path.glob(".store.served-*/1/CURRENT"):
            path.unlink()
        for process in pool(server).processes():
            os.kill(process, signal.SIGKILL)
        ask(server.address + "/sparql", parameters={"query": SELECT})
        ask(server.address + "/sparql", parameters={"query": SELECT})
        wait_until(lambda: ask(server.address + "/healthz").status == 503)
        assert ask(server.address + "/sparql", parameters={"query": SELECT}).status == 503
