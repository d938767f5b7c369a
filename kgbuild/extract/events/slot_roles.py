"""Which role a phrase has by its slot: what the sense says of the slot, unless the phrase can be no such thing."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from kgbuild.extract import syntax
from kgbuild.extract.events.actors import is_actor, is_building, is_person, is_place, is_spot, is_vehicle
from kgbuild.extract.events.adjunct_slots import AIM, FAVOUR, Filler
from kgbuild.extract.events.argument_slots import GIFT
from kgbuild.extract.events.place_phrases import within
from kgbuild.extract.events.place_roles import moves, passes, place_role
from kgbuild.extract.events.senses import Sense
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Token


def role_of(filler: Filler, sense: Sense) -> str | None:
    """The property that a phrase in a slot of a trigger fills; None if it has no part in what the sense tells."""
    slot = filler.slot.removeprefix("low ")
    low = slot != filler.slot
    if (slot == FAVOUR and sense.plover in _table("favouring")["against"]) or (
        slot == AIM and sense.plover not in _table("aiming")["types"]
    ):
        return None
    if slot in (FAVOUR, AIM):
        slot = "content"
    own = sense.roles.get(slot)
    if low and slot == "against" and "ACCUSE-disapprove" in sense.modes:
        return None  # "condemned violence against women"
    if slot in ("in", "on") and syntax.lemma(filler.head) in _table("behalf")["nouns"]:
        return None  # "sued the firm on behalf of the families"
    if slot == "among" and any(one.tag_ in ("PRP", "WP") for one in syntax.complements(filler.head.head)):
        return None  # "nine pupils, among them two girls, were hurt"
    if slot == "on" and own == "recipient" and syntax.lemma(filler.head) in _table("suspicions")["nouns"]:
        return None  # "arrested on suspicion of theft"
    if slot == "with" and own == "recipient" and sense.plover in _table("company")["types"] and _is_own(filler.head):
        return None  # "surrendered with two of his men"
    if slot == "object" and sense.lemma in _table("sending")["away"] and sense.plover in _table("sending")["types"]:
        return "kgb:topic"  # "sent soldiers to the border"
    if slot == GIFT:
        return "kgb:topic" if sense.roles.get("object") == "topic" else None
    gives = moves(sense) and (sense.lemma in _table("giving")["lemmas"] or not sense.is_generic)
    if slot == "to" and slot not in sense.roles and gives and _is_receiver(filler.head):
        return "kgb:recipient"
    named = {"actor": "kgb:actor", "recipient": "kgb:recipient", "place": "sem:hasPlace"}
    if own == "none":
        return None
    if own == "matter":
        is_hit = slot == "at" and sense.lemma in load_lexicon("events/arguments")["aimed"]["verbs"]
        is_whom = slot != "for" and is_actor(filler.head) and (is_hit or not is_place(filler.head))
        if is_hit and not is_whom:
            return None  # "threw paint at the doors"
        own = "recipient" if is_whom else "topic"  # "threw stones at the police", "marched over the bill"
    if (own == "instrument" and is_actor(filler.head)) or (
        own == "topic"
        and slot == "object"
        and (is_person(filler.head) or filler.head.tag_ == "PRP" or filler.head.ent_type_ == "PERSON")
    ):
        own = "recipient"  # people are no topic: "handed over the thief"
    if slot == "of" and own == "topic" and sense.plover == "REJECT" and is_actor(filler.head):
        own = "recipient"  # "violated the rights of its prisoners"
    if slot == "of" and own == "topic" and _is_of_doers(filler.head, sense):
        return "kgb:actor"  # "a meeting of the ministers", "the requests of our friends"
    if own == "topic" and slot == "of" and is_person(filler.head) and sense.plover == "REQUEST":
        return None  # "demanded the resignation of the minister"
    if own == "topic" and filler.head.pos_ == "NUM":
        return None  # "finished on 7,223"
    if slot == "with" and own == "topic" and is_actor(filler.head):
        return None  # "a bailout with the fund"
    if slot == "as" and own == "topic" and not is_actor(filler.head):
        return None  # "removed as a precaution"
    if (
        slot == "at"
        and own == "topic"
        and (filler.head.pos_ == "PROPN" or is_place(filler.head) or is_spot(filler.head))
    ):
        return None  # "gathered at the Liberty Hall", "a strike at the mine"
    burns = "to" in sense.roles and sense.plover == "ASSAULT"  # "set fire to the headquarters"
    if (
        slot == "to"
        and own == "recipient"
        and moves(sense)
        and not burns
        and (is_spot(filler.head) or _is_goal(filler.head, sense))
    ):
        return None  # "rushed to a hospital", "returned to the country"
    if slot == "object" and passes(sense) and _is_goal(filler.head, sense):
        return None  # "reached the palace", "left Peru", "crossed the river"
    if slot == "in" and own == "recipient" and not is_place(filler.head):
        return None
    if slot == "with" and syntax.lemma(filler.head) in _table("possessed")["nouns"]:
        return None  # "barred firms with ties to Peru"
    if slot == "from" and own == "recipient" and is_spot(filler.head):
        return None  # "banned trucks from its territory"
    if slot == "for" and own == "topic" and (is_actor(filler.head) or filler.head.ent_type_ in syntax.NAMED_PLACES):
        return None  # "talks for the union": on whose behalf, not what about
    if own == "topic" and slot == "for" and _is_no_matter(filler.head):
        return None  # "laid off for economic reasons"
    if own == "topic" and slot in ("at", "for", "in", "on") and _is_circumstance(filler.head):
        return None
    if own == "topic" and slot == "in" and (filler.head.pos_ == "PROPN" or is_place(filler.head)):
        return None  # "a vote in the Senate"
    if own == "topic" and filler.head.ent_type_ in (
        ("PERCENT",) if slot == "object" else ("MONEY", "PERCENT", "QUANTITY")
    ):
        return None  # "reported a loss of $3 million", "fell as much as 7 percent"
    if own == "instrument" and syntax.lemma(filler.head) in (*_table("hurts")["nouns"], *_table("wielding")["manners"]):
        return None  # "admitted with gunshot wounds", "dispersed with little effort"
    if own == "topic" and slot == "on" and (is_spot(filler.head) or is_vehicle(filler.head)):
        return None  # "a meeting on a boat"
    if own == "topic" and syntax.lemma(filler.head) in load_lexicon("reporting")["channels"]["nouns"]:
        return None  # "wrote a note on Twitter"
    if slot == "modifier" and sense.plover == "ASSAULT" and is_building(filler.head):
        return None  # "the Embassy bombings"
    if slot == "modifier" and own == "recipient" and filler.head.ent_type_ in syntax.NAMED_PLACES:
        return "sem:hasPlace"
    if own is not None and (not low or own == "recipient"):
        return named.get(own, f"kgb:{own}")
    is_where = is_place(filler.head) or any(within(filler.head))
    if low or (is_where and place_role(slot, filler.head, sense) is not None):
        return None
    return _defaults().get(slot)


def _is_own(people: Token) -> bool:
    """Whether people are said to be somebody's: "his men"."""
    return any(child.tag_ == "PRP$" for child in syntax.children(syntax.counted(people), "poss"))


