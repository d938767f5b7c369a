"""Which mention a pronoun takes up, or none: by weights of what speaks for each, trained on texts of our own.

The rules of `pronouns.py` propose one; weights let another one, or none, win where enough else speaks for it. Where
rules propose none, none it stays: in real news what weights add there is wrong as often as right. A weight goes with a
kind of pronoun ("he", "it", "they") and something told of it and a mention.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from kgbuild.extract.claims.reporting import verb_classes
from kgbuild.extract.entities.agreement import agrees, gender
from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.entities.nouns import PLURAL_TAGS
from kgbuild.extract.entities.ranking import PROPOSED, likeliest
from kgbuild.extract.entities.salience import outermost
from kgbuild.extract.entities.turns import Turns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, governing_verb, lemma
from kgbuild.parse import Token
from kgbuild.vocabulary import is_a

REACH: Final = 3
"""How many sentences back a pronoun may look."""

MOST_TRIED: Final = 12
"""How many mentions are compared, the nearest first."""

HIGHEST: Final = 6
"""How many clauses around a pronoun are told apart."""

WINDOW: Final = 40
"""So many words before a pronoun are looked at for what is no mention."""

LATELY: Final = 8
"""Among so many mentions before one of its chain's are counted."""

KINDS: Final = ("Person", "Group", "Country", "Place", "Company", "MediaOrganization", "Organization")
PLACES: Final = {
    "nsubj": "subject", "nsubjpass": "subject", "dobj": "object", "dative": "object", "pobj": "oblique",
    "poss": "owner", "agent": "agent", "conj": "joined", "appos": "apposed", "attr": "told", "compound": "part",
}  # fmt: skip
"""Places in a clause, by the parser's labels."""

SHARES: Final = (0, 1, 2, 4)
"""Bounds of classes of numbers: 3 is in that of 2."""


def choose(chains: Chains, i: int, turns: Turns, proposed: int) -> int | None:
    """The mention that pronoun `i` most likely takes up, given what rules propose; None if that is none of all."""
    options = candidates(chains, i, turns, proposed)
    standing = next(j for j in options if chains.together(proposed, j))
    return likeliest(*described(chains, i, turns, standing, options), standing)


def candidates(chains: Chains, i: int, turns: Turns, proposed: int) -> list[int]:
    """The mentions that pronoun `i` may take up, nearest first, and what the rules propose."""
    speaker = turns.chain_quoting(chains.candidates[i].head)
    found = []
    for j in chains.antecedents(i, REACH):
        if agrees(chains, i, j) and not _is_out_of_turn(chains, i, j, turns, speaker):
            found.append(j)
            if len(found) == MOST_TRIED:
                break
    if not any(chains.together(proposed, j) for j in found):
        found.append(proposed)
    return [j for j in found if not _is_owner(chains, j, proposed)]


def _is_owner(chains: Chains, j: int, proposed: int) -> bool:
    """Whether a mention only tells whose kin or deputy somebody with a name is: "Ana Lima, his deputy, said she"."""
    if not any(chains.names(proposed)) or chains.together(j, proposed):
        return False
    return any(chains.are_nested(j, member) for member in chains.members(proposed)[-LATELY:])


def _is_out_of_turn(chains: Chains, i: int, j: int, turns: Turns, speaker: int | None) -> bool:
    """Whether who speaks tells that "he" is not somebody: not the one quoted with it, nor, where nobody is known to say
    it, one of outside."""
    if chains.candidates[i].kind != "Person":
        return False
    return chains.chain_of(j) == speaker if speaker is not None else not turns.is_quoted_with(i, j)


def described(
    chains: Chains, i: int, turns: Turns, proposed: int, options: Sequence[int]
) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """What speaks for and against that the pronoun takes up none of the mentions, and each of them."""
    pronoun = _Pronoun(chains, i, turns)
    found = []
    for nth, j in enumerate(options):
        told = [f"nth {min(nth, 4)}", *pronoun.of_chain(j), *pronoun.of_place(j), *pronoun.of_speech(j)]
        if chains.together(proposed, j):
            told += pronoun.of_proposal(j)
        found.append((j, [f"{pronoun.word} {each}" for each in told]))
    return [f"{pronoun.word} none{each}" for each in pronoun.of_none(len(options))], found


