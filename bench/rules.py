"""The worth of every rule on our own annotated texts: `python bench/rules.py [--part dev] [--harmful] [LAYER ...]`.

Prints how often each rule fired and how often it was right, the most harmful first: entries of the lexicon of events
and rules of their roles; rules of claims; rules of counts; rules that class mentions ("class: …") and that link them to
what was told of before ("link: …"); rules of posts and relations. What the annotation does not judge is left out.
`--harmful` prints only rules that fired at least five times and were right less than half of the times.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from typing import Final

import attribution_reading
import count_reading
import entity_reading
import event_reading
from annotations import PARTS, Report, Rules, our_parser
from event_items import SENTENCES, load

from kgbuild.extract import claims, events, times
from kgbuild.extract.claims import speakers
from kgbuild.extract.document import extract
from kgbuild.extract.entities import mentions
from kgbuild.extract.quantities import counts, numbers
from kgbuild.model import Annotated, Article, Facts

ENOUGH: Final = 5
"""A rule that fired less often is not judged."""


class RuleReader:
    """Facts of a text, and which rules found them; the model is loaded once."""

    def __init__(self) -> None:
        self._parser = our_parser()

    def facts(self, text_id: str, text: str) -> Facts:
        return extract(self._annotated(text_id, text))

    def rules(self, text_id: str, text: str) -> Rules:
        annotated = self._annotated(text_id, text)
        found = events.find(annotated)
        attributions = speakers.spoken(claims.find(annotated), found)
        triggers = speakers.unspoken(found, attributions)
        quantities = numbers.find(annotated, times.find(annotated))
        return Rules(
            {each.content_spans: f"claim: {each.rule}" for each in attributions},
            {(c.quantity.span, c.kind): f"count: {c.rule}" for c in counts.find(annotated, quantities, triggers)},
            {candidate.head: candidate.rule for candidate in mentions.find(annotated)},
        )

    def _annotated(self, text_id: str, text: str) -> Annotated:
        return self._parser.annotate(Article(text_id, text))


def _events(part: str) -> Report:
    items = load(SENTENCES, part)
    return event_reading.measure(items, event_reading.read_all(items))


def _claims(part: str) -> Report:
    passages, reader = attribution_reading.load(attribution_reading.PASSAGES, part), RuleReader()
    return attribution_reading.measure(passages, reader.facts, reader.rules)


def _counts(part: str) -> Report:
    sentences, reader = count_reading.load(count_reading.SENTENCES, part), RuleReader()
    return count_reading.measure(sentences, reader.facts, reader.rules)


def _entities(part: str) -> Report:
    paragraphs, reader = entity_reading.load(entity_reading.PARAGRAPHS, part), RuleReader()
    return entity_reading.measure(paragraphs, reader.facts, reader.rules)


LAYERS: Final[Mapping[str, Callable[[str], Report]]] = {
    "events": _events,
    "claims": _claims,
    "counts": _counts,
    "entities": _entities,
}


def rows(report: Report, harmful: bool = False) -> list[tuple[int, int, str]]:
    """How often each rule fired, how often it was right, and its name; what did most harm beyond its good first."""
    worth = [(fired, report.right[rule], rule) for rule, fired in report.fired.items()]
    kept = [each for each in worth if not harmful or (each[0] >= ENOUGH and 2 * each[1] < each[0])]
    return sorted(kept, key=lambda each: (2 * each[1] - each[0], each[2]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layers", nargs="*", metavar="LAYER", help=f"of {', '.join(LAYERS)}; all by default")
    parser.add_argument("--part", choices=(*PARTS, "all"), default="dev")
    parser.add_argument("--harmful", action="store_true", help="only rules that do more harm than good")
    args = parser.parse_args()
    for layer in args.layers or LAYERS:
        found = rows(LAYERS[layer](args.part), args.harmful)
        print(f"{layer}: {len(found)} rules\n{'fired':>6} {'right':>6} {'share':>7}  rule")
        for fired, right, rule in found:
            print(f"{fired:6} {right:6} {right / fired:7.1%}  {rule}")


if __name__ == "__main__":
    main()
