"""Text search for people and programs: /search?q=words; results by kind, each with its link, text and document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from pyoxigraph import Literal, NamedNode
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from kgbuild.errors import QueryError
from kgbuild.formats import Format
from kgbuild.store.words import Phrase, find_phrases, read_phrases
from kgbuild.vocabulary import PREFIXES, expand, superclasses
from kgbuild.web.answers import reader_for
from kgbuild.web.engine import Engine
from kgbuild.web.links import Cell, Links
from kgbuild.web.protocol import HTML, choose_format, parameters_of
from kgbuild.web.reader import Reader

JSON: Final = Format("json", "application/json", (".json",))

MAX_ASKED: Final = 1000
PAGE_NUMBER: Final = re.compile("0{0,9}[1-9][0-9]{0,9}")
FIRST_HITS: Final = 5
PAGE_HITS: Final = 20

# Texts that a search looks through, the best ones; what lies behind them is for SPARQL.
MAX_TEXTS: Final = 100

# A text is shown by so many characters around what was found.
SNIPPET: Final = 300

# Kind of result → its pattern: ?node, and ?place, whose text holds the words.
PATTERNS: Final = {
    "entities": (
        "?node {search} ; kgb:among 'labels' FILTER(EXISTS {{ ?node a kgb:Actor }} || "
        "EXISTS {{ ?node a kgb:Place }} || EXISTS {{ ?node a kgb:Medium }} || EXISTS {{ ?node a org:Role }}) "
        "BIND(?node AS ?place)"
    ),
    "events": (
        "?place {search} ; kgb:among 'sentences' . ?span kgb:inSentence ?place . ?node gaf:denotedBy ?span "
        "FILTER EXISTS {{ ?node a kgb:Event }}"
    ),
    "sentences": "?node {search} ; kgb:among 'sentences' . BIND(?node AS ?place)",
    "documents": "?node {search} ; kgb:among 'headlines' . BIND(?node AS ?place)",
}
# All kinds at once, for a question costs more than what is found for it.
HITS: Final = "SELECT * {{ {parts} }}"
HITS_OF_KIND: Final = (
    "{{ SELECT ('{kind}' AS ?kind) ?node (MAX(?score) AS ?best) (MIN(STR(?place)) AS ?where) {{ {pattern} }} "
    "GROUP BY ?node ORDER BY DESC(?best) ?node LIMIT {limit} OFFSET {offset} }}"
)

# Not as a second VALUES: Oxigraph would then look through all statements with such a property.
TOLD: Final = """SELECT DISTINCT ?node ?property ?value {{ VALUES ?node {{ {nodes} }} ?node ?property ?value
  FILTER(?property IN (rdf:type, skos:prefLabel, skos:altLabel, rdfs:label, schema:headline, nif:anchorOf,
    kgb:polarity, kgb:certainty, kgb:tense)) }}"""
DOCUMENTS: Final = """SELECT ?node (COUNT(DISTINCT ?document) AS ?count) (MIN(STR(?document)) AS ?first) {{
  VALUES ?node {{ {nodes} }} GRAPH ?document {{ ?node a ?class }} FILTER EXISTS {{ ?document a schema:NewsArticle }}
}} GROUP BY ?node"""

# The search as a query to go on from.
EXAMPLE: Final = (
    "SELECT DISTINCT ?x ?text ?score WHERE {{\n"
    "  ?x kgb:search {words} ; kgb:found ?text ; kgb:score ?score ; kgb:limit 1000\n"
    "}} ORDER BY DESC(?score) ?text"
)

# Properties of an event and their value where it is a plain fact.
PLAIN: Final = {
    expand("kgb:polarity"): expand("fact:positive"),
    expand("kgb:certainty"): expand("fact:certain"),
    expand("kgb:tense"): expand("fact:non-future"),
}

LABELS: Final = tuple(expand(name) for name in ("skos:prefLabel", "schema:headline", "rdfs:label", "skos:altLabel"))


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found.

    node: the thing and where it leads. kinds: its most specific classes. hedges: why an event is no plain fact.
    text: what holds the words, in pieces, each with whether it is one of the words.
    document: the document or, of several, the first; documents: how many.
    """

    node: Cell
    kinds: tuple[Cell, ...]
    hedges: tuple[str, ...]
    text: tuple[tuple[str, bool], ...]
    score: float
    document: Cell | None
    documents: int

    @property
    def is_label(self) -> bool:
        """Whether the text is all that the thing is called."""
        return "".join(piece for piece, _ in self.text) == self.node.text


