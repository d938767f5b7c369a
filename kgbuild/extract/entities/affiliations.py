"""What stands right beside a name or a noun: "Ana Berg, of the Reform Party, said", "the Lima-based group"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kgbuild.extract.entities.name_forms import countries_told
from kgbuild.extract.entities.setting import country_entity
from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import governed, lemma
from kgbuild.model import Annotated, Entity, Mention, Span, Statement
from kgbuild.parse import Doc, Token
from kgbuild.vocabulary import is_a

CONFIDENCE: Final = 0.8


def party_members(doc: Doc, entities: Sequence[Entity], index: EntityIndex) -> Iterator[Statement]:
    """That the person named right before a party's name, with "of" or "from" or a bracket between, is of the party."""
    for party in entities:
        if party.kind != "PoliticalParty":
            continue
        for mention in party.mentions:
            if mention.form != "name" or (last := _before(doc, doc[mention.head], mention.span)) is None:
                continue
            at = index.at(last.i)
            if at is not None and at[0].kind == "Person" and at[1].form == "name":
                span = Span(at[1].span.begin, mention.span.end)
                yield Statement(at[0].key, "org:memberOf", party.key, span, CONFIDENCE, "party behind name")


def _before(doc: Doc, head: Token, party: Span) -> Token | None:
    """The last word before the preposition or the bracket behind which a party stands."""
    words = doc.char_span(party.begin, party.end, alignment_mode="expand")
    if words is not None and words.start > 1 and doc[words.start - 1].text == "(":
        return doc[words.start - 2]
    preposition = head.head
    if head.dep_ != "pobj" or preposition.lower_ not in ("of", "from") or preposition.i < 2:
        return None
    before = preposition.nbor(-1)
    return before.nbor(-1) if before.text == "," else before


def seats(doc: Doc, index: EntityIndex) -> Iterator[Statement]:
    """Where a body is based by what a hyphen joins: "the New York-based group"."""
    for based in doc[2:]:
        if based.lower_ != "based" or based.nbor(-1).text != "-":
            continue
        place, body = index.at(based.i - 2), index.at(based.head.i)
        if place is None or body is None or not is_a(place[0].kind, "Place") or not is_a(body[0].kind, "Organization"):
            continue
        span = Span(place[1].span.begin, based.idx + len(based))
        yield Statement(body[0].key, "kgb:basedIn", place[0].key, span, CONFIDENCE, "based")


def nationals(annotated: Annotated, entities: Sequence[Entity]) -> Iterator[Statement]:
    """Of which country a person is by the adjective right before the name: "the Peruvian Ana Berg"."""
    doc = annotated.doc
    countries = {span.last: (span, code) for span, code in countries_told(annotated.names)}
    for person in entities if countries else ():
        for mention in person.mentions if person.kind == "Person" else ():
            words = doc.char_span(mention.span.begin, mention.span.end) if mention.form == "name" else None
            adjective, code = countries.get(words.start, (None, None)) if words is not None else (None, None)
            country = country_entity(entities, code)
            if adjective is not None and country is not None:
                span = Span(doc[adjective.first].idx, mention.span.end)
                yield Statement(person.key, "kgb:country", country.key, span, CONFIDENCE, "demonym")


def leaders(annotated: Annotated, entities: Sequence[Entity], index: EntityIndex) -> Iterator[Statement]:
    """Who leads a body by what a hyphen joins: "the Saudi-led coalition", "the Berg-led party"."""
    doc = annotated.doc
    countries = {span.last - 1: country for span, country in countries_told(annotated.names)}
    for led in doc[2:]:
        if led.lower_ != "led" or led.nbor(-1).text != "-":
            continue
        leader = country_entity(entities, countries.get(led.i - 2))
        beside = led.head.head if led.head.dep_ == "appos" else led.head  # "VFOR, the NATO-led mission"
        body = index.at(led.head.i) or index.at(beside.i)
        if leader is None and (at := index.at(led.i - 2)) is not None and at[1].form == "name":
            leader = at[0] if at[0].kind == "Person" or is_a(at[0].kind, "Organization") else None
        if leader is not None and body is not None and is_a(body[0].kind, "Organization"):
            span = Span(led.nbor(-2).idx, led.idx + len(led))
            yield Statement(leader.key, "kgb:leads", body[0].key, span, CONFIDENCE, "led")


def homes(annotated: Annotated, entities: Sequence[Entity], index: EntityIndex) -> Iterator[Statement]:
    """In which country a town is by the adjective before the noun for it, "the Peruvian town of Vell", and what it lies
    in by a direction: "Vell in the north of Peru"."""
    doc, usage = annotated.doc, load_lexicon("places")["usage"]
    countries = {span.first: code for span, code in countries_told(annotated.names)}
    for town in entities:
        for mention in town.mentions if town.kind in ("City", "Region") else ():
            if (words := doc.char_span(*mention.span)) is None:
                continue
            is_noun = mention.form == "nominal" and lemma(doc[mention.head]) in usage["in_country"]
            told = (i for i in range(words.start, mention.head) if i in countries and doc[i + 1].text != "-")
            adjective = next(told, None) if is_noun else None
            country = country_entity(entities, countries[adjective]) if adjective is not None else None
            if country is not None and doc[adjective or 0].lower_ not in usage["of_peoples"]:
                yield Statement(town.key, "kgb:locatedIn", country.key, mention.span, CONFIDENCE, "demonym")
            whole = _beyond_direction(doc, words.end, index)
            if whole is not None and whole[0].key != town.key:
                span = Span(mention.span.begin, whole[1].span.end)
                yield Statement(town.key, "kgb:locatedIn", whole[0].key, span, CONFIDENCE, "direction")


def _beyond_direction(doc: Doc, after: int, index: EntityIndex) -> tuple[Entity, Mention] | None:
    """The country or region of which "in the north of" follows right behind a name, whatever parsers hang it on."""
    words = doc[after : after + 4]
    if len(words) < 4 or words[0].lower_ != "in" or words[3].lower_ != "of":
        return None
    whole = next(iter(governed(words[2], "of")), None)
    at = index.at(whole.i) if whole is not None else None
    is_direction = words[2].lower_ in load_lexicon("places")["usage"]["directions"]
    return at if is_direction and at is not None and at[0].kind in ("Country", "Region") else None
