"""When an event took place: which time expressions belong to it, and what they say of its begin and end.

A time expression belongs to the clause that it modifies. A trigger takes the times of its own phrase; with lower
confidence those of the clause that governs it, up to the next clause that is reported or relative.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kgbuild.extract.events.actors import is_actor, is_place, is_spot, is_vehicle
from kgbuild.extract.layers import Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import gapped_passives, is_finite, lemma
from kgbuild.model import Timex
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
OBJECTS: Final = frozenset({"dobj", "nsubjpass", "pobj"})
# What bound each preposition makes of a time.
BOUND_BY: Final = {
    "until": "until", "till": "until", "by": "by", "since": "since", "from": "since", "before": "before",
    "after": "after",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class EventTime:
    """A time expression of a token, with how sure it is that it dates it.

    `role` is "on", "start" or "finish" where only the begin or the end is dated, "among" where it is one of several
    days, "within" where the event goes on at that time, "as of" where a figure stood so then, or how a preposition
    makes it a bound: "until", "by", "since", "before", "after".
    """

    token: int
    timex: Timex
    role: str
    confidence: float


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
        over_by_then = lemma(doc[trigger.token]) in words["tallies"] or _is_found(doc[trigger.token], trigger)
        for token, confidence in _governors(doc[trigger.token], apart):
            if confidence < OWN and trigger.factuality.tense == "future" and is_finite(token) and _is_past(token):
                break  # "signed on Monday to stop fighting": the signing was on Monday
            if token.i != trigger.token and _phrasal_lemma(token) in words["calling_off"]:
                break  # "was called off on Monday"
            if times := by_anchor.get(token.i):
                beside = doc[trigger.token].dep_ == "conj" and doc[trigger.token].head == token
                plain = (
                    "by"
                    if over_by_then
                    else "on"
                    if beside and not _are_several(times)
                    else _plain_role(token, trigger, times)
                )
                found += [
                    EventTime(trigger.token, timex, plain if role == "on" else role, confidence)
                    for timex, role in times
                    if not (role == "until" and _leads_on(token, trigger))
                    and not _is_daily(doc, timex, trigger)
                    and not _ends_before(doc, token, trigger, timex, role)
                ]
                break
    return tuple(found)


def _is_found(verb: Token, trigger: Trigger) -> bool:
    """Whether a verb tells when people were found, not when they died: "was found dead on Monday"."""
    return lemma(verb) in load_lexicon("events/dating")["finding"] and "Killing" in trigger.classes


def _is_daily(doc: Doc, timex: Timex, trigger: Trigger) -> bool:
    """Whether a time is that of every day: "a curfew from 7 p.m. to 6 a.m.", but not "from 7 p.m. on Monday"."""
    hours = load_lexicon("events/dating")["daily"]
    if timex.type != "TIME" or set(hours).isdisjoint(trigger.modes):
        return False
    words = doc.char_span(*timex.span, alignment_mode="expand")
    return words is not None and not any(token.text[0].isupper() for token in words)


def _leads_on(token: Token, trigger: Trigger) -> bool:
    """Whether "until" ends no event: "was not told until Monday", "extended the truce until May"."""
    denied = trigger.factuality.polarity == "negative" or any(child.dep_ == "neg" for child in token.children)
    moving = load_lexicon("events/dating")["moving"]
    return denied or (token.i == trigger.token and _phrasal_lemma(token) in moving)


def _ends_before(doc: Doc, token: Token, trigger: Trigger, timex: Timex, role: str) -> bool:
    """Whether a bound stands between the first of two coordinated verbs, which it belongs to, and the other: "will keep
    the staff until May and pay a bonus"."""
    verb = doc[trigger.token]
    return (
        role in BOUND_BY.values()
        and verb.dep_ == "conj"
        and verb.head == token
        and token.idx < timex.span.begin < verb.idx
    )


def _plain_role(token: Token, trigger: Trigger, times: Sequence[tuple[Timex, str]]) -> str:
    """What a time without a bounding preposition tells of an event, by the verb that has it."""
    if _are_several(times):
        return "among"
    words, verb = load_lexicon("events/dating"), _phrasal_lemma(token)
    if verb in words["opening"]:
        return "start"
    if token.i == trigger.token:
        return "on"
    return "finish" if verb in words["closing"] else "within" if verb in words["continuing"] else "on"


def _phrasal_lemma(token: Token) -> str:
    """The lemma of a verb with its particle: "call off"."""
    particle = next((child.lower_ for child in token.children if child.dep_ == "prt"), "")
    return f"{lemma(token)} {particle}".rstrip()


