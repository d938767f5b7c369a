"""Proper names as mentions: the name spans of annotation, mended by what the words around them tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.entities.bynames import around_nicknames, quoted_bynames, with_bynames
from kgbuild.extract.entities.headings import without_heading_words
from kgbuild.extract.entities.name_branches import with_branches, with_halves, with_saints
from kgbuild.extract.entities.name_exclusions import (
    is_before_site,
    is_before_thing,
    is_epithet,
    is_feast,
    is_happening,
    is_model,
    is_namesake,
    is_nothing,
    is_of_family,
    is_one_of_many,
    is_outcry,
    is_part_of_title,
    is_product,
    is_sum,
    only_made,
    titles_of_works,
    words_of_bearers,
)
from kgbuild.extract.entities.name_forms import Name, implied_countries, words_in
from kgbuild.extract.entities.name_kinds import told_by_words, towns_before_states
from kgbuild.extract.entities.name_owners import with_parties
from kgbuild.extract.entities.name_patterns import (
    headed,
    introduced,
    joined,
    named_sites,
    of_causes,
    places_within,
    spelt_behind,
    with_places,
    with_repeats,
)
from kgbuild.extract.entities.name_persons import widened
from kgbuild.extract.entities.name_senses import is_of_other_thing
from kgbuild.extract.entities.name_spans import annotated_names, trimmed, without_overlaps
from kgbuild.extract.entities.name_uses import used
from kgbuild.extract.entities.name_votes import consistent
from kgbuild.extract.entities.names_missed import (
    before_party,
    behind_noun,
    branches,
    quoted_before_noun,
    quoted_behind_noun,
    speaking,
)
from kgbuild.extract.entities.teams import with_players, with_teams
from kgbuild.extract.layers import MentionCandidate
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import in_title
from kgbuild.model import Annotated
from kgbuild.parse import Doc, Token
from kgbuild.vocabulary import is_a

_NO_ENTITIES: Final = (
    is_of_other_thing,
    is_before_site,
    is_before_thing,
    is_happening,
    is_epithet,
    is_feast,
    is_of_family,
    is_sum,
    is_outcry,
    is_model,
)
"""What tells by a name and the words around it alone that it is nobody's and no place's."""


def find(annotated: Annotated) -> tuple[MentionCandidate, ...]:
    """The proper names of a text as candidates, in order; a nested name follows the one that holds it."""
    doc = annotated.doc
    found = [name for raw in annotated_names(annotated) if (name := trimmed(doc, raw))]
    countries = implied_countries(annotated)
    found = with_branches(doc, joined(doc, without_overlaps([*headed(doc, countries), *found])))
    found = with_saints(doc, with_halves(doc, found))
    found, nicknames = around_nicknames(doc, widened(doc, found, countries))
    short = named_sites(doc, found)
    found = list(with_places(doc, short))
    within = [*places_within(annotated, short, found), *nicknames]
    found = without_overlaps(
        [
            *found,
            *introduced(doc, found),
            *spelt_behind(doc, found),
            *before_party(doc, found),
            *behind_noun(doc, found),
            *branches(doc, found),
            *quoted_before_noun(doc),
            *quoted_behind_noun(doc),
        ]
    )
    found = with_repeats(doc, found)
    missed = [*of_causes(doc, found), *speaking(doc, found), *used(doc, found), *quoted_bynames(doc, found)]
    found = [*without_overlaps([*found, *missed]), *within]
    found = list(towns_before_states(doc, [told_by_words(doc, name) for name in found]))
    found = consistent(doc, with_bynames(doc, found))
    found = list(with_parties(doc, list(with_teams(doc, with_players(doc, found)))))
    made = frozenset(name for name in found if is_product(doc, name))
    products = {tuple(words_in(doc, name)) for name in found if is_one_of_many(doc, name)}
    products |= only_made(doc, found, made)
    kept = [name for name in found if tuple(words_in(doc, name)) not in products and not is_nothing(doc, name)]
    kept = without_heading_words(doc, [name for name in kept if name not in made])
    kept = [name for name in kept if not any(tells(doc, name) for tells in _NO_ENTITIES)]
    titles, borne, told = in_title(doc), words_of_bearers(doc, found), frozenset(countries.values())
    works = titles_of_works(doc, found)
    kept = [name for name in kept if not is_namesake(doc, name, borne) and not _is_any_post(doc, name, told)]
    kept = [name for name in kept if name.first not in works and not is_part_of_title(doc, name, titles)]
    kept = [replace(name, known=()) if _is_any_states(doc, name, told) else name for name in kept]
    often = _often_told(annotated)
    return tuple(_candidate(doc, name, countries, often) for name in sorted(kept, key=lambda n: (n.first, -n.last)))


def _candidate(doc: Doc, name: Name, implied: Mapping[int, str], often: Mapping[str, int]) -> MentionCandidate:
    root = doc[name.first : name.last].root
    countries = _countries(name, often)
    if not countries and name.kind and is_a(name.kind, "Organization"):
        owner = name.first - 1 - (name.first > 1 and doc[name.first - 1].tag_ == "POS")  # "Peru's Ministry of Trade"
        beside = (*range(name.first + _begins_with_adjective(doc, name), name.last), name.last, owner)
        countries = [implied[i] for i in beside if i in implied][:1]
    return MentionCandidate(
        name.first,
        name.last,
        root.i,
        "name",
        name.kind,
        name.rule,
        countries[0] if len(countries) == 1 else None,
        tuple(known.qid for known in name.known if known.qid),
        "plural" if name.kind == "Group" and (root.tag_ == "NNPS" or root.ent_type_ == "NORP") else "singular",
        next((known.bearer for known in name.known[:1] if not known.adjective), None),
    )


def _begins_with_adjective(doc: Doc, name: Name) -> bool:
    """Whether an adjective begins the name that may tell of another country than the body's: "American University"."""
    of_any = load_lexicon("organizations")["usage"]["of_adjectives"]
    return name.last - name.first > 1 and doc[name.first + 1].text in of_any


