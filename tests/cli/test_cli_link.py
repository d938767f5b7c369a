"""`kgbuild link` as a user runs it, and that the next build obeys what was decided."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from local_service import serving

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


def test_the_end_of_input_ends_the_review(kgbuild: Run, store: Path, tmp_path: Path) -> None:
    done = kgbuild("link", store, "--review", "--all", "--decisions", "d.tsv", stdin="maybe\nn\n")
    assert done.returncode == 0, done.stderr
    assert "1 of " in done.stderr
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


def test_live_asks_a_service_and_writes_proposals(
    kgbuild: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(path: str, fields: dict[str, str]) -> object:
        if "queries" not in fields:
            return {"versions": ["0.2"], "identifierSpace": "http://www.wikidata.org/entity/"}
        queries = json.loads(fields["queries"])
        found = {"id": "Q4242", "name": "Steppe Foods", "score": 80, "match": False, "type": []}
        return {key: {"result": [found] * query["query"].startswith("Steppe")} for key, query in queries.items()}

    with serving(answer) as service:
        words = ("link", store, "--live", "--reconcile", service.address, "--decisions", "d.tsv")
        done = kgbuild(*words)
        assert done.returncode == 2
        assert "services want to know whom to write to" in done.stderr
        assert not service.asked
        monkeypatch.setenv("KGBUILD_CONTACT", "ana@research.example")
        done = kgbuild(*words)
        assert done.returncode == 0, done.stderr
        number = len(service.asked)
        assert kgbuild(*words).returncode == 0
        assert len(service.asked) == number
    (row,) = read_decisions(tmp_path / "d.tsv").rows
    assert (row.name, row.decision, row.qid, row.score) == ("Steppe Foods Ltd", "proposed", "Q4242", "0.80")
    done = kgbuild("link", store, "--review", "--decisions", "d.tsv", stdin="1\ns\n")
    assert "Q4242  Steppe Foods  0.80" in done.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--review",), "decisions: no table is named"),
        (("--decisions", "d.tsv"), "nothing to do"),
        (("--decisions", "d.tsv", "--review"), "a GRAPH, a store or an RDF file"),
        (("--decisions", "d.tsv", "--export", "x.xlsx"), "the suffix names no table"),
        (("--decisions", "d.tsv", "--export", "x.csv"), "there is nothing to write, for d.tsv is not there"),
        (("--decisions", "d.tsv", "--import", "none.csv"), "none.csv: cannot be read"),
    ],
)
def test_bad_usage_is_one_clear_line(kgbuild: Run, words: tuple[str, ...], message: str) -> None:
    done = kgbuild("link", *words)
    assert done.returncode == 2
    assert message in done.stderr
