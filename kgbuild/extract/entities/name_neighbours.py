"""What bears a name that no table knows, by the noun beside it: "the farmers' union X", "X, an outlawed outfit", "the X
militia", "fighters of X", "X, a town in …", "neighbouring X"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kgbuild.extract.entities.datelines import opens_dateline
from kgbuild.extract.entities.name_forms import ACRONYM, Name, words_in
from kgbuild.extract.entities.nouns import PLURAL_TAGS, is_one, name_kind, nouns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, lemma
from kgbuild.given_names import gender_of
from kgbuild.parse import Doc, Token
from kgbuild.vocabulary import is_a

MOST_BESIDE: Final = 8
"""Words of a description beside a name that are looked at."""
PLACES: Final = ("City", "GeographicArea", "Region")
"""Classes of places that a description tells of a name: "Vumba, a town in …"."""
_WITHIN: Final = frozenset({"JJ", "JJR", "JJS", "NN", "NNS", "NNP", "NNPS", "VBN", "VBG", "CD", "POS", "HYPH", "RB"})
"""Tags of the words between an article and the noun of a description."""
_AWAY: Final = re.compile(
    r", (?:\w+ ){0,2}?[\d.,]+ ?(?:km|kilomet(?:er|re)s?|miles?)(?: \([^)]*\))?"
    r" (?:\w+ )?(?:north|south|east|west|from|off|outside)"
)


def body_beside(doc: Doc, name: Name) -> str | None:
    """The class of body that a noun beside the name tells, where it is sharper than "an organization"."""
    pair = doc[name.last : name.last + 2].text.lower()
    if (kind := load_lexicon("organizations")["beside"]["pairs"].get(pair)) and not is_a(name.kind or "", "Place"):
        return str(kind)  # "the Vell Council think tank", whatever parsers make of it
    told = (_kind_of_body(noun) for noun in _nouns_beside(doc, name))
    if kind := next(filter(None, told), None) or _kind_by_people(doc, name):
        return kind
    return "PoliticalParty" if _is_to_one_side(doc, name) else None


def place_beside(doc: Doc, name: Name) -> str | None:
    """The class of place that the words beside the name tell, or "Place": "X, a town in", "nearby X"."""
    after = doc[name.last : name.last + MOST_BESIDE + 4]
    if name.last < len(doc) and (noun := _described_as(doc, name.last)) is not None:
        kind = load_lexicon("places")["nouns"].get(lemma(noun))
        if kind in PLACES:
            return str(kind)
    if name.last - name.first > 1 and gender_of(doc[name.first].text) is not None:
        return None  # "Ana Lima, two miles from the finish", "Boris Klein (Chelsea) -"
    if _AWAY.match(after.text):
        return "Place"
    if _is_home(doc, name):
        return "Place"
    before = doc[name.first - 1] if name.first and not doc[name.first].is_sent_start else None
    usage = load_lexicon("places")["usage"]
    if before is not None and before.lower_ in usage["no_part_of_names"]:
        is_town = name.first > 2 and lemma(doc[name.first - 3]) in usage["town_posts"]  # "the mayor of nearby Vumba"
        return "City" if is_town else "Place"
    return "City" if opens_dateline(doc[name.first : name.last]) else None


def _is_home(doc: Doc, name: Name) -> bool:
    """Whether the name tells where somebody named or of some age lives: "Jan Berg, 48, of Thornley, Vellshire, was"."""
    i, parts = name.first - 1, 0
    if doc[name.last : name.last + 1].text != "," or name.last - name.first > 1:
        return False
    while i > 2 and parts < 2 and doc[i].text == "," and doc[i - 1].tag_ == "NNP":
        i, parts = i - 2, parts + 1
    is_of = i > 1 and doc[i].lower_ == "of" and doc[i - 1].text == ","
    if not is_of or name_kind(words_in(doc, name)) is not None:
        return False
    follows = doc[name.last + 1 : name.last + 3]
    is_in = parts > 0 or (len(follows) == 2 and follows[0].tag_ == "NNP" and follows[1].text == ",")
    is_aged = doc[i - 2].tag_ == "CD" and doc[name.first].ent_type_ != "ORG"  # "Jan Berg, 34, of Arsenal, scored"
    return is_aged or (is_in and (doc[i - 2].tag_ == "CD" or doc[i - 2].ent_type_ == "PERSON"))


def office_kind(noun: Token) -> str | None:
    """The class of a noun for one body with the field of a public office before it: "the prisons agency", "the UN
    migration agency"."""
    table, before = load_lexicon("organizations")["beside"], _words_before(noun)
    if noun.tag_ != "NN" or lemma(noun) not in table["alone"] or not {*before[-1:]} & {*table["fields"]}:
        return None
    return _kind_by_words(noun, before, table)


# ---------------------------------------------------------------------------------------------------------- where it is
def _nouns_beside(doc: Doc, name: Name) -> Iterator[Token]:
    """The nouns that tell of a name: right before it, right behind it, and that of a description between commas."""
    root = doc[name.first : name.last].root
    if (noun := _noun_before(doc, name, root)) is not None:
        yield noun
    behind = root.head
    is_close = root.dep_ in ("compound", "nmod") and name.last <= behind.i <= name.last + 1
    if is_close and is_one(behind) and not is_a(name.kind or "", "Place"):
        yield behind
    end = _behind_bracket(doc, name.last)
    if end < len(doc) and (noun := _described_as(doc, end)) is not None:
        yield noun


