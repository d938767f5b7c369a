"""Where the words that fill a trigger's roles stand: the syntactic slots around verbs and adjectives."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.events.actors import behind, is_actor, is_vehicle
from kgbuild.extract.events.adjunct_slots import BEHIND, Filler, inside, of_content, of_motive, prepositional
from kgbuild.extract.events.noun_slots import of_noun
from kgbuild.extract.events.senses import Part
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Token

GIFT: Final = "gift"
"""The slot of what somebody is given: the committee in "offered them a committee"."""


def fillers(trigger: Token, part: Part, taken: set[int]) -> Iterator[Filler]:
    """The phrases around a trigger, each in its slot; `taken` are the words that are part of the trigger itself."""
    if part == "verb":
        yield from _of_verb(trigger, taken)
    elif part == "noun":
        yield from of_noun(trigger, taken)
    else:
        yield from _of_adjective(trigger)


def _of_verb(verb: Token, taken: set[int]) -> Iterator[Filler]:
    stands = syntax.is_stance(verb)
    if stands:
        yield from (Filler("subject", head, 0.85) for head in syntax.direct_objects(verb))
    elif syntax.is_passive(verb):
        yield from (Filler("subject", head, 0.9) for head in syntax.agents(verb))
        yield from (Filler("subject", head, 0.7) for head in _orderers(verb))
    else:
        sure = 0.9 if any(child.dep_ in syntax.SUBJECTS for child in verb.children) else 0.8
        yield from (Filler("subject", head, sure) for head in _doers(verb))
    yield from _among_those(verb)
    for head in () if stands else syntax.direct_objects(verb):
        if head.i in taken:
            yield from (filler for filler in inside(head, taken) if filler.slot != "by")
            yield from (Filler(BEHIND, actor, 0.6) for actor in behind(head) if actor.tag_ != "PRP$")
        else:
            is_gift = any(child.pos_ != "ADP" and child.i < head.i for child in syntax.children(verb, "dative"))
            yield Filler(GIFT if is_gift else "object", head, 0.9)
            yield from _around(head)
    yield from (Filler("object", head, 0.85) for head in _judged(verb))
    for child in syntax.children(verb, "dative"):
        if child.pos_ != "ADP":
            yield from (Filler("dative", head, 0.85) for head in syntax.conjuncts(child))
    yield from _clause_subjects(verb)
    yield from prepositional(verb, 0.8, taken)
    yield from of_content(verb)
    yield from of_motive(verb)


def _judged(verb: Token) -> Iterator[Token]:
    """Of whom a verb says what an adjective then tells: "found the mayor guilty"."""
    for result in syntax.children(verb, "oprd", "ccomp"):
        if result.tag_ == "JJ":
            yield from (head for who in syntax.children(result, "nsubj") for head in syntax.conjuncts(who))


def _among_those(participle: Token) -> Iterator[Filler]:
    """Who is one of those to whom something was done: "among those arrested are two nurses and Ana Ruiz", "his brother
    was among the wounded"."""
    group = participle if participle.dep_ == "pobj" else participle.head
    if participle.dep_ not in ("acl", "pobj") or participle.tag_ != "VBN" or group.head.lower_ != "among":
        return
    copula = group.head.head
    for child in syntax.children(copula, "nsubj", "attr") if syntax.lemma(copula) == "be" else ():
        yield from (Filler("object", head, 0.8) for head in syntax.conjuncts(child))


def _orderers(participle: Token) -> tuple[Token, ...]:
    """Who has something done: "the government ordered the port closed"."""
    noun = participle.head
    verb = noun.head if participle.dep_ == "acl" and noun.dep_ == "dobj" else noun
    is_told = participle.dep_ in ("acl", "ccomp", "oprd") and not any(
        syntax.children(participle, "aux", "auxpass", "agent")
    )
    ordering = load_lexicon("events/arguments")["ordering"]["verbs"]
    return syntax.subjects(verb) if is_told and syntax.lemma(verb) in ordering else ()


