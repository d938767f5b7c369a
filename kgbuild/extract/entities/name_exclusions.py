"""Capitalised words that bear neither actor nor place: products, models, treaties, units, fields of posts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final

from kgbuild.extract.entities.name_forms import ACRONYM, ARTICLES, Name, acts, words_in
from kgbuild.extract.entities.nouns import name_kind, names_nothing, nouns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, children, lemma
from kgbuild.given_names import gender_of
from kgbuild.parse import Doc, Token
from kgbuild.vocabulary import is_a

_CODE = re.compile(r"[A-Z]{1,2}$|(?=.*\d)[A-Za-z]*\d+[A-Za-z]*$")
_MODEL = re.compile(r"(?!(?:19|20)\d\d$)(?=.*\d)[A-Za-z]{0,3}-?\d+[A-Za-z]*$")
_SEAT = re.compile(r"[DIR] ?- ?[A-Z][A-Za-z. ]*$")
"""The party and the state of a member of Congress, as brackets give them: "(R-Ky.)"."""
_SUM = re.compile(r"[A-Z]{3} ?\d[\d.,]* ?(?:M|B|K|k|m|bn|mn|[mb]illion|thousand)$")
_BREAKS: Final = frozenset({"-", "–", "—", ".", "!", "?", "…", "...", '"', "“", "'", "‘"})
_CLOSES: Final = frozenset({".", "!", "?", "…", "...", '"', "”"})
_FINITE: Final = frozenset({"VBD", "VBP", "VBZ", "MD"})
_MODIFYING: Final = frozenset({"compound", "nmod"})


def is_one_of_many(doc: Doc, name: Name) -> bool:
    """Whether the name is a common noun in capitals, such as a product's: "a Zephyr", "Zephyrs"."""
    head = doc[name.first : name.last].root
    if name.known or name.rule == "site" or (name.kind == "Person" and name.sure > 1) or name.kind == "Group":
        return False
    if doc[name.first].text[0].islower():
        return doc[name.first].text not in ARTICLES  # "al-Amin left"
    article = name.first > 0 and doc[name.first - 1].lower_ in ("a", "an")
    if article and head.i == name.last - 1 and not (head.dep_ in ("compound", "nmod") and head.head.i >= name.last):
        return True
    if name.last - name.first == 1 and head.tag_ == "NNPS" and any(t.dep_ in ("amod", "nummod") for t in head.lefts):
        return True  # "22 new Zephyrs"
    made = any(child.dep_ == "poss" and child.ent_type_ == "ORG" for child in head.children if child.i < name.first)
    speaks = name.kind == "Person" and name.last - name.first > 1 and acts(head)  # "Aid Watch's Lynn Berg said"
    return made and not speaks and name.kind in ("Organization", "Person") and name.sure <= 1


def begins_product(doc: Doc, first: int, last: int, body: Name) -> bool:
    """Whether NER has a longer name at a body's name, of a thing that is called after it: "the Ford Falcon"."""
    label = doc[first].ent_type_
    is_part = last < len(doc) and label in ("PERSON", "PRODUCT", "WORK_OF_ART") and doc[last].ent_type_ == label
    return is_part and is_a(body.kind or "", "Organization")


def is_model(doc: Doc, name: Name) -> bool:
    """Whether a number after the name makes it that of a thing its bearer made: "Zephyr 900"."""
    if name.last >= len(doc) or doc[name.last].is_sent_start or is_a(name.kind or "", "Place"):
        return False
    return bool(_MODEL.match(doc[name.last].text)) and name.kind != "Group"


def words_of_bearers(doc: Doc, names: Iterable[Name]) -> frozenset[str]:
    """The words of the names that are no part of another name or noun: "Berg" where there is an Anna Berg."""
    alone = (name for name in names if doc[name.first : name.last].root.dep_ not in _MODIFYING)
    return frozenset(word for name in alone for word in words_in(doc, name))


