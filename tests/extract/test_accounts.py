"""Rival figures of two voices are accounts of one happening."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.model import Annotated, Facts

Annotate = Callable[..., Annotated]

TOLL = "At least 30 people were killed in the landslide, the mayor said."


def rivals(facts: Facts) -> set[tuple[int | None, int | None]]:
    """The lower bounds of figures whose events are tied, the earlier in the text first."""
    figures = {}
    for count in facts.counts:
        figures.setdefault(count.event, count.lower)
    return {(figures.get(one), figures.get(other)) for one, other in facts.same_happening}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{TOLL} The army put the death toll at 12.", {(30, 12)}),
        (f"{TOLL} A bishop, however, said 44 had died.", {(30, 44)}),
        (f"{TOLL} The army put the death toll at 12. A doctor said 40 had died.", {(30, 12), (12, 40), (30, 40)}),
        ("Police said that nine people were detained. The union said 60 had been arrested.", {(9, 60)}),
        # One voice has one figure, or several of several things.
        (f"{TOLL} He said that 12 had died on Monday.", set()),
        # Other people, another place, another time, another order of size, nothing that was.
        ("The army said that nine soldiers were killed. Rebels said that four teachers had been killed.", set()),
        ("Police said six people died in Lima. The army said that eight people died in Quito.", set()),
        (f"{TOLL} In 1998, 24 people died in a landslide.", set()),
        (f"{TOLL} Aid groups recalled the storm of 1998, in which 24 passengers lost their lives.", set()),
        ("Thousands fled, at least 6,000 in all, the mayor said. A priest said that 90 had fled.", set()),
        (f"{TOLL} The army said that 40 people may die.", set()),
        ("Peru said Chile had killed 20 miners. Chile said Peru had killed 12 miners.", set()),
        ("The clinic said it had treated 14 people. The union said the army had treated 30 people.", set()),
        ("The army said that eight guards died and 30 were hurt. A doctor said that 90 nurses were hurt.", set()),
    ],
)  # fmt: skip
def test_rival_figures_are_tied(annotate: Annotate, text: str, expected: set[tuple[int, int]]) -> None:
    assert rivals(extract(annotate(text))) == expected


def test_figures_far_apart_are_not_tied(annotate: Annotate) -> None:
    between = "The council met and heard the mayor, who spoke of roads, schools and rain. " * 16
    assert rivals(extract(annotate(f"{TOLL} {between} The army put the death toll at 12."))) == set()
