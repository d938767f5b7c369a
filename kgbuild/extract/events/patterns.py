"""Which sense of the event lexicon a word has, by the conditions that the words around it fulfil (see `senses`)."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.events.actors import is_abstract, is_actor
from kgbuild.extract.events.senses import Condition, Part, Sense, Slot, event_lexicon
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Token

MODIFIERS: Final = ("amod", "compound", "nmod", "advmod", "poss", "acomp", "oprd", "neg", "nummod", "intj")
_SPECIFYING: Final = ("det", "poss", "nummod", "amod", "compound")
_ABSTRACT: Final = "%ABSTRACT"
_QUESTIONING: Final = ("WP", "WRB", "WDT")
RESULTS: Final = ("acomp", "oprd")
_AHEAD: Final = frozenset({"will", "'ll", "wo", "would", "shall", "could", "may", "might"})
_NUMBERS: Final[Mapping[str, str]] = {"it": "singular", "they": "plural"}


def match(token: Token, part: Part, lemma: str) -> Sense | None:
    """The most specific sense of a token that the words around it allow."""
    for sense in event_lexicon().get((part, lemma), ()):
        for condition in sense.conditions:
            if not holds(condition, token, part):
                break
        else:
            if not _is_barred(sense, token, part):
                return sense
    return None


def is_scene(noun: Token) -> bool:
    """Whether others happen in what a noun tells, where and when it does: in a raid, in no film and no speech."""
    lemma = syntax.lemma(noun)
    return match(noun, "noun", lemma) is not None and lemma not in load_lexicon("events/dating")["messages"]


def _is_barred(sense: Sense, token: Token, part: Part) -> bool:
    """Whether what is said to do it can do no such thing."""
    if part != "verb" or not sense.never_by:
        return False
    doers = _doers(token, part)
    barred = [each for each in doers if _can_not(each, sense.never_by)]
    if not barred:
        return False
    sure = [each for each in doers if _is_sure(each, token) and not _is_way(each)]
    return bool(sure) and all(each in barred for each in sure)


def _can_not(who: Token, never_by: frozenset[str]) -> bool:
    known = () if who.ent_type_ else (syntax.lemma(who), *(_compounds(who) if who.pos_ == "NOUN" else ()))
    return not never_by.isdisjoint(known) or (_ABSTRACT in never_by and is_abstract(who))


def _is_sure(who: Token, verb: Token) -> bool:
    """Whether a verb without a subject of its own is surely done by what stands for it: not "sending" in "its powers
    include sending troops", nor "to free" in "her refusal to free them" or "the plan was to free them"."""
    if who.head == verb or clause_kinds(verb).isdisjoint(("to", "ing")):
        return True
    if "to" in clause_kinds(verb):
        return verb.dep_ == "xcomp" and syntax.lemma(verb.head) != "be"
    return verb.dep_ == "acl"


def _is_way(noun: Token) -> bool:
    """Whether a noun after "by" tells which way, and nobody who acts: "evacuated by sea", "by decision of a board"."""
    is_bare = noun.dep_ == "pobj" and not any(syntax.children(noun, "det", "amod"))
    return is_bare and noun.lower_ in load_lexicon("events/words")["ways"]


def holds(condition: Condition, token: Token, part: Part) -> bool:
    """Whether a condition holds of a token, which keeps what stands in its slots for the next one."""
    place = (condition.slot, condition.after, condition.wanted, part)
    words: frozenset[str] | None = token.memo.get(place)
    if words is None:
        found = (_known_by(condition.slot, filler) for filler in fillers(condition, token, part))
        words = token.memo[place] = frozenset(itertools.chain.from_iterable(found))
    return condition.words.isdisjoint(words) != condition.wanted


def consumed(sense: Sense, token: Token, part: Part) -> Iterator[Token]:
    """The words that a sense takes as parts of itself: "fire" in "open fire", "dead" in "shoot dead"."""
    for condition in sense.conditions:
        if condition.wanted and condition.slot in ("object", "governed", "modifier"):
            for word in fillers(condition, token, part):
                if (condition.slot != "modifier" or _is_result(word, token)) and _fits(condition, word):
                    yield word