def _are_several(times: Sequence[tuple[Timex, str]]) -> bool:
    """Whether the times of one word lie apart: "on Monday and Friday"; one at 9 p.m. of the other does not."""
    spans = sorted(
        (timex.begin[:10], timex.end[:10]) for timex, role in times if role == "on" and timex.begin and timex.end
    )
    return any(first[1] < second[0] for first, second in itertools.pairwise(spans))


def is_past(doc: Doc, trigger: Trigger) -> bool:
    """Whether an event is told as one that took place, by a verb in the past."""
    token = doc[trigger.token]
    return _is_told(trigger) and token.pos_ == "VERB" and _is_past(token)


def _is_told(trigger: Trigger) -> bool:
    factuality = trigger.factuality
    return (factuality.tense, factuality.certainty, factuality.polarity) == ("non-future", "certain", "positive")


def is_over(doc: Doc, trigger: Trigger) -> bool:
    """Whether an event is told as past and done: no war that goes on, no ban in force, no habit."""
    if not _is_told(trigger):
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
        anchor = _looked_back_on(anchor, words.start)
        compared = doc[words.start - 2] if role == "since" and words.start > 1 else anchor
        if _singles_out(doc, anchor, words.start) or (role == "since" and (_is_ranked(anchor) or _is_ranked(compared))):
            continue
        named_by_its_day = any(
            of.span.end <= words.root.idx and of_role == "named" for of, of_role in by_anchor.get(anchor.i, ())
        )
        if named_by_its_day and anchor.dep_ in OBJECTS:  # "condemned Friday's attack on Monday"
            anchor = anchor.head
        by_anchor.setdefault(anchor.i, []).append((timex, role))
        if (clause := _clause_of_day(doc, words.end)) is not None:
            by_anchor.setdefault(clause.i, []).append((timex, "on"))
    return {i: [(timex, "on" if role == "named" else role) for timex, role in times] for i, times in by_anchor.items()}


def _clause_of_day(doc: Doc, after: int) -> Token | None:
    """The verb of a clause that tells what was on a day: "on May 3, when soldiers shot at them"."""
    opening = [token for token in doc[after : after + 2] if token.text != ","]
    if not opening or opening[0].lower_ != "when" or opening[0].dep_ != "advmod":
        return None
    verb = opening[0].head
    return verb if verb.i > opening[0].i and _is_past(verb) else None


def _singles_out(doc: Doc, noun: Token, first: int) -> bool:
    """Whether a time is only of some of those that a plural names: "three raids, the latest on Monday"."""
    members = load_lexicon("events/dating")["members"]
    between = doc[noun.i + 1 : min(first, noun.sent.end)] if noun.tag_ == "NNS" else ()
    return any(token.lower_ in members for token in between)


def _looked_back_on(noun: Token, first: int) -> Token:
    """ "An inquiry into the *clashes* on May 3": parsers hang the day on the inquiry."""
    if lemma(noun) not in load_lexicon("events/dating")["regarding_nouns"]:
        return noun
    inner = [
        token
        for phrase in noun.children
        if phrase.dep_ == "prep" and phrase.i > noun.i
        for token in phrase.children
        if token.dep_ == "pobj" and token.pos_ == "NOUN" and token.i < first
    ]
    return inner[-1] if inner else noun


def _is_ranked(noun: Token) -> bool:
    """Whether a noun is compared with what came before: "the first attack *since 2019*" is of no day in 2019."""
    ranks = load_lexicon("events/dating")["ranks"]
    return any(child.tag_ == "JJS" or child.lower_ in ranks for child in noun.children if child.i < noun.i)


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
    if (
        before is not None
        and before.lower_ == "of"
        and before.head.lower_ in load_lexicon("times")["tense"]["stretches"]
    ):
        before = token.doc[before.head.left_edge.i - 1] if before.head.left_edge.i > token.sent.start else None
        before = (
            before if before is not None and before.lower_ == "of" else token.doc[first - 1]
        )  # "as of the morning of May 3"
    if before is not None and before.dep_ == "prep" and token.dep_ != "poss":
        as_of = before.lower_ == "of" and before.i > 0 and before.nbor(-1).lower_ == "as"
        role = "as of" if as_of else BOUND_BY.get(before.lower_, role)
        token = before
    if token.dep_ == "poss":
        role = "named"
    while token.head is not token and (token.dep_ in CARRIERS or (token.dep_ == "conj" and token.head.i in within)):
        if token.dep_ in ("pobj", "pcomp") and token.head.i < first and token.lower_ not in _points_of_day():
            role = BOUND_BY.get(token.head.lower_, role)
        of, token = token.lower_ == "of", token.head
        if of and token.lower_ in load_lexicon("times")["tense"]["stretches"]:
            continue  # "on the night of May 3"
        if token.lower_ in _points_of_day():
            continue  # "before dawn on May 3"
        if token.dep_ == "pobj" and token.head.dep_ == "prep" and _stands_in_space(token):
            continue  # "dismissed from the council on Friday", "in the town on Monday"
        if token.pos_ in ("VERB", "AUX", "NOUN") and token.dep_ not in ("compound", "nmod"):
            break
        if _is_figure_before(token, within):
            break  # "rose to 120, up from 85 on Monday"
    while token.dep_ == "conj" and first < token.head.i < token.i:
        token = token.head  # "In May miners marched; a strike is planned": parsers take the second verb
    return token, role