def is_namesake(doc: Doc, name: Name, borne: Collection[str]) -> bool:
    """Whether what looks like a person's name is but the first part of that of a place or body: "the Vell hospital".

    Not that of somebody whom the text names elsewhere, by one of the words `borne`: "the Berg government".
    """
    root = doc[name.first : name.last].root
    if name.kind != "Person" or name.known or root.dep_ not in _MODIFYING or root.head.i < name.last:
        return False
    if root.head.i == name.last and lemma(root.head) in load_lexicon("places")["usage"]["sites"]:
        return doc[name.last - 1].text not in borne
    told = nouns().kind_of(root.head) if root.head.pos_ == "NOUN" else None
    if told is None or not (is_a(told, "Organization") or is_a(told, "Place") or told == "Group"):
        return False
    return doc[name.last - 1].text not in borne


def is_before_site(doc: Doc, name: Name) -> bool:
    """Whether the noun right behind the name and the name are one building or site: "the Vell hospital"."""
    root = doc[name.first : name.last].root
    if name.known or name.kind != "Facility" or root.dep_ not in _MODIFYING or root.head.i != name.last:
        return False
    return root.head.pos_ == "NOUN" and nouns().kind_of(root.head) == "Facility"


def is_before_thing(doc: Doc, name: Name) -> bool:
    """Whether a noun behind what but NER took for a body's name makes the two the name of a thing: "the National Sleep
    study", "the Vela award".

    A body known or called by its abbreviation may have made it, and one of a single word have studied: "a VRI study".
    """
    root, table = doc[name.first : name.last].root, load_lexicon("organizations")["not_entities"]["behind"]
    if not name.is_guess or name.kind != "Organization" or root.dep_ not in _MODIFYING:
        return False
    noun = root.head
    if noun.i == name.last and lemma(noun) in table["paid"]:
        return True
    if noun.i != name.last or noun.pos_ != "NOUN" or any(ACRONYM.match(word) for word in words_in(doc, name)):
        return False
    if name.last - name.first == 1 or lemma(noun) in table["named"]:
        return lemma(noun) in table["named"]
    deeds = (*table["deeds"], *load_lexicon("places")["usage"]["acting_verbs"])
    does = noun.dep_ == "nsubj" and lemma(noun.head) in deeds
    return lemma(noun) in table["made"] or (lemma(noun) in table["may_act"] and not does)


def is_feast(doc: Doc, name: Name) -> bool:
    """Whether a noun right before the name tells that it is a day's: "the Hindu holiday Onam"."""
    before = doc[name.first - 1] if name.first and not doc[name.first].is_sent_start else None
    feasts = load_lexicon("organizations")["not_entities"]["behind"]["before"]
    return before is not None and not name.known and before.tag_ == "NN" and lemma(before) in feasts


def is_product(doc: Doc, name: Name) -> bool:
    """Whether the words beside what no authority knows tell that it is the name of something made: "the browser Vell",
    "Vell is the app that …", "her novel Ana Berg"."""
    table = load_lexicon("organizations")["not_entities"]["behind"]
    if name.known:
        return False
    root = doc[name.first : name.last].root
    before = doc[name.first - 1] if name.first and not doc[name.first].is_sent_start else None
    if before is not None and before.tag_ == "NN" and lemma(before) in (*table["products"], *table["works"]):
        is_beside = before == root.head or before.head in (root, root.head)
        is_writer = name.kind == "Person" and name.last < len(doc) and doc[name.last].tag_ in _FINITE
        return is_beside and root.dep_ not in SUBJECTS and before.dep_ != "pobj" and not is_writer
    said = [child for child in root.rights if child.dep_ == "appos"]
    if root.dep_ == "nsubj" and lemma(root.head) == "be":
        said += children(root.head, "attr")
    elif root.dep_ in _MODIFYING and root.head.i == name.last:
        said.append(root.head)
    return any(each.tag_ in ("NN", "NNS") and lemma(each) in table["products"] for each in said)


