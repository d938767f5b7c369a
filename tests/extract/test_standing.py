"""As of when a count stands, and which one it revises."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("As of Monday, 312 people had died.", [(312, "2022-01-03")]),
        ("By Monday, 312 people had died.", [(312, "2022-01-03")]),
        ("On Monday, 312 people died.", [(312, None)]),
        ("The mayor said on Monday that 312 people had died.", [(312, None)]),
        ("The death toll rose to 120 on Monday.", [(120, "2022-01-03")]),
    ],
)
def test_the_day_on_which_a_figure_stood(annotate: Annotate, text: str, expected: list[tuple[int, str | None]]) -> None:
    assert [(count.lower, count.as_of) for count in extract(annotate(text)).counts] == expected


def test_a_figure_revises_the_one_from_which_it_rose(annotate: Annotate) -> None:
    newer, older = extract(annotate("The death toll rose to 120 on Monday from 85.")).counts
    assert (newer.lower, newer.supersedes, newer.as_of) == (120, older.key, "2022-01-03")
    assert (older.lower, older.supersedes, older.as_of) == (85, None, None)


def test_a_figure_revises_the_one_that_a_pronoun_takes_up(annotate: Annotate) -> None:
    older, newer = extract(annotate("Six miners died in Goma. The ministry later lowered that to five.")).counts
    assert (newer.lower, newer.supersedes) == (5, older.key)
