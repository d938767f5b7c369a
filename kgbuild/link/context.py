"""What a document says about its entities besides their names: where they belong, and how their names are used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kgbuild.link.authority import Authority
from kgbuild.link.cues import cues, is_generic
from kgbuild.link.items import Item
from kgbuild.link.namesakes import Descriptions, descriptions_of, last_word
from kgbuild.link.surroundings import (
    LIST,
    NATIONAL,
    Places,
    strayed_from,
    surroundings_of_places,
    tied_countries,
    told_countries,
)
from kgbuild.link.usage import BEFORE, ends_dateline, is_division, neighbours, sentence_around
from kgbuild.model import Article, Entity, Facts, Key, Span
from kgbuild.vocabulary import is_a

SPORT_WORDS_MIN: Final = 3
"""So many different words of team sports make a report on sport."""

SEVERAL_DIVISIONS: Final = 3

FAR_MORE: Final = 2
"""With more than so many times the things of another country a text is not of this one."""

_RESULT: Final = re.compile(r"\b\d{1,3}[-–:]\d{1,3}\b(?! *(?:percent|%|vote))|\bto a (?:\w+ )?draw\b")
_WORD: Final = re.compile(r"[\w-]+")
_NEXT_NAME: Final = re.compile(r" ([A-Z][a-z]\w*) ([A-Z][a-z]\w*)")
_NAME: Final = r"[A-Z]\w+(?: [A-Z]\w+){0,2}?"
_BODY_HEAD: Final = re.compile(rf"(?:(?:, {_NAME})*,? and {_NAME})?(?: ([A-Z]\w+))? ([A-Za-z]+)\b")
_COMPASS: Final = re.compile(r"\b(?:East|West|North|South)(?:ern)? $")


@dataclass(frozen=True, slots=True)
class Context:
    """A document as linking sees it.

    `named` says how often each country is named (0 where only something of it is), `home` is the one named most, if any
    one; `tellers` which entities name each country or are of it, with the last words of their names; `posts` are the
    roles and `homes` the countries of each entity that holds a post; `companies` the names of companies and of bodies
    of no known kind; `starts` where mentions begin, `cities` where those of cities end, `bodies` where those of bodies
    begin; `among` the countries of which it names divisions and no cities, both told by their names alone; `tied`,
    `lying`, `strayed` and `told` what surroundings.py finds: the countries of bodies, what places lie in, the countries
    of which these are not known, and the countries of entities that the text itself tells; `settled` those of which it
    names a place that is no usual one; `descriptions` what it says of persons; `sport_words` how many different words
    of team sports it has; `public` whether it tells of public life: by its words, or by the states and their bodies
    that it names; `private` whether it tells of that of people whom nobody knows.
    """

    article: Article
    named: Mapping[str, int]
    home: str | None
    tellers: Mapping[str, Mapping[Key, str]]
    posts: Mapping[Key, tuple[str, ...]]
    homes: Mapping[Key, frozenset[str]]
    companies: tuple[str, ...]
    starts: frozenset[int]
    cities: frozenset[int]
    bodies: frozenset[int]
    among: frozenset[str]
    tied: Mapping[Key, frozenset[str]]
    lying: Mapping[Key, tuple[Item, ...]]
    strayed: frozenset[str]
    told: Mapping[Key, str]
    settled: frozenset[str]
    descriptions: Descriptions
    sport_words: int
    public: bool
    private: bool

    @property
    def year(self) -> int | None:
        """The year of publication."""
        return self.article.date.year if self.article.date else None

    @property
    def sport(self) -> bool:
        """Whether it reports on team sports."""
        return self.sport_words >= SPORT_WORDS_MIN

    def countries_of(self, entity: Entity) -> frozenset[str]:
        """The countries that the text gives an entity: by its post, by the words beside its name, as where it lies."""
        found = self.homes.get(entity.key, frozenset()) | self.tied.get(entity.key, frozenset())
        found |= {item.country for item in self.lying.get(entity.key, ()) if item.country}
        return found | {self.told[entity.key]} if entity.key in self.told else found

    def home_without(self, country: str | None) -> str | None:
        """The country that the document names most beside one."""
        return _most({code: count for code, count in self.named.items() if code != country})

    def is_told_beside(self, country: str | None, entity: Entity) -> bool:
        """Whether something else in the document than the entity, or who bears its last name, is of a country."""
        last = last_word(entity.label)
        return any(key != entity.key and word != last for key, word in self.tellers.get(country or "", {}).items())

    def is_of_elsewhere(self, country: str | None) -> bool:
        """Whether far more things of another country are named than of this one."""
        tellers = len(self.tellers.get(country or "", ()))
        return any(len(others) > FAR_MORE * tellers for others in self.tellers.values())

    def is_used_as_place(self, entity: Entity) -> bool:
        """Whether names of the entity follow a preposition of place ("in Hanover") or stand in the dateline: one, in a
        report on sport most."""
        if any(ends_dateline(self.article.text, span) for span in entity.name_spans):
            return True
        prepositions = cues()["place_prepositions"]
        uses = [word in prepositions for _, word, _ in neighbours(self.article.text, entity)]
        return sum(uses) * 2 > len(uses) if self.sport else any(uses)

    def is_side(self, entity: Entity) -> bool:
        """Whether the entity is a side of a match somewhere: "Kentucky versus Auburn", "Chile beat Peru 2-1"."""
        words = cues()["versus"]
        if any(
            word in words | cues()["team_adjectives"] or after in words | cues()["team_roles"]
            for _, word, after in neighbours(self.article.text, entity)
        ):
            return True
        return any(self._has_score(span) for span in entity.name_spans)

    def _has_score(self, span: Span) -> bool:
        """Whether a verb of matches stands in the name's sentence, and a result, a word of games or sport anywhere."""
        sentence = sentence_around(self.article.text, span)
        words = set(_WORD.findall(sentence.lower()))
        fixture = bool(_RESULT.search(sentence)) or not words.isdisjoint(cues()["fixture_words"])
        if fixture and not words.isdisjoint(cues()["pairing_verbs"]):
            return True
        plays = fixture or self.sport_words > 0 or not words.isdisjoint(cues()["game_words"])
        return plays and not words.isdisjoint(cues()["match_verbs"])

    def is_part_of_names(self, entity: Entity) -> bool:
        """Whether the entity stands only inside longer names: "Norway Business Weekly", "Oslo bourse".

        A name goes on where two capitalised words follow that begin no mention, a body, or its noun; it has begun
        before where a point of the compass stands before it ("West Jordan").
        """
        return bool(entity.name_spans) and all(self._goes_on(span) for span in entity.name_spans)

    def _goes_on(self, span: Span) -> bool:
        text = self.article.text
        if _COMPASS.search(text, max(0, span.begin - BEFORE), span.begin):
            return True
        if (after := _BODY_HEAD.match(text, span.end)) and any(
            word and word.lower() in cues()["body_heads"] for word in after.groups()
        ):
            return True
        if text[span.end - 1] == "." and self._is_after_city(span):
            return False  # "in Trenton, N.J. American Foods said": a sentence ends there
        following = _NEXT_NAME.match(text, span.end)
        if text[span.end : span.end + 1] == " " and span.end + 1 in self.bodies:
            return True
        if following is None or following[1].lower() in cues()["calendar"]:
            return False
        if not {word.lower() for word in following.groups()}.isdisjoint(cues()["public_roles"]):
            return False  # "UK Foreign Secretary David Lammy"
        return self.starts.isdisjoint((following.start(1), following.start(2)))

    def follows_city(self, entity: Entity) -> bool:
        """Whether names of the entity follow a city and a comma ("Savannah, Georgia"), and not as items of a list."""
        text = self.article.text
        after = [self._is_after_city(span) and not LIST.match(text, span.end) for span in entity.name_spans]
        return sum(after) * 2 > len(after)

    def _is_after_city(self, span: Span) -> bool:
        return span.begin - 2 in self.cities and self.article.text[span.begin - 2 : span.begin] == ", "

    def lies_elsewhere(self, entity: Entity, item: Item) -> bool:
        """Whether the words after a name of the entity say that it lies in another country ("Paris, Texas"), or in
        another division than the one that the item's names tell ("Portland, Maine" of "Portland, Oregon")."""
        told = self.lying.get(entity.key)
        if told is None:
            return False
        if item.country not in {place.country for place in told}:
            return True
        divisions = {place.label for place in told if place.kind == "Region"}
        known = {name.removeprefix(f"{item.label}, ") for name in item.aliases if name.startswith(f"{item.label}, ")}
        return bool(divisions and known) and known.isdisjoint(divisions)

    def is_among_divisions(self, country: str | None) -> bool:
        """Whether the document names divisions of the country rather than cities."""
        return country in self.among

    def is_short_for_company(self, entity: Entity) -> bool:
        """Whether the name begins the name of a company in the same text ("Hanover" beside "Hanover Insurance Co")."""
        return any(name.startswith(f"{entity.label} ") for name in self.companies)

    def is_end_of_company(self, entity: Entity) -> bool:
        """Whether the name ends such a name in the same text ("United" beside "Vela United")."""
        return any(name.endswith(f" {entity.label}") for name in self.companies)


