"""How names are compared: written differently, one name. On the ground, for annotation and linking must agree."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

# Letters that Unicode does not decompose, and the marks that writers interchange.
_LETTERS: Final = str.maketrans(
    {
        "ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae",
        "œ": "oe", "Œ": "Oe", "ð": "d", "þ": "th", "’": "'", "‘": "'", "ʻ": "'", "ʼ": "'", "`": "'",
        "–": "-", "‐": "-", "‑": "-",
    }
)  # fmt: skip


@lru_cache(maxsize=65536)
def fold_marks(text: str) -> str:
    """The text without diacritics and with plain apostrophes and hyphens; capital letters stay."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def fold_name(name: str) -> str:
    """The key under which a name is looked up: marks and case folded, hyphens, dots and double blanks left out."""
    folded = fold_marks(name).casefold().replace("-", " ").replace(".", "").replace("'", "")
    return " ".join(folded.split())
