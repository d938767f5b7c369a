"""Two amounts side by side of which the second alone has its unit or its truth: "two to six tonnes", "between $2
million and $3 million", "not $3 million but $5 million"."""

from __future__ import annotations

import functools
import re
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.quantities.numerals import GAP, numeral_pattern, numeral_value

REACH: Final = 40
"""How many characters before an amount another may begin."""


class Before(NamedTuple):
    """An amount right before another. `begin` is its offset with what opens it; `low` is what it is worth."""

    tie: Literal["range", "change"]
    begin: int
    low: Fraction


def amount_before(text: str, begin: int, words: str) -> Before | None:
    """What stands before the amount of these words that begins there, if both are told as one; None if they are not, as
    in "not $3 million but $5 million".

    "From $2 million to $3 million" and "two or three" are ties too, of which neither amount is known to hold.
    """
    start = max(begin - REACH, 0)
    found = _pattern().search(text, start, begin)
    low = numeral_value(found["low"]) if found is not None else None
    if found is None or not low:
        return None
    opening, joint = (found["opening"] or "").lower(), found["joint"].lower()
    first = found.start()
    if opening == "not":
        opening, first = "", found.start("amount")  # "not two to six tonnes"
    scaled = _scaled_like(low, words)
    if joint in ("and", "but"):
        return Before("range", first, scaled) if (opening, joint) == ("between", "and") else None
    is_range = joint == "to" and opening in ("", "between") and not found["unit"]
    return Before("range" if is_range else "change", first, scaled)


def is_set_against(text: str, begin: int, end: int) -> bool:
    """Whether an amount is what it was not: the first of "not $3 million but $5 million"."""
    before, after = text[max(begin - REACH, 0) : begin].split(), text[end : end + REACH].replace(",", " ").split()
    return [word.lower() for word in before[-1:]] == ["not"] and "but" in after[:3]


@functools.cache
def _pattern() -> re.Pattern[str]:
    sign = r"(?:US\$|[$€£¥₹])?"
    return re.compile(
        rf"(?<![\w.,])(?:(?P<opening>between|from|by|not){GAP})?(?P<amount>{sign}(?P<low>{numeral_pattern()}))"
        rf"(?:{GAP}(?P<unit>(?!to\b|or\b|and\b|but\b)[a-z]+))?,?{GAP}(?P<joint>to|or|and|but){GAP}$",
        re.IGNORECASE,
    )


def _scaled_like(low: Fraction, words: str) -> Fraction:
    """ "20 to 30 million": the scale holds for both."""
    scales = [scale for word, scale in load_lexicon("numbers")["scales"].items() if word in words.lower()]
    high = numeral_value(words)
    return low * max(scales) if scales and high is not None and low * max(scales) < high else low
