"""Items from a SPARQL endpoint that holds data in Wikidata's RDF form, such as the Wikidata Query Service.

Which items there are is asked page by page, what they are in small parts, one request at a time. Every answer is kept
until the authority is written, so that a build that broke off asks only what it does not know yet.
The form: https://www.mediawiki.org/wiki/Wikibase/Indexing/RDF_Dump_Format.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from kgbuild.errors import ServiceError
from kgbuild.link.builders.classes import NONE, Kinds, class_kinds
from kgbuild.link.builders.wikidata import DAY, LANGUAGES, Fact, Thing, as_item, iso_date, licence_of
from kgbuild.link.decisions import QID
from kgbuild.link.items import Source
from kgbuild.link.live.cache import AnswerCache
from kgbuild.link.live.http import Client
from kgbuild.link.writer import AuthorityWriter

PAGE: Final = 2000
"""Items listed by one query."""
PART: Final = 100
"""Items, or classes, described by one query."""
ACCEPT: Final = "application/sparql-results+json"

_PREFIXES: Final = """\
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX pqv: <http://www.wikidata.org/prop/qualifier/value/>
PREFIX wikibase: <http://wikiba.se/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_OF_CLASS: Final = "?item wdt:P31/wdt:P279* wd:%s ; wikibase:sitelinks ?links . FILTER(?links >= %d)"
_LIST: Final = "SELECT DISTINCT ?item { %s } ORDER BY ?item LIMIT %d OFFSET %d"
_NAMES: Final = """SELECT ?item ?p ?name {
  VALUES ?item { %s } VALUES ?p { rdfs:label skos:altLabel } ?item ?p ?name FILTER(LANG(?name) IN (%s)) }"""
_FACTS: Final = """SELECT ?item ?p ?value {
  VALUES ?item { %s }
  VALUES ?p { wdt:P31 wdt:P17 wdt:P27 wdt:P297 wdt:P625 wdt:P1566 wdt:P1082 wikibase:sitelinks } ?item ?p ?value }"""
_POSTS: Final = """SELECT ?item ?title ?begin ?beginPrecision ?end ?endPrecision {
  VALUES ?item { %s } ?item p:P39 ?statement .
  ?statement ps:P39 ?position . ?position rdfs:label ?title FILTER(LANG(?title) = "en")
  FILTER NOT EXISTS { ?statement wikibase:rank wikibase:DeprecatedRank }
  OPTIONAL { ?statement pqv:P580 [ wikibase:timeValue ?begin ; wikibase:timePrecision ?beginPrecision ] }
  OPTIONAL { ?statement pqv:P582 [ wikibase:timeValue ?end ; wikibase:timePrecision ?endPrecision ] } }"""
_PARENTS: Final = "SELECT ?item ?value { VALUES ?item { %s } ?item wdt:P279 ?value }"

