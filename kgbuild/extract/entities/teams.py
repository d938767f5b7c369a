"""Names of places that stand for their teams: countries in the report of a game, cities by what clubs do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.entities.name_forms import Name, words_in
from kgbuild.extract.entities.nouns import name_kind
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import children, lemma
from kgbuild.parse import Doc, Token, TokenSpan

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
    """The names, those in the list of a team as its players: "Wales: Vellan; Holm, Lima; Brask (capt), Kent"."""
    players = {i for row in _line_ups(doc, names) for i in range(row.start, row.end) if doc[i - 1].text != "("}
    for name in names:
        yield replace(name, kind="Person", rule="player", known=()) if name.first in players else name


def _line_ups(doc: Doc, names: Sequence[Name]) -> Iterator[TokenSpan]:
    """The lists of players: behind a team's name and a colon, with marks of who leads it or in the report of a game;
    behind a word for its reserves, where such a list went before, too."""
    labels, at = frozenset(load_lexicon("sports")["line_up"]["labels"]), {name.first: name for name in names}
    teams = {name.last for name in names if name.kind in ("Country", "Region", "Organization")}
    is_game = _is_report_of_game(doc)
    is_team_told = False
    for colon, row in _rows(doc):
        is_marked = any(_is_mark(token) for token in row)
        is_of_team = colon in teams and _is_long(row) and (is_marked or (is_game and _has_lines(row)))
        label = doc[max(colon - 3, 0) : colon].text.lower().split()[-1:]
        is_of_reserves = not labels.isdisjoint(label) and (is_marked or is_game or is_team_told)
        if (
            (is_of_team or is_of_reserves)
            and _are_names(row)
            and _are_new(doc, [at[i] for i in range(row.start, row.end) if i in at])
        ):
            is_team_told = is_team_told or is_of_team
            yield row


def _rows(doc: Doc) -> Iterator[tuple[int, TokenSpan]]:
    """The colons, each with what stands between it and the next one or the end of the sentence or line."""
    colon = None
    for token in doc:
        if token.text != ":" and not _ends_row(token):
            continue
        if colon is not None:
            yield colon, doc[colon + 1 : token.i]
        colon = token.i if token.text == ":" else None
    if colon is not None:
        yield colon, doc[colon + 1 : len(doc)]


def _ends_row(token: Token) -> bool:
    return token.text == "." or "\n" in token.text or "\n" in token.text_before


def _is_long(row: TokenSpan) -> bool:
    return sum(token.text in (",", ";") for token in row) >= FEWEST_PLAYERS - 1


def _has_lines(row: TokenSpan) -> bool:
    """Whether it is parted into the lines of a team, the backs from the forwards."""
    return any(token.text == ";" for token in row)


def _is_mark(token: Token) -> bool:
    """Whether it tells in brackets who leads the team or keeps its goal: "Holm (capt)"."""
    return token.text in load_lexicon("sports")["line_up"]["marks"] and token.i > 0 and token.nbor(-1).text == "("


def _are_names(row: TokenSpan) -> bool:
    """Whether a list has but words in capitals, and the marks of who leads the team or keeps its goal."""
    return not any(token.text.islower() and not _is_mark(token) for token in row)


def _are_new(doc: Doc, listed: Sequence[Name]) -> bool:
    """Whether at most half of the names are known as those of countries, places or bodies: "Lima" may be a player
    beside some unknown, "Lima, Cusco, Tacna" are towns, and "Interpol, Ford" bodies."""
    known = [name for name in listed if name.kind != "Person" and (name.known or name_kind(words_in(doc, name)))]
    return 2 * len(known) <= len(listed)
