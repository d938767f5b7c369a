"""What a speaker takes as given: it stands on the word of whoever tells of the saying, not on the speaker's own."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.events.coreference import is_definite
from kgbuild.extract.events.noun_slots import CLAIMED
from kgbuild.extract.layers import Attribution, Trigger
from kgbuild.extract.syntax import SUBJECTS
from kgbuild.model import Factuality
from kgbuild.parse import Doc, Token

_NAMING: Final = frozenset({"name: predication", "characterization: predication", "view: predication"})
"""Rules of words that say what something is: its being so is said, not that it was."""

_IMPUTED: Final = frozenset({"Accuse", "Assault", "Crime", "Damage", "Injury", "Killing"})
"""What a speaker who only mentions it charges others with all the same: "demanded that who killed ten be tried"."""

_AFTER: Final = frozenset({"after", "since"})
_ANYONE: Final = frozenset({"any", "every", "no", "such", "those"})
_JUDGING: Final = frozenset({"call", "consider", "deem", "find", "judge", "think"})
_PLACES: Final = frozenset({"GPE", "LOC"})


def is_given(doc: Doc, trigger: Trigger, saying: Attribution, told: Collection[str]) -> bool:
    """Whether an event in the content of an attribution is taken as given by it.

    So is what one gives a name ("called the blast a crime"), asks or wishes something about ("called for an inquiry
    into the shooting", "asked for the coat that he lost"), what the narrator tells of a place on the side ("in Libya,
    where a war is raging, …"), and in passing what the narrator has `told`, by nouns ("the results of the election").
    """
    token, cue = doc[trigger.token], doc[saying.cue]
    is_known = _is_known(doc, trigger)
    if any(quote.begin <= trigger.span.begin < quote.end for quote in saying.quotes):
        return is_known and _is_in_passing(token, told)
    is_asked = saying.certainty == "underspecified"
    if is_known and (is_asked or (saying.rule in _NAMING and _is_named(token, cue))):
        return True
    is_fact = (trigger.factuality.certainty, trigger.factuality.tense) == ("certain", "non-future")
    if (
        is_fact
        and _IMPUTED.isdisjoint(trigger.classes)
        and any(_is_aside(clause, is_asked) for clause in _clauses_around(token, cue))
    ):
        return True
    return is_known and (_is_in_passing(token, told) or _is_judged(trigger, token, told))


def is_claimed(doc: Doc, trigger: Trigger) -> bool:
    """Whether somebody claims to have done what is known to have happened: "claimed responsibility for the attack"."""
    return _is_known(doc, trigger) and any(argument.rule == CLAIMED for argument in trigger.arguments)


def _is_known(doc: Doc, trigger: Trigger) -> bool:
    return trigger.factuality == Factuality() and is_definite(doc, trigger)


def _is_named(noun: Token, cue: Token) -> bool:
    """Whether a noun is of what is given a name: "called the blast a crime", "described the raid as a crime"."""
    for child in cue.rights:
        named = child
        if child.dep_ in ("ccomp", "oprd"):
            named = next((each for each in child.lefts if each.dep_ == "nsubj"), child)
        if named.dep_ in ("dobj", "nsubj") and named.left_edge.i <= noun.i <= named.right_edge.i:
            return all(token.lower_ != "as" for token in noun.doc[named.i : noun.i])
    return False


def _clauses_around(token: Token, cue: Token) -> list[Token]:
    """The verbs of the clauses that a token is in, below the cue."""
    around = []
    for each in (token, *token.ancestors):
        if each == cue:
            break
        if each.dep_ in ("relcl", "advcl"):
            around.append(each)
    return around


def _is_aside(clause: Token, is_asked: bool) -> bool:
    """Whether a clause tells more of a place ("in Libya, where a war is raging"), or of what is asked what it did
    ("a blanket that he lost", "help after a storm hit the coast")."""
    if clause.dep_ == "advcl":
        return is_asked and _is_past(clause) and any(child.lower_ in _AFTER for child in clause.lefts)
    noun = clause.head
    is_apart = noun.doc[clause.left_edge.i - 1].text == ","
    has_subject = any(child.dep_ in SUBJECTS and child.tag_ not in ("WDT", "WP") for child in clause.lefts)
    if is_apart and has_subject and noun.ent_type_ in _PLACES and noun.pos_ == "PROPN":
        return True
    is_anyone = noun.pos_ == "PRON" or any(child.lower_ in _ANYONE for child in noun.lefts)
    return is_asked and not is_anyone and (is_apart or _is_past(clause))


def _is_past(verb: Token) -> bool:
    return any(each.tag_ == "VBD" for each in (verb, *syntax.children(verb, "aux", "auxpass")))


def _is_in_passing(noun: Token, told: Collection[str]) -> bool:
    """Whether a noun without phrases of its own, below a preposition, takes up what the narrator has told."""
    is_bare = all(child.dep_ in ("det", "compound", "punct") or _is_of_place(child) for child in noun.children)
    return is_bare and noun.dep_ == "pobj" and syntax.lemma(noun) in told


def _is_of_place(phrase: Token) -> bool:
    """Whether a phrase tells where something was, by a name: "the earthquake *in Peru*"."""
    return phrase.lower_ in ("in", "at", "near") and all(child.ent_type_ in _PLACES for child in phrase.children)


def _is_judged(trigger: Trigger, noun: Token, told: Collection[str]) -> bool:
    """Whether a noun takes up what the narrator has told, of which a speaker says what it is: "said *the raid* was
    legal", "found *the raid* justified", but not "said the raid was carried out by rebels"."""
    verb = noun.head
    is_judgement = syntax.lemma(verb) == "be" or _is_verdict(verb)
    if noun.dep_ != "nsubj" or not is_judgement or syntax.lemma(noun) not in told:
        return False
    return all(noun.left_edge.i <= argument.head <= noun.right_edge.i for argument in trigger.arguments)


def _is_verdict(word: Token) -> bool:
    """Whether a word is what a speaker finds something to be: "found the raid *justified*", "deemed it *legal*"."""
    if word.dep_ not in ("ccomp", "oprd") or word.tag_ not in ("VBN", "VBD", "JJ"):
        return False
    return syntax.lemma(word.head) in _JUDGING and not any(syntax.children(word, "dobj", "mark", "aux", "auxpass"))
