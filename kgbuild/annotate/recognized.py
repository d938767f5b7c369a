"""The names that NER found, without what is not of them: ends trimmed, two names apart, products told from persons."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from kgbuild.annotate.words import word_list
from kgbuild.given_names import gender_of
from kgbuild.model import NameSpan
from kgbuild.parse import POSSESSIVE, Doc

# What annotators leave out of a name at its ends.
_LEADING: Final = frozenset({"DET", "PUNCT", "SPACE", "PART", "ADP", "CCONJ"})

# Behind a company's name what its shares are called in dispatches: "Reuters Holdings PLC RTRS.L".
_TICKER: Final = re.compile(r"[A-Z]{1,5}\.[A-Z]{1,2}")


class Recognized(NamedTuple):
    """A name that NER found, without what is not of the name; token indices, end exclusive."""

    first: int
    last: int
    label: str


def recognized(doc: Doc, known: Iterable[NameSpan]) -> list[Recognized]:
    """The names of NER in order, trimmed. `known` are the names of the authority in the parse."""
    known, stretches = tuple(known), list[tuple[int, int, str]]()
    ends = {hit.first: hit.last for hit in known}
    for span in doc.ents:
        # "San Jose Ed Roe": a town that is known ends within the next name, and somebody's name begins
        end = ends.get(stretches[-1][0], 0) if stretches else 0
        is_known = span.start < end < span.end and doc[end].text[:1].isupper()
        if stretches and not is_known and _goes_on(doc, *stretches[-1], span.start):
            first, _, label = stretches.pop()
            stretches.append((first, span.end, label))
        else:
            stretches.append((span.start, span.end, span.label_))
    found = [name for stretch in stretches if (name := _trimmed(doc, *stretch))]
    return _without_products(doc, found, known)


def _goes_on(doc: Doc, first: int, last: int, label: str, following: int) -> bool:
    """Whether a body's name that ends in "of" goes on with the name right behind it: "Ministry of Works of" Chile; so
    does the word that a town's name begins with: "San", of "San Pedro del Llano"."""
    if last != following:
        return False
    if label == "GPE" and last - first == 1:
        return doc[first].lower_ in word_list("begins_towns")
    return label == "ORG" and last - first > 1 and doc[last - 1].lower_ == "of"


def _trimmed(doc: Doc, first: int, last: int, label: str) -> Recognized | None:
    """A name of NER without determiner and possessive; None where no capital or digit is left, or a degree."""
    while first < last and (doc[first].pos_ in _LEADING or doc[first].is_space):
        first += 1
    last = _end_before_dash(doc, first, last, label)
    if last - first > 1 and label == "ORG" and _TICKER.fullmatch(doc[last - 1].text):
        last -= 1
    while last > first and (doc[last - 1].text in POSSESSIVE or doc[last - 1].is_space or doc[last - 1].text in "-–,"):
        last -= 1
    words = doc[first:last].text
    if not any(character.isupper() or character.isdigit() for character in words) or words.lower() in word_list(
        "degrees"
    ):
        return None
    return Recognized(first, last, label)


def _end_before_dash(doc: Doc, first: int, last: int, label: str) -> int:
    """Where a name ends that NER drew over a dash between blanks: "Ana Lima - smiling"."""
    for i in range(first + 1, last):
        is_dash = doc[i].text in "-–—" and doc[i - 1].whitespace_ and doc[i].whitespace_
        if is_dash and (label == "PERSON" or doc[i + 1 : i + 2].text.islower()):
            return i
    return last


def _without_products(doc: Doc, entities: list[Recognized], known: Iterable[NameSpan]) -> list[Recognized]:
    """The names, none a person's that begins with what the text rather calls a company: "the Ford Falcon", "Ford"."""
    companies = {doc[hit.first].text for hit in known if hit.kind == "Company" and hit.last - hit.first == 1}
    alone = Counter(doc[each.first].text for each in entities if each.label == "ORG" and each.last - each.first == 1)
    begun = Counter(doc[each.first].text for each in entities if each.label == "PERSON")
    makers = {word for word in companies if alone[word] > begun[word]}
    return [
        each._replace(label="ORG" if each.last - each.first == 1 else "PRODUCT")
        if each.label == "PERSON" and doc[each.first].text in makers
        else each
        for each in entities
    ]


def apart(doc: Doc, entity: Recognized, hit_at: Mapping[int, NameSpan]) -> tuple[Recognized, ...]:
    """ "Corfu and Malta": two places that NER takes for one name, where the second is a country; and the country alone
    of a headline's label, "Fever UK: cases rise"."""
    if entity.label == "ORG" and (comma := _comma_before_person(doc, entity)) is not None:
        return Recognized(entity.first, comma, "GPE"), Recognized(comma + 1, entity.last, "PERSON")
    labelled = hit_at.get(entity.last - 1)
    if labelled is not None and labelled.kind == "Country" and _is_topic(doc, entity):
        return (Recognized(entity.last - 1, entity.last, "GPE"),)
    joint = entity.first + 1
    country = hit_at.get(joint + 1)
    if country is None or doc[joint].lower_ != "and" or country.kind != "Country" or country.last != entity.last:
        return (entity,)
    return Recognized(entity.first, joint, "GPE"), Recognized(joint + 1, entity.last, "GPE")


def _is_topic(doc: Doc, entity: Recognized) -> bool:
    """Whether the words before the last one of a headline's label are those of what the text tells of."""
    if entity.first > 0 or entity.last - entity.first < 2 or doc[entity.last : entity.last + 1].text != ":":
        return False
    topic = {token.lower_ for token in doc[entity.first : entity.last - 1]}
    return topic <= {token.text for token in doc[entity.last :] if token.pos_ == "NOUN"}


def _comma_before_person(doc: Doc, entity: Recognized) -> int | None:
    """The comma of "the head of the prison of Vumba, Andrei Berg," where NER draws one name over place and person."""
    comma = entity.first + 1
    is_pair = entity.last - comma == 3 and doc[comma].text == "," and doc[entity.first].pos_ == "PROPN"
    return comma if is_pair and gender_of(doc[comma + 1].text) is not None else None
