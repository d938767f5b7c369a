"""Where a SPARQL server is asked."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A server's address for queries and, where it takes them, for updates; `name` is what messages call it.

    `authorization` is the header that it is shown.
    """

    url: str
    name: str
    authorization: str | None = field(default=None, repr=False)
    update_url: str | None = None
