"""What bears a proper name, by its own words and by those beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.entities.datelines import is_outlet_of_dateline
from kgbuild.extract.entities.name_forms import (
    Name,
    acts,
    is_before_party,
    is_title_of_one,
    is_title_word,
    tells_party,
    words_in,
)
from kgbuild.extract.entities.name_neighbours import body_beside, place_beside
from kgbuild.extract.entities.name_persons import is_person
from kgbuild.extract.entities.name_senses import is_borne_by_person
from kgbuild.extract.entities.name_uses import is_body, is_located, kind_of_row, told_by_use
from kgbuild.extract.entities.nouns import PLURAL_TAGS, is_one, is_one_person, name_kind, nouns, or_region
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import NAMED_PLACES, lemma
from kgbuild.given_names import gender_of
from kgbuild.parse import Doc, Token
from kgbuild.vocabulary import is_a

WEBSITE: Final = re.compile(r"\w\.(?:com|org|net|info|gov)$")
_GROUP: Final = re.compile(r"Group [A-H]\b\.?$")
"""Some of the teams of a tournament."""

_CALLED_SO: Final = (
    ("ArmedGroup", "MilitaryForce"),
    ("ArmedGroup", "PoliticalParty"),
    ("CivilSocietyOrganization", "Company"),
    ("CivilSocietyOrganization", "GovernmentBody"),
    ("CivilSocietyOrganization", "MilitaryForce"),
)
"""The kind told beside a name and the one of its own words, which it outdoes."""


def told_by_words(doc: Doc, name: Name) -> Name:
    """The name with the kind that its own words or those beside it tell, if they tell one."""
    words = words_in(doc, name)
    if name.rule in ("before party", "branch", "quoted beside noun"):
        return name
    if _GROUP.match(doc[name.first : name.last].text):
        return replace(name, kind="Organization", sure=3)
    if WEBSITE.search(doc[name.last - 1].text):
        return replace(name, kind=_kind_of_firm_before(doc, name) or "Medium", sure=5)
    if _is_medium(doc, name):
        return replace(name, kind="Medium" if _is_channel(doc, name) else "Company", sure=5)
    if is_borne_by_person(doc, name):
        return replace(name, kind="Person", sure=5, known=())
    if not name.known and is_outlet_of_dateline(doc[name.first : name.last]):
        return replace(name, kind="MediaOrganization", sure=5)
    if name.known:
        return _as_called(name, _kind_by_of(doc, name) or kind_of_row(doc, name))
    if is_a(name.kind or "", "Organization") and _is_of_union(doc[name.first : name.last].root):
        return replace(name, kind="IntergovernmentalOrganization", sure=3)
    if kind := _kind_by_of(doc, name) or _kind_by_head(doc, name):
        return replace(name, kind=kind, sure=3)
    if (len(words) > 1 and words[-1] == "party") or is_before_party(doc, name.last):
        return replace(name, kind="PoliticalParty", sure=3)
    if (kind := place_beside(doc, name)) and name_kind(words) is None:
        return replace(name, kind=name.kind if name.kind and is_a(name.kind, kind) else kind, sure=3)
    if (kind := body_beside(doc, name)) and _may_be(kind, name_kind(words)):
        return replace(name, kind=kind, sure=3)
    if _is_called_body(doc, name, words):
        return replace(name, kind="Organization", sure=2)
    if _has_title(doc, name) and name_kind(words) is None:
        return replace(name, kind="Person", sure=3)
    if (kind := _kind_of_body_beside(doc, name)) and not is_a(name_kind(words) or "", "Organization"):
        return replace(name, kind=kind, sure=3)
    if (kind := name_kind(words)) and (name.kind != "Person" or len(words) > 2 or _is_firm(words, kind)):
        if is_a("PoliticalParty", kind) and _is_party(doc, name):
            return replace(name, kind="PoliticalParty", sure=3)
        may_be_body = kind == "Facility" and words[-1] in load_lexicon("places")["usage"]["or_bodies"]
        if may_be_body and acts(doc[name.first : name.last].root):
            return replace(name, kind="Organization", sure=4)
        return replace(name, kind=kind, sure=3)
    if name.kind in ("Organization", "Group", "Person") and _is_party(doc, name):
        return replace(name, kind="PoliticalParty", sure=3)
    if kind := told_by_use(doc, name):
        return _used(name, kind)
    if kind := _kind_right_before(doc, name):
        return replace(name, kind=kind, sure=2)
    if is_person(doc, name):
        return replace(name, kind="Person", sure=2)
    if kind := _appositive_kind(doc, name):
        sharper = name.kind if name.kind and is_a(name.kind, kind) else kind
        return replace(name, kind=sharper, sure=2)
    if name.kind == "Person" and is_body(doc, name):
        return replace(name, kind="Organization", sure=2)
    return _used(name, "Place", name.sure) if is_located(doc, name) else name


def _as_called(name: Name, kind: str | None) -> Name:
    """The known name as what a noun with "of" calls it: of several bearers one of that kind ("the state of Georgia"),
    and a region called like a city is not the city ("the region of Lima")."""
    bearers = tuple(known for known in name.known if kind is not None and is_a(known.kind, kind))
    if bearers:
        return replace(name, kind=bearers[0].kind, known=bearers, sure=5)
    return replace(name, kind="Region", known=(), sure=5) if (kind, name.kind) == ("Region", "City") else name


def _is_called_body(doc: Doc, name: Name, words: Sequence[str]) -> bool:
    """Whether what begins with no given name follows a noun for a firm or a person: "the developer Vell", and more than
    one word of which annotation took for a body's name: "the miner Vell Sur"."""
    table = load_lexicon("organizations")["usage"]["firms_or_persons"]
    before = doc[name.first - 1] if name.first and not doc[name.first].is_sent_start else None
    may_be_body = len(words) == 1 or name.kind == "Organization"
    return may_be_body and before is not None and before.lower_ in table and gender_of(words[0]) is None