def _is_result(word: Token, token: Token) -> bool:
    """Whether an adjective says what a verb makes of its object, not of what kind that is: "shot dead two men"."""
    if word.dep_ in RESULTS:
        return True
    is_behind = word.i == token.i + 1 or word.i > word.head.i > token.i  # "left two men dead"
    return word.dep_ == "amod" and is_behind and syntax.is_verbal(token)


def _fits(condition: Condition, word: Token) -> bool:
    return not condition.words.isdisjoint(_known_by(condition.slot, word))


def _known_by(slot: Slot, word: Token) -> Iterable[str]:
    """By which words of a condition the word in its slot is meant."""
    if slot == "clause":
        return (*clause_kinds(word), syntax.lemma(word))
    if slot == "form":
        return forms(word)
    known = _known_as(word)
    return (*known, _ABSTRACT) if slot == "subject" and is_abstract(syntax.counted(word)) else known


@syntax.found_once
def _known_as(word: Token) -> tuple[str, ...]:
    head = syntax.counted(word)
    if _is_of_person(head) and any(_is_of_person(word) for word in syntax.children(head, "compound")):
        return ("%PERSON", "%NNP")  # "Gary Pound fell", "Faith Roe was killed"
    label = head.ent_type_ or ("NAME" if head.pos_ == "PROPN" else "")
    compounds = tuple(_compounds(head))
    is_unpriced = not _unpriced().isdisjoint(compounds)  # an infection rate is no rate that is paid
    own = () if is_unpriced or _is_figurative(head) else (*syntax.lemmas(head), head.lower_)
    return (*own, f"%{label}", f"%{head.tag_}", *compounds)


@functools.cache
def _unpriced() -> frozenset[str]:
    return frozenset(load_lexicon("events/words")["unpriced"])


def _is_figurative(noun: Token) -> bool:
    """Whether a storm or a flood is only of words, money, people and the like: "a *flood* of complaints"."""
    words = load_lexicon("events/words")
    if syntax.lemma(noun) not in words["figurative"]:
        return False
    of = map(syntax.lemma, syntax.governed(noun, "of"))
    return any(each in words["figurative_of"] or each in words["people"] for each in of)


def _is_of_person(word: Token) -> bool:
    return word.ent_type_ == "PERSON" and word.tag_ == "NNP"


def _compounds(noun: Token) -> Iterator[str]:
    """A name is known by any of its words, "the Dow Jones"; a noun with what is before it, "suicide-bomber", or what it
    is of: "infection-rate"."""
    if noun.tag_ == "NNP":
        yield from (child.lower_ for child in syntax.children(noun, "compound"))
    elif noun.pos_ == "NOUN":
        yield from (f"{child.lower_}-{syntax.lemma(noun)}" for child in syntax.children(noun, "compound", "amod"))
        yield from (f"{syntax.lemma(each)}-{syntax.lemma(noun)}" for each in syntax.governed(noun, "of"))
        yield from (f"no-{syntax.lemma(noun)}" for child in syntax.children(noun, "det") if child.lower_ == "no")


def fillers(condition: Condition, token: Token, part: Part) -> Iterable[Token]:
    """The words that stand in the slot of a condition."""
    match condition.slot:
        case "object":
            if part != "verb":
                return syntax.governed(token, "of")
            if syntax.is_stance(token):
                return ()
            return (*syntax.direct_objects(token), *_kept_objects(token), *_let_do(token), *_terms(token))
        case "particle":
            particles = [child for child in token.children if child.dep_ in ("prt", "advmod")]
            return [*particles, *(p for p in _prepositions(token) if not _tells_when(p, condition.wanted))]
        case "governed":
            return [
                item
                for preposition in _prepositions(token)
                if preposition.lower_ in condition.after
                for item in syntax.complements(preposition)
            ] or _after_particle(token, condition.after)
        case "subject":
            return _doers(token, part)
        case "modifier":
            return [each for each in _modifiers(token, part) if not _is_hedged(each)]
        case "clause":
            return list(syntax.children(token, "xcomp", "ccomp", "advcl", "acl", "pcomp"))
        case "head":
            return (token.head,) if token.head != token else ()
        case "form":
            return (token,)


