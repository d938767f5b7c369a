"""The graph on disk: an Oxigraph store in which every document has a named graph of its own.

A store is one folder, written by one process at a time (Oxigraph locks it). It is closed when the last reference to it
goes. Oxigraph keeps the value of a number, a boolean or a time, not its spelling: "0.90"^^xsd:decimal comes back as
"0.9".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, parse

from kgbuild.errors import InputError, OutputError, QueryError
from kgbuild.formats import RDF_FORMATS
from kgbuild.resources import resource_dir
from kgbuild.vocabulary import expand

ONTOLOGY_GRAPH: Final = "https://w3id.org/kgbuild/ontology"
PLOVER_GRAPH: Final = "https://w3id.org/kgbuild/plover"

# Named graph → the file of `ontology/` that it holds.
VOCABULARY_GRAPHS: Final = ((ONTOLOGY_GRAPH, "kgbuild.ttl"), (PLOVER_GRAPH, "plover.ttl"))

# Oxigraph gives every kind of integer back as xsd:integer; of these properties the type is known (ontology/).
NON_NEGATIVE: Final = NamedNode(expand("xsd:nonNegativeInteger"))
NON_NEGATIVE_PROPERTIES: Final = frozenset(NamedNode(expand(name)) for name in ("nif:beginIndex", "nif:endIndex"))

# RocksDB's pointer to the current state: every store has it, nothing else does.
STORE_MARK: Final = "CURRENT"

# What pyoxigraph raises where the store cannot do its work: RuntimeError for damage and for writing to a reader.
FAULTS: Final = (OSError, RuntimeError)

# What it says of CREATE, DROP and CLEAR that find another state than they must (SPARQL 1.1 Update, section 3.2).
GRAPH_FAULT: Final = re.compile("The graph <.*> (already exists|does not exist)")


def open_store(path: Path, *, read_only: bool = False) -> Store:
    """The store in the folder `path`.

    To write, the folder is made if it is not there (its parent must be), and the ontology and the PLOVER scheme are
    loaded into graphs of their own unless this version of them is in; OutputError if that cannot be. To read, the
    store must exist; InputError if it does not. A reader sees the state at the moment of opening, whatever a writer
    does later.
    """
    return _open_to_read(path) if read_only else _open_to_write(path)


def memory_store(quads: Iterable[Quad] = ()) -> Store:
    """A store in memory that holds `quads`."""
    store = Store()
    store.extend(quads)
    return store


def load_graph(path: Path) -> Store:
    """An RDF file, its format told by the suffix, as a store in memory.

    InputError, which names the line, if the file cannot be read or is not in its format.
    """
    return memory_store(read_quads(path))


def read_quads(path: Path) -> tuple[Quad, ...]:
    """The statements of an RDF file, its format told by the suffix; InputError as in `load_graph`."""
    try:
        return tuple(parse(path=path, format=_format_of(path)))
    except SyntaxError as error:
        where = f"{path}:{error.lineno}" if error.lineno else str(path)
        raise InputError(where, f"not valid RDF ({error.msg})", "mend the file or give it the right suffix") from error
    except OSError as error:
        raise InputError(str(path), f"cannot be read ({error})", "check the path and its permissions") from error


def document_quads(store: Store) -> Iterator[Quad]:
    """The statements of all graphs but the vocabularies', just as they were before they went into the store."""
    vocabularies = {NamedNode(name) for name, _ in VOCABULARY_GRAPHS}
    for quad in store:
        if quad.graph_name in vocabularies:
            continue
        if quad.predicate in NON_NEGATIVE_PROPERTIES and isinstance(quad.object, Literal):
            offset = Literal(quad.object.value, datatype=NON_NEGATIVE)
            yield Quad(quad.subject, quad.predicate, offset, quad.graph_name)
        else:
            yield quad


def replace_document(store: Store, graph_name: str, quads: Iterable[Quad]) -> None:
    """Makes the statements of `quads`, whatever graph they name, the whole content of the graph `graph_name`.

    All or nothing: an interrupted or failed run leaves the graph as it was. OutputError if it cannot be written.
    """
    graph = NamedNode(graph_name)
    # N-Triples terms are SPARQL terms; one update request is one transaction, which no pair of calls would be.
    statements = "".join(f"{quad.triple} .\n" for quad in quads)
    apply_update(store, f"DROP SILENT GRAPH {graph} ; INSERT DATA {{ GRAPH {graph} {{\n{statements}}} }}")


