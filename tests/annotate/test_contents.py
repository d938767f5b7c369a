"""What is said, by whom, and what is said of a name beside it; each sentence is one that the parser gets wrong."""

from __future__ import annotations

import pytest
from parsed import hanging

from kgbuild.annotate.parser import Parser


@pytest.mark.parametrize(
    ("text", "form", "label", "head"),
    [
        ("The mayor said if the dam breaks the villagers would not leave their farms.", "leave", "ccomp", "said"),
        (
            "Bishop Tomas Vell, on the steps of the church, said, “We’ve been robbed by clerks.",
            "Vell",
            "nsubj",
            "said",
        ),
        (
            "Bishop Tomas Vell, on the steps of the church, said, “We’ve been robbed by clerks.",
            "robbed",
            "ccomp",
            "said",
        ),
        (
            "Bread was handed out in one of the parks of Arica, the province's largest town, where queues were long.",
            "town",
            "appos",
            "Arica",
        ),
        (
            "A census is being taken in a district of Tarma, the valley's poorest town, where many houses are empty.",
            "town",
            "appos",
            "Tarma",
        ),
    ],
)
def test_what_is_said_and_who_says_it(parser: Parser, text: str, form: str, label: str, head: str) -> None:
    assert hanging(parser, text, form) == (label, head)
