"""A store on disk with one small document, and a server that answers over HTTP from it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browser, require_browser
from outward import Trap
from served import Served
from stores import write

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In a run on several cores all of this folder run in one process: they share a browser, and servers that Debian's
    packages bring."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.xdist_group("web"))


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "store"
    write(path)
    return path


@pytest.fixture(scope="session")
def base(store_path: Path) -> Iterator[str]:
    """The address of a server that runs as `kgbuild serve` does."""
    with Served(store_path) as server:
        yield server.address


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
