"""Answers written out as they are found, within bounds of rows and bytes."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, Any, Final, TypeAlias, cast

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    serialize,
)

from kgbuild.errors import LimitError
from kgbuild.formats import RDF_XML, SPARQL_CSV, SPARQL_JSON, SPARQL_TSV, SPARQL_XML, Format
from kgbuild.store.export import check_fits_xml, check_is_xml, serialize_graph, with_returns_escaped
from kgbuild.store.query import QueryResult
from kgbuild.store.terms import Term
from kgbuild.vocabulary import PREFIXES, expand

# An answer of this process or, its triples made one by one, of another one.
AnyResult: TypeAlias = QueryResult | Iterator[Triple]

XSD_STRING: Final = expand("xsd:string")

# What stands once for each row of Oxigraph's output and, since each format escapes it there, never inside of a term;
# and its length. In JSON it stands between two rows, and a variable's name follows; in a term that ends so, its last
# quotation mark does. Each begins with plain letters, which Python finds ten times as fast as a choice of them.
ROW_MARKS: Final[Mapping[Format, tuple[re.Pattern[bytes] | None, int]]] = {
    SPARQL_JSON: (re.compile(rb',\{"[^},]'), 4),
    SPARQL_XML: (re.compile(rb"<result>"), 8),
    SPARQL_TSV: (re.compile(rb"\n"), 1),
}


class BoundedOutput:
    """A binary file that passes on what is written to it until it is more than `rows` rows or `size` bytes."""

    def __init__(self, emit: Callable[[bytes], object], target_format: Format, *, rows: int, size: int) -> None:
        self._emit, self._rows_left, self._size_left = emit, rows, size
        self._count = _RowCounter(target_format)
        self._is_xml = target_format in (RDF_XML, SPARQL_XML)
        # What may be the beginning of a character that is cut in two.
        self._tail = b""

    def write(self, data: bytes) -> int:
        """Passes `data` on; LimitError if that is more than is allowed, OutputError if it cannot be in XML."""
        self._size_left -= len(data)
        self._rows_left -= self._count(data)
        if self._size_left < 0 or self._rows_left < 0:
            what = "bytes" if self._size_left < 0 else "rows"
            raise LimitError(f"the answer has more {what} than are sent; ask for less, with LIMIT", "size")
        if self._is_xml:
            joined = self._tail + data
            check_is_xml(joined)
            self._tail = joined[-2:]
        self._emit(with_returns_escaped(data) if self._is_xml else data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def as_file(self) -> IO[bytes]:
        """This output for a type checker: pyoxigraph asks for a whole file, and uses these two methods."""
        return cast("IO[bytes]", self)


class _RowCounter:
    """Tells how many rows of solutions each piece of an output ends or begins."""

    def __init__(self, target_format: Format) -> None:
        self._mark, self._length = ROW_MARKS.get(target_format, (None, 1))
        self._is_csv = target_format == SPARQL_CSV
        self._quoted = False
        self._tail = b""
        # Marks that are no rows, for the first line holds the names of the variables; rows that have no mark.
        self._heads = 1 if target_format in (SPARQL_CSV, SPARQL_TSV) else 0
        self._unmarked = 1 if target_format == SPARQL_JSON else 0

    def __call__(self, data: bytes) -> int:
        count = self._marks_in(data)
        if count:
            count += self._unmarked - self._heads
            self._heads = self._unmarked = 0
        return count

    def _marks_in(self, data: bytes) -> int:
        if self._is_csv:
            return self._lines_of_csv(data)
        if self._mark is None:
            return 0
        window = self._tail + data
        # A mark may be cut in two.
        self._tail = window[len(window) - self._length + 1 :]
        return len(self._mark.findall(window))

    def _lines_of_csv(self, data: bytes) -> int:
        """Lines that end outside of quotation marks."""
        parts = data.split(b'"')
        count = sum(part.count(b"\n") for part in parts[self._quoted :: 2])
        self._quoted ^= len(parts) % 2 == 0
        return count


def write_result(result: AnyResult, target_format: Format, output: BoundedOutput, rows: int) -> None:
    """Writes the whole answer. Of triples, each once, in the order in which they are found.

    LimitError if there are more than `rows` triples, or from `output`; OutputError if the format cannot carry it.
    """
    if isinstance(result, (QuerySolutions, QueryBoolean)):
        result.serialize(output.as_file(), format=QueryResultsFormat.from_media_type(target_format.media_type))
        return
    triples: Iterable[Triple] = _bounded(_unique(result), rows)
    if target_format == RDF_XML:
        triples = _fit_for_xml(triples)
    oxigraph_format = RdfFormat.from_media_type(target_format.media_type)
    serialize(triples, output.as_file(), oxigraph_format, prefixes=dict(PREFIXES))


def write_first(result: AnyResult, target_format: Format, output: BoundedOutput, rows: int) -> bool:
    """Writes the first `rows` of an answer, solutions always as JSON, triples sorted; whether there are more."""
    if isinstance(result, QueryBoolean):
        write_result(result, target_format, output, rows)
        return False
    first = list(itertools.islice(result, rows + 1))
    if isinstance(result, QuerySolutions):
        names = [variable.value for variable in result.variables]
        bindings = [
            {name: _as_json(term) for name, term in zip(names, solution, strict=True) if term is not None}
            for solution in first[:rows]
        ]
        output.write(json.dumps({"head": {"vars": names}, "results": {"bindings": bindings}}).encode())
    else:
        output.write(serialize_graph((Quad(*triple) for triple in first[:rows]), target_format))
    return len(first) > rows


def _as_json(term: Term) -> dict[str, Any]:
    """A term of SPARQL 1.1 Query Results JSON Format, section 3.2.2."""
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Literal):
        more = {"datatype": term.datatype.value}
        if term.language:
            more = {"xml:lang": term.language}
        elif term.datatype.value == XSD_STRING:
            more = {}
        return {"type": "literal", "value": term.value, **more}
    parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
    return {"type": "triple", "value": {name: _as_json(part) for name, part in parts.items()}}


def _unique(triples: Iterable[Triple]) -> Iterator[Triple]:
    """Oxigraph gives a described triple once for each graph that states it."""
    seen: set[Triple] = set()
    for triple in triples:
        if triple not in seen:
            seen.add(triple)
            yield triple


def _bounded(triples: Iterable[Triple], most: int) -> Iterator[Triple]:
    for number, triple in enumerate(triples):
        if number == most:
            raise LimitError(f"the answer has more than {most:,} statements; ask for less, with LIMIT", "size")
        yield triple


def _fit_for_xml(triples: Iterable[Triple]) -> Iterator[Triple]:
    for triple in triples:
        check_fits_xml(Quad(*triple))
        yield triple
