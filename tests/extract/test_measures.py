"""Magnitudes of events. Triggers are made by hand: finding them is another module's task."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.annotate.parser import Parser
from kgbuild.extract.document import extract
from kgbuild.extract.layers import Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.quantities import measures
from kgbuild.model import Annotated, Article, Factuality, Span
from kgbuild.vocabulary import EVENT_CLASSES

Annotate = Callable[..., Annotated]

CLASSES: Mapping[str, str] = {
    "rose": "PriceChange",
    "increase": "PriceChange",
    "earthquake": "NaturalDisaster",
    "won": "Election",
    "destroyed": "Damage",
    "died": "Killing",
}


def triggers(annotated: Annotated) -> tuple[Trigger, ...]:
    return tuple(
        Trigger(token.i, Span(token.idx, token.idx + len(token)), (kind,), None, (), (), Factuality(), (), "test")
        for token in annotated.doc
        if (kind := CLASSES.get(token.text))
    )


@pytest.mark.parametrize(
    ("text", "kind", "words", "value", "lower", "upper", "unit"),
    [
        (
            "The magnitude of the earthquake was 5.9.",
            "magnitude",
            "magnitude of the earthquake was 5.9",
            "5.9",
            "5.9",
            "5.9",
            None,
        ),
        (
            "An earthquake hit Nepal. Its magnitude was 5.1.",
            "magnitude",
            "magnitude was 5.1",
            "5.1",
            "5.1",
            "5.1",
            None,
        ),
        (
            "The earthquake measured 4.9 on the Richter scale.",
            "magnitude",
            "4.9 on the Richter",
            "4.9",
            "4.9",
            "4.9",
            None,
        ),
        ("A magnitude 6.8 earthquake struck.", "magnitude", "magnitude 6.8", "6.8", "6.8", "6.8", None),
        ("A 7.1-magnitude earthquake struck.", "magnitude", "7.1-magnitude", "7.1", "7.1", "7.1", None),
        ("Bread prices rose by 12.5 percent.", "price change", "12.5 percent", "12.5", "12.5", "12.5", "percent"),
        ("Prices rose more than 10%.", "price change", "more than 10%", None, "10", None, "percent"),
        ("She won 62% of the vote.", "share of votes", "62% of the vote", "62", "62", "62", "percent"),
        ("Petrol rose to $3.", "price", "$3", "3", "3", "3", "$"),
        ("Petrol rose to 120 tenge.", "price", "120 tenge", "120", "120", "120", "tenge"),
        ("It destroyed up to 20 houses.", "buildings damaged", "up to 20 houses", None, None, "20", "buildings"),
    ],
)
def test_measures(
    annotate: Annotate,
    text: str,
    kind: str,
    words: str,
    value: str | None,
    lower: str | None,
    upper: str | None,
    unit: str | None,
) -> None:
    annotated = annotate(text)
    (measure,) = measures.find(annotated, triggers(annotated))
    assert (measure.kind, text[measure.span.begin : measure.span.end]) == (kind, words)
    assert (measure.value, measure.lower, measure.upper, measure.unit) == (value, lower, upper, unit)


@pytest.mark.parametrize(
    "text",
    [
        "Ten percent agreed.",
        "The rate rose to 12 percent.",
        "Twenty houses stood there.",
        "In 20 houses, people died.",
        "His rating is around 20 percent, with rivals calling the vote a farce.",
    ],
)
def test_no_measure_without_its_event_or_of_a_level(annotate: Annotate, text: str) -> None:
    annotated = annotate(text)
    assert measures.find(annotated, triggers(annotated)) == ()


@pytest.mark.parametrize(
    ("text", "kind", "bounds", "unit"),
    [
        ("The bank laundered more than €3 million of the clan.", "amount of money", ("3000000", None), "€"),
        ("The gang stole ₹3 lakh from the bank.", "amount of money", ("300000", "300000"), "₹"),
        ("The mayor promised compensation of 2 million pesos.", "amount of money", ("2000000", "2000000"), "pesos"),
        ("The outage deprived the grid of 300 megawatts.", "power", ("300", "300"), "megawatts"),
        ("Customs men seized two tonnes of cocaine.", "mass", ("2", "2"), "tonnes"),
        ("Customs men seized two to six tonnes of cocaine.", "mass", ("2", "6"), "tonnes"),
        (
            "Pirates demanded between $2 million and $3 million for the crew.",
            "amount of money",
            ("2000000", "3000000"),
            "$",
        ),
        (
            "The mill paid between 20 and 30 million euros in fines.",
            "amount of money",
            ("20000000", "30000000"),
            "euros",
        ),
        ("The court fined the mill not $3 million but $5 million.", "amount of money", ("5000000", "5000000"), "$"),
        ("Customs men seized not two to six tonnes but nine tonnes of cocaine.", "mass", ("9", "9"), "tonnes"),
        ("Troops fired 40 warning shots at the crowd.", "shots fired", ("40", "40"), "shots"),
        ("The council rejected the bill with 97 votes against.", "votes against", ("97", "97"), "votes"),
        (
            "The council held a vote of no confidence. In the end 51 members were against, two abstained.",
            "votes against",
            ("51", "51"),
            "votes",
        ),
        ("The council approved the law on Monday, with 12 abstentions.", "abstentions", ("12", "12"), "votes"),
    ],
)
def test_what_an_event_is_done_with_measures_it(
    annotate: Annotate, text: str, kind: str, bounds: tuple[str, str | None], unit: str
) -> None:
    facts = extract(annotate(text))
    assert [(each.lower, each.upper, each.unit) for each in facts.measures if each.kind == kind] == [(*bounds, unit)]


@pytest.mark.parametrize(
    "text",
    [
        "Thieves stole a $5 million painting.",
        "The mill lost $2 million a day.",
        "The army seized two or three tonnes of cocaine.",
        "The council raised the fine from $2 million to $3 million.",
        "The council cut the grant by $2 million to $3 million.",
        "They held two rounds of talks on Monday.",
        "The airline bought 20 jets for $3 million.",
        "The mills combined a quota of 10 tonnes.",
        "The council approved the law. Five men stood against the wall.",
        "Twelve people marched against the dam.",
    ],
)
def test_no_measure_of_what_an_event_is_not_done_with(annotate: Annotate, text: str) -> None:
    assert extract(annotate(text)).measures == ()


def test_the_lexicon_names_classes_of_the_model() -> None:
    for entry in load_lexicon("measures")["measures"]:
        assert (
            {"kind", "pattern", "classes"}
            <= set(entry)
            <= {
                "kind",
                "pattern",
                "classes",
                "by_syntax",
                "not_at",
                "not_of",
                "taken_up",
                "unit",
            }
        )
        assert set(entry["classes"]) <= set(EVENT_CLASSES)
        assert "{n}" in entry["pattern"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    text=st.lists(
        st.sampled_from(
            ["rose", "won", "5", "percent", "%", "$", "a", "million", "two three", "½", "houses", ".", "up to"]
        ),
        max_size=12,
    ).map(" ".join)
)
def test_any_text_gives_spans_inside_it(parser: Parser, text: str) -> None:
    annotated = parser.annotate(Article("any", text))
    for measure in measures.find(annotated, triggers(annotated)):
        assert 0 <= measure.span.begin < measure.span.end <= len(text)
        assert (measure.lower, measure.upper) != (None, None)
