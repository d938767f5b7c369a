"""Graphs put by on disk come out as if all had been written at once, and leave nothing behind."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from kgbuild.errors import OutputError
from kgbuild.formats import N_QUADS
from kgbuild.store.export import serialize_graph
from kgbuild.store.spool import GraphSpool

# "<…/a>" sorts after "<…/a/b>": the order is that of names as N-Quads writes them.
NAMES = ("https://example.org/b", "https://example.org/a", "https://example.org/a/b")


def graph(name: str) -> list[Quad]:
    subject = NamedNode(name + "#it")
    return [Quad(subject, NamedNode("https://example.org/p"), Literal(f"ü\n{i}"), NamedNode(name)) for i in range(3)]


def test_the_pieces_together_are_what_is_written_of_all(tmp_path: Path) -> None:
    everything = [quad for name in NAMES for quad in graph(name)]
    with GraphSpool(tmp_path) as spool:
        for name in NAMES:
            spool.add(name, graph(name))
        assert b"".join(spool.contents()) == serialize_graph(everything, N_QUADS)
        assert set(spool.quads()) == set(everything)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_takes_nothing_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"nowhere: graphs cannot be put by there .*; check the folder"):
        GraphSpool(tmp_path / "nowhere")


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("the system has no device that is always full")
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **_: full.open("r+b", buffering=0))
    with GraphSpool() as spool, pytest.raises(OutputError, match="No space left"):
        spool.add(NAMES[0], graph(NAMES[0]))
