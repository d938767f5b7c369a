"""Weights choose what a pronoun takes up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.extract.entities import ranking
from kgbuild.extract.entities.ranking import likeliest, weights
from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]


@pytest.mark.parametrize(
    ("none", "options", "expected"),
    [
        (["none"], [(3, ["near"]), (1, ["far", "far"])], 3),  # outweighed, but by too little
        (["none"], [(3, ["near"]), (1, ["far", "far", "far"])], 1),
        (["none", "none", "none"], [(3, ["near"])], None),
        (["none", "none"], [(3, ["near"])], 3),  # what rules propose stands against a little more for none
        (["none"], [(3, ["unheard of"]), (1, ["near", "far"])], 1),
        (["none"], [(3, ["unheard of"]), (1, ["near"])], 3),  # not far enough above there being none
    ],
)
def test_what_rules_propose_stands_unless_it_is_outweighed(
    monkeypatch: pytest.MonkeyPatch, none: list[str], options: list[tuple[int, list[str]]], expected: int | None
) -> None:
    monkeypatch.setattr(ranking, "weights", lambda: {"none": 1.0, "near": 1.5, "far": 0.9})
    assert likeliest(none, options, 3) == expected


def test_weights_are_of_every_kind_of_pronoun_and_none_is_nothing() -> None:
    found = weights()
    assert {told.partition(" ")[0] for told in found} == {"he", "it", "they"}
    assert all(abs(weight) >= 0.005 for weight in found.values())


def entity_of(annotated: Annotated, words: str) -> str:
    """The label of the entity that the last mention of some words denotes."""
    begin = annotated.article.text.rindex(words)
    span = begin, begin + len(words)
    [label] = [each.label for each in extract(annotated).entities if any(m.span == span for m in each.mentions)]
    return label


@pytest.mark.parametrize(
    ("text", "pronoun", "expected"),
    [
        ("Paul Kemp sacked Tomas Vell because he was late.", "he", "Tomas Vell"),
        ("Soldiers shot the farmers as they fled.", "they", "farmers"),
        ("Paul Kemp thanked Tomas Vell for the gift. He was moved.", "He", "Paul Kemp"),
        ("Juan Berg fled the town. Paul Kemp, his deputy, said that he would stay.", "he", "Paul Kemp"),
    ],
)
def test_verbs_and_places_tell_who_is_meant(annotate: Annotate, text: str, pronoun: str, expected: str) -> None:
    assert entity_of(annotate(text), pronoun) == expected
