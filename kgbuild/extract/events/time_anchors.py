"""Which word of its clause each time expression dates, and by which preposition."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Final

from kgbuild.extract.events.actors import is_actor, is_place, is_spot, is_vehicle
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import has_past_form, is_infinitive, lemma
from kgbuild.model import Timex
from kgbuild.parse import Doc, Token

# Arcs from a time expression up to the word that it modifies.
CARRIERS: Final = frozenset(
    {"prep", "pobj", "npadvmod", "nmod", "compound", "pcomp", "advmod", "amod", "poss", "dep", "nummod", "quantmod"}
)
OBJECTS: Final = frozenset({"dobj", "nsubjpass", "pobj"})
# Arcs from who takes part in a happening up to it.
BESIDE: Final = frozenset({"dobj", "nsubjpass", "appos", "dative"})
# What bound each preposition makes of a time.
BOUND_BY: Final = {
    "until": "until", "till": "until", "by": "by", "since": "since", "from": "since", "before": "before",
    "after": "after",
}  # fmt: skip


def by_anchor(doc: Doc, timexes: Sequence[Timex]) -> dict[int, list[tuple[Timex, str]]]:
    """The dates and times of day by the token that they modify, each with its role as in `dating.EventTime`."""
    found: dict[int, list[tuple[Timex, str]]] = {}
    within = _tokens_of(doc, timexes)
    for timex in timexes:
        if timex.type not in ("DATE", "TIME"):
            continue
        words = doc.char_span(timex.span.begin, timex.span.end, alignment_mode="expand")
        if words is None:
            continue
        anchor, role = _anchor(words.root, words.start, within)
        anchor = _looked_back_on(anchor, words.start)
        if (
            role == "on"
            and _is_promised(anchor)
            and not _words("looking_back").isdisjoint(word.lower_ for word in words)
        ):
            anchor = anchor.head  # "pledged to close it last year"
        compared = doc[words.start - 2] if role == "since" and words.start > 1 else anchor
        if _singles_out(doc, anchor, words.start) or (role == "since" and (_is_ranked(anchor) or _is_ranked(compared))):
            continue
        named_by_its_day = any(
            of.span.end <= words.root.idx and of_role == "named" for of, of_role in found.get(anchor.i, ())
        )
        if named_by_its_day and anchor.dep_ in OBJECTS:  # "condemned Friday's attack on Monday"
            anchor = anchor.head
        found.setdefault(anchor.i, []).append((timex, role))
        if (clause := _clause_of_day(doc, words.end)) is not None:
            found.setdefault(clause.i, []).append((timex, "on"))
    return {i: [(timex, "on" if role == "named" else role) for timex, role in times] for i, times in found.items()}


def times_at(doc: Doc, timexes: Sequence[Timex], tokens: Sequence[int]) -> tuple[tuple[int, Timex], ...]:
    """The first time expression of the very clause of each token, such as the cue of a claim, where it has one."""
    anchored = by_anchor(doc, timexes)
    return tuple((token, anchored[token][0][0]) for token in tokens if token in anchored)


def _clause_of_day(doc: Doc, after: int) -> Token | None:
    """The verb of a clause that tells what was on a day: "on May 3, when soldiers shot at them"."""
    opening = [token for token in doc[after : after + 2] if token.text != ","]
    if not opening or opening[0].lower_ != "when" or opening[0].dep_ != "advmod":
        return None
    verb = opening[0].head
    return verb if verb.i > opening[0].i and has_past_form(verb) else None


def _singles_out(doc: Doc, noun: Token, first: int) -> bool:
    """Whether a time is only of some of those that a plural names: "three raids, the latest on Monday"."""
    members = _words("members")
    between = doc[noun.i + 1 : min(first, noun.sent.end)] if noun.tag_ == "NNS" else ()
    return any(token.lower_ in members for token in between)


def _looked_back_on(noun: Token, first: int) -> Token:
    """ "An inquiry into the *clashes* on May 3": parsers hang the day on the inquiry, or, in "they demand an inquiry
    into the clashes on May 3", on a verb that tells of today."""
    regarding = _words("regarding_nouns")
    if noun.tag_ in ("VBP", "VBZ"):
        noun = next((child for child in noun.children if child.dep_ == "dobj" and lemma(child) in regarding), noun)
    if lemma(noun) not in regarding:
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
    ranks = _words("ranks")
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
    if (hour := _of_hour(before, within)) is not None:
        before = hour
    if before is not None and before.dep_ == "prep" and token.dep_ != "poss":
        as_of = before.lower_ == "of" and before.i > 0 and before.nbor(-1).lower_ == "as"
        role = "as of" if as_of else BOUND_BY.get(before.lower_, role)
        token = before
    if token.dep_ == "poss":
        role = "named"
    if token.dep_ == "dobj" and token.i >= first and lemma(token.head) in _words("opening"):
        token = token.head  # "began around 19:30 local time"
    while token.head is not token and (token.dep_ in CARRIERS or (token.dep_ == "conj" and token.head.i in within)):
        if token.dep_ in ("pobj", "pcomp") and token.head.i < first and token.lower_ not in _words("points_of_day"):
            role = BOUND_BY.get(token.head.lower_, role)
        of, token = token.lower_ == "of", token.head
        if of and token.lower_ in load_lexicon("times")["tense"]["stretches"]:
            continue  # "on the night of May 3"
        if token.lower_ in _words("points_of_day"):
            continue  # "before dawn on May 3"
        if token.dep_ == "pobj" and token.head.dep_ == "prep" and _stands_in_space(token):
            continue  # "dismissed from the council on Friday", "in the town on Monday"
        if token.pos_ in ("VERB", "AUX", "NOUN") and token.dep_ not in ("compound", "nmod"):
            break
        if _is_figure_before(token, within):
            break  # "rose to 120, up from 85 on Monday"
    while token.i < first and token.dep_ in BESIDE and (token.pos_ == "PROPN" or is_actor(token)):
        token = token.head  # "detained the mayor, Ana Berg, early on Wednesday": nobody is of a day
    while token.dep_ == "conj" and first < token.head.i < token.i:
        token = token.head  # "In May miners marched; a strike is planned": parsers take the second verb
    return token, role


