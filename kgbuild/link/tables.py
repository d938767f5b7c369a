"""Reads the authority's tables: TSV with a header, comment lines before it, checked row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kgbuild.errors import InputError
from kgbuild.link.decisions import QID
from kgbuild.vocabulary import ENTITY_CLASSES

SNAPSHOT: Final = re.compile(r"# snapshot: (\d{4}-\d{2}-\d{2})$")

# What a filled cell of a column must look like; a column that is not named here takes any text.
CHECKS: Final[Mapping[str, tuple[Callable[[str], object], str]]] = {
    "qid": (QID.fullmatch, "a Wikidata item (Q42)"),
    "kind": (ENTITY_CLASSES.__contains__, "an entity class of the data model"),
    "country": (re.compile(r"[A-Z]{2}|[A-Z]{4}").fullmatch, "an ISO 3166-1 alpha-2 or 3166-3 code"),
    "code": (re.compile(r"[A-Z]{2}(-[A-Z]{3})?|[A-Z]{4}").fullmatch, "an ISO 3166 code"),
    "geonames": (str.isdecimal, "a GeoNames id"),
    "checked": (re.compile(r"[\w.-]+/[\w.-]+").fullmatch, "a repository as owner/name"),
    "posts": (
        re.compile(r"[^|]+ \d{4}-(\d{4})?(\|[^|]+ \d{4}-(\d{4})?)*").fullmatch,
        'posts as "title year-year"',
    ),
}
REQUIRED: Final = ("name", "kind", "code")


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, each a mapping from column to cell, and the day on which its facts were checked."""

    rows: tuple[Mapping[str, str], ...]
    snapshot: str


def read_table(path: Path, columns: tuple[str, ...]) -> Table:
    """A table that has exactly these columns.

    InputError, naming file and line, if it cannot be read, has no snapshot date, another header, a row of another
    length, or a cell that its column does not allow.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({error})", "check the path and its encoding (UTF-8)") from error
    snapshots = [match[1] for line in lines if (match := SNAPSHOT.fullmatch(line))]
    if not snapshots:
        raise InputError(str(path), "has no snapshot date", "write a line '# snapshot: YYYY-MM-DD' above the header")
    numbered = ((i, line) for i, line in enumerate(lines, 1) if line and not line.startswith("#"))
    return Table(tuple(_rows(path, numbered, columns)), snapshots[0])


def several(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several, "|" between."""
    return tuple(part for part in cell.split("|") if part)


def _rows(path: Path, lines: Iterator[tuple[int, str]], columns: tuple[str, ...]) -> Iterator[Mapping[str, str]]:
    number, header = next(lines, (1, ""))
    if tuple(header.split("\t")) != columns:
        raise InputError(f"{path}:{number}", f"header is {header!r}", f"write the columns {', '.join(columns)}")
    for number, line in lines:
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise InputError(
                f"{path}:{number}", f"{len(cells)} cells where {len(columns)} are due", "mend the tabs of that line"
            )
        row = dict(zip(columns, cells, strict=True))
        for column, cell in row.items():
            _check(f"{path}:{number}", column, cell)
        yield row


def _check(where: str, column: str, cell: str) -> None:
    if cell != cell.strip():
        raise InputError(where, f"{column} = {cell!r} has blanks around it", "leave them out")
    if not cell:
        if column in REQUIRED and column != "name":
            raise InputError(where, f"{column} is empty", "fill it in")
        return
    allowed, what = CHECKS.get(column, (bool, "a text"))
    if not allowed(cell):
        raise InputError(where, f"{column} = {cell!r} is not {what}", "mend that cell")
