"""No query makes the server ask another one or open a file."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest
from http_client import Reply, ask

from kgbuild.web.confinement import leave_network


class Trap:
    """A socket that counts who connects to it."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}/"
        self.caught = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                self.caught += 1
                connection.close()


@pytest.fixture
def trap() -> Iterator[Trap]:
    trap = Trap()
    yield trap
    trap.listener.shutdown(socket.SHUT_RDWR)
    trap.listener.close()


def query(base: str, text: str) -> Reply:
    return ask(base + "/sparql", data=text.encode(), content_type="application/sparql-query")


@pytest.mark.parametrize(
    "text",
    [
        "ASK {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "ASK {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
        "ASK {{ sErViCe<{0}>{{ ?s ?p ?o }} }}",
        "ASK {{ SERVICE# a comment\n<{0}> {{ ?s ?p ?o }} }}",
        "ASK {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
        "ASK {{ \\U00000053ERVICE <{0}> {{ ?s ?p ?o }} }}",
        "ASK {{ S\\u0045RVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
        "BASE <{0}> ASK {{ SERVICE <> {{ ?s ?p ?o }} }}",
        "PREFIX x: <{0}> ASK {{ SERVICE x:a {{ ?s ?p ?o }} }}",
        "ASK {{ VALUES ?where {{ <{0}> }} SERVICE ?where {{ ?s ?p ?o }} }}",
        "ASK {{ BIND(IRI('{0}') AS ?where) SERVICE SILENT ?where {{ ?s ?p ?o }} }}",
        "ASK {{ OPTIONAL {{ {{ SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }} }}",
        "ASK {{ ?s ?p 'service' FILTER NOT EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
        "CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "LOAD <{0}>",
        "LOAD SILENT <{0}> INTO GRAPH <urn:g>",
        "LOAD <file:///etc/passwd>",
        "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    ],
)
def test_what_would_ask_elsewhere_is_refused(base: str, trap: Trap, text: str) -> None:
    assert query(base, text.format(trap.address)).status == 400
    assert trap.caught == 0


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <{0}> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <{0}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "SELECT * FROM <file:///etc/passwd> {{ ?s ?p ?o }}",
        "SELECT * {{ GRAPH <{0}> {{ ?s ?p ?o }} }}",
        "SELECT * {{ GRAPH <file:///etc/passwd> {{ ?s ?p ?o }} }}",
        "DESCRIBE <{0}>",
        "SELECT * {{ ?s ?p '''SERVICE <{0}> {{ }}''' }} # SERVICE <{0}>",
    ],
)
def test_the_name_of_a_graph_is_only_a_name(base: str, trap: Trap, text: str) -> None:
    reply = query(base, text.format(trap.address))
    assert reply.status == 200
    assert b"root:" not in reply.body
    assert trap.caught == 0


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_the_name_of_a_graph_in_a_request_is_only_a_name(base: str, trap: Trap, name: str) -> None:
    for target in (trap.address, "file:///etc/passwd"):
        reply = ask(base + "/sparql", parameters={"query": "SELECT * { ?s ?p ?o }", name: target})
        assert reply.status == 200
        assert trap.caught == 0


def test_a_worker_has_no_network(trap: Trap) -> None:
    """Should a query get through the first refusal, there is nowhere to go."""
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    answers = context.SimpleQueue()
    process = context.Process(target=_try_to_leave, args=(trap.listener.getsockname()[1], answers))
    process.start()
    process.join(30)
    left, outcome = answers.get()
    if not left:
        pytest.skip("this system lets no ordinary user leave the network")
    assert outcome == "OSError"
    assert trap.caught == 0


def _try_to_leave(port: int, answers) -> None:  # type: ignore[no-untyped-def]
    from pyoxigraph import Store

    left = leave_network()
    try:
        Store().query(f"ASK {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")
    except OSError as error:
        answers.put((left, type(error).__name__ if isinstance(error, OSError) else ""))
    else:
        answers.put((left, "answered"))
