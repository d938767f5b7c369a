"""Finds what a pronoun stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Final

from kgbuild.extract.claims.reporting import verb_classes
from kgbuild.extract.entities import binding, owners, pronoun_ranking
from kgbuild.extract.entities.agreement import agrees, gender, is_like, may_be_person
from kgbuild.extract.entities.captives import taken_before
from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.entities.nouns import nouns
from kgbuild.extract.entities.pronoun_ranking import REACH
from kgbuild.extract.entities.salience import FADING, salience_in_sentence, salience_of_things
from kgbuild.extract.entities.turns import Turns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, first_conjunct, governing_verb, lemma
from kgbuild.parse import Token
from kgbuild.vocabulary import is_a

UNLIKE: Final = 0.6
"""What "they" loses for an organization, which is mostly "it"."""

ACTS: Final = 1.0
"""The salience of a subject, and of who acts in a clause around that has none of its own."""

ACTS_HERE: Final = 1.5
"""The salience of who acts in the pronoun's own clause: above that of the subject of the clause around it."""

NEAREST: Final = 1.3
"""The salience of the subject of the pronoun's clause, or of the clause right around it."""

OF_KIN: Final = 0.5
"""The salience of whose kin the sentence told of, for "his" of other kin: above that of the subject before it."""

UNTOLD: Final = 0.7
"""What "he" or "she" loses for a noun of no gender told: "the commentator praised Anna Roe for her work"."""

SPEAKS_ON: Final = 1.5
"""The rank of who spoke right before for "he" of "he said": above that of another subject as near."""

SAME_TURN: Final = 0.3
"""What a name gains that is quoted with the pronoun: one goes on about whom one speaks of."""

SURER: Final = 0.1
"""By how much a thing must outrank an entity to keep "they" from it: most texts speak of people."""


def resolve(chains: Chains, i: int, turns: Turns) -> None:
    """Merges a pronoun with the chain of what it stands for, if it finds that."""
    candidate = chains.candidates[i]
    bound = binding.modified(chains, i)
    if bound is None:
        bound = _anticipated(chains, i, turns)
    if bound is None:
        bound = binding.seat(chains, i)
    if bound is None:
        bound = next((j for j in _told_right_before(chains, i) if may_be_person(chains, i, j)), None)
    if bound is None:
        bound = _settled(chains, i, turns)
    if bound is not None:
        found: int | None = bound
    elif candidate.rule == "first person":
        found = _speaker(chains, i, turns)
    elif candidate.rule == "relative" or _is_of_nobody(chains, i):
        found = None
    else:
        found = _proposed(chains, i, turns)
        if found is not None and turns.of(candidate.head) is None:  # who speaks on is for turns to tell
            found = pronoun_ranking.choose(chains, i, turns, found)
        if found is not None and candidate.number == "plural" and _are_met(chains, i, found):
            found = None
    if found is not None:
        chains.merge(found, i, 0.7)


def _told_right_before(chains: Chains, i: int) -> Iterator[int]:
    """Whom "himself" stresses; and whose kin a row tells of before his: "the cook's wife and his sons"."""
    owner = owners.owner_beside(chains.doc[chains.candidates[i].head])
    found = (owners.stressed(chains, i), chains.at_head(owner.i) if owner is not None else None)
    yield from (j for j in found if j is not None and j < i)


def _settled(chains: Chains, i: int, turns: Turns) -> int | None:
    """What a rule tells that knows what the words mean: who acts before the colon of words quoted, who was taken, who
    goes on to act, of whom a speaker goes on to tell, whose post it is."""
    candidate = chains.candidates[i]
    if candidate.rule in ("first person", "relative"):
        return None
    turn = turns.of(candidate.head)
    opener = turns.introduced_by(turn) if turn is not None else None
    if opener is not None and opener < i and agrees(chains, i, opener):
        return opener
    taken = (chains.at_head(token.i) for token in taken_before(chains.doc[candidate.head]))
    if (captive := next((j for j in taken if j is not None and j < i and agrees(chains, i, j)), None)) is not None:
        return captive
    follows = binding.goes_on(chains.doc[candidate.head]) if candidate.kind == "Person" else None
    doer = chains.at_head(follows.i) if follows is not None else None
    if doer is not None and agrees(chains, i, doer):
        return doer
    if candidate.number == "plural":
        return _accused(chains, i, turns)
    return _headed_body(chains, i) if candidate.kind is None else None


