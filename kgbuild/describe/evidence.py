"""Evidenced triples: the triple itself where the text is certain of it, and the node that says where it stands."""

from __future__ import annotations

from pyoxigraph import Literal

from kgbuild.describe.nodes import Nodes
from kgbuild.describe.terms import GraphWriter, decimal, term, typed
from kgbuild.describe.text import TextWriter
from kgbuild.model import Statement, statement_key
from kgbuild.vocabulary import ROLE_PROPERTIES


def write_statement(graph: GraphWriter, text: TextWriter, nodes: Nodes, statement: Statement) -> None:
    """The triple with its superproperties, unless it is hedged, and its kgb:Evidence, always."""
    subject = nodes[statement.subject]
    target = statement.object
    value = nodes[target] if isinstance(target, str) else typed(target.text, target.datatype)
    hedged = statement.certainty != "certain"
    if not hedged:
        for predicate in (statement.predicate, *ROLE_PROPERTIES.get(statement.predicate, ())):
            graph.add(subject, predicate, value)
    evidence = nodes[statement_key(statement)]
    graph.add_types(evidence, "kgb:Evidence", "rdf:Statement")
    graph.add(evidence, "rdf:subject", subject)
    graph.add(evidence, "rdf:predicate", term(statement.predicate))
    graph.add(evidence, "rdf:object", value)
    graph.add(evidence, "gaf:denotedBy", text.span(statement.span))
    graph.add(evidence, "kgb:confidence", decimal(statement.confidence))
    graph.add(evidence, "kgb:extractor", Literal(statement.extractor))
    if hedged:
        graph.add(evidence, "kgb:certainty", term(f"fact:{statement.certainty}"))
