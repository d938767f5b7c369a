"""How long a build takes beside spaCy alone, on the same texts in one run: `python bench/build.py [FOLDER]`.

Prints medians over rounds in which the three are measured in turn, their ratios to spaCy, start-up and peak memory.
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

from kgbuild.model import Article
from kgbuild.pipeline import Builder
from kgbuild.read.metadata import Given
from kgbuild.read.sources import read_inputs
from kgbuild.settings import Settings
from kgbuild.validate.shapes import Validator

DEMO = Path(__file__).parent.parent / "kgbuild" / "demo" / "articles"


def seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def start_up() -> float:
    """Seconds until a fresh interpreter holds a loaded builder."""
    code = "from kgbuild.pipeline import Builder; Builder()"
    return seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True))


def spacy_start_up() -> float:
    """Seconds until a fresh interpreter holds the loaded spaCy model alone."""
    code = f"import spacy; spacy.load({Settings().model!r})"
    return seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True))


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
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    works: dict[str, Callable[[], object]] = {
        "spaCy alone": lambda: [nlp(article.text) for article in articles],
        "build without validation": lambda: [builder.build(article) for article in articles],
        "validation alone": lambda: validator.validate(quad for graph in graphs for quad in graph.quads),
    }
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(args.rounds):
        for name, work in works.items():
            times[name].append(seconds(work))
    words = sum(len(article.text.split()) for article in articles)
    quads = sum(len(graph.quads) for graph in graphs)
    print(f"{len(articles)} documents, {words:,} words, {quads:,} statements, {args.rounds} rounds, medians")
    base = statistics.median(times["spaCy alone"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:26} {median:8.3f} s {median / base:6.2f} × spaCy  {words / median:9,.0f} words/s")
    print(f"{'peak memory, all loaded':26} {memory:8.0f} MB")
    own, theirs = (statistics.median(sorted(f() for _ in range(3))) for f in (start_up, spacy_start_up))
    print(f"{'start-up':26} {own:8.3f} s {own / theirs:6.2f} × spaCy's own ({theirs:.3f} s)")


if __name__ == "__main__":
    main()
