"""What is said: the stretches of text that a reporting verb attributes to its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kgbuild.extract.passages import Passage, Tokens
from kgbuild.extract.reporting import ReportingClass, verb_classes

if TYPE_CHECKING:
    from spacy.tokens import Token

_SEPARATORS: Final = frozenset({",", "-", "--", "–", "—"})
_CLAUSE_END: Final = frozenset({".", ";", "?", "!"})
_QUOTATION_END: Final = frozenset({".", ",", "?", "!"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Words that open the narrator's own clause after a comma, not more of the content.
_CONTRAST: Final = frozenset({"while", "whereas", "although", "though"})
_ADJUNCT: Final = _CONTRAST | {"who", "which", "whose", "when", "where", "as", "after", "before", "because", "with", "in"}


@dataclass(frozen=True, slots=True)
class Content:
    """Stretches of content, in order, and the frame of the verb that they fill."""

    stretches: tuple[Tokens, ...]
    frame: str


@dataclass(frozen=True, slots=True)
class CueGroup:
    """A reporting verb with its auxiliaries and its source. `adjacent` says that nothing stands between them."""

    verb: Token
    cue: Tokens
    source: Tokens
    adjacent: bool

    @property
    def first(self) -> int:
        return min(self.cue.first, self.source.first)

    @property
    def end(self) -> int:
        """Where the words after the verb begin."""
        return max(self.cue.last, self.source.last) if self.adjacent else self.cue.last

    def complements(self, *relations: str) -> Iterator[Token]:
        """The children of the verb that follow it in one of these relations, its source left out."""
        for child in self.verb.rights:
            if child.dep_ in relations and not self.source.first <= child.i < self.source.last:
                yield child


def content_of(passage: Passage, group: CueGroup, kind: ReportingClass) -> Content | None:
    """The content of a verb of this class, by the first frame that the text fills; None if it fills none."""
    # A participle has its content after it: in "“…,” she said, adding …" the quotation is that of "said".
    before = _mark_before(passage, group) if group.adjacent and group.verb.tag_ != "VBG" else None
    if "quotation" in kind.frames and (found := _quoted(passage, group, before)):
        return found
    if "clause" in kind.frames and (found := _reported(passage, group, before)):
        return found
    if "quotation" in kind.frames and (tokens := _quotation_of_unit_before(passage, group)):
        return Content((tokens,), "quotation before")
    for frame, complement in (
        ("predication", _predication),
        ("object", _object),
        ("infinitive", _infinitive),
        ("preposition", _prepositional),
    ):
        if frame in kind.frames and (tokens := complement(passage, group, kind)):
            return Content((tokens,), frame)
    return None


# ----------------------------------------------------------------------------------------------------- quotations
def _quoted(passage: Passage, group: CueGroup, before: int | None) -> Content | None:
    if before is not None and passage.closes_at(before):
        return Content(_parenthetical(passage, group, before), "quotation before")
    if before is not None and _is_clause(passage, Tokens(passage.unit(group.verb.i).first, before)):
        return None
    tokens = _quotation_after(passage, group)
    return Content((tokens,), "quotation after") if tokens else None


def _quotation_after(passage: Passage, group: CueGroup) -> Tokens | None:
    """A quotation that opens after the verb, with only addressees, adjuncts and separators between."""
    doc, verb = passage.doc, group.verb
    adjuncts = {
        child.left_edge.i: child.right_edge.i + 1
        for child in group.complements("dobj", "dative", "advmod", "prt", "npadvmod", "prep")
    }
    place, after_colon = group.end, False
    while place < len(doc) and not passage.opens_at(place):
        if place in adjuncts and adjuncts[place] > place:
            opening = next((t for t in range(place, adjuncts[place]) if passage.opens_at(t)), None)
            if opening is not None and doc[opening - 1].pos_ in ("ADP", "DET", "PART"):
                return None  # a title: “on ‘Meet the Press’”
            place = opening if opening is not None else adjuncts[place]
            after_colon = doc[place - 1].text == ":"
        elif doc[place].text in {",", ":", "that"} or doc[place].is_space:
            after_colon = doc[place].text == ":" or (after_colon and doc[place].is_space)
            place += 1
        else:
            return None
    opened = passage.opens_at(place)
    if opened is None or not (after_colon or passage.unit_of[place] == passage.unit_of[verb.i]):
        return None
    last = opened.last
    if doc[last - 2].text not in _QUOTATION_END:
        last = max([last, *(child.right_edge.i + 1 for child in group.complements("ccomp"))])
    return Tokens(place - 1 if doc[place - 1].lower_ == "that" else place, last)


def _quotation_of_unit_before(passage: Passage, group: CueGroup) -> Tokens | None:
    """“Why?” Mr. Smith asked: the parser ends a sentence at the question mark."""
    number = passage.unit_of[group.verb.i]
    unit = passage.units[number]
    if number == 0 or not group.adjacent or passage.trimmed(unit).first != group.first:
        return None
    if any(group.complements("dobj", "xcomp", "oprd", "ccomp")):
        return None
    before = passage.trimmed(passage.units[number - 1])
    if before.first == before.last or any(passage.doc[token].is_space for token in range(before.last, unit.first)):
        return None
    quotation = passage.closes_at(before.last - 1)
    if quotation is None:
        return None
    return quotation if _starts_sentence(passage, quotation.first, before.first) else before


# ------------------------------------------------------------------------------------------------------- clauses
def _reported(passage: Passage, group: CueGroup, before: int | None) -> Content | None:
    """A clause after the verb, or the sentence around a parenthetical attribution."""
    for child in group.complements("ccomp"):
        return Content((_clause(passage, child, group.verb),), "clause")
    if before is None or any(group.complements("dobj", "xcomp", "oprd")):
        return None
    around = _parenthetical(passage, group, before)
    is_inserted = len(around) > 1 and passage.doc[group.end].text in _SEPARATORS
    return Content(around, "parenthetical") if is_inserted or _is_clause(passage, around[0]) else None


def _clause(passage: Passage, head: Token, verb: Token) -> Tokens:
    """The clause of a head, with the quotation that it ends in, without the narrator's words after it."""
    first, last = max(head.left_edge.i, verb.i + 1), head.right_edge.i + 1
    quotation = passage.quotation_at(last - 1)
    if quotation and quotation.first >= first - 1:
        first, last = min(first, quotation.first), max(last, quotation.last)
    doc = passage.doc
    for place in range(first + 1, last - 1):
        if doc[place].text == "," and passage.quotation_of[place] < 0 and _opens_narration(doc[place + 1]):
            return Tokens(first, place)
    return Tokens(first, last)


