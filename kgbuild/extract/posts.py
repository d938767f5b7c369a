"""Finds who holds which post: "President X", "the spokesman for Y, X", "X, the former head of Y"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.setting import IMPLIED, country_entity, main_country
from kgbuild.extract.syntax import SUBJECTS, conjuncts, lemma
from kgbuild.model import Annotated, Entity, Membership, Span, Tense
from kgbuild.vocabulary import is_a

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OWNER_PREPOSITIONS: Final = frozenset({"of", "for", "at", "to", "in", "with", "from"})
BEFORE_TITLE: Final = frozenset({"compound", "amod", "nmod", "poss", "case", "appos", "npadvmod"})


@dataclass(frozen=True, slots=True)
class Title:
    """The words of a post, tokens `first` to `last`, end exclusive, around `head`; `level` as in titles.toml."""

    first: int
    last: int
    head: int
    words: str
    level: str


def find(annotated: Annotated, entities: Sequence[Entity]) -> tuple[Membership, ...]:
    """The posts that a text gives to persons, each where it is told first. `entities` are those of the same text."""
    doc = annotated.doc
    index = EntityIndex(doc, entities)
    setting = main_country(entities)
    found: dict[Membership, Membership] = {}
    for title in titles(doc):
        for person, rule, confidence in _holders(doc, title, index):
            post = _membership(annotated, title, person, rule, confidence, index, entities, setting)
            same = replace(post, key="", span=Span(0, 0), confidence=0.0, extractor="")
            found.setdefault(same, post)
    by_key = {post.key: post for post in reversed(found.values())}
    return tuple(sorted(by_key.values(), key=lambda post: (post.span, post.key)))


# -------------------------------------------------------------------------------------------------------- titles
def titles(doc: Doc) -> Iterator[Title]:
    """The titles of posts in a parse, the longest at each place."""
    table = load_lexicon("titles")
    longest = max(len(post.split()) for post in table["posts"])
    words = [lemma(token) if token.tag_ == "NNS" else token.lower_ for token in doc]
    i = 0
    while i < len(doc):
        short = table["abbreviations"].get(doc[i].text)
        if short:
            yield Title(i, i + 1, i, short, table["posts"].get(short.lower(), "organization"))
            i += 1
            continue
        for size in range(min(longest, len(doc) - i), 0, -1):
            phrase = " ".join(words[i : i + size])
            if phrase in table["posts"] and doc[i + size - 1].pos_ in ("NOUN", "PROPN"):
                yield _widened(doc, i, i + size, table["posts"][phrase])
                i += size
                break
        else:
            i += 1


def _widened(doc: Doc, first: int, last: int, level: str) -> Title:
    """The title with the nouns that tell its field: "Transport Minister"."""
    head = first if last - first > 1 and doc[first + 1].lower_ == "of" else last - 1
    fields = load_lexicon("titles")["with_field"]["posts"]
    if first == head and doc[head].lower_ in fields:
        while first > 0 and doc[first - 1].dep_ == "compound" and doc[first - 1].ent_type_ in ("", "PERSON"):
            if doc[first - 1].pos_ not in ("NOUN", "PROPN"):
                break
            first -= 1
    return Title(first, last, head, doc[first:last].text, level)


# ------------------------------------------------------------------------------------------------------- holders
def _holders(doc: Doc, title: Title, index: EntityIndex) -> Iterator[tuple[tuple[Entity, Span], str, float]]:
    """The persons that hold a post, each with the span of the mention, the rule and its confidence."""
    head = doc[title.head]
    if title.last < len(doc) and not doc[title.last].is_sent_start:
        start = doc[title.last].idx
        at = index.at(_name_head(doc, title.last))
        if at and at[0].kind == "Person" and at[1].form == "name" and at[1].span.begin == start:
            yield (at[0], at[1].span), "title before name", 0.95
            return
    beside = [child for child in head.children if child.dep_ == "appos"]
    if head.dep_ == "appos":
        beside.append(head.head)
    for token in beside:
        if (at := index.at(token.i)) and at[0].kind == "Person" and at[1].form == "name":
            yield (at[0], at[1].span), "apposition", 0.9
            return
    if head.dep_ == "attr" and lemma(head.head) in ("be", "become", "remain"):
        if any(child.dep_ == "neg" for child in head.head.children):
            return
        for subject in (child for child in head.head.children if child.dep_ in SUBJECTS):
            if (at := index.at(subject.i)) and at[0].kind == "Person" and head.tag_ != "NNS":
                yield (at[0], at[1].span), "predicate", 0.8


def _name_head(doc: Doc, first: int) -> int:
    """The last token of the run of proper nouns that begins at a token."""
    last = first
    while last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN" and doc[last].dep_ == "compound":
        last += 1
    return last


# -------------------------------------------------------------------------------------------------------- owners
def _membership(
    annotated: Annotated,
    title: Title,
    holder: tuple[Entity, Span],
    rule: str,
    confidence: float,
    index: EntityIndex,
    entities: Sequence[Entity],
    setting: Entity | None,
) -> Membership:
    doc = annotated.doc
    person, where = holder
    start = _phrase_start(doc, title)
    before = doc[start : title.first]
    owners = [at[0] for token in _owner_tokens(doc, title, start) if (at := index.at(token.i)) and at[0] != person]
    organization = next((e for e in owners if is_a(e.kind, "Organization")), None)
    jurisdiction = next((e for e in owners if is_a(e.kind, "Place")), None)
    superior = next((e for e in owners if e.kind == "Person"), None)
    country = _country(annotated, doc[start : title.last], entities) or (
        jurisdiction if jurisdiction and jurisdiction.kind == "Country" else None
    )
    if not (organization or jurisdiction or superior or country) and title.level == "state" and setting:
        country, confidence = setting, confidence * IMPLIED
    begin, end = doc[start].idx, doc[title.last - 1].idx + len(doc[title.last - 1])
    span = Span(min(begin, where.begin), max(end, where.end)) if rule != "predicate" else Span(begin, end)
    kinds = load_lexicon("titles")["modifiers"]
    around = {token.lower_ for token in before} | {child.lower_ for child in doc[title.head].children}
    future = any(word in around or title.words.lower().endswith(f"-{word}") for word in kinds["future"])
    tense: Tense = "future" if future else "non-future"
    return Membership(
        f"post={span.begin},{span.end}",
        person.key,
        _role(title, [word for word in kinds["acting"] + kinds["deputy"] if word in around]),
        span,
        round(confidence, 4),
        rule,
        organization.key if organization else None,
        jurisdiction.key if jurisdiction else None,
        country.key if country else None,
        superior.key if superior else None,
        any(word in around for word in kinds["former"]),
        tense,
    )


def _phrase_start(doc: Doc, title: Title) -> int:
    """The first token of the modifiers that stand right before a title."""
    start = title.first
    while start > 0 and not doc[start].is_sent_start:
        before = doc[start - 1]
        if (
            before.dep_ not in BEFORE_TITLE
            or (before.is_punct and before.text != "-")
            or before.pos_ in ("VERB", "AUX")
        ):
            break
        start -= 1
    return start


def _owner_tokens(doc: Doc, title: Title, start: int) -> Iterator[Token]:
    """The heads of phrases that may tell of what the title is a post: before it, and after "of", "for" and the like."""
    yield from reversed(doc[start : title.first])
    for token in (doc[title.head], doc[title.last - 1]):
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in OWNER_PREPOSITIONS and child.i >= title.last:
                for grandchild in child.children:
                    if grandchild.dep_ == "pobj":
                        yield from conjuncts(grandchild)


def _country(annotated: Annotated, phrase: Iterable[Token], entities: Sequence[Entity]) -> Entity | None:
    """The country that an adjective or a name in the phrase tells."""
    tokens = {token.i for token in phrase}
    for name in annotated.names:
        if name.first in tokens:
            for known in name.known:
                if known.kind == "Country" and (entity := country_entity(entities, known.country)):
                    return entity
    return None


def _role(title: Title, prefixes: Sequence[str]) -> str:
    """The title with capitals, as on a door: "Prime Minister", "Secretary of State", "CEO"."""
    words = [*prefixes, *title.words.split()]
    small = ("of", "and", "the", "for", "in")
    return " ".join(w if w.lower() in small or w.isupper() else w[:1].upper() + w[1:] for w in words)
