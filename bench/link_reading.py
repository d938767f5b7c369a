"""How well names are linked to Wikidata, and how sure the links are: `python bench/link_reading.py [FOLDER] [--show]`.

In `bench/annotated/links/` each name is marked up: `[words|Q1]` has that item, `[words|-]` has none, `[words|?]` is
set aside. Prints precision and recall of links, how many names without an item were linked all the same, and the
reliability table: of the links of each confidence, how many are right. With `--gold FILE.jsonl ...` other texts are
taken: a line is `{"id": ..., "text": ..., "date": ..., "mentions": [{"start": 0, "end": 6, "link": "Q1"}]}`, offsets in
code points, `"NIL"` for no item, no `link` for what is set aside. `--cross` shows each file under the calibration that
is fitted to the others; `--fit` fits it (kgbuild/link/data/calibration.toml) to all texts given and prints it.
"""

from __future__ import annotations

import argparse
import datetime
import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Final, Literal, NamedTuple

from annotations import ANNOTATED, PARTS, Tally, tables

from kgbuild.annotate.parser import load_parser
from kgbuild.extract.document import extract
from kgbuild.link.authority import open_authority
from kgbuild.link.calibration import Calibration, calibration
from kgbuild.link.decide import link
from kgbuild.model import Article, Link, Span
from kgbuild.settings import Settings

NEWS: Final = ANNOTATED / "links"
MARKED: Final = re.compile(r"\[([^\[\]|]+)\|(Q[1-9]\d*|-|\?)\]")
BOUNDS: Final = (0.0, 0.8, 0.9, 0.92, 0.94, 0.96, 0.98)
STEPS: Final = 50

Verdict = Literal["right", "wrong", "no item", "set aside", "not marked"]


class Name(NamedTuple):
    """A marked name: its span and its item, "-" for none, "?" where it is set aside."""

    span: Span
    item: str


@dataclass(frozen=True, slots=True)
class Text:
    article: Article
    names: tuple[Name, ...]

    @property
    def id(self) -> str:
        return self.article.id

    @property
    def text(self) -> str:
        return self.article.text


class Judged(NamedTuple):
    """A linked mention and what the marks say of it."""

    span: Span
    link: Link
    verdict: Verdict


def load(folder: Path, part: str) -> list[Text]:
    """The texts of a part ("dev", "test" or "all") in the order of files and tables."""
    return [_unmarked(table["id"], table["text"]) for table in tables(folder, part)]


def load_gold(path: Path) -> Iterator[Text]:
    """The texts of a file of JSON lines."""
    for line in path.read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        date = datetime.date.fromisoformat(told["date"][:10]) if told.get("date") else None
        names = (
            Name(Span(each["start"], each["end"]), {"NIL": "-"}.get(item := each.get("link", "?"), item))
            for each in told["mentions"]
        )
        yield Text(Article(told["id"], told["text"], date), tuple(names))


def _unmarked(text_id: str, marked: str) -> Text:
    text, names, done = "", [], 0
    for match in MARKED.finditer(marked):
        text += marked[done : match.start()]
        names.append(Name(Span(len(text), len(text) + len(match[1])), match[2]))
        text, done = text + match[1], match.end()
    return Text(Article(text_id, text + marked[done:], datetime.date(2023, 6, 1)), tuple(names))


def linker(settings: Settings) -> Callable[[Article], list[tuple[Span, Link]]]:
    """What gives the linked name mentions of an article; the model is loaded once."""
    authority = open_authority(settings)
    parser = load_parser(settings, authority)

    def linked(article: Article) -> list[tuple[Span, Link]]:
        facts = link(extract(parser.annotate(article)), article, authority, settings)
        links = {each.entity: each for each in facts.links}
        return [
            (mention.span, links[entity.key])
            for entity in facts.entities
            if entity.key in links
            for mention in entity.mentions
            if mention.form == "name"
        ]

    return linked


def judge(text: Text, linked: Iterable[tuple[Span, Link]]) -> list[Judged]:
    """Each link with its verdict, by the marked name that shares at least half of its characters with it."""
    judged = []
    for span, found in linked:
        name = max(text.names, key=lambda name: _shared(name.span, span), default=None)
        verdict: Verdict = "not marked"
        if name is not None and _shared(name.span, span) >= 0.5:
            unknown: Verdict = "no item" if name.item == "-" else "wrong"
            verdict = "right" if name.item == found.qid else "set aside" if name.item == "?" else unknown
        judged.append(Judged(span, found, verdict))
    return judged


def _shared(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.begin, other.begin)
    return max(0, common) / (max(one.end, other.end) - min(one.begin, other.begin))


def figures(texts: Sequence[Text], judged: Sequence[Judged]) -> tuple[Tally, tuple[int, int]]:
    """Links as a Tally, what is not marked or set aside left out; names without an item: linked, all."""
    verdicts = Counter(each.verdict for each in judged)
    wanted = Counter(name.item[0] for text in texts for name in text.names)
    found = verdicts["right"] + verdicts["wrong"] + verdicts["no item"]
    return Tally(verdicts["right"], found, wanted["Q"]), (verdicts["no item"], wanted["-"])


def cross_validated(groups: Sequence[Sequence[Judged]], before: Calibration) -> list[Judged]:
    """The links of all groups, each with the confidence that a calibration fitted to the other groups gives it."""
    told = []
    for group in groups:
        others = fit((each for other in groups if other is not group for each in other), before)
        for each in group:
            confidence = round(others.chance(before.raw(each.link.confidence)), 3)
            told.append(each._replace(link=replace(each.link, confidence=confidence)))
    return told


