"""Nouns for somebody or some place that mean something else by the words around them."""

from __future__ import annotations

from kgbuild.extract.entities.nouns import nouns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import NAMED_PLACES, SUBJECTS, lemma
from kgbuild.parse import Token
from kgbuild.vocabulary import is_a


def is_quality(noun: Token) -> bool:
    """Whether an adjective makes a noun that stands bare a quality, and no body: "good government"."""
    adjectives = load_lexicon("senses")["abstract"].get(lemma(noun), ())
    is_bare = noun.tag_ == "NN" and not any(child.dep_ in ("det", "poss", "nmod", "compound") for child in noun.lefts)
    return is_bare and any(child.lower_ in adjectives for child in noun.lefts)


def is_activity(noun: Token) -> bool:
    """Whether a noun for a body is what a common noun is said to be: "farming is a risky business"."""
    if noun.dep_ != "attr" or lemma(noun) not in load_lexicon("senses")["said"]["activities"]:
        return False
    subjects = [child for child in noun.head.children if child.dep_ in SUBJECTS]
    return any(s.pos_ in ("NOUN", "VERB") and nouns().kind_of(s) is None and not s.ent_type_ for s in subjects)


def is_figure_of_speech(noun: Token) -> bool:
    """Whether "of" makes a noun for somebody or some place a thing: "the far side of the border", "a sea of flags",
    "a couple of points", "a quarter of its budget", "the school of Keynes"; and a side in "from his side, he said".

    Sides of a quarrel are parties to it, and islands of so many people are islands.
    """
    table = load_lexicon("senses")["with_of"]
    is_somebodys = noun.dep_ == "pobj" and any(child.tag_ == "PRP$" for child in noun.children)
    if lemma(noun) == "side" and is_somebodys and noun.head.lower_ in ("at", "from", "on"):
        return True
    if not any(lemma(noun) in table[sense] for sense in ("anything", "things", "parts", "shares", "teachings")):
        return False
    of = _of_behind(noun)
    whats = [child for child in of.children if child.dep_ == "pobj"] if of is not None else []
    if lemma(noun) in table["anything"]:
        return any(lemma(what) not in table["quarrels"] for what in whats)
    if lemma(noun) in table["shares"]:
        return _is_share(noun) and bool(whats) and not any(_is_place(what) for what in whats)
    if lemma(noun) in table["parts"]:
        return bool(whats) and all(what.pos_ == "NOUN" and _is_thing(what) for what in whats)
    if lemma(noun) in table["teachings"]:
        is_taught = noun.dep_ not in SUBJECTS and any(what.ent_type_ == "PERSON" for what in whats)
        return is_taught or any(lemma(what) in table["of_teachings"] for what in whats)
    return any(what.pos_ == "NOUN" and not _is_specified(what) for what in whats)


def _of_behind(noun: Token) -> Token | None:
    """The "of" right behind a noun, if it is the noun's."""
    return next((child for child in noun.children if child.lower_ == "of" and child.i == noun.i + 1), None)


def _is_specified(noun: Token) -> bool:
    return any(child.dep_ in ("det", "nummod", "poss") for child in noun.children)


def _is_share(noun: Token) -> bool:
    """Whether "a" or a number alone stands before a noun: "a quarter", "three quarters", but not "a new quarter"."""
    before = [child for child in noun.lefts if child.dep_ != "advmod"]
    return bool(before) and all(child.lower_ in ("a", "one") or child.dep_ == "nummod" for child in before)


def _is_place(noun: Token) -> bool:
    """Whether a name or noun is that of a place."""
    return noun.ent_type_ in NAMED_PLACES or is_a(nouns().kind_of(noun) or "", "Place")


def _is_thing(noun: Token) -> bool:
    """Whether a common noun is for neither somebody nor some place."""
    return not noun.ent_type_ and nouns().kind_of(noun) is None


def is_side(noun: Token) -> bool:
    """Whether "parties" are those to a quarrel or a pact, and no political ones: "the warring parties", "all parties to
    the conflict"."""
    table = load_lexicon("senses")["said"]
    if lemma(noun) not in table["sides"]:
        return False
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
    is_to = after.lower_ == "to" and after.head is noun
    return is_to or any(child.lower_ in table["of_sides"] for child in noun.lefts)


def is_stance(noun: Token) -> bool:
    """Whether somebody is against what "to" tells: "the bishop's opposition to divorce" is no body of people."""
    if lemma(noun) not in load_lexicon("senses")["said"]["stances"]:
        return False
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
    is_told = after.lower_ == "to" and after.dep_ in ("prep", "dative")
    return is_told and not any(child.lower_ == "the" and child.dep_ == "det" for child in noun.lefts)


def is_honour(noun: Token) -> bool:
    """Whether a noun for a person is that of an award, and names nobody: "the group's Tenor of the Year award"."""
    words, spans = noun.doc[noun.i + 1 : noun.i + 5], load_lexicon("organizations")["not_entities"]["spans"]
    if len(words) < 4 or not noun.text[:1].isupper():
        return False
    if words[0].lower_ == "and":
        return is_honour(words[1])
    return words[:2].text.lower() == "of the" and words[2].text in spans and words[3].tag_ in ("NN", "NNS")


def is_of_law(noun: Token) -> bool:
    """Whether a capital makes a noun part of what a law or treaty is called: "the Law of the Sea"."""
    before = noun.doc[max(noun.i - 3, 0) : noun.i]
    if not noun.text[:1].isupper() or len(before) < 3 or before[2].lower_ != "the" or before[0].is_sent_start:
        return False
    return before[1].lower_ in ("of", "on") and before[0].text in load_lexicon("organizations")["not_entities"]["heads"]


def is_gathering(noun: Token) -> bool:
    """Whether "a" and who meets make a noun for a body of state no more than people: "an assembly of ministers"."""
    if lemma(noun) not in load_lexicon("senses")["with_of"]["gatherings"]:
        return False
    of = _of_behind(noun)
    is_any = any(child.lower_ in ("a", "an") for child in noun.lefts)
    return is_any and of is not None and any(what.tag_ == "NNS" for what in of.children)


def is_of_other_sense(noun: Token) -> bool:
    """Whether the verb or the preposition before a noun tells that it is a thing: "laid mines", "hit on the head"; or
    its plural: "scenes"."""
    entry = load_lexicon("senses")["nouns"].get(lemma(noun))
    if entry is not None and entry.get("of_one") and noun.tag_ == "NNS":
        return True
    if entry is None or any(child.lower_ == "of" and child.i > noun.i for child in noun.children):
        return False
    if noun.dep_ == "pobj":
        return noun.head.lower_ in entry.get("after", ()) or lemma(noun.head.head) in entry.get("of_verbs", ())
    return noun.dep_ in ("dobj", "nsubjpass") and lemma(noun.head) in entry.get("of_verbs", ())


def is_said_of_state(noun: Token) -> bool:
    """Whether a noun for a person stands beside the name of a place or body that it may be said of: "Italy, the main
    buyer"."""
    is_beside = noun.dep_ == "appos" and noun.head.ent_type_ in (*NAMED_PLACES, "ORG")
    return is_beside and lemma(noun) in load_lexicon("senses")["person"]["states_too"]
