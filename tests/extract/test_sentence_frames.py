"""One deed in many frames: headlines, relative clauses, who is told to do something, what one failed to do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from triples import fillers

from kgbuild.extract.document import extract
from kgbuild.model import Annotated, Facts

Annotate = Callable[..., Annotated]


def classes(facts: Facts) -> dict[str, tuple[str, ...]]:
    return {event.label: event.classes for event in facts.events}


@pytest.mark.parametrize(
    ("text", "word", "actors", "recipients"),
    [
        # a headline of a verb that never stands alone tells what befell its subject
        ("Teenager stabbed in Oruro market", "stabbed", set(), {"Teenager"}),
        ("Two villages shelled near Oruro", "shelled", set(), {"villages"}),
        ("Villagers gunned down in Oruro", "gunned down", set(), {"Villagers"}),
        ("Smugglers rounded up in Oruro", "rounded up", set(), {"Smugglers"}),
        ("Guards stabbed a teenager in Oruro.", "stabbed", {"Guards"}, {"teenager"}),
        ("Police rounded up twelve smugglers in Oruro.", "rounded up", {"Police"}, {"smugglers"}),
        ("Peru outlawed plastic bags weeks after the vote.", "outlawed", {"Peru"}, set()),
        ("Thieves robbed near the mill for weeks", "robbed", {"Thieves"}, set()),
        ("Peru shelled in Kenya for days", "shelled", {"Peru"}, set()),
        # one that may stand alone tells what its subject did
        ("Miners marched in Oruro", "marched", {"Miners"}, set()),
        ("Soldiers surrendered in Oruro", "surrendered", {"Soldiers"}, set()),
        # who is told to do something is to do it, whoever tells them
        ("Soldiers were ordered to burn the village.", "burn", {"Soldiers"}, {"village"}),
        ("The miners were urged by the union to occupy the mill.", "occupy", {"miners"}, set()),
        ("The guards were instructed to search the nurses.", "search", {"guards"}, {"nurses"}),
        ("The general asked to release the nurses.", "release", set(), {"nurses"}),
        # where it was done is nobody it was done to
        ("Ministers have rejected calls in Oruro for a vote.", "rejected", {"Ministers"}, set()),
        ("Guards rejected the miners in Oruro.", "rejected", {"Guards"}, {"miners"}),
    ],
)
def test_who_and_whom(annotate: Annotate, text: str, word: str, actors: set[str], recipients: set[str]) -> None:
    facts = extract(annotate(text))
    assert (fillers(facts, word, "kgb:actor"), fillers(facts, word, "kgb:recipient")) == (actors, recipients)


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        # what "that" stands for is the object, also where the noun may have a clause of content
        ("The judge saw the evidence that detectives collected.", "collected", "Accuse"),
        ("The reports that the ministry issued on Monday angered farmers.", "issued", "Disclosure"),
        # a suspect who is questioned is accused, whoever asks
        ("Two suspects were interviewed on Monday.", "interviewed", "Accuse"),
        # police tell who somebody is; a president gives a post
        ("Police have named the officer who shot a teenager.", "named", "Event"),
        ("The president has named Ana Ruiz ambassador to Peru.", "named", "Appointment"),
    ],
)
def test_class(annotate: Annotate, text: str, word: str, name: str) -> None:
    assert name in classes(extract(annotate(text)))[word]


def test_an_interview_with_a_newspaper_is_no_questioning(annotate: Annotate) -> None:
    assert "interviewed" not in classes(extract(annotate("Two ministers were interviewed by a newspaper on Monday.")))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Police failed to arrest the smugglers.", {"arrest"}),
        ("The generator failed on Monday.", {"failed"}),
        ("The bank failed in May.", {"failed"}),
    ],
)
def test_what_was_not_done_is_the_one_event(annotate: Annotate, text: str, told: set[str]) -> None:
    assert set(classes(extract(annotate(text)))) == told
