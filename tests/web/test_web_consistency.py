"""A store that is built into while it is served; answers kept and asked for again."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from http_client import Reply, ask
from pyoxigraph import Literal, NamedNode, Quad, Store
from served import Served, pool, wait_until

from kgbuild.errors import InputError
from kgbuild.store.disk import open_store, replace_document
from kgbuild.web.checkpoints import Checkpoints
from kgbuild.web.config import Config
from kgbuild.web.limits import Limits
from kgbuild.web.server import Server

DOCUMENT = "https://example.org/doc/growing"
VALUES = "SELECT ?v (COUNT(*) AS ?n) { GRAPH <" + DOCUMENT + "> { ?s <urn:value> ?v } } GROUP BY ?v"
SIZE = 40


def build(store: Store, number: int) -> None:
    value = Literal(str(number))
    quads = [Quad(NamedNode(f"urn:{each}"), NamedNode("urn:value"), value) for each in range(SIZE)]
    replace_document(store, DOCUMENT, quads)


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    store = open_store(tmp_path / "store")
    build(store, 0)
    return tmp_path / "store"


@pytest.fixture
def server(store_path: Path) -> Iterator[Server]:
    gc.collect()
    with Served(store_path, config=Config(Limits(workers=2))) as server:
        yield server


def query(server: Server, text: str, **headers: str) -> Reply:
    return ask(server.address + "/sparql", parameters={"query": text}, **headers)


def value(reply: Reply) -> int:
    assert reply.status == 200
    (row,) = reply.json()["results"]["bindings"]
    assert int(row["n"]["value"]) == SIZE
    return int(row["v"]["value"])


def test_readers_move_on_while_a_build_writes(store_path: Path, server: Server) -> None:
    writer = open_store(store_path)
    seen = [value(query(server, VALUES))]
    stop = threading.Event()

    def write() -> None:
        for number in range(1, 1000):
            # A pause, for the server is in this process too, and a snapshot must come between two commits.
            if stop.wait(0.05):
                break
            build(writer, number)

    writing = threading.Thread(target=write)
    writing.start()
    try:
        while len(set(seen)) < 3:
            seen.append(value(query(server, VALUES)))
    finally:
        stop.set()
        writing.join()
    assert seen == sorted(seen)
    build(writer, 1000)
    wait_until(lambda: value(query(server, VALUES)) == 1000)
    wait_until(lambda: len(list(store_path.parent.glob(".store.served-*/*"))) <= 3)


def test_pages_move_on_too(store_path: Path, server: Server) -> None:
    assert "<dt>documents</dt><dd>0</dd>" in ask(server.address + "/").text
    article = Quad(
        NamedNode(DOCUMENT),
        NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        NamedNode("https://schema.org/NewsArticle"),
    )
    replace_document(open_store(store_path), DOCUMENT, [article])
    wait_until(lambda: "<dt>documents</dt><dd>1</dd>" in ask(server.address + "/").text)
    assert ask(server.address + "/doc/growing").status == 200


def test_what_has_not_changed_is_304(store_path: Path, server: Server) -> None:
    reply = query(server, VALUES)
    etag = reply.headers["ETag"]
    again = query(server, VALUES, if_none_match=etag)
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", etag)
    assert query(server, VALUES, if_none_match='"another"').status == 200
    assert query(server, VALUES, if_none_match=f"W/{etag}").status == 304
    assert query(server, "SELEKT * {}", if_none_match="*").status == 400
    assert query(server, VALUES, if_none_match=etag, accept="text/csv").status == 200
    assert query(server, VALUES + " LIMIT 5", if_none_match=etag).status == 200
    build(open_store(store_path), 1)
    wait_until(lambda: query(server, VALUES, if_none_match=etag).status == 200)


def test_the_same_is_answered_from_what_was_kept(server: Server) -> None:
    engine = server.app.extensions["kgbuild"]
    first = query(server, VALUES).body
    hits = engine.kept.hits
    assert query(server, VALUES).body == first
    assert engine.kept.hits == hits + 1
    assert query(server, VALUES, accept="text/csv").body != first
    assert engine.kept.hits == hits + 1


@pytest.mark.parametrize("function", ["RAND()", "STRUUID()", "now()"])
def test_what_is_new_each_time_is_not_kept(server: Server, function: str) -> None:
    text = f"SELECT ({function} AS ?x) {{}}"
    first = query(server, text)
    assert first.headers["ETag"] is None
    assert query(server, text).body != first.body


def test_no_more_is_kept_than_there_is_room_for(store_path: Path) -> None:
    with Served(store_path, config=Config(Limits(workers=2, cache=20_000))) as server:
        engine = server.app.extensions["kgbuild"]
        for number in range(40):
            query(server, f"SELECT ('{'x' * 600}{number}' AS ?x) {{}}")
        assert 0 < engine.kept.size <= 20_000
        query(server, f"SELECT ('{'y' * 5000}' AS ?x) {{}}")
        query(server, f"SELECT ('{'y' * 5000}' AS ?x) {{}}")
        assert engine.kept.hits == 0


def test_a_server_that_was_killed_leaves_nothing_behind_for_long(store_path: Path) -> None:
    left = store_path.parent / ".store.served-left"
    (left / "1").mkdir(parents=True)
    with Served(store_path, config=Config(Limits(workers=1))) as server:
        wait_until(lambda: pool(server).numbers()["workers"] == 2)
        assert not left.exists()
        assert len(list(store_path.parent.glob(".store.served-*"))) == 1
    assert not list(store_path.parent.glob(".store.served-*"))


def test_what_was_left_behind_is_found_whatever_the_store_is_called(store_path: Path) -> None:
    gc.collect()
    store = store_path.rename(store_path.with_name("of [2021]"))
    left = store.with_name(f".{store.name}.served-left")
    left.mkdir()
    Checkpoints(store).close()
    assert not left.exists()


def test_a_store_that_cannot_be_copied_leaves_nothing_behind(store_path: Path) -> None:
    gc.collect()
    for manifest in store_path.glob("MANIFEST-*"):
        manifest.write_bytes(b"no manifest")
    with pytest.raises(InputError, match="cannot be copied"):
        Checkpoints(store_path)
    assert list(store_path.parent.iterdir()) == [store_path]


def test_a_store_that_stands_where_nothing_may_be_made_is_served(
    store_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gc.collect()
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with Served(store_path, config=Config(Limits(workers=1))) as server:
        assert value(query(server, VALUES)) == 0
        assert not list(store_path.parent.glob(".store.served-*"))
