"""What parsers make of what stands in brackets is mended; each sentence here is one that the parser gets wrong."""

from __future__ import annotations

import pytest
from parsed import hanging

from kgbuild.annotate.parser import Parser


@pytest.mark.parametrize(
    ("text", "form", "label", "head"),
    [
        ("The head of the Guild of Masons of Malta (GMM), Ana Ruiz, resigned.", "GMM", "appos", "Guild"),
        ("The general secretary of the Pilots' Alliance of Chad (PAC), Ivo Madan, left.", "PAC", "appos", "Alliance"),
        ("The chief of the Mobile Unit (MU), a former boxer, died.", "MU", "appos", "Unit"),
        (
            "The general secretary of the Pilots' Alliance of Chad (PAC), Ivo Madan, left.",
            "Madan",
            "appos",
            "secretary",
        ),
    ],
)
def test_an_acronym_is_of_the_name_before_it(parser: Parser, text: str, form: str, label: str, head: str) -> None:
    assert hanging(parser, text, form) == (label, head)