def _of_hour(before: Token | None, within: frozenset[int]) -> Token | None:
    """The preposition before an hour that stands before its day: "*until* 7 a.m. on May 3". `within` as in
    `_anchor`."""
    if before is None or before.lower_ != "on" or before.i - 1 not in within:
        return None
    at = before.i - 1
    while at in within:
        at -= 1
    return before.doc[at] if at >= before.sent.start and before.doc[at].lower_ in BOUND_BY else None


def _is_figure_before(token: Token, within: frozenset[int]) -> bool:
    """Whether a word is "from" before a figure, or that figure: what a count was before. `within` as in `_anchor`."""
    preposition = token.head if token.pos_ == "NUM" else token
    if token.dep_ == "advmod":  # "up from 85"
        preposition = next((child for child in token.children if child.dep_ == "prep" and child.i > token.i), token)
    figures = (child.i for child in preposition.children if child.dep_ == "pobj" and child.pos_ == "NUM")
    return preposition.lower_ == "from" and not within.issuperset(figures)


def _is_promised(verb: Token) -> bool:
    """Whether an infinitive tells what a past verb promises or plans, which is of no day before that."""
    is_past = verb.dep_ == "xcomp" and is_infinitive(verb) and has_past_form(verb.head)
    return is_past and lemma(verb.head) in _words("promising")


@functools.cache
def _words(name: str) -> frozenset[str]:
    """A list of dating.toml."""
    return frozenset(load_lexicon("events/dating")[name])


def _stands_in_space(noun: Token) -> bool:
    """Whether a noun is of a body, a place or a vehicle, of which no day tells."""
    return noun.pos_ == "NOUN" and (is_place(noun) or is_spot(noun) or is_vehicle(noun) or is_actor(noun))
