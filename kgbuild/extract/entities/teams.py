"""Names of places that stand for their teams: countries in the report of a game, cities by what clubs do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.entities.name_forms import Name
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import children, lemma
from kgbuild.parse import Doc, Token

_HYPHENATED: Final = re.compile(r"\w+(?:-\w+)+")


def with_teams(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """The names, places that play as their teams."""
    is_game = _is_report_of_game(doc)
    for name in names:
        plays = (is_game and _plays_in_report(doc, name)) or (
            name.kind == "City" and _is_club(doc[name.first : name.last].root)
        )
        yield replace(name, kind="Organization", rule="team", known=()) if plays else name


def _is_report_of_game(doc: Doc) -> bool:
    table = load_lexicon("sports")
    found = [word for token in doc if token.pos_ == "NOUN" and (word := lemma(token)) in table["nouns"]]
    return bool(len(set(found)) >= table["least_words"] and len(found) >= table["least_share"] * len(doc))


def _plays_in_report(doc: Doc, name: Name) -> bool:
    """Whether a country in the report of a game is its team: it modifies nothing and is nowhere."""
    before = doc[name.first - 1].lower_ if name.first else ""
    modifies = doc[name.first : name.last].root.dep_ in ("compound", "nmod")
    is_land = name.kind in ("Country", "Region", "Place")
    return is_land and not modifies and before not in load_lexicon("sports")["place_prepositions"]


def _is_club(city: Token) -> bool:
    """Whether a city's name is its club's: "Leeds were relegated", "Turin signed the forward", "on loan at Munich"."""
    table = load_lexicon("sports")["club"]
    if city.dep_ in ("nsubj", "nsubjpass"):
        signs = (_is_plural(city), lemma(city.head) in table["deeds"], _tells_of_game(city))
        return signs.count(True) > 1  # one alone tells nothing: "Moscow have denied it", "Tehran lost the case"
    if city.dep_ == "dative" or (city.dep_ == "dobj" and lemma(city.head) in table["joined"]):
        return _tells_of_game(city)
    if city.dep_ != "pobj":
        return False
    ties = {f"{lemma(word)} {city.head.lower_}" for word in (city.head.head, *_words_before(city.head))}
    return not ties.isdisjoint(table["played"]) or (not ties.isdisjoint(table["tied"]) and _tells_of_game(city))


def _words_before(preposition: Token) -> Iterator[Token]:
    """What an earlier preposition of the same word holds: "loan" of "is on loan at"."""
    for earlier in children(preposition.head, "prep"):
        if earlier.i < preposition.i:
            yield from children(earlier, "pobj")


def _is_plural(city: Token) -> bool:
    """Whether a verb in the plural tells of one city alone: "Hamburg want to sell the left-back"."""
    if any(children(city, "conj", "cc", "nmod", "compound")) or any(children(city.head, "mark")):
        return False
    auxiliaries = [child for child in children(city.head, "aux", "auxpass") if child.i < city.head.i]
    finite = auxiliaries[0] if auxiliaries else city.head
    return city.i < finite.i and (finite.lower_ in ("are", "were", "have", "do") or _is_bare(finite))


def _is_bare(verb: Token) -> bool:
    """Whether a verb stands in the present without the -s of one."""
    return verb.tag_ == "VBP" and verb.lower_ == verb.lemma_


def _tells_of_game(token: Token) -> bool:
    """Whether a word of players and their games, or what is said of these alone, stands in the sentence."""
    sports = load_lexicon("sports")
    if any(phrase in token.sent.text.lower() for phrase in sports["club"]["phrases"]):
        return True
    words = {lemma(each) for each in token.sent if each.i != token.i} | set(
        _HYPHENATED.findall(token.sent.text.lower())
    )
    return not words.isdisjoint((*sports["play"]["own"], *sports["club"]["words"]))
