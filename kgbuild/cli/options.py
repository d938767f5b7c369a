"""Options that several commands share."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from kgbuild.settings import Settings, load_settings

DEFAULT_CONFIG = Path("kgbuild.toml")


class GivenPath(click.Path):
    """A path as a pathlib.Path. The empty one, as of a shell variable that is not set, is no name of this folder."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        if not os.fspath(value):
            self.fail("the path is empty", param, ctx)
        return super().convert(value, param, ctx)


class Seconds(click.FloatRange):
    """So many seconds, at most `most`: a number that bounds something."""

    def __init__(self, most: float) -> None:
        super().__init__(min=0, max=most, min_open=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        seconds: float = super().convert(value, param, ctx)
        if math.isnan(seconds):  # which no range leaves out
            self.fail(f"{value!r} is no number", param, ctx)
        return seconds


def check_needed(needed: Iterable[tuple[str, str]]) -> None:
    """UsageError if the present command was given an option that does nothing without another one.

    `needed`: pairs of parameters' names, such an option and the other.
    """
    context = click.get_current_context()
    shown = {parameter.name: parameter.opts[-1] for parameter in context.command.params}
    for name, other in needed:
        is_given = context.get_parameter_source(name) is ParameterSource.COMMANDLINE
        if is_given and not context.params[other]:
            raise click.UsageError(f"{shown[name]} does nothing without {shown[other]}")


def settings_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """Adds --config and one option for each setting that is often changed; docs/settings.md lists all."""
    for option in (
        click.option("--language", metavar="TAG", help="Language of the documents (BCP 47), if they do not say."),
        click.option("--authority", metavar="PATH", help='Authority to link to: "core" (embedded) or an index.'),
        click.option("--decisions", metavar="FILE", help="Table of links that persons decided, see kgbuild link."),
        click.option("--model", metavar="NAME", help="spaCy model, installed as a package."),
        click.option("--base", metavar="IRI", help="IRI under which documents and entities are named."),
        click.option(
            "--config",
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help="Settings in TOML; kgbuild.toml of this folder is read without it.",
        ),
    ):
        function = option(function)
    return function


def settings_from(config: Path | None, **overrides: Any) -> Settings:
    """The settings of a run: defaults, then the file, then the options given; SettingsError names what is wrong."""
    if config is None and DEFAULT_CONFIG.is_file():
        config = DEFAULT_CONFIG
    return load_settings(config, **overrides)
