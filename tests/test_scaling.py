"""What a text repeats costs in proportion: twice the text, about twice the steps."""

from __future__ import annotations

import cProfile
from collections.abc import Callable

import pytest
from scaling import TEXTS

from kgbuild.extract.document import extract
from kgbuild.model import Annotated

SIZE = 60
MOST = 2.4
"""Times the steps for twice the text: 2 is linear, 4 quadratic."""

KNOWN = {"claims nested": 3.4, "brackets": 2.6, "requests nested": 2.7}
"""Texts that nest without end, where each level is still looked at from others."""


def steps(work: Callable[[], object]) -> int:
    """How many Python functions and generators the work calls: the same on any machine, however busy."""
    counter = cProfile.Profile(subcalls=False, builtins=False)
    counter.runcall(work)
    return sum(entry.callcount for entry in counter.getstats())


@pytest.mark.parametrize("kind", TEXTS)
def test_twice_the_text_costs_twice_as_much(kind: str, annotate: Callable[..., Annotated]) -> None:
    extract(annotate(TEXTS[kind](SIZE // 10)))  # lexicons are read but once
    once, twice = (annotate(TEXTS[kind](size)) for size in (SIZE, 2 * SIZE))
    single, double = steps(lambda: extract(once)), steps(lambda: extract(twice))
    assert double < KNOWN.get(kind, MOST) * single
