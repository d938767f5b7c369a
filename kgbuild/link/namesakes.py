"""What a text says of a person that cannot be said of the one that the authority knows: age, trade, origin, family."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kgbuild.link.cues import cues, usual_surnames
from kgbuild.link.items import Item
from kgbuild.link.phrases import (
    ages_in,
    ends_in_plain_trade,
    head_of,
    is_introduced,
    is_other_noun,
    is_other_role,
    is_plain_trade,
    is_relative,
    named_after,
    till_noun,
    words_before,
)
from kgbuild.link.surroundings import LONGEST
from kgbuild.model import Entity, Facts, Key, Span

YOUNGEST: Final = 18
"""Years. Nobody holds a post before."""
OLDEST: Final = 105
"""Years. Nobody in the news is older."""
UNLIKE: Final = 0.3
"""How much less sure a bearer is of whom the text speaks as of somebody whom nobody knows."""
AGE_BEFORE: Final = 30
"""So many code points before a name an age ("16-year-old") is the person's."""

_AGE: Final = re.compile(r", (?:aged )?(\d{1,3})(?=[,.;)])|,? aged (\d{1,3})\b")
_BORN: Final = re.compile(r",? (?:who was )?born [^.;]{0,40}?\b(\d{4})\b| \((?:born |b\. ?)?(\d{4})[–-]")
_DIED: Final = re.compile(r",? (?:who )?died [^.;]{0,40}?\b(\d{4})\b| \(\d{4}[–-](\d{4})\)")
# After a trade that was left.
_LEFT: Final = re.compile(
    r"[^.;]{0,30}? (?:turned|by training|who (?:became|rose|went|won|later)|before (?:becoming|entering|he|she))\b"
)
# What somebody does for a living: " works as", ", who teaches".
_WORKS: Final = re.compile(r"(?:, who)? (?:works as|is employed as)\b|, who (\w+)\b")
_DEED: Final = re.compile(r" (\w+)")
# A deed of long ago: " founded the brewery in 1888".
_LONG_AGO: Final = re.compile(r",? (?:\w+ ){1,5}in (1\d{3})\b")
# Before a place that tells where somebody is from.
_LIVES: Final = re.compile(
    r",? (?:of|from) (?:the )?(?:(?:[A-Z]\w+ )*"
    r"(?:[Cc]ourt|[Cc]hurch|[Cc]lub|[Cc]ollege|[Hh]ospital|[Ss]chool) (?:in|of) )?"
    r"|,? (?:who )?(?:lives|farms) (?:[a-z]+ ){0,4}(?:in|near|at) "
)
# Between a name and the description that follows it: ", ", ", 61, ".
_APPOSED: Final = re.compile(r", (?:(?:aged )?\d{1,3}, )?$")
_NUMERAL: Final = re.compile(r" ([IVX]{2,5}|[VX]|I(?= of\b|[,.;)]))\b")
_NUMERAL_OF_MONARCH: Final = re.compile(r" ([IVX]{1,5})\b")
_WORD: Final = re.compile(r"[\w'’-]+")
# Between a description and the name that follows it.
_APPOSED_TO: Final = re.compile(",? ?")
# A shop that is somebody's: ", whose bakery", " has run a tailor's shop", ", whose parents run a pharmacy".
_KEEPS: Final = re.compile(
    r",? (?:who(?:se)? )?(?:\w+ ){0,3}?(?:(?:has )?run|runs|ran|owns|owned|whose) ((?:[\w'’]+ ){0,3}\w+)\b"
)


