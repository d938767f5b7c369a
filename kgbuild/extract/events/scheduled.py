"""A happening that is set for a time: "the election to be held in May", "talks scheduled for Monday"."""

from __future__ import annotations

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import direct_objects, lemma
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


def imposed(noun: Token) -> Token | None:
    """The participle right after a noun that tells how it came into force: "the curfew imposed on Monday"."""
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    if after is None or after.tag_ not in ("VBN", "VBD") or after.dep_ != "acl" or after.head != noun:
        return None
    return after if lemma(after) in load_lexicon("events/dating")["imposing"] else None


def participle_of(noun: Token) -> Token | None:
    """The participle right after a noun that tells for when it is set: "scheduled for Monday"."""
    after = [token for token in noun.doc[noun.i + 1 : noun.i + 3] if token.text != ","]
    if not after or after[0].tag_ not in ("VBN", "VBD") or after[0].dep_ not in ("acl", "relcl", "amod"):
        return None
    return after[0] if lemma(after[0]) in load_lexicon("events/dating")["setting"] else None
