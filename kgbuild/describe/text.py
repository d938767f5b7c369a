"""The document itself in RDF: its metadata, where the graph came from, its text and the spans of it."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from bisect import bisect_right
from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from pyoxigraph import Literal, NamedNode

from kgbuild import __version__
from kgbuild.describe.terms import GraphWriter, term, typed
from kgbuild.iris import authority_iri, local_iri, span_iri
from kgbuild.model import Article, Span
from kgbuild.settings import Settings


class TextWriter:
    """Writes the text of one document and mints a node for each span of it that something refers to."""

    def __init__(self, graph: GraphWriter, article: Article, sentences: Sequence[Span], keep_text: bool) -> None:
        self._graph = graph
        self._article = article
        self._sentences = sentences
        self._begins = [sentence.begin for sentence in sentences]
        self._keep_text = keep_text
        self._written: set[Span] = set()
        self._written_sentences: set[Span] = set()
        self._context = NamedNode(span_iri(graph.graph.value, Span(0, len(article.text))))
        self._write_context()

    def _write_context(self) -> None:
        text = self._article.text
        self._graph.add_types(self._context, "nif:Context")
        if self._keep_text:
            self._graph.add(self._context, "nif:isString", Literal(text))
        else:
            digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
            self._graph.add(self._context, "dcterms:identifier", Literal(f"sha256:{digest}"))

    def span(self, span: Span) -> NamedNode:
        """The node of a span, written the first time with its sentence; a whole sentence lies in itself."""
        node = NamedNode(span_iri(self._graph.graph.value, span))
        if span in self._written:
            return node
        self._written.add(span)
        self._write_span(node, span, anchored=True)
        at = bisect_right(self._begins, span.begin) - 1
        if at >= 0:
            self._graph.add(node, "kgb:inSentence", self._sentence(self._sentences[at]))
        return node

    def _sentence(self, sentence: Span) -> NamedNode:
        """The node of a sentence; its words are left out with the text, unless something refers to all of it."""
        node = NamedNode(span_iri(self._graph.graph.value, sentence))
        if sentence not in self._written_sentences:
            self._written_sentences.add(sentence)
            self._write_span(node, sentence, anchored=self._keep_text)
            self._graph.add_types(node, "nif:Sentence")
        return node

    def _write_span(self, node: NamedNode, span: Span, *, anchored: bool) -> None:
        self._graph.add_types(node, "nif:OffsetBasedString")
        self._graph.add(node, "nif:beginIndex", typed(str(span.begin), "nonNegativeInteger"))
        self._graph.add(node, "nif:endIndex", typed(str(span.end), "nonNegativeInteger"))
        self._graph.add(node, "nif:referenceContext", self._context)
        if anchored:
            self._graph.add(node, "nif:anchorOf", Literal(self._article.text[span.begin : span.end]))


def write_document(graph: GraphWriter, article: Article) -> None:
    """The document's metadata. A url that is no http(s) address is left out."""
    document = graph.graph
    graph.add_types(document, "schema:NewsArticle")
    graph.add(document, "dcterms:identifier", Literal(article.id))
    graph.add(document, "schema:inLanguage", Literal(article.language))
    if article.title:
        graph.add(document, "schema:headline", Literal(article.title))
    if article.date:
        graph.add(document, "schema:datePublished", typed(article.date.isoformat(), "date"))
    if article.publisher:
        graph.add(document, "schema:publisher", Literal(article.publisher))
    if article.url and (url := _url(article.url)):
        graph.add(document, "schema:url", url)


def _url(url: str) -> NamedNode | None:
    """The address as an IRI; None if it is no http(s) address, for then it leads nowhere."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return None
    return NamedNode(quote(url, safe="%/:=&?~#+!$,;'@()*[]"))


def write_provenance(graph: GraphWriter, settings: Settings, model: str, authority: str) -> None:
    """The activity that made the graph: software, model, authority and settings. No clock: builds stay reproducible."""
    document = graph.graph.value
    activity, given = NamedNode(local_iri(document, "build")), NamedNode(local_iri(document, "settings"))
    software = NamedNode(f"{settings.base}software/kgbuild/{__version__}")
    parser = NamedNode(f"{settings.base}software/{quote(model.replace(' ', '/'))}")
    world = NamedNode(authority_iri(settings.base, authority))
    graph.add(graph.graph, "prov:wasGeneratedBy", activity)
    graph.add_types(activity, "prov:Activity")
    graph.add(activity, "prov:wasAssociatedWith", software)
    for used in (parser, world, given):
        graph.add(activity, "prov:used", used)
    graph.add(software, "rdf:type", term("prov:SoftwareAgent"))
    for node, label in ((software, f"kgbuild {__version__}"), (parser, model), (world, authority)):
        graph.add(node, "rdfs:label", Literal(label))
    for node in (parser, world, given):
        graph.add(node, "rdf:type", term("prov:Entity"))
    values = json.dumps(dataclasses.asdict(settings), sort_keys=True)
    graph.add(given, "prov:value", Literal(values))
