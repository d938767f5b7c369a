"""The W3C's machine-readable requests of the SPARQL 1.1 Protocol and the Graph Store Protocol, over real HTTP."""

from __future__ import annotations

import http.client
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from manifests import CNT, HT, LABEL, MF, UT, Node, entries, suites
from noting import TOKEN
from pyoxigraph import CanonicalizationAlgorithm, Dataset, QueryResultsFormat, RdfFormat, parse, parse_query_results

BOOLEAN_TYPES = ("application/sparql-results+json", "application/sparql-results+xml")
TABLE_TYPES = (*BOOLEAN_TYPES, "text/csv", "text/tab-separated-values")


@dataclass(frozen=True)
class Reply:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def type(self) -> str:
        return self.headers.get_content_type()


def send(base: str, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Reply:
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=60)
    connection.putrequest(method, path)
    for name, value in {**headers, "Authorization": f"Bearer {TOKEN}"}.items():
        connection.putheader(name, value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    with connection.getresponse() as answer:
        reply = Reply(answer.status, answer.headers, answer.read())
    connection.close()
    return reply


def requests_of(test: Node) -> list[Node]:
    return list(test.one(MF + "action").one(HT + "requests").items())


def play(base: str, request: Node, prefix: tuple[str, str], location: tuple[str, str] = ("", "")) -> Reply:
    """Sends a request, to the path here in place of the manifest's, with a graph's address put for its placeholder."""

    def located(text: str) -> str:
        return text.replace(*location) if location[0] else text

    stated = request.get(HT + "headers")
    fields = list(stated.items()) if stated else []
    headers = {each.one(HT + "fieldName").value: each.one(HT + "fieldValue").value for each in fields}
    content = request.get(HT + "body")
    body = None
    if content is not None:
        encoding = content.get(CNT + "characterEncoding")
        text = located(content.one(CNT + "chars").value)
        if "multipart" in headers.get("content-type", headers.get("Content-Type", "")):
            text = re.sub(r"^ +", "", text.lstrip(), flags=re.MULTILINE).replace("\r\n", "\n").replace("\n", "\r\n")
        body = text.encode(encoding.value if encoding else "utf-8")
    path = located(request.one(HT + "absolutePath").value)
    assert path.startswith(prefix[0])
    path = prefix[1] + path.removeprefix(prefix[0])
    return send(base, request.one(HT + "methodName").value, path, headers, body)


def expected(request: Node) -> Node:
    return request.one(HT + "resp")


def check_status(request: Node, reply: Reply) -> None:
    wanted = [each.value.rpartition("#")[2] for each in expected(request).all(MF + "expectedStatus")]
    classes = [name.removeprefix("StatusCode")[0] for name in wanted if name.startswith("StatusCode")]
    exact = {"Created": 201, "NoContent": 204, "OK": 200, "NotFound": 404, "BadRequest": 400}
    assert str(reply.status)[0] in classes or reply.status in [exact[name] for name in wanted if name in exact], (
        f"{reply.status} where {wanted} is expected: {reply.body[:300]!r}"
    )


def protocol_cases() -> list[Node]:
    path = suites() / "sparql11" / "protocol" / "manifest.ttl"
    return list(entries(path))


def put(base: str, graph: str | None, path: Path) -> None:
    address = "/graphs?default" if graph is None else f"/graphs?graph={graph}"
    media_type = {".nt": "application/n-triples", ".ttl": "text/turtle", ".rdf": "application/rdf+xml"}[path.suffix]
    reply = send(base, "PUT", address, {"Content-Type": media_type}, path.read_bytes())
    assert reply.status in (201, 204), reply.body


def clear(base: str) -> None:
    assert send(base, "POST", "/sparql", {"Content-Type": "application/sparql-update"}, b"CLEAR ALL").status == 204


def check_protocol(base: str, test: Node) -> None:
    clear(base)
    for data in test.all(UT + "graphData"):
        put(base, data.one(LABEL).value, data.one(UT + "graph").path)
    for request in requests_of(test):
        reply = play(base, request, ("/sparql/", "/sparql"))
        check_status(request, reply)
        truth = expected(request).get(MF + "expectedBoolean")
        if truth is not None:
            found = parse_query_results(reply.body, format=QueryResultsFormat.from_media_type(reply.type))
            assert str(bool(found)).lower() == truth.value
        form = expected(request).get(MF + "expectedFormat")
        if form is not None and reply.status == 200:
            types = {"boolean": BOOLEAN_TYPES, "tabular": TABLE_TYPES}.get(form.value)
            assert reply.type in types if types else RdfFormat.from_media_type(reply.type)


def failures(base: str, tests: list[Node], check: Callable[[str, Node], None]) -> dict[str, str]:
    """The tests that fail, by name, with what was wrong."""
    found = {}
    for test in tests:
        try:
            check(base, test)
        except AssertionError as error:
            found[test.value.rpartition("#")[2]] = str(error).splitlines()[0]
    return found


def test_the_sparql_protocol(conforming: str) -> None:
    tests = protocol_cases()
    assert len(tests) == 34
    assert failures(conforming, tests, check_protocol) == {}


def gsp_cases() -> list[Node]:
    return list(entries(suites() / "sparql11" / "graph-store-protocol" / "manifest.ttl"))


def canonical(body: bytes, media_type: str, base: str) -> set[object]:
    dataset = Dataset(parse(body, format=RdfFormat.from_media_type(media_type), base_iri=base))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {quad.triple for quad in dataset}


def check_graph_store(base: str, test: Node) -> None:
    clear(base)
    location = ("", "")
    for request in requests_of(test):
        reply = play(base, request, ("/gsp", "/graphs"), location)
        check_status(request, reply)
        placeholder = expected(request).get(MF + "expectedLocation")
        if placeholder is not None:
            location = placeholder.value, reply.headers["Location"]
        content = expected(request).get(HT + "body")
        if content is not None and reply.status == 200:
            text = content.one(CNT + "chars").value
            text = text.replace(*location) if location[0] else text
            address = base + "/graphs"
            assert canonical(reply.body, reply.type, address) == canonical(text.encode(), "text/turtle", address)


def test_the_graph_store_protocol(conforming: str) -> None:
    tests = gsp_cases()
    assert len(tests) == 13
    assert failures(conforming, tests, check_graph_store) == {}
