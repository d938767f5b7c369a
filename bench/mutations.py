"""Changes to the words of a text: what typing, converting, translating, scraping and malice do to it."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from odd_words import (
    BLANKS,
    CASES,
    FOREIGN,
    FULL_WIDTH,
    HOMOGLYPHS,
    INVISIBLE,
    MARKS,
    MARKUP,
    NUMBERS,
    QUOTES,
    STARTS,
    TIMES,
    noise,
    sentences,
)  # fmt: skip

Words = list[str]
Mutation = Callable[[random.Random, Words], Words]


def _places(chance: random.Random, words: Words) -> Iterator[int]:
    """A few places among the words, from the last to the first, so that a change moves none that comes after."""
    few = min(len(words), chance.randint(1, 12))
    return iter(sorted(chance.sample(range(len(words)), few), reverse=True))


def _delete(chance: random.Random, words: Words) -> Words:
    gone = set(_places(chance, words))
    return [word for i, word in enumerate(words) if i not in gone]


def _duplicate(chance: random.Random, words: Words) -> Words:
    for i in _places(chance, words):
        words[i:i] = words[i : i + chance.randint(1, 6)] * chance.randint(1, 3)
    return words


def _reorder(chance: random.Random, words: Words) -> Words:
    for i in _places(chance, words):
        stretch = words[i : i + 8]
        chance.shuffle(stretch)
        words[i : i + 8] = stretch
    return words


def _splice(chance: random.Random, words: Words) -> Words:
    cut = chance.randint(0, len(words))
    other = chance.choice(sentences()).split()
    return words[:cut] + other[chance.randint(0, len(other)) :] + words[cut:]


def _inserting(pool: Sequence[str]) -> Mutation:
    def insert(chance: random.Random, words: Words) -> Words:
        for i in _places(chance, words):
            words.insert(i, chance.choice(pool))
        return words

    return insert


def _glue(chance: random.Random, words: Words) -> Words:
    """Marks and blanks set against words, before or after or in them."""
    for i in _places(chance, words):
        at = chance.choice((0, len(words[i]), chance.randint(0, len(words[i]))))
        words[i] = words[i][:at] + chance.choice(MARKS + BLANKS) + words[i][at:]
    return words


def _garble(chance: random.Random, words: Words) -> Words:
    for i in _places(chance, words):
        at = chance.randint(0, len(words[i]))
        words[i] = words[i][:at] + noise(chance)[:3] + words[i][at + chance.randint(0, 2) :]
    return words


def _recase(chance: random.Random, words: Words) -> Words:
    case = chance.choice((str.upper, str.lower, str.title, str.swapcase))
    chosen = set(range(len(words))) if chance.random() < 0.3 else set(_places(chance, words))
    return [case(word) if i in chosen else word for i, word in enumerate(words)]


def _renumber(chance: random.Random, words: Words) -> Words:
    return [chance.choice(NUMBERS) if any(map(str.isdigit, word)) else word for word in words]


def _within(pool: Sequence[str]) -> Mutation:
    """Characters set into words, or at their ends."""

    def set_in(chance: random.Random, words: Words) -> Words:
        for i in _places(chance, words):
            at = chance.randint(0, len(words[i]))
            words[i] = words[i][:at] + chance.choice(pool) + words[i][at:]
        return words

    return set_in


def _disguise(chance: random.Random, words: Words) -> Words:
    """Words in letters that look alike, of full width, decomposed, or with marks piled upon them."""
    for i in _places(chance, words):
        disguises = (
            words[i].translate(HOMOGLYPHS),
            words[i].translate(FULL_WIDTH),
            unicodedata.normalize("NFKD", words[i]),
            "".join(letter + "\u0301\u0323" * chance.randint(0, 9) for letter in words[i]),
        )
        words[i] = chance.choice(disguises)
    return words


def _quote(chance: random.Random, words: Words) -> Words:
    """Stretches between marks of many kinds, within one another, across one another, and some never closed."""
    for _ in range(chance.randint(1, 8)):
        begin, end = sorted(chance.randint(0, len(words)) for _ in range(2))
        opening, closing = chance.choice(QUOTES)
        words[begin:end] = [opening, *words[begin:end], closing] if chance.random() < 0.5 else words[begin:end]
        if end < len(words):
            words[begin], words[end] = opening + words[begin], words[end] + closing
    return words


def _lengthen(chance: random.Random, words: Words) -> Words:
    """Words without end, as addresses, codes, chains of hyphens and spelled out screams are."""
    for i in list(_places(chance, words))[:3]:
        times = chance.choice((20, 300, 3000))
        joint = chance.choice(("", "-", ".", "/", "'", "’", "_", "&", ":"))
        words[i] = joint.join([words[i]] * (times if joint else times // 10))
    return words


def _tabulate(chance: random.Random, words: Words) -> Words:
    """A stretch as the rows of a table or as a list, with or without items in every cell."""
    begin = chance.randint(0, len(words))
    cells = chance.choice(("\t", " | ", "  ", ",", ";", "\n- ", "\n• ", "\n1. ", "\n* "))
    width = chance.randint(1, 6)
    for i in range(begin, min(len(words), begin + 40)):
        words[i] += "\n" if i % width == 0 else cells
    return words


def _say(chance: random.Random, words: Words) -> Words:
    """Somebody's word around somebody's word around what is told."""
    for _ in range(chance.randint(1, 9)):
        at = chance.randint(0, len(words))
        words[at:at] = chance.choice(SPEECHES).split()
    return words


SPEECHES: Final = (
    "he said that", "according to the ministry ,", ", a spokesman said ,", "Ana Petrova told reporters that she",
    "quoted", "denied claiming that", "if", "unless", "was reported to have been said to have", "whose mother , who",
    "and neither", "the police of the president of the city of the", "not", ", which is to say ,", ": “", "” ( “",
    "asked whether why",
)  # fmt: skip
"""What makes nests of clauses and claims."""


MUTATIONS: Final[Sequence[Mutation]] = (
    _delete, _duplicate, _reorder, _splice, _glue, _garble, _recase, _renumber, _disguise, _quote, _lengthen,
    _tabulate, _say, _within(INVISIBLE), _within(CASES), _inserting(NUMBERS), _inserting(TIMES), _inserting(MARKS),
    _inserting(BLANKS), _inserting(FOREIGN), _inserting(MARKUP), _inserting(STARTS),
)  # fmt: skip
