"""How long text searches take over HTTP, beside scans of the same texts in one run, and how long their index takes.

`python bench/search.py --triples 1000000`. Each query is asked with words that were not asked before. Prints the median
of the times of `--times` answers, and what one costs the server in CPU, which a busy machine changes little.
"""

from __future__ import annotations

import argparse
import itertools
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from endpoint import OURS, Server, running
from endpoint_data import HEAD, generate, words
from ports import free_port
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat
from soak import request

from kgbuild.store.disk import open_store
from kgbuild.store.textindex import write_index
from kgbuild.vocabulary import expand

# {0} and {1} stand for words, {2} for the number of a label, {3} and {4} for two and four letters that a word begins
# with; the numbers say how frequent the words may be, from the first of all on.
SEARCHES = {
    "label": ("kgb:search 'name {2}'", 1, 9999),
    "label, beginning": ("kgb:search 'name {2}*' ; kgb:limit 20", 10, 99),
    "rare word": ("kgb:search '{0}'", 2000, 20000),
    "word": ("kgb:search '{0}'", 200, 2000),
    "frequent word, the best 20": ("kgb:search '{0}' ; kgb:score ?x ; kgb:limit 20", 1, 20),
    "frequent word, the best 1,000": ("kgb:search '{0}' ; kgb:limit 1000", 1, 20),
    "two frequent words, the best 20": ("kgb:search '{0} {1}' ; kgb:limit 20", 1, 20),
    "words in a row": ("kgb:search '\"{0} {1}\"' ; kgb:limit 20", 1, 20),
    "beginning, two letters": ("kgb:search '{3}*' ; kgb:limit 20", 1, 2000),
    "beginning, four letters": ("kgb:search '{4}*' ; kgb:limit 20", 1, 2000),
    "text of what was found": ("kgb:search '{0}' ; kgb:found ?t ; kgb:limit 20", 1, 200),
    "events told with a word": (
        "kgb:search '{0}' ; kgb:limit 20 . ?p kgb:inSentence ?s . ?e gaf:denotedBy ?p",
        1,
        2000,
    ),
    "events of an entity": ("kgb:search 'name {2}' . ?e kgb:actor ?s", 1, 9999),
}
SCANS = {
    "label": ("skos:prefLabel ?l FILTER(LCASE(STR(?l)) = 'name {2}')", 1, 9999),
    "word": ("nif:anchorOf ?t FILTER CONTAINS(?t, '{0} ')", 200, 2000),
}
PAGES = {"a word": ("{0}", 200, 2000), "a frequent word": ("{0}", 1, 20), "a label": ("name {2}", 1, 9999)}


def measure(server: Server, times: int) -> None:
    chance, fresh, vocabulary = random.Random(3), itertools.count(), words(20_000)

    def asked(template: str, low: int, high: int) -> str:
        first, second, number = (chance.randint(low, high) for _ in range(3))
        word = vocabulary[first - 1]
        return template.format(word, vocabulary[second - 1], number, word[:2], word[:4])

    def tell(name: str, path: str, accept: str, parameters: Iterator[dict[str, object]]) -> None:
        before = server.cpu_seconds()
        found = [ask(server.target.port, path, each, accept) for each in itertools.islice(parameters, times)]
        cost = (server.cpu_seconds() - before) / times * 1000
        print(f"{name}: median {statistics.median(found):.1f} ms, CPU {cost:.1f} ms", flush=True)

    for kind, queries in (("search", SEARCHES), ("scan", SCANS)):
        for name, question in queries.items():
            texts = (f"{HEAD}SELECT * {{ ?s {asked(*question)} }} # {next(fresh)}" for _ in itertools.count())
            tell(f"{kind}, {name}", "/sparql", "application/json", ({"query": text} for text in texts))
    for name, question in PAGES.items():
        searches = ({"q": asked(*question), "x": next(fresh)} for _ in itertools.count())
        tell(f"page, {name}", "/search", "text/html", searches)


def ask(port: int, path: str, parameters: dict[str, object], accept: str) -> float:
    """How long the answer takes, in milliseconds."""
    begin = time.perf_counter()
    status, body = request(port, "GET", f"{path}?{urlencode(parameters)}", Accept=accept)
    assert status == 200, body
    return (time.perf_counter() - begin) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=30)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data, store = Path(folder, "data.nq"), Path(folder, "store")
        generate(data, given.triples)
        opened = open_store(store)
        opened.bulk_load(path=str(data), format=RdfFormat.N_QUADS)
        label = NamedNode(expand("skos:prefLabel"))
        first, second = Path(folder, "first"), Path(folder, "second")
        began = time.monotonic()
        write_index(opened, first)
        print(f"index of {given.triples:,} triples: {time.monotonic() - began:.1f} s, {first.stat().st_size >> 20} MiB")
        opened.add(Quad(NamedNode("urn:x"), label, Literal("one more"), NamedNode("urn:g")))
        began = time.monotonic()
        write_index(opened, second, first)
        print(f"index after one more label: {time.monotonic() - began:.1f} s")
        del opened
        port = free_port()
        command = [*OURS, "serve", str(store), "--port", str(port), "--workers", "2"]
        with running("kgbuild", command, port, "/sparql") as server:
            ready = urlencode({"query": HEAD + "SELECT ?s { ?s kgb:search 'ready' }"})
            while request(port, "GET", f"/sparql?{ready}")[0] == 503:
                time.sleep(1)
            measure(server, given.times)


if __name__ == "__main__":
    main()
