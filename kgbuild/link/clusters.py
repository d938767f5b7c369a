"""The named entities of a graph, each with its names and with what is known of its link: what persons look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from kgbuild.iris import entity_country
from kgbuild.link.decisions import Decision
from kgbuild.names import fold_name
from kgbuild.vocabulary import ENTITY_CLASSES, expand, superclasses

Select = Callable[[str], Iterable[Any]]
"""Gives the solutions of a SELECT, whose terms are read by their variables' names."""

UNNAMED: Final = frozenset({"Group", "Actor", "Place"})
"""Kinds whose members bear no name of their own, or of which no more is known: they are no item of an authority."""

_CONFIRMED: Final = expand("owl:sameAs")
_EXACT: Final = expand("skos:exactMatch")
_CLOSE: Final = expand("skos:closeMatch")

_ENTITIES: Final = """SELECT ?entity ?label ?type {
  ?entity skos:prefLabel ?label ; a ?type ; gaf:denotedBy [] . FILTER STRSTARTS(STR(?type), STR(kgb:)) }"""
_MENTIONS: Final = """SELECT DISTINCT ?entity ?span ?words ?sentence {
  ?entity gaf:denotedBy ?span . ?span nif:anchorOf ?words .
  OPTIONAL { ?span kgb:inSentence/nif:anchorOf ?sentence } }"""
_DOCUMENTS: Final = "SELECT ?document ?id { ?document a schema:NewsArticle ; dcterms:identifier ?id }"
_ALIASES: Final = (
    "SELECT DISTINCT ?entity ?label { ?entity skos:altLabel ?label ; gaf:denotedBy [] FILTER(LANG(?label) = '') }"
)
_LINKS: Final = """SELECT ?entity ?relation ?item ?confidence ?method {
  ?link kgb:linkOf ?entity ; kgb:candidate ?item ; kgb:confidence ?confidence ; kgb:method ?method .
  ?entity ?relation ?item VALUES ?relation { owl:sameAs skos:exactMatch skos:closeMatch } }"""


@dataclass(frozen=True, slots=True)
class Cluster:
    """An entity of a graph, over all documents. `name` is the fullest name that texts give it, `names` are all.

    `documents` are ids; `scope` is the one that the entity is bound to, or "". `offers` are the links that a build
    made, as proposals; `settled` says whether one of them is exact, `confirmed` whether a person said so.
    """

    iri: str
    kind: str
    name: str
    names: tuple[str, ...]
    country: str
    documents: tuple[str, ...]
    mentions: int
    sentence: str = ""
    scope: str = ""
    offers: tuple[Decision, ...] = ()
    settled: bool = False
    confirmed: bool = False


@dataclass(slots=True)
class _Seen:
    label: str = ""
    kinds: set[str] = field(default_factory=set)
    aliases: list[str] = field(default_factory=list)
    words: Counter[str] = field(default_factory=Counter)
    documents: set[str] = field(default_factory=set)
    sentence: str = ""
    links: dict[str, tuple[str, float, str]] = field(default_factory=dict)


def read_clusters(select: Select) -> tuple[Cluster, ...]:
    """The entities of a graph that some text names, those of most documents and mentions first.

    What is bound to its document, such as a bare surname, is left out unless it has a link.
    """
    ids = {row["document"].value: row["id"].value for row in select(_DOCUMENTS)}
    seen: dict[str, _Seen] = {}
    for row in select(_ENTITIES):
        each = seen.setdefault(row["entity"].value, _Seen())
        each.label = min(each.label or row["label"].value, row["label"].value)
        each.kinds.add(row["type"].value.removeprefix(expand("kgb:")))
    for row in select(_ALIASES):
        if row["entity"].value in seen:
            seen[row["entity"].value].aliases.append(row["label"].value)
    for row in select(_MENTIONS):
        each = seen.get(row["entity"].value, _Seen())
        each.words[row["words"].value] += 1
        each.documents.add(row["span"].value.rpartition("#char=")[0])
        each.sentence = each.sentence or (row["sentence"].value if row["sentence"] else "")
    for row in select(_LINKS):
        each, qid = seen.get(row["entity"].value, _Seen()), row["item"].value.rpartition("/")[2]
        each.links[qid] = (row["relation"].value, float(row["confidence"].value), row["method"].value)
    found = (_cluster(iri, each, ids) for iri, each in seen.items())
    worth = (each for each in found if each and each.kind not in UNNAMED and (not each.scope or each.offers))
    return tuple(sorted(worth, key=lambda each: (-len(each.documents), -each.mentions, each.name, each.iri)))


def _cluster(iri: str, seen: _Seen, ids: dict[str, str]) -> Cluster | None:
    told = [name for name in dict.fromkeys((seen.label, *sorted(seen.aliases))) if name in seen.words]
    names = tuple(sorted(filter(_is_name, told), key=lambda name: -len(fold_name(name).split())))
    if not names:
        return None
    kind = max(seen.kinds & ENTITY_CLASSES.keys(), key=lambda name: (len(superclasses(f"kgb:{name}")), name))
    documents = tuple(sorted(ids.get(document, document) for document in seen.documents))
    local = any(iri.startswith(f"{document}#") for document in seen.documents)
    country = entity_country(iri) or ""
    scope = documents[0] if local else ""
    offers = tuple(
        Decision(names[0], kind, country, scope, qid=qid, label=seen.label if relation != _CLOSE else "",
                 score=f"{confidence:.2f}", by=method)
        for qid, (relation, confidence, method) in sorted(seen.links.items(), key=lambda pair: -pair[1][1])
    )  # fmt: skip
    relations = {relation for relation, _, _ in seen.links.values()}
    return Cluster(
        iri, kind, names[0], names, country, documents, seen.words.total(), seen.sentence, scope, offers,
        settled=bool(relations & {_EXACT, _CONFIRMED}), confirmed=_CONFIRMED in relations,
    )  # fmt: skip


def _is_name(words: str) -> bool:
    """Whether words of the text are a name: a description begins with a small letter ("former president")."""
    return bool(words) and words[0].upper() == words[0]
