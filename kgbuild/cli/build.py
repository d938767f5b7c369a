"""`kgbuild build`: articles in, validated graph out."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kgbuild.cli.console import Console, output_options
from kgbuild.cli.options import GivenPath, settings_from, settings_options
from kgbuild.cli.output import STANDARD_OUTPUT, Target, spool_for, target_of, target_options, write_spooled

if TYPE_CHECKING:
    from kgbuild.corpus import Tally
    from kgbuild.settings import Settings


@click.command("build")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@target_options(required=False)
@click.option("--store", type=GivenPath(), help="Store on disk to write, instead or as well.")
@click.option("--date", metavar="YYYY-MM-DD", help="Publication date, for documents that do not say.")
@click.option("--title", help="Title, for documents that do not say.")
@click.option("--url", help="Address, for documents that do not say.")
@click.option("--publisher", help="Outlet, for documents that do not say.")
@settings_options
@output_options
def command(
    inputs: tuple[str, ...],
    output: Path | None,
    format_name: str | None,
    store: Path | None,
    date: str | None,
    title: str | None,
    url: str | None,
    publisher: str | None,
    config: Path | None,
    language: str | None,
    quiet: bool,
    verbose: bool,
    **overrides: Any,
) -> None:
    """Build the knowledge graph of articles.

    INPUT is a .txt, .jsonl or .html file, a folder of them, or - for standard input. A .txt file takes its date,
    title, url and language from options, from NAME.meta.json beside it, or from front matter.

    The suffix of OUTPUT picks the format: .ttl .nt .nq .trig .jsonld .rdf. An interrupted run leaves OUTPUT and
    every document of STORE as they were or as they are to be.
    """
    from kgbuild.read.metadata import Given, parse_date

    if output is None and store is None:
        raise click.UsageError("nowhere to write: give -o FILE, --store FOLDER, or both")
    parse_date("--date", date)
    settings = settings_from(config, **overrides)
    console = Console(quiet=quiet, verbose=verbose)
    given = Given(date, title, url, language, publisher)
    target = target_of(output, format_name) if output is not None else None
    tally = run(inputs, given, settings, console, target, store)
    if not tally.conforms:
        click.get_current_context().exit(1)
    if tally.failures:
        click.get_current_context().exit(2)


def run(
    inputs: Sequence[str],
    given: Any,
    settings: Settings,
    console: Console,
    target: Target | None = None,
    store: Path | None = None,
) -> Tally:
    """Builds, validates and writes; prints what was found and the verdict. Writes nothing where nothing was built."""
    from kgbuild.corpus import Tally, build_corpus
    from kgbuild.pipeline import Builder, tend_garbage
    from kgbuild.read.sources import read_inputs
    from kgbuild.store.disk import open_store, replace_document
    from kgbuild.validate.shapes import Validator

    documents = open_store(store) if store is not None else None
    console.say(f"loading the model {settings.model}")
    builder, validator, tally = Builder(settings), Validator(), Tally()
    tend_garbage()
    outcomes = read_inputs(inputs, given, settings)
    with contextlib.ExitStack() as opened:
        spool = opened.enter_context(spool_for(target)) if target is not None else None
        with console.progress("built") as advance:
            for graph in build_corpus(outcomes, builder, validator, tally, lambda error: console.error(str(error))):
                if documents is not None:
                    replace_document(documents, graph.name, graph.quads)
                if spool is not None:
                    spool.add(graph.name, graph.quads)
                advance(f"{graph.article.id}: {len(graph.facts.events)} events, {len(graph.facts.claims)} claims")
                if graph.article.date is None:
                    console.detail(f"{graph.article.where}: has no date; give --date, a sidecar or front matter")
        if tally.documents and target is not None and spool is not None:
            write_spooled(target, spool)
    places = ([target.path] if target is not None else []) + ([store] if store is not None else [])
    report(console, tally, places)
    return tally


def report(console: Console, tally: Tally, places: Sequence[Path]) -> None:
    """What was found, whether it conforms, and where it lies."""
    if not tally.documents:
        console.error("no document could be built; nothing was written")
        return
    console.say(f"{tally.documents} documents, {tally.quads:,} statements: {_kinds(tally)}")
    if tally.failures:
        console.say(f"{len(tally.failures)} documents could not be used: see above")
    if tally.undated:
        remedy = "give --date, a sidecar or front matter"
        console.say(f"{tally.undated} documents have no date, so 'on Wednesday' has none; {remedy}")
    for line in verdict(tally):
        console.say(line)
    for place in places:
        console.say("written to standard output" if place == STANDARD_OUTPUT else f"written to {place}")


def verdict(tally: Tally) -> list[str]:
    """The SHACL verdict; the results of the batches that have violations, if any."""
    if tally.conforms:
        return [f"SHACL: conforms ({tally.notes} warnings)"]
    return ["SHACL: does not conform", *(line for report in tally.reports for line in report.lines())]


def _kinds(tally: Tally) -> str:
    entities = sum(number for kind, number in tally.found.items() if kind.startswith("entity "))
    events = sum(number for kind, number in tally.found.items() if kind.startswith("event "))
    rest = ", ".join(
        f"{tally.found[name]} {label}"
        for name, label in (
            ("claims", "claims"),
            ("counts", "figures"),
            ("timexes", "times"),
            ("memberships", "posts"),
            ("links", "links to Wikidata"),
        )
    )
    return f"{entities} entities, {events} events, {rest}"
