"""Ties between events: causes, sequels, parts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract import events
from kgbuild.extract.events import causes
from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]


def ties(annotated: Annotated) -> set[tuple[str, str, str]]:
    """Relation, word of the effect, and word or words of the cause."""
    triggers = events.find(annotated)
    text, found = annotated.article.text, set()
    for link in causes.find(annotated, triggers):
        span = link.text or triggers[link.cause or 0].span
        found.add((link.relation, annotated.doc[triggers[link.effect].token].text, text[span.begin : span.end]))
    return found


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("The mayor resigned because of the riots.", ("kgb:cause", "resigned", "riots")),
        ("The mayor resigned due to the riots.", ("kgb:cause", "resigned", "riots")),
        ("The mayor was arrested because he attacked a guard.", ("kgb:cause", "arrested", "attacked")),
        ("Norway imposed sanctions in response to the invasion.", ("kgb:cause", "imposed", "invasion")),
        ("Protests over the killing of a boy went on.", ("kgb:cause", "Protests", "killing")),
        ("Protests for the increase in bread prices went on.", ("kgb:cause", "Protests", "increase")),
        ("The killing of a boy sparked riots.", ("kgb:cause", "riots", "killing")),
        ("The riots were triggered by the killing of a boy.", ("kgb:cause", "riots", "killing")),
        ("Riots triggered by the killing of a boy went on.", ("kgb:cause", "Riots", "killing")),
        ("The army killed a boy, sparking riots.", ("kgb:cause", "riots", "killed")),
        ("The riots led to the dismissal of the minister.", ("kgb:cause", "dismissal", "riots")),
        ("The riots resulted from the killing of a boy.", ("kgb:cause", "riots", "killing")),
        ("The riots were extended by the increase in the price of gas.", ("kgb:cause", "riots", "increase")),
        ("The mayor resigned after the riots.", ("kgb:after", "resigned", "riots")),
        ("The mayor resigned after police shot a boy.", ("kgb:after", "resigned", "shot")),
        ("The riots followed the killing of a boy.", ("kgb:after", "riots", "killing")),
        ("Two men were killed during the riots.", ("sem:subEventOf", "killed", "riots")),
        ("The mayor resigned due to poor health.", ("kgb:causeText", "resigned", "poor health")),
        ("The mayor resigned under pressure from dairy farmers.", ("kgb:cause", "resigned", "pressure")),
        ("A riot in which two guards were wounded shut the zoo.", ("sem:subEventOf", "wounded", "riot")),
        ("There were riots in Oruro, during which two guards died.", ("sem:subEventOf", "died", "riots")),
        ("The riot on Monday, after which police arrested two, shut the zoo.", ("kgb:after", "arrested", "riot")),
    ],
)
def test_what_the_text_says(annotate: Annotate, text: str, tie: tuple[str, str, str]) -> None:
    assert tie in ties(annotate(text))


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested the editor and raided the shop.",
        "The mayor resigned after two weeks.",
        "The mayor resigned on Monday. Riots broke out.",
        "Police fired over the heads of the crowd.",
        "The union demanded talks for peace.",
        "The floods could worsen the outbreak.",
        "Miners accused the guards of shooting, causing a riot.",
        "The zoo in which two guards were wounded shut.",
        "The mayor resigned under a deal with dairy farmers.",
        "The mayor resigned under protest.",
        "A candidate for the election held a rally.",
    ],
)
def test_what_it_does_not_say(annotate: Annotate, text: str) -> None:
    assert not ties(annotate(text))


def test_the_evidence_spans_both_ends(annotate: Annotate) -> None:
    annotated = annotate("The killing of a boy sparked riots.")
    [link] = causes.find(annotated, events.find(annotated))
    assert annotated.article.text[link.span.begin : link.span.end] == "killing of a boy sparked riots"
    assert 0 < link.confidence <= 1


def test_no_events_no_ties(annotate: Annotate) -> None:
    assert causes.find(annotate("The sea is blue because of the sky."), ()) == ()
