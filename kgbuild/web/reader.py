"""Questions that the pages put to the engine, and the part of the graph that a page is made of."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

from kgbuild.formats import N_TRIPLES, SPARQL_JSON
from kgbuild.store.terms import Term
from kgbuild.vocabulary import expand
from kgbuild.web.engine import Engine, Query, Wanted

# How many IRIs are asked about at once.
BATCH: Final = 500

# More spans than these, of all nodes of a page together, are not looked at.
MAX_SPANS: Final = 10_000

ANSWERS: Final = Wanted(SPARQL_JSON, N_TRIPLES)

DOCUMENT: Final = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {node} {{ ?s ?p ?o }} }}"

# DISTINCT, for what several documents state alike is found in each of them, and would fill up the limit.
ABOUT: Final = """CONSTRUCT {{ {node} ?p ?o ; gaf:denotedBy ?span . ?s ?q {node} }} WHERE {{
  {{ SELECT DISTINCT ?p ?o {{ {node} ?p ?o FILTER(?p != gaf:denotedBy) }} LIMIT {most} }} UNION
  {{ SELECT DISTINCT ?span {{ {node} gaf:denotedBy ?span }} LIMIT {most} }} UNION
  {{ SELECT DISTINCT ?s ?q {{ ?s ?q {node} }} LIMIT {most} }}
}}"""

ALL_ABOUT: Final = "CONSTRUCT {{ {node} ?p ?o . ?s ?q {node} }} WHERE {{ {{ {node} ?p ?o }} UNION {{ ?s ?q {node} }} }}"

PARTS: Final = """CONSTRUCT {{ ?n ?p ?o }} WHERE {{ VALUES ?n {{ {nodes} }} ?n ?p ?o
  FILTER(?p IN (rdf:type, rdf:subject, rdf:predicate, rdf:object, kgb:confidence, skos:prefLabel, schema:headline))
}}"""

SPANS: Final = """CONSTRUCT {{ ?n gaf:denotedBy ?span }} WHERE {{
  {{ SELECT DISTINCT ?n ?span {{ VALUES ?n {{ {nodes} }} ?n gaf:denotedBy ?span }} LIMIT {most} }} }}"""

WORDS: Final = """CONSTRUCT {{ ?n nif:anchorOf ?words ; kgb:inSentence ?sentence . ?sentence nif:anchorOf ?text }}
WHERE {{ {{ VALUES ?n {{ {nodes} }} ?n nif:anchorOf ?words }} UNION
  {{ VALUES ?n {{ {nodes} }} ?n kgb:inSentence ?sentence OPTIONAL {{ ?sentence nif:anchorOf ?text }} }} }}"""

DENOTED_BY: Final = NamedNode(expand("gaf:denotedBy"))
LABELS: Final = (NamedNode(expand("skos:prefLabel")), NamedNode(expand("schema:headline")))
EVIDENCED: Final = tuple(NamedNode(expand(name)) for name in ("rdf:subject", "rdf:object"))


@dataclass(frozen=True, slots=True)
class Reader:
    """Asks the engine for one client; errors as in `Engine.answer`."""

    engine: Engine
    gone: Callable[[], bool]

    def solutions(self, sparql: str) -> QuerySolutions:
        """The solutions of a SELECT."""
        answer = self.engine.answer(Query(sparql), ANSWERS, self.gone)
        with answer.body as body:
            found = parse_query_results(body.read(), format=QueryResultsFormat.JSON)
        assert isinstance(found, QuerySolutions)  # noqa: S101 - the pages' own queries are SELECTs here
        return found

    def statements(self, sparql: str) -> Iterator[Quad]:
        """The triples of a CONSTRUCT."""
        answer = self.engine.answer(Query(sparql), ANSWERS, self.gone)
        with answer.body as body:
            yield from parse(body.read(), format=RdfFormat.N_TRIPLES)

    def neighbourhood(self, node: NamedNode, most: int) -> Store:
        """What a page tells of the node: its statements, at most `most` either way, with their evidence and sentences.

        A document's graph is in it whole, under its name. Empty if nothing is said of the node.
        """
        store = Store()
        store.extend(
            Quad(quad.subject, quad.predicate, quad.object, node)
            for quad in self.statements(DOCUMENT.format(node=node))
        )
        store.extend(self.statements(ABOUT.format(node=node, most=most)))
        self._add(store, PARTS, _evidence(store, node))
        self._add(store, PARTS, _unlabelled(store, node))
        self._add(store, SPANS, _wordless(store, node), most=MAX_SPANS)
        self._add(store, WORDS, (each for each in _terms(store) if _says_nothing(store, each)))
        return store

    def is_document(self, node: NamedNode) -> bool:
        """Whether a graph has the node's name."""
        return any(self.solutions(f"SELECT ?s WHERE {{ GRAPH {node} {{ ?s ?p ?o }} }} LIMIT 1"))

    def _add(self, store: Store, question: str, nodes: Iterable[NamedNode], **values: int) -> None:
        remaining = sorted(set(nodes), key=str)
        for start in range(0, len(remaining), BATCH):
            batch = " ".join(str(each) for each in remaining[start : start + BATCH])
            store.extend(self.statements(question.format(nodes=batch, **values)))


def construct_for(node: NamedNode, *, document: bool) -> str:
    """The query for the statements that stand for a node as RDF: a document's graph, else all with it at either end."""
    return (DOCUMENT if document else ALL_ABOUT).format(node=node)


def _evidence(store: Store, node: NamedNode) -> Iterator[NamedNode]:
    """The nodes that may be evidence of a statement about the node."""
    for predicate in EVIDENCED:
        yield from _named(quad.subject for quad in store.quads_for_pattern(None, predicate, node))


def _unlabelled(store: Store, node: NamedNode) -> Iterator[NamedNode]:
    inside = node.value + "#"
    for term in _terms(store):
        if not term.value.startswith(inside) and not _has_label(store, term):
            yield term


def _wordless(store: Store, node: NamedNode) -> Iterator[NamedNode]:
    """Those whose spans are told: without a label they are shown by their words; of subjects, the sentence is shown."""
    inside = node.value + "#"
    subjects = set(_named(quad.subject for quad in store.quads_for_pattern(None, None, node)))
    for term in _terms(store):
        if term.value.startswith(inside) or term == node:
            continue
        if term in subjects or not _has_label(store, term):
            yield term


def _says_nothing(store: Store, term: NamedNode) -> bool:
    """Whether a node's words, should it be a span, are not there yet."""
    anchor = NamedNode(expand("nif:anchorOf"))
    return not _has_label(store, term) and next(store.quads_for_pattern(term, anchor, None), None) is None


def _has_label(store: Store, term: NamedNode) -> bool:
    return any(next(store.quads_for_pattern(term, label, None), None) is not None for label in LABELS)


def _terms(store: Store) -> set[NamedNode]:
    """All IRIs that stand as subject or object."""
    ends = itertools.chain.from_iterable((quad.subject, quad.object) for quad in store)
    return set(_named(ends))


def _named(terms: Iterable[Term | BlankNode | Literal]) -> Iterator[NamedNode]:
    return (term for term in terms if isinstance(term, NamedNode))
