"""Graphs out of a file into a store on disk, in bulk: many times as fast as one document after the other."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from pyoxigraph import DefaultGraph, RdfFormat, Store, parse

from kgbuild.errors import InputError, OutputError
from kgbuild.formats import RDF_FORMATS, Format
from kgbuild.store.disk import FAULTS, VOCABULARY_GRAPHS, load_vocabularies, remedy_for

GZIP_SUFFIX: Final = ".gz"

# Of the graphs that a store has already, so many are named.
SHOWN: Final = 3


def check_file(path: Path) -> None:
    """InputError if a file has no suffix that `load_file` takes, cannot be read, or does not begin with a statement.

    Whoever loads a file without any has been given the wrong one.
    """
    source_format = _format_of(path)
    with _told(path), _opened(path) as file:
        if next(parse(file, format=RdfFormat.from_media_type(source_format.media_type)), None) is None:
            raise InputError(str(path), "holds no statement", "fetch or build it again, or leave it out")


def load_file(store: Store, path: Path) -> None:
    """Adds the graphs of an RDF file to a store that is open to write, as a whole or not at all.

    The format, told by the suffix, is one that keeps graphs; the file may be compressed (.gz). No graph of it may be in
    the store already, but for the vocabularies', which stay those of this version. InputError, with the line, if that
    does not hold or the file cannot be read; OutputError if the store cannot be written.
    """
    source_format = _format_of(path)
    present = _documents_in(store)
    if present:
        _refuse_present(path, source_format, present)
    with _told(path), _opened(path) as file:
        store.bulk_load(file, RdfFormat.from_media_type(source_format.media_type))
    load_vocabularies(store)


def _documents_in(store: Store) -> set[str]:
    """The names of all graphs but the vocabularies'."""
    return {name.value for name in store.named_graphs()} - {name for name, _ in VOCABULARY_GRAPHS}


def _refuse_present(path: Path, source_format: Format, present: set[str]) -> None:
    """InputError if the file has graphs that are there already: to add to them would mix two states of a document."""
    doubled: set[str] = set()
    with _told(path), _opened(path) as file:
        for quad in parse(file, format=RdfFormat.from_media_type(source_format.media_type)):
            if not isinstance(quad.graph_name, DefaultGraph) and quad.graph_name.value in present:
                doubled.add(quad.graph_name.value)
    if doubled:
        named = ", ".join(sorted(doubled)[:SHOWN]) + (", …" if len(doubled) > SHOWN else "")
        raise InputError(
            str(path),
            f"{len(doubled):,} of its graphs are in the store already ({named})",
            "load it into a new store, or build those documents again to replace them",
        )


def _format_of(path: Path) -> Format:
    suffix = (path.with_suffix("") if path.suffix.lower() == GZIP_SUFFIX else path).suffix.lower()
    for known in RDF_FORMATS:
        if known.keeps_graphs and suffix in known.suffixes:
            return known
    suffixes = ", ".join(suffix for known in RDF_FORMATS if known.keeps_graphs for suffix in known.suffixes)
    raise InputError(
        str(path),
        f"the suffix {suffix!r} names no format that keeps graphs apart",
        f"use one of {suffixes}, each also with {GZIP_SUFFIX}",
    )


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path, "rb") if path.suffix.lower() == GZIP_SUFFIX else path.open("rb")  # type: ignore[return-value]


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """InputError for what is wrong with the file, OutputError for what is wrong with the store."""
    try:
        yield
    except SyntaxError as error:
        where = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise InputError(where, f"not valid RDF ({error.msg})", "mend the file; nothing of it was loaded") from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(
            str(path), f"cannot be unpacked ({error})", "fetch it again; nothing of it was loaded"
        ) from error
    except FAULTS as error:
        # Oxigraph passes on RocksDB's words and no errno.
        if isinstance(error, OSError) and error.errno is not None:
            raise InputError(str(path), f"cannot be read ({error})", "check the path and its permissions") from error
        raise OutputError(f"store: cannot be written ({error}); {remedy_for(error)}; nothing was changed") from error
