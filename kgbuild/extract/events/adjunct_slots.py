"""The words around a trigger that verbs and nouns have alike: prepositional phrases, complement clauses."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Final, NamedTuple

from kgbuild.extract import syntax
from kgbuild.extract.events.actors import behind, is_place
from kgbuild.extract.events.patterns import clause_kinds
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Token

# Prepositions after which stands nobody whom an act concerns.
NOT_CONCERNED: Final = frozenset({"across", "after", "along", "as", "before", "by", "during", "near", "over", "until"})


FAVOUR: Final = "favour"
"""The slot of whom people act for: the soldiers in "poured into the streets to cheer the soldiers"."""
BEHIND: Final = "behind"
"""The slot of who is behind an object that is part of a trigger: the students in "broke up a rally of students"."""
AIM: Final = "aim"
"""The slot of whom concerns what people act for: the premier in "marched to unseat the premier"."""


class Filler(NamedTuple):
    """A phrase's head in a syntactic slot of a trigger ("subject", "against"), and how sure the attachment is."""

    slot: str
    head: Token
    confidence: float


def inside(noun: Token, taken: set[int]) -> Iterator[Filler]:
    """The phrases around a noun that is part of the trigger: "opened fire on the crowd"."""
    for owner in syntax.children(noun, "poss"):
        yield from (Filler("owner", head, 0.7) for head in syntax.conjuncts(owner))
    yield from prepositional(noun, 0.75, taken)


def _means(word: Token) -> Iterator[Token]:
    """What an act is done with: the drones in "attacked the base using drones"."""
    for near in (word, *syntax.direct_objects(word)):
        for clause in syntax.children(near, "advcl", "acl"):
            if clause.lower_ in load_lexicon("events/parts")["means"]:
                yield from syntax.direct_objects(clause)


def prepositional(word: Token, confidence: float, taken: set[int]) -> Iterator[Filler]:
    sympathies, wishes = load_lexicon("events/words")["sympathies"], load_lexicon("events/arguments")["wishes"]["nouns"]
    for preposition in syntax.prepositions(word):
        before = preposition.nbor(-1) if preposition.i else preposition
        if before.dep_ == "pobj" and syntax.lemma(before) in sympathies:
            continue  # "walked out in solidarity with the miners": see `of_motive`
        is_agent = preposition.dep_ == "agent" or (preposition.lower_ == "by" and syntax.is_verbal(word))
        if is_agent or syntax.is_range(preposition):
            continue
        if preposition.lower_ == "of" and preposition.i < word.i:
            continue  # "Of the nine, five have come"
        for head in syntax.complements(preposition):
            if preposition.lower_ == "at" and syntax.lemma(head) in wishes:
                continue  # "bombed it at the request of Chad"
            if head.i in taken:
                yield from inside(head, taken)
                yield from (Filler(BEHIND, actor, 0.6) for actor in behind(head) if actor.tag_ != "PRP$")
            else:
                yield Filler(preposition.lower_, syntax.antecedent(head), confidence)
    yield from (Filler("using", head, confidence) for head in _means(word))


def of_content(trigger: Token) -> Iterator[Filler]:
    """Whom the content of an act of speech concerns: Russia in "threatened to break relations with Russia"."""
    for clause in syntax.children(trigger, "xcomp", "advcl", "acl"):
        if not _is_wanted(clause) or syntax.given_time(trigger):
            continue
        is_favour = syntax.lemma(clause) in load_lexicon("events/arguments")["favouring"]["verbs"]
        slot = FAVOUR if is_favour else AIM if clause.dep_ == "advcl" else "content"
        yield from (Filler(slot, head, 0.55) for head in _concerned(clause))
        for deeper in syntax.children(clause, "xcomp"):
            yield from (Filler("content", head, 0.5) for head in syntax.direct_objects(deeper))
        if syntax.lemma(clause) in load_lexicon("events/arguments")["purposes"]["verbs"]:
            yield from (Filler("purpose", head, 0.55) for head in syntax.direct_objects(clause))
    for clause in syntax.children(trigger, "ccomp"):
        if not _own_modals().isdisjoint(child.lower_ for child in syntax.children(clause, "aux")):
            yield from (Filler("deed", head, 0.5) for head in _concerned(clause))
        elif syntax.is_subjunctive(clause) and syntax.is_passive(clause):
            yield from (Filler("clause", head, 0.55) for head in _bereft(clause))
    for clause in (trigger, *syntax.children(trigger, "xcomp")):
        yield from (Filler("condition", head, 0.5) for head in _of_condition(clause))


def _concerned(clause: Token) -> Iterator[Token]:
    """Whom or what an act concerns: what it is done to and with, and what that is of or against."""
    sends = syntax.lemma(clause) in load_lexicon("events/arguments")["sending"]["verbs"]
    objects = () if syntax.is_passive(clause) else syntax.direct_objects(clause)
    yield from () if sends else objects
    for word in (clause, *objects):
        around = tuple(syntax.prepositions(word))
        is_done_by = word != clause and any(preposition.lower_ == "by" for preposition in around)
        for preposition in around:
            # "to protest the killing of farmers by the army" concerns the army, who is behind its object
            if is_done_by or preposition.lower_ in NOT_CONCERNED or (sends and preposition.lower_ == "of"):
                continue
            for head in syntax.complements(preposition):
                if head.ent_type_ == "GPE" or preposition.lower_ not in ("at", "in", "near") or not is_place(head):
                    yield head


def _bereft(clause: Token) -> Iterator[Token]:
    """Who shall do what is demanded in the passive, or whom it shall be taken from: "demanded that the land be taken
    from the settlers"."""
    yield from syntax.agents(clause)
    for word in (clause, *syntax.children(clause, "advmod", "prt")):  # "taken away from"
        for preposition in syntax.prepositions(word):
            if preposition.lower_ == "from":
                yield from syntax.complements(preposition)


def _is_wanted(clause: Token) -> bool:
    """Whether a clause tells what is promised or demanded, not what came of it: "grounding all flights"."""
    kinds = clause_kinds(clause)
    return "to" in kinds or ("ing" in kinds and (clause.dep_ == "xcomp" or syntax.lemma(clause) in _reporting()))


def _of_condition(verb: Token) -> Iterator[Token]:
    """Who must do something or must not, or else: Oslo in "threatened to close the port unless Oslo pays"."""
    for clause in syntax.children(verb, "advcl"):
        if any(mark.lower_ in ("if", "unless") for mark in syntax.children(clause, "mark")):
            own = syntax.children(clause, "nsubj")  # "unless he is freed" asks nothing of him
            yield from (head for subject in own for head in syntax.conjuncts(subject))


def of_motive(word: Token) -> Iterator[Filler]:
    """Against or for whom people act, in a fixed phrase: "in defiance of", "in solidarity with"."""
    words = load_lexicon("events/words")
    for preposition in syntax.prepositions(word):
        for motive in syntax.complements(preposition) if preposition.lower_ == "in" else ():
            named = syntax.lemma(motive)
            if named not in (*words["motives"], *words["sympathies"]):
                continue
            slot = FAVOUR if named in words["sympathies"] else "content"
            for inner in syntax.prepositions(motive):
                yield from (Filler(slot, head, 0.55) for head in syntax.complements(inner))


@functools.cache
def _own_modals() -> frozenset[str]:
    return frozenset(load_lexicon("events/commitment")["words"])


@functools.cache
def _reporting() -> frozenset[str]:
    return frozenset(load_lexicon("events/words")["reporting"])
