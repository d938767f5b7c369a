"""How well events are read out of our own annotated texts: `python bench/event_reading.py [--told] [--show]`.

The texts were written without sight of the rules: sentences made to be hard, or (`--told`) many more, as news is. One
part is for development (`--part dev`, the default); the other (`--part test`) only measures. Prints precision, recall
and F1 of triggers, their classes and their roles, and the share of right polarity, certainty and tense.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

from annotations import Report, command, our_parser, print_notes, print_report, touch
from event_items import FACTUALITY, ROLES, SENTENCES, Item, Wanted, load
from role_items import TOLD, load_told

from kgbuild.extract import events
from kgbuild.extract.document import extract
from kgbuild.model import Article, Facts, Factuality, Span

PREDICATES = {
    "actor": ("kgb:actor",),
    "recipient": ("kgb:recipient",),
    "place": ("sem:hasPlace", "kgb:origin", "kgb:destination"),
}


class Filler(NamedTuple):
    """What fills a role: the mentions of the entity, and the rule that found it."""

    mentions: list[Span]
    rule: str


class Found(NamedTuple):
    """One event that the product reads; `rule` found it."""

    classes: frozenset[str]
    spans: tuple[Span, ...]
    roles: Mapping[str, list[Filler]]
    factuality: Factuality
    rule: str

    @property
    def is_bare(self) -> bool:
        return self.classes == {"Event"}


Read = Callable[[Item], list[Found]]

_read: Read  # of a process of `read_all`: what its model reads


def reader() -> Read:
    """What finds the events of an item; the model is loaded once."""
    parser = our_parser()

    def read(item: Item) -> list[Found]:
        annotated = parser.annotate(Article(item.id, item.text))
        return as_found(extract(annotated), {t.span: t.rule for t in events.find(annotated)})

    return read


def read_all(items: Iterable[Item]) -> list[list[Found]]:
    """The events of each item, read on all cores by processes that load the model once each."""
    with ProcessPoolExecutor(initializer=_load) as processes:
        return list(processes.map(_read_in_process, items, chunksize=16))


def _load() -> None:
    global _read
    _read = reader()


def _read_in_process(item: Item) -> list[Found]:
    return _read(item)


def as_found(facts: Facts, rules: Mapping[Span, str]) -> list[Found]:
    mentions = {entity.key: [m.span for m in entity.mentions] for entity in facts.entities}
    return [
        Found(
            frozenset(event.classes),
            event.spans,
            {
                role: [
                    Filler(mentions.get(s.object, [s.span]) if isinstance(s.object, str) else [s.span], s.extractor)
                    for s in facts.statements
                    if s.subject == event.key and s.predicate in predicates
                ]
                for role, predicates in PREDICATES.items()
            },
            event.factuality,
            next((rules[span] for span in event.spans if span in rules), "none"),
        )
        for event in facts.events
    ]


def pairs(wanted: Sequence[Wanted], found: Sequence[Found]) -> list[tuple[Wanted, Found]]:
    """One to one by touching spans; those of the same class first."""
    paired: list[tuple[Wanted, Found]] = []
    missing, left = list(wanted), list(found)
    for same in (True, False):
        for want in list(missing):
            for candidate in left:
                if touch([want.trigger], candidate.spans) and (not same or want.classes & candidate.classes):
                    paired.append((want, candidate))
                    missing.remove(want)
                    left.remove(candidate)
                    break
    return paired


def score(item: Item, found: Sequence[Found], report: Report) -> None:
    """Adds an item's events to the report. A bare kgb:Event that nobody annotated is neither right nor wrong."""
    if item.holds is not None:
        for event in found:
            if not event.is_bare:
                report.count_rule(event.rule, bool(event.classes & item.holds))
        return
    matched = pairs(item.events, found)
    met = [event for _, event in matched]
    for want, event in matched:
        if not want.optional:
            score_event(item, want, event, report)
    for want in item.events:
        if not want.optional and all(want is not paired for paired, _ in matched):
            score_missed(item, want, report)
    for event in found:
        if not event.is_bare and all(event is not paired for paired in met):
            score_superfluous(item, event, report)


