"""Text search by SPARQL and in the pages, over real HTTP, while the store changes."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from harbour import DOCUMENT, HARBOUR
from http_client import Reply, ask, post_update
from served import Served, wait_until
from stores import write

from kgbuild.store.textindex import INDEX_NAME, index_of
from kgbuild.vocabulary import expand
from kgbuild.web import indexing
from kgbuild.web.checkpoints import Checkpoint, Checkpoints
from kgbuild.web.config import Config
from kgbuild.web.limits import Limits
from kgbuild.web.server import Server

TOKEN = "a token for the tests of writing"
PORT = 'SELECT DISTINCT ?s { ?s kgb:search "OLD port" }'


@pytest.fixture
def fresh_store(tmp_path: Path) -> Path:
    write(tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def server(fresh_store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    # However long the index before took, the next one is made at once.
    monkeypatch.setattr(indexing, "BUSY_SHARE", 1.0)
    with Served(fresh_store, config=Config(Limits(workers=2), token=TOKEN)) as server:
        yield server


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


def search(base: str, **parameters: object) -> Reply:
    return ask(base + "/search", parameters=parameters)


def page(base: str, **parameters: object) -> Reply:
    return ask(base + "/search", parameters=parameters, accept="text/html,*/*;q=0.8")


def test_results_come_by_kind_with_text_and_document(base: str) -> None:
    told = search(base, q="PORT").json()
    assert told["query"] == "PORT"
    assert told["results"]["entities"] == [
        {
            "iri": DOCUMENT + "#port",
            "label": "old port",
            "classes": [expand("kgb:Facility")],
            "hedges": [],
            "text": "old port",
            "marks": [[4, 8]],
            "score": 0.5,
            "document": DOCUMENT,
            "documents": 1,
        }
    ]
    told = search(base, q="struck norway").json()
    assert [hit["iri"] for hit in told["results"]["sentences"]] == [DOCUMENT + "#char=0,32"]
    (event,) = told["results"]["events"]
    assert (event["iri"], event["classes"]) == (DOCUMENT + "#strike", [expand("kgb:Protest")])
    assert [event["text"][begin:end] for begin, end in event["marks"]] == ["struck", "Norway"]
    told = search(base, q="dock* tools", kind="documents").json()
    assert [hit["label"] for hit in told["results"]["documents"]] == ["Dockers <i>down</i> tools"]
    assert set(told["results"]) == {"documents"}


def test_an_event_that_is_no_plain_fact_says_so(fresh_store: Path) -> None:
    write(fresh_store, HARBOUR.replace("fact:positive", "fact:negative").replace("fact:certain", "fact:possible"))
    with Served(fresh_store, config=Config(Limits(workers=1))) as server:
        (event,) = search(server.address, q="struck").json()["results"]["events"]
        assert event["hedges"] == ["negative", "possible"]
        assert "(negative, possible)" in page(server.address, q="struck").text


def test_words_are_marked_and_nothing_else_is_markup(base: str) -> None:
    text = page(base, q="struck script").text
    assert "Nothing holds all these words" in text
    text = page(base, q="struck").text
    assert "Dockers &lt;b&gt;<mark>struck</mark>&lt;/b&gt; in Norway." in text
    assert f'href="/doc/harbour#strike" title="{DOCUMENT}#strike"' in text
    text = page(base, q="<script>alert</script> dockers").text
    assert "<script" not in text
    assert 'value="&lt;script&gt;alert&lt;/script&gt; dockers"' in text


@pytest.mark.parametrize(
    "rubbish",
    [
        "",
        "  ",
        '"',
        "*",
        "AND",
        "NEAR(a b)",
        "a:b",
        "-x",
        '"unclosed',
        "\x00",
        "';--",
        "(((",
        "^x",
        "col : y",
        "%",
        "\U0001f642",
    ],
)
def test_rubbish_finds_nothing_and_is_no_fault(base: str, rubbish: str) -> None:
    told = search(base, q=rubbish)
    assert told.status == 200
    assert not any(told.json()["results"].values())
    assert page(base, q=rubbish).status == 200


def test_what_is_not_there_is_told(base: str) -> None:
    assert search(base, q="port", kind="spans").status == 400
    assert search(base, q="port", kind="events", page="0").status == 400
    assert search(base, q="port", kind="events", page="two").status == 400
    assert search(base, q="x" * 1001).status == 413
    many = " ".join(f"w{number}" for number in range(40))
    assert search(base, q=many).json()["detail"] == "search: more than 32 words; give fewer"
    assert (page(base, q=many).status, page(base, q=many).text.count('role="alert"')) == (400, 1)
    assert ask(base + "/search", parameters={"q": "port"}, accept="text/csv").status == 406


def test_many_results_come_in_pages(fresh_store: Path) -> None:
    people = "".join(f'<#p{number}> a kgb:Actor ; skos:prefLabel "Witness {number:03}" .\n' for number in range(47))
    write(fresh_store, HARBOUR + people)
    with Served(fresh_store, config=Config(Limits(workers=1))) as server:
        told = search(server.address, q="witness").json()
        assert len(told["results"]["entities"]) == 5
        seen: list[str] = []
        following = told["next"]["entities"]
        while following:
            told = ask(following).json()
            seen += [hit["label"] for hit in told["results"]["entities"]]
            following = told["next"].get("entities")
        assert sorted(seen) == [f"Witness {number:03}" for number in range(47)]
        assert (
            search(server.address, q="witness", kind="entities", page=3).body
            == ask(server.address + "/search?kind=entities&q=witness&page=3").body
        )
        last = page(server.address, q="witness", kind="entities", page=3).text
        assert 'start="41"' in last
        assert 'rel="prev"' in last
        assert 'rel="next"' not in last
        assert "There are no more" in page(server.address, q="witness", kind="entities", page=4).text


def test_a_long_text_is_cut_around_what_was_found(fresh_store: Path) -> None:
    write(fresh_store, HARBOUR.replace("old port", "word " * 2000 + "lighthouse" + " word" * 2000))
    with Served(fresh_store, config=Config(Limits(workers=1))) as server:
        (hit,) = search(server.address, q="lighthouse").json()["results"]["entities"]
        assert len(hit["text"]) < 320
        assert [hit["text"][begin:end] for begin, end in hit["marks"]] == ["lighthouse"]
        assert len(page(server.address, q="lighthouse").text) < 40_000


def test_what_this_server_wrote_is_found_by_the_next_search(server: Server) -> None:
    assert found(server, 'SELECT ?s { ?s kgb:search "lighthouse" }') == []
    for number in range(2):
        update = f'INSERT DATA {{ GRAPH <urn:g> {{ <urn:{number}> skos:prefLabel "Lighthouse {number}" }} }}'
        reply = post_update(server.address, update, TOKEN)
        assert reply.status == 204
        assert len(found(server, 'SELECT ?s { ?s kgb:search "lighthouse" }')) == number + 1
    graph = server.address + "/graphs?graph=urn:g"
    assert ask(graph, method="DELETE", authorization=f"Bearer {TOKEN}").status == 204
    assert found(server, 'SELECT ?s { ?s kgb:search "lighthouse" }') == []
    assert found(server, PORT) == [DOCUMENT + "#port"]


def test_what_a_build_wrote_is_found_soon(fresh_store: Path, server: Server) -> None:
    assert found(server, PORT) == [DOCUMENT + "#port"]
    write(fresh_store, HARBOUR.replace("old port", "new quay"))
    wait_until(lambda: found(server, 'SELECT ?s { ?s kgb:search "quay" }') == [DOCUMENT + "#port"])
    assert found(server, PORT) == []


def test_a_search_waits_for_nothing_that_is_written_after_it_came(
    fresh_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else one that is written to all the time would not be searched at all."""
    make, numbers = indexing.IndexedCheckpoints._make, itertools.count()

    def make_and_write(self: indexing.IndexedCheckpoints, checkpoint: Checkpoint) -> bool:
        made = make(self, checkpoint)
        write(fresh_store, HARBOUR.replace("old port", f"quay {next(numbers)}"))
        self.refresh()
        return made

    monkeypatch.setattr(indexing.IndexedCheckpoints, "_make", make_and_write)
    with contextlib.closing(indexing.IndexedCheckpoints(Checkpoints(fresh_store), 30)) as states:
        for _ in range(2):
            with states.searching() as state:
                assert index_of(state.path).exists()


