"""Which sentences tell of a game, whose attacks, shots and clashes are no deeds."""

from __future__ import annotations

import functools
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Doc, Token, TokenSpan

SEVERAL: Final = 2
"""How many words that a game shares with other matters tell that a sentence is of one."""

LONGEST_SCORE: Final = 3
"""Figures of the longest number in a score."""


def plays(doc: Doc) -> frozenset[int]:
    """The tokens that name a move of a game: "attacked" in "the winger attacked", but not in "fans attacked police"."""
    moves = _lemmas("play", "moves")
    sentences = (sentence for sentence in doc.sents if _is_of_game(sentence))
    return frozenset(token.i for sentence in sentences for token in sentence if syntax.lemma(token) in moves)


def _is_of_game(sentence: TokenSpan) -> bool:
    words = {syntax.lemma(token) for token in sentence}
    if any(syntax.lemma(token) in _real() for token in sentence if token.pos_ in ("NOUN", "PROPN")):
        return False
    shared = len(words & _lemmas("play", "shared")) + any(map(_is_score, sentence))
    return not words.isdisjoint(_lemmas("play", "own")) or shared >= SEVERAL


def _is_score(token: Token) -> bool:
    """Whether a figure is the first of a score, which is short: "won 3-1"."""
    if not token.text.isdigit() or len(token) > LONGEST_SCORE:
        return False
    after = token.doc[token.i + 1 : token.i + 3]
    return (
        len(after) == 2 and after[0].text in ("-", "–") and after[1].text.isdigit() and len(after[1]) <= LONGEST_SCORE
    )


@functools.cache
def _lemmas(table: str, name: str) -> frozenset[str]:
    return frozenset(load_lexicon("sports")[table][name])


@functools.cache
def _real() -> frozenset[str]:
    """Words of those whose deeds are real, also at a game."""
    words = load_lexicon("events/words")
    real = frozenset(word for name in ("crowds", "officers", "troops", "weapons") for word in words[name])
    return real - _lemmas("play", "shared") - _lemmas("play", "both")
