"""Which event makes people what they are counted as, where none governs their number: the blast of "nine were dead"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.layers import Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.quantities.count_kinds import kind_of, kinds
from kgbuild.extract.quantities.governors import ACTING
from kgbuild.parse import Doc, Token

SENTENCES: Final = 3
"""How many sentences before its own the event of a word of state may stand: "the toll later rose to 60"."""
REACH: Final = 250
"""How many tokens away the event of a count may stand: text without full stops costs no more than prose."""


def stretch(doc: Doc, counted: Token) -> tuple[int, int]:
    """From where to where, as tokens, the event of a number may stand that no event governs."""
    first = counted.sent.start
    for _ in range(SENTENCES):
        first = doc[first - 1].sent.start if first else 0
    return max(first, counted.i - REACH), min(counted.sent.end, counted.i + REACH)


def nearest(doc: Doc, counted: Token, kind: str, near: Sequence[Trigger]) -> Trigger | None:
    """The event of a count that no trigger governs: its sentence's before the last one's, its kind's before any."""
    sentence = counted.sent

    def rank(trigger: Trigger) -> tuple[bool, bool, int, int]:
        inside = sentence.start <= trigger.token < sentence.end
        is_other = not _is_of_kind(doc, trigger, kind)
        is_apart = not inside or (is_other and _is_unlikely(doc, trigger, counted))
        return is_apart, is_other, abs(trigger.token - counted.i), trigger.token

    return min((each for each in near if _may_cost(doc, each, counted, kind)), key=rank, default=None)


def _may_cost(doc: Doc, trigger: Trigger, counted: Token, kind: str) -> bool:
    """Whether people may come to be of a kind by an event: the dead by an earthquake, but not by an evacuation."""
    own, words = kind_of(doc, trigger), load_lexicon("counts")["harmful"]
    if own == kind or kinds()[kind].side == ACTING:  # what some take part in harms nobody by that
        costs = own == kind or not kinds()[kind].classes.isdisjoint(trigger.classes)
    else:
        costs = own not in words["harmless_kinds"] and not set(words["classes"]).isdisjoint(trigger.classes)
    if not costs or kind not in words["befalling"]:
        return costs
    event = doc[trigger.token]
    if trigger.token >= counted.sent.start:
        return own is not None or not _is_mild(event, trigger, counted)
    is_later = any(word.lemma_.lower() == "toll" for word in counted.sent)  # "killed a nurse. The toll rose to two"
    return not (_befell_others(doc, trigger, kind, is_later) or _is_of_part(event))


def _is_of_kind(doc: Doc, trigger: Trigger, kind: str) -> bool:
    """Whether an event makes people of a kind; who is in hospital may have come there by what injured them."""
    return kind_of(doc, trigger) in (kind, *load_lexicon("counts")["harmful"]["kin"].get(kind, ()))


def _is_unlikely(doc: Doc, trigger: Trigger, counted: Token) -> bool:
    """Whether an event makes people of another kind, or of none: a rescue, or a curfew that is not said to."""
    is_apart = kind_of(doc, trigger) is not None or "Aid" in trigger.classes
    return is_apart or _is_mild(doc[trigger.token], trigger, counted)


def _is_mild(event: Token, trigger: Trigger, counted: Token) -> bool:
    """Whether an event costs nobody anything and is not said to have: "a curfew", not "the crackdown left 12 dead"."""
    if set(load_lexicon("counts")["harmful"]["mild"]).isdisjoint(trigger.classes):
        return False
    return event.dep_ not in syntax.SUBJECTS or event.head.i not in {each.i for each in counted.ancestors}


def _befell_others(doc: Doc, trigger: Trigger, kind: str, may_grow: bool) -> bool:
    """Whether an event told before befell one person alone, some thing or so many others: "shot dead a guard", "shot at
    a lorry"; where so many died, as many as others say may have. What `may_grow` befell one at first; a ferry that sank
    is no thing that others had to do with."""
    whom = [doc[each.head] for each in trigger.arguments if each.role == "kgb:recipient" and each.instead_of is None]
    if not whom:
        return False
    is_accident = not {"Accident", "NaturalDisaster"}.isdisjoint(trigger.classes)
    if (
        not is_accident
        and not _is_of_kind(doc, trigger, kind)
        and any(_is_thing(noun) or _is_numbered(noun) for noun in whom)
    ):
        return True
    return not may_grow and all(_is_one(noun) for noun in whom)


def _is_one(noun: Token) -> bool:
    """Whether a noun is of one person: no crowd, no family, none to whom others are joined."""
    people, several = load_lexicon("events/words")["people"], load_lexicon("counts")["harmful"]["several"]
    if noun.tag_ not in ("NN", "NNP") or any(noun.conjuncts):
        return False
    if noun.ent_type_ == "PERSON":
        return True
    is_told = any(child.dep_ == "det" or child.dep_ == "poss" for child in noun.children)
    return is_told and noun.lemma_.lower() in people and noun.lemma_.lower() not in several


def _is_thing(noun: Token) -> bool:
    words = load_lexicon("counts")
    lemma = noun.lemma_.lower()
    return lemma in words["not_people"]["lemmas"] and lemma not in words["inhabitants"]["places"]


def _is_numbered(noun: Token) -> bool:
    return any(child.dep_ == "nummod" for child in noun.children)


def _is_of_part(event: Token) -> bool:
    """Whether an event befell but some of those before it: "six died, including two lynched by a mob"."""
    return any(_is_part(word) for word in _upwards(event))


def _is_part(word: Token) -> bool:
    words = load_lexicon("counts")["parts"]
    opens = word.head.lower_ in words["prepositions"] or word.head.lower_ == "among"
    return opens and word.dep_ in ("pobj", "pcomp")


def _upwards(word: Token) -> Iterator[Token]:
    """A word and those above it, as far as its clause."""
    yield word
    for above in word.ancestors:
        yield above
        if syntax.is_finite(above):
            return
