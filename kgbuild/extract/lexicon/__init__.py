"""The linguistic knowledge of extraction as data: TOML files, read once."""

from __future__ import annotations

import functools
import importlib.resources
import tomllib
from typing import Any, Final

_LONG: Final = 12
"""So many words are found faster by their hashes than one by one."""


class _WordList(list[str]):
    """A list of words that knows at once whether it has one. It is not to be changed."""

    def __init__(self, words: list[str]) -> None:
        super().__init__(words)
        self._known = frozenset(words)

    def __contains__(self, word: object) -> bool:
        return word in self._known


@functools.cache
def load_lexicon(name: str) -> dict[str, Any]:
    """The lexicon of a name ("times", "events/assault"), as its TOML tells. Shared between callers: do not change it.

    FileNotFoundError if there is no such lexicon.
    """
    path = importlib.resources.files(__name__).joinpath(f"{name}.toml")
    return {key: _indexed(value) for key, value in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def _indexed(value: Any) -> Any:
    """A value of TOML with its long lists of words as such."""
    if isinstance(value, dict):
        return {key: _indexed(each) for key, each in value.items()}
    if isinstance(value, list):
        is_long = len(value) > _LONG and all(isinstance(each, str) for each in value)
        return _WordList(value) if is_long else [_indexed(each) for each in value]
    return value
