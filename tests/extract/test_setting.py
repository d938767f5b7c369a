"""Where a text plays, in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.entities import coreference, mentions
from kgbuild.extract.entities.setting import OPENING, main_country
from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]


def country(annotate: Annotate, text: str) -> str | None:
    annotated = annotate(text)
    found = main_country(coreference.resolve(annotated, mentions.find(annotated)))
    return found.label if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Floods hit Kenya. Shops in Nairobi closed. Kenya asked for help.", "Kenya"),
        ("Floods hit Kenya. Norway sent blankets.", None),  # told once
        ("Kenya and Norway met. Kenya spoke for Norway.", None),  # neither more than the other
        # what lies in a country counts for it
        ("Floods hit Kenya. Nairobi lay dark. Kenya and Nairobi had no fuel. Norway, said Norway, did.", "Kenya"),
    ],
)
def test_the_country_that_is_told_of_most(annotate: Annotate, text: str, expected: str | None) -> None:
    assert country(annotate, text) == expected


def test_a_country_that_comes_up_late_is_another_party(annotate: Annotate) -> None:
    late = "Floods came at night. " * (OPENING // 20) + "Norway sent boats. Norway sent food. Norway sent men."
    assert country(annotate, late) is None
