"""Which words are part of another trigger, or only carry it, and so tell no event of their own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from kgbuild.extract import syntax
from kgbuild.extract.events import patterns
from kgbuild.extract.events.candidates import Candidate
from kgbuild.extract.events.commitment import speech_acts
from kgbuild.extract.events.factuality import carriers, embeds, wants
from kgbuild.extract.events.noun_slots import attended_by
from kgbuild.extract.events.senses import Sense
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Token


def parts_of(candidate: Candidate, candidates: Mapping[int, Candidate]) -> Iterator[Token]:
    """The words that are no triggers of their own because they are part of this one: "fire" in "open fire", the speech
    act that another one answers ("rejected the demand"), what demonstrators call for; "hold" in "hold talks"."""
    token, part, sense, _ = candidate
    if sense.lemma != syntax.lemma(token):
        yield from (word for word in syntax.hyphenated(token) if word != token)
    if part == "verb" and (
        _says_again(candidate, candidates) or (_is_light(candidate) and _carries(candidate, candidates))
    ):
        yield token
        return
    if sense.is_generic:
        if _tells_of_another(token, candidates):
            yield token
        return
    for word in patterns.consumed(sense, token, part):
        if word.i in candidates and _is_figure(candidates[word.i].sense):
            yield token  # "fought a war of words"
        if word.i in candidates and _is_meant_otherwise(candidate, candidates[word.i]):
            yield token  # "launched an attack on the tax plan"
            continue
        if word.i not in candidates or not _leaves(sense, candidates[word.i].sense):
            yield word
    if part == "verb" and sense.plover in speech_acts():
        for word in syntax.direct_objects(token):
            said = candidates.get(word.i)
            if said is not None and said.sense.plover in speech_acts() and not _is_ended(sense, said.sense):
                yield word
    if sense.plover == "PROTEST":
        for voiced in _clauses_below(token):
            if voiced.i in candidates and candidates[voiced.i].sense.plover in _table("voiced_by_protest"):
                yield voiced


def _is_light(verb: Candidate) -> bool:
    """Whether a verb adds nothing to what its object names; who imposes sanctions does what they are."""
    lemma = syntax.lemma(verb.token)
    return lemma in carriers() and not (verb.sense.plover == "SANCTION" and lemma in _table("imposing"))


def _is_figure(sense: Sense) -> bool:
    """Whether a word is one of speech by what it brings itself, not by the verb or preposition above it, which tells
    more with its own: "came *under fire*"; and is no word for people, to whom something is done."""
    if sense.lemma in _table("persons"):
        return False
    return not sense.classes and not any(c.slot == "head" and c.wanted for c in sense.conditions)


def _tells_of_another(token: Token, candidates: Mapping[int, Candidate]) -> bool:
    """Whether a verb only tells how another happening goes on, or with what it is done."""
    if token.lower_ in _table("means"):
        return token.dep_ in ("advcl", "acl")
    is_aspect = syntax.lemma(token) in _table("aspectual")
    return is_aspect and any(child.i in candidates for child in syntax.children(token, "xcomp"))


def _is_meant_otherwise(carrier: Candidate, noun: Candidate) -> bool:
    """Whether the words after a noun give it another sense than it has as part of a verb's that only carries it out."""
    slots = ("governed", "modifier") if carrier.sense.plover == "ASSAULT" else ("governed",)  # "a blistering attack"
    return (
        syntax.lemma(carrier.token) in carriers()
        and not wants(carrier.token, noun.token)
        and noun.sense.plover not in (None, carrier.sense.plover)
        and any(condition.wanted and condition.slot in slots for condition in noun.sense.conditions)
    )


def _leaves(sense: Sense, part_of_it: Sense) -> bool:
    """Whether a word that is part of another's sense is an event beside it: the rally in "broke up a rally"."""
    return sense.plover in _table("with_content") or _is_ended(sense, part_of_it)


def _is_ended(sense: Sense, other: Sense) -> bool:
    """Whether what one sense tells puts an end to what another tells: a settlement to a lawsuit."""
    ended: dict[str, list[str]] = load_lexicon("events/parts")["ended"]
    return other.plover in ended.get(sense.plover or "", ())


def _says_again(candidate: Candidate, candidates: Mapping[int, Candidate]) -> bool:
    """Whether a verb only says what its subject names: "a quake jolted the coast"."""
    doers = () if syntax.is_passive(candidate.token) else syntax.subjects(candidate.token)
    nouns = (candidates.get(doer.i) for doer in doers)
    return any(
        noun is not None and noun.part == "noun" and noun.sense.classes == candidate.sense.classes for noun in nouns
    )


def _carries(candidate: Candidate, candidates: Mapping[int, Candidate]) -> bool:
    """Whether a noun tells the event, and the verb only that it takes place: "hold talks", "riots erupted"."""
    if candidate.sense.is_generic and not syntax.direct_objects(candidate.token):
        nouns = (candidates.get(child.i) for child in syntax.children(candidate.token, "nsubj"))
        return any(noun is not None and noun.part == "noun" and not noun.sense.is_generic for noun in nouns)
    if not candidate.sense.is_generic and syntax.lemma(candidate.token) in _table("sealing"):
        return False
    for obj in syntax.direct_objects(candidate.token):
        noun = candidates.get(obj.i)
        if noun is not None and noun.part == "noun" and candidate.sense.plover in (None, noun.sense.plover):
            told = noun.sense.plover is not None or noun.sense.classes == candidate.sense.classes
            return candidate.sense.is_generic or (told and not embeds(candidate.token))
    return False


def _clauses_below(token: Token) -> Iterator[Token]:
    """The clauses that say why: below the trigger, or beside it where a light verb carries it; "in protest" too."""
    heads = [token, token.head] if token.dep_ == "dobj" and syntax.lemma(token.head) in carriers() else [token]
    if (attended := attended_by(token)) is not None:
        heads.append(attended)  # "converged for a rally to protest the ban"
    for head in heads:
        for clause in syntax.children(head, "advcl", "acl", "xcomp"):
            yield from syntax.conjuncts(clause)
        for preposition in syntax.prepositions(head):
            if preposition.lower_ == "in":
                yield from syntax.complements(preposition)


def _table(name: str) -> Collection[str]:
    words: list[str] = load_lexicon("events/parts")[name]
    return words
