"""What is said: the stretches of text that a reporting verb attributes to its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kgbuild.extract.passages import Passage, Tokens
from kgbuild.extract.reporting import ReportingClass, verb_classes

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONTRAST: Final = frozenset({"while", "whereas", "although", "though"})
_NO_CONTENT_AFTER: Final = _CONTRAST | {"who", "which", "when", "where", "as", "after", "before", "because", "whose", "with", "in"}


_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})


@dataclass(frozen=True, slots=True)
class Content:
    """Stretches of content and the frame that they fill."""

    stretches: tuple[Tokens, ...]
    frame: str


@dataclass(frozen=True, slots=True)
class CueGroup:
    """A reporting verb with its auxiliaries and its source. `adjacent` says whether nothing stands between them."""

    verb: Token
    cue: Tokens
    source: Tokens
    adjacent: bool

    @property
    def first(self) -> int:
        return min(self.cue.first, self.source.first)

    @property
    def last(self) -> int:
        return max(self.cue.last, self.source.last)

    @property
    def end(self) -> int:
        """Where the words after the verb begin."""
        return self.last if self.adjacent else self.cue.last

    def complements(self, *relations: str) -> Iterator[Token]:
        """The children of the verb that follow it in one of these relations, without its source."""
        for child in self.verb.rights:
            if child.dep_ in relations and not self.source.first <= child.i < self.source.last:
                yield child


def content_of(passage: Passage, group: CueGroup, kind: ReportingClass) -> Content | None:
    verb = group.verb
    before = _before(passage, group) if group.adjacent and verb.tag_ != "VBG" else None
    if "quotation" in kind.frames:
        if before is not None and _closes(passage, before):
            return Content(_parenthetical(passage, group, before), "quotation before")
        if not (before is not None and _is_clause(passage, Tokens(passage.unit(verb.i).first, before))) and (found := _quotation_after(passage, group)):
            return Content(found, "quotation after")
    if "clause" in kind.frames:
        for child in verb.children:
            if child.dep_ == "ccomp" and child.i > verb.i:
                return Content((_clause(passage, child, verb),), "clause")
        if before is not None and not any(group.complements("dobj", "xcomp", "oprd")):
            found = _parenthetical(passage, group, before)
            if len(found) > 1 or _is_clause(passage, found[0]):
                return Content(found, "parenthetical")
        if "quotation" in kind.frames and group.adjacent and not any(group.complements("dobj", "xcomp", "oprd")) and (quotation := _quotation_of_unit_before(passage, group)):
            return Content((quotation,), "quotation before")
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
            if child.dep_ == "dobj" and child.i > verb.i and True:
                return Content((Tokens(child.left_edge.i, child.right_edge.i + 1),), "object")
    if "preposition" in kind.frames:
        for child in verb.children:
            if child.dep_ == "prep" and child.i > verb.i and child.lower_ in kind.prepositions:
                return Content((Tokens(child.i + 1, child.right_edge.i + 1),), "preposition")
    return None


def _before(passage: Passage, group: CueGroup) -> int | None:
    """The comma, dash or closing mark before a parenthetical attribution."""
    first, doc = passage.unit(group.verb.i).first, passage.doc
    before = _skip_blanks_back(passage, group.first - 1, first)
    if before > first and doc[before].lower_ in ("as", "so") and doc[before - 1].text == ",":
        before -= 1
    if before > first and (doc[before].text in {",", "--", "—", "–"} or _closes(passage, before)):
        return before
    return None


def _skip_blanks_back(passage: Passage, token: int, first: int) -> int:
    while token > first and passage.doc[token].is_space:
        token -= 1
    return token


def _closes(passage: Passage, token: int) -> bool:
    quotation = passage.quotation_at(token)
    return quotation is not None and quotation.last == token + 1


def _parenthetical(passage: Passage, group: CueGroup, before: int) -> tuple[Tokens, ...]:
    """The sentence around "…, she said, …"."""
    unit = passage.unit(group.verb.i)
    left = Tokens(unit.first, before + 1)
    whole = False
    quotation = passage.quotation_at(before)
    if quotation and quotation.last == before + 1:
        whole = _starts_sentence(passage, quotation.first, unit.first)
        left = Tokens(quotation.first, before + 1) if whole else left
    right = _after(passage, group, unit.last, whole)
    return (left, right) if right else (left,)


def _is_clause(passage: Passage, tokens: Tokens) -> bool:
    """Whether a stretch has a finite verb and does not open as a subordinate clause."""
    first = passage.trimmed(tokens).first
    return passage.doc[first].tag_ not in ("WRB",) and passage.doc[first].dep_ != "mark" and any(
        passage.doc[token].tag_ in _FINITE for token in range(*tokens)
    )


def _quotation_of_unit_before(passage: Passage, group: CueGroup) -> Tokens | None:
    """“Why?” Mr. Clyburn said: the parser ends a sentence at the question mark."""
    number = passage.unit_of[group.verb.i]
    unit = passage.units[number]
    if number == 0 or passage.trimmed(unit).first != group.first:
        return None
    before = passage.trimmed(passage.units[number - 1])
    if before.first == before.last or any(passage.doc[t].is_space for t in range(before.last, unit.first)):
        return None
    quotation = passage.quotation_at(before.last - 1)
    if quotation and quotation.last == before.last:
        return quotation if _starts_sentence(passage, quotation.first, before.first) else before
    return None


def _starts_sentence(passage: Passage, token: int, first: int) -> bool:
    """Whether a sentence, or the words after a colon, begin with this token."""
    before = _skip_blanks_back(passage, token - 1, first)
    return before < first or passage.doc[before].text in {".", "!", "?", ":"} or _closes(passage, before)or passage.doc[before].is_space


def _after(passage: Passage, group: CueGroup, end: int, only_quoted: bool) -> Tokens | None:
    """Where the content goes on after "she said": at a quotation, or after a comma."""
    doc = passage.doc
    rest = group.end
    while rest < end and doc[rest].text not in {",", ".", ";", ":", "-", "--", "—"} and not passage.opens_at(rest):
        rest += 1
    if rest >= end or doc[rest].text in {".", ";"}:
        return None
    after = rest
    while after < end and (doc[after].is_space or doc[after].is_punct) and not passage.opens_at(after):
        after += 1
    if after >= end:
        return None
    if passage.opens_at(after):
        return Tokens(after, end)
    if only_quoted:
        if doc[after].pos_ == "CCONJ" and (opened := passage.opens_at(after+1)):
            return Tokens(after, opened.last)
        return None
    if doc[after].tag_ in ("VBG", "VBN") or doc[after].lower_ in _NO_CONTENT_AFTER:
        return None
    return Tokens(after, end)


def _quotation_after(passage: Passage, group: CueGroup) -> tuple[Tokens, ...]:
    """A quotation that opens after the verb, with nothing but its source, addressee, adjuncts and separators between."""
    verb, doc = group.verb, passage.doc
    skip = {
        child.left_edge.i: child.right_edge.i + 1
        for child in verb.children
        if child.dep_ in ("dobj", "dative", "advmod", "prt", "npadvmod", "prep") and child.left_edge.i > verb.i
    }
    if group.adjacent and group.source.first > verb.i:
        skip[group.source.first] = group.source.last
    place = group.cue.last
    colon = False
    while place < len(doc) and not passage.opens_at(place):
        if place in skip:
            inner = next((t for t in range(place, skip[place]) if passage.opens_at(t)), None)
            if inner is not None and not (group.source.first <= inner < group.source.last):
                if doc[inner - 1].pos_ in ("ADP", "DET", "PART"):
                    return ()
                place = inner
                break
            place = max(skip[place], place + 1)
            colon = colon or doc[place - 1].text == ":"
            continue
        text = doc[place].text
        if not (text in {",", ":", "that"} or doc[place].is_space):
            return ()
        colon = text == ":" or (colon and doc[place].is_space)
        place += 1
    opened = passage.opens_at(place)
    if opened is None or not (colon or passage.unit_of[place] == passage.unit_of[verb.i]):
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
