"""Whom a noun for a person takes up: "the mayor" Mayor Berg, "the man" and "the 40-year-old" who was told of last."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from kgbuild.extract.claims.reporting import verb_classes
from kgbuild.extract.entities.agreement import MOST_TRIED, may_be_one
from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.entities.name_forms import behind_ranks
from kgbuild.extract.entities.nouns import nouns
from kgbuild.extract.entities.setting import Home
from kgbuild.extract.entities.titles import Title
from kgbuild.extract.entities.turns import Turns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, governed, lemma
from kgbuild.parse import Doc, Token
from kgbuild.vocabulary import is_a

REACH: Final = 2
"""How many sentences back stands whom a noun takes up by a broader word."""


class PersonsTold:
    """The persons of a text by the titles before their names, and those told of last."""

    def __init__(self, chains: Chains, turns: Turns, home: Home, posts: Sequence[Title]) -> None:
        self._chains = chains
        self._turns = turns
        self._home_country = home.country
        self._titles = title_bearers(chains, posts)

    def by_title(self, i: int, title: str) -> tuple[int, float] | None:
        """The person that a definite noun takes up by its title, else, of a noun for anybody, the last one told of."""
        for words in (title, *load_lexicon("titles")["other_words"].get(title, ())):
            bearer = self._titles.get(words)
            if bearer is not None and bearer < i and self._may_be_of_one_country(i, bearer):
                return (bearer, 0.75) if not self._is_former(i) or self._has_left(bearer) else None
        head = self._chains.doc[self._chains.candidates[i].head]
        if (found := self._called_more_narrowly(i)) is not None:
            return found
        if lemma(head) == "counterpart":
            return self._counterpart(i)
        return self._last_person(i) if lemma(head) in load_lexicon("people")["generic"] else None

    def _called_more_narrowly(self, i: int) -> tuple[int, float] | None:
        """The last person told of with a name whom the text has called what the noun is a broader word for: "the
        officer" after "Colonel Berg". None where two of that sentence are."""
        chains = self._chains
        narrower = load_lexicon("titles")["broader"].get(lemma(chains.doc[chains.candidates[i].head]), ())
        found: list[int] = []
        for j in chains.antecedents(i, REACH) if narrower else ():
            if found and chains.distance(found[0], j):
                break
            if chains.kind(j) == "Person" and self._is_called(j, narrower) and may_be_one(chains, i, j):
                found.append(j)
        return (found[0], 0.7) if len(found) == 1 else None

    def _is_called(self, j: int, titles: Collection[str]) -> bool:
        """Whether a word in front of one of the names of a person, or a noun that takes the person up, is a title."""
        chains = self._chains
        members = [chains.candidates[member] for member in chains.members(j)[:MOST_TRIED]]
        if not any(member.form == "name" for member in members):
            return False
        words = (
            chains.doc[member.head] if member.form == "nominal" else chains.doc[max(member.first - 1, 0)]
            for member in members
        )
        return any(lemma(word).lower() in titles for word in words)

    def _counterpart(self, i: int) -> tuple[int, float] | None:
        """The one person with a title who is of the country that the noun tells: "his Tunisian counterpart"."""
        country = self._chains.candidates[i].country
        of_it = {
            self._chains.chain_of(j): j
            for j in self._titles.values()
            if j < i and country is not None and self._country_of(j) == country
        }
        return (next(iter(of_it.values())), 0.65) if len(of_it) == 1 else None

    def _country_of(self, j: int) -> str | None:
        """The country that a mention of a person tells: that of "the president of Tunisia"."""
        told = (self._chains.candidates[member].country for member in self._chains.members(j))
        return next((country for country in told if country), None)

    def is_head_of_body(self, j: int) -> bool:
        """Whether a noun tells of the head of a body with a title by which the text knows somebody else, of a state:
        "the president" alone is no "president of the electoral body"."""
        head = self._chains.doc[self._chains.candidates[j].head]
        bearer = self._titles.get(lemma(head))
        return bearer is not None and not self._chains.together(bearer, j) and is_of_body(self._chains, head)

    def _is_former(self, i: int) -> bool:
        former = load_lexicon("titles")["modifiers"]["former"]
        return any(child.lower_ in former for child in self._chains.doc[self._chains.candidates[i].head].children)

    def _has_left(self, j: int) -> bool:
        """Whether a sentence that speaks of somebody tells of leaving a post: whoever left it is the former holder."""
        chains, leaving = self._chains, load_lexicon("titles")["leaving"]
        words = {*leaving["verbs"], *leaving["nouns"]}
        heads = (chains.doc[chains.candidates[member].head] for member in chains.members(j)[:MOST_TRIED])
        return any(lemma(token) in words for head in heads for token in head.sent)

    def told_of_last(self, i: int) -> tuple[int, float] | None:
        """Whom "the 40-year-old" or "the Peruvian" takes up: the subject of this sentence or the one before, who is a
        person with a name, else the one person that they name."""
        chains = self._chains
        told = [j for j in chains.antecedents(i, 1) if chains.kind(j) == "Person" and any(chains.names(j))]
        told = [j for j in told if may_be_one(chains, i, j)]
        heads = {j: chains.doc[chains.candidates[j].head] for j in told}
        subjects = [j for j in told if heads[j].dep_ in SUBJECTS]
        best = subjects[:1] or (told if len(told) == 1 else [])
        return (best[0], 0.6) if best else None

    def _may_be_of_one_country(self, i: int, j: int) -> bool:
        """Whether a noun's country, if it has one, is the bearer's: "the French president" is no President Lima.

        Of a bearer whose country nobody tells it is that of the story.
        """
        own = self._chains.candidates[i].country
        if own is None:
            return True
        theirs = {self._chains.candidates[member].country for member in self._chains.members(j)} - {None}
        return own in (theirs or {self._home_country})

    def _last_person(self, i: int) -> tuple[int, float] | None:
        """Whom "the man" or "the suspect" takes up: the last person told of, in this sentence or the one before."""
        chains = self._chains
        did_harm = lemma(chains.doc[chains.candidates[i].head]) in load_lexicon("people")["perpetrators"]
        for j in chains.antecedents(i, 1):
            if chains.kind(j) == "Person" and may_be_one(chains, i, j) and not (did_harm and self._was_harmed(j)):
                goes_on = self._turns.is_source(chains.candidates[i].head) and not any(chains.names(j))
                return None if self._holds_office(j) or (self._tells(j) and not goes_on) else (j, 0.6)
        return None

    def _was_harmed(self, j: int) -> bool:
        """Whether the text tells that somebody was harmed: "killed Ana Berg", "Berg died", "the murder of Ana Berg"."""
        chains, table = self._chains, load_lexicon("people")["harming"]
        heads = (chains.doc[chains.candidates[member].head] for member in chains.members(j)[-MOST_TRIED:])
        return any(_suffers(head) and lemma(_above_of(head)) in table for head in heads)

    def _holds_office(self, j: int) -> bool:
        """Whether a title stands before the person's name: who has one is told of by it, not as "the attacker"."""
        return any(_title_before(self._chains.doc, name.first) for name in self._chains.names(j))

    def _tells(self, j: int) -> bool:
        """Whether the person is the one who reports: a policeman says what "the suspect" did."""
        chains = self._chains
        heads = (chains.doc[chains.candidates[member].head] for member in chains.members(j)[-MOST_TRIED:])
        return any(head.dep_ in SUBJECTS and head.head.lemma_ in verb_classes() for head in heads)


