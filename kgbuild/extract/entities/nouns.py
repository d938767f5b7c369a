"""What common nouns and the words of proper names denote, by the tables of `lexicon/`."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import lemma
from kgbuild.parse import Token

PLURAL_TAGS: Final = frozenset({"NNS", "NNPS"})
BESIDE: Final = frozenset({"behind", "beside", "inside", "near", "outside"})
MANY: Final = {"Country": "Group", "City": "Place", "Region": "Place"}
"""What several places of a class are, where that is another one: "the towns of the north" are no town."""
SPECIFIERS: Final = frozenset({"det", "poss", "nummod", "compound", "amod", "nmod", "quantmod", "predet"})


@dataclass(frozen=True, slots=True)
class Nouns:
    """The tables of nouns, ready to be asked. Every answer is an entity class or None."""

    persons: frozenset[str]
    things: frozenset[str]
    person_suffixes: tuple[str, ...]
    not_persons: frozenset[str]
    actors: frozenset[str]
    crowds: frozenset[str]
    partitives: frozenset[str]
    institutions: Mapping[str, str]
    compounds: Mapping[str, str]
    bare: frozenset[str]
    places: Mapping[str, str]
    media: frozenset[str]
    media_phrases: frozenset[str]

    def kind_of(self, noun: Token) -> str | None:
        """What the noun phrase around a common noun denotes: a plural of people or of institutions is a Group."""
        word, base = noun.lower_, lemma(noun)
        plural = noun.tag_ in PLURAL_TAGS
        before = noun.nbor(-1) if noun.i else noun
        pair, as_written = f"{before.lower_} {base}", f"{before.lower_} {word}"
        if base in self.media or pair in self.media_phrases or as_written in self.media_phrases:
            return "Medium"
        if pair in self.things:
            return None
        if word in self.crowds and pair not in self.compounds and not _is_one_of_crowd(noun):
            return "Group"
        if institution := self.compounds.get(pair) or self.compounds.get(as_written) or self.institutions.get(base):
            if base in self.places and noun.dep_ == "pobj" and noun.head.lower_ in BESIDE:
                return self.places[base]  # "behind the church"
            if _runs_a_school(noun):
                institution = "Organization"
            many = plural and word != base and institution != "Facility"
            return "Group" if many else institution
        if base in self.actors:
            return "Group" if plural else "Actor"
        if self.is_person(word, base):
            return "Group" if plural else "Person"
        if noun.tag_ == "NNP" and noun.is_sent_start and word in plurals_of_persons():
            return "Group"
        place = self.places.get(base)
        return MANY.get(place, place) if place is not None and plural else place

    def is_person(self, word: str, base: str) -> bool:
        """Whether a word or its lemma, both in lower case, is a noun for a person."""
        if base in self.persons or word in self.persons:
            return True
        return base.endswith(self.person_suffixes) and base not in self.not_persons and len(base) > 5

    def may_stand_bare(self, noun: Token, kind: str) -> bool:
        """Whether the noun denotes something as it stands: a bare singular ("in force", "at home") mostly does not."""
        if noun.tag_ in PLURAL_TAGS or kind in ("Group", "Medium") or lemma(noun) in self.bare:
            return True
        return any(child.dep_ in SPECIFIERS and child.i < noun.i for child in noun.children)


def _runs_a_school(noun: Token) -> bool:
    """Whether a body is of a school or a hospital, and so no state's: "the *administration* of the university"."""
    table = load_lexicon("collectives")["running"]
    if lemma(noun) not in table["bodies"]:
        return False
    named = [child for child in noun.children if child.dep_ in ("compound", "nmod", "poss")]
    named += [each for of in noun.children if of.lower_ == "of" for each in of.children if each.dep_ == "pobj"]
    words = (word.lower_ for each in named for word in (each, *each.children))
    return not set(table["what"]).isdisjoint(words)


def _is_one_of_crowd(noun: Token) -> bool:
    """Whether "a" makes a noun for many one of them: "a 19-year-old youth"."""
    is_a = any(child.dep_ == "det" and child.lower_ in ("a", "an") for child in noun.children)
    return is_a and noun.lower_ in load_lexicon("people")["ones"]


def is_one(noun: Token) -> bool:
    """Whether a word is a common noun that stands for one, not for several."""
    return noun.pos_ == "NOUN" and noun.tag_ not in PLURAL_TAGS


def is_one_person(noun: Token) -> bool:
    """Whether a word is a noun for one person: "minister", "a nurse"."""
    return is_one(noun) and nouns().kind_of(noun) == "Person"


