"""No query makes the server ask another one or open a file."""

from __future__ import annotations

import pytest
from http_client import ask, post_query
from outward import NAMES, REFUSED, Trap

from kgbuild.errors import QueryError
from kgbuild.store.search import read_searches
from kgbuild.web.confinement import leave_network


@pytest.mark.parametrize("text", REFUSED)
def test_what_would_ask_elsewhere_is_refused(base: str, trap: Trap, text: str) -> None:
    assert post_query(base, text.format(trap.address)).status == 400
    assert trap.caught == 0


@pytest.mark.parametrize("text", NAMES)
def test_the_name_of_a_graph_is_only_a_name(base: str, trap: Trap, text: str) -> None:
    reply = post_query(base, text.format(trap.address))
    assert reply.status == 200
    assert b"root:" not in reply.body
    assert trap.caught == 0


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_the_name_of_a_graph_in_a_request_is_only_a_name(base: str, trap: Trap, name: str) -> None:
    for target in (trap.address, "file:///etc/passwd"):
        reply = ask(base + "/sparql", parameters={"query": "SELECT * { ?s ?p ?o }", name: target})
        assert reply.status == 200
        assert trap.caught == 0


def test_looking_for_searches_asks_nobody(trap: Trap) -> None:
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        read_searches(f"ASK {{ SERVICE <{trap.address}> {{ ?s ?p ?o }} OPTIONAL {{ ?s kgb:search 'port' }} }}")
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
