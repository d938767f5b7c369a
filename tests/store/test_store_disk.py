from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from kgbuild.errors import InputError, OutputError
from kgbuild.formats import RDF_FORMATS
from kgbuild.store.disk import (
    ONTOLOGY_GRAPH,
    PLOVER_GRAPH,
    load_graph,
    memory_store,
    open_store,
    read_quads,
    remove_document,
    replace_document,
)
from kgbuild.store.export import write_graph

DOCUMENT = "https://example.org/doc/1"
PREDICATE = NamedNode("https://w3id.org/kgbuild/ontology#quote")


def versions(store: Store, document: str = DOCUMENT) -> set[str]:
    return {quad.object.value for quad in store.quads_for_pattern(None, None, None, NamedNode(document))}


def statements(value: str, count: int = 3) -> list[Quad]:
    return [Quad(NamedNode(f"{DOCUMENT}#n{i}"), PREDICATE, Literal(value)) for i in range(count)]


def test_a_new_store_holds_the_vocabularies_in_graphs_of_their_own(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    assert {graph.value for graph in store.named_graphs()} == {ONTOLOGY_GRAPH, PLOVER_GRAPH}
    protest = NamedNode("https://w3id.org/kgbuild/ontology#Protest")
    assert any(store.quads_for_pattern(protest, None, None, NamedNode(ONTOLOGY_GRAPH)))
    assert not any(store.quads_for_pattern(None, None, None, DefaultGraph()))


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    before = set(store)
    del store
    assert set(open_store(tmp_path / "store")) == before


def test_an_older_ontology_is_replaced(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    current = len(store)
    replace_document(store, ONTOLOGY_GRAPH, statements("an older version"))
    del store
    store = open_store(tmp_path / "store")
    assert len(store) == current
    assert versions(store, ONTOLOGY_GRAPH) & {"an older version"} == set()


def test_replacing_a_document_leaves_nothing_of_the_old_and_touches_no_other(
    tmp_path: Path, quads: tuple[Quad, ...]
) -> None:
    store = open_store(tmp_path / "store")
    other = [quad for quad in quads if quad.graph_name == NamedNode("https://example.org/doc/2")]
    replace_document(store, "https://example.org/doc/2", other)
    replace_document(store, DOCUMENT, statements("old", count=9))
    replace_document(store, DOCUMENT, statements("new"))
    assert versions(store) == {"new"}
    assert len(list(store.quads_for_pattern(None, None, None, NamedNode(DOCUMENT)))) == 3
    assert set(store.quads_for_pattern(None, None, None, NamedNode("https://example.org/doc/2"))) == set(other)


def test_removing_a_document_says_whether_it_was_there(tmp_path: Path) -> None:
    store = open_store(tmp_path / "store")
    replace_document(store, DOCUMENT, statements("x"))
    assert remove_document(store, DOCUMENT)
    assert not remove_document(store, DOCUMENT)
    assert versions(store) == set()


@settings(max_examples=300)
@given(st.text(), st.sampled_from(["", "en", "kk-cyrl"]))
def test_any_text_survives_the_store(text: str, language: str) -> None:
    store = memory_store()
    literal = Literal(text, language=language) if language else Literal(text)
    quad = Quad(NamedNode(DOCUMENT), PREDICATE, literal, NamedNode(DOCUMENT))
    replace_document(store, DOCUMENT, [quad])
    assert list(store) == [quad]


# Writes versions of a document for ever, 400 statements each, and says when the first one is in.
ENDLESS_WRITER = """
import itertools, sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from kgbuild.store.disk import open_store, replace_document
store = open_store(Path(sys.argv[1]))
for version in itertools.count():
    replace_document(store, "https://example.org/doc/1", [
        Quad(NamedNode(f"https://example.org/doc/1#n{i}"), NamedNode("https://example.org/p"), Literal(str(version)))
        for i in range(400)
    ])
    if version == 0:
        print("ready", flush=True)
"""


@pytest.mark.parametrize("milliseconds", [15, 60, 140])
def test_a_killed_writer_leaves_one_whole_version(tmp_path: Path, milliseconds: int) -> None:
    path = tmp_path / "store"
    with subprocess.Popen([sys.executable, "-c", ENDLESS_WRITER, str(path)], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(milliseconds / 1000)
        writer.kill()
    store = open_store(path)
    assert len(versions(store)) == 1
    assert len(list(store.quads_for_pattern(None, None, None, NamedNode(DOCUMENT)))) == 400


# Its second version needs more than the 256 KB that it may then write into any one file.
LIMITED_WRITER = """
import resource, sys
from pathlib import Path
from pyoxigraph import Literal, NamedNode, Quad
from kgbuild.errors import OutputError
from kgbuild.store.disk import open_store, replace_document
store = open_store(Path(sys.argv[1]))
def version(name, count):
    return [Quad(NamedNode(f"https://example.org/doc/1#n{i}"), NamedNode("https://example.org/p"), Literal(name))
            for i in range(count)]
replace_document(store, "https://example.org/doc/1", version("old", 400))
resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 18, 1 << 18))
try:
    replace_document(store, "https://example.org/doc/1", version("new" * 100, 4000))
except OutputError as error:
    print(error)
"""


def test_a_failed_write_is_told_and_leaves_the_old_version(tmp_path: Path) -> None:
    path = tmp_path / "store"
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED_WRITER, str(path)], stdout=subprocess.PIPE, check=True, encoding="utf-8"
    )
    assert "cannot be written" in ran.stdout
    assert "nothing was changed" in ran.stdout
    assert versions(open_store(path)) == {"old"}


def test_a_reader_keeps_the_state_it_opened(tmp_path: Path) -> None:
    writer = open_store(tmp_path / "store")
    replace_document(writer, DOCUMENT, statements("old"))
    reader = open_store(tmp_path / "store", read_only=True)
    replace_document(writer, DOCUMENT, statements("new"))
    writer.optimize()
    assert versions(reader) == {"old"}
    assert versions(open_store(tmp_path / "store", read_only=True)) == {"new"}


def test_a_second_writer_is_told_who_is_in_its_way(tmp_path: Path) -> None:
    first = open_store(tmp_path / "store")
    with pytest.raises(OutputError, match="another process is writing"):
        open_store(tmp_path / "store")
    del first
    open_store(tmp_path / "store")


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    open_store(tmp_path / "store")
    reader = open_store(tmp_path / "store", read_only=True)
    with pytest.raises(OutputError, match="opened only to be read"):
        replace_document(reader, DOCUMENT, statements("x"))


@pytest.mark.parametrize("name", ["missing", "empty", "full", "file"])
def test_what_is_no_store_is_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    with pytest.raises(InputError, match="is no store"):
        open_store(tmp_path / name, read_only=True)


@pytest.mark.parametrize(
    ("name", "message"),
    [("full", "is not empty"), ("file", "is a file"), ("no/such", "is missing"), ("/proc/kgbuild", "cannot be opened")],
)
def test_what_is_no_store_is_not_written(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match=message):
        open_store(tmp_path / name)
    assert [each.name for each in (tmp_path / "full").iterdir()] == ["notes.txt"]


def test_a_damaged_store_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "store"
    open_store(path)
    (path / "CURRENT").write_text("nonsense\n")
    with pytest.raises(InputError, match="cannot be opened"):
        open_store(path, read_only=True)
    with pytest.raises(OutputError, match="cannot be opened to write"):
        open_store(path)


@pytest.mark.parametrize("suffix", [each.suffixes[0] for each in RDF_FORMATS])
def test_files_of_every_format_are_read(tmp_path: Path, quads: tuple[Quad, ...], suffix: str) -> None:
    target = next(each for each in RDF_FORMATS if suffix in each.suffixes)
    path = tmp_path / f"graph{suffix}"
    write_graph(quads, path, target)
    expected = set(quads) if target.keeps_graphs else {Quad(*quad.triple) for quad in quads}
    assert set(load_graph(path)) == expected


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("a.ttl", '<https://e.org/a> <https://e.org/b> "c" .\n<https://e.org/a> kgb:b 1 .', "a.ttl:2"),
        ("a.nq", '<https://e.org/a> <https://e.org/b> "c" .\n\n<https://e.org/a> "b" "c" .', "a.nq:3"),
        ("a.jsonld", '{"@id": "https://e.org/a",\n "https://e.org/b": }', "a.jsonld:2"),
        ("a.nt", "<https://e.org/a> <https://e.org/b> 7 .", "a.nt:1"),
        ("a.rdf", "<html>", "a.rdf"),
    ],
)
def test_broken_rdf_is_told_with_its_line(tmp_path: Path, name: str, content: str, place: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match="not valid RDF") as caught:
        read_quads(tmp_path / name)
    assert caught.value.where == str(tmp_path / place)


def test_bytes_that_are_no_utf_8_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(b'<https://e.org/a> <https://e.org/b> "\xff" .')
    with pytest.raises(InputError, match="UTF-8"):
        load_graph(tmp_path / "a.ttl")


def test_a_remote_context_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "a.jsonld").write_text('{"@context": "http://127.0.0.1:9/context", "@id": "https://e.org/a", "b": 1}')
    with pytest.raises(InputError, match="not valid RDF"):
        load_graph(tmp_path / "a.jsonld")


@pytest.mark.parametrize(("name", "message"), [("none.ttl", "cannot be read"), ("a.docx", "names no RDF format")])
def test_files_that_cannot_be_read(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        load_graph(tmp_path / name)
