"""Merges definite noun phrases and pronouns with what they take up."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.extract.claims.voices import Voices
from kgbuild.extract.entities import pronouns
from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.entities.definiteness import is_definite, is_excluded, is_indefinite, is_of_narrator, restricts
from kgbuild.extract.entities.names_taken_up import NamesTakenUp
from kgbuild.extract.entities.naming import STATE_BODIES
from kgbuild.extract.entities.persons_told import PersonsTold
from kgbuild.extract.entities.repeated_nouns import RepeatedNouns
from kgbuild.extract.entities.setting import home_of, seats_told
from kgbuild.extract.entities.titles import titles
from kgbuild.extract.entities.turns import Turns
from kgbuild.extract.layers import Attribution
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import lemma
from kgbuild.vocabulary import is_a


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
    """Finds the antecedents of nominals: the noun told before, a name or a person."""

    def __init__(self, chains: Chains, turns: Turns) -> None:
        self._chains = chains
        home, posts = home_of(chains), list(titles(chains.doc))
        self._posts = {title.head: title.words.lower() for title in posts}
        self._persons = PersonsTold(chains, turns, home, posts)
        self._nouns = RepeatedNouns(chains, turns, home, self._persons)
        self._names = NamesTakenUp(chains, home)

    def resolve(self, i: int) -> None:
        """Merges the chain of a nominal with an earlier one, if any fits, and remembers the nominal."""
        chains = self._chains
        candidate = chains.candidates[i]
        head = chains.doc[candidate.head]
        if not (is_indefinite(head) or is_of_narrator(head) or is_excluded(head) or self._is_of_region(i)):
            is_named = any(chains.names(i))
            found = self._nouns.before(i, is_named) or (None if is_named else self._named(i))
            if found is not None and not is_named and is_a(candidate.kind or "", "Organization"):
                found = self._names.more_prominent(i, found[0]) or found
            if found is not None:
                chains.merge(found[0], i, found[1])
        self._nouns.remember(i)

    def _is_of_region(self, i: int) -> bool:
        """Whether the clause tells of a region in front of a body of a state: "in Wales, the government" is not that of
        the whole country."""
        chains, candidate = self._chains, self._chains.candidates[i]
        if candidate.kind not in STATE_BODIES or candidate.country is not None:
            return False
        seats = (chains.at_head(place.i) for place in seats_told(chains.doc[candidate.head]))
        return any(seat is not None and chains.kind(seat) == "Region" for seat in seats)

    def _named(self, i: int) -> tuple[int, float] | None:
        """The name that a definite noun takes up: by title, by a word of the name, or by its class alone."""
        candidate = self._chains.candidates[i]
        head = self._chains.doc[candidate.head]
        title = self._title_of(i)
        any_body = load_lexicon("collectives")["usage"]["any_body"]
        if candidate.number == "plural" and not (head.tag_ == "NN" and lemma(head) in any_body):
            return None
        if title == "counterpart":
            return self._persons.by_title(i, title)
        if not is_definite(head) or self._restricts(i, title):
            return None
        if candidate.rule == "epithet":
            return self._persons.told_of_last(i)
        return self._persons.by_title(i, title) if candidate.kind == "Person" else self._names.by_noun(i)

    def _restricts(self, i: int, title: str) -> bool:
        """Whether words beside a noun tell which one is meant. Where it is from does not: "the Lima-based group"; nor
        does an age: "the 71-year-old"."""
        candidate = self._chains.candidates[i]
        head = self._chains.doc[candidate.head]
        based = next((child for child in head.children if child.lower_ == "based" and child.dep_ == "amod"), None)
        own = {*title.split(), *(("based",) if based is not None else ())}
        own |= {"year"} if candidate.rule == "epithet" else set()
        return restricts(head, own)

    def _title_of(self, i: int) -> str:
        """The post that a nominal tells, in lower case: "prime minister"; else its head noun."""
        head = self._chains.candidates[i].head
        return self._posts.get(head) or lemma(self._chains.doc[head])