def _kept_objects(verb: Token) -> tuple[Token, ...]:
    """What a passive keeps as its object: "was given ten years"."""
    return tuple(syntax.children(verb, "dobj")) if syntax.is_passive(verb) else ()


def _terms(verb: Token) -> Iterator[Token]:
    """For how long, where somebody is given so long: "handed the forger ten years"."""
    if syntax.lemma(verb) in ("give", "hand", "award") and any(syntax.children(verb, "dobj", "dative")):
        yield from (each for each in syntax.children(verb, "npadvmod") if any(syntax.children(each, "nummod")))


def _let_do(verb: Token) -> Iterator[Token]:
    """Whom somebody lets or helps do something: "let the miners go"."""
    if syntax.lemma(verb) in ("let", "help"):
        for clause in syntax.children(verb, "ccomp"):
            yield from syntax.children(clause, *syntax.SUBJECTS)


def _is_hedged(modifier: Token) -> bool:
    """Whether an adjective says what a thing is only at times or in somebody's eyes: "occasionally violent"."""
    if modifier.pos_ != "ADJ":
        return False
    hedging = load_lexicon("events/words")["hedging"]
    return any(child.lower_ in hedging for child in syntax.children(modifier, "advmod"))


def _modifiers(token: Token, part: Part) -> Iterator[Token]:
    yield from syntax.children(token, *MODIFIERS)
    if part != "verb":
        return
    for obj in syntax.direct_objects(token):
        yield from syntax.children(obj, "amod", "compound", "nmod")
    yield from _results(token)


def _results(verb: Token) -> Iterator[Token]:
    """The adjective that says what a verb makes of its object, where the parser takes it for a clause ("found him
    guilty") or for part of the object ("found the head of the bank guilty")."""
    yield from (child for child in syntax.children(verb, "ccomp") if child.tag_ == "JJ")
    for obj in syntax.children(verb, "dobj"):
        last = obj.doc[obj.right_edge.i]
        yield from (word for word in (last, *last.ancestors) if word.dep_ == "amod" and word.i > word.head.i > verb.i)


def _doers(token: Token, part: Part) -> tuple[Token, ...]:
    """Who or what does it; for a pronoun, what the sentence before is about: "The index rose. It gained a point"."""
    return tuple(each for who in _subjects(token, part) for each in (who, *_topic_before(who)))


def _topic_before(pronoun: Token) -> tuple[Token, ...]:
    """The subjects of the sentence before a pronoun that opens its own and may stand for them (the backward-looking
    centre of Grosz, Joshi and Weinstein 1995: what is spoken of as "it" is mostly the subject before)."""
    number = _NUMBERS.get(pronoun.lower_)
    start = pronoun.sent.start
    if number is None or not start or pronoun.dep_ not in syntax.SUBJECTS:
        return ()
    topics = syntax.subjects(pronoun.doc[start - 1].sent.root)
    return topics if (number == "plural") == (len(topics) > 1 or any(_is_plural(each) for each in topics)) else ()


def _is_plural(noun: Token) -> bool:
    return noun.tag_ in ("NNS", "NNPS")


def _subjects(token: Token, part: Part) -> tuple[Token, ...]:
    if part == "noun":
        who = syntax.noun_subjects(token)
        if token.dep_ in syntax.OBJECTS and all(each.tag_ == "PRP$" for each in who):
            return syntax.subjects(token.head)  # "the dollar resumed its slide"
        return who
    if part == "adjective" and token.dep_ in RESULTS:
        return syntax.subjects(token.head)  # "the bill is dead"
    return syntax.doers(token)


def _tells_when(preposition: Token, is_wanted: bool) -> bool:
    """Whether a preposition is no particle of its verb: "voted on Friday", but not "gave them until Friday"."""
    if preposition.lower_ == "until":
        return False
    return is_of_time(preposition) and (is_wanted or preposition.lower_ == "on")


