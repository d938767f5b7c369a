"""Where the words that fill the roles of a noun's event stand: "the arrest of the editor by the police"."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.events import patterns
from kgbuild.extract.events.actors import NAMED_ACTORS, is_actor, may_act, suffers_opposition
from kgbuild.extract.events.adjunct_slots import BEHIND, Filler, of_content, of_motive, prepositional
from kgbuild.extract.events.factuality import carriers, effects
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Token

CLAIMED: Final = "claimed"
"""The slot of who says to have done what a noun tells, which stands on that one's word."""


def of_noun(noun: Token, taken: set[int]) -> Iterator[Filler]:
    for owner in syntax.children(noun, "poss"):
        slot = "object" if _is_suffered(noun) else "possessor"
        yield from (Filler(slot, head, 0.8) for head in syntax.conjuncts(owner))
    is_owned = any(owner.tag_ == "PRP$" or is_actor(owner) for owner in syntax.children(noun, "poss"))
    for modifier in syntax.children(noun, "compound", "amod", "nmod"):
        if is_owned and modifier.ent_type_ in NAMED_ACTORS:
            continue  # "the ministry's Peru endorsement", "their last Chilean concert"
        if may_act(modifier):
            yield Filler("modifier", modifier, 0.6)
        elif suffers_opposition(modifier):
            yield Filler("against", modifier, 0.7)
    verb = carrier_of(noun)
    slots = {"of": "possessor"} if _is_done(noun) or _is_lent(noun) else {}
    if syntax.lemma(noun) in load_lexicon("events/arguments")["coming"]["nouns"]:
        slots["from"] = "by"
    if verb is not None and syntax.lemma(verb) in load_lexicon("events/arguments")["hosts"]["verbs"]:
        slots["between"] = "with"
    for filler in prepositional(noun, 0.8, taken):
        yield filler._replace(slot=slots.get(filler.slot, filler.slot))
    for filler in _of_joined(noun, taken):
        yield filler._replace(slot=slots.get(filler.slot, filler.slot))
    yield from (Filler("by", head, 0.7) for head in _low_agents(noun))
    if verb is not None:
        heads = () if _is_declined(verb) or is_figure(noun) or _is_told_of(noun, verb) else syntax.doers(verb)
        own = [Filler(_slot_of_subject(noun, verb, head), head, 0.8) for head in heads if noun not in heads]
        is_anothers = "from" in slots and any(syntax.governed(noun, "from"))  # "began with shots from the guards"
        yield from (each for each in own if each.slot != "subject" or not is_anothers)
        yield from (Filler("dative", head, 0.8) for head in syntax.children(verb, "dative") if head.pos_ != "ADP")
        beside = {each.i for each in syntax.conjuncts(syntax.first_conjunct(noun))}
        around = prepositional(verb, 0.7, taken | {noun.i} | (beside if noun.dep_ in ("conj", "pobj") else set()))
        gets = syntax.lemma(verb) in load_lexicon("events/arguments")["suffers"]["verbs"]
        for filler in around:  # "received a petition from the miners"
            if filler.slot != BEHIND:
                yield filler._replace(slot="by") if gets and filler.slot == "from" in slots else filler
        yield from of_content(verb)
        yield from of_motive(verb)
    elif (attended := attended_by(noun)) is not None:
        heads = syntax.doers(attended)
        yield from (Filler("subject", head, 0.7) for head in heads if is_actor(syntax.counted(head)))
        yield from of_content(attended)
    yield from _of_giver(noun)
    yield from _of_dealer(noun)
    yield from of_content(noun)
    yield from of_motive(noun)
    yield from (Filler(CLAIMED, head, 0.8) for head in (*claimants(noun), *_suspects(noun)))
    yield from (Filler("blamed", head, 0.7) for head in _blamed_for(noun))
    yield from _of_state(noun)
    yield from _of_stroke(noun)
    yield from _of_harm(noun)


def is_figure(noun: Token) -> bool:
    """Whether a noun names a figure, which nobody does: "a source put the death toll at nine"."""
    return syntax.lemma(noun) in load_lexicon("events/arguments")["figures"]["nouns"]


def _is_told_of(noun: Token, verb: Token) -> bool:
    """Whether a verb says only that people came to harm, which its subject did not do: "announced the death of"."""
    table = load_lexicon("events/arguments")
    inflicted = syntax.lemma(verb) in table["befallen"]["inflicting"]
    is_harm = syntax.lemma(noun) in table["befallen"]["nouns"]
    return is_harm and not inflicted and syntax.lemma(verb) not in table["suffers"]["verbs"]


