"""For each shape a SPARQL Update that makes the good graph break that rule and no other."""

from __future__ import annotations

import re

ALDER, BIRCH, FREEDONIA = "<entity/Q1>", "<entity/City/birch>", "<entity/Country/freedonia>"
POLICE, RADIO, TELEGRAM = "<d#police>", "<entity/MediaOrganization/radio-north>", "<entity/Medium/telegram>"
ARREST, FLIGHT, FLOOD, DAMAGE, RESIGNATION = (
    f"<d#event={name}>" for name in ("arrest", "flight", "flood", "damage", "resignation")
)
HEDGED = "<d#evidence=26>"
FIRST, SECOND, THIRD = "<d#char=0,86>", "<d#char=87,173>", "<d#char=174,321>"
TEXT = "<d#char=0,321>"
WORD = "<d#char=0,6>"
HASH = '"sha256:' + "0" * 64 + '"'


def add(*triples: str) -> str:
    return "INSERT DATA { " + " . ".join(triples) + " }"


def drop(*triples: str) -> str:
    return "DELETE DATA { " + " . ".join(triples) + " }"


def change(subject: str, predicate: str, old: str, new: str) -> str:
    return f"{drop(f'{subject} {predicate} {old}')} ; {add(f'{subject} {predicate} {new}')}"


def lose(subject: str, predicate: str) -> str:
    return f"DELETE WHERE {{ {subject} {predicate} ?value }}"


def evidence(subject: str, predicate: str, value: str) -> str:
    name = re.sub(r"\W+", "-", f"{subject} {predicate} {value}").strip("-")
    return (
        f"<d#evidence={name}> a kgb:Evidence, rdf:Statement ; rdf:subject {subject} ; rdf:predicate {predicate} ; "
        f'rdf:object {value} ; gaf:denotedBy {WORD} ; kgb:confidence 0.9 ; kgb:extractor "test"'
    )


def state(*triples: tuple[str, str, str]) -> str:
    """Adds triples together with their evidence."""
    return add(*(" ".join(t) for t in triples), *(evidence(*t) for t in triples))


def span(name: str, begin: int, end: int, words: str, sentence: str, text: str = TEXT) -> str:
    return (
        f"{name} a nif:OffsetBasedString ; nif:beginIndex {begin} ; nif:endIndex {end} ; "
        f'nif:anchorOf "{words}" ; nif:referenceContext {text} ; kgb:inSentence {sentence}'
    )


DOCUMENTS = {
    "document-identifier": lose("<d>", "dcterms:identifier"),
    "document-language": lose("<d>", "schema:inLanguage"),
    "document-date": add('<d> schema:datePublished "2022-01-07"^^xsd:date'),
    "document-undated": lose("<d>", "schema:datePublished"),
    "document-headline": add('<d> schema:headline "Another"'),
    "document-provenance": add(
        "<d> prov:wasGeneratedBy <d#again>",
        "<d#again> a prov:Activity ; prov:wasAssociatedWith <software/kgbuild>",
        "<d#again> prov:used <software/model>, <authority/core/2026-11-01>, <d#settings>",
    ),
    "build-software": lose("<software/kgbuild>", "rdfs:label"),
    "build-inputs": drop("<d#build> prov:used <d#settings>"),
    "context-iri": add(f"<d#text> a nif:Context ; dcterms:identifier {HASH}"),
    "context-content": add(f"{TEXT} dcterms:identifier {HASH}"),
    "context-length": add('<e#char=0,5> a nif:Context ; nif:isString "four"'),
    "span-iri": add(span("_:span", 0, 6, "Police", FIRST)),
    "span-begin": lose(WORD, "nif:beginIndex"),
    "span-end": lose(WORD, "nif:endIndex"),
    "span-order": add(
        f"<e#char=0,9> a nif:Context ; dcterms:identifier {HASH}",
        span("<e#char=5,3>", 5, 3, "?", "<e#char=0,8>", "<e#char=0,9>"),
        "<e#char=0,8> a nif:Sentence, nif:OffsetBasedString ; nif:referenceContext <e#char=0,9>",
        "<e#char=0,8> nif:beginIndex 0 ; nif:endIndex 8",
    ),
    "span-anchor": change(WORD, "nif:anchorOf", '"Police"', '"Police"@en'),
    "span-quoted": lose(WORD, "nif:anchorOf"),
    "span-context": lose(WORD, "nif:referenceContext"),
    "span-sentence": lose(WORD, "kgb:inSentence"),
    "span-one-sentence": add(
        f"{WORD} kgb:inSentence <d#char=0,15>",
        "<d#char=0,15> a nif:Sentence, nif:OffsetBasedString ; nif:beginIndex 0 ; nif:endIndex 15",
        f'<d#char=0,15> nif:anchorOf "Police in Alder" ; nif:referenceContext {TEXT}',
    ),
    "sentence-span": drop(f"{THIRD} a nif:OffsetBasedString"),
    "span-slice": change(WORD, "nif:anchorOf", '"Police"', '"police"'),
    "span-name": add(span("<d#char=1,6>", 0, 6, "Police", FIRST)),
    "span-in-sentence": change(WORD, "kgb:inSentence", FIRST, SECOND),
    "grounded": lose(TELEGRAM, "gaf:denotedBy"),
    "grounded-span": add(f"{TELEGRAM} gaf:denotedBy <d>"),
}

