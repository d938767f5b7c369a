"""Opens what a command is given as a graph: an RDF file or a store on disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store


def open_graph(path: Path) -> Store:
    """A store on disk, read-only, or an RDF file in memory; InputError if the path is neither."""
    from kgbuild.store.disk import load_graph, open_store

    return open_store(path, read_only=True) if path.is_dir() else load_graph(path)


def read_graph(path: Path) -> Iterable[Quad]:
    """The statements of a file, or of the documents in a store: the graphs of the vocabularies are left out."""
    from kgbuild.store.disk import VOCABULARY_GRAPHS, read_quads

    if not path.is_dir():
        return read_quads(path)
    ours = {name for name, _ in VOCABULARY_GRAPHS}
    return (quad for quad in open_graph(path) if getattr(quad.graph_name, "value", None) not in ours)
