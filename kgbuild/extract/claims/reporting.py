"""The lexicon of reporting words as typed values."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Certainty, Polarity

Frame = Literal["quotation", "clause", "that-clause", "infinitive", "object", "predication", "figures", "preposition"]


@dataclass(frozen=True, slots=True)
class ReportingClass:
    """A class of words that attribute content: `lexicon/reporting.toml` says what the fields mean."""

    name: str
    certainty: Certainty
    frames: frozenset[Frame]
    prepositions: frozenset[str]
    polarity: Polarity
    neg_raising: bool
    speech: bool
    objects: frozenset[str]
    by_documents: bool
    by_anything: bool


@functools.cache
def verb_classes() -> Mapping[str, tuple[ReportingClass, ...]]:
    """Verb lemma → its classes in the order of the lexicon."""
    return _by_lemma(load_lexicon("reporting")["verbs"])


@functools.cache
def noun_classes() -> Mapping[str, tuple[ReportingClass, ...]]:
    """Noun lemma → its classes in the order of the lexicon."""
    return _by_lemma(load_lexicon("reporting")["nouns"])


@functools.cache
def attributive_phrases() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """First word → the phrases that open an attribution ("in the view of"), in words."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in load_lexicon("reporting")["phrases"]["openings"]:
        first, *rest = phrase.split()
        found[first] = (*found.get(first, ()), (first, *rest))
    return MappingProxyType(found)


@functools.cache
def words(table: str, key: str) -> frozenset[str]:
    """A plain word list of the lexicon ("channels", "nouns")."""
    return frozenset(load_lexicon("reporting")[table][key])


def no_contents(verb: str) -> frozenset[str]:
    """The nouns whose object makes a verb, by lemma, no reporting verb: "claimed asylum"."""
    return frozenset(load_lexicon("reporting")["no_contents"].get(verb, ()))


def _by_lemma(tables: list[dict[str, Any]]) -> Mapping[str, tuple[ReportingClass, ...]]:
    found: dict[str, tuple[ReportingClass, ...]] = {}
    for table in tables:
        entry = ReportingClass(
            name=table["name"],
            certainty=table["certainty"],
            frames=frozenset(table["frames"]),
            prepositions=frozenset(table.get("prepositions", ())),
            polarity=table.get("polarity", "positive"),
            neg_raising=table.get("neg_raising", False),
            speech=table.get("speech", False),
            objects=frozenset(table.get("objects", ())),
            by_documents=table.get("by_documents", False),
            by_anything=table.get("by_anything", False),
        )
        for lemma in table["lemmas"]:
            found[lemma] = (*found.get(lemma, ()), entry)
    return MappingProxyType(found)
