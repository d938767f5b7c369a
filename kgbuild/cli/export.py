"""`kgbuild export`: a store or a file written in another format."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.console import Console, output_options
from kgbuild.cli.graphs import read_graph


@click.command("export")
@click.argument("graph", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True, help="File; its suffix is its format.")
@output_options
def command(graph: Path, output: Path, quiet: bool, verbose: bool) -> None:
    """Write GRAPH, a store or an RDF file, to a file: .ttl .nt .nq .trig .jsonld .rdf."""
    from kgbuild.formats import rdf_format_of
    from kgbuild.store.export import write_graph

    target = rdf_format_of(output)
    quads = tuple(read_graph(graph))
    write_graph(quads, output, target)
    Console(quiet=quiet, verbose=verbose).say(f"{len(quads):,} statements written to {output}")
