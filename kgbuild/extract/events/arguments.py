"""Finds who did what to whom, and where: the head words of the phrases that fill a trigger's roles."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.events.actors import NAMED_PLACES, behind, is_actor, is_concrete, is_person, is_place, places_in
from kgbuild.extract.events.adjunct_slots import Filler
from kgbuild.extract.events.argument_slots import fillers
from kgbuild.extract.events.factuality import hedge_of
from kgbuild.extract.events.patterns import Part, Sense, consumed
from kgbuild.extract.layers import ArgumentToken
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Doc, Token

TIMES: Final = frozenset({"DATE", "TIME"})
PLACE_ROLES: Final = frozenset({"sem:hasPlace", "kgb:origin", "kgb:destination"})
ACTOR_ROLES: Final = frozenset({"kgb:actor", "kgb:recipient"})
LOW_PLACE: Final = "place of a participant"


def arguments_of(trigger: Token, part: Part, sense: Sense) -> tuple[ArgumentToken, ...]:
    """The arguments of a trigger in text order, each word once in a role; the surest reading of a word is kept."""
    parts = () if sense.is_generic else consumed(sense, trigger, part)
    taken = {word.i for word in parts if not is_concrete(syntax.counted(word))}
    found = [filler for filler in fillers(trigger, part, taken) if filler.head.ent_type_ not in TIMES]
    struck = any(filler.slot == "object" and is_person(syntax.counted(filler.head)) for filler in found)
    if struck or (part == "verb" and not _is_aimed(sense)):
        found = [_placed(filler) for filler in found]
    best: dict[tuple[str, int], ArgumentToken] = {}
    for argument in (each for filler in found for each in _in_roles(filler, sense)):
        key = (argument.role, argument.head)
        if argument.head != trigger.i and (key not in best or _surer(argument, best[key])):
            best[key] = argument
    if any(_is_named_place(argument, trigger.doc) for argument in best.values()):
        best = {key: argument for key, argument in best.items() if argument.rule != LOW_PLACE}
    return tuple(best[key] for key in sorted(best, key=lambda key: (key[1], key[0])))


def _is_named_place(argument: ArgumentToken, doc: Doc) -> bool:
    named = doc[argument.head].ent_type_ in NAMED_PLACES
    return named and argument.role in PLACE_ROLES and argument.rule != LOW_PLACE


def _surer(one: ArgumentToken, other: ArgumentToken) -> bool:
    return (one.instead_of is None, one.confidence) > (other.instead_of is None, other.confidence)


def _placed(filler: Filler) -> Filler:
    """A place beside the people that something is done to, or after a verb that aims at nothing, is where, not to whom:
    "shot a man at the bridge", "fought at the bridge"."""
    slot = filler.slot.removeprefix("low ")
    if slot in ("at", "on", "in") and is_place(filler.head) and not is_person(filler.head):
        return filler._replace(slot=f"clause {slot}")
    return filler


def _in_roles(filler: Filler, sense: Sense) -> Iterator[ArgumentToken]:
    head = syntax.counted(filler.head)
    role = _role(filler._replace(head=head), sense)
    if role is None:
        return
    if role in PLACE_ROLES and head.ent_type_ not in NAMED_PLACES:
        for name in places_in(head):
            yield _argument(role, name, filler.confidence * 0.9, f"{filler.slot}, its name")
    if role in ACTOR_ROLES and _is_local(role, sense):
        for name in places_in(head):
            yield _argument("sem:hasPlace", name, 0.5, LOW_PLACE)
    if filler.slot != "content" or is_actor(head) or head.ent_type_ in NAMED_PLACES:
        yield _argument(role, head, filler.confidence, filler.slot)
    place = _place_role(filler.slot, sense) if role == "kgb:recipient" and is_place(head) else None
    if place is not None and (place == "sem:hasPlace" or sense.lemma in _movements()):
        yield _argument(place, head, filler.confidence, filler.slot)
    if role in ACTOR_ROLES and not is_person(head) and not sense.is_generic:
        for actor in behind(head):
            if role == "kgb:actor" and actor.tag_ == "PRP$":
                continue  # "hung by their wrists"
            yield _argument(role, actor, filler.confidence * 0.75, f"{filler.slot}, its owner", head)


def _argument(role: str, head: Token, confidence: float, rule: str, instead_of: Token | None = None) -> ArgumentToken:
    instead = None if instead_of is None else instead_of.i
    return ArgumentToken(role, head.i, round(confidence, 2), rule, hedge_of(head), instead)


def _role(filler: Filler, sense: Sense) -> str | None:
    slot = filler.slot.removeprefix("low ").removeprefix("clause ")
    low = slot != filler.slot
    if slot == "to" and slot not in sense.roles and _moves(sense) and _is_receiver(filler.head):
        return "kgb:recipient"
    if filler.slot.startswith("clause "):
        return _place_role(slot, sense) if is_place(filler.head) else None
    named = {"actor": "kgb:actor", "recipient": "kgb:recipient", "place": "sem:hasPlace"}
    own = sense.roles.get(slot)
    if own == "none":
        return None
    if (own == "instrument" and is_actor(filler.head)) or (
        own == "topic" and slot == "object" and is_person(filler.head)
    ):
        own = "recipient"  # people are no topic: "handed over the thief"
    if slot == "in" and own == "recipient" and not is_place(filler.head):
        return None
    if slot == "for" and own == "topic" and (is_actor(filler.head) or filler.head.ent_type_ in NAMED_PLACES):
        return None  # "talks for the union": on whose behalf, not what about
    if own == "topic" and syntax.lemma(filler.head) in load_lexicon("reporting")["channels"]["nouns"]:
        return None  # "wrote a note on Twitter"
    if slot == "modifier" and own == "recipient" and filler.head.ent_type_ in NAMED_PLACES:
        return "sem:hasPlace"
    if own is not None and (not low or own == "recipient"):
        return named.get(own, f"kgb:{own}")
    place = _place_role(slot, sense) if is_place(filler.head) or any(places_in(filler.head)) else None
    if low or place:
        return place
    return _defaults().get(slot)


def _movements() -> list[str]:
    lemmas: list[str] = load_lexicon("events/arguments")["movement"]["lemmas"]
    return lemmas


def _is_aimed(sense: Sense) -> bool:
    """Whether what stands after "at" or "on" may be what is aimed at: "fired at the town"."""
    return sense.plover != "ASSAULT" or sense.lemma in load_lexicon("events/arguments")["aimed"]["verbs"]


def _is_receiver(head: Token) -> bool:
    return is_actor(head) and head.ent_type_ not in NAMED_PLACES


def _place_role(slot: str, sense: Sense) -> str | None:
    """The role of a place after a preposition; only what moves comes from somewhere or goes somewhere."""
    places = load_lexicon("events/arguments")["places"]
    if slot in places["inside"]:
        return "sem:hasPlace"
    if not _moves(sense):
        return None
    if slot in places["origin"]:
        return "kgb:origin"
    return "kgb:destination" if slot in places["destination"] else None


def _is_local(role: str, sense: Sense) -> bool:
    """Whether what happens takes place where those are who have this role in it: a strike of "drivers in Harare"."""
    local = load_lexicon("events/arguments")["local"]
    if role == "kgb:actor":
        return not sense.is_generic and sense.plover not in local["nowhere"]
    return sense.plover in local["types"] or any(name in local["classes"] for name in sense.classes)


def _moves(sense: Sense) -> bool:
    """Whether somebody or something changes its place: not in "accepted offers from Spain"."""
    movement = load_lexicon("events/arguments")["movement"]
    return (
        sense.plover in movement["types"]
        or any(mode in movement["modes"] for mode in sense.modes)
        or sense.lemma in _movements()
    )


@functools.cache
def _defaults() -> Mapping[str, str]:
    roles: dict[str, str] = load_lexicon("events/arguments")["roles"]
    return roles
