"""Quantities: bounds, the noun counted, and what is no count."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.annotate.parser import Parser
from kgbuild.extract import times
from kgbuild.extract.layers import Quantity
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.quantities import numbers
from kgbuild.extract.quantities.numerals import MOST_WORDS, numeral_pattern, numeral_value
from kgbuild.model import Annotated, Article

Annotate = Callable[..., Annotated]


def words(annotated: Annotated, quantity: Quantity) -> str:
    return annotated.article.text[quantity.span.begin : quantity.span.end]


def noun(annotated: Annotated, quantity: Quantity) -> str | None:
    return annotated.doc[quantity.noun].text if quantity.noun is not None else None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("42", 42),
        ("1,000", 1000),
        ("1.5 million", 1_500_000),
        ("forty-two", 42),
        ("one hundred and fifty", 150),
        ("two thousand three hundred", 2300),
        ("two hundred thousand", 200_000),
        ("twelve hundred", 1200),
        ("half a million", 500_000),
        ("half a dozen", 6),
        ("a thousand", 1000),
        ("two and a half", Fraction(5, 2)),
        ("5 1/2", Fraction(11, 2)),
        ("two three", None),
        ("twenty eleven", None),
    ],
)
def test_numerals(numeral: str, value: int | Fraction | None) -> None:
    assert numeral_value(numeral) == value


@pytest.mark.parametrize(
    ("text", "span", "lower", "upper", "approximate", "counted"),
    [
        ("At least six members of the crew have died.", "At least six", 6, None, False, "members"),
        ("More than a thousand people were hurt.", "More than a thousand", 1000, None, False, "people"),
        ("Over 300 farmers came.", "Over 300", 300, None, False, "farmers"),
        ("Up to 50 soldiers came.", "Up to 50", None, 50, False, "soldiers"),
        ("Fewer than 20 nurses came.", "Fewer than 20", None, 20, False, "nurses"),
        ("Nearly 4,000 miners came.", "Nearly 4,000", 4000, 4000, True, "miners"),
        ("Some 500 pupils came.", "Some 500", 500, 500, True, "pupils"),
        ("An estimated 1.5 million refugees came.", "An estimated 1.5 million", 1_500_000, 1_500_000, True, "refugees"),
        ("Between 200 and 300 workers came.", "Between 200 and 300", 200, 300, False, "workers"),
        ("Two to three thousand workers came.", "Two to three thousand", 2000, 3000, False, "workers"),
        ("Dozens of farmers came.", "Dozens", 24, None, True, "farmers"),
        ("Tens of thousands of farmers came.", "Tens of thousands", 20_000, None, True, "farmers"),
        ("Thousands of farmers came.", "Thousands", 2000, None, True, "farmers"),
        ("Several hundred farmers came.", "Several hundred", 200, None, True, "farmers"),
        ("A dozen farmers came.", "A dozen", 12, 12, False, "farmers"),
        ("Three farmers came.", "Three", 3, 3, False, "farmers"),
        ("The police shot “tens” farmers.", "“tens”", 20, None, True, "farmers"),
        ("The 19 million inhabitants rejoice.", "19 million", 19_000_000, 19_000_000, False, "inhabitants"),
        ("And 317 were injured.", "317", 317, 317, False, None),
        ("Later 500+ fled.", "500+", 500, None, False, None),
        ("Sixty farmers or more came.", "Sixty", 60, None, False, "farmers"),
        ("Sixty farmers or so came.", "Sixty", 60, 60, True, "farmers"),
    ],
)
def test_quantities(
    annotate: Annotate,
    text: str,
    span: str,
    lower: int | None,
    upper: int | None,
    approximate: bool,
    counted: str | None,
) -> None:
    annotated = annotate(text)
    (quantity,) = numbers.find(annotated, times.find(annotated))
    assert words(annotated, quantity) == span
    assert (quantity.lower, quantity.upper, quantity.approximate) == (lower, upper, approximate)
    assert noun(annotated, quantity) == counted


@pytest.mark.parametrize(
    "text",
    [
        "Prices rose by 5 percent to $3.",
        "It cost 20 million euros.",
        "The fair opened on May 24, 2019.",
        "She waited two hours.",
        "The 12-year-old boy sang.",
        "Maria Silva, 34, won.",
        "The road is 15 kilometers long.",
        "Two thirds agreed.",
        "The home team won 3-1.",
        "He came in second.",
        "One of the houses burned.",
        "They boarded a Boeing 747.",
    ],
)
def test_what_counts_nothing(annotate: Annotate, text: str) -> None:
    assert numbers.find(annotate(text), times.find(annotate(text))) == ()


def test_times_found_before_are_not_found_again(annotate: Annotate) -> None:
    annotated = annotate("In the summer of 2019, 2019 pupils came.")
    assert [words(annotated, quantity) for quantity in numbers.find(annotated, times.find(annotated))] == ["2019"]


def test_a_vague_plural_is_at_least_two_of_its_kind() -> None:
    lexicon = load_lexicon("numbers")
    assert lexicon["vague_plurals"]["tens"] == 2 * lexicon["cardinals"]["ten"]
    assert lexicon["vague_plurals"]["scores"] == 2 * 20
    for plural in ("dozens", "hundreds", "thousands", "millions", "billions"):
        assert lexicon["vague_plurals"][plural] == 2 * lexicon["scales"][plural.removesuffix("s")]


@given(st.integers(min_value=0, max_value=10**15))
def test_digits_are_worth_what_they_say(number: int) -> None:
    assert numeral_value(str(number)) == numeral_value(f"{number:,}") == number


WORDS = st.sampled_from(
    ["at least", "more than", "ten", "twenty", "two", "thousand", "of", "dozens", "“", "”", "1,000", "5", "people", "-",
     "killed", "between", "and", "a", "half", "million", "%", "$", "½", "1/2", "or more", "ſix", "\n", "some", "+"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
@given(text=st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join)))
def test_any_text_gives_ordered_spans_inside_it(parser: Parser, text: str) -> None:
    annotated = parser.annotate(Article("any", text))
    end = 0
    for quantity in numbers.find(annotated, times.find(annotated)):
        assert end <= quantity.span.begin < quantity.span.end <= len(text)
        assert 0 <= quantity.head < len(annotated.doc)
        assert quantity.lower is not None or quantity.upper is not None
        assert quantity.lower is None or quantity.upper is None or quantity.lower <= quantity.upper
        end = quantity.span.end


def test_a_long_run_of_numerals_is_searched_in_linear_time() -> None:
    """Six thousand words once took minutes; the pattern alone is tried, for the parser has its own speed."""
    pattern = re.compile(numeral_pattern(), re.IGNORECASE)
    longest = max(len(match.group().split()) for match in pattern.finditer("one " * 6000))
    assert longest == MOST_WORDS + 1
