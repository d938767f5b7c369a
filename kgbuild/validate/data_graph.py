"""A graph for rdflib that does nothing but answer, and answers at once: what a SHACL engine asks it a million times."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from typing import Any, Final

from rdflib import Graph
from rdflib.namespace import NamespaceManager
from rdflib.paths import Path
from rdflib.term import Node

NOTHING: Final[dict[Any, Any]] = {}
Index = dict[Node, dict[Node, dict[Node, None]]]


class WholeNames(NamespaceManager):
    """Names without prefixes: to find the prefix of each node costs time that grows with the nodes seen before."""

    def normalizeUri(self, rdfTerm: str) -> str:  # noqa: N802, N803 -- names of rdflib
        return f"<{rdfTerm}>"

    def bind(self, *args: Any, **options: Any) -> None:
        """Takes no prefix: none is used."""


class DataGraph(Graph):
    """The triples given, each once, by predicate and subject and by predicate and object. It takes no others later."""

    def __init__(self, triples: Iterable[tuple[Node, Node, Node]]) -> None:
        super().__init__(bind_namespaces="none")
        self.namespace_manager = WholeNames(self, bind_namespaces="none")
        self._objects: Index = {}
        self._subjects: Index = {}
        for subject, predicate, value in triples:
            self._objects.setdefault(predicate, {}).setdefault(subject, {})[value] = None
            self._subjects.setdefault(predicate, {}).setdefault(value, {})[subject] = None
        self._size = sum(len(values) for of_subject in self._objects.values() for values in of_subject.values())

    def objects(self, subject: Any = None, predicate: Any = None, unique: bool = False) -> Any:
        if subject is None or predicate is None:
            return super().objects(subject, predicate, unique)
        return iter(self._objects.get(predicate, NOTHING).get(subject, ()))

    def subjects(self, predicate: Any = None, object: Any = None, unique: bool = False) -> Any:
        if object is None or predicate is None:
            return super().subjects(predicate, object, unique)
        return iter(self._subjects.get(predicate, NOTHING).get(object, ()))

    def transitive_objects(self, subject: Any, predicate: Any, remember: Any = None) -> Any:
        if predicate in self._objects:
            return super().transitive_objects(subject, predicate, remember)
        return iter((subject,))

    def triples(self, triple: Any) -> Generator[Any, None, None]:
        wanted, predicate, value = triple
        if isinstance(predicate, Path):  # in the SPARQL of a shape
            yield from super().triples(triple)
            return
        for found in self._objects if predicate is None else (predicate,):
            for subject in self._matching(found, wanted, value):
                for each in self._values(found, subject, value):
                    yield subject, found, each

    def __contains__(self, triple: Any) -> bool:
        return next(self.triples(triple), None) is not None

    def __len__(self) -> int:
        return self._size

    def _matching(self, predicate: Node, subject: Node | None, value: Node | None) -> Iterable[Node]:
        if subject is not None:
            return (subject,)
        if value is not None:
            of_value: Iterable[Node] = self._subjects.get(predicate, NOTHING).get(value, ())
            return of_value
        of_any: Iterable[Node] = self._objects.get(predicate, NOTHING)
        return of_any

    def _values(self, predicate: Node, subject: Node, value: Node | None) -> Iterable[Node]:
        values: Iterable[Node] = self._objects.get(predicate, NOTHING).get(subject, NOTHING)
        return values if value is None else (value,) if value in values else ()
