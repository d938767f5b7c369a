"""Who says a figure where the verb is left out: "the union spoke of nine dead, the ministry of two"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from kgbuild.extract.claims.drafts import Draft
from kgbuild.extract.claims.passages import Passage, Tokens
from kgbuild.extract.claims.reporting import words
from kgbuild.extract.claims.sources import Source, is_speaker
from kgbuild.extract.syntax import SUBJECTS
from kgbuild.parse import Token, TokenSpan

_LINKS: Final = frozenset({"of", "at", "to", "as", ":"})
_BOUNDS: Final = frozenset({";", ",", ":", "and", "but", "while", "whereas"})
_ENDS: Final = frozenset({".", ";", ",", "and", "but", "while", "whereas", ")"})
_OF_PHRASES: Final = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART"})
_LONGEST_PHRASE: Final = 8


def gap_before(number: TokenSpan) -> Source | None:
    """Who gives a number, if nothing but its phrase stands before it in the clause: "; the ministry of six".

    A preposition or a colon may stand between.
    """
    doc, last = number.doc, number.start
    if number.end < len(doc) and doc[number.end].lower_ not in _ENDS:
        return None
    last -= last > 0 and doc[last - 1].lower_ in _LINKS
    first = last
    while first > number.sent.start and last - first < _LONGEST_PHRASE and _is_of_phrase(doc[first - 1]):
        first -= 1
    if first == last or first == number.sent.start or doc[first - 1].lower_ not in _BOUNDS:
        return None
    of = next((token.i for token in doc[first:last] if token.lower_ == "of"), last)
    noun = doc[of - 1] if of > first else doc[last - 1]
    if noun.pos_ != "PROPN" and not is_speaker(noun) and noun.lemma_ not in words("somebody", "nouns"):
        return None
    return Source(noun.i, Tokens(first, last))


def _is_of_phrase(token: Token) -> bool:
    return token.pos_ in _OF_PHRASES or token.lower_ == "of"


def _is_deed(number: Token, cue: int) -> bool:
    """Whether a number is of what somebody else did: "said Kenya lost 30 jets, Uganda 12" gives no rival figure."""
    verb = next((above for above in number.ancestors if above.pos_ in ("VERB", "AUX")), number)
    doers = (child for child in verb.children if verb.i != cue and child.dep_ in SUBJECTS)
    others = (who for who in doers if not who.left_edge.i <= number.i <= who.right_edge.i)
    return any(who.pos_ == "PROPN" or is_speaker(who) for who in others)


def gapped_figures(passage: Passage, drafts: Sequence[Draft]) -> Iterator[Draft]:
    """The attributions of figures behind another figure in the same sentence, and of those after a colon."""
    doc = passage.doc
    places = [token.i for token in doc if token.tag_ == "CD"]
    ends: dict[int, int] = {}
    for draft in drafts:
        if any(
            not _is_deed(doc[i], draft.cue)
            for first, last in draft.contents
            for i in places[bisect_left(places, first) : bisect_left(places, last)]
        ):
            unit = passage.unit_of[draft.cue]
            ends[unit] = min(ends.get(unit, len(doc)), max(draft.cue_tokens.last, draft.source.tokens.last))
    for token in map(doc.__getitem__, places):
        if passage.quotation_of[token.i] >= 0:
            continue
        number = doc[min(token.left_edge.i, token.i) : token.i + 1]
        source = gap_before(number)
        if source is None:
            continue
        link = number.start - 1
        is_told = ends.get(passage.unit_of[token.i], len(doc)) < source.tokens.first
        if is_told or (doc[link].text == ":" and doc[source.head].pos_ != "PROPN"):  # not "Norway: 12; Sweden: 8"
            content = Tokens(number.start, number.end)
            yield Draft(link, Tokens(link, link + 1), source, (content,), "gapped figure", False)
