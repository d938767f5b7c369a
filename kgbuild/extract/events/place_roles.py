"""What a place is to an event: where it happens, where somebody comes from, where somebody goes."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.events.actors import is_place
from kgbuild.extract.events.senses import Sense
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Token

NO_PLACES: Final = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "QUANTITY", "ORDINAL"})


def place_role(slot: str, head: Token, sense: Sense) -> str | None:
    """The role of a place after a preposition; only what moves comes from somewhere or goes somewhere."""
    own = sense.roles.get(slot)
    if own == "none" or not syntax.is_nominal(head) or head.pos_ in ("PRON", "NUM") or head.ent_type_ in NO_PLACES:
        return None
    if own == "topic" and head.ent_type_ not in syntax.NAMED_PLACES:
        return None
    if slot == "off" and own != "place" and head.ent_type_ not in syntax.NAMED_PLACES and not _is_by_water(head):
        return None  # "skidded off the runway", "tore the roofs off homes"
    if own == "place" or slot in words("inside"):
        return "sem:hasPlace"
    if slot in words("surface"):
        is_where = is_place(head) and is_physical(sense) and (head.ent_type_ != "GPE" or befalls(sense))
        return "sem:hasPlace" if is_where else None
    if not is_place(head) and head.pos_ != "PROPN":
        return None
    if not moves(sense) or (own == "recipient" and sense.lemma not in _table("movement")["lemmas"]):
        return None
    if slot in words("origin"):
        return "kgb:origin"
    return "kgb:destination" if slot in words("destination") else None


def object_role(sense: Sense) -> str | None:
    """The role of a place that is a verb's object: "fled the town", "reached the town", "raided the town"."""
    for name, verbs in _table("objects").items():
        if sense.lemma in verbs:
            return f"kgb:{name}"
    if sense.roles.get("object") == "place" or sense.lemma in _table("movement")["crossing"]:
        return "sem:hasPlace"
    return "sem:hasPlace" if befalls(sense) else None


def passes(sense: Sense) -> bool:
    """Whether the place that is a verb's object is only where somebody goes, comes from or passes."""
    return object_role(sense) in ("kgb:origin", "kgb:destination") or sense.lemma in _table("movement")["crossing"]


def is_physical(sense: Sense) -> bool:
    """Whether it happens in space, where those are who take part: a strike or a meeting, but no rebuke."""
    physical = _table("physical")
    return _is_among(sense, physical) and not any(name in physical["but"] for name in sense.classes)


def is_seated(sense: Sense) -> bool:
    """Whether it happens where those are who do it: also what a court or a council decides, but no mere words."""
    return (is_physical(sense) and not sense.is_generic) or _is_among(sense, _table("seated"))


def is_striking(verb: Token) -> bool:
    """Whether a verb says that a happening comes to a place: "an earthquake shook the coast"."""
    return syntax.lemma(verb) in _table("striking")["verbs"]


def befalls(sense: Sense) -> bool:
    """Whether it happens at the place to which it is done: an attack, but no sanctions."""
    return _is_among(sense, _table("befalling"))


def is_local(sense: Sense) -> bool:
    """Whether the name of a place before its noun says where: "the Oruro riots", but not "the Oruro talks"."""
    return _is_among(sense, _table("local"))


def is_national(sense: Sense) -> bool:
    """Whether the adjective of a country says where: "the Chilean election", but not "the Chilean attack"."""
    return any(name in _table("local")["national"] for name in sense.classes)


def is_speech(sense: Sense) -> bool:
    """Whether its object is what is spoken about, which happens elsewhere: "discussed the crisis in Chad"."""
    return sense.plover not in _table("movement")["types"]


def is_harm(sense: Sense) -> bool:
    """Whether it comes of another happening: of the accident that is told beside it."""
    return any(name in _table("harm")["classes"] for name in sense.classes)


def moves(sense: Sense) -> bool:
    """Whether somebody or something changes its place: not in "accepted offers from Spain"."""
    movement = _table("movement")
    return (
        sense.plover in movement["types"]
        or any(mode in movement["modes"] for mode in sense.modes)
        or sense.lemma in movement["lemmas"]
    )


def is_area(head: Token) -> bool:
    """Whether a word names a stretch of land or a settlement, not a building."""
    return head.ent_type_ in ("GPE", "LOC") or syntax.lemma(head) in _table("areas")["nouns"]


def _is_by_water(head: Token) -> bool:
    return syntax.lemma(head) in _table("parts")["waterside"]


def is_spatial(head: Token) -> bool:
    """Whether a word names a place or a part of one, so that "of" says of which."""
    return is_place(head) or syntax.lemma(head) in _table("parts")["nouns"]


@functools.cache
def words(name: str) -> frozenset[str]:
    """A list of prepositions of the lexicon."""
    return frozenset(_table("prepositions")[name])


def _is_among(sense: Sense, table: Mapping[str, Sequence[str]]) -> bool:
    return sense.plover in table["types"] or any(name in table["classes"] for name in sense.classes)


def _table(name: str) -> Mapping[str, Sequence[str]]:
    table: Mapping[str, Sequence[str]] = load_lexicon("events/places")[name]
    return table
