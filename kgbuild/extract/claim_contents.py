"""What is said: the stretches of text that a reporting verb attributes to its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kgbuild.extract.passages import Passage, Tokens
from kgbuild.extract.reporting import ReportingClass, verb_classes

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONTRAST: Final = frozenset({"while", "whereas", "although", "though"})
_NO_CONTENT_AFTER: Final = _CONTRAST | {"who", "which", "when", "where", "as", "after", "before", "because", "whose", "with", "in"}


@dataclass(frozen=True, slots=True)
class Content:
    """Stretches of content and the frame that they fill."""

    stretches: tuple[Tokens, ...]
    frame: str


@dataclass(frozen=True, slots=True)
class CueGroup:
    """A reporting verb with its auxiliaries, its source, and the tokens that they span together if adjacent."""

    verb: Token
    cue: Tokens
    source: Tokens | None

    @property
    def first(self) -> int:
        return min(self.cue.first, self.source.first) if self.source and self.source.last >= self.cue.first - 2 else self.cue.first

    @property
    def last(self) -> int:
        return max(self.cue.last, self.source.last) if self.source and self.source.first <= self.cue.last + 2 else self.cue.last


def content_of(passage: Passage, group: CueGroup, kind: ReportingClass) -> Content | None:
    verb = group.verb
    if "clause" in kind.frames:
        before = _before(passage, group)
        quoted = before is not None and _closes(passage, before)
        if quoted and (found := _parenthetical(passage, group, before)):
            return Content(found, "quotation before")
        if found := _quotation_after(passage, group):
            return Content(found, "quotation after")
        for child in verb.children:
            if child.dep_ == "ccomp" and child.i > verb.i:
                return Content((_clause(passage, child, verb),), "clause")
        if before is not None and not any(c.dep_ in ("dobj", "xcomp", "oprd") and c.i > verb.i and not (group.source and group.source.first<=c.i<group.source.last) for c in verb.children):
            return Content(_parenthetical(passage, group, before), "parenthetical")
    if "infinitive" in kind.frames:
        for child in verb.children:
            if child.dep_ == "xcomp" and child.i > verb.i:
                return Content((_clause(passage, child, verb),), "infinitive")
    if "predication" in kind.frames:
        for child in verb.children:
            if child.dep_ in ("ccomp", "xcomp", "oprd") and child.i > verb.i:
                return Content((Tokens(verb.i + 1, child.right_edge.i + 1),), "predication")
        obj = next((c for c in verb.children if c.dep_ in ("dobj",)), None)
        prep = next((c for c in verb.children if c.dep_ == "prep" and c.i > verb.i), None)
        if obj is not None and obj.i > verb.i and prep is not None and prep.lower_ in ("as", "of", "to", "for"):
            return Content((Tokens(obj.left_edge.i, prep.right_edge.i + 1),), "predication")
    if "object" in kind.frames:
        for child in verb.children:
            if child.dep_ == "dobj" and child.i > verb.i and not (group.source and group.source.first<=child.i<group.source.last):
                return Content((Tokens(child.left_edge.i, child.right_edge.i + 1),), "object")
    if "preposition" in kind.frames:
        for child in verb.children:
            if child.dep_ == "prep" and child.i > verb.i and child.lower_ in kind.prepositions:
                return Content((Tokens(child.i + 1, child.right_edge.i + 1),), "preposition")
    return None


def _before(passage: Passage, group: CueGroup) -> int | None:
    """The comma, dash or closing mark before a parenthetical attribution."""
    unit = passage.unit(group.verb.i)
    before = group.first - 1
    doc = passage.doc
    while before > unit.first and doc[before].is_space:
        before -= 1
    if before > unit.first and doc[before].lower_ in ("as", "so") and doc[before-1].text == ",":
        before -= 1
    if before > unit.first and (doc[before].text in {",", "--", "—", "–"} or _closes(passage, before)):
        return before
    return None


def _closes(passage: Passage, token: int) -> bool:
    quotation = passage.quotation_at(token)
    return quotation is not None and quotation.last == token + 1


def _parenthetical(passage: Passage, group: CueGroup, before: int) -> tuple[Tokens, ...]:
    """The sentence around "…, she said, …"."""
    unit = passage.unit(group.verb.i)
    left = Tokens(unit.first, before + 1)
    rest = group.last
    doc = passage.doc
    while rest < unit.last and doc[rest].text not in {",", ".", ";", ":", "-", "--", "—"} and not passage.opens_at(rest):
        rest += 1
    after = rest + 1
    while after < unit.last and doc[after].is_space:
        after += 1
    if rest >= unit.last or (doc[rest].text in {".", ";", ":"}):
        return (left,)
    if passage.opens_at(rest):
        return (left, Tokens(rest, unit.last))
    if after < unit.last and (passage.opens_at(after) or not (doc[after].tag_ in ("VBG", "VBN") or doc[after].lower_ in _NO_CONTENT_AFTER)):
        return (left, Tokens(after, unit.last))
    return (left,)


def _quotation_after(passage: Passage, group: CueGroup) -> tuple[Tokens, ...]:
    """A quotation that opens after the verb, with nothing but its source, addressee, adjuncts and separators between."""
    verb, doc = group.verb, passage.doc
    skip = set(range(group.cue.first, group.last))
    for child in verb.children:
        if child.dep_ in ("nsubj", "dobj", "dative", "advmod", "prt", "npadvmod", "prep") and child.i > verb.i:
            skip.update(range(child.left_edge.i, child.right_edge.i + 1))
    place = group.cue.last
    colon = False
    while place < len(doc) and not passage.opens_at(place):
        text = doc[place].text
        if not (place in skip or text in {",", ":", "that"} or doc[place].is_space):
            return ()
        colon = text == ":" or (colon and doc[place].is_space)
        place += 1
    opened = passage.opens_at(place)
    if opened is None or not (colon or passage.unit_of[place] == passage.unit_of[verb.i]):
        return ()
    if not colon and doc[place - 1].text not in {",", "that"} and place - 1 >= group.cue.last and doc[place - 1].i in skip and place-1 >= group.last:
        return ()
    last = opened.last
    if doc[last - 2].text not in {".", ",", "?", "!"}:
        last = max([last, *(child.right_edge.i + 1 for child in verb.children if child.dep_ == "ccomp" and child.i > verb.i)])
    return (Tokens(opened.first, last),)


def _clause(passage: Passage, head: Token, verb: Token) -> Tokens:
    first, last = max(head.left_edge.i, verb.i + 1), head.right_edge.i + 1
    quotation = passage.quotation_at(last - 1)
    if quotation and quotation.first >= first - 1:
        last = max(last, quotation.last)
        first = min(first, quotation.first)
    doc = passage.doc
    for place in range(first + 1, last - 1):
        if doc[place].text == "," and passage.quotation_of[place] < 0:
            following = doc[place + 1]
            if following.lower_ in _CONTRAST or (following.tag_ == "VBG" and following.lemma_ in verb_classes()) or following.lower_ == "according":
                return Tokens(first, place)
    return Tokens(first, last)
