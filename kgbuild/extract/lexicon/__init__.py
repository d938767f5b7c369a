"""Linguistic knowledge as data: one TOML file for each theme, read by name."""

from __future__ import annotations

import functools
import tomllib
from importlib import resources
from typing import Any


@functools.cache
def load_lexicon(name: str) -> dict[str, Any]:
    """The tables of `lexicon/<name>.toml`, read once; FileNotFoundError if there is no such file. Not to be changed."""
    return tomllib.loads((resources.files(__name__) / f"{name}.toml").read_text(encoding="utf-8"))
