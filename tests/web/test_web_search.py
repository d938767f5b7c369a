"""Text search by SPARQL and in the pages, over real HTTP, while the store changes."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from harbour import DOCUMENT, HARBOUR
from http_client import Reply, ask
from pyoxigraph import RdfFormat, parse
from served import Served, wait_until

from kgbuild.store.disk import open_store, replace_document
from kgbuild.store.textindex import INDEX_NAME
from kgbuild.web.config import Config
from kgbuild.web.limits import Limits
from kgbuild.web.server import Server

TOKEN = "a token for the tests of writing"
PORT = 'SELECT DISTINCT ?s { ?s kgb:search "OLD port" }'


@pytest.fixture
def fresh_store(tmp_path: Path) -> Path:
    write(tmp_path / "store", HARBOUR)
    return tmp_path / "store"


@pytest.fixture
def server(fresh_store: Path) -> Iterator[Server]:
    with Served(fresh_store, config=Config(Limits(workers=2), token=TOKEN)) as server:
        yield server


def write(path: Path, turtle: str) -> None:
    store = open_store(path)
    replace_document(store, DOCUMENT, parse(turtle.encode(), format=RdfFormat.TURTLE))
    del store
    gc.collect()


def query(server: Server, text: str) -> Reply:
    return ask(server.address + "/sparql", parameters={"query": text})


def found(server: Server, text: str) -> list[str]:
    reply = query(server, text)
    assert reply.status == 200, reply.text
    return [row["s"]["value"] for row in reply.json()["results"]["bindings"]]


def test_a_search_by_sparql_is_answered_from_the_index(base: str) -> None:
    reply = ask(base + "/sparql", parameters={"query": PORT})
    assert [row["s"]["value"] for row in reply.json()["results"]["bindings"]] == [DOCUMENT + "#port"]
    wrong = ask(base + "/sparql", parameters={"query": "SELECT * { ?s kgb:search ?w }"})
    assert (wrong.status, wrong.json()["line"], wrong.json()["column"]) == (400, 1, 15)


def test_what_this_server_wrote_is_found_by_the_next_search(server: Server) -> None:
    assert found(server, 'SELECT ?s { ?s kgb:search "lighthouse" }') == []
    for number in range(3):
        update = f'INSERT DATA {{ GRAPH <urn:g> {{ <urn:{number}> skos:prefLabel "Lighthouse {number}" }} }}'
        reply = ask(
            server.address + "/sparql",
            data=update.encode(),
            content_type="application/sparql-update",
            authorization=f"Bearer {TOKEN}",
        )
        assert reply.status == 204
        assert len(found(server, 'SELECT ?s { ?s kgb:search "lighthouse" }')) == number + 1
    graph = server.address + "/graphs?graph=urn:g"
    assert ask(graph, method="DELETE", authorization=f"Bearer {TOKEN}").status == 204
    assert found(server, 'SELECT ?s { ?s kgb:search "lighthouse" }') == []
    assert found(server, PORT) == [DOCUMENT + "#port"]


def test_what_a_build_wrote_is_found_soon(fresh_store: Path, server: Server) -> None:
    assert found(server, PORT) == [DOCUMENT + "#port"]
    write(fresh_store, HARBOUR.replace("old port", "new quay"))
    wait_until(lambda: found(server, 'SELECT ?s { ?s kgb:search "quay" }') == [DOCUMENT + "#port"], 20)
    assert found(server, PORT) == []


def test_an_update_that_searches_is_refused(server: Server) -> None:
    update = 'INSERT { ?s a <urn:found> } WHERE { ?s kgb:search "port" }'
    reply = ask(
        server.address + "/sparql",
        data=update.encode(),
        content_type="application/sparql-update",
        authorization=f"Bearer {TOKEN}",
    )
    assert reply.status == 400
    assert "kgb:search" in reply.json()["detail"]


def test_an_index_that_is_damaged_is_told_of(fresh_store: Path, server: Server) -> None:
    assert found(server, PORT)
    (index,) = fresh_store.parent.glob(f".store.served-*/*/{INDEX_NAME}")
    index.write_bytes(b"no index" * 1000)
    assert query(server, PORT + " LIMIT 7").status == 503
    assert query(server, "ASK {}").status == 200
    write(fresh_store, HARBOUR.replace("old port", "new quay"))
    wait_until(lambda: query(server, 'SELECT ?s { ?s kgb:search "quay" }').text.count("#port") == 1, 30)
