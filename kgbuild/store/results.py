"""Answers of queries written out: the W3C formats for programs, a table for terminals."""

from __future__ import annotations

from pyoxigraph import Quad, QueryBoolean, QueryResultsFormat, QuerySolutions

from kgbuild.errors import OutputError
from kgbuild.formats import RDF_FORMATS, RESULT_FORMATS, SPARQL_XML, Format
from kgbuild.store.export import check_is_xml, serialize_graph, with_returns_escaped
from kgbuild.store.query import QueryResult
from kgbuild.store.terms import short_term


def formats_for(result: QueryResult) -> tuple[Format, ...]:
    """The formats that an answer can be written in, the default one first."""
    return RESULT_FORMATS if isinstance(result, (QuerySolutions, QueryBoolean)) else RDF_FORMATS


def serialize_result(result: QueryResult, target_format: Format) -> bytes:
    """The whole answer in UTF-8. Reads the answer to its end. Triples are sorted.

    OutputError if the format does not fit the kind of answer or cannot carry it.
    """
    if target_format not in formats_for(result):
        known = ", ".join(each.name for each in formats_for(result))
        raise OutputError(f"{target_format.name}: no format for this kind of answer; use one of {known}")
    if isinstance(result, (QuerySolutions, QueryBoolean)):
        content = result.serialize(format=QueryResultsFormat.from_media_type(target_format.media_type))
        assert content is not None  # noqa: S101 - no output was given, so the bytes are returned
        if target_format != SPARQL_XML:
            return content
        check_is_xml(content)
        return with_returns_escaped(content)
    return serialize_graph((Quad(*triple) for triple in result), target_format)


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
