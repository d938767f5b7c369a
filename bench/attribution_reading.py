"""How well attributions are read out of our own annotated passages: `python bench/attribution_reading.py [--show]`.

Half of the passages are for development (`--part dev`, the default); the other half (`--part test`) only measures.
An attribution is right if its content shares half of its characters with the wanted one and its source touches the
wanted source. "told" counts the characters that stand on somebody's word: precision falls where the narrator's own
words are put under a claim, recall where a claim leaves words out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from annotations import ANNOTATED, Report, RulesOf, located, no_rules, run, tables, touch

from kgbuild.model import Claim, Facts, Span

PASSAGES = ANNOTATED / "attributions"
HALF = 0.5


class Attribution(NamedTuple):
    """One annotated attribution. `sources` and `cues` are alternatives: where their words stand in the text.

    An empty alternative (`no_source`, `no_cue`) says that none is named. `via` and `relayed` are None if there is none.
    """

    sources: list[Span]
    no_source: bool
    cues: list[Span]
    no_cue: bool
    content: list[Span]
    polarity: str
    via: list[Span] | None
    relayed: list[Span] | None
    optional: bool


class Passage(NamedTuple):
    """One annotated text; `kind` is what its id begins with."""

    id: str
    kind: str
    text: str
    attributions: list[Attribution]


class Found(NamedTuple):
    """A claim that the product reads. `via` and `relayed` are the mentions of those that are named."""

    sources: Sequence[Span]
    cues: Sequence[Span]
    content: Sequence[Span]
    polarity: str
    via: list[Span]
    relayed: list[Span]
    rule: str | None = None


def load(folder: Path, part: str) -> list[Passage]:
    """The passages of a part ("dev", "test" or "all") in the order of files and tables."""
    return [_passage(table) for table in tables(folder, part)]


def _passage(table: Mapping[str, Any]) -> Passage:
    def spans(value: str | list[str]) -> list[list[Span]]:
        return [located(table, words) for words in _listed(value) if words]

    def attribution(told: Mapping[str, Any], optional: bool) -> Attribution:
        source, cue = told.get("source", ""), told.get("cue", "")
        named = {key: [s for each in spans(told[key]) for s in each] for key in ("via", "relayed") if key in told}
        return Attribution(
            [span for each in spans(source) for span in each],
            "" in _listed(source),
            [span for each in spans(cue) for span in each],
            "" in _listed(cue),
            [each[0] for each in spans(told["content"])],
            told.get("polarity", "positive"),
            named.get("via"),
            named.get("relayed"),
            optional,
        )

    attributions = [
        attribution(told, key == "optional") for key in ("claims", "optional") for told in table.get(key, ())
    ]
    return Passage(table["id"], table["id"].rsplit("-", 1)[0], table["text"], attributions)


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def as_found(facts: Facts, rules: Mapping[tuple[Span, ...], str]) -> list[Found]:
    mentions = {entity.key: [m.span for m in entity.mentions] for entity in facts.entities}

    def found(claim: Claim) -> Found:
        via, relayed = ([s for key in keys for s in mentions.get(key, ())] for keys in (claim.via, claim.relayed_by))
        polarity = claim.factuality.polarity
        rule = rules.get(claim.content_spans)
        return Found(claim.source_spans, claim.cue_spans, claim.content_spans, polarity, via, relayed, rule)

    return [found(claim) for claim in facts.claims if claim.content_spans]


def score(passage: Passage, found: Sequence[Found], report: Report) -> None:
    matched = pairs(passage.attributions, found)
    for number, want in enumerate(passage.attributions):
        if not want.optional:
            score_wanted(passage, want, found[matched[number]] if number in matched else None, report)
    for at, claim in enumerate(found):
        if at not in matched.values():
            for tally in (report.measures["content"], report.measures["attribution"], report.by_class[passage.kind]):
                tally.add(0, 1, 0)
            report.count_rule(claim.rule, False)
            note(passage, "nobody says", claim.content, report)
    score_characters(passage, found, report)


def pairs(wanted: Sequence[Attribution], found: Sequence[Found]) -> dict[int, int]:
    """The number of each attribution with that of its claim: one to one, best overlap first, at least half."""
    best = sorted(
        (
            (overlap(want.content, claim.content), _source_is_right(want, claim), -i, -j)
            for i, want in enumerate(wanted)
            for j, claim in enumerate(found)
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    for share, _, i, j in best:
        if share >= HALF and -i not in matched and -j not in matched.values():
            matched[-i] = -j
    return matched


def overlap(one: Sequence[Span], other: Sequence[Span]) -> float:
    """The share of characters that both have among those that either has."""
    first, second = characters(one), characters(other)
    return len(first & second) / len(first | second)


def characters(spans: Sequence[Span]) -> set[int]:
    return {at for span in spans for at in range(span.begin, span.end)}


def score_wanted(passage: Passage, want: Attribution, claim: Found | None, report: Report) -> None:
    tallies = report.measures["attribution"], report.by_class[passage.kind]
    report.measures["content"].add(claim is not None, claim is not None, 1)
    if claim is None:
        note(passage, "missed", want.content, report)
        for tally in tallies:
            tally.add(0, 0, 1)
        return
    is_right = _source_is_right(want, claim)
    report.count_rule(claim.rule, is_right)
    for tally in tallies:
        tally.add(is_right, 1, 1)
    if not is_right:
        note(passage, f"source of {words(passage, want.content)} is not", claim.sources, report)
    checks = {
        "cue": touch(want.cues, claim.cues) or (want.no_cue and not claim.cues),
        "polarity": want.polarity == claim.polarity,
        "via": touch(want.via, claim.via) if want.via else None,
        "relayed by": touch(want.relayed, claim.relayed) if want.relayed else None,
    }
    for name, right in checks.items():
        if right is not None:
            report.measures[name].add(right, 1, 1)
            if not right:
                note(passage, f"{name} of {words(passage, want.content)} is wrong", (), report)


def _source_is_right(want: Attribution, claim: Found) -> bool:
    return touch(want.sources, claim.sources) or (want.no_source and not claim.sources)


def score_characters(passage: Passage, found: Sequence[Found], report: Report) -> None:
    wanted = characters([span for want in passage.attributions if not want.optional for span in want.content])
    free = characters([span for want in passage.attributions if want.optional for span in want.content]) - wanted
    told = characters([span for claim in found for span in claim.content]) - free
    report.measures["told"].add(len(wanted & told), len(told), len(wanted))


def note(passage: Passage, text: str, spans: Sequence[Span], report: Report) -> None:
    report.notes[passage.id].append(f"{text} {words(passage, spans)}" if spans else text)


def words(passage: Passage, spans: Sequence[Span]) -> str:
    return " … ".join(repr(passage.text[span.begin : span.end]) for span in spans)


def measure(passages: Sequence[Passage], read: Callable[[str, str], Facts], rules_of: RulesOf = no_rules) -> Report:
    report = Report()
    for passage in passages:
        facts, rules = read(passage.id, passage.text), rules_of(passage.id, passage.text)
        score(passage, as_found(facts, rules.claims), report)
    return report


if __name__ == "__main__":
    run(__doc__, PASSAGES, load, measure)
