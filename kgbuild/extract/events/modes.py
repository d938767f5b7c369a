"""By what means something was done: the mode of an event where its own word leaves it open.

`modes.toml` lists them: patterns as in `senses.py`, with "*" for any word that tells an event of the type.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from kgbuild.extract.events import patterns
from kgbuild.extract.events.candidates import Candidate
from kgbuild.extract.events.senses import Condition, Part, Sense, parse_pattern
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Token


@dataclass(frozen=True, slots=True)
class Means:
    """A mode and the alternatives that tell it, a lemma or "*" and conditions, of words that have none or a less exact
    one, `instead_of`."""

    mode: str
    alternatives: tuple[tuple[str, tuple[Condition, ...]], ...]
    instead_of: frozenset[str]


def modes_of(token: Token, part: Part, sense: Sense, content: Candidate | None) -> tuple[str, ...]:
    """The modes of the event that a token tells in a sense; `content` is the event that a speech act is about."""
    return _by_means(token, part, sense) or sense.modes or _by_content(sense, content)


def deed_around(token: Token) -> Token:
    """The word that tells by what deed another came about, itself if none does: "fired" for "killing" in "fired rockets
    at the camp, killing two", "used" for "attack" in "used gas in an attack"."""
    if token.dep_ == "advcl" and patterns.clause_kinds(token) == {"ing"}:
        return token.head
    if token.dep_ == "pobj" and token.head.lower_ in ("in", "during"):
        return token.head.head
    return token


def by_deed(deed: Token, part: Part, sense: Sense) -> tuple[str, ...]:
    """The means of the deed that brought an event about, if it tells any: shots, but no rape "during a raid"."""
    deeds = {f"{sense.plover}-{mode}" for mode in load_lexicon("events/modes")["deeds"]}
    return tuple(mode for mode in modes_of(deed, part, sense, None) if mode not in deeds)


def _by_means(token: Token, part: Part, sense: Sense) -> tuple[str, ...]:
    for means in known_means().get(sense.plover or "", ()):
        if means.instead_of.issuperset(sense.modes) and any(
            lemma in ("*", sense.lemma) and all(patterns.holds(condition, token, part) for condition in conditions)
            for lemma, conditions in means.alternatives
        ):
            return (means.mode,)
    return ()


def _by_content(sense: Sense, content: Candidate | None) -> tuple[str, ...]:
    """The mode of a request, a refusal or a threat, which PLOVER tells by what is asked for, refused or threatened.

    Who is asked to vote is asked for no election.
    """
    table = load_lexicon("events/commitment")
    modes = table["modes"].get(sense.plover)
    if modes is None or content is None:
        return ()
    done = table["as_nouns"] if content.part == "verb" else ()
    asked = (key for key in (*content.sense.modes, *content.sense.classes) if key not in done)
    mode = next((modes[key] for key in asked if key in modes), None)
    return (f"{sense.plover}-{mode}",) if mode else ()


@functools.cache
def known_means() -> Mapping[str, tuple[Means, ...]]:
    """The means by PLOVER type, in the order in which they are tried. ValueError for a malformed pattern."""
    found: dict[str, list[Means]] = {}
    for entry in load_lexicon("events/modes")["means"]:
        plover = entry["plover"]
        found.setdefault(plover, []).append(
            Means(
                f"{plover}-{entry['mode']}",
                tuple(parse_pattern(pattern) for pattern in entry["patterns"]),
                frozenset(f"{plover}-{mode}" for mode in entry.get("instead_of", ())),
            )
        )
    return {plover: tuple(group) for plover, group in found.items()}
