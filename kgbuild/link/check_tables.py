"""Checks the authority's tables against other tables that are keyed by Wikidata items.

    python -m kgbuild.link.check_tables FOLDER

FOLDER holds such tables as .csv, .tsv, .yaml or .yml files, at any depth. Every file is read as text: an item counts as
checked if a line that holds its Q-id also holds one of its names, or, in YAML, if a name stands in the same block.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from kgbuild.errors import InputError, KGBuildError
from kgbuild.link.authority import open_authority
from kgbuild.link.items import Item
from kgbuild.names import fold_name
from kgbuild.settings import Settings

SUFFIXES: Final = frozenset({".csv", ".tsv", ".yaml", ".yml"})
_QID: Final = re.compile(r"\bQ[1-9]\d*\b")
_CELL: Final = re.compile(r"[\t,|;:\n]")

Verdict = Literal["agrees", "other name", "not found"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An item and what the tables say of it."""

    item: Item
    verdict: Verdict


def check(items: tuple[Item, ...], folder: Path) -> tuple[Outcome, ...]:
    """What the tables of a folder say of each item that has a Q-id. InputError if the folder holds no table."""
    wanted = {item.qid for item in items if item.qid}
    names_of: dict[str, set[str]] = {}
    for record in _records(folder):
        for qid in wanted.intersection(_QID.findall(record)):
            names_of.setdefault(qid, set()).update(fold_name(cell.strip(" \"'")) for cell in _CELL.split(record))
    return tuple(Outcome(item, _verdict(item, names_of)) for item in items if item.qid)


def _verdict(item: Item, names_of: dict[str, set[str]]) -> Verdict:
    if item.qid not in names_of:
        return "not found"
    known = names_of[item.qid]
    return "agrees" if any(fold_name(name) in known for name in _names(item)) else "other name"


def _names(item: Item) -> Iterator[str]:
    """The item's names, and a division's without its type word, as tables list them."""
    for name in (item.label, *item.aliases):
        yield name
        yield name.rpartition(" ")[0] or name


def _records(folder: Path) -> Iterator[str]:
    """Lines of CSV and TSV, blocks of YAML."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES)
    if not paths:
        raise InputError(str(folder), "holds no .csv, .tsv or .yaml table", "name a folder that does")
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace")
        yield from (re.split(r"\n(?=\S)", text) if path.suffix in (".yaml", ".yml") else text.splitlines())


def main() -> None:
    """Prints how many items agree, by kind, and those that do not."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m kgbuild.link.check_tables FOLDER")
    try:
        outcomes = check(tuple(open_authority(Settings()).items()), Path(sys.argv[1]))
    except KGBuildError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    write = sys.stdout.write
    for verdict in ("other name", "not found"):
        for outcome in (o for o in outcomes if o.verdict == verdict):
            write(f"{verdict}\t{outcome.item.qid}\t{outcome.item.kind}\t{outcome.item.label}\n")
    for (kind, verdict), number in sorted(Counter((o.item.kind, o.verdict) for o in outcomes).items()):
        write(f"{number:6} {kind}: {verdict}\n")


if __name__ == "__main__":
    main()
