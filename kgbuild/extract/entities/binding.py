"""What the grammar of a clause says of pronouns: what they cannot stand for, and what they must."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Final

from kgbuild.extract.claims.reporting import verb_classes
from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.entities.nouns import PLURAL_TAGS, nouns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import (
    OBJECTS,
    SUBJECTS,
    children,
    governed,
    governing_verb,
    is_finite,
    lemma,
    noun_subjects,
    subjects,
)
from kgbuild.parse import Token
from kgbuild.vocabulary import is_a

MOST_TRIED: Final = 8
"""How many of the latest mentions of a chain are asked for their place in the pronoun's clause."""

SEATED: Final = 2
"""How many sentences back others may be told of that "they" are, rather than a city's government."""

HIGHEST: Final = 20
"""How many words above a pronoun's clause are asked for who acts or speaks there: more than sentences of prose have."""


def are_disjoint(chains: Chains, i: int, j: int) -> bool:
    """Whether the grammar forbids that pronoun `i` stands for the chain of mention `j`."""
    rules = (are_coarguments, _is_demanded, _is_named_below, _is_beside, _is_told_of)
    return any(rule(chains, i, j) for rule in rules)


def are_coarguments(chains: Chains, i: int, j: int) -> bool:
    """Whether both are arguments of one verb, where only a reflexive could stand for the other (principle B)."""
    if chains.candidates[i].rule == "reflexive":
        return False
    one = chains.doc[chains.candidates[i].head]
    verb = one.head
    if one.dep_ == "pobj" and verb.lower_ in load_lexicon("pronouns_usage")["others"]["prepositions"]:
        verb = verb.head
    if one.dep_ == "poss" or verb.pos_ not in ("VERB", "AUX"):
        return False
    members = chains.members(j)
    before = bisect_left(members, i)
    heads = [chains.candidates[member].head for member in members[max(before - MOST_TRIED, 0) : before]]
    understood = {subject.i for subject in understood_subjects(verb)} if one.dep_ not in SUBJECTS else set()
    return any(chains.doc[head].head == verb or head in understood for head in heads)


def understood_subjects(verb: Token) -> tuple[Token, ...]:
    """Who acts in an infinitive or participle without a subject: who uses it in "used force to stop them"."""
    if is_finite(verb):
        own = any(child.dep_ in SUBJECTS for child in verb.children)
        return subjects(verb) if verb.dep_ == "conj" and not own else ()  # "nor opposed it"
    if verb.dep_ == "acl" and verb.tag_ == "VB" and verb.head.dep_ == "pobj" and not noun_subjects(verb.head):
        return subjects(governing_verb(verb.head))  # "in an attempt to stop them"
    return tuple(doer for subject in subjects(verb) for doer in _whose_task(subject, verb))


def _whose_task(subject: Token, verb: Token) -> tuple[Token, ...]:
    """The subject itself, or for whom it is what an infinitive says: the states in "the task for states is to pay"."""
    is_task = subject.head.lemma_ == "be" and verb.head is subject.head and verb.tag_ == "VB"
    return (governed(subject, "for") if is_task else ()) or (subject,)


def parallel_objects(pronoun: Token) -> tuple[Token, ...]:
    """The objects of the verb that the one of an object pronoun goes on from: "met officers and offered them money"."""
    verb = pronoun.head
    if (
        pronoun.dep_ not in (*OBJECTS, "dative")
        or verb.dep_ != "conj"
        or any(c.dep_ in SUBJECTS for c in verb.children)
    ):
        return ()
    return tuple(child for child in verb.head.children if child.dep_ in OBJECTS and child.i < verb.i)


def is_beside_subject(chains: Chains, i: int, j: int) -> bool:
    """Whether nominal `i` stands in a clause whose subject is in the chain of `j`: "Vell left the firm"."""
    verb = governing_verb(chains.doc[chains.candidates[i].head])
    subjects = {child.i for child in verb.children if child.dep_ in SUBJECTS and child.i < verb.i}
    members = chains.members(j)
    before = bisect_left(members, i)
    return any(chains.candidates[member].head in subjects for member in members[max(before - MOST_TRIED, 0) : before])


