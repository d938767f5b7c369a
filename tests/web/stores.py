"""Stores on disk that nobody holds open."""

from __future__ import annotations

import base64
import gc
import os
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


def write_much(path: Path) -> None:
    """Makes a store of 24 MB that no compression makes less: more than servers and sockets hold of a reply that nobody
    takes.
    """
    store = open_store(path)
    texts = (base64.b64encode(os.urandom(400)).decode() for _ in range(60_000))
    lines = (f'<urn:{number}> <urn:p> "{text}" <urn:big> .\n' for number, text in enumerate(texts))
    store.bulk_extend(parse("".join(lines), format=RdfFormat.N_QUADS))
    del store
    gc.collect()
