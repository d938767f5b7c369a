"""Where a command writes what it made: a file, whose suffix names its format, or standard output."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from kgbuild.cli.options import GivenPath
from kgbuild.errors import OutputError
from kgbuild.formats import N_QUADS, RDF_FORMATS, Format, rdf_format_of

if TYPE_CHECKING:
    from pyoxigraph import Quad

    from kgbuild.store.spool import GraphSpool

STANDARD_OUTPUT: Final = Path("-")


@dataclass(frozen=True, slots=True)
class Target:
    """A file, or "-" for standard output, and the format to write."""

    path: Path
    format: Format


def target_options(*, required: bool) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Adds -o/--output and -f/--format."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        names = click.Choice([each.name for each in RDF_FORMATS])
        told = "Format, where the suffix does not tell; nquads on standard output."
        function = click.option("-f", "--format", "format_name", type=names, help=told)(function)
        told = "File to write, its suffix picks the format; - for standard output."
        return click.option("-o", "--output", type=GivenPath(), required=required, help=told)(function)

    return add


def target_of(output: Path, format_name: str | None) -> Target:
    """The target that the options name; OutputError where it can be seen beforehand that it cannot be written."""
    named = next((each for each in RDF_FORMATS if each.name == format_name), None)
    if output == STANDARD_OUTPUT:
        return Target(output, named or N_QUADS)
    if output.is_dir():
        raise OutputError(f"{output}: is a folder; name a file in it, such as {output / 'graph.ttl'}")
    if not output.parent.is_dir():
        raise OutputError(f"{output}: there is no folder {output.parent}; create it first: mkdir -p {output.parent}")
    return Target(output, named or rdf_format_of(output))


def write_to(target: Target, quads: Iterable[Quad]) -> None:
    """Writes the statements; a file is replaced whole or not at all. OutputError if it cannot be written."""
    from kgbuild.store.export import serialize_graph, write_graph

    if target.path == STANDARD_OUTPUT:
        print_result(serialize_graph(quads, target.format))
    else:
        write_graph(quads, target.path, target.format)


def spool_for(target: Target) -> GraphSpool:
    """Where the graphs of many documents wait until they are written to the target: on its disk if it is a file."""
    from kgbuild.store.export import is_replaced
    from kgbuild.store.spool import GraphSpool

    path = target.path.resolve()
    return GraphSpool(path.parent if target.path != STANDARD_OUTPUT and is_replaced(path) else None)


def write_spooled(target: Target, spool: GraphSpool) -> None:
    """Writes all graphs put by, as `write_to` does. In N-Quads no more than one of them is held in memory."""
    from kgbuild.store.export import write_pieces

    if target.format != N_QUADS:
        write_to(target, spool.quads())
    elif target.path == STANDARD_OUTPUT:
        for content in spool.contents():
            print_result(content)
    else:
        write_pieces(target.path, spool.contents())


def print_result(content: str | bytes) -> None:
    """Puts a result on standard output; OutputError if there is no room. The end of a pipe's reader is no error."""
    try:
        click.echo(content, nl=False)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(f"standard output: cannot be written ({error.strerror}); send it elsewhere") from error
