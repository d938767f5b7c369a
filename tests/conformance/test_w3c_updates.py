"""The W3C's tests of update evaluation and of update syntax, over real HTTP: one store, put into its state before each
test by an update, and read afterwards as its dump.
"""

from __future__ import annotations

import gzip
from pathlib import Path

import known
import results
from http_client import Reply, ask
from manifests import LABEL, MF, UT, Node, cases
from noting import TOKEN, Tally
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse

from kgbuild.store.disk import VOCABULARY_GRAPHS

UPDATE = "application/sparql-update"

# Graphs that every store holds: a writer puts them back if they are gone.
ALWAYS_THERE = {NamedNode(name) for name, _ in VOCABULARY_GRAPHS}


def state(node: Node) -> tuple[list[Quad], list[NamedNode]]:
    """The statements of a state of the store, and the graphs that are in it, be they empty."""
    files: list[tuple[Path, NamedNode | DefaultGraph]] = [(each.path, DefaultGraph()) for each in node.all(UT + "data")]
    named = node.all(UT + "graphData")
    files += [(each.one(UT + "graph").path, NamedNode(each.one(LABEL).value)) for each in named]
    quads = [
        Quad(quad.subject, quad.predicate, quad.object, graph)
        for path, graph in files
        for quad in results.read_rdf(path)
    ]
    return quads, [NamedNode(each.one(LABEL).value) for each in named]


def request_of(test: Node) -> str:
    path = test.one(MF + "action").one(UT + "request").path
    return f"BASE <file://{path}>\n{path.read_text(encoding='utf-8')}"


def send(base: str, update: str) -> Reply:
    return ask(base + "/sparql", data=update.encode(), content_type=UPDATE, authorization=f"Bearer {TOKEN}")


def lay(base: str, quads: list[Quad], graphs: list[NamedNode]) -> None:
    """Has the store hold these alone."""
    inside = "".join(
        f"{quad.triple} .\n" if isinstance(quad.graph_name, DefaultGraph)
        else f"GRAPH {quad.graph_name} {{ {quad.triple} }}\n"
        for quad in quads
    )  # fmt: skip
    created = "".join(f"CREATE GRAPH {graph} ;\n" for graph in graphs)
    reply = send(base, f"DROP ALL ;\n{created}INSERT DATA {{ {inside} }}")
    assert reply.status == 204, reply.text


def updates(base: str, test: Node) -> bool:
    lay(base, *state(test.one(MF + "action")))
    if send(base, request_of(test)).status != 204:
        return False
    dump = ask(base + "/dump.nq.gz")
    found = parse(gzip.decompress(dump.body), format=RdfFormat.N_QUADS)
    expected, _ = state(test.one(MF + "result"))
    return results.dataset(quad for quad in found if quad.graph_name not in ALWAYS_THERE) == results.dataset(expected)


def updates_directly(test: Node) -> bool:
    """Oxigraph, in this process."""
    store = Store()
    quads, graphs = state(test.one(MF + "action"))
    store.extend(quads)
    for graph in graphs:
        store.add_graph(graph)
    try:
        store.update(request_of(test))
    except (SyntaxError, RuntimeError, OSError):
        return False
    expected, _ = state(test.one(MF + "result"))
    return results.dataset(store) == results.dataset(expected)


def test_update_evaluation(conforming: str, tally: Tally) -> None:
    tests = cases("UpdateEvaluationTest")
    assert len(tests) == 94
    passed = {name: updates(conforming, test) for name, test in tests.items()}
    directly = {name: updates_directly(test) for name, test in tests.items()}
    tally("update evaluation", passed, directly)
    assert known.surprises(passed, directly) == {}


def is_understood(base: str, update: bytes) -> bool:
    """Whether the update is taken for well-formed: one that cannot be done for another reason need not be mended."""
    reply = ask(base + "/sparql", data=update, content_type=UPDATE, authorization=f"Bearer {TOKEN}")
    assert reply.status in (204, 400), reply.text
    return reply.status == 204 or "mend" not in reply.json()["detail"]


def test_update_syntax(conforming: str, tally: Tally) -> None:
    tests = cases("PositiveUpdateSyntaxTest11", "NegativeUpdateSyntaxTest11")
    assert len(tests) == 55
    lay(conforming, [], [])
    passed = {}
    for name, test in tests.items():
        update = test.one(MF + "action").path.read_bytes()
        passed[name] = is_understood(conforming, update) is test.kind.startswith("Positive")
    # Oxigraph itself is not asked: it would do what LOAD says.
    tally("update syntax", passed)
    assert known.surprises(passed, {}) == {}