def context_of(facts: Facts, article: Article, authority: Authority) -> Context:
    """The context that a document's facts and text give."""
    codes = {
        entity.key: code
        for entity in facts.entities
        if not _is_of_anywhere(entity) and (code := _country_code(entity, authority))
    }
    posts: dict[Key, tuple[str, ...]] = {}
    homes: dict[Key, frozenset[str]] = {}
    for post in facts.memberships:
        posts[post.member] = (*posts.get(post.member, ()), post.role)
        places = (post.country, post.jurisdiction, post.organization)
        found = frozenset(codes[place] for place in places if place in codes)
        homes[post.member] = homes.get(post.member, frozenset()) | found
    bodies_begin = frozenset(
        span.begin for entity in facts.entities if is_a(entity.kind, "Organization") for span in entity.name_spans
    )
    named, where = _named(facts, codes), Places(facts)
    lying = surroundings_of_places(facts, where, article.text, authority)
    mentions = [
        (mention, entity.kind in ("City", "Place") or entity.key in lying)
        for entity in facts.entities
        for mention in entity.mentions
    ]
    bodies = (entity for entity in facts.entities if entity.kind in ("Organization", "Company"))
    names = tuple(name for body in bodies for name in (body.label, *body.alt_labels))
    words = frozenset(_WORD.findall(article.text.casefold()))
    sport_words = len(cues()["sport_words"] & words)
    tellers: dict[str, dict[Key, str]] = {}
    for entity in facts.entities:
        if entity.key in codes:
            tellers.setdefault(codes[entity.key], {})[entity.key] = last_word(entity.label)
    return Context(
        article, named, _most(named), tellers, posts, homes, names,
        frozenset(mention.span.begin for mention, _ in mentions),
        frozenset(mention.span.end for mention, city in mentions if city), bodies_begin,
        _of_divisions(facts, article.text, authority), tied_countries(facts, where, article.text, authority),
        lying, strayed_from(facts, lying), told_countries(facts, authority),
        frozenset(_settled(facts)), descriptions_of(facts, article.text, sport=sport_words > 0), sport_words,
        not words.isdisjoint(cues()["public_words"]) or any(_is_public(facts, article.text)),
        not words.isdisjoint(cues()["private_words"]),
    )  # fmt: skip


