"""Names that no table knows and no model labels, found by what their bearers do: "Arvenia restored ties with Oslo"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kgbuild.extract.entities.nouns import PLURAL_TAGS, names_nothing
from kgbuild.extract.layers import ArgumentToken, Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated, Entity, Mention, Span
from kgbuild.parse import Doc, Token

BY_DEED: Final = 0.6
"""Confidence of a mention that only its role tells to be an actor's."""


def with_acting_names(
    annotated: Annotated, entities: Sequence[Entity], triggers: Sequence[Trigger]
) -> tuple[Entity, ...]:
    """The entities and, for each unknown name that acts or that somebody deals with, a plain kgb:Actor.

    Its other mentions are wherever the same word stands as a name and denotes nothing else.
    """
    doc = annotated.doc
    dealt = {doc[argument.head] for trigger in triggers for argument in _dealings(trigger)}
    if not any(_may_name(token) for token in dealt):
        return tuple(entities)
    taken = _covered(doc, entities) | {trigger.token for trigger in triggers}
    names = {token.text for token in dealt if _may_name(token) and token.i not in taken}
    found: dict[str, list[Mention]] = {}
    for token in doc:
        if token.text in names and _may_name(token) and token.i not in taken:
            span = Span(token.idx, token.idx + len(token))
            found.setdefault(token.text, []).append(Mention(span, token.i, "name", BY_DEED))
    acting = (
        Entity(f"entity={mentions[0].span.begin},{mentions[0].span.end}", "Actor", name, tuple(mentions))
        for name, mentions in found.items()
    )
    return (*entities, *acting)


def _dealings(trigger: Trigger) -> Iterator[ArgumentToken]:
    """The arguments that only somebody can be: who does what the lexicon has a class for, with whom one has ties."""
    mutual: list[str] = load_lexicon("events/arguments")["mutual"]["types"]
    for argument in trigger.arguments if trigger.classes != ("Event",) else ():
        acts = argument.role == "kgb:actor" and argument.rule == "subject"
        is_dealt_with = argument.role == "kgb:recipient" and trigger.plover in mutual and argument.rule != "content"
        if acts or (is_dealt_with and argument.instead_of is None):
            yield argument


def _may_name(token: Token) -> bool:
    """Whether a word is a name of its own: no label, no article, no part of a longer name, no headline's capital."""
    if token.pos_ != "PROPN" or token.ent_type_ or token.tag_ in PLURAL_TAGS or not token.is_title:
        return False
    if token.dep_ in ("compound", "nmod", "amod") or any(
        child.dep_ in ("det", "compound", "nummod", "amod", "poss") for child in token.children
    ):
        return False
    plain = sum(other.text.islower() for other in token.sent)
    return 2 * plain > len(token.sent) and not names_nothing([token.text])


def _covered(doc: Doc, entities: Sequence[Entity]) -> set[int]:
    spans = (doc.char_span(*mention.span) for entity in entities for mention in entity.mentions)
    return {token.i for span in spans if span is not None for token in span}
