"""People told of by where they are from: "a Czech", "two Kuwaitis"."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]


def recipients(annotate: Annotate, text: str) -> set[tuple[str, str]]:
    """The kind and label of whom something is done to."""
    facts = extract(annotate(text))
    told = {entity.key: (entity.kind, entity.label) for entity in facts.entities}
    return {told[str(each.object)] for each in facts.statements if each.predicate == "kgb:recipient"}


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("A Pakistani was arrested in Tarcova.", "Person", "Pakistani"),
        ("A Czech was killed on Friday.", "Person", "Czech"),
        ("The Israeli was arrested at the border.", "Person", "Israeli"),
        ("Police arrested a Thai at the port.", "Person", "Thai"),
        ("Three Bangladeshis were killed in Tarcova.", "Group", "Bangladeshis"),
        ("Rebels killed five Pakistanis.", "Group", "Pakistanis"),
    ],
)
def test_who_is_from_a_country_is_not_the_country(annotate: Annotate, text: str, kind: str, label: str) -> None:
    assert recipients(annotate, text) == {(kind, label)}


def test_one_in_a_row_is_a_person(annotate: Annotate) -> None:
    found = recipients(annotate, "Police arrested two Iraqis and a Kenyan.")
    assert found == {("Group", "Iraqis"), ("Person", "Kenyan")}


def test_the_share_of_a_people_is_no_name(annotate: Annotate) -> None:
    facts = extract(annotate("Most Argentines voted on Sunday."))
    assert [(each.kind, each.label) for each in facts.entities if each.kind != "Country"] == [("Group", "Argentines")]


@pytest.mark.parametrize(
    "text",
    [
        "The British have arrested two men.",
        "A Pakistani court sentenced two men.",
        "The Kuwaitis Gulf Company fined a firm.",
    ],
)
def test_peoples_and_adjectives_are_nobody_in_person(annotate: Annotate, text: str) -> None:
    facts = extract(annotate(text))
    assert not {"British", "Pakistani", "Kuwaitis"} & {each.label for each in facts.entities if each.kind == "Person"}
