"""A server under mixed readers while its store is written to: errors, latency, and whether memory or file handles grow.

`python bench/soak.py --seconds 3600 --triples 100000 --clients 6`. A process builds documents into the served store,
another client sends updates with the token, the readers ask queries, pages, searches and dumps over HTTP and check that
each document is whole and never older than it was. Exit code 1 if anything failed or grew.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from endpoint import OURS, Server, running
from endpoint_data import BASE, HEAD, JOIN, MIX, POINT, TRIPLES_PER_DOCUMENT, generate
from http_load import JSON, media_type
from ports import free_port
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from kgbuild.errors import OutputError
from kgbuild.store.disk import open_store, replace_document
from kgbuild.vocabulary import expand

TOKEN = "the token of the soak test"
HTML = "text/html,application/xhtml+xml,*/*;q=0.8"

# Documents that are built again and again; each holds its number so many times over, and is whole or not at all.
LIVE_DOCUMENTS = 8
LIVE_STATEMENTS = 200
VALUE = "urn:soak:value"
LIVE = f"SELECT ?v (COUNT(*) AS ?n) {{{{ GRAPH <{BASE}doc/live-{{0}}> {{{{ ?s <{VALUE}> ?v }}}} }}}} GROUP BY ?v"
UPDATED = "urn:soak:updated"

SAMPLE_SECONDS = 2.0
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Sample:
    """What the server and its processes hold at a moment: bytes of memory, open files and processes."""

    at: float
    server_bytes: int
    all_bytes: int
    handles: int
    processes: int
    disk_bytes: int


@dataclass
class Record:
    """What has happened. `times`: begin and length of each request, by kind, in seconds since the start."""

    begin: float = field(default_factory=time.monotonic)
    times: list[tuple[float, float, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    writes: Counter[str] = field(default_factory=Counter)
    samples: list[Sample] = field(default_factory=list)


def request(port: int, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=90)
    with contextlib.closing(connection):
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        with connection.getresponse() as reply:
            return reply.status, reply.read()


def build_documents(store: Path, seconds: float) -> None:
    """Builds into the store as `kgbuild build` does, a few documents at a time, until the time is over."""
    until = time.monotonic() + seconds
    number = 0
    while time.monotonic() < until:
        with contextlib.suppress(OutputError):  # an update has the store just now
            opened = open_store(store)
            for document in range(LIVE_DOCUMENTS):
                name = f"{BASE}doc/live-{document}"
                number += 1
                nodes = [NamedNode(f"{name}#event={each}") for each in range(LIVE_STATEMENTS)]
                quads = [Quad(node, NamedNode(VALUE), Literal(number)) for node in nodes]
                label = Literal(f"Liveport {document} edition {number}")
                quads += [Quad(nodes[0], NamedNode(expand("skos:prefLabel")), label)]
                quads += [Quad(node, NamedNode(expand("rdf:type")), NamedNode(expand("kgb:Event"))) for node in nodes]
                replace_document(opened, name, quads)
            del opened
        time.sleep(1.0)


def reads(documents: int, chance: random.Random) -> Iterator[tuple[str, str, str]]:
    """Kind, path and Accept of one request after the other."""
    while True:
        number = chance.randrange(documents)
        for name, query in MIX.items():
            yield f"mix {name}", _query(f"{query.format(number)} # {chance.random()}"), media_type(query)
        yield "join", _query(f"{JOIN.format()} # {chance.random()}"), JSON
        yield "repeated", _query(POINT.format(1)), JSON
        words = f'"name {number}*" ; kgb:limit 20'
        yield "search", _query(f"SELECT ?s {{ ?s kgb:search {words} }} # {chance.random()}"), JSON
        yield "page search", f"/search?q=name+{number % 1000}*", HTML
        yield "page start", "/", HTML
        yield "page query", _query(POINT.format(number)), HTML
        yield "page document", f"/doc/{number}", HTML
        yield "page entity", f"/entity/Q{chance.randrange(documents)}", HTML
        yield "graph", f"/graphs?graph={quote(f'{BASE}doc/{number}', safe='')}", "text/turtle"
        yield "malformed", _query("SELECT * {"), JSON
        for document in range(LIVE_DOCUMENTS):
            yield f"live {document}", _query(f"{LIVE.format(document)} # {chance.random()}"), JSON
        if chance.random() < 0.05:
            yield "dump", "/dump.nq.gz", "*/*"


def _query(sparql: str) -> str:
    return f"/sparql?{urlencode({'query': HEAD + sparql})}"


def check(kind: str, status: int, body: bytes, seen: dict[str, int]) -> str | None:
    """What is wrong with an answer. `seen` has the latest number of each live document."""
    if kind == "malformed":
        return None if status == 400 else f"{status}"
    if kind == "page entity" and status == 404:
        return None
    if status != 200:
        return f"{status} {body[:200]!r}"
    if kind.startswith("live"):
        rows = json.loads(body)["results"]["bindings"]
        if rows:
            (row,) = rows
            value = int(row["v"]["value"])
            if int(row["n"]["value"]) != LIVE_STATEMENTS or value < seen.get(kind, 0):
                return f"half or old: {row}, seen {seen.get(kind)}"
            seen[kind] = value
    if kind == "dump":
        gzip.decompress(body)
    return None


def read(port: int, record: Record, until: float, documents: int, seed: int) -> None:
    """A reader. Its pauses keep the machine from being all that is measured."""
    chance = random.Random(seed)
    seen: dict[str, int] = {}
    for kind, path, accept in reads(documents, chance):
        begin = time.monotonic()
        if begin >= until:
            return
        try:
            status, body = request(port, "GET", path, Accept=accept)
            fault = check(kind, status, body, seen)
        except (OSError, http.client.HTTPException, ValueError) as error:
            fault = repr(error)
        record.times.append((begin - record.begin, time.monotonic() - begin, kind))
        if fault:
            record.errors.append(f"{begin - record.begin:.1f} s, {kind}: {fault}")
        time.sleep(chance.uniform(0, 0.05))


def update(port: int, record: Record, until: float) -> None:
    """Sends updates, and looks whether the next query and the next search see them; 503 means that a build is at it."""
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/sparql-update"}
    number = status = 0
    while time.monotonic() < until:
        text = (
            f"DELETE WHERE {{ GRAPH <{UPDATED}> {{ ?s ?p ?o }} }} ; INSERT DATA {{ GRAPH <{UPDATED}> {{ "
            f'<{UPDATED}> <{VALUE}> {number} ; skos:prefLabel "Soakmark w{number}w" }} }}'
        )
        try:
            status, body = request(port, "POST", "/sparql", text.encode(), **headers)
            record.writes[f"update {status}"] += 1
            if status == 204:
                _see(port, record, number)
                number += 1
            elif status != 503:
                record.errors.append(f"update: {status} {body[:200]!r}")
        except (OSError, http.client.HTTPException, ValueError) as error:
            record.errors.append(f"update: {error!r}")
        time.sleep(0.7 if status == 204 else 0.2)


def _see(port: int, record: Record, number: int) -> None:
    for query in (f"ASK {{ ?s <{VALUE}> {number} }}", f'ASK {{ ?s kgb:search "soakmark w{number}w" }}'):
        status, body = request(port, "GET", _query(query), Accept=JSON)
        if status != 200 or not json.loads(body)["boolean"]:
            record.errors.append(f"what was written is not seen: {query} {status} {body[:200]!r}")


def sample(server: Server, store: Path, begin: float) -> Sample:
    """The server's process and all that descend from it."""
    sizes: dict[int, int] = {}
    handles = 0
    for process in server.processes():
        with contextlib.suppress(OSError):
            sizes[process] = int(Path(f"/proc/{process}/statm").read_text().split()[1]) * PAGE_BYTES
            handles += len(os.listdir(f"/proc/{process}/fd"))
    disk = 0
    for folder in (store, *store.parent.glob(f".{store.name}.served-*")):
        # Unlike a glob, a walk does not mind what goes meanwhile.
        for place, _, names in os.walk(folder):
            for name in names:
                with contextlib.suppress(OSError):
                    disk += os.stat(os.path.join(place, name)).st_size
    return Sample(time.monotonic() - begin, sizes[server.process.pid], sum(sizes.values()), handles, len(sizes), disk)


