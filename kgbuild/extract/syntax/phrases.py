"""What stands together: prepositions and what they govern, noun phrases, pronouns with their nouns."""

from __future__ import annotations

from typing import Final

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax.memo import found_once
from kgbuild.extract.syntax.words import children, conjuncts, is_nominal, lemma
from kgbuild.parse import Token

PREPOSITIONS: Final = frozenset({"prep", "agent", "dative"})
NAMED_PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
"""Labels of named entities that are places."""

RELATIVE_PRONOUNS: Final = frozenset({"who", "whom", "which", "that", "whose"})


@found_once
def prepositions(token: Token) -> tuple[Token, ...]:
    """The prepositions that depend on a token, coordinated ones ("in and near") and agents too."""
    found: list[Token] = []
    for child in token.children_by(PREPOSITIONS):
        if child.pos_ in ("ADP", "SCONJ", "ADV", "VERB", "PART"):
            found += (child, *(other for other in children(child, "conj") if other.pos_ == "ADP"))
    return tuple(found)


@found_once
def complements(preposition: Token) -> tuple[Token, ...]:
    """What a preposition governs, coordinated items apart; "out of the city" gives "city"."""
    found: list[Token] = []
    stack = list(reversed(tuple(preposition.children)))
    while stack:  # a chain of prepositions may be as long as the text
        child = stack.pop()
        if child.dep_ in ("pobj", "pcomp"):
            found.extend(conjuncts(child))
        elif child.dep_ == "prep":
            stack.extend(reversed(tuple(child.children)))
    return tuple(found)


def governed(word: Token, *by: str) -> tuple[Token, ...]:
    """What stands after any of some prepositions of a word: by "of" the miners in "the march of the miners"."""
    phrases = (preposition for preposition in prepositions(word) if preposition.lower_ in by)
    return tuple(item for phrase in phrases for item in complements(phrase))


@found_once
def antecedent(pronoun: Token) -> Token:
    """The noun that a relative pronoun stands for; the token itself if it is no relative pronoun."""
    if pronoun.lower_ not in RELATIVE_PRONOUNS:
        return pronoun
    for ancestor in pronoun.ancestors:
        if ancestor.dep_ == "relcl" or _is_relative(ancestor, pronoun):
            noun = ancestor.head
            if pronoun.lower_ == "which" and _is_person(noun):
                return _thing_before(pronoun)
            return _person_before(noun) if pronoun.lower_ in ("who", "whom") and _is_place(noun) else noun
    return pronoun


def _is_relative(clause: Token, pronoun: Token) -> bool:
    """Whether a clause of a noun that is taken for its content is a relative one: "the evidence that police found"."""
    is_argument = pronoun.head == clause and pronoun.dep_ in ("nsubj", "nsubjpass", "dobj")
    return clause.dep_ == "acl" and is_argument and pronoun.i == clause.left_edge.i


@found_once
def standing_for(word: Token) -> tuple[Token, ...]:
    """A noun with what is coordinated with it; for a relative pronoun those before it: "Ana, who fled, and Bo"."""
    noun = antecedent(word)
    return tuple(each for each in conjuncts(noun) if noun is word or each.i < word.i)


def _thing_before(pronoun: Token) -> Token:
    """The nearest thing before "which", which no person is: the firm in "the head of the firm, which failed"."""
    for token in reversed(pronoun.doc[pronoun.sent.start : pronoun.i]):
        if is_nominal(token) and token.dep_ != "compound" and not _is_person(token):
            return token
    return pronoun


def _person_before(place: Token) -> Token:
    """Whom "who" stands for after a place, of which nobody says it: the aides in "barred two aides from entering the
    country, whom it accuses"; the place itself if nobody stands before it."""
    people = load_lexicon("events/words")["people"]
    for token in reversed(place.doc[place.sent.start : place.i]):
        is_one = token.ent_type_ in ("PERSON", "NORP") and token.pos_ != "ADJ"
        if token.dep_ not in ("compound", "poss", "amod") and (is_one or lemma(token) in people):
            while token.dep_ in ("appos", "conj"):
                token = token.head
            return token
    return place


def _is_place(noun: Token) -> bool:
    words = load_lexicon("events/words")
    if noun.ent_type_ in NAMED_PLACES:
        return True
    if noun.pos_ == "PROPN" and not noun.ent_type_ and noun.dep_ == "pobj" and noun.head.lower_ in ("in", "at", "near"):
        return True  # "the staff of a clinic in Paro, who had been threatened"
    return not noun.ent_type_ and lemma(noun) in words["places"] and lemma(noun) not in words["people"]


def _is_person(noun: Token) -> bool:
    return noun.ent_type_ == "PERSON"


def is_range(preposition: Token) -> bool:
    """Whether "between" bounds a number and leads to no place or party: "killed between 30 and 40 people"."""
    if preposition.lower_ != "between":
        return False
    numbers = (number for noun in children(preposition, "pobj") for number in (noun, *children(noun, "nummod")))
    return any(number.tag_ == "CD" and any(children(number, "conj")) for number in numbers)


@found_once
def is_set_aside(noun: Token) -> bool:
    """Whether a phrase is what it was not: "not *soldiers* but miners", "50 people and not *30*"; not so "not only
    soldiers but miners"."""
    first = noun.left_edge  # parsers hang "not" on many a word
    word = first.nbor(-1) if first.i and first.lower_ != "not" else first
    if word.lower_ != "not" or word.i + 1 == len(word.doc):
        return False
    if word.nbor().lower_ in load_lexicon("events/factuality")["not_only"]:
        return False
    joints = children(noun, "cc", "prep")
    return noun.dep_ in ("appos", "conj") or any(each.lower_ == "but" and each.i > noun.i for each in joints)


def sets_aside(negation: Token) -> bool:
    """Whether "not" denies nothing but the phrase behind it: "said *not* 30 but 50 died"."""
    return negation.i + 1 < len(negation.doc) and is_set_aside(negation.nbor())


@found_once
def counted(noun: Token) -> Token:
    """The noun that names who: "people" in "thousands of people", the noun itself in "members of the police"."""
    quantities = load_lexicon("events/factuality")["quantity_nouns"]
    while noun.pos_ == "NUM" or lemma(noun) in quantities:
        counted_noun = next(iter(governed(noun, "of")), None)
        if counted_noun is None or (noun.tag_ == "NNS" and any(children(noun, "compound"))):
            break  # "sabotage groups of the army" are groups of it
        noun = counted_noun
    return noun


def given_in(noun: Token) -> Token | None:
    """The sum of money that stands in a clause for what is given: "$40 million" in "sent $40 million in aid"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "in" or not noun.head.i:
        return None
    amount = noun.head.nbor(-1)  # parsers hang "in" on either of the sum and the verb
    is_sum = amount.ent_type_ == "MONEY" or lemma(amount) in load_lexicon("events/words")["currencies"]
    return amount if is_sum and amount in (noun.head.head, *children(noun.head.head, "dobj")) else None


def phrase(head: Token) -> tuple[int, int]:
    """First token and end (exclusive) of the noun phrase around a head, without relative clauses and coordination."""
    inside = [head]
    for item in inside:
        for child in item.children:
            outer = child.dep_ in ("relcl", "conj", "cc", "appos", "acl", "punct", "advcl", "preconj")
            if not (outer and item == head):
                inside.append(child)
    first, last = min(t.i for t in inside), max(t.i for t in inside)
    return first, last + 1
