"""A server for the time of a `with` statement, and what its workers are at."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kgbuild.web.app import engine_of
from kgbuild.web.cache import CachingEngine
from kgbuild.web.engine import StoreEngine
from kgbuild.web.pool import Pool
from kgbuild.web.server import Server


class Served:
    def __init__(self, store: Path, **options: Any) -> None:
        self.server = Server(store, **options)
        self.thread = threading.Thread(target=self.server.run)

    def __enter__(self) -> Server:
        self.thread.start()
        return self.server

    def __exit__(self, *_: object) -> None:
        self.server.close()
        self.thread.join(timeout=60)
        assert not self.thread.is_alive()


def pool(server: Server) -> Pool:
    engine = engine_of(server.app)
    assert isinstance(engine, CachingEngine)
    assert isinstance(engine.inner, StoreEngine)
    return engine.inner.pool


def wait_until(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Waits for what comes soon, though later where the machine is busy."""
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.02)


def least_seconds(attempt: Callable[[], object], enough: float) -> float:
    """How long the fastest of some attempts takes, the first in less than `enough`: a busy machine may be slow, but not
    each time.
    """
    fastest = math.inf
    for _ in range(10):
        begin = time.monotonic()
        attempt()
        fastest = min(fastest, time.monotonic() - begin)
        if fastest < enough:
            break
    return fastest
