"""The W3C's tests of query evaluation, of result formats and of syntax, over real HTTP.

The data of all tests stand in one store, each file as a graph; each request names the graphs of its test.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import results
from http_client import ask
from manifests import MF, QT, Node, entries, name_of, suites
from pyoxigraph import NamedNode, Quad, Store
from served import Served

from kgbuild.web.config import Config
from kgbuild.web.limits import Limits

QUERY = "application/sparql-query"
EMPTY = "urn:no-such-graph"
FOLDERS_APART = {"entailment", "service", "syntax-fed", "service-description", "protocol", "graph-store-protocol",
                 "http-rdf-update"}  # fmt: skip

# Oxigraph, asked without a server between, fails the same ones, unless said otherwise.
BY_VALUE = "the store keeps numbers by value, not by spelling, so that what differs in spelling alone is one"
GRAPH_VARIABLE = "the variable of GRAPH is bound inside of the pattern, or not, at another time than the test has it"
ZERO_LENGTH = "a path of length zero begins only at terms of the data"
ORDER = "another order, or number, of rows or members, which the specification leaves open"
TWO_COPIES = "the test reads one file as two graphs with different blank nodes; here a file is one graph"
FUNCTIONS = "the query is well-formed, but asks for a function of another vendor, which is told when it is evaluated"

KNOWN = {
    "sparql10/dataset/dawg-dataset-09b": TWO_COPIES,
    "sparql10/dataset/dawg-dataset-10b": TWO_COPIES,
    "sparql10/dataset/dawg-dataset-11": TWO_COPIES,
    "sparql10/dataset/dawg-dataset-12b": TWO_COPIES,
    "sparql10/distinct/distinct-1": BY_VALUE,
    "sparql10/distinct/distinct-9": BY_VALUE,
    "sparql10/expr-builtin/case-insensitive-booleans": "TRUE and FALSE are not taken in capitals",
    "sparql10/expr-builtin/dawg-str-1": BY_VALUE,
    "sparql10/expr-builtin/dawg-str-2": BY_VALUE,
    "sparql10/expr-builtin/sameTerm-eq": BY_VALUE,
    "sparql10/expr-builtin/sameTerm-not-eq": BY_VALUE,
    "sparql10/expr-builtin/sameTerm-simple": BY_VALUE,
    "sparql10/expr-equals/eq-graph-1": BY_VALUE,
    "sparql10/expr-equals/eq-graph-2": BY_VALUE,
    "sparql10/graph/dawg-graph-09": TWO_COPIES,
    "sparql10/graph/dawg-graph-10b": TWO_COPIES,
    "sparql10/graph/dawg-graph-11": TWO_COPIES,
    "sparql10/graph/graph-optional": GRAPH_VARIABLE,
    "sparql10/graph/graph-variable-scope": GRAPH_VARIABLE,
    "sparql10/open-world/date-2": "dates with and without a time zone are compared",
    "sparql10/open-world/open-eq-01": BY_VALUE,
    "sparql10/reduced/reduced-1": ORDER,
    "sparql10/reduced/reduced-2": ORDER,
    "sparql11/aggregates/agg-empty-group-count-graph": GRAPH_VARIABLE,
    "sparql11/aggregates/agg-groupconcat-04": "GROUP_CONCAT of literals with a language keeps it",
    "sparql11/aggregates/agg-groupconcat-06": "GROUP_CONCAT of literals with a language keeps it",
    "sparql11/bindings/graph": GRAPH_VARIABLE,
    "sparql11/functions/bnode01": "BNODE of one string gives two blank nodes in one solution",
    "sparql11/negation/graph-minus": GRAPH_VARIABLE,
    "sparql11/property-path/zero_or_more_set_end": ZERO_LENGTH,
    "sparql11/property-path/zero_or_more_set_start": ZERO_LENGTH,
    "sparql11/property-path/zero_or_one_set_end": ZERO_LENGTH,
    "sparql11/property-path/zero_or_one_set_start": ZERO_LENGTH,
    "sparql10/syntax-sparql1/syntax-expr-05": FUNCTIONS,
    "sparql10/syntax-sparql1/syntax-order-05": FUNCTIONS,
    "sparql10/syntax-sparql1/syntax-order-06": FUNCTIONS,
    "sparql10/syntax-sparql2/syntax-function-01": FUNCTIONS,
    "sparql10/syntax-sparql2/syntax-function-02": FUNCTIONS,
    "sparql10/syntax-sparql2/syntax-function-03": FUNCTIONS,
    "sparql10/syntax-sparql2/syntax-function-04": FUNCTIONS,
    "sparql10/syntax-sparql3/syn-bad-26": "'<' is read as an operator where the longest token would be an IRI",
    "sparql11/syntax-query/test_4": FUNCTIONS,
}


def manifests() -> list[Path]:
    root = suites()
    return sorted(
        path
        for version in ("sparql10", "sparql11")
        for path in (root / version).glob("*/manifest.ttl")
        if path.parent.name not in FOLDERS_APART
    )


def cases(*kinds: str) -> list[tuple[str, Node]]:
    found = {}
    for path in manifests():
        for test in entries(path):
            if test.kind in kinds:
                found[f"{path.parts[-3]}/{name_of(test, path)}"] = test
    return list(found.items())


def data_files(test: Node) -> tuple[list[Path], list[Path]]:
    action = test.one(MF + "action")
    return [each.path for each in action.all(QT + "data")], [each.path for each in action.all(QT + "graphData")]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store_path = tmp_path_factory.mktemp("suite") / "store"
    store = Store(str(store_path))
    quads: list[Quad] = []
    for path in sorted({path for manifest in manifests() for path in manifest.parent.iterdir()}):
        if path.suffix in results.RDF_TYPES and path.name != "manifest.ttl":
            try:
                found = results.read_rdf(path)
            except SyntaxError:  # a file that is no data
                continue
            name = NamedNode(f"file://{path}")
            quads += [Quad(quad.subject, quad.predicate, quad.object, name) for quad in found]
    store.bulk_extend(quads)
    del store
    gc.collect()
    with Served(store_path, config=Config(Limits(workers=2, cache=0), union=False)) as server:
        yield server.address + "/sparql"


def evaluate(base: str, test: Node) -> None:
    query = test.one(MF + "action").one(QT + "query").path
    default, named = data_files(test)
    graphs = [("default-graph-uri", f"file://{path}") for path in default]
    graphs += [("named-graph-uri", f"file://{path}") for path in named]
    if named and not default:
        graphs.append(("default-graph-uri", EMPTY))
    wanted = test.one(MF + "result").path
    kind, answer, in_order = results.expected(wanted)
    media_type = results.RESULT_TYPES.get(wanted.suffix, "application/sparql-results+json")
    if wanted.suffix == ".csv":
        media_type = "application/sparql-results+json"
    if kind == "triples":
        media_type = "application/n-triples"
    text = f"BASE <file://{query}>\n{query.read_text(encoding='utf-8')}"
    if "FROM" in text:  # what the request names would go before
        graphs = []
    reply = ask(f"{base}?{urlencode(graphs)}", data=text.encode(), content_type=QUERY, accept=media_type)
    assert reply.status == 200, reply.text
    found = (
        results.graph(reply.body, media_type)
        if kind == "triples"
        else results.solutions(reply.body, media_type, in_order=in_order)
    )
    assert found == answer, f"{len(found)} parts where {len(answer)} are expected"


def failures(base: str, tests: list[tuple[str, Node]], check) -> dict[str, str]:  # type: ignore[no-untyped-def]
    found = {}
    for name, test in tests:
        try:
            check(base, test)
        except (AssertionError, SyntaxError, ValueError) as error:
            found[name] = f"{type(error).__name__}: {error}"[:200]
    return found


def check_all(base: str, tests: list[tuple[str, Node]], check) -> None:  # type: ignore[no-untyped-def]
    found = failures(base, tests, check)
    assert {name: fault for name, fault in found.items() if name not in KNOWN} == {}
    passed = {name for name, _ in tests} - set(found)
    assert not passed & set(KNOWN), "known to fail, but pass"


def test_query_evaluation(base: str) -> None:
    tests = cases("QueryEvaluationTest")
    assert len(tests) == 509
    check_all(base, tests, evaluate)


def check_syntax(base: str, test: Node) -> None:
    query = test.one(MF + "action").path
    reply = ask(base, data=query.read_bytes(), content_type=QUERY)
    wanted = 400 if test.kind.startswith("Negative") else 200
    assert reply.status == wanted, reply.text[:200]


def test_query_syntax(base: str) -> None:
    tests = cases("PositiveSyntaxTest", "PositiveSyntaxTest11", "NegativeSyntaxTest", "NegativeSyntaxTest11")
    assert len(tests) == 310
    check_all(base, tests, check_syntax)
