"""Questions about a spaCy parse (CLEAR labels) that several layers of extraction ask.

Each function takes tokens of one parse and gives tokens of it, in text order. None of them looks beyond a sentence.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from typing import Final

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Doc, Token

SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
OBJECTS: Final = frozenset({"dobj", "obj"})
CLAUSES: Final = frozenset(
    {"ROOT", "ccomp", "xcomp", "advcl", "acl", "relcl", "pcomp", "csubj", "csubjpass", "parataxis"}
)
PREPOSITIONS: Final = frozenset({"prep", "agent", "dative"})
RELATIVE_PRONOUNS: Final = frozenset({"who", "whom", "which", "that"})
# Prepositions that are conjunctions as well.
SUBORDINATING: Final = frozenset({"after", "before", "since", "until", "till", "as", "than"})
LONGEST_TITLE: Final = 8
"""Words that the title of a work may have, in quotation marks."""
LONGEST_CHAIN: Final = 50
"""Clauses that may hang on one another: so the cost of an odd text stays linear in its length."""
SMALL_WORDS: Final = frozenset(
    {"a", "an", "the", "of", "in", "on", "to", "for", "and", "or", "at", "by", "with", "from"}
)
COMPLEMENTS: Final = frozenset({"xcomp", "ccomp"})


def lemma(token: Token) -> str:
    """The lemma in lower case; a verb that the model gets wrong is put right."""
    found = token.lemma_.lower() or token.lower_
    if token.pos_ != "VERB":
        return found
    corrections = load_lexicon("lemmas")
    right: str = corrections["forms"].get(token.lower_) or corrections["verbs"].get(found, found)
    return right


def hyphenated(token: Token) -> tuple[Token, ...]:
    """The tokens of the hyphenated word that a token heads, "sit", "-", "ins"; of any other word the token alone."""
    doc, first, last = token.doc, token.i, token.i
    if token.whitespace_ and (first == 0 or doc[first - 1].whitespace_):
        return (token,)
    while first >= 2 and _ties(doc[first - 1]) and not doc[first - 2].whitespace_:
        first -= 2
    while last + 2 < len(doc) and _ties(doc[last + 1]) and not doc[last].whitespace_:
        last += 2
    if first == last:
        return (token,)
    heads = [part for part in doc[first : last + 1] if not first <= part.head.i <= last or part.head == part]
    return tuple(doc[first : last + 1]) if heads and heads[-1] == token else (token,)


def _ties(hyphen: Token) -> bool:
    return hyphen.text == "-" and not hyphen.whitespace_


def lemmas(token: Token) -> tuple[str, ...]:
    """As what a word may stand in a lexicon, the fullest form first: "sit-in", "sitin", "in" for "sit-ins"."""
    return _with_hyphens(token, lemma(token))


def forms(token: Token) -> tuple[str, ...]:
    """The same of the word as it is written, in lower case: "gang-raped", "gangraped", "raped"."""
    return _with_hyphens(token, token.lower_)


def _with_hyphens(token: Token, form: str) -> tuple[str, ...]:
    parts = hyphenated(token)
    if len(parts) == 1:
        return (form,)
    whole = "".join(form if part == token else part.lower_ for part in parts)
    return (whole, whole.replace("-", ""), form)


def is_verbal(token: Token) -> bool:
    """Whether the token heads a clause or a participle: a verb, or an adjective with a participle's tag."""
    return token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBG")


