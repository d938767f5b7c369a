"""A server that is written to and asked over real HTTP, as the W3C's tests have it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from noting import TOKEN, Tally
from pyoxigraph import Store

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))

TALLIES = pytest.StashKey[list[str]]()


@pytest.fixture
def tally(request: pytest.FixtureRequest) -> Tally:
    """Has the end of the run tell how many tests of a theme passed, for each version of SPARQL."""
    lines = request.config.stash.setdefault(TALLIES, [])

    def note(theme: str, passed: dict[str, bool], directly: dict[str, bool] | None = None) -> None:
        for version in sorted({name.partition("/")[0] for name in passed}):
            names = [name for name in passed if name.startswith(version)]
            line = f"{theme}, {version}: {sum(passed[name] for name in names)} of {len(names)}"
            lines.append(line + (f"; Oxigraph itself {sum(directly[name] for name in names)}" if directly else ""))

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    for line in config.stash.get(TALLIES, []):
        terminalreporter.write_line(f"W3C {line}")


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
