"""Which triggers tell of one event: the same happening named again by the same voice.

A noun with a definite determiner ("the protests", "the shooting") takes up the last event of its class and deed that
the same voice told, and a general one ("the attack") the one event of its class told just before, unless a role, a day
or the matter of theirs differs. Accounts by different voices stay apart; they are paired where they befall the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.layers import Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Key
from kgbuild.parse import Doc

DEFINITE: Final = frozenset({"the", "this", "these", "that", "those", "such"})
ON_MATTERS: Final = frozenset({"Agree", "Consult", "Cooperate", "Reject", "Vote"})
"""Classes of what has a matter: two of these on two matters are two."""
ABOUT: Final = frozenset({"about", "for", "on", "over", "regarding"})
Day = tuple[str, str]
"""The first and the last ISO date of a time expression."""
FEW: Final = 8
"""How many earlier accounts are compared: the cost stays linear in the length of the text."""


def cluster(
    doc: Doc,
    triggers: Sequence[Trigger],
    voice_of: Sequence[tuple[Key, ...]],
    roles_of: Sequence[Mapping[str, frozenset[Key]]],
    days_of: Mapping[int, frozenset[Day]],
) -> tuple[tuple[int, ...], ...]:
    """Numbers of triggers that tell of one event each, in the order of the text.

    `voice_of`, `roles_of` and `days_of` go by trigger number: who tells of it (nobody: the narrator), which entities
    fill which roles, and on which days it is said to have been.
    """
    found = _Clusters(doc, triggers, voice_of, roles_of, days_of)
    for number in range(len(triggers)):
        found.add(number)
    return tuple(tuple(group) for group in found.groups)


def same_happenings(
    triggers: Sequence[Trigger],
    clusters: Sequence[Sequence[int]],
    voice_of: Sequence[tuple[Key, ...]],
    roles_of: Sequence[Mapping[str, frozenset[Key]]],
) -> tuple[tuple[int, int], ...]:
    """Pairs of cluster numbers: one happening as told by two voices.

    They are of the same classes, befall the same entity, and contradict each other in no role; each account is paired
    with the latest one of every other voice.
    """
    latest: dict[tuple[object, ...], dict[tuple[Key, ...], int]] = {}
    pairs: dict[tuple[int, int], None] = {}
    for number, members in enumerate(clusters):
        first = members[0]
        trigger, voice = triggers[first], voice_of[first]
        if trigger.classes == ("Event",):
            continue
        for whom in sorted(roles_of[first].get("kgb:recipient", ())):
            accounts = latest.setdefault((trigger.classes, trigger.factuality, whom), {})
            for other_voice, other in list(accounts.items())[-FEW:]:
                if other_voice != voice and _compatible(roles_of[clusters[other][0]], roles_of[first]):
                    pairs[other, number] = None
            accounts[voice] = number
    return tuple(pairs)


class _Clusters:
    """The events told so far, each as the numbers of its triggers."""

    def __init__(
        self,
        doc: Doc,
        triggers: Sequence[Trigger],
        voice_of: Sequence[tuple[Key, ...]],
        roles_of: Sequence[Mapping[str, frozenset[Key]]],
        days_of: Mapping[int, frozenset[Day]],
    ) -> None:
        self.groups: list[list[int]] = []
        self._doc = doc
        self._triggers = triggers
        self._voice_of = voice_of
        self._roles_of = roles_of
        self._days_of = days_of
        self._named: dict[tuple[object, ...], list[int]] = {}
        self._of_class: dict[tuple[object, ...], list[list[int]]] = {}

    def add(self, number: int) -> None:
        """Joins a trigger to the event that it takes up, or begins one with it."""
        trigger = self._triggers[number]
        token = self._doc[trigger.token]
        told = (self._voice_of[number], trigger.classes[:1], trigger.factuality.polarity)
        named = (*told, _deed(self._doc, trigger), token.tag_ in ("NNS", "NNPS"))
        home = self._named.get(named)
        if token.tag_ == "NN" and syntax.lemma(token) in load_lexicon("events/coreference")["general"]:
            home = self._meant(home, number, told)
        if home is not None and is_definite(self._doc, trigger) and self._may_be_one(home, number):
            home.append(number)
            self._named[named] = home
            return
        self._named[named] = [number]
        self.groups.append(self._named[named])
        self._of_class.setdefault(told, []).append(self._named[named])

    def _meant(self, home: list[int] | None, number: int, told: tuple[object, ...]) -> list[int] | None:
        """What a general noun takes up: what was told by that noun, else what the sentence before tells; nothing where
        that is another one ("A protest was held in Rome. Students marched in Milan. The protest …")."""
        last = self._told_last(number, told)
        if home is None:
            return last
        if last is None:
            return None if self._is_one_of_two(home, number, told) or self._is_outdone(home, told) else home
        return None if last[-1] > home[-1] else home

    def _is_one_of_two(self, home: list[int], number: int, told: tuple[object, ...]) -> bool:
        """Whether a noun may stand for either of two happenings of two days, none of them told of just before: "police
        shot two men on Sunday, days after the attack of May 3. … The attack"."""
        here = self._sentence(number)
        if self._sentence(home[-1]) in (here, self._doc[here - 1].sent.start if here else here):
            return False
        days = self._days(home)
        others = (group for group in self._of_class.get(told, [])[-FEW:] if group is not home)
        return any(not may_be_of(days, self._days(other)) for other in others)

    def _is_outdone(self, home: list[int], told: tuple[object, ...]) -> bool:
        """Whether what another noun of the class tells was told of since, and more often: after an attack of May an
        airstrike that the text is about."""
        for group in self._of_class.get(told, [])[-FEW:]:
            nouns = (self._doc[self._triggers[member].token] for member in group if member > home[-1])
            since = Counter(syntax.lemma(noun) for noun in nouns if noun.tag_ == "NN")
            if group is not home and max(since.values(), default=0) > len(home):
                return True
        return False

    def _days(self, group: Sequence[int]) -> frozenset[Day]:
        """The days that the mentions of an event name."""
        return frozenset(day for member in group[-FEW:] for day in self._days_of.get(member, ()))

    def _told_last(self, number: int, told: tuple[object, ...]) -> list[int] | None:
        """The one event of the class that the sentence before tells of: "shelled a market. The attack …". What has no
        class is of no one class: "after the repairs. … the disaster"."""
        if self._triggers[number].classes == ("Event",):
            return None
        here = self._sentence(number)
        before = self._doc[here - 1].sent.start if here else None
        lately = [group for group in self._of_class.get(told, [])[-FEW:] if self._sentence(group[-1]) == before]
        return lately[0] if len(lately) == 1 else None

    def _sentence(self, number: int) -> int:
        """The first token of a trigger's sentence."""
        return self._doc[self._triggers[number].token].sent.start

    def _may_be_one(self, home: Sequence[int], number: int) -> bool:
        """Whether no role, day or matter of the latest mentions speaks against it."""
        matter = _matter(self._doc, self._triggers[number])
        return all(
            _compatible(self._roles_of[member], self._roles_of[number])
            and may_be_of(self._days_of.get(member), self._days_of.get(number))
            and _may_be_about(_matter(self._doc, self._triggers[member]), matter)
            for member in home[-FEW:]
        )


