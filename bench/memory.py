"""How much memory a run holds as documents go by: `python bench/memory.py [--documents N]`.

Builds and validates the demo corpus again and again, each time under other ids and with other names in it, for news
never ends to bring new ones. Prints the memory held (resident set, in MB) by then.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
import random
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

from build import DEMO
from scaling import SYLLABLES

from kgbuild.corpus import Tally, build_corpus
from kgbuild.model import Article
from kgbuild.pipeline import Builder, tend_garbage
from kgbuild.read.metadata import Given
from kgbuild.read.sources import read_inputs
from kgbuild.settings import Settings
from kgbuild.validate.shapes import Validator

NEW_NAMES = 20
"""So many names that no document before had come in each."""


def documents() -> Iterator[Article]:
    """The demo corpus without end, no two documents alike."""
    articles = [a for a in read_inputs([str(DEMO)], Given(), Settings()) if isinstance(a, Article)]
    chance = random.Random(1)
    for number, article in enumerate(itertools.cycle(articles)):
        names = ("".join(chance.choice(SYLLABLES) for _ in range(6)).capitalize() for _ in range(NEW_NAMES))
        text = article.text + "\n\n" + " ".join(f"Ana {name} met the dockers." for name in names)
        yield dataclasses.replace(article, id=f"{article.id}-{number}", text=text)


def megabytes() -> float:
    """The resident set of this process, by /proc where there is one, else its peak."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize() / 2**20
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=1000)
    args = parser.parse_args()
    articles = itertools.islice(documents(), args.documents)
    graphs = build_corpus(articles, Builder(), Validator(), Tally(), lambda error: print(error, file=sys.stderr))
    tend_garbage()
    for number, _ in enumerate(graphs, start=1):
        if number in (1, 10, 50) or number % 100 == 0:
            print(f"{number:6,} documents {megabytes():8.0f} MB", flush=True)


if __name__ == "__main__":
    main()
