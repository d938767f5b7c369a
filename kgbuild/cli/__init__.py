"""The command line. Each command has its module; here are the group and what all share."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from kgbuild import __version__
from kgbuild.errors import KGBuildError

INTERRUPTED: Final = 128 + 2
"""The exit code that shells give a process ended by SIGINT, signal 2."""

COMMANDS: Final = ("build", "validate", "query", "export", "load", "link", "authority", "serve", "demo")


class LazyGroup(click.Group):
    """Imports a command's module only when it is called for, so that `--help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"kgbuild.cli.{cmd_name}"), "command")  # noqa: B009
        if not isinstance(command, click.Command):
            raise TypeError(f"kgbuild.cli.{cmd_name}.command is no click command")
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kgbuild")
def cli() -> None:
    """Turn news text into a knowledge graph that you can trust and query.

    \b
    Start with:   kgbuild demo
    Then:         kgbuild build ARTICLE.txt --date 2022-01-06 -o graph.ttl
    Exit codes:   0 fine, 1 the graph did not conform, 2 bad usage or input
    """


def main() -> None:
    """The entry point: errors that a user can mend are one line on standard error and exit code 2."""
    try:
        code = cli.main(prog_name="kgbuild", standalone_mode=False)
    except KGBuildError as error:
        click.echo(f"kgbuild: {error}", err=True)
        raise SystemExit(2) from error
    except click.ClickException as error:
        error.show()
        raise SystemExit(error.exit_code) from error
    except click.Abort as error:
        click.echo("kgbuild: interrupted; nothing is half written", err=True)
        raise SystemExit(INTERRUPTED) from error
    raise SystemExit(code)
