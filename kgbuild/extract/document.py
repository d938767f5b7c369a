"""Puts the layers of extraction together: from a parsed article to its facts.

Each layer reads the parse alone; here they are laid over one another, and everything gets its key. The order of the
calls is the order of dependence.
"""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.extract import accounts, claims, events, figures, times
from kgbuild.extract.claims import speakers
from kgbuild.extract.entities import acting, coreference, implied, mentions, parties, posts, relations
from kgbuild.extract.entities.figures import with_figures
from kgbuild.extract.entities.pairs import pairs, said_of_each
from kgbuild.extract.events import causes
from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.layers import Quantity
from kgbuild.extract.quantities import counts, inhabitants, measures, numbers, standing
from kgbuild.extract.tellings import Telling
from kgbuild.model import Annotated, Facts, Statement, Value, statement_key
from kgbuild.vocabulary import is_a


def extract(annotated: Annotated) -> Facts:
    """All that the text of one article says, as facts with their evidence. Pure; never fails on any text."""
    named = mentions.find(annotated)
    found = events.outside_names(events.find(annotated), named)
    attributions = speakers.spoken(claims.find(annotated), found)
    spoken = speakers.unspoken(found, attributions)
    links = causes.find(annotated, spoken)
    triggers = causes.brought_about(spoken, links)
    resolved = coreference.resolve(annotated, named, attributions)
    known = implied.with_implied_countries(annotated, resolved, triggers)
    acted = acting.with_acting_names(annotated, known, triggers)
    entities = parties.with_implied_parties(annotated.doc, acted)
    timexes = times.find(annotated)
    quantities = numbers.find(annotated, timexes)
    people = standing.stand(annotated, counts.find(annotated, quantities, triggers), timexes)
    index = EntityIndex(annotated.doc, with_figures(annotated, entities, triggers, people), annotated.names)
    speakers_of = speakers.speakers(annotated, attributions, index)

    told = Telling(annotated, triggers, attributions, speakers_of, index, timexes)
    happenings = told.events()
    roles = tuple(said_of_each(told.role_statements(), pairs(annotated.doc, entities)))
    dates = told.time_statements()
    linked = told.cause_statements(links)
    given = accounts.by_voice(told, figures.counts(told, people), happenings)
    counted, happenings = given.counts, (*happenings, *given.events)
    measured = figures.measures(told, measures.find(annotated, triggers))
    related = (
        *relations.find(annotated, entities),
        *_inhabitants(inhabitants.find(annotated, quantities), index),
    )
    held = posts.find(annotated, entities)

    reports = told.reports(roles, counted, measured)
    statements = (*roles, *dates, *linked, *related, *held.descriptions)
    return Facts(
        entities=index.entities(),
        timexes=timexes,
        events=happenings,
        counts=counted,
        measures=measured,
        claims=speakers.claims(attributions, speakers_of, told.outer, reports, told.claim_times(timexes), index),
        memberships=held.memberships,
        statements=tuple({statement_key(s): s for s in statements}.values()),
        same_happening=tuple(
            dict.fromkeys((*told.same_happening(), *given.pairs, *accounts.rival_figures(told, people)))
        ),
    )


def _inhabitants(told: Sequence[tuple[int, Quantity]], index: EntityIndex) -> tuple[Statement, ...]:
    """How many people live in a place, where the text gives one figure for it."""
    found = []
    for token, quantity in told:
        at = index.at(token)
        if at is not None and is_a(at[0].kind, "Place") and quantity.lower is not None:
            value = Value(str(quantity.lower), "integer")
            found.append(Statement(at[0].key, "kgb:inhabitants", value, quantity.span, 0.9, "inhabitants"))
    return tuple(found)
