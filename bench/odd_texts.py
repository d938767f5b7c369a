"""Odd texts by number, the same each time: noise, salads of known words, mutations of the demo corpus, long ones."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Final

from mutations import MUTATIONS
from odd_words import ADDRESSES, BLANKS, DATES, MARKS, NUMBERS, TIMES, known_words, noise, sentences, words

from kgbuild.model import Article

LARGE: Final = 5_000
"""How often a long text repeats what it is made of."""

LONG_TEXTS: Final = 0.01
"""The share of long texts: one takes as much time as a hundred others."""


def article(seed: int) -> Article:
    """Text number `seed`, with metadata no less odd."""
    chance = random.Random(seed)
    text = chance.choice(LONG)(chance, LARGE) if chance.random() < LONG_TEXTS else chance.choice(SHORT)(chance)
    title = noise(chance) if chance.random() < 0.1 else None
    return Article(f"fuzz/{seed}", text, chance.choice(DATES), title=title, url=chance.choice(ADDRESSES))


# -------------------------------------------------------------------------------------------------- texts from nothing
def _punctuation(chance: random.Random) -> str:
    return "".join(chance.choice(MARKS + BLANKS) for _ in range(chance.randint(0, 300)))


def _salad(chance: random.Random) -> str:
    """Words that the lexicon knows, in no order, with names, numbers and times of the kinds that rules look for."""
    pools: Sequence[Sequence[str]] = (known_words(), words(), NUMBERS, TIMES, MARKS)
    chosen = chance.choices(pools, weights=(6, 6, 1, 1, 2), k=chance.randint(1, 120))
    return " ".join(chance.choice(pool) for pool in chosen)


def _one_sentence(chance: random.Random, large: int) -> str:
    """A sentence without an end."""
    return " ".join(chance.choice(words()).strip('.,“”"?!;:') for _ in range(2 * large))


def _one_name(chance: random.Random, large: int) -> str:
    name = chance.choice(
        ("Kazakhstan", "Ms Ana Petrova", "the president", "he", "“yes”", "the UN (UN)", "“", "(((", "'")
    )
    return chance.choice((" ", ". ", ", ", "\n\n", " said ")).join([name] * large)


def _many_names(chance: random.Random, large: int) -> str:
    """So many persons, each of another name."""
    told = (f"{_new_name(chance)} {_new_name(chance)} met {_new_name(chance)}." for _ in range(large // 2))
    return chance.choice((" ", "\n\n")).join(told)


def _new_name(chance: random.Random) -> str:
    return "".join(chance.choice(("ka", "ri", "so", "mel", "tu", "van", "ne")) for _ in range(4)).capitalize()


def _many_quotes(chance: random.Random, large: int) -> str:
    speakers = ("she", "Ana Petrova", "a spokesman")
    told = (f"“{chance.choice(sentences())}” {chance.choice(speakers)} said." for _ in range(large // 10))
    return chance.choice((" ", "\n\n")).join(told)


# ------------------------------------------------------------------------------------------- texts from the demo corpus
def _mutated(chance: random.Random) -> str:
    text = [word for _ in range(chance.randint(1, 8)) for word in chance.choice(sentences()).split()]
    for mutation in chance.choices(MUTATIONS, k=chance.randint(1, 4)):
        text = mutation(chance, text)
    return chance.choice((" ", " ", " ", "\n", "\r\n", "")).join(text)


SHORT: Final = (noise, _punctuation, _salad, _salad, *(_mutated,) * 12)
LONG: Final = (_one_sentence, _one_name, _many_names, _many_quotes)
