"""Where the words that fill a trigger's roles stand: the syntactic slots around verbs, nouns and adjectives."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

from kgbuild.extract import syntax
from kgbuild.extract.events.actors import NAMED_PLACES, behind, is_actor
from kgbuild.extract.events.factuality import carriers
from kgbuild.extract.events.patterns import Part, clause_kinds
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Token


class Filler(NamedTuple):
    """A phrase's head in a syntactic slot of a trigger ("subject", "against"), and how sure the attachment is."""

    slot: str
    head: Token
    confidence: float


def fillers(trigger: Token, part: Part, taken: set[int]) -> Iterator[Filler]:
    """The phrases around a trigger, each in its slot; `taken` are the words that are part of the trigger itself."""
    if part == "verb":
        yield from _of_verb(trigger, taken)
    elif part == "noun":
        yield from _of_noun(trigger, taken)
    else:
        yield from _of_adjective(trigger)


def _of_verb(verb: Token, taken: set[int]) -> Iterator[Filler]:
    if syntax.is_passive(verb):
        yield from (Filler("subject", head, 0.9) for head in syntax.agents(verb))
    else:
        sure = 0.9 if any(child.dep_ in syntax.SUBJECTS for child in verb.children) else 0.8
        yield from (Filler("subject", head, sure) for head in _doers(verb))
    for head in syntax.direct_objects(verb):
        if head.i in taken:
            yield from _inside(head, taken)
            yield from (Filler("object", actor, 0.6) for actor in behind(head))
        else:
            yield Filler("object", head, 0.9)
            yield from _around(head)
    for child in syntax.children(verb, "dative"):
        if child.pos_ != "ADP":
            yield from (Filler("dative", head, 0.85) for head in syntax.conjuncts(child))
    yield from _clause_subjects(verb)
    yield from _prepositional(verb, 0.8, taken)
    yield from _of_content(verb)
    yield from _of_motive(verb)
    yield from _of_clause(verb)


def _doers(verb: Token) -> tuple[Token, ...]:
    """The subjects of a verb. A participle after a noun that cannot act is done by the subject of its clause: in
    "tried to calm the unrest dismissing the cabinet" by who tried."""
    heads = syntax.subjects(verb)
    if verb.dep_ == "acl" and verb.tag_ == "VBG" and not any(is_actor(head) for head in heads):
        above = syntax.subjects(syntax.governing_verb(verb.head))
        if any(is_actor(head) for head in above):
            return above
    return heads


def _of_noun(noun: Token, taken: set[int]) -> Iterator[Filler]:
    for owner in syntax.children(noun, "poss"):
        slot = "object" if _is_suffered(noun) else "possessor"
        yield from (Filler(slot, head, 0.8) for head in syntax.conjuncts(owner))
    for modifier in syntax.children(noun, "compound", "amod", "nmod"):
        if is_actor(modifier):
            yield Filler("modifier", modifier, 0.6)
    yield from _prepositional(noun, 0.8, taken)
    yield from (Filler("by", head, 0.7) for head in _low_agents(noun))
    verb = _carrier_of(noun)
    if verb is not None:
        heads = syntax.agents(verb) if syntax.is_passive(verb) else syntax.subjects(verb)
        yield from (Filler("subject", head, 0.8) for head in heads if noun not in heads)
        yield from (Filler("dative", head, 0.8) for head in syntax.children(verb, "dative") if head.pos_ != "ADP")
        yield from _prepositional(verb, 0.7, taken | {noun.i})
        yield from _of_content(verb)
        yield from _of_motive(verb)
    yield from _of_content(noun)
    yield from _of_motive(noun)
    yield from _of_harm(noun)
    yield from _of_clause(noun)


def _is_suffered(noun: Token) -> bool:
    """Whether the possessor of a noun is who it is done to: "his arrest", but not "their arrest of him"."""
    suffered = syntax.lemma(noun) in load_lexicon("events/arguments")["suffered"]["nouns"]
    return suffered and not any(preposition.lower_ == "of" for preposition in syntax.prepositions(noun))


def _of_adjective(adjective: Token) -> Iterator[Filler]:
    if adjective.dep_ == "amod":
        yield Filler("bearer", adjective.head, 0.85)
    elif adjective.dep_ in ("acomp", "attr", "oprd", "conj", "ccomp", "xcomp"):
        own = [head for subject in syntax.children(adjective, "nsubj", "nummod") for head in syntax.conjuncts(subject)]
        heads = own or syntax.direct_objects(adjective.head) or syntax.subjects(adjective.head)
        yield from (Filler("bearer", head, 0.8) for head in heads)
    yield from _prepositional(adjective, 0.7, set())


def _low_agents(noun: Token) -> Iterator[Token]:
    """Who does what a noun tells, where the parser attaches "by" too low: "the arrest of the editor by the police"."""
    for preposition in syntax.prepositions(noun):
        for inner in syntax.complements(preposition) if preposition.lower_ == "of" else ():
            for agent in syntax.prepositions(inner):
                yield from syntax.complements(agent) if agent.lower_ == "by" else ()


def _inside(noun: Token, taken: set[int]) -> Iterator[Filler]:
    """The phrases around a noun that is part of the trigger: "opened fire on the crowd"."""
    for owner in syntax.children(noun, "poss"):
        yield from (Filler("owner", head, 0.7) for head in syntax.conjuncts(owner))
    yield from _prepositional(noun, 0.75, taken)


