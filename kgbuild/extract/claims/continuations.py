"""Gives quotations that are sentences of their own to the speaker before them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgbuild.extract.claims.drafts import Draft
from kgbuild.extract.claims.passages import Passage


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
        if speaker is None or number in covered or passage.trimmed(passage.units[unit]) != passage.trimmed(tokens):
            continue
        speakers[unit] = speaker
        out[speaker] = replace(out[speaker], contents=(*out[speaker].contents, tokens))
    return out


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
