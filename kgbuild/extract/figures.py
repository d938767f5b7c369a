"""The figures of events: how many people, and magnitudes, each under the event that its words belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kgbuild.extract.layers import CountCandidate, MeasureCandidate
from kgbuild.extract.tellings import Telling
from kgbuild.model import Count, Key, Measure
from kgbuild.vocabulary import is_a


def counts(told: Telling, candidates: Sequence[CountCandidate]) -> tuple[Count, ...]:
    """The figures of the events, each under the event that its words belong to."""
    found: dict[Key, Count] = {}
    for candidate in candidates:
        number = told.number_of.get(candidate.trigger)
        if number is None:
            continue
        quantity = candidate.quantity
        population = told.index.at(candidate.population) if candidate.population is not None else None
        places = [role.key for role in told.roles[number] if role.argument.role == "sem:hasPlace"]
        own = told.index.at(candidate.place) if candidate.place is not None else None
        if own and is_a(own[0].kind, "Place"):
            places = [own[0].key]
        key = _count_key(candidate)
        if candidate.supersedes is not None:
            revised: Key | None = _count_key(candidate.supersedes)
        else:
            revised = _latest(told, found.values(), candidate) if candidate.revises else None
        found.setdefault(
            key,
            Count(
                key,
                told.key_of[number],
                candidate.kind,
                quantity.span,
                quantity.lower,
                quantity.upper,
                quantity.approximate,
                population[0].key if population and is_a(population[0].kind, "Actor") else None,
                places[0] if len(places) == 1 else None,
                candidate.as_of,
                revised,
            ),
        )
    return tuple(found.values())


def _latest(told: Telling, given: Iterable[Count], newer: CountCandidate) -> Key | None:
    """The latest figure of the same event and kind that the same voice gave: nobody revises another's."""
    event = told.key_of[told.number_of[newer.trigger]]
    same = [
        count.key
        for count in given
        if (count.event, count.kind) == (event, newer.kind)
        and told.voice_at(count.span) == told.voice_at(newer.quantity.span)
    ]
    return same[-1] if same else None


def measures(told: Telling, candidates: Sequence[MeasureCandidate]) -> tuple[Measure, ...]:
    """The magnitudes of the events, each under the event that its words belong to."""
    found: dict[Key, Measure] = {}
    for each in candidates:
        number = told.number_of.get(each.trigger)
        if number is not None:
            key = f"measure={each.span.begin},{each.span.end}"
            event = told.key_of[number]
            found.setdefault(
                key, Measure(key, event, each.kind, each.span, each.value, each.unit, each.lower, each.upper)
            )
    return tuple(found.values())


def _count_key(candidate: CountCandidate) -> Key:
    return f"count={candidate.quantity.span.begin},{candidate.quantity.span.end}-{candidate.kind}"