def _are_met(chains: Chains, i: int, j: int) -> bool:
    """Whether those told of last are but some of those whom "they" mean: who met them is of them too."""
    members = chains.members(j)
    last = members[max(bisect_left(members, i) - 1, 0)]
    other = chains.doc[chains.candidates[last].head]
    return _is_second(chains, i, other) or binding.are_met(other, chains.doc[chains.candidates[i].head])


def _is_second(chains: Chains, i: int, other: Token) -> bool:
    """Whether one person stands in a row before others, and a sentence before "they", which are all of them: "Kim and
    her deputies left. They said"."""
    first = first_conjunct(other)
    j = chains.at_head(first.i) if first is not other else None
    is_before = chains.sentence_of[other.i] < chains.sentence_of[chains.candidates[i].head]
    return is_before and j is not None and chains.kind(j) == "Person" and chains.number(j) != "plural"


def _is_of_nobody(chains: Chains, i: int) -> bool:
    """Whether the clause tells that a pronoun stands for anybody, for others than are told of, or for no actor."""
    pronoun = chains.doc[chains.candidates[i].head]
    if chains.candidates[i].number == "plural":
        is_of_things = binding.is_of_several(pronoun) or binding.is_of_thing_told(chains, pronoun)
        return is_of_things or binding.is_of_anyone(pronoun) or binding.is_of_who_is_asked(chains, i)
    return chains.candidates[i].kind is None and (binding.is_of_clause(pronoun) or binding.is_thing(pronoun))


def _proposed(chains: Chains, i: int, turns: Turns) -> int | None:
    """What the rules of place alone take a pronoun to stand for."""
    candidate = chains.candidates[i]
    if candidate.kind == "Person":
        return _person(chains, i, turns)
    return _subject(chains, i) if candidate.number == "singular" else _best(chains, i, turns)


def _anticipated(chains: Chains, i: int, turns: Turns) -> int | None:
    """Who is told of right after a phrase with the pronoun: "for her part, Lima said", "to save his seat, he lied"."""
    pronoun = chains.doc[chains.candidates[i].head]
    subject = binding.anticipated(pronoun) or binding.interrupted(pronoun) or binding.subject_to_come(pronoun)
    j = chains.at_head(subject.i) if subject is not None else None
    if j is None:
        return None
    if chains.candidates[j].form != "pronoun":
        return j if agrees(chains, i, j) or (j < i and may_be_person(chains, i, j)) else None
    if chains.candidates[j].kind != "Person" or not is_like(chains, i, j):
        return None
    if len(chains.members(j)) == 1:
        resolve(chains, j, turns)
    return j if len(chains.members(j)) > 1 else None


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


def _accused(chains: Chains, i: int, turns: Turns) -> int | None:
    """Of whom a speaker goes on to tell in a quotation of its own: "The league accused the police of … "They …", "She
    said that villagers had fled. "They …"."""
    number = turns.voices.quoting(chains.doc[chains.candidates[i].head].idx)
    if number is None:
        return None
    speaker, before = turns.speaker_of(number), turns.before(number)
    if before is None or speaker is None or turns.speaker_of(before) != speaker:
        return None
    cue = chains.doc[turns.attributions[before].cue]
    accuses = lemma(cue) in load_lexicon("pronouns_usage")["accusing"]["verbs"]
    told = [child for child in cue.children if accuses and child.dep_ in ("dobj", "nsubjpass")]
    told += [t for clause in cue.children if clause.dep_ == "ccomp" for t in clause.children if t.dep_ in SUBJECTS]
    of_whom = (chains.at_head(_counted(token).i) for token in told)
    wanted = (j for j in of_whom if j is not None and chains.distance(i, j) <= REACH)
    return next((j for j in wanted if chains.kind(j) == "Group" or chains.number(j) == "plural"), None)


def _counted(token: Token) -> Token:
    """The noun that a partitive counts: "activists" of "dozens of activists"."""
    if token.lower_ in nouns().partitives:
        inner = (t for p in token.children if p.lower_ == "of" for t in p.children if t.dep_ == "pobj")
        return next(inner, token)
    return token


