"""Gives quotations that are sentences of their own to the speaker before them, or to who acts before their colon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from kgbuild.extract.claims.drafts import Draft
from kgbuild.extract.claims.passages import Passage, Tokens
from kgbuild.extract.claims.reporting import noun_classes
from kgbuild.extract.claims.sources import Source, is_speaker, source_of
from kgbuild.extract.claims.surroundings import colon_before
from kgbuild.parse import Doc, Token


class Opening(NamedTuple):
    """The colon before words, the main verb of the clause before it, and who acts there."""

    colon: Token
    verb: Token
    source: Source


def with_free_quotations(passage: Passage, drafts: Sequence[Draft]) -> list[Draft]:
    """Gives each quotation that is a sentence of its own to the speaker of the sentence before it."""
    speakers = _speakers(passage, drafts)
    out = list(drafts)
    covered = {
        quotation: number
        for number, draft in enumerate(drafts)
        for stretch in draft.contents
        for token in range(*stretch)
        if (quotation := passage.quotation_of[token]) >= 0
    }
    for number in reversed(range(len(passage.quotations))):
        # “One paragraph.¶ “Another one,” he said: the speaker is named at the end.
        if passage.quotations[number].continued and number not in covered and number + 1 in covered:
            covered[number] = owner = covered[number + 1]
            out[owner] = replace(out[owner], contents=(passage.quotation_tokens[number], *out[owner].contents))
    for number, tokens in enumerate(passage.quotation_tokens):
        unit = passage.unit_of[tokens.first]
        speaker = speakers.get(unit - 1)
        if speaker is None or out[speaker].polarity == "negative":
            continue  # "The port denied the charge. “We sold nothing.”": it does not deny that
        if number in covered or passage.trimmed(passage.units[unit]) != passage.trimmed(tokens):
            continue
        speakers[unit] = speaker
        out[speaker] = replace(out[speaker], contents=(*out[speaker].contents, tokens))
    return out


def with_quotations_after_colons(passage: Passage, drafts: Sequence[Draft]) -> list[Draft]:
    """Gives each quotation after a colon to who acts in the sentence before it: "The mayor defended the plan: “…”".

    Where its verb is the cue of an attribution already, the quotation is part of what that one says, unless it denies
    something: "The army denied the charge: “…”".
    """
    out = list(drafts)
    by_cue = {draft.cue: number for number, draft in enumerate(drafts)}
    covered = {passage.quotation_of[t] for draft in drafts for stretch in draft.contents for t in range(*stretch)}
    for number, tokens in enumerate(passage.quotation_tokens):
        opening = opening_before(passage.doc, tokens.first) if number not in covered else None
        if opening is None:
            continue
        colon, verb, source = opening
        owner = by_cue.get(verb.i)
        denies = owner is not None and out[owner].polarity == "negative"
        if not (_may_be_denial(passage, verb, tokens) if denies else _may_open(passage.doc[source.head])):
            continue
        if owner is not None and not denies:
            out[owner] = replace(out[owner], contents=(*out[owner].contents, tokens), takes_quotations=True)
        else:  # beside a denial the colon is the cue, for the verb is that of the denial
            cue = colon if denies else verb
            out.append(Draft(cue.i, Tokens(cue.i, cue.i + 1), source, (tokens,), "before colon"))
    return out


def _may_open(source: Token) -> bool:
    """Whether somebody acts before a colon: "the mayor", "she"."""
    return is_speaker(source) or source.lower_ in ("he", "she")


def _may_be_denial(passage: Passage, verb: Token, quotation: Tokens) -> bool:
    """Whether words after a colon deny, and are not those denied: "denied a report in the Echo: “Ana Berg fled.”"."""
    words = [child for child in verb.children if child.dep_ == "dobj" and child.lemma_.lower() in noun_classes()]
    return not words or any(token.lower_ in ("i", "we", "my", "our") for token in passage.doc[slice(*quotation)])


def opening_before(doc: Doc, first: int) -> Opening | None:
    """The clause that ends in a colon before a stretch, if somebody or something acts in it."""
    colon = colon_before(doc, first)
    if colon is None:
        return None
    # Parsers hang the clause before the colon on the verb of the quotation.
    before = doc[colon.sent.start : colon.i]
    tops = (t for t in before if t.pos_ in ("VERB", "AUX") and (t.head is t or t.head.i > colon.i))
    verb = next(tops, None)
    source = source_of(verb) if verb is not None else None
    return Opening(colon, verb, source) if verb is not None and source is not None else None


def _speakers(passage: Passage, drafts: Sequence[Draft]) -> dict[int, int]:
    """Unit → the position of the draft whose speaker may go on after it, rather one that quotes."""
    speakers: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        if not draft.takes_quotations:
            continue
        unit = passage.unit_of[draft.cue]
        if unit not in speakers or (_quotes(passage, draft) and not _quotes(passage, drafts[speakers[unit]])):
            speakers[unit] = number
    return speakers


def _quotes(passage: Passage, draft: Draft) -> bool:
    return any(passage.quotation_of[stretch.last - 1] >= 0 for stretch in draft.contents)
