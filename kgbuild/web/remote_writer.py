"""A process that has another server change its store once: `python -m kgbuild.web.remote_writer MEMORY PARENT`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any

from kgbuild.store.endpoint import Endpoint
from kgbuild.store.remote import RemoteStore
from kgbuild.store.remote_update import drop_remote_graph, holds_graph, run_remote_update, write_remote_graph
from kgbuild.web.confinement import limit_memory
from kgbuild.web.writer import change_once, parsed_body


def _change_remote(request: dict[str, Any], body: bytes, memory: int) -> Mapping[str, Any]:
    limit_memory(memory)
    remote = RemoteStore(Endpoint(**request["target"]["endpoint"]))
    if request["do"] == "update":
        run_remote_update(
            remote,
            body.decode("utf-8"),
            base=request["base"],
            using=request["using"],
            using_named=request["using_named"],
        )
        return {}
    graph = request["graph"]
    present = graph is None or holds_graph(remote, graph)
    if request["do"] == "delete":
        drop_remote_graph(remote, graph)
    else:
        write_remote_graph(remote, graph, parsed_body(request, body), replace=request["do"] == "put")
    return {"present": present}


if __name__ == "__main__":
    change_once(sys.argv[1:], _change_remote)