def _is_public(facts: Facts, text: str) -> Iterator[bool]:
    """Whether each body is a state's or of states, each country not but the end of an address ("Hamilton, Canada")."""
    for entity in facts.entities:
        if entity.kind == "Country":
            yield any(not text.endswith(", ", 0, span.begin) for span in entity.name_spans)
        elif entity.kind in NATIONAL or entity.kind == "IntergovernmentalOrganization":
            yield bool(entity.name_spans)


def _settled(facts: Facts) -> Iterator[str]:
    """The countries of cities and divisions of which not the news of any country tells."""
    for entity in facts.entities:
        if entity.kind in ("City", "Region") and entity.country and entity.label not in cues()["of_everywhere"]:
            yield entity.country


def _named(facts: Facts, codes: Mapping[Key, str]) -> Counter[str]:
    """How often the countries are named; `codes` are the countries of entities."""
    named = Counter(dict.fromkeys(codes.values(), 0))
    for entity in facts.entities:
        if entity.kind == "Country" and entity.key in codes:
            named[codes[entity.key]] += len(entity.mentions)
    return named


def _of_divisions(facts: Facts, text: str, authority: Authority) -> frozenset[str]:
    """The countries of which several divisions are named, one of them by a name that is no city's, and no mere city.

    A city that is called a division ("Buenos Aires province") is none here.
    """
    told: Counter[tuple[str, str]] = Counter()
    for entity in facts.entities:
        if is_a(entity.kind, "Place") and entity.kind != "Country" and not is_division(text, entity):
            kinds: dict[str, set[str]] = {}
            for item in authority.named(entity.label):
                kinds.setdefault(item.country or "", set()).add(item.kind)
            told.update((country, " or ".join(sorted(each))) for country, each in kinds.items())
    return frozenset(
        country
        for country, kind in told
        if kind == "Region"
        and not told[country, "City"]
        and told[country, "Region"] + told[country, "City or Region"] >= SEVERAL_DIVISIONS
    )


def _most(named: Mapping[str, int]) -> str | None:
    """The country that is named most, if no other is named as often."""
    most = max(named.values(), default=0)
    first = [code for code, count in named.items() if count == most]
    return first[0] if len(first) == 1 else None


def _country_code(entity: Entity, authority: Authority) -> str | None:
    if entity.country:
        return entity.country
    if entity.kind == "Country":
        return authority.country_named(entity.label)
    return None


def _is_of_anywhere(entity: Entity) -> bool:
    """Whether a body's name is such as other countries have too, so that it tells of none: "Labour Party"."""
    return is_a(entity.kind, "Organization") and is_generic(entity.label)
