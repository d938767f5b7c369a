"""Finds where events happen: at what the words around a trigger, or around the clause it is part of, place them.

A place is the surer the nearer it stands. What stands at the trigger itself or at what takes part counts first; only
where nothing does, what stands at the subject or the clause ("drivers in Oruro went on strike"); and only then what
stands in the clauses beside it ("hurt when a bus overturned near Oruro").
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.events import place_phrases
from kgbuild.extract.events.actors import is_actor, is_concrete, is_place
from kgbuild.extract.events.factuality import intends
from kgbuild.extract.events.noun_slots import carrier_of, scenes_of
from kgbuild.extract.events.patterns import clause_kinds, is_scene
from kgbuild.extract.events.place_phrases import Located
from kgbuild.extract.events.place_roles import (
    befalls,
    is_area,
    is_harm,
    is_local,
    is_national,
    is_physical,
    is_seated,
    is_spatial,
    is_speech,
    is_striking,
    object_role,
    place_role,
    words,
)
from kgbuild.extract.events.senses import Part, Sense
from kgbuild.extract.layers import ArgumentToken
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Token

CONFIDENCE: Final = (0.8, 0.72, 0.6)
"""By the depth of what is located, at the trigger itself."""
HIGHEST: Final = 3
"""How many clauses above a trigger are looked at."""


def places_of(trigger: Token, part: Part, sense: Sense, taken: frozenset[int]) -> tuple[ArgumentToken, ...]:
    """The places of a trigger as arguments; `taken` are the words that are part of the trigger itself."""
    own, around = _own(trigger, part, sense, taken), _of_surroundings(trigger, part, sense)
    found: tuple[ArgumentToken, ...] = ()
    for tier in (own, around, _of_neighbours(trigger, sense)):
        found += tuple(tier)
        if any(is_place(head) or head.pos_ == "PROPN" for head in (trigger.doc[each.head] for each in found)):
            break
    return found


def _own(trigger: Token, part: Part, sense: Sense, taken: frozenset[int]) -> Iterator[ArgumentToken]:
    topics = _topics(trigger, sense)
    yield from _arguments(place_phrases.at(trigger, topics), sense, "")
    if is_physical(sense):
        for word in sorted(taken):
            yield from _arguments(place_phrases.at(trigger.doc[word]), sense, "", 0.9)
        yield from _arguments(place_phrases.below(trigger, topics), sense, "low ")
    yield from _befallen(trigger, part, sense)
    if syntax.first_conjunct(trigger).dep_ == "relcl":
        yield from _antecedents(trigger, sense)
    if part == "noun":
        yield from _of_noun(trigger, sense)


def _of_noun(noun: Token, sense: Sense) -> Iterator[ArgumentToken]:
    """The places before a noun ("the Oruro bombing") and at the verb that carries out what it tells."""
    if is_local(sense):
        for name in place_phrases.names_before(noun):
            if name.dep_ != "poss" or not syntax.governed(noun, "of", "on", "against"):  # "Peru's raid on Chad"
                yield _argument("sem:hasPlace", name, 0.55, "modifier")
    if is_national(sense):
        for adjective in syntax.children(noun, "amod", "poss", "nmod", "compound"):
            if adjective.ent_type_ in ("NORP", "GPE"):
                yield _argument("sem:hasPlace", adjective, 0.55, "adjective")
    carrier = carrier_of(noun)
    if carrier is not None:
        yield from (_argument("sem:hasPlace", scene, 0.8, "scene") for scene in scenes_of(noun, carrier))
        yield from _arguments(place_phrases.at(carrier), sense, "", 0.9)
        if is_physical(sense):
            yield from _arguments(place_phrases.below(carrier, frozenset({noun.i})), sense, "low ", 0.9)


def _befallen(trigger: Token, part: Part, sense: Sense) -> Iterator[ArgumentToken]:
    """The places to which something is done, and those that somebody leaves or goes to."""
    role = object_role(sense)
    if role is None or (role == "kgb:origin" and part == "verb" and _is_left_by_none(trigger)):
        return
    heads = syntax.direct_objects(trigger) if part == "verb" else _objects_of_noun(trigger)
    for head in heads:
        if is_area(head) or (is_place(head) and (role != "sem:hasPlace" or sense.roles.get("object") == "place")):
            yield _argument(role, head, 0.6, "object")
        if part != "adjective" and (is_spatial(head) or is_concrete(head)):
            yield from (_argument(role, name, 0.55, "object, its place") for name in place_phrases.within(head))


def _is_left_by_none(verb: Token) -> bool:
    """Whether who could leave is no subject of a verb: "the murder left the country without a parliament"."""
    who = syntax.subjects(verb)
    return bool(who) and all(place_phrases.tells_event(each) for each in who)


def _objects_of_noun(noun: Token) -> tuple[Token, ...]:
    return tuple(
        head
        for preposition in syntax.prepositions(noun)
        if preposition.lower_ in ("of", "on", "against")
        for head in syntax.complements(preposition)
    )


def _antecedents(verb: Token, sense: Sense) -> Iterator[ArgumentToken]:
    """The place that a relative clause tells about, "Oruro, where …", "the town in which …", or where that was in which
    something befell somebody: "a raid on Oruro, in which two were hurt"."""
    first = syntax.first_conjunct(verb)  # "Oruro, where police fired and arrested three"
    own = verb if any(syntax.children(verb, *syntax.SUBJECTS)) else first
    if any(child.lower_ == "where" for child in syntax.children(own, "advmod")):
        for head in (own.head, *place_phrases.within(own.head)):
            yield _argument("sem:hasPlace", head, 0.7, "where")
    for slot, heads in place_phrases.slots(verb):
        for pronoun in heads:
            head = syntax.antecedent(pronoun)
            if head == pronoun:
                continue
            role = place_role(slot, head, sense) if is_place(head) else None
            if role is not None:
                yield _argument(role, head, 0.7, f"{slot} which")
            elif slot in ("in", "during") and is_physical(sense) and is_scene(head):
                here = [each for each in place_phrases.at(verb) if each.head != pronoun] or place_phrases.at(head)
                yield from _arguments(here, sense, f"{slot} which ", 0.9)


def _topics(trigger: Token, sense: Sense) -> frozenset[int]:
    """The words whose places are not the event's: what it is about ("discussed the war in Chad"), and what follows
    what somebody is blamed for ("charged with theft at Oruro")."""
    is_about = is_speech(sense) and sense.roles.get("object") == "topic"
    topics = {head.i for head in syntax.direct_objects(trigger)} if is_about else set()
    is_blamed = False
    for preposition in syntax.prepositions(trigger):
        is_topic = sense.roles.get(preposition.lower_) == "topic" or preposition.lower_ in ("over", "about")
        if is_blamed or (is_topic and preposition.lower_ not in words("inside")):
            topics.update(head.i for head in syntax.complements(preposition) if not is_actor(head) or is_blamed)
        is_judged = sense.plover in ("COERCE", "SANCTION") or not is_physical(sense)
        is_blamed = is_blamed or (is_topic and is_judged)
    return frozenset(topics)


def _of_surroundings(trigger: Token, part: Part, sense: Sense) -> Iterator[ArgumentToken]:
    """The places of those who take part, and of the clauses that a trigger is part of."""
    carrier = carrier_of(trigger) if part == "noun" else trigger
    if carrier is not None:
        yield from _of_subjects(carrier, sense)
    if part == "noun" and is_physical(sense):
        for clause in syntax.children(trigger, "relcl", "acl"):
            if intends(trigger) and syntax.is_infinitive(clause):
                continue  # "was drawing up plans to bomb bridges in Moldova"
            found = (*place_phrases.at(clause), *place_phrases.below(clause))
            yield from _arguments(found, sense, "clause ", 0.8, inside=True)
            yield from _where_it_strikes(trigger, clause, sense)
    node = trigger
    for _ in range(HIGHEST if is_physical(sense) else 0):
        above = _clause_above(node)
        if above is None:
            return
        aims = syntax.lemma(above) in load_lexicon("events/arguments")["aimed"]["verbs"]
        if _is_set_against(node, above) or _is_of_another_time(node, above):
            return
        here = (each for each in place_phrases.at(above) if not aims or each.slot != "at")  # "threw stones at a hall"
        yield from _arguments(here, sense, "clause ", 0.65, inside=True)
        yield from _arguments(place_phrases.below(above, frozenset({node.i})), sense, "clause ", 0.8, inside=True)
        yield from _where_it_strikes(node, above, sense)
        own = any(syntax.children(node, *syntax.SUBJECTS))
        if syntax.is_verbal(node) and syntax.is_verbal(above) and not own:
            yield from _of_subjects(above, sense)
        node = above


def _is_set_against(clause: Token, above: Token) -> bool:
    """Whether a clause turns from the one before: "they fell out over gas in the Gulf, but the leaders met"."""
    own = any(syntax.children(clause, *syntax.SUBJECTS))
    return clause.dep_ == "conj" and own and any(each.lower_ == "but" for each in syntax.children(above, "cc"))


def _is_of_another_time(clause: Token, above: Token) -> bool:
    """Whether a clause looks back while the one before tells of now: "are shown in Oruro and have helped careers"."""
    looks_back = any(syntax.lemma(helper) == "have" for helper in syntax.children(clause, "aux"))
    return clause.dep_ == "conj" and looks_back and not syntax.has_past_form(above)


def _where_it_strikes(node: Token, verb: Token, sense: Sense) -> Iterator[ArgumentToken]:
    """The place to which a verb says that a happening comes: "an earthquake jolted the coast"."""
    if (node.dep_ == "nsubj" or node == verb.head) and (befalls(sense) or is_local(sense)) and is_striking(verb):
        for head in map(syntax.counted, syntax.direct_objects(verb)):
            if is_area(head):
                yield _argument("sem:hasPlace", head, 0.5, "clause object")
            yield from (_argument("sem:hasPlace", name, 0.5, "clause object") for name in place_phrases.within(head))


def _of_subjects(verb: Token, sense: Sense) -> Iterator[ArgumentToken]:
    """The places of those who do it: "drivers in Oruro went on strike"."""
    for subject in syntax.subjects(verb) if is_seated(sense) else ():
        found = (*place_phrases.at(subject), *place_phrases.below(subject))
        if place_phrases.tells_event(subject):
            found = tuple(each for each in found if each.slot not in words("surface"))  # "clashes over new provinces"
        yield from _arguments(found, sense, "subject ", 0.62, inside=True)


def _of_neighbours(trigger: Token, sense: Sense) -> Iterator[ArgumentToken]:
    """The places of clauses beside the trigger's own, where both tell of one time and place."""
    if not is_physical(sense) or not syntax.is_verbal(trigger):
        return
    for clause in _clauses_beside(trigger, sense):
        found = (*place_phrases.at(clause), *place_phrases.below(clause))
        yield from _arguments(found, sense, "beside ", 0.55, inside=True)
        for head in syntax.direct_objects(clause) if is_harm(sense) and is_striking(clause) else ():
            if is_area(head):
                yield _argument("sem:hasPlace", head, 0.4, "beside object")


