"""A snapshot holds one state of a store, whatever a writer does meanwhile."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store

from kgbuild.errors import InputError
from kgbuild.store.disk import open_store
from kgbuild.store.snapshot import state_of, take_snapshot

# Each commit replaces a graph of 50 statements and adds a counter; now and then tables are written and merged.
WRITER = """
import sys
from pyoxigraph import Store
store = Store(sys.argv[1])
for number in range(1, 400):
    statements = " ".join(f"<urn:{each}> <urn:p> {number} ." for each in range(50))
    store.update(f"DROP SILENT GRAPH <urn:g> ; INSERT DATA {{ GRAPH <urn:g> {{ {statements} }} "
                 f"GRAPH <urn:count> {{ <urn:s> <urn:q> {number} }} }}")
    if number % 20 == 0:
        store.flush()
    if number % 60 == 0:
        store.optimize()
"""


def rows(store: Store, query: str) -> list[tuple[str, ...]]:
    return [tuple(term.value for term in row) for row in store.query(query, use_default_graph_as_union=True)]


def test_a_snapshot_is_a_whole_state_while_another_process_writes(tmp_path: Path) -> None:
    source = tmp_path / "store"
    open_store(source)
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(source)])
    last, taken, writing = 0, 0, True
    while writing:
        writing = writer.poll() is None
        target = tmp_path / str(taken)
        take_snapshot(source, target)
        store = Store.read_only(str(target))
        ((count,),) = rows(store, "SELECT (COUNT(*) AS ?n) { GRAPH <urn:count> { ?s ?p ?o } }")
        values = rows(store, "SELECT ?o (COUNT(*) AS ?n) { GRAPH <urn:g> { ?s ?p ?o } } GROUP BY ?o")
        assert values == ([(count, "50")] if count != "0" else [])
        assert int(count) >= last
        last, taken = int(count), taken + 1
    assert writer.returncode == 0
    assert last == 399
    assert taken > 1


def test_the_state_has_another_name_after_every_commit(tmp_path: Path) -> None:
    source = tmp_path / "store"
    store = open_store(source)
    names = [state_of(source)]
    for number in range(3):
        store.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), NamedNode(f"urn:{number}")))
        names.append(state_of(source))
        assert take_snapshot(source, tmp_path / f"copy{number}") == names[-1] == state_of(source)
    assert len(set(names)) == 4


def test_a_snapshot_stays_as_it_is(tmp_path: Path) -> None:
    source = tmp_path / "store"
    store = open_store(source)
    take_snapshot(source, tmp_path / "copy")
    store.clear()
    store.optimize()
    assert len(store) == 0
    assert len(Store.read_only(str(tmp_path / "copy"))) > 1000


def test_what_is_no_store_cannot_be_copied(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be copied"):
        take_snapshot(tmp_path, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_where_no_second_name_can_be_given_files_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "store"
    open_store(source)

    def refuse(*_: object) -> None:
        raise OSError("Invalid cross-device link")

    monkeypatch.setattr("os.link", refuse)
    take_snapshot(source, tmp_path / "copy")
    assert len(Store.read_only(str(tmp_path / "copy"))) > 1000
    assert all(file.stat().st_nlink == 1 for file in (tmp_path / "copy").iterdir())
