"""What words do to the factuality of what they govern or modify: the tables of `lexicon/events/factuality.toml`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from kgbuild.extract import syntax
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Certainty
from kgbuild.parse import Token

SCALE: Final[tuple[Certainty, ...]] = ("certain", "probable", "possible", "underspecified")
Effect = Mapping[str, Any]

Above = Callable[[Token], Iterator[Effect]]
"""What all words around another word, and above it, do."""

NONE: Final[Effect] = {}
OPEN: Final[Effect] = {"certainty": "possible", "tense": "future"}
ASKED: Final[Effect] = {"certainty": "underspecified"}
PURPOSE: Final[Effect] = {"tense": "future", "certainty": "possible"}
INTENDED: Final[Effect] = {"tense": "future", "certainty": "probable"}
FUTURE: Final[Effect] = {"tense": "future"}
NEGATIVE: Final[Effect] = {"polarity": "negative"}
POSSIBLE: Final[Effect] = {"certainty": "possible"}
PROBABLE: Final[Effect] = {"certainty": "probable"}


def effect_of(table: str, word: Token, particle: str = "") -> Effect:
    """The effect of a word by a table of factuality.toml; "call for" is looked up before "call"."""
    if is_reason(word):
        return NONE
    known = _table(table)
    lemma = syntax.lemma(word)
    # A participle of the tables ("is reported to have left") is not the past tense ("the paper reported that").
    form = "" if word.tag_ == "VBD" and any(syntax.children(word, "nsubj")) else word.lower_
    return known.get(f"{lemma} {particle}") or known.get(lemma) or known.get(form) or NONE


def is_reason(due: Token) -> bool:
    """Whether "due to" tells why: "fled due to *shelling*", but not "is due to march"."""
    if due.lower_ != "due" or due.i + 1 >= len(due.doc) or due.nbor().lower_ != "to":
        return False
    is_predicate = due.dep_ in ("acomp", "oprd", "prep") and syntax.lemma(due.head) in words_of("seeming")
    return due.nbor().tag_ == "IN" or not (is_predicate or due.dep_ in ("amod", "ROOT", "appos", "xcomp"))


def but_negation(effects: Iterable[Effect]) -> list[Effect]:
    """Those effects that deny nothing."""
    return [effect for effect in effects if effect.get("polarity") != "negative"]


def phrasal_effect(table: str, verb: Token) -> Effect:
    """The effect of a phrasal verb as one: "ruled out"."""
    return _table(table).get(f"{syntax.lemma(verb)} {particle_of(verb)}", NONE)


@functools.cache
def _table(name: str) -> Mapping[str, Effect]:
    groups = load_lexicon("events/factuality")[name]
    return {word: {k: v for k, v in group.items() if k != "words"} for group in groups for word in group["words"]}


@functools.cache
def words_of(name: str) -> frozenset[str]:
    """The words that a list of factuality.toml names."""
    return frozenset(load_lexicon("events/factuality")[name])


def particle_of(verb: Token) -> str:
    """The particle of a phrasal verb, or nothing: "out" of "ruled out", "forward" of "look forward to"."""
    found = syntax.children(verb, "prt", "advmod")
    return next((child.lower_ for child in found if child.dep_ == "prt" or child.lower_ == "forward"), "")


@functools.cache
def carriers() -> frozenset[str]:
    """Verbs that add nothing of their own to the event that their object names ("hold talks")."""
    return frozenset(load_lexicon("events/factuality")["light_verbs"])


def wants(word: Token, noun: Token) -> bool:
    """Whether what a noun tells is what a word demands, promises, plans or refuses: "demanded the release of"."""
    before = noun.head.lower_ if noun.dep_ == "pobj" else particle_of(word)
    return bool(effect_of("noun_governors", word, before))


def intends(word: Token) -> bool:
    """Whether the infinitive of a word tells what is only to come: "plans to", "a threat to"."""
    return effect_of("governors", word).get("tense") == "future"


def embeds(verb: Token) -> bool:
    """Whether a verb only plans, demands or prevents the event that its object names."""
    return bool(effect_of("noun_governors", verb))