def _is_demanded(chains: Chains, i: int, j: int) -> bool:
    """Whether the subject asks for what the pronoun is to do: "Kim demanded that she resign" is of another."""
    pronoun = chains.doc[chains.candidates[i].head]
    verb = pronoun.head
    if pronoun.dep_ not in SUBJECTS or verb.dep_ != "ccomp":
        return False
    if lemma(verb.head) not in load_lexicon("pronouns_usage")["others_deeds"]["verbs"]:
        return False
    subjects = {child.i for child in verb.head.children if child.dep_ in SUBJECTS}
    return any(chains.candidates[member].head in subjects for member in chains.members(j)[-MOST_TRIED:])


def _is_beside(chains: Chains, i: int, j: int) -> bool:
    """Whether the pronoun is in what stands in apposition to the mention: "the fund, its investment arm"."""
    owned = chains.doc[chains.candidates[i].head].head
    return (
        chains.doc[chains.candidates[i].head].dep_ == "poss"
        and owned.dep_ == "appos"
        and (owned.head.i == chains.candidates[j].head)
    )


def _is_told_of(chains: Chains, i: int, j: int) -> bool:
    """Whether the pronoun acts in a clause that tells of the mention: "a painter she knew" is not "she"."""
    pronoun = chains.doc[chains.candidates[i].head]
    clause = pronoun.head
    if pronoun.dep_ not in SUBJECTS or clause.dep_ != "relcl":
        return False
    return any(chains.candidates[member].head == clause.head.i for member in chains.members(j)[-MOST_TRIED:])


def _is_named_below(chains: Chains, i: int, j: int) -> bool:
    """Whether the clause of a subject pronoun goes on to name the entity (principle C): "he praised Kim's courage"."""
    pronoun = chains.doc[chains.candidates[i].head]
    if pronoun.dep_ not in SUBJECTS:
        return False
    last = pronoun.head.right_edge.i
    members = chains.members(j)
    later = (chains.candidates[members[at]] for at in range(bisect_right(members, i), len(members)))
    heads = takewhile(lambda head: head <= last, (candidate.head for candidate in later if candidate.form == "name"))
    return any(head > pronoun.i and pronoun.head in chains.doc[head].ancestors for head in heads)


def modified(chains: Chains, i: int) -> int | None:
    """The mention that a partitive with the pronoun modifies: "the pupils, most of them girls"."""
    pronoun = chains.doc[chains.candidates[i].head]
    if pronoun.dep_ != "pobj" or pronoun.head.lower_ not in ("of", "among") or pronoun.lower_ not in ("them", "whom"):
        return None
    part = pronoun.head.head
    before = chains.doc[max(part.left_edge.i - 2, 0) : part.left_edge.i]
    if len(before) == 2 and before[1].text in ",—–" and before[0].tag_ in PLURAL_TAGS:
        return chains.at_head(before[0].i)
    for token in (part, *part.ancestors):
        if token.dep_ in ("appos", "relcl", "acl", "advcl") and token.head.pos_ in ("NOUN", "PROPN"):
            j = chains.at_head(token.head.i)
            return j if j is not None and j < i and chains.number(j) == "plural" else None
    return None


def seat(chains: Chains, i: int) -> int | None:
    """Whose seat is where "they" speak, as translations write: "In Baku, they said", "In the Kremlin, they noted"."""
    head = chains.doc[chains.candidates[i].head]
    if head.lower_ != "they" or head.dep_ != "nsubj" or head.head.lemma_ not in verb_classes():
        return None
    opening = head.sent[0]
    if (
        opening.lower_ != "in"
        or opening.head is not head.head
        or head.nbor(-1).text != ","
        or opening.right_edge.i != head.i - 2
    ):
        return None
    j = next((chains.at_head(seat.i) for seat in opening.children if seat.dep_ == "pobj"), None)
    if j is None or chains.candidates[j].form != "name" or chains.kind(j) not in ("City", "GovernmentBody"):
        return None
    are_told = any(chains.kind(k) == "Group" for k in chains.antecedents(i, SEATED))
    return None if are_told and chains.kind(j) == "City" else j  # "miners marched. In Baku, they said …"


def anticipated(pronoun: Token) -> Token | None:
    """The subject after a phrase with a possessive pronoun that tells how it speaks: "in her speech, Lima said"."""
    phrase = pronoun.head.head
    if pronoun.dep_ != "poss" or pronoun.head.dep_ != "pobj" or phrase.i > pronoun.i:
        return None
    if lemma(pronoun.head) not in load_lexicon("pronouns_usage")["anticipating"]["nouns"]:
        return None
    subjects = (child for child in phrase.head.children if child.dep_ in SUBJECTS and child.i > pronoun.i)
    return next(subjects, None)


