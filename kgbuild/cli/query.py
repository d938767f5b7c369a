"""`kgbuild query`: a SPARQL query put to a graph."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from kgbuild.cli.console import is_terminal
from kgbuild.cli.evaluation import evaluate
from kgbuild.cli.graphs import open_graph
from kgbuild.cli.options import GivenPath
from kgbuild.cli.output import print_result
from kgbuild.errors import InputError, OutputError

FORMATS: Final = ("table", "csv", "tsv", "json", "xml", "turtle")


@click.command("query")
@click.argument("graph", type=GivenPath())
@click.argument("sparql")
@click.option("-f", "--format", "name", type=click.Choice(FORMATS), help="How to print; a table unless given.")
def command(graph: Path, sparql: str, name: str | None) -> None:
    """Put the query SPARQL to GRAPH, an RDF file or a store.

    SPARQL is the query itself, @FILE, or - for standard input. The prefixes of the data model need no declaration.
    """
    query = _query_text(sparql)
    print_result(evaluate(query, lambda: _answer(graph, query, name or "table")))


def _answer(graph: Path, query: str, name: str) -> str | bytes:
    """The whole answer written out: a store, its solutions and their reader must be of one thread."""
    from kgbuild.formats import RDF_FORMATS, RESULT_FORMATS
    from kgbuild.store.query import run_query
    from kgbuild.store.results import formats_for, serialize_result, text_table
    from kgbuild.store.search import expand_for

    store = open_graph(graph)
    result = run_query(store, expand_for(store, query))
    if name == "table":
        return text_table(result, width=None if is_terminal(sys.stdout) else 120)
    target = next(each for each in (*RESULT_FORMATS, *RDF_FORMATS) if each.name == name)
    if target not in formats_for(result):
        fitting = ", ".join(each.name for each in formats_for(result) if each.name in FORMATS)
        raise OutputError(f"--format {name}: this query's answer has another form; use table, {fitting}")
    return serialize_result(result, target)


def _query_text(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    if not given.startswith("@"):
        return given
    try:
        return Path(given[1:]).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(given[1:], f"cannot be read ({error})", "give @FILE with a query in UTF-8") from error
