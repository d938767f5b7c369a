"""A server that is written to and asked over real HTTP, as the W3C's tests have it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import Store

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))

TOKEN = "the-token-of-the-conformance-tests"


@pytest.fixture(scope="session")
def conforming(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server whose queries see its own default graph, not the union of all."""
    from served import Served

    from kgbuild.web.config import Config
    from kgbuild.web.limits import Limits

    path = tmp_path_factory.mktemp("conformance") / "store"
    Store(str(path))
    gc.collect()
    with Served(path, config=Config(Limits(workers=2, cache=0), token=TOKEN, union=False)) as server:
        yield server.address
