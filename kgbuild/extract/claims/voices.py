"""Whose words a stretch of text is: the innermost attribution around it, or the narrator."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from kgbuild.extract.layers import Attribution
from kgbuild.model import Span

PRESUPPOSING: Final = frozenset(
    {
        "talk: topic",
        "statement: topic",
        "disclosure: topic",
        "judgment: object",
        "denial: object",
        "stance: object",
        "reference: preposition",
        "noun judgment",
    }
)
"""Rules whose content the narrator tells as given: of "condemned the attack" and "spoke about the
attack", the attack stands on nobody's word."""


class Voices:
    """Looks up the attribution that a place in the text stands under. `None` is the narrator.

    The text is cut where contents begin and end; for each piece it is known which contents lie over it, the tightest
    first. A look-up costs as much as contents are nested, however long the text.
    """

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        contents = [
            (span, number)
            for number, attribution in enumerate(attributions)
            if attribution.rule not in PRESUPPOSING or attribution.quotes
            for span in attribution.content_spans
        ]
        self._cuts = sorted({offset for span, _ in contents for offset in span})
        over: dict[int, list[tuple[int, Span, int]]] = {cut: [] for cut in self._cuts}
        for span, number in contents:
            first, last = bisect_right(self._cuts, span.begin) - 1, bisect_right(self._cuts, span.end) - 1
            for cut in self._cuts[first:last]:
                over[cut].append((span.end - span.begin, span, number))
        self._over = [sorted(over[cut]) for cut in self._cuts]
        numbered = reversed(list(enumerate(attributions)))
        self._quotes = sorted({quote: number for number, each in numbered for quote in each.quotes}.items())

    def at(self, span: Span) -> int | None:
        """The number of the tightest attribution whose content holds the span, None where there is none."""
        return next(self._holding(span), None)

    def around(self, span: Span, own: int) -> int | None:
        """As `at`, for an attribution's own cue: the next one out."""
        return next((number for number in self._holding(span) if number != own), None)

    def quoting(self, offset: int) -> int | None:
        """The number of the first attribution that quotes the words at an offset; quotations do not overlap."""
        at = bisect_right(self._quotes, offset, key=lambda quote: quote[0].begin) - 1
        return self._quotes[at][1] if at >= 0 and offset < self._quotes[at][0].end else None

    def _holding(self, span: Span) -> Iterator[int]:
        piece = bisect_right(self._cuts, span.begin) - 1
        if piece >= 0:
            for _, content, number in self._over[piece]:
                if content.begin <= span.begin and span.end <= content.end:
                    yield number
