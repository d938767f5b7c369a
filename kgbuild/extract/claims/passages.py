"""A parse and its quotations laid over each other: what the rules of attribution look at."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from kgbuild.extract.claims.quotes import Quotation, quotations
from kgbuild.model import Annotated, NameSpan, Span
from kgbuild.parse import Doc

SEPARATORS: Final = frozenset({",", "-", "--", "–", "—", "―"})
"""What stands between the words that are told and who tells them."""

# No sentence of prose is longer (tokens); text without full stops is cut, so that time stays linear in its length.
_LONGEST_UNIT: Final = 500
_SENTENCE_END: Final = frozenset({".", "!", "?", "…", "..."})
_SPOKEN_END: Final = _SENTENCE_END | {","}


class Tokens(NamedTuple):
    """A range of token indices, end exclusive."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The parse with the outermost quotation (or -1), the unit and the name (if any) of each token.

    A unit is a run of sentences that a quotation holds together: the parser ends a sentence at every full stop, also
    inside quotation marks.
    """

    doc: Doc
    quotations: tuple[Quotation, ...]
    quotation_tokens: tuple[Tokens, ...]
    quotation_of: tuple[int, ...]
    units: tuple[Tokens, ...]
    unit_of: tuple[int, ...]
    name_at: Mapping[int, NameSpan]

    def unit(self, token: int) -> Tokens:
        """The unit that a token is in."""
        return self.units[self.unit_of[token]]

    def quotation_at(self, token: int) -> Tokens | None:
        """The tokens of the quotation that a token is in, with its marks."""
        number = self.quotation_of[token] if 0 <= token < len(self.doc) else -1
        return self.quotation_tokens[number] if number >= 0 else None

    def opens_at(self, token: int) -> Tokens | None:
        """The tokens of the quotation whose opening mark is `token`."""
        tokens = self.quotation_at(token)
        return tokens if tokens and tokens.first == token else None

    def closes_at(self, token: int) -> Tokens | None:
        """The tokens of the quotation whose closing mark is `token`."""
        tokens = self.quotation_at(token)
        return tokens if tokens and tokens.last == token + 1 else None

    def trimmed(self, tokens: Tokens) -> Tokens:
        """Without blanks and separators at the edges; may be empty. Quotation marks stay."""
        first, last = tokens
        while first < last and self._separates(first):
            first += 1
        while first < last and self._separates(last - 1):
            last -= 1
        return Tokens(first, last)

    def closed(self, tokens: Tokens) -> Tokens:
        """With the marks right before and behind that open and close a quotation: parsers hang marks anywhere."""
        number = self.quotation_of[tokens.last - 1] if tokens.first < tokens.last else -1
        if number < 0 or self.quotation_tokens[number].first < tokens.first - 1:
            return tokens
        tokens = Tokens(min(tokens.first, self.quotation_tokens[number].first), tokens.last)
        end = self.quotation_tokens[number].last
        rest = self.doc[tokens.last : end]
        return Tokens(tokens.first, end) if 0 < len(rest) <= 2 and all(token.is_punct for token in rest) else tokens

    def span(self, tokens: Tokens) -> Span:
        """Where a range of at least one token stands in the text."""
        end = self.doc[tokens.last - 1]
        return Span(self.doc[tokens.first].idx, end.idx + len(end.text))

    def quotes_in(self, tokens: Tokens) -> Iterator[Span]:
        """The words between the marks of each outermost quotation in a range whose marks inside have their partners."""
        number = bisect.bisect_left(self.quotation_tokens, tokens)
        while number < len(self.quotations) and self.quotation_tokens[number].last <= tokens.last:
            if self.quotations[number].paired:
                yield self.quotations[number].inner
            number += 1

    def _separates(self, token: int) -> bool:
        text = self.doc[token].text
        return text.isspace() or text in SEPARATORS or text in {";", ":", "."}


def read(annotated: Annotated) -> Passage:
    """Lays the quotations of a text over its parse."""
    doc = annotated.doc
    found = tuple(q for q in quotations(annotated.article.text, annotated.paragraphs) if q.depth == 0)
    ends = [token.idx + len(token.text) for token in doc]
    ranges = tuple(_covering(doc, ends, quotation.outer) for quotation in found)
    quotation_of = [-1] * len(doc)
    for number, tokens in enumerate(ranges):
        quotation_of[tokens.first : tokens.last] = [number] * (tokens.last - tokens.first)
    starts = {bisect.bisect_right(ends, paragraph.begin) for paragraph in annotated.paragraphs}
    units = tuple(_units(doc, quotation_of, ranges, starts))
    unit_of = [number for number, (first, last) in enumerate(units) for _ in range(first, last)]
    name_at = MappingProxyType({token: name for name in annotated.names for token in range(name.first, name.last)})
    return Passage(doc, found, ranges, tuple(quotation_of), units, tuple(unit_of), name_at)


def _covering(doc: Doc, ends: Sequence[int], span: Span) -> Tokens:
    """The tokens that a span touches."""
    first = bisect.bisect_right(ends, span.begin)
    last = bisect.bisect_left(ends, span.end, lo=first)
    return Tokens(first, min(last + 1, len(doc)))


def _units(
    doc: Doc, quotation_of: Sequence[int], ranges: Sequence[Tokens], starts: Collection[int]
) -> Iterator[Tokens]:
    """Sentences, joined where a quotation goes over their boundary, never over that of a paragraph."""
    cuts = {token for token in starts if token < len(doc)}
    cuts |= {s.start for s in doc.sents if not (s.start and 0 <= quotation_of[s.start] == quotation_of[s.start - 1])}
    for first, last in ranges:
        if first > 0 and (doc[first - 1].text in _SENTENCE_END or _follows_abbreviation(doc, first, last)):
            cuts.add(first)
        if last < len(doc) and doc[last - 2].text in _SENTENCE_END and (doc[last].is_title or quotation_of[last] >= 0):
            cuts.add(last)
    for first, last in itertools.pairwise([0, *sorted(cuts - {0}), len(doc)]):
        for begin in range(first, last, _LONGEST_UNIT):
            yield Tokens(begin, min(begin + _LONGEST_UNIT, last))


def _follows_abbreviation(doc: Doc, first: int, last: int) -> bool:
    """Whether words that somebody speaks come after a sentence that ends in an abbreviation: "… for £9m. “We …,” she
    said". No mark inside of the closing one tells of a nickname or the like: "St. “Kit” Ortega"."""
    is_spoken = last - first > 2 and doc[last - 2].text in _SPOKEN_END and doc[first + 1].is_title
    return is_spoken and doc[first - 1].text.endswith(".")
