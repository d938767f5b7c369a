"""What a document says about its entities besides their names: where they belong, and how their names are used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kgbuild.link.authority import Authority
from kgbuild.link.cues import cues
from kgbuild.model import Article, Entity, Facts, Key, Span
from kgbuild.vocabulary import is_a

SPORT_WORDS_MIN: Final = 3
"""So many different words of team sports make a report on sport."""

SEVERAL_DIVISIONS: Final = 3

LONGEST_NAME: Final = 12
"""Names of bodies have no more words than so many."""

_BEFORE: Final = 40
_WORD: Final = re.compile(r"[\w-]+")
_NEXT_NAME: Final = re.compile(r" ([A-Z][a-z]\w*) ([A-Z][a-z]\w*)")
_LIST: Final = re.compile(r"(?:, [A-Z]\w+(?: [A-Z]\w+)*)*,? and [A-Z]")
_BODY_HEAD: Final = re.compile(r"(?:(?:, [A-Z]\w+)*,? and [A-Z]\w+)?(?: [A-Z]\w+)? ([A-Za-z]+)\b")
_COMPASS: Final = re.compile(r"\b(?:East|West|North|South)(?:ern)? $")


@dataclass(frozen=True, slots=True)
class Context:
    """A document as linking sees it.

    `named` says how often each country is named (0 where only something of it is), `home` is the one named most, if any
    one; `posts` are the roles and `homes` the countries of each entity that holds a post; `companies` the names of
    companies and of bodies of no known kind; `starts` where mentions begin, `cities` where those of cities end,
    `bodies` where those of bodies begin; `among` the countries of which it names divisions and no cities, both told by
    their names alone; `divisions` the countries that have a division of a name, by where that name is mentioned;
    `sport` whether it reports on team sports.
    """

    article: Article
    named: Mapping[str, int]
    home: str | None
    posts: Mapping[Key, tuple[str, ...]]
    homes: Mapping[Key, frozenset[str]]
    companies: tuple[str, ...]
    starts: frozenset[int]
    cities: frozenset[int]
    bodies: frozenset[int]
    among: frozenset[str]
    divisions: Mapping[int, frozenset[str]]
    sport: bool

    @property
    def year(self) -> int | None:
        """The year of publication."""
        return self.article.date.year if self.article.date else None

    def home_without(self, country: str | None) -> str | None:
        """The country that the document names most beside one."""
        return _most({code: count for code, count in self.named.items() if code != country})

    def is_used_as_place(self, entity: Entity) -> bool:
        """Whether names of the entity follow a preposition of place ("in Hanover"): one, in a report on sport most."""
        prepositions = cues()["place_prepositions"]
        uses = [word in prepositions for _, word, _ in self._neighbours(entity)]
        return sum(uses) * 2 > len(uses) if self.sport else any(uses)

    def is_division(self, entity: Entity) -> bool:
        """Whether the text calls the entity a division: "Buenos Aires province", "the states of Sao Paulo"."""
        words = cues()["division_words"]
        return any(
            after in words or (word == "of" and before in words) for before, word, after in self._neighbours(entity)
        )

    def is_side(self, entity: Entity) -> bool:
        """Whether the entity is a side of a match somewhere: "Kentucky versus Auburn"."""
        words = cues()["versus"]
        return any(word in words or after in words for _, word, after in self._neighbours(entity))

    def is_part_of_names(self, entity: Entity) -> bool:
        """Whether the entity stands only inside longer names: "Norway Business Weekly", "Oslo bourse".

        A name goes on where two capitalised words follow that begin no mention, a body, or its noun; it has begun
        before where a point of the compass stands before it ("West Jordan").
        """
        spans = [mention.span for mention in entity.mentions if mention.form == "name"]
        return bool(spans) and all(self._goes_on(span) for span in spans)

    def _goes_on(self, span: Span) -> bool:
        text = self.article.text
        if _COMPASS.search(text, max(0, span.begin - _BEFORE), span.begin):
            return True
        if (word := _BODY_HEAD.match(text, span.end)) and word[1].lower() in cues()["body_heads"]:
            return True
        following = _NEXT_NAME.match(text, span.end)
        if text[span.end : span.end + 1] == " " and span.end + 1 in self.bodies:
            return True
        if following is None or following[1].lower() in cues()["calendar"]:
            return False
        return self.starts.isdisjoint((following.start(1), following.start(2)))

    def follows_city(self, entity: Entity) -> bool:
        """Whether names of the entity follow a city and a comma ("Savannah, Georgia"), and not as items of a list."""
        text, names = self.article.text, [mention.span for mention in entity.mentions if mention.form == "name"]
        after = [
            span.begin - 2 in self.cities
            and text[span.begin - 2 : span.begin] == ", "
            and not _LIST.match(text, span.end)
            for span in names
        ]
        return sum(after) * 2 > len(after)

    def lies_elsewhere(self, entity: Entity, country: str | None) -> bool:
        """Whether a division of another country follows a name of the entity and a comma ("Paris, Texas")."""
        text, ends = self.article.text, [each.span.end for each in entity.mentions if each.form == "name"]
        after = (self.divisions.get(end + 2) for end in ends if text[end : end + 2] == ", ")
        return any(countries and country not in countries for countries in after)

    def is_among_divisions(self, country: str | None) -> bool:
        """Whether the document names divisions of the country rather than cities."""
        return country in self.among

    def is_short_for_company(self, entity: Entity) -> bool:
        """Whether the name begins the name of a company in the same text ("Hanover" beside "Hanover Insurance Co")."""
        return any(name.startswith(f"{entity.label} ") for name in self.companies)

    def stands_for_other(self, entity: Entity, names: tuple[str, ...]) -> bool:
        """Whether the text itself introduces an abbreviation of the entity for something that bears none of the names.

        "The pump (AP)" is no Associated Press; a name that differs in a word or two is a translator's and may be it.
        """
        short = (name for name in (entity.label, *entity.alt_labels) if name.isupper())
        for match in re.finditer("|".join(rf"\({re.escape(name)}\)" for name in short) or r"(?!)", self.article.text):
            before = self.article.text[: match.start()].casefold().split()[-LONGEST_NAME:]
            if not any(_ends_alike(before, name.casefold().split()) for name in names):
                return True
        return False

    def _neighbours(self, entity: Entity) -> Iterator[tuple[str, str, str]]:
        """Of each name of the entity the two words before it ("the" left out) and the one after it, in lower case."""
        for mention in entity.mentions:
            if mention.form == "name":
                yield _words_around(self.article.text, mention.span)


def context_of(facts: Facts, article: Article, authority: Authority) -> Context:
    """The context that a document's facts and text give."""
    codes = {entity.key: code for entity in facts.entities if (code := _country_code(entity, authority))}
    posts: dict[Key, tuple[str, ...]] = {}
    homes: dict[Key, frozenset[str]] = {}
    for post in facts.memberships:
        posts[post.member] = (*posts.get(post.member, ()), post.role)
        places = (post.country, post.jurisdiction, post.organization)
        found = frozenset(codes[place] for place in places if place in codes)
        homes[post.member] = homes.get(post.member, frozenset()) | found
    bodies_begin = frozenset(
        mention.span.begin
        for entity in facts.entities
        if is_a(entity.kind, "Organization")
        for mention in entity.mentions
        if mention.form == "name"
    )
    mentions = [(mention, entity.kind in ("City", "Place")) for entity in facts.entities for mention in entity.mentions]
    bodies = (entity for entity in facts.entities if entity.kind in ("Organization", "Company"))
    names = tuple(name for body in bodies for name in (body.label, *body.alt_labels))
    named = _named(facts, codes)
    words = set(_WORD.findall(article.text.casefold()))
    sport = len(words.intersection(cues()["sport_words"])) >= SPORT_WORDS_MIN
    return Context(
        article, named, _most(named), posts, homes, names,
        frozenset(mention.span.begin for mention, _ in mentions),
        frozenset(mention.span.end for mention, city in mentions if city), bodies_begin,
        _of_divisions(facts, authority), _divisions(facts, article.text, authority), sport,
    )  # fmt: skip


