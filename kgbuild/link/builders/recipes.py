"""Tables of any columns as items of an authority, by a recipe: a TOML file that says which column means what.

docs/linking.md explains recipes; `Recipe` is their schema.
"""

from __future__ import annotations

import csv
import datetime
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

import msgspec
import yaml

from kgbuild.errors import InputError
from kgbuild.link.authority import Authority
from kgbuild.link.decisions import QID
from kgbuild.link.items import Item, Name, Post, Source
from kgbuild.vocabulary import ENTITY_CLASSES

Cell = str | list[str]
Field = Literal[
    "qid", "label", "kind", "country", "latitude", "longitude", "population", "geonames", "sitelinks", "prominence",
    "post", "begin", "end",
]  # fmt: skip

_QID: Final = re.compile(rf"(?:.*/)?({QID.pattern})")
_DATE: Final = re.compile(r"\d{4}(?:-\d{2}){0,2}")


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column and how its cells are read: the first group of `pattern`, several between `split`, `values` in place.

    A cell that `values` does not list leaves its row out, if the field is the kind, and else is empty.
    """

    column: str
    pattern: str | None = None
    split: str | None = None
    values: dict[str, str] | None = None
    language: str = "en"


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of the recipe: CSV, TSV or, with an item under each key, YAML, by its suffix.

    `header` names the columns where the first line does not; `quoted` says whether cells may stand in double quotes;
    what `empty` lists is no value. `columns` tells the column of each field, `names` those of all other names,
    `constants` the fields that are the same in all rows.
    """

    path: str
    columns: dict[Field, str | Column]
    names: list[str | Column] = []
    constants: dict[Field, str] = {}
    header: list[str] | None = None
    quoted: bool | None = None
    empty: list[str] = []


