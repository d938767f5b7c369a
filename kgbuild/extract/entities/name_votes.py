"""What bears a proper name, by its other occurrences in the text: each casts votes for a kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.entities.name_forms import Name, words_in
from kgbuild.extract.entities.name_persons import parts_of_person
from kgbuild.extract.entities.nouns import name_kind
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.given_names import gender_of
from kgbuild.parse import Doc
from kgbuild.vocabulary import is_a

MIN_SHOUTED: Final = 4
"""A word of so many capitals may be any name; a shorter one is an abbreviation."""
COMPANY_BY_FULL_NAME: Final = 10**4
"""Votes for a company in the first word of its name, which is no place: "Vell" where there is a Vell Shipping."""

SURE: Final = 10**2
"""Votes of one that words around a name tell; NER's guess has ten."""

KNOWN: Final = 10**4
"""Votes of one that an authority knows."""

PERSON_BY_FULL_NAME: Final = 10**7
"""Votes for a person in a word that is the first or last of a person's full name in the same text."""


def consistent(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names with one kind for each form; a word of a person's full name is that person's.

    Unless an organization's name begins with it and does not stand in a later sentence: where a Ford leads the Ford
    Motor Company, "Ford" is the firm, but the man where the text goes on to tell of a Ford Theatre.
    """
    votes: dict[tuple[str, ...], Counter[str]] = {}
    bodies: dict[tuple[str, ...], int] = {}
    sure = {_form(doc, name) for name in names if name.sure > 1}
    seen: dict[tuple[str, ...], int] = {}
    for name in names:
        form = _form(doc, name)
        seen.setdefault(form, name.first)
        if is_a(name.kind or "", "Organization") and name.sure > 1:
            bodies.setdefault(form[:1], doc[name.first].sent.start)
        if name.kind:
            votes.setdefault(form, Counter())[name.kind] += 10**name.sure
    for form, counted in list(votes.items()):
        if len(form) > 1 and counted.most_common(1)[0][0] == "Person" and name_kind(form) is None:
            is_guess = max(counted.values()) < SURE and gender_of(form[0]) is None
            for part in parts_of_person(form):
                if is_guess and part in votes and max(votes[part].values()) >= SURE:
                    continue  # "Ashcombe Meadows" is no Person where the text tells of Ashcombe's mayor
                if part in votes and seen[form] < bodies.get(part, len(doc)):
                    votes[part]["Person"] += PERSON_BY_FULL_NAME
    for form, counted in votes.items():
        if len(form) > 1 and gender_of(form[0]) is None and max(counted.values()) < SURE:
            _take_after_first_word(counted, votes.get(form[:1], Counter()))
    known = {_form(doc, name) for name in names if name.known}
    for form, counted in list(votes.items()):
        kind, first = counted.most_common(1)[0][0], form[:1]
        is_free = first in votes and first not in known and not any(is_a(told, "Place") for told in votes[first])
        if len(form) > 1 and kind == "Company" and form in sure and is_free:
            votes[first][kind] += COMPANY_BY_FULL_NAME
        is_guess = first in votes and first not in known and max(votes[first].values()) < SURE
        if is_guess and len(form) == 2 and kind == "Region" and form[1] in load_lexicon("places")["name_heads"]:
            votes[first][kind] += SURE  # "Vell's governor" where the text tells of Vell Province
    return [_of_kind(name, votes.get(_form(doc, name))) for name in names]


def _take_after_first_word(counted: Counter[str], first: Counter[str]) -> None:
    """Gives the votes that the words around the first word of a name cast for a body to the name: "Vell Ports" is none
    of a person where the text tells of Vell's shareholders."""
    kind = first.most_common(1)[0][0] if first else None
    if kind is not None and is_a(kind, "Organization") and SURE <= first[kind] < KNOWN:
        counted[kind] += first[kind]


def _form(doc: Doc, name: Name) -> tuple[str, ...]:
    """The words of a name, one in a headline's or dateline's capitals, and a particle with one, as in running text."""
    particles = load_lexicon("people")["names"]["particles"]
    joined = {token.text for token in doc[name.first : name.last - 1] if token.nbor().text == "-"}
    return tuple(
        w.lower()  # "Al-Warfali" is Haitham Al-Warfali
        if w in joined and w.lower() in particles
        else w.capitalize()
        if len(w) >= MIN_SHOUTED and w.isupper()
        else w
        for w in words_in(doc, name)
    )


def _of_kind(name: Name, votes: Counter[str] | None) -> Name:
    """The name with the kind that has most votes; of several bearers that an authority knows those of the kind, and
    none of another kind where it is a person's."""
    if not votes:
        return name
    kind = votes.most_common(1)[0][0]
    of_kind = tuple(known for known in name.known if known.kind == kind)
    known = name.known
    if known and known[0].kind != kind and (of_kind or kind == "Person"):
        known = of_kind
    return replace(name, kind=kind, known=known)
