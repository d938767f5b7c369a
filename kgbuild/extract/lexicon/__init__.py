"""The linguistic knowledge of extraction as data: TOML files, read once."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from typing import Any


@functools.cache
def load_lexicon(name: str) -> dict[str, Any]:
    """The lexicon of a name ("times", "events/assault"), as its TOML tells. Shared between callers: do not change it.

    FileNotFoundError if there is no such lexicon.
    """
    path = importlib.resources.files(__name__).joinpath(f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))
