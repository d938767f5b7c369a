"""As of when a figure stands, and which figure it revises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kgbuild.extract.layers import CountCandidate
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated, Timex
from kgbuild.parse import Doc, Token


def stand(
    annotated: Annotated, candidates: Sequence[CountCandidate], timexes: Sequence[Timex]
) -> tuple[CountCandidate, ...]:
    """The counts with the day on which each stood so and the figure that it revises, where their clause tells.

    "As of Friday, 312 had died" and "the toll rose to 120 on Tuesday" give the day; "rose to 120 from 85" the figure.
    "Police raised the toll to 19" revises an earlier figure of theirs, which another layer has to find.
    """
    days = _days_by_verb(annotated.doc, timexes)
    revised: dict[tuple[str, int], list[CountCandidate]] = {}
    for candidate in candidates:
        if _follows(annotated.doc, candidate, "revised_after"):
            revised.setdefault((candidate.kind, candidate.trigger), []).append(candidate)
    found = []
    for candidate in candidates:
        day = days.get(_verb(annotated.doc[candidate.quantity.head]).i)
        same = revised.get((candidate.kind, candidate.trigger), ())
        is_older = candidate in same
        older = None if is_older else _revised(annotated.doc, candidate, candidates, same)
        revises = older is None and not is_older and _follows(annotated.doc, candidate, "new_after")
        found.append(replace(candidate, as_of=None if is_older else day, supersedes=older, revises=revises))
    return tuple(found)


def _days_by_verb(doc: Doc, timexes: Sequence[Timex]) -> Mapping[int, str]:
    """By verb, the one day on which a figure in its clause stood so."""
    words = load_lexicon("counts")["standing"]
    stretches, days = load_lexicon("times")["tense"]["stretches"], dict[int, str]()
    for timex in timexes:
        span = doc.char_span(*timex.span, alignment_mode="expand")
        if span is None or timex.end is None or timex.vague or timex.type != "DATE":
            continue
        verb = _verb(span.root)
        start = span.start
        if doc[start - 1 : start].text == "of" and doc[start - 1].head.lower_ in stretches:
            start = doc[start - 1].head.left_edge.i  # "as of the morning of May 3"
        before = doc[max(start - 2, 0) : start].text.lower()
        if before.endswith(tuple(words["as_of"])) or verb.lemma_.lower() in words["verbs"]:
            days.setdefault(verb.i, timex.end[:10])
    return days


def _verb(token: Token) -> Token:
    """The verb of its clause, or the word that governs all if there is none."""
    while (token.pos_ not in ("VERB", "AUX") or token.dep_ == "prep") and token.head is not token:
        token = token.head
    return token


def _revised(
    doc: Doc, newer: CountCandidate, candidates: Sequence[CountCandidate], same: Sequence[CountCandidate]
) -> CountCandidate | None:
    """The figure of the same event and clause that comes after "from", of which `same` holds those of the event; the
    last one told, if a pronoun takes it up."""
    if newer.rule == "total" and _takes_up(doc, newer):
        before = [c for c in candidates if c.kind == newer.kind and c.quantity.span < newer.quantity.span]
        return before[-1] if before else None
    verb = _verb(doc[newer.quantity.head])
    return next((c for c in same if _verb(doc[c.quantity.head]) is verb), None)


def _takes_up(doc: Doc, newer: CountCandidate) -> bool:
    """Whether a verb changes the figure before, which is its object: "his office raised that to 30"."""
    pronouns = load_lexicon("counts")["totals"]["taking_up"]
    objects = (child for child in _verb(doc[newer.quantity.head]).children if child.dep_ == "dobj")
    return _follows(doc, newer, "new_after") and any(each.lower_ in pronouns for each in objects)


def _follows(doc: Doc, candidate: CountCandidate, name: str) -> bool:
    first = doc.char_span(*candidate.quantity.span, alignment_mode="expand")
    words = load_lexicon("counts")["standing"]
    verb = _verb(doc[candidate.quantity.head]).lemma_.lower()
    return (
        first is not None and first.start > 0 and doc[first.start - 1].lower_ in words[name] and verb in words["verbs"]
    )
