"""What films, novels and plays tell: deeds of nobody, in the present tense."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.events.actors import is_actor
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Doc, Token

_PRESENT: Final = frozenset({"VBZ", "VBP", "MD"})


def plots(doc: Doc) -> frozenset[int]:
    """The words of what is told by a work of fiction: "the novel follows a girl who *is abducted*", but neither "the
    film won two awards" nor "a novel about the 1907 *massacre*"."""
    found: set[int] = set()
    walked: set[int] = set()
    for sentence in doc.sents:
        works = {token.i for token in sentence if _is_work(token)}
        if works and any(syntax.lemma(word) in _words("real") for word in sentence):
            works = set()
        for token in sentence:
            if token.pos_ in ("NOUN", "VERB"):
                for clause in _plot_clauses(token, token.i in works):
                    found.update(word for word in _told_as_plot(clause, walked) if word >= token.i)
    return frozenset(found)


def _plot_clauses(token: Token, is_work: bool) -> Iterator[Token]:
    """The verbs of the clauses in which a work, or who plays in one, has its plot told."""
    if is_work or _is_part_of_work(token):
        yield from _fronted(token)
    if is_work:
        yield from (each for each in syntax.children(token, "relcl") if _is_set_in(each))
        work = token.head if token.dep_ == "appos" else token
        if work.dep_ == "nsubj" and _is_telling(work.head):
            yield from (clause for clause in _below(work.head) if not _is_of_known(clause))
    elif syntax.lemma(token) == "play" and token.pos_ == "VERB":
        yield from (
            clause
            for role in syntax.children(token, "dobj")
            if is_actor(role) and any(child.lower_ in ("a", "an") for child in role.children)
            for clause in syntax.children(role, "relcl")
        )


def _is_telling(verb: Token) -> bool:
    """Whether a verb tells what is in a work: "follows", "is about", but not "is by", "is part of"."""
    if syntax.lemma(verb) != "be":
        return syntax.lemma(verb) in _words("telling")
    return any(child.lower_ == "about" for child in syntax.children(verb, "prep"))


def _is_work(token: Token) -> bool:
    is_named = token.pos_ == "NOUN" and token.dep_ not in ("amod", "compound", "nmod")
    return is_named and syntax.lemma(token) in _words("works") and not any(syntax.governed(token, "for", "on"))


def _is_part_of_work(token: Token) -> bool:
    told = (child.lower_ for child in syntax.children(token, "amod", "compound"))
    wholes = syntax.governed(token, "of")
    if any(whole.pos_ == "NOUN" and syntax.lemma(whole) not in _words("works") | _words("serials") for whole in wholes):
        return False  # "the first episode of violence since May"
    return syntax.lemma(token) in _words("scenes") and not _words("ranks").isdisjoint(told)


def _fronted(work: Token) -> Iterator[Token]:
    """The clause that a work opens: "*in her new novel*, a nurse kills …". Of films, which may be footage, only what an
    unknown one does."""
    preposition = work.head
    if work.dep_ != "pobj" or preposition.lower_ != "in" or preposition.dep_ != "prep":
        return
    verb = preposition.head
    is_fictitious = syntax.lemma(work) not in _words("footage") or any(
        child.lower_ in ("a", "an") for subject in syntax.subjects(verb) for child in subject.children
    )
    if syntax.is_verbal(verb) and preposition.i == verb.left_edge.i and is_fictitious:
        yield verb


def _is_set_in(clause: Token) -> bool:
    """Whether a relative clause tells what is in its noun: "a play *in which* a nurse kills …", "where …"."""
    governed = (noun for preposition in syntax.prepositions(clause) for noun in syntax.children(preposition, "pobj"))
    if any(noun.lower_ == "which" and noun.head.lower_ == "in" for noun in governed):
        return True
    if any(child.lower_ == "the" for child in clause.head.children):
        return False  # "the opera, where police are searching for a gunman"
    return any(child.lower_ == "where" for child in syntax.children(clause, "advmod"))


def _is_of_known(clause: Token) -> bool:
    """Whether a clause tells of a person or place that there is: "stars Ana Berg, who is on trial"."""
    who = clause.head
    return clause.dep_ == "relcl" and (who.pos_ == "PROPN" or any(child.lower_ == "the" for child in who.children))


def _below(verb: Token) -> Iterator[Token]:
    """The clauses behind a verb, the outermost ones."""
    above = [verb]
    while above:
        for child in above.pop().children:
            if child.i > verb.i and child.dep_ in ("relcl", "ccomp", "pcomp", "advcl"):
                yield child
            else:
                above.append(child)


def _told_as_plot(clause: Token, walked: set[int]) -> Iterator[int]:
    """The words of a clause that are told in the present and, if nouns, are of no known happening; those that have been
    `walked` are told already."""
    if clause.i in walked:
        return
    tensed = (each for each in clause.ancestors if syntax.is_verbal(each) and _has_tense(each))
    left = [(clause, next(tensed, clause))]
    while left:
        word, verb = left.pop()
        if word.i in walked:
            continue
        walked.add(word.i)
        verb = word if syntax.is_verbal(word) and _has_tense(word) else verb
        is_known = word.pos_ == "NOUN" and any(child.lower_ in ("the", "this", "that") for child in word.children)
        if not is_known and any(each.tag_ in _PRESENT for each in (verb, *syntax.children(verb, "aux", "auxpass"))):
            yield word.i
        left.extend((child, verb) for child in word.children)


def _has_tense(verb: Token) -> bool:
    return any(w.tag_ in (*_PRESENT, "VBD") for w in (verb, *syntax.children(verb, "aux", "auxpass")))


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_lexicon("events/candidates")["fiction"][name])