def _of_joined(noun: Token, taken: set[int]) -> Iterator[Filler]:
    """The phrases that coordinated nouns share: both of "the dismissal and arrest of the mayor" have "of the mayor"."""
    if any(syntax.prepositions(noun)):
        return
    for other in (noun.head, *syntax.children(noun, "conj")):
        anew = other.i > noun.i and any(syntax.children(other, "det", "poss"))  # "a vote and the arrest of the mayor"
        if other.pos_ == "NOUN" and not anew and (other in syntax.children(noun, "conj") or noun.dep_ == "conj"):
            last = max(noun.i, other.i)
            yield from (each for each in prepositional(other, 0.7, taken) if each.head.i > last)


def _is_declined(verb: Token) -> bool:
    """Whether a verb says who does not come to what takes place all the same: "declined to attend the meeting"."""
    takes_part = any(child.lower_ == "part" for child in syntax.children(verb, "dobj"))
    if not takes_part and syntax.lemma(verb) not in load_lexicon("events/arguments")["attending"]["carriers"]:
        return False
    return any(effect.get("polarity") == "negative" for effect in effects(verb))


def _slot_of_subject(noun: Token, verb: Token, subject: Token) -> str:
    """What the subject of a verb that carries a noun is to what the noun tells."""
    table = load_lexicon("events/arguments")
    if syntax.lemma(verb) in table["occasions"]["verbs"]:
        return "occasion"
    if syntax.is_passive(verb):
        return "object" if syntax.lemma(verb) in table["suffers"]["verbs"] else "subject"
    if subject in scenes_of(noun, verb):
        return "in"
    if _is_lent(noun):
        return "object"
    held = noun.dep_ == "pobj" and syntax.lemma(noun) in table["held_in"]["nouns"]
    if syntax.lemma(verb) == "have" and syntax.lemma(noun) in table["hurts"]["nouns"]:
        return "object"  # "three of them had gunshot wounds"
    return "object" if held or syntax.lemma(verb) in table["suffers"]["verbs"] else "subject"


def scenes_of(noun: Token, verb: Token) -> tuple[Token, ...]:
    """The places that the verb that carries a noun makes its scene: Mali in "Mali had a coup", no party to "had talks
    with"."""
    if syntax.is_passive(verb) or syntax.lemma(verb) not in load_lexicon("events/arguments")["scenes"]["verbs"]:
        return ()
    if any(preposition.lower_ == "with" for preposition in syntax.prepositions(noun)):
        return ()
    return tuple(head for head in syntax.subjects(verb) if head.ent_type_ == "GPE")


def claimants(noun: Token) -> tuple[Token, ...]:
    """Who says to have done it: "claimed the attack", "took responsibility for the attack", "was behind the attack"."""
    table = load_lexicon("events/arguments")["claiming"]
    claimed, verbs = noun, table["verbs"]
    if noun.dep_ == "pobj" and noun.head.lower_ == "for":
        above = noun.head.head  # parsers hang "for" on either of both
        objects = (above, *syntax.children(above, "dobj", "nsubjpass"))
        claimed = next((each for each in objects if syntax.lemma(each) in table["objects"]), noun)
        verbs = table["of_objects"]
    verb = claimed.head
    is_one = any(syntax.children(noun, "det", "poss"))  # "behind the attack", but "behind bars"
    if noun.dep_ == "pobj" and verb.lower_ == "behind" and syntax.lemma(verb.head) == "be" and is_one:
        return tuple(who for who in syntax.subjects(verb.head) if is_actor(syntax.counted(who)))
    if (
        claimed.dep_ not in ("dobj", "nsubjpass")
        or syntax.lemma(verb) not in verbs
        or any(syntax.children(verb, "neg"))
    ):
        return ()
    return syntax.doers(verb)


def _is_lent(noun: Token) -> bool:
    """Whether a verb says that somebody has of others what a noun tells: "enjoys the backing of the unions"."""
    lent = load_lexicon("events/arguments")["lent"]
    if noun.dep_ == "pobj" and noun.head.lower_ in ("with", "through"):
        return syntax.lemma(noun) in lent["with"]
    return noun.dep_ == "dobj" and syntax.lemma(noun) in lent["nouns"] and syntax.lemma(noun.head) in lent["verbs"]


