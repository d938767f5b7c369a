"""Names that somebody or something is also known by: "Omar Keita, known as Petro", "Karim Odeh, alias the Fox"."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.entities.name_forms import Name, is_capitalised, is_title_word, words_in
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Doc
from kgbuild.vocabulary import is_a

_AROUND: Final = frozenset({"the", "simply", "“", '"', "‘", "'", "«", ",", "(", "who", "is", "was", "-"})
"""What may stand between a name, the words that lead to a byname, and the byname."""

_OPENING: Final = frozenset({"“", '"', "‘", "«"})
_CLOSING: Final = frozenset({"”", '"', "’", "»"})
_LONGEST: Final = 4
"""Words that a byname between quotation marks may have."""


def bearer_end(doc: Doc, first: int) -> int | None:
    """Where the name ends (exclusive) that a name which begins at `first` is a byname of; None if it is none."""
    start = doc[first].sent.start
    end = _before(doc, start, first, _AROUND.__contains__)
    for cue in _cues().get(doc[end - 1].lower_, ()) if end > start else ():
        begin = end - len(cue)
        if begin > start and tuple(token.lower_ for token in doc[begin:end]) == cue:
            return _before(doc, start, begin, _AROUND.union(load_lexicon("titles")["bynames"]["adverbs"]).__contains__)
    return None


@functools.cache
def _cues() -> Mapping[str, Sequence[tuple[str, ...]]]:
    """The words that lead to a byname, by the last of them."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in load_lexicon("titles")["bynames"]["cues"]:
        cue = tuple(words.split())
        found.setdefault(cue[-1], []).append(cue)
    return found


def _before(doc: Doc, start: int, end: int, skipped: Callable[[str], bool]) -> int:
    """The place after the last word before `end` that is not skipped."""
    while end > start and skipped(doc[end - 1].lower_):
        end -= 1
    return end


def with_bynames(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names, a person's or body's bynames with its kind, however often they stand."""
    by_end = {name.last: name for name in names}
    told: dict[tuple[str, ...], str] = {}
    for name in names:
        end = bearer_end(doc, name.first)
        bearer = by_end.get(end) if end is not None else _body_before_bracket(doc, name, by_end)
        if bearer is not None and bearer.kind is not None and not is_a(bearer.kind, "Place"):
            told[tuple(words_in(doc, name))] = bearer.kind
    return [
        replace(name, kind=told[words], sure=5, known=() if is_a(told[words], "Person") else name.known)
        if (words := tuple(words_in(doc, name))) in told
        else name
        for name in names
    ]


def _body_before_bracket(doc: Doc, name: Name, by_end: Mapping[int, Name]) -> Name | None:
    """The body whose short name stands in brackets right behind its full one: "Search and Rescue Agency (Basal)"."""
    is_one = name.last - name.first == 1 and not name.known and name.first > 1 and name.last < len(doc)
    if not is_one or doc[name.first - 1].text != "(" or doc[name.last].text != ")":
        return None
    bearer = by_end.get(name.first - 1)
    is_body = bearer is not None and is_a(bearer.kind or "", "Organization") and bearer.last - bearer.first > 1
    return bearer if is_body else None


def around_nicknames(doc: Doc, names: Sequence[Name]) -> tuple[list[Name], list[Name]]:
    """The names, those of persons with a nickname in quotation marks as one (`Ana "Fox" Berg`), and these nicknames."""
    at = {i: name for name in names for i in range(name.first, name.last)}
    whole: list[Name] = []
    within: list[Name] = []
    for first, last in _quoted(doc):
        if not (first > 1 and last + 1 < len(doc) and _is_part(doc, first - 2) and _is_part(doc, last + 1)):
            continue
        begin, end = first - 2, last + 2
        while (
            begin > 0 and _is_part(doc, begin - 1) and not (doc[begin].is_sent_start or is_title_word(doc[begin - 1]))
        ):
            begin -= 1
        while end < len(doc) and _is_part(doc, end) and not doc[end].is_sent_start:
            end += 1
        parts = {at[i] for i in range(begin, end) if i in at}
        if not any(part.known for part in parts):
            whole.append(Name(begin, end, "Person", "nickname", 3))
            within.append(Name(first, last, "Person", "nickname", 5))
    taken = {i for name in whole for i in range(name.first, name.last)}
    kept = [name for name in names if taken.isdisjoint(range(name.first, name.last))]
    return sorted([*kept, *whole], key=lambda name: name.first), within


def quoted_bynames(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """The bynames in quotation marks that annotation missed: "Karim Odeh, alias “Fox”,"."""
    taken = {i for name in names for i in range(name.first, name.last)}
    for first, last in _quoted(doc):
        if taken.isdisjoint(range(first, last)) and bearer_end(doc, first) is not None:
            yield Name(first, last, None, "byname", 0)


def _quoted(doc: Doc) -> Iterator[tuple[int, int]]:
    """The few capitalised words between quotation marks: the first of them and the closing mark."""
    for token in doc[:-2]:
        if token.text not in _OPENING:
            continue
        last = token.i + 1
        while last < len(doc) and last - token.i <= _LONGEST and is_capitalised(doc[last]):
            last += 1
        if token.i + 1 < last < len(doc) and doc[last].text in _CLOSING:
            yield token.i + 1, last


def _is_part(doc: Doc, i: int) -> bool:
    return doc[i].tag_ == "NNP" and doc[i].text[:1].isupper()