def _around(obj: Token) -> Iterator[Filler]:
    """What a verb's object holds of the verb's own adjuncts, for parsers attach them low: "shot a man in Paris"."""
    for preposition in syntax.prepositions(obj):
        if preposition.lower_ in ("in", "at", "near", "outside", "from", "to", "into", "against", "with", "over"):
            for head in syntax.complements(preposition):
                if preposition.lower_ not in ("with", "over") or not is_actor(head):
                    yield Filler(f"low {preposition.lower_}", head, 0.6)


def _clause_subjects(verb: Token) -> Iterator[Filler]:
    """Who shall do what a demand or an order says: "demanded that the president resign"."""
    for clause in syntax.children(verb, "ccomp"):
        for subject in clause.children:
            if subject.dep_ in ("nsubj", "nsubjpass"):
                yield from (Filler("clause", head, 0.7) for head in syntax.conjuncts(subject))


def _prepositional(word: Token, confidence: float, taken: set[int]) -> Iterator[Filler]:
    for preposition in syntax.prepositions(word):
        if preposition.dep_ == "agent" or (preposition.lower_ == "by" and syntax.is_verbal(word)):
            continue
        for head in syntax.complements(preposition):
            if head.i in taken:
                yield from _inside(head, taken)
                yield from (Filler("object", actor, 0.6) for actor in behind(head))
            else:
                yield Filler(preposition.lower_, head, confidence)


def _of_content(trigger: Token) -> Iterator[Filler]:
    """Whom the content of an act of speech concerns: Russia in "threatened to break relations with Russia"."""
    for clause in syntax.children(trigger, "xcomp", "advcl", "acl"):
        if "that" in clause_kinds(clause):
            continue
        heads = list(syntax.direct_objects(clause)) if not syntax.is_passive(clause) else []
        heads += [
            head
            for word in (clause, *heads)
            for preposition in syntax.prepositions(word)
            if preposition.lower_ not in ("by", "as", "after", "before", "during", "over")
            for head in syntax.complements(preposition)
        ]
        yield from (Filler("content", head, 0.55) for head in heads)
        for deeper in syntax.children(clause, "xcomp"):
            yield from (Filler("content", head, 0.5) for head in syntax.direct_objects(deeper))


def _of_motive(word: Token) -> Iterator[Filler]:
    """Against whom people act, in a fixed phrase: "in protest at", "in defiance of"."""
    for preposition in syntax.prepositions(word):
        for motive in syntax.complements(preposition) if preposition.lower_ == "in" else ():
            if syntax.lemma(motive) in load_lexicon("events/words")["motives"]:
                for inner in syntax.prepositions(motive):
                    yield from (Filler("content", head, 0.55) for head in syntax.complements(inner))


def _of_harm(noun: Token) -> Iterator[Filler]:
    """Who came to harm in what a noun tells: "two people were killed in the bombing"."""
    verb = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in ("in", "by", "from") or syntax.lemma(verb) not in _harms():
        return
    objects = syntax.direct_objects(verb) or syntax.subjects(verb)
    yield from (Filler("harmed", head, 0.7) for head in objects)
    if not syntax.is_passive(verb) and syntax.direct_objects(verb):
        yield from (Filler("harmer", head, 0.6) for head in syntax.subjects(verb))


def _of_clause(trigger: Token) -> Iterator[Filler]:
    """Places that stand at the clause a trigger is part of: "In Almaty, police said that riots …" gives none,
    "In Almaty, protesters attacked and burned buildings" and "shops were looted and burned in Almaty" do."""
    for other in syntax.children(trigger, "conj"):
        if syntax.is_verbal(other) and not any(syntax.children(other, *syntax.SUBJECTS, *syntax.OBJECTS)):
            yield from _named_places(other)
    verb = trigger
    for _ in range(3):
        head = verb.head
        joined = verb.dep_ in ("conj", "dobj", "nsubj", "nsubjpass", "xcomp", "pobj", "prep", "agent")
        if head == verb or not joined:
            return
        verb = head
        if syntax.is_verbal(verb) and syntax.lemma(verb) not in _reporting():
            yield from _named_places(verb)


def _named_places(verb: Token) -> Iterator[Filler]:
    for preposition in syntax.prepositions(verb):
        for place in syntax.complements(preposition):
            if place.ent_type_ in NAMED_PLACES:
                yield Filler(f"clause {preposition.lower_}", place, 0.5)


def _carrier_of(noun: Token) -> Token | None:
    """The verb that carries out what a noun tells: "held" for "talks"; active, passive or in a relative clause."""
    head = syntax.first_conjunct(noun)
    verb = head.head
    if head.dep_ == "nsubj" and syntax.lemma(verb) == "be":
        held = next(syntax.children(verb, "xcomp"), verb)  # "talks are to be held"
        return held if syntax.lemma(held) in carriers() else None
    if head.dep_ in ("dobj", "nsubjpass") and syntax.is_verbal(verb) and syntax.lemma(verb) in carriers():
        return verb
    if (
        head.dep_ == "nsubj"
        and syntax.is_verbal(verb)
        and not syntax.is_passive(verb)
        and syntax.lemma(verb) in carriers()
    ):
        return verb
    if head.dep_ == "pobj" and syntax.is_verbal(verb.head) and syntax.lemma(verb.head) in carriers():
        return verb.head if verb.lower_ in ("in", "out", "on", "into", "with") else None
    for clause in syntax.children(noun, "acl", "relcl"):
        if syntax.lemma(clause) in carriers() and noun in syntax.direct_objects(clause):
            return clause
    return None


@functools.cache
def _reporting() -> frozenset[str]:
    return frozenset(load_lexicon("events/words")["reporting"])


@functools.cache
def _harms() -> frozenset[str]:
    return frozenset(load_lexicon("events/words")["harms"])