def _blamed_for(noun: Token) -> tuple[Token, ...]:
    """Who is said to have done what a noun tells: soldiers in "accused soldiers of executions"."""
    preposition = noun.head.lower_
    if noun.dep_ not in ("pobj", "conj") or preposition not in ("of", "with"):
        return ()
    verb = syntax.governing_verb(noun)
    accusing = load_lexicon("events/arguments")["accusing"]["verbs"]
    return syntax.direct_objects(verb) if syntax.lemma(verb) in accusing.get(preposition, ()) else ()


def _suspects(noun: Token) -> Iterator[Token]:
    """Who is said to have done it: "an attack attributed to rebels", "they blamed the attack on rebels"."""
    first = syntax.first_conjunct(noun)
    verbs = [*syntax.children(noun, "acl"), *([first.head] if first.dep_ in ("dobj", "nsubjpass") else [])]
    for verb in verbs:
        before = load_lexicon("events/arguments")["attributing"].get(syntax.lemma(verb))
        for word in (verb, *syntax.children(verb, "dobj")) if before else ():
            yield from (head for head in syntax.governed(word, before) if is_actor(syntax.counted(head)))


def _is_done(noun: Token) -> bool:
    """Whether "of" says who does what a noun tells: "the march of the miners", "the raid of the men against it"."""
    aimed = any(
        preposition.lower_ == "against" or (preposition.lower_ == "on" and not patterns.is_of_time(preposition))
        for preposition in syntax.prepositions(noun)
    )
    return aimed or syntax.lemma(noun) in load_lexicon("events/arguments")["done"]["nouns"]


def _of_dealer(noun: Token) -> Iterator[Filler]:
    """Who is about to do what a noun tells, in a verb that only prepares it: "negotiated the purchase of a mill"."""
    verb = noun.head
    if noun.dep_ == "dobj" and syntax.lemma(verb) in load_lexicon("events/arguments")["preparing"]["verbs"]:
        yield from (Filler("dealer", head, 0.7) for head in syntax.subjects(verb))


def _of_giver(noun: Token) -> Iterator[Filler]:
    """Who gives what a noun tells, or gets it, as a sum of money: "sent $40 million in aid"."""
    amount = syntax.given_in(noun)
    if amount is None or amount.dep_ not in ("dobj", "nsubjpass"):
        return
    if all(effect.get("certainty") != "possible" for effect in effects(noun)):  # "sought $40 million in aid"
        verb = amount.head
        yield from (Filler(_slot_of_subject(noun, verb, head), head, 0.7) for head in syntax.doers(verb))


def _of_state(noun: Token) -> Iterator[Filler]:
    """Who is put or kept in a state: "placed the city under curfew", "he remained under house arrest"."""
    verb = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "under" or not syntax.is_verbal(verb):
        return
    objects = syntax.direct_objects(verb)
    if not objects:
        yield from (Filler("object", head, 0.8) for head in syntax.subjects(verb))
    elif syntax.lemma(verb) in load_lexicon("events/arguments")["states"]["verbs"]:
        yield from (Filler("object", head, 0.8) for head in objects)
        yield from (Filler("subject", head, 0.8) for head in syntax.doers(verb))


def _of_stroke(noun: Token) -> Iterator[Filler]:
    """Where a blow fell, in a verb that says no more: "a quake jolted the coast", "a tornado tore through the town"."""
    strikes = load_lexicon("events/arguments")["strikes"]
    clauses = (clause for clause in syntax.children(noun, "relcl") if noun in syntax.subjects(clause))
    verb = noun.head if noun.dep_ == "nsubj" else next(clauses, noun)  # "the riots that have shaken the islands"
    if verb == noun or syntax.is_passive(verb) or syntax.lemma(verb) not in strikes["verbs"]:
        return
    yield from (Filler("in", head, 0.7) for head in syntax.direct_objects(verb))
    for preposition in syntax.prepositions(verb):
        if preposition.lower_ in strikes["prepositions"]:
            yield from (Filler("in", head, 0.7) for head in syntax.complements(preposition))


def _is_suffered(noun: Token) -> bool:
    """Whether the possessor of a noun is who it is done to: "his arrest", but not "their arrest of him"."""
    suffered = syntax.lemma(noun) in load_lexicon("events/arguments")["suffered"]["nouns"]
    return suffered and not any(preposition.lower_ == "of" for preposition in syntax.prepositions(noun))


