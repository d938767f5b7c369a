"""Triples in the shape of the data model, and the queries that are put to them."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

from kgbuild.vocabulary import PREFIXES

BASE = "https://w3id.org/kgbuild/data/"
CLASSES = ("Protest", "Assault", "Killing", "Consult", "Coerce", "Aid", "Reject", "Accuse")
HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

# Of a document, on average.
TRIPLES_PER_DOCUMENT = 71

# {0} is a number of a document, drawn anew for each request.
MIX = {
    "describe": "DESCRIBE <https://w3id.org/kgbuild/data/doc/{0}#event=1>",
    "star": "SELECT * {{ ?e a kgb:Protest ; kgb:actor ?a ; kgb:polarity ?p ; kgb:certainty ?c }} LIMIT 200",
    "two hops": "SELECT ?l {{ <https://w3id.org/kgbuild/data/doc/{0}#event=1> kgb:actor/skos:prefLabel ?l }}",
    "subclass path": "SELECT ?c (COUNT(?e) AS ?n) {{ ?c rdfs:subClassOf* kgb:Assault . ?e a ?c }} GROUP BY ?c",
    "regex": 'SELECT ?s {{ ?s skos:prefLabel ?l FILTER REGEX(?l, "name 12.*7$") }} LIMIT 20',
    "type by month": (
        "SELECT ?m ?c (COUNT(*) AS ?n) {{ ?e a ?c ; sem:hasBeginTimeStamp ?d BIND(MONTH(?d) AS ?m) }} GROUP BY ?m ?c"
    ),
    "optional": "SELECT * {{ ?e a kgb:Killing OPTIONAL {{ ?e kgb:recipient ?r }} }} LIMIT 500",
    "order": "SELECT ?e ?d {{ ?e sem:hasBeginTimeStamp ?d }} ORDER BY DESC(?d) ?e LIMIT 20",
    "count": "SELECT (COUNT(*) AS ?n) {{ ?e a kgb:Event }}",
    "geo box": (
        "SELECT ?p {{ ?p wgs84:lat ?a ; wgs84:long ?o FILTER(?a > 10 && ?a < 20 && ?o > 10 && ?o < 40) }} LIMIT 50"
    ),
    "label text": 'SELECT ?s {{ ?s skos:prefLabel ?l FILTER CONTAINS(?l, "name 4321") }} LIMIT 20',
    "construct": "CONSTRUCT {{ ?e kgb:actor ?a }} WHERE {{ ?e kgb:actor ?a ; a kgb:Consult }} LIMIT 300",
}
JOIN = (
    "SELECT ?a (COUNT(*) AS ?n) {{ ?e a kgb:Protest ; kgb:actor ?a ; sem:hasPlace ?p }} "
    "GROUP BY ?a ORDER BY DESC(?n) LIMIT 10"
)
POINT = "SELECT * {{ <https://w3id.org/kgbuild/data/doc/{0}#event=1> ?p ?o }}"


def generate(path: Path, triples: int) -> None:
    """N-Quads in the shape of the data model: documents with events, roles, places, labels and sentences.

    The n-th of the `words` is n times as rare in these as the first.
    """
    chance = random.Random(1)
    vocabulary = words(20_000)
    weights = list(itertools.accumulate(1 / number for number in range(1, len(vocabulary) + 1)))

    def iri(name: str) -> str:
        prefix, _, local = name.partition(":")
        return f"<{PREFIXES[prefix]}{local}>"

    written = 0
    with path.open("w", encoding="utf-8") as file:
        for number in itertools.count():
            if written >= triples:
                break
            document = f"{BASE}doc/{number}"
            rows = [(f"<{document}>", iri("rdf:type"), iri("schema:NewsArticle"))]
            for each in range(4):
                event, actor = f"<{document}#event={each}>", f"<{BASE}entity/Q{chance.randrange(triples // 100 + 1)}>"
                place = f"<{BASE}entity/P{chance.randrange(triples // 400 + 1)}>"
                kind = chance.choice(CLASSES)
                day = f'"2022-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"^^{iri("xsd:date")}'
                span = f"<{document}#char={each},{each + 9}>"
                sentence = f"<{document}#char={each},{each + 99}>"
                text = " ".join(chance.choices(vocabulary, cum_weights=weights, k=chance.randrange(6, 25)))
                rows += [
                    (event, iri("rdf:type"), iri("kgb:Event")), (event, iri("rdf:type"), iri(f"kgb:{kind}")),
                    (event, iri("kgb:actor"), actor), (event, iri("sem:hasPlace"), place),
                    (event, iri("kgb:polarity"), iri("fact:positive")),
                    (event, iri("kgb:certainty"), iri("fact:certain")),
                    (event, iri("sem:hasBeginTimeStamp"), day), (event, iri("gaf:denotedBy"), span),
                    (span, iri("nif:anchorOf"), f'"word {chance.randrange(9999)}"'),
                    (span, iri("kgb:inSentence"), sentence), (sentence, iri("rdf:type"), iri("nif:Sentence")),
                    (sentence, iri("nif:anchorOf"), f'"{text}."'),
                    (actor, iri("rdf:type"), iri("kgb:Actor")),
                    (actor, iri("skos:prefLabel"), f'"name {actor.rpartition("Q")[2][:-1]}"'),
                    (place, iri("rdf:type"), iri("kgb:Place")),
                    (place, iri("wgs84:lat"), f'"{chance.uniform(-60, 70):.3f}"^^{iri("xsd:decimal")}'),
                    (place, iri("wgs84:long"), f'"{chance.uniform(-180, 180):.3f}"^^{iri("xsd:decimal")}'),
                ]  # fmt: skip
                if chance.random() < 0.5:
                    rows.append(
                        (event, iri("kgb:recipient"), f"<{BASE}entity/Q{chance.randrange(triples // 100 + 1)}>")
                    )
            for row in rows:
                file.write(f"{' '.join(row)} <{document}> .\n")
            written += len(rows)


def words(number: int) -> list[str]:
    """So many words of three syllables each."""
    syllables = [consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
    return ["".join(each) for each in itertools.islice(itertools.product(syllables, repeat=3), number)]
