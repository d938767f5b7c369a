"""What the commands print: messages and progress on standard error, results on standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from rich.progress import Progress


class Console:
    """Prints by the user's wish: `quiet` only errors, `verbose` also what happens to each document."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose

    def error(self, message: str) -> None:
        click.echo(f"kgbuild: {message}", err=True)

    def say(self, message: str) -> None:
        if not self.quiet:
            click.echo(message, err=True)

    def detail(self, message: str) -> None:
        if self.verbose and not self.quiet:
            click.echo(message, err=True)

    @contextmanager
    def progress(self, what: str) -> Iterator[Callable[[str], None]]:
        """Gives a function to call after each document with a line about it: a bar on a terminal, lines elsewhere."""
        if self.quiet:
            yield lambda _: None
        elif is_terminal(sys.stderr):
            with _bar() as bar:
                task = bar.add_task(what, total=None, line="")
                yield lambda line: bar.update(task, advance=1, line=line)
        else:
            yield lambda line: click.echo(f"{what} {line}", err=True)


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal; one that was closed before the start is None."""
    return stream is not None and stream.isatty()


def _bar() -> Progress:
    from rich.console import Console as RichConsole
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.completed} documents"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[line]}", markup=False),
        console=RichConsole(stderr=True),
        transient=True,
    )


def output_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds --quiet and --verbose."""
    function = click.option("-v", "--verbose", is_flag=True, help="Say what happens to each document.")(function)
    return click.option("-q", "--quiet", is_flag=True, help="Print nothing but errors and results.")(function)
