"""Figures that say anew what was counted before: a part of it, its new total, a rival's, those of another place."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.claims.gaps import gap_before
from kgbuild.extract.layers import CountCandidate, Quantity
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.quantities.count_kinds import kinds
from kgbuild.extract.quantities.count_places import ELSEWHERE, place_between, place_of
from kgbuild.parse import Doc, Token

THEN: Final = "then"
"""The rule of a figure of those who then did something else: no rival of another's figure."""
FARTHEST: Final = 40
"""So many tokens before a bare figure a word tells what it is about."""


def counts_after(doc: Doc, quantity: Quantity, before: Sequence[CountCandidate]) -> list[CountCandidate]:
    """What a number is by the count before it, of which it is a part ("12 people, including two nurses"), the new
    total ("bringing the total to 13") or a rival ("the union speaks of 14")."""
    if not before:
        return []
    # "Were hurt, two of them badly, and are being treated": what befell them is told before their part
    same = itertools.takewhile(lambda each: each.quantity is before[-1].quantity, reversed(before))
    latest = min(same, key=lambda each: (each.trigger > quantity.head, -each.trigger))
    counted = doc[quantity.head if quantity.noun is None else quantity.noun]
    here, there = counted.sent, doc[latest.quantity.head].sent
    # "Among them 104 officers and 30 journalists": the second is part of what the first is
    goes_on = latest.rule == "part" and counted.dep_ == "conj" and counted.head.i == latest.population
    if here is there and quantity.noun is not None and goes_on:
        return [replace(latest, quantity=quantity, population=quantity.noun)]
    if here is there and _is_part(doc, quantity, counted):
        return [replace(latest, quantity=quantity, population=quantity.noun, rule="part")]
    if here.start - there.end > 0 or quantity.noun is not None:
        return []
    if (
        _is_new_total(counted, latest)
        or _is_spoken_of(counted)
        or (_is_of_one_kind(doc, before) and is_rival(doc, quantity, latest))
    ):
        return [replace(latest, quantity=quantity, population=None, rule="total")]
    return []


def _is_of_one_kind(doc: Doc, before: Sequence[CountCandidate]) -> bool:
    """Whether the sentence of the last count counts people of no other kind."""
    there = doc[before[-1].quantity.head].sent
    beside = itertools.takewhile(lambda each: doc[each.quantity.head].sent is there, reversed(before))
    return all(each.kind == before[-1].kind for each in beside)


def counts_elsewhere(doc: Doc, quantity: Quantity, before: Sequence[CountCandidate]) -> list[CountCandidate]:
    """What a bare number is that says the same of another place or day: "six died in Lima and two in Cusco"."""
    number = doc[quantity.head]
    if not before or quantity.noun is not None or number.dep_ != "conj":
        return []
    latest = before[-1]
    if place_of(doc, quantity) is None:
        is_gapped = number.head.i == latest.trigger and any(syntax.prepositions(number))  # "and two on Friday"
        return [replace(latest, quantity=quantity, population=None, rule="gap")] if is_gapped else []
    if doc[latest.quantity.head].sent is not number.sent or place_between(doc, latest.quantity, quantity) is None:
        return []
    return [replace(latest, quantity=quantity, population=None, rule=ELSEWHERE)]


def is_rival(doc: Doc, quantity: Quantity, latest: CountCandidate | None = None) -> bool:
    """Whether a bare number is a figure that somebody gives of what the text just spoke of: "the ministry counts 46",
    "said there were 35", "the army six"."""
    counted = doc[quantity.head]
    if quantity.noun is not None:
        return False
    given = (_is_spoken_of, _is_given, _is_what_it_is, _is_the_figure)
    return (
        _is_new_total(counted, latest) or any(slot(counted) for slot in given) or _is_by_another(doc, quantity, latest)
    )


def topic(doc: Doc, counted: Token) -> str | None:
    """What figures are about by a word for it in the sentence or in the one before: "Turnout was disputed: …"."""
    here, totals = counted.sent.start, load_lexicon("counts")["totals"]
    remains = load_lexicon("counts")["remains"]["lemmas"]
    begin = max(doc[here - 1].sent.start if here else 0, counted.i - FARTHEST)
    for token in reversed(doc[begin : counted.i]):
        told = {token.lower_}
        if token.lower_ in totals["heads"]:
            told |= {below.lower_ for below in token.subtree if below.i < counted.i}
        if token.pos_ == "NOUN" and token.lemma_.lower() in remains:
            return "killed"
        for kind in kinds().values():
            if told & set(totals.get(kind.name, ())) or (len(told) > 1 and told & kind.states):
                return kind.name
    return None


