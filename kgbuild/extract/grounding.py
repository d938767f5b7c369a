"""Which entity a token stands for: the bridge from the layers, which speak of tokens, to the entities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgbuild.extract.entities.implied import BY_ADJECTIVE
from kgbuild.extract.entities.name_forms import countries_told
from kgbuild.model import Entity, Key, Mention, NameSpan, Span
from kgbuild.parse import Doc
from kgbuild.vocabulary import is_a


class EntityIndex:
    """Entities by the tokens of their mentions. Entities may be added; the order of the text is kept at the end."""

    def __init__(self, doc: Doc, entities: Sequence[Entity], names: Sequence[NameSpan] = ()) -> None:
        self._doc = doc
        self._entities: dict[Key, Entity] = {}
        self._by_head: dict[int, tuple[Key, Mention]] = {}
        self._covering: dict[int, tuple[Key, Mention]] = {}
        for entity in entities:
            self.add(entity)
        self._countries = {entity.country: entity.key for entity in entities if entity.kind == "Country"}
        self._adjectives = {
            name.last - 1: country
            for name, country in countries_told(names)
            if any(known.adjective and known.country == country for known in name.known)
        }

    def add(self, entity: Entity) -> Entity:
        """Adds an entity; one with the same key is kept as it is and given back."""
        if entity.key in self._entities:
            return self._entities[entity.key]
        self._entities[entity.key] = entity
        for mention in entity.mentions:
            self._by_head.setdefault(mention.head, (entity.key, mention))
            for token in self._tokens(mention.span):
                held = self._covering.get(token)
                if held is None or _length(mention.span) < _length(held[1].span):
                    self._covering[token] = (entity.key, mention)
        return entity

    def _tokens(self, span: Span) -> range:
        words = self._doc.char_span(span.begin, span.end, alignment_mode="expand")
        return range(words.start, words.end) if words is not None else range(0)

    def at(self, token: int) -> tuple[Entity, Mention] | None:
        """The entity that the token heads or, failing that, the tightest proper name around it."""
        found = self._by_head.get(token)
        return (self._entities[found[0]], found[1]) if found else self.around(token)

    def around(self, token: int) -> tuple[Entity, Mention] | None:
        """The entity of the tightest proper name around a token."""
        found = self._covering.get(token)
        return (self._entities[found[0]], found[1]) if found is not None and found[1].form == "name" else None

    def country_of(self, token: int) -> tuple[Entity, Mention] | None:
        """The country whose adjective the token is ("Russian"), if it qualifies no entity of its own."""
        country, word = self._adjectives.get(token), self._doc[token]
        key = self._countries.get(country) if country else None
        if key is None or (word.head.i != token and self.at(word.head.i) is not None):
            return None
        span = Span(word.idx, word.idx + len(word))
        return self._entities[key], Mention(span, token, "nominal", BY_ADJECTIVE)

    def mark_actor(self, key: Key) -> None:
        """Says that a place acts here, as its government."""
        self._entities[key] = replace(self._entities[key], also_actor=True)

    def mark_speaker(self, key: Key) -> None:
        """Says that a place speaks here, as whoever runs it; a medium that speaks is an outlet, no mere channel."""
        entity = self._entities[key]
        if entity.kind == "Medium":
            self._entities[key] = replace(entity, kind="MediaOrganization")
        elif not is_a(entity.kind, "Actor"):
            self.mark_actor(key)

    def entities(self) -> tuple[Entity, ...]:
        return tuple(sorted(self._entities.values(), key=lambda e: (e.mentions[0].span, e.key)))


def _length(span: Span) -> int:
    return span.end - span.begin
