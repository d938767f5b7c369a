"""Finds who did what to whom, and where: the head words of the phrases that fill a trigger's roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.events.actors import (
    NAMED_ACTORS,
    behind,
    is_actor,
    is_concrete,
    is_person,
    is_place,
    is_spot,
    is_vehicle,
)
from kgbuild.extract.events.adjunct_slots import AIM, BEHIND, FAVOUR, Filler
from kgbuild.extract.events.argument_slots import fillers
from kgbuild.extract.events.commitment import speech_acts
from kgbuild.extract.events.factuality import hedge_of, wants
from kgbuild.extract.events.members import members
from kgbuild.extract.events.noun_slots import CLAIMED, ends, is_figure
from kgbuild.extract.events.patterns import consumed
from kgbuild.extract.events.places import places_of
from kgbuild.extract.events.senses import Part, Sense
from kgbuild.extract.events.slot_roles import role_of
from kgbuild.extract.layers import ArgumentToken
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Token

TIMES: Final = frozenset({"DATE", "TIME"})
YEAR: Final = 4
"""Digits of a year."""
ACTOR_ROLES: Final = frozenset({"kgb:actor", "kgb:recipient"})
MATTER: Final = "matter"
"""The slot of what an act of speech is about, where it is part of the words that tell it: "demanded a truce"."""
MEANS: Final = "means"
"""The slot of a weapon that is part of the words that tell of its use: "used tear gas"."""
NAMED: Final = NAMED_ACTORS | syntax.NAMED_PLACES
CONCERNED: Final = frozenset({"content", "deed", "purpose", AIM, FAVOUR})
"""Slots of clauses around a trigger: only actors and named places there have a part in what it tells."""


def arguments_of(trigger: Token, part: Part, sense: Sense) -> tuple[ArgumentToken, ...]:
    """The arguments of a trigger in text order, each word once in a role; the surest reading of a word is kept."""
    parts = () if sense.is_generic else tuple(consumed(sense, trigger, part))
    taken = {word.i for word in parts if not is_concrete(syntax.counted(word))}
    found = [filler for filler in fillers(trigger, part, taken) if not _is_time(filler.head)]
    found = _with_a_part(found, trigger, part, sense)
    wanted = [trigger.doc[i] for i in sorted(taken) if _is_matter(trigger.doc[i], trigger, sense)]
    found = [Filler(MATTER, word, 0.8) for word in wanted] + [each for each in found if not _is_in_matter(each, wanted)]
    found += [Filler(MEANS, word, 0.8) for word in parts if _is_means(word, trigger, sense)]
    found += [filler._replace(slot=MEANS) for filler in found if _is_bomb(filler, sense)]
    places = places_of(trigger, part, sense, frozenset(taken))
    best: dict[tuple[str, int], ArgumentToken] = {}
    for argument in (*(each for filler in found for each in _in_roles(filler, sense)), *places):
        key = (argument.role, argument.head)
        if argument.head == trigger.i or syntax.is_set_aside(trigger.doc[argument.head]):
            continue
        if key not in best or _surer(argument, best[key]):
            best[key] = argument
    if not any(role == "kgb:recipient" for role, _ in best):
        best |= {(each.role, each.head): each for filler in found for each in _of_matter(filler, sense)}
    return tuple(best[key] for key in sorted(best, key=lambda key: (key[1], key[0])))


def _with_a_part(found: list[Filler], trigger: Token, part: Part, sense: Sense) -> list[Filler]:
    """The phrases around a trigger but those that only tell where, or who was by, once its object is told."""
    objects = [syntax.counted(filler.head) for filler in found if filler.slot in ("object", BEHIND)]
    struck = any(is_person(each) or each.ent_type_ in ("NORP", "PERSON") for each in objects)
    if part == "verb" and (objects or ends(trigger)):  # "in Oruro, police broke up a rally"
        found = [each for each in found if each.slot.removeprefix("low ") != "in" or not is_place(each.head)]
    if struck:
        found = [each for each in found if each.slot.removeprefix("low ") != "at" or is_person(each.head)]
    if part == "verb" and objects:
        beside = ("on",) if struck or "on" not in sense.roles else ()  # "beat a man on the steps of the court"
        found = [each for each in found if each.slot not in beside or is_actor(syntax.counted(each.head))]
        if sense.plover not in _table("mutual")["types"]:  # "ousted the premier with troops at the doors"
            found = [each for each in found if each.slot != "with" or not is_actor(syntax.counted(each.head))]
    if struck or (part == "verb" and (not _is_aimed(sense) or any(map(is_spot, objects)))):
        found = [filler for filler in found if not _is_place_beside(filler)]
    elif part == "noun" and sense.lemma in _table("fights")["nouns"]:
        found = [
            filler for filler in found if filler.slot != "at" or is_person(filler.head)
        ]  # "a clash at the airport"
    if part == "verb" and _has_doer(trigger, found):
        found = [
            each for each in found if each.slot not in ("among", "between") or sense.roles.get(each.slot) == "recipient"
        ]
    if sense.is_generic and _is_told_of_nearer(trigger):
        found = [each for each in found if each.slot != "object"]
    if struck and sense.plover != "RETREAT":  # "arrested eight men from Peru", but "withdrew troops from Peru"
        found = [each for each in found if not (each.slot.endswith("from") and _is_left(each.head))]
    return found


def _has_doer(verb: Token, found: list[Filler]) -> bool:
    """Whether what is told goes on among people, who do not do it, for it has a subject: "anger spread among them"; but
    a sense may say what they are: "mediated between the tribes"."""
    return not syntax.is_passive(verb) and any(each.slot == "subject" for each in found)


def _is_told_of_nearer(participle: Token) -> bool:
    """Whether a participle behind a comma may tell of a nearer noun than the one that it hangs on: "the head of the
    school, founded in 1990"."""
    noun, first = participle.head, participle.left_edge.i
    if participle.dep_ != "acl" or first < 2 or participle.doc[first - 1].text != ",":
        return False
    before = participle.doc[first - 2]
    return before != noun and before.dep_ == "pobj" and noun in before.ancestors