def _suffers(head: Token) -> bool:
    """Whether a noun stands where who suffers a deed does, if the deed is one of harm."""
    return head.dep_ in ("dobj", "nsubjpass", "poss") or _above_of(head) is not head.head or lemma(head.head) == "die"


def _above_of(head: Token) -> Token:
    """The word to which a noun belongs, whether or not with "of": "murder" for "the murder of Ana Berg"."""
    return head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else head.head


def title_bearers(chains: Chains, posts: Sequence[Title]) -> dict[str, int]:
    """The first holder of each title that stands right before a name, by its words and by the last of them, and of
    those that stand beside one.

    "prime minister" and "minister" → the mention in "Prime Minister X". `posts` are the titles of the same text.
    """
    former = load_lexicon("titles")["modifiers"]["former"]
    before: dict[int, list[Title]] = {}
    for title in posts:
        before.setdefault(behind_ranks(chains.doc, title.last), []).append(title)
    found: dict[str, int] = {}
    for i, candidate in enumerate(chains.candidates):
        if candidate.form != "name" or candidate.kind != "Person":
            continue
        own = before.get(candidate.first, [])
        start = own[0].first if own else candidate.first - 1
        if start > 0 and chains.doc[start - 1].lower_ in former:
            continue
        if noun := _title_before(chains.doc, candidate.first):
            found.setdefault(noun, i)
        for post in own:
            found.setdefault(post.words.lower(), i)
    for post in posts:
        j = chains.at_head(post.head)
        named = (
            next((k for k in chains.members(j) if chains.candidates[k].form == "name"), None) if j is not None else None
        )
        if named is None or chains.kind(named) != "Person" or _is_left(chains.doc, post):
            continue
        if post.level != "state" or not is_of_body(chains, chains.doc[post.head]):
            words = post.words.lower()  # "the prime minister, Ana Berg,"
            found[words] = min(named, found.get(words, named))
    return found


def is_of_body(chains: Chains, head: Token) -> bool:
    """Whether "of" behind a title leads to a body, or to what is neither a place nor a person."""
    heads = (chains.at_head(item.i) for item in governed(head, "of"))
    return any(j is None or is_a(chains.kind(j) or "", "Organization") for j in heads)


def _is_left(doc: Doc, post: Title) -> bool:
    former = load_lexicon("titles")["modifiers"]["former"]
    return any(child.lower_ in former for child in doc[post.head].children)


def _title_before(doc: Doc, first: int) -> str | None:
    """The lemma of the title or noun for a person right before the name that begins at a token."""
    if first == 0:
        return None
    before = doc[first - 1]
    is_title = before.lower_ in load_lexicon("titles")["posts"] or nouns().is_person(before.lower_, lemma(before))
    return lemma(before) if is_title else None
