"""People told of without a noun for them: "the 71-year-old", "the Australian", "the hooded"."""

from __future__ import annotations

from typing import Final

from kgbuild.extract.entities.nouns import PLURAL_TAGS
from kgbuild.extract.layers import MentionCandidate
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, governed, lemma
from kgbuild.parse import Token

EPITHET_ROLES: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "agent"})


def epithet(token: Token, implied: dict[int, str]) -> MentionCandidate | None:
    """What takes up a person by age or descent alone, "the 71-year-old", "the Australian", or tells of one: "a young
    Kenyan"."""
    if token.dep_ not in (*EPITHET_ROLES, "conj") or token.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    first = token.left_edge.i
    is_new = token.doc[first].lower_ in ("a", "an", "another")
    if not (is_new or token.doc[first].lower_ == "the") or token.tag_ in PLURAL_TAGS:
        return None
    if not is_new and token.dep_ == "conj":
        return None
    if not is_new and any(c.dep_ == "prep" for c in token.children):
        return None
    is_of_age = token.doc[first + 1 : token.i + 1].text.endswith("-year-old")
    is_alone = is_new or token.i == first + 1
    is_of_country = is_alone and token.i in implied and _is_of_one(token, is_new)
    if not (is_of_age or is_of_country) or (is_of_country and _shares_noun(token)):
        return None
    country, rule = implied[token.i] if is_of_country else None, "noun" if is_new else "epithet"
    return MentionCandidate(first, token.i + 1, token.i, "nominal", "Person", rule, country, number="singular")


def _shares_noun(demonym: Token) -> bool:
    """Whether a demonym is of the noun behind another one: "*an Israeli* and a Syrian jet"."""
    others = [child for child in demonym.children if child.dep_ == "conj"]
    return any(child.ent_type_ == "NORP" and child is not demonym for other in others for child in other.lefts)


def _is_of_one(demonym: Token, is_new: bool) -> bool:
    """Whether a demonym may tell of one person: "a Czech", "the Kenyan", but not "the British"."""
    if demonym.lower_.endswith("an"):
        return True
    return demonym.ent_type_ == "NORP" and (is_new or demonym.lower_.endswith("i"))


def one_named(token: Token) -> MentionCandidate | None:
    """One of several whom a participle names: "one of them, identified by his employer as Jan Berg,"."""
    if token.lower_ != "one" or not any(child.lower_ == "of" for child in token.children):
        return None
    verbs = (child for child in token.children if child.dep_ == "acl" and child.tag_ == "VBN")
    named = [verb for verb in verbs if lemma(verb) in load_lexicon("titles")["identifying"]["verbs"]]
    called = [name for verb in named for name in governed(verb, "as") if name.ent_type_ == "PERSON"]
    if not called:
        return None
    return MentionCandidate(token.i, token.i + 1, token.i, "nominal", "Person", "noun", number="singular")


def by_adjective(token: Token) -> MentionCandidate | None:
    """People told of by an adjective or a participle alone: "the hooded", "three uniformed", "a wounded"."""
    if token.lower_ not in load_lexicon("people")["adjectives"] or token.dep_ not in EPITHET_ROLES:
        return None
    before = [child for child in token.children if child.dep_ in ("det", "nummod")]
    is_noun = token.pos_ in ("ADJ", "VERB") and before and all(child.i < token.i for child in before)
    if not is_noun or any(child.dep_ in (*SUBJECTS, "dobj", "aux") for child in token.children):
        return None
    kind, number = ("Person", "singular") if before[-1].lower_ in ("a", "an", "one") else ("Group", "plural")
    return MentionCandidate(before[0].left_edge.i, token.i + 1, token.i, "nominal", kind, "adjective", number=number)
