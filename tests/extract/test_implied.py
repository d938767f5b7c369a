"""Countries that only adjectives tell of."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.model import Annotated, Facts

Annotate = Callable[..., Annotated]


def triples(facts: Facts, predicate: str) -> set[tuple[str, str]]:
    names = {entity.key: entity.label for entity in facts.entities} | {event.key: event.label for event in facts.events}
    return {
        (names.get(s.subject, ""), names.get(s.object, s.object))
        for s in facts.statements
        if s.predicate == predicate and isinstance(s.object, str)
    }


def test_a_post_has_the_country_of_its_adjective(annotate: Annotate) -> None:
    facts = extract(annotate("Ghanaian President Nana Akufo-Addo arrived."))
    names = {entity.key: entity.label for entity in facts.entities}
    assert [(names[post.member], names[post.country or ""]) for post in facts.memberships] == [
        ("Nana Akufo-Addo", "Ghana")
    ]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The Ghanaian attack on the camp went on.", "Ghana"),
        ("Ghana was blamed. The Ghanaian attack on the camp went on.", "Ghana"),
    ],
)
def test_an_adjective_of_an_event_acts(annotate: Annotate, text: str, actor: str) -> None:
    assert ("attack", actor) in triples(extract(annotate(text)), "kgb:actor")


def test_a_named_country_is_not_told_twice(annotate: Annotate) -> None:
    facts = extract(annotate("Ghana sent help. Ghanaian soldiers arrived on Monday."))
    assert [entity.label for entity in facts.entities if entity.kind == "Country"] == ["Ghana"]


def test_what_is_of_a_country_is_not_the_country(annotate: Annotate) -> None:
    facts = extract(annotate("Rebels burned a Ghanaian restaurant."))
    assert not [entity for entity in facts.entities if entity.kind == "Country"]


@pytest.mark.parametrize(
    ("text", "actors", "recipients"),
    [
        ("Arvenia restored full diplomatic ties with Torvald after a break.", {"Arvenia"}, {"Torvald"}),
        ("Soon after the vote, Zorvax threatened to leave the room.", {"Zorvax"}, set()),
    ],
)
def test_an_unknown_name_that_acts_is_an_actor(
    annotate: Annotate, text: str, actors: set[str], recipients: set[str]
) -> None:
    facts = extract(annotate(text))
    assert {label for _, label in triples(facts, "kgb:actor")} == actors
    assert {label for _, label in triples(facts, "kgb:recipient")} == recipients