def _opens_narration(token: Token) -> bool:
    return (
        token.lower_ in _CONTRAST
        or token.lower_ == "according"
        or (token.tag_ == "VBG" and token.lemma_ in verb_classes())
    )


def _mark_before(passage: Passage, group: CueGroup) -> int | None:
    """The comma, dash or closing quotation mark before a parenthetical attribution."""
    first, doc = passage.unit(group.verb.i).first, passage.doc
    before = _skip_blanks_back(passage, group.first - 1, first)
    if before > first and doc[before].lower_ == "as" and doc[before - 1].text == ",":
        before -= 1
    if before > first and (doc[before].text in _SEPARATORS or passage.closes_at(before)):
        return before
    return None


def _parenthetical(passage: Passage, group: CueGroup, before: int) -> tuple[Tokens, ...]:
    """The sentence around "…, she said, …"."""
    unit = passage.unit(group.verb.i)
    quotation = passage.closes_at(before)
    is_quotation = quotation is not None and _starts_sentence(passage, quotation.first, unit.first)
    left = quotation if quotation is not None and is_quotation else Tokens(unit.first, before + 1)
    right = _continued(passage, group, unit.last, only_quoted=is_quotation)
    return (left, right) if right else (left,)


def _continued(passage: Passage, group: CueGroup, end: int, only_quoted: bool) -> Tokens | None:
    """Where the content goes on after "she said": at a quotation, or after a comma."""
    doc, place = passage.doc, group.end
    while place < end and doc[place].text not in _CLAUSE_END | _SEPARATORS | {":"} and not passage.opens_at(place):
        place += 1
    if place >= end or doc[place].text in _CLAUSE_END:
        return None
    while place < end and (doc[place].is_space or doc[place].is_punct) and not passage.opens_at(place):
        place += 1
    if place >= end:
        return None
    if passage.opens_at(place):
        return Tokens(place, end)
    if only_quoted:
        opened = passage.opens_at(place + 1) if doc[place].pos_ == "CCONJ" else None
        return Tokens(place, opened.last) if opened else None
    if doc[place].tag_ in ("VBG", "VBN") or doc[place].lower_ in _ADJUNCT:
        return None
    return Tokens(place, end)


def _is_clause(passage: Passage, tokens: Tokens) -> bool:
    """Whether a stretch has a finite verb and does not open as a subordinate clause."""
    opening = passage.doc[passage.trimmed(tokens).first]
    if opening.tag_ == "WRB" or opening.dep_ == "mark":
        return False
    return any(passage.doc[token].tag_ in _FINITE for token in range(*tokens))


def _starts_sentence(passage: Passage, token: int, first: int) -> bool:
    """Whether a sentence, or the words after a colon, begin with this token; `first` is its unit's first."""
    before = _skip_blanks_back(passage, token - 1, first)
    return before < first or passage.doc[before].text in _CLAUSE_END | {":"} or passage.closes_at(before) is not None


def _skip_blanks_back(passage: Passage, token: int, first: int) -> int:
    while token >= first and passage.doc[token].is_space:
        token -= 1
    return token


# ------------------------------------------------------------------------------------------------- other frames
def _infinitive(passage: Passage, group: CueGroup, kind: ReportingClass) -> Tokens | None:
    """ "vowed to resign" """
    for child in group.complements("xcomp"):
        return _clause(passage, child, group.verb)
    return None


def _predication(passage: Passage, group: CueGroup, kind: ReportingClass) -> Tokens | None:
    """ "called him a liar", "accused him of fraud", "urged them to vote" """
    first = group.end
    for child in group.complements("ccomp", "xcomp", "oprd"):
        return Tokens(first, child.right_edge.i + 1)
    patient = next(group.complements("dobj"), None)
    for child in group.complements("prep"):
        if patient is not None and child.lower_ in ("as", "of", "to", "for"):
            return Tokens(patient.left_edge.i, child.right_edge.i + 1)
    return None


def _object(passage: Passage, group: CueGroup, kind: ReportingClass) -> Tokens | None:
    """ "announced a truce" """
    for child in group.complements("dobj"):
        return Tokens(child.left_edge.i, child.right_edge.i + 1)
    return None


def _prepositional(passage: Passage, group: CueGroup, kind: ReportingClass) -> Tokens | None:
    """ "spoke of peace": without the preposition, which belongs to the cue. """
    for child in group.complements("prep"):
        if child.lower_ in kind.prepositions and child.right_edge.i > child.i:
            return Tokens(child.i + 1, child.right_edge.i + 1)
    return None
