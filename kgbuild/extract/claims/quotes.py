"""Finds quotations: straight, curly, low and guillemet marks, double and single, nested and over several paragraphs.

Quotation marks are ambiguous ('the workers' strike', 5'10", a forgotten closing mark), so a mark counts only with its
partner. The one exception is the typographers' rule for a long quotation: every paragraph opens with a mark and only
the last one closes (Chicago Manual of Style, 13.30).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from kgbuild.model import Span

CLOSERS: Final = MappingProxyType(
    {
        "“": ("”", '"'),
        '"': ('"', "”"),
        "‘": ("’", "'"),
        "'": ("'", "’"),
        "„": ("“", "”"),
        "‚": ("‘", "’"),
        "«": ("»",),
        "‹": ("›",),
        "''": ("''",),
        "``": ("''", '"'),
    }
)
"""Opening mark → the marks that may close it; two marks that look alike are often mixed."""

SINGLE: Final = frozenset("‘’‚'")
_MARK: Final = re.compile(r"``|''|[“”„«»‹›‘’‚\"']")
_BEFORE_OPENING: Final = frozenset("([{—–-…/:=")
_AFTER_CLOSING: Final = frozenset(".,;:!?)]}—–-…/”’\"'»›")
_PAIR: Final = "“[^“”«»]*”|«[^“”«»]*»"
_PAIRED: Final = re.compile(f"(?:{_PAIR})*[^“”«»](?:{_PAIR}|[^“”«»])*")
"""Words in which each mark has its partner, and which are no quotation as a whole; shape:claim-quote has the same."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between two marks. `outer` holds the marks, `inner` leaves them out; `depth` is 0 for an outermost one.

    `continued` marks a paragraph of a longer quotation that goes on in the next one: it has no closing mark.
    Where the words are not `paired`, a mark inside has no partner, so that nobody can tell whose words they all are.
    """

    outer: Span
    inner: Span
    depth: int
    continued: bool = False
    paired: bool = True


class _Mark(NamedTuple):
    """A quotation mark in its paragraph: what it is, where it stands, and the characters around it."""

    text: str
    begin: int
    end: int
    before: str
    after: str


def quotations(text: str, paragraphs: Iterable[Span]) -> tuple[Quotation, ...]:
    """All quotations of a text in the order of their opening marks. Marks without a partner are passed over."""
    spans = tuple(paragraphs)
    found: list[Quotation] = []
    for number, paragraph in enumerate(spans):
        following = text[spans[number + 1].begin] if number + 1 < len(spans) else ""
        found += _in_paragraph(text, paragraph, following)
    return tuple(sorted(found, key=lambda quotation: quotation.outer.begin))


def _in_paragraph(text: str, paragraph: Span, following: str) -> Iterator[Quotation]:
    """The quotations of one paragraph; `following` is the first character of the next one."""
    open_marks: list[_Mark] = []
    pairs: list[tuple[_Mark, _Mark]] = []
    for mark in _marks(text, paragraph):
        if (place := _partner(text, mark, paragraph, open_marks)) is not None:
            pairs.append((open_marks[place], mark))
            del open_marks[place:]
        elif _opens(mark):
            kinds = [other.text for other in open_marks]
            # A mark of the same kind again: the earlier one was never closed.
            del open_marks[kinds.index(mark.text) if mark.text in kinds else len(kinds) :]
            open_marks.append(mark)
    around = []
    if open_marks and open_marks[0].begin == paragraph.begin and open_marks[0].text not in SINGLE:
        first = open_marks[0]
        if following and first.text.startswith(following):
            inner = Span(first.end, paragraph.end)
            yield Quotation(paragraph, inner, 0, continued=True, paired=_is_paired(text, inner))
            around.append(paragraph.end)
    yield from _nested(text, pairs, around)


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, paragraph.begin, paragraph.end):
        begin, end = match.span()
        before = text[begin - 1] if begin > paragraph.begin else " "
        after = text[end] if end < paragraph.end else " "
        yield _Mark(match.group(), begin, end, before, after)


def _nested(text: str, pairs: list[tuple[_Mark, _Mark]], around: list[int]) -> Iterator[Quotation]:
    """Quotations of pairs of marks, which never cross, with their depths; `around` are the ends of those around all."""
    for opening, closing in sorted(pairs, key=lambda pair: pair[0].begin):
        while around and around[-1] < opening.begin:
            around.pop()
        inner = Span(opening.end, closing.begin)
        yield Quotation(Span(opening.begin, closing.end), inner, len(around), paired=_is_paired(text, inner))
        around.append(closing.begin)


def _is_paired(text: str, inner: Span) -> bool:
    return _PAIRED.fullmatch(text, *inner) is not None


def _partner(text: str, mark: _Mark, paragraph: Span, open_marks: list[_Mark]) -> int | None:
    """The place in `open_marks` of the mark that `mark` closes."""
    for place in range(len(open_marks) - 1, -1, -1):
        opening = open_marks[place]
        if mark.text in CLOSERS[opening.text]:
            return place if _closes(text, mark, paragraph, opening) else None
    return None


def _opens(mark: _Mark) -> bool:
    if mark.after.isspace() or mark.text not in CLOSERS:
        return False
    if mark.text in SINGLE and mark.after.isdigit():
        return False
    return mark.before.isspace() or mark.before in _BEFORE_OPENING or (_MARK.match(mark.before) is not None)


def _closes(text: str, mark: _Mark, paragraph: Span, opening: _Mark) -> bool:
    if mark.begin == opening.end:
        return False
    if mark.text in SINGLE:
        return not mark.after.isalnum() and not _is_possessive(text, mark, paragraph, opening)
    if mark.text == '"' and mark.before.isdigit() and "'" in text[max(opening.end, mark.begin - 4) : mark.begin]:
        return False  # feet and inches
    return not (mark.before.isspace() and not mark.after.isspace() and mark.after not in _AFTER_CLOSING)


def _is_possessive(text: str, mark: _Mark, paragraph: Span, opening: _Mark) -> bool:
    """Whether a mark after a plural ("the workers' strike") rather leaves the quotation to a later mark."""
    if mark.before != "s" or not text[mark.end : mark.end + 2].strip().isalpha():
        return False
    later = text.find(mark.text, mark.end, paragraph.end)
    if opening.text == mark.text:
        return later > 0 and text[later - 1] in ".,!?"
    reopened = text.find(opening.text, mark.end, paragraph.end)
    return later >= 0 and not 0 <= reopened < later and not text[later + 1 : later + 2].isalnum()
