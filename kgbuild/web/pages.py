"""What a person sees: the start page, and a query with its answer as a table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from flask import render_template
from pyoxigraph import QueryBoolean, QueryResultsFormat, parse_query_results

from kgbuild.errors import KGBuildError, QueryError
from kgbuild.formats import RDF_FORMATS, RESULT_FORMATS
from kgbuild.vocabulary import PREFIXES
from kgbuild.web.engine import Answer
from kgbuild.web.links import Cell, Links
from kgbuild.web.reader import Reader

# More would make a page that no browser likes; the whole answer is a click away in the other formats.
MAX_ROWS: Final = 1000

CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")

# Documents that the start page lists.
MAX_DOCUMENTS: Final = 50

DOCUMENTS: Final = (
    "SELECT ?document (SAMPLE(?headline) AS ?title) (SAMPLE(?outlet) AS ?publisher) (SAMPLE(?day) AS ?date) WHERE {\n"
    "  ?document a schema:NewsArticle .\n"
    "  OPTIONAL { ?document schema:headline ?headline }\n"
    "  OPTIONAL { ?document schema:publisher ?outlet }\n"
    "  OPTIONAL { ?document schema:datePublished ?day }\n"
    "} GROUP BY ?document ORDER BY DESC(?date) ?document"
)

OVERVIEW: Final = (
    ("documents", "SELECT (COUNT(DISTINCT ?n) AS ?count) { ?n a schema:NewsArticle }"),
    ("events", "SELECT (COUNT(DISTINCT ?n) AS ?count) { ?n a kgb:Event }"),
    ("claims", "SELECT (COUNT(DISTINCT ?n) AS ?count) { ?n a schema:Claim }"),
    (
        "entities",
        "SELECT (COUNT(DISTINCT ?n) AS ?count) { VALUES ?class { kgb:Actor kgb:Place kgb:Medium } ?n a ?class }",
    ),
    ("statements", "SELECT (COUNT(*) AS ?count) { GRAPH ?graph { ?s ?p ?o } }"),
)

EXAMPLES: Final = (
    (
        "Who did what to whom",
        "SELECT DISTINCT ?who ?what ?whom ?certainty ?sentence WHERE {\n"
        "  ?event a kgb:Event ; a ?what ; kgb:actor/skos:prefLabel ?who ;\n"
        "         kgb:polarity fact:positive ; kgb:certainty ?certainty ;\n"
        "         gaf:denotedBy/kgb:inSentence/nif:anchorOf ?sentence .\n"
        "  OPTIONAL { ?event kgb:recipient/skos:prefLabel ?whom }\n"
        "  FILTER(?what NOT IN (kgb:Event, sem:Event))\n"
        "} ORDER BY ?who ?what ?whom LIMIT 100",
    ),
    (
        "Who says how many, and in which words",
        "SELECT DISTINCT ?speaker ?kind ?lower ?upper ?words WHERE {\n"
        "  ?count a kgb:Count ; kgb:countKind ?kind ; gaf:denotedBy/nif:anchorOf ?words .\n"
        "  OPTIONAL { ?count kgb:lower ?lower }\n"
        "  OPTIONAL { ?count kgb:upper ?upper }\n"
        "  OPTIONAL { ?claim kgb:reports ?count ; prov:wasAttributedTo/skos:prefLabel ?speaker }\n"
        "} ORDER BY ?kind ?lower LIMIT 100",
    ),
    (
        "Where the text says so",
        "SELECT ?subject ?predicate ?object ?words ?confidence WHERE {\n"
        "  ?evidence a kgb:Evidence ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;\n"
        "            gaf:denotedBy/nif:anchorOf ?words ; kgb:confidence ?confidence .\n"
        "} ORDER BY ?confidence ?subject LIMIT 100",
    ),
    (
        "What is told of protests, by its words",
        "SELECT DISTINCT ?sentence ?what ?who ?certainty WHERE {\n"
        '  ?place kgb:search "protest*" ; kgb:among "sentences" ; kgb:found ?sentence ; kgb:score ?score .\n'
        "  ?span kgb:inSentence ?place .\n"
        "  ?event gaf:denotedBy ?span ; a kgb:Event, ?what ;\n"
        "         kgb:polarity fact:positive ; kgb:certainty ?certainty .\n"
        "  OPTIONAL { ?event kgb:actor/skos:prefLabel ?who }\n"
        "  FILTER(?what NOT IN (kgb:Event, sem:Event))\n"
        "} ORDER BY DESC(?score) ?sentence ?what ?who LIMIT 100",
    ),
    (
        "Entities by how many documents speak of them",
        "SELECT ?entity ?name (COUNT(DISTINCT ?document) AS ?documents) WHERE {\n"
        "  GRAPH ?document { ?entity skos:prefLabel ?name ; gaf:denotedBy ?span }\n"
        "} GROUP BY ?entity ?name ORDER BY DESC(?documents) ?name LIMIT 100",
    ),
)


@dataclass(frozen=True, slots=True)
class Table:
    """An answer for the page: a table, a truth value or Turtle. `formats` are the names it can be had in whole."""

    formats: tuple[str, ...]
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    truth: bool | None = None
    turtle: str | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Contents:
    """What the start page tells of a store: named numbers, and rows of document, publisher and date."""

    counts: tuple[tuple[str, int], ...]
    documents: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a query; its line, and where in it, where known."""

    message: str
    line: str | None = None
    caret: str = ""


