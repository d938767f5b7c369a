"""What brought an event about, or what it merely followed, where the text says so. The words are in causes.toml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kgbuild.extract.layers import Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, is_passive, lemma
from kgbuild.model import Annotated, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

BY_PREPOSITION: Final = 0.8
BY_VERB: Final = 0.85
BY_CLAUSE: Final = 0.75


@dataclass(frozen=True, slots=True)
class CauseCandidate:
    """One tie between events. `effect` and `cause` are trigger numbers; `predicate` is "kgb:cause" or "kgb:after".

    `span` is the cause's trigger or, where the cause is no event (`cause` is None, "kgb:causeText"), its phrase.
    """

    effect: int
    cause: int | None
    predicate: str
    span: Span
    confidence: float
    rule: str


def find(annotated: Annotated, triggers: Sequence[Trigger]) -> tuple[CauseCandidate, ...]:
    """The ties between the triggers of a text, in the order of the causes, each once."""
    numbers = {trigger.token: number for number, trigger in reversed(list(enumerate(triggers)))}
    found: dict[tuple[int, int | None, str], CauseCandidate] = {}
    for number, trigger in enumerate(triggers):
        token = annotated.doc[trigger.token]
        for effect, predicate, confidence, rule in (
            *_by_preposition(token, triggers, numbers),
            *_by_verb(token, numbers),
            *_by_clause(token, numbers),
        ):
            if effect != number:
                tie = CauseCandidate(effect, number, predicate, trigger.span, confidence, rule)
                found.setdefault((effect, number, predicate), tie)
    for tie in _phrases(annotated, triggers, numbers):
        found.setdefault((tie.effect, None, tie.predicate), tie)
    return tuple(found.values())


def _by_preposition(
    cause: Token, triggers: Sequence[Trigger], numbers: Mapping[int, int]
) -> Iterator[tuple[int, str, float, str]]:
    """ "Protests over the arrest", "killed after the attack", "days of protests for the increase"."""
    if cause.dep_ not in ("pobj", "pcomp"):
        return
    words, governor = _prepositions(cause.head)
    for effect in _happenings(governor, numbers):
        if predicate := _predicate(words, triggers[effect].classes):
            yield effect, predicate, BY_PREPOSITION, f"preposition {words}"


def _predicate(words: str, classes: Sequence[str]) -> str | None:
    lexicon = load_lexicon("causes")
    if words in lexicon["prepositions"]:
        return str(lexicon["prepositions"][words])
    return "kgb:cause" if set(lexicon["classes"].get(words, ())) & set(classes) else None


def _prepositions(token: Token) -> tuple[str, Token]:
    """The chain of prepositions up from the last one ("in response to"), and the word that it hangs on."""
    words = [token.lower_]
    first = token
    while len(words) < 3 and (
        first.head.pos_ in ("ADP", "SCONJ")
        or (first.head.lower_ in ("due", "owing", "thanks") and first.dep_ == "prep")
    ):
        first = first.head
        words.insert(0, first.lower_)
    # "as a result of", "in response to": a noun within the chain
    noun = first.head
    if noun.dep_ == "pobj" and noun.pos_ == "NOUN" and noun.head.pos_ == "ADP":
        inner = [child.lower_ for child in noun.lefts if child.dep_ == "det"]
        phrase = " ".join([noun.head.lower_, *inner, noun.lower_, *words])
        if phrase in load_lexicon("causes")["prepositions"]:
            return phrase, noun.head.head
    return " ".join(words), first.head


def _happenings(token: Token, numbers: Mapping[int, int]) -> Iterator[int]:
    """The trigger at a word; of a verb that is none itself, the trigger that is its subject."""
    if token.i in numbers:
        yield numbers[token.i]
        return
    for child in token.children:
        if child.dep_ in SUBJECTS and child.i in numbers:
            yield numbers[child.i]


def _by_verb(cause: Token, numbers: Mapping[int, int]) -> Iterator[tuple[int, str, float, str]]:
    """ "The arrest sparked riots", "riots sparked by the arrest", "the arrest led to riots"."""
    verbs = load_lexicon("causes")["verbs"]
    if cause.dep_ == "nsubj":
        verb = cause.head
        if lemma(verb) in verbs["cause"] and not is_passive(verb):
            yield from _objects(verb, ("dobj",), numbers)
        if preposition := verbs["cause_to"].get(lemma(verb)):
            for child in verb.children:
                if child.dep_ == "prep" and child.lower_ == preposition:
                    yield from _objects(child, ("pobj",), numbers, lemma(verb))
    elif cause.dep_ == "pobj" and cause.head.dep_ == "agent" and lemma(cause.head.head) in verbs["cause"]:
        verb = cause.head.head
        effects = [verb.head] if verb.dep_ == "acl" else [c for c in verb.children if c.dep_ == "nsubjpass"]
        for effect in effects:
            if effect.i in numbers:
                yield numbers[effect.i], "kgb:cause", BY_VERB, f"verb {lemma(verb)}"
    elif cause.dep_ == "pobj" and verbs["effect"].get(lemma(cause.head.head)) == cause.head.lower_:
        verb = cause.head.head
        yield from _objects(verb, ("nsubj",), numbers)


def _objects(
    head: Token, labels: Sequence[str], numbers: Mapping[int, int], word: str = ""
) -> Iterator[tuple[int, str, float, str]]:
    for child in head.children:
        if child.dep_ in labels and child.i in numbers:
            yield numbers[child.i], "kgb:cause", BY_VERB, f"verb {word or lemma(head)}"


def _by_clause(cause: Token, numbers: Mapping[int, int]) -> Iterator[tuple[int, str, float, str]]:
    """ "... because police had shot a boy", "... after police had shot a boy"."""
    conjunctions = load_lexicon("causes")["conjunctions"]
    if cause.dep_ in ("advcl", "pcomp") and cause.head.i in numbers:
        for child in cause.children:
            if child.dep_ == "mark" and child.lower_ in conjunctions:
                yield numbers[cause.head.i], conjunctions[child.lower_], BY_CLAUSE, f"clause {child.lower_}"


def _phrases(annotated: Annotated, triggers: Sequence[Trigger], numbers: Mapping[int, int]) -> Iterator[CauseCandidate]:
    """Causes that are no events: "protests over the price of bread"."""
    for number, trigger in enumerate(triggers):
        for preposition in annotated.doc[trigger.token].children:
            if preposition.dep_ != "prep":
                continue
            for cause in preposition.children:
                inside = {token.i for token in cause.subtree}
                words = _prepositions(preposition)[0]
                if cause.dep_ != "pobj" or inside & numbers.keys():
                    continue
                if _predicate(words, trigger.classes) == "kgb:cause":
                    span = Span(cause.left_edge.idx, cause.right_edge.idx + len(cause.right_edge))
                    rule = f"preposition {words}"
                    yield CauseCandidate(number, None, "kgb:causeText", span, BY_PREPOSITION, rule)
