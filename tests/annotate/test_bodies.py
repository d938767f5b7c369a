"""Who or what stands behind a body's name with "of" hangs on the body, not on the place in its name; each sentence here
is one that the parser gets wrong."""

from __future__ import annotations

import pytest
from parsed import hanging

from kgbuild.annotate.parser import Parser


@pytest.mark.parametrize(
    ("text", "form", "label", "head"),
    [
        ("Liberal Party of Tavoria's leader, Ana Ruiz, resigned.", "leader", "nsubj", "resigned"),
        ("Liberal Party of Tavoria's leader, Ana Ruiz, resigned.", "Party", "poss", "leader"),
        ("Liberal Party of Tavoria's leader, Ana Ruiz, resigned.", "Tavoria", "pobj", "of"),
        ("Troops met the Supreme Court of Malta's judges on Friday.", "judges", "dobj", "met"),
        ("The Movement for Renewal's chairman, Ivo Madan, left.", "chairman", "nsubj", "left"),
        ("The Communist Party of the Malay Federation leader Ana Ruiz said so.", "leader", "nsubj", "said"),
        ("Revolutionary Armed Forces of Tavoria fighters attacked a mill.", "fighters", "nsubj", "attacked"),
        ("Sons of Malta leader Ana Ruiz said talks had failed.", "Sons", "nmod", "leader"),
    ],
)
def test_who_is_of_a_body_is_not_of_its_place(parser: Parser, text: str, form: str, label: str, head: str) -> None:
    assert hanging(parser, text, form) == (label, head)


@pytest.mark.parametrize(
    ("text", "form", "label", "head"),
    [
        ("The Office of Malta's President denied it.", "Office", "nsubj", "denied"),
        ("The Office of Malta's president denied it.", "Office", "nsubj", "denied"),
        ("The invasion of Malta's ports began.", "ports", "pobj", "of"),
    ],
)
def test_what_is_of_a_place_stays_so(parser: Parser, text: str, form: str, label: str, head: str) -> None:
    assert hanging(parser, text, form) == (label, head)
