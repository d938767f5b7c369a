"""Finds proper names: those that an authority knows, and those of NER, laid over one another.

A known name is found by its words, whatever NER says; but where the two overlap, the longer name wins, so that a
country inside a ministry's name or a city inside a person's is no name of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from kgbuild.annotate.recognized import Recognized, apart, recognized
from kgbuild.annotate.words import word_list
from kgbuild.model import KnownName, NameSpan
from kgbuild.names import fold_marks
from kgbuild.parse import POSSESSIVE, Doc, NamedEntity, Token, TokenSpan
from kgbuild.vocabulary import is_a

NER_KINDS: Final = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "GeographicArea",
    "FAC": "Facility",
    "NORP": "Group",
}

# The label of NER for an entity class and those below it; a city is more than a place.
LABELS: Final = {
    "Person": "PERSON",
    "Organization": "ORG",
    "Country": "GPE",
    "City": "GPE",
    "Region": "GPE",
    "Facility": "FAC",
    "Place": "LOC",
    "Group": "NORP",
}

# Labels of names that are neither actor nor place; a known name inside one is a part of it ("the Paris Agreement").
TITLE_LABELS: Final = frozenset({"LAW", "PRODUCT", "WORK_OF_ART"})

# Hyphens tie words in writing only: "Al-Hasakah" and "Al Hasakah" are one name.
_WORD: Final = re.compile(r"\w+|[^\w\s\-–‐‑]")
OF_STATE: Final = 6
"""So many words before a country's name with "of" are looked at for what only a state has."""
MIN_SHOUTED: Final = 4
"""A word of so many capitals may be any name in a headline's capitals; a shorter one is an abbreviation."""


class Gazetteer:
    """The names of an authority, ready to be found in a parse. Marks and hyphens are ignored, capitals are not."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        bearers: dict[tuple[str, ...], list[KnownName]] = {}
        self._longest: dict[str, int] = {}
        for known in names:
            words = tuple(_normal(word) for word in _WORD.findall(known.name))
            bearers.setdefault(words, []).append(known)
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))
        self._by_words = {words: _likely(known) for words, known in bearers.items()}
        for letter in word_list("letters"):
            self._longest[letter] = max(self._longest.get(letter, 0), 1)
            self._by_words.setdefault((letter,), (KnownName(letter, "Medium", ambiguous=True),))

    def find(self, doc: Doc) -> list[NameSpan]:
        """The longest known names in the parse, from left to right, not overlapping."""
        matches = list(_WORD.finditer(doc.text))
        words = [_normal(match.group()) for match in matches]
        found, i = [], 0
        while i < len(words):
            longest = self._longest.get(words[i], 0)
            if words[i].isupper():
                longest = max(longest, self._longest.get(words[i].capitalize(), 0))
            for size in range(min(longest, len(words) - i), 0, -1):
                known = self._by_words.get(tuple(words[i : i + size]))
                if known is None and size > 1 and all(word.isupper() for word in words[i : i + size]):
                    known = self._by_words.get(tuple(word.capitalize() for word in words[i : i + size]))  # "LA PAZ"
                if known is None:
                    continue
                span = doc.char_span(begin := matches[i].start(), end := matches[i + size - 1].end())
                if span is None or (span.start_char, span.end_char) != (begin, end) or not _is_one_name(span):
                    continue
                if not self._is_of_people(span, words[i : i + size]):
                    found.append(NameSpan(span.start, span.end, known[0].kind, "gazetteer", known))
                    i += size
                    break
            else:
                i += 1
        return found

    def _is_of_people(self, span: TokenSpan, words: Sequence[str]) -> bool:
        """Whether what is a newspaper's name too tells of a people: "The Australian government"."""
        last = span[-1]
        if words[0] != "The" or last.dep_ not in ("amod", "compound", "nmod") or last.head.i < span.end:
            return False
        return any(known.adjective for known in self._by_words.get(tuple(words[1:]), ()))