def _often_told(annotated: Annotated) -> Counter[str]:
    """How often each country, or what is of it, is told by a name or an adjective that is of no other country."""
    spans = (each for name in annotated.names for each in (name, *name.holds))
    of_each = ({known.country for known in span.known} for span in spans)
    return Counter(country for countries in of_each if len(countries) == 1 for country in countries if country)


def _countries(name: Name, often: Mapping[str, int]) -> list[str]:
    """The countries of the bearers of a name; only one where the text tells which is meant.

    "Congo" is that of Goma, where the text tells of Goma. "Georgia" is the country, unless the text tells more often of
    the United States, one of whose states bears the name.
    """
    found = sorted({known.country for known in name.known if known.country})
    if len(found) < 2 or name.kind != "Country":
        return found
    states = sorted({known.country for known in name.known if known.kind == "Country" and known.country})
    first, *others = sorted(found, key=lambda country: (-often.get(country, 0), country not in states))
    is_told = often.get(first, 0) > max(often.get(country, 0) for country in others)
    return [first] if first in states and (is_told or len(states) == 1) else found


def _is_any_states(doc: Doc, name: Name, told: Collection[str]) -> bool:
    """Whether the one word that a known body of one state bears is that of many states, and the text, which has the
    countries `told`, tells nothing of that state: "the Treasury"."""
    words = words_in(doc, name)
    generic = len(words) == 1 and words[0] in load_lexicon("organizations")["name_heads"]
    return generic and _is_of_country_untold(name, told)


def _is_any_post(doc: Doc, name: Name, told: Collection[str]) -> bool:
    """Whether a party's name is rather the field of a post: "Labour minister" where nothing tells of Britain."""
    after = doc[name.last].lower_ if name.last < len(doc) else ""
    is_field = name.kind == "PoliticalParty" and after in load_lexicon("titles")["with_field"]["posts"]
    return is_field and _is_of_country_untold(name, told)


def _is_of_country_untold(name: Name, told: Collection[str]) -> bool:
    return any(known.country and known.country not in told for known in name.known)


def heads_of_bodies(doc: Doc, names: Sequence[MentionCandidate]) -> frozenset[str]:
    """The nouns, lower case, that tell what the organizations of a text are: "exchange" of "Vumba Stock Exchange"."""
    heads = load_lexicon("organizations")["name_heads"]
    bodies = (name for name in names if is_a(name.kind or "", "Organization") and name.last - name.first > 1)
    return frozenset(word.lower_ for name in bodies if (word := _head_word(doc, name)).text in heads)


def _head_word(doc: Doc, name: MentionCandidate) -> Token:
    """The last word of a name before "for" and the like: "Mission" of "Assistance Mission for Vumba"."""
    ends = (i - 1 for i in range(name.first + 1, name.last) if doc[i].lower_ in ("for", "in", "of"))
    return doc[next(ends, name.last - 1)]
