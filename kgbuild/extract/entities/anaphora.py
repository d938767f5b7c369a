"""Merges definite noun phrases and pronouns with what they take up."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from kgbuild.extract.claims.reporting import verb_classes
from kgbuild.extract.claims.voices import Voices
from kgbuild.extract.entities import pronouns
from kgbuild.extract.entities.agreement import may_be_one
from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.entities.definiteness import (
    is_definite,
    is_excluded,
    is_indefinite,
    is_of_narrator,
    is_sought,
    modifiers,
    restricts,
)
from kgbuild.extract.entities.naming import STATE_BODIES, fits, is_word_of
from kgbuild.extract.entities.nouns import nouns
from kgbuild.extract.entities.salience import salience_in_sentence
from kgbuild.extract.entities.setting import LEAD
from kgbuild.extract.entities.titles import Title, titles
from kgbuild.extract.entities.turns import Turns
from kgbuild.extract.layers import Attribution
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, complements, lemma, prepositions
from kgbuild.parse import Doc
from kgbuild.vocabulary import is_a

GENERIC: Final = frozenset({"any", "no", "every", "each"})
"""Determiners of phrases that bring in nothing that could be taken up."""

REACH: Final = 6
"""How many sentences back a noun without a name of its own may take up a name."""

NEVER_FURTHER: Final = 2
"""So many sentences back, at most, is the country where a story plays."""

OTHER_VOICE: Final = 1.5
"""How many sentences further what is told of in a quotation alone is from what stands outside of it."""

FIRST_TOLD: Final = 8
"""Among so many mentions at the beginning of a chain one tells its country, if any does."""

MOST_TRIED: Final = 40
"""How many earlier phrases with the same head noun are looked at: cost stays in step with the length of the text."""


def merge(chains: Chains, attributions: Sequence[Attribution], voices: Voices) -> None:
    """Merges, from left to right, nominals and pronouns with the chain of an earlier mention, where one fits."""
    turns = Turns(chains, attributions, voices)
    resolver = _Nominals(chains, turns)
    for i, candidate in enumerate(chains.candidates):
        if candidate.form == "nominal":
            if chains.members(i)[0] == i:
                resolver.resolve(i)
        elif candidate.form == "pronoun":
            for each in (turns.speaker_to_come(candidate.head), i):
                if each is not None and len(chains.members(each)) == 1:
                    if chains.candidates[each].form == "pronoun":
                        pronouns.resolve(chains, each, turns)
                    else:
                        resolver.resolve(each)


class _Nominals:
    """Finds the antecedents of nominals; keeps the nominals passed by their head nouns."""

    def __init__(self, chains: Chains, turns: Turns) -> None:
        self._chains = chains
        self._turns = turns
        self._tells_of_many = len({c.country for c in chains.candidates if c.kind == "Country" and c.country}) > 1
        self._by_head: dict[str, list[int]] = {}
        posts = list(titles(chains.doc))
        self._posts = {title.head: title.words.lower() for title in posts}
        self._titles = title_bearers(chains, posts)
        self._weight = _weights(chains)
        self._home = _home(chains)
        self._home_country = chains.candidates[self._home].country if self._home is not None else None
        told: Counter[str | None] = Counter(each.country for each in chains.candidates if each.country)
        self._told_of_home = told[self._home_country]
        self._former = frozenset(load_lexicon("titles")["modifiers"]["former"])

    def resolve(self, i: int) -> None:
        """Merges the chain of a nominal with an earlier one, if any fits, and remembers its head noun."""
        chains = self._chains
        candidate = chains.candidates[i]
        head = chains.doc[candidate.head]
        if not (is_indefinite(head) or is_of_narrator(head) or is_excluded(head)):
            is_named = any(chains.names(i))
            found = self._same_head(i, is_named) or (None if is_named else self._named(i))
            if found is not None and not is_named and is_a(candidate.kind or "", "Organization"):
                found = self._more_prominent(i, found[0]) or found
            if found is not None:
                chains.merge(found[0], i, found[1])
        self._by_head.setdefault(lemma(head), []).append(i)

    def _same_head(self, i: int, is_named: bool) -> tuple[int, float] | None:
        """The latest nominal with the same head noun, number and modifiers that do not speak against it.

        Where the armies of two countries are told of, "the army" is that of the country where the story plays.
        """
        found = self._of_same_head(i, is_named)
        candidate = self._chains.candidates[i]
        if candidate.kind in STATE_BODIES and candidate.country is None:
            found = self._at_home(found)
        confidence = 0.8 if is_definite(self._chains.doc[candidate.head]) else 0.7
        return next(((j, confidence) for j in found), None)

    def _more_prominent(self, i: int, j: int) -> tuple[int, float] | None:
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

    def _at_home(self, found: Iterable[int]) -> Iterator[int]:
        """The latest mention of each chain; of several countries only those of where the story plays."""
        latest: dict[int, int] = {}
        for j in found:
            latest.setdefault(self._chains.chain_of(j), j)
        country = {j: self._country(j) for j in latest.values()}
        are_many = len({*country.values()} - {None}) > 1
        return (j for j in country if not are_many or country[j] == self._home_country)

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
            if is_sought(other):
                continue
            theirs = self._modifiers(j)
            if not self._former.isdisjoint(theirs - own):
                continue  # "the former president" is not "the president"
            if self._one_country(i, j):
                own, theirs = own - self._demonyms(i), theirs - self._demonyms(j)
            if own != theirs and not (definite and own <= theirs):
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

    def _named(self, i: int) -> tuple[int, float] | None:
        """The name that a definite noun takes up: by title, by a word of the name, or by its class alone."""
        chains = self._chains
        candidate = chains.candidates[i]
        head = chains.doc[candidate.head]
        title = self._title_of(i)
        if candidate.number == "plural" or not is_definite(head) or restricts(head, set(title.split())):
            return None
        if candidate.rule == "epithet":
            return self._told_of_last(i)
        if candidate.kind == "Person":
            bearer = self._titles.get(title)
            if bearer is not None and bearer < i and self._may_be_of_one_country(i, bearer):
                return bearer, 0.75
            return self._last_person(i) if lemma(head) in load_lexicon("people")["generic"] else None
        scored = [
            (is_word_of(chains, i, j), self._nearness(i, j), j) for j in self._candidates(i) if fits(chains, i, j)
        ]
        if not scored:
            return None
        is_word, weight, best = max(scored)
        others = [each for each in scored if each[2] != best]
        if not is_word and is_a(candidate.kind or "", "Organization") and any(2 * each[1] >= weight for each in others):
            return None  # two companies are told of alike: nobody knows which "the company" is
        return best, 0.7

    def _title_of(self, i: int) -> str:
        """The post that a nominal tells, in lower case: "prime minister"; else its head noun."""
        head = self._chains.candidates[i].head
        return self._posts.get(head) or lemma(self._chains.doc[head])

    def _may_be_of_one_country(self, i: int, j: int) -> bool:
        """Whether a noun's country, if it has one, is the bearer's: "the French president" is no President Lima.

        Of a bearer whose country nobody tells it is that of the story.
        """
        own = self._chains.candidates[i].country
        if own is None:
            return True
        theirs = {self._chains.candidates[member].country for member in self._chains.members(j)} - {None}
        return own in (theirs or {self._home_country})

    def _candidates(self, i: int) -> Iterator[int]:
        """What a definite noun may take up: what was told of last and, if it is a country, where the story plays."""
        yield from self._chains.antecedents(i, REACH)
        home = self._home
        if home is not None and home < i and self._chains.candidates[i].kind == "Country":
            yield from (home,) if self._chains.distance(i, home) > REACH else ()

    def _nearness(self, i: int, j: int) -> float:
        """How likely something is meant: how often it is named in the text, by how many sentences lie between.

        The country where the story plays counts with its towns, bodies and people, and is never far from a reader's
        mind. Who but owns something is not what is told of.
        """
        chains, distance = self._chains, self._chains.distance(i, j)
        weight = self._weight[chains.chain_of(j)]
        if self._home is not None and chains.together(self._home, j):
            distance, weight = min(distance, NEVER_FURTHER), max(weight, self._told_of_home)
        owns = chains.doc[chains.candidates[j].head].dep_ == "poss"
        return weight / (1 + distance) / (2 if owns else 1)

    def _last_person(self, i: int) -> tuple[int, float] | None:
        """Whom "the man" or "the suspect" takes up: the last person told of, in this sentence or the one before."""
        chains = self._chains
        for j in chains.antecedents(i, 1):
            if chains.kind(j) == "Person" and may_be_one(chains, i, j):
                goes_on = self._turns.is_source(chains.candidates[i].head) and not any(chains.names(j))
                return None if self._holds_office(j) or (self._tells(j) and not goes_on) else (j, 0.6)
        return None

    def _told_of_last(self, i: int) -> tuple[int, float] | None:
        """Whom "the 40-year-old" or "the Peruvian" takes up: the subject of this sentence or the one before, who is a
        person with a name, else the one person that they name."""
        chains = self._chains
        told = [j for j in chains.antecedents(i, 1) if chains.kind(j) == "Person" and any(chains.names(j))]
        told = [j for j in told if may_be_one(chains, i, j)]
        heads = {j: chains.doc[chains.candidates[j].head] for j in told}
        subjects = [j for j in told if heads[j].dep_ in SUBJECTS]
        best = subjects[:1] or (told if len(told) == 1 else [])
        return (best[0], 0.6) if best else None

    def _holds_office(self, j: int) -> bool:
        """Whether a title stands before the person's name: who has one is told of by it, not as "the attacker"."""
        return any(_title_before(self._chains.doc, name.first) for name in self._chains.names(j))

    def _tells(self, j: int) -> bool:
        """Whether the person is the one who reports: a policeman says what "the suspect" did."""
        chains = self._chains
        heads = (chains.doc[chains.candidates[member].head] for member in chains.members(j)[-MOST_TRIED:])
        return any(head.dep_ in SUBJECTS and head.head.lemma_ in verb_classes() for head in heads)


