"""Words as texts are searched by: cut out of any script, and folded, so that case and accents do not matter.

SQLite's own tokenizer knows Unicode 6.1, tears the scripts of India apart and takes a Chinese sentence for one word; so
texts are cut here, and it gets words with blanks between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kgbuild.errors import QueryError
from kgbuild.names import fold_marks

# Scripts that put no blanks between words: Thai to Tibetan, Burmese, Khmer, kana, Han. Each character is a word.
UNSPACED: Final = (
    "\u0e01-\u0e4e\u0e81-\u0ecd\u0f40-\u0fbc\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u3041-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)

# What stands within words and is no letter to Python's \w: accents, points of Hebrew and Arabic, vowels of India.
MARKS: Final = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0900-\u0963\u0970-\u0dff"  # fmt: skip  # noqa: E501

WORD: Final = re.compile(
    # An acronym is one word with its dots or without: "U.S." is "US".
    rf"(?<!\w)[^\W\d_{UNSPACED}](?:\.[^\W\d_{UNSPACED}])+(?!\w)\.?"
    rf"|[{UNSPACED}]"
    rf"|(?:(?![_{UNSPACED}])[\w{MARKS}])+"
)

# What SQLite's tokenizer "ascii" would cut at; folding may bring such characters in.
CUTTING: Final = re.compile(r"[\x00-/:-@\[-`{-\x7f]+")

PIECE: Final = re.compile(r'"([^"]*)"?|([^\s"]+)')

MAX_WORDS: Final = 32


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: its folded form, and where it stands (code points, end exclusive)."""

    folded: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words that follow one another; the last may be only the beginning of one."""

    words: tuple[str, ...]
    is_prefix: bool = False


def cut_words(text: str) -> Iterator[Word]:
    """The words of a text, in its order."""
    for found in WORD.finditer(text):
        if folded := _fold(found[0]):
            yield Word(folded, found.start(), found.end())


def fold_words(text: str) -> list[str]:
    """The folded words of a text, as of `cut_words`, and quicker."""
    words = (word.lower() if word.isascii() and word.isalnum() else _fold(word) for word in WORD.findall(text))
    return [word for word in words if word]


def read_phrases(asked: str) -> tuple[Phrase, ...]:
    """What somebody looks for: words, "words in a row", and beginnings of words*. All of them are to be there.

    There is no other syntax, and nothing is malformed; empty if no word is in it. QueryError if there are too many.
    """
    phrases = []
    for quoted, piece in PIECE.findall(asked):
        words = tuple(fold_words(quoted or piece))
        if words:
            phrases.append(Phrase(words, piece.endswith("*")))
    if sum(len(phrase.words) for phrase in phrases) > MAX_WORDS:
        raise QueryError(f"search: more than {MAX_WORDS} words; give fewer")
    return tuple(dict.fromkeys(phrases))


def find_phrases(text: str, phrases: tuple[Phrase, ...]) -> tuple[tuple[int, int], ...]:
    """Where the phrases stand in the text: ranges of code points in order, apart from one another."""
    words = list(cut_words(text))
    marked = set()
    for phrase in phrases:
        for start in range(len(words) - len(phrase.words) + 1):
            if _stands_at(words, start, phrase):
                marked |= set(range(start, start + len(phrase.words)))
    ranges: list[tuple[int, int]] = []
    for each in sorted(marked):
        if ranges and each - 1 in marked:
            ranges[-1] = (ranges[-1][0], words[each].end)
        else:
            ranges.append((words[each].begin, words[each].end))
    return tuple(ranges)


def _fold(word: str) -> str:
    return CUTTING.sub("", fold_marks(word).casefold())


def _stands_at(words: list[Word], start: int, phrase: Phrase) -> bool:
    *whole, last = phrase.words
    if any(words[start + at].folded != word for at, word in enumerate(whole)):
        return False
    found = words[start + len(whole)].folded
    return found.startswith(last) if phrase.is_prefix else found == last