def only_made(doc: Doc, names: Iterable[Name], made: Collection[Name]) -> frozenset[tuple[str, ...]]:
    """The words of names of something made that do nothing anywhere: the maker of "the Vell browser" may be Vell.
    `made` are those of the names of which `is_product` tells so."""
    doing = {tuple(words_in(doc, name)) for name in names if _does(doc, name, name in made)}
    return frozenset({tuple(words_in(doc, name)) for name in made} - doing)


def _does(doc: Doc, name: Name, is_made: bool) -> bool:
    """Whether a name is the doer of a verb: "Vell sued", "launched by Vell", not "Vell is slow"."""
    root = doc[name.first : name.last].root
    by = root.head if root.dep_ == "pobj" and root.head.lower_ == "by" else None
    is_agent = by is not None and by.dep_ == "agent"
    return is_agent or (root.dep_ == "nsubj" and lemma(root.head) != "be" and not is_made)


def is_sum(doc: Doc, name: Name) -> bool:
    """Whether the name is an amount of money: "BGN 40 M"."""
    return bool(_SUM.match(doc[name.first : name.last].text))


def is_outcry(doc: Doc, name: Name) -> bool:
    """Whether a word in capitals that no authority knows stands alone between marks: "RIGGED! …", "– SAD.""."""
    word = doc[name.first]
    if name.last - name.first > 1 or not name.is_guess or not (word.text.isupper() and word.text.isalpha()):
        return False
    before = doc[name.first - 1].text if name.first else "."
    after = doc[name.last].text if name.last < len(doc) else "."
    return len(word.text) > 2 and before in _BREAKS and after in _CLOSES


def titles_of_works(doc: Doc, names: Iterable[Name]) -> frozenset[int]:
    """The tokens of names that a colon makes the title of a work: "played Vell: Total War in Oslo". A headline's or a
    list's colon has no such words before it or behind it: "were held in Vell: Ana Berg, Jan Roe and two others"."""
    found: set[int] = set()
    for name in names:
        first, colon = name.first, name.last
        is_inside = name.is_guess and first > 0 and not doc[first].is_sent_start and doc[first - 1].text.islower()
        if not is_inside or doc[colon : colon + 1].text != ":" or doc[colon - 1].whitespace_:
            continue
        end = colon + 1
        while end < len(doc) and doc[end].text[:1].isupper() and not doc[end].is_sent_start:
            end += 1
        is_run = end - colon > 2 and gender_of(doc[first].text) is None
        is_of_somebody = gender_of(doc[colon + 1].text) is not None or doc[colon + 1].ent_type_ == "PERSON"
        is_in_place = doc[first - 1].pos_ == "ADP" and doc[first - 1].lower_ != "of"  # "the trial of Vell: Total War"
        if is_of_somebody or is_in_place or _goes_on_as_list(doc, end):
            continue
        if is_run and (end == len(doc) or doc[end].is_punct or doc[end].is_sent_start or doc[end].pos_ == "ADP"):
            found.update(range(first, end))
    return frozenset(found)


def _goes_on_as_list(doc: Doc, end: int) -> bool:
    """Whether names or ages follow those before a comma or "and": "Berg, 40, and Roe", not "Masked Tales, players"."""
    behind = doc[end : end + 2]
    if len(behind) < 2 or behind[0].is_sent_start or behind[0].lower_ not in (",", "and"):
        return False
    return behind[1].tag_ in ("NNP", "CD", "DT") or behind[1].lower_ == "and"


def is_of_family(doc: Doc, name: Name) -> bool:
    """Whether the name is that of all who bear it: "the Berg family", "the Berg family feud"."""
    after = doc[name.last] if name.last < len(doc) and not doc[name.last].is_sent_start else None
    if after is None or lemma(after) not in load_lexicon("people")["names"]["borne_by_all"]:
        return False
    is_one = len(words_in(doc, name)) == 1 and name.kind == "Person"
    is_other = name.is_guess and name.kind != "Person"
    return doc[name.last - 1].head in (after, after.head) and (is_one or is_other)


