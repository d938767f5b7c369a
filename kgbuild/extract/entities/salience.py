"""How likely a phrase is to be taken up by what comes after it, by its place in the clause."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.entities.nouns import nouns
from kgbuild.extract.syntax import SUBJECTS, lemma
from kgbuild.parse import Token
from kgbuild.vocabulary import is_a

MOST_BESIDE: Final = 4
"""How many mentions of a chain in one sentence are asked for their place."""

FADING: Final = 0.8
"""What a mention loses with each sentence that ends after it."""

HERE: Final = 0.4
"""The least salience of a thing in the sentence of "they", where an entity would be of one before."""

MOST_WORDS: Final = 60
"""How many words before a pronoun are asked for things that it may stand for."""


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


def salience_of_things(chains: Chains, i: int, j: int) -> float:
    """That of the likeliest plural that is no entity and stands between "they" and its antecedent.

    "The group said more fires would dry the forests and alter their soil" tells of the soil of forests. Where the
    antecedent is of a sentence before, any plural of the pronoun's own may be meant.
    """
    doc, sentences, pronoun = chains.doc, chains.sentence_of, chains.candidates[i].head
    is_before = sentences[chains.candidates[j].head] < sentences[pronoun]
    near = doc[pronoun].sent.start if is_before else pronoun
    told = (t for t in doc[max(chains.candidates[j].last, pronoun - MOST_WORDS) : pronoun] if _is_thing(chains, t))
    places = (*SUBJECTS, "dobj"), (*SUBJECTS, "dobj", "attr", "pobj")
    ranks = (
        max(salience(outermost(t)), HERE if t.i >= near else 0) - FADING * (sentences[pronoun] - sentences[t.i])
        for t in told
        if outermost(t).dep_ in places[t.i >= near]
    )
    return max(ranks, default=float("-inf"))


def _is_thing(chains: Chains, token: Token) -> bool:
    """Whether a word is a plural that is no entity or a place, or stands for some not named: "those who live there"."""
    if token.lower_ in ("those", "others"):
        return token.dep_ != "det"
    if token.tag_ != "NNS" or token.ent_type_ or token.head.lower_ == "during" or lemma(token) in nouns().partitives:
        return False
    j = chains.at_head(token.i)
    return j is None or is_a(chains.kind(j) or "", "Place")
