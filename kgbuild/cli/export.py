"""`kgbuild export`: a store or a file written in another format."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.console import Console, output_options
from kgbuild.cli.graphs import read_graph
from kgbuild.cli.options import GivenPath
from kgbuild.cli.output import target_of, target_options, write_to


@click.command("export")
@click.argument("graph", type=GivenPath())
@target_options(required=True)
@output_options
def command(graph: Path, output: Path, format_name: str | None, quiet: bool, verbose: bool) -> None:
    """Write GRAPH, a store or an RDF file, to a file: .ttl .nt .nq .trig .jsonld .rdf."""
    target = target_of(output, format_name)
    quads = tuple(read_graph(graph))
    write_to(target, quads)
    Console(quiet=quiet, verbose=verbose).say(f"{len(quads):,} statements written to {output}")
