"""What form a verb has: its voice, its mood, whether it is finite."""

from __future__ import annotations

import itertools
from typing import Final

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax.memo import found_once
from kgbuild.extract.syntax.phrases import complements
from kgbuild.extract.syntax.words import children, first_conjunct, is_verbal, lemma
from kgbuild.parse import QUOTATION_MARKS, Token

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS: Final = frozenset({"dobj", "obj"})
CLAUSES: Final = frozenset(
    {"ROOT", "ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp", "csubj", "csubjpass", "parataxis"}
)
LONGEST_CHAIN: Final = 50
"""Clauses that may hang on one another: so the cost of an odd text stays linear in its length."""


@found_once
def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive: "was arrested", "people arrested in Almaty", "the arrested man"."""
    for _ in range(LONGEST_CHAIN):
        if any(children(verb, "auxpass", "nsubjpass", "csubjpass")):
            return not _is_contracted_perfect(verb)
        if _is_headline(verb) or (verb.tag_ == "VBD" and _is_reduced(verb)) or _is_passive_beside(verb):
            return True
        if verb.tag_ != "VBN" or any(children(verb, "aux", *OBJECTS)):
            return False
        if verb.dep_ != "conj" or not is_verbal(verb.head):
            if any(children(verb, "nsubj")):
                return _is_had_done(verb)
            break
        verb = verb.head  # "were arrested and beaten", "two were arrested and five beaten"
    return verb.dep_ in ("acl", "acomp", "amod", "ROOT", "advcl", "relcl", "oprd", "xcomp")


def _is_had_done(participle: Token) -> bool:
    """Whether a participle tells what is done to somebody's: "had their windows smashed", "with his arm broken"."""
    if participle.dep_ == "ccomp" and participle.head.lemma_ in ("have", "get"):
        return participle.i > participle.head.i and not any(children(participle, "mark", "aux"))
    return participle.dep_ == "pcomp" and participle.head.lower_ == "with"


def _is_contracted_perfect(verb: Token) -> bool:
    """Whether "'s" before a participle stands for "has": "he's used undocumented workers"."""
    helpers = [child.lower_ for child in children(verb, "auxpass")]
    if not helpers or not set(helpers) <= {"'s", "’s"}:
        return False
    return any(child.i > verb.i and child.head == verb for child in children(verb, *OBJECTS))


def _is_reduced(verb: Token) -> bool:
    """Whether a participle was taken for a past tense: "troops sent to the border by Russia returned"."""
    if any(children(verb, *OBJECTS, "ccomp", "xcomp", "aux", "prt")):
        return False
    if lemma(verb) in load_lexicon("events/factuality")["takes_by"]:
        return False
    units = load_lexicon("numbers")["no_count"]["after"]
    return any(
        item.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or (item.tag_ == "NNS" and lemma(item) not in units)
        for preposition in children(verb, "prep", "agent")
        if preposition.lower_ == "by"
        for item in complements(preposition)
    )


def _is_passive_beside(verb: Token) -> bool:
    """Whether a participle beside a passive was taken for a past tense: "was arrested and released a day later"."""
    if verb.dep_ != "conj" or verb.tag_ not in ("VBD", "VBN"):
        return False
    first = verb.head
    if lemma(verb) in load_lexicon("events/factuality")["awarding"] and any(children(first, "auxpass")):
        # "was called in and handed a note"
        return not any(children(verb, "nsubj", "nsubjpass", "aux", "dative", "prt", "ccomp"))
    if verb.tag_ == "VBN":
        return False
    if first.dep_ == "conj" and first.tag_ == "VBN":
        first = first.head  # "was beaten, tied up and burned"
    if not any(children(first, "auxpass")):
        return False
    words, own = load_lexicon("events/factuality"), lemma(verb)
    known = {own, *(f"{own} {child.lower_}" for child in children(verb, "oprd"))}
    if known.isdisjoint((*words["never_alone"], *words["transitive"])):
        return False
    return not any(children(verb, "nsubj", "nsubjpass", *OBJECTS, "ccomp", "xcomp", "aux", "dative", "prt"))


def gapped_passives(verb: Token) -> tuple[Token, ...]:
    """The participles beside a passive that leave out its helper: "hurt" in "two were killed and five hurt"."""
    if verb.tag_ != "VBN" or not any(children(verb, "auxpass")):
        return ()
    joined = (child for child in children(verb, "conj") if child.tag_ == "VBN")
    return tuple(each for each in joined if not any(children(each, "aux", "auxpass")))


def _is_headline(verb: Token) -> bool:
    """Whether a participle has no auxiliary, or was taken for a past tense: "Mayor arrested over fire", "two died and
    five hospitalized"."""
    if verb.tag_ not in ("VBD", "VBN") or not (verb.dep_ == "ROOT" or (verb.dep_ == "conj" and verb.tag_ == "VBN")):
        return False
    own = lemma(verb)
    known = {own, *(f"{own} {child.lower_}" for child in children(verb, "prep", "prt", "acomp", "oprd", "advmod"))}
    if known.isdisjoint(load_lexicon("events/factuality")["never_alone"]):
        return False
    if any(children(verb, *OBJECTS, "ccomp", "xcomp", "aux", "dative", "mark")) or _is_in_time(verb):
        return False
    if _is_of_doers(verb):
        return False
    behind_up = {verb.doc[child.i + 1 : child.i + 2].text for child in children(verb, "prt") if child.lower_ == "up"}
    if "to" in behind_up:
        return False  # "kidnapped up to 16 miners"
    return any(children(verb, "nsubj")) and not any(children(verb, "conj"))


