"""Throughput and latency of the endpoint beside `oxigraph serve` and rdflib-endpoint, on the same triples in one run.

`python bench/endpoint.py --triples 100000 --seconds 3 --oxigraph PATH --rdflib-endpoint PATH`: where their commands
are; what is not given is left out. Prints medians, and kgbuild's as ratios to the others'.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import itertools
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from kgbuild.vocabulary import PREFIXES

BASE = "https://w3id.org/kgbuild/data/"
CLASSES = ("Protest", "Assault", "Killing", "Consult", "Coerce", "Aid", "Reject", "Accuse")
HEAD = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())

# {0} is a number of a document, drawn anew for each request of a point query.
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
    "SELECT ?a (COUNT(*) AS ?n) { ?e a kgb:Protest ; kgb:actor ?a ; sem:hasPlace ?p } "
    "GROUP BY ?a ORDER BY DESC(?n) LIMIT 10"
)


def generate(path: Path, triples: int) -> None:
    """N-Quads in the shape of the data model: documents with events, roles, places, labels and evidence."""
    chance = random.Random(1)

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
                rows += [
                    (event, iri("rdf:type"), iri("kgb:Event")), (event, iri("rdf:type"), iri(f"kgb:{kind}")),
                    (event, iri("kgb:actor"), actor), (event, iri("sem:hasPlace"), place),
                    (event, iri("kgb:polarity"), iri("fact:positive")),
                    (event, iri("kgb:certainty"), iri("fact:certain")),
                    (event, iri("sem:hasBeginTimeStamp"), day), (event, iri("gaf:denotedBy"), span),
                    (span, iri("nif:anchorOf"), f'"word {chance.randrange(9999)}"'),
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


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@contextlib.contextmanager
def running(command: list[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.2)
        yield process
    finally:
        process.terminate()
        process.wait()


def ask(port: int, path: str, query: str, connection: http.client.HTTPConnection | None = None) -> int:
    """The length of the answer."""
    own = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    is_graph = query.startswith(("DESCRIBE", "CONSTRUCT"))
    accept = {"Accept": "application/n-triples" if is_graph else "application/sparql-results+json"}
    own.request("GET", f"{path}?{urlencode({'query': HEAD + query})}", headers=accept)
    with own.getresponse() as reply:
        body = reply.read()
        assert reply.status == 200, (reply.status, body[:200])
    if connection is None:
        own.close()
    return len(body)


def load(port: int, path: str, queries: Iterator[str], clients: int, seconds: float) -> tuple[float, float, float]:
    """Answers a second, and the median and the 99th percentile of the latency in milliseconds."""
    times: list[float] = []
    until = time.monotonic() + seconds
    lock = threading.Lock()

    def run() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        while time.monotonic() < until:
            with lock:
                query = next(queries)
            begin = time.monotonic()
            ask(port, path, query, connection)
            times.append(time.monotonic() - begin)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(clients)]
    begin = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.monotonic() - begin
    times.sort()
    return len(times) / took, statistics.median(times) * 1000, times[int(len(times) * 0.99) - 1] * 1000


def measure(name: str, port: int, path: str, seconds: float, documents: int) -> dict[str, float]:
    chance = random.Random(7)
    found: dict[str, float] = {}
    for label, query in MIX.items():
        times = []
        for number in range(5):
            # A comment that differs keeps the answer from being one that was kept.
            text = f"{query.format(chance.randrange(documents))} # {number}"
            begin = time.monotonic()
            ask(port, path, text)
            times.append(time.monotonic() - begin)
        found[f"ms {label}"] = statistics.median(times) * 1000
    fresh = (f"{JOIN} # {number}" for number in itertools.count())
    found["join/s, 8 clients"] = load(port, path, fresh, 8, seconds)[0]
    points = (
        f"SELECT * {{ <{BASE}doc/{chance.randrange(documents)}#event=1> ?p ?o }} # {n}" for n in itertools.count()
    )
    found["points/s, 8 clients"] = load(port, path, points, 8, seconds)[0]
    point = itertools.repeat(f"SELECT * {{ <{BASE}doc/1#event=1> ?p ?o }}")
    found["repeated points/s, 8 clients"] = load(port, path, point, 8, seconds)[0]
    cycle = enumerate(itertools.cycle(MIX.values()))
    mixed = (f"{query.format(chance.randrange(documents))} # {number}" for number, query in cycle)
    found["mix p99 ms, 32 clients"] = load(port, path, mixed, 32, seconds)[2]
    print(f"{name}: " + ", ".join(f"{key} {value:.1f}" for key, value in found.items()), flush=True)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--oxigraph")
    parser.add_argument("--rdflib-endpoint", dest="rdflib_endpoint")
    given = parser.parse_args()
    from pyoxigraph import RdfFormat, Store

    from kgbuild.store.disk import open_store

    with tempfile.TemporaryDirectory() as folder:
        data, store = Path(folder, "data.nq"), Path(folder, "store")
        generate(data, given.triples)
        open_store(store)
        begin = time.monotonic()
        Store(str(store)).bulk_load(path=str(data), format=RdfFormat.N_QUADS)
        print(f"bulk load: {given.triples / (time.monotonic() - begin):,.0f} triples a second")
        documents = given.triples // 58
        found = {}
        port = free_port()
        ours = [sys.executable, "-c", "from kgbuild.cli import main; main()", "serve", str(store), "--port", str(port)]
        with running([*ours, "--workers", "2"], port):
            found["kgbuild"] = measure("kgbuild", port, "/sparql", given.seconds, documents)
        if given.oxigraph:
            port = free_port()
            command = [given.oxigraph, "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"]
            command.append("--union-default-graph")
            with running(command, port):
                found["oxigraph"] = measure("oxigraph serve", port, "/query", given.seconds, documents)
        if given.rdflib_endpoint:
            port = free_port()
            command = [given.rdflib_endpoint, "serve", "--host", "127.0.0.1", "--port", str(port), str(data)]
            with running(command, port):
                found["rdflib-endpoint"] = measure("rdflib-endpoint", port, "/", given.seconds, documents)
        for other in found.keys() - {"kgbuild"}:
            for key, value in found["kgbuild"].items():
                print(f"kgbuild / {other}: {key}: {value / found[other][key]:.2f}")


if __name__ == "__main__":
    main()
