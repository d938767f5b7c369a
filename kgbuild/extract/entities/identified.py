"""Who is told by a name only later: "A driver was killed … The victim was identified as Jan Berg"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kgbuild.extract.entities.agreement import may_be_one
from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.entities.definiteness import is_definite, is_indefinite
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import OBJECTS, SUBJECTS, is_passive, lemma
from kgbuild.parse import Token

REACH: Final = 2
"""Sentences back in which the victim is told of who is named now."""
NAMED: Final = 0.85
"""Confidence that who is identified by a name bears it."""
VICTIM: Final = 0.7
"""Confidence that "the victim" is the one person who was told to be harmed."""


def merge(chains: Chains) -> None:
    """Merges a definite noun with the name by which it is identified, and with whom it takes up.

    Nobody is named who has a name, and no one of several.
    """
    for i, name in enumerate(chains.candidates):
        noun = _identified(chains.doc[name.head]) if name.form == "name" and name.kind == "Person" else None
        j = chains.at_head(noun.i) if noun is not None else None
        if noun is None or j is None or chains.kind(j) != "Person" or not may_be_one(chains, i, j):
            continue
        if chains.members(j)[0] == j and (victim := _victim_before(chains, j, noun)) is not None:
            chains.merge(victim, j, VICTIM)
        if not any(chains.names(j)) and not _is_of_other(chains, j, noun):
            chains.merge(j, i, NAMED)


def _identified(name: Token) -> Token | None:
    """The definite noun that a verb says to be named so: "the victim was identified as X", "named the victim as X"."""
    verb = name.head.head
    if name.dep_ != "pobj" or name.head.lower_ != "as" or any(child.dep_ == "conj" for child in name.children):
        return None
    if lemma(verb) not in load_lexicon("titles")["identifying"]["verbs"] or any(_unsays(c) for c in verb.children):
        return None
    label = "nsubjpass" if is_passive(verb) else "dobj"
    noun = next((child for child in verb.children if child.dep_ == label and child.tag_ == "NN"), None)
    return noun if noun is not None and is_definite(noun) else None


def _unsays(word: Token) -> bool:
    """Whether a word beside the verb tells that it is not so: "was wrongly identified as"."""
    return word.dep_ == "neg" or word.lower_ in load_lexicon("titles")["identifying"]["wrongly"]


def _victim_before(chains: Chains, j: int, noun: Token) -> int | None:
    """The one unnamed person of the last sentences to whom harm was told to come, for "the victim"."""
    table = load_lexicon("people")["victims"]
    if lemma(noun) not in table["nouns"]:
        return None
    told = [k for k in _persons_before(chains, j) if _is_harmed(chains.doc[chains.candidates[k].head])]
    return told[0] if len(told) == 1 and may_be_one(chains, told[0], j) else None


def _is_of_other(chains: Chains, j: int, noun: Token) -> bool:
    """Whether "the victim" has taken up somebody who is not told to be harmed, or "the suspect" somebody who is: "A
    driver fled. The victim was …"."""
    table, heads = load_lexicon("people")["victims"], [chains.candidates[k].head for k in chains.members(j) if k < j]
    before = [chains.doc[head] for head in heads]
    if lemma(noun) in table["harmers"]:
        return any(map(_is_harmed, before))
    is_victim = lemma(noun) in table["nouns"] and bool(before)
    return is_victim and not any(lemma(head) == lemma(noun) or _is_harmed(head) for head in before)


def _persons_before(chains: Chains, j: int) -> Iterator[int]:
    for k in range(j - 1, -1, -1):
        if chains.distance(j, k) > REACH:
            return
        candidate = chains.candidates[k]
        is_new = candidate.form == "nominal" and is_indefinite(chains.doc[candidate.head])
        if is_new and candidate.kind == "Person" and not any(chains.names(k)):
            yield k


def _is_harmed(noun: Token) -> bool:
    """Whether a noun is that of whom a verb tells to have died or been hurt: "a driver was killed", "shot a driver"."""
    verb, table = noun.head, load_lexicon("people")["victims"]
    if noun.dep_ in SUBJECTS and lemma(verb) in table["dying"]:
        return True
    is_object = noun.dep_ == "nsubjpass" or noun.dep_ in OBJECTS
    return is_object and lemma(verb) in table["harming"]