@dataclass(frozen=True, slots=True)
class Found:
    """A page of the hits of one kind, and the number of the page that shows more of them, if there are more."""

    kind: str
    hits: tuple[Hit, ...]
    more: int | None


def search_page(engine: Engine, links: Callable[[], Links]) -> Blueprint:
    """The route /search."""
    routes = Blueprint("search", __name__)

    @routes.get("/search")
    def search() -> Response:
        target, _ = choose_format(request, (JSON, HTML))
        asked, kind, page = _read_parameters()
        phrases, fault = _phrases(asked)
        if fault is not None and target == JSON:
            raise fault
        found: list[Found] = []
        if phrases:
            reader, here = reader_for(engine), links()
            found = find(reader, here, asked, phrases, [kind] if kind else tuple(PATTERNS), page)
        if target == JSON:
            return jsonify(_as_json(asked, found))
        content = render_template(
            "search.html",
            asked=asked,
            kind=kind,
            page=page,
            found=found,
            phrases=phrases,
            fault=fault,
            sparql=EXAMPLE.format(words=Literal(asked)),
            page_hits=PAGE_HITS,
            max_texts=MAX_TEXTS,
        )
        return Response(content, 200 if fault is None else 400)

    return routes


def find(
    reader: Reader, links: Links, asked: str, phrases: tuple[Phrase, ...], kinds: Sequence[str], page: int | None
) -> list[Found]:
    """The hits of each kind on a page, which count from 1; the first few if None. Errors as of `Engine.answer`."""
    size, offset = (FIRST_HITS, 0) if page is None else (PAGE_HITS, (page - 1) * PAGE_HITS)
    rows = _rows(reader, asked, kinds, size + 1, offset)
    shown = {kind: found[:size] for kind, found in rows.items()}
    nodes = {node for found in shown.values() for node, _, _ in found}
    counted = _documents_of(reader, nodes)
    places = {place for found in shown.values() for _, place, _ in found}
    told = _told(reader, nodes | places | {first for _, first in counted.values()})
    return [
        Found(
            kind,
            tuple(_hit(links, told, phrases, counted.get(row[0], (0, None)), *row) for row in found),
            (page or 0) + 1 if len(rows[kind]) > size else None,
        )
        for kind, found in shown.items()
    ]


def _rows(
    reader: Reader, asked: str, kinds: Sequence[str], limit: int, offset: int
) -> dict[str, list[tuple[NamedNode, NamedNode, float]]]:
    """The hits of each kind, the best first: the node, what holds the words, and the score."""
    search = f"kgb:search {Literal(asked)} ; kgb:score ?score ; kgb:limit {MAX_TEXTS}"
    parts = [
        HITS_OF_KIND.format(kind=kind, pattern=PATTERNS[kind].format(search=search), limit=limit, offset=offset)
        for kind in kinds
    ]
    rows: dict[str, list[tuple[NamedNode, NamedNode, float]]] = {kind: [] for kind in kinds}
    for each in reader.solutions(HITS.format(parts=" UNION ".join(parts))):
        place, score = NamedNode(each["where"].value), float(each["best"].value)
        rows[each["kind"].value].append((each["node"], place, score))
    # A UNION promises no order.
    return {kind: sorted(found, key=lambda row: (-row[2], row[0].value)) for kind, found in rows.items()}


def _read_parameters() -> tuple[str, str, int | None]:
    """What is asked, of which kind ("" for all) and on which page (None for all). BadRequest for what there is not."""
    given = parameters_of(request)
    asked = given.get("q", "").strip()
    if len(asked) > MAX_ASKED:
        raise RequestEntityTooLarge(f"more than {MAX_ASKED:,} characters; look for fewer words")
    kind, page = given.get("kind", ""), given.get("page", "1")
    if kind and kind not in PATTERNS:
        raise BadRequest(f"kind: {kind[:20]!r} is none of {', '.join(PATTERNS)}")
    if not (PAGE_NUMBER.fullmatch(page) and int(page) <= MAX_TEXTS):
        raise BadRequest(f"page: {page[:20]!r} is no number from 1 to {MAX_TEXTS}")
    return asked, kind, int(page) if kind else None


def _phrases(asked: str) -> tuple[tuple[Phrase, ...], QueryError | None]:
    try:
        return read_phrases(asked), None
    except QueryError as error:
        return (), error


_Told = dict[tuple[NamedNode, str], list[str]]


