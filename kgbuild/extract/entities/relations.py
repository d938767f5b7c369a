"""Finds lasting relations between entities: membership, leadership, place, parts, descriptions, country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kgbuild.extract.claims.reporting import verb_classes
from kgbuild.extract.entities.affiliations import homes, leaders, nationals, party_members, seats
from kgbuild.extract.entities.descriptions import country_statements, descriptions
from kgbuild.extract.entities.locations import locations
from kgbuild.extract.entities.parties import adherents
from kgbuild.extract.entities.setting import country_entity
from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import (
    SUBJECTS,
    agents,
    complements,
    conjuncts,
    direct_objects,
    first_conjunct,
    governed,
    is_infinitive,
    is_passive,
    lemma,
    phrasal_lemma,
    prepositions,
    subjects,
)
from kgbuild.model import Annotated, Certainty, Entity, Span, Statement, statement_key
from kgbuild.parse import Doc, Token
from kgbuild.vocabulary import is_a

ACTOR_RELATIONS: Final = frozenset({"org:memberOf", "kgb:leads"})
"""Relations in which only an actor stands."""
STATED: Final = 0.8
"""Confidence of what is stated of the present."""
PAST: Final = 0.7
"""Confidence of what is told as past, and may be so no more."""
UNTOLD: Final = 0.65
"""Confidence of a relation to what only knowledge of the place tells."""
MODALS: Final = frozenset({"may", "might", "could", "would", "should", "can", "will"})


def find(annotated: Annotated, entities: Sequence[Entity]) -> tuple[Statement, ...]:
    """The relations that a text states between its entities, in text order, each once a place."""
    doc = annotated.doc
    index = EntityIndex(doc, entities)
    found = [
        *_by_verb(doc, index),
        *_by_noun(doc, index),
        *_companions(doc, index),
        *_close_bodies(doc, index),
        *party_members(doc, entities, index),
        *adherents(doc, entities, index),
        *seats(doc, index),
        *leaders(annotated, entities, index),
        *nationals(annotated, entities),
        *homes(annotated, entities, index),
        *locations(doc, entities, index),
        *descriptions(annotated, index),
        *country_statements(annotated, index),
    ]
    unique = {statement_key(statement): statement for statement in found if statement.subject != statement.object}
    return tuple(sorted(unique.values(), key=lambda s: (s.span, s.predicate, s.subject, statement_key(s))))


# ---------------------------------------------------------------------------------------------------------------- verbs
def _by_verb(doc: Doc, index: EntityIndex) -> Iterator[Statement]:
    table: dict[str, Mapping[str, Any]] = {entry["lemma"]: entry for entry in load_lexicon("relations")["verbs"]}
    for verb in doc:
        entry = table.get(phrasal_lemma(verb)) or table.get(lemma(verb)) if verb.pos_ in ("VERB", "ADJ") else None
        if entry and not _is_denied(verb):
            yield from _of_verb(verb, entry, index)


def _of_verb(verb: Token, entry: Mapping[str, Any], index: EntityIndex) -> Iterator[Statement]:
    certainty = _certainty(verb)
    for left in _said_of(verb, entry):
        subject = index.at(left.i)
        if subject is None:
            continue
        for right in _objects(verb, entry):
            for target in _members(right, index) if entry.get("reverse") else [index.at(right.i)]:
                if target is None or not is_a(target[0].kind, entry["object"]):
                    continue
                is_actor = is_a(subject[0].kind, "Actor") or subject[0].also_actor
                if entry["predicate"] in ACTOR_RELATIONS and not is_actor:
                    continue
                pair = (subject[0], target[0])
                predicate = entry["predicate"]
                if pair[0].kind == "Person" and "for_persons" in entry:
                    predicate = entry["for_persons"]
                elif is_a(pair[0].kind, "Organization") and "for_organizations" in entry:
                    predicate = entry["for_organizations"]
                elif (predicate == "kgb:locatedIn" and not is_a(pair[0].kind, "Place")) or (
                    pair[0].kind in ("Person", "Group") and entry.get("reverse")
                ):
                    continue
                if entry.get("reverse"):
                    pair = pair[1], pair[0]
                yield Statement(
                    pair[0].key,
                    predicate,
                    pair[1].key,
                    _stretch(left, verb, right),
                    _confidence(verb),
                    f"verb {entry['lemma']}",
                    certainty,
                )


def _said_of(verb: Token, entry: Mapping[str, Any]) -> tuple[Token, ...]:
    """Who stands in the relation: the subject, or the agent of a passive; "together with" adds to a subject."""
    if "preposition" in entry:
        return direct_objects(verb) if is_passive(verb) else subjects(verb)
    if is_passive(verb):
        return agents(verb)
    found = list(subjects(verb))
    if len(found) == 1 and verb.tag_ == "VBP":
        found = list(conjuncts(first_conjunct(found[0])))
    found.extend(
        item
        for preposition in prepositions(verb)
        for item in (*_together(preposition), *(t for p in prepositions(preposition) for t in _together(p)))
    )
    for child in verb.children:
        if child.lower_ in ("together", "along", "alongside"):
            found.extend(item for preposition in prepositions(child) for item in complements(preposition))
    return tuple(found)


def _together(preposition: Token) -> tuple[Token, ...]:
    before = preposition.nbor(-1).lower_ if preposition.i else ""
    before_with = ("together", "along", "which", "who")  # "Kenya, which with Ghana makes up the bloc"
    joint = preposition.lower_ == "alongside" or (preposition.lower_ == "with" and before in before_with)
    return complements(preposition) if joint else ()


def _objects(verb: Token, entry: Mapping[str, Any]) -> tuple[Token, ...]:
    if "preposition" in entry:
        return governed(verb, str(entry["preposition"]))
    return direct_objects(verb)


def _members(noun: Token, index: EntityIndex) -> Iterator[Any]:
    """The entity of a noun, or those from which it comes: "military from Russia and Belarus"."""
    yield from (index.at(token.i) for token in (governed(noun, "from") or [noun]))


def _certainty(verb: Token) -> Certainty:
    """Possible if a modal says so, or if somebody is accused of it, confesses or denies it: "denied belonging to"."""
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    is_told = verb.dep_ in ("pcomp", "xcomp") and lemma(above) in verb_classes()
    is_modal = any(c.dep_ == "aux" and c.lower_ in MODALS for c in verb.children)
    return "possible" if is_told or is_modal else "certain"


def _is_denied(verb: Token) -> bool:
    """Whether what a verb tells is denied, no longer so ("formerly based in"), only asked, expected, or a condition."""
    table = load_lexicon("relations")["denied"]
    if verb.sent.text.rstrip().endswith("?"):
        return True
    if is_infinitive(verb) and lemma(verb.head) in table["expecting"]:
        return True
    if verb.dep_ == "ccomp" and any(each.polarity == "negative" for each in verb_classes().get(verb.head.lemma_, ())):
        return True  # "denied that she had been a member"
    return any(
        child.dep_ == "neg"
        or (child.dep_ == "mark" and child.lower_ in table["conditions"])
        or (child.dep_ == "advmod" and child.lower_ in table["ended"])
        for child in verb.children
    )


def _confidence(verb: Token) -> float:
    """That of a relation by the tense of its verb: "is based", ", based" or "was based"."""
    finite = next((child for child in verb.children if child.dep_ in ("aux", "auxpass")), None)
    told = finite if finite is not None else verb
    return PAST if told.tag_ == "VBD" else STATED


def _stretch(*tokens: Token) -> Span:
    """From the first of the tokens to the end of the last."""
    last = max(tokens, key=lambda token: token.i)
    return Span(min(token.idx for token in tokens), last.idx + len(last))


# ---------------------------------------------------------------------------------------------------------------- nouns
def _by_noun(doc: Doc, index: EntityIndex) -> Iterator[Statement]:
    """ "X, a member of Y", "X is the capital of Y", "its ally X"."""
    table = load_lexicon("relations")
    for noun in doc:
        predicate = table["nouns"].get(lemma(noun)) if noun.pos_ == "NOUN" else None
        if predicate is None:
            continue
        if predicate == "kgb:capitalOf" and any(c.dep_ in ("amod", "compound") for c in noun.children):
            continue
        if predicate == "kgb:associatedWith" and any(
            child.lower_ in table["denying"]["words"] for child in noun.children
        ):
            continue  # "no ally of Kenya", "a former ally"
        owners = [t for p in prepositions(noun) if p.lower_ == "of" for t in complements(p)]
        owners.extend(child for child in noun.children if child.dep_ == "poss")
        owners.extend(_relative_owner(noun))
        if predicate == "org:memberOf" and noun.dep_ in ("compound", "nmod") and noun.i:
            owners.append(noun.nbor(-1))
        for bearer in _bearers(noun):
            subject = index.at(bearer.i)
            if subject is None or not is_a(subject[0].kind, table["subjects"][predicate]):
                continue
            if predicate == "kgb:capitalOf" and not owners and (country := _known_country(index, noun, subject[0])):
                yield Statement(subject[0].key, predicate, country.key, _stretch(bearer, noun), UNTOLD, "noun capital")
            if bearer.head is noun and bearer.dep_ == "appos" and subject[1].form != "name":
                continue  # "the unit of Vell, a firm from Oslo": what stands last is rather said of Vell
            for owner in owners:
                target = index.at(owner.i)
                if target and (is_a(target[0].kind, table["objects"][predicate]) or _is_seat(subject[0], target[0])):
                    span, confidence = _stretch(bearer, noun, owner), STATED
                    if noun.dep_ == "attr":
                        confidence = _confidence(noun.head)
                    yield Statement(subject[0].key, predicate, target[0].key, span, confidence, f"noun {lemma(noun)}")


def _is_seat(state: Entity, town: Entity) -> bool:
    """Whether a town stands for the government that sits there: "Kenya, an ally of Lima"."""
    return state.kind == "Country" and town.kind == "City"


def _companions(doc: Doc, index: EntityIndex) -> Iterator[Statement]:
    """Who is tied to whom by kinship or trust: "Roe's wife, Ana Berg", "his lawyer Jan Vell"."""
    table = load_lexicon("relations")["persons"]
    for noun in doc:
        if noun.tag_ not in ("NN", "NNP") or lemma(noun) not in table["nouns"]:
            continue
        for bearer in _bearers(noun):
            person = index.at(bearer.i)
            if person is None or person[0].kind != "Person" or person[1].form != "name":
                continue
            if bearer.dep_ == "appos" and bearer.i > noun.i and bearer.left_edge.i > noun.i + 2:
                continue  # "his wife, Ana Berg, and a nurse, Lea Roe": parsers hang the second one there too
            told = (*governed(noun, "of"), *governed(noun, "to"), *noun.children, *bearer.children)
            for owner in (each for each in told if each.dep_ in ("poss", "pobj")):
                whose = index.at(owner.i)
                if whose and whose[0].kind == "Person":
                    span, rule = _stretch(bearer, noun, owner), f"noun {lemma(noun)}"
                    yield Statement(person[0].key, table["predicate"], whose[0].key, span, STATED, rule)


def _close_bodies(doc: Doc, index: EntityIndex) -> Iterator[Statement]:
    """To whom a body is said to be close: "the channel Vela, close to the Reform Party"."""
    table = load_lexicon("relations")["close"]
    for adjective in doc:
        if adjective.lower_ not in table["adjectives"] or adjective.pos_ != "ADJ":
            continue
        noun = adjective.head
        if adjective.i > 2 and adjective.nbor(-1).text == ",":  # parsers hang it on the verb
            noun = adjective.nbor(-3 if adjective.nbor(-2).is_quote else -2)
        told: tuple[Token, ...] = (noun,) if noun.pos_ in ("NOUN", "PROPN") and noun.i < adjective.i else ()
        if adjective.dep_ == "acomp" and lemma(noun) == "be" and not _is_denied(noun) and _certainty(noun) == "certain":
            told = subjects(noun)
        for left in told:
            body = index.at(left.i)
            for right in governed(adjective, "to"):
                other = index.at(right.i)
                if body is None or other is None or body[0].kind not in table["subjects"]:
                    continue
                is_party = (
                    other[0].label.split()[-1].lower() in load_lexicon("organizations")["belongings"]["party_heads"]
                )
                if is_party or any(is_a(other[0].kind, kind) for kind in table["objects"]):
                    span = _stretch(left, adjective, right)
                    yield Statement(body[0].key, table["predicate"], other[0].key, span, STATED, "close to")


def _known_country(index: EntityIndex, capital: Token, city: Entity) -> Entity | None:
    """The country of a city that is called "the capital" without a word of what it is the capital of."""
    is_the = any(child.dep_ == "det" and child.lower_ == "the" for child in capital.children)
    return country_entity(index.entities(), city.country) if is_the and city.kind == "City" else None


def _relative_owner(noun: Token) -> Iterator[Token]:
    """ "The bloc, of which Kenya is a member": what stands before the clause."""
    clause = noun.head
    if noun.dep_ == "attr" and clause.dep_ == "relcl":
        for child in clause.lefts:
            if child.lower_ == "of" and any(item.lower_ in ("which", "whom") for item in child.children):
                yield clause.head


def _bearers(noun: Token) -> tuple[Token, ...]:
    """What a noun is said of: the other side of an apposition or of "is"."""
    if noun.dep_ == "appos":
        asked = lemma(noun.head.head) == "be" and noun.head.head.i == noun.head.i - 1 and noun.head.nbor(1).text != ","
        return () if asked else (noun.head,)  # "Is Nakuru the capital?"
    if noun.dep_ == "attr" and lemma(noun.head) in ("be", "become") and _certainty(noun.head) == "certain":
        if _is_denied(noun.head):
            return ()
        return tuple(item for child in noun.head.children if child.dep_ in SUBJECTS for item in conjuncts(child))
    if noun.dep_ in ("compound", "nmod") and noun.head.i > noun.i:
        return (noun.head,)
    return tuple(child for child in noun.children if child.dep_ == "appos")
