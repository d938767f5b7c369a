"""When an event took place: which time expressions belong to it, and what they say of its begin and end.

A time expression belongs to the clause that it modifies. A trigger takes the times of its own phrase; with lower
confidence those of the clause that governs it, up to the next clause that is reported or relative.
"""

from __future__ import annotations

import itertools
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
_REVERSED_DIGITS: Final = str.maketrans("0123456789", "9876543210")
OBJECTS: Final = frozenset({"dobj", "nsubjpass", "pobj"})
BEGINS: Final = frozenset({"sem:hasBeginTimeStamp", "sem:hasEarliestBeginTimeStamp"})
ENDS: Final = frozenset({"sem:hasEndTimeStamp", "sem:hasLatestEndTimeStamp"})
# What bound each preposition makes of a time.
BOUND_BY: Final = {
    "until": "until", "till": "until", "by": "by", "since": "since", "from": "since", "before": "before",
    "after": "after",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventTime:
    """A time expression of a token, with how sure it is that it dates it.

    `role` is "on", "start" where only the begin is dated, "among" where it is one of several days, or how a preposition
    makes it a bound: "until", "by", "since", "before", "after".
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
    elif when.role == "by":
        found.append(("sem:hasLatestEndTimeStamp", _stamp(timex.end or timex.begin)))
    elif when.role == "after":
        found.append(("sem:hasEarliestBeginTimeStamp", _stamp(timex.end or timex.begin)))
    elif timex.vague or when.role == "among":
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
    for statement in sorted(found, key=_widest_first):
        is_bound = statement.predicate != "kgb:time"
        slot = (statement.predicate, None if is_bound else statement.object)
        if slot in kept or (is_bound and _contradicts(statement, kept.values())):
            continue
        kept[slot] = statement
    chosen = set(kept.values())
    return tuple(statement for statement in found if statement in chosen)


def _widest_first(statement: Statement) -> tuple[float, str]:
    """Orders by confidence; of the bounds that several days give, the earliest begin and the latest end come first."""
    text = statement.object.text if isinstance(statement.object, Value) and statement.extractor == "time-among" else ""
    if statement.predicate in ENDS:  # later dates first
        text = text.translate(_REVERSED_DIGITS)
    return -statement.confidence, text


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

    `cues` are tokens of attributions: when a thing was said is not when it was, nor when it was condemned or denied.
    """
    words = load_lexicon("events/dating")
    by_anchor = _by_anchor(doc, timexes)
    apart = cues | {trigger.token for trigger in triggers if not set(words["reacting"]).isdisjoint(trigger.classes)}
    found: list[EventTime] = []
    for trigger in triggers:
        tally = lemma(doc[trigger.token]) in words["tallies"]
        for token, confidence in _governors(doc[trigger.token], apart):
            if confidence < OWN and trigger.factuality.tense == "future" and is_finite(token) and _is_past(token):
                break  # "signed on Monday to stop fighting": the signing was on Monday
            if times := by_anchor.get(token.i):
                plain = "by" if tally else "among" if _are_several(times) else "start" if _starts(token) else "on"
                found += [
                    EventTime(trigger.token, timex, plain if role == "on" else role, confidence)
                    for timex, role in times
                ]
                break
    return tuple(found)


def _are_several(times: Sequence[tuple[Timex, str]]) -> bool:
    """Whether the times of one word lie apart: "on Monday and Friday"; one at 9 p.m. of the other does not."""
    spans = sorted(
        (timex.begin[:10], timex.end[:10]) for timex, role in times if role == "on" and timex.begin and timex.end
    )
    return any(first[1] < second[0] for first, second in itertools.pairwise(spans))


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
    within = _tokens_of(doc, timexes)
    for timex in timexes:
        if timex.type not in ("DATE", "TIME"):
            continue
        words = doc.char_span(timex.span.begin, timex.span.end, alignment_mode="expand")
        if words is None:
            continue
        anchor, role = _anchor(words.root, words.start, within)
        if _singles_out(doc, anchor, words.start):
            continue
        named_by_its_day = any(
            of.span.end <= words.root.idx and of_role == "named" for of, of_role in by_anchor.get(anchor.i, ())
        )
        if named_by_its_day and anchor.dep_ in OBJECTS:  # "condemned Friday's attack on Monday"
            anchor = anchor.head
        by_anchor.setdefault(anchor.i, []).append((timex, role))
    return {i: [(timex, "on" if role == "named" else role) for timex, role in times] for i, times in by_anchor.items()}


def _singles_out(doc: Doc, noun: Token, first: int) -> bool:
    """Whether a time is only of some of those that a plural names: "three raids, the latest on Monday"."""
    members = load_lexicon("events/dating")["members"]
    between = doc[noun.i + 1 : min(first, noun.sent.end)] if noun.tag_ == "NNS" else ()
    return any(token.lower_ in members for token in between)


def _tokens_of(doc: Doc, timexes: Sequence[Timex]) -> frozenset[int]:
    spans = (doc.char_span(*timex.span, alignment_mode="expand") for timex in timexes)
    return frozenset(token.i for span in spans if span is not None for token in span)


def _anchor(token: Token, first: int, within: frozenset[int]) -> tuple[Token, str]:
    """The word that a time expression modifies, and by which preposition: bounds, the time itself, or a name of it.

    `within` are the tokens of all time expressions: one that is coordinated with another modifies what that one does.

    The preposition right before it counts even where the parser hangs the expression elsewhere ("On Monday rebels").
    """
    role = "on"
    before = token.doc[first - 1] if first > token.sent.start else None
    if before is not None and before.dep_ == "prep" and token.dep_ != "poss":
        as_of = before.lower_ == "of" and before.i > 0 and before.nbor(-1).lower_ == "as"
        role = "before" if as_of else BOUND_BY.get(before.lower_, role)
        token = before
    if token.dep_ == "poss":
        role = "named"
    while token.head is not token and (token.dep_ in CARRIERS or (token.dep_ == "conj" and token.head.i in within)):
        if token.dep_ in ("pobj", "pcomp") and token.head.i < first:
            role = BOUND_BY.get(token.head.lower_, role)
        token = token.head
        if token.pos_ in ("VERB", "AUX", "NOUN") and token.dep_ not in ("compound", "nmod"):
            break
    return token, role


def _settings(token: Token) -> list[Token]:
    """The happenings in which one happens: "killed in an *attack* on Monday"."""
    cotemporal = load_lexicon("events/dating")["cotemporal"]
    phrases = (child for child in token.children if child.dep_ == "prep" and child.lower_ in cotemporal)
    return [noun for phrase in phrases for noun in phrase.children if noun.dep_ == "pobj" and noun.pos_ == "NOUN"]


def _stands_apart(token: Token) -> bool:
    """Whether what governs a word may be of another time: "charged over a *robbery*", "the *killing* sparked riots"."""
    words, head = load_lexicon("events/dating"), token.head
    if token.dep_ in ("pobj", "pcomp"):
        partitive = head.lower_ == "of" and head.head.pos_ == "NOUN"
        return not partitive and head.lower_ not in words["cotemporal"]
    if token.dep_ in ("dobj", "nsubjpass") or (token.dep_ == "conj" and head.dep_ in ("dobj", "nsubjpass")):
        return lemma(head) in words["regarding"]
    return token.dep_ == "nsubj" and lemma(head) in words["causing"]


def _governors(token: Token, apart: frozenset[int]) -> list[tuple[Token, float]]:
    """The trigger's own head word, then the words that govern it, as far as time is inherited."""
    chain, settings = [(token, OWN)], [(setting, INHERITED) for setting in _settings(token)]
    while token.dep_ in INHERITING and token.head is not token and token.head.i not in apart:
        if _stands_apart(token):
            break
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
    return [chain[0], *settings, *chain[1:]]


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
