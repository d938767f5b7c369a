"""`kgbuild link`: the links of a graph to Wikidata, looked up, reviewed, exchanged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgbuild.cli.console import Console, output_options
from kgbuild.cli.graphs import open_graph
from kgbuild.cli.live import Live, look_up_live
from kgbuild.cli.options import GivenPath, settings_from
from kgbuild.cli.review import Table, ask
from kgbuild.errors import SettingsError

if TYPE_CHECKING:
    from kgbuild.link.clusters import Cluster

LIVE_DEFAULT = "https://www.wikidata.org/w/api.php"


@click.command("link")
@click.argument("graph", type=GivenPath(), required=False)
@click.option("--review", is_flag=True, help="Ask about the links of GRAPH that nobody has decided, one by one.")
@click.option("--all", "everything", is_flag=True, help="With --review: ask about sure links and unlinked names too.")
@click.option("--live", is_flag=True, help="Look up the unlinked names of GRAPH in a service; off unless asked for.")
@click.option("--contact", envvar="KGBUILD_CONTACT", help="With --live: your e-mail or address, told to the service.")
@click.option("--wikibase", metavar="URL", default=LIVE_DEFAULT, show_default=True, help="With --live: its api.php.")
@click.option("--reconcile", metavar="URL", help="With --live: a Reconciliation API 0.2 service to ask instead.")
@click.option(
    "--cache",
    type=GivenPath(),
    default=Path("kgbuild-answers.sqlite"),
    show_default=True,
    help="With --live: answers that need not be asked for again.",
)
@click.option("--import", "imported", type=GivenPath(), help="Take over decisions: .sssom.tsv or OpenRefine's .csv.")
@click.option("--export", "exported", type=GivenPath(), help="Write decisions as .sssom.tsv or as .csv for OpenRefine.")
@click.option("--decisions", metavar="FILE", help="Table of decisions to read and write.")
@click.option("--by", default="", help="Who decides, for the table.")
@click.option("--authority", metavar="NAME", help="Authority whose items are offered.")
@click.option("--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Settings in TOML.")
@output_options
def command(
    graph: Path | None,
    review: bool,
    everything: bool,
    live: bool,
    contact: str | None,
    wikibase: str,
    reconcile: str | None,
    cache: Path,
    imported: Path | None,
    exported: Path | None,
    decisions: str | None,
    by: str,
    authority: str | None,
    config: Path | None,
    quiet: bool,
    verbose: bool,
) -> None:
    """Decide which Wikidata items the names of GRAPH, a store or an RDF file, are.

    What is decided goes into the table of decisions, which the next build obeys. Several of --import, --live,
    --review and --export are done in this order.
    """
    settings = settings_from(config, decisions=decisions, authority=authority)
    if not settings.decisions:
        raise SettingsError("decisions: no table is named; give --decisions FILE, or set it in kgbuild.toml")
    if not (review or live or imported or exported):
        raise click.UsageError("nothing to do: give --live, --review, --import FILE or --export FILE")
    if (review or live) and graph is None:
        raise click.UsageError("--live and --review need a GRAPH, a store or an RDF file")
    table, console = Table(Path(settings.decisions)), Console(quiet=quiet, verbose=verbose)
    if imported:
        table.take(imported)
    clusters = _clusters(graph) if graph is not None else ()
    if live:
        look_up_live(clusters, table, settings, console, Live(contact, wikibase, reconcile, cache))
    if review:
        ask(clusters, table, settings, console, everything=everything, by=by)
    if exported:
        table.give(exported, settings.base)


def _clusters(graph: Path) -> tuple[Cluster, ...]:
    from kgbuild.link.clusters import read_clusters
    from kgbuild.store.query import select

    store = open_graph(graph)
    return read_clusters(lambda sparql: select(store, sparql))
