"""What the repairs of a parse share: to hang a word on another one, and to ask what hangs on one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kgbuild.parse import Word

FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
PAST_OR_PRESENT: Final = frozenset({"VBD", "VBZ"})
NOMINAL: Final = frozenset({"NOUN", "PROPN"})
SINGULAR: Final = frozenset({"NN", "NNP"})
MARKS: Final = frozenset(',"“”«»()[]:;')
REACH: Final = 40
"""How many words, or arcs, away a repair looks: so its cost stays linear in the length of a sentence."""


def attach(words: list[Word], i: int, head: int, dep: str | None = None) -> None:
    """Hangs word `i` on `head`, with its old label if none is given."""
    words[i] = words[i]._replace(head=head, dep_=dep or words[i].dep_)


def move(words: list[Word], i: int, head: int, dep: str | None = None) -> None:
    """Hangs word `i` on `head` as `attach` does, unless that one hangs on it: so a tree stays one."""
    if not is_below(words, head, i):
        attach(words, i, head, dep)


def dependents(words: list[Word], head: int, within: range, *labels: str) -> Iterator[int]:
    """The words of a stretch within reach that hang on `head` with any of the labels, or at all if none is given."""
    near = range(max(within.start, head - REACH), min(within.stop, head + REACH))
    return (k for k in near if words[k].head == head and k != head and (not labels or words[k].dep_ in labels))


def left_edge(words: list[Word], i: int, start: int) -> int:
    """The first word of what a word and all below it make up, as far as it is unbroken."""
    edge = i
    while edge > max(start, i - REACH) and is_below(words, edge - 1, i):
        edge -= 1
    return edge


def is_below(words: list[Word], i: int, top: int) -> bool:
    """Whether a word hangs on another one, directly or not, or is that one; taken to, where that is out of reach."""
    for _ in range(REACH):
        if i == top:
            return True
        if words[i].head == i:
            return False
        i = words[i].head
    return True


def is_clause(words: Sequence[Word], place: int) -> bool:
    """Whether a word is a verb with a tense of its own or of an auxiliary."""
    if words[place].tag_ in FINITE:
        return True
    near = range(max(0, place - 6), place)
    return words[place].pos_ == "VERB" and any(words[k].head == place and words[k].tag_ in FINITE for k in near)