def test_an_update_that_searches_is_refused(server: Server) -> None:
    update = 'INSERT { ?s a <urn:found> } WHERE { ?s kgb:search "port" }'
    reply = post_update(server.address, update, TOKEN)
    assert reply.status == 400
    assert "kgb:search" in reply.json()["detail"]


def test_without_an_index_a_search_is_told_to_come_again(
    fresh_store: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried: list[Checkpoint] = []
    monkeypatch.setattr(indexing.IndexedCheckpoints, "_make", lambda _, checkpoint: tried.append(checkpoint) or False)
    monkeypatch.setattr(indexing, "START_AGAIN", 3600.0)
    with Served(fresh_store, config=Config(Limits(workers=1, seconds=2))) as server:
        for most in (16, 0):
            monkeypatch.setattr(indexing, "MAX_WAITING", most)
            reply = query(server, PORT)
            assert (reply.status, reply.headers["Retry-After"]) == (503, "5")
            assert "index for text search" in reply.json()["detail"]
            assert page(server.address, q="port").status == 503
        assert query(server, "ASK {}").status == 200
    assert caplog.text.count("no index for text search can be made") == 1
    # No search has it tried again at once, but one that came before it was known to fail.
    assert len(tried) <= 2


def test_an_index_that_is_damaged_is_told_of(fresh_store: Path, server: Server) -> None:
    assert found(server, PORT)
    (index,) = fresh_store.parent.glob(f".store.served-*/*/{INDEX_NAME}")
    index.write_bytes(b"no index" * 1000)
    assert query(server, PORT + " LIMIT 7").status == 503
    assert query(server, "ASK {}").status == 200
    write(fresh_store, HARBOUR.replace("old port", "new quay"))
    wait_until(lambda: query(server, 'SELECT ?s { ?s kgb:search "quay" }').text.count("#port") == 1)
