"""`kgbuild load`: graphs out of files into a store."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.console import Console, output_options
from kgbuild.cli.options import GivenPath


@click.command("load")
@click.argument("files", nargs=-1, required=True, type=GivenPath())
@click.option("--store", "store_path", required=True, type=GivenPath(), help="Store to load into; made if missing.")
@output_options
def command(files: tuple[Path, ...], store_path: Path, quiet: bool, verbose: bool) -> None:
    """Load FILES (.nq, .trig or .jsonld, also .gz), such as a build or a dump has written, into a store, in bulk."""
    from kgbuild.store.disk import open_store
    from kgbuild.store.load import check_file, load_file

    # Before a store is made for what cannot be loaded.
    for path in files:
        check_file(path)
    store = open_store(store_path)
    for path in files:
        load_file(store, path)
        Console(quiet=quiet, verbose=verbose).say(f"{path} loaded into {store_path}")
