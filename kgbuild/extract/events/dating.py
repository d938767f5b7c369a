"""When an event took place: which time expressions belong to it, and what they say of its begin and end.

A time expression belongs to the clause that it modifies. A trigger takes the times of its own phrase; with lower
confidence those of the clause that governs it, up to the next clause that is reported or relative.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kgbuild.extract.layers import Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import is_finite, lemma
from kgbuild.model import Key, Statement, Timex, Value
from kgbuild.parse import Doc, Token

OWN: Final = 0.9
INHERITED: Final = 0.7
# Arcs from a time expression up to the word that it modifies.
CARRIERS: Final = frozenset(
    {"prep", "pobj", "npadvmod", "nmod", "compound", "pcomp", "advmod", "amod", "poss", "dep", "nummod", "quantmod"}
)
# Arcs along which a clause hands its time down: "On Monday he tried to ...", "... killing two", "an attack on".
INHERITING: Final = frozenset(
    {"xcomp", "advcl", "acl", "dobj", "nsubj", "nsubjpass", "pobj", "prep", "conj", "attr", "agent", "pcomp"}
)
# Clauses that stand on their own once they have a subject of their own: "... while the army withdrew".
CLAUSES: Final = frozenset({"advcl", "acl", "conj"})
BEGINS: Final = frozenset({"sem:hasBeginTimeStamp", "sem:hasEarliestBeginTimeStamp"})
ENDS: Final = frozenset({"sem:hasEndTimeStamp", "sem:hasLatestEndTimeStamp"})
BOUND_BY: Final = {"until": "until", "till": "until", "by": "until", "since": "since", "from": "since"} | {
    "before": "before",
    "after": "after",
}


@dataclass(frozen=True, slots=True)
class EventTime:
    """A time expression of a token, with how sure it is that it dates it.

    `role` is "on", "start" where only the begin is dated, or how a preposition makes it a bound: "until", "since",
    "before", "after".
    """

    token: int
    timex: Timex
    role: str
    confidence: float


def statements(event: Key, when: EventTime) -> tuple[Statement, ...]:
    """What a time expression says of an event: the expression itself, and the bounds that it gives."""
    timex = when.timex
    found: list[tuple[str, Key | Value]] = [("kgb:time", timex.key)]
    if when.role == "until":
        found.append(("sem:hasEndTimeStamp", _stamp(timex.end or timex.begin)))
    elif when.role == "start" and timex.vague:
        found.append(("sem:hasEarliestBeginTimeStamp", _stamp(timex.begin)))
    elif when.role in ("since", "start"):
        found.append(("sem:hasBeginTimeStamp", _stamp(timex.begin)))
    elif when.role == "before":
        found.append(("sem:hasLatestEndTimeStamp", _stamp(timex.begin)))
    elif when.role == "after":
        found.append(("sem:hasEarliestBeginTimeStamp", _stamp(timex.end or timex.begin)))
    elif timex.vague:
        found.append(("sem:hasEarliestBeginTimeStamp", _stamp(timex.begin)))
        found.append(("sem:hasLatestEndTimeStamp", _stamp(timex.end)))
    else:
        found.append(("sem:hasBeginTimeStamp", _stamp(timex.begin)))
        if timex.end is not None and (timex.begin is None or timex.end[:10] != timex.begin[:10]):
            found.append(("sem:hasEndTimeStamp", _stamp(timex.end)))
    return tuple(
        Statement(event, predicate, value, timex.span, when.confidence, f"time-{when.role}")
        for predicate, value in found
        if value != _stamp(None)
    )


def consistent(found: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements on one event's time that agree: one of each bound, the surest, and no end before the begin."""
    kept: dict[tuple[str, Key | Value | None], Statement] = {}
    for statement in sorted(found, key=lambda s: -s.confidence):
        is_bound = statement.predicate != "kgb:time"
        slot = (statement.predicate, None if is_bound else statement.object)
        if slot in kept or (is_bound and _contradicts(statement, kept.values())):
            continue
        kept[slot] = statement
    chosen = set(kept.values())
    return tuple(statement for statement in found if statement in chosen)


def _contradicts(statement: Statement, others: Iterable[Statement]) -> bool:
    """Whether a bound lies on the wrong side of another one, by day."""
    for other in others:
        if isinstance(statement.object, str) or isinstance(other.object, str):
            continue
        one, two = statement.object.text[:10], other.object.text[:10]
        if (statement.predicate in BEGINS and other.predicate in ENDS and one > two) or (
            statement.predicate in ENDS and other.predicate in BEGINS and one < two
        ):
            return True
    return False


def _stamp(moment: str | None) -> Value:
    text = moment or ""
    return Value(text, "dateTime" if "T" in text else "date")


