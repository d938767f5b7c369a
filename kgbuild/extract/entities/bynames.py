"""Names that somebody or something is also known by: "Omar Keita, known as Petro", "Karim Odeh, alias the Fox"."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.entities.name_forms import Name, words_in
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Doc
from kgbuild.vocabulary import is_a

_AROUND: Final = frozenset({"the", "simply", "“", '"', "‘", "'", "«", ",", "(", "who", "is", "was", "-"})
"""What may stand between a name, the words that lead to a byname, and the byname."""


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
        bearer = by_end.get(end) if (end := bearer_end(doc, name.first)) is not None else None
        if bearer is not None and bearer.kind is not None and not is_a(bearer.kind, "Place"):
            told[tuple(words_in(doc, name))] = bearer.kind
    return [
        replace(name, kind=told[words], sure=5, known=() if is_a(told[words], "Person") else name.known)
        if (words := tuple(words_in(doc, name))) in told
        else name
        for name in names
    ]