ENTITIES = {
    "actor-class": drop("<d#harbour-master> a kgb:Actor, sem:Actor"),
    "actor-sem": drop("<d#harbour-master> a sem:Actor"),
    "organization-class": drop(f"{POLICE} a kgb:Organization"),
    "organization-org": drop(f"{RADIO} a org:Organization"),
    "place-class": drop(f"{BIRCH} a kgb:Place"),
    "place-sem": drop("<d#houses> a sem:Place"),
    "person-only": add("<d#harbour-master> a kgb:Group"),
    "entity-label": lose(TELEGRAM, "skos:prefLabel"),
    "entity-one-label": add(f'{TELEGRAM} skos:prefLabel "The channel"'),
    "entity-other-label": add(f'{TELEGRAM} skos:altLabel "Telegram"'),
    "entity-label-literal": add(f"{TELEGRAM} skos:altLabel <d>"),
    "entity-sector": add(f'{POLICE} kgb:sector "COP"'),
    "entity-country": add(f"<d#post=1> kgb:country {ALDER}"),
    "place-geometry": drop("<d#geometry=alder> a geo:Geometry"),
    "geometry-wkt": add('<d#geometry=alder> geo:asWKT "POINT(1 2)"^^geo:wktLiteral'),
    "place-latitude": change(ALDER, "wgs84:lat", "43.25", "143.25"),
    "place-longitude": lose(ALDER, "wgs84:long"),
}

EVENTS = {
    "event-class": add(f"<d#event=march> a kgb:Protest ; gaf:denotedBy {WORD}"),
    "event-sem": drop(f"{FLOOD} a sem:Event"),
    "event-resignation": drop(f"{RESIGNATION} a kgb:Retreat"),
    "event-plover": add(f"{ARREST} sem:eventType plover:PARADE"),
    "event-mode": add(f"{ARREST} kgb:mode plover:arrest"),
    "event-context": add(f"{ARREST} kgb:context plover:economic"),
    "event-domain": add("<d> kgb:mode plover:COERCE-arrest"),
    "event-trigger": add(f"{FLOOD} gaf:denotedBy {THIRD}"),
    "event-polarity": lose(FLOOD, "kgb:polarity"),
    "event-certainty": add(f"{FLOOD} kgb:certainty fact:possible"),
    "event-tense": change(FLOOD, "kgb:tense", "fact:non-future", "fact:past"),
    "event-attempted": add(f"{FLIGHT} kgb:attempted false"),
    "event-actor": f"{state((DAMAGE, 'kgb:actor', TELEGRAM))} ; {add(f'{DAMAGE} sem:hasActor {TELEGRAM}')}",
    "event-recipient": f"{state((DAMAGE, 'kgb:recipient', '<d>'))} ; {add(f'{DAMAGE} sem:hasActor <d>')}",
    "event-has-actor": drop(f"{ARREST} sem:hasActor {POLICE}"),
    "event-place": state((DAMAGE, "sem:hasPlace", TELEGRAM)),
    "event-has-place": drop(f"{FLIGHT} sem:hasPlace {BIRCH}"),
    "event-phrase": state((DAMAGE, "kgb:topic", "<d>")),
    "event-about": state((DAMAGE, "kgb:about", FLOOD)),
    "event-event": state((DAMAGE, "kgb:cause", TELEGRAM)),
    "participant": state(("<d#time=1>", "kgb:participatesIn", ARREST)),
    "participated": state((POLICE, "kgb:participatesIn", ALDER)),
    "same-happening": drop(f"{FLOOD} kgb:sameHappening {FLIGHT}"),
}

