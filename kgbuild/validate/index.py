"""The triples of a graph by predicate, for looks that need no query engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kgbuild.validate.terms import Term
from kgbuild.vocabulary import expand

Node = NamedNode | BlankNode | Triple


class TripleIndex:
    """The union of the graphs of some quads. Predicates are asked for by prefixed name ("kgb:actor")."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._objects: dict[str, dict[Node, dict[Term, None]]] = defaultdict(lambda: defaultdict(dict))
        self._subjects: dict[Term, dict[Node, None]] | None = None
        for quad in quads:
            self._objects[quad.predicate.value][quad.subject][quad.object] = None

    def pairs(self, predicate: str) -> Iterator[tuple[Node, Term]]:
        """Subject and object of each triple of the predicate."""
        for subject, objects in self._of(predicate).items():
            for value in objects:
                yield subject, value

    def objects(self, subject: Term, predicate: str) -> Sequence[Term]:
        if isinstance(subject, Literal):
            return ()
        return tuple(self._of(predicate).get(subject, ()))

    def value(self, subject: Term | None, predicate: str) -> Term | None:
        """The first object, None if there is none."""
        return next(iter(self.objects(subject, predicate)), None) if subject is not None else None

    def holds(self, subject: Term, predicate: str | NamedNode, value: Term) -> bool:
        return not isinstance(subject, Literal) and value in self._of(predicate).get(subject, {})

    def referrers(self, value: Term) -> Sequence[Node]:
        """The subjects of all triples with this object."""
        if self._subjects is None:
            self._subjects = defaultdict(dict)
            for triples in self._objects.values():
                for subject, objects in triples.items():
                    for found in objects:
                        self._subjects[found][subject] = None
        return tuple(self._subjects.get(value, ()))

    def _of(self, predicate: str | NamedNode) -> dict[Node, dict[Term, None]]:
        return self._objects.get(expand(predicate) if isinstance(predicate, str) else predicate.value, {})
