"""Who does what a verb or noun tells, and to whom: subjects, objects, agents, over control, coordination and gaps."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from typing import Final

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax.memo import found_once
from kgbuild.extract.syntax.phrases import antecedent, complements, governed, is_range, prepositions, standing_for
from kgbuild.extract.syntax.verbs import (
    LONGEST_CHAIN,
    OBJECTS,
    SUBJECTS,
    is_command,
    is_finite,
    is_infinitive,
    is_passive,
)
from kgbuild.extract.syntax.words import children, conjuncts, governing_verb, is_nominal, is_verbal, lemma
from kgbuild.parse import Token

# Prepositions that are conjunctions as well.
SUBORDINATING: Final = frozenset({"after", "before", "since", "until", "till", "as", "than"})
COMPLEMENTS: Final = frozenset({"xcomp", "ccomp"})


@found_once
def is_stance(verb: Token) -> bool:
    """Whether a passive tells where its subject stands, not what is done to it: "they are opposed to the plan"."""
    preposition = load_lexicon("events/arguments")["stances"].get(lemma(verb))
    if preposition is None or not is_passive(verb) or any(agents(verb)):
        return False
    return any(child.lower_ == preposition for child in prepositions(verb))


def hears(verb: Token) -> bool:
    """Whether a court or the like is told what the clause of a verb says: "the court heard that", "was told that"."""
    hearing = load_lexicon("reporting")["hearing"]
    if lemma(verb) not in hearing["passives" if is_passive(verb) else "verbs"]:
        return False
    return any(lemma(who) in hearing["nouns"] for who in children(verb, "nsubj", "nsubjpass"))


def doers(verb: Token) -> tuple[Token, ...]:
    """Who does what a verb tells: its subject, of a passive its agents, of a stance who is in it."""
    if is_stance(verb):
        return direct_objects(verb)
    return agents(verb) if is_passive(verb) else subjects(verb)


@found_once
def subjects(verb: Token) -> tuple[Token, ...]:
    """Who or what the clause of a verb is about, as the words stand: control, coordination and participles followed.

    "Police tried to arrest" gives police for "arrest"; "troops sent by Russia" gives nothing for "sent", for there
    "troops" is what was sent (see `direct_objects`).
    """
    visited: set[int] = set()
    while verb.i not in visited and len(visited) < LONGEST_CHAIN:
        visited.add(verb.i)
        if own := _own_subjects(verb):
            return tuple(item for subject in own for item in standing_for(subject))
        mistaken = _subject_taken_for_complement(verb) or _subject_taken_for_modifier(verb)
        if mistaken is not None:
            return conjuncts(mistaken)
        head = verb.head
        if verb.dep_ == "conj" and is_verbal(head):
            verb = head
        elif (verb.dep_ == "ccomp" and (is_finite(verb) or is_command(verb))) or any(children(verb, "expl")):
            return ()
        elif verb.dep_ in COMPLEMENTS and is_verbal(head):
            controller = object_controller(head)
            if controller or (_asks_others(head) and not is_passive(head)):
                return controller  # "asked to stop the raids": whoever raids shall stop
            verb = head
        elif verb.dep_ in ("acl", "relcl") and is_infinitive(verb) and (given := given_time(head.head)):
            return given
        elif verb.dep_ in ("acl", "relcl") and head.dep_ == "ROOT" and is_nominal(head) and is_infinitive(verb):
            return conjuncts(head)  # a headline: "Lender to buy rival"
        elif verb.dep_ == "acl" and is_nominal(head):
            # "people protesting", "a plan to attack": the noun acts in the first; in the second who has the plan.
            if verb.tag_ == "VBG" or _is_past(verb):
                return conjuncts(head)
            return noun_subjects(head)
        elif verb.dep_ in ("advcl", "pcomp"):
            if verb.dep_ == "pcomp" and (controller := _prepositional_controller(verb)):
                return controller
            if sent := _sent(verb):
                return sent
            if verb.dep_ == "advcl" and is_infinitive(verb) and (asked := _asked(head)):
                return asked
            verb = governing_verb(verb)
        elif verb.dep_ in OBJECTS:
            return _sent(verb)
        elif verb.dep_ in ("acomp", "xcomp") or head.dep_ in ("acomp", "xcomp", "oprd"):
            verb = head
        else:
            return ()
    return ()


def _is_past(verb: Token) -> bool:
    """Whether a past was taken for a participle and its subject for the head: "The rebels seized on Monday a town"."""
    if verb.head.dep_ != "ROOT" or verb.tag_ not in ("VBD", "VBN"):
        return False
    return not is_passive(verb) and (verb.tag_ == "VBD" or any(children(verb, *OBJECTS)))


def _subject_taken_for_complement(verb: Token) -> Token | None:
    """The noun right before a finite verb that the parser hung on a conjunction: "after a quake killed nine people"."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.dep_ not in ("conj", "ROOT", "advcl", "dep"):
        return None
    if verb.i == verb.sent.start:
        return None
    for noun in (verb.nbor(-1), *itertools.islice(verb.nbor(-1).ancestors, LONGEST_CHAIN)):
        if noun.dep_ == "pobj" and noun.head.lower_ in SUBORDINATING and noun.right_edge.i == verb.i - 1:
            return noun
    return None


