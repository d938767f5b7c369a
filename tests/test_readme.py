"""The README says what is so: its query has its answer, and its Python runs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kgbuild.model import Article
from kgbuild.pipeline import Builder
from kgbuild.read.metadata import Given
from kgbuild.read.sources import read_inputs
from kgbuild.settings import Settings
from kgbuild.store.disk import memory_store
from kgbuild.store.query import run_query
from kgbuild.store.results import text_table

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_first_block_holds_the_two_commands() -> None:
    language, block = BLOCKS[0]
    assert language == ""
    assert block.splitlines() == [
        "pip install -e . && kgbuild demo",
        "pip install -e '.[test]' && pytest -n 2 --dist loadgroup",
    ]


def test_the_first_query_has_the_answer_that_is_printed(builder: Builder) -> None:
    number, query = next(
        (n, match[1])
        for n, (_, block) in enumerate(BLOCKS)
        if (match := re.fullmatch(r"kgbuild query kgbuild-demo/store '\n(.*)'\n", block, re.DOTALL))
    )
    articles = [
        outcome
        for outcome in read_inputs([str(ROOT / "kgbuild" / "demo" / "articles")], Given(), Settings())
        if isinstance(outcome, Article)
    ]
    store = memory_store(quad for article in articles for quad in builder.build(article).quads)
    printed = [line.rstrip() for line in BLOCKS[number + 1][1].splitlines()]
    answer = [line.rstrip() for line in text_table(run_query(store, query), width=120).splitlines()]
    assert answer == printed


def test_the_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    [code] = [block for language, block in BLOCKS if language == "python"]
    exec(compile(code, "README.md", "exec"), {})
    assert "killed ('Killing', 'Assault')" in capsys.readouterr().out


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_link_leads_somewhere(target: str) -> None:
    assert (ROOT / target).exists()
