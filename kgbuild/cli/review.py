"""The table of decisions on disk, and the questions about it in the terminal."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import click

from kgbuild.errors import OutputError

if TYPE_CHECKING:
    from kgbuild.cli.console import Console
    from kgbuild.link.clusters import Cluster
    from kgbuild.link.decisions import Decision, Decisions
    from kgbuild.link.review import Question
    from kgbuild.settings import Settings

LONGEST_SENTENCE: Final = 300


class Table:
    """The file of decisions: read when made, written whole after each change."""

    def __init__(self, path: Path) -> None:
        """InputError if the file is there and cannot be used."""
        from kgbuild.link.decisions import Decisions, read_decisions

        self.path = path
        self.decisions: Decisions = read_decisions(path) if path.exists() else Decisions()

    def add(self, rows: Sequence[Decision]) -> None:
        """Takes rows over and writes the file; OutputError if that cannot be, with the old file as it was."""
        from kgbuild.store.export import write_whole

        self.decisions = self.decisions.with_rows(rows)
        write_whole(self.path, self.decisions.to_tsv().encode("utf-8"))

    def take(self, path: Path) -> int:
        """Takes over the decisions of an SSSOM or OpenRefine table; how many rows that has."""
        from kgbuild.link.exchange import read_exchange

        rows = read_exchange(path).rows
        self.add(rows)
        return len(rows)

    def give(self, path: Path, base: str) -> None:
        """Writes the decisions as an SSSOM or OpenRefine table, as the suffix tells; OutputError."""
        from kgbuild.link.exchange import to_openrefine, to_sssom
        from kgbuild.store.export import write_whole

        if path.suffix not in (".tsv", ".csv"):
            raise OutputError(f"{path}: the suffix names no table; write .sssom.tsv, or .csv for OpenRefine")
        if not self.decisions.rows and not self.path.exists():
            raise OutputError(f"{path}: there is nothing to write, for {self.path} is not there; check --decisions")
        text = to_openrefine(self.decisions) if path.suffix == ".csv" else to_sssom(self.decisions, base)
        write_whole(path, text.encode("utf-8"))


def ask(
    clusters: Sequence[Cluster], table: Table, settings: Settings, console: Console, *, everything: bool, by: str
) -> None:
    """Asks about each cluster that is not decided, and writes each answer at once."""
    from kgbuild.link.authority import open_authority
    from kgbuild.link.review import HELP, questions

    asked = list(questions(clusters, table.decisions, open_authority(settings), everything=everything))
    decided = 0
    for number, question in enumerate(asked, start=1):
        if number == 1:
            click.echo(HELP)
        click.echo("".join(f"{_printable(line)}\n" for line in _lines(question, f"{number}/{len(asked)}")), nl=False)
        given = _answer(question, by)
        if given == "quit":
            break
        if given != "skip":
            table.add(given)
            decided += 1
    told = f"{decided} of {len(asked)} names decided; written to {table.path}" if decided else "nothing was decided"
    console.say(told if asked else "there is nothing to decide: --all asks about sure links and unlinked names too")


def _answer(question: Question, by: str) -> tuple[Decision, ...] | Literal["skip", "quit"]:
    from kgbuild.link.review import HELP, answer

    today = datetime.date.today().isoformat()
    while True:
        try:
            told = click.prompt("", prompt_suffix="> ", default="s", show_default=False)
        except click.Abort:
            click.echo()
            return "quit"  # the end of input is an end like another: what was decided is written
        given = answer(question, told, by, today)
        if given is not None:
            return given
        click.echo(HELP)


def _lines(question: Question, place: str) -> Iterator[str]:
    cluster = question.cluster
    where = f"only in {cluster.scope}" if cluster.scope else f"{len(cluster.documents)} documents"
    country = f" ({cluster.country})" if cluster.country else ""
    yield f"[{place}] {cluster.kind} {cluster.name}{country}: {where}, {cluster.mentions} mentions"
    if cluster.sentence:
        yield f"    {cluster.sentence[:LONGEST_SENTENCE]}"
    for number, offer in enumerate(question.offers, start=1):
        yield "  ".join(filter(None, (f"  {number}", offer.qid, offer.label, offer.score, offer.note or offer.by)))


def _printable(line: str) -> str:
    """A line without what would steer the terminal: texts and services are not trusted."""
    return "".join(character if character.isprintable() else " " for character in line)
