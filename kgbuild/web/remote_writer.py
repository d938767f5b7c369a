"""A process that has another server change its store once: `python -m kgbuild.web.remote_writer MEMORY PARENT`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pyoxigraph import Quad

from kgbuild.store.endpoint import Endpoint
from kgbuild.store.remote import RemoteStore
from kgbuild.store.remote_update import drop_remote_graph, holds_graph, run_remote_update, write_remote_graph
from kgbuild.web.confinement import limit_memory
from kgbuild.web.writer import change_once


class RemoteTarget:
    """The store behind another server."""

    def __init__(self, state: Mapping[str, Any], memory: int) -> None:
        limit_memory(memory)
        self._remote = RemoteStore(Endpoint(**state["endpoint"]))

    def update(self, text: str, *, base: str, using: Sequence[str], using_named: Sequence[str]) -> None:
        run_remote_update(self._remote, text, base=base, using=using, using_named=using_named)

    def holds(self, graph: str) -> bool:
        return holds_graph(self._remote, graph)

    def write(self, graph: str | None, quads: Iterable[Quad], *, replace: bool) -> None:
        write_remote_graph(self._remote, graph, quads, replace=replace)

    def drop(self, graph: str | None) -> None:
        drop_remote_graph(self._remote, graph)


if __name__ == "__main__":
    change_once(sys.argv[1:], RemoteTarget)
