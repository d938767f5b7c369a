"""A happening that is set for a time: "the election to be held in May", "talks scheduled for Monday"."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, children, direct_objects, lemma
from kgbuild.parse import Token


def to_be_held(noun: Token) -> Token | None:
    """The infinitive right after a noun that tells of its happening: "(due) to be held", "are set to begin".

    Parsers hang it on any noun before, so that only the order of the words tells.
    """
    words = load_lexicon("events/dating")
    after = [token for token in noun.doc[noun.i + 1 : noun.i + 7] if token.text != ","]
    while after and (after[0].lower_ in words["due"] or lemma(after[0]) in words["setting"]):
        after = after[1:]
    if not after or after[0].lower_ != "to":
        return None
    verb = next((token for token in after[1:] if token.lower_ != "be"), None)
    if verb is None:
        return None
    if after[1].lower_ == "be":
        return verb if lemma(verb) in (*words["setting"], *words["opening"]) else None
    phrase = f"{lemma(verb)} {noun.doc[verb.i + 1 : verb.i + 2].text}".rstrip()
    if {lemma(verb), phrase} & set(words["happening"]) or (
        lemma(verb) in words["opening"] and not direct_objects(verb)
    ):
        return verb
    return None  # "a deal to hold elections in May", "a vote to begin an inquiry"


def told_beside(noun: Token) -> Iterator[tuple[Token, str]]:
    """The verbs of a phrase behind a noun that tell when it began ("start"), goes on ("within") or ends ("finish").

    "The curfew *imposed* on Monday", "a strike that *began* on Monday", "the truce, which *lasts* until May".
    """
    words = load_lexicon("events/dating")
    imposed_later = noun.dep_ in ("dobj", "nsubjpass") and lemma(noun.head) in words["imposing"]
    for verb in _clauses_of(noun):
        if verb.dep_ == "acl" and verb.i == noun.i + 1 and verb.tag_ in ("VBN", "VBD"):
            if lemma(verb) in words["imposing"] and not imposed_later:  # "a curfew declared on Friday was imposed"
                yield verb, "start"
        elif verb.dep_ == "relcl" and any(child.lower_ in ("which", "that") for child in children(verb, *SUBJECTS)):
            role = _role_of(verb)
            if role is not None:
                yield verb, role


def _clauses_of(noun: Token) -> Iterator[Token]:
    """The clauses behind a noun, also those that parsers hang on what it bars: "the ban on rallies, which remained"."""
    if not _is_barred(noun):
        yield from children(noun, "acl", "relcl")
    for barred in children(noun.nbor(), "pobj") if noun.i + 1 < len(noun.doc) else ():
        yield from children(barred, "relcl") if _is_barred(barred) else ()


def _is_barred(noun: Token) -> bool:
    """Whether a noun tells what is kept from being by the one before it: "a ban on *rallies*"."""
    preposition = noun.head
    if noun.dep_ != "pobj" or preposition.lower_ not in ("against", "on") or not preposition.i:
        return False
    return lemma(preposition.nbor(-1)) in load_lexicon("events/dating")["barring"]


def _role_of(verb: Token) -> str | None:
    words = load_lexicon("events/dating")
    if verb.tag_ == "VBN" and lemma(verb) in words["imposing"]:
        return "start"
    if not _phrases(verb).isdisjoint(words["in_force"]):
        return "start"
    if direct_objects(verb):
        return None
    listed = (("start", "opening"), ("within", "running"), ("finish", "closing"))
    return next((role for role, name in listed if lemma(verb) in words[name]), None)


def _phrases(verb: Token) -> frozenset[str]:
    """A verb with its object, and with what its prepositions govern: "take effect", "come into force"."""
    objects = {f"{lemma(verb)} {noun.lower_}" for noun in direct_objects(verb)}
    prepositions = (child for child in verb.children if child.dep_ == "prep")
    governed = ((each, noun) for each in prepositions for noun in each.children if noun.dep_ == "pobj")
    return frozenset(objects | {f"{lemma(verb)} {each.lower_} {noun.lower_}" for each, noun in governed})


def participle_of(noun: Token) -> Token | None:
    """The participle right after a noun that tells for when it is set: "scheduled for Monday"."""
    after = [token for token in noun.doc[noun.i + 1 : noun.i + 3] if token.text != ","]
    if not after or after[0].tag_ not in ("VBN", "VBD") or after[0].dep_ not in ("acl", "relcl", "amod"):
        return None
    return after[0] if lemma(after[0]) in load_lexicon("events/dating")["setting"] else None