def _is_circumstance(head: Token) -> bool:
    return syntax.lemma(head) in _table("circumstances")["nouns"]


def _is_no_matter(head: Token) -> bool:
    """Whether what "for" governs says how or whose turn it is, not what it is about: "for his part"."""
    return any(syntax.lemma(head) in _table(name)["nouns"] for name in ("adverbial", "asides"))


def _is_goal(head: Token, sense: Sense) -> bool:
    """Whether a place is only where somebody goes or comes from in what is no act towards those who live there."""
    return (sense.is_generic or sense.lemma in _table("rescuing")["verbs"]) and is_place(head) and not is_person(head)


def _is_receiver(head: Token) -> bool:
    return is_actor(head) and head.ent_type_ not in syntax.NAMED_PLACES and not is_place(head)


def _is_of_doers(head: Token, sense: Sense) -> bool:
    """Whether somebody after the "of" of a noun does what it tells: "a meeting of the ministers"."""
    if sense.plover not in _table("of_doers")["types"] or not is_actor(head) or head.dep_ != "pobj":
        return False
    noun = head.head.head
    return noun.pos_ == "NOUN" and syntax.lemma(noun) == sense.lemma


@functools.cache
def _defaults() -> Mapping[str, str]:
    roles: dict[str, str] = load_lexicon("events/arguments")["roles"]
    return roles


def _table(name: str) -> Mapping[str, list[str]]:
    table: Mapping[str, list[str]] = load_lexicon("events/arguments")[name]
    return table
