"""Posts that one plural tells of several persons: "the ministers of Justice, Ana Berg, and of Defence, Jan Lima"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kgbuild.extract.entities.titles import Title
from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import lemma
from kgbuild.model import Entity, Span
from kgbuild.parse import Doc

LONGEST: Final = 6
"""Tokens that the field of one of them may have: "Economy, Trade and Industry"."""


def listed(doc: Doc, index: EntityIndex) -> Iterator[tuple[Title, Entity, Span]]:
    """Each post of such a list with its holder and the span of the name."""
    table = load_lexicon("titles")["with_field"]
    for noun in doc[:-3]:
        if noun.tag_ != "NNS" or lemma(noun) not in table["of_many"] or noun.nbor().lower_ != "of":
            continue
        i = noun.i + 1
        while (found := _next(doc, i, index)) is not None:
            first, last, person, name = found
            words = f"{lemma(noun)} of {doc[first:last].text}"
            yield Title(first, last, noun.i, words, "state"), person, name
            i = last + 1
            while i < len(doc) and doc[i].idx < name.end:
                i += 1


def _next(doc: Doc, i: int, index: EntityIndex) -> tuple[int, int, Entity, Span] | None:
    """The field that begins at a token or behind "of", "," and "and", and the person named between commas after it."""
    while i < len(doc) and doc[i].lower_ in ("of", ",", ";", "and", "for"):
        i += 1
    for comma in range(i + 1, min(i + LONGEST, len(doc) - 1)):
        if doc[comma].pos_ == "VERB" or doc[comma].is_sent_start:
            return None
        if doc[comma].text in (",", "("):
            at = index.at(comma + 1)
            is_named = at is not None and at[0].kind == "Person" and at[1].form == "name"
            if at is not None and is_named and at[1].span.begin == doc[comma + 1].idx:
                return i, comma, at[0], at[1].span
    return None
