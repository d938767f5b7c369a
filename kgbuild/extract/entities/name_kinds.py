"""What bears a proper name, by its own words, by those beside it and by its other occurrences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.entities.given_names import gender_of
from kgbuild.extract.entities.name_forms import ACRONYM, Name, acts, is_title_of_one, is_title_word, words_in
from kgbuild.extract.entities.name_persons import is_person, parts_of_person
from kgbuild.extract.entities.name_senses import is_borne_by_person
from kgbuild.extract.entities.nouns import PLURAL_TAGS, is_one, is_one_person, name_kind, nouns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import conjuncts, first_conjunct, lemma
from kgbuild.parse import Doc, Token
from kgbuild.vocabulary import is_a

WEBSITE: Final = re.compile(r"\w\.(?:com|org|net|info|gov)$")
MIN_SHOUTED: Final = 4
"""A word of so many capitals may be any name; a shorter one is an abbreviation."""
COMPANY_BY_FULL_NAME: Final = 10**4
"""Votes for a company in the first word of its name, which is no place: "Vell" where there is a Vell Shipping."""

PERSON_BY_FULL_NAME: Final = 10**7
"""Votes for a person in a word that is the first or last of a person's full name in the same text."""


def told_by_words(doc: Doc, name: Name) -> Name:
    """The name with the kind that its own words or those beside it tell, if they tell one."""
    words = words_in(doc, name)
    if WEBSITE.search(doc[name.last - 1].text):
        return replace(name, kind="Medium", sure=5)
    if _is_medium(doc, name):
        return replace(name, kind="Medium" if _is_channel(doc, name) else "Company", sure=5)
    if is_borne_by_person(doc, name):
        return replace(name, kind="Person", sure=5, known=())
    if name.known:
        return name
    if kind := _kind_by_of(doc, name) or _kind_by_head(doc, name):
        return replace(name, kind=kind, sure=3)
    if _has_title(doc, name) and name_kind(words) is None:
        return replace(name, kind="Person", sure=3)
    if (kind := name_kind(words)) and (name.kind != "Person" or len(words) > 2):
        may_be_body = kind == "Facility" and words[-1] in load_lexicon("places")["usage"]["or_bodies"]
        if may_be_body and acts(doc[name.first : name.last].root):
            return replace(name, kind="Organization", sure=4)
        return replace(name, kind=kind, sure=3)
    if name.kind == "Person" and (_is_entered(doc[name.first : name.last].root) or _is_among_places(doc, name)):
        return replace(name, kind="Place", sure=2)
    if kind := _kind_right_before(doc, name):
        return replace(name, kind=kind, sure=2)
    if is_person(doc, name):
        return replace(name, kind="Person", sure=2)
    if kind := _appositive_kind(doc, name):
        sharper = name.kind if name.kind and is_a(name.kind, kind) else kind
        return replace(name, kind=sharper, sure=2)
    is_none = len(words) == 1 and (ACRONYM.match(words[0]) or _is_which(doc, name))
    if name.kind == "Person" and (_has_staff(doc, name) or is_none):
        return replace(name, kind="Organization", sure=2)
    return replace(name, kind="Place") if _is_located(doc, name, words) else name


def _kind_by_of(doc: Doc, name: Name) -> str | None:
    """The kind that a noun with "of" tells of the name after it: "the border town of Flisa"."""
    root = doc[name.first : name.last].root
    of = root.head
    if root.dep_ != "pobj" or of.lower_ != "of" or of.i != name.first - 1 or of.head.tag_ in PLURAL_TAGS:
        return None
    place = load_lexicon("places")
    return place["nouns"].get(lemma(of.head)) if lemma(of.head) in place["usage"]["of_name"] else None


def _kind_by_head(doc: Doc, name: Name) -> str | None:
    """The kind that a noun right after the name tells: "Bardira town". What was seen as a person stays one."""
    if name.last >= len(doc) or name.kind == "Person" or doc[name.last].is_sent_start:
        return None
    noun, place = doc[name.last], load_lexicon("places")
    if noun.tag_ != "NN" or doc[name.last - 1].head != noun or lemma(noun) not in place["usage"]["of_name"]:
        return None
    return str(place["nouns"][lemma(noun)]) if lemma(noun) in place["nouns"] and lemma(noun) != "state" else None


def _is_located(doc: Doc, name: Name, words: Sequence[str]) -> bool:
    """Whether people, buildings or deeds are said to be in or near what NER took for no place: "a vendor in Vumba"."""
    if name.kind not in ("Organization", "Person") or len(words) > 2 or ACRONYM.match(words[0]) or gender_of(words[0]):
        return False
    preposition = doc[name.first - 1] if name.first else None
    root = doc[name.first : name.last].root
    if preposition is None or root.dep_ != "pobj" or root.head != preposition or root.i != name.last - 1:
        return False
    if any(child.dep_ in ("conj", "appos", "prep") for child in root.children):
        return False
    table, head = load_lexicon("places")["location"], preposition.head
    if preposition.lower_ in table["prepositions"]:
        return True
    if preposition.lower_ != "in":
        return False
    if preposition.is_sent_start and doc[name.last : name.last + 1].text == ",":
        return True  # "In Vumba, shops were looted"
    return lemma(head) in table["verbs"] if head.pos_ == "VERB" else nouns().kind_of(head) is not None


