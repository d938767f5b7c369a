"""`kgbuild link` as a user runs it, and that the next build obeys what was decided."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kgbuild.link.decisions import read_decisions

Run = Callable[..., subprocess.CompletedProcess[str]]
TEXT = (
    "The Dala Foundation is based in Almaty. "
    "President Maria Santos met engineers of Steppe Foods Ltd in Almaty. "
    "Maria Santos praised Sergej Lawrow, the former minister."
)
SAME = "SELECT ?label ?item { ?e owl:sameAs ?item ; skos:prefLabel ?label }"


@pytest.fixture
def store(kgbuild: Run, tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = build(kgbuild)
    assert done.returncode == 0, done.stderr
    return tmp_path / "store"


def build(kgbuild: Run, *more: str) -> subprocess.CompletedProcess[str]:
    return kgbuild(
        "build", "a.txt", "--date", "2022-01-06", "--url", "https://news.example/a", "--store", "store", *more
    )


def test_what_a_review_decides_the_next_build_obeys(kgbuild: Run, store: Path, tmp_path: Path) -> None:
    done = kgbuild("link", store, "--review", "--decisions", "d.tsv", "--by", "Ana", stdin="1\n")
    assert done.returncode == 0, done.stderr
    assert "Sergej Lawrow" in done.stdout
    assert "1 of 1 names decided" in done.stderr
    (row,) = read_decisions(tmp_path / "d.tsv").rows
    assert (row.decision, row.qid, row.by) == ("confirmed", "Q58217", "Ana")

    (tmp_path / "kgbuild.toml").write_text('decisions = "d.tsv"\n', encoding="utf-8")
    done = build(kgbuild)
    assert "SHACL: conforms" in done.stderr
    assert "Q58217" in kgbuild("query", store, SAME).stdout
    provenance = kgbuild("query", store, "SELECT ?v { ?s prov:value ?v }", "-f", "csv").stdout
    assert f"sha256:{read_decisions(tmp_path / 'd.tsv').digest}" in provenance
    assert "d.tsv" not in provenance

    done = kgbuild("link", store, "--review")
    assert "nothing to decide" in done.stderr


def test_answers_are_kept_when_the_review_breaks_off(kgbuild: Run, store: Path, tmp_path: Path) -> None:
    done = kgbuild("link", store, "--review", "--all", "--decisions", "d.tsv", stdin="maybe\nn\n")
    assert done.returncode == 130
    assert done.stdout.count("it is not in Wikidata") == 2
    assert [row.decision for row in read_decisions(tmp_path / "d.tsv").rows] == ["absent"]


def test_import_and_export(kgbuild: Run, tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("name,kind,qid\nSteppe Foods Ltd,Company,Q4242\n", encoding="utf-8")
    done = kgbuild("link", "--import", "in.csv", "--export", "out.sssom.tsv", "--decisions", "d.tsv")
    assert done.returncode == 0, done.stderr
    assert "owl:sameAs\twd:Q4242" in (tmp_path / "out.sssom.tsv").read_text(encoding="utf-8")
    done = kgbuild("link", "--import", "out.sssom.tsv", "--export", "out.csv", "--decisions", "other.tsv")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "d.tsv").read_bytes() == (tmp_path / "other.tsv").read_bytes()
    assert "Steppe Foods Ltd,Company,,,matched,Q4242" in (tmp_path / "out.csv").read_text(encoding="utf-8")


def test_quickstatements_say_what_is_told_of_confirmed_items(kgbuild: Run, store: Path, tmp_path: Path) -> None:
    assert kgbuild("export", store, "--wikidata", "-o", "-").stdout == ""
    (tmp_path / "d.tsv").write_text(
        "name\tkind\tdecision\tqid\n"
        "Dala Foundation\tCivilSocietyOrganization\tconfirmed\tQ4244\n"
        "Almaty\tCity\tconfirmed\tQ35493\n",
        encoding="utf-8",
    )
    assert build(kgbuild, "--decisions", "d.tsv").returncode == 0
    done = kgbuild("export", store, "--wikidata", "-o", "commands.tsv")
    assert "1 commands written" in done.stderr
    assert (tmp_path / "commands.tsv").read_text(encoding="utf-8") == (
        'Q4244\tP159\tQ35493\tS854\t"https://news.example/a"\tS577\t+2022-01-06T00:00:00Z/11\n'
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--review",), "decisions: no table is named"),
        (("--decisions", "d.tsv"), "nothing to do"),
        (("--decisions", "d.tsv", "--review"), "a GRAPH, a store or an RDF file"),
        (("--decisions", "d.tsv", "--export", "x.xlsx"), "the suffix names no table"),
        (("--decisions", "d.tsv", "--import", "none.csv"), "none.csv: cannot be read"),
    ],
)
def test_bad_usage_is_one_clear_line(kgbuild: Run, words: tuple[str, ...], message: str) -> None:
    done = kgbuild("link", *words)
    assert done.returncode == 2
    assert message in done.stderr