def is_nominal(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM")


def children(token: Token, *labels: str) -> Iterator[Token]:
    """The dependents of a token with any of the labels."""
    return token.children_by(labels)


def conjuncts(token: Token) -> tuple[Token, ...]:
    """The token and what is coordinated after it: "police and soldiers" from "police"."""
    found = [token]
    for item in found:
        found.extend(child for child in children(item, "conj") if child.pos_ not in ("VERB", "AUX") or is_verbal(token))
    return tuple(sorted(found, key=lambda t: t.i))


def first_conjunct(token: Token) -> Token:
    """The head of the coordination that the token stands in; the token itself if it stands in none."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive: "was arrested", "people arrested in Almaty", "the arrested man"."""
    for _ in range(LONGEST_CHAIN):
        if any(children(verb, "auxpass", "nsubjpass", "csubjpass")):
            return not _is_contracted_perfect(verb)
        if _is_headline(verb) or (verb.tag_ == "VBD" and _is_reduced(verb)):
            return True
        if verb.tag_ != "VBN" or any(children(verb, "aux", "nsubj", *OBJECTS)):
            return False
        if verb.dep_ != "conj" or not is_verbal(verb.head):
            break
        verb = verb.head  # "were arrested and beaten"
    return verb.dep_ in ("acl", "acomp", "amod", "ROOT", "advcl", "relcl", "oprd", "xcomp")


def _is_contracted_perfect(verb: Token) -> bool:
    """Whether "'s" before a participle stands for "has": "he's used undocumented workers"."""
    helpers = [child.lower_ for child in children(verb, "auxpass")]
    if not helpers or not set(helpers) <= {"'s", "’s"}:
        return False
    return any(child.i > verb.i and child.head == verb for child in children(verb, *OBJECTS))


def is_stance(verb: Token) -> bool:
    """Whether a passive tells where its subject stands, not what is done to it: "they are opposed to the plan"."""
    preposition = load_lexicon("events/arguments")["stances"].get(lemma(verb))
    if preposition is None or not is_passive(verb) or any(agents(verb)):
        return False
    return any(child.lower_ == preposition for child in prepositions(verb))


def doers(verb: Token) -> tuple[Token, ...]:
    """Who does what a verb tells: its subject, of a passive its agents, of a stance who is in it."""
    if is_stance(verb):
        return direct_objects(verb)
    return agents(verb) if is_passive(verb) else subjects(verb)


def _is_reduced(verb: Token) -> bool:
    """Whether a participle was taken for a past tense: "troops sent to the border by Russia returned"."""
    if any(children(verb, *OBJECTS, "ccomp", "xcomp", "aux", "prt")):
        return False
    if lemma(verb) in load_lexicon("events/factuality")["takes_by"]:
        return False
    return any(
        item.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or item.tag_ == "NNS"
        for preposition in children(verb, "prep", "agent")
        if preposition.lower_ == "by"
        for item in complements(preposition)
    )


def _is_headline(verb: Token) -> bool:
    """Whether a participle without its auxiliary was taken for a past tense: "Mayor arrested over fire"."""
    if verb.tag_ not in ("VBD", "VBN") or verb.dep_ != "ROOT":
        return False
    if lemma(verb) not in load_lexicon("events/factuality")["never_alone"]:
        return False
    if any(children(verb, *OBJECTS, "ccomp", "xcomp", "aux", "dative", "mark")):
        return False
    if any(child.lower_ == "up" for child in children(verb, "prt")):
        return False  # "kidnapped up to 16 miners"
    return any(children(verb, "nsubj")) and not any(children(verb, "conj"))


def prepositions(token: Token) -> Iterator[Token]:
    """The prepositions that depend on a token, coordinated ones ("in and near") and agents too."""
    for child in token.children_by(PREPOSITIONS):
        if child.pos_ in ("ADP", "SCONJ", "ADV", "VERB", "PART"):
            yield child
            yield from (other for other in children(child, "conj") if other.pos_ == "ADP")


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


def antecedent(pronoun: Token) -> Token:
    """The noun that a relative pronoun stands for; the token itself if it is no relative pronoun."""
    if pronoun.lower_ not in RELATIVE_PRONOUNS:
        return pronoun
    for ancestor in pronoun.ancestors:
        if ancestor.dep_ == "relcl":
            return _thing_before(pronoun) if pronoun.lower_ == "which" and _is_person(ancestor.head) else ancestor.head
    return pronoun


def _thing_before(pronoun: Token) -> Token:
    """The nearest thing before "which", which no person is: the firm in "the head of the firm, which failed"."""
    for token in reversed(pronoun.doc[pronoun.sent.start : pronoun.i]):
        if is_nominal(token) and token.dep_ != "compound" and not _is_person(token):
            return token
    return pronoun


def _is_person(noun: Token) -> bool:
    return noun.ent_type_ == "PERSON"


def subjects(verb: Token) -> tuple[Token, ...]:
    """Who or what the clause of a verb is about, as the words stand: control, coordination and participles followed.

    "Police tried to arrest" gives police for "arrest"; "troops sent by Russia" gives nothing for "sent", for there
    "troops" is what was sent (see `direct_objects`).
    """
    visited: set[int] = set()
    while verb.i not in visited and len(visited) < LONGEST_CHAIN:
        visited.add(verb.i)
        own = [subject for subject in verb.children_by(SUBJECTS) if not is_where(subject)]
        if own:
            return tuple(item for subject in own for item in conjuncts(antecedent(subject)))
        mistaken = _subject_taken_for_complement(verb) or _subject_taken_for_modifier(verb)
        if mistaken is not None:
            return conjuncts(mistaken)
        head = verb.head
        if verb.dep_ == "conj" and is_verbal(head):
            verb = head
        elif (verb.dep_ == "ccomp" and is_finite(verb)) or any(children(verb, "expl")):
            return ()
        elif verb.dep_ in COMPLEMENTS and is_verbal(head):
            controller = object_controller(head)
            if controller:
                return controller
            verb = head
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
            if verb.dep_ == "advcl" and is_infinitive(verb) and (addressed := _addressed(head)):
                return addressed
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


def is_infinitive(verb: Token) -> bool:
    """Whether "to" stands before a verb."""
    return any(child.lower_ == "to" for child in children(verb, "aux"))


def is_bare(verb: Token) -> bool:
    """An infinitive without "to": "let aid reach the valley"."""
    return verb.tag_ == "VB" and not any(children(verb, "aux", "auxpass"))


def is_subjunctive(verb: Token) -> bool:
    """Whether a clause says what ought to be: "a recommendation that the council reopen the bid"."""
    bare = is_bare(verb) or any(child.tag_ == "VB" for child in children(verb, "auxpass"))
    return bare and any(child.lower_ == "that" for child in children(verb, "mark"))


def is_finite(verb: Token) -> bool:
    """Whether a verb has a tense or a modal of its own, so that its subject is nobody else's."""
    return verb.tag_ in ("VBD", "VBZ", "VBP") or any(
        child.tag_ in ("VBD", "VBZ", "VBP", "MD") for child in children(verb, "aux", "auxpass")
    )


def _subject_taken_for_complement(verb: Token) -> Token | None:
    """The noun right before a finite verb that the parser hung on a conjunction: "after a quake killed nine people"."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.dep_ not in ("conj", "ROOT", "advcl", "dep"):
        return None
    for noun in (verb.nbor(-1), *verb.nbor(-1).ancestors) if verb.i > verb.sent.start else ():
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


def is_where(subject: Token) -> bool:
    """Whether the parser takes for the subject of a participle where it was said: "wrote on Telegram blaming"."""
    governor = subject.head.head
    return subject.head.dep_ == "pcomp" and governor.lower_ in ("on", "via") and governor.i == subject.i - 1


def object_controller(verb: Token) -> tuple[Token, ...]:
    """Who acts in the complement of a verb: "ordered troops to fire", "called on them to go"."""
    if lemma(verb) in load_lexicon("events/factuality")["subject_control"]:
        return ()
    return _own_objects(verb) or _addressed(verb)


def _addressed(verb: Token) -> tuple[Token, ...]:
    """Whom a verb asks, after a preposition, to do what its infinitive tells."""
    addressing = load_lexicon("events/factuality")["prepositional_control"].get(lemma(verb), ())
    found = (p for p in prepositions(verb) if p.lower_ in addressing)
    return tuple(antecedent(item) for preposition in found for item in complements(preposition))


def _own_objects(verb: Token) -> tuple[Token, ...]:
    return tuple(item for obj in children(verb, *OBJECTS) for item in conjuncts(antecedent(obj)))


def _prepositional_controller(deed: Token) -> tuple[Token, ...]:
    """Whoever does what a participle after a preposition tells, where the verb above has them as its object: them in
    "jailed them for helping rebels", "kept them from marching", "talked them into leaving"."""
    verb, words = governing_verb(deed), load_lexicon("events/factuality")
    controlling = words["object_control_after"].get(deed.head.lower_)
    if controlling is None or lemma(verb) not in words[controlling]:
        return ()
    return direct_objects(verb) if is_passive(verb) else _own_objects(verb)


def _sent(participle: Token) -> tuple[Token, ...]:
    """Whom or what the verb right before a participle sets moving: shares in "sent shares tumbling"."""
    verb = participle.head
    if participle.tag_ != "VBG" or lemma(verb) not in load_lexicon("events/factuality")["set_moving"]:
        return ()
    objects = tuple(each for each in direct_objects(verb) if each.i < participle.i)
    return objects if objects and objects[-1].right_edge.i == participle.left_edge.i - 1 else ()


def noun_subjects(noun: Token) -> tuple[Token, ...]:
    """Who does what a noun tells, if the parse says so: a possessor, or the subject of the verb that governs it."""
    owners = tuple(item for owner in children(noun, "poss") for item in conjuncts(owner))
    if owners:
        return owners
    if noun.dep_ in OBJECTS and is_verbal(noun.head):
        return subjects(noun.head)
    return ()


def governing_verb(token: Token) -> Token:
    """The nearest verb above a token; the token itself if there is none."""
    return next((ancestor for ancestor in token.ancestors if is_verbal(ancestor)), token)


def direct_objects(verb: Token) -> tuple[Token, ...]:
    """What the verb is done to: its objects, the subject of a passive, the noun before a participle."""
    if is_passive(verb):
        own = [*verb.children_by(SUBJECTS)]
        if own:
            return tuple(item for subject in own for item in conjuncts(antecedent(subject)))
        if verb.dep_ in ("acl", "amod"):
            return conjuncts(verb.head) if verb.dep_ == "acl" else (verb.head,)
        return subjects(verb)
    own = [*verb.children_by(OBJECTS)]
    if not own and verb.dep_ == "conj" and is_verbal(verb.head):
        return shared_object(verb)
    if not own and (following := _joined(verb)) is not None:
        return direct_objects(following)
    if not own and (gap := _gap(verb)) is not None:
        return conjuncts(gap)
    own = own or list(_counted_up_to(verb))
    return tuple(item for obj in own for item in conjuncts(antecedent(obj)))


def _joined(verb: Token) -> Token | None:
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


def is_range(preposition: Token) -> bool:
    """Whether "between" bounds a number and leads to no place or party: "killed between 30 and 40 people"."""
    if preposition.lower_ != "between":
        return False
    numbers = (number for noun in children(preposition, "pobj") for number in (noun, *children(noun, "nummod")))
    return any(number.tag_ == "CD" and any(children(number, "conj")) for number in numbers)


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


def counted(noun: Token) -> Token:
    """The noun that names who: "people" in "thousands of people", the noun itself in "members of the police"."""
    quantities = load_lexicon("events/factuality")["quantity_nouns"]
    while noun.pos_ == "NUM" or lemma(noun) in quantities:
        of = (item for each in prepositions(noun) if each.lower_ == "of" for item in complements(each))
        counted_noun = next(of, None)
        if counted_noun is None:
            break
        noun = counted_noun
    return noun


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


def in_title(doc: Doc) -> frozenset[int]:
    """The tokens of titles of works: short quotations of which each word but the small ones has a capital."""
    found: set[int] = set()
    marks = [token.i for token in doc if token.is_quote]
    for opening, closing in itertools.pairwise(marks):
        words = [t for t in doc[opening + 1 : min(closing, opening + 2 * LONGEST_TITLE)] if t.is_alpha]
        capitals = [t.text[0].isupper() for t in words]
        small = all(capital or t.lower_ in SMALL_WORDS for t, capital in zip(words, capitals, strict=True))
        if 1 < len(words) <= LONGEST_TITLE and small and capitals[0] and capitals[-1]:
            found.update(t.i for t in words)
    return frozenset(found)
