"""What lies in a time gone by, and what is only supposed or called for: "came to film it", "provided he comes"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.events.factuality.effects import (
    INTENDED,
    NONE,
    POSSIBLE,
    PURPOSE,
    Effect,
    effect_of,
    particle_of,
    words_of,
)
from kgbuild.parse import Token

_INVERTED: Final = ("had", "should", "were")


def is_bygone(verb: Token) -> bool:
    """Whether a verb looks back on what is over: "came", "had come", "may have come", but not "has come"."""
    helpers = [*syntax.children(verb, "aux", "auxpass")]
    if any(helper.tag_ == "MD" for helper in helpers):
        supposed = any(helper.lower_ in ("would", "'d", "’d") for helper in helpers)
        return not supposed and any(helper.lower_ == "have" for helper in helpers)
    if any(helper.lower_ in ("have", "has", "'ve", "’ve") for helper in helpers):
        return False
    if verb.tag_ == "VBD" or any(helper.tag_ == "VBD" for helper in helpers):
        return True
    is_of_other = verb.dep_ in ("advcl", "xcomp", "conj", "pcomp") and verb.tag_ in ("VBG", "VBN") and not helpers
    return is_of_other and verb.head.i < verb.i and is_bygone(verb.head)  # "came running", "were seized and sold"


def is_present(verb: Token) -> bool:
    """Whether a clause is of now or of what is to come: "are drawn", "will sit", but not "have been drawn"."""
    helpers = [*syntax.children(verb, "aux", "auxpass")]
    looks_back = any(helper.lower_ in ("have", "has", "'ve") for helper in helpers)
    return not looks_back and any(word.tag_ in ("VBZ", "VBP", "MD") for word in (verb, *helpers))


def purpose_of(verb: Token) -> Effect:
    """What a verb does to the infinitive that tells what for: "came to film it" is over, "will come to film it" not."""
    return POSSIBLE if is_bygone(verb) else PURPOSE


def over_complement(verb: Token) -> Effect:
    """What a word does to the infinitive after it: "sought to flee" is over, "seeks to flee" is not; who "was able to
    flee" did."""
    effect, word = effect_of("governors", verb, particle_of(verb)), syntax.lemma(verb)
    if word in words_of("asking_others") and any(syntax.children(verb, "auxpass")) and is_bygone(verb):
        return of_then(effect)  # "was asked to speak"
    if not effect or not _is_told_of_then(verb if syntax.is_verbal(verb) else verb.head):
        return effect
    if word in words_of("done_then"):
        return NONE
    if word in words_of("set_then"):
        return INTENDED  # "was about to speak"
    return of_then(effect) if effect.get("attempted") or word in words_of("felt_then") else effect


def is_done_to_achieve(infinitive: Token, verb: Token) -> bool:
    """Whether an infinitive after a verb is what somebody does it for: "moved to delay the vote", "paid to repair", but
    not "moved to ban it", "paid to settle it"."""
    if not syntax.is_infinitive(infinitive) or syntax.lemma(verb) not in words_of("done_to_achieve"):
        return False
    is_done = syntax.lemma(verb) in words_of("doing_thereby") and syntax.lemma(infinitive) in words_of("done_thereby")
    return not is_done and syntax.lemma(infinitive) not in words_of("voiced_by_deeds")  # "a walk designed to mark it"


def let_happen(infinitive: Token, verb: Token) -> bool:
    """Whether what somebody allowed came about, as it does by itself: "allowed the fire to spread"."""
    is_let = syntax.lemma(verb) in ("allow", "permit") and syntax.lemma(infinitive) in words_of("let_happen")
    return is_let and _is_told_of_then(verb)


def of_then(effect: Effect) -> Effect:
    """An effect without what it says of the time to come."""
    return {name: value for name, value in effect.items() if name != "tense"}


def is_of_then(noun: Token, own: Iterable[Effect]) -> bool:
    """Whether what a noun was there for is over: "had a chance to speak", "came on purpose to kill", "a plot to"."""
    if any(effect.get("attempted") for effect in (effect_of("governors", noun), *own)):
        return True
    if syntax.lemma(noun) in words_of("felt_then") or any(map(_is_year, noun.children)):
        return True  # "the 1998 decision to admit women"
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    is_there = noun.dep_ == "pobj" or (noun.dep_ in ("attr", "dobj", "nsubj") and syntax.lemma(verb) in ("be", "have"))
    return is_there and syntax.lemma(noun) in words_of("chances") and _is_told_of_then(verb)


def _is_year(word: Token) -> bool:
    return word.dep_ in ("nummod", "compound", "amod") and len(word.text) == 4 and word.text.isdecimal()


def _is_told_of_then(verb: Token) -> bool:
    """Whether a verb is told as over, and not by a report whose past is but that of the saying: "said he sought to"."""
    return is_bygone(verb) and not (verb.dep_ == "ccomp" and is_bygone(verb.head))


def is_coming(word: Token) -> bool:
    """Whether a verb or noun tells of what is on its way: "a strike is *on the way*", "elections *on the horizon*", but
    not "was killed on the way to the base", "was on the way home"."""
    if syntax.is_verbal(word) and syntax.lemma(word) not in words_of("seeming"):
        return False
    return any(
        f"{phrase.lower_} {syntax.lemma(noun)}" in words_of("coming")
        and not any(syntax.governed(noun, "to", "of", "from"))
        and not any(child.lower_ in ("home", "back") for child in noun.children)
        for phrase in syntax.prepositions(word)
        for noun in syntax.children(phrase, "pobj")
        if phrase.i > word.i
    )