def title_bearers(chains: Chains, posts: Sequence[Title]) -> dict[str, int]:
    """The first holder of each title that stands right before a name, by its words and by the last of them.

    "prime minister" and "minister" → the mention in "Prime Minister X". `posts` are the titles of the same text.
    """
    former = load_lexicon("titles")["modifiers"]["former"]
    by_end = {title.last: title for title in posts}
    found: dict[str, int] = {}
    for i, candidate in enumerate(chains.candidates):
        if candidate.form != "name" or candidate.kind != "Person":
            continue
        post = by_end.get(candidate.first)
        before = post.first if post is not None else candidate.first - 1
        if before > 0 and chains.doc[before - 1].lower_ in former:
            continue
        if noun := _title_before(chains.doc, candidate.first):
            found.setdefault(noun, i)
            if post is not None:
                found.setdefault(post.words.lower(), i)
    return found


def _title_before(doc: Doc, first: int) -> str | None:
    """The lemma of the title or noun for a person right before the name that begins at a token."""
    if first == 0:
        return None
    before = doc[first - 1]
    is_title = before.lower_ in load_lexicon("titles")["posts"] or nouns().is_person(before.lower_, lemma(before))
    return lemma(before) if is_title else None


def _weights(chains: Chains) -> list[int]:
    """How often the chain of each candidate is named."""
    return [sum(1 for _ in chains.names(i)) if chains.chain_of(i) == i else 0 for i in range(len(chains.candidates))]


def _home(chains: Chains) -> int | None:
    """The first mention of the country that the headline's label names ("Peru: …") or that is named most by far, it and
    what is of it; None if there is none."""
    told = Counter(c.country for c in chains.candidates if c.country and c.kind != "MediaOrganization")
    first: dict[str, int] = {}
    for i, candidate in enumerate(chains.candidates):
        if candidate.form == "name" and candidate.kind == "Country" and candidate.country:
            if candidate.first == 0 and chains.doc[candidate.last : candidate.last + 1].text == ":":
                return i
            first.setdefault(candidate.country, i)
    ranked = sorted(first, key=lambda country: -told[country])
    if not ranked or (len(ranked) > 1 and told[ranked[0]] < LEAD * told[ranked[1]]):
        return None
    return first[ranked[0]]