_NUMBER: Final = re.compile(r"\+?\d+(?:\.\d+)?")
_ITEM: Final = "http://www.wikidata.org/entity/"
_POINT: Final = re.compile(r"POINT\s*\(([-\d.eE+]+) ([-\d.eE+]+)\)", re.IGNORECASE)

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An endpoint and what is taken of it. `pattern` selects ?item; without one, all instances of the classes of
    `kinds` (none for all) with so many sitelinks are taken. `snapshot` is an ISO date."""

    address: str
    snapshot: str
    pattern: str = ""
    languages: tuple[str, ...] = LANGUAGES
    kinds: tuple[str, ...] = ()
    least_sitelinks: int = 1


class _Asker:
    """Puts queries, keeps their answers, and gives rows of plain values."""

    def __init__(self, client: Client, cache: AnswerCache) -> None:
        self._client, self._cache = client, cache

    def rows(self, query: str) -> list[Row]:
        """The solutions of a SELECT in plain values; ServiceError."""
        found = self._cache.get(self._client.url, query)
        if found is None:
            answer = self._client.ask({"query": _PREFIXES + query}, post=True, accept=ACCEPT)
            try:
                found = [_plain_row(row) for row in answer["results"]["bindings"]]
            except (KeyError, TypeError, AttributeError) as error:
                what = "answers in a form that is not known"
                raise ServiceError(self._client.url, what, "check that it is a SPARQL endpoint") from error
            self._cache.put(self._client.url, query, found)
        rows: list[Row] = found
        return rows

    def listed(self, pattern: str) -> Iterator[str]:
        """The Q-ids that a pattern selects, page by page."""
        for offset in itertools.count(0, PAGE):
            page = self.rows(_LIST % (pattern, PAGE, offset))
            yield from (row["item"] for row in page if QID.fullmatch(row.get("item", "")))
            if len(page) < PAGE:
                return


def add_endpoint(
    writer: AuthorityWriter,
    source: Endpoint,
    client: Client,
    cache: AnswerCache,
    country_of: Callable[[str], str | None],
    say: Callable[[str], None],
) -> Counter[str]:
    """Adds the items of an endpoint to an authority; how many of each kind. ServiceError if it does not answer."""
    host = urlsplit(source.address).hostname or source.address
    number = writer.source(Source(f"SPARQL endpoint {host}", source.address, licence_of(host), source.snapshot))
    asker, found = _Asker(client, cache), Counter[str]()
    parents: dict[str, list[str]] = {}
    kinds = Kinds(lambda name: _parents(asker, parents, [name])[name])
    qids = list(_items(asker, source))
    say(f"{source.address}: {len(qids):,} items")
    for first in range(0, len(qids), PART):
        things = _things(asker, qids[first : first + PART], source.languages)
        _parents(asker, parents, sorted({name for thing in things for name in thing.classes}))
        for thing in things:
            kind = kinds.kind(thing.classes)
            if thing.label and kind not in (None, NONE) and (not source.kinds or kind in source.kinds):
                item = as_item(thing, str(kind), country_of, lambda title: title)
                writer.add(item, number)
                found[item.kind] += 1
    return found


def _items(asker: _Asker, source: Endpoint) -> Iterator[str]:
    """The Q-ids of all items to be taken, each once."""
    patterns = [f"{{ {source.pattern} }}"] if source.pattern else [
        _OF_CLASS % (name, source.least_sitelinks)
        for name, (_, kind) in class_kinds().items()
        if kind != NONE and (not source.kinds or kind in source.kinds)
    ]  # fmt: skip
    return iter(dict.fromkeys(itertools.chain.from_iterable(map(asker.listed, patterns))))


def _things(asker: _Asker, qids: Sequence[str], languages: Sequence[str]) -> list[Thing]:
    """What the endpoint says of items."""
    items = _values(qids)
    names: dict[str, list[Row]] = defaultdict(list)
    for row in asker.rows(_NAMES % (items, ", ".join(f'"{language}"' for language in languages))):
        names[row["item"]].append(row)
    facts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in asker.rows(_FACTS % items):
        facts[row["item"], row["p"].rpartition("/")[2].rpartition("#")[2]].append(row["value"])
    posts: dict[str, list[Fact]] = defaultdict(list)
    for row in asker.rows(_POSTS % items):
        dates = (_date(row, "begin"), _date(row, "end"))
        posts[row["item"]].append(Fact(row["title"], *dates))
    return [_thing(qid, _in_order(names[qid], languages), facts, posts[qid]) for qid in qids]


def _thing(
    qid: str, names: Sequence[tuple[str, str]], facts: dict[tuple[str, str], list[str]], posts: Sequence[Fact]
) -> Thing:
    def first(name: str) -> str:
        return min(facts[qid, name], default="")

    def greatest(name: str) -> int | None:
        return max((int(float(value)) for value in facts[qid, name] if _NUMBER.fullmatch(value)), default=None)

    point = _POINT.search(first("P625"))
    return Thing(
        qid=qid,
        label=names[0][0] if names else "",
        names=tuple(names),
        classes=tuple(sorted(filter(QID.fullmatch, facts[qid, "P31"]))),
        parents=(),
        countries=tuple(sorted(facts[qid, "P27"] or facts[qid, "P17"], key=lambda name: (len(name), name))),
        iso=first("P297") or None,
        latitude=float(point[2]) if point else None,
        longitude=float(point[1]) if point else None,
        population=greatest("P1082"),
        geonames=greatest("P1566"),
        sitelinks=greatest("sitelinks") or 0,
        posts=tuple(sorted(posts, key=lambda post: (post.begin or "", post.position))),
    )


def _in_order(rows: Iterable[Row], languages: Sequence[str]) -> list[tuple[str, str]]:
    """Labels, then aliases, each text once, by the order of languages."""
    ranks = {language.lower(): rank for rank, language in enumerate(languages)}
    known = (row for row in rows if row.get("name@") in ranks)
    names: dict[str, str] = {}
    for row in sorted(known, key=lambda row: (row["p"].endswith("altLabel"), ranks[row["name@"]], row["name"])):
        names.setdefault(row["name"], row["name@"])
    return list(names.items())


def _parents(asker: _Asker, known: dict[str, list[str]], classes: Sequence[str]) -> dict[str, list[str]]:
    """The superclasses of classes; what is not known yet is asked for and added to `known`."""
    missing = [name for name in classes if name not in known]
    for first in range(0, len(missing), PART):
        part = missing[first : first + PART]
        known.update((name, []) for name in part)
        for row in asker.rows(_PARENTS % _values(part)):
            if QID.fullmatch(row["value"]):
                known[row["item"]].append(row["value"])
    return known


def _values(qids: Iterable[str]) -> str:
    return " ".join(f"wd:{qid}" for qid in qids)


def _plain_row(row: dict[str, dict[str, str]]) -> Row:
    """The values of a solution of the JSON results: of an item's IRI the Q-id; the language of `name` as `name@`."""
    plain = {}
    for name, term in row.items():
        plain[name] = term["value"].removeprefix(_ITEM if term["type"] == "uri" else "")
        if "xml:lang" in term:
            plain[f"{name}@"] = term["xml:lang"].lower()
    return plain


def _date(row: Row, name: str) -> str | None:
    time = row.get(name, "")
    return iso_date(time if time.startswith(("+", "-")) else f"+{time}", int(row.get(f"{name}Precision", DAY)))
