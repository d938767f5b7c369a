"""What the fixtures of this folder and its tests both name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

TOKEN = "the-token-of-the-conformance-tests"

# Takes note of what passed over HTTP, and by Oxigraph itself, of the tests of one theme.
Tally: TypeAlias = Callable[..., None]
