"""Answers kept for whoever asks the same of the same state of the graph."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from kgbuild.formats import Format
from kgbuild.web.begun import Begun
from kgbuild.web.engine import Answer, Engine, Query, Wanted
from kgbuild.web.kept import Kept
from kgbuild.web.replies import Replies

# Of the room for answers, so much is for replies as they are sent.
REPLIES_SHARE: Final = 8

# No single answer takes more than this part of the room.
LARGEST_SHARE: Final = 16

# What makes the answer another one each time; a query that only mentions one of these is asked anew for no harm.
UNSTEADY_WORDS: Final = ("rand", "now", "uuid", "service")
UNSTEADY: Final = re.compile(r"\b(rand|now|uuid|struuid|service)\b")


def is_steady(query: Query) -> bool:
    """Whether the answer depends on the query and the graph alone."""
    folded = query.text.casefold()
    # Most queries have none of them, and are spared the expression, which costs ten times as much.
    return not any(map(folded.__contains__, UNSTEADY_WORDS)) or UNSTEADY.search(folded) is None


def etag_of(version: str, query: Query, media_types: tuple[str, ...]) -> str:
    """A name for the answer that a state of the graph gives, in the media type that fits among these."""
    # The text, which may be long, goes in as it is, and last.
    asked = repr((version, query.default_graphs, query.named_graphs, query.base, media_types))
    return sha256(asked.encode() + query.text.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Content:
    """An answer that is kept; `cut` as of `engine.Answer`."""

    kind: str
    content: bytes
    cut: bool


class CachingEngine:
    """An engine in front of another one that keeps up to `size` bytes of its answers in `kept`, those asked for last.

    `replies` holds some of them as they were sent over HTTP, for a server that can send them again by itself.
    """

    def __init__(self, engine: Engine, size: int) -> None:
        self._engine = engine
        self.replies = Replies(size // REPLIES_SHARE, lambda: engine.version)
        room = size - size // REPLIES_SHARE
        self.kept: Kept[tuple[Query, Wanted], Content] = Kept(room)
        self._largest = room // LARGEST_SHARE

    @property
    def version(self) -> str:
        return self._engine.version

    @property
    def searchable(self) -> bool:
        return self._engine.searchable

    @property
    def inner(self) -> Engine:
        """The engine behind."""
        return self._engine

    def write(self, request: Mapping[str, Any], body: bytes) -> dict[str, Any]:
        return self._engine.write(request, body)

    def dump(self, target: Format) -> Generator[bytes, None, None]:
        return self._engine.dump(target)

    def numbers(self) -> dict[str, Any]:
        hits, size = self.kept.hits + self.replies.kept.hits, self.kept.size + self.replies.kept.size
        return {**self._engine.numbers(), "cache_hits_total": hits, "cache_bytes": size}

    def start(self) -> None:
        self._engine.start()

    def close(self) -> None:
        self._engine.close()

    def begin(self, query: Query, wanted: Wanted, gone: Callable[[], bool], wake: Callable[[], None]) -> Begun | None:
        # What is kept needs no worker, and `answer` finds it.
        if self.kept.holds((query, wanted), self._engine.version):
            return None
        return self._engine.begin(query, wanted, gone, wake)

    def answer(self, query: Query, wanted: Wanted, gone: Callable[[], bool], begun: Begun | None = None) -> Answer:
        version = self._engine.version
        found = self.kept.find((query, wanted), version) if begun is None else None
        if found is not None:
            return Answer(found.kind, io.BytesIO(found.content), len(found.content), version, found.cut)
        answer = self._engine.answer(query, wanted, gone, begun)
        if answer.size <= self._largest and is_steady(query):
            content = answer.body.read()
            answer.body.seek(0)
            self.keep(query, wanted, answer.version, Content(answer.kind, content, answer.cut))
        return answer

    def keep(self, query: Query, wanted: Wanted, version: str, content: Content) -> None:
        """Keeps the answer of a state of the graph to a query that `is_steady`, unless it is too large."""
        if len(content.content) > self._largest:
            return
        self.kept.keep((query, wanted), version, content, len(content.content) + len(query.text))
