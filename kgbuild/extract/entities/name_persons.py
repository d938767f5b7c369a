"""Persons' names: what tells that a name is a person's, and how far it goes.

The model's recognition takes names that it has seldom seen for organizations or places; given names, the ends of family
names and the words around the name are surer.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.entities.name_forms import (
    ACRONYM,
    Name,
    end_of_hyphened,
    is_rank,
    is_title_of_one,
    is_title_word,
    is_verb_of_headline,
    may_be_given,
    words_in,
)
from kgbuild.extract.entities.name_senses import has_age
from kgbuild.extract.entities.nouns import PLURAL_TAGS, is_one_person, name_kind
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import conjuncts, first_conjunct, is_passive, lemma
from kgbuild.given_names import gender_of
from kgbuild.parse import Doc, Token, TokenSpan
from kgbuild.vocabulary import is_a

LONGEST: Final = 5
"""Words that a person's full name may have."""

_FORM: Final = re.compile(r"[^\W\d_a-z][\w'’.-]*$")


def is_person(doc: Doc, name: Name) -> bool:
    """Whether the form of a name that no authority knows, or the words around it, tell that it is a person's."""
    words = words_in(doc, name)
    if name.known or name_kind(words) or not _may_be_one(doc[name.first : name.last]):
        return False
    root = doc[name.first : name.last].root
    if _is_called_so(name, root) or has_age(doc, name):
        return True
    if len(words) > LONGEST:
        return False
    if len(words) == 1:
        return _is_who(doc, name) or _is_beside_person(root)
    return _is_who(doc, name) or _is_full_name(doc, name, root, words)


def _is_beside_person(word: Token) -> bool:
    """Whether a given name by itself is in one row with a person's name: "talk to Josh or *Eric*"."""
    row = conjuncts(first_conjunct(word))
    return gender_of(word.text) is not None and any(each.ent_type_ == "PERSON" for each in row if each is not word)


def _may_be_one(span: TokenSpan) -> bool:
    """Whether the words are such as persons' names have, and no determiner stands before them."""
    particles = load_lexicon("people")["names"]["particles"]
    if span.start and span[0].nbor(-1).lower_ == "the":
        return False
    if len(span) == 1 and ACRONYM.match(span.text):
        return False
    return all(token.text in particles or token.text == "-" or _FORM.match(token.text) for token in span)


def _is_called_so(name: Name, root: Token) -> bool:
    """Whether a noun for a person stands in apposition: "the minister, Ana Lima", "Ana Lima, a nurse".

    What stands beside the name of a body that somebody is of is that person's: "the speaker of Parliament, Ana Lima,".
    """
    if root.dep_ == "appos" and root.head.i < name.first and (is_one_person(root.head) or is_title_of_one(root.head)):
        return True
    if root.dep_ in ("appos", "conj") and root.head.i < name.first and _is_of_holder(name, root.head):
        return root.doc[name.last : name.last + 1].text in (",", ".")
    return any(child.dep_ == "appos" and is_one_person(child) for child in root.children)


def _is_of_holder(name: Name, body: Token) -> bool:
    """Whether a noun is that of which somebody holds a post: "the director in Peru, …", "the minister of Trade, …".

    Behind the name of a place only a given name tells: "the mayor of the town in Ohio, Vell Heights," is none.
    """
    holder = body
    while holder.dep_ in ("pobj", "prep") or (holder.dep_ == "conj" and holder.pos_ in ("NOUN", "PROPN")):
        holder = holder.head
    is_full = name.last - name.first > 1 and body.doc[name.first - 1].text == ","
    if holder is body or not is_full or not is_title_of_one(holder):
        return False
    is_place = body.ent_type_ in ("GPE", "LOC") and body.head.lower_ != "of"
    return not is_place or gender_of(body.doc[name.first].text) is not None


def _is_who(doc: Doc, name: Name) -> bool:
    """Whether "who" comes after a name: "Berg, who had resigned"."""
    after = [token for token in doc[name.last : name.last + 2] if token.text != ","]
    return bool(after) and after[0].lower_ == "who" and doc[name.last - 1].tag_ not in PLURAL_TAGS


