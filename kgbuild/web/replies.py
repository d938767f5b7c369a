"""Whole replies, kept byte for byte for whoever sends the very same bytes again while the graph is the same."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from typing import Final

from kgbuild.web.kept import Kept

# Under this name an application tells, in the WSGI environment, of which state of the graph its answer is.
KEEP: Final = "kgbuild.keep"

DATE: Final = b"\r\nDate: "


@dataclass(frozen=True, slots=True)
class _Reply:
    before_date: bytes
    after_date: bytes


class Replies:
    """Up to `size` bytes of requests and their replies, those asked for last; `version` tells the graph's state."""

    def __init__(self, size: int, version: Callable[[], str]) -> None:
        self.kept: Kept[bytes, _Reply] = Kept(size)
        self._version = version
        self._date: tuple[int, bytes] = 0, b""

    def find(self, request: bytes) -> bytes | None:
        """The reply to a request that was sent before, with the date of now."""
        if request not in self.kept:
            return None
        found = self.kept.find(request, self._version())
        return None if found is None else found.before_date + self._now() + found.after_date

    def keep(self, request: bytes, version: str, head: bytes, body: bytes) -> None:
        """Keeps a reply: its head, which ends with an empty line, and its body."""
        before, mark, after = head.partition(DATE)
        if not mark:
            return
        reply = _Reply(before + mark, after[after.index(b"\r\n") :] + body)
        size = len(request) + len(reply.before_date) + len(reply.after_date)
        self.kept.keep(request, version, reply, size)

    def _now(self) -> bytes:
        """The date as HTTP has it (RFC 9110, section 5.6.7)."""
        second = int(time.time())
        if self._date[0] != second:
            self._date = second, formatdate(second, usegmt=True).encode()
        return self._date[1]