def _may_be(kind: str, by_words: str | None) -> bool:
    """Whether a body may be of a kind told beside its name, by its words: the Renewal Party may be a rebel group, the
    Vell Council a think tank, the Puppet Corps a charity."""
    return is_a(kind, by_words or "Organization") or (kind, by_words) in _CALLED_SO


def _is_firm(words: Sequence[str], kind: str) -> bool:
    """Whether two words end as only a body's name does, and do not begin with a given name: "Vell Foods"."""
    may_be_surname = words[-1] in load_lexicon("organizations")["usage"]["surnames"]
    return is_a(kind, "Organization") and not may_be_surname and gender_of(words[0]) is None


def _is_party(doc: Doc, name: Name) -> bool:
    """Whether a word right before the name tells that it is a party's, "the opposition Renewal Alliance", or whoever
    sits or runs for it: "a deputy of the Renewal Front"."""
    if name.first > 0 and not doc[name.first].is_sent_start and tells_party(doc[name.first - 1]):
        return True
    of, table = doc[name.first : name.last].root.head, load_lexicon("organizations")["of_deputies"]
    is_of = of.lower_ in ("of", "for", "from") and of.i < name.first and lemma(of.head) in table["posts"]
    return is_of and not set(table["heads"]).isdisjoint(words_in(doc, name))


def _used(name: Name, kind: str, sure: int = 2) -> Name:
    """The name of the kind that its use tells; what an authority knows by it and NER denied may be meant after all."""
    if name.maybe and is_a(name.maybe[0].kind, kind):
        return replace(name, kind=name.maybe[0].kind, sure=sure, known=name.maybe)
    sharper = name.kind is not None and is_a(name.kind, kind)
    return replace(name, kind=name.kind if sharper else kind, sure=sure)


