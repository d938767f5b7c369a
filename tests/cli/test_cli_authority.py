"""`kgbuild authority` as a user runs it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from kgbuild.link.authority import Authority

Run = Callable[..., subprocess.CompletedProcess[str]]
RECIPE = """
[source]
name = "Own towns"
url = "https://towns.example"
licence = "CC0-1.0"
snapshot = "2026-01-02"
[[tables]]
path = "towns.tsv"
[tables.columns]
qid = "item"
label = "name"
[tables.constants]
kind = "City"
country = "KZ"
"""


def test_what_is_built_can_be_asked_and_linked_to(kgbuild: Run, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(RECIPE, encoding="utf-8")
    (tmp_path / "towns.tsv").write_text("item\tname\nQ9001\tSarytau\nQ35493\tVerny\n", encoding="utf-8")
    done = kgbuild("authority", "build", "own.toml", "-o", "own.kgba")
    assert done.returncode == 0, done.stderr
    assert done.stderr == "towns.tsv: 2 rows (2 City)\nwritten to own.kgba\n"
    told = kgbuild("authority", "info", "own.kgba").stdout
    assert told.startswith("own 20")
    assert "source: Own towns, 2026-01-02, CC0-1.0, https://towns.example\n" in told
    built = Authority(tmp_path / "own.kgba")  # the embedded one is in it
    assert [item.label for item in built.named("Verny")] == ["Almaty"]
    built.close()
    (tmp_path / "a.txt").write_text("Rain fell in Sarytau in Kazakhstan on Tuesday.", encoding="utf-8")
    done = kgbuild("build", "a.txt", "--authority", "own.kgba", "-o", "a.nq")
    assert done.returncode == 0, done.stderr
    assert "http://www.wikidata.org/entity/Q9001" in (tmp_path / "a.nq").read_text(encoding="utf-8")


def test_info_of_the_embedded_authority(kgbuild: Run) -> None:
    told = kgbuild("authority", "info").stdout
    assert told.startswith("kgbuild-core 20")
    assert "Country 2" in told


def test_what_is_no_authority_and_no_source_is_said(kgbuild: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("no index", encoding="utf-8")
    done = kgbuild("authority", "info", "a.txt")
    assert done.returncode == 2
    assert "a.txt: is no authority of kgbuild" in done.stderr
    done = kgbuild("authority", "build", "a.txt", "-o", "own.kgba")
    assert done.returncode == 2
    assert "a.txt: is no source of a known kind" in done.stderr
