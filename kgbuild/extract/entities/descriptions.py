"""What a text calls its entities, and the country that goes without saying."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kgbuild.extract.entities.definiteness import is_excluded
from kgbuild.extract.entities.nouns import nouns
from kgbuild.extract.entities.setting import IMPLIED, country_entity, main_country, seats_told
from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import governed, lemma, phrase
from kgbuild.model import Annotated, Entity, Span, Statement, Value
from kgbuild.parse import Token
from kgbuild.vocabulary import is_a

NATIONAL: Final = frozenset({"GovernmentBody", "PoliceForce", "MilitaryForce"})
AT_HOME: Final = frozenset({"GovernmentBody", "PoliceForce"})
"""Classes that are taken to be of the country of the setting; an army may well be a foreign one."""
HOME_DETERMINERS: Final = frozenset({"the", "this", "our"})
"""What a phrase begins with that means the one of the country of the setting: not "a court", not "good government"."""
LONGEST: Final = 8
"""Tokens that a description may have."""


def descriptions(annotated: Annotated, index: EntityIndex) -> Iterator[Statement]:
    """Literal descriptions of named entities: "Mombasa, the country's largest port", "Oslo is a port"."""
    named = {entity.key for entity in index.entities() if any(m.form == "name" for m in entity.mentions)}
    for noun in annotated.doc:
        if noun.tag_ != "NN" or _is_fragment(noun) or lemma(noun) in load_lexicon("titles")["posts"]:
            continue
        described = _described(noun)
        at = index.at(described.i) if described is not None else None
        if at is None or at[1].form == "pronoun" or at[0].key not in named:
            continue
        if not _may_be(noun, at[0].kind):
            continue
        if at[1].form == "nominal" and noun.dep_ == "attr":
            continue
        if (span := _words(annotated, noun)) is not None:
            value = Value(" ".join(annotated.article.text[span.begin : span.end].split()))
            rule = "predicate" if noun.dep_ == "attr" else "apposition"
            yield Statement(at[0].key, "kgb:describedAs", value, span, 0.8, rule)


def _described(noun: Token) -> Token | None:
    """What an apposition or a predicate noun is said of."""
    if noun.dep_ == "appos":
        return noun.head if not is_excluded(noun) else None
    if noun.dep_ == "attr" and lemma(noun.head) == "be":
        if any(child.dep_ in ("neg", "aux") for child in noun.head.children):
            return None
        return next((child for child in noun.head.children if child.dep_ == "nsubj"), None)
    return next((child for child in noun.children if child.dep_ == "appos" and child.pos_ == "PROPN"), None)


def _may_be(noun: Token, kind: str) -> bool:
    """Whether a noun can describe an entity of a class: no thing is a person, no person a place or a body."""
    told = nouns().kind_of(noun)
    if told is None and kind in ("Person", "Organization", "Company", "GovernmentBody", "MediaOrganization"):
        return lemma(noun).endswith(tuple(load_lexicon("collectives")["descriptions"]["endings"]))
    if told == "Group" and kind == "Person":
        return False
    if kind == "Country" and lemma(noun) in load_lexicon("senses")["person"]["states_too"]:
        return True
    if told is None and is_a(kind, "Place"):
        return lemma(noun) in load_lexicon("collectives")["descriptions"]["of_places"]
    if told in (None, "Actor", "Group"):
        return lemma(noun) not in load_lexicon("collectives")["descriptions"]["never"]
    return kind in ("Actor", "Group") or (told == "Person") == (kind == "Person")


def _is_fragment(noun: Token) -> bool:
    """Whether the noun is but a part of a word with a hyphen ("co" of "co-author") or a mark."""
    after = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    hyphened = after.text == "-" and not noun.whitespace_ and not after.whitespace_
    return hyphened or not noun.text[-1].isalnum()


def _words(annotated: Annotated, noun: Token) -> Span | None:
    """The noun phrase without determiner, possessor, apposition and clauses; None if it is too long to be a name."""
    doc = annotated.doc
    first, last = phrase(noun)
    last = next((token.i for token in doc[noun.i : last] if token.text == ","), last)
    inside = [child for child in noun.children if first <= child.i < last]
    for child in inside:
        if child.i < noun.i and child.dep_ in ("det", "poss", "predet"):
            first = max(first, child.right_edge.i + 1)
    while first > 1 and doc[first - 1].text == "-" and not doc[first - 1].whitespace_:
        first -= 2  # "co-author"
    if last - first > LONGEST or noun.i < first or any(token.pos_ in ("VERB", "PRON") for token in doc[first:last]):
        return None
    end = doc[last - 1]
    return Span(doc[first].idx, end.idx + len(end))


def country_statements(annotated: Annotated, index: EntityIndex) -> Iterator[Statement]:
    """The country of government bodies and forces: as an adjective tells, else the setting. The mention is evidence."""
    entities = index.entities()
    setting = main_country(entities)
    for entity in entities:
        if entity.kind not in NATIONAL:
            continue
        own = country_entity(entities, entity.country)
        if own is not None:
            yield Statement(entity.key, "kgb:country", own.key, entity.mentions[0].span, 0.9, "adjective")
        elif entity.country is None and (home := _home(annotated, index, entities, entity, setting)) is not None:
            yield Statement(entity.key, "kgb:country", home.key, entity.mentions[0].span, IMPLIED, "setting")


def _home(
    annotated: Annotated, index: EntityIndex, entities: Sequence[Entity], body: Entity, setting: Entity | None
) -> Entity | None:
    """The country that goes without saying: where the police are or a government acts by what the text tells right
    beside them, else that of the setting."""
    if not _is_at_home(annotated, body):
        return None
    seat = _seat(index, annotated.doc[body.mentions[0].head])
    if seat is None or (setting is not None and seat.country == setting.country):
        return setting
    is_local = body.kind == "PoliceForce" or seat.kind in ("Country", "Region")
    return country_entity(entities, seat.country) if is_local else None


def _seat(index: EntityIndex, body: Token) -> Entity | None:
    """The place of which the text tells right beside that a body is or acts there, if it is known where that lies."""
    told = (at[0] for place in seats_told(body) if (at := index.at(place.i)) is not None)
    return next((place for place in told if is_a(place.kind, "Place") and place.country), None)


def _is_at_home(annotated: Annotated, entity: Entity) -> bool:
    """Whether a body is taken to be of the country of the setting: "the police", "the Ministry of Health".

    A name of its own ("Atlantic Council"), an indefinite phrase ("a court") or one that names somebody else's ("the
    Mubarak government", "the government of Mubarak") is of anywhere.
    """
    first = entity.mentions[0]
    noun = annotated.doc[first.head]
    if first.form == "nominal" and any(each.pos_ == "PROPN" for each in (*noun.children, *governed(noun, "of"))):
        return False
    words = annotated.article.text[first.span.begin : first.span.end].split()
    if lemma(noun) in load_lexicon("collectives")["usage"]["abroad"]:
        return False
    named = any(mention.form == "name" for mention in entity.mentions)
    generic = words[0] in load_lexicon("organizations")["of_heads"]["heads"] or len(words) == 1
    generic = generic or set(words) <= set(load_lexicon("organizations")["usage"]["of_any_state"])
    generic = generic or _is_before_post(noun)
    return entity.kind in AT_HOME and (generic if named else generic or words[0].lower() in HOME_DETERMINERS)


def _is_before_post(noun: Token) -> bool:
    """Whether a body in small letters stands right before a post in it: "health ministry spokesman Jan Berg"."""
    is_part = noun.dep_ in ("compound", "nmod") and noun.text.islower() and noun.i + 1 < len(noun.doc)
    return is_part and noun.nbor().lower_ in load_lexicon("titles")["posts"]
