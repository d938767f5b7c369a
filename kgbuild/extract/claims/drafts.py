"""Attributions as token ranges, before the text is cut into spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgbuild.extract.claims.passages import Passage, Tokens
from kgbuild.extract.claims.sources import Source
from kgbuild.model import Certainty, Polarity, Tense


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution in the making. `cue` heads `cue_tokens`; `takes_quotations` says that a quotation that follows
    as a sentence of its own may be by the same speaker; `speech` that somebody uttered it, not only thought or wished.
    """

    cue: int
    cue_tokens: Tokens
    source: Source
    contents: tuple[Tokens, ...]
    rule: str
    takes_quotations: bool = True
    speech: bool = True
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    tense: Tense = "non-future"

    @property
    def first(self) -> int:
        """The first token of all its parts."""
        return min(self.cue_tokens.first, self.source.tokens.first, *(stretch.first for stretch in self.contents))


class Ownership:
    """Which draft the tokens of a text belong to. Positions are those in the sequence of drafts given."""

    def __init__(self, passage: Passage, drafts: Sequence[Draft]) -> None:
        self._passage = passage
        self._drafts = drafts
        self._by_cue: dict[int, list[int]] = {}
        self._by_content: dict[int, list[int]] = {}
        self._of_cue = {draft.cue: number for number, draft in enumerate(drafts)}
        for number, draft in enumerate(drafts):
            self._by_cue.setdefault(passage.unit_of[draft.cue], []).append(number)
            for unit in sorted({passage.unit_of[stretch.first] for stretch in draft.contents}):
                self._by_content.setdefault(unit, []).append(number)

    def outside(self, token: int) -> int | None:
        """The draft that a token tells more of, without being in its content: of the cue that the token depends on, or
        else of the nearest one in its unit."""
        for ancestor in self._passage.doc[token].ancestors:
            number = self._of_cue.get(ancestor.i)
            if number is not None and not self._holds(number, token):
                return number
        near = [
            (abs(self._drafts[number].cue - token), number)
            for number in self._by_cue.get(self._passage.unit_of[token], ())
            if not self._holds(number, token)
        ]
        return min(near)[1] if near else None

    def inside(self, token: int) -> int | None:
        """The draft with the shortest content that has the token in it."""
        around = [
            (sum(last - first for first, last in self._drafts[number].contents), number)
            for number in self._by_content.get(self._passage.unit_of[token], ())
            if self._holds(number, token)
        ]
        return min(around)[1] if around else None

    def _holds(self, number: int, token: int) -> bool:
        return any(stretch.first <= token < stretch.last for stretch in self._drafts[number].contents)
