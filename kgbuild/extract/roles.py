"""Who and what fills the roles of an event: entities of the right kind, and phrases for what is no entity."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.claims.reporting import words
from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.layers import ArgumentToken, Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Key, Span
from kgbuild.parse import Doc, Token
from kgbuild.vocabulary import is_a

LITERAL_ROLES: Final = frozenset({"kgb:instrument", "kgb:topic", "kgb:causeText"})
PLACE_ROLES: Final = frozenset({"sem:hasPlace", "kgb:origin", "kgb:destination"})
OTHER_END: Final = {"kgb:actor": "kgb:recipient", "kgb:recipient": "kgb:actor"}
PHRASE_PARTS: Final = frozenset({"det", "amod", "compound", "nummod", "nmod", "poss", "quantmod", "advmod", "prep"})

VERB_PARTS: Final = frozenset({"dobj", "dative", "prt", "neg", "acomp", "attr", "xcomp"})
"""What a participle's phrase has beside that of a noun: "burning their houses"."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role of a trigger, grounded in an entity."""

    argument: ArgumentToken
    key: Key
    span: Span
    confidence: float


def grounded(doc: Doc, index: EntityIndex, trigger: Trigger) -> tuple[Role, ...]:
    """The roles of a trigger that an entity of the right kind fills, each entity once a role."""
    found: dict[tuple[str, Key], Role] = {}
    heads: set[tuple[str, int]] = set()
    for argument in sorted(trigger.arguments, key=lambda a: a.instead_of is not None):
        if (argument.role, argument.instead_of) in heads or (role := _role(doc, index, argument, trigger)) is None:
            continue
        heads.add((argument.role, argument.head))
        if argument.instead_of is None or ("kgb:actor", role.key) not in found:
            found.setdefault((role.argument.role, role.key), role)
    return tuple(role for role in found.values() if not _is_other_end(doc, role, found, trigger))


def _is_other_end(doc: Doc, role: Role, found: Mapping[tuple[str, Key], Role], trigger: Trigger) -> bool:
    """Whether a surer reading has the entity at the other end of the deed: nobody does it to oneself, unless a
    reflexive says so of a deed that one suffers: "killed himself", not "distanced himself"."""
    name = role.argument.role
    other = found.get((OTHER_END.get(name, ""), role.key))
    if other is None:
        return False
    ends = [doc[each.argument.head].lower_ for each in (role, other)]
    if any(word.endswith(("self", "selves")) for word in ends):
        return name == "kgb:recipient" and not _is_suffered(trigger)
    return other.confidence > role.confidence or (other.confidence == role.confidence and name == "kgb:recipient")


def _role(doc: Doc, index: EntityIndex, argument: ArgumentToken, trigger: Trigger) -> Role | None:
    """The entity that an argument names, if it is of a kind that can fill the role."""
    at = index.at(argument.head) or index.country_of(argument.head)
    if at is None or argument.role in LITERAL_ROLES:
        return None
    entity, mention = at
    if doc[argument.head].lemma_.lower() in words("anonymous", "nouns"):
        return None  # "jailed on allegations": these speak, but nobody is jailed on somebody
    place, actor = is_a(entity.kind, "Place"), is_a(entity.kind, "Actor")
    if argument.role in PLACE_ROLES and not place:
        return None
    if argument.role == "kgb:recipient" and not (actor or (place and not _is_scene(argument, trigger))):
        return None
    if argument.rule in ("of", "possessor") and trigger.plover == "PROTEST" and entity.kind in ("City", "Region"):
        argument = replace(argument, role="sem:hasPlace")  # "the riots of Oruro"
    is_owner = argument.rule.endswith("its owner") and doc[argument.head].dep_ == "compound"
    if entity.kind == "City" and (is_owner or (argument.role == "kgb:actor" and argument.rule == "modifier")):
        return None  # "the Geneva accord", "they signed the Geneva accord": named for where it was made
    if argument.role == "kgb:actor" and not actor:
        if entity.kind not in ("City", "Region"):
            return None
        index.mark_actor(entity.key)
    confidence = round(argument.confidence * mention.confidence, 4)
    return Role(argument, entity.key, mention.span, confidence)


def literal(doc: Doc, index: EntityIndex, argument: ArgumentToken) -> Span | None:
    """The phrase that fills a role of phrases ("kgb:topic"); None where the argument fills another, or nothing told."""
    if argument.role not in LITERAL_ROLES or _is_party(index, argument) or _is_cut(doc, argument):
        return None
    return _phrase(doc[argument.head])


def _is_cut(doc: Doc, argument: ArgumentToken) -> bool:
    """Whether a head is but a part of a word with hyphens, or a hyphen, which the parser took apart: "a re-run"."""
    head = argument.head
    if doc[head].is_punct:
        return True
    around = [doc[i] for i in (head - 1, head + 1) if 0 <= i < len(doc)]
    return len(syntax.hyphenated(doc[head])) == 1 and any(
        token.text == "-" and not token.whitespace_ and not doc[min(token.i, head)].whitespace_ for token in around
    )


def _is_party(index: EntityIndex, argument: ArgumentToken) -> bool:
    """Whether an instrument is none but somebody: "clashed with the caretaker"."""
    at = index.at(argument.head) if argument.role == "kgb:instrument" else None
    return at is not None and is_a(at[0].kind, "Actor") and not is_a(at[0].kind, "Place")


def _phrase(token: Token) -> Span:
    """The phrase around a head word, without clauses that hang on it."""
    parts = PHRASE_PARTS | VERB_PARTS if token.pos_ in ("VERB", "AUX") else PHRASE_PARTS
    own = [t for child in token.children if child.dep_ in parts for t in _without_clauses(child)]
    inside = [*syntax.hyphenated(token), *own]
    first, last = min(inside, key=lambda t: t.i), max(inside, key=lambda t: t.i)
    return Span(first.idx, last.idx + len(last))


def _is_suffered(trigger: Trigger) -> bool:
    """Whether what an event tells is something that one can do to oneself."""
    table = load_lexicon("events/arguments")["reflexive"]
    return trigger.plover in table["types"] or not set(table["classes"]).isdisjoint(trigger.classes)


def _without_clauses(token: Token) -> Iterator[Token]:
    """The words below a word and itself, but for what finite clauses and appositions tell of them."""
    stack = [token]
    while stack:  # a chain of words may be as long as the text
        above = stack.pop()
        yield above
        stack.extend(
            child
            for child in above.children
            if child.dep_ not in ("relcl", "advcl", "ccomp", "appos") and not (child.is_punct and child.i > above.i)
        )


def _is_scene(argument: ArgumentToken, trigger: Trigger) -> bool:
    """Whether a place that cannot act is where something happens, by its preposition, not to whom it is done."""
    scenes: dict[str, list[str]] = load_lexicon("events/places")["scenes"]
    return argument.rule.removeprefix("low ") in scenes.get(trigger.plover or "", ())


def by_role(roles: Iterable[Role]) -> Mapping[str, frozenset[Key]]:
    """The entities that fill each role."""
    found: dict[str, set[Key]] = {}
    for role in roles:
        found.setdefault(role.argument.role, set()).add(role.key)
    return {name: frozenset(keys) for name, keys in found.items()}