def score_event(item: Item, want: Wanted, event: Found, report: Report) -> None:
    agrees = bool(want.classes & event.classes)
    wanted_class = min(want.classes)
    report.measures["trigger"].add(1, 1, 1)
    report.measures["trigger and class"].add(agrees, 1, 1)
    report.by_class[wanted_class].add(agrees, 0, 1)
    report.by_class[wanted_class if agrees else min(event.classes)].add(0, 1, 0)
    if not event.is_bare:
        report.count_rule(event.rule, agrees)
    trigger = words(item, [want.trigger])
    if not agrees:
        note(item, f"{trigger} is {names(want.classes)}, not {names(event.classes)} ({event.rule})", report)
    score_roles(item, want, event.roles, report)
    for name in FACTUALITY:
        wanted, has = want.factuality[name], getattr(event.factuality, name)
        report.measures[name].add(has == wanted, 1, 1)
        if has != wanted:
            note(item, f"{trigger} is {wanted}, not {has}", report)


def score_missed(item: Item, want: Wanted, report: Report) -> None:
    for tally in (report.measures["trigger"], report.measures["trigger and class"], report.by_class[min(want.classes)]):
        tally.add(0, 0, 1)
    note(item, f"{words(item, [want.trigger])} missed: {names(want.classes)}", report)
    for role, fillers in want.roles.items():
        report.measures[role].add(0, 0, len(fillers))


def score_superfluous(item: Item, event: Found, report: Report) -> None:
    for tally in (
        report.measures["trigger"],
        report.measures["trigger and class"],
        report.by_class[min(event.classes)],
    ):
        tally.add(0, 1, 0)
    report.count_rule(event.rule, False)
    note(item, f"{words(item, event.spans)} is no event, not {names(event.classes)} ({event.rule})", report)


def score_roles(item: Item, want: Wanted, roles: Mapping[str, list[Filler]], report: Report) -> None:
    """Fillers that stand in one annotated phrase count once: the bar and the town in "a bar in Oruro"."""
    for role in ROLES:
        wanted, filled = want.roles[role], roles[role]
        missed = [spans for spans in wanted if not any(touch(spans, filler.mentions) for filler in filled)]
        wrong = [filler for filler in filled if not any(touch(spans, filler.mentions) for spans in wanted)]
        right = len(wanted) - len(missed)
        report.measures[role].add(right, right + len(wrong), len(wanted))
        trigger = words(item, [want.trigger])
        for spans in missed:
            note(item, f"{role} of {trigger} missed: {words(item, spans)}", report)
        for filler in wrong:
            note(item, f"{role} of {trigger} wrong: {words(item, filler.mentions)} ({filler.rule})", report)
        for filler in filled:
            report.count_rule(f"{role}: {filler.rule}", filler not in wrong)


def note(item: Item, text: str, report: Report) -> None:
    report.notes[item.id].append(text)


def words(item: Item, spans: Sequence[Span]) -> str:
    return repr(item.text[spans[0].begin : spans[0].end])


def names(classes: Iterable[str]) -> str:
    return "|".join(sorted(classes))


def measure(items: Iterable[Item], read: Iterable[Sequence[Found]]) -> Report:
    """What was read out of the items beside what they tell."""
    report = Report()
    for item, found in zip(items, read, strict=True):
        score(item, found, report)
    return report


def main() -> None:
    arguments = command(__doc__, SENTENCES)
    arguments.add_argument("--told", action="store_true", help="the texts of annotated/told")
    args = arguments.parse_args()
    items = load_told(TOLD, args.part) if args.told else load(args.folder, args.part)
    report = measure(items, read_all(items))
    print_report(report)
    if args.show:
        print_notes(items, report)


if __name__ == "__main__":
    main()
