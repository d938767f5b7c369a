"""Whom the words right beside a pronoun tell: whose "his" things are, whom a thing struck, whom "himself" stresses."""

from __future__ import annotations

from itertools import islice
from typing import Final

from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.entities.nouns import nouns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import OBJECTS, SUBJECTS, governing_verb, lemma, subjects
from kgbuild.parse import Token

MOST_WORDS: Final = 60
"""How many words before "his father" are asked for whose mother, brother or the like they tell of."""

LONGEST_ROW: Final = 20
"""How many words above a pronoun are asked for the row that it stands in: more than any row of prose has."""


def stressed(chains: Chains, i: int) -> int | None:
    """Whom "himself" stresses right behind a name or noun: "a case against Roe himself"."""
    pronoun = chains.doc[chains.candidates[i].head]
    before = pronoun.nbor(-1) if pronoun.i > pronoun.sent.start else pronoun
    is_noun = before.pos_ in ("NOUN", "PROPN") and pronoun.dep_ not in (*OBJECTS, "dative")
    return chains.at_head(before.i) if chains.candidates[i].rule == "reflexive" and is_noun else None


def struck(chains: Chains, pronoun: Token) -> tuple[Token, ...]:
    """Whom a thing strikes, where the next verb has "his" or "him": "the stone hit Roe and cut his hand"."""
    verb = governing_verb(pronoun)
    doers = subjects(verb)
    if verb.dep_ != "conj" or any(chains.at_head(doer.i) is not None for doer in doers):
        return ()
    return tuple(child for child in verb.head.children if child.dep_ in OBJECTS and child.i < verb.i)


def owners_of_kin(pronoun: Token) -> tuple[Token, ...]:
    """Whose kin the sentence has told before that of the pronoun: "with the boy's uncles rather than by his father"."""
    table = load_lexicon("senses")["person"]
    if pronoun.dep_ != "poss" or lemma(pronoun.head) not in table["kin"]:
        return ()
    kin = (*table["kin"], *table["any_kin"])
    told = pronoun.doc[max(pronoun.sent.start, pronoun.i - MOST_WORDS) : pronoun.i]
    return tuple(t for t in told if t.dep_ == "poss" and t.pos_ != "PRON" and lemma(t.head) in kin)


def owner_beside(pronoun: Token) -> Token | None:
    """Whose kin stands in the row before that with the pronoun: "the cook's mother and two of his aunts"."""
    noun = pronoun.head if pronoun.dep_ == "poss" else pronoun
    for _ in range(LONGEST_ROW):
        if noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN"):
            if _may_be_whose(noun.head, pronoun):
                return None
            return next((c for c in noun.head.children if c.dep_ == "poss" and c.pos_ != "PRON"), None)
        if noun.dep_ not in ("pobj", "prep"):
            return None
        noun = noun.head
    return None


def _may_be_whose(noun: Token, pronoun: Token) -> bool:
    """Whether the pronoun may be of the person that the noun tells: "the cook's brother and his wife"."""
    gender = load_lexicon("people")["genders"].get(lemma(noun))
    own = load_lexicon("pronouns").get(pronoun.lower_, {}).get("gender")
    return nouns().kind_of(noun) == "Person" and gender in (None, own)


def owners_near(pronoun: Token) -> tuple[Token, ...]:
    """Who most likely owns what "his" or "her" stands before: the subject of its clause, rather than of those around;
    and for "he" in what a deed of speech says whose deed that is: "his promise that he will stay"."""
    if pronoun.dep_ in SUBJECTS:
        deeds = (above for above in islice(pronoun.ancestors, 3) if above.pos_ == "NOUN")
        return tuple(c for deed in deeds for c in deed.children if c.dep_ == "poss" and c.i < pronoun.i)
    if pronoun.dep_ != "poss":
        return ()
    verb = governing_verb(pronoun)
    own = tuple(t for t in verb.children if t.dep_ in SUBJECTS and t.i < pronoun.i)
    objects = tuple(t for t in verb.children if t.dep_ == "dobj" and t.pos_ == "PRON" and t.i < pronoun.i)
    return objects or own