def _subject_taken_for_modifier(verb: Token) -> Token | None:
    """The noun right before a headline's verb that the parser took for a modifier of it: "Asian markets slide"."""
    if verb.dep_ != "ROOT" or not (is_finite(verb) or is_infinitive(verb)):
        return None
    first = next((child for child in children(verb, "aux") if child.lower_ == "to"), verb)
    nouns = (noun for noun in children(verb, "compound", "nmod", "npadvmod", "advmod") if is_nominal(noun))
    return next((n for n in nouns if n.right_edge.i == first.i - 1 and n.ent_type_ != "DATE"), None)


@found_once
def is_where(subject: Token) -> bool:
    """Whether the parser takes for the subject of a participle where it was said: "wrote on Telegram blaming"."""
    governor = subject.head.head
    return subject.head.dep_ == "pcomp" and governor.lower_ in ("on", "via") and governor.i == subject.i - 1


@found_once
def _own_subjects(verb: Token) -> tuple[Token, ...]:
    """The subjects of a verb, but for a description before the one named: "Now the oldest member of the senate, Ruiz
    won"."""
    own = [subject for subject in verb.children_by(SUBJECTS) if not is_where(subject)]
    return tuple(subject for subject in own if not _describes(subject, own[-1]))


def _describes(noun: Token, name: Token) -> bool:
    if noun.pos_ != "NOUN" or name.pos_ != "PROPN" or noun.i > name.i:
        return False
    comma = name.left_edge.i - 1
    return noun.right_edge.i in (comma - 1, comma) and name.doc[comma].text == ","


def _asks_others(verb: Token) -> bool:
    return lemma(verb) in load_lexicon("events/factuality")["asking_others"]


def object_controller(verb: Token) -> tuple[Token, ...]:
    """Who acts in the complement of a verb: "ordered troops to fire", "called on them to go"."""
    if lemma(verb) in load_lexicon("events/factuality")["subject_control"]:
        return ()
    return _own_objects(verb) or _addressed(verb)


def _addressed(verb: Token) -> tuple[Token, ...]:
    """Whom a verb asks, after a preposition, to do what its infinitive tells."""
    addressing = load_lexicon("events/factuality")["prepositional_control"].get(lemma(verb), ())
    return tuple(antecedent(item) for item in governed(verb, *addressing))


def _dispatched(verb: Token) -> tuple[Token, ...]:
    """Whom a verb sends to do what its infinitive tells: the army in "sent the army to patrol the town"."""
    if lemma(verb) not in load_lexicon("events/factuality")["dispatching"] or is_passive(verb):
        return ()
    return _own_objects(verb)


def _own_objects(verb: Token) -> tuple[Token, ...]:
    return tuple(item for obj in children(verb, *OBJECTS) for item in standing_for(obj))


def _asked(verb: Token) -> tuple[Token, ...]:
    """Who is asked, sent or given time to do what an infinitive beside the verb tells."""
    return _addressed(verb) or _dispatched(verb) or given_time(verb)


def _prepositional_controller(deed: Token) -> tuple[Token, ...]:
    """Whoever does what a participle after a preposition tells, where the verb above has them as its object: them in
    "jailed them for helping rebels", "kept them from marching", "talked them into leaving"."""
    verb, words = governing_verb(deed), load_lexicon("events/factuality")
    above = deed.head.head
    if above.tag_ == "JJ" and above.dep_ in ("ccomp", "oprd", "xcomp"):
        return tuple(item for who in children(above, "nsubj") for item in standing_for(who))  # "found him guilty of"
    if deed.head.lower_ == "for" and lemma(verb) in words["awarding"]:
        return _awarded(verb)
    controlling = words["object_control_after"].get(deed.head.lower_)
    if verb == deed or controlling is None or lemma(verb) not in words[controlling]:
        return ()
    return direct_objects(verb) if is_passive(verb) else _own_objects(verb)


def _awarded(verb: Token) -> tuple[Token, ...]:
    """Whom a verb gives a penalty or a prize: the man in "handed the man five years", "was given five years"."""
    if is_passive(verb):
        return direct_objects(verb)
    before = [child for child in children(verb, "dative") if child.pos_ != "ADP"]
    if any(children(verb, "npadvmod")):
        before += children(verb, *OBJECTS)  # parsers take "five years" for a time
    return tuple(item for one in before for item in standing_for(one)) or governed(verb, "to")


def given_time(verb: Token) -> tuple[Token, ...]:
    """To whom a verb gives time for what an infinitive tells: "gave the rebels a week to leave", "until May to pay"."""
    table = load_lexicon("events/factuality")["deadlines"]
    if lemma(verb) not in table["verbs"]:
        return ()
    if any(child.lower_ in table["until"] for child in children(verb, "prep", "mark")):
        return direct_objects(verb) if is_passive(verb) else _own_objects(verb)
    times = children(verb, *OBJECTS, "npadvmod")
    return _awarded(verb) if any(lemma(time) in table["nouns"] for time in times) else ()


