"""What bears a name that neither a table nor its own words tell, by how it is used: "in Vumba", "Vumba's mayor", "Vell
shares"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.entities.name_forms import ACRONYM, NO_NAMES, Name, acts, words_in
from kgbuild.extract.entities.name_neighbours import place_beside
from kgbuild.extract.entities.nouns import is_one_person, nouns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import conjuncts, first_conjunct, lemma
from kgbuild.given_names import gender_of
from kgbuild.parse import Doc, Token
from kgbuild.vocabulary import is_a

_AGE: Final = re.compile(r", (?:an? )?\d{1,3}(?:-year-old\b|,)")


def told_by_use(doc: Doc, name: Name) -> str | None:
    """The kind that only a place or a company can have where the name stands, whatever NER took it for."""
    words = words_in(doc, name)
    if kind := kind_of_row(doc, name) or place_beside(doc, name):
        return kind
    if name.kind == "Person" and _is_entered(doc, name):
        return "Place"
    if len(words) > 1 and gender_of(words[0]):
        return None
    if _owns(doc, name, load_lexicon("places")["belongings"]["nouns"]) or _is_based_in(doc, name):
        return None if ACRONYM.match(words[0]) else "Place"
    if _owns(doc, name, load_lexicon("organizations")["belongings"]["of_companies"]) or _is_owned(doc, name):
        return "Company"
    if ((name.kind == "Person" or name.maybe) and _is_where(doc, name)) or _is_governed(doc, name):
        return "City" if _has_mayor(doc, name) else "Place"
    hears = _is_told(doc, name, words) or _cites(doc, name, words) or _is_sent_paper(doc, name)
    return "MediaOrganization" if hears else None


def _is_sent_paper(doc: Doc, name: Name) -> bool:
    """Whether statements are sent there, as to outlets: "in a statement sent to Velanet"."""
    root = doc[name.first : name.last].root
    sent = root.head.head
    if root.dep_ != "pobj" or root.head.lower_ != "to" or root.head.i != name.first - 1 or sent.tag_ != "VBN":
        return False
    is_paper = sent.dep_ == "acl" and lemma(sent.head) in load_lexicon("reporting")["documents"]["statements"]
    return is_paper and name.kind != "Person" and lemma(sent) in load_lexicon("reporting")["documents"]["sending"]


def _cites(doc: Doc, name: Name, words: Sequence[str]) -> bool:
    """Whether it reports what others say: "Velanet, citing two aides, reported …"; an acronym may be any body's."""
    after = doc[name.last : name.last + 2]
    cites = len(after) == 2 and after[0].text == "," and after[1].lower_ in ("citing", "quoting")
    root = doc[name.first : name.last].root
    return (
        cites
        and not ACRONYM.match(words[0])
        and root.dep_ == "nsubj"
        and lemma(root.head) in ("report", "say", "write")
    )


def _is_told(doc: Doc, name: Name, words: Sequence[str]) -> bool:
    """Whether somebody tells it what the sentence says: "“…,” a doctor told Radio Vumba". A surname is no outlet."""
    root = doc[name.first : name.last].root
    if root.dep_ not in ("dobj", "dative") or lemma(root.head) != "tell" or root.head.tag_ not in ("VBD", "VBZ"):
        return False
    start = name.first - (doc[name.first - 1].text == "The")
    if start != root.head.i + 1 or (name.kind != "Organization" and len(words) < 2):
        return False
    return any(child.dep_ == "ccomp" for child in root.head.children)


def kind_of_row(doc: Doc, name: Name) -> str | None:
    """What the name of a place is that stands after nouns for places: "the towns of Vumba, Lell and Kisa". What an
    authority knows is so only after those for regions: "the districts of Lima and Cusco" are in both."""
    first = first_conjunct(doc[name.first : name.last].root)
    if first.dep_ != "pobj" or first.head.lower_ != "of" or first.head.head.tag_ != "NNS":
        return None
    noun, places = lemma(first.head.head), load_lexicon("places")
    kind: str | None = places["rows"].get(noun)
    return kind if not name.known or noun in places["usage"]["rows_of_regions"] else None


def _is_where(doc: Doc, name: Name) -> bool:
    """Whether nobody could be where the name stands, though a body might."""
    return (
        _is_left_or_reached(doc, name)
        or _is_entered(doc, name)
        or _is_among_places(doc, name)
        or (bool(name.maybe) and is_a(name.maybe[0].kind, "Place") and _may_be_where(doc, name))
    )


