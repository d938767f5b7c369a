"""Opens what a command is given as a graph: an RDF file or a store on disk."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kgbuild.errors import InputError

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store


def open_graph(path: Path) -> Store:
    """A store on disk, read-only, or an RDF file in memory; InputError if the path is neither."""
    from kgbuild.store.disk import load_graph, open_store

    _check_exists(path)
    return open_store(path, read_only=True) if path.is_dir() else load_graph(path)


def read_graph(path: Path) -> Iterable[Quad]:
    """The statements of a file, or of the documents in a store: the graphs of the vocabularies are left out."""
    from kgbuild.store.disk import document_quads, read_quads

    _check_exists(path)
    return document_quads(open_graph(path)) if path.is_dir() else read_quads(path)


def _check_exists(path: Path) -> None:
    if not path.exists():
        raise InputError(str(path), "does not exist", "give an RDF file, or the folder that a build wrote with --store")