def soak(folder: Path, seconds: float, triples: int, clients: int, cache: int = 64) -> Record:
    """Runs it all in a folder that is empty, or not there.

    `cache`: MiB of answers that the server may keep, which it fills at first.
    """
    data, store = folder / "data.nq", folder / "store"
    folder.mkdir(exist_ok=True)
    generate(data, triples)
    open_store(store).bulk_load(path=str(data), format=RdfFormat.N_QUADS)
    (folder / "token").write_text(TOKEN)
    port = free_port()
    command = [*OURS, "serve", str(store), "--port", str(port)]
    command += ["--workers", "2", "--cache", str(cache), "--allow-update", "--token-file", str(folder / "token")]
    documents = triples // TRIPLES_PER_DOCUMENT
    with running("kgbuild", command, port, "/sparql") as server:
        record = Record()
        until = record.begin + seconds
        builder = subprocess.Popen([sys.executable, __file__, "--build-into", str(store), "--seconds", str(seconds)])
        jobs: list[Callable[[], None]] = [lambda: update(port, record, until)]
        jobs += [lambda seed=seed: read(port, record, until, documents, seed) for seed in range(clients)]  # type: ignore[misc]
        threads = [threading.Thread(target=job) for job in jobs]
        for thread in threads:
            thread.start()
        while time.monotonic() < until:
            record.samples.append(sample(server, store, record.begin))
            time.sleep(min(SAMPLE_SECONDS, seconds / 20))
        for thread in threads:
            thread.join()
        record.writes["builder ended with"] = builder.wait(timeout=60)
    return record


