"""How long a build takes beside spaCy alone, on the same texts in one run: `python bench/build.py [FOLDER]`.

Prints medians over rounds in which the three are measured in turn, their ratios to spaCy, start-up and peak memory.
CPU time stands beside the time by the clock, for it hardly depends on what else runs; ratios are of CPU time.
Without FOLDER the demo corpus is taken.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from kgbuild.model import Article
from kgbuild.pipeline import Builder, tend_garbage
from kgbuild.read.metadata import Given
from kgbuild.read.sources import read_inputs
from kgbuild.settings import Settings
from kgbuild.validate.shapes import Validator

DEMO = Path(__file__).parent.parent / "kgbuild" / "demo" / "articles"


class Seconds(NamedTuple):
    clock: float
    cpu: float


def cpu_seconds() -> float:
    """Of this process and of those that it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in used)


def seconds(work: Callable[[], object]) -> Seconds:
    clock, cpu = time.perf_counter(), cpu_seconds()
    work()
    return Seconds(time.perf_counter() - clock, cpu_seconds() - cpu)


def medians(taken: list[Seconds]) -> Seconds:
    return Seconds(statistics.median(t.clock for t in taken), statistics.median(t.cpu for t in taken))


def fresh(code: str) -> Callable[[], object]:
    """Runs code in an interpreter of its own."""
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)


def alternate(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, Seconds]:
    """Medians of all, measured in turn, so that a busy moment hits each alike."""
    taken: dict[str, list[Seconds]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(seconds(work))
    return {name: medians(each) for name, each in taken.items()}


def show(measured: dict[str, Seconds], words: int | None = None) -> None:
    """One line each, with the ratio to the first."""
    base = next(iter(measured.values()))
    for name, taken in measured.items():
        speed = f"{words / taken.cpu:9,.0f} words/s" if words else ""
        print(f"{name:26} {taken.clock:8.3f} s {taken.cpu:8.3f} s CPU {taken.cpu / base.cpu:6.2f} × {speed}".rstrip())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DEMO)
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()

    import spacy

    articles = [a for a in read_inputs([str(args.folder)], Given(), Settings()) if isinstance(a, Article)]
    nlp = spacy.load(Settings().model)
    builder, validator = Builder(), Validator()
    graphs = [builder.build(article) for article in articles]  # warm
    [nlp(article.text) for article in articles]
    tend_garbage()  # for both sides
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    works: dict[str, Callable[[], object]] = {
        "spaCy alone": lambda: [nlp(article.text) for article in articles],
        "build without validation": lambda: [builder.build(article) for article in articles],
        "validation alone": lambda: validator.validate(quad for graph in graphs for quad in graph.quads),
    }
    words = sum(len(article.text.split()) for article in articles)
    quads = sum(len(graph.quads) for graph in graphs)
    print(f"{len(articles)} documents, {words:,} words, {quads:,} statements, {args.rounds} rounds, medians")
    show(alternate(works, args.rounds), words)
    print(f"{'peak memory, all loaded':26} {memory:8.0f} MB")
    starts = {
        "start-up of spaCy's model": fresh(f"import spacy; spacy.load({Settings().model!r})"),
        "start-up": fresh("from kgbuild.pipeline import Builder; Builder()"),
    }
    show(alternate(starts, 3))


if __name__ == "__main__":
    main()
