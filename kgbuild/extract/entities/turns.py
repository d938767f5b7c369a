"""Whose turn it is to speak: whom "he said" cannot mean, and who has spoken right before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from kgbuild.extract.claims.continuations import opening_before
from kgbuild.extract.claims.reporting import words
from kgbuild.extract.claims.voices import Voices
from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.layers import Attribution
from kgbuild.model import Span

REACH: Final = 1
"""How many sentences may lie between one turn and the next for the same speaker to go on."""

MOST_TRIED: Final = 40
"""How many mentions of a chain are asked for their place."""


class Turns:
    """The attributions of a text as turns of speech, by the tokens of their sources and in the order of their cues."""

    def __init__(self, chains: Chains, attributions: Sequence[Attribution], voices: Voices) -> None:
        self._chains = chains
        self.attributions = attributions
        self.voices = voices
        self._of_source = {each.sources[0]: number for number, each in enumerate(attributions) if each.sources}
        outermost = (
            (each.cue, number)
            for number, each in enumerate(attributions)
            if each.cue_spans and voices.around(each.cue_spans[0], number) is None
        )
        self._by_cue = sorted(outermost)

    def is_source(self, token: int) -> bool:
        """Whether a token heads who says something."""
        return token in self._of_source

    def is_cited(self, token: int) -> bool:
        """Whether a token heads who says something without a verb: "according to analysts", who are as good as its
        subject."""
        number = self._of_source.get(token)
        return number is not None and self.attributions[number].rule == "according to"

    def are_one(self, one: int, other: int) -> bool:
        """Whether two tokens lie in quotations of one attribution."""
        numbers = [self.voices.quoting(self._chains.doc[token].idx) for token in (one, other)]
        return numbers[0] is not None and numbers[0] == numbers[1]

    def of(self, token: int) -> int | None:
        """The attribution whose source a token heads, unless its clause lies in another: "he" of "Kim denied that he
        wanted war" is told by that one."""
        number = self._of_source.get(token)
        if number is None:
            return None
        own, clause = self.attributions[number], self._chains.doc[token].head
        opens = own.content_spans[0].begin < own.cue_spans[0].begin
        return number if opens or own.quotes or clause.dep_ in ("ROOT", "conj") else None

    def speaker_to_come(self, token: int) -> int | None:
        """The mention after the quotation around a token that stands for who is quoted and takes that one up:
        "“She is ill,” she said", "“He knows,” said the Australian"."""
        number = self.voices.quoting(self._chains.doc[token].idx)
        source = self.attributions[number].sources[0] if number is not None else token
        found = self._chains.at_head(source) if source > token else None
        if found is None:
            return None
        speaker = self._chains.candidates[found]
        return found if speaker.form == "pronoun" or speaker.rule == "epithet" else None

    def is_spoken_of(self, number: int, candidate: int) -> bool:
        """Whether a speaker cannot be the entity of a mention, since the words of that turn bring it in, or quote it.

        In "A builder who cheats will be caught, he said" he is no builder; who says "Kim is late" is not Kim.
        """
        own = self.attributions[number]
        members = [self._chains.head_span(member) for member in self._chains.members(candidate)[:MOST_TRIED]]
        before = [span for span in members if span.begin < self._chains.doc[own.sources[0]].idx]
        if before and all(_is_in(span, own.content_spans) for span in before):
            return True
        return any(
            _is_in(self._chains.head_span(member), own.quotes)
            for member in self._chains.members(candidate)[-MOST_TRIED:]
            if self._chains.candidates[member].rule != "first person"
        )

    def introduced_by(self, number: int) -> int | None:
        """The mention of who acts before the colon that a turn's words follow: the ministry in "The ministry rejected
        this: “…,” it said"."""
        doc, quotes = self._chains.doc, self.attributions[number].quotes
        quoted = doc.char_span(quotes[0].begin, quotes[0].end) if quotes else None
        if quoted is None:
            return None
        is_marked = quoted.start > 0 and doc[quoted.start - 1].is_quote
        opening = opening_before(doc, quoted.start - 1 if is_marked else quoted.start)
        return self._chains.at_head(opening.source.head) if opening is not None else None

    def speaker_of(self, number: int) -> int | None:
        """The chain of who speaks in a turn."""
        found = self._chains.at_head(self.attributions[number].sources[0])
        return self._chains.chain_of(found) if found is not None else None

    def chain_quoting(self, token: int) -> int | None:
        """The chain of who is quoted with a token: one who speaks of himself says "I"."""
        number = self.voices.quoting(self._chains.doc[token].idx)
        if number is None:
            return None
        heads = (self._chains.at_head(source) for source in self.attributions[number].sources)
        return next((self._chains.chain_of(j) for j in heads if j is not None), None)

    def is_quoted_with(self, one: int, other: int) -> bool:
        """Whether a mention is in no quotation, or another of the entity is in the same."""
        chains = self._chains
        quotation = chains.quotation_of[chains.candidates[one].head]
        members = chains.members(other)[-MOST_TRIED:]
        return not quotation or any(chains.quotation_of[chains.candidates[each].head] == quotation for each in members)

    def before(self, number: int) -> int | None:
        """The turn whose cue is the last one before that of a turn, none within another's words."""
        at = bisect_left(self._by_cue, (self.attributions[number].cue, -1)) - 1
        return self._by_cue[at][1] if at >= 0 else None

    def speaker_before(self, number: int) -> tuple[int | None, int | None]:
        """The mention of who spoke right before a turn, or else the token of a source that no mention stands for."""
        doc, own = self._chains.doc, self.attributions[number]
        first = min(span.begin for span in (*own.content_spans, *own.cue_spans, *own.source_spans))
        at = bisect_left(self._by_cue, (own.cue, -1)) - 1
        while at >= 0 and doc[self._by_cue[at][0]].idx >= first:
            at -= 1
        if at < 0:
            return None, None
        cue, before = self._by_cue[at]
        opening = doc.char_span(first, first + 1, alignment_mode="expand")
        sentences = self._chains.sentence_of
        if opening is None or sentences[opening.start] - sentences[cue] > REACH:
            return None, None
        source = doc[self.attributions[before].sources[0]]
        found = self._chains.at_head(source.i)
        is_nobody = source.lemma_ in words("documents", "nouns") | words("evidence", "nouns")
        return found, source.i if found is None and source.tag_ == "NN" and not is_nobody else None


def _is_in(span: Span, stretches: Sequence[Span]) -> bool:
    return any(stretch.begin <= span.begin and span.end <= stretch.end for stretch in stretches)
