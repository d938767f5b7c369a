"""Requests of SERVICE clauses, which the server sends for its workers: these have no network, and never will."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from kgbuild.errors import KGBuildError, LimitError, QueryError
from kgbuild.store.endpoint import Endpoint
from kgbuild.store.remote import RemoteStore
from kgbuild.web.channel import FAULT, REPLY
from kgbuild.web.faults import as_told
from kgbuild.web.reach import Reach

# Bytes of an answer; requests that are under way, those too that nobody waits for any more.
MAX_BYTES: Final = 8 << 20
MAX_AT_ONCE: Final = 16


class Services:
    """Asks the servers at the addresses `allowed`, and no others."""

    def __init__(self, allowed: Collection[str], reach: Reach) -> None:
        self.allowed, self._reach = frozenset(allowed), reach
        self._places = threading.BoundedSemaphore(MAX_AT_ONCE)

    def answer(self, call: bytes, seconds: float) -> tuple[bytes, bytes]:
        """The message that answers a worker's call (JSON: url, query), at most about `seconds` later."""
        told = json.loads(call)
        try:
            if not self._places.acquire(blocking=False):
                raise LimitError("too many other servers are being asked; ask again later", "busy")
            try:
                return REPLY, self._asked(told["url"], told["query"], time.monotonic() + seconds)
            finally:
                self._places.release()
        except KGBuildError as error:
            return FAULT, json.dumps(as_told(error)).encode()

    def _asked(self, url: str, query: str, until: float) -> bytes:
        if url not in self.allowed:
            raise QueryError(f"query: SERVICE <{url}> is not allowed")

        with self._reach.wire_for(url) as wire:
            # The name may have taken a while to be resolved.
            seconds = max(0.1, until - time.monotonic())
            endpoint, host = Endpoint(url, f"<{url}>"), urlsplit(url).netloc
            remote = RemoteStore(endpoint, seconds=seconds, most=MAX_BYTES, wire=wire, host=host)
            try:
                return remote.content(query)
            finally:
                remote.close()
