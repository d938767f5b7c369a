"""Whole replies, kept byte for byte for whoever sends the very same bytes again while the graph is the same."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from typing import Final

# Under this name an application tells, in the WSGI environment, of which state of the graph its answer is.
KEEP: Final = "kgbuild.keep"

DATE: Final = b"\r\nDate: "


@dataclass(frozen=True, slots=True)
class _Reply:
    version: str
    before_date: bytes
    after_date: bytes


class Replies:
    """Up to `size` bytes of requests and their replies, those asked for last; `version` tells the graph's state."""

    def __init__(self, size: int, version: Callable[[], str]) -> None:
        self._size, self._version = size, version
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, _Reply] = OrderedDict()
        self._date: tuple[int, bytes] = 0, b""
        self.bytes_kept = 0
        self.hits = 0

    def find(self, request: bytes) -> bytes | None:
        """The reply to a request that was sent before, with the date of now."""
        if request not in self._kept:
            return None
        version = self._version()
        with self._lock:
            found = self._kept.get(request)
            if found is None:
                return None
            if found.version != version:
                self._drop(request)
                return None
            self._kept.move_to_end(request)
            self.hits += 1
        return found.before_date + self._now() + found.after_date

    def keep(self, request: bytes, version: str, head: bytes, body: bytes) -> None:
        """Keeps a reply: its head, which ends with an empty line, and its body."""
        before, mark, after = head.partition(DATE)
        if not mark:
            return
        reply = _Reply(version, before + mark, after[after.index(b"\r\n") :] + body)
        with self._lock:
            if request in self._kept:
                self._drop(request)
            self._kept[request] = reply
            self.bytes_kept += _size(request, reply)
            while self.bytes_kept > self._size:
                self._drop(next(iter(self._kept)))

    def _drop(self, request: bytes) -> None:
        self.bytes_kept -= _size(request, self._kept.pop(request))

    def _now(self) -> bytes:
        """The date as HTTP has it (RFC 9110, section 5.6.7)."""
        second = int(time.time())
        if self._date[0] != second:
            self._date = second, formatdate(second, usegmt=True).encode()
        return self._date[1]


def _size(request: bytes, reply: _Reply) -> int:
    return len(request) + len(reply.before_date) + len(reply.after_date)
