"""In what a place lies by the words beside it: "Almaty, Kazakhstan"; "a town in Ohio"; "Vell, a district of Lima"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kgbuild.extract.entities.datelines import opens_dateline
from kgbuild.extract.entities.nouns import PLURAL_TAGS, or_region
from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, complements, conjuncts, first_conjunct, governed, lemma, prepositions
from kgbuild.model import Entity, Mention, Span, Statement
from kgbuild.parse import Doc, Token
from kgbuild.vocabulary import is_a

_HOLDING: Final = {
    "Facility": ("City", "Region", "Country"),
    "City": ("Region", "Country"),
    "Place": ("Region", "Country"),
    "Region": ("Country",),
    "GeographicArea": ("GeographicArea",),
}
"""Class of a place → those of what is told right behind it to lie around it; a lake may lie in several countries."""


def locations(doc: Doc, entities: Sequence[Entity], index: EntityIndex) -> Iterator[Statement]:
    """ "Almaty, Kazakhstan"; "a town in Ohio"; "a district of Lima"."""
    for entity in entities:
        if not is_a(entity.kind, "Place") or entity.kind == "Country":
            continue
        for mention in entity.mentions:
            head = doc[mention.head]
            if mention.form == "name" and (outer := _after_comma(doc, mention.span, index)):
                yield Statement(
                    entity.key, "kgb:locatedIn", outer[0].key, Span(mention.span.begin, outer[1].end), 0.9, "comma"
                )
            if mention.form == "name" and (wider := _around(doc, mention, entity, index)):
                span = Span(mention.span.begin, wider[1].span.end)
                yield Statement(entity.key, "kgb:locatedIn", wider[0].key, span, 0.75, "place behind place")
            for preposition in prepositions(head):
                if preposition.lower_ not in ("in", "of") or (preposition.lower_ == "of" and _are_named(head)):
                    continue
                wheres = complements(preposition)
                if len(wheres) > 1 and head.tag_ in PLURAL_TAGS:
                    continue  # "the streets of Lima and Cusco": some here, some there
                for item in wheres:
                    is_part = item.lower_ in load_lexicon("places")["usage"]["directions"]
                    wholes = governed(item, "of") if is_part else ()  # "a village in the north of Peru"
                    target = index.at(wholes[0].i if wholes else item.i)
                    if target and is_a(target[0].kind, "Place") and _may_hold(target[0], entity, mention, head):
                        span = Span(mention.span.begin, max(mention.span.end, target[1].span.end))
                        yield Statement(
                            entity.key, "kgb:locatedIn", target[0].key, span, 0.75, f"place {preposition.lower_}"
                        )


def _are_named(head: Token) -> bool:
    """Whether "of" names places rather than where they lie: "the cities of Bo and Kono", not "areas of Bo"."""
    names = lemma(head) in load_lexicon("places")["usage"]["of_name"] or or_region(head) is not None
    return head.tag_ in PLURAL_TAGS and names


def _after_comma(doc: Doc, span: Span, index: EntityIndex) -> tuple[Entity, Span] | None:
    """The wider place that is named right after a comma."""
    words = doc.char_span(span.begin, span.end, alignment_mode="expand")
    if words is None or words.end + 1 >= len(doc) or doc[words.end].text != ",":
        return None
    following = words.end + 1
    for i in range(following, min(following + 4, len(doc))):
        at = index.at(i)
        if at and at[1].form == "name" and at[1].span.begin == doc[following].idx:
            outer = doc[at[1].head]
            loose = not opens_dateline(words) and (
                outer.dep_ in SUBJECTS
                or outer.dep_ in ("dobj", "ROOT")
                or outer in conjuncts(first_conjunct(words.root))
            )
            return (at[0], at[1].span) if at[0].kind in ("Country", "Region") and not loose else None
    return None


def _around(doc: Doc, place: Mention, inner: Entity, index: EntityIndex) -> tuple[Entity, Mention] | None:
    """The wider place that "in" tells right behind one where something is: "sank near Vell Shoal in the Vell Sea".

    Parsers hang it on the verb.
    """
    words, head = doc.char_span(*place.span), doc[place.head]
    if (
        words is None
        or words.end >= len(doc)
        or doc[words.end].lower_ != "in"
        or head.dep_ != "pobj"
        or head.tag_ == "NNPS"
    ):
        return None
    if head.head.lower_ not in load_lexicon("places")["usage"]["where"] or head.head.i < words.start - 2:
        return None
    told = complements(doc[words.end])
    at = index.at(told[0].i) if len(told) == 1 else None
    if at is None or at[1].form != "name" or at[0].kind not in _HOLDING.get(inner.kind, ()):
        return None
    return at


def _may_hold(outer: Entity, inner: Entity, mention: Mention, head: Token) -> bool:
    """Whether a place of the outer class may hold one of the inner: no country lies in a city, but a district may."""
    order = ("Facility", "City", "Region", "Country")
    if (
        outer.kind == "City"
        and mention.form == "nominal"
        and lemma(head) in load_lexicon("places")["usage"]["of_towns"]
    ):
        return True
    if outer.kind not in order or inner.kind not in order:
        return True
    return order.index(outer.kind) > order.index(inner.kind) or outer.kind == inner.kind != "Facility"
