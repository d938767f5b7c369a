"""Person names across scripts and romanisations: one name, however written, has one skeleton of consonants."""

from __future__ import annotations

import functools
import re
import tomllib
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final

from kgbuild.names import fold_name

# Letters that romanisations interchange, longest first: DIN, BGN/PCGN, ISO 9, French and Turkic habits.
_EQUIVALENT: Final = (
    ("shch", "S"), ("tsch", "C"), ("dzh", "J"), ("tch", "C"), ("sch", "S"),
    ("kh", "k"), ("gh", "g"), ("zh", "J"), ("ch", "C"), ("sh", "S"), ("ts", "z"), ("tz", "z"), ("ph", "f"), ("th", "t"),
    ("dj", "J"), ("ck", "k"), ("ou", "u"), ("x", "ks"), ("q", "k"), ("c", "k"), ("w", "v"), ("j", "J"),
)  # fmt: skip
# German and Slavic habits: "ch" is a guttural, "j" a vowel.
_CENTRAL_EUROPEAN: Final = re.compile(r"j|(?<![ts])ch")
# A j after a vowel is a vowel too, at the end and before another one ("Sergej", "Marija"); else a consonant ("Jomart").
_GLIDE: Final = re.compile(r"(?<=[aeiou])j(?=[aeiou]|$)")
# How the second way writes the same sounds.
_GUTTURAL: Final = (("sch", "sh"), ("tch", "tS"), ("ch", "kh"), ("j", "y"))
_ROUGHLY: Final = str.maketrans({"e": "i", "y": "i", "o": "u", "h": None})
_ABJAD: Final = re.compile("[\u0590-\u06ff]")
_DOUBLED: Final = re.compile(r"(.)\1+")
_VOWELS: Final = re.compile(r"[aeiouyh]+")
_PATRONYMIC: Final = re.compile(r"\w{2,}(?:[oe]vi[ct]?[hc]|ovych|[oei]vna|ichna|owitsch|owicz|uly|kyzy|ogly|oglu)")


LEAST_ALIKE: Final = 0.7
ALIKE: Final = 0.85
"""How alike the worst pair of words, and all on average, must sound (0–1, the share of letters in common)."""


def skeletons(name: str) -> tuple[tuple[str, ...], ...]:
    """The consonants of each word of a name, letters that romanisations interchange made one; patronymics left out.

    "Қасым-Жомарт Тоқаев", "Qasym-Jomart Toqaev" and "Kassym-Jomart Tokayev" have one skeleton. A name that may be
    spelt the German or Slavic way has a second one: "Zacharowa" is "Zakharova".
    """
    return tuple(dict.fromkeys(tuple(filter(None, map(_word, form))) for form in _forms(name)))


def sound_alike(one: str, other: str) -> bool:
    """Whether two names of one skeleton also agree in their vowels, as far as romanisations do.

    "Lawrow" and "Lavrov" do, "Cruise" and "Cross" do not. Scripts that write no vowels speak for nothing here.
    """
    if _ABJAD.search(one) or _ABJAD.search(other):
        return True
    return any(_agree(_sounds(form), _sounds(against)) for form in _forms(one) for against in _forms(other))


def _agree(words: list[str], others: list[str]) -> bool:
    if len(words) != len(others):
        return False
    ratios = [SequenceMatcher(None, word, other).ratio() for word, other in zip(words, others, strict=True)]
    return min(ratios, default=0.0) >= LEAST_ALIKE and sum(ratios) / len(ratios) >= ALIKE


def _forms(name: str) -> list[list[str]]:
    """The words of a name in Latin letters, patronymics left out, and the same read the German or Slavic way."""
    words = fold_name(name).translate(_latin()).split()
    if len(words) > 2:
        words = [word for i, word in enumerate(words) if i == 0 or not _PATRONYMIC.fullmatch(word)]
    if not any(_CENTRAL_EUROPEAN.search(word) for word in words):
        return [words]
    return [words, [functools.reduce(lambda word, pair: word.replace(*pair), _GUTTURAL, word) for word in words]]


def _sounds(words: list[str]) -> list[str]:
    """Words as they sound, vowels told roughly, in the order of their consonants."""
    return sorted((_plain(word) for word in words), key=lambda word: (_VOWELS.sub("", word), word))


def _plain(word: str) -> str:
    return _DOUBLED.sub(r"\1", _spoken(word).translate(_ROUGHLY))


def _word(word: str) -> str:
    return _VOWELS.sub("", _DOUBLED.sub(r"\1", _spoken(word)))


def _spoken(word: str) -> str:
    """A word with one letter for each sound that romanisations write differently."""
    word = _GLIDE.sub("", word)
    for written, sound in _EQUIVALENT:
        word = word.replace(written, sound)
    return word


@functools.cache
def _latin() -> dict[int, str]:
    """The letters of data/letters.toml."""
    table = tomllib.loads((Path(__file__).parent / "data" / "letters.toml").read_text(encoding="utf-8"))
    return str.maketrans({letter: latin for script in table.values() for letter, latin in script.items()})