def _is_full_name(doc: Doc, name: Name, root: Token, words: Sequence[str]) -> bool:
    """Whether words are a given name and a family name, by a list, by an end or by the persons in one row with them."""
    if _is_aimed_at(doc, name) and gender_of(words[0]) is not None:
        return True
    if is_a(name.kind or "", "Place") and (name.kind not in ("Facility", "Place") or _is_at(doc, name)):
        return False
    if name.kind == "Facility":
        return gender_of(words[0]) is not None
    if gender_of(words[0]) or words[-1].lower().endswith(tuple(load_lexicon("people")["names"]["endings"])):
        return True
    row = [token for token in conjuncts(first_conjunct(root)) if token is not root]
    return any(_is_full_person(token) for token in row)


def _is_at(doc: Doc, name: Name) -> bool:
    """Whether a preposition of place stands before the name: "in Ana Lima", not "by Ana Lima"."""
    table = load_lexicon("places")["location"]
    before = doc[name.first - 1].lower_ if name.first else ""
    return before in ("at", "from", "in", "to", *table["prepositions"], *table["ways"])


def _is_aimed_at(doc: Doc, name: Name) -> bool:
    """Whether somebody fires or shouts at what bears the name, "shot at Ana Lima", rather than is shot there: "a guard
    shot at Lima Hall"."""
    if name.first < 2 or doc[name.first - 1].lower_ != "at" or name.kind == "Facility":
        return False
    aims = doc[name.first - 2]
    is_hit = is_passive(aims) or aims.dep_ == "acl"
    return lemma(aims) in load_lexicon("people")["names"]["aimed_at"] and not is_hit


def _is_full_person(token: Token) -> bool:
    return token.ent_type_ == "PERSON" and any(child.dep_ == "compound" for child in token.children)


