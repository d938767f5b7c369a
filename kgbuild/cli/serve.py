"""`kgbuild serve`: the store over HTTP."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("serve")
@click.argument("store", type=click.Path(path_type=Path))
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")
def command(store: Path, host: str, port: int) -> None:
    """Serve STORE: a read-only SPARQL endpoint at /sparql and pages at /."""
    from kgbuild.web.app import serve

    serve(store, host, port)