def _person(chains: Chains, i: int, turns: Turns) -> int | None:
    """Whom "he" or "she" stands for. In words that nobody is known to say, any outside of them might be the speaker."""
    if (turn := turns.of(chains.candidates[i].head)) is not None:
        return _one_who_speaks(chains, i, turn, turns)
    speaker = turns.chain_quoting(chains.candidates[i].head)
    found = _best(chains, i, turns, speaker)
    return found if found is not None and (speaker is not None or turns.is_quoted_with(i, found)) else None


def _one_who_speaks(chains: Chains, i: int, turn: int, turns: Turns) -> int | None:
    """Who "he" of "he said" is: rather who spoke right before; nobody of before him, if nothing stands for that one."""
    before, unnamed = turns.speaker_before(turn)
    scored = [
        (SPEAKS_ON if before is not None and chains.together(before, j) else _rank(chains, i, j, turns), j)
        for j in chains.antecedents(i, REACH)
        if agrees(chains, i, j) and not turns.is_spoken_of(turn, j)
    ]
    best = max(scored)[1] if scored else None
    is_passed_over = best is not None and unnamed is not None and chains.candidates[best].head < unnamed
    return None if is_passed_over else best


def _best(chains: Chains, i: int, turns: Turns, besides: int | None = None) -> int | None:
    """The antecedent of the highest rank: near, a subject, often told. `besides` is a chain that it cannot be."""
    verb = governing_verb(chains.doc[chains.candidates[i].head])
    if chains.candidates[i].number == "plural":
        for above in binding.speakers_above(verb):
            if (group := _spoken_for(chains, i, above)) is not None:
                return group
    doers = dict.fromkeys((token.i for token in binding.doers_above(verb)), ACTS)
    doers |= dict.fromkeys((token.i for token in binding.understood_subjects(verb)), ACTS_HERE)
    if chains.candidates[i].kind == "Person":
        near = owners.owners_near(chains.doc[chains.candidates[i].head])
        acting_near = (*near, *binding.understood_subjects(verb))
        acting = (chains.at_head(token.i) for token in acting_near if token.dep_ in SUBJECTS)
        if any(j is not None and _is_left_open(chains, i, j) for j in acting):
            return None
        told = ((token.i, chains.at_head(token.i)) for token in near)
        doers |= dict.fromkeys((t.i for t in owners.struck(chains, chains.doc[chains.candidates[i].head])), ACTS_HERE)
        doers |= dict.fromkeys((t.i for t in owners.owners_of_kin(chains.doc[chains.candidates[i].head])), OF_KIN)
        doers |= dict.fromkeys((head for head, j in told if j is not None and not _is_untold(chains, j)), NEAREST)
    doers |= dict.fromkeys(
        (token.i for token in binding.parallel_objects(chains.doc[chains.candidates[i].head])), ACTS_HERE
    )
    scored = [
        (_rank(chains, i, j, turns, doers), j)
        for j in chains.antecedents(i, REACH)
        if (besides is None or chains.chain_of(j) != besides) and agrees(chains, i, j)
    ]
    if not scored:
        return None
    rank, best = max(scored)
    is_sure = chains.candidates[i].number != "plural" or binding.is_willed(chains.doc[chains.candidates[i].head])
    return best if is_sure or rank + SURER >= salience_of_things(chains, i, best) else None


def _is_left_open(chains: Chains, i: int, j: int) -> bool:
    """Whether who acts in the clause is a pronoun like this one for which nobody was found: "she sold her farm"."""
    is_alone = chains.candidates[j].form == "pronoun" and len(chains.members(j)) == 1
    return is_alone and chains.candidates[j].kind == "Person" and is_like(chains, i, j)


def _rank(chains: Chains, i: int, j: int, turns: Turns, doers: Mapping[int, float] | None = None) -> float:
    """`doers` are who acts in a clause around the pronoun that has no subject, and how salient that makes them: "asked
    Kim to sell his house"."""
    head = chains.doc[chains.candidates[j].head]
    role = max((doers or {}).get(head.i, 0.0), ACTS * turns.is_cited(head.i), salience_in_sentence(chains, j))
    if chains.candidates[j].form == "name" and turns.are_one(head.i, chains.candidates[i].head):
        role += SAME_TURN
    if chains.candidates[i].number == "plural" and chains.kind(j) != "Group":
        role -= UNLIKE
    if chains.candidates[i].kind == "Person" and _is_untold(chains, j):
        role -= UNTOLD
    return role - FADING * chains.distance(i, j) + 0.05 * min(len(chains.members(j)), 6)


