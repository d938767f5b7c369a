"""Which of several bearers of one name a text means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kgbuild.link.candidates import Candidate
from kgbuild.link.context import Context
from kgbuild.link.cues import is_generic
from kgbuild.link.items import Item
from kgbuild.model import Entity
from kgbuild.vocabulary import is_a

RIVAL: Final = 0.2
"""How much less sure the less likely of two bearers of one name is: beyond the usual margin; the other stands."""
FAR_BETTER_KNOWN: Final = 10
"""So many times the inhabitants, or the Wikipedias, make of two bearers of a name the one that is meant."""


def rivalry(entity: Entity, candidate: Candidate, found: Iterable[Candidate], context: Context) -> float:
    """What speaks for another bearer of the name: a penalty, or none."""
    rivals = (other for other in found if other.item.qid != candidate.item.qid)
    return RIVAL if any(_yields(entity, candidate, rival, context) for rival in rivals) else 0.0


def _yields(entity: Entity, candidate: Candidate, other: Candidate, context: Context) -> bool:
    """Whether the text, or else how known they are, means a rival rather than the item.

    Of two countries the one stands of which the text tells something else ("Congo" beside Goma). Before a division a
    country stands, unless the division is called just so, the text is about its country, and nothing else there is of
    the country, or a place is said to lie in it that is of elsewhere ("Athens, Georgia"). Else the one stands whose
    country the text names. A division called like a city of its country follows another city and a comma ("Tacoma,
    Washington"), or stands among divisions. Of two of one kind the one stands that is far better known; else of two
    bodies that which is called so, and not also so.
    """
    item, rival = candidate.item, other.item
    if item.kind == rival.kind == "Country":  # Congo, Korea
        return not context.is_told_beside(item.country, entity) or context.is_told_beside(rival.country, entity)
    if rival.kind == "Country":
        home = context.home_without(rival.country)
        is_home = item.country == home and (context.named[home or ""] or home in context.settled)
        if candidate.method == "label" and rival.country in context.strayed:
            return False
        return candidate.method != "label" or home is None or not is_home
    if item.kind == "Country":
        if other.method == "label" and item.country in context.strayed:
            return True
        if other.method != "label" or rival.country not in context.settled:
            return False
        told_otherwise = context.named.get(item.country or "", 0) > len(entity.mentions)
        return not (told_otherwise or context.is_told_beside(item.country, entity))
    if item.kind == rival.kind == "City":
        return _fame(rival) >= FAR_BETTER_KNOWN * max(_fame(item), 1)  # either country may have a division of that name
    if rival.country != item.country and (named := (rival.country in context.named, item.country in context.named)) in (
        (True, False), (False, True),
    ):  # fmt: skip
        return named[0]
    if {item.kind, rival.kind} == {"City", "Region"} and rival.country == item.country:
        division = context.follows_city(entity) or context.is_among_divisions(item.country)
        return (item.kind == "City") == division
    if item.kind == rival.kind and _fame(rival) >= FAR_BETTER_KNOWN * max(_fame(item), 1):
        return True
    called = is_a(item.kind, "Organization") and other.by_label and not candidate.by_label
    return called and not is_generic(candidate.name) and _fame(item) < FAR_BETTER_KNOWN * max(_fame(rival), 1)


def _fame(item: Item) -> int:
    """How many live in a place; how many Wikipedias write of a body."""
    return (item.population if is_a(item.kind, "Place") else item.sitelinks) or 0