def attach(
    doc: Doc, timexes: Sequence[Timex], triggers: Sequence[Trigger], cues: frozenset[int]
) -> tuple[EventTime, ...]:
    """For each trigger the time expressions of the nearest clause that has any.

    `cues` are tokens of attributions: when a thing was said is not when it was.
    """
    by_anchor = _by_anchor(doc, timexes)
    found: list[EventTime] = []
    for trigger in triggers:
        for token, confidence in _governors(doc[trigger.token], cues):
            if confidence < OWN and trigger.factuality.tense == "future" and is_finite(token) and _is_past(token):
                break  # "signed on Monday to stop fighting": the signing was on Monday
            if times := by_anchor.get(token.i):
                starts = _starts(token)
                found += [
                    EventTime(trigger.token, timex, "start" if starts and role == "on" else role, confidence)
                    for timex, role in times
                ]
                break
    return tuple(found)


def is_over(doc: Doc, trigger: Trigger) -> bool:
    """Whether an event is told as past and done: no war that goes on, no ban in force, no habit."""
    factuality = trigger.factuality
    if (factuality.tense, factuality.certainty, factuality.polarity) != ("non-future", "certain", "positive"):
        return False
    token = doc[trigger.token]
    words = load_lexicon("events/dating")
    if token.pos_ == "NOUN":
        return not set(words["momentary"]).isdisjoint(trigger.classes)
    lasting = (
        not set(words["lasting"]).isdisjoint((*trigger.classes, *trigger.modes)) or lemma(token) in words["opening"]
    )
    return not lasting and (token.tag_ == "VBD" or (token.tag_ == "VBN" and _is_past(token)))


def times_at(doc: Doc, timexes: Sequence[Timex], tokens: Sequence[int]) -> tuple[tuple[int, Timex], ...]:
    """The first time expression of the very clause of each token, such as the cue of a claim, where it has one."""
    by_anchor = _by_anchor(doc, timexes)
    return tuple((token, by_anchor[token][0][0]) for token in tokens if token in by_anchor)


def _by_anchor(doc: Doc, timexes: Sequence[Timex]) -> dict[int, list[tuple[Timex, str]]]:
    by_anchor: dict[int, list[tuple[Timex, str]]] = {}
    for timex in timexes:
        if timex.type not in ("DATE", "TIME"):
            continue
        words = doc.char_span(timex.span.begin, timex.span.end, alignment_mode="expand")
        if words is None:
            continue
        anchor, role = _anchor(words.root, words.start)
        by_anchor.setdefault(anchor.i, []).append((timex, role))
    return by_anchor


def _anchor(token: Token, first: int) -> tuple[Token, str]:
    """The word that a time expression modifies, and by which preposition: bounds or the time itself.

    The preposition right before it counts even where the parser hangs the expression elsewhere ("On Monday rebels").
    """
    role = "on"
    before = token.doc[first - 1] if first > token.sent.start else None
    if before is not None and before.dep_ == "prep" and token.dep_ != "poss":
        as_of = before.lower_ == "of" and before.i > 0 and before.nbor(-1).lower_ == "as"
        role = "before" if as_of else BOUND_BY.get(before.lower_, role)
        token = before
    while token.dep_ in CARRIERS and token.head is not token:
        if token.dep_ in ("pobj", "pcomp") and token.head.i < first:
            role = BOUND_BY.get(token.head.lower_, role)
        token = token.head
        if token.pos_ in ("VERB", "AUX", "NOUN") and token.dep_ not in ("compound", "nmod"):
            break
    return token, role


def _governors(token: Token, cues: frozenset[int]) -> list[tuple[Token, float]]:
    """The trigger's own head word, then the words that govern it, as far as time is inherited."""
    chain = [(token, OWN)]
    while token.dep_ in INHERITING and token.head is not token and token.head.i not in cues:
        if token.dep_ == "conj" and token.pos_ == "NOUN":
            break  # "an inquiry into the clashes on Monday and a new law": the law is of no Monday
        if token.dep_ == "prep" and token.head.pos_ == "NOUN" and len(chain) > 1:
            chain.append((token.head, INHERITED))
            break  # "fined in May with regard to a fraud": the noun between keeps the time away
        if token.dep_ in CLAUSES and any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children):
            break
        light = token.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "xcomp") and len(chain) == 1
        token = token.head
        verbal = token.pos_ in ("VERB", "AUX")
        chain.append((token, OWN if light and verbal else INHERITED))
        if light and verbal:  # "the curfew was extended and lasts until May"
            chain += [(verb, INHERITED) for verb in _shares_subject(token)]
        if token.dep_ in ("ccomp", "relcl"):
            break
    return chain


def _starts(governor: Token) -> bool:
    """Whether a verb only tells that the event began, so that its time is no end: "the war broke out in May"."""
    return lemma(governor) in load_lexicon("events/dating")["opening"]


def _is_past(verb: Token) -> bool:
    """Whether a verb tells of the past: "was elected", "has elected", but not "is elected"."""
    auxiliaries = [child for child in verb.children if child.pos_ == "AUX"]
    return verb.tag_ == "VBD" or any(child.tag_ == "VBD" or lemma(child) == "have" for child in auxiliaries)


def _shares_subject(verb: Token) -> list[Token]:
    """The verbs coordinated with a verb that have no subject of their own."""
    return [
        other
        for other in verb.children
        if other.dep_ == "conj" and not any(child.dep_ in ("nsubj", "nsubjpass") for child in other.children)
    ]