def survey_contents(reader: Reader, links: Links) -> Contents:
    """How many documents, events, claims, entities and statements the graph holds; the latest documents."""
    counts = tuple((name, int(next(iter(reader.solutions(sparql)))["count"].value)) for name, sparql in OVERVIEW)
    rows = []
    for row in reader.solutions(f"{DOCUMENTS} LIMIT {MAX_DOCUMENTS}"):
        title = row["title"]
        named = links.cell(row["document"], None if title is None else title.value)
        rows.append((named, links.cell(row["publisher"]), links.cell(row["date"])))
    return Contents(counts, tuple(rows))


def render_overview(contents: Contents) -> str:
    """The start page."""
    return render_template("overview.html", contents=contents, all_documents=DOCUMENTS, examples=EXAMPLES)


def render_query(
    links: Links, sparql: str | None = None, answer: Answer | None = None, fault: KGBuildError | None = None
) -> str:
    """The query form, with the answer to its query (the first MAX_ROWS of it) or what is wrong with it."""
    return render_template(
        "query.html",
        sparql=EXAMPLES[0][1] if sparql is None else sparql,
        answer=None if answer is None else _table(answer, links),
        fault=None if fault is None else _fault(sparql or "", fault),
        examples=EXAMPLES,
        prefixes=PREFIXES,
        max_rows=MAX_ROWS,
    )


def without_controls(value: Any) -> Any:
    """What a template shows, with U+FFFD for characters that no page may hold (https://infra.spec.whatwg.org/#control)."""
    return CONTROLS.sub("\N{REPLACEMENT CHARACTER}", value) if type(value) is str else value


def render_fault(code: int, name: str, description: str | None) -> str:
    """A page for a request that could not be answered."""
    return render_template("fault.html", code=code, name=name, description=description)


def _fault(sparql: str, error: KGBuildError) -> Fault:
    lines = sparql.splitlines()
    if (
        not isinstance(error, QueryError)
        or error.line is None
        or error.column is None
        or not 0 < error.line <= len(lines)
    ):
        return Fault(str(error))
    line = lines[error.line - 1].expandtabs(1)
    return Fault(str(error), line, " " * min(error.column - 1, len(line)) + "^")


def _table(answer: Answer, links: Links) -> Table:
    formats = tuple(each.name for each in (RDF_FORMATS if answer.kind == "triples" else RESULT_FORMATS))
    with answer.body as body:
        content = body.read()
    if answer.kind == "triples":
        return Table(formats, turtle=content.decode("utf-8"), cut=answer.cut)
    result = parse_query_results(content, format=QueryResultsFormat.JSON)
    if isinstance(result, QueryBoolean):
        return Table(formats, truth=bool(result))
    return Table(
        formats,
        heads=tuple(variable.value for variable in result.variables),
        rows=tuple(tuple(links.cell(term) for term in solution) for solution in result),
        cut=answer.cut,
    )
