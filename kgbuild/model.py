"""The values that flow from stage to stage, all frozen.

An Article is read, Annotated with its parse, and mined for Facts, which are linked and then described as quads.

Offsets count code points in the unchanged text, the end left out: `text[begin:end]` is the span, always.
Class, property and value names are the local names of `docs/model.md` and of `ontology/`; `vocabulary.py` holds the
closed lists. A `Key` names a thing within the facts of one document; `describe` turns keys into IRIs.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

from kgbuild.parse import Doc

Key = str
Polarity = Literal["positive", "negative"]
Certainty = Literal["certain", "probable", "possible", "underspecified"]
Tense = Literal["future", "non-future"]
MentionForm = Literal["name", "nominal", "pronoun"]


class Span(NamedTuple):
    """A stretch of the text in code points, end exclusive."""

    begin: int
    end: int


# ---------------------------------------------------------------------------------------------------------- read
@dataclass(frozen=True, slots=True)
class Article:
    """One document as read. `where` is for messages: the path, or "path:line"."""

    id: str
    text: str
    date: datetime.date | None = None
    title: str | None = None
    url: str | None = None
    language: str = "en"
    publisher: str | None = None
    where: str = ""


# ------------------------------------------------------------------------------------------------------ annotate
class KnownName(NamedTuple):
    """A name that an authority knows, for the gazetteer: how it is written and what kind of thing bears it.

    `kind` is an entity class of `vocabulary.ENTITY_CLASSES`; `adjective` marks demonyms and adjectives ("Kazakh"),
    which name the country but are no mention of it by themselves; `ambiguous` names also mean other things (a common
    word, a surname, a small town) and count only where the parse agrees. `country` is an ISO 3166-1 alpha-2 code.
    `bearer` is the name of what an adjective belongs to, and the first name of what bears several without an item.
    """

    name: str
    kind: str
    qid: str | None = None
    country: str | None = None
    adjective: bool = False
    ambiguous: bool = False
    bearer: str | None = None


class Names(Protocol):
    """What annotation asks of an authority."""

    def known_names(self) -> Iterable[KnownName]:
        """Every name that the gazetteer shall find, in a fixed order."""
        ...


class NameSpan(NamedTuple):
    """A proper name found by the gazetteer or by NER; token indices, end exclusive; `kind` as in KnownName.

    `holds` are the known names within one of NER: "Sri Lankan" in "Sri Lankan Air Force"; `maybe` is what an authority
    knows by the words of one of NER that took them for something else.
    """

    first: int
    last: int
    kind: str
    source: Literal["gazetteer", "ner"]
    known: tuple[KnownName, ...] = ()
    holds: tuple[NameSpan, ...] = ()
    maybe: tuple[KnownName, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with its parse. Token offsets (`token.idx`) are offsets of `article.text`; take words for output
    from there, for in `doc.text` a soft line end inside a sentence is a blank.

    `names` are proper names, not overlapping, in order; `paragraphs` are spans of the text.
    """

    article: Article
    doc: Doc
    names: tuple[NameSpan, ...]
    paragraphs: tuple[Span, ...]


# ------------------------------------------------------------------------------------------------------- extract
@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that denotes an entity. `head` is a token index.

    `span` has no determiner at its start for names; it is the whole noun phrase without relative clauses for
    nominals. `confidence` is that of belonging to its entity (1.0 for its first mention).
    """

    span: Span
    head: int
    form: MentionForm
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Entity:
    """Coreferent mentions, one node. `kind` is the most specific class of `vocabulary.ENTITY_CLASSES`.

    `distinctive` marks a full proper name that means the same in other documents: only such an entity gets an IRI
    beyond its document. `country` is an ISO 3166-1 alpha-2 code; `alt_labels` are the other forms in the text.
    """

    key: Key
    kind: str
    label: str
    mentions: tuple[Mention, ...]
    alt_labels: tuple[str, ...] = ()
    distinctive: bool = False
    country: str | None = None
    sector: str | None = None
    also_actor: bool = False

    @property
    def name_spans(self) -> tuple[Span, ...]:
        """Where its names stand, in the order of its mentions."""
        return tuple(mention.span for mention in self.mentions if mention.form == "name")


@dataclass(frozen=True, slots=True)
class Timex:
    """A TIMEX3 expression. `begin`/`end` are the bounds of its value as ISO dates or dateTimes, where it has any.

    `vague` says that the bounds are only the earliest begin and the latest end ("late January", "this week").
    """

    key: Key
    span: Span
    value: str
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    begin: str | None = None
    end: str | None = None
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Factuality:
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"
    tense: Tense = "non-future"
    attempted: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A literal object of a statement: its lexical form and the local name of its XSD datatype."""

    text: str
    datatype: str = "string"