TIMES = {
    "time-value": change("<d#time=1>", "kgb:timexValue", '"2022-01-03"', '"Monday"'),
    "time-type": change("<d#time=1>", "kgb:timexType", '"DATE"', '"DAY"'),
    "time-of": add("<d#claim=2> kgb:time <d>"),
    "event-timestamp": state((DAMAGE, "sem:hasEndTimeStamp", '"2022-02-30"^^xsd:date')),
    "event-begins-once": state((ARREST, "sem:hasBeginTimeStamp", '"2022-01-02"^^xsd:date')),
    "event-ends-once": state((ARREST, "sem:hasEndTimeStamp", '"2022-01-04"^^xsd:date')),
    "event-earliest-once": state((FLIGHT, "sem:hasEarliestBeginTimeStamp", '"2022-01-02"^^xsd:date')),
    "event-latest-once": state((FLIGHT, "sem:hasLatestEndTimeStamp", '"2022-01-07"^^xsd:date')),
    "event-interval": state(
        (DAMAGE, "sem:hasBeginTimeStamp", '"2022-01-05"^^xsd:date'),
        (DAMAGE, "sem:hasEndTimeStamp", '"2022-01-04"^^xsd:date'),
    ),
}

CLAIMS = {
    "claim-speaker": lose("<d#claim=1>", "prov:wasAttributedTo"),
    "claim-relay": add(f"<d#claim=2> kgb:relayedBy {TELEGRAM}"),
    "claim-medium": add(f"<d#claim=2> kgb:via {RADIO}"),
    "claim-quote": add('<d#claim=2> kgb:quote "“a disgrace”"'),
    "claim-verbatim": add('<d#claim=2> kgb:quote "a shame"'),
    "claim-span": add("<d#claim=2> kgb:cueSpan <d>"),
    "claim-content": lose("<d#claim=1>", "kgb:contentSpan"),
    "claim-polarity": lose("<d#claim=1>", "kgb:polarity"),
    "claim-certainty": lose("<d#claim=1>", "kgb:certainty"),
    "claim-time": add(
        "<d#claim=1> kgb:time <d#time=2>",
        '<d#time=2> a time:TemporalEntity ; kgb:timexValue "P1D" ; kgb:timexType "DURATION"',
        f"<d#time=2> gaf:denotedBy {WORD}",
    ),
    "claim-reported": add(f"<d#claim=2> kgb:reports {ALDER}"),
    "claim-domain": add(f"<d> kgb:reports {FLOOD}"),
}

COUNTS = {
    "count-event": lose(FLIGHT, "kgb:count"),
    "count-class": add(f"{DAMAGE} kgb:count <d#measure=1>"),
    "count-kind": add("<d#count=2> kgb:countKind kgb:killed"),
    "count-lower": change("<d#count=2>", "kgb:lower", "10", "10.5"),
    "count-upper": add("<d#count=1> kgb:upper 13"),
    "count-bound": lose("<d#count=2>", "kgb:lower"),
    "count-order": change("<d#count=1>", "kgb:lower", "12", "13"),
    "count-approximate": lose("<d#count=2>", "kgb:approximate"),
    "count-population": add(f"<d#count=2> kgb:population {BIRCH}"),
    "count-date": add('<d#count=1> kgb:asOf "2022-01-04"^^xsd:date'),
    "count-supersedes": add(f"<d#count=2> kgb:supersedes {FLOOD}"),
    "count-domain": add(f'{FLOOD} kgb:asOf "2022-01-04"^^xsd:date'),
    "measure-event": lose(DAMAGE, "kgb:measure"),
    "measure-class": add(f"{DAMAGE} kgb:measure <d#count=2>"),
    "measure-kind": lose("<d#measure=1>", "kgb:measureKind"),
    "measure-value": add("<d#measure=1> schema:value 31.0"),
    "measure-bounds": change("<d#measure=1>", "kgb:upper", "31.0", "31.0e0"),
    "measure-number": " ; ".join(lose("<d#measure=1>", name) for name in ("schema:value", "kgb:lower", "kgb:upper")),
    "measure-unit": add('<d#measure=1> schema:unitText "per cent"'),
    "bound-domain": add(f"{FLOOD} kgb:lower 3"),
}