def _deed(doc: Doc, trigger: Trigger) -> str:
    """The word of what is done: for a noun its verb, if it has one of its own ("shooting": "shoot")."""
    token = doc[trigger.token]
    word = syntax.lemma(token)
    return load_lexicon("events/coreference")["nominalizations"].get(word, word) if token.pos_ == "NOUN" else word


def is_definite(doc: Doc, trigger: Trigger) -> bool:
    """Whether a trigger is a noun that takes what it tells of as known: "the attack", but not "the worst attack"."""
    token = doc[trigger.token]
    if any(child.tag_ == "JJS" for child in token.children):
        return False  # "the worst massacre" is one of many
    return token.pos_ in ("NOUN", "PROPN") and any(
        child.lower_ in DEFINITE for child in token.children if child.dep_ == "det"
    )


def _compatible(one: Mapping[str, frozenset[Key]], other: Mapping[str, frozenset[Key]]) -> bool:
    return all(not one[role] or not other[role] or one[role] & other[role] for role in one.keys() & other.keys())


def _matter(doc: Doc, trigger: Trigger) -> frozenset[str]:
    """What an agreement, a vote or talks are about: "border" of "the border deal" and of "the deal on the border"."""
    if not ON_MATTERS & set(trigger.classes):
        return frozenset()
    noun, is_refusal = doc[trigger.token], "Reject" in trigger.classes
    matters = list(syntax.governed(noun, *ABOUT, *(("of",) if is_refusal else ())))
    if is_refusal and noun.pos_ == "VERB":
        matters += syntax.direct_objects(noun)
    named = (each for each in syntax.children(noun, "compound", "nmod") if not each.ent_type_)
    return frozenset(syntax.lemma(each) for each in (*matters, *named))


def _may_be_about(one: frozenset[str], other: frozenset[str]) -> bool:
    return not one or not other or bool(one & other)


def may_be_of(one: frozenset[Day] | None, other: frozenset[Day] | None) -> bool:
    """Whether two mentions may be of one day: one has none, or some days of theirs meet."""
    if not one or not other:
        return True
    return any(a[0] <= b[1] and b[0] <= a[1] for a in one for b in other)
