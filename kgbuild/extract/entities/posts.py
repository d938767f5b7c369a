"""Finds who holds which post: "President X", "the spokesman for Y, X", "X, the former head of Y"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kgbuild.extract.entities.counterparts import counterparts
from kgbuild.extract.entities.ministers import listed
from kgbuild.extract.entities.name_forms import opens_command
from kgbuild.extract.entities.naming import STATE_BODIES
from kgbuild.extract.entities.post_holders import holders, name_head
from kgbuild.extract.entities.posts_of_place import government_led, region_of_dateline
from kgbuild.extract.entities.posts_of_topic import Topics
from kgbuild.extract.entities.setting import IMPLIED, country_entity, main_country
from kgbuild.extract.entities.titles import Title, titles
from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, antecedent, conjuncts
from kgbuild.model import Annotated, Entity, Key, Membership, Span, Statement, Tense, Value
from kgbuild.parse import Doc, Token
from kgbuild.vocabulary import is_a

OWNER_PREPOSITIONS: Final = frozenset({"of", "for", "at", "to", "in", "with", "from"})
AFTER_NAME: Final = OWNER_PREPOSITIONS - {"in", "to"}
"""After a name, "in" tells where its bearer is: "Opposition Leader Lima in Geneva"."""
NOT_DESCRIBING: Final = frozenset({"appointed", "held", "left"})
"""Rules by which somebody takes or leaves a post that is told as of an event."""
LEAST_TOLD: Final = 0.7
"""The least confidence of a post of which the text itself tells what it is a post of."""
KNOWN: Final = 0.75
"""Confidence that a post is of the country of which its holder is known to be."""
BEFORE_TITLE: Final = frozenset({"compound", "amod", "nmod", "poss", "case", "appos", "npadvmod"})


@dataclass(frozen=True, slots=True)
class Owners:
    """What a post is a post of. `confidence` is below 1 where only the setting tells."""

    organization: Entity | None = None
    jurisdiction: Entity | None = None
    country: Entity | None = None
    reports_to: Entity | None = None
    confidence: float = 1.0

    def is_known(self) -> bool:
        return any((self.organization, self.jurisdiction, self.country, self.reports_to))


@dataclass(frozen=True, slots=True)
class Posts:
    """What a text tells of posts: those of something, and the titles of nothing known as descriptions."""

    memberships: tuple[Membership, ...]
    descriptions: tuple[Statement, ...]


def find(annotated: Annotated, entities: Sequence[Entity]) -> Posts:
    """The posts that a text gives to persons, each where it is told first. `entities` are those of the same text."""
    reader = _Reader(annotated, entities)
    found: dict[Membership, Membership] = {}
    fresh: set[Key] = set()
    described: dict[tuple[Key, str], tuple[Statement, Membership | None]] = {}
    for title in titles(annotated.doc):
        for person, where, rule, confidence in holders(annotated.doc, title, reader.index):
            post = reader.membership(title, person, where, rule, confidence)
            if reader.is_new(title):
                fresh.add(person.key)
            if post is not None:
                post = found.setdefault(replace(post, key="", span=Span(0, 0), confidence=0.0, extractor=""), post)
            if rule not in NOT_DESCRIBING:
                span = reader.words(title, described=True)
                words = " ".join(annotated.article.text[span.begin : span.end].split())
                statement = Statement(person.key, "kgb:describedAs", Value(words), span, confidence, rule)
                described.setdefault((person.key, words), (statement, post))
    for title, person, where in listed(annotated.doc, reader.index):
        post = reader.membership(title, person, where, "listed", 0.85)
        if post is not None:
            found.setdefault(post, post)
        else:
            described[(person.key, title.words)] = (
                Statement(person.key, "kgb:describedAs", Value(title.words), reader.words(title), 0.85, "listed"),
                None,
            )
    kept = _without_rivals(found.values(), fresh)
    kept += counterparts(annotated, entities, reader.index, kept)
    by_key = {post.key: post for post in reversed(kept)}
    memberships = sorted(by_key.values(), key=lambda post: (post.span, post.key))
    held = frozenset(kept)
    # A title of nobody knows what describes, and so does one of a post that somebody else may hold.
    told = (statement for statement, post in described.values() if post not in held)
    return Posts(tuple(memberships), tuple(told))


def _without_rivals(posts: Iterable[Membership], fresh: Collection[Key]) -> list[Membership]:
    """The posts without those of the setting's country by guess alone, where several persons hold the same one.

    "President Berg met President Lima" in a story that plays in Peru: nobody knows which is Peru's. Senators are many,
    and "the new president" came after another one: `fresh` are the persons so called.
    """
    told = list(posts)
    one_each = load_lexicon("titles")["one_each"]["posts"]
    holders: dict[tuple[str, Key | None], set[Key]] = {}
    for post in told:
        if not post.former and post.role.lower() in one_each:
            holders.setdefault((post.role, post.country), set()).add(post.member)
    rivals = {office for office, persons in holders.items() if len(persons) > 1}
    return [
        post
        for post in told
        if post.confidence >= LEAST_TOLD or post.member in fresh or (post.role, post.country) not in rivals
    ]


# -------------------------------------------------------------------------------------------------------- owners
class _Reader:
    """Reads what the titles of one text are posts of."""

    def __init__(self, annotated: Annotated, entities: Sequence[Entity]) -> None:
        self.index = EntityIndex(annotated.doc, entities)
        self._topics = Topics(annotated, self.index)
        self._annotated = annotated
        self._entities = entities
        self._setting = main_country(entities)
        self._countries_of = _countries_by_sentence(annotated.doc, entities)

    def membership(self, title: Title, person: Entity, where: Span, rule: str, confidence: float) -> Membership | None:
        """The post that a title gives to a person; None if the text does not tell of what."""
        doc = self._annotated.doc
        start = _phrase_start(doc, title)
        if rule == "listed":
            before = doc[doc[title.head].left_edge.i : title.head]
            owners = Owners(country=_country(self._annotated, before, self._entities))
        else:
            owners = self._owners(title, start, person)
        if not owners.is_known() and rule == "title before name":
            owners = Owners(self._topics.body(title, start), confidence=IMPLIED)
            owners = owners if owners.is_known() else self._of_place(title)
        if not owners.is_known():
            owners = self._of_setting(title, person)
        if not owners.is_known():
            return None
        span = self.words(title)
        if rule not in ("predicate", "appointed", "held", "left"):
            span = Span(min(span.begin, where.begin), max(span.end, where.end))
        kinds = load_lexicon("titles")["modifiers"]
        around = self._around(title)
        future = any(word in around or title.words.lower().endswith(f"-{word}") for word in kinds["future"])
        tense: Tense = "future" if future else "non-future"
        return Membership(
            f"post={span.begin},{span.end}",
            person.key,
            _role(title, [word for word in kinds["acting"] + kinds["deputy"] if word in around]),
            span,
            round(confidence * owners.confidence, 4),
            rule,
            organization=_key(owners.organization),
            jurisdiction=_key(owners.jurisdiction),
            country=_key(owners.country),
            reports_to=_key(owners.reports_to),
            former=rule == "left" or any(word in around for word in kinds["former"]),
            tense=tense,
        )

    def is_new(self, title: Title) -> bool:
        """Whether a title is called that of a new holder."""
        return not self._around(title).isdisjoint(load_lexicon("titles")["modifiers"]["new"])

    def _around(self, title: Title) -> set[str]:
        """The words that modify a title."""
        doc = self._annotated.doc
        before = doc[_phrase_start(doc, title) : title.first]
        return {token.lower_ for token in (*before, *doc[title.head].children)}

    def words(self, title: Title, described: bool = False) -> Span:
        """The words of a title with what stands right before it, "Acting Interior Minister"; where they describe
        somebody without a pronoun: "spokesman" of "his spokesman"."""
        doc = self._annotated.doc
        first, last = _phrase_start(doc, title), doc[title.last - 1]
        if described and doc[first].tag_ in ("PRP$", "WP$") and first + 1 < title.last:
            first += 1
        return Span(doc[first].idx, last.idx + len(last))

    def _owners(self, title: Title, start: int, person: Entity) -> Owners:
        """What the words around a title tell."""
        doc = self._annotated.doc
        tokens = (antecedent(t) if t.tag_ == "WP$" else t for t in _owner_tokens(doc, title, start))
        told = [at[0] for token in tokens if (at := self.index.at(token.i))]
        told = [entity for entity in told if entity.key != person.key]
        of_state = title.words.lower() in load_lexicon("titles")["one_each"]["posts"]
        if of_state or title.words.lower().endswith("minister"):  # "Prime Minister Lima of the Vell Party"
            told = [entity for entity in told if entity.kind != "PoliticalParty"]
        body = next((entity for entity in told if is_a(entity.kind, "Organization")), None)
        country = _country(self._annotated, doc[start : title.last], self._entities)
        if body is not None and body.country and body.kind not in STATE_BODIES:  # "the French charity's coordinator"
            told = [each for each in told if each.kind != "Country" or each.country != body.country]
            country = None
        if title.words.lower() in load_lexicon("places")["usage"]["town_posts"]:
            told = [entity for entity in told if entity.kind != "Country"]  # "the Croatian mayor"
        jurisdiction = next((entity for entity in told if is_a(entity.kind, "Place")), None)
        if country is None and jurisdiction is not None and jurisdiction.kind == "Country":
            country = jurisdiction
        return Owners(
            body,
            jurisdiction,
            country,
            next((entity for entity in told if entity.kind == "Person"), None),
        )

    def _of_setting(self, title: Title, person: Entity) -> Owners:
        """The country of the person, else of the setting unless the sentence speaks of another one."""
        before, in_firms = list(self._annotated.doc[title.head].lefts), load_lexicon("titles")["modifiers"]["in_firms"]
        if title.level != "state" or any(child.dep_ == "poss" or child.lower_ in in_firms for child in before):
            return Owners()  # "its president", "a senior vice president" is not the country's
        own = country_entity(self._entities, person.country)
        if own is not None or person.country is not None:
            return Owners(country=own, confidence=KNOWN)
        acting = self._acting_country(self._annotated.doc[title.head])
        if acting is not None:
            return Owners(country=acting, confidence=KNOWN)
        others = self._countries_of.get(self._annotated.doc[title.head].sent.start, frozenset())
        if self._setting is None or others - {self._setting.key}:
            return Owners()
        return Owners(country=self._setting, confidence=IMPLIED)

    def _of_place(self, title: Title) -> Owners:
        """The government that a holder leads, with its country; for a governor the state of the dateline."""
        body = government_led(self._annotated.doc, title, self.index)
        if body is not None:
            return Owners(body, country=country_entity(self._entities, body.country), confidence=KNOWN)
        return Owners(jurisdiction=region_of_dateline(self._annotated.doc, title, self.index), confidence=IMPLIED)

    def _acting_country(self, title: Token) -> Entity | None:
        """The country that acts in the clause before: "Peru recalled its envoy, and President Berg left"."""
        root = title.sent.root
        is_beside = any(above.dep_ == "conj" and above.head is root for above in (title, *title.ancestors))
        subject = next((child for child in root.children if child.dep_ in SUBJECTS), None)
        at = self.index.at(subject.i) if subject is not None and is_beside and subject.i < title.i else None
        return at[0] if at is not None and at[0].kind == "Country" else None


def _key(entity: Entity | None) -> Key | None:
    return entity.key if entity is not None else None


def _countries_by_sentence(doc: Doc, entities: Sequence[Entity]) -> dict[int, frozenset[Key]]:
    """The countries that each sentence speaks of, by the first token of the sentence."""
    found: dict[int, frozenset[Key]] = {}
    for entity in entities:
        for mention in entity.mentions if entity.kind == "Country" else ():
            start = doc[mention.head].sent.start
            found[start] = found.get(start, frozenset()) | {entity.key}
    return found


def _phrase_start(doc: Doc, title: Title) -> int:
    """The first token of the modifiers that stand right before a title."""
    start = title.first
    while start > 0 and not doc[start].is_sent_start:
        before = doc[start - 1]
        if (
            before.dep_ not in BEFORE_TITLE
            or (before.is_punct and before.text != "-")
            or before.pos_ in ("VERB", "AUX")
            or opens_command(before)
        ):
            break
        start -= 1
    return start + (doc[start].tag_ == "POS")  # "the Bank of Ghana's governor"


def _owner_tokens(doc: Doc, title: Title, start: int) -> Iterator[Token]:
    """The heads of phrases that may tell of what the title is a post: before it, and after "of", "for" and the like."""
    yield from reversed(doc[start : title.first])
    modifiers = [child for child in doc[title.head].children if child.dep_ in ("nmod", "compound", "poss")]
    yield from (noun for noun in modifiers if noun.right_edge.i == start - 1)  # "Bank of Ghana governor"
    heads = [doc[title.head], doc[title.last - 1]]
    if title.last < len(doc) and doc[title.last].pos_ == "PROPN":
        heads.append(doc[name_head(doc, title.last)])
    for token in heads:
        wanted = OWNER_PREPOSITIONS if token.i < title.last else AFTER_NAME
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in wanted and child.i >= title.last:
                for grandchild in child.children:
                    is_bare = grandchild.tag_ == "NN" and not any(
                        c.dep_ in ("det", "poss") for c in grandchild.children
                    )
                    if token.i >= title.last and is_bare:
                        continue  # "convicted Mayor Lima of unlawful assembly"
                    if grandchild.dep_ == "pobj":
                        yield from conjuncts(grandchild)
                        yield from (name for name in grandchild.children if name.dep_ == "appos")


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
    own = title.words.split()
    said = title.words.lower().replace("-", " ").split()
    words = [*(prefix for prefix in prefixes if prefix not in said), *own]
    small = ("of", "and", "the", "for", "in")
    return " ".join(w if w.lower() in small or w.isupper() else w[:1].upper() + w[1:] for w in words)
