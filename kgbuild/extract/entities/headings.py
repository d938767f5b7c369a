"""Headings in title case or all in capitals, in which a capital makes no name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kgbuild.extract.entities.name_forms import Name, words_in
from kgbuild.extract.syntax import is_finite
from kgbuild.given_names import gender_of
from kgbuild.parse import Doc, Token, TokenSpan

FEWEST: Final = 4
"""Words that a heading has at least."""

SMALL: Final = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ"})
"""Parts of speech that stay in small letters there."""


def without_heading_words(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names without what looks like a body's in a heading alone: "Private Greed" of "Old Rules Replaced by Private
    Greed: The board …"."""
    headings = {i for heading in _headings(doc) for i in range(heading.start, heading.end)}
    shouted = {i for heading in _in_capitals(doc) for i in range(heading.start, heading.end)}
    elsewhere = {tuple(words_in(doc, name)) for name in names if name.first not in headings}
    told = {_folded(doc, name) for name in names if name.first not in shouted}
    names = [
        name for name in names if name.first not in shouted or not _is_shouted(doc, name) or _folded(doc, name) in told
    ]
    return [
        name
        for name in names
        if name.first not in headings
        or not _is_supposed_body(name)
        or _is_subject(doc, name)
        or tuple(words_in(doc, name)) in elsewhere
    ]


def _is_supposed_body(name: Name) -> bool:
    """Whether nothing but NER says that it is the name of a body."""
    return name.rule == "ner" and name.kind == "Organization" and name.is_guess


def _folded(doc: Doc, name: Name) -> str:
    return " ".join(words_in(doc, name)).lower()


def _is_shouted(doc: Doc, name: Name) -> bool:
    """Whether a name that is but a guess has its capitals from its line alone: "AIRPORT SHUT"."""
    return name.is_guess and name.rule != "given name" and gender_of(doc[name.first].text.title()) is None


def _is_subject(doc: Doc, name: Name) -> bool:
    """Whether the heading's verb tells what the name does: "Zendra Mills Fires Hundred Workers"."""
    root = doc[name.first : name.last].root
    return root.dep_ == "nsubj" and root.head.dep_ == "ROOT" and is_finite(root.head)


def _headings(doc: Doc) -> Iterator[TokenSpan]:
    """The stretches from the beginning of a sentence to a colon or to an end without a mark that are in title case."""
    for sentence in doc.sents:
        colon = next((token.i for token in sentence if token.text == ":"), None)
        if colon is None and sentence.text.rstrip()[-1:] in {".", "?", "!", '"', "”", "’", "'"}:
            continue
        heading = doc[sentence.start : sentence.end if colon is None else colon]
        words = [token for token in heading if token.is_alpha]
        tells = any(token.pos_ == "VERB" for token in words)
        if len(words) >= FEWEST and tells and all(map(_is_capital, words)):
            yield heading


def _in_capitals(doc: Doc) -> Iterator[TokenSpan]:
    """The sub-headings of a text: sentences behind the first all in capitals and without a mark at their end."""
    for sentence in doc.sents:
        text = sentence.text.strip()
        if sentence.start and text.isupper() and text[-1:] not in {".", "?", "!", ":"}:
            yield sentence


def _is_capital(word: Token) -> bool:
    return word.text[:1].isupper() or word.pos_ in SMALL
