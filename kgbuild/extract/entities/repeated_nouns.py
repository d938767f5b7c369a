"""Nouns that are told again: "the court" after "a court", "the army" after "the Kenyan army"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.entities.definiteness import (
    is_bare_plural,
    is_definite,
    is_generic,
    is_one_of,
    is_sought,
    modifiers,
)
from kgbuild.extract.entities.naming import STATE_BODIES
from kgbuild.extract.entities.persons_told import PersonsTold
from kgbuild.extract.entities.setting import Home
from kgbuild.extract.entities.turns import Turns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import complements, lemma, prepositions
from kgbuild.vocabulary import is_a

GENERIC: Final = frozenset({"any", "no", "every", "each", "either", "neither"})
"""Determiners of phrases that bring in nothing that could be taken up."""

BARE: Final = 1
"""How many sentences back a plural without determiner may be told again: further off it is mostly of others."""

FIRST_TOLD: Final = 8
"""Among so many mentions at the beginning of a chain one tells its country, if any does."""

MOST_TRIED: Final = 40
"""How many earlier phrases with the same head noun are looked at: cost stays in step with the length of the text."""


class RepeatedNouns:
    """Keeps the nominals passed by their head nouns, and finds the one that a nominal tells again."""

    def __init__(self, chains: Chains, turns: Turns, home: Home, persons: PersonsTold) -> None:
        self._chains = chains
        self._turns = turns
        self._persons = persons
        self._home_country = home.country
        self._tells_of_many = len({c.country for c in chains.candidates if c.kind == "Country" and c.country}) > 1
        self._by_head: dict[str, list[int]] = {}
        self._former = frozenset(load_lexicon("titles")["modifiers"]["former"])

    def remember(self, i: int) -> None:
        """Keeps a nominal for those that come."""
        self._by_head.setdefault(lemma(self._chains.doc[self._chains.candidates[i].head]), []).append(i)

    def before(self, i: int, is_named: bool) -> tuple[int, float] | None:
        """The latest nominal with the same head noun, number and modifiers that do not speak against it.

        Where the armies of two countries are told of, "the army" is that of the country where the story plays.
        """
        if is_generic(self._chains.doc[self._chains.candidates[i].head]):
            return None
        found = self._of_same_head(i, is_named)
        candidate = self._chains.candidates[i]
        if candidate.kind in STATE_BODIES and candidate.country is None:
            found = (j for j in self._at_home(found) if not self._is_abroad(i, j))
        confidence = 0.8 if is_definite(self._chains.doc[candidate.head]) else 0.7
        return next(((j, confidence) for j in found), None)

    def _at_home(self, found: Iterable[int]) -> Iterator[int]:
        """The latest mention of each chain; of several countries only those of where the story plays."""
        latest: dict[int, int] = {}
        for j in found:
            latest.setdefault(self._chains.chain_of(j), j)
        country = {j: self._country(j) for j in latest.values()}
        are_many = len({*country.values()} - {None}) > 1
        return (j for j in country if not are_many or country[j] == self._home_country)

    def _is_abroad(self, i: int, j: int) -> bool:
        """Whether a body told of longer ago is another country's than the one where the story plays: "the government"
        is no longer the Afghan one."""
        country = self._country(j) if self._home_country is not None else None
        return country not in (None, self._home_country) and self._chains.distance(i, j) > BARE

    def _country(self, i: int) -> str | None:
        """The country of the chain of a mention, as the first of it tells."""
        told = (self._chains.candidates[member].country for member in self._chains.members(i)[:FIRST_TOLD])
        return next((country for country in told if country), None)

    def _of_same_head(self, i: int, is_named: bool) -> Iterator[int]:
        """Those that `_same_head` chooses from, the latest first.

        Two that stand beside names of their own are two: "the mayor Ana Lima", "the mayor Jan Berg".
        """
        chains = self._chains
        head = chains.doc[chains.candidates[i].head]
        own, definite = self._modifiers(i), is_definite(head)
        for j in self._by_head.get(lemma(head), [])[: -MOST_TRIED - 1 : -1]:
            other = chains.doc[chains.candidates[j].head]
            if chains.are_nested(i, j) or not self._same_number(i, j) or chains.together(i, j):
                continue
            if any(child.lower_ in GENERIC for child in other.lefts) or (is_named and any(chains.names(j))):
                continue
            if is_one_of(head) != is_one_of(other):
                continue
            if is_sought(other) or (is_bare_plural(head) and chains.distance(i, j) > BARE):
                continue
            theirs = self._modifiers(j)
            if not self._former.isdisjoint(theirs - own):
                continue  # "the former president" is not "the president"
            if self._one_country(i, j):
                own, theirs = own - self._demonyms(i), theirs - self._demonyms(j)
            if own != theirs and not (definite and own <= theirs):
                continue
            if not own and theirs and self._persons.is_head_of_body(j):
                continue
            if chains.candidates[i].kind == "Group" and not definite and not self._same_voice(i, j):
                continue
            yield j

    def _modifiers(self, i: int) -> frozenset[str]:
        """The words that tell which one a nominal means. The town where an army is does not: "the army in Mopti"."""
        chains, candidate = self._chains, self._chains.candidates[i]
        head = chains.doc[candidate.head]
        towns = set()
        if candidate.kind == "MilitaryForce":
            places = (item for preposition in prepositions(head) for item in complements(preposition))
            at = ((item, chains.at_head(item.i)) for item in places)
            towns = {lemma(item) for item, j in at if j is not None and chains.candidates[j].kind == "City"}
        return modifiers(head) - towns

    def _one_country(self, i: int, j: int) -> bool:
        """Whether two nouns for an institution may be of one country: "the government" and "the Kenyan government"."""
        one, other = self._chains.candidates[i], self._chains.candidates[j]
        if not is_a(one.kind or "", "Organization") or (one.country and other.country and one.country != other.country):
            return False
        if one.country and not other.country and not is_definite(self._chains.doc[other.head]):
            return False  # a government of which no country was told need not be this one's
        home = self._home_country
        is_untold = one.country is None or other.country is None
        if home is not None and home != (one.country or other.country) and is_untold:
            return False  # "the government" is that of where the story plays, not "the Afghan government"
        if home is None and one.country and is_untold and self._tells_of_many:
            return False  # nor, where it plays nowhere in particular, that of one country among several
        return bool(one.country or other.country)

    def _demonyms(self, i: int) -> frozenset[str]:
        """The words before a noun that tell its country."""
        candidate = self._chains.candidates[i]
        if candidate.country is None:
            return frozenset()
        before = self._chains.doc[candidate.first : candidate.head]
        return frozenset(lemma(token) for token in before if token.text[:1].isupper())

    def _same_number(self, i: int, j: int) -> bool:
        """Whether both are one or both many; of an institution ("the police") the words do not tell."""
        one, other = self._chains.candidates[i], self._chains.candidates[j]
        return one.number == other.number or (one.kind == other.kind and is_a(one.kind or "", "Organization"))

    def _same_voice(self, i: int, j: int) -> bool:
        return self._voice(i) == self._voice(j)

    def _voice(self, i: int) -> int | None:
        return self._turns.voices.at(self._chains.head_span(i))