def is_of_time(preposition: Token) -> bool:
    """Whether a preposition tells when, as in "dropped in March", and so makes no phrasal verb."""
    return any(item.ent_type_ in ("DATE", "TIME") for item in syntax.complements(preposition))


@syntax.found_once
def _prepositions(token: Token) -> tuple[Token, ...]:
    """The prepositions of a word, and those that stand under another one or an adverb: both of "out of", "back to"; of
    some verbs also those that the parser gives to the object: "stripped the member of immunity"."""
    low = load_lexicon("events/arguments")["parted"].get(syntax.lemma(token))
    objects = syntax.children(token, "dobj") if low and syntax.is_verbal(token) else ()
    lower = (each for obj in objects for each in obj.doc[obj.i : obj.right_edge.i + 1] if each.lower_ == low)
    found: list[Token] = []
    for preposition in (*syntax.prepositions(token), *lower):
        found += (preposition, *syntax.children(preposition, "prep"))
    for adverb in syntax.children(token, "advmod"):
        if adverb.lower_ == "back":
            found += syntax.children(adverb, "prep")
    return tuple(found)


def _after_particle(verb: Token, particles: frozenset[str]) -> tuple[Token, ...]:
    """The object of a phrasal verb: "call off the strike"."""
    if any(child.lower_ in particles for child in syntax.children(verb, "prt", "advmod")):
        return syntax.direct_objects(verb)
    return ()


@syntax.found_once
def clause_kinds(verb: Token) -> frozenset[str]:
    """What kind of clause a verb heads: "to", "ing", or "that" (finite), with "must" beside it for what ought to be,
    "ahead" for what will, would or might be and "wh" for a question."""
    auxiliaries = {child.lower_ for child in syntax.children(verb, "aux")}
    if "to" in auxiliaries:
        return frozenset({"to"})
    if verb.tag_ == "VBG" and not auxiliaries:
        return frozenset({"ing"})
    # "insisted that he leave" says no less what ought to be
    is_base = verb.tag_ in ("VB", "NN") or any(child.lower_ == "be" for child in syntax.children(verb, "auxpass"))
    is_subjunctive = is_base and not auxiliaries and any(child.lower_ == "that" for child in verb.children)
    ought = (auxiliaries & {"must", "should", "ought"} or is_subjunctive) and not any(syntax.children(verb, "neg"))
    # "said the show should boost his numbers" expects, "said we must go on" exhorts, and both ask nobody
    asked = any(is_actor(who) and who.lower_ not in ("i", "we", "one") for who in syntax.subjects(verb))
    kinds = {"that", "must"} if ought and asked else {"that"}
    if auxiliaries & _AHEAD:
        kinds.add("ahead")
    is_question = any(word.tag_ in _QUESTIONING or word.lower_ in ("if", "whether") for word in verb.children)
    return frozenset(kinds | {"wh"} if is_question else kinds)


def forms(word: Token) -> frozenset[str]:
    """A noun's number and whether it stands alone; a verb's voice and whether it has an object, whose own it is and
    what the verb makes of it."""
    if _is_plural(word):
        return frozenset({"plural"})
    before = frozenset({"attributive"} if word.dep_ == "amod" and word.i < word.head.i else ())
    if syntax.is_passive(word):
        return before | {"passive"}
    if objects := syntax.direct_objects(word):
        is_own = any(owner.tag_ == "PRP$" for each in objects for owner in syntax.children(each, "poss"))
        is_bare = all(each.tag_ == "NN" and not any(syntax.children(each, *_SPECIFYING)) for each in objects)
        is_resultative = any(syntax.children(word, *RESULTS))
        kinds = {"active": True, "transitive": True, "own": is_own, "bare": is_bare, "resultative": is_resultative}
        return frozenset(kind for kind, holds in kinds.items() if holds)
    alone = word.tag_ == "NN" and not any(syntax.children(word, *_SPECIFYING))
    return before | {"active", "intransitive", *(("bare",) if alone else ())}