def _is_untold(chains: Chains, j: int) -> bool:
    """Whether somebody has neither a name nor a gender told."""
    return not any(chains.names(j)) and gender(chains, j) is None


def _subject(chains: Chains, i: int) -> int | None:
    """What "it" stands for: the subject of its own clause or of those before, if that is an entity and no thing."""
    pronoun = chains.doc[chains.candidates[i].head]
    for subject in _subjects_before(pronoun):
        j = chains.at_head(subject.i)
        if j is not None and j < i and agrees(chains, i, j):
            return j
        if j is not None and (body := _spoken_for(chains, i, subject)) is not None:
            return body
        if subject.pos_ in ("NOUN", "PROPN") and j is None and not _heads_post(pronoun):
            return None
    return None


def _heads_post(pronoun: Token) -> bool:
    """Whether "its" stands before a post, so that it is of a body and of no thing: "its director"."""
    return pronoun.dep_ == "poss" and pronoun.head.lower_ in load_lexicon("titles")["posts"]


def _headed_body(chains: Chains, i: int) -> int | None:
    """The one body with a name that was told of last where "its" stands before a post and no subject is a body."""
    pronoun = chains.doc[chains.candidates[i].head]
    if not _heads_post(pronoun):
        return None
    subjects = (chains.at_head(subject.i) for subject in _subjects_before(pronoun))
    if any(j is not None and j < i and agrees(chains, i, j) for j in subjects):
        return None
    told = [j for j in chains.antecedents(i, 1) if is_a(chains.kind(j) or "", "Organization") and any(chains.names(j))]
    told = [j for j in told if not _is_told_news(chains, j)]
    nearest = [j for j in told if chains.distance(i, j) == chains.distance(i, told[0])]
    return nearest[0] if len(nearest) == 1 and agrees(chains, i, nearest[0]) else None


def _is_told_news(chains: Chains, j: int) -> bool:
    """Whether an outlet only hears it: "in a message to Radio Vela its spokesman said"."""
    head = chains.doc[chains.candidates[j].head]
    return chains.kind(j) == "MediaOrganization" and head.dep_ in ("dative", "dobj", "pobj")


def _spoken_for(chains: Chains, i: int, speaker: Token) -> int | None:
    """The one body or group that a spokesman speaks for, in words that are not quoted: "a spokesman for the port said
    that it would close", "the family's spokesman said that they would appeal"."""
    pronoun = chains.candidates[i].head
    if chains.quotation_of[pronoun] or lemma(speaker) not in load_lexicon("pronouns_usage")["spokesmen"]["nouns"]:
        return None
    if speaker.head.lemma_ not in verb_classes() or speaker.head not in chains.doc[pronoun].ancestors:
        return None
    inside = (chains.at_head(token.i) for token in speaker.subtree if token.i < pronoun)
    wanted = "Group" if chains.candidates[i].number == "plural" else "Organization"
    bodies = [j for j in inside if j is not None and is_a(chains.kind(j) or "", wanted)]
    fitting = {chains.chain_of(j): j for j in bodies if agrees(chains, i, j)}
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _subjects_before(pronoun: Token) -> Iterator[Token]:
    """The subjects of the clauses around a pronoun that stand before it, then those of the sentence before."""
    verb = governing_verb(pronoun)
    seen: set[int] = set()
    while verb.i not in seen and len(seen) < binding.HIGHEST:
        seen.add(verb.i)
        own = [t for t in verb.children if t.dep_ in SUBJECTS]
        yield from (t for t in own or binding.understood_subjects(verb) if t.i < pronoun.i)
        if pronoun.i and pronoun.nbor(-1).text == ";":  # "The ministry rejected it; its spokesman said …"
            clauses = (t for t in verb.children if t.dep_ == "ccomp" and t.i < pronoun.i)
            yield from (t for clause in clauses for t in clause.children if t.dep_ in SUBJECTS)
        verb = governing_verb(verb)
    start = pronoun.sent.start
    if start > 0:
        root = pronoun.doc[start - 1].sent.root
        yield from (t for t in root.children if t.dep_ in SUBJECTS)