def _told(reader: Reader, nodes: Iterable[NamedNode]) -> _Told:
    """The classes and texts of nodes, by node and property, sorted."""
    told: _Told = {}
    if listed := " ".join(sorted(str(node) for node in nodes)):
        for row in reader.solutions(TOLD.format(nodes=listed)):
            told.setdefault((row["node"], row["property"].value), []).append(row["value"].value)
    return {key: sorted(values) for key, values in told.items()}


def _hit(
    links: Links,
    told: _Told,
    phrases: tuple[Phrase, ...],
    documents: tuple[int, NamedNode | None],
    node: NamedNode,
    place: NamedNode,
    score: float,
) -> Hit:
    texts = [value for name in (*LABELS, expand("nif:anchorOf")) for value in told.get((place, name), ())]
    text = next((each for each in texts if _holds(each, phrases)), texts[0] if texts else "")
    count, first = documents
    return Hit(
        _named(links, told, node),
        tuple(links.cell(each) for each in _specific(told.get((node, expand("rdf:type")), ()))),
        _hedges(told, node),
        _pieces(text, phrases),
        score,
        None if first is None else _named(links, told, first),
        count,
    )


def _documents_of(reader: Reader, nodes: Iterable[NamedNode]) -> dict[NamedNode, tuple[int, NamedNode]]:
    """How many documents speak of each node, and the first of them."""
    if not (listed := " ".join(sorted(str(node) for node in nodes))):
        return {}
    rows = reader.solutions(DOCUMENTS.format(nodes=listed))
    return {row["node"]: (int(row["count"].value), NamedNode(row["first"].value)) for row in rows if row["node"]}


def _named(links: Links, told: _Told, node: NamedNode) -> Cell:
    label = next((told[node, name][0] for name in LABELS if (node, name) in told), None)
    return links.cell(node, label)


def _specific(classes: Iterable[str]) -> list[NamedNode]:
    """Those classes of the model that no other one given is below, sorted."""
    names = {each.removeprefix(PREFIXES["kgb"]) for each in classes if each.startswith(PREFIXES["kgb"])}
    general = {above for name in names for above in superclasses(f"kgb:{name}")}
    return [NamedNode(PREFIXES["kgb"] + name) for name in sorted(names) if f"kgb:{name}" not in general]


def _hedges(told: _Told, node: NamedNode) -> tuple[str, ...]:
    """What keeps an event from being a plain fact: "negative", "possible", "future" and the like."""
    values = [value for name in PLAIN for value in told.get((node, name), ()) if value != PLAIN[name]]
    return tuple(value.rpartition("#")[2] for value in values)


def _holds(text: str, phrases: tuple[Phrase, ...]) -> bool:
    return all(find_phrases(text, (phrase,)) for phrase in phrases)


def _pieces(text: str, phrases: tuple[Phrase, ...]) -> tuple[tuple[str, bool], ...]:
    """The text around what was found first, cut where it is long, in pieces, each with whether it is marked."""
    marks = find_phrases(text, phrases)
    first = marks[0][0] if marks else 0
    begin = 0 if len(text) <= SNIPPET else max(0, min(first - SNIPPET // 3, len(text) - SNIPPET))
    end = min(len(text), begin + SNIPPET)
    pieces = [("… ", False)] if begin else []
    at = begin
    for mark_begin, mark_end in marks:
        if mark_begin >= end:
            break
        if mark_begin < begin:
            continue
        pieces += [(text[at:mark_begin], False), (text[mark_begin : min(mark_end, end)], True)]
        at = min(mark_end, end)
    pieces += [(text[at:end], False), (" …" if end < len(text) else "", False)]
    return tuple(piece for piece in pieces if piece[0])


def _as_json(asked: str, found: Iterable[Found]) -> dict[str, Any]:
    return {
        "query": asked,
        "results": {each.kind: [_hit_as_json(hit) for hit in each.hits] for each in found},
        "next": {
            each.kind: url_for("search.search", q=asked, kind=each.kind, page=each.more, _external=True)
            for each in found
            if each.more
        },
    }


def _hit_as_json(hit: Hit) -> dict[str, Any]:
    text, marks = "", []
    for piece, is_marked in hit.text:
        if is_marked:
            marks.append([len(text), len(text) + len(piece)])
        text += piece
    return {
        "iri": hit.node.iri,
        "label": hit.node.text,
        "classes": [kind.iri for kind in hit.kinds],
        "hedges": hit.hedges,
        "text": text,
        "marks": marks,
        "score": hit.score,
        "document": None if hit.document is None else hit.document.iri,
        "documents": hit.documents,
    }
