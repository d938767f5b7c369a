"""What is said, by whom, and what is said of a name beside it; each sentence is one that the parser gets wrong."""

from __future__ import annotations

import pytest
from parsed import hanging

from kgbuild.annotate.parser import Parser


@pytest.mark.parametrize(
    ("text", "form", "label", "head"),
    [
        ("He said if he wins he would not consider selling ports to the clan.", "consider", "ccomp", "said"),
        (
            "Party chief Luis Dorin, at a late briefing, said, “I’ve been warned of floods in Kisa.",
            "Dorin",
            "nsubj",
            "said",
        ),
        (
            "Party chief Luis Dorin, at a late briefing, said, “I’ve been warned of floods in Kisa.",
            "warned",
            "ccomp",
            "said",
        ),
        (
            "A raid is being carried out in one of the wards of Kisa, the country’s main port, where fires were worse.",
            "port",
            "appos",
            "Kisa",
        ),
        (
            "A search was carried out in one of the suburbs of Kisa, the region’s old capital, where the roads were "
            "blocked.",
            "capital",
            "appos",
            "Kisa",
        ),
        (
            "According to the Growers Union (GU), an alliance of farmers, the strike lasted three days.",
            "alliance",
            "appos",
            "Union",
        ),
    ],
)
def test_what_is_said_and_who_says_it(parser: Parser, text: str, form: str, label: str, head: str) -> None:
    assert hanging(parser, text, form) == (label, head)
