"""Whether a noun phrase takes something up or brings it in, and which words tell what is meant."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import governing_verb, lemma
from kgbuild.parse import Token

DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
INDEFINITE: Final = frozenset(
    {"a", "an", "another", "some", "any", "no", "every", "each", "other", "many", "several", "few", "more"}
)


def is_definite(head: Token) -> bool:
    return any(child.dep_ == "det" and child.lower_ in DEFINITE for child in head.children)


def is_excluded(head: Token) -> bool:
    """Whether the phrase is what something else is not: "searched the port, not the city"."""
    first = head.left_edge.i
    first -= first > 0 and head.doc[first].lower_ != "not"
    return first > 0 and head.doc[first].lower_ == "not" and head.doc[first - 1].text == ","


def is_of_narrator(head: Token) -> bool:
    """Whether the phrase means the paper that one reads: "told this newspaper"."""
    is_this = any(child.dep_ == "det" and child.lower_ == "this" for child in head.children)
    return is_this and lemma(head) in load_lexicon("reporting")["outlets"]["nouns"]


def is_indefinite(head: Token) -> bool:
    """Whether the phrase brings in something new: "a crowd", "several towns", "two men"."""
    return any(
        child.lower_ in INDEFINITE or child.dep_ == "nummod" for child in head.children if child.i < head.i
    ) and not is_definite(head)


def is_bare_plural(head: Token) -> bool:
    """Whether a plural has no word before it that tells which ones are meant: "voters"."""
    return head.tag_ == "NNS" and lemma(head) != "police" and not any(child.i < head.i for child in head.children)


def is_generic(head: Token) -> bool:
    """Whether a bare plural means anybody of its kind: "people", "guards often sleep"."""
    usage = load_lexicon("collectives")["usage"]
    is_habit = any(child.lower_ in usage["habits"] for child in governing_verb(head).children)
    return is_bare_plural(head) and (lemma(head) in usage["anybody"] or is_habit)


def is_one_of(head: Token) -> bool:
    """Whether a partitive takes some out of those whom the noun tells: "one of the two men", "three of the women"."""
    of = head.head
    return head.dep_ == "pobj" and of.lower_ == "of" and of.head.tag_ == "CD" and is_definite(head)


def is_sought(head: Token) -> bool:
    """Whether the phrase brings in somebody whom one looks for: "a new coach" in "needs a new coach"."""
    above = head.head if head.dep_ == "pobj" else None
    verb, preposition = (above.head, above.lower_) if above is not None else (head.head, "")
    is_object = above is not None or head.dep_ == "dobj"
    return (
        is_object and load_lexicon("pronouns_usage")["sought"].get(lemma(verb)) == preposition and is_indefinite(head)
    )


def restricts(head: Token, own: Collection[str] = ()) -> bool:
    """Whether the noun has modifiers that tell which one is meant, so that it need not take anything up.

    `own` are words, in lower case, that belong to the noun: "prime" to "minister".
    """
    narrowing = ("relcl", "acl", "prep", "poss", "compound", "nummod")
    plain = load_lexicon("collectives")["usage"]["plain_modifiers"]
    return any(
        (child.dep_ in narrowing and not _only_describes(child))
        or (child.dep_ == "amod" and child.lower_ not in plain and child.ent_type_ != "NORP")
        for child in head.children
        if child.lower_ not in own
    )


def _only_describes(child: Token) -> bool:
    """Whether a complement tells of a size, or a clause after a comma of a quality, rather than which one is meant.

    "The country of 6 million people"; "the country, which has no army".
    """
    if child.dep_ in ("relcl", "acl") and child.left_edge.i and child.left_edge.nbor(-1).text == ",":
        return True
    objects = [grandchild for grandchild in child.children if grandchild.dep_ == "pobj"]
    return child.lower_ == "of" and any(t.dep_ == "nummod" for item in objects for t in item.children)


def modifiers(head: Token) -> frozenset[str]:
    """The words that tell which ones are meant: modifiers before the noun, complements and clauses after it."""
    found = set()
    for child in head.children:
        if child.dep_ in ("amod", "compound", "nmod", "poss", "nummod"):
            found.add(lemma(child))
        elif child.dep_ == "prep":
            found.update(lemma(grandchild) for grandchild in child.children if grandchild.dep_ == "pobj")
        elif child.dep_ in ("relcl", "acl"):
            found.add(f"{child.i}")
    return frozenset(found - {"whole", "entire"})
