"""Whether a noun may take up a name: by a word of the name, by what the two are, by country and clause."""

from __future__ import annotations

import itertools
from typing import Final

from kgbuild.extract.entities import binding
from kgbuild.extract.entities.chains import Chains, compatible
from kgbuild.extract.entities.name_forms import words_of
from kgbuild.extract.entities.nouns import name_kind
from kgbuild.extract.layers import MentionCandidate
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import lemma
from kgbuild.vocabulary import is_a

STATE_BODIES: Final = frozenset({"GovernmentBody", "PoliceForce", "MilitaryForce", "IntergovernmentalOrganization"})
"""Classes of what nobody calls "the group"."""

SETTLED: Final = frozenset({"City", "Country", "Region"})
"""Classes of what a body is named after and is not."""

MODIFYING: Final = frozenset({"compound", "nmod", "amod"})
HEADED: Final = frozenset({"of", "for", "on", "against", "in"})
"""What stands in a name behind the word that tells what its bearer is."""
OFTEN: Final = 3
"""How often a country is named that is "the country" though it only tells of what others are ("the US embassy")."""


def is_word_of(chains: Chains, i: int, j: int) -> bool:
    """Whether a noun is the head of the name: "the commission" is the Election Commission of Kenya, no ministry."""
    noun, called = lemma(chains.doc[chains.candidates[i].head]), words_called(chains, next(chains.names(j)))
    return noun in called or any(word in called for word in load_lexicon("collectives")["also_called"].get(noun, ()))


def words_called(chains: Chains, name: MentionCandidate) -> tuple[str, str]:
    """The two words of a name, in lower case, that may tell what its bearer is: "commission" of "Election Commission of
    Kenya"."""
    words = [token.lower_ for token in chains.doc[name.first : name.last]]
    cut = next((at for at, word in enumerate(words) if at and word in HEADED), len(words))
    return words[-1], words[cut - 1]


def fits(chains: Chains, i: int, j: int) -> bool:
    """Whether noun `i` may take up the name of the chain of `j`."""
    candidate, kind = chains.candidates[i], chains.kind(j)
    name = next(chains.names(j), None)
    if name is None or kind is None or kind in ("Person", "Medium", "Group") or not _may_be_of_country(chains, i, j):
        return False
    if binding.is_beside_subject(chains, i, j):
        return False
    noun = lemma(chains.doc[candidate.head])
    if is_word_of(chains, i, j):
        is_settled = candidate.kind in SETTLED  # "the city" is no City University
        return compatible(candidate.kind, kind) or (is_a(kind, "Organization") and not is_settled)
    if noun in load_lexicon("collectives")["usage"]["any_body"]:
        others = load_lexicon("collectives")["usage"]["no_groups"]
        is_other = any(word in others for word in words_called(chains, name))
        return is_a(kind, "Organization") and kind not in STATE_BODIES and not is_other
    usage = load_lexicon("collectives")["usage"]
    if noun == "force":
        return kind in ("PoliceForce", "MilitaryForce")
    if kind not in load_lexicon("collectives")["only_of"].get(noun, (kind,)):
        return False
    if noun in usage["by_class"]:
        own = candidate.kind or ""
        if noun in usage["untold"]:
            may_be = is_a(kind, own) or (kind == "Organization" and is_a(own, kind))
        else:  # "the school" is no newspaper
            may_be = is_a(kind, own) and (own != "Organization" or kind == own)
        return may_be and not _is_other_body(chains, i, j)
    places = load_lexicon("places")
    is_place = noun in places["usage"]["by_class"] and (
        kind == candidate.kind or (kind == "Country" and name.country in places["states_called"].get(noun, ()))
    )
    return is_place and not _is_other(chains, i, j)


def _is_other_body(chains: Chains, i: int, j: int) -> bool:
    """Whether the name itself tells that it is another body than the noun: "the court" is no Aid Network, and
    "the commission" no Supreme Court."""
    noun, kind = lemma(chains.doc[chains.candidates[i].head]), chains.candidates[i].kind
    usage, institutions = load_lexicon("collectives")["usage"], load_lexicon("collectives")["nouns"]
    if noun in usage["broad"]:
        return False
    if noun in usage["by_name"]:
        return True
    for name in chains.names(j):
        words = words_of(chains.doc, name.first, name.last)
        told = name_kind(words)
        head = words[words.index("of") - 1 if "of" in words[1:] else -1].lower()
        if told is not None and (not is_a(told, kind or "") or (head in institutions and head != noun)):
            return True
    return False


def _is_other(chains: Chains, i: int, j: int) -> bool:
    """Whether the name itself tells that it is something else than the noun: "the river" is no valley."""
    noun = lemma(chains.doc[chains.candidates[i].head])
    places = load_lexicon("places")
    own = {chains.doc[name.last - 1].lower_ for name in chains.names(j)} & places["nouns"].keys()
    return bool(own) and noun not in own and noun not in places["usage"]["broad"]


def _may_be_of_country(chains: Chains, i: int, j: int) -> bool:
    """Whether a demonym ("the French bank") lets the noun take up a name, and the clause does not oppose the two.

    In "U.S. troops are in the country" the country is another, and mostly so after "the US embassy" too.
    """
    candidate, other = chains.candidates[i], chains.candidates[j]
    distance = chains.distance(i, j)
    if candidate.country and is_a(candidate.kind or "", "Organization"):
        told = {chains.candidates[member].country for member in chains.members(j)} - {None}
        return distance <= 1 and told <= {candidate.country}
    if candidate.kind != "Country":
        return True
    named = [chains.doc[name.head].dep_ in MODIFYING for name in itertools.islice(chains.names(j), OFTEN)]
    modifies = chains.doc[other.head].dep_ in MODIFYING
    return not (distance == 0 and modifies) and not (all(named) and len(named) < OFTEN)
