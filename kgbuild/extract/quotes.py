"""Finds quotations: straight, curly, low and guillemet marks, double and single, nested and over several paragraphs.

Quotation marks are ambiguous ('the workers' strike', 5'10", a forgotten closing mark), so a mark counts only with its
partner. The one exception is the typographer's rule for a long quotation: every paragraph opens with a mark and only
the last one closes (Chicago Manual of Style, 13.30).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kgbuild.model import Span

CLOSERS: Final = {"“": "”", "‘": "’", "„": "“”", "‚": "‘’", "«": "»", "‹": "›", '"': '"', "'": "'"}
"""Opening mark → the marks that may close it."""

SINGLE: Final = frozenset("‘’‚'")
_CLOSING: Final = frozenset("".join(CLOSERS.values()))
_BEFORE_OPENING: Final = frozenset("([{—–-…/:=") | CLOSERS.keys()
_AFTER_CLOSING: Final = frozenset(".,;:!?)]}—–-…/") | _CLOSING


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between two marks. `outer` holds the marks, `inner` leaves them out; `depth` is 0 for an outermost one.

    `continued` marks a paragraph of a longer quotation that goes on in the next paragraph; its `outer` has no closing
    mark.
    """

    outer: Span
    inner: Span
    depth: int
    continued: bool = False


def quotations(text: str, paragraphs: Iterable[Span]) -> tuple[Quotation, ...]:
    """All quotations of a text in the order of their opening marks. Marks without a partner are passed over."""
    found: list[Quotation] = []
    spans = tuple(paragraphs)
    for number, paragraph in enumerate(spans):
        following = text[spans[number + 1].begin] if number + 1 < len(spans) else ""
        found += _in_paragraph(text, paragraph, following)
    return tuple(sorted(found, key=lambda quotation: quotation.outer.begin))


def _in_paragraph(text: str, paragraph: Span, following: str) -> Iterator[Quotation]:
    """The quotations of one paragraph; `following` is the first character of the next one."""
    open_marks: list[int] = []
    pairs: list[tuple[int, int]] = []
    for position in range(paragraph.begin, paragraph.end):
        if text[position] not in CLOSERS and text[position] not in _CLOSING:
            continue
        if (place := _partner(text, position, paragraph, open_marks)) is not None:
            pairs.append((open_marks[place], position))
            del open_marks[place:]
        elif _opens(text, position, paragraph):
            kinds = [text[mark] for mark in open_marks]
            # A mark of the same kind again: the earlier one was never closed.
            del open_marks[kinds.index(text[position]) if text[position] in kinds else len(kinds) :]
            open_marks.append(position)
    yield from _nested(pairs)
    first = paragraph.begin
    if open_marks[:1] == [first] and text[first] not in SINGLE and following == text[first]:
        yield Quotation(paragraph, Span(first + 1, paragraph.end), 0, continued=True)


def _nested(pairs: list[tuple[int, int]]) -> Iterator[Quotation]:
    """Quotations of pairs of marks, which never cross, with the depth of each."""
    around: list[int] = []
    for begin, end in sorted(pairs):
        while around and around[-1] < begin:
            around.pop()
        yield Quotation(Span(begin, end + 1), Span(begin + 1, end), len(around))
        around.append(end)


def _partner(text: str, position: int, paragraph: Span, open_marks: list[int]) -> int | None:
    """The place in `open_marks` of the mark that the one at `position` closes."""
    mark = text[position]
    for place in range(len(open_marks) - 1, -1, -1):
        opening = text[open_marks[place]]
        if mark in CLOSERS[opening] or (mark == opening and not _opens(text, position, paragraph)):
            return place if _closes(text, position, paragraph, open_marks[place]) else None
    return None


def _opens(text: str, position: int, paragraph: Span) -> bool:
    before = text[position - 1] if position > paragraph.begin else " "
    after = text[position + 1] if position + 1 < paragraph.end else " "
    if after.isspace() or text[position] not in CLOSERS:
        return False
    if text[position] in SINGLE and after.isdigit():
        return False
    return before.isspace() or before in _BEFORE_OPENING or (text[position] in "“„«" and not before.isalnum())


def _closes(text: str, position: int, paragraph: Span, opening: int) -> bool:
    before = text[position - 1]
    after = text[position + 1] if position + 1 < paragraph.end else " "
    if position == opening + 1:
        return False
    if text[position] in SINGLE:
        return not after.isalnum() and not _is_possessive(text, position, paragraph, opening)
    if text[position] == '"' and before.isspace() and not after.isspace() and after not in _AFTER_CLOSING:
        return False
    return True


def _is_possessive(text: str, position: int, paragraph: Span, opening: int) -> bool:
    """Whether a mark after a plural ("the workers' strike") rather leaves the quotation to a later mark."""
    if text[position - 1] != "s" or not text[position + 1 : position + 3].strip().isalpha():
        return False
    later = text.find(text[position], position + 1, paragraph.end)
    if text[opening] == text[position]:
        return later > 0 and text[later - 1] in ".,!?"
    reopened = text.find(text[opening], position + 1, paragraph.end)
    return later >= 0 and not 0 <= reopened < later and not text[later + 1 : later + 2].isalnum()
