"""What is said: the stretches of text that a reporting verb attributes to its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kgbuild.extract.claims.channels import is_channel
from kgbuild.extract.claims.passages import Passage, Tokens
from kgbuild.extract.claims.reporting import ReportingClass, verb_classes
from kgbuild.extract.claims.sources import resumes_speech
from kgbuild.extract.claims.surroundings import (
    CONTRAST,
    SEPARATORS,
    CueGroup,
    is_clause,
    mark_before,
    parenthetical,
    quotation_after,
    quotation_of_unit_before,
)
from kgbuild.parse import Token

TIMES: Final = frozenset({"DATE", "TIME"})


@dataclass(frozen=True, slots=True)
class Content:
    """Stretches of content, in order, and the frame of the verb that they fill."""

    stretches: tuple[Tokens, ...]
    frame: str


def content_of(passage: Passage, group: CueGroup, kind: ReportingClass) -> Content | None:
    """The content of a verb of this class, by the first frame that the text fills; None if it fills none."""
    # A participle has its content after it: in "“…,” she said, adding …" the quotation is that of "said".
    before = mark_before(passage, group) if group.adjacent and group.verb.tag_ != "VBG" else None
    if "quotation" in kind.frames and (found := _quoted(passage, group, before)):
        return found
    if "clause" in kind.frames and (found := _reported(passage, group, before)):
        return found
    if "quotation" in kind.frames and (tokens := quotation_of_unit_before(passage, group)):
        return Content((tokens,), "quotation before")
    for frame, tokens in (
        ("predication", _predication(group)),
        ("object", _object(group, kind)),
        ("infinitive", _infinitive(passage, group)),
        ("preposition", _prepositional(passage, group, kind)),
    ):
        if frame in kind.frames and tokens:
            return Content((tokens,), frame)
    return None


# ----------------------------------------------------------------------------------------------------- quotations
def _quoted(passage: Passage, group: CueGroup, before: int | None) -> Content | None:
    if before is not None and passage.closes_at(before):
        return Content(parenthetical(passage, group, before), "quotation before")
    if before is not None and is_clause(passage, Tokens(passage.unit(group.verb.i).first, before)):
        return None
    tokens = quotation_after(passage, group)
    return Content((tokens,), "quotation after") if tokens else None


# ------------------------------------------------------------------------------------------------------- clauses
def _reported(passage: Passage, group: CueGroup, before: int | None) -> Content | None:
    """A clause after the verb, or the sentence around a parenthetical attribution."""
    for head in _clause_heads(group):
        return Content((_clause(passage, head, group.verb),), "clause")
    if before is None or any(group.complements("dobj", "xcomp", "oprd")):
        return None
    around = parenthetical(passage, group, before)
    is_inserted = len(around) > 1 and passage.doc[group.end].text in SEPARATORS
    return Content(around, "parenthetical") if is_inserted or is_clause(passage, around[0]) else None


def _clause_heads(group: CueGroup) -> Iterator[Token]:
    yield from group.complements("ccomp")
    for addressee in group.complements("dobj", "dative"):
        # "told a meeting of leaders that …": parsers take the content for a relative clause.
        for child in addressee.rights:
            if child.dep_ in ("relcl", "acl") and any(
                word.dep_ == "mark" and word.lower_ == "that" for word in child.children
            ):
                yield child


def _clause(passage: Passage, head: Token, verb: Token) -> Tokens:
    """The clause of a head, with the quotation that it ends in, without the narrator's words after it."""
    first = max(head.left_edge.i, verb.i + 1)
    last = max(first + 1, min(head.right_edge.i + 1, passage.unit(verb.i).last))
    quotation = passage.quotation_at(last - 1)
    if quotation and quotation.first >= first - 1:
        first, last = min(first, quotation.first), max(last, quotation.last)
    doc = passage.doc
    last = _to_sentence_end(passage, verb, last)
    while last > first + 1 and doc[last - 1].pos_ == "CCONJ":
        last -= 1
    for place in range(first + 1, last - 1):
        if passage.quotation_of[place] < 0 and _ends_content(doc[place]):
            return Tokens(first, place)
    return Tokens(first, last)


def _to_sentence_end(passage: Passage, verb: Token, last: int) -> int:
    """Where the content of a main verb ends: parsers cut long clauses short, so what is left of the sentence counts in
    unless it depends on the verb itself."""
    if verb.dep_ != "ROOT" or any(child.i >= last and child.dep_ in ("conj", "advcl") for child in verb.children):
        return last
    return max(last, passage.trimmed(passage.unit(verb.i)).last)


def _ends_content(token: Token) -> bool:
    """Whether the narrator speaks again after this comma or conjunction."""
    following = token.nbor()
    if token.text == ",":
        is_participle = following.tag_ == "VBG" and following.lemma_ in verb_classes()
        return is_participle or following.lower_ in CONTRAST or following.lower_ == "according"
    return token.dep_ == "cc" and following.tag_ != "VBG" and resumes_speech(following)


# ------------------------------------------------------------------------------------------------- other frames
def _infinitive(passage: Passage, group: CueGroup) -> Tokens | None:
    """ "vowed to resign" """
    for child in group.complements("xcomp"):
        return _clause(passage, child, group.verb)
    return None


def _predication(group: CueGroup) -> Tokens | None:
    """ "called him a liar", "accused him of fraud", "urged them to vote" """
    first = group.end
    for child in group.complements("ccomp", "xcomp", "oprd"):
        return Tokens(first, child.right_edge.i + 1)
    patient = next(group.complements("dobj"), None)
    for child in group.complements("prep"):
        if patient is not None and child.lower_ in ("as", "of", "to", "for"):
            return Tokens(patient.left_edge.i, child.right_edge.i + 1)
    return None


def _object(group: CueGroup, kind: ReportingClass) -> Tokens | None:
    """ "announced a truce" """
    for child in group.complements("dobj"):
        if kind.objects and child.lemma_.lower() not in kind.objects:
            continue
        return Tokens(child.left_edge.i, child.right_edge.i + 1)
    return None


def _prepositional(passage: Passage, group: CueGroup, kind: ReportingClass) -> Tokens | None:
    """ "spoke of peace": without the preposition, which belongs to the cue."""
    preposition = next(_content_prepositions(passage, group, kind), None)
    if preposition is None:
        return None
    # "called on the army to leave", "referred to him as a liar": what is said of the object belongs to the content.
    last = preposition.right_edge.i + 1
    for child in group.complements("xcomp", "advcl", "prep"):
        is_participle = child.tag_ == "VBN" and child.left_edge.i == last
        if child.dep_ == "xcomp" or child.lower_ == "as" or is_participle:
            last = max(last, child.right_edge.i + 1)
    return Tokens(preposition.i + 1, last)


def _content_prepositions(passage: Passage, group: CueGroup, kind: ReportingClass) -> Iterator[Token]:
    """ "reported on television of many wounded": "of", which the parser hangs on the channel."""
    for child in group.complements("prep"):
        channel = next((noun for noun in child.children if noun.dep_ == "pobj" and is_channel(passage, noun)), None)
        candidates = (child,) if channel is None else channel.rights
        for preposition in candidates:
            governed = next(preposition.rights, None)
            is_setting = governed is not None and (governed.ent_type_ in TIMES or is_channel(passage, governed))
            if preposition.lower_ in kind.prepositions and governed is not None and not is_setting:
                yield preposition
