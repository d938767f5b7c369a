"""The chains that coreference grows: which mention candidates denote one thing, and what is known of it so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from kgbuild.extract.layers import MentionCandidate
from kgbuild.model import Span
from kgbuild.parse import Doc
from kgbuild.vocabulary import is_a

MOST_TRIED: Final = 250
"""How many mentions back an antecedent may stand: text without full stops costs no more than prose."""


OPENING: Final = frozenset('“"«„')
CLOSING: Final = frozenset('”"»')


class Chains:
    """A partition of mention candidates, which are named by their positions. Two chains merge, they never part."""

    def __init__(self, doc: Doc, candidates: Sequence[MentionCandidate]) -> None:
        self.doc = doc
        self.candidates = candidates
        self.confidence = [1.0] * len(candidates)
        self._members = [[i] for i in range(len(candidates))]
        self._chain_of = list(range(len(candidates)))
        self._by_head: dict[int, int] = {}
        for i, candidate in enumerate(candidates):
            held = self._by_head.get(candidate.head)
            if held is None or candidate.form == "name":
                self._by_head[candidate.head] = i
        self._kinds: dict[int, str | None] = {}
        self.sentence_of = _sentences(doc)
        self.quotation_of = _quotations(doc)

    def at_head(self, token: int) -> int | None:
        """The candidate that a token heads."""
        return self._by_head.get(token)

    def head_span(self, candidate: int) -> Span:
        """The head of a mention in the text."""
        token = self.doc[self.candidates[candidate].head]
        return Span(token.idx, token.idx + len(token))

    def chain_of(self, candidate: int) -> int:
        """The chain that a candidate is in, by a number that is good until the next merge."""
        return self._chain_of[candidate]

    def members(self, candidate: int) -> list[int]:
        """The candidates of the chain that a candidate is in, in text order."""
        return self._members[self._chain_of[candidate]]

    def together(self, one: int, other: int) -> bool:
        return self._chain_of[one] == self._chain_of[other]

    def merge(self, one: int, other: int, confidence: float = 1.0) -> None:
        """Makes one chain of two; `confidence` is that of the link, and goes to the later of the two mentions."""
        first, second = sorted((self._chain_of[one], self._chain_of[other]))
        if first == second:
            return
        self.confidence[max(one, other)] = min(self.confidence[max(one, other)], confidence)
        for i in self._members[second]:
            self._chain_of[i] = first
        self._members[first] = sorted(self._members[first] + self._members[second])
        if any(self.candidates[i].kind for i in self._members[second]):
            self._kinds.pop(first, None)
        self._members[second] = []

    def names(self, candidate: int) -> Iterator[MentionCandidate]:
        """The proper names in the chain of a candidate."""
        return (self.candidates[i] for i in self.members(candidate) if self.candidates[i].form == "name")

    def kind(self, candidate: int) -> str | None:
        """The one class of the chain: that of its names, made more specific by its nominals, or that of these alone."""
        chain = self._chain_of[candidate]
        if chain not in self._kinds:
            self._kinds[chain] = self._kind(self._members[chain])
        return self._kinds[chain]

    def _kind(self, positions: Sequence[int]) -> str | None:
        members = [self.candidates[i] for i in positions]
        named = most_specific([c.kind for c in members if c.kind and c.form == "name"])
        kinds = [c.kind for c in members if c.kind and c.form == "nominal"]
        if named is None:
            said_by_one = any(c.rule == "speaker" for c in members) and not kinds
            is_person = said_by_one and any(c.form == "pronoun" and c.kind == "Person" for c in members)
            return "Person" if is_person else most_specific(kinds)
        return most_specific([named, *(kind for kind in kinds if is_a(kind, named))])

    def number(self, candidate: int) -> str | None:
        """The grammatical number of the chain's first mention."""
        return self.candidates[self.members(candidate)[0]].number

    def are_nested(self, one: int, other: int) -> bool:
        """Whether one of two mentions lies inside the other."""
        a, b = self.candidates[one], self.candidates[other]
        return a.first < b.last and b.first < a.last

    def distance(self, one: int, other: int) -> int:
        """How many sentences lie between the heads of two mentions."""
        heads = self.candidates[one].head, self.candidates[other].head
        return abs(self.sentence_of[heads[0]] - self.sentence_of[heads[1]])

    def antecedents(self, candidate: int, sentences: int) -> Iterator[int]:
        """The latest mention before a candidate of each chain of the last sentences, none around it; nearest first."""
        seen = set()
        for other in range(candidate - 1, max(candidate - 1 - MOST_TRIED, -1), -1):
            if self.distance(candidate, other) > sentences:
                return
            chain = self._chain_of[other]
            if chain in seen or self.are_nested(candidate, other):
                continue
            if self.candidates[other].form == "pronoun" and len(self._members[chain]) == 1:
                continue
            seen.add(chain)
            yield other


def _sentences(doc: Doc) -> list[int]:
    """The number of the sentence of each token."""
    number, out = -1, []
    for token in doc:
        number += bool(token.is_sent_start) or number < 0
        out.append(number)
    return out


def _quotations(doc: Doc) -> list[int]:
    """The number of the quotation of each token, 0 outside; a mark without a partner reaches to the end of its line."""
    number, is_open, out = 0, False, []
    for token in doc:
        if token.text in OPENING and (token.text not in CLOSING or not is_open):
            number, is_open = number + 1, True
        elif token.text in CLOSING or "\n" in token.text:
            is_open = False
        out.append(number if is_open else 0)
    return out


def most_specific(kinds: Sequence[str]) -> str | None:
    """The most frequent of the classes, or the most frequent one below it; the first of equals."""
    if not kinds:
        return None
    best = Counter(kinds).most_common(1)[0][0]
    below = [kind for kind in kinds if kind != best and is_a(kind, best)]
    return most_specific(below) if below else best


def compatible(one: str | None, other: str | None) -> bool:
    """Whether one class may be the other, seen less sharply."""
    if one is None or other is None or is_a(one, other) or is_a(other, one):
        return True
    # "His ally Moscow": a noun for any actor may stand for a city that acts.
    return (one == "Actor" and is_a(other, "Place")) or (other == "Actor" and is_a(one, "Place"))
