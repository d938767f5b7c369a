"""Mends names that parsers take apart: "the Labour Party of Norway's leader", "the mayor of San Pedro del Llano"."""

from __future__ import annotations

from typing import Final

from kgbuild.annotate.trees import attach, dependents, is_below, left_edge
from kgbuild.annotate.words import word_list
from kgbuild.parse import Word

_NAMED: Final = frozenset({"NNP", "NNPS"})
_OF_NAMES: Final = frozenset({"of", "for", "the", "and"})
"""Words in small letters that the name of a body may have."""


def mend_owned_by_body(words: list[Word], within: range, i: int) -> None:
    """ "The Bank of Vella's governor": he is the bank's, and no bank is of "Vella's governor"."""
    first = _of_body(words, within, i)
    if first is None:
        return
    body, last, is_owner = words[first].head, _last_of_name(words, i), words[i - 1].tag_ == "POS"
    attach(words, i, words[body].head if words[body].head != body else i, words[body].dep_)
    attach(words, body, i, "poss" if is_owner else "nmod")
    attach(words, last, first, "pobj")
    for k in range(first + 1, i):
        if k != last and words[k].head in (i, body):
            attach(words, k, last)
    for k in dependents(words, body, range(i + 1, within.stop)):
        attach(words, k, i)


def mend_of_body_before_name(words: list[Word], within: range, i: int) -> None:
    """ "Friends of Vella leader Ana Berg": she leads those, as in "party leader Ana Berg"."""
    if words[i].lower_ not in word_list("behind_bodies") or i == within.start or words[i - 1].tag_ not in _NAMED:
        return
    for body in dependents(words, words[i].head, range(within.start, i), "nmod", "compound"):
        first = next((k for k in dependents(words, body, range(body + 1, i), "prep")), None)
        if words[body].text[:1].isupper() and first == body + 1 and is_below(words, i - 1, first):
            attach(words, body, i)


def mend_town_taken_apart(words: list[Word], within: range, i: int) -> None:
    """ "The mayor of San Pedro del Llano": that is one name, and none of the mayor."""
    first = left_edge(words, i, within.start) - 1
    if first <= within.start or words[i].tag_ not in _NAMED or words[first].lower_ not in word_list("begins_towns"):
        return
    over = words[first].head
    if words[first].dep_ == "pobj" and words[over].head == words[i].head:
        attach(words, i, over, "pobj")
        attach(words, first, i, "compound")


def _of_body(words: list[Word], within: range, i: int) -> int | None:
    """The preposition in the name of the body that a noun stands right behind, where it hangs on that; else None."""
    if words[i].pos_ != "NOUN" or not words[i].text.islower() or i - 3 < within.start:
        return None
    is_owned = words[i - 1].tag_ == "POS"
    if not is_owned and (words[i].lower_ not in word_list("behind_bodies") or words[i - 1].tag_ not in _NAMED):
        return None
    over = words[i].head
    body = words[over].head if words[i].dep_ == "pobj" else over
    first = body + 1
    is_body = words[body].tag_ in _NAMED and words[body].lower_ in word_list("bodies_of") and first < i
    if not is_body or words[first].lower_ not in ("of", "for") or over not in (body, first):
        return None
    named = range(first + 1, _last_of_name(words, i) + 1)
    return first if named and all(words[k].tag_ in _NAMED or words[k].lower_ in _OF_NAMES for k in named) else None


def _last_of_name(words: list[Word], i: int) -> int:
    """The last word of the name that stands right before a noun."""
    return i - 2 if words[i - 1].tag_ == "POS" else i - 1
