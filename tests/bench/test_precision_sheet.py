"""The sheet of precision is drawn alike from the same seed, says where the text says so, and is counted right."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from precision_sheet import VERDICTS, drawn, print_figures, read_sheet, wilson, write_sheet
from stated import stated

from kgbuild.model import Article
from kgbuild.pipeline import Builder, DocumentGraph

TEXT = """Police in Lima arrested two drivers on Tuesday. Ana Ruiz, the president of Peru, said that the drivers had
blocked a road. She vowed to punish them. At least nine guards were killed in the clashes."""


@pytest.fixture(scope="module")
def graph(builder: Builder) -> DocumentGraph:
    return builder.build(Article("lima", TEXT, datetime.date(2020, 5, 6)))


def test_a_triple_of_each_kind_is_told(graph: DocumentGraph) -> None:
    told = {(each.kind, each.words) for each in stated(graph)}
    assert ("entity class", "[Ana Ruiz] is a Person") in told
    assert ("coreference of pronoun", "“She” is [Ana Ruiz], as is “the president of Peru” before") in told
    assert ("role recipient", "“arrested” (Coerce) recipient [drivers]") in told
    kinds = {kind for kind, _ in told}
    assert kinds >= {
        "event class",
        "event factuality",
        "event mode",
        "claim",
        "reported",
        "count",
        "time",
        "post",
        "link",
    }
    assert not any("publication" in words for _, words in told)


def test_the_seed_decides_and_the_spans_are_marked(graph: DocumentGraph) -> None:
    one = drawn([graph], 10, 1)
    assert one == drawn([graph], 10, 1) != drawn([graph], 10, 2)
    assert all("‹" in sentence for _, sentence in one)
    assert len(drawn([graph], 10_000, 1)) == len(stated(graph))


def test_a_filled_sheet_is_counted(graph: DocumentGraph, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "sheet.tsv"
    with sheet.open("w", encoding="utf-8", newline="") as out:
        write_sheet(drawn([graph], 10, 1), out)
    with pytest.raises(ValueError, match="number 1: '' is no verdict"):
        read_sheet(sheet)
    head, *rows = sheet.read_text(encoding="utf-8").splitlines()
    verdicts = [*["right"] * 8, "d", "wrong"]
    filled = [row.removesuffix("\t\t") + f"\t{verdict}\t" for row, verdict in zip(rows, verdicts, strict=True)]
    sheet.write_text("\n".join([head, *filled]) + "\n", encoding="utf-8")
    read = read_sheet(sheet)
    assert {row["verdict"] for row in read} == set(VERDICTS)
    print_figures(read)
    assert capsys.readouterr().out.splitlines()[-1].split() == ["all", "8", "1", "1", "80.0%", "49.0%", "–", "94.3%"]


def test_the_interval_is_that_of_wilson() -> None:
    assert wilson(90, 100) == pytest.approx((0.8256, 0.9448), abs=1e-4)