@dataclass(frozen=True, slots=True)
class Descriptions:
    """What a document says of its persons: `spans` are descriptions of each, `countries` where a country or something
    of it is named, with its code; `surnames` how many persons bear each last word of a name; `unnamed_posts` who
    holds a post of what has no name ("mayor of a small town"); `sport` whether it has words of team sports."""

    text: str
    spans: Mapping[Key, tuple[Span, ...]]
    countries: tuple[tuple[Span, str], ...]
    surnames: Mapping[str, int]
    unnamed_posts: frozenset[Key]
    sport: bool

    def doubt(self, person: Entity, item: Item, year: int | None) -> float:
        """How much less sure it is that a person is an item: 1 where that cannot be, 0 where nothing is against it."""
        names = person.name_spans
        described = self.spans.get(person.key, ())
        phrases = [self.text[slice(*span)] for span in described]
        if self._is_of_other_time(names, phrases, item, year) or person.key in self.unnamed_posts:
            return 1.0
        before = [words_before(self.text, span) for span in names]
        if any(map(self._tells_trade, described)) or any(map(ends_in_plain_trade, before)):
            return 1.0
        if any(_is_fictional(self.text, span) or _does_plain_work(self.text, span) for span in names):
            return 1.0
        if any(_is_of_number(self.text, span, item) for span in names) or _names_thing(self.text, names):
            return 1.0
        if self.sport and any(_does(self.text, span, "plays") for span in names):
            return 1.0
        if item.country and (
            any(self._is_foreign(span, item.country) for span in described) or self._lives_abroad(names, item.country)
        ):
            return 1.0
        unknown = any(map(is_introduced, before)) or any(map(is_relative, (*phrases, *before)))
        unknown = unknown or self._did_long_ago(names, item)
        return UNLIKE if unknown and self.surnames.get(last_word(person.label), 0) < 2 else 0.0

    def is_unlikely(self, person: Entity, *, public: bool) -> bool:
        """Whether a person is told of as somebody of no public life: "lottery winner", "whose bakery burned down".

        Where the text tells of public life (`public`), a role in it speaks against nobody.
        """
        told = (span for span in self.spans.get(person.key, ()) if not _LEFT.match(self.text, span.end))
        phrases = [self.text[slice(*span)] for span in told]
        phrases += [match[1] for span in person.name_spans if (match := named_after(self.text, span))]
        before = [words_before(self.text, span) for span in person.name_spans]
        if any(map(is_other_role, phrases)) or any(map(is_other_noun, before)):
            return True
        return not public and (
            any(head_of(phrase) in cues()["roles_anywhere"] for phrase in phrases)
            or any(_keeps_shop(self.text, span) for span in person.name_spans)
        )

    def may_be_anybody(self, person: Entity) -> bool:
        """Whether many bear the person's name, and no deed of public life is told right after it."""
        return last_word(person.label) in usual_surnames() and not any(
            _does(self.text, span, "public_deeds") for span in person.name_spans
        )

    def _tells_trade(self, description: Span) -> bool:
        """Whether a description tells a trade that was not left, as that of "a teacher who became president" was."""
        return is_plain_trade(self.text[slice(*description)]) and not _LEFT.match(self.text, description.end)

    def _is_of_other_time(self, names: Sequence[Span], phrases: Sequence[str], item: Item, year: int | None) -> bool:
        """Whether the age, the birth or the death that the text tells leaves no time for the item's posts.

        `phrases` are the descriptions of the person; an age also stands right before a name.
        """
        begins = [int(post.begin[:4]) for post in item.posts if post.begin]
        before = (self.text[max(0, span.begin - AGE_BEFORE) : span.begin] for span in names)
        ages = [*_numbers(_AGE, self.text, names), *(age for told in (*phrases, *before) for age in ages_in(told))]
        births = list(_numbers(_BORN, self.text, names))
        if year is not None:
            births += [year - age for age in ages]
            if any(year - birth > OLDEST for birth in births):
                return True
        if begins:
            first = min(begins)
            deaths = _numbers(_DIED, self.text, names)
            return any(birth > first - YOUNGEST for birth in births) or any(death < first for death in deaths)
        return any(age < YOUNGEST for age in ages)

    def _did_long_ago(self, names: Sequence[Span], item: Item) -> bool:
        """Whether a deed of the person is dated to a year in which nobody who came to the item's posts was grown up."""
        begins = [int(post.begin[:4]) for post in item.posts if post.begin]
        return bool(begins) and any(
            year < min(begins) - OLDEST + YOUNGEST for year in _numbers(_LONG_AGO, self.text, names)
        )

    def _lives_abroad(self, names: Sequence[Span], country: str) -> bool:
        """Whether a place of another country tells where the person is from: "Ana Lima of Leeds"."""
        ends = {match.end() for span in names if (match := _LIVES.match(self.text, span.end, span.end + LONGEST))}
        return any(span.begin in ends and code != country for span, code in self.countries)

    def _is_foreign(self, description: Span, country: str) -> bool:
        """Whether a description calls somebody of another country: "the Brazilian painter", "a clerk from Cork".

        What is said of a country by its friends and envoys ("an ally of Syria") tells nothing.
        """
        phrase = self.text[slice(*description)]
        noun_ends = description.begin + len(till_noun(phrase))
        head, family = head_of(phrase), cues()["kin"] | cues()["descent"]
        for span, code in self.countries:
            if description.begin <= span.begin < description.end and code != country:
                before = self.text[description.begin : span.begin].split()
                if span.end <= noun_ends and self.text[span.end : span.end + 1] != "-":
                    return head not in cues()["of_other_countries"]
                if before and (before[-1] == "from" or (before[-1] == "in" and head in family)):
                    return True
                if before and before[-1] == "of" and head in cues()["from_there"]:
                    return True
        return False


