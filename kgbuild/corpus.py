"""Many articles: builds each, validates what it writes, and hands every graph on. One bad document spoils no batch."""

from __future__ import annotations

import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kgbuild.errors import AuthorityError, InputError
from kgbuild.model import Article

if TYPE_CHECKING:
    from kgbuild.pipeline import Builder, DocumentGraph
    from kgbuild.validate.report import Report
    from kgbuild.validate.shapes import Validator

BATCH_QUADS: Final = 60_000
"""So many quads are validated at a time: enough to spread the fixed cost, few enough to keep memory flat."""


@dataclass(slots=True)
class Tally:
    """What a run found, by kind, and what went wrong.

    `notes` counts the results of batches that conform; `reports` has the report of each batch that does not.
    """

    documents: int = 0
    quads: int = 0
    undated: int = 0
    found: Counter[str] = field(default_factory=Counter)
    failures: list[InputError] = field(default_factory=list)
    notes: int = 0
    reports: list[Report] = field(default_factory=list)

    @property
    def conforms(self) -> bool:
        return not self.reports


def build_corpus(
    outcomes: Iterable[Article | InputError],
    builder: Builder,
    validator: Validator,
    tally: Tally,
    on_failure: Callable[[InputError], None],
) -> Iterator[DocumentGraph]:
    """The graph of each article, in their order, after it was validated; `tally` grows as they come.

    What cannot be read or built goes to `on_failure` and to the tally; the other documents come through.
    """
    batch: list[DocumentGraph] = []
    size = 0
    for outcome in outcomes:
        graph = _built(outcome, builder)
        if isinstance(graph, InputError):
            tally.failures.append(graph)
            on_failure(graph)
            continue
        _count(tally, graph)
        batch.append(graph)
        size += len(graph.quads)
        if size >= BATCH_QUADS:
            yield from _validated(batch, validator, tally)
            batch, size = [], 0
    yield from _validated(batch, validator, tally)


def _built(outcome: Article | InputError, builder: Builder) -> DocumentGraph | InputError:
    if isinstance(outcome, InputError):
        return outcome
    try:
        return builder.build(outcome)
    except AuthorityError as error:
        return InputError(outcome.where or outcome.id, f"{error.where} {error.what}", error.remedy)
    except Exception as error:  # noqa: BLE001 -- the boundary of one document: told with its place, the batch goes on
        place = traceback.extract_tb(error.__traceback__)[-1]
        what = f"could not be built ({type(error).__name__}: {error}, {place.name} line {place.lineno})"
        return InputError(outcome.where or outcome.id, what, "this is a defect of kgbuild: please report it")


def _validated(batch: list[DocumentGraph], validator: Validator, tally: Tally) -> list[DocumentGraph]:
    if batch:
        report = validator.validate(quad for graph in batch for quad in graph.quads)
        if report.conforms:
            tally.notes += len(report.results)
        else:
            tally.reports.append(report)
    return batch


def _count(tally: Tally, graph: DocumentGraph) -> None:
    facts = graph.facts
    tally.documents += 1
    tally.quads += len(graph.quads)
    tally.undated += graph.article.date is None
    tally.found.update(f"entity {entity.kind}" for entity in facts.entities)
    tally.found.update(f"event {event.classes[0] if event.classes else 'Event'}" for event in facts.events)
    for name in ("claims", "counts", "timexes", "memberships", "links"):
        tally.found[name] += len(getattr(facts, name))