def _kind_by_of(doc: Doc, name: Name) -> str | None:
    """The kind that a noun with "of" tells of the name after it: "the border town of Flisa"."""
    root = doc[name.first : name.last].root
    of = root.head
    if root.dep_ != "pobj" or of.lower_ != "of" or of.i != name.first - 1 or of.head.tag_ in PLURAL_TAGS:
        return None
    place, noun = load_lexicon("places"), lemma(of.head)
    told: str | None = place["nouns"].get(noun) if noun in place["usage"]["of_name"] else None
    return told if told is not None or root.ent_type_ not in NAMED_PLACES else or_region(of.head)


def _kind_by_head(doc: Doc, name: Name) -> str | None:
    """The kind that a noun right after the name tells: "Bardira town", or the head of it: "the Vell gas pipeline". What
    was seen as a person stays one."""
    if name.last >= len(doc) or name.kind == "Person" or doc[name.last].is_sent_start:
        return None
    noun, place = doc[name.last], load_lexicon("places")
    site = doc[name.last - 1].head
    if name.last <= site.i <= name.last + 1 and site.pos_ == "NOUN" and lemma(site) in place["usage"]["sites"]:
        return "Facility"
    if noun.tag_ != "NN" or doc[name.last - 1].head != noun or lemma(noun) not in place["usage"]["of_name"]:
        return None
    return str(place["nouns"][lemma(noun)]) if lemma(noun) in place["nouns"] and lemma(noun) != "state" else None


def _is_channel(doc: Doc, name: Name) -> bool:
    """Whether the name follows a preposition of channel: "on Telegram", "on her Telegram account"."""
    head, media = doc[name.first : name.last].root, load_lexicon("collectives")["media"]
    if head.dep_ in ("compound", "nmod") and lemma(head.head) in media["parts"]:
        part = head.head
        return part.dep_ == "pobj" and part.head.lower_ in media["prepositions"]
    if head.dep_ == "pobj" and head.head.lower_ == "of" and lemma(head.head.head) in media["parts"]:
        return True  # "through her account of Twitter"
    before = name.first - 1
    while before > 0 and (doc[before].lower_ in media["before_names"] or doc[before].dep_ in ("det", "poss")):
        before -= 1  # "on the social network X"
    if head.dep_ != "pobj" or head.head.i != before:
        return False
    told = head.head.head
    is_posted = head.head.lower_ == "to" and any(lemma(each) in media["posting"] for each in (told, told.head))
    return is_posted or head.head.lower_ in media["prepositions"]


def _is_medium(doc: Doc, name: Name) -> bool:
    """Whether the name is that of a channel."""
    return doc[name.first : name.last].text in load_lexicon("collectives")["media"]["names"]


def _has_title(doc: Doc, name: Name) -> bool:
    """Whether a title or a noun for a person stands right before the name: "President X", "spokeswoman X"."""
    if name.first == 0 or doc[name.first].is_sent_start:
        return False
    titles = load_lexicon("titles")
    before = doc[name.first - 1]
    if before.text in titles["courtesies"] or before.text in titles["ranks"] or before.text in titles["abbreviations"]:
        return True
    return is_title_of_one(before)


def _kind_right_before(doc: Doc, name: Name) -> str | None:
    """The kind of body that a noun right before the name tells: "the opposition newspaper La Vela"."""
    head = doc[name.first : name.last].root
    before = doc[name.first - 1] if name.first and not doc[name.first].is_sent_start else head
    if not is_one(before):
        return None
    kind = _kind_told(before)
    is_radio = before.head == head and before.lower_ in load_lexicon("reporting")["channels"]["broadcasting"]
    if kind == "Medium" and (head.dep_ in ("appos", "dep") or is_radio):
        return "MediaOrganization"  # "the radio RPP"
    is_called = before.dep_ in ("compound", "nmod") and lemma(before) in load_lexicon("organizations")["behind_nouns"]
    if (head.dep_ != "appos" or head.head != before) and not (is_called and before.head == head):
        return None
    if kind == "Group" and lemma(before) in load_lexicon("collectives")["usage"]["any_body"]:
        return "Organization"  # "the monitoring group X"
    return kind if kind is not None and is_a(kind, "Organization") else None


