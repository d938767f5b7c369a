"""Files that go into a store in bulk."""

from __future__ import annotations

import gc
import gzip
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, RdfFormat, Store

from kgbuild.cli import cli
from kgbuild.errors import InputError, OutputError
from kgbuild.store.disk import ONTOLOGY_GRAPH, VOCABULARY_GRAPHS, document_quads, open_store
from kgbuild.store.load import load_file
from kgbuild.store.snapshot import state_of, take_snapshot

LINES = "".join(f'<urn:s{number}> <urn:p> "word {number}" <urn:g{number % 10}> .\n' for number in range(1000))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "store")


def written(path: Path, content: str) -> Path:
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(content.encode()))
    else:
        path.write_text(content, encoding="utf-8")
    return path


def size(store: Store) -> int:
    return sum(1 for _ in document_quads(store))


@pytest.mark.parametrize("name", ["a.nq", "a.nq.gz", "A.NQ"])
def test_graphs_of_a_file_are_loaded(store: Store, tmp_path: Path, name: str) -> None:
    load_file(store, written(tmp_path / name, LINES))
    assert size(store) == 1000
    assert len(set(store.named_graphs())) == 10 + len(VOCABULARY_GRAPHS)


def test_another_file_is_added(store: Store, tmp_path: Path) -> None:
    load_file(store, written(tmp_path / "a.nq", LINES))
    load_file(store, written(tmp_path / "b.trig", '<urn:other> { <urn:s> <urn:p> "x" }'))
    assert size(store) == 1001


def test_a_graph_that_is_there_is_not_added_to(store: Store, tmp_path: Path) -> None:
    load_file(store, written(tmp_path / "a.nq", LINES))
    both = '<urn:s> <urn:p> "x" <urn:new> .\n<urn:s> <urn:p> "x" <urn:g3> .\n'
    with pytest.raises(InputError, match=r"b.nq: 1 of its graphs are in the store already \(urn:g3\)"):
        load_file(store, written(tmp_path / "b.nq", both))
    assert size(store) == 1000


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.nq", LINES + '<urn:s> <urn:p "x" <urn:g> .\n', "a.nq:1001: not valid RDF"),
        ("a.ttl", "", "no format that keeps graphs apart"),
        ("a.gz", "", "no format that keeps graphs apart"),
        ("missing.nq", None, "cannot be read"),
        ("a.nq.gz", None, "cannot be unpacked"),
        ("b.nq.gz", None, "cannot be unpacked"),
    ],
)
def test_a_faulty_file_is_told_and_nothing_of_it_is_loaded(
    store: Store, tmp_path: Path, name: str, content: str | None, words: str
) -> None:
    path = tmp_path / name
    if content is not None:
        written(path, content)
    elif name == "a.nq.gz":
        path.write_bytes(gzip.compress(LINES.encode())[:-100])
    elif name == "b.nq.gz":
        path.write_bytes(LINES.encode())
    with pytest.raises(InputError, match=words):
        load_file(store, path)
    assert size(store) == 0


def test_the_vocabularies_of_a_dump_do_not_double_ours(store: Store, tmp_path: Path) -> None:
    """Their blank nodes have other names in each store."""
    before = len(list(store.quads_for_pattern(None, None, None, NamedNode(ONTOLOGY_GRAPH))))
    store.dump(tmp_path / "dump.nq", RdfFormat.N_QUADS)
    other = open_store(tmp_path / "other")
    load_file(other, tmp_path / "dump.nq")
    assert len(list(other.quads_for_pattern(None, None, None, NamedNode(ONTOLOGY_GRAPH)))) == before


def test_a_store_that_is_open_to_read_is_not_loaded_into(tmp_path: Path) -> None:
    open_store(tmp_path / "store")
    gc.collect()
    with pytest.raises(OutputError, match="it was opened only to be read"):
        load_file(open_store(tmp_path / "store", read_only=True), written(tmp_path / "a.nq", LINES))


def test_what_was_loaded_is_another_state_and_in_the_next_snapshot(store: Store, tmp_path: Path) -> None:
    before = state_of(tmp_path / "store")
    load_file(store, written(tmp_path / "a.nq", LINES))
    assert state_of(tmp_path / "store") != before
    take_snapshot(tmp_path / "store", tmp_path / "snapshot")
    assert size(open_store(tmp_path / "snapshot", read_only=True)) == 1000


def test_the_command_loads_files_into_a_new_store(tmp_path: Path) -> None:
    files = [
        str(written(tmp_path / "a.nq", LINES)),
        str(written(tmp_path / "b.nq.gz", LINES.replace("urn:g", "urn:h"))),
    ]
    done = CliRunner().invoke(cli, ["load", *files, "--store", str(tmp_path / "store")])
    assert done.exit_code == 0, done.output
    gc.collect()
    assert size(open_store(tmp_path / "store", read_only=True)) == 2000


@pytest.mark.parametrize("name", ["none.nq", "a.ttl", "."])
def test_no_store_is_made_for_what_cannot_be_loaded(tmp_path: Path, name: str) -> None:
    first = written(tmp_path / "first.nq", LINES)
    written(tmp_path / "a.ttl", "")
    new = tmp_path / "new"
    result = CliRunner().invoke(cli, ["load", str(first), str(tmp_path / name), "--store", str(new)])
    assert isinstance(result.exception, InputError)
    assert not new.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.nq", ""),
        ("a.nq.gz", ""),
        ("a.nq", " \n# a comment\n"),
        ("a.trig", "@prefix a: <urn:a> ."),
        ("a.jsonld", "[]"),
    ],
)
def test_a_file_that_says_nothing_is_not_said_to_be_loaded(tmp_path: Path, name: str, content: str) -> None:
    first, new = written(tmp_path / "first.nq", LINES), tmp_path / "new"
    result = CliRunner().invoke(cli, ["load", str(first), str(written(tmp_path / name, content)), "--store", str(new)])
    assert isinstance(result.exception, InputError)
    assert str(result.exception).startswith(f"{tmp_path / name}: holds no statement; ")
    assert (result.output, new.exists()) == ("", False)