def _doers(verb: Token) -> tuple[Token, ...]:
    """The subjects of a verb. A participle after a noun that cannot act is done by the subject of its clause: in
    "tried to calm the unrest dismissing the cabinet" by who tried."""
    heads = syntax.subjects(verb)
    if (
        any(syntax.children(verb, "ccomp"))
        and syntax.lemma(verb) in load_lexicon("events/arguments")["impersonal"]["verbs"]
    ):
        return tuple(head for head in heads if head.lower_ != "it")  # "it emerged that …"
    own = any(child.dep_ in syntax.SUBJECTS for child in verb.children)
    if not own and (syntax.is_of_either(verb) or _is_of_others(verb)):
        return ()
    is_loose = verb.dep_ == "acl" and verb.tag_ == "VBG" and not own
    if is_loose and not any(is_actor(head) or is_vehicle(head) for head in heads):
        above = syntax.subjects(syntax.governing_verb(verb.head))
        if any(is_actor(head) for head in above):
            return above
    return heads


def _is_of_others(gerund: Token) -> bool:
    """Whether a gerund tells what the verb above only hinders, or what a noun says others bear: "weakened support for
    raising taxes", "faces the cost of cutting emissions"."""
    preposition = gerund.head
    if gerund.dep_ != "pcomp" or preposition.lower_ not in ("for", "of"):
        return False
    nouns = [preposition.head, *(each for each in syntax.children(preposition.head, *syntax.OBJECTS))]
    noun = next((each for each in nouns if syntax.is_nominal(each) and each.i < preposition.i), None)
    if noun is None or any(syntax.children(noun, "poss")):
        return False
    table = load_lexicon("events/arguments")["of_others"]
    hinders = syntax.is_verbal(noun.head) and syntax.lemma(noun.head) in table["verbs"]
    return syntax.lemma(noun) in table["nouns"] or (hinders and not is_actor(noun))


def _of_adjective(adjective: Token) -> Iterator[Filler]:
    if adjective.dep_ == "amod":
        yield Filler("bearer", adjective.head, 0.85)
    elif adjective.dep_ in ("acomp", "attr", "oprd", "conj", "ccomp", "xcomp"):
        own = [head for subject in syntax.children(adjective, "nsubj", "nummod") for head in syntax.conjuncts(subject)]
        heads = own or syntax.direct_objects(adjective.head) or syntax.subjects(adjective.head)
        yield from (Filler("bearer", head, 0.8) for head in heads)
    elif adjective.dep_ == "pobj" and adjective.head.lower_ == "among" and syntax.lemma(adjective.head.head) == "be":
        for subject in syntax.children(
            adjective.head.head, "nsubj"
        ):  # "among the dead were two nurses, Ana Ruiz and …"
            yield from (Filler("bearer", head, 0.8) for head in syntax.conjuncts(subject))
            names = syntax.children(subject, "appos")
            yield from (Filler("bearer", head, 0.75) for name in names for head in syntax.conjuncts(name))
    yield from prepositional(adjective, 0.7, set())


def _around(obj: Token) -> Iterator[Filler]:
    """What a verb's object holds of the verb's own adjuncts, for parsers attach them low: "shot a man in Paris"."""
    is_sent = syntax.lemma(obj) in load_lexicon("events/arguments")["sent"]["nouns"]
    for preposition in syntax.prepositions(obj):
        if is_sent and preposition.lower_ == "to":
            continue  # "expelled the ambassador to Paris"
        if preposition.lower_ in ("in", "at", "near", "outside", "from", "to", "into", "against", "with", "over"):
            for head in syntax.complements(preposition):
                if preposition.lower_ not in ("with", "over") or not is_actor(head):
                    yield Filler(f"low {preposition.lower_}", head, 0.6)


def _clause_subjects(verb: Token) -> Iterator[Filler]:
    """Who shall do what a demand or an order says: "demanded that the president resign"."""
    suffering = load_lexicon("events/arguments")["suffering"]["verbs"]
    permits = syntax.lemma(verb) in load_lexicon("events/arguments")["permitting"]["verbs"]
    for clause in syntax.children(verb, "ccomp"):
        if permits and syntax.is_passive(clause):
            continue  # "allowed suspects to be held": nobody permits them anything
        for subject in clause.children:
            if subject.dep_ in ("nsubj", "nsubjpass"):
                yield from (Filler("clause", head, 0.7) for head in syntax.conjuncts(subject))
                if subject.dep_ == "nsubjpass" or syntax.lemma(clause) in suffering:
                    yield from (Filler("sufferer", head, 0.7) for head in syntax.conjuncts(subject))
