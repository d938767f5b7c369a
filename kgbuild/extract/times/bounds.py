"""Which side of a time a preposition leaves open: "since 2010", "until January 19", "from May to July"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.times.neighbours import REACH, joiner
from kgbuild.extract.times.resolution import Resolved
from kgbuild.model import Span

_LAST_WORD: Final = re.compile(r"([\w-]+)\W*$")
_PREFIX: Final = re.compile(r"(\w+)-$")
_TWO_WORDS: Final = re.compile(r"\bnot\s+[\w-]+\s+$")


def opened(text: str, found: Sequence[tuple[Span, Resolved]]) -> list[tuple[Span, Resolved]]:
    """The times with the bounds that their prepositions leave."""
    words = load_lexicon("times")["bounds"]
    out = list(found)
    for at, (span, resolved) in enumerate(out):
        if resolved.begin is None and resolved.end is None:
            continue
        before = text[max(span.begin - REACH, 0) : span.begin]
        word = _word_before(before)
        if (prefix := _PREFIX.search(before)) and prefix[1].lower() in words["outside"]:
            out[at] = span, replace(resolved, begin=None, end=None)  # "pre-1991"
            continue
        if at and word in words["range_joiners"] and _opens_range(text, out[at - 1][0], span, words):
            first, start = out[at - 1]
            out[at - 1] = first, replace(start, end=None)
            back = start.begin is not None and resolved.end is not None and resolved.end < start.begin
            out[at] = span, replace(resolved, begin=None, end=None if back else resolved.end)  # "from 8 p.m. to 5 a.m."
        elif word in words["begin"]:
            out[at] = span, replace(resolved, end=None)
        elif word in words["end"] and not _TWO_WORDS.search(before):
            out[at] = span, replace(resolved, begin=None)
    return out


def _word_before(text: str) -> str:
    """The word just before, without a "the" between; a dash counts as one."""
    text = re.sub(r"\b(?:the|early|late|mid)\s*-?$", "", text.rstrip(), flags=re.IGNORECASE).rstrip()
    if text.endswith(("-", "–")):
        return text[-1]
    match = _LAST_WORD.search(text)
    return match[1].lower() if match and text.endswith(match[1]) else ""


def _opens_range(text: str, first: Span, second: Span, words: dict[str, list[str]]) -> bool:
    """Whether only a joiner stands between two times, of which the first follows "from" or "between"."""
    between = joiner(text, first, second)
    if between in ("-", "–"):
        return True
    opener = _word_before(text[max(first.begin - REACH, 0) : first.begin])
    return (
        between in words["range_joiners"] and opener in words["range_openers"] and (between, opener) != ("and", "from")
    )
