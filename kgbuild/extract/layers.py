"""What the modules of extraction hand one another, before keys are given. Integers are token indices of the parse.

Each module finds one layer from the parse alone; `document.py` lays them over one another and gives keys.
"""

from __future__ import annotations

from dataclasses import dataclass

from kgbuild.model import Certainty, Factuality, MentionForm, Polarity, Span, Tense


@dataclass(frozen=True, slots=True)
class MentionCandidate:
    """A noun phrase or pronoun that may denote an entity. Tokens `first` to `last`, end exclusive, around `head`.

    `kind` is an entity class or None where the words do not tell ("he", "it"); `country` an ISO 3166-1
    alpha-2 code that the words imply ("Kazakh police"); `number` is "singular", "plural" or None. `bearer` is the first
    name of what an authority knows by several and without an item.
    """

    first: int
    last: int
    head: int
    form: MentionForm
    kind: str | None
    rule: str
    country: str | None = None
    qids: tuple[str, ...] = ()
    number: str | None = None
    bearer: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number phrase ("more than a thousand"). `noun` is the token counted, None where it stands alone.

    "More than a thousand": lower 1000, no upper; a plain number: lower = upper.
    """

    span: Span
    head: int
    lower: int | None
    upper: int | None
    approximate: bool
    noun: int | None


@dataclass(frozen=True, slots=True)
class ArgumentToken:
    """The head token of a phrase that fills a role of a trigger. `role` is a prefixed property ("kgb:actor").

    A role that the text hedges has a `certainty` other than "certain". `instead_of` heads the phrase that this one is
    read out of, and counts only where that one names nobody: "Turkey" in "criticised Turkey's plans".
    """

    role: str
    head: int
    confidence: float
    rule: str
    certainty: Certainty = "certain"
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell of an event. `token` heads `span`; `arguments` name the heads of the phrases around it.

    `rule` is the lexicon entry or rule that found it.
    """

    token: int
    span: Span
    classes: tuple[str, ...]
    plover: str | None
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    factuality: Factuality
    arguments: tuple[ArgumentToken, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class CountCandidate:
    """People counted in an event. `trigger` is the event's token, `kind` of `vocabulary.COUNT_KINDS`.

    `population` heads the phrase that says who is counted ("members" in "six members of the crew", the number itself in
    "six died"). `as_of` is the ISO date on which the figure stood so, `supersedes` the earlier figure that it revises
    where its clause gives that; `revises` says that it revises one without a word of which. `place` heads the name of
    where those counted are, if they are told to be elsewhere than others.
    """

    quantity: Quantity
    kind: str
    trigger: int
    population: int | None
    rule: str
    as_of: str | None = None
    supersedes: CountCandidate | None = None
    revises: bool = False
    place: int | None = None


@dataclass(frozen=True, slots=True)
class MeasureCandidate:
    """A magnitude of an event that counts no people. `trigger` is the event's token; figures as in `model.Measure`."""

    kind: str
    span: Span
    trigger: int
    value: str | None
    unit: str | None
    lower: str | None
    upper: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what, as words. `sources`, `relayers` and `media` are head tokens of the phrases that name them.

    `quotes` are the spans between quotation marks, marks left out. `inner` are the positions, in the tuple that
    `claims.find` returns, of attributions nested in this one's content. `issuers` head the phrases that name who
    issued the statement or report that is the source ("the ministry said in a statement … The statement added").
    """

    sources: tuple[int, ...]
    cue: int
    source_spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...]
    content_spans: tuple[Span, ...]
    quotes: tuple[Span, ...]
    relayers: tuple[int, ...]
    media: tuple[int, ...]
    polarity: Polarity
    certainty: Certainty
    rule: str
    tense: Tense = "non-future"
    inner: tuple[int, ...] = ()
    issuers: tuple[int, ...] = ()
