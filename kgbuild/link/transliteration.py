"""Person names across romanisations: one name written by different systems has one skeleton of consonants."""

from __future__ import annotations

import re
from typing import Final

from kgbuild.names import fold_name

# Letters that romanisations interchange, longest first: DIN, BGN/PCGN, ISO 9, French and Turkic habits.
_EQUIVALENT: Final = (
    ("shch", "S"), ("tsch", "C"), ("dzh", "J"), ("tch", "C"), ("sch", "S"),
    ("kh", "k"), ("gh", "g"), ("zh", "J"), ("ch", "C"), ("sh", "S"), ("ts", "z"), ("tz", "z"), ("ph", "f"), ("th", "t"),
    ("dj", "J"), ("ck", "k"), ("ou", "u"), ("x", "ks"), ("q", "k"), ("c", "k"), ("w", "v"), ("j", "J"),
)  # fmt: skip
# A final j after a vowel is a vowel ("Sergej"), any other is a consonant ("Jomart").
_GLIDE: Final = re.compile(r"(?<=[aeiou])j$")
_VOWELS: Final = re.compile(r"[aeiouyh]+")


def skeleton(name: str) -> tuple[str, ...]:
    """The consonants of each word of a name, letters that romanisations interchange made one.

    "Qasym-Jomart Toqaev" and "Kassym-Jomart Tokayev" have one skeleton.
    """
    return tuple(filter(None, (_word(word) for word in fold_name(name).split())))


def _word(word: str) -> str:
    word = _GLIDE.sub("", word)
    for written, sound in _EQUIVALENT:
        word = word.replace(written, sound)
    return re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", word))
