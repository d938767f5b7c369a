"""What a graph states, triple by triple, in words that a reader can hold against the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kgbuild.model import Claim, Count, Entity, Event, Factuality, Measure, Membership, Span, Statement, Value
from kgbuild.pipeline import DocumentGraph
from kgbuild.vocabulary import RELATION_PROPERTIES, TIME_PROPERTIES


class Stated(NamedTuple):
    """One triple. `spans` are where the text says so; `kind` is what sort of triple it is."""

    document: str
    kind: str
    words: str
    spans: tuple[Span, ...]


def stated(graph: DocumentGraph) -> list[Stated]:
    """The triples that a reader would judge, in the order of the facts.

    Left out is what is hardly ever wrong and would flatter the figure: superclasses, evidence, offsets, that what is
    told of was over by the day of publication, that a country is of itself, that a name is that same name elsewhere.
    """
    writer = _Writer(graph)
    facts = graph.facts
    return [
        *(each for entity in facts.entities for each in writer.entity(entity)),
        *(each for event in facts.events for each in writer.event(event)),
        *(writer.statement(each) for each in facts.statements if each.extractor != "publication-day"),
        *(writer.count(count) for count in facts.counts),
        *(writer.measure(measure) for measure in facts.measures),
        *(writer.membership(post) for post in facts.memberships),
        *(each for claim in facts.claims for each in writer.claim(claim)),
        *(writer.same_happening(*pair) for pair in facts.same_happening),
        *(each for entity in facts.entities for each in writer.coreference(entity)),
        *writer.links(),
    ]


class _Writer:
    """Puts the facts of one document in words."""

    def __init__(self, graph: DocumentGraph) -> None:
        self._facts, self._text, self._document = graph.facts, graph.article.text, graph.article.id
        facts = graph.facts
        self._entities = {entity.key: entity for entity in facts.entities}
        self._events = {event.key: event for event in facts.events}
        self._of_country = {s.subject for s in facts.statements if s.predicate == "kgb:country"}
        self._names = {
            **{entity.key: f"[{entity.label}]" for entity in facts.entities},
            **{event.key: f"“{event.label}” ({'/'.join(event.classes) or 'Event'})" for event in facts.events},
            **{timex.key: f"time {timex.value}" for timex in facts.timexes},
        }

    def _stated(self, kind: str, words: str, *spans: Span) -> Stated:
        return Stated(self._document, kind, words, spans)

    def _words(self, span: Span) -> str:
        return " ".join(self._text[span.begin : span.end].split())

    def _name(self, key: str | Value) -> str:
        return f"“{key.text}”" if isinstance(key, Value) else self._names.get(key, key)

    def entity(self, entity: Entity) -> Iterator[Stated]:
        where = entity.mentions[0].span
        yield self._stated("entity class", f"[{entity.label}] is a {entity.kind}", where)
        if entity.country and entity.kind != "Country" and entity.key not in self._of_country:
            yield self._stated("entity country", f"[{entity.label}] is of {entity.country}", where)
        if entity.sector:
            yield self._stated("entity sector", f"[{entity.label}] is of the sector {entity.sector}", where)

    def coreference(self, entity: Entity) -> Iterator[Stated]:
        """Each mention after the first, unless it is a name in words that stood before."""
        seen: set[str] = set()
        for number, mention in enumerate(entity.mentions):
            words = self._words(mention.span)
            if number and not (mention.form == "name" and words.casefold() in seen):
                before = entity.mentions[number - 1].span
                told = f"“{words}” is [{entity.label}], as is “{self._words(before)}” before"
                yield self._stated(f"coreference of {mention.form}", told, before, mention.span)
            seen.add(words.casefold())

    def event(self, event: Event) -> Iterator[Stated]:
        name = f"“{event.label}”"
        yield self._stated("event class", f"{name} is a {'/'.join(event.classes) or 'bare Event'}", event.spans[0])
        yield self._stated(
            "event factuality", f"{self._name(event.key)} is {_certainty(event.factuality)}", event.spans[0]
        )
        for mode in event.modes:
            yield self._stated("event mode", f"{name} is {mode}", event.spans[0])
        for context in event.contexts:
            yield self._stated("event context", f"{name} is of {context}", event.spans[0])
        for span in event.spans[1:]:
            yield self._stated(
                "event coreference", f"{name} is the same as “{self._words(span)}”", event.spans[0], span
            )

    def same_happening(self, one: str, other: str) -> Stated:
        told = f"{self._name(one)} is the same happening as {self._name(other)}"
        return self._stated("same happening", told, self._events[one].spans[0], self._events[other].spans[0])

    def statement(self, statement: Statement) -> Stated:
        local = statement.predicate.partition(":")[2]
        hedge = "" if statement.certainty == "certain" else f" ({statement.certainty})"
        told = f"{self._name(statement.subject)} {local} {self._name(statement.object)}{hedge}"
        kind = (
            "time"
            if statement.predicate in TIME_PROPERTIES
            else "relation"
            if statement.predicate in RELATION_PROPERTIES
            else f"role {local}"
        )
        event = self._events.get(statement.subject)
        return self._stated(kind, told, *((event.spans[0],) if event else ()), statement.span)

    def count(self, count: Count) -> Stated:
        told = f"{self._name(count.event)} {count.kind} {_bounds(count.lower, count.upper)}"
        told += " approximately" if count.approximate else ""
        for word, key in (("of", count.population), ("in", count.place)):
            told += f" {word} {self._name(key)}" if key else ""
        told += f" as of {count.as_of}" if count.as_of else ""
        return self._stated("count", told, self._events[count.event].spans[0], count.span)

    def measure(self, measure: Measure) -> Stated:
        figure = measure.value or _bounds(measure.lower, measure.upper)
        told = f"{self._name(measure.event)} {measure.kind} {figure} {measure.unit or ''}"
        return self._stated("measure", told, self._events[measure.event].spans[0], measure.span)

    def membership(self, post: Membership) -> Stated:
        told = f"{self._name(post.member)} has{' had' if post.former else ''} the post “{post.role}” ({post.tense})"
        for word, key in (
            ("of", post.organization),
            ("of", post.jurisdiction),
            ("under", post.reports_to),
            ("in", post.country),
        ):
            told += f" {word} {self._name(key)}" if key else ""
        return self._stated("post", told, post.span)

    def claim(self, claim: Claim) -> Iterator[Stated]:
        """The attribution as a whole, and each event, figure or post that stands on it."""
        who = " and ".join(self._name(key) for key in claim.speakers)
        what = " … ".join(self._words(span) for span in claim.content_spans)
        cue = " … ".join(self._words(span) for span in claim.cue_spans)
        told = f"{who} — {cue} ({_certainty(claim.factuality)}) — {what}"
        for word, keys in (("relayed by", claim.relayed_by), ("via", claim.via)):
            told += f" — {word} {', '.join(map(self._name, keys))}" if keys else ""
        yield self._stated("claim", told, *claim.source_spans[:1], *claim.cue_spans[:1], *claim.content_spans[:1])
        for key in claim.reports:
            if (event := self._events.get(key)) is not None:
                told = f"that {self._name(key)} stands on the word of {who} ({cue})"
                yield self._stated("reported", told, *claim.cue_spans[:1], event.spans[0])

    def links(self) -> Iterator[Stated]:
        for link in self._facts.links:
            entity = self._entities[link.entity]
            told = f"[{entity.label}] is {link.qid} “{link.label or ''}” ({link.relation})"
            yield self._stated("link", told, entity.mentions[0].span)


def _certainty(factuality: Factuality) -> str:
    tense = getattr(factuality, "tense", "")
    attempted = ", only attempted" if factuality.attempted else ""
    return f"{factuality.polarity}, {factuality.certainty}, {tense}{attempted}"


def _bounds(lower: object, upper: object) -> str:
    return str(lower) if lower == upper else f"{'' if lower is None else lower}–{'' if upper is None else upper}"
