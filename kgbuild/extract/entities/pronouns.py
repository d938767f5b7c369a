"""Finds what a pronoun stands for."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Final

from kgbuild.extract.claims.voices import Voices
from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.layers import Attribution
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, governing_verb, lemma
from kgbuild.model import Span
from kgbuild.parse import Token
from kgbuild.vocabulary import is_a

REACH: Final = 3
"""How many sentences back a pronoun may look."""

UNLIKE: Final = 0.6
"""What "they" loses for an organization, which is mostly "it"."""

MOST_TRIED: Final = 40
"""How many mentions of a chain are asked for its gender."""


def resolve(chains: Chains, i: int, attributions: Sequence[Attribution], voices: Voices) -> None:
    """Merges a pronoun with the chain of what it stands for, if it finds that."""
    candidate = chains.candidates[i]
    if candidate.rule == "first person":
        found = _speaker(chains, i, attributions, voices)
    elif candidate.rule == "relative":
        found = None
    elif candidate.kind == "Person":
        found = _best(chains, i, _speaker_of_quotation(chains, i, attributions, voices))
    else:
        found = _subject(chains, i) if candidate.number == "singular" else _best(chains, i)
    if found is not None:
        chains.merge(found, i, 0.7)


def _speaker(chains: Chains, i: int, attributions: Sequence[Attribution], voices: Voices) -> int | None:
    """Who says "I" in a quotation."""
    token = chains.doc[chains.candidates[i].head]
    number = voices.at(Span(token.idx, token.idx + len(token)))
    if number is None or chains.candidates[i].number == "plural":
        return None
    heads = (chains.at_head(source) for source in attributions[number].sources)
    return next((j for j in heads if j is not None and chains.kind(j) == "Person"), None)


def _speaker_of_quotation(chains: Chains, i: int, attributions: Sequence[Attribution], voices: Voices) -> int | None:
    """The chain of who is quoted with the pronoun: one who speaks of himself says "I"."""
    number = voices.quoting(chains.doc[chains.candidates[i].head].idx)
    if number is None:
        return None
    heads = (chains.at_head(source) for source in attributions[number].sources)
    return next((chains.chain_of(j) for j in heads if j is not None), None)


def _best(chains: Chains, i: int, besides: int | None = None) -> int | None:
    """The antecedent of the highest rank: near, a subject, often told. `besides` is a chain that it cannot be."""
    scored = [
        (_rank(chains, i, j), j)
        for j in chains.antecedents(i, REACH)
        if (besides is None or chains.chain_of(j) != besides) and _agrees(chains, i, j)
    ]
    return max(scored)[1] if scored else None


def _rank(chains: Chains, i: int, j: int) -> float:
    head = chains.doc[chains.candidates[j].head]
    role = 1.0 if head.dep_ in SUBJECTS else 0.4 if head.dep_ in ("dobj", "agent") else 0.0
    if chains.candidates[i].number == "plural" and chains.kind(j) != "Group":
        role -= UNLIKE
    return role - 0.8 * chains.distance(i, j) + 0.05 * min(len(chains.members(j)), 6)


def _agrees(chains: Chains, i: int, j: int) -> bool:
    """Whether kind, number, gender and the place in the clause let the pronoun stand for the chain."""
    pronoun, kind = chains.candidates[i], chains.kind(j)
    if kind is None or kind == "Medium" or _are_coarguments(chains, i, j) or _is_named_below(chains, i, j):
        return False
    if pronoun.kind == "Person":
        return (
            kind == "Person" and chains.number(j) != "plural" and _gender(chains, j) in (None, _own_gender(chains, i))
        )
    if pronoun.number == "plural":
        return kind == "Group" or (is_a(kind, "Organization") and not is_a(kind, "Place"))
    return kind not in ("Person", "Group")


def _own_gender(chains: Chains, i: int) -> str | None:
    word = chains.doc[chains.candidates[i].head].lower_
    gender = load_lexicon("pronouns")[word].get("gender")
    return str(gender) if gender else None


def _gender(chains: Chains, j: int) -> str | None:
    """The gender that a pronoun, a courtesy or a noun of the chain tells."""
    table = load_lexicon("pronouns")
    words = load_lexicon("people")["genders"]
    for member in chains.members(j)[:MOST_TRIED]:
        candidate = chains.candidates[member]
        head = chains.doc[candidate.head]
        if candidate.form == "pronoun":
            gender = table.get(head.lower_, {}).get("gender")
        elif candidate.form == "name":
            before = chains.doc[candidate.first - 1].lower_ if candidate.first else ""
            gender = words.get(before) or _of_given_name(chains.doc[candidate.first].text)
        else:
            gender = words.get(lemma(head))
        if gender:
            return str(gender)
    return None


def may_be_one(chains: Chains, i: int, j: int) -> bool:
    """Whether the genders of two chains do not differ and the two are no arguments of one verb."""
    genders = {_gender(chains, i), _gender(chains, j)} - {None}
    return len(genders) < 2 and not _are_coarguments(chains, i, j)


@functools.cache
def _given_names() -> dict[str, str]:
    table = load_lexicon("given_names")
    return {name: gender for gender in ("female", "male") for name in table[gender]}


def _of_given_name(word: str) -> str | None:
    return _given_names().get(word)


def _are_coarguments(chains: Chains, i: int, j: int) -> bool:
    """Whether both are arguments of one verb, where only a reflexive could stand for the other."""
    if chains.candidates[i].rule == "reflexive":
        return False
    one, other = chains.doc[chains.candidates[i].head], chains.doc[chains.candidates[j].head]
    return one.dep_ != "poss" and one.head == other.head and one.head.pos_ in ("VERB", "AUX")


def _is_named_below(chains: Chains, i: int, j: int) -> bool:
    """Whether the clause of a subject pronoun goes on to name the entity: "he praised Kim's courage" is not of Kim."""
    pronoun = chains.doc[chains.candidates[i].head]
    if pronoun.dep_ not in SUBJECTS:
        return False
    last = pronoun.head.right_edge.i
    heads = (chains.candidates[member].head for member in chains.members(j) if chains.candidates[member].form == "name")
    return any(pronoun.i < head <= last and pronoun.head in chains.doc[head].ancestors for head in heads)


def _subject(chains: Chains, i: int) -> int | None:
    """What "it" stands for: the subject of its own clause or of those before, if that is an entity and no thing."""
    pronoun = chains.doc[chains.candidates[i].head]
    for subject in _subjects_before(pronoun):
        j = chains.at_head(subject.i)
        if j is not None and j < i and _agrees(chains, i, j):
            return j
        if subject.pos_ in ("NOUN", "PROPN") and j is None:
            return None
    return None


def _subjects_before(pronoun: Token) -> Iterator[Token]:
    """The subjects of the clauses around a pronoun that stand before it, then those of the sentence before."""
    verb = governing_verb(pronoun)
    seen = set()
    while verb.i not in seen:
        seen.add(verb.i)
        yield from (t for t in verb.children if t.dep_ in SUBJECTS and t.i < pronoun.i)
        verb = governing_verb(verb)
    start = pronoun.sent.start
    if start > 0:
        root = pronoun.doc[start - 1].sent.root
        yield from (t for t in root.children if t.dep_ in SUBJECTS)
