"""`kgbuild demo`: the whole job on a shipped corpus."""

from __future__ import annotations

import sys
from importlib.resources import as_file, files
from pathlib import Path

import click

from kgbuild.cli.build import run
from kgbuild.cli.console import Console, is_terminal, output_options
from kgbuild.cli.options import GivenPath, settings_from, settings_options
from kgbuild.cli.output import print_result, target_of
from kgbuild.errors import OutputError


@click.command("demo")
@click.option(
    "--folder",
    type=GivenPath(),
    default=Path("kgbuild-demo"),
    show_default=True,
    help="Where to put the graph.",
)
@settings_options
@output_options
def command(folder: Path, config: Path | None, quiet: bool, verbose: bool, **overrides: str) -> None:
    """Build a shipped corpus of five articles, ask it four questions, and say how to go on."""
    from kgbuild.cli.graphs import open_graph
    from kgbuild.read.metadata import Given
    from kgbuild.store.query import run_query
    from kgbuild.store.results import text_table

    console = Console(quiet=quiet, verbose=verbose)
    settings = settings_from(config, **overrides)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{folder}: cannot be made ({error.strerror}); give another --folder") from error
    turtle, store = folder / "graph.ttl", folder / "store"
    package = files("kgbuild.demo")
    with as_file(package / "articles") as articles:
        tally = run([str(articles)], Given(), settings, console, target_of(turtle, None), store)
    graph = open_graph(store)
    with as_file(package / "questions") as questions:
        for path in sorted(questions.glob("*.rq")):
            query = path.read_text(encoding="utf-8")
            print_result("\n" + query.splitlines()[0].removeprefix("# ") + "\n")
            print_result(text_table(run_query(graph, query), width=None if is_terminal(sys.stdout) else 120))
    console.say(f"\nThe graph as Turtle:  {turtle}")
    console.say(f"Serve it:             kgbuild serve {store}")
    example = "SELECT ?name { ?p a kgb:Person ; skos:prefLabel ?name }"
    console.say(f"Ask it yourself:      kgbuild query {store} '{example}'")
    if not tally.conforms:
        click.get_current_context().exit(1)
