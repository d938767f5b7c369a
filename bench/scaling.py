"""How the cost of a build grows with what a text repeats: `python bench/scaling.py [--size N] [KIND ...]`.

Prints, for each kind of text, the CPU seconds of each stage for N, 2N and 4N of what it is made of, and the exponent of
the growth between the last two: 1 is linear, 2 quadratic. spaCy's own time is in that of annotation.
"""

from __future__ import annotations

import argparse
import datetime
import itertools
import math
import random
import time
from collections.abc import Callable, Mapping
from typing import Final

from kgbuild.annotate.parser import load_parser
from kgbuild.describe.graph import describe
from kgbuild.extract.document import extract
from kgbuild.link.authority import open_authority
from kgbuild.link.decide import link
from kgbuild.model import Article
from kgbuild.pipeline import sentence_spans
from kgbuild.settings import Settings

SYLLABLES: Final = ("ka", "ri", "so", "mel", "tu", "van", "ne", "dor", "li", "ash")
MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October")
PARAGRAPH: Final = (
    "Police in Bergen arrested 20 dockers on Tuesday after a strike, the harbour master said. “They broke the law,” "
    "he told reporters. Mayor Ana Silva, who had called for talks, denied that anyone was injured. "
)


def _name(number: int) -> str:
    """A name of its own for each number, the same each time."""
    chance = random.Random(number)
    first, last = ("".join(chance.choice(SYLLABLES) for _ in range(3)).capitalize() for _ in range(2))
    return f"{first} {last}"


def _repeated(sentence: Callable[[int], str], joint: str = " ") -> Callable[[int], str]:
    return lambda size: joint.join(sentence(i) for i in range(size))


TEXTS: Final[Mapping[str, Callable[[int], str]]] = {
    "paragraphs": _repeated(lambda _: PARAGRAPH, "\n\n"),
    "one sentence": _repeated(lambda i: f"the dockers of pier {i} met the guards and", " "),
    "one name": _repeated(lambda _: "Norway"),
    "names": _repeated(lambda i: f"{_name(i)} met {_name(i + 1)}."),
    "family names": _repeated(lambda i: f"{_name(i)} spoke. {_name(i).split()[1]} left."),
    "posts": _repeated(lambda i: f"The president of Norway, {_name(i)}, met the foreign minister."),
    "bodies": _repeated(lambda i: f"The {_name(i).split()[0]} Ministry of Ports (MP{i}) fined the ministry."),
    "quotes": _repeated(lambda i: f"“The strike is over in {i} days,” {_name(i % 7)} said."),
    "denials": _repeated(lambda i: f"The union denied that it had left pier {i}: “We stayed.”"),
    "quotes nested": lambda size: " ".join(f"{_name(i)} said “the mayor" for i in range(size)) + " left" + "”" * size,
    "claims nested": lambda size: " ".join("the mayor said that" for _ in range(size)) + " the strike was over.",
    "requests nested": lambda size: "He hopes to " + " ".join("ask him to" for _ in range(size)) + " leave.",
    "attempts nested": lambda size: "He hopes to " + " ".join("try to ask him to" for _ in range(size)) + " leave.",
    "plots nested": lambda size: (
        "The novel tells of " + " ".join("a girl who says that" for _ in range(size)) + " he left."
    ),
    "brackets": lambda size: "The port ( " * size + "closed" + " )" * size + ".",
    "dates": _repeated(lambda i: f"The port shut on {i % 28 + 1} {MONTHS[i % 10]} {1900 + i % 120}."),
    "bare dates": _repeated(lambda i: f"{i % 28 + 1} {MONTHS[i % 10]},"),
    "counts": _repeated(lambda i: f"The storm killed {i + 2} people and injured {i + 9}."),
    "measures": _repeated(lambda i: f"A quake of magnitude {i % 9}.{i % 7} shook {i} percent of the port."),
    "coordination": lambda size: "Police arrested " + ", ".join(f"docker {i}" for i in range(size)) + " and a guard.",
    "events": _repeated(lambda _: "Police attacked dockers."),
    "pronouns": _repeated(lambda _: "He said she saw them when they left it."),
    "pronouns nested": _repeated(lambda _: "the union said that they left, and"),
    "blank lines": lambda size: "The port closed." + "\n \t" * size + "Norway protested.",
    "marks": lambda size: "“ ‘ ( — , . ; " * size,
    "digits": lambda size: "7" * size + " people and " + "1," * size + "000 guards",
    "headline": _repeated(lambda i: f"POLICE ARREST {_name(i).upper()} IN OSLO"),
}


class Stages:
    """The stages of a build, to be timed apart."""

    def __init__(self) -> None:
        self._settings = Settings()
        self._authority = open_authority(self._settings)
        self._parser = load_parser(self._settings, self._authority)

    def seconds(self, text: str) -> dict[str, float]:
        """CPU seconds of each stage."""
        article = Article("scaling", text, datetime.date(2022, 1, 6))
        marks = [time.process_time()]
        annotated = self._parser.annotate(article)
        marks.append(time.process_time())
        found = extract(annotated)
        marks.append(time.process_time())
        facts = link(found, article, self._authority, self._settings)
        marks.append(time.process_time())
        spans = sentence_spans(annotated.doc, text)
        describe(article, spans, facts, self._settings, self._parser.model, self._authority.name)
        marks.append(time.process_time())
        taken = (end - begin for begin, end in itertools.pairwise(marks))
        return dict(zip(("annotate", "extract", "link", "describe"), taken, strict=True))


def exponent(seconds: float, doubled: float) -> float:
    """k, where the cost grows as n to the k."""
    return math.log2(max(doubled, 1e-4) / max(seconds, 1e-4))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=f"of {', '.join(TEXTS)}; all by default")
    parser.add_argument("--size", type=int, default=500)
    args = parser.parse_args()
    stages = Stages()
    stages.seconds(PARAGRAPH)  # warm
    sizes = [args.size, 2 * args.size, 4 * args.size]
    print(f"{'':16} {'stage':9}" + "".join(f"{size:9,}" for size in sizes) + " exponent")
    for kind in args.kinds or TEXTS:
        rows = [stages.seconds(TEXTS[kind](size)) for size in sizes]
        for stage in rows[0]:
            taken = [row[stage] for row in rows]
            row = "".join(f"{seconds:8.2f}s" for seconds in taken)
            print(f"{kind:16} {stage:9}{row} {exponent(*taken[-2:]):8.2f}", flush=True)


if __name__ == "__main__":
    main()