def subject_to_come(pronoun: Token) -> Token | None:
    """The subject that follows a phrase or clause in front of it with the pronoun: "to keep his seat, he paid". Of a
    phrase that tells no aim only a pronoun is surely the same: "in his rage, he left". Who "him" is does not come: "to
    help him, the minister sent a doctor"."""
    below, is_object = pronoun, pronoun.dep_ not in ("poss", *SUBJECTS)
    for verb in islice(pronoun.ancestors, HIGHEST):
        subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i > below.right_edge.i), None)
        if subject is not None:
            is_aim = below.dep_ == "advcl" and below.tag_ == "VB"
            if is_object or not (is_aim or subject.pos_ == "PRON"):
                return subject if _is_attendant(below) else None
            return subject if below.dep_ in ("advcl", "prep") else None
        below = verb
    return None


def _is_attendant(phrase: Token) -> bool:
    """Whether a phrase in front tells what goes on meanwhile: "with polls showing her ahead, Lima …"."""
    objects = (child for child in phrase.children if child.dep_ == "pobj") if phrase.lower_ == "with" else ()
    told = any(c.dep_ == "acl" and c.tag_ in ("VBG", "VBN") for each in objects for c in each.children)
    return told or (phrase.lower_ == "with" and any(child.dep_ == "pcomp" for child in phrase.children))


def interrupted(pronoun: Token) -> Token | None:
    """The last word of the subject that a clause with the pronoun parts from its verb: "Lima, once he saw it, left"."""
    doc, first = pronoun.doc, pronoun.i - 3
    if pronoun.dep_ not in SUBJECTS or first < pronoun.sent.start or doc[first + 1].text != ",":
        return None
    if doc[first + 2].lower_ not in load_lexicon("pronouns_usage")["parting"]["conjunctions"]:
        return None
    subject = doc[first]
    return subject if subject.dep_ in SUBJECTS and subject.left_edge.i == pronoun.sent.start else None


def goes_on(pronoun: Token) -> Token | None:
    """Who did what a clause goes on from, of "he" or "she" that is its subject: "Kim praised Lima; then he left"."""
    verb = pronoun.head
    if pronoun.dep_ != "nsubj" or verb.dep_ not in ("conj", "ccomp", "parataxis"):
        return None
    if not any(child.lower_ in load_lexicon("pronouns_usage")["sequence"]["adverbs"] for child in verb.lefts):
        return None
    other = verb.head if verb.dep_ == "conj" else next((c for c in verb.children if c.dep_ == "ccomp"), verb.head)
    return next((child for child in other.children if child.dep_ == "nsubj" and child.i < pronoun.i), None)


def is_of_anyone(pronoun: Token) -> bool:
    """Whether an indefinite subject before it binds a plural pronoun: "nobody changed their mind"."""
    indefinite = load_lexicon("pronouns_usage")["indefinite"]["subjects"]
    return any(
        child.lower_ in indefinite and child.i < pronoun.i
        for ancestor in pronoun.ancestors
        for child in ancestor.children
        if child.dep_ in SUBJECTS
    )


def is_of_several(pronoun: Token) -> bool:
    """Whether "they" are the two or more who act by their names in the nearest clause that tells who acts, and so no
    one entity: "Ana Berg and Jan Vell lost their seats"."""
    for verb in islice(pronoun.ancestors, HIGHEST):
        acting = [child for child in verb.children if child.dep_ in SUBJECTS and child is not pronoun]
        if acting and acting[0].i < pronoun.i:
            row = [acting[0], *(child for child in acting[0].children if child.dep_ == "conj")]
            return len(row) > 1 and all(token.tag_ == "NNP" for token in row)
    return False


def is_of_thing_told(chains: Chains, pronoun: Token) -> bool:
    """Whether "they" in a clause behind may be the things that one did something to: "Roe sold her shares, though they
    had fallen"."""
    clause = pronoun.head
    above = clause.head
    telling = load_lexicon("pronouns_usage")["telling"]
    tells = lemma(clause) in (*telling["verbs"], *telling["papers"])
    is_behind = pronoun.dep_ in SUBJECTS and clause.dep_ == "advcl" and clause.i > above.i
    goes = lemma(clause) in load_lexicon("pronouns_usage")["going"]["verbs"]
    if not is_behind or goes or (is_willed(pronoun) and not tells):
        return False
    one = all(child.tag_ in ("NN", "NNP", "PRP") for child in above.children if child.dep_ in SUBJECTS)
    things = (c for c in above.children if c.dep_ in OBJECTS and c.tag_ == "NNS" and chains.at_head(c.i) is None)
    return one and any(thing.i < pronoun.i for thing in things)


