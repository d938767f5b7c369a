"""Whether an event happened: polarity, certainty, tense and attempt, from the words that govern its trigger.

The values are those of FactBank and GRaSP (see docs/model.md). The walk goes from the trigger up through the words
that embed it: "refused to send troops" negates, "may attack" weakens, "tried to break in" is an attempt.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.events.actors import is_actor
from kgbuild.extract.events.factuality.clauses import over_clause
from kgbuild.extract.events.factuality.effects import (
    ASKED,
    FUTURE,
    INTENDED,
    NEGATIVE,
    OPEN,
    PURPOSE,
    SCALE,
    Above,
    Effect,
    carriers,
    effect_of,
    words_of,
)
from kgbuild.extract.events.factuality.frames import is_bygone, is_coming
from kgbuild.extract.events.factuality.modifiers import own_effects
from kgbuild.extract.events.factuality.nouns import over_noun
from kgbuild.extract.events.factuality.truth import untruth_of
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Certainty, Factuality
from kgbuild.parse import Token

_MOST_STEPS: Final = 12
"""How many words above a trigger are asked: no sentence embeds deeper, and a malformed parse shall not loop."""


def factuality_of(trigger: Token) -> Factuality:
    """The factuality of the event that a trigger tells."""
    negations, certainty, future = 0, 0, False
    attempted = syntax.lemma(trigger) in words_of("attempts") and not _has_aim(trigger)
    for effect in effects(trigger):
        negations += effect.get("polarity") == "negative"
        certainty = max(certainty, SCALE.index(effect.get("certainty", "certain")))
        future = future or effect.get("tense") == "future"
        if effect.get("attempted") and negations:
            certainty = max(certainty, SCALE.index("possible"))  # "tried to prevent a clash"
        else:
            attempted = attempted or bool(effect.get("attempted"))
    if negations == 2:
        certainty = max(certainty, SCALE.index("possible"))  # "did not rule out using force"
    return Factuality(
        "negative" if negations % 2 else "positive", SCALE[certainty], "future" if future else "non-future", attempted
    )


def hedge_of(head: Token) -> Certainty:
    """How sure the text is that a phrase fills its role: "the suspected perpetrators" are so only possibly."""
    weakest, prospective = 0, load_lexicon("events/factuality")["prospective"]
    for modifier in syntax.children(head, "amod", "compound", "advmod"):
        if modifier.lower_ in prospective:
            continue
        weakest = max(weakest, SCALE.index(effect_of("modifiers", modifier).get("certainty", "certain")))
    return SCALE[weakest]


def effects(trigger: Token, steps: int = _MOST_STEPS) -> Iterator[Effect]:
    """What each word around a trigger does to its factuality, up to so many words above it."""
    yield from own_effects(trigger)
    for clause in syntax.children(trigger, "relcl"):
        if syntax.lemma(clause) in carriers() and trigger in syntax.direct_objects(clause):
            yield from own_effects(clause)  # "the visit that he will make"
        elif syntax.lemma(clause) == "be" and any(map(syntax.is_infinitive, syntax.children(clause, "xcomp"))):
            yield PURPOSE if clause.tag_ == "VBD" else FUTURE  # "talks that were to take place"
    if trigger.pos_ == "NOUN" and any(_is_only_meant(trigger, clause) for clause in syntax.children(trigger, "acl")):
        yield OPEN
    if trigger.pos_ == "NOUN" and is_coming(trigger):
        yield INTENDED
    if syntax.is_in_question(trigger):
        yield ASKED
    if _is_turned_down(trigger):
        return
    told = _from_above(trigger, steps)
    yield from _but_prospects(told) if _is_told_as_over(trigger) else told


def _from_above(trigger: Token, steps: int) -> Iterator[Effect]:
    node = trigger
    for left in reversed(range(steps)):
        head = _above(node)
        if head == node:
            yield from untruth_of(node, head) or ()  # "it is not true, the mayor said, that he fled"
            return
        effect, carries_on = _from_head(node, head, partial(effects, steps=left))
        yield from effect
        if not carries_on:
            return
        node = head


def _but_prospects(told: Iterable[Effect]) -> list[Effect]:
    """What is done to that which a clause tells as over: "denied the theft that led to the raid" and "averted the raid
    that worried Paris", but not "could have averted" or "approved the raids that killed two"."""
    found = [effect for effect in told if effect]
    if any(effect.get("polarity") == "negative" for effect in found):
        return found if all(dict(effect) == dict(NEGATIVE) for effect in found) else []
    return [effect for effect in found if effect.get("tense") != "future"]