class _Pronoun:
    """A pronoun with what is asked of it for every mention."""

    def __init__(self, chains: Chains, i: int, turns: Turns) -> None:
        self.word = _class_of(chains, i)
        self._chains, self._turns, self._i = chains, turns, i
        self._token = token = chains.doc[chains.candidates[i].head]
        self._place = _place_of(token)
        self._verb = governing_verb(token)
        self._above = governing_verb(self._verb)
        self._levels = _subjects_above(token)
        self._quotation = chains.quotation_of[token.i]
        self._speaker = turns.chain_quoting(token.i)
        openers = (child for child in self._verb.children if child.dep_ in ("mark", "advmod") and child.i < token.i)
        self._opener = next((child.lower_ for child in openers), "")

    def of_none(self, options: int) -> Iterator[str]:
        """What is told of there being none, beside so many mentions."""
        place, verb = self._place, self._verb
        yield ""
        yield f" {place}"
        yield f" {place} {_deed(verb)}"
        yield f" of {_share(options)}"
        yield f" verb {lemma(verb)} {place}"
        if place == "owner":
            yield f" owns {_owned(self._token)}"
            yield f" owns {lemma(self._token.head)}"
        if self._quotation:
            yield " quoted"
        if self.word != "he":
            yield from (f" {told} {place}" for told in self._things())
        if self.word == "they":
            yield f" pair {_pair_before(self._chains, self._token)}"

    def of_chain(self, j: int) -> Iterator[str]:
        """What the mention and its chain are."""
        chains, candidate = self._chains, self._chains.candidates[j]
        apart, kind, members = chains.distance(self._i, j), _kind_of(chains, j), chains.members(j)
        yield kind
        yield f"{kind} {_deed(self._verb)} {self._place}"
        yield f"{candidate.form} {min(apart, 2)}"
        yield f"{chains.doc[candidate.head].tag_} {candidate.form}"
        yield f"told {_share(len(members))}"
        yield f"lately {min(len(members) - bisect_left(members, j - LATELY), 4)}"
        if any(chains.names(j)):
            yield "named"
        if candidate.form == "nominal":
            yield f"nominal {_article(chains, j)}"
        if candidate.form == "pronoun" and _class_of(chains, j) == self.word:
            yield f"again {min(apart, 2)}"
        if members[0] == j:
            yield f"new {min(apart, 1)}"
        if chains.sentence_of[chains.candidates[members[0]].head] == 0:
            yield f"told first {min(apart, 2)}"
        if self.word == "he":
            yield f"{'of a gender' if gender(chains, j) else 'of no gender'} {candidate.form}"
        else:
            yield f"number {chains.number(j)} {kind}"
        if self._place == "owner":
            yield f"{kind} owns {_owned(self._token)}"
            yield f"{kind} owns {lemma(self._token.head)}"
        elif self.word != "he":
            yield f"{kind} verb {lemma(self._verb)} {self._place}"

    def of_place(self, j: int) -> Iterator[str]:
        """Where the two stand in their clauses."""
        chains, doc = self._chains, self._chains.doc
        head = outermost(doc[chains.candidates[j].head])
        apart, role = chains.distance(self._i, j), _place_of(head)
        yield f"apart {apart}"
        yield f"{min(apart, 2)} {role}"
        yield f"{min(apart, 1)} {self._place} {role}"
        if (level := self._levels.get(head.i)) is not None:
            yield f"level {level}"
            yield f"level {level} {self._place}"
        if apart > 1:
            return
        theirs = governing_verb(doc[chains.candidates[j].head])
        yield f"after {lemma(theirs)} {role} {apart}"
        yield f"{lemma(theirs)} {role} {lemma(self._verb)} {self._place}"
        if theirs is self._verb:
            yield f"one clause {self._place} {role}"
        elif theirs is self._above:
            yield f"under {self._opener} {role} {self._place}"
            yield f"under {lemma(theirs)} {self._verb.dep_} {role}"
        elif apart == 0:
            yield f"beside {self._verb.dep_} {role} {self._place}"

    def of_speech(self, j: int) -> Iterator[str]:
        """Who speaks where the two stand."""
        chains, candidate = self._chains, self._chains.candidates[j]
        apart = min(chains.distance(self._i, j), 2)
        if self._quotation:
            same = chains.quotation_of[candidate.head] == self._quotation
            yield f"quoted {'together' if same else 'apart'} {candidate.form}"
            if self._speaker is not None and chains.chain_of(j) == self._speaker:
                yield "quoted speaker"
        elif chains.quotation_of[candidate.head]:
            yield "unquoted quoted"
        if self._turns.is_source(candidate.head):
            yield f"after source {apart}"

    def of_proposal(self, j: int) -> Iterator[str]:
        """That the rules propose it."""
        head = outermost(self._chains.doc[self._chains.candidates[j].head])
        yield PROPOSED
        yield f"{PROPOSED} {self._place}"
        yield f"{PROPOSED} {min(self._chains.distance(self._i, j), 2)}"
        yield f"{PROPOSED} {_place_of(head)}"

    def _things(self) -> Iterator[str]:
        """Where nouns of the pronoun's number that are no mention stand: as subjects around it, in the sentence before,
        or how many there are."""
        doc, start = self._chains.doc, self._token.sent.start
        near = doc[max(start, self._token.i - WINDOW) : self._token.i]
        yield f"things {_share(sum(t.dep_ in (*SUBJECTS, 'dobj', 'pobj') and self._is_thing(t) for t in near))}"
        for subject, level in self._levels.items():
            if self._is_thing(doc[subject]):
                yield f"level {level} thing"
        if start > 0:
            for child in doc[start - 1].sent.root.children:
                if child.dep_ in (*SUBJECTS, "dobj", "attr") and self._is_thing(child):
                    yield f"before {_place_of(child)} thing"

    def _is_thing(self, noun: Token) -> bool:
        """Whether a noun of the pronoun's number is no mention."""
        tags = PLURAL_TAGS if self.word == "they" else ("NN", "NNP")
        return noun.tag_ in tags and self._chains.at_head(noun.i) is None


