"""Parties that a text tells by what their people are called: "Mayor Ana Berg, a Democrat", "Sen. Jan Lima, R-Texas"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from typing import Final

from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, is_finite, lemma
from kgbuild.model import Entity, Mention, Span, Statement
from kgbuild.parse import Doc, Token

BY_ADHERENT: Final = 0.8
"""Confidence that who is called a Democrat is of the party of that name."""


@dataclass(frozen=True, slots=True)
class Adherent:
    """A person, the name of the party and the word that tells it."""

    person: Entity
    party: str
    word: Token


def with_implied_parties(doc: Doc, entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities and, for each party that only the names of its people tell, one more, which those words denote: they
    denote nothing else."""
    told: dict[str, list[Mention]] = {}
    words = list(_words(doc))
    for each in _adherents(words, EntityIndex(doc, entities)) if words else ():
        told.setdefault(each.party, []).append(Mention(_span(each.word), each.word.i, "nominal", BY_ADHERENT))
    if not told:
        return tuple(entities)
    found = list(_without(entities, {mention.span for mentions in told.values() for mention in mentions}))
    for party, mentions in told.items():
        named = next((i for i, each in enumerate(found) if party in (each.label, *each.alt_labels)), None)
        if named is None:
            key = f"entity={mentions[0].span.begin},{mentions[0].span.end}"
            found.append(Entity(key, "PoliticalParty", party, tuple(mentions)))
        elif found[named].kind == "PoliticalParty":
            both = sorted((*found[named].mentions, *mentions), key=lambda mention: mention.span)
            found[named] = replace(found[named], mentions=tuple(both))
    return tuple(found)


def _without(entities: Sequence[Entity], spans: Set[Span]) -> Iterator[Entity]:
    """The entities without what the recognizer of names took words that tell a party for: "Democrat" a place."""
    for entity in entities:
        kept = tuple(mention for mention in entity.mentions if mention.span not in spans)
        if entity.kind == "PoliticalParty" or len(kept) == len(entity.mentions):
            yield entity
        elif any(mention.form != "pronoun" for mention in kept):
            key = f"entity={kept[0].span.begin},{kept[0].span.end}"  # the party's is that of the word
            yield replace(entity, key=key, mentions=kept)


def adherents(doc: Doc, entities: Sequence[Entity], index: EntityIndex) -> Iterator[Statement]:
    """That somebody is of the party that a word beside the name tells."""
    parties = {mention.head: each for each in entities if each.kind == "PoliticalParty" for mention in each.mentions}
    for each in _adherents(_words(doc), index) if parties else ():
        if (party := parties.get(each.word.i)) is not None:
            span = _span(each.word)
            yield Statement(each.person.key, "org:memberOf", party.key, span, BY_ADHERENT, "adherent")


def _words(doc: Doc) -> Iterator[tuple[Token, str]]:
    """The words that may tell a party, each with the list in which it stands."""
    table = load_lexicon("organizations")["adherents"]
    for token in doc:
        kind = next((kind for kind in ("people", "adjectives", "letters") if token.text in table[kind]), None)
        if kind is not None and not (token.i and token.nbor(-1).text in table["of_others"]) and not _is_in_name(token):
            yield token, kind


def _adherents(words: Iterable[tuple[Token, str]], index: EntityIndex) -> Iterator[Adherent]:
    table = load_lexicon("organizations")["adherents"]
    for token, kind in words:
        if _is_of_longer_name(token, index):
            continue
        bearer = {"people": _called, "adjectives": _modified, "letters": _lettered}[kind](token, index)
        at = index.at(bearer.i) if bearer is not None else None
        if at is not None and at[0].kind == "Person" and any(mention.form == "name" for mention in at[0].mentions):
            yield Adherent(at[0], table[kind][token.text], token)


def _is_in_name(word: Token) -> bool:
    """Whether a word begins the name of another body: "Republican Guard", "Democratic Union"."""
    after = word.doc[word.i + 1 : word.i + 2].text
    return after in load_lexicon("organizations")["adherents"]["in_names"]


def _is_of_longer_name(word: Token, index: EntityIndex) -> bool:
    """Whether a word stands within another party's name: "the Vell Democratic Party"."""
    around = index.around(word.i)
    if around is None or around[0].kind != "PoliticalParty":
        return False
    return around[1].span.begin < word.idx and word.nbor(-1).dep_ in ("compound", "nmod", "amod")


def _called(noun: Token, _: EntityIndex) -> Token | None:
    """Who is called one of a party's: "Ana Berg, a Democrat", "Ana Berg is a Democrat"."""
    if noun.dep_ == "appos":
        return noun.head
    verb = noun.head
    if noun.dep_ != "attr" or lemma(verb) != "be" or not is_finite(verb):
        return noun
    if any(child.dep_ in ("neg", "aux", "mark") for child in verb.children):
        return None
    return next((child for child in verb.children if child.dep_ in SUBJECTS), None)


def _modified(adjective: Token, index: EntityIndex) -> Token | None:
    """Before whose title or name the adjective of a party stands: "Democratic Sen. Ana Berg"."""
    above = adjective
    while above.dep_ in ("amod", "compound", "nmod") and above.head.i > above.i:
        above = above.head
        if (at := index.at(above.i)) is not None and at[0].kind == "Person":
            return above
    return None


def _lettered(letter: Token, _: EntityIndex) -> Token | None:
    """Behind whose name a party's letter stands with a state: "Ana Berg, D-Ohio", "Ana Berg (R-Texas)"."""
    around = letter.doc[letter.i + 1 : letter.i + 3]
    is_of_state = len(around) > 1 and around[0].text in "-–" and around[1].text[:1].isupper()
    if is_of_state and around[1].dep_ == "compound" and around[1].head.pos_ == "NOUN":
        return None  # "Jan Lima, D-Day veteran"
    before = letter.nbor(-1).text if letter.i > 1 else ""
    return letter.nbor(-2) if is_of_state and before in (",", "(") else None


def _span(word: Token) -> Span:
    return Span(word.idx, word.idx + len(word))
