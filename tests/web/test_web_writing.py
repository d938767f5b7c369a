"""Updates and the Graph Store Protocol: reading is open, writing needs the token."""

from __future__ import annotations

import gc
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from http_client import Reply, ask, post_update
from pyoxigraph import RdfFormat, parse
from served import Served
from stores import new_store

from kgbuild.errors import KGBuildError, QueryError, SettingsError
from kgbuild.store.disk import open_store
from kgbuild.web.config import Config, read_token
from kgbuild.web.limits import Limits
from kgbuild.web.writing import Writer

TOKEN = "a-token-that-only-the-tests-know"
BEARER = f"Bearer {TOKEN}"
UPDATE = "application/sparql-update"
FORM = "application/x-www-form-urlencoded"
GRAPH = "https://example.org/graph"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = new_store(tmp_path_factory.mktemp("written"))
    with Served(path, config=Config(Limits(workers=2), token=TOKEN)) as server:
        yield server.address


def update(base: str, text: str, query_string: str = "", **headers: str) -> Reply:
    return post_update(base, text, TOKEN, query_string, **headers)


def holds(base: str, pattern: str) -> bool:
    answer: bool = ask(base + "/sparql", parameters={"query": f"ASK {{ {pattern} }}"}).json()["boolean"]
    return answer


def test_an_update_is_seen_by_the_next_query(base: str) -> None:
    assert update(base, "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 } }").status == 204
    assert holds(base, "<urn:s> <urn:p> 1")
    form = urlencode({"update": "DELETE WHERE { GRAPH <urn:g> { ?s ?p ?o } }"})
    assert ask(base + "/sparql", data=form.encode(), content_type=FORM, authorization=BEARER).status == 204
    assert not holds(base, "<urn:s> ?p ?o")


@pytest.mark.parametrize(
    "authorization", [None, "", "Bearer", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", f"Basic {TOKEN}", "Bearer қ"]
)
def test_without_the_token_nothing_is_written(base: str, authorization: str | None) -> None:
    headers = {} if authorization is None else {"authorization": authorization.encode().decode("latin-1")}
    for reply in (
        ask(base + "/sparql", data=b"INSERT DATA { <urn:no> <urn:p> 1 }", content_type=UPDATE, **headers),
        ask(
            base + "/graphs?default", data=b"<urn:no> <urn:p> 1 .", method="PUT", content_type="text/turtle", **headers
        ),
        ask(base + "/graphs?default", method="DELETE", **headers),
    ):
        assert reply.status == 401
        assert reply.type == "application/problem+json"
        assert reply.headers["WWW-Authenticate"].startswith("Bearer")
        assert TOKEN not in reply.text
    assert not holds(base, "<urn:no> ?p ?o")


def test_a_malformed_update_tells_its_place(base: str) -> None:
    reply = update(base, "INSERT DATA {\n <urn:s> }")
    assert (reply.status, reply.type) == (400, "application/problem+json")
    assert reply.json()["line"] == 2


def test_an_update_is_done_whole_or_not_at_all(base: str) -> None:
    reply = update(base, "INSERT DATA { <urn:half> <urn:p> 1 } ; CREATE GRAPH <urn:x> ; CREATE GRAPH <urn:x>")
    assert reply.status == 400
    assert "already exists" in reply.json()["detail"]
    assert not holds(base, "<urn:half> ?p ?o")


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://127.0.0.1:9/>",
        "load silent <file:///etc/passwd> into graph <urn:g>",
        "INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "INSERT DATA { <urn:load> <urn:p> 'service' } ; LOAD <http://127.0.0.1:9/>",
        "CLEAR ALL ; LOAD SILENT <http://127.0.0.1:9/>",
    ],
)
def test_no_update_asks_elsewhere(base: str, text: str) -> None:
    reply = update(base, text)
    assert reply.status == 400
    assert "SERVICE and LOAD are not allowed" in reply.json()["detail"]


def test_words_that_only_look_like_it_are_written(base: str) -> None:
    assert (
        update(base, "INSERT DATA { GRAPH <urn:words> { <urn:load> <urn:service> 'LOAD <urn:x>' } } # SERVICE").status
        == 204
    )
    assert holds(base, "<urn:load> <urn:service> 'LOAD <urn:x>'")


