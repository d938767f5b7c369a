"""The one table of RDF and result formats: names, media types, file suffixes.

Everything that reads or writes a format, the command line, the store and the endpoint alike, looks here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kgbuild.errors import OutputError


@dataclass(frozen=True, slots=True, eq=False)
class Format:
    """A serialisation, of which there is one for each name.

    `keeps_graphs` says whether named graphs survive it; `rdflib` is rdflib's name for it,
    `generic_types` are wider media types that a client may ask for instead.
    """

    name: str
    media_type: str
    suffixes: tuple[str, ...]
    keeps_graphs: bool = False
    rdflib: str | None = None
    generic_types: tuple[str, ...] = ()


# Turtle is a part of N3.
TURTLE = Format("turtle", "text/turtle", (".ttl",), rdflib="turtle", generic_types=("text/n3",))
N_TRIPLES = Format("ntriples", "application/n-triples", (".nt",), rdflib="nt")
N_QUADS = Format("nquads", "application/n-quads", (".nq",), keeps_graphs=True, rdflib="nquads")
TRIG = Format("trig", "application/trig", (".trig",), keeps_graphs=True, rdflib="trig")
JSON_LD = Format(
    "jsonld",
    "application/ld+json",
    (".jsonld", ".json"),
    keeps_graphs=True,
    rdflib="json-ld",
    generic_types=("application/json",),
)
RDF_XML = Format(
    "rdfxml", "application/rdf+xml", (".rdf", ".xml", ".owl"), rdflib="xml", generic_types=("application/xml",)
)

RDF_FORMATS = (TURTLE, N_TRIPLES, N_QUADS, TRIG, JSON_LD, RDF_XML)

SPARQL_JSON = Format("json", "application/sparql-results+json", (".srj",), generic_types=("application/json",))
SPARQL_XML = Format("xml", "application/sparql-results+xml", (".srx",), generic_types=("application/xml",))
SPARQL_CSV = Format("csv", "text/csv", (".csv",))
SPARQL_TSV = Format("tsv", "text/tab-separated-values", (".tsv",))

RESULT_FORMATS = (SPARQL_JSON, SPARQL_XML, SPARQL_CSV, SPARQL_TSV)


def rdf_format_of(path: Path) -> Format:
    """The RDF format that a path's suffix names; OutputError, which lists the suffixes, if it names none."""
    for candidate in RDF_FORMATS:
        if path.suffix.lower() in candidate.suffixes:
            return candidate
    known = ", ".join(suffix for candidate in RDF_FORMATS for suffix in candidate.suffixes)
    raise OutputError(f"{path}: the suffix {path.suffix!r} names no RDF format; use one of {known}")