def _is_time(head: Token) -> bool:
    """Whether a phrase tells when: "on Monday", "on Thursday night", but no number that something is done to, whatever
    NER makes of it: "wounded another 15"."""
    if head.tag_ == "CD" and head.dep_ in ("dobj", "nsubjpass") and len(head.text) < YEAR:
        return False
    return head.ent_type_ in TIMES or any(child.ent_type_ in TIMES for child in syntax.children(head, "compound"))


def _is_left(place: Token) -> bool:
    """Whether people come from a place, to which nothing is done: "evicted families from a cinema"."""
    return place.ent_type_ in syntax.NAMED_PLACES or is_spot(place)


def _is_matter(word: Token, trigger: Token, sense: Sense) -> bool:
    """Whether a word that is part of an act of speech is what the act is about: the release in "demanded the release
    of the envoy", no demand in "made a demand"."""
    return sense.plover in speech_acts() and syntax.is_nominal(word) and wants(trigger, word)


def _is_means(word: Token, trigger: Token, sense: Sense) -> bool:
    """Whether a word that makes a sense is what violence is done with: the gas in "used tear gas" and "dispersed them
    with tear gas", the bomb in "a bomb planted by rebels"."""
    if sense.plover != "ASSAULT":
        return False
    if word in syntax.governed(trigger, "with"):
        return syntax.lemma(word) not in _table("wielding")["manners"]
    is_object = word.dep_ in ("dobj", "nsubjpass") or trigger.head == word
    armed = is_object and sense.lemma in _table("wielding")["verbs"]
    return armed and syntax.lemma(word) in load_lexicon("events/words")["weapons"]


def _is_bomb(filler: Filler, sense: Sense) -> bool:
    """Whether a subject is what goes off: "a bomb exploded", "a parcel blew up"."""
    table, word = _table("wielding"), syntax.lemma(filler.head)
    is_blast = "ASSAULT-explosives" in sense.modes and sense.lemma in table["by_themselves"]
    return is_blast and filler.slot == "subject" and word in (*table["bombs"], *load_lexicon("events/words")["weapons"])


def _is_in_matter(filler: Filler, wanted: list[Token]) -> bool:
    """Whether a phrase is but part of what is wanted, or is to have the good of it and is asked for nothing: the envoy
    in "demanded the release of the envoy", but not the premier in "demanded the removal of the premier"."""
    if filler.slot not in ("of", "for", "object", BEHIND):
        return False
    boons = _table("boons")["nouns"]
    return any(
        word in filler.head.ancestors and (filler.slot in ("of", "for") or syntax.lemma(word) in boons)
        for word in wanted
    )


def _surer(one: ArgumentToken, other: ArgumentToken) -> bool:
    return (one.instead_of is None, one.confidence) > (other.instead_of is None, other.confidence)


def _is_place_beside(filler: Filler) -> bool:
    """Whether a place beside the people that something is done to, or after a verb that aims at nothing, is where, not
    to whom: "shot a man at the bridge", "fought at the bridge"."""
    return (
        filler.slot.removeprefix("low ") in ("at", "on", "in") and is_place(filler.head) and not is_person(filler.head)
    )


