"""What the words that modify a verb or noun itself say of whether it happens: "may", "not", "alleged", "if"."""

from __future__ import annotations

from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.events.factuality.effects import (
    FUTURE,
    INTENDED,
    NEGATIVE,
    NONE,
    OPEN,
    POSSIBLE,
    PROBABLE,
    Effect,
    effect_of,
    words_of,
)
from kgbuild.extract.events.factuality.frames import (
    is_bygone,
    is_inverted,
    is_question,
    is_supposed_clause,
    over_complement,
)
from kgbuild.extract.events.factuality.phrases import is_little, is_none, is_scarcely_any
from kgbuild.parse import Token

_NOT: Final = ("not", "n't", "n’t")

_WOULD: Final = ("would", "'d", "’d")

_MODIFYING: Final = frozenset(
    {
        *("aux", "auxpass", "neg", "mark", "advmod", "acomp", "oprd", "prep", "nsubj", "nsubjpass", "dobj"),
        *("det", "amod", "preconj", "compound", "nmod"),
    }
)
"""The labels of what says of a word itself whether it happens."""

SHARED: Final = _MODIFYING - {"acomp", "oprd"}
"""Those that a verb shares with one beside it: "will come and stay", but not "was eager to come and left"."""


def own_effects(word: Token, apart: Token | None = None, labels: frozenset[str] = _MODIFYING) -> list[Effect]:
    """What the words that modify a word itself do: auxiliaries, negation, adverbs, determiners, adjectives.

    `apart` is the one of them that the walk comes from: it has spoken for itself.
    """
    found = _by_its_form(word)
    is_qualified = _is_qualified(word)
    for child in word.children_by(labels):
        if _is_cut_off(child, word):
            continue
        if is_qualified and child.dep_ == "neg":
            continue
        if is_qualified and child.dep_ in ("nsubj", "nsubjpass") and not _is_qualified(word, "harmless"):
            continue
        if child.lower_ in ("can", "ca", "could") and _is_denied(word) and not _is_conditional(word):
            continue  # what cannot be is not
        if child.dep_ in ("aux", "auxpass"):
            found.append(_of_auxiliary(child, word))
            if child.lower_ in ("going", "about"):
                found.append({"tense": "future"})
        elif child.dep_ in ("nsubj", "nsubjpass", "dobj") and child != apart and is_none(child):
            found.append(NONE if syntax.lemma(child) in words_of("doubting") else NEGATIVE)  # "left no doubt"
        elif child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether", "lest"):
            if is_scarcely_any(child):
                continue
            is_asked = is_bygone(word) and is_question(word)  # "did not say whether there were deaths"
            found.append(POSSIBLE if is_asked else OPEN)
        elif child.dep_ == "advmod" and child.lower_ == "next":
            continue  # "exploded next to a car"
        elif child.lower_ == "either":
            found += [POSSIBLE] if is_either(word) else []
        elif child.lower_ in _NOT and child.i + 1 < len(word.doc) and child.nbor().lower_ in words_of("not_only"):
            continue  # "was not only a strike"
        elif child.lower_ == "certainly" and any(map(_is_almost, syntax.children(child, "advmod"))):
            found.append(PROBABLE)
        elif child.lower_ == "necessarily" and _is_denied(word):
            found.append(POSSIBLE)
        elif child.dep_ in ("neg", "advmod", "det", "amod", "preconj", "compound", "nmod"):
            is_not = (child.lower_ == "longer" and is_none(child)) or (child.lower_ == "little" and is_little(word))
            found.append(NEGATIVE if is_not else effect_of("modifiers", child))
        elif child.dep_ in ("acomp", "oprd", "prep") and word.pos_ in ("AUX", "VERB"):
            found.append(_of_complement(child, word))
    return [effect for effect in found if effect]


def _is_cut_off(helper: Token, verb: Token) -> bool:
    """Whether a helper belongs to a verb left out: "asked to come, she *couldn't* since it was late"."""
    if helper.dep_ not in ("aux", "auxpass", "neg"):
        return False
    first = next(iter(syntax.children(verb, "aux", "auxpass")), helper)
    return any(max(helper.i, first.i) < mark.i for mark in syntax.children(verb, "mark"))


def _is_qualified(verb: Token, how: str = "depictive") -> bool:
    """Whether a negation is of how somebody did it, not of the deed: "nobody ran *unopposed*"."""
    return any(child.lower_ in words_of(how) for child in syntax.children(verb, "acomp", "advmod", "oprd"))


def _is_almost(adverb: Token) -> bool:
    return adverb.lower_ in words_of("almost")