RELATIONS = {
    "membership-member": lose("<d#post=1>", "org:member"),
    "membership-role": add('<d#post=1> org:role <role/master> . <role/master> a org:Role ; skos:prefLabel "Master"'),
    "role-label": lose("<role/mayor>", "skos:prefLabel"),
    "membership-where": lose("<d#post=1>", "kgb:jurisdiction"),
    "membership-organization": add(f"<d#post=1> org:organization {BIRCH}"),
    "membership-jurisdiction": add(f"<d#post=1> kgb:jurisdiction {POLICE}"),
    "membership-superior": add(f"<d#post=1> kgb:reportsTo {POLICE}"),
    "membership-during": add("<d#post=1> org:memberDuring <d>"),
    "membership-tense": add("<d#post=1> kgb:tense fact:future"),
    "membership-former": add("<d#post=1> kgb:former false"),
    "membership-domain": add("<d> kgb:former true"),
    "relation-actor": state((BIRCH, "org:headOf", POLICE)),
    "relation-organization": state((POLICE, "org:memberOf", BIRCH)),
    "relation-place": state((POLICE, "kgb:basedIn", RADIO)),
    "relation-located": state((POLICE, "kgb:locatedIn", ALDER)),
    "relation-entity": state((POLICE, "kgb:partOf", "<d#time=1>")),
    "relation-inhabitants": state((BIRCH, "kgb:inhabitants", '"many"')),
    "relation-description": state((BIRCH, "kgb:describedAs", "<d>")),
}

EVIDENCE = {
    "evidence-statement": drop(f"{HEDGED} a rdf:Statement"),
    "evidence-subject": add(f"{HEDGED} rdf:subject {FLOOD}"),
    "evidence-predicate": change(HEDGED, "rdf:predicate", "kgb:actor", "sem:hasActor"),
    "evidence-object": add(f"{HEDGED} rdf:object {TELEGRAM}"),
    "evidence-confidence": lose(HEDGED, "kgb:confidence"),
    "confidence": change("<d#link=alder>", "kgb:margin", "0.4", "1.4"),
    "evidence-extractor": lose(HEDGED, "kgb:extractor"),
    "evidence-certainty": add(f"{HEDGED} kgb:certainty fact:probable"),
    "triple-evidenced": add(f'{DAMAGE} kgb:topic "homes"'),
    "evidence-stated": add(evidence(DAMAGE, "kgb:topic", '"repairs"')),
    "evidence-hedged": add(f"{RESIGNATION} kgb:actor <d#harbour-master> ; sem:hasActor <d#harbour-master>"),
}

LINKS = {
    "link-of": add(f"<d#link=alder> kgb:linkOf {BIRCH}"),
    "link-candidate": lose("<d#link=alder>", "kgb:candidate"),
    "link-item": change("<d#link=alder>", "kgb:candidate", "wd:Q1", "wd:P31"),
    "link-confidence": lose("<d#link=alder>", "kgb:confidence"),
    "link-margin": lose("<d#link=alder>", "kgb:margin"),
    "link-method": lose("<d#link=alder>", "kgb:method"),
    "link-authority": lose("<d#link=alder>", "kgb:authority"),
    "link-node": add(f"{BIRCH} skos:closeMatch wd:Q2"),
    "link-match": lose(ALDER, "skos:exactMatch"),
    "link-one": add(f"{ALDER} skos:exactMatch wd:Q2"),
    "link-domain": add('<d> kgb:method "by hand"'),
}

VIOLATIONS = DOCUMENTS | ENTITIES | EVENTS | TIMES | CLAIMS | COUNTS | RELATIONS | EVIDENCE | LINKS
