"""Events as one document tells them: grounded in entities, told apart by voice, with times, causes and figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.claims import reporting, speakers
from kgbuild.extract.claims.voices import Voices
from kgbuild.extract.events import coreference, dating, time_bounds
from kgbuild.extract.events.causes import CauseLink
from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.layers import ArgumentToken, Attribution, CountCandidate, MeasureCandidate, Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated, Count, Event, Key, Measure, Span, Statement, Timex, Value, statement_key
from kgbuild.parse import Token
from kgbuild.vocabulary import is_a

LITERAL_ROLES: Final = frozenset({"kgb:instrument", "kgb:topic", "kgb:causeText"})
PLACE_ROLES: Final = frozenset({"sem:hasPlace", "kgb:origin", "kgb:destination"})
OTHER_END: Final = {"kgb:actor": "kgb:recipient", "kgb:recipient": "kgb:actor"}
PHRASE_PARTS: Final = frozenset({"det", "amod", "compound", "nummod", "nmod", "poss", "quantmod", "advmod", "prep"})

VERB_PARTS: Final = frozenset({"dobj", "dative", "prt", "neg", "acomp"})
"""What a participle's phrase has beside that of a noun: "burning their houses"."""


@dataclass(frozen=True, slots=True)
class _Role:
    """A role of a trigger, grounded in an entity."""

    argument: ArgumentToken
    key: Key
    span: Span
    confidence: float


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
        self._anonymous = reporting.words("anonymous", "nouns")
        self.voices = voices = Voices(attributions)
        self.speakers_of = speakers_of
        voiced = speakers.claim_keys(attributions, speakers_of)
        self.outer = tuple(
            next((voices.around(span, number) for span in attribution.cue_spans), None)
            for number, attribution in enumerate(attributions)
        )
        self.attribution_of = [voices.at(trigger.span) for trigger in triggers]
        self.voice_of = [
            speakers_of[number] if number is not None and number in voiced else () for number in self.attribution_of
        ]
        self.roles = [self._grounded(trigger) for trigger in triggers]
        self.roles_of = [_by_role(roles) for roles in self.roles]
        self.number_of = {trigger.token: number for number, trigger in reversed(list(enumerate(triggers)))}
        cues = frozenset(attribution.cue for attribution in attributions)
        self.dates = dating.attach(annotated.doc, timexes, triggers, cues)
        days = self._days_by_trigger()
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

    def _days_by_trigger(self) -> Mapping[int, frozenset[coreference.Day]]:
        """On which days each trigger's own words tell that it was."""
        days: dict[int, set[coreference.Day]] = {}
        for when in self.dates:
            begin, end = when.timex.begin, when.timex.end
            if when.role == "on" and begin and end and when.confidence >= dating.OWN:
                days.setdefault(self.number_of[when.token], set()).add((begin[:10], end[:10]))
        return {number: frozenset(found) for number, found in days.items()}

    def _grounded(self, trigger: Trigger) -> tuple[_Role, ...]:
        """The roles of a trigger that an entity of the right kind fills, each entity once a role."""
        found: dict[tuple[str, Key], _Role] = {}
        heads: set[tuple[str, int]] = set()
        for argument in sorted(trigger.arguments, key=lambda a: a.instead_of is not None):
            if (argument.role, argument.instead_of) in heads or (role := self._role(argument, trigger)) is None:
                continue
            heads.add((argument.role, argument.head))
            if argument.instead_of is None or ("kgb:actor", role.key) not in found:
                found.setdefault((argument.role, role.key), role)
        return tuple(role for role in found.values() if not self._is_other_end(role, found, trigger))

    def _is_other_end(self, role: _Role, found: Mapping[tuple[str, Key], _Role], trigger: Trigger) -> bool:
        """Whether a surer reading has the entity at the other end of the deed: nobody does it to oneself, unless a
        reflexive says so of a deed that one suffers: "killed himself", not "distanced himself"."""
        name = role.argument.role
        other = found.get((OTHER_END.get(name, ""), role.key))
        if other is None:
            return False
        words = [self.annotated.doc[each.argument.head].lower_ for each in (role, other)]
        if any(word.endswith(("self", "selves")) for word in words):
            return name == "kgb:recipient" and not _is_suffered(trigger)
        return other.confidence > role.confidence or (other.confidence == role.confidence and name == "kgb:recipient")

    def _role(self, argument: ArgumentToken, trigger: Trigger) -> _Role | None:
        """The entity that an argument names, if it is of a kind that can fill the role."""
        at = self.index.at(argument.head) or self.index.country_of(argument.head)
        if at is None or argument.role in LITERAL_ROLES:
            return None
        entity, mention = at
        if self.annotated.doc[argument.head].lemma_.lower() in self._anonymous:
            return None  # "jailed on allegations": these speak, but nobody is jailed on somebody
        place, actor = is_a(entity.kind, "Place"), is_a(entity.kind, "Actor")
        if argument.role in PLACE_ROLES and not place:
            return None
        if argument.role == "kgb:recipient" and not (actor or (place and not _is_scene(argument, trigger))):
            return None
        if argument.role == "kgb:actor" and argument.rule == "modifier" and entity.kind == "City":
            return None  # "the Geneva accord" is named for where it was made
        if argument.role == "kgb:actor" and not actor:
            if entity.kind not in ("City", "Region"):
                return None
            self.index.mark_actor(entity.key)
        confidence = round(argument.confidence * mention.confidence, 4)
        return _Role(argument, entity.key, mention.span, confidence)

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
                if argument.role in LITERAL_ROLES and not self._is_party(argument) and not self._is_cut(argument):
                    span = self._phrase(argument.head)
                    value = Value(" ".join(self.annotated.article.text[span.begin : span.end].split()))
                    found.setdefault(
                        (key, argument.role, value),
                        Statement(key, argument.role, value, span, argument.confidence, argument.rule),
                    )
        return tuple(found.values())

    def _is_cut(self, argument: ArgumentToken) -> bool:
        """Whether a head is but a part of a word with hyphens, or a hyphen, which the parser took apart: "a re-run"."""
        doc, head = self.annotated.doc, argument.head
        if doc[head].is_punct:
            return True
        around = [doc[i] for i in (head - 1, head + 1) if 0 <= i < len(doc)]
        return len(syntax.hyphenated(doc[head])) == 1 and any(
            token.text == "-" and not token.whitespace_ and not doc[min(token.i, head)].whitespace_ for token in around
        )

    def _is_party(self, argument: ArgumentToken) -> bool:
        """Whether an instrument is none but somebody: "clashed with the caretaker"."""
        at = self.index.at(argument.head) if argument.role == "kgb:instrument" else None
        return at is not None and is_a(at[0].kind, "Actor") and not is_a(at[0].kind, "Place")

    def _phrase(self, head: int) -> Span:
        """The phrase around a head word, without clauses that hang on it."""
        token = self.annotated.doc[head]
        parts = PHRASE_PARTS | VERB_PARTS if token.pos_ == "VERB" else PHRASE_PARTS
        own = [t for child in token.children if child.dep_ in parts for t in _without_clauses(child)]
        inside = [*syntax.hyphenated(token), *own]
        first, last = min(inside, key=lambda t: t.i), max(inside, key=lambda t: t.i)
        return Span(first.idx, last.idx + len(last))

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

    def counts(self, candidates: Sequence[CountCandidate]) -> tuple[Count, ...]:
        """The figures of the events, each under the event that its words belong to."""
        found: dict[Key, Count] = {}
        for candidate in candidates:
            number = self.number_of.get(candidate.trigger)
            if number is None:
                continue
            quantity = candidate.quantity
            population = self.index.at(candidate.population) if candidate.population is not None else None
            places = [role.key for role in self.roles[number] if role.argument.role == "sem:hasPlace"]
            key = _count_key(candidate)
            if candidate.supersedes is not None:
                revised: Key | None = _count_key(candidate.supersedes)
            else:
                revised = self._latest(found.values(), candidate) if candidate.revises else None
            found.setdefault(
                key,
                Count(
                    key,
                    self.key_of[number],
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

    def _latest(self, counts: Iterable[Count], newer: CountCandidate) -> Key | None:
        """The latest figure of the same event and kind that the same voice gave: nobody revises another's."""
        event = self.key_of[self.number_of[newer.trigger]]
        same = [
            count.key
            for count in counts
            if (count.event, count.kind) == (event, newer.kind)
            and self._voice(count.span) == self._voice(newer.quantity.span)
        ]
        return same[-1] if same else None

    def _voice(self, span: Span) -> tuple[Key, ...]:
        number = self.voices.at(span)
        return self.speakers_of[number] if number is not None else ()

    def measures(self, candidates: Sequence[MeasureCandidate]) -> tuple[Measure, ...]:
        """The magnitudes of the events, each under the event that its words belong to."""
        found: dict[Key, Measure] = {}
        for each in candidates:
            number = self.number_of.get(each.trigger)
            if number is not None:
                key = f"measure={each.span.begin},{each.span.end}"
                event = self.key_of[number]
                found.setdefault(
                    key, Measure(key, event, each.kind, each.span, each.value, each.unit, each.lower, each.upper)
                )
        return tuple(found.values())

    def reports(
        self, roles: Sequence[Statement], counted: Sequence[Count], measured: Sequence[Measure]
    ) -> Mapping[int, Sequence[Key]]:
        """By attribution: the events, figures and hedged roles that stand only on it.

        A figure stands on the word of who gives it, which need not be who told of its event.
        """
        found: dict[int, list[Key]] = {}
        claim_of: dict[Key, int] = {}
        for members in self.clusters:
            number = self.attribution_of[members[0]]
            if number is not None:
                claim_of[self.key_of[members[0]]] = number
                found.setdefault(number, []).append(self.key_of[members[0]])
        figures: tuple[Count | Measure, ...] = (*counted, *measured)
        for figure in figures:
            if (number := self.voices.at(figure.span)) is not None:
                found.setdefault(number, []).append(figure.key)
        for statement in roles:
            if statement.certainty != "certain" and statement.subject in claim_of:
                found[claim_of[statement.subject]].append(statement_key(statement))
        return found

    def claim_times(self, timexes: Sequence[Timex]) -> Mapping[int, Key]:
        """When each thing was said, where the clause of its cue says so."""
        cues = [attribution.cue for attribution in self.attributions]
        by_token = dict(dating.times_at(self.annotated.doc, timexes, cues))
        return {number: by_token[cue].key for number, cue in enumerate(cues) if cue in by_token}

    def same_happening(self) -> tuple[tuple[Key, Key], ...]:
        pairs = coreference.same_happenings(self.triggers, self.clusters, self.voice_of, self.roles_of)
        return tuple((self.key_of[self.clusters[a][0]], self.key_of[self.clusters[b][0]]) for a, b in pairs)


def _is_suffered(trigger: Trigger) -> bool:
    """Whether what an event tells is something that one can do to oneself."""
    table = load_lexicon("events/arguments")["reflexive"]
    return trigger.plover in table["types"] or not set(table["classes"]).isdisjoint(trigger.classes)


def _without_clauses(token: Token) -> Iterator[Token]:
    """The words below a word and itself, but for what finite clauses and appositions tell of them."""
    yield token
    for child in token.children:
        if child.dep_ not in ("relcl", "advcl", "ccomp", "appos") and not (child.is_punct and child.i > token.i):
            yield from _without_clauses(child)


def _is_scene(argument: ArgumentToken, trigger: Trigger) -> bool:
    """Whether a place that cannot act is where something happens, by its preposition, not to whom it is done."""
    scenes: dict[str, list[str]] = load_lexicon("events/places")["scenes"]
    return argument.rule.removeprefix("low ") in scenes.get(trigger.plover or "", ())


def _count_key(candidate: CountCandidate) -> Key:
    return f"count={candidate.quantity.span.begin},{candidate.quantity.span.end}-{candidate.kind}"


def _by_role(roles: Iterable[_Role]) -> Mapping[str, frozenset[Key]]:
    found: dict[str, set[Key]] = {}
    for role in roles:
        found.setdefault(role.argument.role, set()).add(role.key)
    return {name: frozenset(keys) for name, keys in found.items()}


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
