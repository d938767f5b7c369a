"""A worker that has another server answer: `python -m kgbuild.web.remote_worker`.

It keeps the network, for it asks that server; which is all that it asks (`store.remote_query`).
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import IO, Any

from pyoxigraph import RdfFormat, serialize

from kgbuild.formats import Format
from kgbuild.store.endpoint import Endpoint
from kgbuild.store.remote import RemoteStore
from kgbuild.store.remote_query import dump_remote, run_remote
from kgbuild.store.streaming import AnyResult
from kgbuild.vocabulary import PREFIXES
from kgbuild.web.worker import serve_queries


class RemoteSource:
    """The store behind another server, whose state nobody here knows."""

    def __init__(self, state: Mapping[str, Any]) -> None:
        self._union = state["union"]
        self._remote = RemoteStore(Endpoint(**state["endpoint"]))

    def move_to(self, _: Mapping[str, Any], /) -> None:
        """It is where it is."""

    def run(self, request: Mapping[str, Any]) -> AnyResult:
        return run_remote(
            self._remote,
            request["query"],
            default_graphs=request["default_graphs"],
            named_graphs=request["named_graphs"],
            base=request["base"],
        )

    def reading(self) -> AbstractContextManager[None]:
        return self._remote.telling()

    def dump(self, target: Format, output: IO[bytes]) -> None:
        quads = dump_remote(self._remote, union=self._union)
        serialize(quads, output, RdfFormat.from_media_type(target.media_type), prefixes=dict(PREFIXES))


if __name__ == "__main__":
    serve_queries(sys.argv[1:], RemoteSource, lambda: False)
