"""Finds how many people live in a place."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.extract.layers import Quantity
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated
from kgbuild.parse import Doc, Token


def find(annotated: Annotated, quantities: Sequence[Quantity]) -> tuple[tuple[int, Quantity], ...]:
    """How many people live in a place: pairs of the token that heads the place's phrase and the quantity.

    "The country of 6 million inhabitants", "a city of 2 million people", "Almaty has a population of 2 million",
    "two million people live in Almaty".
    """
    found = ((_inhabited(annotated.doc, quantity), quantity) for quantity in quantities)
    return tuple((place.i, quantity) for place, quantity in found if place is not None)


def _inhabited(doc: Doc, quantity: Quantity) -> Token | None:
    words = load_lexicon("counts")["inhabitants"]
    counted = doc[quantity.head if quantity.noun is None else quantity.noun]
    if quantity.noun is not None and counted.lemma_.lower() not in words["nouns"]:
        return None
    head = counted.head.head
    if counted.dep_ == "pobj" and counted.head.lower_ in ("of", "with"):
        if head.lemma_.lower() in words["places"] or head.ent_type_ == "GPE":
            return head
        if head.lower_ == "population":
            return _of_population(head)
    if counted.dep_ == "nsubj" and counted.head.lemma_ in words["verbs"]:
        return _complement(counted.head, ("in",))
    if counted.dep_ == "pobj" and counted.head.lower_ == "to" and head.lower_ == "home":
        return next((child for child in head.head.children if child.dep_ == "nsubj"), None)
    return None


def _of_population(population: Token) -> Token | None:
    """The place in "X has a population of", "the population of X is", "X, with a population of"."""
    if population.dep_ == "dobj":
        return next((child for child in population.head.children if child.dep_ == "nsubj"), None)
    if population.dep_ == "pobj" and population.head.head.pos_ in ("NOUN", "PROPN"):
        return population.head.head
    return None


def _complement(head: Token, prepositions: tuple[str, ...]) -> Token | None:
    for child in head.children:
        if child.dep_ == "prep" and child.lower_ in prepositions:
            return next((one for one in child.children if one.dep_ == "pobj"), None)
    return None
