"""What the words that modify a verb or noun itself say of whether it happens: "may", "not", "alleged", "if"."""

from __future__ import annotations

from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.events.factuality.effects import FUTURE, NEGATIVE, NONE, OPEN, POSSIBLE, Effect, effect_of
from kgbuild.extract.events.factuality.phrases import is_none
from kgbuild.parse import Token

_MODIFYING: Final = frozenset(
    {
        *("aux", "auxpass", "neg", "mark", "advmod", "acomp", "oprd", "prep", "nsubj", "nsubjpass", "dobj"),
        *("det", "amod", "preconj", "compound", "nmod"),
    }
)
"""The labels of what says of a word itself whether it happens."""


def own_effects(word: Token, apart: Token | None = None) -> list[Effect]:
    """What the words that modify a word itself do: auxiliaries, negation, adverbs, determiners, adjectives.

    `apart` is the one of them that the walk comes from: it has spoken for itself.
    """
    found: list[Effect] = [FUTURE] if word.dep_ == "ROOT" and syntax.is_infinitive(word) else []
    perfect = any(child.lower_ in ("have", "'ve") for child in syntax.children(word, "aux"))
    for child in word.children_by(_MODIFYING):
        if child.lower_ in ("can", "ca", "could") and any(syntax.children(word, "neg")):
            continue  # what cannot be is not
        if child.dep_ in ("aux", "auxpass"):
            effect = effect_of("auxiliaries", child)
            found.append(_looking_back(child, effect) if perfect and "certainty" in effect else effect)
            if child.lower_ in ("going", "about"):
                found.append({"tense": "future"})
        elif child.dep_ in ("nsubj", "nsubjpass", "dobj") and child != apart and is_none(child):
            found.append(NEGATIVE)
        elif child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether", "lest"):
            is_asked = word.dep_ == "ccomp" and word.tag_ == "VBD"  # "did not say whether there were deaths"
            found.append(POSSIBLE if is_asked else OPEN)
        elif child.dep_ == "advmod" and child.lower_ == "next":
            continue  # "exploded next to a car"
        elif child.dep_ in ("neg", "advmod", "det", "amod", "preconj", "compound", "nmod"):
            found.append(NEGATIVE if child.lower_ == "longer" and is_none(child) else effect_of("modifiers", child))
        elif child.dep_ in ("acomp", "oprd", "prep") and word.pos_ in ("AUX", "VERB"):
            found.append(effect_of("governors", child) if child.dep_ != "prep" else NONE)
    return [effect for effect in found if effect]


def _looking_back(auxiliary: Token, effect: Effect) -> Effect:
    """What an auxiliary does before "have": "may have attacked" looks back, "will have left" does not; "a law that
    would have allowed it" tells of what has hardly come about."""
    return POSSIBLE if auxiliary.lower_ in ("would", "'d", "’d") else {"certainty": effect.get("certainty")}
