"""Inputs of any kind, files, folders and standard input, as one stream of articles."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from kgbuild.errors import InputError
from kgbuild.model import Article
from kgbuild.read.files import decode, read_bytes
from kgbuild.read.html import read_html
from kgbuild.read.jsonl import read_jsonl
from kgbuild.read.metadata import Given
from kgbuild.read.plain import plain_article, read_plain
from kgbuild.settings import Settings

SUFFIXES: Final = (".txt", ".jsonl", ".html", ".htm")


def read_inputs(inputs: Iterable[str], given: Given, settings: Settings) -> Iterator[Article | InputError]:
    """Every document of the inputs, in their order; what cannot be used comes as the error that says so.

    An input is a path of a file or folder, or "-" for standard input (JSON lines if it starts with "{", else text).
    A folder gives its files with a known suffix, sorted, those of its subfolders too. An id met before is an error.
    """
    seen: dict[str, str] = {}
    for name in inputs:
        for outcome in _read_input(name, given, settings):
            if isinstance(outcome, Article):
                if outcome.id in seen:
                    what = f"its id {outcome.id!r} was used by {seen[outcome.id]}"
                    yield InputError(outcome.where, what, "give it another id")
                    continue
                seen[outcome.id] = outcome.where
            yield outcome


def _read_input(name: str, given: Given, settings: Settings) -> Iterator[Article | InputError]:
    if name == "-":
        yield from _read_standard_input(given, settings)
        return
    path = Path(name)
    if not name:
        yield InputError("''", "is an empty path", "give a file, a folder, or - for standard input")
        return
    if not path.exists():
        yield InputError(name, "does not exist", "check the path")
        return
    if not path.is_dir():
        yield from _read_file(path, path.stem, given, settings)
        return
    files = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and not p.is_dir())
    if not files:
        yield InputError(name, f"holds no document ({', '.join(SUFFIXES)})", "give another folder, or a file")
    for file in files:
        yield from _read_file(file, file.relative_to(path).with_suffix("").as_posix(), given, settings)


def _read_file(path: Path, default_id: str, given: Given, settings: Settings) -> Iterator[Article | InputError]:
    suffix = path.suffix.lower()
    try:
        if suffix == ".jsonl":
            yield from read_jsonl(str(path), read_bytes(path), default_id, given, settings)
        elif suffix in (".html", ".htm"):
            yield read_html(path, default_id, given, settings)
        elif suffix == ".txt":
            yield read_plain(path, default_id, given, settings)
        else:
            yield InputError(str(path), f"is of no known kind ({', '.join(SUFFIXES)})", "rename or convert it")
    except InputError as error:
        yield error


def _read_standard_input(given: Given, settings: Settings) -> Iterator[Article | InputError]:
    data = sys.stdin.buffer.read()
    where = "standard input"
    if data.lstrip().startswith(b"{"):
        yield from read_jsonl(where, data, "stdin", given, settings)
        return
    try:
        yield plain_article(where, "stdin", decode(where, data), {}, given, settings)
    except InputError as error:
        yield error