def _in_roles(filler: Filler, sense: Sense) -> Iterator[ArgumentToken]:
    if filler.slot == MATTER:
        yield _argument("kgb:topic", filler.head, filler.confidence, MATTER)
        return
    if filler.slot == MEANS:
        yield _argument("kgb:instrument", filler.head, filler.confidence, MEANS)
        return
    if filler.slot == BEHIND:
        if sense.roles.get("object") == "topic":
            return  # "tabled a motion drawn up by the bloc"
        filler = filler._replace(slot="object")
    head = syntax.counted(filler.head)
    if sense.is_generic and head != filler.head and is_figure(filler.head):
        return  # "the number of dead rose"
    role = role_of(filler._replace(head=head), sense)
    if role is None or (filler.slot == "from" and syntax.is_verbal(head)):
        return  # "kept them from marching on the palace"
    is_concerned = filler.slot == "content" and role == "kgb:recipient"
    if is_concerned and sense.plover not in _table("own_words")["types"] and not _is_other_side(head):
        return  # "pledged to track down the thieves", "refused to carry passengers"
    if filler.slot not in CONCERNED or is_actor(head) or head.ent_type_ in syntax.NAMED_PLACES:
        yield _argument(role, head, filler.confidence, filler.slot)
    if role in ACTOR_ROLES:
        for group in {filler.head, head}:
            for member in members(group):
                if is_actor(syntax.counted(member)):
                    yield _argument(
                        role, syntax.counted(member), filler.confidence * 0.85, f"{filler.slot}, one of them"
                    )
    if filler.slot == "content" and sense.plover in _table("own_deeds")["types"]:
        return  # "promised to cut the ministers' pay"
    if filler.slot == "clause":
        return  # who owns what shall do something: "demanded that Anna's appointment be confirmed"
    if role in ACTOR_ROLES and not is_person(head) and not sense.is_generic:
        harmed = _harmed(head, filler, sense)
        if role == "kgb:actor" and is_spot(head) and not (is_actor(head) or is_vehicle(head)):
            return  # "the house of the bishop burned down"
        for actor in behind(head):
            if actor in harmed:
                continue  # "condemned the arrest of the editor"
            if actor.tag_ == "PRP$" and (role == "kgb:actor" or "Damage" in sense.classes):
                continue  # "hung by their wrists", "her window was damaged"
            beside = (role == "kgb:recipient" and _is_held(head)) or _is_of_several(head)
            instead_of = None if beside else head
            yield _argument(role, actor, filler.confidence * 0.75, f"{filler.slot}, its owner", instead_of)


def _is_other_side(head: Token) -> bool:
    """Whether what somebody commits himself to concerns those named, met, helped, or done with and to: "refused to
    meet the miners", "agreed to talk to the miners"."""
    if head.dep_ == "dobj" and syntax.lemma(head.head) in _table("own_words")["dealing"]:
        return True
    if head.dep_ == "pobj" and syntax.lemma(syntax.governing_verb(head)) in _table("own_words")["joining"]:
        return False  # "agreed to add members to the board"
    return head.ent_type_ in NAMED or (head.dep_ == "pobj" and head.head.lower_ in ("to", "with"))


def _is_held(noun: Token) -> bool:
    """Whether whoever holds a place suffers beside it what is done to it: "attacked a rebel camp"."""
    return syntax.lemma(noun) in load_lexicon("events/words")["held"]


def _is_of_several(noun: Token) -> bool:
    """Whether those that a plural is of do beside it what it does: "the governments of Peru and Chile"."""
    return noun.tag_ == "NNS" and syntax.lemma(noun) in _table("of_several")["nouns"]


def _of_matter(filler: Filler, sense: Sense) -> Iterator[ArgumentToken]:
    """Who answers for what people act about: in "protested over the council's plan" the council."""
    if sense.roles.get(filler.slot.removeprefix("low ")) == "matter":
        head = syntax.counted(filler.head)
        harmed = _harmed(head, filler, sense)
        for actor in behind(head):
            if actor not in harmed:
                yield _argument("kgb:recipient", actor, filler.confidence * 0.6, f"{filler.slot}, its owner", head)


def _harmed(noun: Token, filler: Filler, sense: Sense) -> frozenset[Token]:
    """Who suffers what an act is against or about, and so does not answer for it: the editor in "condemned his arrest"
    and "marched against the arrest of the editor", but not the premier in "marched for the removal of the premier"."""
    reacting = _table("reacting")
    if sense.plover not in reacting["types"] or filler.slot.removeprefix("low ") not in reacting["slots"]:
        return frozenset()
    table, told = _table("suffered"), syntax.lemma(noun)
    suffering = [*syntax.governed(noun, *table["against"], *(("on",) if told in table["on"] else ()))]
    if told in table["nouns"]:
        suffering += syntax.governed(noun, "of") or syntax.children(noun, "poss")
    return frozenset(each for head in suffering for each in (head, syntax.counted(head), *syntax.conjuncts(head)))


def _argument(role: str, head: Token, confidence: float, rule: str, instead_of: Token | None = None) -> ArgumentToken:
    instead = None if instead_of is None else instead_of.i
    certainty = "probable" if rule == CLAIMED else hedge_of(head)
    return ArgumentToken(role, head.i, round(confidence, 2), rule, certainty, instead)


def _is_aimed(sense: Sense) -> bool:
    """Whether what stands after "at" or "on" may be what is aimed at: "fired at the town"."""
    return sense.plover != "ASSAULT" or sense.lemma in load_lexicon("events/arguments")["aimed"]["verbs"]


def _table(name: str) -> Mapping[str, list[str]]:
    table: Mapping[str, list[str]] = load_lexicon("events/arguments")[name]
    return table