def parts_of_person(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The words of a person's full name that may stand for it: its ends, its first word or two, the last but one."""
    ends = (words[k:] for k in range(1, len(words)))
    yield from (part for part in dict.fromkeys((*ends, words[:1], words[:2], words[-2:-1])) if part != words)


def widened(doc: Doc, names: Sequence[Name], demonyms: Collection[int] = ()) -> list[Name]:
    """The names, those of persons with the given name before them and the particle and name after them.

    "Ana dos Reis", where annotation found but "Ana", is one name; what it found of the rest is none. `demonyms` are the
    tokens that tell a known country, and begin no name.
    """
    taken = {i: name for name in names for i in range(name.first, name.last)}
    out: list[Name] = []
    for name in names:
        if out and name.first < out[-1].last:
            continue
        if out and _goes_on_in(doc, out[-1], name):
            out[-1] = replace(out[-1], last=name.last)
            continue
        if not _is_personal(doc, name) and not _is_surname(doc, name, taken, demonyms):
            out.append(name)
            continue
        first, last = _first(doc, name, taken, demonyms), _last(doc, name)
        out.append(replace(name, first=first, last=last, kind="Person", known=()))
    taken_now = {i for name in out for i in range(name.first, name.last)}
    described = list(_described(doc, taken_now))
    taken_now.update(i for name in described for i in range(name.first, name.last))
    unseen = list(_unseen(doc, taken_now))
    taken_now.update(i for name in unseen for i in range(name.first, name.last))
    return [*out, *described, *unseen, *_ranked(doc, taken_now)]


def _goes_on_in(doc: Doc, name: Name, after: Name) -> bool:
    """Whether a known person's name goes on in the next one: "Amina Tell" with "Lima" after it."""
    if name.kind != "Person" or not name.known or after.known or after.kind != "Person" or name.last != after.first:
        return False
    end = doc[name.last - 1]
    return end.dep_ == "compound" and after.first <= end.head.i < after.last


def _is_personal(doc: Doc, name: Name) -> bool:
    """Whether the name is a person's, or but the given name of one: "Ana" in "Ana Lima"."""
    if name.known or name.kind == "Person" or name.last - name.first > 1 or not gender_of(doc[name.first].text):
        return name.kind == "Person" and not name.known
    return _end_of_compound(doc, name.first) is not None


def _is_surname(doc: Doc, name: Name, taken: dict[int, Name], demonyms: Collection[int]) -> bool:
    """Whether a name that may be a city's follows a given name that is none by itself: "Lima" in "Ana Lima said"."""
    may_be = is_a(name.kind or "", "City") or not name.known
    return may_be and name.last - name.first == 1 and _first(doc, name, taken, demonyms) < name.first


def _end_of_compound(doc: Doc, first: int) -> int | None:
    """The end of the run of names and particles that a given name is compounded with, None where there is none."""
    head, particles = doc[first].head, load_lexicon("people")["names"]["particles"]
    run = doc[first + 1 : head.i + 1]
    if not 0 < len(run) < LONGEST or not _is_one_name(head) or name_kind([doc[first].text, head.text]):
        return None
    run = run[:-1] if is_verb_of_headline(head) else run
    return (
        run.end
        if len(run) and all(t.text in particles or (_is_one_name(t) and t.text[:1].isupper()) for t in run)
        else None
    )


def _is_one_name(token: Token) -> bool:
    """Whether a word is a name in the singular; taggers take "Matiang'i" for a plural."""
    return token.tag_ == "NNP" or (token.tag_ == "NNPS" and not token.text[-2].isalpha() and token.text[-1] != "s")


def _first(doc: Doc, name: Name, taken: dict[int, Name], demonyms: Collection[int]) -> int:
    first = name.first
    while first > 0 and not doc[first].is_sent_start and first - 1 not in taken:
        before = doc[first - 1]
        # NER takes a given name that it has never seen for a people's: "Nayeem" of "Nayeem Karim Vell"
        is_unseen = before.ent_type_ == "NORP" and before.tag_ == "NNP" and before.i not in demonyms
        is_behind_title = (
            first > 1 and before.tag_ == "NNP" and is_title_of_one(doc[first - 2]) and not before.ent_type_
        )
        is_given = (
            gender_of(before.text) or may_be_given(before) or is_unseen or (is_behind_title and before.text.istitle())
        )
        if before.dep_ != "compound" or not is_given or is_title_word(before) or is_rank(before):
            break
        first -= 1
    return first


def _last(doc: Doc, name: Name) -> int:
    particles = load_lexicon("people")["names"]["particles"]
    if name.kind != "Person":
        return _end_of_compound(doc, name.first) or name.last
    end = name.last
    is_alone = name.last - name.first == 1 and name.last < len(doc) and not doc[name.last].ent_type_
    if is_alone and gender_of(doc[name.first].text):
        return _end_of_compound(doc, name.first) or end  # "Fred" of "Fred Matiang'i"
    while end < len(doc) and not doc[end].is_sent_start and doc[end].text in particles:
        end += 1
    if end == name.last:
        return _further(doc, name) or end
    if end >= len(doc) or doc[end].is_sent_start or not doc[end].text[:1].isupper():
        return name.last
    return end + 1


def _further(doc: Doc, name: Name) -> int | None:
    """The end of a name of which annotation found but the first words: "Zaid Omar Palak said", where it saw "Zaid
    Omar", and "Aung San Suu Kyi", where it saw "Aung San"."""
    if name.last + 1 >= len(doc) or name.last - name.first < 2:
        return None
    head = doc[name.last - 1].head.i
    last = head + 1 if doc[name.last - 1].dep_ == "compound" and head > name.last else name.last + 1
    rest = doc[name.last : last]
    if last - name.first > LONGEST or last >= len(doc) or doc[last].text[:1].isupper():
        return None
    if not all(word.tag_ == "NNP" and word.text.istitle() and not word.ent_type_ for word in rest):
        return None
    if any(word.is_sent_start or is_title_word(word) or is_verb_of_headline(word) for word in rest):
        return None
    is_body = name_kind([*words_in(doc, name), *(word.text for word in rest)]) is not None
    return None if is_body else last


def _unseen(doc: Doc, taken: set[int]) -> Iterator[Name]:
    """A given name with a name after it that annotation missed, as it does in capitals: "RODRIGO SALAS"."""
    for token, after in itertools.pairwise(doc):
        if token.i in taken or after.i in taken or token.tag_ != "NNP" or after.tag_ != "NNP" or after.is_sent_start:
            continue
        if token.ent_type_ or after.ent_type_ or token.head not in (after, after.head) or is_title_word(after):
            continue
        word = token.text.title() if token.text.isupper() else token.text
        if gender_of(word) and after.is_alpha and len(after.text) > 1 and name_kind([token.text, after.text]) is None:
            end = after.head.i if after.dep_ == "compound" and after.head.i == after.i + 1 else after.i
            goes_on = doc[end].tag_ == "NNP" and not doc[end].ent_type_ and not is_title_word(doc[end])
            yield Name(token.i, end_of_hyphened(doc, (end if goes_on else after.i) + 1), "Person", "given name", 1)


def _ranked(doc: Doc, taken: Collection[int]) -> Iterator[Name]:
    """Two words or more behind a rank or a courtesy that annotation missed: "General Listan Sigor", "Mrs de Souza"."""
    titles = load_lexicon("titles")
    ranks = frozenset(titles["ranks"])
    before = ranks.union(titles["courtesies"], titles["addresses"])
    particles = load_lexicon("people")["names"]["particles"]
    for token in doc[:-1]:
        if token.text not in before:
            continue
        end = token.i + 1
        while end < len(doc) and end not in taken and not doc[end].is_sent_start:
            if not _is_one_name(doc[end]) and doc[end].text not in particles:
                break
            end += 1
        first = token.i + 1
        while first < end and doc[first].text in ranks:
            first += 1
        words = [word.text for word in doc[first:end]]
        is_written_so = (
            all(word.istitle() or word in particles for word in words) and words[-1:] and words[-1].istitle()
        )
        if 1 < len(words) <= LONGEST and is_written_so and name_kind(words) is None:
            yield Name(first, end, "Person", "ranked", 2)


def _is_person_told(noun: Token) -> bool:
    """Whether an apposition tells of one person: "a teacher", "one of its leaders"."""
    if noun.lower_ != "one":
        return is_one_person(noun)
    members = (child for of in noun.children if of.lower_ == "of" for child in of.children if child.dep_ == "pobj")
    return any(member.tag_ in PLURAL_TAGS and is_title_word(member) for member in members)


def _is_word_of(word: Token, name: TokenSpan) -> bool:
    """Whether a capitalised word before a name is part of it; taggers take names that they never saw for adjectives."""
    is_name = word.tag_ == "NNP" or (word.tag_ == "JJ" and word.ent_type_ == name[0].ent_type_ != "")
    return is_name and name.start <= word.head.i < name.end and word.text.istitle()


def _described(doc: Doc, taken: Collection[int]) -> Iterator[Name]:
    """A full name that annotation missed, with a noun for a person after it: "Hadia Osman, a 27-year-old teacher,"."""
    for noun in doc:
        name = noun.head
        if noun.dep_ != "appos" or name.i > noun.i or name.tag_ != "NNP" or not _is_person_told(noun):
            continue
        first = name.i
        while first > 0 and _is_word_of(doc[first - 1], doc[first : name.i + 1]):
            first -= 1
        span = doc[first : name.i + 1]
        is_new = not any(token.i in taken or token.ent_type_ not in ("", "WORK_OF_ART") for token in span)
        if is_new and 1 < len(span) <= LONGEST and _may_be_one(span) and doc[name.i + 1].text == ",":
            words = [token.text for token in span]
            if name_kind(words) is None and not is_title_word(span[0]):
                yield Name(first, name.i + 1, "Person", "described", 1)
