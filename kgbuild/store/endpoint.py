"""Where a SPARQL server of others is asked, and how much of its words is passed on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final
from urllib.parse import SplitResult

DEFAULT_PORTS: Final = {"http": 80, "https": 443}

# What its words may take up of a message of ours.
QUOTED_CHARACTERS: Final = 300


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server's address for queries and, where it takes them, for updates; `name` is what messages call it.

    `authorization` is the header that it is shown.
    """

    url: str
    name: str
    authorization: str | None = field(default=None, repr=False)
    update_url: str | None = None


def port_of(parts: SplitResult) -> int:
    """The port of an HTTP address, the usual one where it names none."""
    return parts.port or DEFAULT_PORTS[parts.scheme]


def quoted(text: str) -> str:
    """The beginning of what a server says, on one line and without what commands a terminal."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= QUOTED_CHARACTERS else line[:QUOTED_CHARACTERS] + "…"
