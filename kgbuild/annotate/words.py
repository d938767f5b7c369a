"""The word lists of annotation as data: `words.toml`, read once."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib


@functools.cache
def word_list(name: str) -> frozenset[str]:
    """A list of `words.toml` by its name ("saying"); KeyError if it has none of that name."""
    return _lists()[name]


@functools.cache
def _lists() -> dict[str, frozenset[str]]:
    text = importlib.resources.files("kgbuild.annotate").joinpath("words.toml").read_text(encoding="utf-8")
    return {name: frozenset(found) for name, found in tomllib.loads(text).items()}
