"""How a text is cut before it is parsed."""

from __future__ import annotations

import pytest

from kgbuild.annotate.parser import BLOCK_CHARACTERS, BLOCK_PIECES, _batches, _pieces, paragraph_spans


@pytest.mark.parametrize("text", ["", "!" * 501, "a " + "(" * 5000 + "b\n\nc " + "—" * 1200, "A man left.\n\n" * 4000])
def test_the_pieces_of_a_text_are_the_text(text):
    assert "".join(_pieces(text, tuple(paragraph_spans(text)))) == text


def test_a_paragraph_is_a_piece():
    text = "A man left.\n\nA woman came.\n"
    assert list(_pieces(text, tuple(paragraph_spans(text)))) == ["A man left.\n\n", "A woman came.\n"]


def test_pieces_are_parsed_together_as_long_as_they_are_few():
    pieces = ["a" * 9000, "b" * 9000, "c" * 9000, "d" * 3 * BLOCK_CHARACTERS, "e"]
    batches = [list(batch) for batch in _batches(pieces)]
    assert batches == [pieces[:2], pieces[2:3], pieces[3:4], pieces[4:]]


def test_short_pieces_are_parsed_together_up_to_a_number() -> None:
    assert [len(batch) for batch in _batches(["I\n"] * (BLOCK_PIECES + 1))] == [BLOCK_PIECES, 1]


@pytest.mark.parametrize("date", ["Saturday, January 1, 2022", "1 Jan. 2022", "January 2022"])
def test_a_date_on_a_line_of_its_own_goes_on_with_no_headline(date):
    headline = "Ferry runs aground off the island and all its passengers are brought ashore"
    text = f"{headline}\n{date}\n\nIt sank."
    assert [text[slice(*span)] for span in paragraph_spans(text)] == [headline, date, "It sank."]


def test_a_line_that_only_begins_with_a_date_goes_on_with_the_one_before():
    text = "The ferry ran aground off the island, as one had in the storm of\n1 January 2022 and those before it."
    assert [text[slice(*span)] for span in paragraph_spans(text)] == [text]


def test_no_piece_holds_a_long_run_of_marks():
    text = "Police left " + "(" * 5000 + " the square."
    assert max(piece.count("(") for piece in _pieces(text, tuple(paragraph_spans(text)))) == 500
