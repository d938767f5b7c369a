"""Reads a Wikidata JSON dump, an entity a line, as a stream: from a file, packed or not, or from standard input."""

from __future__ import annotations

import json
import re
import sys
import zlib
from bz2 import BZ2File
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from gzip import GzipFile
from pathlib import Path
from typing import Any, BinaryIO, Final, NamedTuple

import msgspec

from kgbuild.errors import InputError
from kgbuild.link.builders.classes import NONE, Kinds, direct_kind
from kgbuild.link.builders.staging import Staging
from kgbuild.link.builders.wikidata import LANGUAGES, POSITIONS, Thing, as_item
from kgbuild.link.builders.wikidata_json import is_concept, thing_of, thing_type, wikipedias
from kgbuild.link.decisions import QID
from kgbuild.link.items import Source
from kgbuild.link.writer import AuthorityWriter

STANDARD_INPUT: Final = "-"
ADDRESS: Final = "https://dumps.wikimedia.org/wikidatawiki/entities/"
CHECKPOINT_BYTES: Final = 2**28
"""After so much JSON what was read is made to last: some seconds of work."""
TOLD_BYTES: Final = 10 * 10**9

_BUFFER: Final = 2**22
_DAY: Final = re.compile(r"(20\d\d)-?([01]\d)-?([0-3]\d)")


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump and what is taken of it. `kinds` are entity classes, none for all; `snapshot` is its ISO date."""

    path: str
    snapshot: str
    languages: tuple[str, ...] = LANGUAGES
    kinds: tuple[str, ...] = ()
    least_sitelinks: int = 1
    most_broken: int = 0


class Position(NamedTuple):
    """How much of a dump was read: lines, and bytes of JSON."""

    lines: int = 0
    size: int = 0


def add_dump(
    writer: AuthorityWriter,
    source: Dump,
    staging_path: Path,
    country_of: Callable[[str], str | None],
    say: Callable[[str], None],
) -> Counter[str]:
    """Adds the items of a dump to an authority; how many of each kind.

    The reading goes on where `staging_path` says that it broke off. The file is done with when the writer has made its
    next checkpoint. InputError, which names file and line, or OutputError.
    """
    found: Counter[str] = Counter()
    number = writer.source(Source("Wikidata dump", ADDRESS, "CC0-1.0", source.snapshot))
    with Staging(staging_path) as staging:
        stage(staging, source, say)
        kinds = Kinds(staging.parents_of)
        for thing in staging.things():
            kind = kinds.kind(thing.classes)
            if thing.label and kind not in (None, NONE) and (not source.kinds or kind in source.kinds):
                item = as_item(thing, str(kind), country_of, staging.title_of)
                writer.add(item, number)
                found[item.kind] += 1
    return found


def stage(staging: Staging, source: Dump, say: Callable[[str], None]) -> None:
    """Reads a dump to its end, from where it broke off, and keeps what may be of use."""
    position, ended = Position(), False
    if staging.state:
        lines, size, ended = json.loads(staging.state)
        position = Position(lines, size)
        say(f"{source.path}: going on after line {lines:,}")
    saved = told = position
    things = () if ended else read_dump(source, position)
    for position, thing in things:
        if thing is not None:
            if thing.parents or not POSITIONS.isdisjoint(thing.classes):
                staging.add_concept(thing)
            if thing.sitelinks >= source.least_sitelinks and direct_kind(thing.classes) != NONE:
                staging.add(thing)
        if position.size - saved.size >= CHECKPOINT_BYTES:
            staging.checkpoint(json.dumps([*position, False]))
            saved = position
        if position.size - told.size >= TOLD_BYTES:
            say(f"{source.path}: {position.size / 1e9:,.0f} GB of JSON, {position.lines:,} lines")
            told = position
    staging.checkpoint(json.dumps([*position, True]))
    staging.prepare()


def read_dump(source: Dump, start: Position = Position()) -> Iterator[tuple[Position, Thing | None]]:  # noqa: B008
    """Line by line what the dump tells, with the position behind it: a thing, or None for a line that is of no use.

    Of use are entities with so many sitelinks, classes and positions. InputError, which names file and line, if the
    dump cannot be read, ends too early, or has too many broken lines.
    """
    decoder = msgspec.json.Decoder(thing_type(source.languages))
    name = "standard input" if source.path == STANDARD_INPUT else source.path
    (lines, size), broken, last = start, 0, b""
    with _opened(source.path) as stream:
        try:
            for raw in _from(stream, start):
                lines += 1
                size += len(raw)
                last = raw.strip() or last
                thing = None
                try:
                    thing = _thing(raw, decoder, source.least_sitelinks)
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    broken += 1
                    if broken > source.most_broken:
                        remedy = "get the dump again, or let --broken so many lines be left out"
                        raise InputError(f"{name}:{lines}", f"a broken line ({error})", remedy) from error
                yield Position(lines, size), thing
        except (EOFError, zlib.error, OSError) as error:
            what = f"cannot be read further ({error or 'it ends too early'})"
            raise InputError(f"{name}:{lines + 1}", what, "get the dump again") from error
    if not lines:
        raise InputError(name, "holds nothing", "check what unpacks it, or get the dump again")
    if last == b"[" or last.endswith(b","):
        raise InputError(f"{name}:{lines + 1}", "ends before its list does", "get the dump again")


def snapshot_of(source: str) -> str | None:
    """The day that a dump's name tells ("wikidata-20261101-all.json.gz", "2026-11-01.json"), as an ISO date."""
    found = _DAY.search(Path(source).name)
    return "-".join(found.groups()) if found else None


def _thing(raw: bytes, decoder: msgspec.json.Decoder[Any], least_sitelinks: int) -> Thing | None:
    """What a line tells, if it is of use."""
    line = raw.strip().rstrip(b",")
    if line in (b"[", b"]", b""):
        return None
    entity = decoder.decode(line)
    of_use = wikipedias(entity) >= least_sitelinks or is_concept(entity)
    return thing_of(entity) if of_use and QID.fullmatch(entity.id) else None


@contextmanager
def _opened(source: str) -> Iterator[BinaryIO | GzipFile | BZ2File]:
    if source == STANDARD_INPUT:
        yield sys.stdin.buffer
        return
    path = Path(source)
    try:
        file = path.open("rb", buffering=_BUFFER)
    except OSError as error:
        raise InputError(source, f"cannot be read ({error})", "check the path") from error
    with file:
        if path.suffix == ".gz":
            with GzipFile(fileobj=file) as unzipped:
                yield unzipped
        elif path.suffix == ".bz2":
            with BZ2File(file) as unzipped2:
                yield unzipped2
        else:
            yield file


def _from(stream: BinaryIO | GzipFile | BZ2File, start: Position) -> Iterator[bytes]:
    """The lines behind a position: a plain file is sought in, others are read through."""
    if start.lines and not isinstance(stream, (GzipFile, BZ2File)) and stream.seekable():
        stream.seek(start.size)
    else:
        for _ in range(start.lines):
            next(stream, None)
    return iter(stream)
