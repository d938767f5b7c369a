"""Our own annotated texts (`bench/annotated/`, formats in `bench/README.md`) and what measures of reading share."""

from __future__ import annotations

import argparse
import hashlib
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from kgbuild.annotate.parser import Parser, load_parser
from kgbuild.extract.document import extract
from kgbuild.link.authority import open_authority
from kgbuild.model import Article, Facts, Span
from kgbuild.settings import Settings

ANNOTATED = Path(__file__).parent / "annotated"
PARTS = ("dev", "test")


class Text(Protocol):
    """An annotated text, of whichever kind."""

    @property
    def id(self) -> str: ...
    @property
    def text(self) -> str: ...


AText = TypeVar("AText", bound=Text)
T = TypeVar("T")


@dataclass
class Tally:
    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, right: int, found: int, wanted: int) -> None:
        self.right += right
        self.found += found
        self.wanted += wanted

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.wanted) if self.right else 0.0

    def __str__(self) -> str:
        precision, recall = (self.right / of if of else 0.0 for of in (self.found, self.wanted))
        return f"{precision:6.1%} {recall:6.1%} {self.f1:6.1%} {self.wanted:6} {self.found:6}"


@dataclass
class Report:
    """What came out: by measure, by class or kind, by item what was wrong, by rule how often it fired and was right."""

    measures: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    by_class: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    notes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    fired: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def count_rule(self, rule: str | None, is_right: bool) -> None:
        """Adds what a rule found; None where nobody told which it was."""
        if rule is not None:
            self.fired[rule] += 1
            self.right[rule] += is_right


class Rules(NamedTuple):
    """Which rule found what in a text: claims by their content, counts by figure and kind, mentions by head token."""

    claims: Mapping[tuple[Span, ...], str] = {}
    counts: Mapping[tuple[Span, str], str] = {}
    mentions: Mapping[int, str] = {}


RulesOf = Callable[[str, str], Rules]
"""Takes a text's id and the text."""


def no_rules(*_: str) -> Rules:
    """Where only figures are asked for."""
    return Rules()


def tables(folder: Path, part: str) -> list[Mapping[str, Any]]:
    """The items of a part ("dev", "test" or "all") in the order of files and tables."""
    items = (
        item
        for path in sorted(folder.glob("*.toml"))
        for item in tomllib.loads(path.read_text(encoding="utf-8"))["item"]
    )
    return [item for item in items if part in ("all", part_of(item["id"]))]


def parsed_lines(paths: Iterable[Path], parse: Callable[[str], T]) -> Iterator[T]:
    """What the lines of files tell; ValueError names the line that cannot be read."""
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                yield parse(line)
            except ValueError as error:
                raise ValueError(f"{path}:{number}: {error}") from error


def part_of(item_id: str) -> str:
    """Half of the items are to be looked at, half only measure; their ids decide."""
    return PARTS[drawn(item_id, len(PARTS))]


def drawn(words: str, of: int) -> int:
    """One of so many numbers from 0 on, the same for the same words always."""
    return int(hashlib.sha256(words.encode()).hexdigest(), 16) % of


def located(item: Mapping[str, Any], words: str) -> list[Span]:
    """Where words stand in an item's text; ValueError if nowhere."""
    if spans := occurrences(item["text"], words):
        return spans
    raise ValueError(f"{item['id']}: {words!r} is not in the text")


def occurrences(text: str, words: str) -> list[Span]:
    """Where the words stand in the text, as whole words if they do so anywhere."""
    spans = [Span(at, at + len(words)) for at in range(len(text)) if text.startswith(words, at)]
    whole = [
        s for s in spans if not text[max(s.begin - 1, 0) : s.begin].isalnum() and not text[s.end : s.end + 1].isalnum()
    ]
    return whole or spans


def touch(one: Iterable[Span], other: Sequence[Span]) -> bool:
    return any(a.begin < b.end and b.begin < a.end for a in one for b in other)


def our_parser() -> Parser:
    settings = Settings()
    return load_parser(settings, open_authority(settings))


def reader_of_facts() -> Callable[[str, str], Facts]:
    """What extracts the facts of a text with its id; the model is loaded once."""
    parser = our_parser()
    return lambda text_id, text: extract(parser.annotate(Article(text_id, text)))


def command(description: str | None, folder: Path) -> argparse.ArgumentParser:
    """The arguments that every measure has."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=folder)
    parser.add_argument("--part", choices=(*PARTS, "all"), default="dev")
    parser.add_argument("--show", action="store_true", help="each text with what was missed or wrong")
    return parser


def print_report(report: Report) -> None:
    print(f"{'':20} {'P':>6} {'R':>6} {'F1':>6} {'wanted':>6} {'found':>6}")
    for name, tally in (*report.measures.items(), *sorted(report.by_class.items())):
        print(f"{name:20} {tally}")


def print_notes(texts: Iterable[Text], report: Report) -> None:
    """The texts of which something was wrong, and what it was."""
    for each in texts:
        if notes := report.notes.get(each.id):
            print(f"\n{each.id}: {each.text}", *notes, sep="\n    ")


def run(
    description: str | None,
    folder: Path,
    load: Callable[[Path, str], list[AText]],
    measure: Callable[[list[AText], Callable[[str, str], Facts]], Report],
) -> None:
    """A measure of what facts say, as a command."""
    args = command(description, folder).parse_args()
    texts = load(args.folder, args.part)
    report = measure(texts, reader_of_facts())
    print_report(report)
    if args.show:
        print_notes(texts, report)
