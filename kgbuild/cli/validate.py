"""`kgbuild validate`: whether a graph keeps the data model."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.console import Console, output_options
from kgbuild.cli.graphs import read_graph
from kgbuild.cli.options import GivenPath
from kgbuild.cli.output import print_result
from kgbuild.errors import OutputError


@click.command("validate")
@click.argument("graph", type=GivenPath())
@click.option("--report", type=GivenPath(), help="Write the report to a .ttl or .json file as well.")
@output_options
def command(graph: Path, report: Path | None, quiet: bool, verbose: bool) -> None:
    """Validate GRAPH, an RDF file or a store, against the SHACL shapes.

    Prints the number of results by shape, then each result with its sentence. Exit code 1 if there is a violation.
    """
    from kgbuild.store.export import write_whole
    from kgbuild.validate.shapes import Validator

    console = Console(quiet=quiet, verbose=verbose)
    if report is not None and report.suffix not in (".ttl", ".json"):
        raise OutputError(f"{report}: a report is Turtle or JSON; name it .ttl or .json")
    result = Validator().validate(read_graph(graph))
    print_result("".join(f"{line}\n" for line in result.lines()))
    if report is not None:
        content = result.to_turtle() if report.suffix == ".ttl" else result.to_json()
        write_whole(report, content.encode("utf-8"))
        console.say(f"report written to {report}")
    if not result.conforms:
        click.get_current_context().exit(1)
