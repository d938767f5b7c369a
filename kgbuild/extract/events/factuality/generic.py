"""What a clause tells of none in particular: "anyone accused of theft", what a bill would do to "people accused"."""

from __future__ import annotations

from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.events.factuality.effects import words_of
from kgbuild.extract.events.factuality.frames import is_present
from kgbuild.parse import Token

_ANYBODY: Final = ("anyone", "anybody", "whoever")
_MOST_STEPS: Final = 6
"""How many words stand above those whom a bill is about: "a plan that would let wardens fine anglers caught …"."""


def is_of_anyone(clause: Token, noun: Token) -> bool:
    """Whether a participle or relative clause tells whom something is for, not what happened: "extradite *anyone
    accused* of theft", "would let courts jail *people convicted* of theft"."""
    is_reduced = clause.dep_ == "acl" and clause.tag_ in ("VBN", "VBG")
    if not is_reduced and clause.dep_ != "relcl":
        return False
    is_any = noun.lower_ in _ANYBODY or any(child.lower_ == "any" for child in syntax.children(noun, "det"))
    if is_any:
        return is_reduced and _is_timeless(clause)
    if syntax.lemma(clause) not in words_of("imputing") and (is_reduced or not is_present(clause)):
        return False  # "would honour soldiers killed in Iraq"
    return _is_kind(noun) and _is_timeless(clause) and _is_under_law(noun)


def _is_kind(noun: Token) -> bool:
    """Whether a noun is of a kind: "people", "drivers", but not "the drivers", "12 drivers"."""
    return noun.tag_ == "NNS" and not any(syntax.children(noun, "det", "poss", "nummod", "quantmod"))


def _is_timeless(clause: Token) -> bool:
    """Whether a clause tells of nothing known: "accused of theft", but not "displaced by the flood", "hurt in May"."""
    told = clause.doc[clause.left_edge.i : clause.right_edge.i + 1]
    return not any(token.ent_type_ in ("DATE", "TIME") or token.lower_ in ("the", "this", "these") for token in told)


def _is_under_law(noun: Token) -> bool:
    """Whether what a law or plan would do is done to somebody: "the bill would allow courts to fine *owners*"."""
    node = noun
    for _ in range(_MOST_STEPS):
        if node.head == node:
            return False
        node = node.head
        if any(child.lower_ == "would" for child in syntax.children(node, "aux")):
            return any(
                syntax.lemma(syntax.antecedent(subject)) in words_of("laws") for subject in syntax.subjects(node)
            )
    return False
