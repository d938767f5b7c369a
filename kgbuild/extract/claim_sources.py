"""Whose words they are: subjects of reporting verbs, relayers ("cited by"), and channels ("told", "on", "in")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kgbuild.extract.passages import Tokens

if TYPE_CHECKING:
    from spacy.tokens import Token

RELATIVE_PRONOUNS: Final = frozenset({"who", "which", "that"})
# Dependents that share the subject of the verb above them: "said …, adding …", "and added", "went on to say".
_SHARE_SUBJECT: Final = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "dep"})
_CUT_FROM_PHRASE: Final = frozenset({"relcl", "acl", "cc", "conj", "punct", "appos", "advcl", "ccomp", "parataxis"})
_LONGEST_CHAIN: Final = 6


@dataclass(frozen=True, slots=True)
class Source:
    """A phrase that names a source. `head` is the token that names it, which for a relative pronoun stands before."""

    head: int
    tokens: Tokens


def source_of(verb: Token) -> Source | None:
    """The phrase of who speaks, thinks or writes; None for a passive without an agent, "it" that stands for nobody."""
    clause = verb
    for _ in range(_LONGEST_CHAIN):
        if any(child.dep_ in ("nsubjpass", "auxpass") for child in clause.children):
            return _agent(clause)
        for child in clause.children:
            if child.dep_ == "expl":
                return None
            if child.dep_ == "nsubj":
                return _subject(child, clause, verb)
        if clause.dep_ == "acl" and clause.tag_ == "VBG":
            return Source(clause.head.i, noun_phrase(clause.head, verb))
        if clause.dep_ not in _SHARE_SUBJECT or clause.head.i == clause.i:
            break
        clause = clause.head
    return _inverted(verb)


def _agent(clause: Token) -> Source | None:
    for child in clause.children:
        if child.dep_ == "agent":
            for noun in child.children:
                if noun.dep_ == "pobj":
                    return Source(noun.i, noun_phrase(noun, clause))
    return None


def _subject(subject: Token, clause: Token, verb: Token) -> Source | None:
    if subject.lower_ in RELATIVE_PRONOUNS and clause.dep_ == "relcl":
        return Source(clause.head.i, Tokens(subject.i, subject.i + 1))
    return Source(subject.i, noun_phrase(subject, verb))


def _inverted(verb: Token) -> Source | None:
    """A subject right after its verb, which parsers take for an object: "…," has reported the ministry."""
    following = verb.i + 1
    for child in verb.children:
        if child.dep_ == "dobj" and child.left_edge.i == following:
            return Source(child.i, noun_phrase(child, verb))
    return None


def noun_phrase(head: Token, verb: Token) -> Tokens:
    """The whole phrase of a noun, with what follows it up to a relative clause, and never past the verb."""
    first, last = head.left_edge.i, head.right_edge.i + 1
    for child in head.rights:
        if child.dep_ in ("relcl", "acl"):
            last = min(last, child.left_edge.i)
    if head.i < verb.i < last:
        last = verb.i
    elif first <= verb.i < head.i:
        first = verb.i + 1
    doc = head.doc
    while last - 1 > head.i and (doc[last - 1].is_punct or doc[last - 1].is_space or doc[last - 1].pos_ in ("AUX", "CCONJ")):
        last -= 1
    return Tokens(first, max(last, head.i + 1))


def descendants(token: Token) -> Iterator[Token]:
    """The children of a token and theirs, nearest first."""
    queue = list(token.children)
    while queue:
        child = queue.pop(0)
        yield child
        queue.extend(child.children)