def name_spans(doc: Doc, gazetteer: Gazetteer) -> tuple[NameSpan, ...]:
    """All proper names of a parse, in order, not overlapping. Determiners and possessive endings are not in them."""
    known = gazetteer.find(doc)
    entities = recognized(doc, known)
    entity_at = {i: entity for entity in entities for i in range(entity.first, entity.last)}
    persons = frozenset(doc[i].text for i, entity in entity_at.items() if entity.label == "PERSON")
    hits = [hit for hit in known if _is_meant(doc, hit, entity_at, persons)]
    places = {(hit.first, hit.last): hit.known for hit in known if is_a(hit.kind, "Place")}
    hit_at = {i: hit for hit in hits for i in range(hit.first, hit.last)}
    parts = (part for entity in entities for part in apart(doc, entity, hit_at))
    names = [entity for entity in parts if _outranks(doc, entity, hit_at)]
    taken = {i for entity in names for i in range(entity.first, entity.last)}
    spans = [hit for hit in hits if taken.isdisjoint(range(hit.first, hit.last))]
    for entity in names:
        if entity.label in NER_KINDS:
            held = dict.fromkeys(hit_at[i] for i in range(entity.first, entity.last) if i in hit_at)
            maybe = places.get((entity.first, entity.last), ())
            kind = NER_KINDS[entity.label]
            spans.append(NameSpan(entity.first, entity.last, kind, "ner", holds=tuple(held), maybe=maybe))
    return tuple(sorted(spans))


def label_known(doc: Doc, names: Iterable[NameSpan]) -> None:
    """Labels the known names of a parse as NER would. NER's own entities stay where they touch none of these."""
    known = [
        NamedEntity(name.first, name.last, _label_of(name.kind))
        for name in names
        if name.source == "gazetteer" and not all(each.adjective for each in name.known)
    ]
    taken = {i for entity in known for i in range(entity.start, entity.end)}
    doc.label(sorted((*known, *(each for each in doc.ents if taken.isdisjoint(range(each.start, each.end))))))


def _label_of(kind: str) -> str:
    """The label of OntoNotes for an entity class."""
    return next((label for ancestor, label in LABELS.items() if is_a(kind, ancestor)), "PRODUCT")


def _likely(bearers: list[KnownName]) -> tuple[KnownName, ...]:
    """The bearers of a name without doubtful ones where there is a sure one, each thing once, in the order given."""
    if len(bearers) == 1:
        return (bearers[0],)
    sure = [known for known in bearers if not known.ambiguous] or bearers
    return tuple({(known.kind, known.qid, known.country, known.adjective): known for known in reversed(sure)}.values())[
        ::-1
    ]


def _normal(word: str) -> str:
    """A word without marks, and one in a headline's capitals as in running text."""
    folded = fold_marks(word)
    return folded.capitalize() if len(folded) >= MIN_SHOUTED and folded.isupper() else folded


def _is_one_name(span: TokenSpan) -> bool:
    """Whether a stretch lies in one sentence and on one line."""
    return not any(token.is_sent_start for token in span[1:]) and "\n" not in span.text


# ------------------------------------------------------------------------------------------ known names and NER's names
def _is_meant(doc: Doc, hit: NameSpan, entity_at: dict[int, Recognized], persons: frozenset[str]) -> bool:
    """Whether a known name is meant at all: one that also means other things needs the parse's word for it."""
    if _is_of_continent(doc, hit):
        return False
    if any(not name.ambiguous for name in hit.known):
        return True
    if hit.kind == "Country" and _has_state(doc, hit):
        return True
    if hit.known[0].name in word_list("letters"):
        return _is_letter_of_medium(doc, hit)
    if persons.issuperset(token.text for token in doc[hit.first : hit.last]):
        return False
    entity = entity_at.get(hit.first)
    if (entity is None or entity.label == "ORG") and is_a(hit.kind, "Place") and _before_its_country(doc, hit):
        return True
    if entity is None:
        return False
    same = (entity.first, entity.last) == (hit.first, hit.last)
    return same and entity.label in NER_KINDS and _agrees(NER_KINDS[entity.label], hit.kind)


