"""`kgbuild serve`: the store over HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kgbuild.cli.options import GivenPath, Seconds, check_needed
from kgbuild.web.config import CREDENTIALS_VARIABLE, TOKEN_VARIABLE, Config, check_services, read_endpoint, read_token
from kgbuild.web.limits import CONNECTIONS, Limits

if TYPE_CHECKING:
    from kgbuild.web.granian_server import GranianServer
    from kgbuild.web.server import Server

MEBIBYTE: Final = 1 << 20
DEFAULTS: Final = Limits()

# More than any machine has: what lies above is a slip, and would not fit into the numbers of the system.
MOST_MEBIBYTES: Final = 1 << 20
MOST_ROWS: Final = 10**12
MOST_SECONDS: Final = 1e6

# Options that do nothing without another one.
NEEDED: Final = (
    ("endpoint_credentials", "endpoint"),
    ("endpoint_update", "endpoint"),
    ("endpoint_update", "allow_update"),
    ("max_age", "endpoint"),
    ("token_file", "allow_update"),
)


@click.command("serve")
@click.argument("store", type=GivenPath(), required=False)
@click.option("--endpoint", metavar="URL", help="A SPARQL server to ask, in place of a store.")
@click.option(
    "--endpoint-credentials",
    type=GivenPath(),
    help=f"Where its NAME:PASSWORD or Bearer TOKEN is.  [default: the variable {CREDENTIALS_VARIABLE}]",
)
@click.option("--endpoint-update", metavar="URL", help="Where it takes updates, for --allow-update.")
@click.option(
    "--max-age",
    type=Seconds(MOST_SECONDS),
    default=Config().max_age,
    show_default=True,
    help="Seconds for which its answer may be given again.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")
@click.option(
    "--timeout",
    type=Seconds(MOST_SECONDS),
    default=DEFAULTS.seconds,
    show_default=True,
    help="Seconds that a query may take.",
)
@click.option(
    "--memory",
    type=click.IntRange(1, MOST_MEBIBYTES),
    default=DEFAULTS.memory // MEBIBYTE,
    show_default=True,
    help="MiB that a query may take.",
)
@click.option(
    "--rows",
    type=click.IntRange(1, MOST_ROWS),
    default=DEFAULTS.rows,
    show_default=True,
    help="Rows that an answer may have.",
)
@click.option(
    "--size",
    type=click.IntRange(1, MOST_MEBIBYTES),
    default=DEFAULTS.size // MEBIBYTE,
    show_default=True,
    help="MiB that an answer may have.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, CONNECTIONS),
    help="Queries that run at once.  [default: one for each core, at least 2]",
)
@click.option(
    "--long-queries",
    type=click.IntRange(1, CONNECTIONS),
    default=DEFAULTS.long_queries,
    show_default=True,
    help="Queries that may go on for more than a second, beside the others.",
)
@click.option(
    "--waiting",
    type=click.IntRange(1, CONNECTIONS),
    default=DEFAULTS.waiting,
    show_default=True,
    help="Queries that may wait for their turn.",
)
@click.option(
    "--cache",
    type=click.IntRange(0, MOST_MEBIBYTES),
    default=DEFAULTS.cache // MEBIBYTE,
    show_default=True,
    help="MiB of answers to keep; 0 for none.",
)
@click.option(
    "--allow-service",
    "services",
    multiple=True,
    metavar="URL",
    help="A server that SERVICE clauses may ask; may be given again.",
)
@click.option("--allow-update", is_flag=True, help="Let whoever has the token write.")
@click.option("--token-file", type=GivenPath(), help=f"Where the token is.  [default: the variable {TOKEN_VARIABLE}]")
@click.option("--cors", "origins", multiple=True, help='Site whose scripts may ask, or "*"; may be given again.')
@click.option(
    "--default-graph",
    type=click.Choice(["union", "own"]),
    default="union",
    show_default=True,
    help="What a query sees that names no graph: all graphs, or the store's own default graph.",
)
@click.option("--license", help="IRI of the licence, for the description of the dataset.")
@click.option("--proxy", is_flag=True, help="A proxy stands in front: believe its X-Forwarded-* headers.")
@click.option(
    "--server",
    "kind",
    type=click.Choice(["waitress", "granian"]),
    default="waitress",
    show_default=True,
    help="HTTP server that answers; granian comes with the extra of its name.",
)
@click.option("--access-log", metavar="FILE", help='Log each request there as a line of JSON; "-" for standard error.')
@click.option("--log-queries", is_flag=True, help="Log the text of queries and updates too.")
def command(
    store: Path | None,
    endpoint: str | None,
    endpoint_credentials: Path | None,
    endpoint_update: str | None,
    max_age: float,
    host: str,
    port: int,
    services: tuple[str, ...],
    allow_update: bool,
    token_file: Path | None,
    origins: tuple[str, ...],
    default_graph: str,
    license: str | None,
    proxy: bool,
    kind: str,
    access_log: str | None,
    log_queries: bool,
    **bounds: Any,
) -> None:
    """Serve STORE: a SPARQL endpoint at /sparql and pages at /.

    With --endpoint, another SPARQL server holds the graph.
    """
    check_needed(NEEDED)
    source = read_endpoint(endpoint, endpoint_update, endpoint_credentials) if endpoint is not None else store
    if source is None or (endpoint is not None and store is not None):
        raise click.UsageError("give a STORE or an --endpoint, one of them")
    if endpoint is not None and allow_update and not endpoint_update:
        raise click.UsageError("--allow-update needs --endpoint-update, the address that takes updates")
    token = read_token(token_file) if allow_update else None
    union = default_graph == "union"
    config = Config(
        _limits(**bounds), token, origins, union, license, proxy, max_age, access_log, log_queries, services
    )
    check_services(config)
    server = _server(kind)(source, host, port, config)
    try:
        server.start()
        click.echo(f"serving {endpoint or store} at {server.address}/ (stop it with Ctrl-C)", err=True)
        server.run()
    finally:
        server.close()


def _server(kind: str) -> type[Server | GranianServer]:
    if kind == "granian":
        from kgbuild.web.granian_server import GranianServer

        return GranianServer
    from kgbuild.web.server import Server

    return Server


def _limits(timeout: float, memory: int, size: int, cache: int, **others: int | None) -> Limits:
    given = {name: value for name, value in others.items() if value is not None}
    in_bytes = {"memory": memory, "size": size, "cache": cache}
    return Limits(seconds=timeout, **{name: value * MEBIBYTE for name, value in in_bytes.items()}, **given)
