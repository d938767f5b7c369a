"""What persons decided about links, in a plain table that is kept with the project and obeyed by the next build.

A row is about one name and one item. It holds everywhere, or only for bodies and persons of a country, or only in one
document; the narrower row wins. Rows that nobody has decided yet are proposals, which no build looks at.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Final, Literal

from kgbuild.errors import InputError
from kgbuild.model import Entity
from kgbuild.names import fold_name
from kgbuild.vocabulary import ENTITY_CLASSES

Verdict = Literal["confirmed", "rejected", "absent", "proposed"]

VERDICTS: Final[tuple[Verdict, ...]] = ("confirmed", "rejected", "absent", "proposed")
QID: Final = re.compile(r"Q[1-9][0-9]{0,11}")
"""An item of Wikidata; twelve digits are a thousand times more items than there are, and fit every index."""

HEAD: Final = """\
# Links to Wikidata that persons decided: see docs/linking.md. A build obeys confirmed, rejected and absent rows.
"""


@dataclass(frozen=True, slots=True)
class Decision:
    """One row. `kind` is an entity class; `country` (ISO 3166-1 alpha-2) and `document` (an id) narrow its scope.

    `decision` is "confirmed" (the name is this item), "rejected" (it is not), "absent" (it is in Wikidata under no
    item; no qid) or "proposed" (not decided; `score` is its confidence, 0–1). `label` is the item's name; `by` and
    `date` (YYYY-MM-DD) tell who decided when, or which service proposed it.
    """

    name: str
    kind: str
    country: str = ""
    document: str = ""
    decision: Verdict = "proposed"
    qid: str = ""
    label: str = ""
    score: str = ""
    by: str = ""
    date: str = ""
    note: str = ""

    @property
    def scope(self) -> tuple[str, str, str, str]:
        """What it is about: folded name, kind, country and document."""
        return (fold_name(self.name), self.kind, self.country, self.document)


COLUMNS: Final = tuple(field.name for field in fields(Decision))

_CHECKS: Final[Mapping[str, tuple[Callable[[str], object], str]]] = {
    "name": (fold_name, "a name"),
    "kind": (ENTITY_CLASSES.__contains__, "an entity class of the data model"),
    "country": (re.compile(r"(?:[A-Z]{2})?").fullmatch, "an ISO 3166-1 alpha-2 code"),
    "decision": (VERDICTS.__contains__, f"one of {', '.join(VERDICTS)}"),
    "qid": (re.compile(rf"(?:{QID.pattern})?").fullmatch, "a Wikidata item (Q42)"),
    "score": (re.compile(r"(?:[01]|[01]?\.\d+|1\.0+)?").fullmatch, "a number from 0 to 1"),
    "date": (re.compile(r"(?:\d{4}-\d{2}-\d{2})?").fullmatch, "a day, YYYY-MM-DD"),
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the decisions say of one entity: the item that it is, that it is none, and the items that it is not."""

    confirmed: Decision | None = None
    absent: bool = False
    rejected: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Decisions:
    """All rows of a table, in order. Immutable: what is decided anew is another value."""

    rows: tuple[Decision, ...] = ()

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], tuple[Decision, ...]]:
        found: dict[tuple[str, str], list[Decision]] = {}
        for row in self.rows:
            found.setdefault(row.scope[:2], []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of what binds a build; proposals, notes and the order of rows do not count."""
        binding = sorted((*row.scope, row.decision, row.qid, row.label) for row in self.rows if _binds(row))
        return hashlib.sha256(repr(binding).encode("utf-8")).hexdigest()

    def about(self, name: str, kind: str, country: str | None, document: str | None = None) -> tuple[Decision, ...]:
        """The rows that hold for a name of that kind, the narrowest first; proposals among them.

        `document` None asks for what holds beyond single documents.
        """
        rows = self._by_name.get((fold_name(name), kind), ())
        fitting = (row for row in rows if row.country in ("", country or "") and row.document in ("", document or ""))
        return tuple(sorted(fitting, key=lambda row: (not row.document, not row.country)))

    def ruling(self, entity: Entity, country: str | None, document: str) -> Ruling:
        """What binds for an entity of a document. A person's surname alone is looked up only as its whole label."""
        rows = [row for name in _names(entity) for row in self.about(name, entity.kind, country, document)]
        binding = sorted(filter(_binds, rows), key=lambda row: (not row.document, not row.country))
        settled = next((row for row in binding if row.decision != "rejected"), None)
        return Ruling(
            confirmed=settled if settled is not None and settled.decision == "confirmed" else None,
            absent=settled is not None and settled.decision == "absent",
            rejected=frozenset(row.qid for row in binding if row.decision == "rejected"),
        )

    def with_rows(self, rows: Iterable[Decision]) -> Decisions:
        """These rows in place of what was said of the same names and items.

        Who confirms an item, or says that there is none, settles the scope: what was proposed, confirmed or said to be
        absent in it goes; what was rejected stays. What is proposed changes nothing that is there already.
        """
        by_scope: dict[tuple[str, str, str, str], list[Decision]] = {}
        for row in self.rows:
            by_scope.setdefault(row.scope, []).append(row)
        for new in rows:
            told = by_scope.setdefault(new.scope, [])
            if _binds(new):
                told[:] = [row for row in told if not _replaces(new, row)]
            if _binds(new) or not any(row.qid == new.qid or _settles(row) for row in told):
                told.append(new)
        return Decisions(tuple(row for told in by_scope.values() for row in told))

    def to_tsv(self) -> str:
        """The table, sorted so that changes make small differences between versions."""
        rows = sorted(self.rows, key=lambda row: (*row.scope, VERDICTS.index(row.decision), row.qid))
        lines = ("\t".join(_cell(getattr(row, column)) for column in COLUMNS) for row in rows)
        return HEAD + "\t".join(COLUMNS) + "\n" + "".join(f"{line}\n" for line in lines)


def read_decisions(path: Path) -> Decisions:
    """The table of a file. InputError, naming file and line, if it cannot be read or a row makes no sense."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({error})", "check the path and its encoding (UTF-8)") from error
    filled = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    numbered = list(itertools.dropwhile(lambda pair: pair[1].startswith("#"), filled))
    if not numbered:
        raise InputError(str(path), "has no header", f"write the columns {', '.join(COLUMNS)}, with tabs between")
    number, header = numbered[0]
    columns = header.split("\t")
    if missing := [column for column in ("name", "kind", "decision", "qid") if column not in columns]:
        raise InputError(f"{path}:{number}", f"lacks the column {missing[0]!r}", "add it to the header")
    if unknown := [column for column in columns if column not in COLUMNS]:
        raise InputError(f"{path}:{number}", f"has an unknown column {unknown[0]!r}", f"known are {', '.join(COLUMNS)}")
    return checked(_rows(path, columns, numbered[1:]))


def checked(rows: Iterable[tuple[str, Decision]]) -> Decisions:
    """The decisions of rows given with their places. InputError if one makes no sense or contradicts another."""
    settled: dict[tuple[str, str, str, str], tuple[str, Decision]] = {}
    found = []
    for where, row in rows:
        _check(where, row)
        if _settles(row):
            place, other = settled.setdefault(row.scope, (where, row))
            if (other.decision, other.qid) != (row.decision, row.qid):
                told = f"{row.name!r} is {row.qid or 'absent'} here and {other.qid or 'absent'} at {place}"
                raise InputError(where, told, "keep one of the two rows, or narrow one by country or document")
        found.append(row)
    return Decisions(tuple(found))


def _rows(path: Path, columns: list[str], lines: list[tuple[int, str]]) -> Iterable[tuple[str, Decision]]:
    for number, line in lines:
        cells = line.split("\t")
        if len(cells) != len(columns):
            what = f"{len(cells)} cells where {len(columns)} are due"
            raise InputError(f"{path}:{number}", what, "mend the tabs of that line")
        values = {column: cell.strip() for column, cell in zip(columns, cells, strict=True)}
        yield f"{path}:{number}", replace(Decision("", ""), **values)  # type: ignore[arg-type]


def _check(where: str, row: Decision) -> None:
    for column, (allowed, what) in _CHECKS.items():
        cell = getattr(row, column)
        if not allowed(cell):
            raise InputError(where, f"{column} = {cell!r} is not {what}", "mend that cell")
    if (row.decision == "absent") == bool(row.qid):
        what = "names an item although it is absent" if row.qid else f"is {row.decision} but names no item"
        raise InputError(where, f"{row.name!r} {what}", "mend the columns decision and qid")


def _names(entity: Entity) -> tuple[str, ...]:
    short = (name for name in entity.alt_labels if entity.kind != "Person" or len(fold_name(name).split()) > 1)
    return (entity.label, *short)


def _binds(row: Decision) -> bool:
    return row.decision != "proposed"


def _settles(row: Decision) -> bool:
    return row.decision in ("confirmed", "absent")


def _replaces(new: Decision, old: Decision) -> bool:
    return old.qid == new.qid or (_settles(new) and old.decision != "rejected")


def _cell(value: str) -> str:
    """A value without what would break the table."""
    return " ".join(value.split())
