"""Times written in words, and those whose place in the clause parsers get wrong. Published on 6 January 2022."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract import times
from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]


def found(annotated: Annotated) -> list[tuple[str, str]]:
    text = annotated.article.text
    return [(text[timex.span.begin : timex.span.end], timex.value) for timex in times.find(annotated)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The well dried up on the fifteenth of May 2020.", "the fifteenth of May 2020", "2020-05-15"),
        ("The well dried up on the first of May of last year.", "the first of May of last year", "2021-05-01"),
        ("It fell between the 30th and the 31st of August 2019.", "the 30th", "2019-08-30"),
        ("The boat sank at six o'clock this morning.", "six o'clock this morning", "2022-01-06T06:00"),
        ("The boat sank at 7:30 this evening.", "7:30 this evening", "2022-01-06T19:30"),
        ("The boat sank at nine in the evening.", "nine in the evening", "2022-01-06T21:00"),
        ("The boat sank at half past eleven on Tuesday.", "half past eleven on Tuesday", "2022-01-04T11:30"),
        ("The boat sank at a quarter to one.", "a quarter to one", "2022-01-06T00:45"),
        ("The boat sank on Tuesday noon.", "Tuesday noon", "2022-01-04T12:00"),
        (
            "The boat sank at ten minutes to nine in the evening.",
            "ten minutes to nine in the evening",
            "2022-01-06T20:50",
        ),
        ("Towards midnight on Tuesday the wind turned.", "midnight on Tuesday", "2022-01-04T00:00"),
        ("The talks held in the spring of last year failed.", "the spring of last year", "2021-SP"),
        ("The talks are planned for the coming Monday.", "coming Monday", "2022-01-10"),
        ("They sail every 15th of February.", "every 15th of February", "XXXX-02-15"),
        ("They sail every March 8 at dawn.", "every March 8", "XXXX-03-08"),
        ("It lasted a quarter of an hour.", "a quarter of an hour", "PT15M"),
        ("It lasted less than three quarters of an hour.", "less than three quarters of an hour", "PT45M"),
        ("It lasted a quarter of a century.", "a quarter of a century", "P25Y"),
        ("They will stay another week.", "another week", "P1W"),
        ("They will stay for a further month.", "a further month", "P1M"),
        ("They had three quiet days.", "three quiet days", "P3D"),
    ],
)
def test_what_is_written_in_words(annotate: Annotate, text: str, words: str, value: str) -> None:
    assert (words, value) in found(annotate(text))


def test_an_hour_in_words_may_be_before_noon_or_after_it(annotate: Annotate) -> None:
    [timex] = times.find(annotate("The boat sank at half past eleven on Tuesday."))
    assert (timex.begin, timex.end) == ("2022-01-04", "2022-01-04")


@pytest.mark.parametrize("text", ["The first of the miners left.", "He was one in a thousand."])
def test_what_is_no_day_in_words(annotate: Annotate, text: str) -> None:
    assert found(annotate(text)) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The fair has been put off to March 12.", "2022-03-12"),
        ("The fair was rescheduled for August 12.", "2022-08-12"),
        ("The council moved the fair to August 12.", "2022-08-12"),
        ("The fair was put off on August 12.", "2021-08-12"),
    ],
)
def test_what_is_moved_to_a_day_is_still_to_come(annotate: Annotate, text: str, value: str) -> None:
    assert [value for _, value in found(annotate(text))] == [value]


def test_a_story_goes_on_from_a_day_that_parsers_hang_on_the_next_noun(annotate: Annotate) -> None:
    text = "On the night of January 3 rebels blew up a bridge; two days later the air force struck a depot."
    assert ("two days later", "2022-01-05") in found(annotate(text))
