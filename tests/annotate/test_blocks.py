"""How a text is cut before it is parsed."""

from __future__ import annotations

import pytest

from kgbuild.annotate.parser import _blocks, paragraph_spans


@pytest.mark.parametrize("text", ["", "!" * 501, "a " + "(" * 5000 + "b\n\nc " + "—" * 1200, "A man left.\n\n" * 4000])
def test_the_pieces_of_a_text_are_the_text(text):
    assert "".join(_blocks(text, tuple(paragraph_spans(text)))) == text


def test_no_piece_holds_a_long_run_of_marks():
    text = "Police left " + "(" * 5000 + " the square."
    assert max(piece.count("(") for piece in _blocks(text, tuple(paragraph_spans(text)))) == 500
