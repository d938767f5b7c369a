"""Whose words a stretch of text is: the innermost attribution around it, or the narrator."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.extract.layers import Attribution
from kgbuild.model import Span


class Voices:
    """Looks up the attribution that a place in the text stands under. `None` is the narrator."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self._contents = sorted(
            (span.end - span.begin, span.begin, span.end, number)
            for number, attribution in enumerate(attributions)
            for span in attribution.content_spans
        )

    def at(self, span: Span) -> int | None:
        """The number of the tightest attribution whose content holds the span, None where there is none."""
        for _, begin, end, number in self._contents:
            if begin <= span.begin and span.end <= end:
                return number
        return None

    def around(self, span: Span, own: int) -> int | None:
        """As `at`, for an attribution's own cue: the next one out."""
        for _, begin, end, number in self._contents:
            if number != own and begin <= span.begin and span.end <= end:
                return number
        return None
