"""What a person sees: the start page, and a query with its answer as a table."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import render_template
from pyoxigraph import NamedNode, Quad, QueryBoolean, QuerySolutions, Store

from kgbuild.errors import QueryError
from kgbuild.formats import RDF_FORMATS, RESULT_FORMATS, TURTLE
from kgbuild.store.export import serialize_graph
from kgbuild.store.query import QueryResult, run_query
from kgbuild.store.terms import Term, short_term
from kgbuild.vocabulary import PREFIXES

# More would make a page that no browser likes; the whole answer is a click away in the other formats.
MAX_ROWS: Final = 1000

OVERVIEW: Final = (
    ("documents", "SELECT (COUNT(DISTINCT ?n) AS ?count) { ?n a schema:NewsArticle }"),
    ("events", "SELECT (COUNT(DISTINCT ?n) AS ?count) { ?n a kgb:Event }"),
    ("claims", "SELECT (COUNT(DISTINCT ?n) AS ?count) { ?n a schema:Claim }"),
    (
        "entities",
        "SELECT (COUNT(DISTINCT ?n) AS ?count) { VALUES ?class { kgb:Actor kgb:Place kgb:Medium } ?n a ?class }",
    ),
)

EXAMPLES: Final = (
    (
        "Who did what to whom",
        "SELECT ?what ?who ?whom WHERE {\n"
        "  ?event a kgb:Event ; kgb:actor/skos:prefLabel ?who ; a ?what .\n"
        "  OPTIONAL { ?event kgb:recipient/skos:prefLabel ?whom }\n"
        "  FILTER(?what NOT IN (kgb:Event, sem:Event))\n"
        "} LIMIT 100",
    ),
    (
        "Who says how many, and in which words",
        "SELECT ?speaker ?kind ?lower ?upper ?words WHERE {\n"
        "  ?count a kgb:Count ; kgb:countKind ?kind ; gaf:denotedBy/nif:anchorOf ?words .\n"
        "  OPTIONAL { ?count kgb:lower ?lower }\n"
        "  OPTIONAL { ?count kgb:upper ?upper }\n"
        "  OPTIONAL { ?claim kgb:reports ?count ; prov:wasAttributedTo/skos:prefLabel ?speaker }\n"
        "} LIMIT 100",
    ),
    (
        "Where the text says so",
        "SELECT ?subject ?predicate ?object ?words ?confidence WHERE {\n"
        "  ?evidence a kgb:Evidence ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;\n"
        "            gaf:denotedBy/nif:anchorOf ?words ; kgb:confidence ?confidence .\n"
        "} ORDER BY ?confidence LIMIT 100",
    ),
    (
        "Entities by how many documents speak of them",
        "SELECT ?entity ?name (COUNT(DISTINCT ?document) AS ?documents) WHERE {\n"
        "  GRAPH ?document { ?entity skos:prefLabel ?name ; gaf:denotedBy ?span }\n"
        "} GROUP BY ?entity ?name ORDER BY DESC(?documents) ?name LIMIT 100",
    ),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a table: how it is shown, and the IRI that it is, if it is one."""

    text: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer for the page: a table, a truth value or Turtle. `formats` are the names it can be had in whole."""

    formats: tuple[str, ...]
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    truth: bool | None = None
    turtle: str | None = None
    cut: bool = False


def count_contents(store: Store) -> tuple[tuple[str, int], ...]:
    """How many documents, events, claims, entities and statements the store holds."""
    counts = []
    for name, sparql in OVERVIEW:
        solutions = run_query(store, sparql)
        assert isinstance(solutions, QuerySolutions)  # noqa: S101 - each is a SELECT
        counts.append((name, int(next(iter(solutions))["count"].value)))
    return (*counts, ("statements", len(store)))


def render_overview(counts: Sequence[tuple[str, int]]) -> str:
    """The start page."""
    return render_template("overview.html", counts=counts, examples=EXAMPLES)


def render_query(sparql: str = "", result: QueryResult | None = None, error: QueryError | None = None) -> str:
    """The query form, with the answer to its query or what is wrong with it. Reads at most the rows shown."""
    return render_template(
        "query.html",
        sparql=sparql or EXAMPLES[0][1],
        answer=None if result is None else _answer(result),
        error=error,
        examples=EXAMPLES,
        prefixes=PREFIXES,
        max_rows=MAX_ROWS,
    )


def _answer(result: QueryResult) -> Answer:
    if isinstance(result, QueryBoolean):
        return Answer(tuple(each.name for each in RESULT_FORMATS), truth=bool(result))
    if isinstance(result, QuerySolutions):
        solutions = list(itertools.islice(result, MAX_ROWS + 1))
        return Answer(
            tuple(each.name for each in RESULT_FORMATS),
            heads=tuple(variable.value for variable in result.variables),
            rows=tuple(tuple(_cell(term) for term in solution) for solution in solutions[:MAX_ROWS]),
            cut=len(solutions) > MAX_ROWS,
        )
    triples = list(itertools.islice(result, MAX_ROWS + 1))
    turtle = serialize_graph((Quad(*triple) for triple in triples[:MAX_ROWS]), TURTLE)
    return Answer(
        tuple(each.name for each in RDF_FORMATS),
        turtle=turtle.decode("utf-8"),
        cut=len(triples) > MAX_ROWS,
    )


def _cell(term: Term | None) -> Cell:
    return Cell(short_term(term), term.value if isinstance(term, NamedNode) else None)