@dataclass(frozen=True, slots=True)
class Statement:
    """One evidenced triple: a role, a relation or a time of an event.

    `predicate` is a prefixed name ("kgb:actor", "sem:hasPlace"). `span` is where the text says so. A statement whose
    `certainty` is not "certain" gets no direct triple, only its evidence. `extractor` names the rule.
    """

    subject: Key
    predicate: str
    object: Key | Value
    span: Span
    confidence: float
    extractor: str
    certainty: Certainty = "certain"


@dataclass(frozen=True, slots=True)
class Count:
    """How many people. `kind` is of `vocabulary.COUNT_KINDS`; bounds inclusive, either may be absent."""

    key: Key
    event: Key
    kind: str
    span: Span
    lower: int | None
    upper: int | None
    approximate: bool = False
    population: Key | None = None
    place: Key | None = None
    as_of: str | None = None
    supersedes: Key | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A magnitude that counts no people. `value` is a decimal in plain digits."""

    key: Key
    event: Key
    kind: str
    span: Span
    value: str | None
    unit: str | None = None
    lower: str | None = None
    upper: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One happening as one voice tells it. `spans` are its triggers, the first one leading.

    `classes` are local names of `vocabulary.EVENT_CLASSES` (superclasses are added by `describe`); `plover` is a
    PLOVER type in capitals or None; `modes` and `contexts` are PLOVER concepts ("COERCE-curfew", "context-economic").
    `cause_text` is a cause that is no event.
    """

    key: Key
    spans: tuple[Span, ...]
    classes: tuple[str, ...]
    plover: str | None = None
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    factuality: Factuality = field(default_factory=Factuality)
    label: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """Who says what. `reports` are keys of events, counts, measures, memberships, claims or statements.

    `quotes` are the spans between the marks, without them. A statement is reported by `statement_key`.
    """

    key: Key
    speakers: tuple[Key, ...]
    source_spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...]
    content_spans: tuple[Span, ...]
    quotes: tuple[Span, ...] = ()
    relayed_by: tuple[Key, ...] = ()
    via: tuple[Key, ...] = ()
    time: Key | None = None
    factuality: Factuality = field(default_factory=Factuality)
    reports: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Membership:
    """A post. `role` is its title ("President"); at least one of organization, jurisdiction, reports_to or country."""

    key: Key
    member: Key
    role: str
    span: Span
    confidence: float
    extractor: str
    organization: Key | None = None
    jurisdiction: Key | None = None
    country: Key | None = None
    reports_to: Key | None = None
    former: bool = False
    tense: Tense = "non-future"


@dataclass(frozen=True, slots=True)
class Link:
    """An entity's Wikidata item. `relation` is "exactMatch", "closeMatch" or, once confirmed, "sameAs".

    `label`, `aliases` (language tag, name), `country`, `latitude` and `longitude` (WGS84) and `geonames` (an id) come
    from the authority, which `authority` names with its date ("kgbuild-core 2026-11-01").
    """

    entity: Key
    qid: str
    relation: Literal["exactMatch", "closeMatch", "sameAs"]
    confidence: float
    margin: float
    method: str
    authority: str
    label: str | None = None
    aliases: tuple[tuple[str, str], ...] = ()
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one document yielded, in the order of the text."""

    entities: tuple[Entity, ...] = ()
    timexes: tuple[Timex, ...] = ()
    events: tuple[Event, ...] = ()
    counts: tuple[Count, ...] = ()
    measures: tuple[Measure, ...] = ()
    claims: tuple[Claim, ...] = ()
    memberships: tuple[Membership, ...] = ()
    statements: tuple[Statement, ...] = ()
    links: tuple[Link, ...] = ()
    same_happening: tuple[tuple[Key, Key], ...] = ()


def statement_key(statement: Statement) -> Key:
    """The key by which a claim reports a statement: subject, predicate, object and where."""
    target = statement.object if isinstance(statement.object, str) else statement.object.text
    return f"statement:{statement.subject}|{statement.predicate}|{target}|{statement.span.begin},{statement.span.end}"