def test_the_request_names_the_graphs_of_an_update(base: str) -> None:
    update(base, "INSERT DATA { GRAPH <urn:a> { <urn:1> <urn:p> 'a' } GRAPH <urn:b> { <urn:2> <urn:p> 'where' } }")
    copy = "INSERT { GRAPH <urn:c> { ?s ?p ?o } } # where\nWHERE { ?s ?p ?o FILTER(?o != '{ WHERE }') }"
    assert update(base, copy, "?using-graph-uri=urn:b").status == 204
    assert holds(base, "GRAPH <urn:c> { <urn:2> <urn:p> 'where' }")
    assert not holds(base, "GRAPH <urn:c> { <urn:1> ?p ?o }")
    named = "INSERT { GRAPH <urn:d> { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }"
    assert update(base, named, "?using-named-graph-uri=urn:a&using-named-graph-uri=urn:b").status == 204
    assert holds(base, "GRAPH <urn:d> { <urn:1> ?p ?o . <urn:2> ?p ?other }")
    conflict = "WITH <urn:a> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"
    assert update(base, conflict, "?using-graph-uri=urn:b").status == 400
    for wrong in ("?using-graph-uri=b", "?using-named-graph-uri=urn:a%20b"):
        reply = update(base, copy, wrong)
        assert (reply.status, "no absolute IRI" in reply.json()["detail"]) == (400, True)


def test_a_graph_is_put_read_added_to_and_deleted(base: str) -> None:
    address = base + "/graphs?" + urlencode({"graph": GRAPH})

    def send(method: str, turtle: str) -> int:
        return ask(
            address, data=turtle.encode(), method=method, content_type="text/turtle", authorization=BEARER
        ).status

    def size() -> int:
        reply = ask(address, accept="application/n-triples")
        assert (reply.status, reply.type) == (200, "application/n-triples")
        return len(list(parse(reply.body, format=RdfFormat.N_TRIPLES)))

    assert ask(address).status == 404
    assert ask(address, method="DELETE", authorization=BEARER).status == 404
    assert send("PUT", "<a> <p> 1, 2 .") == 201
    assert size() == 2
    assert holds(base, f"GRAPH <{GRAPH}> {{ <https://example.org/a> ?p 2 }}")
    assert send("PUT", "<a> <p> 3 .") == 204
    assert size() == 1
    assert send("POST", "<a> <p> 3, 4 .") == 204
    assert size() == 2
    reply = ask(address, method="HEAD")
    assert (reply.status, reply.body) == (200, b"")
    assert send("PUT", "<a> <p> .") == 400
    assert size() == 2
    assert send("PUT", "") == 204
    assert size() == 0
    assert ask(address, method="DELETE", authorization=BEARER).status == 204
    assert ask(address).status == 404


def test_a_graph_may_be_named_by_its_own_address(base: str) -> None:
    address = base + "/graphs/a/b"
    sent = {"content_type": "application/n-triples", "authorization": BEARER}
    assert ask(address, data=b"<urn:s> <urn:own> <urn:o> .", method="PUT", **sent).status == 201
    assert ask(address).text.rstrip().endswith("<urn:s> <urn:own> <urn:o> .")
    assert holds(base, f"GRAPH <{address}> {{ ?s <urn:own> ?o }}")
    reply = ask(base + "/graphs", data=b"<urn:s> <urn:new> <urn:o> .", **sent)
    assert reply.status == 201
    assert "<urn:new>" in ask(reply.headers["Location"]).text


def test_the_files_of_a_form_are_added_together_or_not_at_all(base: str) -> None:
    def send(*files: str) -> int:
        kind = 'Content-Disposition: form-data; name="f"; filename="f"\r\nContent-Type: text/turtle'
        body = "".join(f"--x\r\n{kind}\r\n\r\n{content}\r\n" for content in files) + "--x--\r\n"
        address, form = base + "/graphs?graph=urn:form", "multipart/form-data; boundary=x"
        return ask(address, data=body.encode(), content_type=form, authorization=BEARER).status

    assert send("_:x <urn:p> 1 .", "nonsense") == 400
    assert ask(base + "/graphs?graph=urn:form").status == 404
    assert send("_:x <urn:p> 1 .", "\N{ZERO WIDTH NO-BREAK SPACE}_:x <urn:p> 2 .") == 201
    assert send("_:x <urn:p> 3 .") == 204
    # A blank node is another one in each file.
    found = ask(base + "/graphs?graph=urn:form", accept="application/n-triples").text
    assert len({line.split()[0] for line in found.splitlines()}) == found.count("\n") == 3


def test_wrong_requests_for_graphs(base: str) -> None:
    turtle = {"content_type": "text/turtle", "authorization": BEARER}
    assert ask(base + "/graphs").status == 400
    assert ask(base + "/graphs?graph=urn:a&default").status == 400
    assert ask(base + "/graphs?graph=urn:a&graph=urn:b").status == 400
    assert ask(base + "/graphs?graph=no%20iri").status == 400
    for address in ("/graphs/%3E", "/graphs/%FF"):
        assert ask(base + address).status == 400
        assert ask(base + address, data=b"", method="PUT", **turtle).status == 400
    assert ask(base + "/graphs?default", accept="image/png").status == 406
    assert ask(base + "/graphs", data=b"", method="PUT", **turtle).status == 400
    assert (
        ask(base + "/graphs?default", data=b"x", method="PUT", content_type="text/plain", authorization=BEARER).status
        == 415
    )
    assert ask(base + "/graphs?default", data=b"x", method="PATCH", **turtle).status == 405


