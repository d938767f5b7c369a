"""The outcome of validation: results with the sentence of text that each is about, as lines, JSON and Turtle."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize
from pyoxigraph import Literal as RdfLiteral

from kgbuild.validate.terms import Term
from kgbuild.vocabulary import PREFIXES, expand

Severity = Literal["Violation", "Warning", "Info"]

SEVERITIES: tuple[Severity, ...] = ("Violation", "Warning", "Info")


@dataclass(frozen=True, slots=True)
class Path:
    """What a property shape looks at: in SPARQL's notation ("^kgb:count"), and as the RDF of a sh:resultPath."""

    text: str
    node: NamedNode | BlankNode
    triples: tuple[Triple, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """One node that breaks one rule.

    `focus` is the node, `value` what is wrong with it where the rule knows; `shape` names the rule; `component` is
    the SHACL constraint component that failed. `path` is what was looked at, None where it was the node
    itself. `document` is the document's IRI and `sentence` the words of the text in which
    the node is grounded, None where it is not or where the text was left out.
    """

    focus: Term
    shape: NamedNode
    component: NamedNode
    severity: Severity
    message: str
    path: Path | None = None
    value: Term | None = None
    document: str | None = None
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """All results, violations first, in a fixed order."""

    results: tuple[Result, ...] = ()

    @property
    def conforms(self) -> bool:
        """False if there is a violation; warnings and notes leave it True."""
        return not any(result.severity == "Violation" for result in self.results)

    @property
    def counts(self) -> dict[str, int]:
        """Shape (its local name) → number of results, in the order of the results."""
        return dict(Counter(_local_name(result.shape) for result in self.results))

    def lines(self) -> Iterator[str]:
        """The report for a terminal: counts by shape, then each result with its sentence of text."""
        if not self.results:
            yield "conforms: no results"
            return
        by_severity = Counter(result.severity for result in self.results)
        tally = ", ".join(f"{by_severity[severity]} {severity}" for severity in SEVERITIES if by_severity[severity])
        yield f"{'conforms' if self.conforms else 'does not conform'}: {tally}"
        severities = {_local_name(result.shape): result.severity for result in self.results}
        for shape, number in self.counts.items():
            yield f"{number:>7}  {severities[shape]:<9}  {shape}"
        for result in self.results:
            yield ""
            yield from _result_lines(result)

    def to_json(self) -> str:
        """The report as a JSON object: conforms, counts, results; terms as in N-Triples without brackets."""
        return json.dumps(
            {"conforms": self.conforms, "counts": self.counts, "results": [_as_json(r) for r in self.results]},
            ensure_ascii=False,
            indent=2,
        )

    def to_turtle(self) -> str:
        """The report as a sh:ValidationReport. `sh:conforms` counts violations only, as `conforms` does."""
        content = serialize(dict.fromkeys(self._triples()), format=RdfFormat.TURTLE, prefixes=dict(PREFIXES))
        return content.decode("utf-8") if content else ""

    def _triples(self) -> Iterator[Triple]:
        report = BlankNode("report")
        yield Triple(report, _RDF_TYPE, _sh("ValidationReport"))
        conforms = RdfLiteral("true" if self.conforms else "false", datatype=NamedNode(expand("xsd:boolean")))
        yield Triple(report, _sh("conforms"), conforms)
        for number, result in enumerate(self.results, start=1):
            node = BlankNode(f"result{number}")
            yield Triple(report, _sh("result"), node)
            yield from _result_triples(node, result)


_RDF_TYPE = NamedNode(expand("rdf:type"))


def _sh(name: str) -> NamedNode:
    return NamedNode(PREFIXES["sh"] + name)


def _result_triples(node: BlankNode, result: Result) -> Iterator[Triple]:
    yield Triple(node, _RDF_TYPE, _sh("ValidationResult"))
    yield Triple(node, _sh("focusNode"), result.focus)
    yield Triple(node, _sh("resultSeverity"), _sh(result.severity))
    yield Triple(node, _sh("resultMessage"), RdfLiteral(result.message))
    yield Triple(node, _sh("sourceShape"), result.shape)
    yield Triple(node, _sh("sourceConstraintComponent"), result.component)
    if result.value is not None:
        yield Triple(node, _sh("value"), result.value)
    if result.path is not None:
        yield Triple(node, _sh("resultPath"), result.path.node)
        yield from result.path.triples


def _local_name(shape: NamedNode) -> str:
    return shape.value.rpartition("#")[2]


def _plain(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _result_lines(result: Result) -> Iterator[str]:
    yield f"{result.severity}: {result.message}"
    yield f"  rule      {_local_name(result.shape)}"
    yield f"  node      {_plain(result.focus)}"
    if result.path is not None:
        yield f"  property  {result.path.text}"
    if result.value is not None and result.value != result.focus:
        yield f"  value     {_plain(result.value)}"
    if result.document is not None:
        yield f"  document  {result.document}"
    if result.sentence is not None:
        yield f"  text      {' '.join(result.sentence.split())}"


def _as_json(result: Result) -> dict[str, Any]:
    return {
        "severity": result.severity,
        "shape": result.shape.value,
        "message": result.message,
        "focus": _plain(result.focus),
        "path": None if result.path is None else result.path.text,
        "value": None if result.value is None else _plain(result.value),
        "component": result.component.value,
        "document": result.document,
        "sentence": result.sentence,
    }
