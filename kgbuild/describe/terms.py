"""RDF terms by their short names, and the growing graph of one document."""

from __future__ import annotations

from functools import cache

from pyoxigraph import Literal, NamedNode, Quad

from kgbuild import vocabulary

Node = NamedNode | Literal


@cache
def term(name: str) -> NamedNode:
    """The node of a prefixed name ("kgb:actor")."""
    return NamedNode(vocabulary.expand(name))


@cache
def _with_superclasses(name: str) -> tuple[NamedNode, ...]:
    return tuple(term(each) for each in (name, *vocabulary.superclasses(name)))


def typed(text: str, datatype: str) -> Literal:
    """A literal of an XSD datatype, given by its local name; "string" is a plain literal."""
    return Literal(text) if datatype == "string" else Literal(text, datatype=term(f"xsd:{datatype}"))


def boolean(value: bool) -> Literal:
    return typed("true" if value else "false", "boolean")


def decimal(value: float) -> Literal:
    """A decimal of at most four places, without an exponent, so that equal values are equal text."""
    text = f"{value:.4f}".rstrip("0")
    return typed(text + "0" if text.endswith(".") else text, "decimal")


class GraphWriter:
    """Collects the quads of one named graph; a statement made twice stands once, in the order of the first."""

    def __init__(self, graph: NamedNode) -> None:
        self.graph = graph
        self._quads: dict[Quad, None] = {}

    def add(self, subject: NamedNode, predicate: str, value: Node) -> None:
        self._quads[Quad(subject, term(predicate), value, self.graph)] = None

    def add_types(self, subject: NamedNode, *classes: str) -> None:
        """Types the subject with the classes (prefixed names) and with all their superclasses."""
        for name in classes:
            for each in _with_superclasses(name):
                self.add(subject, "rdf:type", each)

    def quads(self) -> tuple[Quad, ...]:
        return tuple(self._quads)
