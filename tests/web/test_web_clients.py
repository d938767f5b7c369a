"""Programs that people use, asked to ask the endpoint, and to write to it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError

import pytest
import rdflib
import SPARQLWrapper
from http_client import ask
from pyoxigraph import Literal, NamedNode, Quad
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from remotes import oxigraph
from served import Served
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, Unauthorized
from stores import new_store
from test_web_protocol import DESCRIBE, SELECT, STRIKE

from kgbuild.web.config import Config
from kgbuild.web.limits import Limits

LABEL = rdflib.URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
NORWAY = rdflib.URIRef("https://example.org/entity/Q20")
GRAPH = rdflib.URIRef("https://example.org/mine")
TOKEN = "a-token-for-the-clients"

# It leaves the closing of responses to the garbage collector, and has rdflib make a graph of an older kind.
as_it_is = pytest.mark.filterwarnings(
    "ignore::ResourceWarning",
    "ignore::pytest.PytestUnraisableExceptionWarning",
    "ignore:ConjunctiveGraph is deprecated",
)


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The endpoint of a server that takes updates, with a default graph of its own."""
    path = new_store(tmp_path_factory.mktemp("written"))
    with Served(path, config=Config(Limits(workers=1), token=TOKEN, union=False)) as server:
        yield server.address + "/sparql"


# ---------------------------------------------------------------------------------------------------- rdflib
def test_the_store_of_rdflib(base: str) -> None:
    graph = rdflib.Graph(SPARQLStore(base + "/sparql"))
    assert [str(row.e) for row in graph.query(SELECT)] == [STRIKE]  # type: ignore[union-attr]
    assert [str(label) for label in graph.objects(NORWAY, LABEL)] == ["Norway"]
    assert bool(graph.query("ASK { ?e a kgb:Protest }"))
    assert len(graph.query(DESCRIBE).graph or ()) == 7


def test_the_store_of_rdflib_that_writes(writable: str) -> None:
    store = SPARQLUpdateStore(writable, writable, headers={"Authorization": f"Bearer {TOKEN}"})
    graph = rdflib.Graph(store, identifier=GRAPH)
    graph.add((NORWAY, LABEL, rdflib.Literal("Noreg", lang="nn")))
    graph.add((NORWAY, LABEL, rdflib.Literal('a "quoted"\nline')))
    assert set(graph.objects(NORWAY, LABEL)) == {
        rdflib.Literal("Noreg", lang="nn"),
        rdflib.Literal('a "quoted"\nline'),
    }
    graph.remove((NORWAY, LABEL, rdflib.Literal("Noreg", lang="nn")))
    assert len(graph) == 1
    graph.update("DELETE { ?s ?p ?o } INSERT { ?s ?p 'Norge' } WHERE { ?s ?p ?o }")
    assert list(graph.objects(NORWAY, LABEL)) == [rdflib.Literal("Norge")]
    stranger = rdflib.Graph(SPARQLUpdateStore(writable, writable), identifier=GRAPH)
    with pytest.raises(HTTPError, match="401"):
        stranger.add((NORWAY, LABEL, rdflib.Literal("no")))
    assert len(graph) == 1


def test_a_federated_query_from_another_engine(base: str) -> None:
    local = rdflib.Graph()
    local.add((NORWAY, rdflib.RDFS.comment, rdflib.Literal("mine")))
    found = local.query(
        f"SELECT ?note ?label {{ ?s rdfs:comment ?note . SERVICE <{base}/sparql> {{ ?s <{LABEL}> ?label }} }}"
    )
    assert [(str(row.note), str(row.label)) for row in found] == [("mine", "Norway")]  # type: ignore[union-attr]


def test_a_federated_query_from_oxigraph(base: str, tmp_path: Path) -> None:
    mine = Quad(NamedNode("https://example.org/entity/Q20"), NamedNode("urn:note"), Literal("mine"))
    query = f"SELECT ?note ?label {{ ?s <urn:note> ?note . SERVICE <{base}/sparql> {{ ?s <{LABEL}> ?label }} }}"
    with oxigraph([mine], tmp_path) as other:
        found = ask(other.url, data=query.encode(), content_type="application/sparql-query", accept="text/csv")
    assert found.text.split() == ["note,label", "mine,Norway"]


# ---------------------------------------------------------------------------------------------------- SPARQLWrapper
def wrapped(endpoint: str, query: str, form: str, method: str = "GET", request: str = "urlencoded") -> object:
    """What SPARQLWrapper makes of the answer to a query in one of its formats."""
    client = SPARQLWrapper.SPARQLWrapper(endpoint)
    client.setQuery(query)
    client.setReturnFormat(form)
    client.setMethod(method)
    client.setRequestMethod(request)
    return client.queryAndConvert()


