"""How words reached the narrator: outlets that carried them, and the media over which they were said."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from kgbuild.extract.claims.passages import Passage, Tokens
from kgbuild.extract.claims.reporting import words
from kgbuild.parse import Doc, Token

_PHRASE_PARTS: Final = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "SYM", "X"})
_CONNECTORS: Final = frozenset({"-", "–", "'s", "’s", "&", "/"})


class Relay(NamedTuple):
    """A phrase that names who carried somebody's words: "cited by TASS and Interfax"."""

    tokens: Tokens
    outlets: tuple[int, ...]


def relays(passage: Passage) -> tuple[Relay, ...]:
    """All phrases of relaying, in order: surface patterns, since parsers attach them in too many ways."""
    participles, prepositions = words("relaying", "participles"), words("relaying", "prepositions")
    found: list[Relay] = []
    for token in passage.doc[:-2]:
        if token.lower_ in participles and token.nbor().lower_ in prepositions:
            phrases = tuple(_outlet_phrases(passage, token.i + 2))
            if phrases:
                outlets = tuple(_naming_token(passage, phrase) for phrase in phrases)
                found.append(Relay(Tokens(token.i, phrases[-1].last), outlets))
        elif token.lower_ == "which" and passage.doc[max(token.i - 2, 0) : token.i].text.lower() == "copy of":
            phrases = tuple(_outlet_phrases(passage, token.i + 1))  # "a copy of which TASS obtained"
            if phrases and passage.doc[phrases[-1].last].lower_ in participles:
                outlets = tuple(_naming_token(passage, phrase) for phrase in phrases)
                found.append(Relay(Tokens(token.i, phrases[-1].last), outlets))
    return tuple(found)


def _outlet_phrases(passage: Passage, first: int) -> Iterator[Tokens]:
    """The noun phrases of a list that starts here, as far as each names an outlet."""
    phrase = _phrase(passage.doc, first)
    while phrase.first < phrase.last and _names_outlet(passage, phrase):
        yield phrase
        place = phrase.last
        while place < len(passage.doc) and passage.doc[place].lower_ in {",", "and", "&"}:
            place += 1
        if place == phrase.last:
            return
        phrase = _phrase(passage.doc, place)


def _phrase(doc: Doc, first: int) -> Tokens:
    last = first
    while last < len(doc) and (doc[last].pos_ in _PHRASE_PARTS or doc[last].text in _CONNECTORS or doc[last].is_space):
        last += 1
    while last > first and (doc[last - 1].is_space or doc[last - 1].text in _CONNECTORS):
        last -= 1
    return Tokens(first, last)


def _names_outlet(passage: Passage, phrase: Tokens) -> bool:
    return any(names_outlet(passage, passage.doc[token]) for token in range(*phrase))


def names_outlet(passage: Passage, token: Token) -> bool:
    """Whether a token is in the name of a media organisation, or a noun for one ("newspaper")."""
    name = passage.name_at.get(token.i)
    if name is not None and name.kind == "MediaOrganization":
        return True
    return token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in words("outlets", "nouns")


def _naming_token(passage: Passage, phrase: Tokens) -> int:
    """The last token of the media organisation's name, or the last one of the phrase."""
    for token in range(phrase.last - 1, phrase.first - 1, -1):
        name = passage.name_at.get(token)
        if name is not None and name.kind == "MediaOrganization":
            return token
    return phrase.last - 1


def addressed_outlets(passage: Passage, verb: Token) -> tuple[int, ...]:
    """The outlet to whom something was said: "told Reuters", "said to a newspaper", "in an interview with TASS".

    Of any other name right behind "told" ("told Radio Vumba") its entity has to tell whether it is one.
    """
    addressees = [child for child in verb.rights if child.dep_ in ("dobj", "dative")]
    addressees += _complements(verb, ("to", "with"))
    named: list[int] = []
    for talk in _complements(verb, ("in", "during")):
        if talk.lemma_ in words("outlets", "talks"):
            addressees += _complements(talk, ("to", "with", "for"))
        for given in talk.children if talk.lemma_ in words("outlets", "talks") | words("documents", "nouns") else ():
            # "in an interview granted to TASS", "in a statement sent to Velanet"
            heard = _complements(given, ("to",)) if given.dep_ == "acl" and given.tag_ == "VBN" else []
            addressees += heard
            named += [noun.i for noun in heard if noun.pos_ == "PROPN"]
    told = verb.lemma_ == "tell"
    found: list[int] = []
    for noun in addressees:
        if (name := _named_behind(passage, noun)) is not None:
            found.append(name.i)
        elif names_outlet(passage, noun) or noun.i in named or (told and noun.pos_ == "PROPN"):
            found.append(_called(passage, noun))
    return tuple(found)


def _named_behind(passage: Passage, noun: Token) -> Token | None:
    """The name of an outlet right behind the noun for it: "told the daily Vela", "said to the radio Vela"."""
    for name in (noun, noun.head, *noun.rights):
        known = passage.name_at.get(name.i)
        first = known.first if known is not None else name.left_edge.i
        before = passage.doc[max(first, 1) - 1]
        if name.pos_ != "PROPN" or before.pos_ != "NOUN" or noun not in (name, before):
            continue
        if before.lemma_ in words("outlets", "nouns") | words("channels", "broadcasting"):
            return name
    return None


def _called(passage: Passage, noun: Token) -> int:
    """The name of an outlet before the noun for it, where the noun bears none: "told the Vela channel"."""
    before = passage.name_at.get(noun.i - 1) if noun.i not in passage.name_at and noun.i else None
    is_named = before is not None and before.kind == "MediaOrganization" and noun.nbor(-1).head is noun
    return noun.i - 1 if is_named else noun.i


def _complements(word: Token, prepositions: Collection[str]) -> list[Token]:
    """The heads of what stands after some prepositions of a word."""
    governing = (c for c in word.children if c.dep_ in ("prep", "dative") and c.lower_ in prepositions)
    return [noun for preposition in governing for noun in preposition.children if noun.dep_ == "pobj"]


def media(passage: Passage) -> tuple[int, ...]:
    """The head tokens of channels in an adverbial phrase ("on state television", "in Telegram"), in order."""
    prepositions = words("channels", "prepositions")
    found: dict[int, int] = {}
    for token in passage.doc:
        if is_channel(passage, token) and _named_behind(passage, token) is None:
            head = token.head if token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i else token
            if head.dep_ == "pobj" and head.head.lower_ == "of" and is_channel(passage, head.head.head):
                head = head.head.head  # "through her account of Twitter"
            is_named, is_told = token.i in passage.name_at, head.dep_ == "pobj" and head.head.lower_ in prepositions
            if is_told and (is_named or head.i not in found):
                # "on the ministry's Telegram channel": the name says it best.
                found[head.i] = token.i if is_named else head.i
    return tuple(found.values())


def is_channel(passage: Passage, token: Token) -> bool:
    """Whether a token names a channel that is no actor, or is a noun for one ("television")."""
    name = passage.name_at.get(token.i)
    if name is not None:
        return name.kind == "Medium"
    if token.lemma_.lower() in words("channels", "nouns"):
        return True
    before = token.nbor(-1) if token.i else token  # "on the social network X"
    return before.head is token and before.dep_ == "compound" and before.lemma_ in words("channels", "nouns")
