"""A store on disk with one small document, and a server that answers over HTTP from it."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, require_browser
from harbour import DOCUMENT, HARBOUR
from outward import Trap
from pyoxigraph import RdfFormat, parse

from kgbuild.store.disk import open_store, replace_document
from kgbuild.web.server import Server


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "store"
    store = open_store(path)
    replace_document(store, DOCUMENT, parse(HARBOUR.encode(), format=RdfFormat.TURTLE))
    del store
    gc.collect()
    return path


@pytest.fixture(scope="session")
def base(store_path: Path) -> Iterator[str]:
    """The address of a server that runs as `kgbuild serve` does."""
    server = Server(store_path)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield server.address
    server.close()
    thread.join(timeout=10)
    assert not thread.is_alive()


@pytest.fixture(scope="session")
def browser(base: str) -> Iterator[Browser]:
    """A real Chromium, closed before the server is; the test is skipped where there is none."""
    require_browser()
    with Browser() as started:
        yield started


@pytest.fixture
def trap() -> Iterator[Trap]:
    trap = Trap()
    yield trap
    trap.close()
