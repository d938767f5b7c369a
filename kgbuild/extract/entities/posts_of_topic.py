"""Of what body a post is that the text names alone: "The union denied it. "…," spokesman Leo Brand said."."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kgbuild.extract.claims.quotes import quotations
from kgbuild.extract.entities.titles import Title
from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS
from kgbuild.model import Annotated, Entity
from kgbuild.parse import Token
from kgbuild.vocabulary import is_a

FIRMS: Final = ("CivilSocietyOrganization", "Company", "Organization")
"""Classes of bodies that have a chief executive."""
REACH: Final = 2
"""Sentences back, beside what is quoted, in which the body is what is told of."""


def body_told_of(annotated: Annotated, title: Title, start: int, index: EntityIndex) -> Entity | None:
    """The body that the text tells of before a post with no word before it that stands right before a name.

    `start` is the first token of the words that modify the post. None where somebody else has been told of since.
    """
    doc, posts = annotated.doc, load_lexicon("titles")["of_topic"]["posts"]
    if title.words.lower() not in posts or start != title.first or title.last >= len(doc):
        return None
    if doc[title.last].pos_ != "PROPN" or doc[start - 1 : start].text in ("'s", "’s"):
        return None
    told = next(_told_before(annotated, title), None)
    at = index.at(told.i) if told is not None else None
    if at is None or (
        title.words.lower() in load_lexicon("titles")["of_topic"]["of_firms"] and at[0].kind not in FIRMS
    ):
        return None
    is_body = is_a(at[0].kind, "Organization") and not is_a(at[0].kind, "MediaOrganization")
    return at[0] if is_body else None


def _told_before(annotated: Annotated, title: Title) -> Iterator[Token]:
    """The subjects of the sentences before a title, the nearest first, of those that are not quoted."""
    doc, passed = annotated.doc, 0
    sentence = doc[title.head].sent
    quoted = [quotation.outer for quotation in quotations(annotated.article.text, annotated.paragraphs)]
    while sentence.start > 0 and passed < REACH:
        sentence = doc[sentence.start - 1].sent
        begin = doc[sentence.start].idx
        if any(span.begin <= begin < span.end for span in quoted):
            continue
        passed += 1
        yield from (child for child in sentence.root.children if child.dep_ in SUBJECTS)
