"""The marked names of bench/ are sound, the measure tells, links and their confidences hold."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import link_reading
import pytest
from annotations import part_of, tables

from kgbuild.link.calibration import Calibration, calibration
from kgbuild.model import Article, Link, Span
from kgbuild.settings import Settings

Find = Callable[[Article], list[tuple[Span, Link]]]

MARKED = "[Oslo|Q585] and [Ruritania|-] and [Reuters|?] met in [Bergen|Q26793]."


@pytest.fixture(scope="module")
def find() -> Find:
    return link_reading.linker(Settings())


def linked(text: str, words: str, qid: str, confidence: float = 0.93) -> tuple[Span, Link]:
    begin = text.index(words)
    found = Link("e", qid, "exactMatch", confidence, confidence, "label", "test")
    return Span(begin, begin + len(words)), found


def text_of(folder: Path) -> link_reading.Text:
    (folder / "items.toml").write_text(f"[[item]]\nid = 'a'\ntext = '{MARKED}'\n", encoding="utf-8")
    return link_reading.load(folder, "all")[0]


def test_ids_are_unique_and_halves_are_of_like_size() -> None:
    ids = [item["id"] for item in tables(link_reading.NEWS, "all")]
    assert len(ids) == len(set(ids)) >= 40
    assert 0.4 < sum(part_of(each) == "dev" for each in ids) / len(ids) < 0.6


def test_right_wrong_set_aside_and_not_marked_are_told_apart(tmp_path: Path) -> None:
    text = text_of(tmp_path)
    found = [("Oslo", "Q585"), ("Ruritania", "Q1"), ("Reuters", "Q2"), ("Bergen", "Q3"), ("met", "Q4")]
    judged = link_reading.judge(text, [linked(text.text, *each) for each in found])
    assert [each.verdict for each in judged] == ["right", "no item", "set aside", "wrong", "not marked"]
    tally, none = link_reading.figures([text], judged)
    assert (tally.right, tally.found, tally.wanted, none) == (1, 3, 2, (1, 1))


def test_the_reliability_table_counts_by_confidence(tmp_path: Path) -> None:
    text = text_of(tmp_path)
    judged = link_reading.judge(text, [linked(text.text, "Oslo", "Q585", 0.97), linked(text.text, "Bergen", "Q3", 0.7)])
    assert list(link_reading.reliability(judged)) == [
        (0.0, 0.7, Counter({"wrong": 1})),
        (0.96, 0.97, Counter({"right": 1})),
    ]


def test_gold_of_another_form_is_read(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    mentions = [{"start": 0, "end": 4, "link": "Q585"}, {"start": 8, "end": 12, "link": "NIL"}, {"start": 8, "end": 9}]
    path.write_text(json.dumps({"id": "a", "text": "Oslo or Lund", "date": "2023-01-05", "mentions": mentions}))
    (text,) = link_reading.load_gold(path)
    assert [name.item for name in text.names] == ["Q585", "-", "?"]
    assert str(text.article.date) == "2023-01-05"


def test_fitting_finds_the_chances_that_made_the_data() -> None:
    made = [(0.9, "right")] * 60 + [(0.9, "wrong")] * 40 + [(0.6, "right")] * 30 + [(0.6, "wrong")] * 70
    judged = [
        link_reading.Judged(Span(0, 1), linked("a", "a", "Q1", score)[1], verdict)  # type: ignore[arg-type]
        for score, verdict in made
    ]
    fitted = link_reading.fit(judged, Calibration(1.0, 0.0))
    assert fitted.chance(0.9) == pytest.approx(0.6, abs=0.02)
    assert fitted.chance(0.6) == pytest.approx(0.3, abs=0.02)


def test_a_group_is_shown_under_the_calibration_of_the_others() -> None:
    def group(right: int) -> list[link_reading.Judged]:
        made = [(0.9, "right")] * right + [(0.9, "wrong")] * (100 - right) + [(0.6, "right"), (0.6, "wrong")] * 50
        return [
            link_reading.Judged(Span(0, 1), linked("a", "a", "Q1", score)[1], verdict)  # type: ignore[arg-type]
            for score, verdict in made
        ]

    shown = link_reading.cross_validated([group(90), group(60)], Calibration(1.0, 0.0))
    assert shown[0].link.confidence == pytest.approx(0.6, abs=0.02)
    assert shown[200].link.confidence == pytest.approx(0.9, abs=0.02)


def test_a_chance_leads_back_to_its_score() -> None:
    assert calibration().raw(calibration().chance(0.8)) == pytest.approx(0.8)
    assert calibration().chance(0.0) == 0.0


def test_exact_links_are_counted_by_texts(tmp_path: Path) -> None:
    text = text_of(tmp_path)
    right, wrong = (link_reading.judge(text, [linked(text.text, "Oslo", qid)]) for qid in ("Q585", "Q1"))
    close = [(span, replace(found, relation="closeMatch")) for span, found in [linked(text.text, "Oslo", "Q1")]]
    assert link_reading.exactly([right, [*wrong, *wrong], link_reading.judge(text, close)]) == (1, 1)


def test_names_that_mislead_are_hardly_ever_linked_and_plain_ones_are(find: Find) -> None:
    figures = {}
    for folder in ("misleading", "plain"):
        texts = link_reading.load(link_reading.NEWS / folder, "test")
        figures[folder] = link_reading.exactly([link_reading.judge(text, find(text.article)) for text in texts])
    assert figures["misleading"][1] <= 12
    assert figures["plain"][0] >= 114
    assert figures["plain"][1] == 0


def test_names_of_our_own_texts_are_linked_rightly_and_surely(find: Find) -> None:
    texts = link_reading.load(link_reading.NEWS, "all")
    judged = [each for text in texts for each in link_reading.judge(text, find(text.article))]
    tally, (linked_none, none) = link_reading.figures(texts, judged)
    assert tally.right / tally.found >= 0.98
    assert tally.right / tally.wanted >= 0.95
    assert linked_none / none <= 0.04
