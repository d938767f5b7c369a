"""How fast names are looked up: `python bench/authority.py [--items 2000000]`.

Prints medians: opening the default index in a new process, cluster look-ups a second in it once warm, the share of
linking in the build of the demo corpus, and the same look-ups, with the slowest in a hundred, in an index of synthetic
persons, organizations and places, which is made in a temporary folder and removed. Deterministic but for the times.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from kgbuild.annotate.parser import load_parser
from kgbuild.describe.graph import describe
from kgbuild.extract.document import extract
from kgbuild.link.authority import Authority, open_authority
from kgbuild.link.candidates import candidates
from kgbuild.link.decide import link
from kgbuild.link.items import Item, Name, Source
from kgbuild.link.writer import AuthorityWriter
from kgbuild.model import Article, Entity
from kgbuild.pipeline import sentence_spans
from kgbuild.read.metadata import Given
from kgbuild.read.sources import read_inputs
from kgbuild.settings import Settings

DEMO: Final = Path(__file__).parent.parent / "kgbuild" / "demo" / "articles"
ROUNDS: Final = 7
CLUSTERS: Final = 3000
OPENING: Final = """
import time
import kgbuild.link.core
from kgbuild.link.authority import open_authority
from kgbuild.settings import Settings
start = time.perf_counter()
open_authority(Settings())
print(time.perf_counter() - start)
"""
SYLLABLES: Final = (
    *("ba", "do", "kar", "le", "mi", "nov", "ra", "shin"),
    *("ta", "vel", "zu", "per", "gor", "lin", "as", "mont"),
)
KINDS: Final = ("Person", "Organization", "Company", "City")


def opening() -> float:
    """Seconds to open the default index in a new process, imports not counted."""
    open_authority(Settings()).close()  # made, if there is none yet
    runs = (subprocess.run([sys.executable, "-c", OPENING], capture_output=True, check=True) for _ in range(ROUNDS))
    return statistics.median(float(run.stdout) for run in runs)


def clusters(authority: Authority) -> list[Entity]:
    """Entities as a text might name them: every other one under a name that the authority knows, the rest unknown."""
    pick = random.Random(1)
    known = [each for each in authority.known_names() if each.qid and not each.adjective]
    entities = []
    for i, name in enumerate(pick.sample(known, CLUSTERS // 2)):
        entities.append(Entity(f"k{i}", name.kind, name.name, ()))
        entities.append(Entity(f"u{i}", name.kind, f"{_word(pick)} {_word(pick)}", (), (_word(pick),)))
    return entities


def look_ups(authority: Authority, entities: Sequence[Entity]) -> list[float]:
    """Seconds of each look-up once warm: medians over rounds."""
    rounds = [[_timed(lambda e=entity: candidates(e, authority)) for entity in entities] for _ in range(ROUNDS)]
    return [statistics.median(each) for each in zip(*rounds[1:], strict=True)]


def linking_share() -> float:
    """The share of linking in annotating, extracting, linking and describing the demo corpus."""
    settings = Settings()
    authority = open_authority(settings)
    parser = load_parser(settings, authority)
    articles = [each for each in read_inputs([str(DEMO)], Given(), settings) if isinstance(each, Article)]
    shares = []
    for _ in range(ROUNDS):
        linking = whole = 0.0
        for article in articles:
            start = time.process_time()
            annotated = parser.annotate(article)
            facts = extract(annotated)
            before = time.process_time()
            linked = link(facts, article, authority, settings)
            linking += time.process_time() - before
            spans = sentence_spans(annotated.doc, article.text)
            describe(article, spans, linked, settings, parser.model, authority.name)
            whole += time.process_time() - start
        shares.append(linking / whole)
    return statistics.median(shares[1:])


def synthetic(number: int) -> Iterator[Item]:
    """Items with names of few syllables, so that many share one; half have a second name."""
    pick = random.Random(2)
    for i in range(1, number + 1):
        kind = KINDS[i % len(KINDS)]
        label = f"{_word(pick)} {_word(pick)}" if kind != "City" else _word(pick)
        names = (Name(label), Name(f"{_word(pick)} {_word(pick)}", "fr")) if i % 2 else (Name(label),)
        population = pick.randint(100, 10**6) if kind == "City" else None
        yield Item(kind, label, f"Q{i}", names, "KZ", population=population, sitelinks=pick.randint(0, 200))


def _word(pick: random.Random) -> str:
    return "".join(pick.choices(SYLLABLES, k=pick.randint(2, 3))).capitalize()


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _print(name: str, taken: Sequence[float]) -> None:
    slowest = sorted(taken)[len(taken) * 99 // 100]
    print(f"{name}: {len(taken) / sum(taken):,.0f} look-ups a second, slowest in a hundred {1000 * slowest:.2f} ms")


def measure_synthetic(path: Path, number: int) -> None:
    """Writes an index of that many items and looks some of them up."""
    start = time.process_time()
    with AuthorityWriter(path, "synthetic") as writer:
        source = writer.source(Source("synthetic", "", "CC0-1.0", "2026-01-01"))
        for item in synthetic(number):
            writer.add(item, source)
    written = time.process_time() - start
    print(f"{number:,} items written in {written:.0f} s of CPU, {path.stat().st_size / 1e6:.0f} MB")
    opened = statistics.median(_timed(lambda: Authority(path).close()) for _ in range(ROUNDS))
    print(f"opening it: {1000 * opened:.1f} ms")
    pick = random.Random(3)
    sampled = [item for item in synthetic(number) if pick.random() < CLUSTERS / number]
    entities = [Entity(str(i), item.kind, item.label, ()) for i, item in enumerate(sampled)]
    _print("synthetic index", look_ups(Authority(path), entities))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=2_000_000, help="size of the synthetic index")
    args = parser.parse_args()
    print(f"opening the default index: {1000 * opening():.1f} ms")
    authority = open_authority(Settings())
    print(f"default index: {authority.path.stat().st_size / 1e6:.1f} MB")
    _print("default index", look_ups(authority, clusters(authority)))
    print(f"linking: {linking_share():.1%} of a build")
    with tempfile.TemporaryDirectory() as folder:
        measure_synthetic(Path(folder) / "synthetic.kgba", args.items)


if __name__ == "__main__":
    main()
