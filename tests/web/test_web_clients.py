"""Programs that people use, asked to ask the endpoint."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from test_web_protocol import SELECT, STRIKE

LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel"


def test_the_store_of_rdflib(base: str) -> None:
    graph = rdflib.Graph(SPARQLStore(base + "/sparql"))
    assert [str(row.e) for row in graph.query(SELECT)] == [STRIKE]  # type: ignore[union-attr]
    norway = rdflib.URIRef("https://example.org/entity/Q20")
    assert [str(label) for label in graph.objects(norway, rdflib.URIRef(LABEL))] == ["Norway"]


def test_a_federated_query_from_another_engine(base: str) -> None:
    local = rdflib.Graph()
    local.add((rdflib.URIRef("https://example.org/entity/Q20"), rdflib.RDFS.comment, rdflib.Literal("mine")))
    found = local.query(
        f"SELECT ?note ?label {{ ?s rdfs:comment ?note . SERVICE <{base}/sparql> {{ ?s <{LABEL}> ?label }} }}"
    )
    assert [(str(row.note), str(row.label)) for row in found] == [("mine", "Norway")]  # type: ignore[union-attr]


def test_curl(base: str) -> None:
    if shutil.which("curl") is None:
        pytest.skip("no curl here")
    command = ["curl", "--silent", "--fail", base + "/sparql", "--data-urlencode", f"query={SELECT}"]
    answer = json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)
    assert [row["e"]["value"] for row in answer["results"]["bindings"]] == [STRIKE]
