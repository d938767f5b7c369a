"""What the server tells of itself and of its dataset: service description, VoID, dumps, health and numbers.

Sources: SPARQL 1.1 Service Description; VoID (https://www.w3.org/TR/void/); DCAT 3; Prometheus text format 0.0.4.
"""

from __future__ import annotations

import itertools
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Final

from flask import Blueprint, Response, request, url_for
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from werkzeug.exceptions import ServiceUnavailable

from kgbuild import __version__
from kgbuild.formats import N_QUADS, RDF_FORMATS, RESULT_FORMATS, TRIG, Format
from kgbuild.store.export import serialize_graph
from kgbuild.vocabulary import PREFIXES, expand
from kgbuild.web.answers import reader_for
from kgbuild.web.config import Config
from kgbuild.web.engine import Engine
from kgbuild.web.protocol import choose_format, content_type_of
from kgbuild.web.reader import Reader

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
VOID: Final = "http://rdfs.org/ns/void#"
DCAT: Final = "http://www.w3.org/ns/dcat#"
FORMATS: Final = "http://www.w3.org/ns/formats/"
TYPE: Final = NamedNode(expand("rdf:type"))

# Media type → the name that the W3C gives it.
FORMAT_NAMES: Final = {
    "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV", "turtle": "Turtle", "ntriples": "N-Triples", "nquads": "N-Quads", "trig": "TriG",
    "jsonld": "JSON-LD", "rdfxml": "RDF_XML",
}  # fmt: skip

DUMPS: Final = (N_QUADS, TRIG)

