"""Whole replies, kept byte for byte for whoever sends the very same bytes again while the graph is the same."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from functools import lru_cache
from typing import Final

from kgbuild.web.engine import Query, Wanted
from kgbuild.web.kept import Kept

# Under this name an application puts, in the WSGI environment, a `Keepable`.
KEEP: Final = "kgbuild.keep"

DATE: Final = b"\r\nDate: "


@dataclass(frozen=True, slots=True)
class Keepable:
    """What an application tells of an answer whose reply may be kept: the state of the graph, and the answer's kind.

    query, wanted, media_types: what was asked. etag: the answer's name.
    """

    version: str
    kind: str
    query: Query
    wanted: Wanted
    media_types: tuple[str, ...]
    etag: str


@dataclass(frozen=True, slots=True)
class _Reply:
    before_date: bytes
    after_date: bytes


class Replies:
    """Up to `size` bytes of requests and their replies, those asked for last; `version` tells the graph's state."""

    def __init__(self, size: int, version: Callable[[], str]) -> None:
        self.kept: Kept[bytes, _Reply] = Kept(size)
        self._version = version

    def find(self, request: bytes) -> bytes | None:
        """The reply to a request that was sent before, with the date of now."""
        found = self.kept.find(request, self._version())
        return None if found is None else found.before_date + http_date(int(time.time())) + found.after_date

    def keep(self, request: bytes, version: str, head: bytes, body: bytes) -> None:
        """Keeps a reply: its head, which ends with an empty line, and its body."""
        before, mark, after = head.partition(DATE)
        if not mark:
            return
        reply = _Reply(before + mark, after[after.index(b"\r\n") :] + body)
        size = len(request) + len(reply.before_date) + len(reply.after_date)
        self.kept.keep(request, version, reply, size)


# Formatting one takes longer than much of what is done for a reply.
@lru_cache(maxsize=1)
def http_date(second: int) -> bytes:
    """A date as HTTP has it (RFC 9110, section 5.6.7), given in seconds since 1970."""
    return formatdate(second, usegmt=True).encode()