def _kind_of_firm_before(doc: Doc, name: Name) -> str | None:
    """The kind of body that a noun before what looks like a website's name tells: "the security firm Vell.com"."""
    before = doc[name.first - 1] if name.first and not doc[name.first].is_sent_start else None
    kind = nouns().kind_of(before) if before is not None and is_one(before) else None
    return kind if kind is not None and is_a(kind, "Organization") and kind != "MediaOrganization" else None


def _kind_told(noun: Token) -> str | None:
    """What a noun right before a name tells of its bearer: "the channel Vela" is an outlet."""
    told: str | None = load_lexicon("organizations")["behind_nouns"].get(lemma(noun))
    kind = nouns().kind_of(noun)
    return kind if told is None or is_a(kind or "", told) else told


def _kind_of_body_beside(doc: Doc, name: Name) -> str | None:
    """The kind of body that an apposition tells of what annotation took for one: "Lake Watch Vell, a fishing club,"."""
    root = doc[name.first : name.last].root
    beside = (child for child in root.rights if child.dep_ == "appos" and is_one(child))
    noun = next(beside, None) if name.kind == "Organization" else None
    kind = nouns().kind_of(noun) if noun is not None else None
    if noun is None or kind is None or is_a(kind, "Organization"):
        return kind
    return (
        "Organization" if kind == "Group" and lemma(noun) in load_lexicon("collectives")["usage"]["any_body"] else None
    )


def _is_of_union(root: Token) -> bool:
    """Whether a body is said to be one of a union of states: "the Trade Council is the United Nations body that …"."""
    told = [child for child in root.rights if child.dep_ == "appos"]
    if root.dep_ == "nsubj" and lemma(root.head) == "be":
        told += [child for child in root.head.children if child.dep_ == "attr"]
    unions, organs = load_lexicon("organizations")["first_phrases"], load_lexicon("organizations")["usage"]["organs"]
    return any(lemma(noun) in organs and noun.doc[max(noun.i - 2, 0) : noun.i].text in unions for noun in told)


def _appositive_kind(doc: Doc, name: Name) -> str | None:
    """The kind that the noun right before or an apposition tells: "the agency X", "X, a company"."""
    head = doc[name.first : name.last].root
    if name.first and not doc[name.first].is_sent_start:
        before = doc[name.first - 1]
        if before.is_punct and head.dep_ == "appos" and is_one(head.head) and head.head.i < name.first:
            return nouns().kind_of(head.head)
        if is_one(before) and before.dep_ in ("compound", "nmod", "appos"):
            return nouns().kind_of(before)
    for child in head.children:
        if child.dep_ == "appos" and is_one(child):
            return nouns().kind_of(child)
        if (
            child.dep_ == "appos"
            and child.tag_ == "NNP"
            and doc[name.last : name.last + 1].text == ","
            and is_title_word(child)
        ):
            return "Person"  # "Ede Boros, Fisheries Minister"
    if head.dep_ == "nsubj" and lemma(head.head) == "be":
        predicates = (child for child in head.head.children if child.dep_ == "attr")
        return "Person" if any(map(is_one_person, predicates)) else None
    return None


def towns_before_states(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """The names, a place of which nothing more is known a town where a state stands behind it: "Vell, Ohio"."""
    countries, by_first = load_lexicon("places")["usage"]["with_states"], {name.first: name for name in names}
    for name in names:
        state = by_first.get(name.last + 1) if doc[name.last : name.last + 1].text == "," else None
        bearers = state.known if state is not None and name.kind == "Place" and not name.known else ()
        is_town = any(bearer.kind == "Region" and bearer.country in countries for bearer in bearers)
        yield replace(name, kind="City", sure=3) if is_town else name
