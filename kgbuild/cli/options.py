"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

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