def _sent(participle: Token) -> tuple[Token, ...]:
    """Whom or what the verb right before a participle sets moving: shares in "sent shares tumbling"."""
    verb = participle.head
    if participle.tag_ != "VBG" or lemma(verb) not in load_lexicon("events/factuality")["set_moving"]:
        return ()
    objects = tuple(each for each in direct_objects(verb) if each.i < participle.i)
    return objects if objects and objects[-1].right_edge.i == participle.left_edge.i - 1 else ()


def noun_subjects(noun: Token) -> tuple[Token, ...]:
    """Who does what a noun tells, if the parse says so: a possessor, who is named by "by", or the subject of the verb
    that governs it."""
    owners = tuple(item for owner in children(noun, "poss") for item in conjuncts(owner))
    if owners := owners or tuple(filter(is_nominal, governed(noun, "by"))):
        return owners
    if noun.dep_ in OBJECTS and is_verbal(noun.head):
        return subjects(noun.head)
    return ()


@found_once
def direct_objects(verb: Token) -> tuple[Token, ...]:
    """What the verb is done to: its objects, the subject of a passive, the noun before a participle."""
    if is_passive(verb):
        own = [*verb.children_by(SUBJECTS)]
        if own:
            return tuple(item for subject in own for item in standing_for(subject))
        if verb.dep_ in ("acl", "amod"):
            return conjuncts(verb.head) if verb.dep_ == "acl" else (verb.head,)
        return subjects(verb)
    own = [*verb.children_by(OBJECTS)]
    if not own and verb.dep_ == "conj" and is_verbal(verb.head):
        return shared_object(verb)
    if not own and (following := joined(verb)) is not None:
        return direct_objects(following)
    if not own and (gap := _gap(verb)) is not None:
        return conjuncts(gap)
    own = own or list(_counted_up_to(verb))
    return tuple(item for obj in own for item in standing_for(obj))


def joined(verb: Token) -> Token | None:
    """The verb beside a transitive one whose object both share: "beat" for "arrested" in "arrested and beat her"."""
    after = verb.i + 2
    if after >= len(verb.doc) or verb.nbor().dep_ != "cc" or lemma(verb) not in _transitive():
        return None
    following = verb.doc[after]
    is_beside = following.dep_ == "conj" and following.head == verb and following.tag_ == verb.tag_
    return following if is_beside and any(children(following, *OBJECTS)) else None


@functools.cache
def _transitive() -> frozenset[str]:
    return frozenset(load_lexicon("events/factuality")["transitive"])


def _counted_up_to(verb: Token) -> Iterator[Token]:
    """The object that parsers hang on a particle or a preposition: "up to 16 men", "between 3 and 5 men"."""
    for preposition in children(verb, "prep"):
        if is_range(preposition):
            yield from children(preposition, "pobj")
    for particle in children(verb, "prt"):
        for preposition in children(particle, "prep") if particle.lower_ == "up" else ():
            if preposition.lower_ == "to":
                yield from (item for item in children(preposition, "pobj") if any(children(item, "nummod")))


def _gap(verb: Token) -> Token | None:
    """The noun whose relative clause lacks pronoun and object: "the ban it imposed", "the man he meant to shoot"."""
    clause = verb
    for _ in range(LONGEST_CHAIN):
        if clause.dep_ != "xcomp" or not is_verbal(clause.head) or any(children(clause.head, *OBJECTS)):
            break
        clause = clause.head
    if clause.dep_ != "relcl" or any(children(verb, "ccomp", "xcomp", "prt", "acomp", "attr", "expl")):
        return None
    own = [child for child in clause.children_by(SUBJECTS) if child.i > clause.head.i]
    relative = (
        token.tag_ in ("WDT", "WP", "WRB", "WP$")
        for word in (clause, *own, *children(clause, "prep"))
        for token in word.children
    )
    if not own or any(relative):
        return None  # "the suspect whose lawyers appealed", "the film in which they try to flee"
    noun = clause.head
    adverbial = (
        noun.ent_type_ in ("DATE", "TIME") or lemma(noun) in load_lexicon("events/arguments")["adverbial"]["nouns"]
    )
    return None if adverbial or lemma(own[0]) == "that" else noun


def shared_object(verb: Token) -> tuple[Token, ...]:
    """The object that coordinated verbs share: "arrested and beat demonstrators" from either verb."""
    following = [child for child in verb.head.children_by(OBJECTS) if child.i > verb.i]
    return tuple(item for obj in following for item in conjuncts(obj))


def agents(verb: Token) -> tuple[Token, ...]:
    """Who does what is told in the passive: "by the police"."""
    passive = is_passive(verb)
    found: list[Token] = []
    for preposition in prepositions(verb):
        if preposition.dep_ == "agent" or (passive and preposition.lower_ == "by"):
            found.extend(item for item in complements(preposition) if is_nominal(item))
    return tuple(found)