def _is_figure_before(token: Token, within: frozenset[int]) -> bool:
    """Whether a word is "from" before a figure, or that figure: what a count was before. `within` as in `_anchor`."""
    preposition = token.head if token.pos_ == "NUM" else token
    figures = (child.i for child in preposition.children if child.dep_ == "pobj" and child.pos_ == "NUM")
    return preposition.lower_ == "from" and not within.issuperset(figures)


@functools.cache
def _points_of_day() -> frozenset[str]:
    return frozenset(load_lexicon("events/dating")["points_of_day"])


def _stands_in_space(noun: Token) -> bool:
    """Whether a noun is of a body, a place or a vehicle, of which no day tells."""
    return noun.pos_ == "NOUN" and (is_place(noun) or is_spot(noun) or is_vehicle(noun) or is_actor(noun))


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
    if _is_people(token):
        return chain  # "visited the injured on Monday"
    while token.dep_ in INHERITING and token.head is not token and token.head.i not in apart:
        if _stands_apart(token):
            break
        if token.dep_ == "conj" and token.pos_ == "NOUN":
            break  # "an inquiry into the clashes on Monday and a new law": the law is of no Monday
        if token.dep_ == "prep" and token.head.pos_ == "NOUN" and len(chain) > 1:
            chain.append((token.head, INHERITED))
            break  # "fined in May with regard to a fraud": the noun between keeps the time away
        if token.dep_ == "acl" and token.tag_ == "VBN" and token.head.dep_ in ("nsubj", "nsubjpass"):
            break  # "a man accused of theft was deported on Monday"
        own = any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)
        if token.dep_ in CLAUSES and own and not _is_of_same_time(token):
            break
        if token.dep_ == "conj" and any(child.lower_ in _elsewhen() for child in token.children):
            break  # "walked out on Monday and have since refused to talk"
        if token.dep_ == "conj" and token.tag_ in ("VBZ", "VBP") and token.head.tag_ == "VBD":
            break  # "defaulted in May and is in talks"
        light = token.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "xcomp") and len(chain) == 1
        token = token.head
        verbal = token.pos_ in ("VERB", "AUX")
        chain.append((token, OWN if light and verbal else INHERITED))
        if light and verbal and chain[0][0].dep_ != "dobj":  # "the curfew was extended and lasts until May"
            chain += [(verb, INHERITED) for verb in _shares_subject(token)]
        if token.dep_ in ("ccomp", "relcl"):
            break
    return [chain[0], *((verb, INHERITED) for verb in gapped_passives(chain[0][0])), *settings, *chain[1:]]


@functools.cache
def _elsewhen() -> frozenset[str]:
    return frozenset(load_lexicon("events/dating")["elsewhen"])


def _is_of_same_time(clause: Token) -> bool:
    """Whether a clause tells what brought about that whose time is told: "killed on Monday when a bus crashed"."""
    return (
        clause.dep_ == "advcl"
        and clause.i > clause.head.i
        and _is_past(clause)
        and any(child.dep_ == "advmod" and child.lower_ == "when" for child in clause.children)
    )


def _is_people(token: Token) -> bool:
    """Whether an adjective or participle stands for people: "the injured", "the detained"."""
    named = any(child.dep_ == "det" and child.lower_ == "the" for child in token.children)
    return named and token.tag_ in ("JJ", "VBN", "VBD") and token.dep_ in (*OBJECTS, "nsubj", "conj")


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
