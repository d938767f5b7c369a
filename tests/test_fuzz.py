"""No text makes a build raise, and every graph conforms: a short run of the fuzzer with fixed texts."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from fuzz import failure
from odd_texts import LONG, article

from kgbuild.model import Article
from kgbuild.pipeline import Builder
from kgbuild.validate.shapes import Validator


@pytest.mark.parametrize("seed", range(40))
def test_odd_texts_build_and_conform(builder: Builder, validator: Validator, seed: int) -> None:
    assert failure(article(seed), builder, validator) is None


@pytest.mark.parametrize("text_of", LONG)
def test_texts_that_repeat_themselves_build_and_conform(
    builder: Builder, validator: Validator, text_of: Callable[[random.Random, int], str]
) -> None:
    assert failure(Article("long", text_of(random.Random(1), 200)), builder, validator) is None


def test_a_text_is_the_same_each_time() -> None:
    assert [article(seed) for seed in range(30)] == [article(seed) for seed in range(30)]


def test_what_is_raised_is_told(validator: Validator) -> None:
    assert "AttributeError" in (failure(Article("a", "Police met."), None, validator) or "")  # type: ignore[arg-type]
