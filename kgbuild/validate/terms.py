"""Terms from pyoxigraph to rdflib, in which pySHACL works, and back. Lexical forms are kept as they are."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kgbuild.errors import InputError
from kgbuild.vocabulary import expand

if TYPE_CHECKING:
    import rdflib
    from rdflib.term import Node

Term = NamedNode | BlankNode | Literal | Triple
XSD_STRING = expand("xsd:string")


def to_rdflib(quads: Iterable[Quad]) -> rdflib.Graph:
    """The union of the graphs in rdflib's memory. Each term is made once, for making terms is what costs.

    InputError if a triple stands as a term: RDF 1.1 has none.
    """
    from kgbuild.validate.data_graph import DataGraph

    # It logs a traceback for each value that is none of its type, "2022-02-30"^^xsd:date; the report tells of those.
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    terms: dict[Term, Node] = {}

    def term(node: Term) -> Node:
        found = terms.get(node)
        if found is None:
            found = terms[node] = _to_rdflib_term(node)
        return found

    return DataGraph((term(quad.subject), term(quad.predicate), term(quad.object)) for quad in quads)


def _to_rdflib_term(node: Term) -> Node:
    import rdflib

    if isinstance(node, NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, BlankNode):
        return rdflib.BNode(node.value)
    if isinstance(node, Triple):
        raise InputError(str(node), "a triple stands as a term, which RDF 1.1 does not have", "leave it out")
    if node.language:
        return rdflib.Literal(node.value, lang=node.language)
    if node.datatype.value == XSD_STRING:
        return rdflib.Literal(node.value)
    return rdflib.Literal(node.value, datatype=rdflib.URIRef(node.datatype.value), normalize=False)


def from_rdflib(node: Node) -> NamedNode | BlankNode | Literal:
    """The same term for pyoxigraph."""
    import rdflib

    if isinstance(node, rdflib.Literal):
        if node.language:
            return Literal(str(node), language=node.language)
        return Literal(str(node), datatype=NamedNode(str(node.datatype or XSD_STRING)))
    return BlankNode(str(node)) if isinstance(node, rdflib.BNode) else NamedNode(str(node))