def descriptions_of(facts: Facts, text: str, *, sport: bool) -> Descriptions:
    """What a document says of its persons: nouns beside their names, and what they are said to be.

    `sport` says whether it has words of team sports.
    """
    spans: dict[Key, tuple[Span, ...]] = {}
    surnames: dict[str, int] = {}
    for entity in facts.entities:
        if entity.kind == "Person":
            spans[entity.key] = tuple(_beside_names(entity, text))
            surnames[last_word(entity.label)] = surnames.get(last_word(entity.label), 0) + 1
    for statement in facts.statements:
        if statement.predicate == "kgb:describedAs" and statement.subject in spans:
            spans[statement.subject] = (*spans[statement.subject], statement.span)
    countries = tuple(
        (mention.span, entity.country)
        for entity in facts.entities
        if entity.country and entity.kind in ("Country", "Region", "City")
        for mention in entity.mentions
        if mention.form != "pronoun"
    )
    return Descriptions(text, spans, countries, surnames, frozenset(_of_unnamed(facts, text)), sport)


def _of_unnamed(facts: Facts, text: str) -> Iterator[Key]:
    """Who holds a post, and now, of what is told with an indefinite article alone."""
    entities = {entity.key: entity for entity in facts.entities}
    for post in facts.memberships:
        seat = entities.get(post.jurisdiction or post.organization or "")
        if seat is not None and not post.former and not seat.name_spans:
            first = seat.mentions[0].span
            if text[slice(*first)].lower().startswith(("a ", "an ")):
                yield post.member


def _beside_names(person: Entity, text: str) -> Iterator[Span]:
    """The descriptions that stand right beside a name: farther ones may be of somebody else."""
    ends, begins = {span.end for span in person.name_spans}, {span.begin for span in person.name_spans}
    for mention in person.mentions:
        if mention.form == "nominal":
            before = _APPOSED.search(text, max(0, mention.span.begin - LONGEST), mention.span.begin)
            after = _APPOSED_TO.match(text, mention.span.end)
            if (before and before.start() in ends) or (after and after.end() in begins):
                yield mention.span


def last_word(name: str) -> str:
    """The last word of a name: of a person's the surname, mostly."""
    return name.rpartition(" ")[2]


def _numbers(pattern: re.Pattern[str], text: str, names: Sequence[Span]) -> Iterator[int]:
    """The numbers that a pattern finds right after names."""
    for span in names:
        if match := pattern.match(text, span.end, span.end + LONGEST):
            yield int(next(filter(None, match.groups())))


def _keeps_shop(text: str, span: Span) -> bool:
    """Whether a shop is told to be the person's, or the family's: "whose bakery burned down"."""
    match = _KEEPS.match(text, span.end, span.end + LONGEST)
    return match is not None and not cues()["shops"].isdisjoint(match[1].split())


def _is_of_number(text: str, span: Span, item: Item) -> bool:
    """Whether a numeral after the name tells another monarch than the item: "King Charles I of Portugal"."""
    is_monarch = text[span.begin : span.end].split()[0].lower() in cues()["monarchs"]
    match = (_NUMERAL_OF_MONARCH if is_monarch else _NUMERAL).match(text, span.end)
    return match is not None and not any(name.text.endswith(f" {match[1]}") for name in item.names)


def _names_thing(text: str, names: Sequence[Span]) -> bool:
    """Whether the name is but that of things named after a person: "the Nelson Mandela stadium"."""
    after = [_DEED.match(text, span.end) for span in names]
    return bool(after) and all(match and match[1].lower() in cues()["named_after_persons"] for match in after)


def _does_plain_work(text: str, span: Span) -> bool:
    """Whether a clause after the name says that the person works for a living: ", who teaches biology"."""
    match = _WORKS.match(text, span.end)
    return match is not None and (match[1] is None or match[1] in cues()["plain_work"])


def _does(text: str, span: Span, deeds: str) -> bool:
    """Whether the verb after the name is one of a list of deeds: "Ana Lima scored"."""
    return bool((match := _DEED.match(text, span.end)) and match[1] in cues()[deeds])


def _is_fictional(text: str, span: Span) -> bool:
    """Whether a figure of a work is told after the name: "is the hero of a novel"."""
    words = [word.lower() for word in _WORD.findall(text[span.end : span.end + LONGEST].split(".")[0])][:9]
    figure = next((i for i, word in enumerate(words[:5]) if word in cues()["fictional"]), None)
    return (
        figure is not None
        and words[figure + 1 : figure + 2] in (["of"], ["in"])
        and not cues()["works"].isdisjoint(words)
    )
