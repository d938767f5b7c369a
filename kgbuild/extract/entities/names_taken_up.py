"""Names that nouns take up: "the ministry" the Ministry of Health, "the country" Kenya."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from kgbuild.extract.entities.agreement import MOST_TRIED
from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.entities.definiteness import is_definite, restricts
from kgbuild.extract.entities.naming import fits, is_word_of, words_called
from kgbuild.extract.entities.salience import salience_in_sentence
from kgbuild.extract.entities.setting import Home
from kgbuild.extract.syntax import lemma
from kgbuild.vocabulary import is_a

REACH: Final = 6
"""How many sentences back a noun without a name of its own may take up a name."""

FAR: Final = 0.65
"""Confidence that a noun takes up the one name with it that was told of longer ago."""

NEVER_FURTHER: Final = 2
"""So many sentences back, at most, is the country where a story plays."""

OTHER_VOICE: Final = 1.5
"""How many sentences further what is told of in a quotation alone is from what stands outside of it."""


class NamesTakenUp:
    """Finds the name of a body or a place that a definite noun takes up."""

    def __init__(self, chains: Chains, home: Home) -> None:
        self._chains = chains
        self._home = home
        self._weight = _weights(chains)
        self._by_word: dict[str, list[int]] = {}
        for j, name in enumerate(chains.candidates):
            if name.form == "name" and is_a(name.kind or "", "Organization"):
                for word in words_called(chains, name):
                    self._by_word.setdefault(word, []).append(j)

    def by_noun(self, i: int) -> tuple[int, float] | None:
        """The name with the noun in it, else the likeliest of the noun's class; None where two are told of alike."""
        chains, candidate = self._chains, self._chains.candidates[i]
        scored = [
            (is_word_of(chains, i, j) or self._is_described(i, j), self._nearness(i, j), j)
            for j in self._candidates(i)
            if fits(chains, i, j)
        ]
        if not any(is_word for is_word, _, _ in scored) and (only := self._only_one_called(i)) is not None:
            return only, FAR
        if not scored:
            return None
        is_word, weight, best = max(scored)
        others = [each for each in scored if each[2] != best]
        if not is_word and is_a(candidate.kind or "", "Organization") and any(2 * each[1] >= weight for each in others):
            return None  # two companies are told of alike: nobody knows which "the company" is
        return best, 0.7

    def _is_described(self, i: int, j: int) -> bool:
        """Whether what first told of a body told so with the noun: "Open Ledger, a youth group", "youth group Vell"."""
        chains = self._chains
        noun = lemma(chains.doc[chains.candidates[i].head])
        told = (chains.candidates[k] for k in chains.members(j)[:MOST_TRIED] if k < i)
        heads = (chains.doc[each.head] for each in told if each.form == "nominal")
        return any(lemma(head) == noun and not is_definite(head) for head in heads)

    def _only_one_called(self, i: int) -> int | None:
        """The one body so far whose name has the noun, however far back it was told of."""
        chains = self._chains
        noun = lemma(chains.doc[chains.candidates[i].head])
        called = [j for j in self._by_word.get(noun, ()) if j < i]
        if len({chains.chain_of(j) for j in called}) != 1:
            return None
        return called[-1] if fits(chains, i, called[-1]) else None

    def more_prominent(self, i: int, j: int) -> tuple[int, float] | None:
        """The name with the noun in it that was told of since, or rather told of, than what the noun itself took up:
        "the ministry" after a Defence Ministry and a Foreign Ministry is the latter."""
        head = self._chains.doc[self._chains.candidates[i].head]
        if not is_definite(head) or restricts(head):
            return None
        rivals = [
            k
            for k in self._candidates(i)
            if not self._chains.together(j, k) and fits(self._chains, i, k) and is_word_of(self._chains, i, k)
        ]
        best = max(rivals, key=lambda k: self._prominence(i, k), default=None)
        return (best, 0.7) if best is not None and self._prominence(i, best) > self._prominence(i, j) else None

    def _prominence(self, i: int, j: int) -> float:
        """How much the latest mention of a chain before `i` is in the reader's mind: near, a subject, told by the same
        voice."""
        chains = self._chains
        members = chains.members(j)
        latest = members[max(bisect_left(members, i) - 1, 0)]
        quotation = chains.quotation_of[chains.candidates[latest].head]
        is_of_other = quotation not in (0, chains.quotation_of[chains.candidates[i].head])
        return salience_in_sentence(chains, latest) - chains.distance(i, latest) - OTHER_VOICE * is_of_other

    def _candidates(self, i: int) -> Iterator[int]:
        """What a definite noun may take up: what was told of last and, if it is a country, where the story plays."""
        yield from self._chains.antecedents(i, REACH)
        home = self._home.mention
        if home is not None and home < i and self._chains.candidates[i].kind == "Country":
            yield from (home,) if self._chains.distance(i, home) > REACH else ()

    def _nearness(self, i: int, j: int) -> float:
        """How likely something is meant: how often it is named in the text, by how many sentences lie between.

        The country where the story plays counts with its towns, bodies and people, and is never far from a reader's
        mind. Who but owns something is not what is told of.
        """
        chains, distance = self._chains, self._chains.distance(i, j)
        weight = self._weight[chains.chain_of(j)]
        if self._home.mention is not None and chains.together(self._home.mention, j):
            distance, weight = min(distance, NEVER_FURTHER), max(weight, self._home.told)
        owns = chains.doc[chains.candidates[j].head].dep_ == "poss"
        return weight / (1 + distance) / (2 if owns else 1)


def _weights(chains: Chains) -> list[int]:
    """How often the chain of each candidate is named."""
    return [sum(1 for _ in chains.names(i)) if chains.chain_of(i) == i else 0 for i in range(len(chains.candidates))]
