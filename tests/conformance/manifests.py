"""W3C test manifests as plain values. The suites are no part of this project: W3C_SPARQL_TESTS names their folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest
from pyoxigraph import NamedNode, RdfFormat, Store, parse

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"

VARIABLE = "W3C_SPARQL_TESTS"


def suites() -> Path:
    """The folder with sparql10/ and sparql11/; the test is skipped where the variable names none."""
    path = Path(os.environ.get(VARIABLE, ""))
    if not (path / "sparql11").is_dir():
        pytest.skip(
            f"no W3C tests: clone github.com/w3c/rdf-tests and have {VARIABLE} name its folder sparql (minutes)"
        )
    return path


@dataclass(frozen=True)
class Node:
    """A node of a manifest, with the values of its properties."""

    store: Store
    term: object

    def all(self, predicate: str) -> list[Node]:
        quads = self.store.quads_for_pattern(self.term, NamedNode(predicate), None)  # type: ignore[arg-type]
        return [Node(self.store, quad.object) for quad in quads]

    def get(self, predicate: str) -> Node | None:
        return next(iter(self.all(predicate)), None)

    def one(self, predicate: str) -> Node:
        found = self.get(predicate)
        assert found is not None, f"{self.term} has no {predicate}"
        return found

    def items(self) -> Iterator[Node]:
        """Of an RDF list."""
        node = self
        while node.value != RDF + "nil":
            yield node.one(RDF + "first")
            node = node.one(RDF + "rest")

    @property
    def value(self) -> str:
        return self.term.value  # type: ignore[attr-defined,no-any-return]

    @property
    def path(self) -> Path:
        return Path(unquote(self.value.removeprefix("file://")))

    @property
    def kind(self) -> str:
        kinds = [each.value for each in self.all(RDF + "type")]
        return next(each for each in kinds if each.startswith(MF)).removeprefix(MF)


@cache
def load(path: Path) -> Store:
    store = Store()
    store.extend(parse(path.read_bytes(), format=RdfFormat.TURTLE, base_iri=f"file://{path}"))
    return store


def entries(path: Path) -> Iterator[Node]:
    """The tests of a manifest and of those that it includes."""
    store = load(path)
    manifest = Node(store, NamedNode(f"file://{path}"))
    included = manifest.get(MF + "include")
    for each in included.items() if included else ():
        yield from entries(each.path)
    listed = manifest.get(MF + "entries")
    yield from listed.items() if listed else ()


# What other tests put to the server, or what it does not do: it derives nothing, and sends no queries on.
FOLDERS_APART = {"entailment", "service", "syntax-fed", "service-description", "protocol", "graph-store-protocol",
                 "http-rdf-update"}  # fmt: skip


def manifests() -> list[Path]:
    """Those of SPARQL 1.0 and 1.1."""
    root = suites()
    return sorted(
        path
        for version in ("sparql10", "sparql11")
        for path in (root / version).glob("*/manifest.ttl")
        if path.parent.name not in FOLDERS_APART
    )


def cases(*kinds: str) -> dict[str, Node]:
    """The tests of these kinds, each by version, folder and name: "sparql11/bind/bind01"."""
    found = {}
    for path in manifests():
        for test in entries(path):
            if test.kind in kinds:
                found[f"{path.parts[-3]}/{path.parent.name}/{test.value.rpartition('#')[2]}"] = test
    return found
