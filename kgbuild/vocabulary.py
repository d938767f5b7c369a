"""The one prefix table and the closed list of terms of the data model.

`docs/model.md` explains the terms, `ontology/` defines them; a test holds this list and the ontology equal. Nothing
else in the package spells out a namespace.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

PREFIXES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "kgb": "https://w3id.org/kgbuild/ontology#",
        "plover": "https://w3id.org/kgbuild/plover#",
        "shape": "https://w3id.org/kgbuild/shapes#",
        "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "gaf": "http://groundedannotationframework.org/gaf#",
        "fact": "http://groundedannotationframework.org/grasp/factuality#",
        "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        "schema": "https://schema.org/",
        "prov": "http://www.w3.org/ns/prov#",
        "org": "http://www.w3.org/ns/org#",
        "time": "http://www.w3.org/2006/time#",
        "geo": "http://www.opengis.net/ont/geosparql#",
        "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "dcterms": "http://purl.org/dc/terms/",
        "dcat": "http://www.w3.org/ns/dcat#",
        "void": "http://rdfs.org/ns/void#",
        "sh": "http://www.w3.org/ns/shacl#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "wd": "http://www.wikidata.org/entity/",
    }
)

# Class → its direct superclasses, as prefixed names. An instance is typed with every class up to the root.
ENTITY_CLASSES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "Actor": ("sem:Actor",),
        "Person": ("kgb:Actor",),
        "Group": ("kgb:Actor",),
        "Organization": ("kgb:Actor", "org:Organization"),
        "GovernmentBody": ("kgb:Organization",),
        "PoliceForce": ("kgb:Organization",),
        "MilitaryForce": ("kgb:Organization",),
        "ArmedGroup": ("kgb:Organization",),
        "IntergovernmentalOrganization": ("kgb:Organization",),
        "PoliticalParty": ("kgb:Organization",),
        "MediaOrganization": ("kgb:Organization",),
        "Company": ("kgb:Organization",),
        "CivilSocietyOrganization": ("kgb:Organization",),
        "Place": ("sem:Place",),
        "Country": ("kgb:Place", "kgb:Actor"),
        "Region": ("kgb:Place",),
        "City": ("kgb:Place",),
        "Facility": ("kgb:Place",),
        "GeographicArea": ("kgb:Place",),
        "Medium": (),
    }
)

PLOVER_TYPES: Final = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

# Mode: how a thing of the type was done. The 67 of the POLECAT data, by our reading, in the order of PLOVER's codebook;
# the codebook's draft of 2021 had "ban" apart from "restrict", and "execute", "assassinate", "massacre" and "cleansing"
# for "targeted".
_MODES_BY_TYPE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "CONSULT": ("visit", "third-party", "multilateral", "phone"),
        "RETREAT": ("withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"),
        "REQUEST": ("assist", "change", "yield", "meet"),
        "ACCUSE": ("disapprove", "investigate", "allege"),
        "REJECT": ("assist", "change", "yield", "meet"),
        "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
        "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct"),
        "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
        "MOBILIZE": ("troops", "weapons", "police", "militia"),
        "COERCE": (
            "seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation",
            "cyber",
        ),
        "ASSAULT": (
            "abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives",
            "suicide-attack", "heavy-weapons", "aerial", "drone", "crowd-control", "unconventional",
        ),
    }
)  # fmt: skip
PLOVER_MODES: Final = tuple(f"{name}-{mode}" for name, modes in _MODES_BY_TYPE.items() for mode in modes)

# Context: what it was about. The 37 of the POLECAT data.
PLOVER_CONTEXTS: Final = tuple(
    f"context-{name}"
    for name in (
        "military", "intelligence", "executive", "legislative", "election", "political_institutions", "pro_democracy",
        "pro_autocracy", "economic", "legal", "reparations", "human_rights", "rights_freedoms", "repression",
        "human_security", "gender", "lgbt", "religion_ethnicity", "inequality", "diplomatic", "territory",
        "peacekeeping", "health", "asylum", "migration", "disasters", "natural_resources", "environment", "technology",
        "terrorism", "cbrn", "cyber", "misinformation", "crime", "corruption", "illegal_drugs", "trafficking",
    )
)  # fmt: skip

# Sector: the role of an actor in its society; the last five are PLOVER's codes of actors beyond one country.
PLOVER_SECTORS: Final = (
    "GOV", "JUD", "LEG", "MIL", "COP", "OPP", "PTY", "REB", "PRM", "SPY", "UAF", "CVL", "BUS", "EDU", "MED", "LAB",
    "AGR", "JRN", "REF", "REL", "SOC", "CRM", "IGO", "NGO", "ISM", "IMG", "MNC",
)  # fmt: skip

# What news needs beside PLOVER's types.
NEWS_EVENT_CLASSES: Final = (
    "Killing", "Injury", "Damage", "PriceChange", "Election", "Vote", "Appointment", "Dismissal",
    "Resignation", "Disclosure", "NaturalDisaster", "Accident", "Crime", "Trial",
)  # fmt: skip

EVENT_CLASSES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"Event": ("sem:Event",)}
    | dict.fromkeys((name.capitalize() for name in PLOVER_TYPES), ("kgb:Event",))
    | dict.fromkeys(NEWS_EVENT_CLASSES, ("kgb:Event",))
    | {"Resignation": ("kgb:Retreat",)}
)

OTHER_CLASSES: Final = ("Count", "Measure", "Link", "Evidence")

COUNT_KINDS: Final = (
    "killed", "injured", "casualties", "hospitalized", "missing", "arrested", "displaced", "rescued",
    "participants", "voters",
)  # fmt: skip

# Property → the superproperties that are stated beside it.
ROLE_PROPERTIES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "kgb:actor": ("sem:hasActor",),
        "kgb:recipient": ("sem:hasActor",),
        "sem:hasPlace": (),
        "kgb:origin": ("sem:hasPlace",),
        "kgb:destination": ("sem:hasPlace",),
        "kgb:instrument": (),
        "kgb:topic": (),
        "kgb:about": (),
        "kgb:cause": (),
        "kgb:causeText": (),
        "kgb:after": (),
        "sem:subEventOf": (),
        "kgb:participatesIn": (),
    }
)

RELATION_PROPERTIES: Final = (
    "org:memberOf", "org:headOf", "org:subOrganizationOf", "kgb:locatedIn", "kgb:capitalOf", "kgb:leads",
    "kgb:basedIn", "kgb:partOf", "kgb:associatedWith", "kgb:inhabitants", "kgb:describedAs", "kgb:country",
)  # fmt: skip

TIME_PROPERTIES: Final = (
    "sem:hasBeginTimeStamp", "sem:hasEndTimeStamp", "sem:hasEarliestBeginTimeStamp", "sem:hasLatestEndTimeStamp",
    "kgb:time",
)  # fmt: skip

# Every property that kgbuild mints, object and datatype properties apart.
OBJECT_PROPERTIES: Final = (
    "about", "actor", "after", "associatedWith", "authority", "basedIn", "candidate", "capitalOf", "cause", "certainty",
    "contentSpan", "context", "count", "countKind", "country", "cueSpan", "destination", "inSentence", "jurisdiction",
    "leads", "linkOf", "locatedIn", "measure", "mode", "origin", "partOf", "participatesIn", "polarity", "population",
    "recipient", "relayedBy", "reports", "reportsTo", "sameHappening", "sector", "sourceSpan", "supersedes", "tense",
    "time", "via",
)  # fmt: skip
DATATYPE_PROPERTIES: Final = (
    "approximate", "asOf", "attempted", "causeText", "confidence", "describedAs", "extractor", "former",
    "inhabitants", "instrument", "lower", "margin", "measureKind", "method", "quote", "timexType", "timexValue",
    "topic", "upper",
)  # fmt: skip


def expand(name: str) -> str:
    """The IRI of a prefixed name ("kgb:actor"); KeyError if the prefix is not in the table."""
    prefix, _, local = name.partition(":")
    return PREFIXES[prefix] + local


@functools.cache
def superclasses(name: str) -> tuple[str, ...]:
    """All superclasses of a class (prefixed names both), nearest first, each once."""
    found: list[str] = []
    queue = [name]
    while queue:
        prefix, _, local = queue.pop(0).partition(":")
        if prefix != "kgb":
            continue
        for parent in ENTITY_CLASSES.get(local) or EVENT_CLASSES.get(local) or ():
            if parent not in found:
                found.append(parent)
                queue.append(parent)
    return tuple(found)


def is_a(kind: str, ancestor: str) -> bool:
    """Whether the entity or event class `kind` is `ancestor` or below it (local names)."""
    return kind == ancestor or f"kgb:{ancestor}" in superclasses(f"kgb:{kind}")
