"""Facts as quads: each kind of fact by the terms of the data model, and any text with its spans as exact slices."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from urllib.parse import unquote

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.describe.graph import describe
from kgbuild.model import (
    Article,
    Claim,
    Count,
    Entity,
    Event,
    Facts,
    Factuality,
    Link,
    Measure,
    Membership,
    Mention,
    Span,
    Statement,
    Timex,
    Value,
    statement_key,
)
from kgbuild.settings import Settings
from kgbuild.vocabulary import PREFIXES

TEXT = "Guards in Arda may have shot ten miners on Monday, the mayor said."
ARTICLE = Article("a 1/b", TEXT, datetime.date(2022, 1, 6), "A title", "https://example.org/x y", publisher="Wire")
GUARDS = Entity("entity=0,6", "Group", "Guards", (Mention(Span(0, 6), 0, "nominal"),), sector="COP")
ARDA = Entity("entity=10,14", "City", "Arda", (Mention(Span(10, 14), 2, "name"),), distinctive=True, country="KZ")
MINERS = Entity("entity=29,39", "Group", "miners", (Mention(Span(29, 39), 6, "nominal"),), alt_labels=("ten miners",))
MAYOR = Entity("entity=55,60", "Person", "mayor", (Mention(Span(55, 60), 12, "nominal"),))
SHOOTING = Event(
    "event=24,28", (Span(24, 28),), ("Assault",), "ASSAULT", ("ASSAULT-firearms",), ("context-crime",),
    Factuality(certainty="possible", attempted=True), "shot",
)  # fmt: skip
HEDGED = Statement("event=24,28", "kgb:actor", "entity=0,6", Span(0, 6), 0.8, "subject", "possible")
PLACED = Statement("event=24,28", "kgb:destination", "entity=10,14", Span(10, 14), 0.75, "prep")
DATED = Statement("event=24,28", "sem:hasBeginTimeStamp", Value("2022-01-03", "date"), Span(43, 49), 0.9, "time-on")
FACTS = Facts(
    entities=(GUARDS, ARDA, MINERS, MAYOR),
    timexes=(Timex("time=43,49", Span(43, 49), "2022-01-03", "DATE", "2022-01-03", "2022-01-03"),),
    events=(SHOOTING,),
    counts=(Count("count=29,32", "event=24,28", "casualties", Span(29, 32), 10, None, True, "entity=29,39"),),
    measures=(Measure("measure=29,32", "event=24,28", "price", Span(29, 32), "1.5", "USD"),),
    claims=(
        Claim(
            "claim=61,65", ("entity=55,60",), (Span(51, 60),), (Span(61, 65),), (Span(0, 49),), (Span(0, 6),),
            reports=("event=24,28", statement_key(HEDGED)),
        ),
    ),
    memberships=(
        Membership("post=51,60", "entity=55,60", "Mayor", Span(55, 60), 0.7, "title", jurisdiction="entity=10,14"),
    ),
    statements=(HEDGED, PLACED, DATED),
    links=(
        Link(
            "entity=10,14", "Q1", "exactMatch", 0.95, 0.5, "name", "core 2026-11-01",
            "Arda City", (("ru", "Арда"),), "KZ", 43.25, 76.91, 1526384,
        ),
    ),
)  # fmt: skip
DOCUMENT = "https://w3id.org/kgbuild/data/doc/a%201/b"


def graph_of(
    article: Article = ARTICLE, facts: Facts = FACTS, settings: Settings | None = None, sentences: Sequence[Span] = ()
) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    spans = sentences or [Span(0, len(article.text))]
    store.extend(describe(article, spans, facts, settings or Settings(), "model 1", "core 2026-11-01"))
    return store


@pytest.mark.parametrize(
    "pattern",
    [
        '<DOC> a schema:NewsArticle ; dcterms:identifier "a 1/b" ; schema:headline "A title" ; schema:inLanguage "en"',
        '<DOC> schema:datePublished "2022-01-06"^^xsd:date ; schema:url <https://example.org/x%20y>',
        "<DOC> prov:wasGeneratedBy ?a . ?a a prov:Activity ; "
        "prov:used ?s . ?s prov:value ?v FILTER(CONTAINS(?v, 'margin'))",
        "?g a kgb:Group, kgb:Actor, sem:Actor ; skos:prefLabel 'Guards' ; kgb:sector plover:COP",
        "?g skos:prefLabel 'miners' ; skos:altLabel 'ten miners' FILTER(STRSTARTS(STR(?g), '<DOC>#'))",
        "<BASE>entity/Q1 a kgb:City, kgb:Place, sem:Place ; skos:prefLabel 'Arda City' ; "
        "skos:altLabel 'Arda', 'Арда'@ru",
        "<BASE>entity/Q1 skos:exactMatch wd:Q1 ; wgs84:lat 43.25 ; "
        "geo:hasGeometry/geo:asWKT ?w FILTER(STRSTARTS(STR(?w), 'POINT(76.91'))",
        "?l a kgb:Link ; kgb:linkOf <BASE>entity/Q1 ; kgb:candidate wd:Q1 ; kgb:confidence 0.95 ; "
        "kgb:margin 0.5 ; kgb:authority ?a ; rdfs:label 'Arda City'",
        "<BASE>entity/Q1 rdfs:seeAlso <https://sws.geonames.org/1526384/> ; geo:hasGeometry/prov:wasDerivedFrom ?a . "
        "?l kgb:linkOf <BASE>entity/Q1 ; kgb:authority ?a . ?a rdfs:label 'core 2026-11-01'",
        "?t a time:TemporalEntity ; kgb:timexValue '2022-01-03' ; kgb:timexType 'DATE' ; "
        "gaf:denotedBy/nif:anchorOf 'Monday'",
        "?e a kgb:Assault, kgb:Event, sem:Event ; sem:eventType plover:ASSAULT ; kgb:mode plover:ASSAULT-firearms",
        "?e kgb:context plover:context-crime ; kgb:polarity fact:positive ; "
        "kgb:certainty fact:possible ; kgb:attempted true",
        "?e a kgb:Event ; kgb:tense fact:non-future ; gaf:denotedBy/nif:anchorOf 'shot'",
        "?e kgb:destination ?p ; sem:hasPlace ?p . ?p skos:prefLabel 'Arda City'",
        "?e sem:hasBeginTimeStamp '2022-01-03'^^xsd:date",
        "?v a kgb:Evidence, rdf:Statement ; rdf:subject ?e ; rdf:predicate kgb:destination ; kgb:confidence 0.75 ; "
        "kgb:extractor 'prep' ; gaf:denotedBy/nif:anchorOf 'Arda'",
        "?v a kgb:Evidence ; rdf:predicate kgb:actor ; kgb:certainty fact:possible",
        "?e kgb:count ?c . ?c a kgb:Count ; kgb:countKind kgb:casualties ; kgb:lower 10 ; kgb:approximate true ; "
        "kgb:population/skos:prefLabel 'miners' FILTER NOT EXISTS { ?c kgb:upper ?u }",
        "?e kgb:measure ?m . ?m kgb:measureKind 'price' ; schema:value 1.5 ; schema:unitText 'USD'",
        "?m a org:Membership ; org:member/skos:prefLabel 'mayor' ; org:role/skos:prefLabel 'Mayor' ; "
        "kgb:jurisdiction ?p",
        "?c a schema:Claim ; prov:wasAttributedTo/skos:prefLabel 'mayor' ; kgb:quote 'Guards' ; "
        "kgb:cueSpan/nif:anchorOf 'said'",
        "?c kgb:reports ?e, ?v . ?e a kgb:Assault . ?v a kgb:Evidence ; rdf:predicate kgb:actor",
        "?s nif:anchorOf 'Arda' ; kgb:inSentence ?n . ?n a nif:Sentence ; nif:referenceContext/nif:isString ?t",
    ],
)  # fmt: skip
def test_each_fact_is_stated(pattern: str) -> None:
    words = pattern.replace("<BASE>entity/Q1", "<https://w3id.org/kgbuild/data/entity/Q1>")
    words = words.replace("'<DOC>#'", f"'{DOCUMENT}#'").replace("<DOC>", f"<{DOCUMENT}>")
    query = f"ASK {{ {words} }}"
    assert bool(graph_of().query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True))


def test_a_hedged_role_has_no_direct_triple() -> None:
    query = "ASK { ?e kgb:actor|sem:hasActor ?a }"
    assert not bool(graph_of().query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True))


def test_everything_stands_in_the_graph_of_the_document() -> None:
    assert {str(name) for name in graph_of().named_graphs()} == {f"<{DOCUMENT}>"}


def test_text_left_out_leaves_its_digest_and_the_evidence() -> None:
    store = graph_of(settings=Settings(keep_text=False))
    query = "SELECT ?words { ?s nif:anchorOf|nif:isString ?words }"
    words = {row["words"].value for row in store.query(query, prefixes=dict(PREFIXES), use_default_graph_as_union=True)}
    assert TEXT not in words
    assert "shot" in words
    digest = "ASK { ?c a nif:Context ; dcterms:identifier ?d FILTER(STRSTARTS(?d, 'sha256:')) }"
    assert bool(store.query(digest, prefixes=dict(PREFIXES), use_default_graph_as_union=True))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.data())
def test_every_span_is_its_exact_slice(text: str, data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(begin + 1, len(text)))
    entity = Entity("e", "Group", text, (Mention(Span(begin, end), 0, "nominal"),))
    store = graph_of(Article("x", text), Facts(entities=(entity,)))
    rows = store.query(
        "SELECT ?s ?b ?e ?a ?t { ?s nif:beginIndex ?b ; nif:endIndex ?e ; nif:anchorOf ?a ; "
        "nif:referenceContext/nif:isString ?t }",
        prefixes=dict(PREFIXES),
        use_default_graph_as_union=True,
    )
    found = [(r["s"].value, int(r["b"].value), int(r["e"].value), r["a"].value, r["t"].value) for r in rows]
    assert (begin, end) in {(b, e) for _, b, e, _, _ in found}
    for iri, b, e, anchor, whole in found:
        assert whole == text
        assert text[b:e] == anchor
        assert unquote(iri).endswith(f"#char={b},{e}")


@given(st.text(min_size=1).filter(str.strip))
def test_any_id_names_a_document(identifier: str) -> None:
    try:
        identifier.encode("utf-8")
    except UnicodeEncodeError:
        return
    store = graph_of(Article(identifier, TEXT))
    [name] = store.named_graphs()
    assert unquote(name.value).endswith(f"/doc/{identifier}")