def is_happening(doc: Doc, name: Name) -> bool:
    """Whether what the name names took place: "the Vela Book Days took place in May"."""
    root = doc[name.first : name.last].root
    takes = (
        root.dep_ == "nsubj" and lemma(root.head) == "take" and (name.is_guess or not is_a(name.kind or "", "Place"))
    )
    return takes and any(child.lower_ == "place" for child in children(root.head, "dobj"))


def is_epithet(doc: Doc, name: Name) -> bool:
    """Whether a word that but NER took for a name stands in quotation marks as what a person is called: "referred to
    her as “the Fox”", not "the group, known as “the Brotherhood”"."""
    before = doc[max(name.first - 3, 0) : name.first]
    is_quoted = len(before) == 3 and before[1].is_quote and before[2].lower_ == "the"
    is_new = name.is_guess and name.last - name.first == 1
    return is_new and is_quoted and before[0].lower_ == "as" and _is_said_of_person(before[0].head)


def _is_said_of_person(verb: Token) -> bool:
    """Whether a verb calls a person something: "her" in "referred to her as", "the thief" in "the thief, known as"."""
    if verb.dep_ in ("acl", "relcl"):
        return _is_person(verb.head)
    called = [*children(verb, "dobj", "nsubjpass")]
    told = (each for to in children(verb, "prep") if to.lower_ == "to" for each in children(to, "pobj"))
    return any(_is_person(each) for each in called or told)


def _is_person(word: Token) -> bool:
    is_pronoun = word.lower_ in ("he", "her", "him", "she")
    return is_pronoun or word.ent_type_ == "PERSON" or (word.pos_ == "NOUN" and nouns().kind_of(word) == "Person")


def is_part_of_title(doc: Doc, name: Name, titles: Collection[int]) -> bool:
    """Whether the name is but a part of a work's title, whose tokens are in `titles`: "Face the Nation"."""
    if name.first not in titles or name.known:
        return False
    beside = (name.first - 1, name.first - 2, name.last, name.last + 1)
    return any(i in titles and not doc[min(name.first, i) : max(name.last, i)].text.count('"') for i in beside)


def is_nothing(doc: Doc, name: Name) -> bool:
    """Whether the name bears neither actor nor place: a treaty, a model number, a unit."""
    words = words_in(doc, name)
    if name.known:
        return False
    titles = load_lexicon("titles")
    if names_nothing(words) or (len(words) == 1 and words[0] in (*titles["courtesies"], *titles["addresses"])):
        return True
    if len(words) == 1 and name.rule in ("ner", "repeat") and _CODE.match(words[0]):
        return True
    if _SEAT.match(doc[name.first : name.last].text):
        return True
    return _is_field(doc, name)


def _is_field(doc: Doc, name: Name) -> bool:
    """Whether the name is but a post or the field of one: "Home" in "Home Secretary", "Minister of Justice"."""
    titles = load_lexicon("titles")
    fields = titles["with_field"]["posts"]
    if name.kind != "Person" and doc[name.first].lower_ in fields and doc[name.first + 1 : name.first + 2].text == "of":
        return name.last > name.first + 2
    before = doc[max(name.first - 2, 0) : name.first]
    if len(before) == 2 and before[1].lower_ == "of":
        if doc[name.first - 2 : name.last].text.lower() in titles["posts"]:
            return True
        is_of_post = before[0].lower_ in fields or lemma(before[1].head) in titles["with_field"]["of_many"]
        if is_of_post and not is_a(name.kind or "", "Place"):
            return name.kind != "Person" and name_kind(words_in(doc, name)) is None
    if name.last >= len(doc) or name.kind == "Person" or doc[name.last].is_sent_start:
        return False
    after = doc[name.last].lower_
    whole = doc[name.first : name.last + 1].text.lower()
    return f"{doc[name.last - 1].lower_} {after}" in titles["posts"] or whole in titles["posts"] or after in fields