# What VoID counts, each by the name of its property.
COUNTS: Final = (
    ("triples", "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"),
    ("entities", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a ?class }"),
    ("properties", "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
    ("classes", "SELECT (COUNT(DISTINCT ?class) AS ?n) { ?s a ?class }"),
    ("distinctSubjects", "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
    ("documents", "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a schema:NewsArticle }"),
)


def service(engine: Engine, config: Config) -> Blueprint:
    """The routes that tell of the server."""
    routes = Blueprint("service", __name__)

    @lru_cache(maxsize=1)
    def counts(_version: str) -> tuple[tuple[str, int], ...]:
        return count_dataset(reader_for(engine))

    @routes.get("/.well-known/void")
    def void() -> Response:
        target, media_type = choose_format(request, RDF_FORMATS)
        quads = describe_dataset(counts(engine.version), config, request.url_root)
        return Response(serialize_graph(quads, target), content_type=content_type_of(media_type))

    @routes.get("/dump.<any(nq, trig):suffix>.gz")
    def dump(suffix: str) -> Response:
        target = next(each for each in DUMPS if f".{suffix}" in each.suffixes)
        pieces = engine.dump(target)
        # Asked for before the response begins, so that a server that is too busy can still say so.
        first = next(pieces, b"")
        response = Response(_compressed(itertools.chain([first], pieces)), content_type="application/gzip")
        response.call_on_close(pieces.close)
        response.headers["Content-Disposition"] = f'attachment; filename="dump.{suffix}.gz"'
        return response

    @routes.get("/healthz")
    def healthz() -> Response:
        """Whether queries can be answered, be they ever so many just now."""
        if not engine.numbers()["ready"]:
            raise ServiceUnavailable("no query can be answered; the server's log tells more")
        return Response("ok\n", content_type="text/plain; charset=utf-8")

    @routes.get("/metrics")
    def metrics() -> Response:
        return Response(_prometheus(engine.numbers()), content_type="text/plain; version=0.0.4; charset=utf-8")

    return routes


def describe_service(config: Config, media_target: Format, *, searchable: bool) -> bytes:
    """The description of the endpoint at the present request's address."""
    endpoint = NamedNode(request.base_url)
    service_node, dataset = BlankNode("service"), BlankNode("dataset")
    features = [*(["UnionDefaultGraph"] if config.union else []), *(["BasicFederatedQuery"] if config.services else [])]
    languages = ["SPARQL11Query", *(["SPARQL11Update"] if config.token else [])]
    quads = [
        Quad(service_node, TYPE, NamedNode(SD + "Service")),
        Quad(service_node, NamedNode(SD + "endpoint"), endpoint),
        Quad(service_node, NamedNode(SD + "defaultDataset"), dataset),
        Quad(dataset, TYPE, NamedNode(SD + "Dataset")),
        Quad(dataset, NamedNode(SD + "defaultGraph"), BlankNode("default")),
        Quad(BlankNode("default"), TYPE, NamedNode(SD + "Graph")),
        *(Quad(service_node, NamedNode(SD + "feature"), NamedNode(SD + name)) for name in features),
        *(Quad(service_node, NamedNode(SD + "supportedLanguage"), NamedNode(SD + name)) for name in languages),
    ]
    if searchable:
        # What is asked by a property that no graph holds (Service Description, section 3.2.8).
        quads.append(Quad(service_node, NamedNode(SD + "propertyFeature"), _property("kgb:search")))
    for direction, formats in (("resultFormat", (*RESULT_FORMATS, *RDF_FORMATS)), ("inputFormat", RDF_FORMATS)):
        names = (FORMAT_NAMES[each.name] for each in formats) if direction == "resultFormat" or config.token else ()
        quads += [Quad(service_node, NamedNode(SD + direction), NamedNode(FORMATS + name)) for name in names]
    return serialize_graph(quads, media_target)


def count_dataset(reader: Reader) -> tuple[tuple[str, int], ...]:
    """The figures of VoID, each with the name of its property."""
    return tuple((name, int(next(reader.solutions(sparql))["n"].value)) for name, sparql in COUNTS)


def describe_dataset(counts: tuple[tuple[str, int], ...], config: Config, root: str) -> Iterator[Quad]:
    """VoID and DCAT of the dataset that is served at the address `root`."""
    dataset = NamedNode(root + ".well-known/void#dataset")
    yield Quad(dataset, TYPE, NamedNode(VOID + "Dataset"))
    yield Quad(dataset, TYPE, NamedNode(DCAT + "Dataset"))
    yield Quad(dataset, _property("dcterms:title"), Literal("A knowledge graph of news, built by kgbuild"))
    yield Quad(dataset, NamedNode(VOID + "sparqlEndpoint"), NamedNode(root + "sparql"))
    for name, count in counts:
        yield Quad(dataset, NamedNode(VOID + name), Literal(count))
    if config.license:
        yield Quad(dataset, _property("dcterms:license"), NamedNode(config.license))
    for namespace in (PREFIXES["kgb"], PREFIXES["sem"], PREFIXES["schema"], PREFIXES["prov"], PREFIXES["nif"]):
        yield Quad(dataset, NamedNode(VOID + "vocabulary"), NamedNode(namespace))
    for each in DUMPS:
        address = NamedNode(url_for("service.dump", suffix=each.suffixes[0][1:], _external=True))
        part = BlankNode(each.name)
        yield Quad(dataset, NamedNode(VOID + "dataDump"), address)
        yield Quad(dataset, NamedNode(DCAT + "distribution"), part)
        yield Quad(part, TYPE, NamedNode(DCAT + "Distribution"))
        yield Quad(part, NamedNode(DCAT + "downloadURL"), address)
        yield Quad(part, NamedNode(DCAT + "mediaType"), Literal(each.media_type))
        yield Quad(part, NamedNode(DCAT + "compressFormat"), Literal("application/gzip"))


def _property(name: str) -> NamedNode:
    return NamedNode(expand(name))


def _compressed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """As one gzip file. What fails on the way breaks the transfer off, so that no half file looks whole."""
    compressor = zlib.compressobj(6, wbits=31)
    for piece in pieces:
        if packed := compressor.compress(piece):
            yield packed
    yield compressor.flush()


def _prometheus(numbers: dict[str, Any]) -> str:
    """Numbers as Prometheus reads them; those of a dictionary are told apart by a label."""
    lines = [f'# TYPE kgbuild_info gauge\nkgbuild_info{{version="{__version__}"}} 1']
    for name, value in numbers.items():
        kind = "counter" if name.endswith("_total") else "gauge"
        lines.append(f"# TYPE kgbuild_{name} {kind}")
        if isinstance(value, dict):
            lines += [f'kgbuild_{name}{{reason="{reason}"}} {count}' for reason, count in sorted(value.items())]
        else:
            lines.append(f"kgbuild_{name} {value}")
    return "\n".join(lines) + "\n"