def _low_agents(noun: Token) -> Iterator[Token]:
    """Who does what a noun tells, where the parser attaches "by" too low: "the arrest of the editor by the police"."""
    for preposition in syntax.prepositions(noun):
        for inner in syntax.complements(preposition) if preposition.lower_ == "of" else ():
            for agent in syntax.prepositions(inner):
                yield from syntax.complements(agent) if agent.lower_ == "by" else ()


def _of_harm(noun: Token) -> Iterator[Filler]:
    """Who came to harm in what a noun tells: "two people were killed in the bombing"."""
    verb = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "by", "from") or syntax.lemma(verb) not in _harms():
        return
    objects = syntax.direct_objects(verb) or syntax.subjects(verb)
    yield from (Filler("harmed", head, 0.7) for head in objects)
    if not syntax.is_passive(verb) and syntax.direct_objects(verb):
        yield from (Filler("harmer", head, 0.6) for head in syntax.subjects(verb))


def carrier_of(noun: Token) -> Token | None:
    """The verb that carries out what a noun tells: "held" for "talks"; active, passive or in a relative clause."""
    verb = _light_verb(noun)
    return None if verb is None or ends(verb) else verb


def ends(verb: Token) -> bool:
    """Whether a verb ends or hinders what its object tells: "broke up a rally"."""
    verbs = load_lexicon("events/arguments")["ends"]["verbs"]
    return any(f"{syntax.lemma(verb)} {particle.lower_}" in verbs for particle in syntax.children(verb, "prt"))


def _is_judged(noun: Token, verb: Token) -> bool:
    """Whether a verb says what its object is, not that it takes place: "called the verdict a farce"."""
    if syntax.lemma(verb) not in load_lexicon("events/arguments")["judging"]["verbs"]:
        return False
    return any(syntax.children(verb, "oprd")) or any(
        child.left_edge.text_before in ("“", '"', "‘", "'", "«") for child in syntax.children(noun, "appos")
    )


def _light_verb(noun: Token) -> Token | None:
    head = _counting(syntax.first_conjunct(noun))
    verb = head.head
    if any(syntax.children(verb, "oprd")):
        return None  # "called the blast an attack"
    if head.dep_ == "nsubj" and syntax.lemma(verb) == "be":
        held = next(iter(syntax.children(verb, "xcomp")), verb)  # "talks are to be held"
        return held if syntax.lemma(held) in carriers() else None
    if head.dep_ in ("dobj", "nsubjpass") and syntax.is_verbal(verb) and syntax.lemma(verb) in carriers():
        return None if _is_judged(head, verb) else verb
    if (
        head.dep_ == "nsubj"
        and syntax.is_verbal(verb)
        and not syntax.is_passive(verb)
        and syntax.lemma(verb) in carriers()
    ):
        return verb
    if head.dep_ == "pobj" and syntax.is_verbal(verb.head) and syntax.lemma(verb.head) in carriers():
        if head.i < verb.head.i and syntax.direct_objects(verb.head):
            return None  # "in the race, they have the edge"
        if verb.lower_ == "with" and syntax.direct_objects(verb.head):
            return None  # "took issue with the attack"
        return verb.head if verb.lower_ in ("in", "out", "on", "into", "with") else None
    if head.dep_ == "pobj" and verb.lower_ == "with" and syntax.lemma(verb.head) in _answering():
        return verb.head
    for clause in syntax.children(noun, "acl", "relcl"):
        if syntax.lemma(clause) in carriers() and noun in syntax.direct_objects(clause):
            return clause
    return None


def attended_by(noun: Token) -> Token | None:
    """The verb of who comes to take part in what a noun tells: "leaders flew to the capital for talks"."""
    attending = load_lexicon("events/arguments")["attending"]
    verb = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in attending["prepositions"]:
        return None
    return verb if syntax.is_verbal(verb) and syntax.lemma(verb) in attending["verbs"] else None


def _counting(noun: Token) -> Token:
    """The noun that stands for another one in its clause: "days" in "ten days of talks"; else the noun itself."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "of":
        return noun
    outer = noun.head.head
    return outer if outer.ent_type_ == "DATE" or syntax.counted(outer) == noun else noun


@functools.cache
def _answering() -> frozenset[str]:
    return frozenset(load_lexicon("events/arguments")["answering"]["verbs"])


@functools.cache
def _harms() -> frozenset[str]:
    return frozenset(load_lexicon("events/words")["harms"])
