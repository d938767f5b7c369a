"""Which two countries "both countries" are. Own sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from triples import triples

from kgbuild.extract.document import extract
from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]


@pytest.mark.parametrize(
    ("text", "two"),
    [
        ("Peru and Chile broke ties in May. Diaz urged both countries to talk.", {"Peru", "Chile"}),
        ("Kenya accused Ghana of spying. Diaz urged the two neighbours to talk.", {"Kenya", "Ghana"}),
        (
            "Peru and Chile met. Peru and Chile left. Kenya told Malawi that Diaz urged both countries to go.",
            {"countries"},
        ),
        (
            "Peru and Chile met. Peru and Chile left. Kenya and Malawi met. Diaz urged both countries to go.",
            {"Kenya", "Malawi"},
        ),
        ("Peru told Chile to go. Chile blamed Peru. Kenya met. Diaz urged both countries to talk.", {"Peru", "Chile"}),
        ("Peru told Chile to go. Kenya met. Diaz urged both countries to talk.", {"countries"}),
        ("Peru told Chile to go. Chile wept. Peru urged the two countries to talk.", {"countries"}),
        ("Peru, Chile and Bolivia met. Diaz urged both countries to talk.", {"countries"}),
        ("Peru broke ties. Diaz urged two countries to talk.", {"countries"}),
    ],
)
def test_both_countries_are_the_two_told_of(annotate: Annotate, text: str, two: set[str]) -> None:
    told = triples(extract(annotate(text)))
    assert {object for subject, predicate, object in told if (subject, predicate) == ("urged", "kgb:recipient")} == two