def _named(facts: Facts, codes: Mapping[Key, str]) -> Counter[str]:
    """How often the countries are named; `codes` are the countries of entities."""
    named = Counter(dict.fromkeys(codes.values(), 0))
    for entity in facts.entities:
        if entity.kind == "Country" and entity.key in codes:
            named[codes[entity.key]] += len(entity.mentions)
    return named


def _of_divisions(facts: Facts, authority: Authority) -> frozenset[str]:
    """The countries of which several divisions are named, one of them by a name that is no city's, and no mere city."""
    told: Counter[tuple[str, str]] = Counter()
    for entity in facts.entities:
        if is_a(entity.kind, "Place") and entity.kind != "Country":
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


def _divisions(facts: Facts, text: str, authority: Authority) -> dict[int, frozenset[str]]:
    """Where names of divisions begin that are no items of a list, with the countries of all divisions and states of
    that name."""
    found: dict[int, frozenset[str]] = {}
    for entity in facts.entities:
        if is_a(entity.kind, "Place"):
            items = [item for item in authority.named(entity.label) if item.kind in ("Region", "Country")]
            if any(item.kind == "Region" for item in items):
                countries = frozenset(item.country for item in items if item.country)
                spans = (mention.span for mention in entity.mentions if mention.form == "name")
                found |= {span.begin: countries for span in spans if not _LIST.match(text, span.end)}
    return found


def _most(named: Mapping[str, int]) -> str | None:
    """The country that is named most, if no other is named as often."""
    most = max(named.values(), default=0)
    first = [code for code, count in named.items() if count == most]
    return first[0] if len(first) == 1 else None


def _country_code(entity: Entity, authority: Authority) -> str | None:
    if entity.country:
        return entity.country
    if entity.kind == "Country":
        return next((item.country for item in authority.named(entity.label) if item.kind == "Country"), None)
    return None


def _ends_alike(words: list[str], name: list[str]) -> bool:
    """Whether the last words are those of the name in whatever order, but for less than half of them."""
    last = words[-len(name) - 2 :]
    return sum(word in name for word in last) * 2 > len(name)


def _words_around(text: str, span: Span) -> tuple[str, str, str]:
    before: list[str] = re.findall(r"[\w-]+|[^\w\s]", text[max(0, span.begin - _BEFORE) : span.begin])
    if before and before[-1].lower() == "the":
        before.pop()
    after = re.match(r"\s+([\w-]+)", text[span.end : span.end + _BEFORE])
    padded = ["", "", *before]
    return padded[-2].lower(), padded[-1].lower(), after[1].lower() if after else ""
