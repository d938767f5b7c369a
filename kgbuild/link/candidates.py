"""Which items of the authority an entity may be, and how well each name fits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kgbuild.link.authority import Authority, Hit
from kgbuild.link.core import DIVISIONS
from kgbuild.link.cues import cues, is_generic
from kgbuild.link.items import Item
from kgbuild.link.transliteration import sound_alike
from kgbuild.model import Entity
from kgbuild.names import fold_marks, fold_name
from kgbuild.vocabulary import is_a

MAX_SHORT: Final = 3
"""An abbreviation of so many letters is borne by too many things to be sure of one."""

LEAST_SURE: Final = 2
"""Of so few letters even a whole name is as unsure as an abbreviation: "RT"."""

# Bodies that news calls by an abbreviation without telling what it stands for.
CALLED_SHORT: Final = frozenset(
    {"GovernmentBody", "PoliceForce", "MilitaryForce", "ArmedGroup", "PoliticalParty", "MediaOrganization"}
)
ALWAYS_CALLED_SHORT: Final = frozenset({"Country", "IntergovernmentalOrganization"})

# "Province of X" and "Western Province of X" name X.
_DIVISION_OF: Final = re.compile(rf"(?:\w+ )?(?:{'|'.join(DIVISIONS)}) of (?:the )?(.+)")


METHODS: Final = {"romanisation": "transliteration", "organization": "legal form", "initials": "initials"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that an entity may be. `prior` is as in authority.Hit; `method` says how the name was found:

    "label", "alias", "abbreviation" (of up to three letters), "legal form" (but for it), "generic" (its country left
    out), "initials" or "transliteration". `by_label` says whether the name is the label, but for a legal form.
    """

    item: Item
    method: str
    name: str
    prior: float
    by_label: bool = False


def candidates(entity: Entity, authority: Authority, home: str | None = None) -> tuple[Candidate, ...]:
    """The items with a Wikidata item that bear one of the entity's names and are of a kind that it may be.

    The fullest name that finds any decides: short forms of it are never looked up beside it. `home` is the country that
    a generic name ("the Navy") is taken to be of, unless the entity has its own.
    """
    names = _names(entity)
    for name in names:
        if found := tuple(each for each in _bearers(name, entity.kind, authority) if not _is_whole(each.item, entity)):
            return () if is_a(entity.kind, "Organization") and _is_cut(name, names, authority) else found
    if is_a(entity.kind, "Organization"):
        for name in names:
            if found := tuple(_of_country(name, entity.kind, authority)) or tuple(
                _at_home(name, entity, home, authority)
            ):
                return found
    return ()


def _names(entity: Entity) -> list[str]:
    """The entity's names, the one of most words first."""
    names = [re.sub(r"^(?:the|The) ", "", name) for name in (entity.label, *entity.alt_labels)]
    names += [match[1] for name in names if (match := _DIVISION_OF.match(name))]
    proper = [name for name in dict.fromkeys(names) if any(letter.isupper() for letter in name)]
    return sorted(proper, key=lambda name: -len(name.split()))


def _is_whole(item: Item, entity: Entity) -> bool:
    """Whether the item is the country of a division that bears its name: Zambia of "Western Province of Zambia"."""
    is_division = entity.kind != "Country" and any(map(_DIVISION_OF.match, (entity.label, *entity.alt_labels)))
    return item.kind == "Country" and is_division


def _is_cut(name: str, names: list[str], authority: Authority) -> bool:
    """Whether the name is but the beginning of a fuller one that nobody bears: "Mosaic" of "Mosaic Fields Inc"."""
    short = fold_name(name)
    stems = (authority.stem(longer) for longer in names)
    rests = (set(stem.removeprefix(short).split()) for stem in stems if stem.startswith(f"{short} "))
    return any(not rest <= cues()["corporate_words"] for rest in rests)


def _bearers(name: str, kind: str, authority: Authority) -> Iterator[Candidate]:
    for hit in authority.find(name, kind):
        if hit.item.qid and (method := _method(name, kind, hit, authority)):
            by_label = authority.stem(hit.item.label) == authority.stem(name)
            yield Candidate(hit.item, method, name, hit.prior, by_label)


def _of_country(name: str, kind: str, authority: Authority) -> Iterator[Candidate]:
    """The bodies of a country that a name begins or ends with: "U.S. Federal Trade Commission", "Fidesz of Hungary"."""
    first, _, rest = name.partition(" ")
    body, _, last = name.replace(" of the ", " of ").rpartition(" of ")
    for place, own in ((first, rest), (last, body)):
        if own and (country := authority.country_named(place)):
            yield from (each for each in _bearers(own, kind, authority) if each.item.country == country)


def _at_home(name: str, entity: Entity, home: str | None, authority: Authority) -> Iterator[Candidate]:
    """The bodies of a country whose names are a generic one and the country's before it: "Navy", "U.S. Navy"."""
    country = authority.country(entity.country or home or "") if is_generic(name) else None
    for form in (country.label, *country.aliases) if country else ():
        for hit in authority.find(f"{form} {name}", entity.kind):
            if hit.item.qid and hit.match == "name":
                yield Candidate(hit.item, "generic", name, hit.prior)
                return


def _is_romanised(name: str, item: Item) -> bool:
    """Whether the name may be another romanisation of the item's: one of a country that writes other letters."""
    foreign = not fold_marks(name).isascii()
    return (foreign or item.country in cues()["other_scripts"]) and any(
        sound_alike(name, each) for each in (item.label, *item.aliases)
    )


def _is_called_so(name: str, item: Item, authority: Authority) -> bool:
    """Whether a body that bears the name but for a legal form may be meant: "Troy Corp" is not "TROY", and one word
    alone is not an alias of more ("Alder" of Cedar, which was once "Alder Ltd")."""
    stem = authority.stem(name)
    if " " not in name:
        return authority.stem(item.label) == stem
    called = (each for each in (item.label, *item.aliases) if authority.stem(each) == stem)
    return name.isupper() or not all(each.isupper() for each in called)


def _method(name: str, kind: str, hit: Hit, authority: Authority) -> str | None:
    """How the item bears the name; None where the name is too short to say so without the long one beside it."""
    if hit.match == "romanisation" and not _is_romanised(name, hit.item):
        return None
    if hit.match == "organization" and not _is_called_so(name, hit.item, authority):
        return None
    if hit.match != "name":
        return METHODS[hit.match]
    item, is_label = hit.item, fold_name(hit.item.label) == fold_name(name)
    if kind == "Person" and " " not in fold_name(name):
        return "label" if is_label else None  # a surname alone may be anybody's
    if is_label and not (item.kind in CALLED_SHORT and name.isupper() and len(name) <= LEAST_SURE):
        return "label"
    if not name.isupper() and all(each.isupper() for each in item.aliases if fold_name(each) == fold_name(name)):
        return None  # "Mac" is not "MAC"
    if item.kind in ALWAYS_CALLED_SHORT or not name.isupper() or len(name) > MAX_SHORT:
        return "alias"
    return "abbreviation" if item.kind in CALLED_SHORT else None
