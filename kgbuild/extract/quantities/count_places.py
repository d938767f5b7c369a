"""Where those counted are, where a row of figures tells it of each: "12 dead in Peru and nine in Chile"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.layers import CountCandidate, Quantity
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Doc

ELSEWHERE: Final = "elsewhere"
"""The rule of a figure that says of another place what the one before says."""


def placed(doc: Doc, found: Sequence[CountCandidate]) -> Iterator[CountCandidate]:
    """The counts with the places of their own, where two in a row have different ones."""
    own = [place_of(doc, each.quantity) for each in found]
    for number, each in enumerate(found):
        if own[number] is None and number + 1 < len(found) and found[number + 1].rule == ELSEWHERE:
            own[number] = place_between(doc, each.quantity, found[number + 1].quantity)
        yield replace(each, place=own[number])


def place_of(doc: Doc, quantity: Quantity) -> int | None:
    """The head of the place that a preposition right after whom a number counts tells: "12 people in Peru"."""
    last = max(quantity.head, quantity.noun or 0)
    after = doc[last + 1 : last + 3]
    preposition = next((token for token in after if token.dep_ == "prep"), None)
    if preposition is None or preposition.lower_ not in load_lexicon("counts")["places"]["prepositions"]:
        return None
    if preposition.i > last + 1 and doc[last + 1].lower_ not in load_lexicon("counts")["places"]["states"]:
        return None
    return next((each.i for each in syntax.complements(preposition) if each.ent_type_ in syntax.NAMED_PLACES), None)


def place_between(doc: Doc, one: Quantity, other: Quantity) -> int | None:
    """The head of the first name of a place after a preposition between two numbers."""
    between = doc[one.head + 1 : other.head]
    return next((token.i for token in between if token.ent_type_ in syntax.NAMED_PLACES and token.dep_ == "pobj"), None)
