"""What the shapes say of themselves: message, severity and path of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, NamedNode, Triple

from kgbuild.validate.report import SEVERITIES, Path, Severity
from kgbuild.vocabulary import PREFIXES, expand

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape: its IRI, the local name of its sh:severity, its sh:message and, if it is a property shape, its path."""

    iri: str
    severity: Severity
    message: str
    path: Path | None = None

    @property
    def name(self) -> str:
        """The local name, unique in `shapes/`."""
        return self.iri.rpartition("#")[2]


def read_shapes(source: rdflib.Graph) -> Mapping[str, Shape]:
    """IRI → shape, for all that have a severity: the shapes that stand by themselves."""
    from rdflib import URIRef

    shapes: dict[str, Shape] = {}
    for severity in SEVERITIES:
        found = source.subjects(URIRef(expand("sh:severity")), URIRef(expand(f"sh:{severity}")))
        for node in sorted(found, key=str):
            message = str(source.value(node, URIRef(expand("sh:message"))))
            shapes[str(node)] = Shape(str(node), severity, message, _path(source, node))
    return shapes


def _path(source: rdflib.Graph, shape: Node) -> Path | None:
    """The path of a property shape with its structure; blank nodes are named after the shape, so they are stable."""
    from rdflib import BNode, URIRef

    path = source.value(shape, URIRef(expand("sh:path")))
    if path is None:
        return None
    name = str(shape).rpartition("#")[2]
    blanks: dict[Node, BlankNode] = {}

    def term(node: Node) -> NamedNode | BlankNode:
        if isinstance(node, BNode):
            return blanks.setdefault(node, BlankNode(f"{name}-path{len(blanks) + 1}"))
        return NamedNode(str(node))

    triples: list[Triple] = []
    queue, begun = [path], {path}
    while queue:
        node = queue.pop(0)
        for predicate, value in sorted(source.predicate_objects(node)) if isinstance(node, BNode) else ():
            triples.append(Triple(term(node), NamedNode(str(predicate)), term(value)))
            if value not in begun:
                begun.add(value)
                queue.append(value)
    return Path(_text(source, path), term(path), tuple(triples))


def _text(source: rdflib.Graph, path: Node) -> str:
    """A path as SPARQL writes it: "kgb:linkOf/skos:exactMatch", "^kgb:count", "(kgb:lower|kgb:upper)"."""
    from rdflib import RDF, URIRef
    from rdflib.collection import Collection

    if isinstance(path, URIRef):
        return _prefixed(str(path))
    if (path, RDF.first, None) in source:
        return "/".join(_text(source, step) for step in Collection(source, path))
    for name, before, after in (("inversePath", "^", ""), ("zeroOrOnePath", "", "?")):
        inner = source.value(path, URIRef(expand(f"sh:{name}")))
        if inner is not None:
            return f"{before}{_text(source, inner)}{after}"
    choices = source.value(path, URIRef(expand("sh:alternativePath")), any=False)
    return "(" + "|".join(_text(source, choice) for choice in Collection(source, choices)) + ")" if choices else ""


def _prefixed(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