@as_it_is
@pytest.mark.parametrize(
    ("method", "request_method"),
    [("GET", "urlencoded"), ("POST", "urlencoded"), ("POST", "postdirectly")],
)
def test_sparqlwrapper_asks_in_each_way(base: str, method: str, request_method: str) -> None:
    found = wrapped(base + "/sparql", SELECT, SPARQLWrapper.JSON, method, request_method)
    assert [row["e"]["value"] for row in found["results"]["bindings"]] == [STRIKE]  # type: ignore[index]


@as_it_is
def test_sparqlwrapper_takes_each_format(base: str) -> None:
    endpoint = base + "/sparql"
    assert STRIKE in wrapped(endpoint, SELECT, SPARQLWrapper.XML).toxml()  # type: ignore[attr-defined]
    assert wrapped(endpoint, SELECT, SPARQLWrapper.CSV) == f"e\r\n{STRIKE}\r\n".encode()
    assert wrapped(endpoint, SELECT, SPARQLWrapper.TSV) == f"?e\n<{STRIKE}>\n".encode()
    assert wrapped(endpoint, "ASK { ?e a kgb:Protest }", SPARQLWrapper.JSON)["boolean"] is True  # type: ignore[index]
    for form in (SPARQLWrapper.XML, SPARQLWrapper.RDFXML, SPARQLWrapper.JSONLD):
        assert len(wrapped(endpoint, DESCRIBE, form)) == 7  # type: ignore[arg-type]
    for form in (SPARQLWrapper.TURTLE, SPARQLWrapper.N3):
        text = wrapped(endpoint, DESCRIBE, form)
        assert isinstance(text, bytes)
        assert len(rdflib.Graph().parse(data=text, format="turtle")) == 7


@as_it_is
def test_sparqlwrapper_is_told_what_is_wrong(base: str) -> None:
    with pytest.raises(QueryBadFormed, match="line 1, column"):
        wrapped(base + "/sparql", "SELECT * { ?s ", SPARQLWrapper.JSON)


@as_it_is
def test_sparqlwrapper_writes(writable: str) -> None:
    client = SPARQLWrapper.SPARQLWrapper(writable)
    client.setMethod("POST")
    client.setQuery("INSERT DATA { <urn:s> <urn:wrapped> 1 }")
    with pytest.raises(Unauthorized):
        client.query()
    client.addCustomHttpHeader("Authorization", f"Bearer {TOKEN}")
    for request_method in ("urlencoded", "postdirectly"):
        client.setRequestMethod(request_method)
        assert client.query().response.status == 204
    found = wrapped(writable, "ASK { <urn:s> <urn:wrapped> 1 }", SPARQLWrapper.JSON)
    assert found["boolean"] is True  # type: ignore[index]


# ---------------------------------------------------------------------------------------------------- curl
def curl(*arguments: str) -> str:
    if shutil.which("curl") is None:
        pytest.skip("no curl here")
    command = ["curl", "--silent", "--show-error", *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, encoding="utf-8").stdout


def test_curl_asks(base: str) -> None:
    for way in ([], ["--get"]):
        answer = json.loads(curl("--fail", *way, base + "/sparql", "--data-urlencode", f"query={SELECT}"))
        assert [row["e"]["value"] for row in answer["results"]["bindings"]] == [STRIKE]
    direct = ["--header", "Content-Type: application/sparql-query", "--data-binary", SELECT]
    assert curl("--fail", base + "/sparql", *direct, "--header", "Accept: text/csv").split() == ["e", STRIKE]
    status = ["--output", "-", "--write-out", "\n%{http_code}", base + "/sparql", "--data-urlencode", "query=ASK {"]
    assert curl(*status).splitlines()[-1] == "400"


def test_curl_writes_a_graph_from_a_file(writable: str, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(f'<{NORWAY}> <{LABEL}> "Норвегия"@ru .', encoding="utf-8")
    graphs = writable.removesuffix("sparql") + "graphs?graph=urn:curl"
    upload = ["--upload-file", str(tmp_path / "graph.ttl"), "--header", "Content-Type: text/turtle"]
    curl("--fail", *upload, "--header", f"Authorization: Bearer {TOKEN}", graphs)
    assert '"Норвегия"@ru' in curl("--fail", "--header", "Accept: text/turtle", graphs)
