"""Gives quotations that are sentences of their own to the speaker before them, or to who acts before their colon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgbuild.extract.claims.drafts import Draft
from kgbuild.extract.claims.passages import Passage, Tokens
from kgbuild.extract.claims.reporting import noun_classes
from kgbuild.extract.claims.sources import is_speaker, source_of
from kgbuild.extract.claims.surroundings import colon_before
from kgbuild.parse import Token


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
        colon = None if number in covered else colon_before(passage.doc, tokens.first)
        verb = verb_before(colon) if colon is not None else None
        source = source_of(verb) if verb is not None else None
        if colon is None or verb is None or source is None:
            continue
        owner = by_cue.get(verb.i)
        denies = owner is not None and out[owner].polarity == "negative"
        if not denies and not is_speaker(passage.doc[source.head]):
            continue
        if denies and not _may_be_denial(passage, verb, tokens):
            continue
        if denies:
            out.append(Draft(colon.i, Tokens(colon.i, colon.i + 1), source, (tokens,), "before colon"))
        elif owner is not None:
            out[owner] = replace(out[owner], contents=(*out[owner].contents, tokens), takes_quotations=True)
        else:
            out.append(Draft(verb.i, Tokens(verb.i, verb.i + 1), source, (tokens,), "before colon"))
    return out


def _may_be_denial(passage: Passage, verb: Token, quotation: Tokens) -> bool:
    """Whether words after a colon deny, and are not those denied: "denied a report in the Echo: “Ana Berg fled.”"."""
    words = [child for child in verb.children if child.dep_ == "dobj" and child.lemma_.lower() in noun_classes()]
    return not words or any(token.lower_ in ("i", "we", "my", "our") for token in passage.doc[slice(*quotation)])


def verb_before(colon: Token) -> Token | None:
    """The main verb of the clause that ends in a colon."""
    first, doc = colon.sent.start, colon.doc
    # Parsers hang the clause before the colon on the verb of the quotation.
    tops = (t for t in doc[first : colon.i] if t.pos_ in ("VERB", "AUX") and (t.head is t or t.head.i > colon.i))
    return next(tops, None)


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
