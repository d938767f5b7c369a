"""Words cut out of texts of many scripts, and found again whatever the writer typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.errors import QueryError
from kgbuild.store.words import MAX_WORDS, Phrase, cut_words, find_phrases, read_phrases


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Strikers' march", "strikers march"),
        ("the US-led force, the U.S. envoy, U.S.", "the us led force the us envoy us"),
        ("Łódź, Ærø, Straße, e\u0301te\u0301", "lodz aero strasse ete"),
        ("O’Hara said", "o hara said"),
        ("Алматы́: Йод", "алматы иод"),
        ("العَرَبِيَّة", "العربية"),
        ("हिन्दी में।", "हिनदी में"),
        ("北京市 and 東京", "北 京 市 and 東 京"),
        ("snake_case 3.5 ½", "snake case 3 5 1⁄2"),
        ("!?… \x00 \u200f 🙂", ""),
    ],
)
def test_words_of_any_script_are_cut_and_folded(text: str, words: str) -> None:
    assert " ".join(word.folded for word in cut_words(text)) == words


@given(st.text())
def test_a_word_stands_where_it_is_said_to_and_holds_nothing_that_cuts(text: str) -> None:
    end = 0
    for word in cut_words(text):
        assert end <= word.begin < word.end <= len(text)
        assert word.folded
        assert not set(word.folded) & set(' "*:()^-+')
        end = word.end


def test_what_is_asked_is_words_phrases_and_beginnings() -> None:
    assert read_phrases('harb* "dock workers" Oslo') == (
        Phrase(("harb",), is_prefix=True),
        Phrase(("dock", "workers")),
        Phrase(("oslo",)),
    )
    assert read_phrases("well-known") == (Phrase(("well", "known")),)
    assert read_phrases('"unclosed words') == (Phrase(("unclosed", "words")),)


@pytest.mark.parametrize("rubbish", ["", "  ", '"', '""', "*", "***", "-", "()", "🙂", "\x00", "؟"])
def test_without_a_word_nothing_is_asked(rubbish: str) -> None:
    assert read_phrases(rubbish) == ()


def test_too_many_words_are_refused() -> None:
    read_phrases("a b " * (MAX_WORDS // 2))
    with pytest.raises(QueryError, match="more than"):
        read_phrases(" ".join(f"w{number}" for number in range(MAX_WORDS + 1)))


@pytest.mark.parametrize(
    ("text", "asked", "marked"),
    [
        ("Dockers in Ålesund strike", "alesund", ["Ålesund"]),
        ("Dockers in Ålesund strike", "strik*", ["strike"]),
        ("The old port, the port", "port", ["port", "port"]),
        ("The old port closed", '"old port"', ["old port"]),
        ("old and port", '"old port"', []),
        ("an U.S. envoy", "us", ["U.S."]),
        ("北京市", "京市", ["京市"]),
    ],
)
def test_words_are_found_in_the_text(text: str, asked: str, marked: list[str]) -> None:
    assert [text[begin:end] for begin, end in find_phrases(text, read_phrases(asked))] == marked
