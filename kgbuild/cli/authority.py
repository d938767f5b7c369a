"""`kgbuild authority`: builds files of what is known of the world, and says what is in one."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.console import Console, output_options
from kgbuild.cli.options import GivenPath
from kgbuild.cli.output import print_result


@click.group("authority")
def command() -> None:
    """Build an authority to link to, or say what is in one."""


@command.command("build")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("-o", "--output", type=GivenPath(), required=True, help="File to write, such as world.kgba.")
@click.option("--name", help="Name of the authority, told by every link; that of OUTPUT unless given.")
@click.option("--folder", type=GivenPath(), help="Where the tables of recipes lie; beside them unless given.")
@output_options
def build(
    sources: tuple[str, ...], output: Path, name: str | None, folder: Path | None, quiet: bool, verbose: bool
) -> None:
    """Build an authority from the embedded one and from SOURCEs.

    A SOURCE is a recipe (.toml), which says what the columns of tables mean. Items of one Q-id are merged.

    Whatever is done when a build breaks off is kept: the same command goes on from there. OUTPUT stays as it was until
    the new file is whole.
    """
    from kgbuild.link.builders.build import Options, build_authority

    console = Console(quiet=quiet, verbose=verbose)
    options = Options(folder=str(folder) if folder else "")
    build_authority(output, name or output.stem, sources, options, console.say)
    console.say(f"written to {output}")


@command.command("info")
@click.argument("name", default="core", metavar="[AUTHORITY]")
def info(name: str) -> None:
    """Say what is in an AUTHORITY: a file, a folder of tables, or the embedded one."""
    from kgbuild.link.authority import open_authority
    from kgbuild.settings import Settings

    print_result("".join(f"{line}\n" for line in open_authority(Settings(authority=name)).summary()))
