"""The lexicon of reporting words as typed values."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any, Literal

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Certainty, Polarity

Frame = Literal["quotation", "clause", "infinitive", "object", "predication", "preposition"]


@dataclass(frozen=True, slots=True)
class ReportingClass:
    """A class of words that attribute content: see `lexicon/reporting.toml` for what the fields mean."""

    name: str
    certainty: Certainty
    frames: frozenset[Frame]
    prepositions: frozenset[str] = frozenset()
    polarity: Polarity = "positive"
    neg_raising: bool = False


@functools.cache
def verb_classes() -> dict[str, tuple[ReportingClass, ...]]:
    """Verb lemma → its classes in the order of the lexicon."""
    return _by_lemma(load_lexicon("reporting")["verbs"])


@functools.cache
def noun_classes() -> dict[str, tuple[ReportingClass, ...]]:
    """Noun lemma → its classes in the order of the lexicon."""
    return _by_lemma(load_lexicon("reporting").get("nouns", []))


def _by_lemma(tables: list[dict[str, Any]]) -> dict[str, tuple[ReportingClass, ...]]:
    found: dict[str, tuple[ReportingClass, ...]] = {}
    for table in tables:
        entry = ReportingClass(
            table["name"],
            table["certainty"],
            frozenset(table["frames"]),
            frozenset(table.get("prepositions", ())),
            table.get("polarity", "positive"),
            table.get("neg_raising", False),
        )
        for lemma in table["lemmas"]:
            found[lemma] = (*found.get(lemma, ()), entry)
    return found