@functools.cache
def nouns() -> Nouns:
    """The nouns of the lexicon."""
    people, collectives, places = load_lexicon("people"), load_lexicon("collectives"), load_lexicon("places")
    media: dict[str, list[str]] = collectives["media"]
    return Nouns(
        frozenset(people["persons"]),
        frozenset(people["things"]),
        tuple(people["suffixes"]),
        frozenset(people["not_persons"]),
        frozenset(people["actors"]),
        frozenset(people["crowds"]),
        frozenset(people["partitives"]),
        collectives["nouns"],
        collectives["compounds"],
        frozenset(collectives["usage"]["bare"]),
        places["nouns"],
        frozenset(media["nouns"]),
        frozenset(media["phrases"]),
    )


@functools.cache
def plurals_of_persons() -> frozenset[str]:
    """The plurals of nouns for persons, in lower case: taggers take some at a sentence's start for names ("Aides")."""
    return frozenset(f"{noun}s" for noun in nouns().persons if not noun.endswith("s"))


def name_kind(words: Sequence[str]) -> str | None:
    """The class that the words of a proper name tell ("Ministry of Health", "Almaty Province"), or None.

    The head decides: the last word before "of", else the last word.
    """
    organizations, places = load_lexicon("organizations"), load_lexicon("places")
    cut = next((i for i, word in enumerate(words) if i and word in ("of", "for")), len(words))
    head_words = list(words[:cut])
    for told in (organizations["of_rights"], organizations["of_states"]):
        if head_words[-1:] and head_words[-1] in told["heads"] and not set(told["words"]).isdisjoint(words[cut:]):
            return str(told["kind"])  # "League of Human Rights", "Alliance of Vell States"
    if len(words) > 2 and words[1] in ("of", "for") and words[0] in organizations["before_of"]:
        return str(organizations["before_of"][words[0]])
    if len(words) > 2 and words[1] == "for" and words[0] in organizations["before_for"]:
        return str(organizations["before_for"][words[0]])
    if len(words) > 2 and (whole := organizations["first_phrases"].get(" ".join(words[:2]))):
        return str(whole)
    armed = organizations["first_words"]
    if len(words) > 2 and words[0] in armed["armed_groups"] and words[1].lower() in armed["articles"]:
        return "ArmedGroup"  # "Jaysh al-Vell"
    unions = organizations["unions"]
    if len(words) > 1 and head_words[-1] in unions["heads"] and not set(unions["members"]).isdisjoint(words):
        return "CivilSocietyOrganization"
    if len(words) == 1 and (alone := organizations["alone"].get(words[0])):
        return str(alone)
    if phrase := organizations["name_phrases"].get(" ".join(head_words[-2:])):
        return str(phrase)
    tables: tuple[Mapping[str, Any], ...] = (organizations["name_heads"], places["name_heads"])
    only_with_of = places["usage"]["only_with_of"]
    first = [word for word in head_words[:1] if "of" in words or word not in places["usage"]["last_without_of"]]
    for word in (*head_words[-1:], *(first if len(words) > 1 else ())):
        for table in tables:
            if len(words) > 1 and word in table and (word not in only_with_of or "of" in words):
                return str(table[word])
    return None


def or_region(noun: Token) -> str | None:
    """The class of place that a noun for a body has with "of" and a place: "the department of Vell", but not "the fire
    department of Vell"."""
    kind: str | None = load_lexicon("places")["usage"]["or_regions"].get(lemma(noun))
    is_body = any(child.dep_ in ("compound", "nmod") and child.i < noun.i for child in noun.children)
    return None if is_body else kind


def names_nothing(words: Sequence[str]) -> bool:
    """Whether a capitalised phrase names neither actor nor place: an act, a war, a cup, a gas.

    A last word in small letters is the head of all before it: "Player of the Season award". "Operation" and the like
    are before theirs.
    """
    table = load_lexicon("organizations")["not_entities"]
    if "of" in words and words[-1] in table["spans"] and words[-2] in ("of", "the"):
        return True  # "Player of the Season"
    if len(words) > 1 and words[0] in table["styles"] and words[-1] in table["styled"]:
        return True
    if len(words) > 1 and words[0] in table["first_words"]:
        return True
    if words[-1].islower() and words[-1].capitalize() in table["heads"]:
        return True
    cut = next((i for i, word in enumerate(words) if i and word in ("of", "for")), len(words))
    head = words[cut - 1]
    if " ".join(words[max(cut - 2, 0) : cut]) in load_lexicon("organizations")["name_phrases"]:
        return False
    return " ".join(words) in table["phrases"] or head in table["heads"]
