"""The words that govern whom a number counts, and whether these are affected by what those tell or act in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kgbuild.extract import syntax
from kgbuild.parse import Token

AFFECTED: Final = "affected"
ACTING: Final = "acting"


def governors(counted: Token) -> Iterator[tuple[Token, str]]:
    """The words of which a token is a subject or object, and which of both, in the passive as in the active."""
    chain = [counted]
    for token in chain:
        yield from _own_governors(token)
        chain.extend(_instead(token))
    for token in reversed(chain):
        for child in token.children:
            if child.dep_ in ("acl", "relcl") and not any(_is_other(each) for each in child.children):
                yield child, AFFECTED if child.tag_ == "VBN" else ACTING


def _is_other(word: Token) -> bool:
    """Whether the clause of a word tells of a place, or of but some of those before it: "14, two of whom died"."""
    of = (item for child in word.children if child.lower_ == "of" for item in child.children)
    return word.lower_ == "where" or (word.dep_ in syntax.SUBJECTS and any(item.lower_ == "whom" for item in of))


def _instead(token: Token) -> Iterator[Token]:
    """The noun whose governors are a token's too: the first of a coordination, what it is "of" or "with"."""
    if token.dep_ == "conj" and token.head.i != token.i:
        yield token.head
    governs = token.head.head.dep_ in ("dobj", "nsubj", "nsubjpass")
    if governs and token.dep_ == "pobj" and token.head.lower_ in ("of", "by", "with"):
        yield token.head.head


def _own_governors(token: Token) -> Iterator[tuple[Token, str]]:
    """The words that govern a token itself, no other in its stead."""
    head, place = token.head, token.dep_
    if place in ("nsubjpass", "dobj", "obj"):
        yield from ((verb, AFFECTED) for verb in _coordinated(head, place))
    elif place == "nsubj":
        yield from ((verb, AFFECTED if _is_done_to(verb) else ACTING) for verb in _coordinated(head, place))
        for child in head.children:
            if child.dep_ in ("acomp", "attr", "xcomp", "oprd", "dobj"):
                yield child, AFFECTED if _is_done_to(child) else ACTING
    elif place == "pobj" and head.lower_ in ("of", "by", "with"):
        yield head.head, AFFECTED if head.lower_ == "of" else ACTING


def _coordinated(verb: Token, place: str) -> Iterator[Token]:
    """A verb and, for its subject, the verbs joined to it that have none of their own."""
    yield verb
    if place != "dobj":
        for child in verb.conjuncts:
            if not any(one.dep_ in ("nsubj", "nsubjpass") for one in child.children):
                yield child


def _is_done_to(verb: Token) -> bool:
    """Whether a participle, by its own form alone, tells what was done to its subject. `syntax.is_passive` asks more of
    what stands around a verb."""
    return verb.tag_ == "VBN" and not any(child.dep_ == "aux" and child.lemma_ == "have" for child in verb.children)
