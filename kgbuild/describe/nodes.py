"""The node of every key of one document's facts."""

from __future__ import annotations

from pyoxigraph import NamedNode

from kgbuild.iris import entity_iri, local_iri, normalised
from kgbuild.model import Facts, Key, statement_key


class Nodes:
    """Key → node. Entities may be named beyond their document; evidence is numbered in the order of the facts."""

    def __init__(self, base: str, document: str, facts: Facts) -> None:
        self._base = base
        self._document = document
        links = {link.entity: link for link in facts.links}
        self._nodes = {
            entity.key: NamedNode(entity_iri(base, document, entity, links.get(entity.key)))
            for entity in facts.entities
        }
        for number, statement in enumerate(facts.statements, start=1):
            self._nodes.setdefault(statement_key(statement), NamedNode(local_iri(document, f"evidence={number}")))

    def __getitem__(self, key: Key) -> NamedNode:
        if key not in self._nodes:
            self._nodes[key] = NamedNode(local_iri(self._document, key))
        return self._nodes[key]

    def role(self, title: str) -> NamedNode:
        """A kind of post ("President"), one node in all documents."""
        return NamedNode(f"{self._base}role/{normalised(title)}")