def test_whoever_serves_read_only_takes_no_graph(store_path: Path) -> None:
    with Served(store_path, config=Config(Limits(workers=1))) as server:
        reply = ask(
            server.address + "/graphs?default", data=b"", method="PUT", content_type="text/turtle", authorization=BEARER
        )
        assert reply.status == 403


def test_a_store_that_a_build_writes_to_is_503(tmp_path: Path) -> None:
    writer = open_store(tmp_path / "store")
    with Served(tmp_path / "store", config=Config(Limits(workers=1), token=TOKEN)) as server:
        reply = update(server.address, "INSERT DATA { <urn:s> <urn:p> 1 }")
        assert reply.status == 503
        assert "another process is writing" in reply.json()["detail"]
        assert int(reply.headers["Retry-After"]) > 0
        del writer
        gc.collect()
        assert update(server.address, "INSERT DATA { <urn:s> <urn:p> 1 }").status == 204


def test_a_store_that_was_taken_away_is_not_made_anew(tmp_path: Path) -> None:
    path = new_store(tmp_path)
    with Served(path, config=Config(Limits(workers=1), token=TOKEN)) as server:
        assert update(server.address, "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 1 } }").status == 204
        assert holds(server.address, "<urn:s> <urn:p> 1")
        path.rename(tmp_path / "elsewhere")
        refused = update(server.address, "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 2 } }")
        assert (refused.status, "is no store" in refused.text) == (503, True)
        assert not path.exists()
        assert holds(server.address, "<urn:s> <urn:p> 1")
        (tmp_path / "elsewhere").rename(path)
        assert update(server.address, "INSERT DATA { GRAPH <urn:g> { <urn:s> <urn:p> 3 } }").status == 204
        assert holds(server.address, "<urn:s> <urn:p> 1, 3")


def test_an_update_that_takes_too_long_changes_nothing(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    numbers = " ".join(str(each) for each in range(60))
    bomb = "INSERT { <urn:s> <urn:p> ?n } WHERE { SELECT (COUNT(*) AS ?n) {" + " ".join(
        f"VALUES ?{name} {{ {numbers} }}" for name in "abcdef"
    ) + "} }"  # fmt: skip
    with Served(store, config=Config(Limits(workers=1, seconds=1.5), token=TOKEN)) as server:
        assert update(server.address, "INSERT DATA { <urn:late> <urn:p> 1 } ; " + bomb).status == 504
        assert not holds(server.address, "<urn:late> ?p ?o")


def test_an_update_over_its_memory_is_told_so(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    doubled = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))
    text = f"INSERT {{ GRAPH <urn:g> {{ <urn:s> <urn:p> ?x40 }} }} WHERE {{ BIND('{'x' * 64}' AS ?x0) {doubled} }}"
    with Served(store, config=Config(Limits(workers=1, memory=200 << 20, seconds=300), token=TOKEN)) as server:
        reply = update(server.address, text)
        assert (reply.status, reply.json()["title"]) == (507, "The query took too much memory"), reply.text
        assert not holds(server.address, "GRAPH <urn:g> { ?s ?p ?o }")


@pytest.mark.parametrize(
    ("returncode", "expected"),
    [
        (-signal.SIGSEGV, "query"),
        (-signal.SIGABRT, "memory"),
        (-signal.SIGKILL, "busy"),
        (1, "fault"),
    ],
)
def test_an_update_is_told_why_its_process_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, returncode: int, expected: str
) -> None:
    def end(command: list[str], **_: object) -> None:
        raise subprocess.CalledProcessError(returncode, command, stderr=b"Traceback")

    monkeypatch.setattr(subprocess, "run", end)
    with pytest.raises((KGBuildError, subprocess.CalledProcessError)) as told:
        Writer("kgbuild.web.writer", {"store": str(tmp_path)}, Limits(), "").write({"do": "update"}, b"")
    kinds = {QueryError: "query", subprocess.CalledProcessError: "fault"}
    assert (getattr(told.value, "limit", None) or kinds[told.type]) == expected


def test_a_token_comes_from_a_file_or_the_environment(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN + "\n", encoding="utf-8")
    assert read_token(tmp_path / "token", {}) == TOKEN
    assert read_token(None, {"KGBUILD_TOKEN": TOKEN}) == TOKEN
    with pytest.raises(SettingsError, match="no token"):
        read_token(None, {})
    with pytest.raises(SettingsError, match="no token can be read"):
        read_token(tmp_path / "none", {})
    with pytest.raises(SettingsError, match="too easy to guess"):
        Config(token="secret")
    with pytest.raises(SettingsError, match="not to be sent"):
        Config(token="of two lines,\nwhich no header holds")
    assert TOKEN not in repr(Config(token=TOKEN))
