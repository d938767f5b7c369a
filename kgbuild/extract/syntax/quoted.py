"""What a short quotation is no statement of anybody's: the title of a work, or a slogan."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Final

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax.verbs import SUBJECTS
from kgbuild.extract.syntax.words import lemma
from kgbuild.parse import Doc, Token

LONGEST_TITLE: Final = 8
"""Words that the title of a work may have, in quotation marks."""
LONGEST_SLOGAN: Final = 12
"""Words that a slogan may have."""
SMALL_WORDS: Final = frozenset(
    {"a", "an", "the", "of", "in", "on", "to", "for", "and", "or", "at", "by", "with", "from"}
)


def in_title(doc: Doc) -> frozenset[int]:
    """The tokens of titles of works: short quotations of which each word but the small ones has a capital."""
    found: set[int] = set()
    marks = [token.i for token in doc if token.is_quote]
    for opening, closing in itertools.pairwise(marks):
        words = [t for t in doc[opening + 1 : min(closing, opening + 2 * LONGEST_TITLE)] if t.is_alpha]
        capitals = [t.text[0].isupper() for t in words]
        small = all(capital or t.lower_ in SMALL_WORDS for t, capital in zip(words, capitals, strict=True))
        if 1 < len(words) <= LONGEST_TITLE and small and capitals[0] and capitals[-1]:
            found.update(t.i for t in words)
    return frozenset(found)


def in_slogan(doc: Doc) -> frozenset[int]:
    """The tokens of slogans, chanted or written on banners, that tell what people want: "chanting 'End the siege'"."""
    found: set[int] = set()
    marks = [token.i for token in doc if token.is_quote]
    for opening, closing in itertools.pairwise(marks):
        if not 1 < closing - opening <= LONGEST_SLOGAN + 1:
            continue
        before = doc[max(doc[opening].sent.start, opening - 3) : opening]
        if any(token.is_quote for token in before):
            continue  # what stands between two slogans: "chanted 'Peace' and police shot 'rioters'"
        if _is_slogan([*map(lemma, before)], doc[opening + 1 : closing]):
            found.update(range(opening + 1, closing))
    return frozenset(found)


def _is_slogan(before: Sequence[str], words: Iterable[Token]) -> bool:
    """Whether what is quoted after some words is what a crowd wants; a cry is none if it is a whole sentence."""
    known = load_lexicon("events/words")
    if not set(known["slogans"]).isdisjoint(before):
        return True
    return not set(known["cries"]).isdisjoint(before) and all(token.dep_ not in SUBJECTS for token in words)