@dataclass(frozen=True)
class Held:
    """Something that is not to grow by more than a tenth and so much: what a sample says of it, in which unit."""

    name: str
    value: Callable[[Sample], int]
    unit: int
    slack: int


HELD = (
    Held("server's memory, MB", lambda sample: sample.server_bytes, 1 << 20, 16),
    Held("all processes' memory, MB", lambda sample: sample.all_bytes, 1 << 20, 64),
    Held("open files", lambda sample: sample.handles, 1, 24),
    Held("processes", lambda sample: sample.processes, 1, 2),
    Held("disk, MB", lambda sample: sample.disk_bytes, 1 << 20, 64),
)


def grown(record: Record) -> list[str]:
    """The names of what has grown."""
    found = []
    for held in HELD:
        early, late, _ = growth(record, held)
        if late > early * 1.1 + held.slack:
            found.append(held.name)
    return found


def growth(record: Record, held: Held) -> tuple[float, float, float]:
    """The medians of the second and of the last fifth of the samples, and the slope over the last four fifths, an hour.

    By number, for a machine that is busy takes none for a while.
    """
    values = [held.value(each) / held.unit for each in record.samples]
    fifth = max(1, len(values) // 5)
    early, late = values[fifth : 2 * fifth], values[-fifth:]
    slope = statistics.linear_regression([each.at for each in record.samples[fifth:]], values[fifth:]).slope
    return statistics.median(early), statistics.median(late), slope * 3600


def latency(record: Record, begin: float, end: float) -> tuple[int, float, float]:
    """How many requests began between two moments; median and 99th percentile of their time in milliseconds."""
    times = sorted(took for at, took, _ in record.times if begin <= at < end)
    return len(times), statistics.median(times) * 1000, times[int(len(times) * 0.99)] * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--triples", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--build-into", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.build_into:
        build_documents(given.build_into, given.seconds)
        return
    with tempfile.TemporaryDirectory() as folder:
        record = soak(Path(folder), given.seconds, given.triples, given.clients)
    print(f"{len(record.times):,} requests, {len(record.errors)} errors; writes: {dict(record.writes)}")
    for error in record.errors[:20]:
        print("  error:", error)
    fifth = given.seconds / 5
    for name, begin in (("second", fifth), ("last", 4 * fifth)):
        count, median, late = latency(record, begin, begin + fifth)
        print(f"{name} fifth: {count:,} requests, p50 {median:.1f} ms, p99 {late:.1f} ms")
    slowest: dict[str, list[float]] = {}
    for _, took, kind in record.times:
        slowest.setdefault(kind.rstrip(" 0123456789"), []).append(took)
    for kind, times in sorted(slowest.items()):
        print(f"  {kind}: {len(times):,}, p50 {statistics.median(times) * 1000:.1f} ms, max {max(times) * 1000:.0f} ms")
    for each in HELD:
        early, late, slope = growth(record, each)
        print(f"{each.name}: {early:.1f} → {late:.1f}, slope {slope:+.1f} an hour")
    if record.errors or grown(record):
        sys.exit("something failed" if record.errors else f"grown: {', '.join(grown(record))}")


if __name__ == "__main__":
    main()
