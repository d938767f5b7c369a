"""Which triggers tell of one event: the same happening named again by the same voice.

A noun with a definite determiner ("the protests") takes up the last event of its class and word that the same voice
told, unless a role of theirs differs. Accounts by different voices stay apart; they are paired where they befall the
same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from kgbuild.extract.layers import Trigger
from kgbuild.model import Key
from kgbuild.parse import Doc

DEFINITE: Final = frozenset({"the", "this", "these", "that", "those", "such"})
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
    clusters: list[list[int]] = []
    latest: dict[tuple[object, ...], list[int]] = {}
    for number, trigger in enumerate(triggers):
        word = doc[trigger.token].lemma_.lower()
        is_many = doc[trigger.token].tag_ in ("NNS", "NNPS")
        kind = (voice_of[number], trigger.classes, word, is_many, trigger.factuality.polarity)
        home = latest.get(kind)
        if (
            home is not None
            and _is_definite(doc, trigger)
            and all(_compatible(roles_of[member], roles_of[number]) for member in home[-FEW:])
            and all(_may_be_of(days_of.get(member), days_of.get(number)) for member in home[-FEW:])
        ):
            home.append(number)
        else:
            latest[kind] = [number]
            clusters.append(latest[kind])
    return tuple(tuple(group) for group in clusters)


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


def _is_definite(doc: Doc, trigger: Trigger) -> bool:
    token = doc[trigger.token]
    if any(child.tag_ == "JJS" for child in token.children):
        return False  # "the worst massacre" is one of many
    return token.pos_ in ("NOUN", "PROPN") and any(
        child.lower_ in DEFINITE for child in token.children if child.dep_ == "det"
    )


def _compatible(one: Mapping[str, frozenset[Key]], other: Mapping[str, frozenset[Key]]) -> bool:
    return all(not one[role] or not other[role] or one[role] & other[role] for role in one.keys() & other.keys())


def _may_be_of(one: frozenset[Day] | None, other: frozenset[Day] | None) -> bool:
    """Whether two mentions may be of one day: one has none, or some days of theirs meet."""
    if not one or not other:
        return True
    return any(a[0] <= b[1] and b[0] <= a[1] for a in one for b in other)