def _is_entered(name: Token) -> bool:
    """Whether nobody could be what the verb or the preposition is about: "entered Vumba", "a camp at Vumba"."""
    table, first = load_lexicon("places")["location"], first_conjunct(name)
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


def _has_staff(doc: Doc, name: Name) -> bool:
    """Whether the name stands before a noun for a person who works for it: "Byronics spokesman", "Byronics CEO"."""
    if name.last >= len(doc) or doc[name.last].is_sent_start:
        return False
    after = doc[name.last]
    if after.tag_ == "POS" and name.last + 1 < len(doc):
        after = doc[name.last + 1]
    table = load_lexicon("organizations")["belongings"]
    return after.text in load_lexicon("titles")["abbreviations"] or lemma(after) in table["nouns"]


def _is_which(doc: Doc, name: Name) -> bool:
    """Whether a clause with "which" follows the name, as none follows a person's."""
    after = doc[name.last : name.last + 2]
    return len(after) == 2 and after[0].text == "," and after[1].lower_ == "which"


def _is_channel(doc: Doc, name: Name) -> bool:
    """Whether the name follows a preposition of channel: "on Telegram", "on her Telegram account"."""
    head, media = doc[name.first : name.last].root, load_lexicon("collectives")["media"]
    if head.dep_ in ("compound", "nmod") and lemma(head.head) in media["parts"]:
        part = head.head
        return part.dep_ == "pobj" and part.head.lower_ in media["prepositions"]
    return head.dep_ == "pobj" and head.head.lower_ in media["prepositions"] and head.head.i == name.first - 1


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
    if head.dep_ != "appos" or head.head != before or not is_one(before):
        return None
    kind = nouns().kind_of(before)
    if kind == "Group" and lemma(before) in load_lexicon("collectives")["usage"]["any_body"]:
        return "Organization"  # "the monitoring group X"
    return kind if kind is not None and is_a(kind, "Organization") else None


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


def consistent(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names with one kind for each form; a word of a person's full name is that person's.

    Unless an organization's name begins with it and does not stand in a later sentence: where a Ford leads the Ford
    Motor Company, "Ford" is the firm, but the man where the text goes on to tell of a Ford Theatre.
    """
    votes: dict[tuple[str, ...], Counter[str]] = {}
    bodies: dict[tuple[str, ...], int] = {}
    sure = {_form(doc, name) for name in names if name.sure > 1}
    seen: dict[tuple[str, ...], int] = {}
    for name in names:
        form = _form(doc, name)
        seen.setdefault(form, name.first)
        if is_a(name.kind or "", "Organization") and name.sure > 1:
            bodies.setdefault(form[:1], doc[name.first].sent.start)
        if name.kind:
            votes.setdefault(form, Counter())[name.kind] += 10**name.sure
    for form, counted in list(votes.items()):
        if len(form) > 1 and counted.most_common(1)[0][0] == "Person" and name_kind(form) is None:
            for part in parts_of_person(form):
                if part in votes and seen[form] < bodies.get(part, len(doc)):
                    votes[part]["Person"] += PERSON_BY_FULL_NAME
    known = {_form(doc, name) for name in names if name.known}
    for form, counted in list(votes.items()):
        kind, first = counted.most_common(1)[0][0], form[:1]
        is_free = first in votes and first not in known and not any(is_a(told, "Place") for told in votes[first])
        if len(form) > 1 and kind == "Company" and form in sure and is_free:
            votes[first][kind] += COMPANY_BY_FULL_NAME
    return [_of_kind(name, votes.get(_form(doc, name))) for name in names]


def _form(doc: Doc, name: Name) -> tuple[str, ...]:
    """The words of a name, one in a headline's or dateline's capitals as in running text."""
    return tuple(w.capitalize() if len(w) >= MIN_SHOUTED and w.isupper() else w for w in words_in(doc, name))


def _of_kind(name: Name, votes: Counter[str] | None) -> Name:
    """The name with the kind that has most votes; what an authority knows of another kind is not its bearer."""
    if not votes:
        return name
    kind = votes.most_common(1)[0][0]
    known = () if kind == "Person" and name.known and name.known[0].kind != "Person" else name.known
    return replace(name, kind=kind, known=known)


def with_teams(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """The names, countries that play in the report of a game as their teams."""
    table = load_lexicon("sports")
    found = [word for token in doc if token.pos_ == "NOUN" and (word := lemma(token)) in table["nouns"]]
    is_game = len(set(found)) >= table["least_words"] and len(found) >= table["least_share"] * len(doc)
    for name in names:
        before = doc[name.first - 1].lower_ if name.first else ""
        modifies = doc[name.first : name.last].root.dep_ in ("compound", "nmod")
        plays = (
            is_game
            and not modifies
            and name.kind in ("Country", "Region", "Place")
            and before not in table["place_prepositions"]
        )
        yield replace(name, kind="Organization", rule="team", known=()) if plays else name
