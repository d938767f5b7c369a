"""Which word of a sentence is its main verb."""

from __future__ import annotations

import pytest
from parsed import hanging

from kgbuild.annotate.parser import Parser


@pytest.mark.parametrize(
    ("text", "form", "label", "head"),
    [
        ("The Lomba Institute think tank criticised the budget.", "criticised", "ROOT", "criticised"),
        ("Ana Ruiz spoke to the Lomba Council think tank on Monday.", "tank", "pobj", "to"),
        ("Admiral Ana Ruiz lecturing at the Lomba Centre think tank labelled it void.", "Ruiz", "nsubj", "labelled"),
        ("Fellows at the Lomba Policy Institute think tank say prices will rise.", "Fellows", "nsubj", "say"),
        ("Experts think tank crews will flee.", "think", "ROOT", "think"),
        ("Members of the Lomba Council think tank cars are safe.", "think", "ROOT", "think"),
    ],
)
def test_a_think_tank_is_a_body_and_does_not_think(parser: Parser, text: str, form: str, label: str, head: str) -> None:
    assert hanging(parser, text, form) == (label, head)