def _from_head(node: Token, head: Token, above: Above) -> tuple[list[Effect], bool]:
    """What the head of a word does to it, and whether what governs the head does something to it too."""
    if node.dep_ == "amod" and syntax.lemma(node) in words_of("deadly"):
        # "To avoid a deadly clash": what comes of a happening does so only if that happens
        return own_effects(head, node), True
    if (untrue := untruth_of(node, head)) is not None:
        return untrue, False
    if not syntax.is_verbal(node) and node.dep_ not in syntax.CLAUSES:
        return over_noun(node, head, above)
    return over_clause(node, head, above)


def _has_aim(attempt: Token) -> bool:
    """Whether an infinitive tells what was tried, so that the attempt itself was made: "an attempt to flee"."""
    return any(map(syntax.is_infinitive, syntax.children(attempt, "xcomp", "acl", "advcl")))


def _is_told_as_over(noun: Token) -> bool:
    """Whether a clause tells that what a noun names took place: "approved the raids that killed two"."""
    if noun.pos_ != "NOUN" or not any(child.lower_ in ("the", "these", "those") for child in noun.children):
        return False
    clauses = (clause for clause in syntax.children(noun, "relcl") if is_bygone(clause) and clause.tag_ == "VBD")
    return any(
        subject.tag_ in ("WDT", "WP") or subject.lower_ == "that"
        for clause in clauses
        if not any(syntax.children(clause, "neg"))
        for subject in syntax.children(clause, "nsubj")
    )


def _is_only_meant(noun: Token, participle: Token) -> bool:
    """Whether the participle after a noun tells that it is but an idea: "the cuts *proposed* by the mayor", but not
    "the march planned for May was held"."""
    took_place = noun.dep_ in ("nsubj", "nsubjpass") and syntax.lemma(noun.head) in carriers()
    return participle.tag_ == "VBN" and syntax.lemma(participle) in words_of("only_meant") and not took_place


def _is_turned_down(noun: Token) -> bool:
    """Whether a noun names what has been said all the same: "rejected a request"."""
    if noun.dep_ not in ("dobj", "nsubjpass") or syntax.lemma(noun) not in words_of("spoken"):
        return False
    if syntax.lemma(noun.head) in words_of("barring"):
        return False  # "prevented a protest"
    return effect_of("noun_governors", noun.head).get("polarity") == "negative"


def _above(node: Token) -> Token:
    """What a word hangs on, where parsers may have lost it.

    No matter is coordinated with a name: in "demanded the resignation of Anna Berg and fresh elections" the elections
    are with the resignation.
    """
    name = node.head
    if node.dep_ == "conj" and syntax.is_verbal(node) and syntax.is_verbal(name):
        return _beside(node)
    if node.dep_ != "conj" or node.pos_ != "NOUN" or name.ent_type_ != "PERSON" or name.dep_ != "pobj":
        return name
    return name.head.head if name.head.lower_ == "of" and not is_actor(syntax.counted(node)) else name


def _beside(verb: Token) -> Token:
    """The verb that one of two stands beside: of its form, not the next before it. "Was scheduled to *speak* and
    *meet* the mayor", "to *stop* selling bread and *march*", "*saying* that he won't come and *warning* us"."""
    first = verb.head
    if any(syntax.children(verb, "nsubj", "nsubjpass", "aux", "auxpass")):
        return first
    if verb.tag_ == "VBD" and syntax.is_infinitive(first) and first.dep_ == "xcomp":
        return first.head  # "was asked to speak and resigned"
    if verb.tag_ == "VBG" and first.tag_ != "VBG":
        return first.head if first.head.tag_ == "VBG" and first.dep_ == "ccomp" else first
    if verb.tag_ not in ("VB", "VBP") or first.tag_ not in ("VBN", "VBD", "VBG"):
        return first
    aims = [aim for aim in syntax.children(first, "xcomp", "advcl") if syntax.is_infinitive(aim) and aim.i < verb.i]
    if aims:
        return aims[-1]
    return first.head if first.dep_ == "xcomp" and first.tag_ == "VBG" and first.head.tag_ in ("VB", "VBP") else first
