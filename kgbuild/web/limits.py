"""What one query, and all of them together, may use of the machine."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, field
from typing import Final

from kgbuild.errors import SettingsError

# Oxigraph's parser and evaluator recurse, by up to 3.2 KB of stack for a character of the query (measured over twenty
# shapes of nested queries with pyoxigraph 0.5.13). A worker's stack has room for 80,000 characters of the worst shape;
# a query that needs more ends its worker, and is told so.
MAX_QUERY_CHARACTERS: Final = 250_000
STACK_BYTES: Final = 256 << 20

# Clients at once; idle ones cannot keep the others out below this number.
CONNECTIONS: Final = 500


def _cores() -> int:
    return max(2, os.cpu_count() or 2)


def is_bound(value: float) -> bool:
    """Whether a number bounds anything: it is positive, and neither NaN nor infinite, which nothing would exceed."""
    return value > 0 and math.isfinite(value)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of the endpoint.

    seconds: how long a query may run, from when a worker takes it up.
    memory: how many bytes of address space it may take beyond what an idle worker has.
    rows, size: the solutions or statements, and the bytes, of an answer.
    workers: how many queries run at once, those that have become long apart.
    long_after, long_queries: a query that has run for `long_after` seconds is long: it goes on at a low priority, and
        its place goes to the next one. At most `long_queries` of them run; one more is given up.
    waiting: how many queries may wait for a place.
    cache: how many bytes of answers are kept for those who ask the same again; 0 for none.
    """

    seconds: float = 30
    memory: int = 1 << 30
    rows: int = 1_000_000
    size: int = 128 << 20
    workers: int = field(default_factory=_cores)
    long_after: float = 1
    long_queries: int = 4
    waiting: int = 64
    cache: int = 64 << 20

    def __post_init__(self) -> None:
        for name in self.__slots__:
            value = getattr(self, name)
            if not is_bound(value) and not (name == "cache" and value == 0):
                raise SettingsError(f"{name} = {value}: out of range; give a positive number")
