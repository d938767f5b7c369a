"""The reference of the command line, made from its help: `python -m kgbuild.cli.reference > docs/cli.md`."""

from __future__ import annotations

from typing import Any

import click

from kgbuild.cli import COMMANDS, cli

HEAD = """\
# The command line

Made from `--help` by `python -m kgbuild.cli.reference > docs/cli.md`.

Exit codes: 0 fine, 1 a graph did not conform, 2 bad usage or input, 130 interrupted. Messages and progress go to
standard error, results to standard output. Settings come from `kgbuild.toml` too, see [settings.md](settings.md).
"""


def reference() -> str:
    """The whole page in Markdown."""
    parts = [HEAD, _section(cli, None, "kgbuild")]
    with click.Context(cli, info_name="kgbuild") as parent:
        for name in COMMANDS:
            command = cli.get_command(parent, name)
            if command is not None:
                parts.append(_section(command, parent, name))
            if isinstance(command, click.Group):
                with click.Context(command, info_name=name, parent=parent) as group:
                    parts += [_section(each, group, part) for part, each in command.commands.items()]
    return "\n".join(parts)


def _section(command: click.Command, parent: click.Context | None, name: str) -> str:
    # click keeps a command's help option from the first context on, so each must name it as a run does.
    settings: dict[str, Any] = {**cli.context_settings, "max_content_width": 100, "terminal_width": 100}
    with click.Context(command, info_name=name, parent=parent, **settings) as context:
        return f"## {context.command_path}\n\n```\n{context.get_help()}\n```\n"


if __name__ == "__main__":
    click.echo(reference(), nl=False)
