"""`kgbuild serve`: the store over HTTP."""

from __future__ import annotations

from pathlib import Path

import click

from kgbuild.cli.options import GivenPath


@click.command("serve")
@click.argument("store", type=GivenPath())
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")
def command(store: Path, host: str, port: int) -> None:
    """Serve STORE: a read-only SPARQL endpoint at /sparql and pages at /."""
    from kgbuild.web.app import create_server

    server = create_server(store, host, port)
    address = f"[{host}]" if ":" in host else host
    click.echo(f"serving {store} at http://{address}:{server.effective_port}/ (stop it with Ctrl-C)", err=True)
    server.run()
