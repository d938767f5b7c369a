"""Whom a verb is done to and by whom is mended; each sentence here is one that the parser gets wrong."""

from __future__ import annotations

import pytest
from parsed import hanging

from kgbuild.annotate.parser import Parser


@pytest.mark.parametrize(
    ("text", "form", "label", "head"),
    [
        (
            "President Luis Dorin, who fled, appointed that same night a new high command.",
            "command",
            "dobj",
            "appointed",
        ),
        (
            'Dorin called the rumours that he had signed a paper on the surrender of Vell "an information attack."',
            "attack",
            "oprd",
            "called",
        ),
        ("Before he fled, Dorin accused the president of having asked him to fire.", "of", "prep", "accused"),
        (
            "The former president Luis Dorin, who had fled, suspended on Thursday the march.",
            "suspended",
            "ROOT",
            "suspended",
        ),
        (
            "The coup was condemned by the African Union (AU), the Arab League and the governments of Peru and Chile.",
            "League",
            "conj",
            "Union",
        ),
        ("Peru appealed to the CSTO, Russia and the UN Security Council.", "Russia", "conj", "CSTO"),
        (
            "Nobody was hurt, a spokeswoman for the National Hospital, Wilma Sorsa, told AFP.",
            "Sorsa",
            "appos",
            "spokeswoman",
        ),
    ],
)
def test_who_did_it_to_whom(parser: Parser, text: str, form: str, label: str, head: str) -> None:
    assert hanging(parser, text, form) == (label, head)


@pytest.mark.parametrize(
    ("text", "form", "label", "head"),
    [
        ("Dorin was appointed premier.", "premier", "oprd", "appointed"),
        ("Dorin was driven to a protest by farmers.", "by", "prep", "protest"),
        ("Dorin was named in a book on the history of Vell.", "Vell", "pobj", "of"),
    ],
)
def test_what_is_right_stays(parser: Parser, text: str, form: str, label: str, head: str) -> None:
    assert hanging(parser, text, form) == (label, head)