def exactly(of_texts: Sequence[Sequence[Judged]]) -> tuple[int, int]:
    """Names linked rightly by skos:exactMatch; texts with an exactMatch that is wrong."""
    exact = [[each.verdict for each in of_text if each.link.relation == "exactMatch"] for of_text in of_texts]
    return (
        sum(verdicts.count("right") for verdicts in exact),
        sum(not {"wrong", "no item"}.isdisjoint(verdicts) for verdicts in exact),
    )


def reliability(judged: Iterable[Judged]) -> Iterator[tuple[float, float, Counter[Verdict]]]:
    """For each range of confidence its least, the mean of what lies in it, and the verdicts."""
    everything = list(judged)
    for least, most in zip(BOUNDS, (*BOUNDS[1:], 1.01), strict=True):
        inside = [each for each in everything if least <= each.link.confidence < most]
        if inside:
            mean = sum(each.link.confidence for each in inside) / len(inside)
            yield least, mean, Counter(each.verdict for each in inside)


def fit(judged: Iterable[Judged], before: Calibration) -> Calibration:
    """Slope and intercept by which the log odds of the raw scores tell best what is right (Platt's scaling, by Newton).

    As in Platt (1999) the aims are not 1 and 0 but a little inside, by Laplace's rule, lest few links look certain.
    """
    known = [each for each in judged if each.verdict in ("right", "wrong", "no item")]
    scores = [math.log(raw / (1 - raw)) for each in known if (raw := before.raw(each.link.confidence))]
    right = sum(each.verdict == "right" for each in known)
    high, low = (right + 1) / (right + 2), 1 / (len(known) - right + 2)
    aims = [high if each.verdict == "right" else low for each in known]
    slope, intercept = 1.0, 0.0
    for _ in range(STEPS):
        told = [1 / (1 + math.exp(-slope * score - intercept)) for score in scores]
        off = [chance - aim for chance, aim in zip(told, aims, strict=True)]
        weight = [chance * (1 - chance) for chance in told]
        a = sum(w * s * s for w, s in zip(weight, scores, strict=True)) + 1e-6
        b = sum(w * s for w, s in zip(weight, scores, strict=True))
        c = sum(weight) + 1e-6
        by_slope, by_intercept = sum(o * s for o, s in zip(off, scores, strict=True)), sum(off)
        determinant = a * c - b * b
        slope -= (c * by_slope - b * by_intercept) / determinant
        intercept -= (a * by_intercept - b * by_slope) / determinant
    return Calibration(round(slope, 3), round(intercept, 3))


def _not_right(text: Text, judged: Sequence[Judged]) -> Iterator[str]:
    """What of a text was linked wrongly, or not at all."""
    for span, found, verdict in judged:
        if verdict not in ("right", "set aside"):
            words = text.text[slice(*span)]
            yield f"{text.id}: {words!r} {found.relation} {found.qid} {found.label} {found.confidence} {verdict}"
    for name in text.names:
        if name.item[0] == "Q" and all(_shared(name.span, each.span) < 0.5 for each in judged):
            yield f"{text.id}: {text.text[slice(*name.span)]!r} {name.item} not linked"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--part", choices=(*PARTS, "all"), default="dev")
    parser.add_argument("--gold", nargs="+", type=Path, default=[], metavar="FILE")
    parser.add_argument("--authority", default="core")
    parser.add_argument("--cross", action="store_true", help="with several --gold: each under the others' calibration")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--show", action="store_true", help="each link that is not right")
    args = parser.parse_args()
    sets = [list(load_gold(path)) for path in args.gold] or [load(args.folder, args.part)]
    if args.cross and len(sets) < 2:
        parser.error("--cross needs two files at least: --gold FILE FILE")
    linked = linker(Settings(authority=args.authority))
    of_sets = [[judge(text, linked(text.article)) for text in each] for each in sets]
    groups = [list(chain.from_iterable(of_set)) for of_set in of_sets]
    texts, of_texts = list(chain.from_iterable(sets)), list(chain.from_iterable(of_sets))
    judged = list(chain.from_iterable(groups))
    for text, of_text in zip(texts, of_texts, strict=True) if args.show else ():
        for line in _not_right(text, of_text):
            print(line)
    tally, (linked_none, none) = figures(texts, judged)
    right, misled = exactly(of_texts)
    print(f"{'':20} {'P':>6} {'R':>6} {'F1':>6} {'wanted':>6} {'found':>6}\n{'links':20} {tally}")
    print(f"names without an item that were linked: {linked_none} of {none}")
    print(f"exactMatch: right {right} of {tally.wanted}; texts with a wrong one: {misled} of {len(texts)}\n")
    print("confidence   links   mean  right wrong no item  of these right  not marked")
    for least, mean, verdicts in reliability(cross_validated(groups, calibration()) if args.cross else judged):
        right, wrong, no_item = (verdicts[each] for each in ("right", "wrong", "no item"))
        known = right + wrong + no_item
        share = f"{right / known:.3f}" if known else ""
        counts = f"{verdicts.total():9} {mean:6.3f} {right:6} {wrong:5} {no_item:7}"
        print(f"from {least:4.2f} {counts} {share:>14} {verdicts['not marked']:11}")
    if args.fit:
        print(f"\n{fit(judged, calibration())}")


if __name__ == "__main__":
    main()
