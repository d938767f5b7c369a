"""Who speaks for which body, whose it is, and where one voice ends and the next begins, in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.model import Annotated, Facts

Annotate = Callable[..., Annotated]


def labels(facts: Facts) -> dict[str | None, str]:
    return {entity.key: entity.label for entity in facts.entities}


def kinds(facts: Facts) -> dict[str, str]:
    return {entity.label: entity.kind for entity in facts.entities}


def said(annotate: Annotate, text: str) -> dict[str, str]:
    """Who says what, the stretches of each joined."""
    facts = extract(annotate(text))
    names = labels(facts)
    return {
        names[speaker]: " … ".join(text[span.begin : span.end] for span in claim.content_spans)
        for claim in facts.claims
        for speaker in claim.speakers
    }


@pytest.mark.parametrize(
    ("text", "person", "role", "body"),
    [
        ("Electoral board head Ana Berg announced the result.", "Ana Berg", "Head", "Electoral board"),
        ("Lima lost, human rights commission chief Ana Berg said.", "Ana Berg", "Chief", "human rights commission"),
        ("National police spokesman Tomas Vell said two men were held.", "Tomas Vell", "Spokesman", "police"),
        ("Navy spokesman Brigadier General Tomas Vell said a ship sank.", "Tomas Vell", "Spokesman", "Navy"),
        ("Police spokeswoman Superintendent Ana Berg said it rained.", "Ana Berg", "Spokeswoman", "Police"),
        (
            "The Azure Union rejected it. “We refuse,” spokesman Tomas Vell said.",
            "Tomas Vell",
            "Spokesman",
            "Azure Union",
        ),
        (
            "Vell Energy said profits rose. Chief executive Ana Berg said costs fell.",
            "Ana Berg",
            "Chief Executive",
            "Vell Energy",
        ),
        ("A man introduced as the union's president, Tomas Vell, spoke.", "Tomas Vell", "President", "union"),
    ],
)
def test_posts_of_bodies(annotate: Annotate, text: str, person: str, role: str, body: str) -> None:
    facts = extract(annotate(text))
    names = labels(facts)
    held = [(names[post.member], post.role, names.get(post.organization)) for post in facts.memberships]
    assert held == [(person, role, body)]


@pytest.mark.parametrize(
    "text",
    [
        "The president left on Monday. “He is well,” spokesman Tomas Vell said.",
        "Reuters reported the deal. “It is false,” spokeswoman Ana Berg said.",
        "The ministry shut the mill. “It was safe,” chief executive Ana Berg said.",
        "The union met the firm. Workers were angry. “It is bad,” spokeswoman Ana Berg said.",
    ],
)
def test_a_spokesman_of_nobody_told_of_is_of_none(annotate: Annotate, text: str) -> None:
    assert extract(annotate(text)).memberships == ()


def test_a_post_that_only_what_came_before_tells_is_a_guess(annotate: Annotate) -> None:
    (post,) = extract(annotate("The Azure Union rejected it. “No,” spokesman Tomas Vell said.")).memberships
    assert post.confidence < 0.7


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Italy, the main buyer of the gas, said it would cut prices.", "Italy", "Country"),
        ("Femi Okoro left. Okoro's Front for Change (FC) lost.", "Front for Change", "PoliticalParty"),
        ("The senator's Union for Peace (UPP) rejected the result.", "Union for Peace", "PoliticalParty"),
        ("Germany's Federal Union for Farming met.", "Federal Union for Farming", "Organization"),
    ],
)
def test_kinds(annotate: Annotate, text: str, name: str, kind: str) -> None:
    assert kinds(extract(annotate(text)))[name] == kind


def test_what_is_said_of_a_state_is_nobody_beside_it(annotate: Annotate) -> None:
    assert list(kinds(extract(annotate("Italy, the main buyer of the gas, said it would cut prices.")))) == ["Italy"]


def test_a_word_in_a_bodys_name_is_no_event(annotate: Annotate) -> None:
    facts = extract(annotate("Vandals ransacked the hall of the ruling Rally for Work and Peace."))
    assert [event.label for event in facts.events] == ["ransacked"]


def test_an_outlet_that_hears_it_has_no_spokesman_there(annotate: Annotate) -> None:
    text = "In a call to Radio Vela, a woman introduced as its director, Ana Berg, denied it."
    facts = extract(annotate(text))
    assert facts.memberships == ()
    assert kinds(facts) == {"Radio Vela": "MediaOrganization", "Ana Berg": "Person"}


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        (
            "The bridge collapsed, police said, but residents said it had been blown up.",
            {"police": "The bridge collapsed", "residents": "it had been blown up"},
        ),
        (
            "The tax, ministers said, would rise, but economists said it would fall.",
            {"ministers": "The tax … would rise", "economists": "it would fall"},
        ),
        (
            "The two were shot while fleeing, police said, a claim the family disputes.",
            {"police": "The two were shot while fleeing"},
        ),
        (
            "The dam gave way after a quake, farmers said, which the ministry denied.",
            {
                "farmers": "The dam gave way after a quake",
                "ministry": "The dam gave way after a quake",
            },
        ),
        (
            "The mayor said the bridge had collapsed, which the firm denied.",
            {"mayor": "the bridge had collapsed, which the firm denied", "firm": "the bridge had collapsed"},
        ),
        (
            "The plan would cost jobs, the mayor said, but it would save lives.",
            {"mayor": "The plan would cost jobs … but it would save lives"},
        ),
    ],
)
def test_one_voice_ends_where_the_next_begins(annotate: Annotate, text: str, voices: dict[str, str]) -> None:
    assert said(annotate, text) == voices


@pytest.mark.parametrize(
    ("text", "word", "polarity"),
    [
        ("A 2011 referendum scrapped the monarchy.", "referendum", "positive"),
        ("The court scrapped the referendum.", "referendum", "negative"),
        ("The talks averted a war.", "talks", "positive"),
        ("The talks averted a war.", "war", "negative"),
    ],
)
def test_what_ends_something_was(annotate: Annotate, text: str, word: str, polarity: str) -> None:
    found = {event.label: event.factuality.polarity for event in extract(annotate(text)).events}
    assert found[word] == polarity
