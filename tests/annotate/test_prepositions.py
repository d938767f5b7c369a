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
        ("Norway deported two sailors suspected of theft to Kenya.", "to", "prep", "deported"),
        ("Judges may extradite sailors accused of theft to the island.", "to", "prep", "extradite"),
        ("Guards jailed nine sailors accused of smuggling rifles to Kenya.", "to", "prep", "smuggling"),
        ("Norway deported a sailor accused of ties to Kenya.", "to", "prep", "ties"),
        ("She vowed to scrap all decrees issued by the general, Omar Keita, since 1998.", "since", "prep", "issued"),
        ("She hopes to scrap decrees but has led the town since 1998.", "since", "prep", "led"),
        ("Sailors left Oslo in 2003, and at the premier's request returned in May.", "request", "pobj", "at"),
        ("In Lima miners burned a bus and in Cusco students blocked a road.", "students", "nsubj", "blocked"),
        ("Sailors left Oslo in 2003, and the premier returned in May.", "premier", "nsubj", "returned"),
    ],
)
def test_prepositions_hang_on_what_takes_them(parser: Parser, text: str, form: str, label: str, head: str) -> None:
    assert hanging(parser, text, form) == (label, head)
