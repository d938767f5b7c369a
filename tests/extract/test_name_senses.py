"""Known names that something else bears: persons, words, ships, waters."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.entities import mentions
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]


def kinds(annotate: Annotate, text: str) -> dict[str, str | None]:
    annotated = annotate(text)
    return {annotated.doc[c.first : c.last].text: c.kind for c in mentions.find(annotated) if c.form == "name"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mrs. Berlin locked the gate.", "Berlin"),
        ("The nurse handed Sydney her coat.", "Sydney"),
        ("Georgia swam forty lengths.", "Georgia"),
        ("Uncle Cairo mended the clock.", "Cairo"),
        ("Kenya, 31, denies the theft.", "Kenya"),
        ("Israel, who is 12, plays the flute.", "Israel"),
        ("Milan, a carpenter, sawed the beam.", "Milan"),
        ("The victim, Jordan, was taken to hospital.", "Jordan"),
        ("Chad married a doctor.", "Chad"),
        ("Paris and her brother keep geese.", "Paris"),
        ("Kenya's wife called the police.", "Kenya"),
        ("Georgia said she was tired.", "Georgia"),
        ("Cairo pleaded guilty to fraud.", "Cairo"),
        ("Milan was born in Bergen.", "Milan"),
        ("Dallas mislaid his umbrella on the tram.", "Dallas"),
        ("Cairo painted her house.", "Cairo"),
        ("Milan plays the trombone in a brass band.", "Milan"),
        ("Chad knitted a scarf.", "Chad"),
        ("Jackson practised the bassoon all summer.", "Jackson"),
        ("Paris, who is nine, found the purse.", "Paris"),
        ("Berlin left early, forgetting her umbrella.", "Berlin"),
        ('"I gave them my boots," Cairo said.', "Cairo"),
    ],
)
def test_a_person_may_be_called_like_a_place(annotate: Annotate, text: str, name: str) -> None:
    assert kinds(annotate, text)[name] == "Person"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kenya arrested his brother.", "Kenya"),
        ("The minister flew home, and Kenya released his wife.", "Kenya"),
        ("Talks in Cairo, 14 of them, failed.", "Cairo"),
        ("Berlin and its neighbours agreed.", "Berlin"),
        ("In Milan, a carpenter was hurt.", "Milan"),
        ("The president said Kenya would wait.", "Kenya"),
        ("Moscow extended her detention.", "Moscow"),
        ("Egypt called his visit historic.", "Egypt"),
        ("Berlin seized his house.", "Berlin"),
        ("Cairo plays a part in the talks.", "Cairo"),
        ("Kenya smiles on investors.", "Kenya"),
        ('"We gave them our boots," Cairo said.', "Cairo"),
        ("Cairo said that I gave them my boots.", "Cairo"),
    ],
)
def test_a_place_that_acts_stays_a_place(annotate: Annotate, text: str, name: str) -> None:
    assert kinds(annotate, text)[name] in ("City", "Country")


@pytest.mark.parametrize(
    "text",
    [
        "The ferry Stockholm was late.",
        "The band Boston toured Peru.",
        "Roast Turkey with gravy is served at noon.",
        "They sold Brazil nuts and dates.",
        "A dog called Berlin barked.",
        "The Treaty of Paris ended it.",
        "A shop in Vienna Street burned.",
        "The Nokia was old.",
        "A Boeing crashed.",
        "He lost his Panama.",
        "The Shell of a snail was found.",
    ],
)
def test_a_word_or_a_thing_called_like_a_place_or_a_company_is_neither(annotate: Annotate, text: str) -> None:
    known = {
        "Stockholm",
        "Boston",
        "Turkey",
        "Brazil",
        "Berlin",
        "Paris",
        "Vienna",
        "Nokia",
        "Boeing",
        "Panama",
        "Shell",
    }
    assert not known & kinds(annotate, text).keys()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A united Germany joined.", "Germany"),
        ("A group called Hamas fired rockets.", "Hamas"),
        ("The Boeing factory closed.", "Boeing"),
        ("Shell of the Netherlands drilled.", "Shell"),
        ("Plates from China were sold.", "China"),
        ("Netanyahu and his Likud won.", "Likud"),
        ("Amazon hired packers.", "Amazon"),
        ("A film about Vienna was shown.", "Vienna"),
    ],
)
def test_a_name_in_its_own_sense_is_kept(annotate: Annotate, text: str, name: str) -> None:
    assert name in kinds(annotate, text)


def test_the_lexicon_of_senses_is_in_order() -> None:
    table = load_lexicon("senses")
    told_of_persons = [words for name, words in table["person"].items() if name != "with"]
    lists = [
        *told_of_persons,
        *(words for each in table["person"]["with"] for words in each.values()),
        *table["things"].values(),
    ]
    lists += [entry[column] for entry in table["words"].values() for column in ("heads", "words")]
    assert all(len(words) == len(set(words)) for words in lists)
    assert all(entry.keys() <= {"heads", "words", "article"} for entry in table["words"].values())
    assert all(entry["heads"] or entry["words"] or entry.get("article") for entry in table["words"].values())
    assert all(name[0].isupper() for name in (*table["words"], *table["things"]["heads_of"]))
