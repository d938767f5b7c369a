"""The SHACL engines: pySHACL, and where the extra `fast` is installed pyshacl-turbo, which does the same in Rust.

A test holds that both find the same.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import rdflib

EngineName = Literal["pyshacl", "pyshacl-turbo"]
Engine = Callable[["rdflib.Graph"], "rdflib.Graph"]
"""Takes the data, gives a sh:ValidationReport."""


def open_engine(shapes: rdflib.Graph, name: EngineName | None = None) -> Engine:
    """The engine of a name, ready to check graphs against the shapes; by default the fastest that is installed."""
    if name is None:
        name = "pyshacl-turbo" if importlib.util.find_spec("pyshacl_turbo") else "pyshacl"
    return _pyshacl(shapes) if name == "pyshacl" else _pyshacl_turbo(shapes)


def _pyshacl(shapes: rdflib.Graph) -> Engine:
    from pyshacl import ShapesGraph, Validator
    from pyshacl.graph_abstraction import DataGraph

    compiled = ShapesGraph(shapes)

    def report(data: rdflib.Graph) -> rdflib.Graph:
        validator = Validator(DataGraph.from_rdflib(data), shacl_graph=shapes)
        validator.shacl_graph = compiled
        found: rdflib.Graph = validator.run()[1]  # type: ignore[no-untyped-call]
        return found

    return report


def _pyshacl_turbo(shapes: rdflib.Graph) -> Engine:
    from pyshacl_turbo import compile_shapes

    compiled = compile_shapes(shapes)

    def report(data: rdflib.Graph) -> rdflib.Graph:
        # Not a pyoxigraph.Store, though that would be faster: there version 0.6.5 takes "a"^^xsd:string for another
        # literal than "a".
        found: rdflib.Graph = compiled.validate(data)[1]
        return found

    return report
