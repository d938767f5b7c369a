"""Graphs written out: to a file, which is replaced whole or not at all, or to standard output.

The same statements give the same bytes, whatever their order. Statements are sorted in memory.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    serialize,
)

from kgbuild.errors import OutputError
from kgbuild.formats import RDF_XML, TURTLE, Format
from kgbuild.vocabulary import PREFIXES

if TYPE_CHECKING:
    import rdflib

STDOUT: Final = Path("-")

RDF_TYPE: Final = NamedNode(PREFIXES["rdf"] + "type")

# What is no Char of XML 1.0 (section 2.2), not even as a character reference.
NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# The same in UTF-8, which has no surrogates.
NOT_XML_BYTES: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")

# An element's name needs a local part (XML namespaces, production NCName), cut off the end of the predicate.
XML_LOCAL_NAME: Final = re.compile(r"[^\W\d][\w.\-]*$")


def write_graph(quads: Iterable[Quad], path: Path, target_format: Format) -> None:
    """Writes `quads` to the file `path`, or to standard output if that is "-".

    The old file stays untouched until the new one is complete. A format without named graphs takes the union of all
    graphs. OutputError if the target cannot be written or the format cannot carry a statement.
    """
    content = serialize_graph(quads, target_format)
    if path == STDOUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    else:
        write_whole(path, content)


def serialize_graph(quads: Iterable[Quad], target_format: Format) -> bytes:
    """The statements in UTF-8, sorted, grouped by subject; OutputError if the format cannot carry one of them."""
    statements = _sorted(_with_stable_blank_nodes(quads), target_format.keeps_graphs)
    if target_format == RDF_XML:
        for statement in statements:
            check_fits_xml(statement)
    oxigraph_format = RdfFormat.from_media_type(target_format.media_type)
    content = serialize(
        statements if target_format.keeps_graphs else [quad.triple for quad in statements],
        format=oxigraph_format,
        prefixes=_prefixes_of(statements),
    )
    assert content is not None  # noqa: S101 - no output was given, so the bytes are returned
    if target_format == TURTLE:
        return _with_blank_lines(content)
    return with_returns_escaped(content) if target_format == RDF_XML else content


def write_whole(path: Path, content: bytes) -> None:
    """Puts `content` into the file `path`, all or nothing; OutputError if it cannot be written."""
    write_pieces(path, (content,))


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """Puts all pieces, one after the other, into the file `path`, as `write_whole` does."""
    try:
        target = path.resolve()
        if is_replaced(target):
            _replace_file(target, lambda file: file.writelines(pieces))
        else:
            with target.open("wb") as device:
                device.writelines(pieces)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror or error}); check the folder, its permissions and the room "
            "on the disk; what was there before is unchanged"
        ) from error


def is_replaced(target: Path) -> bool:
    """Whether a file takes the place of what is there; a pipe or a device is written to."""
    return not target.exists() or target.is_file() or target.is_dir()


def to_rdflib(quads: Iterable[Quad]) -> rdflib.Dataset:
    """The statements as an rdflib.Dataset, in their named graphs, with the prefixes of kgbuild bound.

    Its default graph is the union of all graphs, as in every query of kgbuild.
    """
    import rdflib

    dataset = rdflib.Dataset(default_union=True)
    for prefix, namespace in PREFIXES.items():
        dataset.bind(prefix, namespace, replace=True)
    for quad in quads:
        graph = dataset.default_graph
        if isinstance(quad.graph_name, NamedNode):
            graph = dataset.graph(rdflib.URIRef(quad.graph_name.value))
        graph.add((_rdflib_term(quad.subject), _rdflib_term(quad.predicate), _rdflib_term(quad.object)))
    return dataset


def _rdflib_term(term: NamedNode | BlankNode | Literal | Triple) -> rdflib.term.Node:
    import rdflib

    if isinstance(term, NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, Triple):
        raise OutputError(f"{term}: rdflib has no triples as terms; leave that statement out")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


def _replace_file(target: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Writes beside the target, then renames: a reader meets the old file or the new one, never half of one."""
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with draft.open("xb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def _with_stable_blank_nodes(quads: Iterable[Quad]) -> list[Quad]:
    """The statements with blank nodes named by RDF Dataset Canonicalization (RDFC-1.0), not by chance."""
    named: list[Quad] = []
    anonymous = Dataset()
    for quad in quads:
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            anonymous.add(quad)
        else:
            named.append(quad)
    anonymous.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return named + list(anonymous)


def _sorted(quads: list[Quad], keeps_graphs: bool) -> list[Quad]:
    """Each statement once, by graph (if kept), subject, predicate (the type first) and object."""
    unique = set(quads) if keeps_graphs else {Quad(*quad.triple) for quad in quads}
    return sorted(
        unique,
        key=lambda quad: (
            str(quad.graph_name),
            str(quad.subject),
            quad.predicate != RDF_TYPE,
            quad.predicate.value,
            str(quad.object),
        ),
    )


def _with_blank_lines(turtle: bytes) -> bytes:
    """An empty line before each subject. Only the end of a statement is a full stop at a line's end."""
    head, statements = turtle[: turtle.rfind(b"@prefix ")], turtle[turtle.rfind(b"@prefix ") :]
    return head + statements.replace(b" .\n", b" .\n\n").removesuffix(b"\n")


def _prefixes_of(quads: Sequence[Quad]) -> dict[str, str]:
    """The prefixes that the statements use, for a head that is no longer than it need be."""
    iris = set()
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, NamedNode):
                iris.add(term.value)
            elif isinstance(term, Literal):
                iris.add(term.datatype.value)
    return {
        prefix: namespace for prefix, namespace in PREFIXES.items() if any(iri.startswith(namespace) for iri in iris)
    }


def with_returns_escaped(content: bytes) -> bytes:
    """XML whose readers do not turn a bare carriage return into a line feed (XML 1.0, section 2.11)."""
    return content.replace(b"\r", b"&#13;")


def check_is_xml(content: bytes) -> None:
    """OutputError if UTF-8 holds a character that no XML may hold, in whatever way it is written."""
    if found := NOT_XML_BYTES.search(content):
        character = found[0].decode("utf-8")
        raise OutputError(
            f"xml: cannot carry the character U+{ord(character):04X} of this answer; choose another format, as json"
        )


def check_fits_xml(quad: Quad) -> None:
    """OutputError if RDF/XML cannot carry the statement."""
    if not XML_LOCAL_NAME.search(quad.predicate.value):
        raise OutputError(
            f"{quad.predicate}: RDF/XML cannot write a property whose IRI does not end in a name; "
            "choose another format, such as Turtle"
        )
    if isinstance(quad.object, Literal) and (found := NOT_XML.search(quad.object.value)):
        raise OutputError(
            f"{quad.subject} {quad.predicate}: RDF/XML cannot carry the character U+{ord(found[0]):04X} of this "
            "text; choose another format, such as Turtle"
        )
