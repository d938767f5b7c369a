"""How often what a graph states is right, judged by a reader: draws a sheet, and counts a filled one.

    python bench/precision_sheet.py draw FOLDER -n 100 --seed 1 -o sheet.tsv
    python bench/precision_sheet.py figures sheet.tsv ...

`draw` builds the graphs of a folder (or file) of articles, draws triples at random, each as likely as any other, and
writes them in words beside the sentences that are said to say so, with an empty column for the verdict: "right",
"debatable" or "wrong". `figures` prints how many were what, in all and by kind, with Wilson's 95 % interval.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from stated import Stated, stated

from kgbuild.errors import InputError
from kgbuild.model import Span
from kgbuild.pipeline import Builder, DocumentGraph
from kgbuild.read.metadata import Given
from kgbuild.read.sources import read_inputs

COLUMNS = ("number", "document", "kind", "triple", "sentence", "verdict", "note")
VERDICTS = ("right", "debatable", "wrong")
TAB = csv.excel_tab
Z = 1.959964
"""The normal quantile of a two-sided interval of 95 %."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, dest="command")
    draw = commands.add_parser("draw", help="build the graphs and write a sheet to be judged")
    draw.add_argument("inputs", nargs="+", help="folders or files of articles")
    draw.add_argument("-n", type=int, default=100, help="how many triples (100)")
    draw.add_argument("--seed", type=int, default=1)
    draw.add_argument("-o", "--out", type=Path, required=True)
    figures = commands.add_parser("figures", help="count the verdicts of filled sheets")
    figures.add_argument("sheets", nargs="+", type=Path)
    given = parser.parse_args(arguments)
    if given.command == "draw":
        with given.out.open("w", encoding="utf-8", newline="") as out:
            write_sheet(drawn(graphs_of(given.inputs), given.n, given.seed), out)
    else:
        print_figures([row for sheet in given.sheets for row in read_sheet(sheet)])


def graphs_of(inputs: Iterable[str]) -> Iterable[DocumentGraph]:
    builder = Builder()
    for outcome in read_inputs(inputs, Given(), builder.settings):
        if isinstance(outcome, InputError):
            print(outcome, file=sys.stderr)
        else:
            yield builder.build(outcome)


# ------------------------------------------------------------------------------------------------------------ draw
def drawn(graphs: Iterable[DocumentGraph], number: int, seed: int) -> list[tuple[Stated, str]]:
    """So many triples with their sentences, or all if there are fewer; the seed decides which and in what order."""
    every = [(triple, sentences(graph, triple.spans)) for graph in graphs for triple in stated(graph)]
    return random.Random(seed).sample(every, min(number, len(every)))


def sentences(graph: DocumentGraph, spans: Sequence[Span]) -> str:
    """The paragraph-free text of the sentences that hold the spans, each span between ‹ and ›."""
    told = "SELECT ?begin ?end { ?s a nif:Sentence ; nif:beginIndex ?begin ; nif:endIndex ?end }"
    bounds = [Span(int(row["begin"].value), int(row["end"].value)) for row in graph.query(told)]
    holding = sorted({s for s in bounds if any(s.begin < span.end and span.begin < s.end for span in spans)})
    return " … ".join(_marked(graph.article.text, sentence, spans) for sentence in holding)


def _marked(text: str, sentence: Span, spans: Sequence[Span]) -> str:
    inside = [s for s in set(spans) if sentence.begin <= s.begin and s.end <= sentence.end]
    marks = sorted([(s.begin, "‹") for s in inside] + [(s.end, "›") for s in inside], reverse=True)
    words, end = [], sentence.end
    for at, mark in marks:
        words += [text[at:end], mark]
        end = at
    return " ".join("".join(reversed([*words, text[sentence.begin : end]])).split())


def write_sheet(triples: Sequence[tuple[Stated, str]], out: TextIO) -> None:
    rows = csv.DictWriter(out, COLUMNS, dialect=TAB, lineterminator="\n")
    rows.writeheader()
    for number, (triple, sentence) in enumerate(triples, start=1):
        told = {"document": triple.document, "kind": triple.kind, "triple": triple.words, "sentence": sentence}
        rows.writerow({"number": number, **told, "verdict": "", "note": ""})


# --------------------------------------------------------------------------------------------------------- figures
def read_sheet(path: Path) -> list[dict[str, str]]:
    """The rows of a filled sheet. ValueError if a verdict is none of `VERDICTS`; a letter of one is enough."""
    with path.open(encoding="utf-8", newline="") as sheet:
        rows = list(csv.DictReader(sheet, dialect=TAB))
    for row in rows:
        given = row["verdict"].strip().lower()
        verdict = next((each for each in VERDICTS if given and each.startswith(given)), None)
        if verdict is None:
            raise ValueError(f"{path}, number {row['number']}: {given!r} is no verdict; write {', '.join(VERDICTS)}")
        row["verdict"] = verdict
    return rows


def print_figures(rows: Sequence[Mapping[str, str]]) -> None:
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        by_kind[row["kind"]][row["verdict"]] += 1
    print(f"{'':24}{''.join(f'{each:>10}' for each in VERDICTS)}{'precision':>10}   95 % interval")
    for name, counted in (*sorted(by_kind.items()), ("all", sum(by_kind.values(), Counter()))):
        low, high = wilson(counted["right"], counted.total())
        shares = f"{counted['right'] / counted.total():10.1%}   {low:.1%} – {high:.1%}"
        print(f"{name:24}{''.join(f'{counted[each]:10}' for each in VERDICTS)}{shares}")


def wilson(right: int, total: int) -> tuple[float, float]:
    """The score interval of a share, at 95 %. Wilson, E. B. (1927), J. Am. Stat. Assoc. 22, 209–212."""
    share, spread = right / total, Z * Z / total
    middle, width = share + spread / 2, Z * math.sqrt(share * (1 - share) / total + spread / total / 4)
    return (middle - width) / (1 + spread), (middle + width) / (1 + spread)


if __name__ == "__main__":
    main()
