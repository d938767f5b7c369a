"""Some seconds of `bench/soak.py`: readers, builds and updates at once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from soak import grown, soak


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts open files as Linux tells them")
def test_nothing_fails_or_grows_while_readers_and_writers_are_at_it(tmp_path: Path) -> None:
    wanted = {"search", "page document", "join", "live 7", "malformed"}
    # Longer where the machine is too busy for the readers to come round.
    for seconds in (10, 30, 90):
        record = soak(tmp_path / str(seconds), seconds=seconds, triples=3000, clients=3, cache=1)
        assert record.errors == []
        assert grown(record) == []
        assert record.writes["builder ended with"] == 0
        if wanted <= {kind for _, _, kind in record.times} and record.writes["update 204"]:
            return
    pytest.fail(f"readers or writers got nowhere: {record.writes}")
