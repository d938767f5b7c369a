"""Under which keys a name is found: names written differently, but likely one, share a key.

A key is a letter that tells the method, and the folded name:

- `n` the name itself, case, marks, dots and hyphens ignored;
- `p` a person's name by its consonants, whatever the script, the romanisation and the order of its parts;
- `o` an organization's name without the words that tell its legal form;
- `a` an organization's initials.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kgbuild.link.transliteration import skeleton
from kgbuild.names import fold_name
from kgbuild.vocabulary import is_a

MIN_SKELETON: Final = 3
"""A family name of fewer consonants cannot be told from others by them."""

# What a company's full name ends in: "General Motors Corp", "Morgan Stanley and Co Inc".
_FORMS: Final = "(?:and|&) Co|Inc|Incorporated|Corp|Corporation|Co|Company|Ltd|Limited|LLC|Plc|PLC|plc|AG|SA|NV|SE|GmbH"
_LEGAL_FORM: Final = re.compile(rf"(?:,? (?:{_FORMS})\.?)+$")


def keys_of(name: str, kind: str) -> Iterator[str]:
    """All keys under which an item of a kind is found by one of its names."""
    yield name_key(name)
    if kind == "Person":
        if key := person_key(name):
            yield key
    elif is_a(kind, "Organization") and (key := organization_key(name)):
        yield key


def name_key(name: str) -> str:
    """The key of a name as it is written."""
    return f"n{fold_name(name)}"


def person_key(name: str) -> str | None:
    """The key of a person's name in any romanisation; None where too little of it remains to tell persons apart."""
    words = skeleton(name)
    if len(words) < 2 or max(map(len, words)) < MIN_SKELETON:
        return None
    return f"p{' '.join(sorted(words))}"


def organization_key(name: str) -> str | None:
    """The key of an organization's name without its legal form; None where it is nothing but that."""
    stem = fold_name(_LEGAL_FORM.sub("", name))
    return f"o{stem}" if stem else None
