"""What ties persons, bodies and places by a noun, an adjective or where they stand. Own sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from triples import triples

from kgbuild.extract.document import extract
from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("Jan Roe's wife, Lena Espina, fled to Lima.", ("Lena Espina", "kgb:associatedWith", "Jan Roe")),
        ("Jan Roe left. His lawyer, Pat Andrade, denied it.", ("Pat Andrade", "kgb:associatedWith", "Jan Roe")),
        ("They met Ana Berg, the widow of Luis Diaz.", ("Ana Berg", "kgb:associatedWith", "Luis Diaz")),
        ("Luis Diaz's lawyer Tomas Vell came.", ("Tomas Vell", "kgb:associatedWith", "Luis Diaz")),
        ("Ivo Brand, an aide to Jan Roe, said so.", ("Ivo Brand", "kgb:associatedWith", "Jan Roe")),
        ("Kenya, an ally of Caracas, protested.", ("Kenya", "kgb:associatedWith", "Caracas")),
        ("The channel Vela, close to the Reform Party, is shut.", ("Vela", "kgb:associatedWith", "Reform Party")),
        ("The BLR, the NATO-led training mission, left.", ("NATO", "kgb:leads", "BLR")),
        (
            "Kenya and Ghana, which with Malawi make up the League of Lake States, met.",
            ("Malawi", "org:memberOf", "League of Lake States"),
        ),
        ("Women make up the Sora Council.", ("Women", "org:memberOf", "Sora Council")),
        ("In Brask, a suburb of Lima, people fled.", ("Brask", "kgb:locatedIn", "Lima")),
        ("The ferry sank near Tessel Shoal in the Coral Sea.", ("Tessel Shoal", "kgb:locatedIn", "Coral Sea")),
        ("Troops moved from Kano in Nigeria to the coast.", ("Kano", "kgb:locatedIn", "Nigeria")),
    ],
)
def test_ties(annotate: Annotate, text: str, triple: tuple[str, str, str]) -> None:
    assert triple in triples(extract(annotate(text)))


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Police were close to Jan Roe when he fell.", "kgb:associatedWith"),
        ("Vela is not close to the Reform Party.", "kgb:associatedWith"),
        ("The lawyer, Pat Andrade, denied it.", "kgb:associatedWith"),
        ("A newspaper of Lima, an ally said, was shut.", "kgb:associatedWith"),
        ("They camped near Tessel Shoal in March.", "kgb:locatedIn"),
        ("A fire broke out near Lake Tessel in Kenya.", "kgb:basedIn"),
    ],
)
def test_no_ties(annotate: Annotate, text: str, predicate: str) -> None:
    assert predicate not in {told for _, told, _ in triples(extract(annotate(text)))}


def test_a_place_is_described_behind_its_name(annotate: Annotate) -> None:
    facts = extract(annotate("The bishop of Komra, the provincial capital, called for calm."))
    assert [entity.label for entity in facts.entities if entity.kind == "City"] == ["Komra"]
