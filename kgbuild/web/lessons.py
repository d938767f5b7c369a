"""Heads of replies, learned from those that the application has given: so a request that differs from another one in
nothing but its query is answered without what the application does, and yet as the application has it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from werkzeug.exceptions import BadRequest

from kgbuild.web.cache import etag_of
from kgbuild.web.engine import Query, Wanted
from kgbuild.web.kept import Kept
from kgbuild.web.protocol import decode_value
from kgbuild.web.replies import Keepable, http_date

# What a query can be written with in an address, so that where it ends is beyond doubt.
PLAIN: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%+!$'()*,;:@/?="

NAMES: Final = (b"?query=", b"&query=")
NAME_LENGTH: Final = 7

# Of requests and heads, in bytes; a client that sends something new each time must not fill the memory.
ROOM: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Lesson:
    """How a request is answered: what was asked, `media_types` as `etag_of` takes them, and the `heads` of replies.

    These are by the kind of the answer, each to be filled in with a length, a date and an ETag.
    """

    query: Query
    wanted: Wanted
    media_types: tuple[str, ...]
    heads: dict[str, bytes]

    def head(self, kind: str, version: str, query: Query, length: int, now: int) -> bytes | None:
        """That of the reply with an answer of that kind, at `now` (seconds since 1970); None if it is not known."""
        if (head := self.heads.get(kind)) is None:
            return None
        return head % (length, http_date(now), etag_of(version, query, self.media_types).encode())


class Lessons:
    """What was learned from the requests that came last."""

    def __init__(self) -> None:
        self._kept: Kept[tuple[bytes, bytes], Lesson] = Kept(ROOM)

    def learn(self, request: bytes, told: Keepable, head: bytes) -> None:
        """Takes the lesson of a request, whole and without a body, and the head of its reply.

        The request must be one that is answered so whatever its query, and so have no If-None-Match.
        """
        if (parts := _split(request)) is None:
            return
        key = parts[0], parts[2]
        known = self._kept.find(key, "")
        if known is not None and told.kind in known.heads:
            return
        template = _template(head, told.etag)
        if template is not None:
            heads = {**(known.heads if known else {}), told.kind: template}
            lesson = Lesson(told.query, told.wanted, told.media_types, heads)
            self._kept.keep(key, "", lesson, sum(map(len, key)) + sum(map(len, heads.values())))

    def find(self, request: bytes) -> tuple[Lesson, Query] | None:
        """What is known of a request, and the query that it asks."""
        if (parts := _split(request)) is None:
            return None
        before, value, after = parts
        lesson = self._kept.find((before, after), "")
        if lesson is None:
            return None
        try:
            return lesson, replace(lesson.query, text=decode_value(value))
        except BadRequest:
            return None


def _split(request: bytes) -> tuple[bytes, bytes, bytes] | None:
    """What stands before the value of the query in the address, that, and what stands after it."""
    line = request.find(b"\r\n")
    mark = request.find(b"?", 0, line)
    # Another question mark would stand in the value of some parameter.
    name = mark if request.startswith(NAMES[0], mark) else request.find(NAMES[1], mark, line)
    if mark < 0 or name < 0:
        return None
    begin = name + NAME_LENGTH
    ends = [end for mark in (b" ", b"&") if (end := request.find(mark, begin, line)) >= 0]
    value = request[begin : min(ends, default=line)]
    if value.translate(None, PLAIN):
        return None
    return request[:begin], value, request[begin + len(value) :]


def _template(head: bytes, etag: str) -> bytes | None:
    """The head with places for a length, a date and an ETag; None unless it has each once, in this order."""
    lines, order = [], []
    for line in head.replace(b"%", b"%%").split(b"\r\n"):
        name, colon, value = line.partition(b": ")
        if name in (b"Content-Length", b"Date"):
            value = b"%d" if name == b"Content-Length" else b"%b"
            order.append(name)
        elif name.lower() == b"etag" and value == b'"%b"' % etag.encode():
            value = b'"%b"'
            order.append(name.lower())
        lines.append(name + colon + value)
    return b"\r\n".join(lines) if order == [b"Content-Length", b"Date", b"etag"] else None
