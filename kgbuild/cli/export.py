"""`kgbuild export`: a store or a file written in another format."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.console import Console, output_options
from kgbuild.cli.graphs import open_graph, read_graph
from kgbuild.cli.options import GivenPath
from kgbuild.cli.output import STANDARD_OUTPUT, print_result, target_of, target_options, write_to


@click.command("export")
@click.argument("graph", type=GivenPath())
@target_options(required=True)
@click.option("--wikidata", is_flag=True, help="Write QuickStatements: relations of items that a person confirmed.")
@output_options
def command(graph: Path, output: Path, format_name: str | None, wikidata: bool, quiet: bool, verbose: bool) -> None:
    """Write GRAPH, a store or an RDF file, to a file: .ttl .nt .nq .trig .jsonld .rdf."""
    if wikidata:
        _write_quickstatements(graph, output, Console(quiet=quiet, verbose=verbose))
        return
    target = target_of(output, format_name)
    quads = tuple(read_graph(graph))
    write_to(target, quads)
    Console(quiet=quiet, verbose=verbose).say(f"{len(quads):,} statements written to {output}")


def _write_quickstatements(graph: Path, output: Path, console: Console) -> None:
    from kgbuild.store.export import write_whole
    from kgbuild.store.quickstatements import quickstatements

    commands = quickstatements(open_graph(graph))
    if output == STANDARD_OUTPUT:
        print_result(commands)
    else:
        write_whole(output, commands.encode("utf-8"))
    console.say(f"{len(commands.splitlines()):,} commands written to {output}")
