"""Answers of queries written out: the W3C formats for programs, a table for terminals, Python values."""

from __future__ import annotations

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
)

from kgbuild.errors import OutputError
from kgbuild.formats import RDF_FORMATS, RESULT_FORMATS, Format
from kgbuild.store.export import serialize_graph
from kgbuild.store.query import QueryResult
from kgbuild.vocabulary import PREFIXES

Term = NamedNode | BlankNode | Literal | Triple

INTEGER_TYPES = frozenset(
    PREFIXES["xsd"] + name
    for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long", "short", "unsignedInt")
)
FLOAT_TYPES = frozenset(PREFIXES["xsd"] + name for name in ("decimal", "double", "float"))
BOOLEAN_TYPE = PREFIXES["xsd"] + "boolean"


def formats_for(result: QueryResult) -> tuple[Format, ...]:
    """The formats that an answer can be written in, the default one first."""
    return RESULT_FORMATS if isinstance(result, (QuerySolutions, QueryBoolean)) else RDF_FORMATS


def serialize_result(result: QueryResult, target_format: Format) -> bytes:
    """The whole answer in UTF-8. Reads the answer to its end. Triples are sorted.

    OutputError if the format does not fit the kind of answer or cannot carry a statement.
    """
    if target_format not in formats_for(result):
        known = ", ".join(each.name for each in formats_for(result))
        raise OutputError(f"{target_format.name}: no format for this kind of answer; use one of {known}")
    if isinstance(result, (QuerySolutions, QueryBoolean)):
        content = result.serialize(format=QueryResultsFormat.from_media_type(target_format.media_type))
        assert content is not None  # noqa: S101 - no output was given, so the bytes are returned
        return content
    return serialize_graph((Quad(*triple) for triple in result), target_format)


def python_value(term: Term | None) -> str | int | float | bool | None:
    """A term as the plain Python value that it stands for; a string where it stands for none."""
    if term is None:
        return None
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else str(term)
    datatype = term.datatype.value
    try:
        if datatype in INTEGER_TYPES:
            return int(term.value)
        if datatype in FLOAT_TYPES:
            return float(term.value)
    except ValueError:
        return term.value
    return term.value in ("true", "1") if datatype == BOOLEAN_TYPE else term.value


def short_term(term: Term | None) -> str:
    """A term for a reader: an IRI by its prefix where it has one, a literal by its text."""
    if isinstance(term, Literal):
        return term.value
    if isinstance(term, NamedNode):
        for prefix, namespace in PREFIXES.items():
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
        return term.value
    return "" if term is None else str(term)


def text_table(result: QueryResult, width: int | None = None) -> str:
    """The answer for a terminal of `width` columns (the terminal's own if None); wide cells wrap."""
    if isinstance(result, QueryBoolean):
        return "true\n" if result else "false\n"
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    heads = ["subject", "predicate", "object"]
    if isinstance(result, QuerySolutions):
        heads = [variable.value for variable in result.variables]
    table = Table()
    for head in heads:
        table.add_column(Text(head), overflow="fold")
    for row in result:
        table.add_row(*(Text(short_term(term)) for term in row))
    console = Console(width=width, color_system=None)
    with console.capture() as captured:
        console.print(table)
    return captured.get()