def _class_of(chains: Chains, i: int) -> str:
    candidate = chains.candidates[i]
    return "he" if candidate.kind == "Person" else "they" if candidate.number == "plural" else "it"


def _kind_of(chains: Chains, j: int) -> str:
    """The class of a chain, bodies and places but coarsely."""
    kind = chains.kind(j) or ""
    return next((each for each in KINDS if is_a(kind, each)), kind)


def _share(number: int) -> int:
    """The class that a number is in."""
    return max(bound for bound in SHARES if bound <= number)


def _place_of(token: Token) -> str:
    return PLACES.get(token.dep_, "other")


def _deed(verb: Token) -> str:
    return "says" if verb.lemma_ in verb_classes() else "is" if verb.lemma_ == "be" else "does"


def _owned(pronoun: Token) -> str:
    """What kind of thing a possessive pronoun stands before."""
    word, person = lemma(pronoun.head), load_lexicon("senses")["person"]
    if word in load_lexicon("titles")["posts"]:
        return "post"
    if word in person["kin"] or word in person["any_kin"]:
        return "kin"
    return "many" if pronoun.head.tag_ in PLURAL_TAGS else "one"


def _subjects_above(pronoun: Token) -> dict[int, int]:
    """The subjects of the clauses around a pronoun that stand before it, by how many clauses up."""
    found: dict[int, int] = {}
    verb = governing_verb(pronoun)
    for level in range(HIGHEST):
        for child in verb.children:
            if child.dep_ in SUBJECTS and child.i < pronoun.i:
                found.setdefault(child.i, level)
        above = governing_verb(verb)
        if above is verb:
            break
        verb = above
    return found


def _pair_before(chains: Chains, pronoun: Token) -> int:
    """How many sentences back, and one, two that are joined by "and" stand last; 0 if nowhere near."""
    for token in reversed(chains.doc[max(pronoun.i - WINDOW, 0) : pronoun.i]):
        if token.dep_ != "conj" or token.tag_ not in ("NNP", "NN"):
            continue
        if chains.at_head(token.i) is not None and chains.at_head(token.head.i) is not None:
            return 1 + chains.sentence_of[pronoun.i] - chains.sentence_of[token.i]
    return 0


def _article(chains: Chains, j: int) -> str:
    first = chains.doc[chains.candidates[j].first].lower_
    return first if first in ("the", "a", "an", "this", "these", "those", "his", "her", "their", "its") else "none"
