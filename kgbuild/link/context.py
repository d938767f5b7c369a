"""What a document says about its entities besides their names: where they belong, and how their names are used."""

from __future__ import annotations

import functools
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kgbuild.link.authority import Authority
from kgbuild.model import Article, Entity, Facts, Key, Span

SPORT_WORDS_MIN: Final = 3
"""So many different words of team sports make a report on sport."""

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

    `countries` are the codes of all countries that it names, `home` the one that it names most, if any one; `posts` the
    roles and `homes` the countries of each entity that holds a post; `companies` the names of companies and of bodies
    of no known kind; `starts` where mentions begin, `cities` where those of cities end; `sport` whether it reports on
    team sports.
    """

    article: Article
    countries: frozenset[str]
    home: str | None
    posts: Mapping[Key, tuple[str, ...]]
    homes: Mapping[Key, frozenset[str]]
    companies: tuple[str, ...]
    starts: frozenset[int]
    cities: frozenset[int]
    sport: bool

    @property
    def year(self) -> int | None:
        """The year of publication."""
        return self.article.date.year if self.article.date else None

    def is_used_as_place(self, entity: Entity) -> bool:
        """Whether names of the entity follow a preposition of place ("in Hanover"): one, in a report on sport most."""
        prepositions = _cues()["place_prepositions"]
        uses = [word in prepositions for _, word, _ in self._neighbours(entity)]
        return sum(uses) * 2 > len(uses) if self.sport else any(uses)

    def is_division(self, entity: Entity) -> bool:
        """Whether the text calls the entity a division: "Buenos Aires province", "the states of Sao Paulo"."""
        words = _cues()["division_words"]
        return any(
            after in words or (word == "of" and before in words) for before, word, after in self._neighbours(entity)
        )

    def is_side(self, entity: Entity) -> bool:
        """Whether the entity is a side of a match somewhere: "Kentucky versus Auburn"."""
        words = _cues()["versus"]
        return any(word in words or after in words for _, word, after in self._neighbours(entity))

    def is_part_of_names(self, entity: Entity) -> bool:
        """Whether the entity stands only inside longer names: "Norway Business Weekly", "Oslo bourse".

        A name goes on where two capitalised words follow that begin no mention, or the noun of a body; it has begun
        before where a point of the compass stands before it ("West Jordan").
        """
        spans = [mention.span for mention in entity.mentions if mention.form == "name"]
        return bool(spans) and all(self._goes_on(span) for span in spans)

    def _goes_on(self, span: Span) -> bool:
        text = self.article.text
        if _COMPASS.search(text, max(0, span.begin - _BEFORE), span.begin):
            return True
        if (word := _BODY_HEAD.match(text, span.end)) and word[1].lower() in _cues()["body_heads"]:
            return True
        following = _NEXT_NAME.match(text, span.end)
        if following is None or following[1].lower() in _cues()["calendar"]:
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


def is_generic(name: str) -> bool:
    """Whether a name is made of words that name such a body in any country ("House of Representatives")."""
    return set(name.casefold().replace("’", "'").split()) <= _cues()["generic_words"]


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
    mentions = [(mention, entity.kind in ("City", "Place")) for entity in facts.entities for mention in entity.mentions]
    bodies = (entity for entity in facts.entities if entity.kind in ("Organization", "Company"))
    names = tuple(name for body in bodies for name in (body.label, *body.alt_labels))
    words = set(_WORD.findall(article.text.casefold()))
    sport = len(words.intersection(_cues()["sport_words"])) >= SPORT_WORDS_MIN
    return Context(
        article, frozenset(codes.values()), _most_named(facts, codes), posts, homes, names,
        frozenset(mention.span.begin for mention, _ in mentions),
        frozenset(mention.span.end for mention, city in mentions if city), sport,
    )  # fmt: skip


def _most_named(facts: Facts, codes: Mapping[Key, str]) -> str | None:
    """The country that is named most, if no other is named as often; `codes` are the countries of entities."""
    named = Counter(dict.fromkeys(codes.values(), 0))
    for entity in facts.entities:
        if entity.kind == "Country" and entity.key in codes:
            named[codes[entity.key]] += len(entity.mentions)
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


@functools.cache
def _cues() -> dict[str, frozenset[str]]:
    """The words of data/cues.toml."""
    table = tomllib.loads((Path(__file__).parent / "data" / "cues.toml").read_text(encoding="utf-8"))
    return {name: frozenset(words) for name, words in table.items()}
