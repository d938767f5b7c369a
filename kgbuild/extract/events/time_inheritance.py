"""Whose time an event shares: the words that govern its trigger, as far as a clause hands its time down."""

from __future__ import annotations

import functools
from typing import Final

from kgbuild.extract.events.patterns import is_scene
from kgbuild.extract.events.scheduled import participle_of, to_be_held
from kgbuild.extract.events.time_anchors import OBJECTS
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import antecedent, first_conjunct, gapped_passives, has_past_form, joined, lemma
from kgbuild.parse import Token

OWN: Final = 0.9
INHERITED: Final = 0.7
# Arcs along which a clause hands its time down: "On Monday he tried to ...", "... killing two", "an attack on".
INHERITING: Final = frozenset(
    {"xcomp", "advcl", "acl", "dobj", "nsubj", "nsubjpass", "pobj", "prep", "conj", "attr", "agent", "pcomp"}
)
# Clauses that stand on their own once they have a subject of their own: "... while the army withdrew".
CLAUSES: Final = frozenset({"advcl", "acl", "conj"})


def governors(token: Token, apart: frozenset[int]) -> list[tuple[Token, float]]:
    """The trigger's own head word, then the words that govern it, as far as time is inherited."""
    chain, settings = [(token, OWN)], [(setting, INHERITED) for setting in _settings(token)]
    if _is_people(token):
        return chain  # "visited the injured on Monday"
    while token.dep_ in INHERITING and token.head is not token and token.head.i not in apart:
        if _stands_apart(token):
            break
        if token.dep_ == "conj" and token.pos_ == "NOUN":
            break  # "an inquiry into the clashes on Monday and a new law": the law is of no Monday
        if token.dep_ == "prep" and token.head.pos_ == "NOUN" and len(chain) > 1:
            chain.append((token.head, INHERITED))
            break  # "fined in May with regard to a fraud": the noun between keeps the time away
        if token.dep_ == "acl" and token.tag_ == "VBN":
            break  # "a man accused of theft was deported on Monday", "passed a bill backed by Peru on Monday"
        own = any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)
        if token.dep_ in CLAUSES and own and not _is_of_same_time(token):
            break
        if token.dep_ == "conj" and any(child.lower_ in _elsewhen() for child in token.children):
            break  # "walked out on Monday and have since refused to talk"
        if token.dep_ == "conj" and token.tag_ in ("VBZ", "VBP") and token.head.tag_ == "VBD":
            break  # "defaulted in May and is in talks"
        light = token.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "xcomp") and len(chain) == 1
        token = token.head
        verbal = token.pos_ in ("VERB", "AUX")
        chain.append((token, OWN if light and verbal else INHERITED))
        if light and verbal and chain[0][0].dep_ != "dobj":  # "the curfew was extended and lasts until May"
            chain += [(verb, INHERITED) for verb in _shares_subject(token)]
        if token.dep_ in ("ccomp", "relcl"):
            break
    word = chain[0][0]
    if (held := to_be_held(word)) is not None:
        chain.insert(1, (held, OWN))
    if (planned := participle_of(word)) is not None:
        chain.insert(2 if word.dep_ in ("nsubj", "nsubjpass") else 1, (planned, OWN))
    beside = joined(word) if word.pos_ == "VERB" else None
    verbs = (*gapped_passives(word), *((beside,) if beside is not None else ()))
    return [chain[0], *((verb, INHERITED) for verb in verbs), *settings, *chain[1:]]


def _settings(token: Token) -> list[Token]:
    """The happenings in which one happens: "killed in an *attack* on Monday", "an *attack* on Monday in which two were
    killed", "killed when it *exploded* on Monday", but not "told in a letter of Monday"."""
    words = load_lexicon("events/dating")
    phrases = (child for child in token.children if child.dep_ == "prep" and child.lower_ in words["cotemporal"])
    within = [noun for phrase in phrases for noun in phrase.children if noun.dep_ == "pobj"]
    nouns = [noun for noun in within if noun.pos_ == "NOUN" and lemma(noun) not in words["messages"]]
    taken_up = [noun for word in within if (noun := antecedent(word)) is not word and is_scene(noun)]
    return [*nouns, *taken_up, *_meanwhile(token)]


def _meanwhile(verb: Token) -> list[Token]:
    """The verbs that tell what happened when something did: "drowned when a ferry *sank* on Monday", but not "had fled
    when it sank on Monday". What somebody tells of is put back: "said two had been hurt when it sank"."""
    sharing = (verb, *gapped_passives(verb))
    helpers = [child for each in sharing for child in each.children if child.dep_ in ("aux", "auxpass")]
    is_put_back = verb.dep_ == "ccomp" and any(helper.dep_ == "auxpass" for helper in helpers)
    if any(helper.lower_ == "had" for helper in helpers) and not is_put_back:
        return []
    is_past = any(map(has_past_form, (first_conjunct(verb), verb)))
    return [clause for each in sharing for clause in each.children if _is_of_same_time(clause)] if is_past else []


def _stands_apart(token: Token) -> bool:
    """Whether what governs a word may be of another time: "charged over a *robbery*", "the *killing* sparked riots"."""
    words, head = load_lexicon("events/dating"), token.head
    if token.dep_ in ("pobj", "pcomp"):
        partitive = head.lower_ == "of" and head.head.pos_ == "NOUN"
        return not partitive and head.lower_ not in words["cotemporal"]
    if token.dep_ in ("dobj", "nsubjpass") or (token.dep_ == "conj" and head.dep_ in ("dobj", "nsubjpass")):
        return lemma(head) in words["regarding"]
    return token.dep_ == "nsubj" and lemma(head) in words["causing"]


@functools.cache
def _elsewhen() -> frozenset[str]:
    return frozenset(load_lexicon("events/dating")["elsewhen"])


def _is_of_same_time(clause: Token) -> bool:
    """Whether a clause tells what brought about that whose time is told: "killed on Monday when a bus crashed"."""
    return (
        clause.dep_ == "advcl"
        and clause.i > clause.head.i
        and has_past_form(clause)
        and any(child.dep_ == "advmod" and child.lower_ == "when" for child in clause.children)
    )


def _is_people(token: Token) -> bool:
    """Whether an adjective or participle stands for people: "the injured", "the detained"."""
    named = any(child.dep_ == "det" and child.lower_ == "the" for child in token.children)
    return named and token.tag_ in ("JJ", "VBN", "VBD") and token.dep_ in (*OBJECTS, "nsubj", "conj")


def _shares_subject(verb: Token) -> list[Token]:
    """The verbs coordinated with a verb that have no subject of their own."""
    return [
        other
        for other in verb.children
        if other.dep_ == "conj" and not any(child.dep_ in ("nsubj", "nsubjpass") for child in other.children)
    ]