def is_proviso(verb: Token) -> bool:
    """Whether a participle stands for "if": "*assuming* (that) she wins", "*provided* that the court agrees"."""
    if verb.lower_ not in words_of("provisos") or verb.dep_ not in ("ROOT", "advcl", "dep", "prep", "mark"):
        return False
    return any(syntax.children(verb, "ccomp")) and not any(syntax.children(verb, "nsubj", "nsubjpass", "aux", "dobj"))


def is_question(clause: Token) -> bool:
    """Whether "if" opens a question, also where parsers take it for a condition: "did not say *if* anybody died"."""
    head = clause.head
    if clause.dep_ != "advcl" or clause.i < head.i:
        return clause.dep_ == "ccomp"
    if any(syntax.lemma(word) in words_of("unsettled") for word in syntax.children(head, "acomp", "oprd")):
        return True
    is_denied = any(syntax.children(head, "neg")) and not any(syntax.children(head, "dobj"))
    return is_denied and syntax.lemma(head) in words_of("telling")


def is_supposed_clause(verb: Token) -> bool:
    """Whether a clause is a condition: "if he resigns", "assuming he resigns"."""
    if is_proviso(verb) or any(child.lower_ in ("if", "unless") for child in syntax.children(verb, "mark")):
        return True
    return verb.dep_ == "ccomp" and is_proviso(verb.head)


def is_called_for(verb: Token) -> bool:
    """Whether a clause after a verb tells what ought to be: "it is *vital* that the dam holds"."""
    words = (verb, *syntax.children(verb, "acomp", "oprd"))
    return any(syntax.lemma(word) in words_of("called_for") for word in words)


def is_ensured(verb: Token) -> bool:
    """Whether a clause after a verb is what is brought about: "*ensured* that the dam held", "*made sure* it held"."""
    if syntax.lemma(verb) in words_of("ensuring"):
        return True
    is_made = syntax.lemma(verb) == "make" or (verb.lower_ == "sure" and syntax.lemma(verb.head) == "make")
    return is_made and (
        verb.lower_ == "sure" or any(c.lower_ == "sure" for c in syntax.children(verb, "acomp", "oprd"))
    )


def is_lost_aim(clause: Token) -> bool:
    """Whether a clause is what somebody ensures, though parsers hang it elsewhere: "counts on them to *ensure that* it
    is not lost"."""
    words = (clause, *syntax.children(clause, "aux", "auxpass"))
    marks = (mark for word in words for mark in syntax.children(word, "mark") if mark.lower_ == "that" and mark.i)
    return is_present(clause) and any(syntax.lemma(mark.nbor(-1)) in words_of("ensuring") for mark in marks)


def is_only_talked_of(participle: Token) -> bool:
    """Whether a participle tells what somebody speaks of states or bodies doing: "spoke *of* Peru *sending* troops",
    but not what witnesses tell, nor what has its day: "spoke of Peru sending troops last year"."""
    if participle.tag_ != "VBG" or any(syntax.children(participle, "aux")):
        return False
    before = [participle.nbor(-1)] if participle.i else []
    agents = (*syntax.children(participle, "nsubj"), participle.head, *before)
    bodies = (agent.left_edge for agent in agents if agent.ent_type_ in ("GPE", "ORG"))
    phrase = next((body.nbor(-1) for body in bodies if 0 < body.i < participle.i), None)
    is_of = phrase is not None and phrase.lower_ in ("of", "about")
    if phrase is None or not is_of or syntax.lemma(phrase.head) not in words_of("talking"):
        return False
    if any(syntax.lemma(speaker) in words_of("witnesses") for speaker in syntax.subjects(phrase.head)):
        return False
    times = (*syntax.children(participle, "npadvmod", "advmod"), *syntax.governed(participle, "in", "on"))
    return not any(time.ent_type_ == "DATE" for time in times)


def is_shown_done(infinitive: Token) -> bool:
    """Whether a text tells what came of how something was done: "chose to close it in a way that has hurt many", but
    not "in a way that was never tried"."""
    if syntax.lemma(infinitive.head) not in words_of("choosing"):
        return False
    ways = syntax.governed(infinitive, "in")
    outcomes = (clause for way in ways for clause in syntax.children(way, "relcl"))
    return any(syntax.has_past_form(clause) and not any(syntax.children(clause, "neg")) for clause in outcomes)


def brings_about(noun: Token) -> Token | None:
    """The verb whose object does, or serves for, what an infinitive tells, though parsers hang that on the object:
    "caused *roofs* to fall or be torn off", "used tools such as *saws* to free them"."""
    if effect_of("governors", noun) or syntax.lemma(noun) in words_of("laws") | words_of("undertakings"):
        return None  # "prompted calls to resign", "prompted a law to ban it"
    if noun.dep_ == "dobj" and syntax.lemma(noun.head) in words_of("moving_others"):
        return noun.head
    thing = syntax.first_conjunct(noun)
    if thing.dep_ == "pobj" and thing.head.lower_ == "as":
        thing = thing.head.head
    used = thing.dep_ == "dobj" and syntax.lemma(thing.head) in words_of("using")
    return thing.head if used else None


def is_inverted(clause: Token) -> bool:
    """Whether a clause is a condition without "if": "had they come, …", "should it fall, …", "were she to win, …"."""
    helpers = [child for child in (clause, *syntax.children(clause, "aux", "auxpass")) if child.lower_ in _INVERTED]
    own = [*clause.children_by(syntax.SUBJECTS)]
    return any(helper.i < subject.i for helper in helpers for subject in own)
