"""What English numerals are worth: "42", "1.5 million", "forty-two", "half a dozen", "two and a half"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from kgbuild.extract.lexicon import load_lexicon

DIGITS: Final = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
GAP: Final = r"(?:[^\S\n]++(?:\n[^\S\n]*+)?|\n[^\S\n]*+)"
"""White space within a phrase: any run of it with at most one line end; never given back, so that runs cost no more."""

MOST_WORDS: Final = 12
"""The longest numeral taken, in words after the first: a bound keeps the search linear on any text."""

_FOLDED_TO_ASCII: Final = dict.fromkeys((0x130, 0x131, 0x17F, 0x212A), "\N{REPLACEMENT CHARACTER}")

_HALVES: Final = {"half": Fraction(1, 2), "quarter": Fraction(1, 4), "½": Fraction(1, 2), "¼": Fraction(1, 4)}
_HALF_A: Final = "half a"


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first, blanks standing for any white space.

    A look at the first letter comes before, for most places are told by it that none of the words stands there.
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    either = "|".join(GAP.join(re.escape(part) for part in word.split(" ")) for word in ordered)
    first = {letter for word in ordered for letter in (word[0].lower(), word[0].upper())}
    return f"(?=[{''.join(sorted(first))}])(?:{either})" if all(map(str.isalnum, first)) else either


def searchable(text: str) -> str:
    """The text, as long as before, without the four letters that a regular expression takes for an ASCII letter when it
    ignores case ("ſ" for s, the Kelvin sign for k): no word of a lexicon has them."""
    return text if text.isascii() else text.translate(_FOLDED_TO_ASCII)


@functools.cache
def numeral_pattern() -> str:
    """A regular expression, without groups, for a numeral in digits, in words or in both. Case is the caller's."""
    lexicon = load_lexicon("numbers")
    cardinal, scale = alternatives(lexicon["cardinals"]), alternatives(lexicon["scales"])
    scaled = rf"(?:{scale})s?\b(?:{GAP}and(?={GAP}(?:{cardinal})\b))?"
    joint = rf"(?:-|{GAP})"
    first, further = rf"(?:{cardinal})\b|(?:an?|half{GAP}an?){GAP}{scaled}", rf"(?:{cardinal})\b|{scaled}"
    words = rf"(?:{first})(?:{joint}(?:{further})){{0,{MOST_WORDS}}}"
    digits = rf"{DIGITS}(?:{joint}{scaled}){{0,3}}(?:{GAP}?[½¼]|{GAP}1/[24]\b)?"
    return rf"(?:(?:{digits}|{words})(?:{GAP}and{GAP}a{GAP}(?:half|quarter)\b)?)"


@functools.cache
def bound_pattern() -> str:
    """A regular expression for what may stand before a numeral, with the groups `lower`, `upper` and `approximate`."""
    before = load_lexicon("numbers")["before"]
    return "|".join(rf"(?P<{bound}>{alternatives(words)})" for bound, words in before.items())


def numeral_value(numeral: str) -> Fraction | None:
    """What a numeral is worth; None for words that make no number together ("two three")."""
    lexicon = load_lexicon("numbers")
    cardinals, scales = lexicon["cardinals"], lexicon["scales"]
    text = " ".join(numeral.lower().replace(",", "").replace("-", " ").split())
    total, current = Fraction(0), None
    if text.startswith(_HALF_A):
        text, current = text.removeprefix(_HALF_A), Fraction(1, 2)
    previous = 0
    for word in re.findall(r"1/[24]|[\d.]+|[½¼]|\w+", text):
        if word in ("and", "a", "an", "n"):
            continue
        if word in _HALVES or "/" in word:
            total += _HALVES.get(word) or Fraction(word)
        elif (scale := scales.get(word) or scales.get(word.removesuffix("s"))) is not None:
            current, total, previous = _scaled(current, scale, total)
        else:
            value = Fraction(cardinals[word]) if word in cardinals else _decimal(word)
            if value is None or (current is not None and not _fits(value, previous)):
                return None
            current, previous = (current or Fraction(0)) + value, int(value)
    return total + (current or 0)


def _scaled(current: Fraction | None, scale: int, total: Fraction) -> tuple[Fraction | None, Fraction, int]:
    """Multiplies what has been read; a thousand and above closes its group ("two thousand" | "three hundred")."""
    worth = scale if current is None else current * scale
    if scale < 1000:
        return Fraction(worth), total, scale
    return None, total + worth, scale


def _fits(value: Fraction, previous: int) -> bool:
    """Whether a cardinal may follow a larger one: "twenty"-"three", "hundred" (and) "fifty"."""
    return previous >= 100 > value or (20 <= previous < 100 and 0 < value < 10)


def _decimal(word: str) -> Fraction | None:
    try:
        return Fraction(word)
    except ValueError:
        return None
