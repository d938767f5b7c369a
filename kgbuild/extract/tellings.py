"""Events as one document tells them: grounded in entities, told apart by voice, with times and causes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from kgbuild.extract import roles, syntax
from kgbuild.extract.claims import speakers
from kgbuild.extract.claims.givens import is_claimed, is_given
from kgbuild.extract.claims.voices import Voices
from kgbuild.extract.events import coreference, dating, time_bounds
from kgbuild.extract.events.causes import CauseLink
from kgbuild.extract.events.time_anchors import times_at
from kgbuild.extract.events.time_inheritance import OWN
from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.layers import Attribution, Trigger
from kgbuild.model import (
    Annotated,
    Count,
    Event,
    Factuality,
    Key,
    Measure,
    Span,
    Statement,
    Timex,
    Value,
    statement_key,
)


class Telling:
    """The triggers of one document, grounded in its entities and told apart by voice."""

    def __init__(
        self,
        annotated: Annotated,
        triggers: Sequence[Trigger],
        attributions: Sequence[Attribution],
        speakers_of: Sequence[tuple[Key, ...]],
        index: EntityIndex,
        timexes: Sequence[Timex],
    ) -> None:
        self.annotated = annotated
        self.attributions = attributions
        self.index = index
        self.voices = voices = Voices(attributions)
        self.speakers_of = speakers_of
        voiced = speakers.claim_keys(attributions, speakers_of)
        self.outer = tuple(
            next((voices.around(span, number) for span in attribution.cue_spans), None)
            for number, attribution in enumerate(attributions)
        )
        self.attribution_of = self._tellers(triggers)
        self.voice_of = [
            speakers_of[number] if number is not None and number in voiced else () for number in self.attribution_of
        ]
        self.roles = [roles.grounded(annotated.doc, index, trigger) for trigger in triggers]
        self.roles_of = [roles.by_role(each) for each in self.roles]
        self.number_of = {trigger.token: number for number, trigger in reversed(list(enumerate(triggers)))}
        cues = frozenset(attribution.cue for attribution in attributions)
        self.dates = dating.attach(annotated.doc, timexes, triggers, cues)
        self.days = days = self._days_by_trigger()
        self.triggers = triggers = [
            _ahead(trigger) if _is_ahead(annotated, trigger, days.get(number)) else trigger
            for number, trigger in enumerate(triggers)
        ]
        self.clusters = coreference.cluster(annotated.doc, triggers, self.voice_of, self.roles_of, days)
        self.key_of = {
            number: f"event={triggers[members[0]].span.begin},{triggers[members[0]].span.end}"
            for members in self.clusters
            for number in members
        }

    def _tellers(self, triggers: Sequence[Trigger]) -> list[int | None]:
        """The attribution on whose word each event stands: of what a speaker takes as given the one around."""
        said = [self.voices.at(trigger.span) for trigger in triggers]
        told = {
            syntax.lemma(self.annotated.doc[trigger.token])
            for trigger, number in zip(triggers, said, strict=True)
            if number is None and trigger.factuality == Factuality()
        }
        return [self._teller(trigger, number, told) for trigger, number in zip(triggers, said, strict=True)]

    def _teller(self, trigger: Trigger, number: int | None, told: Collection[str]) -> int | None:
        if number is not None and is_claimed(self.annotated.doc, trigger):
            number = self.outer[number]
        while number is not None and is_given(self.annotated.doc, trigger, self.attributions[number], told):
            number = self.outer[number]
        return number

    def _days_by_trigger(self) -> Mapping[int, frozenset[coreference.Day]]:
        """On which days each trigger's own words tell that it was."""
        days: dict[int, set[coreference.Day]] = {}
        for when in self.dates:
            begin, end = when.timex.begin, when.timex.end
            if when.role in ("on", "start") and begin and end and when.confidence >= OWN:
                days.setdefault(self.number_of[when.token], set()).add((begin[:10], end[:10]))
        return {number: frozenset(found) for number, found in days.items()}

    def events(self) -> tuple[Event, ...]:
        """One event a cluster of triggers; modes and contexts of all of them, factuality of the first."""
        found = []
        for members in self.clusters:
            first = self.triggers[members[0]]
            spans = tuple(dict.fromkeys(self.triggers[m].span for m in members))
            words = self.annotated.article.text[first.span.begin : first.span.end]
            found.append(
                Event(
                    self.key_of[members[0]],
                    spans,
                    first.classes,
                    first.plover,
                    _united(self.triggers[m].modes for m in members),
                    _united(self.triggers[m].contexts for m in members),
                    first.factuality,
                    " ".join(words.split()),
                )
            )
        return tuple(found)

    def role_statements(self) -> tuple[Statement, ...]:
        """Each role once an event, by its surest mention."""
        found: dict[tuple[Key, str, Key | Value], Statement] = {}
        for number, trigger in enumerate(self.triggers):
            key = self.key_of[number]
            for role in self.roles[number]:
                argument = role.argument
                statement = Statement(
                    key, argument.role, role.key, role.span, role.confidence, argument.rule, argument.certainty
                )
                held = found.get((key, argument.role, role.key))
                if held is None or held.confidence < statement.confidence:
                    found[key, argument.role, role.key] = statement
            for argument in trigger.arguments:
                if (span := roles.literal(self.annotated.doc, self.index, argument)) is not None:
                    value = Value(" ".join(self.annotated.article.text[span.begin : span.end].split()))
                    found.setdefault(
                        (key, argument.role, value),
                        Statement(key, argument.role, value, span, argument.confidence, argument.rule),
                    )
        return tuple(found.values())

    def time_statements(self) -> tuple[Statement, ...]:
        """When each event was, as far as the text says; else only that what is over ended by the publication day."""
        by_event: dict[Key, list[Statement]] = {}
        for when in self.dates:
            key = self.key_of[self.number_of[when.token]]
            by_event.setdefault(key, []).extend(time_bounds.statements(key, when))
        day = self.annotated.article.date
        if day is not None:
            past = {
                self.key_of[self.number_of[t.token]] for t in self.triggers if dating.is_past(self.annotated.doc, t)
            }
            by_event |= {key: list(time_bounds.not_ahead(by_event[key], day)) for key in by_event.keys() & past}
        found = [statement for group in by_event.values() for statement in time_bounds.consistent(group)]
        if day is not None:
            for members in self.clusters:
                first, key = self.triggers[members[0]], self.key_of[members[0]]
                if key not in by_event and dating.is_over(self.annotated.doc, first):
                    value = Value(day.isoformat(), "date")
                    found.append(Statement(key, "sem:hasLatestEndTimeStamp", value, first.span, 0.8, "publication-day"))
        return tuple(found)

    def cause_statements(self, found: Sequence[CauseLink]) -> tuple[Statement, ...]:
        """What brought an event about, what it followed, and what it was part of."""
        statements = []
        for tie in found:
            effect = self.key_of[tie.effect]
            if tie.cause is not None:
                target: Key | Value = self.key_of[tie.cause]
            elif tie.text is not None:
                target = Value(" ".join(self.annotated.article.text[tie.text.begin : tie.text.end].split()))
            else:
                continue
            if target != effect:
                statements.append(Statement(effect, tie.relation, target, tie.span, tie.confidence, tie.rule))
        return tuple(statements)

    def voice_at(self, span: Span) -> tuple[Key, ...]:
        """Who tells what stands at a place of the text; nobody where the narrator does."""
        number = self.voices.at(span)
        return self.speakers_of[number] if number is not None else ()

    def reports(
        self, hedged: Sequence[Statement], counted: Sequence[Count], measured: Sequence[Measure]
    ) -> Mapping[int, Sequence[Key]]:
        """By attribution: the events, figures and hedged roles that stand only on it.

        A figure stands on the word of who gives it, which need not be who told of its event.
        """
        found: dict[int, list[Key]] = {}
        claim_of: dict[Key, int] = {}
        told = set(self.key_of.values())
        for members in self.clusters:
            key, number = self.key_of[members[0]], self.attribution_of[members[0]]
            if number is not None:
                found.setdefault(number, []).append(key)
            said = (self.voices.at(self.triggers[member].span) for member in members)
            if (claim := next((each for each in said if each is not None), None)) is not None:
                claim_of[key] = claim
        figures: tuple[Count | Measure, ...] = (*counted, *measured)
        for figure in figures:
            if (number := self.voices.at(figure.span)) is not None:
                if figure.event not in told:  # an account of the figure alone
                    found.setdefault(number, []).append(figure.event)
                found.setdefault(number, []).append(figure.key)
        for statement in hedged:
            if statement.certainty != "certain" and statement.subject in claim_of:
                found.setdefault(claim_of[statement.subject], []).append(statement_key(statement))
        return found

    def claim_times(self, timexes: Sequence[Timex]) -> Mapping[int, Key]:
        """When each thing was said, where the clause of its cue says so."""
        cues = [attribution.cue for attribution in self.attributions]
        by_token = dict(times_at(self.annotated.doc, timexes, cues))
        return {number: by_token[cue].key for number, cue in enumerate(cues) if cue in by_token}

    def same_happening(self) -> tuple[tuple[Key, Key], ...]:
        pairs = coreference.same_happenings(self.triggers, self.clusters, self.voice_of, self.roles_of)
        return tuple((self.key_of[self.clusters[a][0]], self.key_of[self.clusters[b][0]]) for a, b in pairs)


def _united(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for group in groups for name in group))


def _is_ahead(annotated: Annotated, trigger: Trigger, days: frozenset[coreference.Day] | None) -> bool:
    """Whether the text has an event on days after its own: "the elections in April"."""
    today = annotated.article.date
    if today is None or not days or dating.is_past(annotated.doc, trigger):
        return False
    return trigger.factuality.tense == "non-future" and all(begin > today.isoformat() for begin, _ in days)


def _ahead(trigger: Trigger) -> Trigger:
    return replace(trigger, factuality=replace(trigger.factuality, tense="future"))
