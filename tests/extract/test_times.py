"""Time expressions: what is found, its value, its bounds. The texts were "published" on Thursday, 6 January 2022."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.annotate.parser import Parser
from kgbuild.extract import times
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.quantities.numerals import searchable
from kgbuild.extract.times.actions import ACTIONS
from kgbuild.extract.times.grammar import DIGITS, matches, rules
from kgbuild.extract.times.guards import GUARDS
from kgbuild.extract.times.periods import easter, part, season, week
from kgbuild.model import Annotated, Article, Timex

Annotate = Callable[..., Annotated]


def found(annotated: Annotated) -> list[tuple[str, str]]:
    text = annotated.article.text
    return [(text[timex.span.begin : timex.span.end], timex.value) for timex in times.find(annotated)]


def only(annotated: Annotated) -> Timex:
    (timex,) = times.find(annotated)
    return timex


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("The talks began on March 3, 2019.", "March 3, 2019", "2019-03-03"),
        ("The talks began on 3 March 2019.", "3 March 2019", "2019-03-03"),
        ("The talks began on the 3rd of March 2019.", "the 3rd of March 2019", "2019-03-03"),
        ("The talks began on Sunday, March 3rd, 2019.", "Sunday, March 3rd, 2019", "2019-03-03"),
        ("The log was closed on 2019-03-03.", "2019-03-03", "2019-03-03"),
        ("The log was closed on 3/28/2019.", "3/28/2019", "2019-03-28"),
        ("The minister resigned on Nov. 25.", "Nov. 25", "2021-11-25"),
        ("The minister resigned on December 1.", "December 1", "2021-12-01"),
        ("Parliament will vote on March 9.", "March 9", "2022-03-09"),
        ("The office will close by Jan. 14.", "Jan. 14", "2022-01-14"),
        ("The harbour reopened in September 2020.", "September 2020", "2020-09"),
        ("The harbour reopened in September.", "September", "2021-09"),
        ("The harbour will reopen in September.", "September", "2022-09"),
        ("The harbour reopened last October.", "last October", "2021-10"),
        ("The harbour will reopen next October.", "next October", "2022-10"),
        ("The harbour reopened in late January 2021.", "late January 2021", "2021-01"),
        ("The war ended in 1996.", "1996", "1996"),
        ("The 1996 treaty was signed here.", "1996", "1996"),
        ("They met in early 2009.", "early 2009", "2009"),
        ("The plant was built in the 1990s.", "the 1990s", "199"),
        ("The plant was built in the '80s.", "the '80s", "198"),
        ("The church dates from the 19th century.", "the 19th century", "18"),
        ("Sales fell in the third quarter of 2020.", "the third quarter of 2020", "2020-Q3"),
        ("Sales fell in the fourth quarter.", "the fourth quarter", "2021-Q4"),
        ("The river froze last winter.", "last winter", "2020-WI"),
        ("They married in the summer of 2018.", "the summer of 2018", "2018-SU"),
        ("They fasted until Easter Sunday 2019.", "Easter Sunday 2019", "2019-04-21"),
        ("The shops closed on Christmas Eve.", "Christmas Eve", "2021-12-24"),
        ("They met at the start of this year.", "the start of this year", "2022"),
        ("The road must be finished by the end of the year.", "the end of the year", "2022-12-31"),
        ("The road must be finished in the second half of the year.", "the second half of the year", "2022-H2"),
        ("Sales fell in Q4.", "Q4", "2021-Q4"),
        ("Sales fell in the last quarter of 2020.", "the last quarter of 2020", "2020-Q4"),
        ("Sales fell in the fourth quarter of fiscal 2021.", "the fourth quarter of fiscal 2021", "FY2021-Q4"),
        ("Sales fell in fiscal year 2021.", "fiscal year 2021", "FY2021"),
        ("The chapel dates from the early nineteenth century.", "the early nineteenth century", "18"),
        ("He left home in the seventies.", "the seventies", "197"),
        ("The log was closed on 31/03/2019.", "31/03/2019", "2019-03-31"),
        ("The log was closed on 12.03.2019.", "12.03.2019", "2019-03-12"),
        ("The log was closed on 2019/03/12.", "2019/03/12", "2019-03-12"),
        ("The log was closed on 12-Mar-2019.", "12-Mar-2019", "2019-03-12"),
        ("The log was closed on 4/1/2022.", "4/1/2022", "2022-01-04"),
        ("The log was closed on 4/1/2019.", "4/1/2019", "2019-XX-XX"),
        ("The shops close on January the 15th.", "January the 15th", "2022-01-15"),
        ("The shops close on the 15th of this month.", "the 15th of this month", "2022-01-15"),
        ("The shops closed the week of December 13.", "the week of December 13", "2021-W50"),
        ("The shops closed during Easter week 2019.", "Easter week 2019", "2019-W16"),
        ("They fasted until Orthodox Christmas.", "Orthodox Christmas", "2022-01-07"),
        ("He remembers the November 30 earthquake.", "November 30", "2021-11-30"),
        ("He remembers the February 20 earthquake.", "February 20", "2021-02-20"),
        ("He remembers the September 11 attacks.", "September 11", "2001-09-11"),
    ],
)
def test_calendar_dates(annotate: Annotate, text: str, words: str, value: str) -> None:
    assert found(annotate(text)) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("On Wednesday, the president dismissed the cabinet.", "Wednesday", "2022-01-05"),
        ("The police admitted it this Thursday.", "this Thursday", "2022-01-06"),
        ("Thursday was calm, she said.", "Thursday", "2022-01-06"),
        ("The council met on Friday.", "Friday", "2021-12-31"),
        ("The council will meet on Friday.", "Friday", "2022-01-07"),
        ("The council is expected to meet on Monday.", "Monday", "2022-01-10"),
        ("The council tried to meet on Monday.", "Monday", "2022-01-03"),
        ("The border stays closed until Monday.", "Monday", "2022-01-10"),
        ("Last Friday, a bridge collapsed.", "Last Friday", "2021-12-31"),
        ("The council approved it the past January 3.", "past January 3", "2022-01-03"),
        ("The council approved it last January 9.", "last January 9", "2021-01-09"),
        ("The council will meet next January 9.", "next January 9", "2022-01-09"),
        ("He will speak next Wednesday.", "next Wednesday", "2022-01-12"),
        ("He will speak next Friday.", "next Friday", "2022-01-14"),
        ("Three mines closed yesterday.", "yesterday", "2022-01-05"),
        ("The mines reopen tomorrow.", "tomorrow", "2022-01-07"),
        ("The mines closed the day before yesterday.", "the day before yesterday", "2022-01-04"),
        ("Last night, a crowd attacked the station.", "Last night", "2022-01-05TNI"),
        ("A ferry sank on Tuesday evening.", "Tuesday evening", "2022-01-04"),
        ("Next Monday morning the mine reopens.", "Next Monday morning", "2022-01-10"),
        ("This morning, a crowd attacked the station.", "This morning", "2022-01-06TMO"),
        ("The protests spread this week.", "this week", "2022-W01"),
        ("The protests began last week.", "last week", "2021-W52"),
        ("The protests began last month.", "last month", "2021-12"),
        ("The vote will be held next year.", "next year", "2023"),
        ("The fair took place last weekend.", "last weekend", "2021-W52-WE"),
        ("The bridge collapsed a year ago.", "a year ago", "2021"),
        ("The bridge collapsed three days ago.", "three days ago", "2022-01-03"),
        ("The bridge collapsed two months ago.", "two months ago", "2021-11"),
        ("The bridge collapsed more than three decades ago.", "more than three decades ago", "1992"),
        ("Earlier in the week, the council met.", "Earlier in the week", "2022-W01"),
        ("The council met on Tuesday of last week.", "Tuesday of last week", "2021-12-28"),
        ("The council met a week ago Tuesday.", "a week ago Tuesday", "2021-12-28"),
        ("The council will meet two weeks from Tuesday.", "two weeks from Tuesday", "2022-01-25"),
        ("The council will meet on Tuesday week.", "Tuesday week", "2022-01-18"),
        ("The council will meet this coming Friday.", "this coming Friday", "2022-01-07"),
        ("The council met the day before Christmas Eve.", "Christmas Eve", "2021-12-24"),
        ("The council met the day after Tuesday's vote.", "the day after Tuesday", "2022-01-05"),
        ("Ahead of Sunday's election, shops closed.", "Sunday", "2022-01-09"),
        ("The union will appeal Monday's ruling.", "Monday", "2022-01-03"),
        ("The port was shelled overnight.", "overnight", "2022-01-05TNI"),
        ("The port was shelled overnight on Tuesday.", "overnight on Tuesday", "2022-01-04TNI"),
        ("He is now a farmer.", "now", "PRESENT_REF"),
        ("He recently sold his farm.", "recently", "PAST_REF"),
    ],
)
def test_told_from_the_day_of_writing(annotate: Annotate, text: str, words: str, value: str) -> None:
    assert found(annotate(text)) == [(words, value)]


@pytest.mark.parametrize(
    ("text", "words", "value", "kind"),
    [
        ("They talked for six months.", "six months", "P6M", "DURATION"),
        ("The 12-hour crossing was rough.", "12-hour", "PT12H", "DURATION"),
        ("They waited two and a half years.", "two and a half years", "P2.5Y", "DURATION"),
        ("They waited half an hour.", "half an hour", "PT30M", "DURATION"),
        ("They waited for a few weeks.", "a few weeks", "PXW", "DURATION"),
        ("They waited several days.", "several days", "PXD", "DURATION"),
        ("They waited for weeks.", "weeks", "PXW", "DURATION"),
        ("They meet on Fridays.", "Fridays", "XXXX-WXX-5", "SET"),
        ("They meet every morning.", "every morning", "XXXX-XX-XXTMO", "SET"),
        ("They meet each summer.", "each summer", "XXXX-SU", "SET"),
        ("They meet every January.", "every January", "XXXX-01", "SET"),
        ("They stopped at 16:00 GMT+3 on Monday.", "16:00 GMT+3 on Monday", "2022-01-03T16:00", "TIME"),
        ("They stopped at 3.40pm.", "3.40pm", "2022-01-06T15:40", "TIME"),
        ("They stopped at 3 o'clock in the afternoon.", "3 o'clock in the afternoon", "2022-01-06T15:00", "TIME"),
        ("Logged 2022-01-05T14:30:25+03:30 here.", "2022-01-05T14:30:25+03:30", "2022-01-05T14:30", "TIME"),
        ("A decades-long quarrel ended.", "decades-long", "PXY", "DURATION"),
        ("The number doubled over the past week.", "the past week", "P1W", "DURATION"),
        ("The number doubled in the last two years.", "the last two years", "P2Y", "DURATION"),
        ("The paper appears daily.", "daily", "P1D", "SET"),
        ("They meet every two weeks.", "every two weeks", "P2W", "SET"),
        ("They meet every Friday.", "every Friday", "XXXX-WXX-5", "SET"),
        ("She earns 5,000 euros a month.", "a month", "P1M", "SET"),
        ("The market opened at 9:20 a.m.", "9:20 a.m.", "2022-01-06T09:20", "TIME"),
        ("The blast occurred at 9 p.m. Tuesday.", "9 p.m. Tuesday", "2022-01-04T21:00", "TIME"),
        ("The market closed at 16:00 UTC on Monday.", "16:00 UTC on Monday", "2022-01-03T16:00Z", "TIME"),
        ("They stopped at noon.", "noon", "2022-01-06T12:00", "TIME"),
    ],
)
def test_durations_sets_and_clocks(annotate: Annotate, text: str, words: str, value: str, kind: str) -> None:
    annotated = annotate(text)
    assert found(annotated) == [(words, value)]
    assert only(annotated).type == kind


@pytest.mark.parametrize(
    ("text", "begin", "end", "vague"),
    [
        ("It rained on Wednesday.", "2022-01-05", "2022-01-05", False),
        ("It rained this week.", "2022-01-03", "2022-01-09", True),
        ("It rained in late January 2021.", "2021-01-21", "2021-01-31", True),
        ("It rained in 2019.", "2019-01-01", "2019-12-31", True),
        ("It rained last night.", "2022-01-05", None, False),
        ("The curfew holds until January 19.", None, "2022-01-19", False),
        ("The curfew has held since December 4.", "2021-12-04", None, False),
        ("It rained over the past two weeks.", "2021-12-23", "2022-01-06", True),
        ("It rained for two weeks.", None, None, False),
        ("It rained at 15:10 GMT.", "2022-01-06T15:10:00Z", "2022-01-06T15:10:00Z", False),
        ("It is raining now.", None, None, False),
        ("It rained in the first week of November.", "2021-11-01", "2021-11-07", True),
        ("It rained in the last days of November.", "2021-11-21", "2021-11-30", True),
        ("It rained overnight on Tuesday.", "2022-01-03", "2022-01-05", True),
        ("It rained at 16:00 GMT+3 on Monday.", "2022-01-03T16:00:00+03:00", "2022-01-03T16:00:00+03:00", False),
        ("It rained at 3 o'clock on Monday.", "2022-01-03", "2022-01-03", False),
        ("It rained in fiscal 2021.", None, None, False),
    ],
)
def test_bounds(annotate: Annotate, text: str, begin: str | None, end: str | None, vague: bool) -> None:
    timex = only(annotate(text))
    assert (timex.begin, timex.end, timex.vague) == (begin, end, vague)


def test_a_range_begins_with_its_first_time_and_ends_with_its_second(annotate: Annotate) -> None:
    first, second = times.find(annotate("He governed the province from 2004 to 2009."))
    assert (first.begin, first.end) == ("2004-01-01", None)
    assert (second.begin, second.end) == (None, "2009-12-31")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fair ran May 3-5, 2021.", [("2021-05-03", None), (None, "2021-05-05")]),
        ("The war of 1914-18 changed it.", [("1914-01-01", None), (None, "1918-12-31")]),
        ("The war of 1998-1999 changed it.", [("1998-01-01", None), (None, "1999-12-31")]),
        ("The curfew lasts from 8pm to 5am.", [("2022-01-06T20:00:00", None), (None, None)]),
        ("It dates from May 2019 and June 2020.", [("2019-05-01", "2019-05-31"), ("2020-06-01", "2020-06-30")]),
    ],
)
def test_ranges(annotate: Annotate, text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert [(timex.begin, timex.end) for timex in times.find(annotate(text))] == expected


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It burned on May 5, 2021. He came that Friday.", ["2021-05-05", "2021-05-07"]),
        ("It burned on May 5, 2021. He came the following Monday.", ["2021-05-05", "2021-05-10"]),
        ("It burned on May 5, 2021. He came the next Monday.", ["2021-05-05", "2021-05-10"]),
        ("It burned on May 5, 2021. He had come the previous Friday.", ["2021-05-05", "2021-04-30"]),
        ("It burned in May 2021. He came that week.", ["2021-05"]),
        ("It burned in 1998. He came at 10 p.m.", ["1998", "XXXX-XX-XXT22:00"]),
        (
            "It burned on Saturday, the mayor said on Sunday. He came at 10 p.m.",
            ["2022-01-01", "2022-01-02", "2022-01-01T22:00"],
        ),
        ("Sales fell in the third quarter of 2020 from a year earlier.", ["2020-Q3", "2019-Q3"]),
        ("Nobody came the following Friday.", ["XXXX-WXX-5"]),
    ],
)
def test_what_is_told_from_the_last_date_of_the_text(annotate: Annotate, text: str, values: list[str]) -> None:
    assert [timex.value for timex in times.find(annotate(text))] == values


def test_a_run_of_white_space_costs_no_more_than_its_length() -> None:
    start = time.process_time()
    assert [match.span.end for match in matches("May" + " " * 40_000)] == [3]
    assert time.process_time() - start < 20  # one that looks back at every blank takes a quarter of an hour


def test_two_days_of_one_month(annotate: Annotate) -> None:
    assert found(annotate("The fair was held on May 24 and 25, 2019.")) == [
        ("May 24", "2019-05-24"),
        ("25, 2019", "2019-05-25"),
    ]


def test_later_days_are_told_from_the_last_date_of_the_text(annotate: Annotate) -> None:
    text = "The fire broke out on March 3, 2019. The next day it rained, and two weeks later the park reopened."
    assert found(annotate(text)) == [
        ("March 3, 2019", "2019-03-03"),
        ("The next day", "2019-03-04"),
        ("two weeks later", "2019-W12"),
    ]


def test_the_date_line_is_the_day_of_writing(annotate: Annotate) -> None:
    text = "Storm hits the coast\n\nTuesday, January 4, 2022\n\nYesterday, a storm hit the coast."
    assert found(annotate(text)) == [("Tuesday, January 4, 2022", "2022-01-04"), ("Yesterday", "2022-01-03")]


def test_a_date_line_far_from_publication_is_not(annotate: Annotate) -> None:
    text = "Storms\n\nJune 4, 2015\n\nYesterday, a storm hit the coast."
    assert found(annotate(text))[1] == ("Yesterday", "2022-01-05")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On Wednesday, he resigned.", ["XXXX-WXX-3"]),
        ("On May 3, he resigned.", ["XXXX-05-03"]),
        ("In September, he resigned.", ["XXXX-09"]),
        ("He resigned yesterday.", ["XXXX-XX-XX"]),
        ("He resigned last night.", ["XXXX-XX-XXTNI"]),
        ("He resigned on May 3, 2019.", ["2019-05-03"]),
        ("He resigned last week.", []),
    ],
)
def test_without_a_day_of_writing(parser: Parser, text: str, values: list[str]) -> None:
    assert [timex.value for timex in times.find(parser.annotate(Article("undated", text)))] == values


@pytest.mark.parametrize(
    "text",
    [
        "Some 1,900 people live here.",
        "The ship carried 1500 passengers.",
        "The boy is 12 years old.",
        "A 12-year-old boy sang.",
        "They may march to the palace.",
        "He is in his 30s.",
        "It cost $1990.",
        "Mr. May lost to Ms. April Stone.",
        "Black Friday sales rose.",
        "The second man fled.",
        "The winner is 1-0 ahead.",
        "One day they will return.",
        "The Sunday Times has it.",
        "Resolution 1701 has it.",
        "An overnight curfew holds.",
        "It held to the last days of the siege.",
    ],
)
def test_what_is_no_time(annotate: Annotate, text: str) -> None:
    assert found(annotate(text)) == []


def test_a_day_that_no_calendar_has_is_no_date(annotate: Annotate) -> None:
    assert ("February 30, 2019", "2019-02-30") not in found(annotate("It was signed on February 30, 2019."))


def test_each_time_has_a_key_of_its_own(annotate: Annotate) -> None:
    timexes = times.find(annotate("From Monday to Wednesday, and again on Wednesday, it rained."))
    assert [timex.key for timex in timexes] == [f"time={t.span.begin},{t.span.end}" for t in timexes]
    assert len({timex.key for timex in timexes}) == 3


# ------------------------------------------------------------------------------------------------------ the lexicon
def test_every_rule_names_an_action_and_a_guard_that_exist() -> None:
    for rule in rules():
        assert rule.action in ACTIONS, rule.name
        assert rule.guard is None or rule.guard in GUARDS, rule.name


def test_every_action_and_every_guard_is_used() -> None:
    assert {rule.action for rule in rules()} == set(ACTIONS)
    assert {rule.guard for rule in rules() if rule.guard} == set(GUARDS)


def test_rules_and_words_have_the_keys_that_the_grammar_reads() -> None:
    lexicon = load_lexicon("times")
    for entry in lexicon["rules"]:
        assert {"name", "pattern", "action"} <= set(entry) <= {"name", "pattern", "action", "guard", "given"}
    for entry in lexicon["words"].values():
        assert {"values"} <= set(entry) <= {"values", "cased"}
    assert len({entry["name"] for entry in lexicon["rules"]}) == len(lexicon["rules"])
    assert not set(DIGITS) & set(lexicon["words"])


# ----------------------------------------------------------------------------------------------------- the calendar
def test_an_iso_week_may_belong_to_the_year_before() -> None:
    assert week(datetime.date(2022, 1, 2)).value == "2021-W52"


def test_winter_ends_in_the_next_year() -> None:
    assert season(2019, "WI").last == datetime.date(2020, 2, 29)


def test_easter_as_published_by_the_churches() -> None:
    assert [easter(year) for year in (2000, 2008, 2019, 2024)] == [
        datetime.date(2000, 4, 23),
        datetime.date(2008, 3, 23),
        datetime.date(2019, 4, 21),
        datetime.date(2024, 3, 31),
    ]


@given(st.dates(), st.sampled_from(["start", "mid", "end"]))
def test_a_part_lies_in_its_period(date: datetime.date, modifier: str) -> None:
    if datetime.date(2, 1, 1) <= date <= datetime.date(9998, 12, 31):
        around = week(date)
        first, last = part(around, modifier)
        assert around.first <= first <= last <= around.last


@pytest.mark.parametrize("date", [datetime.date.min, datetime.date.max])
@pytest.mark.parametrize("text", ["It began in winter.", "It began last winter.", "It will begin next summer."])
def test_no_season_lies_beyond_the_calendar(parser: Parser, text: str, date: datetime.date) -> None:
    values = [timex.value for timex in times.find(parser.annotate(Article("a", text, date)))]
    assert all(value.startswith(("XXXX-", "0001-", "9999-", "9998-")) for value in values), values


WORDS = st.sampled_from(
    ["late", "January", "31", "2022", "the", "past", "two", "weeks", "ago", "on", "Friday", "at", "9", "a.m.", "since",
     "until", "1990s", "last", "next", "night", "quarter", "of", "a", "year", "9999", "century", "99th", "½", "ſ", "İ",
     "\n", ",", "-", "’", "“", "every", "Christmas", "the day before", "and", "80s", "years", "later", "0",
     "in", "winter", "Q3", "fiscal"]
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(text=st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join)))
def test_any_text_gives_ordered_spans_inside_it(parser: Parser, text: str) -> None:
    for date in (None, datetime.date(2022, 1, 6), datetime.date.max, datetime.date.min):
        end = 0
        for timex in times.find(parser.annotate(Article("any", text, date))):
            assert end <= timex.span.begin < timex.span.end <= len(text)
            assert timex.value
            end = timex.span.end


@settings(max_examples=60)
@given(text=st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=14).map(" ".join)))
def test_words_told_to_begin_no_time_begin_none(text: str) -> None:
    plain = searchable(text)
    everywhere = [rule.name for rule in rules() for _ in rule.pattern.finditer(plain)]
    assert [match.rule.name for match in matches(text)] == everywhere


def test_a_story_goes_on_from_its_own_day_not_from_one_that_it_looks_back_to(annotate: Annotate) -> None:
    text = "Police fired on Tuesday, the worst since the army rose on May 3. Lines were cut earlier in the day."
    assert ("earlier in the day", "2022-01-04") in found(annotate(text))


def test_a_story_goes_on_from_its_own_day_not_from_one_told_of_a_person_in_passing(annotate: Annotate) -> None:
    text = "Riots broke out on Tuesday. The mayor, who took office on May 3, left. Lines were cut at 8 p.m."
    assert ("8 p.m.", "2022-01-04T20:00") in found(annotate(text))


def test_the_fall_of_somebody_is_no_season(annotate: Annotate) -> None:
    assert found(annotate("It was the bloodiest day since the fall of the premier.")) == []
