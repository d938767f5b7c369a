"""Of what a post is by the government that its holder leads, by a dateline. Own sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.model import Annotated, Facts

Annotate = Callable[..., Annotated]


def posts(facts: Facts) -> set[tuple[str, str, str]]:
    labels = {entity.key: entity.label for entity in facts.entities}
    return {
        (labels[post.member], post.role, labels[of])
        for post in facts.memberships
        for of in (post.organization, post.jurisdiction, post.country)
        if of is not None
    }


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("The Latvian government under Prime Minister Ilze Brand fell.", ("Ilze Brand", "Prime Minister", "Latvia")),
        ("A Norwegian cabinet led by Prime Minister Jan Vell met.", ("Jan Vell", "Prime Minister", "Norway")),
        ("RYDAL, Ohio (AP) — Gov. Ana Whitlock ordered flags lowered.", ("Ana Whitlock", "Governor", "Ohio")),
        ("Ex-Latvian president Jan Hadi left.", ("Jan Hadi", "President", "Latvia")),
    ],
)
def test_a_post_is_of_who_governs_or_the_dateline(annotate: Annotate, text: str, post: tuple[str, str, str]) -> None:
    assert post in posts(extract(annotate(text)))


@pytest.mark.parametrize(
    "text",
    [
        "Jan Roe lived under President Amy Cole.",
        "A Norwegian official under Prime Minister Amy Cole left.",
        "RYDAL, Ohio (AP) — Mayor Ana Whitlock ordered flags lowered.",
        "RYDAL, Ohio (AP) — Gov. Ana Whitlock left for Texas.",
        "Jan Roe came from Ohio. Gov. Ana Whitlock ordered flags lowered.",
    ],
)
def test_nobody_knows_of_what_the_post_is(annotate: Annotate, text: str) -> None:
    assert not posts(extract(annotate(text)))
