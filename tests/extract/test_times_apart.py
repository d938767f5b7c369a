"""How far off, between which times, at which hour: bounds that hold, and years and zones that times share.

The texts were "published" on Thursday, 6 January 2022.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from kgbuild.annotate.parser import Parser
from kgbuild.extract import times
from kgbuild.model import Annotated, Article, Timex

Annotate = Callable[..., Annotated]


def told(annotated: Annotated) -> list[tuple[str, str, str | None, str | None]]:
    text = annotated.article.text
    return [(text[slice(*timex.span)], timex.value, timex.begin, timex.end) for timex in times.find(annotated)]


def values(annotated: Annotated) -> list[str]:
    return [timex.value for timex in times.find(annotated)]


def only(annotated: Annotated) -> Timex:
    (timex,) = times.find(annotated)
    return timex


# ----------------------------------------------------------------------------------------------------- how far off
@pytest.mark.parametrize(
    ("text", "words", "value", "begin", "end"),
    [
        ("The mill closed two days ago.", "two days ago", "2022-01-04", "2022-01-04", "2022-01-04"),
        ("The mill closed 48 hours ago.", "48 hours ago", "2022-01-04", "2022-01-04", "2022-01-04"),
        ("The mill closed 30 days ago.", "30 days ago", "2021-12-07", "2021-12-03", "2021-12-11"),
        ("The mill closed two weeks ago.", "two weeks ago", "2021-W51", "2021-12-16", "2021-12-30"),
        ("The mill closed two years ago.", "two years ago", "2020", "2019-01-05", "2021-01-06"),
        ("The mill closed half a year ago.", "half a year ago", "2021-07", "2021-01-04", "2022-01-05"),
        ("The mill closed a year and a half ago.", "a year and a half ago", "2020-07", "2020-01-05", "2021-01-05"),
        ("The mill closed more than two years ago.", "more than two years ago", "2020", None, "2020-01-06"),
        ("The mill closed nearly two years ago.", "nearly two years ago", "2020", "2020-01-06", "2022-01-06"),
        ("The mill closed about two years ago.", "two years ago", "2020", None, None),
        ("The mill will close a year from now.", "a year from now", "2023", "2022-01-06", "2024-01-07"),
        ("The mill will close in three days' time.", "three days", "2022-01-09", "2022-01-09", "2022-01-09"),
    ],
)
def test_a_distance_says_no_more_than_it_tells(
    annotate: Annotate, text: str, words: str, value: str, begin: str | None, end: str | None
) -> None:
    assert told(annotate(text)) == [(words, value, begin, end)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mill burned in March 2019. Two days later, it was sold.", ["2019-03", "P2D"]),
        ("The mill burned on March 3, 2019. Ten minutes later, it was gone.", ["2019-03-03", "PT10M"]),
        ("The mill burned on March 3, 2019. A year later, it was sold.", ["2019-03-03", "2020"]),
    ],
)
def test_what_is_told_from_a_date_that_is_not_fine_enough_stays_a_length(
    annotate: Annotate, text: str, expected: list[str]
) -> None:
    assert values(annotate(text)) == expected


def test_what_lies_outside_a_year_has_none_of_its_bounds(annotate: Annotate) -> None:
    assert told(annotate("He longs for pre-1991 prices.")) == [("1991", "1991", None, None)]


# ----------------------------------------------------------------------------------------------------- told together
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rents rose between March and June 2019.", ["2019-03", "2019-06"]),
        ("Rents rose in January-November 2021.", ["2021-01", "2021-11"]),
        ("Rents rose from January to November.", ["2021-01", "2021-11"]),
        ("Rents rose in October, November and December 2019.", ["2019-10", "2019-11", "2019-12"]),
        ("Rents rose in December and January 2020.", ["2019-12", "2020-01"]),
        ("The fair ran from December 28 to January 3, 2020.", ["2019-12-28", "2020-01-03"]),
        ("The fair ran from May 3 until June 4.", ["2021-05-03", "2021-06-04"]),
        ("The fair will run from November to March.", ["2022-11", "2023-03"]),
        ("The fair ran from Thursday to Sunday.", ["2021-12-30", "2022-01-02"]),
        ("The fair will run from Friday to Tuesday.", ["2022-01-07", "2022-01-11"]),
        ("The fair will be held on 14-16 June.", ["2022-06-14", "2022-06-16"]),
        ("The fair will be held on June 14, 15 and 16.", ["2022-06-14", "2022-06-15", "2022-06-16"]),
        ("He came in 2019 and in May 2021.", ["2019", "2021-05"]),
        ("They counted 90 fires between March 1 and December 18.", ["2021-03-01", "2021-12-18"]),
        ("The fair opens on December 9 this year.", ["2022-12-09", "2022"]),
        ("They had picked May 5, 9 and 14 for repairs.", ["2021-05-05", "2021-05-09", "2021-05-14"]),
        ("Ballots will close at 1815 hrs GMT, May 2.", ["2022-05-02T18:15Z", "2022-05-02"]),
        ("It was shut from 11 p.m. to 7 a.m. on Tuesday.", ["2022-01-03T23:00", "2022-01-04T07:00"]),
        ("It was shut between 5 p.m. and 6 p.m. on Tuesday.", ["2022-01-04T17:00", "2022-01-04T18:00"]),
        ("It was shut from 5 p.m. Monday to 6 a.m. Tuesday.", ["2022-01-03T17:00", "2022-01-04T06:00"]),
        ("It is shut from 23:00 to 07:00.", ["2022-01-06T23:00", "2022-01-06T07:00"]),
        ("It was shut on the weekend of October 9-10.", ["2021-10-09", "2021-10-10"]),
    ],
)
def test_times_told_together_share_their_year_and_go_forward(
    annotate: Annotate, text: str, expected: list[str]
) -> None:
    assert values(annotate(text)) == expected


def test_a_part_of_a_month_keeps_its_bounds_in_another_year(annotate: Annotate) -> None:
    first, second = times.find(annotate("The fair ran from late November to early February 2020."))
    assert (first.value, first.begin) == ("2019-11", "2019-11-21")
    assert (second.value, second.end) == ("2020-02", "2020-02-09")


def test_a_year_that_lacks_the_day_is_not_shared(annotate: Annotate) -> None:
    assert values(annotate("The fair ran from February 29 to March 2, 2021.", "2020-03-05"))[1] == "2021-03-02"


# ------------------------------------------------------------------------------------------------------------ clocks
@pytest.mark.parametrize(
    ("text", "value", "begin"),
    [
        ("It blew up at 9:20 a.m. on March 3, 2019.", "2019-03-03T09:20", "2019-03-03T09:20:00"),
        ("It blew up at 09:20 on 3 March 2019.", "2019-03-03T09:20", "2019-03-03T09:20:00"),
        ("It blew up at 9:20 a.m. on Sunday, March 3, 2019.", "2019-03-03T09:20", "2019-03-03T09:20:00"),
        ("It will open at 07:00 UTC on 12 January.", "2022-01-12T07:00Z", "2022-01-12T07:00:00Z"),
        ("It blew up at noon GMT on December 31.", "2021-12-31T12:00", "2021-12-31T12:00:00Z"),
        ("It blew up at 18.30 CET on Monday.", "2022-01-03T18:30", "2022-01-03T18:30:00+01:00"),
    ],
)
def test_the_date_behind_a_clock_time_is_its_day(annotate: Annotate, text: str, value: str, begin: str) -> None:
    first = times.find(annotate(text))[0]
    assert (first.value[:16], first.begin) == (value[:16], begin)


def test_a_clock_time_is_of_the_day_that_is_told_not_of_one_before(annotate: Annotate) -> None:
    text = "The boat was missed on Wednesday. The boat, which had left on Monday, sank at 3 a.m."
    assert times.find(annotate(text))[-1].value == "2022-01-05T03:00"


def test_where_a_year_begins_is_no_day_that_a_clock_time_is_of(annotate: Annotate) -> None:
    text = "It blew up on Monday, the worst blast since the beginning of the year, shortly after noon."
    assert times.find(annotate(text))[-1].value == "2022-01-03T12:00"


def test_midnight_is_before_its_day_or_after_it(annotate: Annotate) -> None:
    first = times.find(annotate("The lease expired at midnight on December 31."))[0]
    assert (first.begin, first.end, first.vague) == ("2021-12-31", "2022-01-01", True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It blew up at 1 p.m. (1200 GMT).", ["2022-01-06T13:00:00+01:00", "2022-01-06T12:00:00Z"]),
        ("It blew up at 1:30 a.m. on Monday (2230 GMT).", ["2022-01-03T01:30:00+03:00", "2022-01-02T22:30:00Z"]),
        ("It blew up at 11 p.m. Monday (0400 GMT).", ["2022-01-03T23:00:00-05:00", "2022-01-04T04:00:00Z"]),
        ("It blew up at 19:00 BST (18:00 GMT).", ["2022-01-06T19:00:00+01:00", "2022-01-06T18:00:00Z"]),
        ("It blew up at 9 a.m. and at 1200 GMT.", ["2022-01-06T09:00:00", "2022-01-06T12:00:00Z"]),
    ],
)
def test_a_time_in_brackets_tells_the_zone(annotate: Annotate, text: str, expected: list[str]) -> None:
    assert [timex.begin for timex in times.find(annotate(text))] == expected


def test_a_zone_at_the_end_of_the_calendar_is_none(parser: Parser) -> None:
    for day in (datetime.date.max, datetime.date.min):
        assert times.find(parser.annotate(Article("any", "At 11 p.m. (0400 GMT) or 1 a.m. (2200 GMT).", day)))


# ------------------------------------------------------------------------------------------------- where a verb looks
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Parliament will vote on December 9.", "2022-12-09"),
        ("Parliament voted on December 9.", "2021-12-09"),
        ("The premier said on Monday he would step down.", "2022-01-03"),
        ("The premier was due to appear in court on Monday.", "2022-01-10"),
        ("March's figures were revised.", "2021-03"),
        ("Blast kills nine on Monday.", "2022-01-03"),
        ("Parliament meets on Monday.", "2022-01-10"),
        ("They left before a storm hits on Friday.", "2022-01-07"),
        ("They remember the January 25 uprising.", "2021-01-25"),
        ("They opened the museum on May 4th of last year.", "2021-05-04"),
        ("He told them this weekend that he would go.", "2021-W52-WE"),
        ("He will tell them this weekend.", "2022-W01-WE"),
        ("He was elected this spring.", "2021-SP"),
        ("He will swim this summer.", "2022-SU"),
        ("Snow fell this winter.", "2021-WI"),
        ("Sales fell during the month of March.", "2021-03"),
        ("Troops carried out an attack near a hamlet on January 17.", "2021-01-17"),
        ("He trained for a likely February 22 second leg.", "2022-02-22"),
        ("Sales fell on the morning of March 8.", "2021-03-08"),
        ("Sales fell on Monday the 27th.", "2021-12-27"),
        ("Sales will fall on Friday the 1st of April.", "2022-04-01"),
    ],
)
def test_where_a_verb_looks(annotate: Annotate, text: str, value: str) -> None:
    assert only(annotate(text)).value == value


def test_a_date_that_only_names_a_thing_moves_no_story_on(annotate: Annotate) -> None:
    text = "On Wednesday, ministers rejected the November 27 agreement. The following day, they met."
    assert values(annotate(text)) == ["2022-01-05", "2021-11-27", "2022-01-06"]
    assert values(annotate("It ended with the 1974 referendum. That year, Kenya voted.")) == ["1974", "1974"]


# -------------------------------------------------------------------------------------------------------- other kinds
@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The fair is held on the second Sunday in May.", "the second Sunday in May", "2022-05-08"),
        ("The fair was held on the last Friday of October 2021.", "the last Friday of October 2021", "2021-10-29"),
        ("The fair is held on the first Monday of every month.", "the first Monday of every month", "XXXX-WXX-1"),
        ("They sing on Sunday mornings.", "Sunday mornings", "XXXX-WXX-7"),
        ("The snow of the winter of 2019/20 was deep.", "the winter of 2019/20", "2019-WI"),
        ("It was shut at the end of the day Tuesday.", "the end of the day Tuesday", "2022-01-04"),
        ("It was shut last Thursday, January 6, 2022.", "last Thursday, January 6, 2022", "2022-01-06"),
        ("Rome fell in 476 AD.", "476 AD", "0476"),
        ("Caesar was killed in 44 BC.", "44 BC", "BC0044"),
        ("The town is bombed 24 hours a day.", "24 hours a day", "P1D"),
        ("The theme of this years fair is water.", "this years", "2022"),
        ("They talked for about three hours.", "three hours", "PT3H"),
        ("They reopened at New Year.", "New Year", "2022-01-01"),
        ("They talked for 10-15 minutes.", "10-15 minutes", "PTXM"),
        ("They talked at 1700 hours.", "1700 hours", "2022-01-06T17:00"),
        ("They talked on January 5 of 2021.", "January 5 of 2021", "2021-01-05"),
        ("It broke a month-long silence.", "month-long", "P1M"),
        ("They will talk within the next year.", "the next year", "P1Y"),
    ],
)
def test_other_kinds(annotate: Annotate, text: str, words: str, value: str) -> None:
    assert [found[:2] for found in told(annotate(text))] == [(words, value)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trade grew in the 17th and 18th centuries.", [("the 17th", "16"), ("18th centuries", "17")]),
        ("A permit takes between 20 and 30 days.", [("20", "P20D"), ("30 days", "P30D")]),
        (
            "It closed till Friday\n\nJanuary 5, 2022\n\nMore.",
            [("Friday", "2022-01-07"), ("January 5, 2022", "2022-01-05")],
        ),
    ],
)
def test_two_expressions(annotate: Annotate, text: str, expected: list[tuple[str, str]]) -> None:
    assert [found[:2] for found in told(annotate(text))] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Children aged 5 to 11 years sang.",
        "She left home at the age of nine years.",
        "The 2000 year old temple stands.",
        "The sergeants and 1500 police officers left.",
        "A 1987 Chevrolet was found.",
        "The daily Sabah has it.",
        "A weekly wrote about it.",
        "The Sunday Telegraph has it.",
        "The March 8 Alliance and the 14 February Coalition protested.",
        "The yearly March for Bread began.",
        "He came with Johnnie Christmas.",
        "Lunar New Year is coming.",
        "Every now and then he sings.",
        "The next year, they left.",
        "At the end of the day, voters choose.",
        "They hope for a brighter tomorrow.",
        "Support for the bill is in the mid-40s.",
        "The mine collapsed on a Friday afternoon.",
        "The mine collapsed the Friday before the vote.",
        "They face a future without coal.",
        "The device holds 75 hours of music.",
    ],
)
def test_what_is_no_time(annotate: Annotate, text: str) -> None:
    assert told(annotate(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The curfew was extended till 7 a.m. on January 19.", ["2022-01-19T07:00", "2022-01-19"]),
        ("The mill was shut at 6 a.m. on December 19.", ["2021-12-19T06:00", "2021-12-19"]),
    ],
)
def test_a_day_behind_its_hour_looks_where_the_hour_does(annotate: Annotate, text: str, expected: list[str]) -> None:
    assert values(annotate(text)) == expected