def are_met(other: Token, pronoun: Token) -> bool:
    """Whether "they" of a verb of speech may be those whom somebody met, and he with them: "Roe met two envoys. They
    agreed that …", "The ministers met two envoys. They said …". Of one host only what both do tells so."""
    verb = other.head.head if other.dep_ == "pobj" and other.head.lower_ == "with" else other.head
    is_other = other.dep_ == "dobj" or verb is not other.head
    table = load_lexicon("pronouns_usage")["meeting"]
    if not is_other or pronoun.dep_ not in SUBJECTS or lemma(verb) not in table["verbs"]:
        return False
    hosts = [child for child in verb.children if child.dep_ in SUBJECTS]
    are_many = any((host.tag_ == "NNS" and lemma(host) != host.lower_) or children(host, "conj") for host in hosts)
    return lemma(pronoun.head) in table["joint"] or (are_many and is_willed(pronoun))


def doers_above(verb: Token) -> Iterator[Token]:
    """Who acts in the clauses around a clause that have no subject, the nearest first."""
    for above in islice(verb.ancestors, HIGHEST):
        yield from understood_subjects(above)


def speakers_above(verb: Token) -> Iterator[Token]:
    """The subjects of the clauses around a clause, the nearest first."""
    for above in islice(verb.ancestors, HIGHEST):
        yield from (child for child in above.children if child.dep_ in SUBJECTS and child.i < above.i)


def is_of_who_is_asked(chains: Chains, i: int) -> bool:
    """Whether a plural pronoun is in what a country or a body is asked or made to do: "They called on Peru to withdraw
    their troops" hardly means those who call, and no "they" is a country."""
    pronoun = chains.doc[chains.candidates[i].head]
    verb = governing_verb(pronoun)
    if chains.candidates[i].number != "plural" or pronoun.dep_ != "poss" or is_finite(verb):
        return False
    asked = (chains.at_head(t.i) for t in understood_subjects(verb) if t.dep_ not in SUBJECTS)
    return any(j is not None and is_a(chains.kind(j) or "", "Country") for j in asked)


def is_willed(pronoun: Token) -> bool:
    """Whether the place of "they" is that of somebody: one gives to people, and people say."""
    return pronoun.dep_ == "dative" or (pronoun.dep_ in SUBJECTS and pronoun.head.lemma_ in verb_classes())


def is_thing(pronoun: Token) -> bool:
    """Whether "it" is said to be what no actor and no place is: "it was the third raid", "Chad condemned it"."""
    if pronoun.dep_ == "dobj" and pronoun.lower_ == "it":
        return lemma(pronoun.head) in load_lexicon("pronouns_usage")["deeds"]["verbs"]
    if pronoun.dep_ not in SUBJECTS or lemma(pronoun.head) != "be":
        return False
    told = [child for child in pronoun.head.children if child.dep_ == "attr" and child.tag_ == "NN"]
    is_of_size = any(child.lower_ == "of" for child in pronoun.head.children)  # "it was of great depth"
    return is_of_size or any(nouns().kind_of(noun) is None for noun in told)


def is_of_clause(pronoun: Token) -> bool:
    """Whether "it" tells of a deed or a thing, not of an actor: "denied it", "voted for it", "it shows that …".

    Only verbs of dealing with somebody ("asked it to pay") have an actor for it.
    """
    if pronoun.lower_ != "it":
        return False
    if pronoun.dep_ in SUBJECTS:
        tells = lemma(pronoun.head) in load_lexicon("pronouns_usage")["telling"]["verbs"]
        return tells and any(child.dep_ == "ccomp" for child in pronoun.head.children)
    verb = pronoun.head.head if pronoun.dep_ == "pobj" else pronoun.head
    dealing = load_lexicon("pronouns_usage")["dealings"]["verbs"]
    return pronoun.dep_ in (*OBJECTS, "pobj", "dative") and lemma(verb) not in dealing
