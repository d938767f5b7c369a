"""Finds who is counted in an event, and as what: so many killed, injured, arrested, taking part."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from kgbuild.extract import syntax
from kgbuild.extract.layers import CountCandidate, Quantity, Trigger
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.quantities.costs import nearest, stretch
from kgbuild.extract.quantities.count_kinds import kind_of, kinds
from kgbuild.extract.quantities.count_places import placed
from kgbuild.extract.quantities.governors import ACTING, AFFECTED, governors
from kgbuild.extract.quantities.rivals import THEN, counts_after, counts_elsewhere, is_rival, topic
from kgbuild.extract.quantities.states import described, part_of_state, passes, state
from kgbuild.model import Annotated
from kgbuild.parse import Doc, Token


def find(
    annotated: Annotated, quantities: Sequence[Quantity], triggers: Sequence[Trigger]
) -> tuple[CountCandidate, ...]:
    """The counts of people, in the order of the quantities; a quantity may count in two events ("killed and eaten").

    A number is tied to the event whose argument it counts; one that only a word of state explains ("62 were in
    intensive care") to the nearest event of its sentence or of the one before. A number that counts no people, or no
    event's people, is left out.
    """
    found: list[CountCandidate] = []
    places = _Places(triggers)
    for quantity in quantities:
        if _is_of_whole(annotated.doc, quantity) or _is_of_things(annotated.doc, quantity):
            continue
        if syntax.is_set_aside(annotated.doc[quantity.head]):
            continue
        if quantity.noun is None or _is_people(annotated.doc[quantity.noun]):
            found += (
                _counts_of(annotated.doc, quantity, places, found)
                or _counts_then(annotated.doc, quantity, places, found)
                or counts_after(annotated.doc, quantity, found)
                or counts_elsewhere(annotated.doc, quantity, found)
                or _counts_of_topic(annotated.doc, quantity, places, found)
            )
    negated = {trigger.token for trigger in triggers if trigger.factuality.polarity == "negative"}
    # "Ten miners did not vote": so many took no part
    taken = [each for each in found if kinds()[each.kind].side != ACTING or each.trigger not in negated]
    return tuple(placed(annotated.doc, taken))


class _Places:
    """Where triggers and their arguments stand: what is near a word is found without a look at all of them."""

    def __init__(self, triggers: Sequence[Trigger]) -> None:
        self._triggers = sorted(triggers, key=lambda trigger: trigger.token)
        self._tokens = [trigger.token for trigger in self._triggers]
        self._by_argument: dict[int, list[Trigger]] = {}
        for trigger in self._triggers:
            for head in dict.fromkeys(a.head for a in trigger.arguments if a.instead_of is None):
                self._by_argument.setdefault(head, []).append(trigger)

    def between(self, first: int, last: int) -> list[Trigger]:
        """The triggers at the tokens from `first` on, `last` excluded, in text order."""
        return self._triggers[bisect_left(self._tokens, first) : bisect_left(self._tokens, last)]

    def nearest(self, counted: Token, kind: str) -> Trigger | None:
        """The event that made those counted of a kind, where none governs their number."""
        return nearest(counted.doc, counted, kind, self.between(*stretch(counted.doc, counted)))

    def around(self, counted: Token) -> list[Trigger]:
        """The triggers that a word is an argument of or that govern it, the nearest first."""
        governing = [trigger for word, _ in governors(counted) for trigger in self.between(word.i, word.i + 1)]
        near = {trigger.token: trigger for trigger in (*self._by_argument.get(counted.i, ()), *governing)}
        return sorted(near.values(), key=lambda trigger: (abs(trigger.token - counted.i), trigger.token))


def _counts_of(doc: Doc, quantity: Quantity, places: _Places, before: Sequence[CountCandidate]) -> list[CountCandidate]:
    counted = _counted(doc, quantity)
    if (kind_by_state := state(doc, quantity, counted)) is not None:
        quantity = replace(quantity, upper=None) if passes(counted) else quantity
        return _of_part(doc, quantity, places) or _of_state(doc, quantity, kind_by_state, places, before)
    found: dict[str, CountCandidate] = {}
    around = places.around(counted)
    completed = {doc[trigger.token].head.i for trigger in around if doc[trigger.token].dep_ == "xcomp"}
    for trigger in around:
        if trigger.token in completed:
            continue  # "were forced to flee": fled
        kind = kind_of(doc, trigger)
        if kind is not None and kind not in found and _side(trigger, counted, doc) == kinds()[kind].side:
            found[kind] = CountCandidate(quantity, kind, trigger.token, counted.i, "argument")
        elif kind is None and _is_deployed(trigger, counted):
            found["participants"] = CountCandidate(quantity, "participants", trigger.token, counted.i, "argument")
    if set(load_lexicon("counts")["harmed"]["kinds"]) <= found.keys():  # "40 people were killed or injured"
        return [replace(next(iter(found.values())), kind="casualties")]
    if own := list(found.values()) or _figure_of(doc, quantity, counted, places):
        return own
    told = described(doc, quantity, counted)  # "speaks of 300 evacuated families"
    return _of_state(doc, quantity, told, places, before) if told else []


def _of_part(doc: Doc, quantity: Quantity, places: _Places) -> list[CountCandidate]:
    """What else befell some of those who are of a state: "six of the victims had been shot", "two of the hurt died"."""
    counted = doc[quantity.head]
    kind_of_all = part_of_state(counted)
    if kind_of_all is None:
        return []
    for trigger in places.around(counted):
        kind = kind_of(doc, trigger) or (kind_of_all if "Assault" in trigger.classes else None)
        if kind is not None and _side(trigger, counted, doc) == kinds()[kind].side:
            return [CountCandidate(quantity, kind, trigger.token, _population(doc, quantity), "argument")]
    return []


def _counted(doc: Doc, quantity: Quantity) -> Token:
    """The noun that is counted, or the number; "more" in "wounded 35 more"."""
    number = doc[quantity.head if quantity.noun is None else quantity.noun]
    is_of_more = number.dep_ == "nummod" and number.head.lower_ == "more" and number.head.i == number.i + 1
    return number.head if is_of_more else number


def _of_state(
    doc: Doc, quantity: Quantity, kind: str, places: _Places, before: Sequence[CountCandidate]
) -> list[CountCandidate]:
    """The count of a kind that words tell, in the nearest event that may cost it, else where last so many were told."""
    near = places.nearest(_counted(doc, quantity), kind)
    trigger = near.token if near is not None else _last(doc, quantity, kind, before)
    return [CountCandidate(quantity, kind, trigger, _population(doc, quantity), "state")] if trigger is not None else []


def _last(doc: Doc, quantity: Quantity, kind: str, before: Sequence[CountCandidate]) -> int | None:
    """Where so many were told in the same sentence or the one before; not for a year's figure: "in 1985, 500 dead"."""
    here = doc[quantity.head].sent
    last = next((each for each in reversed(before) if each.kind == kind), None)
    if last is None or here.start > doc[last.quantity.head].sent.end:
        return None
    is_of_year = any(token.text.isdecimal() and len(token) == 4 and token.ent_type_ == "DATE" for token in here)
    return None if is_of_year else last.trigger


def _counts_of_topic(
    doc: Doc, quantity: Quantity, places: _Places, before: Sequence[CountCandidate]
) -> list[CountCandidate]:
    """What the figure that somebody gives counts where a word before tells it: "Turnout was disputed: police …"."""
    counted = doc[quantity.head]
    kind = topic(doc, counted) if is_rival(doc, quantity) else None
    if kind is None:
        return []
    last = _last(doc, quantity, kind, before)
    near = places.nearest(counted, kind) if last is None else None
    trigger = near.token if near is not None else last
    return [CountCandidate(quantity, kind, trigger, None, "topic")] if trigger is not None else []


def _counts_then(
    doc: Doc, quantity: Quantity, places: _Places, before: Sequence[CountCandidate]
) -> list[CountCandidate]:
    """What some of those just counted did then: "6,800 people were displaced, of whom 300 crossed into Ghana"."""
    counted = _counted(doc, quantity)
    of = (item for child in (*counted.children, *counted.head.lefts) if child.lower_ == "of" for item in child.children)
    if not before or doc[before[-1].quantity.head].sent != counted.sent or all(item.lower_ != "whom" for item in of):
        return []
    kind, verb = before[-1].kind, counted.head
    phrases = {f"{verb.lemma_} {child.lower_}" for child in verb.children if child.dep_ in ("dobj", "prep")}
    told = places.between(verb.i, verb.i + 1) if {verb.lemma_, *phrases} & kinds()[kind].then else []
    return [CountCandidate(quantity, kind, trigger.token, counted.i, THEN) for trigger in told]


def _population(doc: Doc, quantity: Quantity) -> int:
    """Whom a number counts: the children in "five of the nine victims were children"."""
    number = doc[quantity.head]
    if number.dep_ == "nsubj" and number.head.lemma_ == "be":
        people = load_lexicon("events/words")["people"]
        told = (child for child in number.head.children if child.dep_ == "attr" and child.lemma_.lower() in people)
        if (child := next(told, None)) is not None:
            return child.i
    return number.i if quantity.noun is None else quantity.noun


def _figure_of(doc: Doc, quantity: Quantity, counted: Token, places: _Places) -> list[CountCandidate]:
    """What a bare number counts where a noun says that it is one: "gave a figure of 3,000 for the march"."""
    figure = counted.head.head if counted.dep_ == "pobj" and counted.head.lower_ == "of" else counted
    if quantity.noun is not None or figure.lemma_.lower() not in load_lexicon("counts")["totals"]["heads"]:
        return []
    around = figure.head if figure.dep_ in ("dobj", "nsubj", "nsubjpass") else figure
    near = places.between(around.left_edge.i, around.right_edge.i + 1)
    told = [
        (abs(trigger.token - counted.i), trigger.token, kind) for trigger in near if (kind := kind_of(doc, trigger))
    ]
    return [CountCandidate(quantity, kind, token, None, "figure") for _, token, kind in sorted(told)[:1]]


def _is_of_whole(doc: Doc, quantity: Quantity) -> bool:
    """Whether a number is of all of whom the event counts only some: the 12 of "three of the 12 miners died"."""
    if quantity.noun is None or quantity.head == quantity.noun:
        return False
    noun = doc[quantity.noun]
    if noun.dep_ != "pobj" or noun.head.lower_ != "of" or quantity.head < noun.head.i:
        return False
    part = noun.head.head
    if any(child.dep_ == "nummod" for child in part.children):
        return True  # "three members of one family"
    return part.pos_ == "NUM" or part.lemma_.lower() in load_lexicon("counts")["parts"]["nouns"]


def _is_of_things(doc: Doc, quantity: Quantity) -> bool:
    """Whether a bare number is of some things, or of children not told of: the two of "two of its clinics"."""
    if quantity.noun is not None:
        return False
    number = doc[quantity.head]
    if number.dep_ == "pobj" and number.head.head.lemma_.lower() in load_lexicon("counts")["parts"]["parents"]:
        return True  # "a mother of three"
    of = (child for child in number.children if child.dep_ == "prep" and child.lower_ == "of")
    return any(not _is_people(noun) for each in of for noun in each.children if noun.dep_ == "pobj")


def _is_people(noun: Token) -> bool:
    return noun.lemma_.lower() not in load_lexicon("counts")["not_people"]["lemmas"]


# ------------------------------------------------------------------------------------------------------- syntax
def _side(trigger: Trigger, counted: Token, doc: Doc) -> str | None:
    """Whether those counted are affected by an event or act in it, None where they are neither."""
    whose = syntax.counted(counted).i  # "three of them had wounds"
    for argument in trigger.arguments:
        if argument.instead_of is not None:
            continue
        if argument.head in (counted.i, whose) and argument.role in ("kgb:recipient", "kgb:actor"):
            affected = argument.role == "kgb:recipient" or _suffers(doc[trigger.token])
            return AFFECTED if affected else ACTING
    event = doc[trigger.token]
    for governor, side in governors(counted):
        if governor.i == event.i:
            return AFFECTED if side == ACTING and _suffers(event) else side
    return None


def _is_deployed(trigger: Trigger, counted: Token) -> bool:
    """Whether those counted are sent by an event: "sent 90 soldiers", "600 marines were deployed"."""
    words = load_lexicon("counts")["deployed"]
    if counted.lemma_.lower() not in words["nouns"] or set(words["classes"]).isdisjoint(trigger.classes):
        return False
    return any(verb.i == trigger.token and side == AFFECTED for verb, side in governors(counted))


def _suffers(event: Token) -> bool:
    intransitive = event.lemma_.lower() in load_lexicon("counts")["intransitive"]["lemmas"]
    people = load_lexicon("events/words")["people"]  # "farmers sheltered forty refugees"
    return intransitive and not any(child.dep_ == "dobj" and child.lemma_ in people for child in event.children)
