"""Of what body a post is that the text names alone: "The union denied it. "…," spokesman Leo Brand said."."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import Final

from kgbuild.extract.claims.quotes import quotations
from kgbuild.extract.entities.titles import Title
from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS
from kgbuild.model import Annotated, Entity
from kgbuild.parse import POSSESSIVE, Token
from kgbuild.vocabulary import is_a

FIRMS: Final = ("CivilSocietyOrganization", "Company", "Organization")
"""Classes of bodies that have a chief executive."""
REACH: Final = 2
"""Sentences back, beside what is quoted, in which the body is what is told of."""
FARTHEST: Final = 12
"""Sentences back, with what is quoted."""


class Topics:
    """What body a text tells of where it names a post alone."""

    def __init__(self, annotated: Annotated, index: EntityIndex) -> None:
        self._annotated = annotated
        self._index = index

    def body(self, title: Title, start: int) -> Entity | None:
        """The body that the text tells of before a post with no word before it that stands right before a name.

        `start` is the first token of the words that modify the post. None where somebody else has been told of since.
        """
        doc, posts = self._annotated.doc, load_lexicon("titles")["of_topic"]["posts"]
        if title.words.lower() not in posts or start != title.first or title.last >= len(doc):
            return None
        if doc[title.last].pos_ != "PROPN" or doc[start - 1 : start].text in POSSESSIVE:
            return None
        told = next(self._told_before(title), None)
        at = self._index.at(told.i) if told is not None else None
        if at is None or (
            title.words.lower() in load_lexicon("titles")["of_topic"]["of_firms"] and at[0].kind not in FIRMS
        ):
            return None
        is_body = is_a(at[0].kind, "Organization") and not is_a(at[0].kind, "MediaOrganization")
        return at[0] if is_body else None

    def _told_before(self, title: Title) -> Iterator[Token]:
        """The subjects of the sentences before a title, the nearest first, of those that are not quoted."""
        doc, passed = self._annotated.doc, 0
        sentence = doc[title.head].sent
        for _ in range(FARTHEST):
            if sentence.start == 0 or passed == REACH:
                return
            sentence = doc[sentence.start - 1].sent
            if not self._is_quoted(doc[sentence.start].idx):
                passed += 1
                yield from (child for child in sentence.root.children if child.dep_ in SUBJECTS)

    def _is_quoted(self, offset: int) -> bool:
        """Whether a code point stands within a quotation."""
        begins, ends = self._quoted
        before = bisect_right(begins, offset)
        return before > 0 and offset < ends[before - 1]

    @cached_property
    def _quoted(self) -> tuple[list[int], list[int]]:
        """Where quotations begin, and how far the one that began there or an earlier one goes."""
        spans = [each.outer for each in quotations(self._annotated.article.text, self._annotated.paragraphs)]
        return [span.begin for span in spans], list(accumulate((span.end for span in spans), max))