def _noun_before(doc: Doc, name: Name, root: Token) -> Token | None:
    """The noun right before a name, or before a comma or quotation mark before it: "a private channel, X,"."""
    i = name.first - 1
    if i < 0 or doc[name.first].is_sent_start:
        return None
    if doc[i].is_quote and i:
        i -= 1
    elif doc[i].text == "," and root.dep_ == "appos" and root.head.i == i - 1:
        return root.head if is_one(root.head) else None
    noun = doc[i]
    is_apart = noun.head != root and root.head not in (noun.head, noun)
    is_full = name.kind == "Person" and name.last - name.first > 1 and gender_of(doc[name.first].text) is not None
    is_others = root.dep_ in SUBJECTS and (is_apart or is_full)  # "told the agency Berg had left"
    return noun if is_one(noun) and not is_others else None


def _behind_bracket(doc: Doc, end: int) -> int:
    """Where the words go on behind the abbreviation in brackets that follows a name, or is one itself."""
    if doc[end : end + 1].text == ")":
        return end + 1
    is_short = doc[end : end + 1].text == "(" and doc[end + 2 : end + 3].text == ")"
    return end + 3 if is_short else end


def _described_as(doc: Doc, comma: int) -> Token | None:
    """The noun of the description behind a comma: "network" in ", a network of fishers"."""
    start = comma + 1
    if doc[comma].text != "," or start >= len(doc) or doc[start].tag_ not in ("DT", "PRP$"):
        return None
    end = start + 1
    while end < len(doc) and end - start <= MOST_BESIDE and doc[end].tag_ in _WITHIN:
        end += 1
    noun = doc[end - 1]
    return noun if end - 1 > start and is_one(noun) else None


# ----------------------------------------------------------------------------------------------------------- what it is
def _kind_of_body(noun: Token) -> str | None:
    """The class that a noun for a body tells with the words around it, or None where it may be any organization."""
    organizations = load_lexicon("organizations")
    table, word = organizations["beside"], lemma(noun)
    before = _words_before(noun)
    if before and (told := table["pairs"].get(f"{before[-1]} {word}")):
        return str(told)
    if word in table["bodies"]:
        return _kind_by_words(noun, before, table)
    kind = organizations["behind_nouns"].get(word) or nouns().kind_of(noun)
    is_sharp = kind in table["sharp"]
    return str(kind) if is_sharp and word not in table["never"] else None


def _words_before(noun: Token) -> list[str]:
    """The words of the noun's phrase before it, lower case: "private", "tv"."""
    doc, first = noun.doc, noun.i
    while (
        first > 0 and noun.i - first < MOST_BESIDE and doc[first - 1].tag_ in _WITHIN and not doc[first].is_sent_start
    ):
        first -= 1
    return [token.lower_ for token in doc[first : noun.i] if token.tag_ not in ("POS", "HYPH")]


def _kind_by_words(noun: Token, before: Sequence[str], table: Mapping[str, Any]) -> str | None:
    """The class of what may be any body by the words before it and whose it is: "a network of nurses"."""
    if not set(table["stances"]).isdisjoint(before):
        return None  # "a pro-EU coalition", "an anti-trafficking network", "a private security service"
    if not set(table["unions"]).isdisjoint(before):
        return "IntergovernmentalOrganization"
    if lemma(noun) in table["offices"]:
        return None if set(table["fields"]).isdisjoint(before) else "GovernmentBody"
    told = next((kind for kind, words in table["words"].items() if before[-1:] and before[-1] in words), None)
    if told is not None:  # "a consumer group", not "a consumer goods group" or "the sport's governing body"
        return str(told) if lemma(noun) in table["heads"].get(told, table["bodies"]) else None
    of = next((child for child in noun.rights if child.lower_ == "of"), None)
    owned = [each.lower_ for each in of.subtree][:MOST_BESIDE] if of is not None else []
    members = load_lexicon("organizations")["unions"]["members"]
    is_of_members = any(word.capitalize() in members and word not in table["goods"] for word in (*before, *owned))
    return "CivilSocietyOrganization" if is_of_members else None


def _is_to_one_side(doc: Doc, name: Name) -> bool:
    """Whether a name that is no person's follows "the far-right", or "the opposition" and is of one thing with it."""
    table, root = load_lexicon("organizations")["belongings"], doc[name.first : name.last].root
    if name.first < 2 or doc[name.first].is_sent_start or root.dep_ in ("compound", "nmod", "poss"):
        return False
    side = doc[max(name.first - 3, 0) : name.first].text.lower()
    is_whole = name.kind != "Person" or bool(ACRONYM.match(doc[name.first].text))
    return is_whole and (side in table["sides"] or doc[name.first - 1].lower_ in table["before_parties"])


def _kind_by_people(doc: Doc, name: Name) -> str | None:
    """An armed group by the fighters it has: "fighters of X", "X, whose fighters"."""
    fighters = load_lexicon("organizations")["beside"]["fighters"]
    end = _behind_bracket(doc, name.last)
    whose = doc[end : end + 3]
    if len(whose) == 3 and whose[1].lower_ == "whose" and lemma(whose[2]) in fighters:
        return "ArmedGroup"
    i = name.first - 1 - (name.first > 0 and doc[name.first - 1].lower_ == "the")
    if i < 1 or (is_a(name.kind or "", "Place") and not ACRONYM.match(doc[name.first].text)):
        return None
    is_of = doc[i].lower_ == "of" or (doc[i].lower_ == "from" and bool(ACRONYM.match(doc[name.first].text)))
    people = doc[i - 1]
    if doc[i].lower_ == "to" and doc[i - 1].lower_ == "belonging" and i > 1:
        is_of, people = True, doc[i - 2]
    is_other = doc[people.i - 1 : people.i].text.lower() in load_lexicon("organizations")["beside"]["other_fighters"]
    is_of = is_of and not is_other
    return "ArmedGroup" if is_of and lemma(people) in fighters and people.tag_ in (*PLURAL_TAGS, "NN") else None
