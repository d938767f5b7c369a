"""Builds odd texts and validates every graph: `python bench/fuzz.py --seconds 3600 [--seed S] [--trials N]`.

The texts tried are number S, S + 1, S + 2 … Each one that makes a build raise, whose graph does not conform to the
shapes, or is not the same once written and read again, is reported with the command that tries it alone. Exit code 1
if any did.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import time
import traceback
from collections.abc import Sequence

from odd_texts import article
from pyoxigraph import Quad, RdfFormat, parse

from kgbuild.formats import RDF_FORMATS, Format
from kgbuild.model import Article
from kgbuild.pipeline import Builder
from kgbuild.store.export import serialize_graph
from kgbuild.validate.shapes import Validator


def failure(odd: Article, builder: Builder, validator: Validator) -> str | None:
    """What building, validating and writing an article brings to light; None if nothing."""
    try:
        quads = builder.build(odd).quads
        report = validator.validate(quads)
        lossy = [kind.name for kind in RDF_FORMATS if kind.keeps_graphs and _written(quads, kind) != set(quads)]
    except Exception:  # noqa: BLE001 -- whatever is raised is what is looked for
        return traceback.format_exc()
    if not report.conforms:
        return "\n".join(report.lines())
    return f"another graph once written and read as {', '.join(lossy)}" if lossy else None


def _written(quads: Sequence[Quad], kind: Format) -> set[Quad]:
    """The statements as they are read again from a format."""
    return set(parse(serialize_graph(quads, kind), format=RdfFormat.from_media_type(kind.media_type)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--trials", type=int)
    args = parser.parse_args()
    builder, validator = Builder(), Validator()
    end = time.monotonic() + args.seconds
    tried = failed = 0
    for seed in itertools.islice(itertools.count(args.seed), args.trials):
        if time.monotonic() > end:
            break
        odd = article(seed)
        found = failure(odd, builder, validator)
        tried += 1
        if found is not None:
            failed += 1
            print(f"python bench/fuzz.py --seed {seed} --trials 1\n{odd.text[:500]!r}\n{found}\n", flush=True)
    print(f"{tried} texts from seed {args.seed} on, {failed} of them failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
