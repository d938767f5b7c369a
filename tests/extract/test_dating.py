"""When an event was: only what the text says of it, and nothing that it says of another."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated
from kgbuild.vocabulary import EVENT_CLASSES

Annotate = Callable[..., Annotated]


THREE_DAYS = {"EarliestBegin": "2022-01-03", "LatestEnd": "2022-01-05"}


def stamps(annotated: Annotated, word: str) -> dict[str, str]:
    """The bounds of the one event of that label: "Begin", "End", "EarliestBegin", "LatestEnd" to a day or moment."""
    facts = extract(annotated)
    [event] = [event for event in facts.events if event.label == word]
    return {
        statement.predicate.removeprefix("sem:has").removesuffix("TimeStamp"): statement.object.text
        for statement in facts.statements
        if statement.subject == event.key
        and statement.predicate.endswith("TimeStamp")
        and not isinstance(statement.object, str)
        and statement.extractor != "publication-day"
    }


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Farmers marched on Monday.", "marched", {"Begin": "2022-01-03"}),
        ("Farmers marched on Monday and again on Wednesday.", "marched", THREE_DAYS),
        ("Rallies were held on Monday and Wednesday.", "Rallies", THREE_DAYS),
        ("Two miners were killed in a blast on Monday.", "killed", {"Begin": "2022-01-03"}),
        ("On Monday, two miners were killed in a blast.", "blast", {"Begin": "2022-01-03"}),
        ("By Monday, 60 miners had been killed.", "killed", {"LatestEnd": "2022-01-03"}),
        ("As of Monday, 60 miners had been killed.", "killed", {"LatestEnd": "2022-01-03"}),
        ("The death toll rose to 60 on Monday.", "toll", {"LatestEnd": "2022-01-03"}),
        ("The senate condemned Saturday's bombing on Monday.", "bombing", {"Begin": "2022-01-01"}),
        ("The senate condemned Saturday's bombing on Monday.", "condemned", {"Begin": "2022-01-03"}),
    ],
)
def test_the_time_that_the_text_gives(annotate: Annotate, text: str, word: str, expected: dict[str, str]) -> None:
    assert stamps(annotate(text), word) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Three bombings, one of them on Monday, shook the valley.", "bombings"),
        ("Three bombings, including one on Monday, shook the valley.", "bombings"),
        ("Three bombings, the latest on Monday, shook the valley.", "bombings"),
        ("Police on Monday detained a baker over a stabbing.", "stabbing"),
        ("On Monday, two bakers were charged with a robbery.", "robbery"),
        ("On Monday, the envoy flew home after the coup.", "coup"),
        ("On Monday, the envoy apologized for the massacre.", "massacre"),
        ("On Monday, workers marched against the ban.", "ban"),
        ("On Monday, villagers commemorated the bombing.", "bombing"),
        ("On Monday, detectives investigated the murder.", "murder"),
        ("The killing sparked a rally on Monday.", "killing"),
        ("The bridge fell on Monday, a week after a similar explosion.", "explosion"),
        ("The envoy said on Monday that soldiers had killed two bakers.", "killed"),
        ("When the rebels withdrew on Monday, police detained a baker.", "detained"),
    ],
)
def test_the_time_of_another_word_is_not_taken(annotate: Annotate, text: str, word: str) -> None:
    assert stamps(annotate(text), word) == {}


def test_the_lexicon_names_classes_that_exist() -> None:
    words = load_lexicon("events/dating")
    assert sorted(words) == [
        "causing", "cotemporal", "lasting", "members", "momentary", "opening", "reacting", "regarding", "tallies",
    ]  # fmt: skip
    assert set(words["reacting"]) | set(words["momentary"]) <= set(EVENT_CLASSES)
