"""The graph that engines ask answers as rdflib's own does."""

from __future__ import annotations

import itertools

import pytest
import rdflib
from rdflib.paths import ZeroOrMore

from kgbuild.validate.data_graph import DataGraph

A, B, C, P, Q = (rdflib.URIRef(f"https://example.org/{name}") for name in "abcpq")
TRIPLES = [(A, P, B), (A, P, C), (A, Q, B), (B, P, C), (B, Q, rdflib.Literal("c")), (A, P, B)]
NODES = [None, A, B, C, rdflib.Literal("c")]


@pytest.fixture
def graphs() -> tuple[DataGraph, rdflib.Graph]:
    plain = rdflib.Graph()
    for triple in TRIPLES:
        plain.add(triple)
    return DataGraph(TRIPLES), plain


def test_every_pattern_finds_what_rdflib_finds(graphs: tuple[DataGraph, rdflib.Graph]) -> None:
    ours, plain = graphs
    assert len(ours) == len(plain) == 5
    for s, p, o in itertools.product(NODES, [None, P, Q, C], NODES):
        assert sorted(ours.triples((s, p, o))) == sorted(plain.triples((s, p, o)))
        assert ((s, p, o) in ours) == ((s, p, o) in plain)
        assert sorted(ours.objects(s, p)) == sorted(plain.objects(s, p))
        assert sorted(ours.subjects(p, o)) == sorted(plain.subjects(p, o))


def test_paths_are_followed(graphs: tuple[DataGraph, rdflib.Graph]) -> None:
    ours, plain = graphs
    path = P * ZeroOrMore
    assert sorted(ours.triples((A, path, None))) == sorted(plain.triples((A, path, None)))
    assert list(ours.transitive_objects(A, C)) == list(plain.transitive_objects(A, C)) == [A]
    assert sorted(ours.transitive_objects(A, P)) == sorted(plain.transitive_objects(A, P))


def test_names_are_written_whole(graphs: tuple[DataGraph, rdflib.Graph]) -> None:
    ours, _ = graphs
    assert A.n3(ours.namespace_manager) == "<https://example.org/a>"