def _clauses_beside(verb: Token, sense: Sense) -> Iterator[Token]:
    joined = (each for each in syntax.children(verb, "conj") if not _is_set_against(each, verb))
    yield from (clause for clause in joined if syntax.is_verbal(clause))
    if is_harm(sense):
        sharing = (verb, *syntax.gapped_passives(verb))  # "two were killed and five hurt when a bus fell": of both
        clauses = (each for one in sharing for each in syntax.children(one, "advcl") if _is_simultaneous(each))
        yield from (clause for clause in clauses if syntax.lemma(clause) not in words("counting"))
        for preposition in syntax.prepositions(verb):
            if preposition.lower_ in words("simultaneous"):
                yield from syntax.children(preposition, "pcomp")
    if verb.dep_ == "advcl" and _is_simultaneous(verb):
        yield verb.head


def _is_simultaneous(clause: Token) -> bool:
    """Whether a clause tells of the same time: "as it left", "after it left", but not "years after it left"."""
    if any(child.ent_type_ in ("DATE", "TIME") for child in syntax.children(clause, "npadvmod", "advmod")):
        return False
    return any(child.lower_ in words("simultaneous") for child in syntax.children(clause, "advmod", "mark"))


def _clause_above(node: Token) -> Token | None:
    """The word whose places hold for a word too: the clause of a noun, the first of coordinated clauses."""
    head = node.head
    if node.dep_ in ("pobj", "pcomp"):
        if head.lower_ not in words("same_happening"):
            return None
        head = head.head
        if syntax.lemma(head) in words("judging"):
            return None  # "was acquitted in Oruro of theft"
        if head.pos_ == "NOUN" and is_actor(head):
            return None  # "supporters of the coup rallied in the stadium"
    elif syntax.is_verbal(node):
        is_part = node.dep_ in ("conj", "xcomp", "oprd", "acomp") and syntax.is_verbal(head)
        is_manner = node.dep_ == "advcl" and clause_kinds(node) == {"ing"} and not any(syntax.children(node, "mark"))
        if not (is_part or is_manner or (node.dep_ == "acl" and syntax.is_nominal(head))):
            return None
    elif node.dep_ not in ("nsubj", "nsubjpass", "dobj", "conj", "oprd", "acomp"):
        return None
    # What happens says nothing: "the collision claimed sixteen lives".
    return None if node.dep_ != "nsubj" and syntax.lemma(head) in _reporting() else head


def _arguments(
    found: Iterable[Located], sense: Sense, rule: str, factor: float = 1.0, inside: bool = False
) -> Iterator[ArgumentToken]:
    """What is located, as arguments; `inside` leaves out where somebody comes from or goes to."""
    for slot, head, depth in found:
        role = place_role(slot, head, sense)
        if role is not None and (role == "sem:hasPlace" or not inside):
            yield _argument(role, head, CONFIDENCE[depth] * factor, f"{rule}{slot}")


def _argument(role: str, head: Token, confidence: float, rule: str) -> ArgumentToken:
    return ArgumentToken(role, head.i, round(confidence, 2), f"place: {rule}")


@functools.cache
def _reporting() -> frozenset[str]:
    return frozenset(load_lexicon("events/words")["reporting"])
