"""Under which keys a name is found: names written differently, but likely one, share a key.

A key is a letter that tells the method, and the folded name:

- `n` the name itself, case, marks, dots and hyphens ignored;
- `p` a person's name by its consonants, whatever the script, the romanisation and the order of its parts;
- `o` an organization's name without the words that tell its legal form;
- `a` an organization's initials, where it has four and more.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Final

from kgbuild.link.transliteration import skeletons
from kgbuild.names import fold_name
from kgbuild.vocabulary import is_a

MIN_SKELETON: Final = 3
"""A family name of fewer consonants cannot be told from others by them."""

MIN_INITIALS: Final = 4
"""Fewer initials are those of too many bodies."""

LONGEST_FORM: Final = 5
"""Legal forms of more words are not told."""

_LEAST_PREFIX: Final = 3
"""Shorter forms before a name ("AS", "SA") may be words of it."""

# What English companies have at their end and rigour does not list without its dot, and what ties it to the name.
_ENGLISH_FORMS: Final = frozenset(
    {"inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "plc"}
)
# What rigour lists beside them and is a word of the name: "International", "Foundation", "Association".
_NO_FORMS: Final = frozenset({"intl", "Fdn", "NGO"})
_TIES: Final = frozenset({"and", "&"})
_SMALL: Final = frozenset({"of", "for", "and", "the", "in", "on", "to", "de", "la", "du", "des", "&"})


def legal_forms() -> frozenset[str]:
    """The names of legal forms that `rigour` knows ("gmbh", "public joint stock company"), folded."""
    from rigour.data.names.org_types import ORG_TYPES

    names = {
        fold_name(name)
        for kind in ORG_TYPES
        if kind.get("compare") not in _NO_FORMS
        for name in (*kind["aliases"], kind.get("display") or "")
    }
    return frozenset(name for name in names if name and len(name.split()) <= LONGEST_FORM) | _ENGLISH_FORMS


def keys_of(name: str, kind: str, forms: Set[str]) -> Iterator[str]:
    """All keys under which an item of a kind is found by one of its names; `forms` are those of `legal_forms`."""
    yield name_key(name)
    if kind == "Person":
        yield from person_keys(name)
    elif is_a(kind, "Organization"):
        if key := organization_key(name, forms):
            yield key
        if key := initials_key(name):
            yield key


def name_key(name: str) -> str:
    """The key of a name as it is written."""
    return f"n{fold_name(name)}"


def person_keys(name: str) -> Iterator[str]:
    """The keys of a person's name in any romanisation; none where too little remains to tell persons apart."""
    for words in skeletons(name):
        if len(words) > 1 and max(map(len, words)) >= MIN_SKELETON:
            yield f"p{' '.join(sorted(words))}"


def organization_key(name: str, forms: Set[str]) -> str | None:
    """The key of an organization's name without its legal form; None where it is nothing but that."""
    words = fold_name(name).replace(",", " ").split()
    while size := next((n for n in range(LONGEST_FORM, 0, -1) if " ".join(words[-n:]) in forms and len(words) > n), 0):
        words = words[:-size]
        while len(words) > 1 and words[-1] in _TIES:
            words.pop()
    for n in range(min(LONGEST_FORM, len(words) - 1), 0, -1):
        if (form := " ".join(words[:n])) in forms and len(form) >= _LEAST_PREFIX:
            words = words[n:]
            break
    if words[:1] == ["the"]:
        words = words[1:]
    return f"o{' '.join(words)}" if words and " ".join(words) not in forms else None


def initials_key(name: str) -> str | None:
    """The key of the initials of an organization's long name; None where it has too few."""
    words = [word for word in fold_name(name).split() if word not in _SMALL]
    if len(words) >= MIN_INITIALS:
        return f"a{''.join(word[0] for word in words)}"
    return None


def abbreviation_key(name: str) -> str | None:
    """The key under which a name in capitals finds bodies of such initials; None where it is no abbreviation."""
    return f"a{fold_name(name)}" if name.isalpha() and name.isupper() and len(name) >= MIN_INITIALS else None