def _may_be_where(doc: Doc, name: Name) -> bool:
    """Whether a place that an authority knows is likelier there than another bearer of its name: "withdrew from Kano",
    "captured Kano"."""
    table, first = load_lexicon("places")["location"], first_conjunct(doc[name.first : name.last].root)
    if first.dep_ == "dobj":
        return lemma(first.head) in table["taken"]
    if first.dep_ != "pobj" or first.head.head.pos_ != "VERB":
        return False
    preposition, verb = first.head.lower_, lemma(first.head.head)
    return preposition in table["ways"] or verb in table["moving"].get(preposition, ())


def used(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """Words in capitals that annotation missed and whose use tells that they name a place or a company."""
    taken = {i for name in names for i in range(name.first, name.last)}
    for token in doc:
        if (
            token.tag_ not in ("NNP", "NNPS")
            or token.ent_type_ in NO_NAMES
            or token.i in taken
            or token.dep_ == "compound"
        ):
            continue
        first = token.i
        while first - 1 not in taken and not doc[first].is_sent_start and _goes_before(doc[first - 1], token):
            first -= 1
        name = Name(first, token.i + 1, "Person", "used")
        is_written_so = all(word.text.istitle() for word in doc[first : token.i + 1])
        kind = (
            "Person"
            if _is_described(doc, name) or _has_age(doc, name)
            else told_by_use(doc, name)
            if is_written_so
            else None
        )
        if kind is not None:
            yield replace(name, kind=kind)


def _is_described(doc: Doc, name: Name) -> bool:
    """Whether two words or more stand after a comma in apposition to a noun for one person: "his lawyer, Ana Berg,"."""
    root = doc[name.first : name.last].root
    is_beside = root.dep_ == "appos" and root.head.i < name.first and doc[name.first - 1].text == ","
    is_full = name.last - name.first > 1 and all(word.text[:1].isupper() for word in doc[name.first : name.last])
    return is_beside and is_full and is_one_person(root.head)


def _has_age(doc: Doc, name: Name) -> bool:
    """Whether an age stands after two words or more: "Ana Berg, a 43-year-old", "Ana Berg, 43,"."""
    return name.last - name.first > 1 and _AGE.match(doc[name.last : name.last + 7].text) is not None


def _goes_before(word: Token, head: Token) -> bool:
    return word.tag_ == "NNP" and word.ent_type_ not in NO_NAMES and word.head is head


def is_body(doc: Doc, name: Name) -> bool:
    """Whether what NER took for a person is a body: it has staff, or a clause with "which" or an article beside it."""
    words = words_in(doc, name)
    is_none = len(words) == 1 and bool(ACRONYM.match(words[0]))
    is_none = is_none or ((len(words) == 1 or gender_of(words[0]) is None) and _is_which(doc, name))
    return is_none or _owns(doc, name, load_lexicon("organizations")["belongings"]["nouns"]) or _is_the(doc, name)


def is_located(doc: Doc, name: Name) -> bool:
    """Whether people, buildings or deeds are said to be in or near what NER took for no place: "a vendor in Vumba"."""
    words = words_in(doc, name)
    if name.kind not in ("Organization", "Person") or len(words) > 2 or ACRONYM.match(words[0]) or gender_of(words[0]):
        return False
    preposition = _preposition(doc, name)
    if preposition is None or any(child.dep_ in ("conj", "appos", "prep") for child in doc[name.last - 1].children):
        return False
    table, head = load_lexicon("places")["location"], preposition.head
    way = head.head if head.pos_ == "VERB" and head.dep_ in ("acl", "relcl") else head
    if preposition.lower_ in table["prepositions"] or (
        preposition.lower_ in table["ends"] and lemma(way) in table["roads"]
    ):
        return True  # "the road that leads from Vumba to the coast"
    if preposition.lower_ != "in":
        return False
    if preposition.is_sent_start and doc[name.last : name.last + 1].text == ",":
        return True  # "In Vumba, shops were looted"
    return lemma(head) in table["verbs"] if head.pos_ == "VERB" else nouns().kind_of(head) is not None


def _preposition(doc: Doc, name: Name) -> Token | None:
    """The preposition right before a name that is all of its object."""
    before, root = doc[name.first - 1] if name.first else None, doc[name.first : name.last].root
    if before is not None and before.i and before.lower_ in load_lexicon("places")["usage"]["no_part_of_names"]:
        before = before.nbor(-1)  # "the mayor of neighbouring Vumba"
    if before is None or root.dep_ != "pobj" or root.head != before or root.i != name.last - 1:
        return None
    return before


def _owns(doc: Doc, name: Name, belongings: Sequence[str]) -> bool:
    """Whether the name stands before one of the nouns, with or without "'s": "Vell spokesman", "Vumba's mayor"."""
    if name.last >= len(doc) or doc[name.last].is_sent_start:
        return False
    after = doc[name.last]
    if after.tag_ == "POS" and name.last + 1 < len(doc):
        after = doc[name.last + 1]
    return lemma(after) in belongings or after.lower_ in belongings


def _is_based_in(doc: Doc, name: Name) -> bool:
    """ "The Vumba-based firm"; a people's name is no place's: "Basque-born"."""
    if doc[name.last - 1].ent_type_ == "NORP":
        return False
    after, hyphened = doc[name.last : name.last + 2], load_lexicon("places")["belongings"]["hyphened"]
    return len(after) == 2 and after[0].text == "-" and after[1].lower_ in hyphened


def _is_owned(doc: Doc, name: Name) -> bool:
    """Whether one has a share of it: "a stake in Vell", "shares of Vell"."""
    preposition = _preposition(doc, name)
    if preposition is None or preposition.lower_ not in ("in", "of"):
        return False
    return lemma(preposition.head) in load_lexicon("organizations")["belongings"]["parts"]


def _is_governed(doc: Doc, name: Name) -> bool:
    """Whether somebody has an office of a place there: "the prefect of Vumba"."""
    preposition, words = _preposition(doc, name), words_in(doc, name)
    if preposition is None or preposition.lower_ != "of" or len(words) > 2 or ACRONYM.match(words[0]):
        return False
    is_body = words[0] in load_lexicon("organizations")["name_heads"] or doc[name.first - 1].lower_ != "of"
    return load_lexicon("titles")["posts"].get(lemma(preposition.head).lower()) == "place" and not is_body


def _has_mayor(doc: Doc, name: Name) -> bool:
    """Whether the post that somebody has there is that of a town: "the mayor of Vumba"."""
    preposition = _preposition(doc, name)
    return preposition is not None and lemma(preposition.head) in load_lexicon("places")["usage"]["town_posts"]


def _is_left_or_reached(doc: Doc, name: Name) -> bool:
    """Whether one is said to go to or to come from there: "fled to Vumba", "were sent from Vumba"."""
    first = first_conjunct(doc[name.first : name.last].root)
    if first.dep_ != "pobj" or doc[name.last - 1] is not doc[name.first : name.last].root:
        return False
    table = load_lexicon("places")["location"]
    return lemma(first.head.head) in table.get(first.head.lower_, ())


def _is_entered(doc: Doc, name: Name) -> bool:
    """Whether nobody could be what the verb or the preposition is about: "entered Vumba", "a camp at Vumba"."""
    table, first = load_lexicon("places")["location"], first_conjunct(doc[name.first : name.last].root)
    if first.dep_ == "dobj":
        return lemma(first.head) in table["entering"]
    return first.dep_ == "pobj" and first.head.lower_ == "at" and nouns().kind_of(first.head.head) == "Facility"


def _is_among_places(doc: Doc, name: Name) -> bool:
    """Whether the name stands in a row of places, where something happens: "in Kano, Lagos and Vumba Creek"."""
    root = doc[name.first : name.last].root
    first = first_conjunct(root)
    if root is first or first.dep_ != "pobj" or gender_of(doc[name.first].text):
        return False
    row = [token for token in conjuncts(first) if token is not root]
    least = 1 if first.head.lower_ in ("in", "at", "near", "outside") else 2
    return len(row) >= least and all(token.ent_type_ in ("GPE", "LOC") for token in row)


def _is_which(doc: Doc, name: Name) -> bool:
    """Whether a clause with "which" follows the name, as none follows a person's."""
    after = doc[name.last : name.last + 2]
    return len(after) == 2 and after[0].text == "," and after[1].lower_ == "which"


def _is_the(doc: Doc, name: Name) -> bool:
    """Whether "the" stands right before words that act, as before no full name: "the Dockers Local said"."""
    root = doc[name.first : name.last].root
    is_last = root.i == name.last - 1 > name.first
    return is_last and name.first > 0 and doc[name.first - 1].lower_ == "the" and acts(root)
