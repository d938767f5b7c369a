"""What ties an entity to an event: the pairs of `role_model.py`, and the features by which it weighs them.

A pair is an event's trigger and an entity by one of its mentions in the same sentence. No feature names an entity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from annotations import touch
from event_items import Wanted
from event_reading import PREDICATES

from kgbuild.extract import claims, events, syntax, times
from kgbuild.extract.claims import speakers
from kgbuild.extract.entities import acting, coreference, implied, mentions
from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.layers import ArgumentToken, Trigger
from kgbuild.extract.tellings import Telling
from kgbuild.model import Annotated, Entity, Mention
from kgbuild.parse import Doc, Token
from kgbuild.vocabulary import is_a

ROLES: Mapping[str, str] = {predicate: role for role, each in PREDICATES.items() for predicate in each}
KINDS = ("Person", "Organization", "Group", "Country", "City", "Region", "Facility", "Place", "Medium")
LONGEST = 12
"""Steps of a path through the tree; what lies further apart has none."""


class Pair(NamedTuple):
    """`given` are the arguments by which rules have the entity fill roles of the trigger, `filled` the roles that they
    have others fill."""

    doc: Doc
    trigger: Trigger
    entity: Entity
    mention: Mention
    kind: str
    given: Sequence[ArgumentToken]
    filled: frozenset[str]

    @property
    def by_rule(self) -> frozenset[str]:
        return frozenset(ROLES[argument.role] for argument in self.given)


def pairs(annotated: Annotated) -> Iterator[Pair]:
    """The pairs of a text, trigger by trigger."""
    doc, found = annotated.doc, events.find(annotated)
    attributions = speakers.spoken(claims.find(annotated), found)
    triggers = speakers.unspoken(found, attributions)
    resolved = coreference.resolve(annotated, mentions.find(annotated), attributions)
    known = implied.with_implied_countries(annotated, resolved, triggers)
    index = EntityIndex(doc, acting.with_acting_names(annotated, known, triggers), annotated.names)
    who = speakers.speakers(annotated, attributions, index)
    told = Telling(annotated, triggers, attributions, who, index, times.find(annotated))
    mentioned = [(entity, mention) for entity in index.entities() for mention in entity.mentions]
    for trigger, roles in zip(told.triggers, told.roles, strict=True):
        for entity, mention in mentioned:
            if doc[mention.head].sent.start != doc[trigger.token].sent.start or mention.head == trigger.token:
                continue
            given = tuple(role.argument for role in roles if role.key == entity.key)
            filled = frozenset(ROLES[role.argument.role] for role in roles if role.key != entity.key)
            kind = next((main for main in KINDS if is_a(entity.kind, main)), entity.kind)
            yield Pair(doc, trigger, entity, mention, kind, given, filled)


def fills(pair: Pair, role: str, want: Wanted, heads: frozenset[int]) -> bool | None:
    """Whether the entity fills a role by the annotation: it is what an annotated phrase is about, not only named in it.

    None where that cannot be told: it is named in a phrase that is about nothing that is an entity. `heads` are the
    heads of all mentions.
    """
    spans, is_named = [mention.span for mention in pair.entity.mentions], False
    for filler in (span for alternatives in want.roles[role] for span in alternatives):
        words = pair.doc.char_span(*filler)
        if words is None:
            continue
        tops = (words.root, syntax.counted(words.root))
        own = {each.i for top in tops for each in syntax.conjuncts(top) if words.start <= each.i < words.end}
        if filler in spans or not own.isdisjoint(mention.head for mention in pair.entity.mentions):
            return True
        is_named = is_named or (own.isdisjoint(heads) and touch([filler], spans))
    if not is_named:
        return False
    return True if role in pair.by_rule else None


def features(pair: Pair) -> Iterator[str]:
    """The features that hold of a pair; one may come twice."""
    token, head = pair.doc[pair.trigger.token], pair.doc[pair.mention.head]
    event, kind = pair.trigger.plover or pair.trigger.classes[0], pair.kind
    part = pair.trigger.rule.partition(":")[0]
    form = "passive" if part == "verb" and syntax.is_passive(token) else part
    yield "bias"
    yield from _by_rules(pair, event)
    yield from _by_path(token, head, event, kind, form)
    yield f"kind={kind}|{event}"
    yield f"class={pair.entity.kind}|{event}"
    yield f"form={pair.mention.form}|{kind}"
    yield "word=" + ("" if pair.mention.form == "name" else syntax.lemma(head))
    yield f"label={head.ent_type_}"
    yield f"lemma={syntax.lemma(token)}|{kind}"
    yield f"stands={token.dep_}|{form}"
    yield f"told={pair.trigger.factuality.certainty}|{pair.trigger.factuality.tense}|{event}"
    apart = sum(abs(head.i - token.i) >= bound for bound in (3, 6, 12))
    yield f"apart={apart if head.i > token.i else -apart}|{form}|{kind}"


def _by_rules(pair: Pair, event: str) -> Iterator[str]:
    roles = "+".join(sorted(pair.by_rule)) or "none"
    yield f"given={roles}"
    yield f"given={roles}|{'+'.join(sorted(pair.filled))}"
    for argument in pair.given:
        role = ROLES[argument.role]
        for each in (argument.rule, event, pair.kind, argument.confidence, argument.instead_of is None):
            yield f"gave={role}|{each}"
        yield f"gave={role}|{argument.rule}|{event}"
        yield f"gave={role}|{event}|{pair.kind}"


def _by_path(token: Token, head: Token, event: str, kind: str, form: str) -> Iterator[str]:
    """The steps through the tree from the trigger up and down to the mention, with prepositions on the way down."""
    preposition = head.head.lower_ if head.dep_ == "pobj" else head.dep_
    for each in (kind, event, f"{event}|{kind}", form):
        yield f"preposition={preposition}|{each}"
    between = _path(token, head)
    if between is None:
        yield "no path"
        return
    up, down = between
    whole = f"{'^'.join(up)}v{'>'.join(down)}"
    plain = f"{'^'.join(up)}v{'>'.join(step.partition(':')[0] for step in down)}"
    for each in ("", form, event, kind):
        yield f"path={whole}|{each}"
    for each in (form, f"{event}|{form}", f"{kind}|{form}", syntax.lemma(token)):
        yield f"plain={plain}|{each}"
    yield f"up={'^'.join(up)}|{kind}"
    yield f"steps={min(len(up) + len(down), 6)}|{kind}"


def _path(token: Token, head: Token) -> tuple[list[str], list[str]] | None:
    above = [token, *token.ancestors][: LONGEST + 1]
    places = {each.i: place for place, each in enumerate(above)}
    below = [head, *head.ancestors][: LONGEST + 1]
    top = next((place for place, each in enumerate(below) if each.i in places), None)
    if top is None:
        return None
    up = [each.dep_ for each in above[: places[below[top].i]]]
    return up, [f"{each.dep_}:{each.lower_}" if each.pos_ == "ADP" else each.dep_ for each in reversed(below[:top])]


def heads_of(found: Sequence[Pair]) -> frozenset[int]:
    """The heads of all mentions that are in any pair."""
    return frozenset(pair.mention.head for pair in found)
