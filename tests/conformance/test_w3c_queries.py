"""The W3C's tests of query evaluation, of result formats and of syntax, over real HTTP.

The data of all tests stand in one store, each file as a graph; each request names the graphs of its test.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import known
import pytest
import results
from http_client import ask
from manifests import MF, QT, Node, cases, manifests
from noting import Tally
from pyoxigraph import (
    DefaultGraph,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
)
from served import Served

from kgbuild.web.config import Config
from kgbuild.web.limits import Limits

QUERY = "application/sparql-query"
EMPTY = "urn:no-such-graph"
FROM = re.compile(r"^\s*FROM\s+(NAMED\s+)?<([^>]+)>", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Graphs:
    """The files that a query is put to.

    One that is the default graph and a named one too is read as two graphs, with other blank nodes in each.
    """

    default: tuple[Path, ...]
    named: tuple[Path, ...]

    @property
    def read_twice(self) -> set[Path]:
        return {*self.default} & {*self.named}

    def name_of_default(self, path: Path) -> str:
        return f"file://{path}" + ("?again" if path in self.read_twice else "")


# The body of the answer to a query, put to these graphs, in a media type; AssertionError if there is none.
Answering = Callable[[str, Graphs, str], bytes]


def graphs_of(test: Node) -> Graphs:
    """Those that the manifest names, and those of the query's FROM."""
    action = test.one(MF + "action")
    default = [each.path for each in action.all(QT + "data")]
    named = [each.path for each in action.all(QT + "graphData")]
    query = action.one(QT + "query").path
    for is_named, address in FROM.findall(query.read_text(encoding="utf-8")):
        (named if is_named else default).append(query.parent / address)
    return Graphs(tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named)))


def read_as(path: Path, graph: NamedNode | DefaultGraph) -> list[Quad]:
    return [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in results.read_rdf(path)]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store_path = tmp_path_factory.mktemp("suite") / "store"
    store = Store(str(store_path))
    quads: list[Quad] = []
    for path in sorted({path for manifest in manifests() for path in manifest.parent.iterdir()}):
        if path.suffix in results.RDF_TYPES and path.name != "manifest.ttl":
            try:
                quads += read_as(path, NamedNode(f"file://{path}"))
            except SyntaxError:  # a file that is no data
                continue
    for graphs in map(graphs_of, cases("QueryEvaluationTest").values()):
        for path in graphs.read_twice:
            quads += read_as(path, NamedNode(graphs.name_of_default(path)))
    store.bulk_extend(quads)
    del store
    gc.collect()
    with Served(store_path, config=Config(Limits(workers=2, cache=0), union=False)) as server:
        yield server.address + "/sparql"


def answer_over_http(base: str) -> Answering:
    def answer(text: str, graphs: Graphs, media_type: str) -> bytes:
        named = [("default-graph-uri", graphs.name_of_default(path)) for path in graphs.default]
        named += [("named-graph-uri", f"file://{path}") for path in graphs.named]
        if graphs.named and not graphs.default:
            named.append(("default-graph-uri", EMPTY))
        if FROM.search(text) and not graphs.read_twice:  # what the request names would go before
            named = []
        reply = ask(f"{base}?{urlencode(named)}", data=text.encode(), content_type=QUERY, accept=media_type)
        assert reply.status == 200, reply.text
        return reply.body

    return answer


def answer_directly(text: str, graphs: Graphs, media_type: str) -> bytes:
    """By Oxigraph, in this process."""
    store = Store()
    for path in graphs.default:
        store.extend(read_as(path, DefaultGraph()))
    named = [NamedNode(f"file://{path}") for path in graphs.named]
    for path, name in zip(graphs.named, named, strict=True):
        store.extend(read_as(path, name))
    try:
        answer = store.query(text, default_graph=[DefaultGraph()], named_graphs=named)
        if isinstance(answer, QueryTriples):
            body = answer.serialize(format=RdfFormat.from_media_type(media_type))
        else:
            body = answer.serialize(format=QueryResultsFormat.from_media_type(media_type))
    except (RuntimeError, ValueError, SyntaxError) as error:
        raise AssertionError(str(error)) from error
    assert body is not None
    return body


def evaluates(test: Node, answer: Answering) -> bool:
    """Whether the answer is the one that the test expects."""
    query = test.one(MF + "action").one(QT + "query").path
    text = f"BASE <file://{query}>\n{query.read_text(encoding='utf-8')}"
    wanted = test.one(MF + "result").path
    try:
        if test.kind == "CSVResultFormatTest":
            return results.csv_rows(answer(text, graphs_of(test), "text/csv")) == results.csv_rows(wanted.read_bytes())
        kind, expected, in_order = results.expected(wanted)
        if kind == "triples":
            media_type = "application/n-triples"
            return results.graph(answer(text, graphs_of(test), media_type), media_type) == expected
        media_type = results.RESULT_TYPES.get(wanted.suffix, "application/sparql-results+json")
        found = results.solutions(answer(text, graphs_of(test), media_type), media_type, in_order=in_order)
        return found == expected
    except (AssertionError, SyntaxError, ValueError):
        return False


def test_query_evaluation(base: str, tally: Tally) -> None:
    tests = cases("QueryEvaluationTest", "CSVResultFormatTest")
    assert len(tests) == 512
    passed = {name: evaluates(test, answer_over_http(base)) for name, test in tests.items()}
    directly = {name: evaluates(test, answer_directly) for name, test in tests.items()}
    tally("query evaluation", passed, directly)
    assert known.surprises(passed, directly) == {}


def is_understood(base: str, query: bytes) -> bool:
    """Whether the query is taken for well-formed: one with an unknown function is refused too, but needs no mending."""
    reply = ask(base, data=query, content_type=QUERY)
    assert reply.status in (200, 400), reply.text
    return reply.status == 200 or "mend" not in reply.json()["detail"]


def is_understood_directly(query: bytes) -> bool:
    try:
        answer = Store().query(query.decode("utf-8"), base_iri="http://localhost/")
        if isinstance(answer, QuerySolutions):
            list(answer)
    except SyntaxError:
        return False
    except RuntimeError:  # a function that is not known
        return True
    return True


def test_query_syntax(base: str, tally: Tally) -> None:
    tests = cases("PositiveSyntaxTest", "PositiveSyntaxTest11", "NegativeSyntaxTest", "NegativeSyntaxTest11")
    assert len(tests) == 310
    queries = {name: test.one(MF + "action").path.read_bytes() for name, test in tests.items()}
    wanted = {name: test.kind.startswith("Positive") for name, test in tests.items()}
    passed = {name: is_understood(base, query) is wanted[name] for name, query in queries.items()}
    directly = {name: is_understood_directly(query) is wanted[name] for name, query in queries.items()}
    tally("query syntax", passed, directly)
    assert known.surprises(passed, directly) == {}
