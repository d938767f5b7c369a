"""Which words name someone who acts, or a place, and who stands behind an abstract noun."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Token

NAMED_ACTORS: Final = frozenset({"PERSON", "ORG", "GPE", "NORP"})


@syntax.found_once
def is_actor(token: Token) -> bool:
    """Whether a word names someone who can act: by its entity label, as a pronoun, or by the list of people nouns."""
    if token.ent_type_ in NAMED_ACTORS or token.tag_ in ("PRP", "WP"):
        return True
    if token.pos_ == "PROPN" and not token.ent_type_:
        return token.lower_ not in load_lexicon("events/words")["nature"]  # "Lava flows destroyed fields"
    return token.pos_ != "ADJ" and syntax.lemma(token) in _actor_nouns()


def may_act(modifier: Token) -> bool:
    """Whether what modifies a noun names who acts: "rebel", "Norwegian", and any adjective written as a name's.

    In "an anti-Norwegian rally" it names whom the rally is against.
    """
    if syntax.is_opposed(modifier):
        return False
    return is_actor(modifier) or (modifier.dep_ == "amod" and modifier.is_title)


def suffers_opposition(modifier: Token) -> bool:
    """Whether a word after "anti-" names somebody: the government in "an anti-government rally", but no war."""
    return syntax.is_opposed(modifier) and (
        modifier.ent_type_ in NAMED_ACTORS or syntax.lemma(modifier) in load_lexicon("events/words")["organizations"]
    )


def is_place(token: Token) -> bool:
    """Whether a word names a place: by its entity label or by the list of place nouns."""
    return token.ent_type_ in syntax.NAMED_PLACES or syntax.lemma(token) in _place_nouns()


def is_person(token: Token) -> bool:
    """Whether a word is a common noun for people, whom nobody else stands for."""
    return token.pos_ != "PROPN" and syntax.lemma(token) in load_lexicon("events/words")["people"]


@syntax.found_once
def is_abstract(noun: Token) -> bool:
    """Whether a noun names what does nothing of itself: "bureaucracy", "reluctance", what a clause tells, "this".

    What people write speaks for them: "the statement condemns".
    """
    if noun.lower_ in ("this", "that") and noun.tag_ == "DT":
        return True
    opens = noun.tag_ == "NNP" and noun.i == noun.sent.start and not noun.ent_type_  # a capital tells nothing there
    if syntax.lemma(noun) in _actor_nouns() or not (opens or (noun.tag_ in ("NN", "NNS") and not is_actor(noun))):
        return noun.dep_ == "csubj" and noun.tag_ in ("VBG", "VB")
    lemma = syntax.lemma(noun)
    return lemma.endswith(_abstract_endings()) and lemma not in _bodies()


def is_concrete(word: Token) -> bool:
    """Whether a word that makes a sense also fills a role: the town in "took the town", no fire in "opened fire"."""
    return is_actor(word) or is_place(word) or is_building(word)


def is_craft(word: Token) -> bool:
    """Whether a word names what somebody fights with, in the air, at sea or on land."""
    return syntax.lemma(word) in load_lexicon("events/words")["craft"]


def is_vehicle(word: Token) -> bool:
    """Whether a word names a vehicle or a vessel of any kind."""
    return is_craft(word) or syntax.lemma(word) in load_lexicon("events/words")["vehicles"]


def is_spot(word: Token) -> bool:
    """Whether a word is a common noun for a place or a building, to which one goes but does nothing."""
    return not word.ent_type_ and (is_building(word) or (is_place(word) and not is_actor(word)))


def is_building(word: Token) -> bool:
    """Whether a word names a building."""
    return syntax.lemma(word) in load_lexicon("events/words")["buildings"]


def behind(noun: Token) -> Iterator[Token]:
    """The actors behind a noun: "Turkey" in "Turkey's efforts", "Turkish ships", "rebels" in "an attack by rebels".

    What modifies a noun for a place or a building ("a Turkish restaurant") says nothing of actors.
    """
    words = load_lexicon("events/words")
    inert = (is_place(noun) or is_building(noun)) and not is_craft(noun) and syntax.lemma(noun) not in words["held"]
    modifiers = () if inert else ("amod", "compound", "nmod")
    for child in syntax.children(noun, "poss", *modifiers):
        if child.dep_ == "poss" or may_act(child):
            yield from syntax.conjuncts(child)
        if is_craft(child):
            yield from behind(child)  # "US drone attacks"
    made = load_lexicon("events/arguments")["authoring"]["verbs"]
    for clause in syntax.children(noun, "acl") if syntax.lemma(noun) not in words["weapons"] else ():
        if syntax.phrasal_lemma(clause) in made:
            # "a plan drawn up by Peru", but "a plan backed by Peru", "defused a bomb made by rebels"
            yield from syntax.agents(clause)
    done_by = [preposition for preposition in syntax.prepositions(noun) if preposition.lower_ == "by"]
    is_fight = syntax.lemma(noun) in load_lexicon("events/arguments")["fights"]["nouns"]
    for preposition in done_by or syntax.prepositions(noun):  # "the killing of farmers by the army" is the army's
        if is_fight and preposition.lower_ in ("with", "between"):
            continue  # "clashes with Peru left nine dead" does not tell who killed them
        if preposition.lower_ in ("of", "by", "from", "against", "on", "with", "between", "to", "for"):
            for head in syntax.complements(preposition):
                head = syntax.counted(head)
                if inert and is_place(head):
                    continue  # "a hamlet on the outskirts of Korvan District"
                if preposition.lower_ == "by" or is_actor(head):
                    yield head
                elif preposition.lower_ in ("of", "by", "to", "for"):
                    yield from (child for child in syntax.children(head, "poss", "amod", "compound") if is_actor(child))


@functools.cache
def _abstract_endings() -> tuple[str, ...]:
    return tuple(load_lexicon("events/words")["abstract_endings"])


@functools.cache
def _bodies() -> frozenset[str]:
    words = load_lexicon("events/words")
    return frozenset((*words["collectives"], *words["statements"], *words["craft"], *words["vehicles"]))


@functools.cache
def _actor_nouns() -> frozenset[str]:
    words = load_lexicon("events/words")
    return frozenset((*words["people"], *words["organizations"]))


@functools.cache
def _place_nouns() -> frozenset[str]:
    return frozenset(load_lexicon("events/words")["places"])
