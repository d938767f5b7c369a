"""How well counts of people are read out of our own annotated sentences: `python bench/count_reading.py [--show]`.

Half of the sentences are for development (`--part dev`, the default); the other half (`--part test`) only measures.
A count is right if its figure touches the wanted one and the kinds agree; bounds, population and place are measured
on the right ones. Many sentences hold only numbers that count no people harmed or gathered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from annotations import ANNOTATED, Report, RulesOf, located, no_rules, run, tables, touch

from kgbuild.model import Facts, Span

SENTENCES = ANNOTATED / "counts"


class Wanted(NamedTuple):
    """One annotated count. `kinds` are alternatives; `population` and `place` None if the text names none."""

    kinds: frozenset[str]
    figure: Span
    bounds: tuple[int | None, int | None, bool]
    population: list[Span] | None
    place: list[Span] | None
    optional: bool


class Sentence(NamedTuple):
    id: str
    text: str
    counts: list[Wanted]


class Found(NamedTuple):
    """A count that the product reads. `population` and `place` are mentions of theirs."""

    kind: str
    span: Span
    bounds: tuple[int | None, int | None, bool]
    population: list[Span]
    place: list[Span]
    rule: str | None = None


def load(folder: Path, part: str) -> list[Sentence]:
    """The sentences of a part ("dev", "test" or "all") in the order of files and tables."""
    return [_sentence(table) for table in tables(folder, part)]


def _sentence(table: Mapping[str, Any]) -> Sentence:
    def wanted(count: Mapping[str, Any], optional: bool) -> Wanted:
        exactly = count.get("exactly")
        return Wanted(
            frozenset(count["kind"].split("|")),
            located(table, count["words"])[0],
            (count.get("lower", exactly), count.get("upper", exactly), count.get("approximate", False)),
            located(table, count["population"]) if "population" in count else None,
            located(table, count["place"]) if "place" in count else None,
            optional or count.get("optional", False),
        )

    counts = [wanted(count, key == "optional") for key in ("counts", "optional") for count in table.get(key, ())]
    return Sentence(table["id"], table["text"], counts)


def as_found(facts: Facts, rules: Mapping[tuple[Span, str], str]) -> list[Found]:
    mentions = {entity.key: [m.span for m in entity.mentions] for entity in facts.entities}
    return [
        Found(
            count.kind,
            count.span,
            (count.lower, count.upper, count.approximate),
            mentions.get(count.population or "", []),
            mentions.get(count.place or "", []),
            rules.get((count.span, count.kind)),
        )
        for count in facts.counts
    ]


def score(sentence: Sentence, found: Sequence[Found], report: Report) -> None:
    left = list(found)
    for want in sentence.counts:
        met = [count for count in left if touch([want.figure], [count.span])]
        right = next((count for count in met if count.kind in want.kinds), None)
        if met:
            left.remove(right or met[0])
        if want.optional:
            continue
        score_wanted(sentence, want, right, met, report)
    for count in left:
        for tally in (report.measures["count and kind"], report.by_class[count.kind]):
            tally.add(0, 1, 0)
        report.count_rule(count.rule, False)
        report.notes[sentence.id].append(f"{words(sentence, count.span)} are not {count.kind}")


def score_wanted(sentence: Sentence, want: Wanted, right: Found | None, met: Sequence[Found], report: Report) -> None:
    notes, kind = report.notes[sentence.id], min(want.kinds)
    report.measures["count and kind"].add(right is not None, bool(met), 1)
    report.by_class[kind].add(right is not None, right is not None, 1)
    if right is None:
        others = ", ".join(count.kind for count in met)
        notes.append(f"{words(sentence, want.figure)} missed: {kind}" + (f", not {others}" if others else ""))
        for count in met[:1]:
            report.by_class[count.kind].add(0, 1, 0)
            report.count_rule(count.rule, False)
        return
    report.count_rule(right.rule, True)
    checks = {
        "bounds": right.bounds == want.bounds,
        "population": touch(want.population, right.population) if want.population else None,
        "place": touch(want.place, right.place) if want.place else None,
    }
    for name, holds in checks.items():
        if holds is not None:
            report.measures[name].add(holds, 1, 1)
            if not holds:
                notes.append(f"{name} of {words(sentence, want.figure)} wrong: {getattr(right, name)}")


def words(sentence: Sentence, span: Span) -> str:
    return repr(sentence.text[span.begin : span.end])


def measure(sentences: Sequence[Sentence], read: Callable[[str, str], Facts], rules_of: RulesOf = no_rules) -> Report:
    report = Report()
    for sentence in sentences:
        facts, rules = read(sentence.id, sentence.text), rules_of(sentence.id, sentence.text)
        score(sentence, as_found(facts, rules.counts), report)
    return report


if __name__ == "__main__":
    run(__doc__, SENTENCES, load, measure)