def _is_of_continent(doc: Doc, hit: NameSpan) -> bool:
    """Whether an adjective is of the two Americas or a part of them: "Latin American", "Inter-American"."""
    if not doc[hit.first].lower_.startswith("american") or not hit.first:
        return False
    before = doc[hit.first - 1]
    before = before.nbor(-1) if before.text == "-" and before.i else before
    return before.lower_ in word_list("of_continents")


def _agrees(kind: str, known: str) -> bool:
    """Whether NER's kind speaks for a known name's: a place for a place, a body for a body."""
    if kind in ("Place", "GeographicArea", "Facility"):
        return is_a(known, "Place")
    if kind in ("Organization", "Group"):
        return is_a(known, "Organization") or known in ("Medium", "Group")
    return kind == known


def _is_letter_of_medium(doc: Doc, hit: NameSpan) -> bool:
    """Whether the one letter that a medium is called by stands for it: "wrote on X", "her X account"."""
    after = doc[hit.last] if hit.last < len(doc) else None
    if after is not None and after.lower_ in word_list("of_media"):
        return True
    is_part = after is not None and (after.pos_ in ("NOUN", "PROPN", "NUM", "SYM") or after.text in ("-", "/"))
    return hit.first > 0 and doc[hit.first - 1].lower_ in word_list("on_media") and not is_part


def _has_state(doc: Doc, hit: NameSpan) -> bool:
    """ "Chad's military", "Jordan's foreign minister", "Jordan's King Abdullah", "the interior minister of Chad": what
    only a country has, whatever else bears its name."""
    if hit.first > 1 and doc[hit.first - 1].lower_ == "of" and hit.last - hit.first == 1:
        before = doc[max(hit.first - OF_STATE, doc[hit.first].sent.start) : hit.first - 1]
        if any(token.lower_ in word_list("of_states") for token in before):
            return True
    if hit.last >= len(doc) or doc[hit.last].text not in POSSESSIVE:
        return False
    behind = doc[hit.last + 1 : hit.last + 4]
    return any(
        token.lower_ in word_list("of_states") for i, token in enumerate(behind) if not i or token.text.islower()
    )


def _before_its_country(doc: Doc, hit: NameSpan) -> bool:
    """ "Reading, England": a comma and a capital follow a doubtful name."""
    rest = doc[hit.last : hit.last + 2]
    return len(rest) == 2 and rest[0].text == "," and rest[1].ent_type_ == "GPE" and doc[hit.last - 1].pos_ == "PROPN"


def _outranks(doc: Doc, entity: Recognized, hit_at: dict[int, NameSpan]) -> bool:
    """Whether a name of NER stands, seeing the known names in it: it does if it is the longer name."""
    hits = [hit_at[i] for i in range(entity.first, entity.last) if i in hit_at]
    if not hits:
        return entity.label in NER_KINDS
    if any(hit.first < entity.first or hit.last > entity.last for hit in hits):
        return False
    is_share = hits[-1].kind == "Group" and doc[entity.first].lower_ in word_list("quantities")  # "Most Argentines"
    rest = [i for i in range(entity.first + is_share, entity.last) if i not in hit_at and _is_name_word(doc[i])]
    if not rest and entity.label == "ORG" and len(hits) > 1:
        return _is_branch(dict.fromkeys(hits))
    if not rest or entity.label == "NORP":
        return False
    if entity.label in ("GPE", "LOC") and any(token.text == "," for token in doc[entity.first : entity.last]):
        return False
    if all(known.adjective for hit in hits for known in hit.known) and entity.label == "PERSON":
        return hits[0].first > entity.first  # "Volker Türk", not "Russian Vladimir Petrov"
    return entity.label in NER_KINDS or entity.label in TITLE_LABELS


def _is_branch(hits: Iterable[NameSpan]) -> bool:
    """Whether NER's body is one called by its country and a known name: "Libyan Red Crescent", "Kenya Red Cross"."""
    country, *bodies = hits
    is_called = any(known.adjective or known.kind == "Country" for known in country.known)
    return is_called and len(bodies) == 1 and is_a(bodies[0].kind, "CivilSocietyOrganization")


def _is_name_word(token: Token) -> bool:
    return token.text[:1].isupper() and token.text not in POSSESSIVE
