"""Names of places that stand for their teams: countries in the report of a game, cities by what clubs do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.entities.name_forms import Name
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import children, lemma
from kgbuild.parse import Doc, Token, TokenSpan
from kgbuild.vocabulary import is_a

FEWEST_PLAYERS: Final = 5
"""Names that make a list that of a team."""

_HYPHENATED: Final = re.compile(r"\w+(?:-\w+)+")


def with_teams(doc: Doc, names: Iterable[Name]) -> Iterator[Name]:
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


def with_players(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """The names, those in the list of a team as its players': "Wales: Biggar; North, Lima; Jenkins (capt), Kent"."""
    players = {i for row in _line_ups(doc, names) for i in range(row.start, row.end)}
    for name in names:
        yield replace(name, kind="Person", rule="player", known=()) if name.first in players else name


def _line_ups(doc: Doc, names: Sequence[Name]) -> Iterator[TokenSpan]:
    """The lists of players, each behind the name of a team or a word for its reserves and a colon."""
    labels, marks = load_lexicon("sports")["line_up"]["labels"], load_lexicon("sports")["line_up"]["marks"]
    teams = {name.last: name for name in names if is_a(name.kind or "", "Place") or name.kind == "Organization"}
    for colon in doc:
        if colon.text != ":" or not colon.i:
            continue
        row = doc[colon.i + 1 : next((i for i in range(colon.i + 1, len(doc)) if _ends_row(doc[i])), len(doc))]
        words = [token.text for token in row]
        is_marked = ";" in words or not set(words).isdisjoint(marks)
        is_long = words.count(",") + words.count(";") >= FEWEST_PLAYERS - 1
        is_team = colon.i in teams and is_marked and is_long and not _are_of(teams[colon.i], row, names)
        if (is_team or doc[colon.i - 1].lower_ in labels) and _are_names(row):
            yield row


def _ends_row(token: Token) -> bool:
    return token.text == "." or "\n" in token.doc[token.i - 1 : token.i + 1].text


def _are_names(row: TokenSpan) -> bool:
    """Whether a list has but words in capitals, and the marks of who leads the team or keeps its goal."""
    marks = load_lexicon("sports")["line_up"]["marks"]
    return not any(token.text.islower() and token.text not in marks for token in row)


def _are_of(land: Name, row: TokenSpan, names: Sequence[Name]) -> bool:
    """Whether most names of a list are those of places of the country before it: "Peru: Lima, Cusco; Piura, Tacna"."""
    countries = {known.country for known in land.known}
    listed = [name for name in names if row.start <= name.first < row.end]
    within = [name for name in listed if any(known.country in countries for known in name.known)]
    return 2 * len(within) > len(listed)
