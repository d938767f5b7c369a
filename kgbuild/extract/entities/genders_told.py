"""The gender that a name tells: its given name, or the word before it."""

from __future__ import annotations

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.given_names import gender_of
from kgbuild.parse import Doc


def told_gender(doc: Doc, first: int) -> str | None:
    """The gender of who bears the name that begins at a token: by the word before it, or the given name."""
    return courtesy_gender(doc, first) or gender_of(doc[first].text)


def courtesy_gender(doc: Doc, first: int) -> str | None:
    """The gender that a courtesy or a noun right before a name tells: "Mrs. Lima", "spokesman Vell"."""
    gender = load_lexicon("people")["genders"].get(doc[first - 1].lower_) if first else None
    return str(gender) if gender else None
