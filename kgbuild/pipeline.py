"""The order of the stages: read → annotate → extract → link → describe. The only module that knows them all.

What a document becomes depends on (article, settings) alone; nothing here reads a store.
"""

from __future__ import annotations

import dataclasses
import gc
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kgbuild.iris import document_iri
from kgbuild.model import Article, Facts, Span
from kgbuild.parse import Doc
from kgbuild.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import Quad
    from rdflib import Dataset

    from kgbuild.store.query import QueryResult


GARBAGE_AFTER: Final = 20_000
"""After so many objects more than were freed `tend_garbage` has them looked through."""


@dataclass(frozen=True, slots=True)
class DocumentGraph:
    """What one document yielded: its facts, typed, and the quads of its graph, whose IRI is `name`."""

    article: Article
    name: str
    facts: Facts
    quads: tuple[Quad, ...]

    def query(self, sparql: str) -> QueryResult:
        """The answer to a SPARQL query over this graph; QueryError if the query is malformed."""
        from kgbuild.store.disk import memory_store
        from kgbuild.store.query import run_query

        return run_query(memory_store(self.quads), sparql)

    def frame(self, sparql: str) -> Any:
        """The answer to a SELECT as a pandas.DataFrame; MissingExtraError without the extra `pandas`."""
        from kgbuild.store.disk import memory_store
        from kgbuild.store.query import select_frame

        return select_frame(memory_store(self.quads), sparql)

    def to_rdflib(self) -> Dataset:
        """The graph as an rdflib.Dataset."""
        from kgbuild.store.export import to_rdflib

        return to_rdflib(self.quads)

    def write(self, path: Path) -> None:
        """Writes the graph in the format that the path's suffix names; OutputError if it cannot be written."""
        from kgbuild.formats import rdf_format_of
        from kgbuild.store.export import write_graph

        write_graph(self.quads, path, rdf_format_of(path))


class Builder:
    """Loads the model and the authority of the settings once and builds any number of documents."""

    def __init__(self, settings: Settings | None = None) -> None:
        """Takes seconds, for the model; MissingExtraError if it is not installed."""
        from kgbuild.annotate.parser import load_parser
        from kgbuild.link.authority import open_authority
        from kgbuild.link.decisions import Decisions, read_decisions

        self.settings = settings or Settings()
        self._authority = open_authority(self.settings)
        self._decisions = read_decisions(Path(self.settings.decisions)) if self.settings.decisions else Decisions()
        # A graph tells what was decided, not where the table of it lay.
        told = f"sha256:{self._decisions.digest}" if self.settings.decisions else ""
        self._told = dataclasses.replace(self.settings, decisions=told)
        self._parser = load_parser(self.settings, self._authority)

    def build(self, article: Article) -> DocumentGraph:
        """The graph of one article. The same article, settings and decisions give the same graph."""
        from kgbuild.describe.graph import describe
        from kgbuild.extract.document import extract
        from kgbuild.link.decide import link

        annotated = self._parser.annotate(article)
        facts = link(extract(annotated), article, self._authority, self.settings, self._decisions)
        quads = describe(
            article,
            sentence_spans(annotated.doc, article.text),
            facts,
            self._told,
            self._parser.model,
            self._authority.name,
        )
        return DocumentGraph(article, document_iri(self.settings.base, article.id), facts, quads)


def tend_garbage() -> None:
    """For a process that does nothing but build, once the model is loaded. The model and the authority stay to the end
    and are not looked at again and again; a parse is some ten thousand objects that refer to one another, and looking
    for garbage as often as CPython does finds none. Together a fifth of the run."""
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER)


@lru_cache(maxsize=2)
def _builder(settings: Settings) -> Builder:
    return Builder(settings)


def build(article: Article, settings: Settings | None = None) -> DocumentGraph:
    """The knowledge graph of one article. The first call loads the model; later ones with equal settings reuse it."""
    return _builder(settings or Settings()).build(article)


def sentence_spans(doc: Doc, text: str) -> Sequence[Span]:
    """The sentences of a parse without the white space around them, blank ones left out."""
    spans = []
    for sentence in doc.sents:
        begin, end = sentence.start_char, sentence.end_char
        words = text[begin:end]
        if words.strip():
            spans.append(Span(begin + len(words) - len(words.lstrip()), begin + len(words.rstrip())))
    return spans