class Recipe(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A source and its tables."""

    source: Source
    tables: list[Table]


def read_recipe(path: Path) -> Recipe:
    """The recipe of a file; InputError, which tells the place, if it cannot be read or is none."""
    remedy = "write a recipe as docs/linking.md describes"
    try:
        recipe = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _RecipeFile)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({error})", "check the path and its encoding (UTF-8)") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(str(path), f"not valid TOML ({error})", "mend that line") from error
    except msgspec.ValidationError as error:
        raise InputError(str(path), f"is no recipe ({_in_toml(str(error))})", remedy) from error
    for number, table in enumerate(recipe.tables, start=1):
        given = table.columns.keys() | table.constants.keys()
        if missing := [field for field in ("qid", "label", "kind") if field not in given]:
            raise InputError(str(path), f"table {number} tells no {missing[0]}", "name its column, or a constant")
    _check_recipe(path, recipe)
    return Recipe(Source(**msgspec.structs.asdict(recipe.source)), recipe.tables)


def _in_toml(message: str) -> str:
    """What msgspec says, its places in words: "source licence" for `$.source.licence`, "tables 1" for `$.tables[0]`."""
    what, _, place = message.partition(" - at `$")
    steps = re.findall(r"\.(\w+)|\[(\d+)\]|\[(\.\.\.)\]", place)
    told = " ".join(str(int(index) + 1) if index else name for name, index, _ in steps if name or index)
    return f"{what}, in {told or 'the file'}".replace("`object`", "a section").replace("`", "'")


def table_items(table: Table, folder: Path, country_of: Callable[[str], str | None]) -> Iterator[Item]:
    """The items of a table, one for each row that has a Q-id and a kind; rows of one item are not put together here.

    `country_of` gives the ISO code of a country by code, Q-id or name. InputError, which names file and line, if a
    column is missing, a line is broken or a cell is not what its field holds.
    """
    path = folder / table.path
    for where, row in _rows(path, table):
        yield from _Reader(where, row, table).item(country_of)


def _check_recipe(path: Path, recipe: _RecipeFile) -> None:
    """InputError if the snapshot is no day, or a pattern is none or has no group."""
    try:
        datetime.date.fromisoformat(recipe.source.snapshot)
    except ValueError as error:
        what = f"snapshot = {recipe.source.snapshot!r} is no day"
        raise InputError(str(path), what, "write YYYY-MM-DD") from error
    for name in ("name", "licence"):
        if not getattr(recipe.source, name).strip():
            what = f"{name} of the section [source] is empty"
            raise InputError(str(path), what, "tell where the tables are from, and their licence")
    for column in (_column(given) for table in recipe.tables for given in (*table.columns.values(), *table.names)):
        try:
            groups = re.compile(column.pattern).groups if column.pattern is not None else 1
        except re.error as error:
            what = f"pattern = {column.pattern!r} is no regular expression ({error})"
            raise InputError(str(path), what, "mend the pattern") from error
        if not groups:
            what = f"pattern = {column.pattern!r} has no group"
            raise InputError(str(path), what, "put what is to be taken in parentheses")


class _SourceFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    url: str
    licence: str
    snapshot: str


class _RecipeFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: _SourceFile
    tables: list[Table]


class _Reader:
    """The fields of one row."""

    def __init__(self, where: str, row: Mapping[str, Cell], table: Table) -> None:
        self._where, self._row, self._table = where, row, table

    def item(self, country_of: Callable[[str], str | None]) -> Iterator[Item]:
        qid, label, kind = self.text("qid"), self.text("label"), self.text("kind")
        if not qid or not label or not kind:
            return
        found = _QID.fullmatch(qid)
        if found is None:
            raise self._error("qid", qid, "a Wikidata item (Q42)")
        if kind not in ENTITY_CLASSES:
            raise self._error("kind", kind, "an entity class of the data model")
        title = self.text("post")
        posts = (Post(title, self._date("begin"), self._date("end")),) if title else ()
        yield Item(
            kind=kind,
            label=label,
            qid=found[1],
            names=tuple(dict.fromkeys((Name(label, self._language("label")), *self._names()))),
            country=country_of(self.text("country")) if self.text("country") else None,
            latitude=self._number("latitude", -90, 90),
            longitude=self._number("longitude", -180, 180),
            population=self._whole("population"),
            geonames=self._whole("geonames") or None,
            sitelinks=self._whole("sitelinks"),
            prominence=self._number("prominence", 0, 1),
            posts=posts,
        )

    def text(self, field: Field) -> str:
        """The field's value, "" where it has none."""
        if field in self._table.constants:
            return self._table.constants[field]
        if field not in self._table.columns:
            return ""
        return next(iter(self._cells(_column(self._table.columns[field]))), "")

    def _names(self) -> Iterator[Name]:
        for column in map(_column, self._table.names):
            for text in self._cells(column):
                yield Name(text, column.language)

    def _cells(self, column: Column) -> Iterator[str]:
        cell = self._row[column.column]
        for whole in cell if isinstance(cell, list) else [cell]:
            for part in whole.split(column.split) if column.split else [whole]:
                text = part.strip()
                if column.pattern is not None:
                    found = re.search(column.pattern, text)
                    text = found[1] if found else ""
                if column.values is not None:
                    text = column.values.get(text, "")
                if text and text not in self._table.empty:
                    yield text

    def _language(self, field: Field) -> str:
        column = self._table.columns.get(field)
        return column.language if isinstance(column, Column) else "en"

    def _number(self, field: Field, least: float, most: float) -> float | None:
        text = self.text(field)
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not least <= number <= most:
            raise self._error(field, text, f"a number from {least:g} to {most:g}")
        return number

    def _whole(self, field: Field) -> int | None:
        number = self._number(field, 0, 10**12)
        return None if number is None else int(number)

    def _date(self, field: Field) -> str | None:
        """The date as exact as told; what is none, as where Wikidata says "unknown", is left out."""
        text = self.text(field)
        return text if _DATE.fullmatch(text) else None

    def _error(self, field: str, value: str, what: str) -> InputError:
        return InputError(self._where, f"{field} = {value!r} is not {what}", "mend that cell, or list it as empty")


def _column(given: str | Column) -> Column:
    return given if isinstance(given, Column) else Column(given)


def _rows(path: Path, table: Table) -> Iterator[tuple[str, Mapping[str, Cell]]]:
    """The rows of a file with their places, each with all columns that the table names."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _yaml_rows(path, file, table) if path.suffix in (".yaml", ".yml") else _lines(path, file, table)
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read ({error})", "check the path and its encoding (UTF-8)") from error


def _lines(path: Path, file: Any, table: Table) -> Iterator[tuple[str, Mapping[str, Cell]]]:
    tabs = path.suffix in (".tsv", ".tab")
    quoted = table.quoted if table.quoted is not None else not tabs
    dialect = csv.excel_tab if tabs else csv.excel
    reader = csv.reader(file, dialect, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE, strict=True)
    try:
        columns = table.header or next(reader, [])
        _check_columns(f"{path}:1", columns, table)
        for cells in reader:
            if len(cells) != len(columns):
                what = f"{len(cells)} cells where {len(columns)} are due"
                raise InputError(f"{path}:{reader.line_num}", what, "mend that line")
            yield f"{path}:{reader.line_num}", dict(zip(columns, cells, strict=True))
    except csv.Error as error:
        raise InputError(f"{path}:{reader.line_num}", f"cannot be read ({error})", "mend that line") from error


def _yaml_rows(path: Path, file: Any, table: Table) -> Iterator[tuple[str, Mapping[str, Cell]]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        content = yaml.load(file, loader)  # noqa: S506 - both are safe loaders
    except yaml.YAMLError as error:
        raise InputError(str(path), f"not valid YAML ({error})", "mend that line") from error
    if not isinstance(content, dict) or not all(isinstance(entry, dict) for entry in content.values()):
        raise InputError(str(path), "has not an item under each key", "give another file")
    _check_columns(str(path), list({column for entry in content.values() for column in entry}), table)
    for key, entry in content.items():
        row = {column: _text(value) for column, value in entry.items()}
        yield f"{path}: {key}", {name: row.get(name, "") for name in _named(table)}


def _text(value: Any) -> Cell:
    if isinstance(value, list):
        return [str(part) for part in value]
    return "" if value is None else str(value)


def _named(table: Table) -> list[str]:
    return [_column(given).column for given in (*table.columns.values(), *table.names)]


def _check_columns(where: str, columns: list[str], table: Table) -> None:
    for name in _named(table):
        if name not in columns:
            told = ", ".join(columns[:20])
            raise InputError(where, f"lacks the column {name!r}", f"mend the recipe: there are {told}")


def countries_of(authority: Authority) -> Callable[[str], str | None]:
    """What gives a country's ISO 3166-1 alpha-2 code by that code, its Q-id or its name; None where it is none."""
    known: dict[str, str | None] = {}

    def code(text: str) -> str | None:
        if text not in known:
            found = authority.item(text) if QID.fullmatch(text) else authority.country(text.upper())
            items = (found,) if found else authority.named(text)
            known[text] = next((item.country for item in items if item.kind == "Country"), None)
        return known[text]

    return code
