"""Nouns that tell what somebody is, becomes or is taken for, and bring in nobody else: "she became a hero"."""

from __future__ import annotations

from typing import Final

from kgbuild.extract.entities.nouns import nouns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, first_conjunct, is_finite, lemma
from kgbuild.parse import Token

_COPULAS: Final = ("be", "become", "remain")
_MODALS: Final = ("neg", "aux")


def only_describes(noun: Token) -> bool:
    """Whether a noun for a person only says what somebody told of otherwise is: "she became a hero", "treated as a
    spy", "called him a liar", "called them cowards and thieves", "we are no beggars", "they are friends, she said".

    Who a clause behind it tells more of is somebody: "it was a driver who called". What a plain "is" says of a noun or
    name is one with that (see `appositions`), and so is who is made something.
    """
    is_of_many = noun.lower_ in nouns().partitives or noun.lower_ in nouns().crowds
    if is_of_many or any(child.dep_ in ("relcl", "acl") for child in noun.children):
        return False
    if noun.dep_ == "attr" and lemma(noun.head) in _COPULAS:
        return _is_predicate(noun, noun.head)
    first = first_conjunct(noun)
    if first.dep_ == "oprd" and lemma(first.head) in load_lexicon("titles")["appointing"]["verbs"]:
        return False
    if first.dep_ == "oprd" and _is_called(noun, first.head):
        return True
    if not _is_any(noun):
        return False
    if noun.dep_ == "oprd":
        return True
    return noun.dep_ == "pobj" and noun.head.lower_ == "as" and _is_role(noun.head)


def _is_predicate(noun: Token, verb: Token) -> bool:
    told = [child for child in verb.children if child.dep_ in SUBJECTS]
    if any(child.lower_ in ("there", "it", "that", "this") or child.dep_ == "expl" for child in verb.children):
        return False
    if any(child.dep_ == "neg" for child in verb.children):
        return _is_any(noun) or noun.tag_ == "NNS"
    is_plain = lemma(verb) == "be" and is_finite(verb) and not any(child.dep_ in _MODALS for child in verb.children)
    are_pronouns = all(child.pos_ == "PRON" for child in told)
    is_speech = verb.dep_ == "ccomp" and verb.i < verb.head.i
    is_many = _are_any(noun) and is_speech and is_plain  # not "They are soldiers. They shot a man."
    return (_is_any(noun) and (not is_plain or are_pronouns)) or (is_many and are_pronouns)


def _is_called(noun: Token, verb: Token) -> bool:
    """Whether a verb calls somebody what a noun or row of nouns says, or a mark of quotation opens that."""
    first = noun.left_edge.i
    is_quoted = first > 0 and (noun.doc[first].is_quote or noun.doc[first - 1].is_quote)
    return (_is_any(noun) or _are_any(noun)) and (lemma(verb) == "call" or is_quoted)


def _is_any(noun: Token) -> bool:
    """Whether "a" stands before a noun for one."""
    return noun.tag_ == "NN" and any(child.lower_ in ("a", "an") and child.dep_ == "det" for child in noun.children)


def _are_any(noun: Token) -> bool:
    """Whether nothing stands before a noun for several that tells of which: "thieves", "petty thieves"."""
    return noun.tag_ == "NNS" and all(child.dep_ in ("amod", "compound", "punct") for child in noun.lefts)


def _is_role(preposition: Token) -> bool:
    """Whether "as" tells a role of a verb's subject or object: neither "such as" nor "as well as"."""
    before = preposition.nbor(-1).lower_ if preposition.i else ""
    return before not in ("such", "well", "same") and preposition.head.pos_ in ("VERB", "AUX")
