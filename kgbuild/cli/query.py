"""`kgbuild query`: a SPARQL query put to a graph."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from kgbuild.cli.graphs import open_graph
from kgbuild.errors import InputError, OutputError

FORMATS: Final = ("table", "csv", "tsv", "json", "xml", "turtle")


@click.command("query")
@click.argument("graph", type=click.Path(path_type=Path))
@click.argument("sparql")
@click.option("-f", "--format", "name", type=click.Choice(FORMATS), help="How to print; a table unless given.")
def command(graph: Path, sparql: str, name: str | None) -> None:
    """Put the query SPARQL to GRAPH, an RDF file or a store.

    SPARQL is the query itself, @FILE, or - for standard input. The prefixes of the data model need no declaration.
    """
    from kgbuild.formats import RDF_FORMATS, RESULT_FORMATS
    from kgbuild.store.query import run_query
    from kgbuild.store.results import formats_for, serialize_result, text_table

    result = run_query(open_graph(graph), _query_text(sparql))
    if name in (None, "table"):
        click.echo(text_table(result, width=None if sys.stdout.isatty() else 120), nl=False)
        return
    target = next(each for each in (*RESULT_FORMATS, *RDF_FORMATS) if each.name == name)
    if target not in formats_for(result):
        fitting = ", ".join(each.name for each in formats_for(result) if each.name in FORMATS)
        raise OutputError(f"--format {name}: this query's answer has another form; use table, {fitting}")
    sys.stdout.buffer.write(serialize_result(result, target))
    sys.stdout.buffer.flush()


def _query_text(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    if not given.startswith("@"):
        return given
    try:
        return Path(given[1:]).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(given[1:], f"cannot be read ({error})", "give @FILE with a query in UTF-8") from error
