"""An engine that asks a store in this very process, for tests of what the pages ask."""

from __future__ import annotations

import io
from collections.abc import Callable, Generator, Mapping
from typing import Any

from pyoxigraph import QueryTriples, Store

from kgbuild.formats import Format
from kgbuild.store.query import run_query
from kgbuild.store.results import serialize_result
from kgbuild.web.begun import Begun
from kgbuild.web.engine import Answer, Query, Wanted
from kgbuild.web.reader import Reader


class DirectEngine:
    searchable = False

    def __init__(self, store: Store) -> None:
        self.store, self.version = store, "1"

    def start(self) -> None:
        pass

    def close(self) -> None:
        pass

    def write(self, request: Mapping[str, Any], body: bytes) -> dict[str, Any]:
        raise NotImplementedError

    def dump(self, target: Format) -> Generator[bytes, None, None]:
        raise NotImplementedError

    def numbers(self) -> dict[str, Any]:
        return {}

    def begin(self, *_: object) -> None:
        return None

    def answer(self, query: Query, wanted: Wanted, gone: Callable[[], bool], begun: Begun | None = None) -> Answer:
        result = run_query(self.store, query.text)
        target = wanted.triples if isinstance(result, QueryTriples) else wanted.solutions
        assert target is not None
        content = serialize_result(result, target)
        kind = "triples" if isinstance(result, QueryTriples) else "solutions"
        return Answer(kind, io.BytesIO(content), len(content), self.version)


def reader_of(store: Store) -> Reader:
    return Reader(DirectEngine(store), lambda: False)
