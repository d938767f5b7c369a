"""Validates graphs against the SHACL shapes in `shapes/`.

Every type of a class chain is in the data, so no inference is needed. The shapes are flat: each has its own target,
message and severity, and pySHACL looks at all nodes of a class at once, where nested shapes cost a call for each node.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from kgbuild.errors import SettingsError
from kgbuild.resources import resource_dir
from kgbuild.validate.catalogue import Shape, read_shapes
from kgbuild.validate.crosschecks import CHECKS
from kgbuild.validate.engines import EngineName, open_engine
from kgbuild.validate.grounding import ground
from kgbuild.validate.index import TripleIndex
from kgbuild.validate.report import SEVERITIES, Report, Result
from kgbuild.validate.terms import Term, from_rdflib, to_rdflib
from kgbuild.vocabulary import expand


class Validator:
    """The shapes, loaded once; validates any number of graphs, one after the other."""

    def __init__(self, folder: Path | None = None, engine: EngineName | None = None) -> None:
        """Loads the Turtle files of `folder`, by default the project's own shapes.

        `engine` is "pyshacl-turbo" by default where the extra `fast` is installed, else "pyshacl"; both find the same.
        """
        import rdflib

        from kgbuild.validate.data_graph import DataGraph

        source = rdflib.Graph()
        for path in sorted((folder or resource_dir("shapes")).glob("*.ttl")):
            source.parse(path, format="turtle")
        self._engine = open_engine(DataGraph(source), engine)
        self.shapes = read_shapes(source)
        """IRI → shape."""
        self._by_name = {shape.name: shape for shape in self.shapes.values()}

    def validate(self, quads: Iterable[Quad]) -> Report:
        """The report on the union of all graphs in `quads`.

        SettingsError if a shape of one's own finds something but has no severity and message.
        """
        quads = tuple(quads)
        graph = TripleIndex(quads)
        found = [*self._check_shapes(quads), *self._check_across(graph)]
        return Report(tuple(_grounded(graph, result) for result in sorted(found, key=_order)))

    def _check_shapes(self, quads: Iterable[Quad]) -> Iterator[Result]:
        """What the engine finds. Its own conformance counts warnings too, so only its results are taken."""
        from rdflib import URIRef

        report = self._engine(to_rdflib(quads))
        for node in report.objects(None, URIRef(expand("sh:result"))):
            parts = dict(report.predicate_objects(node))
            shape = self._shape(str(parts[URIRef(expand("sh:sourceShape"))]))
            value = parts.get(URIRef(expand("sh:value")))
            yield _result(
                shape,
                from_rdflib(parts[URIRef(expand("sh:focusNode"))]),
                None if value is None else from_rdflib(value),
                str(parts[URIRef(expand("sh:sourceConstraintComponent"))]),
            )

    def _shape(self, iri: str) -> Shape:
        if iri not in self.shapes:
            remedy = "give it a target, a sh:severity and a sh:message of its own, and an IRI"
            raise SettingsError(f"{iri}: this shape does not stand by itself; {remedy}")
        return self.shapes[iri]

    def _check_across(self, graph: TripleIndex) -> Iterator[Result]:
        for name, check in CHECKS.items():
            if name in self._by_name:
                for focus, value in check(graph):
                    yield _result(self._by_name[name], focus, value, expand("sh:SPARQLConstraintComponent"))


def validate(quads: Iterable[Quad]) -> Report:
    """The report on the union of all graphs in `quads`. Keep a `Validator` to validate several graphs."""
    return Validator().validate(quads)


def _result(shape: Shape, focus: Term, value: Term | None, component: str) -> Result:
    return Result(focus, NamedNode(shape.iri), NamedNode(component), shape.severity, shape.message, shape.path, value)


def _grounded(graph: TripleIndex, result: Result) -> Result:
    place = ground(graph, result.focus)
    return dataclasses.replace(result, document=place.document, sentence=place.sentence)


def _order(result: Result) -> tuple[int, str, str, str, str]:
    severity = SEVERITIES.index(result.severity)
    return severity, result.shape.value, str(result.focus), str(result.value or ""), result.component.value
