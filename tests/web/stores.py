"""Stores on disk that nobody holds open."""

from __future__ import annotations

import gc
from pathlib import Path

from harbour import DOCUMENT, HARBOUR
from pyoxigraph import RdfFormat, parse

from kgbuild.store.disk import open_store, replace_document


def new_store(folder: Path) -> Path:
    """An empty store in a folder."""
    open_store(folder / "store")
    gc.collect()
    return folder / "store"


def write(path: Path, turtle: str = HARBOUR, document: str = DOCUMENT) -> None:
    """Has a document say this in the store, which is made if there is none."""
    store = open_store(path)
    replace_document(store, document, parse(turtle.encode(), format=RdfFormat.TURTLE))
    del store
    gc.collect()
