"""The page of a node: what is said about it; for a document also its text and all that it yielded."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template
from pyoxigraph import NamedNode, Store

from kgbuild.formats import RDF_FORMATS
from kgbuild.web.description import (
    MAX_STATEMENTS,
    Section,
    Statement,
    describe_parts,
    document_lines,
    label_of,
    sentence_text,
)
from kgbuild.web.links import Cell, Links, shorten


@dataclass(frozen=True, slots=True)
class Row:
    """A statement as it is shown. `subject` is None where it is the node of the section."""

    subject: Cell | None
    predicate: Cell
    object: Cell
    sentences: tuple[str, ...]
    confidence: str
    hedged: bool
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is shown. `anchor` is what its IRI has behind the "#"."""

    anchor: str
    iri: str
    label: str
    kinds: tuple[Cell, ...]
    mentions: tuple[tuple[Cell, str], ...]
    rows: tuple[Row, ...]
    cut: bool

    @property
    def has_sentences(self) -> bool:
        """Whether a row has a sentence of its own to show."""
        return any(row.sentences for row in self.rows)


def render_resource(store: Store, links: Links, section: Section) -> str:
    """The page of the node that `section` describes."""
    return render_template(
        "resource.html",
        main=_part(store, links, section),
        parts=[_part(store, links, part) for part in describe_parts(store, section.node)],
        lines=[
            (line.text, [_fragment(span.value) for span in (line.node, *line.spans)])
            for line in document_lines(store, section.node)
        ],
        formats=tuple(each.name for each in RDF_FORMATS),
        max_statements=MAX_STATEMENTS,
    )


def _part(store: Store, links: Links, section: Section) -> Part:
    return Part(
        _fragment(section.node.value),
        section.node.value,
        links.cell(section.node, section.label).text,
        tuple(links.cell(kind) for kind in section.kinds),
        tuple((links.cell(each), shorten(sentence_text(store, each))) for each in section.sentences),
        tuple(_row(store, links, section.node, each) for each in section.statements),
        section.cut,
    )


def _row(store: Store, links: Links, node: NamedNode, statement: Statement) -> Row:
    subject, target = statement.subject, statement.object
    return Row(
        None if subject == node else links.cell(subject, label_of(store, subject)),
        links.cell(statement.predicate),
        links.cell(target, label_of(store, target)),
        tuple(shorten(each) for each in statement.sentences),
        statement.confidence,
        statement.hedged,
        tuple(_fragment(each) for each in statement.evidence),
    )


def _fragment(iri: str) -> str:
    return iri.partition("#")[2]