def _is_denied(verb: Token) -> bool:
    """Whether a verb is negated, by itself or by whom it is told of: "could not be found", "neither could be found"."""
    return any(syntax.children(verb, "neg")) or any(map(is_none, syntax.children(verb, "nsubj", "nsubjpass")))


def _of_complement(word: Token, verb: Token) -> Effect:
    """What an adjective or preposition after a verb does to it: "was *likely* an attack" says nothing of time."""
    if word.dep_ == "prep":
        return NONE
    return effect_of("modifiers", word) if any(syntax.children(verb, "attr")) else over_complement(word)


def is_either(word: Token) -> bool:
    """Whether a word is the first of several of which one is so: "was *either* shot down or crashed"."""
    opening = any(
        child.lower_ == "either" for child in syntax.children(word, "preconj", "cc", "neg") if child.i < word.i
    )
    return opening and any(syntax.children(word, "conj"))


def _by_its_form(verb: Token) -> list[Effect]:
    """What the form of a verb tells: "Parliament to vote", "turn off the lamp", "when it rains, rivers rise"."""
    if verb.dep_ == "ROOT" and syntax.is_infinitive(verb):
        return [FUTURE]
    if verb.dep_ == "ROOT" and is_inverted(verb) and any(map(_is_supposed_main, syntax.children(verb, "ccomp"))):
        return [OPEN]  # "he might have resigned had he lost": parsers take the condition for the main clause
    if verb.tag_ not in ("VB", "VBP", "VBZ"):
        return []
    if syntax.is_imperative(verb) and syntax.lemma(verb) not in words_of("done_by_word"):
        return [OPEN]
    return [POSSIBLE] if any(is_whenever(clause) for clause in syntax.children(verb, "advcl")) else []


def _is_supposed_main(clause: Token) -> bool:
    return clause.i < clause.head.i and any(child.tag_ == "MD" for child in syntax.children(clause, "aux"))


def is_whenever(clause: Token) -> bool:
    """Whether a clause and its main verb tell of no one happening: "when it rains, rivers rise"."""
    opening = any(child.lower_ in ("when", "whenever") for child in syntax.children(clause, "advmod", "mark"))
    of_now = all(
        verb.tag_ in ("VBZ", "VBP") and not any(syntax.children(verb, "aux", "auxpass"))
        for verb in (clause, clause.head)
    )
    return opening and of_now and clause.dep_ == "advcl" and clause.i < clause.head.i


def _of_auxiliary(auxiliary: Token, verb: Token) -> Effect:
    """What an auxiliary does to its verb: "may attack" is of what is to come, "may be sleeping", "may know" of now."""
    effect = effect_of("auxiliaries", auxiliary)
    if "certainty" not in effect:
        return INTENDED if effect and _is_conditional(verb, even=False) else effect  # "will resign if he loses"
    helpers = [child.lower_ for child in syntax.children(verb, "aux")]
    if "have" in helpers or "'ve" in helpers:
        return _looking_back(auxiliary, effect)
    if auxiliary.lower_ in _WOULD and _is_habitual(verb):
        return NONE
    kinds = {syntax.lemma(verb), *(f"{syntax.lemma(verb)} {each.lower_}" for each in syntax.prepositions(verb))}
    of_now = (verb.tag_ == "VBG" and "be" in helpers) or not kinds.isdisjoint(words_of("standing"))
    return POSSIBLE if of_now and auxiliary.lower_ in words_of("epistemic") else effect


def _looking_back(auxiliary: Token, effect: Effect) -> Effect:
    """What an auxiliary does before "have": "may have attacked" looks back, "will have left" does not; "a law that
    would have allowed it" tells of what has hardly come about."""
    return POSSIBLE if auxiliary.lower_ in _WOULD else {"certainty": effect.get("certainty")}


def _is_habitual(verb: Token) -> bool:
    """Whether "would" tells what used to be done: "in the past he would walk", but not "said he would often walk"."""
    if verb.dep_ == "ccomp" or _is_conditional(verb):
        return False
    if any(child.lower_ in words_of("habitual") for child in syntax.children(verb, "advmod")):
        return True
    return any(
        phrase.lower_ == "in" and any(noun.lower_ == "past" for noun in syntax.children(phrase, "pobj"))
        for phrase in syntax.prepositions(verb)
    )


def _is_conditional(verb: Token, even: bool = True) -> bool:
    """Whether what a verb tells depends on an "if", or an "even if": "if he came, they could not lose"."""
    return any(
        is_supposed_clause(clause) and (even or clause.left_edge.lower_ not in ("even", "as"))
        for clause in syntax.children(verb, "advcl")
    )
