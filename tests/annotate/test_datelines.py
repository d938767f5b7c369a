"""Datelines: what follows one is a sentence of its own, and who is named in one does nothing in it."""

from __future__ import annotations

import pytest

from kgbuild.annotate.datelines import dateline_end, label_end
from kgbuild.model import Article

DATELINES = [
    "TUNIS — ",
    "TUNIS, Tunisia (AP) — ",
    "LIMA, Peru, March 3 (EFE) -- ",
    "GOMA, Democratic Republic of Congo, June 13 (AFP) - ",
    "ST. JOHN’S, Canada – ",
    "Porto (Lusa) - ",
    "Porto, 6 December 2024 - ",
    "Porto (Portugal), Jan 30 (EFE).- ",
    "Porto, Portugal (Lusa) - ",
]
CLOCKS = ["18:42 ", "9.05pm: ", "09:30 GMT – ", "7:15 p.m. "]
OTHERS = [
    "18:42 boats sank.",
    "Porto - the town of the bridges - was flooded.",
    "Porto - Boats sank.",
    "EU - Tunisia talks",
    "COVID–19 cases",
    "A woman (34) — she was not named — was hurt.",
    "The Workers' Front of Porto (WFP) - Boats sank.",
    "TUNIS was calm.",
    "",
    "—",
]


@pytest.mark.parametrize("dateline", DATELINES)
def test_a_dateline_ends_where_the_sentence_begins(dateline):
    assert dateline_end(f"\n{dateline}“Boats sank.", 1, len(dateline) + 13) == 1 + len(dateline)


@pytest.mark.parametrize("clock", CLOCKS)
def test_after_the_clock_of_a_live_page_a_sentence_begins(clock):
    assert dateline_end(f"\n{clock}Boats sank.", 1, len(clock) + 12) == 1 + len(clock)


@pytest.mark.parametrize("text", OTHERS)
def test_other_dashes_end_no_dateline(text):
    assert dateline_end(text, 0, len(text)) is None


@pytest.mark.parametrize("dateline", DATELINES)
def test_who_is_named_in_a_dateline_does_nothing(annotate, dateline):
    doc = annotate(f"Ferry strike\n\n{dateline}Dockers blocked the harbour on Sunday.").doc
    assert [span.text for span in doc.sents][-1] == "Dockers blocked the harbour on Sunday."


@pytest.mark.parametrize(
    ("label", "rest"),
    [
        ("Tunisia: ", "boats sink off Sfax"),
        ("St. John's, Canada: ", "two held"),
        ("COVID-19: ", "Porto closes schools"),
    ],
)
def test_what_a_headline_is_labelled_with_stands_apart(label, rest):
    assert label_end(label + rest, 0, len(label + rest)) == len(label)


@pytest.mark.parametrize(
    "text",
    ["Berg: “We stay”", "Berg: We stay.", "At 10:30 boats sank", "the mayor: two held", "https://a.example/b", ""],
)
def test_other_colons_end_no_label(text):
    assert label_end(text, 0, len(text)) is None


def test_a_label_is_no_subject(parser):
    doc = parser.annotate(Article("a", "Tunisia: the army takes power\n\nBoats sank.")).doc
    takes = next(token for token in doc if token.text == "takes")
    assert [child.text for child in takes.children if child.dep_ == "nsubj"] == ["army"]
