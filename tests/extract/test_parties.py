"""Parties that only the names of their people tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.extract.entities.parties import with_implied_parties
from kgbuild.model import Annotated, Entity, Mention, Span

Annotate = Callable[..., Annotated]


def members(annotate: Annotate, text: str) -> set[tuple[str, str]]:
    facts = extract(annotate(text))
    labels = {entity.key: entity.label for entity in facts.entities}
    told = (each for each in facts.statements if each.predicate == "org:memberOf")
    return {(labels[each.subject], labels[str(each.object)]) for each in told}


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Mayor Orla Brennan, a Democrat, vetoed the bill.", "Democratic Party"),
        ("Orla Brennan, an Arizona Republican, voted against it.", "Republican Party"),
        ("Sen. Orla Brennan, R-Texas, left.", "Republican Party"),
        ("Rep. Orla Brennan (D-Ore.) said the town was safe.", "Democratic Party"),
        ("Democratic Sen. Orla Brennan said she would sue.", "Democratic Party"),
        ("Orla Brennan is a Republican.", "Republican Party"),
    ],
)
def test_what_somebody_is_called_tells_the_party(annotate: Annotate, text: str, party: str) -> None:
    assert members(annotate, text) == {("Orla Brennan", party)}


@pytest.mark.parametrize(
    "text",
    [
        "Orla Brennan, a Social Democrat, left.",
        "Democratic Unionist leader Orla Brennan left.",
        "Democratic Alliance chair Orla Brennan left.",
        "Kurdistan Democratic Party leader Orla Brennan left.",
        "Orla Brennan, D-Day veteran, died.",
        "Orla Brennan is not a Democrat.",
        "The Democratic Republic of Congo thanked Orla Brennan.",
        "Republican lawmakers thanked Orla Brennan.",
    ],
)
def test_who_is_of_no_such_party(annotate: Annotate, text: str) -> None:
    assert members(annotate, text) == set()


def test_a_party_that_is_named_is_the_same(annotate: Annotate) -> None:
    facts = extract(annotate("The Democratic Party met. Orla Brennan, a Democrat, spoke."))
    assert [each.label for each in facts.entities if each.kind == "PoliticalParty"] == ["Democratic Party"]


def test_the_word_of_a_party_is_nothing_else(annotate: Annotate) -> None:
    annotated = annotate("Orla Brennan, a Democrat, spoke. Ohio voted.")
    person = Entity("entity=0,12", "Person", "Orla Brennan", (Mention(Span(0, 12), 1, "name"),))
    misread = Entity("entity=16,24", "Place", "Democrat", (Mention(Span(16, 24), 4, "name"),))
    found = with_implied_parties(annotated.doc, (person, misread))
    assert len({each.key for each in found}) == len(found)
    assert [(each.kind, each.label) for each in found] == [
        ("Person", "Orla Brennan"),
        ("PoliticalParty", "Democratic Party"),
    ]


def test_what_a_misread_word_leaves_has_a_key_of_its_own(annotate: Annotate) -> None:
    annotated = annotate("Orla Brennan, a Democrat, spoke. Democrat voted.")
    person = Entity("entity=0,12", "Person", "Orla Brennan", (Mention(Span(0, 12), 1, "name"),))
    mentions = (Mention(Span(16, 24), 4, "name"), Mention(Span(33, 41), 8, "name"))
    found = with_implied_parties(annotated.doc, (person, Entity("entity=16,24", "Place", "Democrat", mentions)))
    assert [each.key for each in found] == ["entity=0,12", "entity=33,41", "entity=16,24"]


def test_who_takes_up_a_misread_word_alone_is_left_out(annotate: Annotate) -> None:
    annotated = annotate("Orla Brennan, a Democrat who spoke, left.")
    person = Entity("entity=0,12", "Person", "Orla Brennan", (Mention(Span(0, 12), 1, "name"),))
    mentions = (Mention(Span(16, 24), 4, "name"), Mention(Span(25, 28), 5, "pronoun"))
    found = with_implied_parties(annotated.doc, (person, Entity("entity=16,24", "Person", "Democrat", mentions)))
    assert [each.label for each in found] == ["Orla Brennan", "Democratic Party"]
