"""Holders of posts whose names follow a body's without a comma."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]


@pytest.mark.parametrize(
    ("text", "post", "body", "name"),
    [
        ("The mayor of Kharkiv Ihor Melnyk spoke.", "mayor", "Kharkiv", "Ihor Melnyk"),
        ("The Prime Minister of Armenia Nikol Varosyan met the envoy.", "Minister", "Armenia", "Nikol Varosyan"),
        ("The speaker of the State Assembly Pyotr Orlov left.", "speaker", "Assembly", "Pyotr Orlov"),
        ("The head of the press service Andriy Koval denied it.", "head", "service", "Andriy Koval"),
        ("The commander of the Joint Forces General Oleg Sava fled.", "commander", "Forces", "Oleg Sava"),
    ],
)
def test_the_name_stands_in_apposition_to_the_post(
    annotate: Annotate, text: str, post: str, body: str, name: str
) -> None:
    annotated = annotate(text)
    words = {token.text: token for token in annotated.doc}
    holder = words[name.split()[-1]]
    assert (holder.dep_, holder.head.text) == ("appos", post)
    assert (words[body].dep_, words[body].head.lower_) == ("pobj", "of")
    assert name in {annotated.doc[span.first : span.last].text for span in annotated.names}


@pytest.mark.parametrize(
    "text",
    [
        "The head of the Charles Darwin Foundation left.",
        "The deputy of Minister Ana Lima left.",
        "The leader of Svetlana Maria Lima left.",
        "The leader of the Social Christian Party left.",
        "The head of the Northern Virginia Council left.",
    ],
)
def test_a_name_that_is_no_holders_stays_where_it_is(annotate: Annotate, text: str) -> None:
    assert "appos" not in {token.dep_ for token in annotate(text).doc}
