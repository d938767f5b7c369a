"""What hangs on which noun or number by a preposition."""

from __future__ import annotations

import pytest
from parsed import hanging

from kgbuild.annotate.parser import Parser


@pytest.mark.parametrize(
    ("text", "form", "label", "head"),
    [
        ("The court recognized the victory by the farmers.", "by", "prep", "victory"),
        ("The union will end its strike by noon.", "by", "prep", "end"),
        ("The party claimed victory by a narrow margin.", "by", "prep", "claimed"),
        ("Kenya recalled its ambassador to Lima.", "to", "prep", "ambassador"),
        ("The bloc sent an envoy to Lima.", "to", "prep", "sent"),
        ("The unions called for an inquiry into this raid.", "into", "prep", "inquiry"),
        ("The priest received threats from smugglers.", "from", "prep", "threats"),
        ("The premier declared war on Monday.", "on", "prep", "declared"),
        ("The crew includes sailors from Peru and Chile.", "from", "prep", "sailors"),
        ("She denies a role in the May 4, 2011, riot that left nine hurt.", "riot", "pobj", "in"),
        ("Gunmen killed between 12 and 15 farmers.", "farmers", "dobj", "killed"),
        ("Gunmen killed between 12 and 15 farmers.", "between", "quantmod", "12"),
        ("The navy patrolled between two islands.", "islands", "pobj", "between"),
        ("Soldiers burned villages in the east, including Lomba.", "including", "prep", "villages"),
        ("The group trained soldiers in several countries, including Kenya.", "including", "prep", "countries"),
        ("The ministers met with the council, including Ana Ruiz.", "including", "prep", "council"),
    ],
)
def test_prepositions_hang_on_what_takes_them(parser: Parser, text: str, form: str, label: str, head: str) -> None:
    assert hanging(parser, text, form) == (label, head)