def remove_document(store: Store, graph_name: str) -> bool:
    """Drops the graph of a document; whether it was there. OutputError if the store cannot be written."""
    graph = NamedNode(graph_name)
    present = store.contains_named_graph(graph)
    apply_update(store, f"DROP SILENT GRAPH {graph}")
    return present


def apply_update(
    store: Store, request: str, *, base: str | None = None, prefixes: dict[str, str] | None = None
) -> None:
    """One update request, one transaction.

    OutputError if the store cannot be written; QueryError if a graph that it makes is there, or that it drops is not;
    SyntaxError from Oxigraph.
    """
    try:
        store.update(request, base_iri=base, prefixes=prefixes)
    except FAULTS as error:
        if GRAPH_FAULT.fullmatch(str(error)):
            raise QueryError(f"update: {error}; nothing was changed; SILENT goes on all the same") from error
        raise OutputError(f"store: cannot be written ({error}); {remedy_for(error)}; nothing was changed") from error


def load_vocabularies(store: Store) -> None:
    """Puts this version of the ontology and the PLOVER scheme into their graphs, unless just that is in them."""
    for graph_name, file_name in VOCABULARY_GRAPHS:
        current = read_quads(resource_dir("ontology") / file_name)
        if not _holds(store, graph_name, current):
            replace_document(store, graph_name, current)


def check_is_store(path: Path) -> None:
    """InputError unless a store lies in the folder `path`."""
    if not (path / STORE_MARK).is_file():
        raise InputError(str(path), "is no store", "give the folder that a build wrote with --store")


def _open_to_read(path: Path) -> Store:
    check_is_store(path)
    try:
        return Store.read_only(str(path))
    except FAULTS as error:
        raise InputError(str(path), f"cannot be opened ({error})", remedy_for(error)) from error


def _open_to_write(path: Path) -> Store:
    _check_is_store_or_new(path)
    try:
        store = Store(str(path))
    except FAULTS as error:
        raise OutputError(f"{path}: cannot be opened to write ({error}); {remedy_for(error)}") from error
    load_vocabularies(store)
    return store


def _holds(store: Store, graph_name: str, quads: Iterable[Quad]) -> bool:
    """Whether the graph has just these statements, as far as can be told without comparing blank nodes."""
    held = {quad.triple for quad in store.quads_for_pattern(None, None, None, NamedNode(graph_name))}
    wanted = {quad.triple for quad in quads}
    return len(held) == len(wanted) and all(
        triple in held
        for triple in wanted
        if not isinstance(triple.subject, BlankNode) and not isinstance(triple.object, BlankNode)
    )


def _check_is_store_or_new(path: Path) -> None:
    """OutputError for what Oxigraph would fill with its own files although it is something else."""
    try:
        if path.exists() and not path.is_dir():
            raise OutputError(f"{path}: is a file, not a store; give a folder")
        if path.is_dir() and not (path / STORE_MARK).is_file() and any(path.iterdir()):
            raise OutputError(f"{path}: is no store and is not empty; give a new folder")
        if not path.exists() and not path.parent.is_dir():
            raise OutputError(f"{path}: the folder {path.parent} is missing; make it first")
    except PermissionError as error:
        raise OutputError(f"{path}: cannot be opened to write ({error}); {remedy_for(error)}") from error


def remedy_for(error: Exception) -> str:
    """What to do about an error of the store. Oxigraph passes on RocksDB's words and no errno."""
    words = str(error).casefold()
    if "read-write instances" in words:
        return "it was opened only to be read: open it to write"
    if "/lock" in words or "lock hold" in words:
        return "another process is writing to it: wait for that, or use another store"
    if "no space left" in words:
        return "the disk is full: make room and run again"
    if isinstance(error, PermissionError) or "permission denied" in words or "read-only file system" in words:
        return "check who owns the folder and its permissions"
    return "check the folder, or build the store again in a new one"


def _format_of(path: Path) -> RdfFormat:
    for known in RDF_FORMATS:
        if path.suffix.lower() in known.suffixes:
            found = RdfFormat.from_media_type(known.media_type)
            assert found is not None  # noqa: S101 - the table holds only formats that pyoxigraph has
            return found
    suffixes = ", ".join(suffix for known in RDF_FORMATS for suffix in known.suffixes)
    raise InputError(str(path), f"the suffix {path.suffix!r} names no RDF format", f"use one of {suffixes}")
