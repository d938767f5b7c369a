"""How likely a phrase is to be taken up by what comes after it, by its place in the clause."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.entities.nouns import nouns
from kgbuild.extract.syntax import SUBJECTS
from kgbuild.parse import Token

MOST_BESIDE: Final = 4
"""How many mentions of a chain in one sentence are asked for their place."""


def salience_in_sentence(chains: Chains, j: int) -> float:
    """The salience of a chain in the sentence of its mention `j`, by the mentions up to it: "the envoy, Ana Berg"."""
    members, sentence = chains.members(j), chains.sentence_of[chains.candidates[j].head]
    last = bisect_right(members, j)
    heads = (chains.doc[chains.candidates[k].head] for k in members[max(last - MOST_BESIDE, 0) : last])
    return max(salience(outermost(head)) for head in heads if chains.sentence_of[head.i] == sentence)


def outermost(head: Token) -> Token:
    """The head of the phrase around a noun: "thousands" of "thousands of students", what an apposition is to."""
    while head.dep_ == "appos" or (
        head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lower_ in nouns().partitives
    ):
        head = head.head if head.dep_ == "appos" else head.head.head
    return head


def salience(head: Token) -> float:
    """How likely a phrase is to be taken up, by its place in the clause."""
    return 1.0 if head.dep_ in SUBJECTS else 0.4 if head.dep_ in ("dobj", "agent", "attr") else 0.0