def _is_of_doers(verb: Token) -> bool:
    """Whether a verb's subject is who does such things: "thieves robbed at night", "Mali shelled in Chad for days"."""
    known, words = load_lexicon("events/factuality")["doing_alone"], load_lexicon("events/words")
    if lemma(verb) not in known["verbs"]:
        return False
    subjects = [*children(verb, "nsubj")]
    doers = {*known["by"], *words["troops"], *words["raiders"]}
    if any(lemma(subject) in doers for subject in subjects):
        return True
    phrases = [each for each in children(verb, "prep") if each.lower_ in ("in", "near")]
    places = [noun for phrase in phrases for noun in children(phrase, "pobj")]
    named = (word for noun in places for word in (noun, *children(noun, "compound")))
    is_in_place = any(word.ent_type_ in ("GPE", "LOC") for word in named)
    return is_in_place and any(subject.ent_type_ in ("GPE", "NORP") for subject in subjects)


def _is_in_time(verb: Token) -> bool:
    """Whether an object was taken for part of when it was done: "outlawed plastic bags weeks after the vote"."""
    times = children(verb, "npadvmod")
    return any(each.pos_ == "NOUN" for time in times if time.i > verb.i for each in children(time, "compound"))


def is_infinitive(verb: Token) -> bool:
    """Whether "to" stands before a verb."""
    return any(child.lower_ == "to" for child in children(verb, "aux"))


def is_bare(verb: Token) -> bool:
    """An infinitive without "to": "let aid reach the valley"."""
    return verb.tag_ == "VB" and not any(children(verb, "aux", "auxpass"))


def is_imperative(verb: Token) -> bool:
    """Whether a main verb, or one before "said", bids: "turn off the lamp", "do not wait", but not "to vote"."""
    first = first_conjunct(verb)
    is_main = first.dep_ == "ROOT" or (first.dep_ in ("ccomp", "parataxis") and first.i < first.head.i)
    forms = ("VB", "VBP") if first.i == first.sent.start else ("VB",)  # "Create a plan": taggers take it for a present
    if not is_main or verb.tag_ not in forms or first.tag_ not in forms:
        return False
    told = [child for each in (first, verb) for child in children(each, *SUBJECTS, "expl", "mark", "aux", "auxpass")]
    return all(child.lower_ == "do" for child in told)


def is_command(verb: Token) -> bool:
    """Whether a clause without a subject bids somebody: "'Close the gates,' said the abbot" names nobody who shall."""
    if not is_bare(verb) or any(children(verb, "mark", *SUBJECTS)):
        return False
    first = verb.left_edge
    return verb.i < verb.head.i or not {first.text, first.text_before}.isdisjoint(QUOTATION_MARKS)


def is_of_either(participle: Token) -> bool:
    """Whether a participle behind a comma may tell what the people sought did, of whom a relative clause tells, as well
    as what the seekers did: "they seek a man who fired at a bus, hurting two". Then nobody is named as its doer."""
    if lemma(participle.head) not in load_lexicon("events/arguments")["seeking"]["verbs"]:
        return False
    comma = participle.left_edge.i - 1
    if participle.dep_ != "advcl" or participle.tag_ != "VBG" or not participle.head.i < comma:
        return False
    if participle.doc[comma].text != "," or lemma(participle) in load_lexicon("events/words")["reporting"]:
        return False
    before = participle.doc[comma - 1]
    above = itertools.islice((before, *before.ancestors), LONGEST_CHAIN)
    inside = itertools.takewhile(lambda word: word != participle.head, above)
    return any(word.dep_ == "relcl" and is_finite(word) and _is_of_its_noun(word) for word in inside)


def _is_of_its_noun(clause: Token) -> bool:
    """Whether a relative clause tells what its noun does: "a man who fired", but not "a house where he lived"."""
    return any(subject.tag_ in ("WP", "WDT") for subject in children(clause, *SUBJECTS))


def is_subjunctive(verb: Token) -> bool:
    """Whether a clause says what ought to be: "a recommendation that the council reopen the bid"."""
    is_passive_bare = any(child.tag_ == "VB" for child in children(verb, "auxpass")) and not any(children(verb, "aux"))
    return (is_bare(verb) or is_passive_bare) and any(child.lower_ == "that" for child in children(verb, "mark"))


def is_finite(verb: Token) -> bool:
    """Whether a verb has a tense or a modal of its own, so that its subject is nobody else's."""
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        child.tag_ in ("VBD", "VBZ", "VBP", "MD") for child in children(verb, "aux", "auxpass")
    )


def has_past_form(verb: Token) -> bool:
    """Whether a verb tells of the past: "was elected", "has elected", but not "is elected"."""
    auxiliaries = [child for child in verb.children if child.pos_ == "AUX"]
    return verb.tag_ == "VBD" or any(child.tag_ == "VBD" or lemma(child) == "have" for child in auxiliaries)
