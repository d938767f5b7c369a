"""Relations between confirmed items as QuickStatements, the batch language of Wikidata's editors.

Only what the narrator of a document with an address says for certain of two items that a person confirmed is written,
each with that document as its reference. Nothing that comes from an authority goes back.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Final

from pyoxigraph import Store

from kgbuild.store.query import select
from kgbuild.vocabulary import expand

SURE: Final = 0.8
"""The confidence of relations that a text states as present; those that it implies, or tells as past, have less."""

# A claim's own words are its speaker's: the document does not vouch for them.
_RELATIONS: Final = """SELECT DISTINCT ?subject ?predicate ?object ?type ?url ?date {
  ?evidence a kgb:Evidence ; rdf:subject ?s ; rdf:predicate ?predicate ; rdf:object ?o ; kgb:confidence ?confidence ;
    kgb:extractor ?extractor ; gaf:denotedBy ?span .
  ?s owl:sameAs ?subject ; a ?type . ?o owl:sameAs ?object .
  ?span nif:referenceContext ?context ; nif:beginIndex ?begin .
  BIND(IRI(STRBEFORE(STR(?context), "#char=")) AS ?document)
  ?document schema:url ?url . OPTIONAL { ?document schema:datePublished ?date }
  FILTER(?extractor != "authority" && ?confidence >= %s)
  FILTER EXISTS { GRAPH ?document { ?s ?predicate ?o } }
  FILTER NOT EXISTS { ?evidence kgb:certainty ?certainty FILTER(?certainty != fact:certain) }
  FILTER NOT EXISTS { ?claim kgb:reports ?evidence }
  FILTER NOT EXISTS {
    ?claim kgb:contentSpan ?content . ?content nif:referenceContext ?context ; nif:beginIndex ?from ; nif:endIndex ?to .
    FILTER(?from <= ?begin && ?begin < ?to) } }"""


def quickstatements(store: Store) -> str:
    """The commands (version 1, tabs between), sorted, each once with each document that says so."""
    properties = dict(_properties())
    lines = set()
    for row in select(store, _RELATIONS % SURE):
        key = (row["predicate"].value, row["type"].value)
        if key in properties:
            date = row["date"]
            published = f"\tS577\t+{date.value[:10]}T00:00:00Z/11" if date else ""
            subject, target = (row[name].value.rpartition("/")[2] for name in ("subject", "object"))
            url = row["url"].value.replace('"', "%22")
            lines.add(f'{subject}\t{properties[key]}\t{target}\tS854\t"{url}"{published}\n')
    return "".join(sorted(lines))


def _properties() -> Iterator[tuple[tuple[str, str], str]]:
    """(Property, class of its subject) → property of Wikidata, as data/wikidata_properties.tsv pairs them."""
    table = (files("kgbuild.store") / "data" / "wikidata_properties.tsv").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            name, subject, pid = line.split("\t")
            yield (expand(name), expand(subject)), pid
