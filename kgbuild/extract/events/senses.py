"""The event lexicon and its language: patterns that tell which sense of a word is an event, and of which class.

A pattern is a lemma and conditions on the words around it, separated by blanks:

    attack                  the lemma alone
    open :fire              its object ("open fire") or, for a noun, what follows "of" ("state :emergency")
    call for :resignation   a preposition or particle, and what it governs
    strike !:deal|balance   "!" forbids; "|" separates alternatives; "@name" is a word set of words.toml
    meet <@people           its subject; for a noun, who does it ("the index's gain", "the Dow posted a gain")
    flight ~test            a modifier of a noun, an adverb of a verb, what modifies a verb's object
    agree +to, +that, +ing  an infinitive, a finite or a participle clause that completes it
    say +must               a finite clause with "must" or "should", or in the subjunctive
    warn +ahead             a finite clause with "will", "would", "could", "may" or "might"
    ask +wh                 a question
    order +leave            a clause of that verb that completes it
    strike ^on              the word that it depends on: a noun's preposition or verb, an adjective's noun
    release =passive        the form: =active, =passive, =intransitive of a verb, =plural of a noun, =own of a verb
                            whose object is "its" or "their", =bare of one whose object is a noun alone ("took office")
                            and of such a noun; =attributive of an adjective before its noun
    fine :%PERSON           "%LABEL" is a label of named entities
    kill <%NAME             of unknown names too
    fill !<%ABSTRACT        what is no body: "bureaucracy", "this" (see `actors.is_abstract`)
    kill <suicide-bomber    two nouns, or an adjective and its noun, by a hyphen

Of the patterns that hold, the one that asks for most wins, then the one that forbids most; of equals, the first.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from kgbuild.extract.lexicon import load_lexicon

Part = Literal["verb", "noun", "adjective"]
Slot = Literal["object", "particle", "governed", "subject", "modifier", "clause", "head", "form"]

FILES: Final = (
    "idioms", "agree", "consult", "support", "concede", "cooperate", "trade", "aid", "retreat", "request", "accuse",
    "reject", "threaten", "protest", "sanction", "mobilize", "coerce", "assault", "markets", "news", "generic",
)  # fmt: skip
PARTS: Final[tuple[tuple[Part, str], ...]] = (("verb", "verbs"), ("noun", "nouns"), ("adjective", "adjectives"))
_SLOTS: Final[Mapping[str, Slot]] = {
    ":": "object", "<": "subject", "~": "modifier", "+": "clause", "^": "head", "=": "form",
}  # fmt: skip
_ITEM = re.compile(r"(?P<negation>!?)(?P<mark>[:<~+^=]?)(?P<words>[^!:<~+^=\s]+)$")


@dataclass(frozen=True, slots=True)
class Condition:
    """What must (or, if not `wanted`, must not) stand around a word. `after` are the prepositions that govern it."""

    slot: Slot
    words: frozenset[str]
    wanted: bool
    after: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a lemma as an event. `roles` maps syntactic slots ("subject", "against") to properties.

    Without classes it is a figure of speech, and its words tell no event: "a war of words".
    """

    pattern: str
    lemma: str
    conditions: tuple[Condition, ...]
    classes: tuple[str, ...]
    plover: str | None
    modes: tuple[str, ...]
    contexts: tuple[str, ...]
    roles: Mapping[str, str] = field(hash=False)
    never_by: frozenset[str] = frozenset()
    """Nouns that do no such thing, whatever else holds: "the data support the theory"."""

    @property
    def is_generic(self) -> bool:
        """Whether it tells no more than that something happened."""
        return self.classes == ("Event",)


Index = Mapping[tuple[Part, str], tuple[Sense, ...]]


@functools.cache
def event_lexicon() -> Index:
    """All senses by part of speech and lemma, the most specific first. ValueError for a malformed pattern."""
    found: dict[tuple[Part, str], list[Sense]] = {}
    for name in FILES:
        for part, sense in senses(load_lexicon(f"events/{name}")):
            found.setdefault((part, sense.lemma), []).append(sense)
    return {key: tuple(sorted(group, key=_rank)) for key, group in found.items()}


def _rank(sense: Sense) -> tuple[bool, int, int]:
    """What a pattern asks for tells more than what it forbids."""
    return sense.is_generic, -sum(condition.wanted for condition in sense.conditions), -len(sense.conditions)


def senses(table: Mapping[str, Any]) -> Iterator[tuple[Part, Sense]]:
    """The senses of one lexicon file, with the part of speech of each."""
    for group in table["sense"]:
        merged = dict(table) | group
        plover = merged.get("plover") or None
        roles = dict(table.get("roles", {})) | group.get("roles", {})
        never_by = frozenset(alternatives(merged.get("never_by", "")))
        for part, key in PARTS:
            for pattern in group.get(key, ()):
                lemma, conditions = parse_pattern(pattern)
                yield (
                    part,
                    Sense(
                        pattern,
                        lemma,
                        conditions,
                        tuple(merged["classes"]),
                        plover,
                        tuple(f"{plover}-{mode}" for mode in group.get("modes", ())),
                        tuple(f"context-{context}" for context in group.get("contexts", ())),
                        roles,
                        never_by,
                    ),
                )


def parse_pattern(pattern: str) -> tuple[str, tuple[Condition, ...]]:
    """The lemma and the conditions of a pattern; ValueError if an item of it cannot be read."""
    lemma, *items = pattern.split(" ")
    conditions: list[Condition] = []
    after: frozenset[str] = frozenset()
    for item in items:
        match = _ITEM.match(item)
        if match is None:
            raise ValueError(f"{pattern!r}: cannot read {item!r}; see the patterns in senses.py")
        words, wanted = frozenset(alternatives(match["words"])), not match["negation"]
        slot: Slot = _SLOTS.get(match["mark"], "particle")
        if slot == "particle":
            after = words
        if slot == "object" and after:
            conditions.append(Condition("governed", words, wanted, after))
        else:
            conditions.append(Condition(slot, words, wanted))
    return lemma, tuple(conditions)


def alternatives(told: str) -> Iterator[str]:
    """The words of "miner|@troops": those of a list of `words.toml` stand for "@" and its name."""
    for word in told.split("|"):
        if word.startswith("@"):
            yield from load_lexicon("events/words")[word[1:]]
        else:
            yield word
