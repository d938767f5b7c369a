"""Finds what a pronoun stands for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from kgbuild.extract.claims.reporting import verb_classes
from kgbuild.extract.entities import binding
from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.entities.given_names import told_gender
from kgbuild.extract.entities.nouns import PLURAL_TAGS, nouns
from kgbuild.extract.entities.turns import Turns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, governing_verb, lemma
from kgbuild.parse import Token
from kgbuild.vocabulary import is_a

REACH: Final = 3
"""How many sentences back a pronoun may look."""

UNLIKE: Final = 0.6
"""What "they" loses for an organization, which is mostly "it"."""

PLURAL_BODIES: Final = frozenset({"ArmedGroup", "MilitaryForce", "PoliceForce"})
"""Organizations that are as often "they" as "it"."""

ACTS_HERE: Final = 1.5
"""The salience of who acts in the pronoun's own clause: above that of the subject of the clause around it."""

UNTOLD: Final = 0.7
"""What "he" or "she" loses for a noun of no gender told: "the commentator praised Anna Roe for her work"."""

SPEAKS_ON: Final = 1.5
"""The rank of who spoke right before for "he" of "he said": above that of another subject as near."""

SAME_TURN: Final = 0.3
"""What a name gains that is quoted with the pronoun: one goes on about whom one speaks of."""

SURER: Final = 0.3
"""By how much a thing must outrank an entity to keep "they" from it: most texts speak of people."""

MOST_WORDS: Final = 60
"""How many words before a pronoun are asked for things that it may stand for."""

MOST_TRIED: Final = 40
"""How many mentions of a chain are asked for its gender."""


def resolve(chains: Chains, i: int, turns: Turns) -> None:
    """Merges a pronoun with the chain of what it stands for, if it finds that."""
    candidate = chains.candidates[i]
    bound = binding.modified(chains, i)
    if bound is None:
        bound = _anticipated(chains, i)
    if bound is not None:
        found: int | None = bound
    elif candidate.rule == "first person":
        found = _speaker(chains, i, turns)
    elif candidate.rule == "relative":
        found = None
    elif candidate.kind == "Person":
        found = _person(chains, i, turns)
    else:
        found = _subject(chains, i) if candidate.number == "singular" else _best(chains, i, turns)
    if found is not None:
        chains.merge(found, i, 0.7)


def _anticipated(chains: Chains, i: int) -> int | None:
    """Who is named right after a phrase with the pronoun that tells how one speaks: "for her part, Lima said"."""
    subject = binding.anticipated(chains.doc[chains.candidates[i].head])
    j = chains.at_head(subject.i) if subject is not None else None
    return j if j is not None and chains.candidates[j].form == "name" and _agrees(chains, i, j) else None


def _speaker(chains: Chains, i: int, turns: Turns) -> int | None:
    """Who says "I" in a quotation; outside of one the narrator does."""
    token = chains.doc[chains.candidates[i].head]
    if turns.voices.quoting(token.idx) is None and not chains.quotation_of[token.i]:
        return None
    number = turns.voices.at(chains.head_span(i))
    if number is None or chains.candidates[i].number == "plural":
        return None
    heads = (chains.at_head(source) for source in turns.attributions[number].sources)
    return next((j for j in heads if j is not None and chains.kind(j) == "Person"), None)


def _person(chains: Chains, i: int, turns: Turns) -> int | None:
    """Whom "he" or "she" stands for. In words that nobody is known to say, any outside of them might be the speaker."""
    if (turn := turns.of(chains.candidates[i].head)) is not None:
        return _one_who_speaks(chains, i, turn, turns)
    speaker = _speaker_of_quotation(chains, i, turns)
    found = _best(chains, i, turns, speaker)
    quotation = chains.quotation_of[chains.candidates[i].head]
    if found is None or not quotation or speaker is not None:
        return found
    within = (chains.quotation_of[chains.candidates[member].head] for member in chains.members(found)[-MOST_TRIED:])
    return found if quotation in within else None


def _one_who_speaks(chains: Chains, i: int, turn: int, turns: Turns) -> int | None:
    """Who "he" of "he said" is: rather who spoke right before; nobody of before him, if nothing stands for that one."""
    before, unnamed = turns.speaker_before(turn)
    scored = [
        (SPEAKS_ON if before is not None and chains.together(before, j) else _rank(chains, i, j, turns), j)
        for j in chains.antecedents(i, REACH)
        if _agrees(chains, i, j) and not turns.is_spoken_of(turn, j)
    ]
    best = max(scored)[1] if scored else None
    is_passed_over = best is not None and unnamed is not None and chains.candidates[best].head < unnamed
    return None if is_passed_over else best


def _speaker_of_quotation(chains: Chains, i: int, turns: Turns) -> int | None:
    """The chain of who is quoted with the pronoun: one who speaks of himself says "I"."""
    number = turns.voices.quoting(chains.doc[chains.candidates[i].head].idx)
    if number is None:
        return None
    heads = (chains.at_head(source) for source in turns.attributions[number].sources)
    return next((chains.chain_of(j) for j in heads if j is not None), None)


def _best(chains: Chains, i: int, turns: Turns, besides: int | None = None) -> int | None:
    """The antecedent of the highest rank: near, a subject, often told. `besides` is a chain that it cannot be."""
    if chains.candidates[i].number == "plural" and binding.is_of_anyone(chains.doc[chains.candidates[i].head]):
        return None
    verb = governing_verb(chains.doc[chains.candidates[i].head])
    doers = {token.i for token in binding.understood_subjects(verb)}
    scored = [
        (_rank(chains, i, j, turns, doers), j)
        for j in chains.antecedents(i, REACH)
        if (besides is None or chains.chain_of(j) != besides) and _agrees(chains, i, j)
    ]
    if not scored:
        return None
    rank, best = max(scored)
    return best if chains.candidates[i].number != "plural" or rank + SURER >= _rank_of_things(chains, i, best) else None


