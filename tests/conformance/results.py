"""Expected and actual answers in a form in which equal ones are equal, whatever their blank nodes are called."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
RDF_TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
INDEX = "rowNumber"
RESULT_TYPES = {
    ".srx": "application/sparql-results+xml",
    ".srj": "application/sparql-results+json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
}
RDF_TYPES = {".ttl": "text/turtle", ".rdf": "application/rdf+xml", ".nt": "application/n-triples"}


def _canonical(quads: list[Quad]) -> frozenset[object]:
    """Numbers by their values, as a store keeps them; blank nodes by RDFC-1.0."""
    store = Store()
    store.extend(quads)
    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(quad.triple for quad in dataset)


def read_rdf(path: Path) -> list[Quad]:
    """The statements of a file; its blank nodes are others each time that it is read."""
    data_format = RdfFormat.from_media_type(RDF_TYPES[path.suffix])
    return list(parse(path.read_bytes(), format=data_format, base_iri=f"file://{path}", rename_blank_nodes=True))


def graph(body: bytes, media_type: str) -> frozenset[object]:
    return _canonical(list(parse(body, format=RdfFormat.from_media_type(media_type))))


def dataset(quads: Iterable[Quad]) -> frozenset[object]:
    """A whole dataset; a graph without statements does not count."""
    found = Dataset(quads)
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return frozenset(found)


def solutions(body: bytes, media_type: str, *, in_order: bool) -> frozenset[object]:
    return _rows(parse_query_results(body, format=QueryResultsFormat.from_media_type(media_type)), in_order)


def csv_rows(body: bytes) -> list[list[tuple[str, str]]]:
    """The rows, in any order of rows and columns: CSV tells no types, and names of blank nodes say nothing."""
    rows = csv.DictReader(io.StringIO(body.decode("utf-8"), newline=""))
    return sorted(sorted((name, "_:" if cell.startswith("_:") else cell) for name, cell in row.items()) for row in rows)


def expected(path: Path) -> tuple[str, frozenset[object], bool]:
    """The kind of an answer ("solutions" or "triples"), the answer, and whether its order counts."""
    if path.suffix in RESULT_TYPES:
        return "solutions", solutions(path.read_bytes(), RESULT_TYPES[path.suffix], in_order=False), False
    quads = read_rdf(path)
    store = Store()
    store.extend(quads)
    sets = list(store.quads_for_pattern(None, RDF_TYPE, NamedNode(RS + "ResultSet")))
    return ("solutions", *_result_set(store, sets[0].subject)) if sets else ("triples", _canonical(quads), False)


def _result_set(store: Store, node: object) -> tuple[frozenset[object], bool]:
    """A result set told in RDF (https://www.w3.org/2001/sw/DataAccess/tests/README)."""

    def values(subject: object, name: str) -> list[object]:
        return [quad.object for quad in store.quads_for_pattern(subject, NamedNode(RS + name), None)]  # type: ignore[arg-type]

    truth = values(node, "boolean")
    if truth:
        return frozenset([truth[0].value]), False  # type: ignore[attr-defined]
    rows, in_order = [], False
    for solution in values(node, "solution"):
        row = [(values(each, "variable")[0].value, values(each, "value")[0]) for each in values(solution, "binding")]  # type: ignore[attr-defined]
        for index in values(solution, "index"):
            in_order = True
            row.append((INDEX, Literal(index.value)))  # type: ignore[attr-defined]
        rows.append(row)
    return _table(rows), in_order


def _rows(result: QuerySolutions | QueryBoolean, in_order: bool) -> frozenset[object]:
    if isinstance(result, QueryBoolean):
        return frozenset([str(bool(result)).lower()])
    names = [variable.value for variable in result.variables]
    rows = []
    for number, solution in enumerate(result, 1):
        row = [(name, term) for name, term in zip(names, solution, strict=True) if term is not None]
        rows.append([*row, (INDEX, Literal(str(number)))] if in_order else row)
    return _table(rows)


def _table(rows: list[list[tuple[str, object]]]) -> frozenset[object]:
    """Each row with how often it is there.

    A blank node stands as what it has in common with no others: where it is and beside what, three steps far.
    """
    colours: dict[object, int] = {}
    for _ in range(3):
        seen: dict[object, list[object]] = {}
        for row in rows:
            shown = sorted(str((name, _shown(term, colours))) for name, term in row)
            for name, term in row:
                if isinstance(term, BlankNode):
                    seen.setdefault(term, []).append((name, tuple(shown)))
        colours = {term: hash(str(sorted(map(str, places)))) for term, places in seen.items()}
    return frozenset(Counter(frozenset((name, _shown(term, colours)) for name, term in row) for row in rows).items())


def _shown(term: object, colours: dict[object, int]) -> object:
    return ("blank", colours.get(term, 0)) if isinstance(term, BlankNode) else _by_value(term)


def _by_value(term: object) -> object:
    """A number as a store keeps it, not as it is spelled."""
    store = Store()
    store.add(Quad(NamedNode("urn:s"), NamedNode("urn:p"), term))  # type: ignore[arg-type]
    return next(iter(store)).object
