"""Who is told by a name later, and words that name nobody. Own sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.model import Annotated, Entity

Annotate = Callable[..., Annotated]


def denoted(annotate: Annotate, text: str) -> dict[str, Entity]:
    """The words of each mention → the entity that they denote."""
    entities = extract(annotate(text)).entities
    return {text[m.span.begin : m.span.end]: entity for entity in entities for m in entity.mentions}


@pytest.mark.parametrize(
    ("text", "noun", "name"),
    [
        ("A driver was killed. Police identified the victim as Jan Kole.", "A driver", "Jan Kole"),
        (
            "A 19-year-old youth was shot. The deceased was identified as Mohan Selim, a student.",
            "A 19-year-old youth",
            "Mohan Selim",
        ),
        ("The gunman was named as Tom Hale.", "The gunman", "Tom Hale"),
        ("Two men fell. One of them, named by his boss as Rod Macar, died.", "One", "Rod Macar"),
        ("They blamed the faction of “Saraya Vell” for it.", "the faction", "Saraya Vell"),
        ("Prime Minister Jan Al-Sadrani left. Aides said that Al-Sadrani was ill.", "Al-Sadrani", "Jan Al-Sadrani"),
    ],
)
def test_who_is_named_later(annotate: Annotate, text: str, noun: str, name: str) -> None:
    told = denoted(annotate, text)
    assert told[noun].key == told[name].key


@pytest.mark.parametrize(
    ("text", "noun", "name"),
    [
        ("A driver was killed, and a nurse was shot. The victim was identified as Jan Kole.", "A driver", "Jan Kole"),
        ("A driver fled. Police identified the victim as Jan Kole.", "A driver", "Jan Kole"),
        ("A man stabbed a priest. The suspect was identified as Jan Kole.", "a priest", "Jan Kole"),
        ("The gunman was wrongly identified as Tom Hale.", "The gunman", "Tom Hale"),
        ("The gunman was not identified as Tom Hale.", "The gunman", "Tom Hale"),
        ("They blamed the faction of Berg for it.", "the faction", "Berg"),
    ],
)
def test_who_is_not(annotate: Annotate, text: str, noun: str, name: str) -> None:
    told = denoted(annotate, text)
    assert noun not in told or name not in told or told[noun].key != told[name].key


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Calm has returned to the town.", "Calm"),
        ("From his side, the minister denied it.", "his side"),
    ],
)
def test_what_is_nobody(annotate: Annotate, text: str, word: str) -> None:
    assert word not in denoted(annotate, text)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("A youth was shot.", "A youth", "Person"),
        ("The youth protested.", "The youth", "Group"),
        ("The Kenyan League of Human Rights met.", "Kenyan League of Human Rights", "CivilSocietyOrganization"),
        ("The Alliance of Coastal States met.", "Alliance of Coastal States", "IntergovernmentalOrganization"),
        ("The League of Tarsk met.", "League of Tarsk", "Organization"),
        ("The prisons agency denied it.", "The prisons agency", "GovernmentBody"),
        ("The UN migration agency denied it.", "The UN migration agency", "IntergovernmentalOrganization"),
        ("The talent agency denied it.", "The talent agency", "Organization"),
        ("Roe was shot in Harlan Falls, Ohio.", "Harlan Falls", "City"),
        ("Roe was shot in Harlan County, Ohio.", "Harlan County", "Region"),
    ],
)
def test_what_bears_the_words(annotate: Annotate, text: str, words: str, kind: str) -> None:
    assert denoted(annotate, text)[words].kind == kind
