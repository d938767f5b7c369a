"""The kinds of counts of people that the lexicon names, and which of them an event counts."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from kgbuild.extract.layers import Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Doc, Token


@dataclass(frozen=True, slots=True)
class Kind:
    """What the lexicon says of a kind of count."""

    name: str
    side: str
    classes: frozenset[str]
    modes: tuple[str, ...]
    lemmas: frozenset[str]
    unless: tuple[str, ...]
    by: frozenset[str]
    taken: frozenset[str]
    states: frozenset[str]
    places: frozenset[str]
    conditions: frozenset[str]
    then: frozenset[str]


@functools.cache
def kinds() -> dict[str, Kind]:
    """All kinds by name, in the order of the lexicon, which is that of their precedence."""
    entries: dict[str, Any] = load_lexicon("counts")["kinds"]
    return {
        name: Kind(
            name,
            entry["side"],
            frozenset(entry.get("classes", ())),
            tuple(entry.get("modes", ())),
            frozenset(entry["lemmas"]),
            tuple(entry.get("unless", ())),
            frozenset(entry.get("by", ())),
            frozenset((*entry.get("from", ()), *entry.get("held", ()))),
            frozenset(entry["states"]),
            frozenset(entry.get("places", ())),
            frozenset(entry.get("conditions", ())),
            frozenset(entry.get("then", ())),
        )
        for name, entry in entries.items()
    }


def kind_of(doc: Doc, trigger: Trigger) -> str | None:
    """What people counted in an event are, by its lemma, its modes, its classes."""
    told = _words_of(doc[trigger.token])
    for kind in kinds().values():
        if not told.isdisjoint(kind.lemmas):
            barred = bool(kind.unless) and any(mode.endswith(kind.unless) for mode in trigger.modes)
            return None if barred and not _is_done_for(doc, trigger, kind) else kind.name
    for kind in kinds().values():
        if kind.modes and any(mode.endswith(kind.modes) for mode in trigger.modes):
            return kind.name
        if kind.classes & set(trigger.classes):
            return kind.name
    return None


def _is_done_for(doc: Doc, trigger: Trigger, kind: Kind) -> bool:
    """Whether forces do it for those who were taken: "soldiers freed 20 villagers seized by gunmen"."""
    heads: dict[str, list[Token]] = {"kgb:actor": [], "kgb:recipient": []}
    for argument in trigger.arguments:
        heads.get(argument.role, []).append(doc[argument.head])
    is_by = any(actor.lemma_.lower() in kind.by for actor in heads["kgb:actor"])
    around = (word for whom in heads["kgb:recipient"] for word in (whom, *whom.children))
    return is_by and any(word.lemma_.lower() in kind.taken for word in around)


def _words_of(event: Token) -> frozenset[str]:
    """A word by its lemma, with its particle and with where somebody is brought or saved from: "bring to safety"."""
    lemma = event.lemma_.lower()
    found = {lemma}
    if any(child.lower_ == "dead" for child in event.rights):
        return frozenset(found)  # "pulled dead from the rubble"
    for child in event.rights:
        if child.dep_ == "prt" or child.lower_ in ("alive", "there"):
            found.add(f"{lemma} {child.lower_}")
        elif child.dep_ == "prep" and child.lower_ in ("from", "in", "to"):
            found |= {f"{lemma} {child.lower_} {goal.lower_}" for goal in child.rights if goal.dep_ == "pobj"}
    return frozenset(found)