def _is_part(doc: Doc, quantity: Quantity, counted: Token) -> bool:
    """ "including two nurses", "among them two nurses", "two of them nurses" """
    words = load_lexicon("counts")["parts"]
    if counted.dep_ == "pobj" and counted.head.lower_ in words["prepositions"]:
        return True
    phrase = doc.char_span(*quantity.span, alignment_mode="expand")
    if phrase is None or (quantity.noun is None and counted.dep_ not in ("appos", "npadvmod")):
        return False  # "eleven of them in Mulanje" are a part, of "eleven of them spoke" none is told
    around = (doc[max(phrase.start - 2, 0) : phrase.start], doc[phrase.start + 1 : phrase.start + 3])
    return any(" ".join(token.lower_ for token in pair) in words["openings"] for pair in around)


def _is_new_total(counted: Token, latest: CountCandidate | None = None) -> bool:
    """ "bringing the total to 13", "the figure climbed to 11", "raised that to 60" after the latest figure."""
    verb = counted.head.head if counted.dep_ == "pobj" and counted.head.lower_ in ("to", "at") else None
    if verb is None:
        return False
    totals = load_lexicon("counts")["totals"]
    if any(child.lower_ in totals["taking_up"] for child in verb.children if child.dep_ == "dobj"):
        changing = load_lexicon("counts")["standing"]["verbs"]  # "the union puts it at 60", "raised that to 60"
        between = counted.doc[latest.quantity.head + 1 : verb.i] if latest is not None else ()
        is_last = not any(token.tag_ == "CD" and token.ent_type_ not in ("DATE", "TIME") for token in between)
        return is_last and syntax.lemma(verb) in (*totals["putting"], *changing)
    return any(
        child.lower_ in totals["heads"] for child in verb.children if child.dep_ in ("nsubj", "nsubjpass", "dobj")
    )


def _is_spoken_of(counted: Token) -> bool:
    """ "the ministry speaks of 46", "admits to only four": another's figure for what was just counted."""
    if counted.dep_ != "pobj":
        return False
    verb, totals = counted.head.head.lemma_, load_lexicon("counts")["totals"]
    return verb in totals["speaking"] if counted.head.lower_ == "of" else _is_admitted(counted)


def _is_admitted(counted: Token) -> bool:
    return counted.head.lower_ == "to" and counted.head.head.lemma_ in load_lexicon("counts")["totals"]["admitting"]


def _is_given(counted: Token) -> bool:
    """ "the police counted 700", "confirmed only 16", "gives a figure of 24" """
    totals = load_lexicon("counts")["totals"]
    if counted.dep_ == "pobj" and counted.head.lower_ == "of":
        figure = counted.head.head
        return figure.lemma_ in totals["heads"] and figure.dep_ == "dobj" and figure.head.lemma_ in totals["giving"]
    is_of_some = any(child.lower_ == "of" for child in counted.head.lefts)  # "of the 30 houses, it counted 12"
    return counted.dep_ == "dobj" and counted.head.lemma_ in totals["giving"] and not is_of_some


def _is_what_it_is(counted: Token) -> bool:
    """ "the figure was closer to 40", and in what somebody says "it is at least 90", "there were 35"."""
    verb = counted.head
    if counted.dep_ == "pobj" and verb.lower_ == "to" and verb.head.lemma_ in ("close", "near"):
        verb = verb.head.head
    elif counted.dep_ != "attr":
        return False
    if verb.lemma_ != "be":
        return False
    totals = load_lexicon("counts")["totals"]
    subjects = [child.lower_ for child in verb.children if child.dep_ in ("nsubj", "expl")]
    impersonal = ("there", *totals["taking_up"]) if verb.dep_ == "ccomp" else ()
    return any(subject in (*totals["heads"], *impersonal) for subject in subjects)


def _is_the_figure(counted: Token) -> bool:
    """ "twice that number, 240" """
    return counted.dep_ == "appos" and counted.head.lower_ in load_lexicon("counts")["totals"]["heads"]


def _is_by_another(doc: Doc, quantity: Quantity, latest: CountCandidate | None = None) -> bool:
    """Whether a number with who says so is all that a clause has: "; 17, according to the union", "; the army six"."""
    phrase = doc.char_span(*quantity.span, alignment_mode="expand")
    if phrase is None or not phrase.start:
        return False
    after = [token.lower_ for token in doc[phrase.end : phrase.end + 3] if token.text != ","]
    if after[:2] == ["according", "to"]:
        return doc[phrase.start - 1].text in ";,:" or doc[phrase.start - 1].dep_ == "cc"
    source = gap_before(phrase)
    if source is None:
        return False
    here = doc[quantity.head].sent
    if latest is None:  # "the police 700", not "Arsenal 3, Leeds 2" behind "the crowd"
        return doc[source.head].pos_ != "PROPN"
    return here.start <= latest.quantity.head < here.end
