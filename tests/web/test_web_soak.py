"""Some seconds of `bench/soak.py`: readers, builds and updates at once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from soak import grown, soak


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts open files as Linux tells them")
def test_nothing_fails_or_grows_while_readers_and_writers_are_at_it(tmp_path: Path) -> None:
    record = soak(tmp_path, seconds=10, triples=3000, clients=3, cache=1)
    assert record.errors == []
    assert grown(record) == []
    assert record.writes["update 204"] >= 1
    assert record.writes["builder ended with"] == 0
    kinds = {kind for _, _, kind in record.times}
    assert {"search", "page document", "join", "live 7", "malformed"} <= kinds
