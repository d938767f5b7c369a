"""`kgbuild authority`: builds files of what is known of the world, and says what is in one."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from kgbuild.cli.console import Console, output_options
from kgbuild.cli.options import GivenPath
from kgbuild.cli.output import print_result
from kgbuild.errors import InputError


@click.group("authority")
def command() -> None:
    """Build an authority to link to, or say what is in one."""


@command.command("build")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", type=GivenPath(), required=True, help="File to write, such as world.kgba.")
@click.option("--name", help="Name of the authority, told by every link; that of OUTPUT unless given.")
@click.option("--folder", type=GivenPath(), help="Where the tables of recipes lie; beside them unless given.")
@click.option("--snapshot", metavar="YYYY-MM-DD", help="Day of a dump whose name does not tell it.")
@click.option("--types", metavar="CLASS,...", help="Only items of these entity classes.")
@click.option(
    "--sitelinks", type=click.IntRange(0), default=1, show_default=True, help="Only items of at least so many."
)
@click.option("--languages", metavar="TAG,...", help="Languages of names; 39 unless given.")
@click.option("--contact", envvar="KGBUILD_CONTACT", help="Of an endpoint: your e-mail or address, told to it.")
@click.option("--query", type=GivenPath(), help="Of an endpoint: a file that selects ?item; all of --types without it.")
@click.option("--broken", type=click.IntRange(0), default=0, help="Of a dump: so many lines may be broken.")
@output_options
def build(
    sources: tuple[str, ...],
    output: Path,
    name: str | None,
    folder: Path | None,
    snapshot: str | None,
    types: str | None,
    sitelinks: int,
    languages: str | None,
    contact: str | None,
    query: Path | None,
    broken: int,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build an authority from the embedded one and from SOURCEs.

    A SOURCE is a recipe (.toml), which says what the columns of tables mean; a JSON dump of Wikidata (.json, .json.gz,
    .json.bz2, - for standard input); the address of a SPARQL endpoint with data in Wikidata's form; or the answers that
    kgbuild link --live kept (.sqlite). Items of one Q-id are merged.

    Whatever is done when a build breaks off is kept: the same command goes on from there. OUTPUT stays as it was until
    the new file is whole.
    """
    from kgbuild.link.builders.build import AuthorityBuild, Options
    from kgbuild.link.builders.wikidata import LANGUAGES
    from kgbuild.read.metadata import parse_date
    from kgbuild.vocabulary import ENTITY_CLASSES

    parse_date("--snapshot", snapshot)
    kinds = tuple(types.split(",")) if types else ()
    if unknown := [kind for kind in kinds if kind not in ENTITY_CLASSES]:
        raise click.UsageError(f"--types {unknown[0]}: no entity class; known are {', '.join(ENTITY_CLASSES)}")
    console = Console(quiet=quiet, verbose=verbose)
    options = Options(
        folder=str(folder) if folder else "",
        snapshot=snapshot or "",
        kinds=kinds,
        languages=tuple(languages.split(",")) if languages else LANGUAGES,
        least_sitelinks=sitelinks,
        most_broken=broken,
        contact=contact or "",
        pattern=_text_of(query) if query else "",
    )
    today = datetime.date.today().isoformat()
    AuthorityBuild(output, name or output.stem, sources, options, today, console.say).run()
    console.say(f"written to {output}")


def _text_of(query: Path) -> str:
    try:
        return query.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(query), f"cannot be read ({error})", "check the path and its encoding (UTF-8)") from error


@command.command("info")
@click.argument("name", default="core", metavar="[AUTHORITY]")
def info(name: str) -> None:
    """Say what is in an AUTHORITY: a file, a folder of tables, or the embedded one."""
    from kgbuild.link.authority import open_authority
    from kgbuild.settings import Settings

    print_result("".join(f"{line}\n" for line in open_authority(Settings(authority=name)).summary()))
