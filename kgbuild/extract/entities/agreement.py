"""Whether a pronoun may stand for a chain: by kind, number, gender and the place in the clause."""

from __future__ import annotations

from typing import Final

from kgbuild.extract.entities import binding
from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.entities.genders_told import told_gender
from kgbuild.extract.entities.nouns import PLURAL_TAGS
from kgbuild.extract.entities.salience import outermost, salience
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import lemma
from kgbuild.vocabulary import is_a

PLURAL_BODIES: Final = frozenset({"ArmedGroup", "MilitaryForce", "PoliceForce"})
"""Organizations that are as often "they" as "it"."""

COUNTERPART: Final = "counterpart"

MOST_TRIED: Final = 40
"""How many mentions of a chain are asked for its gender."""


def agrees(chains: Chains, i: int, j: int) -> bool:
    """Whether kind, number, gender and the place in the clause let the pronoun stand for the chain."""
    pronoun, kind = chains.candidates[i], chains.kind(j)
    if kind is None and chains.candidates[j].rule == "speaker":
        kind = "Actor"
    if kind is None or kind == "Medium" or binding.are_disjoint(chains, i, j) or _is_foreign_to_quotation(chains, i, j):
        return False
    if pronoun.kind == "Person":
        return (
            (kind == "Person" or (kind == "Actor" and chains.candidates[j].form == "name"))
            and chains.number(j) != "plural"
            and gender(chains, j) in (None, _own_gender(chains, i))
            and not _is_compatriot(chains, i, j)
        )
    if _is_of_other_number(chains, i, j):
        return False
    if pronoun.number == "plural":
        return kind == "Group" or (is_a(kind, "Organization") and _may_be_they(chains, i, j))
    if kind == "PoliticalParty" and chains.doc[chains.candidates[j].head].tag_ == "NNPS":
        return False  # "the Democrats" are no "it"
    return kind not in ("Person", "Group") or (kind == "Group" and _is_one_body(chains, j))


def _is_compatriot(chains: Chains, i: int, j: int) -> bool:
    """Whether somebody can have no such counterpart, being of the same country or of no office: "his Greek counterpart"
    is no Greek envoy's."""
    doc, noun = chains.doc, chains.doc[chains.candidates[i].head].head
    if lemma(noun) != COUNTERPART or noun.i < chains.candidates[i].head:
        return False
    members = [chains.candidates[member] for member in chains.members(j)[:MOST_TRIED]]
    if not any(each.form == "name" or lemma(doc[each.head]) in load_lexicon("titles")["posts"] for each in members):
        return True
    of = {child.lower_ for child in noun.lefts if child.dep_ == "amod" and child.text[:1].isupper()}
    return any(token.lower_ in of for each in members for token in doc[each.first : each.last])


def _is_of_other_number(chains: Chains, i: int, j: int) -> bool:
    """Whether the chain is already "it" where the pronoun is "they", or the other way round."""
    number = chains.candidates[i].number
    told = (chains.candidates[member] for member in chains.members(j)[-MOST_TRIED:])
    return any(each.form == "pronoun" and each.number not in (None, number) for each in told)


def _may_be_they(chains: Chains, i: int, j: int) -> bool:
    """Whether "they" may be an organization: armed men, a team, one with a plural name, or one with no plural after it.

    Two in a row ("Peru and Chile") are a plural.
    """
    candidate = chains.candidates[j]
    head = chains.doc[candidate.head]
    if head.dep_ == "conj" or any(child.dep_ == "conj" for child in head.children):
        return False
    if chains.kind(j) in PLURAL_BODIES or candidate.rule == "team":
        return True
    if any(chains.doc[name.head].tag_ in PLURAL_TAGS for name in chains.names(j)):
        return True
    if not salience(outermost(head)):
        return False  # "the June issue of Vista": only what acts is taken up as "they"
    between = chains.doc[candidate.last : chains.candidates[i].head]
    return chains.distance(i, j) <= 1 and not any(t.tag_ in PLURAL_TAGS or t.dep_ == "conj" for t in between)


def _is_one_body(chains: Chains, j: int) -> bool:
    """Whether a group is told of by a noun in the singular ("the opposition"), which "it" may take up."""
    candidate = chains.candidates[j]
    return candidate.form == "nominal" and chains.doc[candidate.head].tag_ == "NN"


def _is_foreign_to_quotation(chains: Chains, i: int, j: int) -> bool:
    """Whether the pronoun is quoted and the antecedent is neither in the quotation nor in the sentence around it."""
    one, other = (chains.quotation_of[chains.candidates[k].head] for k in (i, j))
    return one > 0 and one != other and chains.distance(i, j) > 0 and chains.candidates[i].kind != "Person"


def _own_gender(chains: Chains, i: int) -> str | None:
    word = chains.doc[chains.candidates[i].head].lower_
    own = load_lexicon("pronouns")[word].get("gender")
    return str(own) if own else None


def is_like(chains: Chains, i: int, j: int) -> bool:
    """Whether two pronouns are of one number and gender: "his", "he"."""
    numbers = {chains.candidates[each].number for each in (i, j)}
    return len(numbers) == 1 and _own_gender(chains, i) == _own_gender(chains, j)


def gender(chains: Chains, j: int) -> str | None:
    """The gender that a pronoun, a courtesy or a noun of the chain tells."""
    table = load_lexicon("pronouns")
    words = load_lexicon("people")["genders"]
    for member in chains.members(j)[:MOST_TRIED]:
        candidate = chains.candidates[member]
        head = chains.doc[candidate.head]
        if candidate.form == "pronoun":
            told = table.get(head.lower_, {}).get("gender")
        elif candidate.form == "name":
            told = told_gender(chains.doc, candidate.first)
        else:
            told = words.get(lemma(head))
        if told:
            return str(told)
    return None


def may_be_person(chains: Chains, i: int, j: int) -> bool:
    """Whether by kind, number and gender "he" or "she" may be somebody, wherever the two stand."""
    told = chains.candidates[i].kind == chains.kind(j) == "Person" and chains.number(j) != "plural"
    return told and gender(chains, j) in (None, _own_gender(chains, i))


def may_be_one(chains: Chains, i: int, j: int) -> bool:
    """Whether the genders of two chains do not differ and the two are no arguments of one verb."""
    genders = {gender(chains, i), gender(chains, j)} - {None}
    return len(genders) < 2 and not binding.are_coarguments(chains, i, j)
