"""Odd texts by number, the same each time: noise, salads of known words, mutations of the demo corpus, long ones."""

from __future__ import annotations

import datetime
import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from kgbuild.model import Article

PACKAGE: Final = Path(__file__).parent.parent / "kgbuild"
DEMO: Final = PACKAGE / "demo" / "articles"
LEXICON: Final = PACKAGE / "extract" / "lexicon"

LARGE: Final = 5_000
"""How often a long text repeats what it is made of."""

LONG_TEXTS: Final = 0.01
"""The share of long texts: one takes as much time as a hundred others."""

BLANKS: Final = (
    " ", "  ", "\n", "\r\n", "\n\n", "\t", "\xa0", "\u2009", "\u200b", "\u2028", "\f", "\v", "\x85", "\u3000",
)  # fmt: skip
MARKS: Final = (
    *"\"“”„«»‘’'()[]{}<>.,;:!?…—–-/\\|*_#%&@^~`=+$€£", "''", "``", "--", "...", "?!", ").", ".”", "”,",
)  # fmt: skip
NUMBERS: Final = (
    "0", "-5", "1,2,3", "12.50.3", "1e309", "9" * 40, "9" * 400, "0.000001", "½", "3½", "²", "Ⅻ", "٣٤", "一百", "①",
    "a zillion", "99999 trillion", "$5bn", "1/0", "10-5", "five hundred hundred", "minus two", "1,000,000,000,000",
    "half a dozen hundred", "more than fewer than 8", "between 9 and 3", "NaN", "007", "１２３", "1st", "99999999th",
)  # fmt: skip
TIMES: Final = (
    "on 31 February 2021", "on 30/02/9999", "in 99999", "in the year 0", "in 0000", "5 billion years ago",
    "99999999999 days later", "two thousand centuries before", "in the 99th century", "in the 1990s", "at 24:61",
    "on the 32nd of May", "on December 31, 9999", "on January 1, 0001", "next year", "last Monday", "since yesterday",
    "every 0 days", "on 9999-12-31", "2021-13-45T25:00:00Z", "in late 9999", "until tomorrow night", "in 9999-W54",
    "from 2030 to 1990", "over the past 9999999 weeks", "in the last zero months", "on Feb. 29, 1900", "in Q5 2021",
)  # fmt: skip
DATES: Final = (None, datetime.date.min, datetime.date.max, datetime.date(1900, 2, 28), datetime.date(2022, 1, 6))
ADDRESSES: Final = (
    None,
    'https://example.org/a b?<q>#"',
    "http://[::1",
    "no address",
    "https://例え.jp/\u202e",
    "http://",
)
SCRIPTS: Final = (
    (0x20, 0x7F), (0xA0, 0x250), (0x300, 0x370), (0x370, 0x530), (0x590, 0x700), (0x900, 0x980), (0x2000, 0x2070),
    (0x20A0, 0x2200), (0x3040, 0x3100), (0x4E00, 0x4F00), (0xFE00, 0xFE10), (0xFFF0, 0x10000), (0x1D400, 0x1D500),
    (0x1F300, 0x1F700), (0xE0000, 0xE0080), (0x0, 0x20), (0x7F, 0xA0),
)  # fmt: skip

Words = list[str]
Mutation = Callable[[random.Random, Words], Words]


def article(seed: int) -> Article:
    """Text number `seed`, with metadata no less odd."""
    chance = random.Random(seed)
    text = chance.choice(LONG)(chance, LARGE) if chance.random() < LONG_TEXTS else chance.choice(SHORT)(chance)
    title = _noise(chance) if chance.random() < 0.1 else None
    return Article(f"fuzz/{seed}", text, chance.choice(DATES), title=title, url=chance.choice(ADDRESSES))


# -------------------------------------------------------------------------------------------------- texts from nothing
def _noise(chance: random.Random) -> str:
    """Characters of a few scripts, controls and unassigned ones among them, but no half of a surrogate pair."""
    ranges = chance.sample(SCRIPTS, chance.randint(1, 4))
    return "".join(chr(chance.randrange(*chance.choice(ranges))) for _ in range(chance.randint(0, 400)))


def _punctuation(chance: random.Random) -> str:
    return "".join(chance.choice(MARKS + BLANKS) for _ in range(chance.randint(0, 300)))


def _salad(chance: random.Random) -> str:
    """Words that the lexicon knows, in no order, with names, numbers and times of the kinds that rules look for."""
    pools: Sequence[Sequence[str]] = (_known_words(), _words(), NUMBERS, TIMES, MARKS)
    chosen = chance.choices(pools, weights=(6, 6, 1, 1, 2), k=chance.randint(1, 120))
    return " ".join(chance.choice(pool) for pool in chosen)


def _one_sentence(chance: random.Random, large: int) -> str:
    """A sentence without an end."""
    return " ".join(chance.choice(_words()).strip('.,“”"?!;:') for _ in range(2 * large))


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
    told = (f"“{chance.choice(_sentences())}” {chance.choice(speakers)} said." for _ in range(large // 10))
    return chance.choice((" ", "\n\n")).join(told)


# ------------------------------------------------------------------------------------------- texts from the demo corpus
def _mutated(chance: random.Random) -> str:
    words = [word for _ in range(chance.randint(1, 8)) for word in chance.choice(_sentences()).split()]
    for mutation in chance.choices(MUTATIONS, k=chance.randint(1, 4)):
        words = mutation(chance, words)
    return chance.choice((" ", " ", " ", "\n", "\r\n", "")).join(words)


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
    other = chance.choice(_sentences()).split()
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
        words[i] = words[i][:at] + _noise(chance)[:3] + words[i][at + chance.randint(0, 2) :]
    return words


def _recase(chance: random.Random, words: Words) -> Words:
    case = chance.choice((str.upper, str.lower, str.title, str.swapcase))
    chosen = set(range(len(words))) if chance.random() < 0.3 else set(_places(chance, words))
    return [case(word) if i in chosen else word for i, word in enumerate(words)]


def _renumber(chance: random.Random, words: Words) -> Words:
    return [chance.choice(NUMBERS) if any(map(str.isdigit, word)) else word for word in words]


MUTATIONS: Final[Sequence[Mutation]] = (
    _delete, _duplicate, _reorder, _splice, _glue, _garble, _recase, _renumber,
    _inserting(NUMBERS), _inserting(TIMES), _inserting(MARKS), _inserting(BLANKS),
)  # fmt: skip


SHORT: Final = (_noise, _punctuation, _salad, _salad, *(_mutated,) * 12)
LONG: Final = (_one_sentence, _one_name, _many_names, _many_quotes)


# ---------------------------------------------------------------------------------------------------------- material
@cache
def _sentences() -> tuple[str, ...]:
    """The lines of the demo corpus without its front matter."""
    texts = (path.read_text(encoding="utf-8").split("---")[-1] for path in sorted(DEMO.glob("*.txt")))
    return tuple(line for text in texts for line in text.splitlines() if line.strip())


@cache
def _words() -> tuple[str, ...]:
    return tuple(word for sentence in _sentences() for word in sentence.split())


@cache
def _known_words() -> tuple[str, ...]:
    """Every string of the lexicon, patterns too."""
    tables = (tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(LEXICON.rglob("*.toml")))
    return tuple(word for table in tables for word in _strings(table))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield str(key)
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