def _rank_of_things(chains: Chains, i: int, j: int) -> float:
    """The rank of the likeliest plural that is no entity and stands between "they" and its antecedent.

    "The group said more fires would dry the forests and alter their soil" tells of the soil of forests.
    """
    doc, pronoun = chains.doc, chains.candidates[i].head
    if doc[pronoun].dep_ == "dative" or (doc[pronoun].dep_ in SUBJECTS and doc[pronoun].head.lemma_ in verb_classes()):
        return float("-inf")  # one gives to people, and people say
    first = max(chains.candidates[j].last, pronoun - MOST_WORDS)
    things = (t for t in doc[first:pronoun] if t.tag_ == "NNS" and chains.at_head(t.i) is None and not t.ent_type_)
    sentences = chains.sentence_of
    ranks = (
        _salience(t) - 0.8 * (sentences[pronoun] - sentences[t.i])
        for t in things
        if t.dep_ in (*SUBJECTS, "dobj") and lemma(t) not in nouns().partitives
    )
    return max(ranks, default=float("-inf"))


def _rank(chains: Chains, i: int, j: int, turns: Turns, doers: Collection[int] = ()) -> float:
    """`doers` are who acts in the pronoun's own clause, where that has no subject: "asked Kim to sell his house"."""
    head = chains.doc[chains.candidates[j].head]
    role = ACTS_HERE if head.i in doers else 1.0 if turns.is_cited(head.i) else _salience(_outermost(head))
    if chains.candidates[j].form == "name" and turns.are_one(head.i, chains.candidates[i].head):
        role += SAME_TURN
    if chains.candidates[i].number == "plural" and chains.kind(j) != "Group":
        role -= UNLIKE
    if chains.candidates[i].kind == "Person" and chains.candidates[j].form == "nominal" and _gender(chains, j) is None:
        role -= UNTOLD
    return role - 0.8 * chains.distance(i, j) + 0.05 * min(len(chains.members(j)), 6)


def _outermost(head: Token) -> Token:
    """The head of the phrase around a noun: "thousands" of "thousands of students", what an apposition is to."""
    while head.dep_ == "appos" or (
        head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lower_ in nouns().partitives
    ):
        head = head.head if head.dep_ == "appos" else head.head.head
    return head


def _salience(head: Token) -> float:
    """How likely a phrase is to be taken up, by its place in the clause."""
    return 1.0 if head.dep_ in SUBJECTS else 0.4 if head.dep_ in ("dobj", "agent", "attr") else 0.0


def _agrees(chains: Chains, i: int, j: int) -> bool:
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
            and _gender(chains, j) in (None, _own_gender(chains, i))
        )
    if _is_of_other_number(chains, i, j):
        return False
    if pronoun.number == "plural":
        return kind == "Group" or (is_a(kind, "Organization") and _may_be_they(chains, i, j))
    return kind not in ("Person", "Group") or (kind == "Group" and _is_one_body(chains, j))


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
    if not _salience(_outermost(head)):
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
            gender = told_gender(chains.doc, candidate.first)
        else:
            gender = words.get(lemma(head))
        if gender:
            return str(gender)
    return None


def may_be_one(chains: Chains, i: int, j: int) -> bool:
    """Whether the genders of two chains do not differ and the two are no arguments of one verb."""
    genders = {_gender(chains, i), _gender(chains, j)} - {None}
    return len(genders) < 2 and not binding.are_coarguments(chains, i, j)


def _subject(chains: Chains, i: int) -> int | None:
    """What "it" stands for: the subject of its own clause or of those before, if that is an entity and no thing."""
    pronoun = chains.doc[chains.candidates[i].head]
    if binding.is_of_clause(pronoun):
        return None
    for subject in _subjects_before(pronoun):
        j = chains.at_head(subject.i)
        if j is not None and j < i and _agrees(chains, i, j):
            return j
        if j is not None and (body := _spoken_for(chains, i, subject)) is not None:
            return body
        if subject.pos_ in ("NOUN", "PROPN") and j is None:
            return None
    return None


def _spoken_for(chains: Chains, i: int, speaker: Token) -> int | None:
    """The one body that a spokesman speaks for, in words that are not quoted: "a spokesman for the port said that it
    would close"."""
    pronoun = chains.candidates[i].head
    if speaker.head.lemma_ not in verb_classes() or speaker.head not in chains.doc[pronoun].ancestors:
        return None
    if chains.quotation_of[pronoun] or lemma(speaker) not in load_lexicon("pronouns_usage")["spokesmen"]["nouns"]:
        return None
    inside = (chains.at_head(token.i) for token in speaker.subtree if token.i < chains.candidates[i].head)
    bodies = [j for j in inside if j is not None and is_a(chains.kind(j) or "", "Organization")]
    fitting = {chains.chain_of(j): j for j in bodies if _agrees(chains, i, j)}
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _subjects_before(pronoun: Token) -> Iterator[Token]:
    """The subjects of the clauses around a pronoun that stand before it, then those of the sentence before."""
    verb = governing_verb(pronoun)
    seen = set()
    while verb.i not in seen:
        seen.add(verb.i)
        own = [t for t in verb.children if t.dep_ in SUBJECTS]
        yield from (t for t in own or binding.understood_subjects(verb) if t.i < pronoun.i)
        verb = governing_verb(verb)
    start = pronoun.sent.start
    if start > 0:
        root = pronoun.doc[start - 1].sent.root
        yield from (t for t in root.children if t.dep_ in SUBJECTS)
