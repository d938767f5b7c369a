"""Finds magnitudes of events that count no people: price changes, shares of votes, earthquakes, sums of money."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from kgbuild.extract import syntax
from kgbuild.extract.layers import MeasureCandidate, Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.quantities.numerals import GAP, bound_pattern, numeral_pattern, numeral_value, searchable
from kgbuild.extract.quantities.ranges import amount_before, is_set_against
from kgbuild.model import Annotated, Span
from kgbuild.parse import Token

REACH = 20
"""How many tokens from its event a magnitude may stand."""
VAGUE = frozenset({"Event", "Disclosure"})
"""Classes of events of which an amount is only where it is their own object."""


@dataclass(frozen=True, slots=True)
class Rule:
    kind: str
    pattern: re.Pattern[str]
    classes: frozenset[str]
    unit: str | None
    not_of: frozenset[str]
    taken_up: bool = False
    """Whether a sentence of its own may tell it, of an event of the one before: "it had a magnitude of 6.1"."""
    not_at: frozenset[str] = frozenset()
    """Lemmas of events that it is no measure of: "40 were against, two abstained"."""
    by_syntax: bool = False
    """Whether it is of the event alone that governs its words, of any class if none is told: "laundered $3 million"."""


def find(annotated: Annotated, triggers: Sequence[Trigger]) -> tuple[MeasureCandidate, ...]:
    """The measures of a text, in its order: each belongs to the nearest event of its sentence that can have it."""
    found = sorted(_candidates(annotated, triggers), key=lambda measure: (measure.span, measure.kind))
    return tuple(found)


def _candidates(annotated: Annotated, triggers: Sequence[Trigger]) -> Iterator[MeasureCandidate]:
    text = searchable(annotated.article.text)
    for rule in _rules():
        fitting = [trigger for trigger in triggers if _may_have(annotated.doc[trigger.token], trigger, rule)]
        for match in rule.pattern.finditer(text) if fitting else ():
            groups = {name.split("__")[0]: words for name, words in match.groupdict().items() if words is not None}
            tie = amount_before(text, match.start(), groups["n"]) if rule.by_syntax else None
            is_range = tie is not None and tie.tie == "range"
            span = Span(tie.begin if tie is not None and is_range else match.start(), match.end())
            trigger = _event_of(annotated, span, fitting, rule) if not _is_of(annotated, span, rule.not_of) else None
            figures = _figures(groups)
            is_vain = rule.by_syntax and is_set_against(text, span.begin, span.end)
            if trigger is None or figures is None or is_vain or (tie is not None and tie.tie == "change"):
                continue
            value, lower, upper = (None, _decimal(tie.low), figures[2]) if tie is not None and is_range else figures
            unit = groups.get("unit", rule.unit)
            yield MeasureCandidate(rule.kind, span, trigger.token, value, unit, lower, upper, rule.kind)


@functools.cache
def _rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(
            entry["kind"],
            _compiled(entry["pattern"]),
            frozenset(entry["classes"]),
            entry.get("unit"),
            frozenset(entry.get("not_of", ())),
            entry.get("taken_up", False),
            frozenset(entry.get("not_at", ())),
            entry.get("by_syntax", False),
        )
        for entry in load_lexicon("measures")["measures"]
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    bound = rf"(?:(?:{bound_pattern()}){GAP})?"
    number = rf"{bound}(?P<n>{numeral_pattern()})"
    spaced = re.sub(r" (\??)", lambda blank: f"(?:{GAP}){blank[1]}", pattern.replace("[ -]", f"(?:-|{GAP})"))
    branches = spaced.split("{n}")
    filled = branches[0]
    for at, rest in enumerate(branches[1:]):
        # A group name may stand in a pattern only once.
        filled += re.sub(r"\(\?P<(\w+)>", rf"(?P<\1__{at}>", number) + rest.replace("(?P<unit>", f"(?P<unit__{at}>")
    filled = filled.replace("{more}", re.sub(r"\(\?P<(\w+)>", r"(?P<\1__more>", bound))
    return re.compile(rf"(?<![\w.,$€£¥-])(?:{filled})(?!\w)", re.IGNORECASE)


def _figures(groups: Mapping[str, str]) -> tuple[str | None, str | None, str | None] | None:
    """Value, lower and upper bound; a bound alone gives no value. None where the words make no number."""
    number = numeral_value(groups["n"])
    if number is None:
        return None
    figure = _decimal(number)
    if "lower" in groups:
        return None, figure, None
    if "upper" in groups:
        return None, None, figure
    return figure, figure, figure


def _decimal(number: Fraction) -> str:
    """A number in plain digits; the numerals of English have finite decimals."""
    if number.denominator == 1:
        return str(number.numerator)
    return f"{float(number):.6f}".rstrip("0")


def _clause_of(token: Token) -> Token | None:
    """The verb of the finite clause with a subject of its own that a token stands in."""
    for verb in (token, *token.ancestors):
        if syntax.is_finite(verb) and any(syntax.children(verb, *syntax.SUBJECTS)):
            return verb
    return None


def _is_of(annotated: Annotated, span: Span, nouns: frozenset[str]) -> bool:
    """Whether one of the nouns is the subject of the clause that a figure stands in."""
    tokens = annotated.doc.char_span(*span, alignment_mode="expand") if nouns else None
    clause = _clause_of(tokens[0]) if tokens is not None else None
    return clause is not None and any(each.lemma_ in nouns for each in syntax.children(clause, *syntax.SUBJECTS))


def _may_have(event: Token, trigger: Trigger, rule: Rule) -> bool:
    is_of_class = bool(rule.classes & set(trigger.classes)) if rule.classes else "PriceChange" not in trigger.classes
    return is_of_class and event.lemma_.lower() not in rule.not_at


def _event_of(annotated: Annotated, span: Span, triggers: Sequence[Trigger], rule: Rule) -> Trigger | None:
    if not rule.by_syntax:
        return _nearest(annotated, span, triggers, rule.taken_up)
    tokens = annotated.doc.char_span(*span, alignment_mode="expand")
    governors = _governors(tokens.root) if tokens is not None else []
    at = {trigger.token: trigger for trigger in triggers}
    near = next((at[each.i] for each in governors if each.i in at), None)
    # "Reported losses of $2 million", "combined a quota of 10 tonnes": only of what the noun between says
    is_of_noun = near is not None and near.token != governors[0].i and set(near.classes) <= VAGUE
    return None if is_of_noun else near


def _governors(amount: Token) -> list[Token]:
    """What an amount is the object of, or "of", and of which this is the object: "fined $3 million", "a fine of $3
    million", "robbed the bank of $3 million", "demanded between $2 million and $3 million"."""
    if amount.lower_ == "between" and amount.dep_ == "prep":
        return [amount.head]
    amount = _set_aside_for(amount) or amount
    if amount.dep_ in syntax.OBJECTS or amount.dep_ == "nsubjpass":
        return [amount.head]
    if amount.dep_ != "pobj" or amount.head.lower_ != "of":
        return []
    noun = amount.head.head
    is_object = noun.dep_ in syntax.OBJECTS and noun.lemma_.lower() not in load_lexicon("events/words")["people"]
    return [noun, noun.head] if is_object else [noun]


def _set_aside_for(amount: Token) -> Token | None:
    """The amount in whose place another is told: the $3 million of "not $3 million but $5 million"."""
    above = amount.head.head if amount.dep_ == "pobj" and amount.head.lower_ == "but" else amount.head
    return above if syntax.is_set_aside(above) else None


def _nearest(annotated: Annotated, span: Span, triggers: Sequence[Trigger], taken_up: bool) -> Trigger | None:
    tokens = annotated.doc.char_span(*span, alignment_mode="expand")
    if tokens is None:
        return None
    sentence = tokens[0].sent
    first, last = max(sentence.start, tokens.start - REACH), min(sentence.end, tokens.start + REACH)
    clause = _clause_of(tokens[0])
    inside = [
        trigger
        for trigger in triggers
        if first <= trigger.token < last and clause in (None, _clause_of(annotated.doc[trigger.token]))
    ]
    if not inside and taken_up:
        before = annotated.doc[max(sentence.start - 1, 0)].sent
        told = [trigger for trigger in triggers if before.start <= trigger.token < sentence.end]
        return told[-1] if told else None
    return min(inside, key=lambda trigger: (abs(trigger.token - tokens.start), trigger.token), default=None)
