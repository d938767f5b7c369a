"""Names that an authority knows, borne by something else: a person called like a place, a bird, a ship, a river.

The words around the name tell, by lexicon/senses.toml; where they do not, the name is what the authority knows.
"""

from __future__ import annotations

from typing import Final

from kgbuild.extract.entities.name_forms import Name, is_title_of_one
from kgbuild.extract.entities.nouns import PLURAL_TAGS, is_one, is_one_person, nouns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import OBJECTS, SUBJECTS, children, first_conjunct, lemma
from kgbuild.given_names import gender_of
from kgbuild.parse import Doc, Token
from kgbuild.vocabulary import is_a

GENDERED: Final = frozenset({"he", "she", "his", "her", "him", "himself", "herself"})
QUOTES: Final = frozenset("\"”’'»“")
NAMING: Final = frozenset({"called", "named", "nicknamed", "christened", "dubbed"})
OLDEST: Final = 120
"""Years. A number between commas after a name is an age: "Ana Lima, 54, said"."""


def has_age(doc: Doc, name: Name) -> bool:
    """Whether a number that may be an age stands after the name: "Ana Lima, 54, said", "Ana Lima, who was 19, said".

    In words it is one only after "who": "Ana, who is seven,".
    """
    in_words = False
    after = doc[name.last : name.last + 5]
    if len(after) == 5 and after[1].lower_ == "who" and lemma(after[2]) == "be":
        after = doc[after[1].i + 1 : after[1].i + 4]
        in_words = after[1:2].text.isalpha() and after[1].tag_ == "CD" and after[1].lower_ != "one"
    elif after[:1].text != ",":
        return False
    if len(after) < 3 or after[2].text not in ",.;)":
        return False
    return in_words or (after[1].text.isdecimal() and len(after[1].text) < 4 and 1 <= int(after[1].text) <= OLDEST)


def is_borne_by_person(doc: Doc, name: Name) -> bool:
    """Whether what is known as a place or a body is a person here: "Mr. Jordan", "Kenya, 9,", "Milan and his wife"."""
    if not name.known or name.last - name.first > 1 or is_a(name.kind or "", "Person") or name.kind == "Group":
        return False
    root = doc[name.first]
    if root.tag_ in PLURAL_TAGS or not root.text[:1].isupper() or (len(root.text) > 1 and root.text.isupper()):
        return False
    if _has_title(doc, root) or (not _is_at(root) and has_age(doc, name)):
        return True
    return not _is_at(root) and (
        _is_called_person(doc, root) or _acts_as_person(doc, root, is_a(name.kind or "", "Place"))
    )


def is_of_other_thing(doc: Doc, name: Name) -> bool:
    """Whether a name is that of what is neither actor nor place: "the frigate Oslo", "the Amazon", "a Boeing"."""
    if not name.known:
        return _is_vessel(doc, name)
    if name.kind == "Group":
        return False
    return _is_named_thing(doc, name) or _is_one_of_many(doc, name) or _is_word(doc, name)


def _is_vessel(doc: Doc, name: Name) -> bool:
    """Whether the words before a name, or its first, make it a ship's: "the trawler Ana Berg", "the F/B Ana"."""
    things, root = load_lexicon("senses")["things"], doc[name.first : name.last].root
    if doc[name.first].text in things["letters"] and name.last - name.first > 1:
        return True
    if name.first == 0 or doc[name.first].is_sent_start:
        return False
    before = doc[name.first - 1]
    is_tied = before.head in (root, root.head) or root.head == before
    return before.text in things["letters"] or (is_one(before) and lemma(before) in things["vessels"] and is_tied)


def _is_at(root: Token) -> bool:
    """Whether a preposition stands before the name, or before the row in which it stands: "in Kabul and Herat"."""
    return first_conjunct(root).dep_ == "pobj"


def _has_title(doc: Doc, root: Token) -> bool:
    """Whether a courtesy, a rank or a noun for one person stands right before the name and belongs to it."""
    if root.i == 0 or root.is_sent_start:
        return False
    before, titles = doc[root.i - 1], load_lexicon("titles")
    if before.text in titles["courtesies"] or before.text in titles["ranks"]:
        return True
    if before.text[:1].isupper() and before.lower_ in load_lexicon("senses")["person"]["titles"]:
        return True
    tied = before.head == root or (root.head == before and root.dep_ in ("appos", "compound", "nmod"))
    return tied and is_title_of_one(before)


def _is_called_person(doc: Doc, root: Token) -> bool:
    """Whether a noun for one person stands in apposition: "Cleveland, a mechanic,", "the suspect, Cleveland,"."""
    if doc[root.i + 1 : root.i + 2].text != ",":
        return False
    if root.dep_ == "appos" and root.head.i == root.i - 2 and is_one(root.head):
        return is_one_person(root.head) and not _may_be_state(root.head)
    beside = next((child for child in root.children if child.dep_ == "appos" and is_one(child)), None)
    return beside is not None and is_one_person(beside) and not _may_be_state(beside)


def _may_be_state(noun: Token) -> bool:
    """Whether what a noun for a person says may be said of a state or a body: "Kenya, the bloc's newest member,"."""
    return lemma(noun) in load_lexicon("senses")["person"]["states_too"]


def _acts_as_person(doc: Doc, root: Token, is_place: bool) -> bool:
    """Whether the name does what only a human being does, or "he" or kin is told of that nobody before may have."""
    table = load_lexicon("senses")["person"]
    first = first_conjunct(root)
    if first.dep_ in OBJECTS and lemma(first.head) in table["mutual"]:
        return True
    if is_place and first.dep_ == "dative":  # "lent Florence her coat"
        handed = (thing for thing in children(first.head, "dobj") if lemma(thing) in table["things"])
        return any(owner.lower_ in ("his", "her") for thing in handed for owner in children(thing, "poss"))
    if first.dep_ in SUBJECTS:
        deed = lemma(first.head)
        if is_place and _says_i(doc, first):
            return True
        if deed in table["deeds"] or (deed in table["mortal"] and not any(children(first.head, "prt", "prep"))):
            return True
        if is_place and (deed in table["pleads"] or (deed in table["judged"] and first.dep_ == "nsubjpass")):
            return True
        if (deed in table["plays"] and gender_of(root.text)) or _is_born(first.head):
            return True
        things = {lemma(thing) for thing in children(first.head, "dobj")}
        if is_place and any(deed in each["verbs"] and not things.isdisjoint(each["things"]) for each in table["with"]):
            return True
    elif root.dep_ == "poss":
        return root.head.tag_ == "NN" and lemma(root.head) in table["blood"] and root.head.dep_ != "compound"
    elif first.dep_ != "ROOT":
        return False
    return _tells_of_one(doc, root, is_place) and not _someone_before(doc, root)


def _says_i(doc: Doc, speaker: Token) -> bool:
    """Whether the words before the speaker are a quotation in which who speaks is one: "I am tired," Lima said."""
    said = doc[speaker.sent.start : speaker.i]
    quotes = [token.i for token in said if token.text in QUOTES]
    is_quoted = bool(quotes) and speaker.i - quotes[-1] <= 2 and any(children(speaker.head, "ccomp"))
    return is_quoted and any(token.text in ("I", "my", "me", "myself", "My") for token in said)


def _is_born(verb: Token) -> bool:
    """Whether it tells where somebody was born: states and companies are said to be born in a year."""
    places = (child for preposition in children(verb, "prep") for child in children(preposition, "pobj"))
    return verb.lower_ == "born" and any(place.pos_ == "PROPN" and place.ent_type_ != "DATE" for place in places)


def _tells_of_one(doc: Doc, root: Token, is_place: bool) -> bool:
    """Whether "he" or "her mother" follows in the sentence, and no other person before that.

    Whom a state arrests, and what a company takes from him, may be told without a word of who he is. What he does with
    what is but a human being's tells him from a place: "Dallas lost his job".
    """
    table = load_lexicon("senses")["person"]
    for token in doc[root.i + 1 : root.sent.end]:
        if token.lower_ in GENDERED:
            is_kin = token.dep_ == "poss" and lemma(token.head) in table["kin"]
            done_to = token.head.dep_ in OBJECTS and lemma(token.head.head) in table["authoritative"]
            is_own = is_place and token.dep_ == "poss" and _does(first_conjunct(root).head, token.head.head)
            is_own = is_own and lemma(token.head) in table["things"]
            return token.lower_ in ("he", "she", "himself", "herself") or ((is_kin or is_own) and not done_to)
        if token.ent_type_ == "PERSON" or (token.pos_ == "NOUN" and nouns().kind_of(token) == "Person"):
            return False
    return False


def _does(verb: Token, deed: Token) -> bool:
    """Whether who does the one does the other: "said, folding her coat", "took the bus and lost her bag"."""
    return deed == verb or (deed.head == verb and deed.dep_ in ("advcl", "conj", "xcomp"))


def _someone_before(doc: Doc, root: Token) -> bool:
    """Whether a person stands anywhere before, whose the kin may be."""
    return any(
        token.ent_type_ == "PERSON" or token.lower_ in GENDERED or nouns().kind_of(token) == "Person"
        for token in doc[: root.i]
        if token.pos_ in ("NOUN", "PROPN", "PRON")
    )


def _is_named_thing(doc: Doc, name: Name) -> bool:
    """Whether the words beside the name make it that of a ship, a beast, a work, a street, a water."""
    things, root = load_lexicon("senses")["things"], doc[name.first : name.last].root
    before = doc[name.first - 1] if name.first and not doc[name.first].is_sent_start else None
    if before is not None and before.pos_ != "VERB" and before.lower_ in things["before"]:
        return True
    if any(child.dep_ == "appos" and child.i > root.i and lemma(child) in things["before"] for child in root.children):
        return True  # "Boston, the rock band"
    if before is not None and before.lower_ in NAMING:
        return not _is_of_like_kind(before, name.kind or "")
    if not is_a(name.kind or "", "Place"):
        return False
    if before is not None and before.lower_ == "of" and before.i and doc[before.i - 1].text in things["heads_of"]:
        return True
    after = doc[name.last : name.last + 1]
    return len(after) == 1 and after[0].tag_ not in PLURAL_TAGS and after[0].lower_ in things["after"]


def _is_of_like_kind(naming: Token, kind: str) -> bool:
    """Whether what is called so may be what the authority knows: "a group called Hamas", not "a cafe called Hamas"."""
    if naming.dep_ not in ("acl", "amod", "relcl"):
        return True
    told = nouns().kind_of(naming.head)
    if told in (None, "Group", "Actor"):
        return told is not None
    return any(is_a(kind, broad) and is_a(told, broad) for broad in ("Person", "Organization", "Place", "Medium"))


def _is_one_of_many(doc: Doc, name: Name) -> bool:
    """Whether an article or possessive makes the name that of a thing: "a Boeing crashed", "his Panama", "the Shell".

    A state of one kind or another ("a united Germany", "an EU that works") is that state all the same, and a party is
    somebody's; names of companies take no article at all.
    """
    root, kind = doc[name.first : name.last].root, name.kind or ""
    if root.i != name.last - 1 or _modifies(root) or kind == "Person" or any(children(root, "relcl", "acl")):
        return False
    determiners = {child.lower_ for child in children(root, "det")}
    is_body = is_a(kind, "Organization")
    if (
        kind in ("Company", "Medium")
        and name.last - name.first == 1
        and not root.text.isupper()
        and "the" in determiners
    ):
        return True
    if (not is_body or kind == "Company") and any(child.tag_ == "PRP$" for child in children(root, "poss")):
        return True
    described = not is_body and any(children(root, "prep", "amod"))
    return not described and not determiners.isdisjoint(("a", "an"))


def _modifies(root: Token) -> bool:
    return root.dep_ in ("compound", "nmod", "poss", "amod")


def _is_word(doc: Doc, name: Name) -> bool:
    """Whether the noun after the name, its article or the words of its sentence tell what else is called so."""
    entry = load_lexicon("senses")["words"].get(doc[name.first : name.last].text)
    if entry is None:
        return False
    root = doc[name.last - 1]
    after = doc[name.last] if name.last < len(doc) and not doc[name.last].is_sent_start else None
    if after is not None and after.pos_ in ("NOUN", "PROPN") and lemma(after) in entry["heads"]:
        return True
    if entry.get("article") and not _modifies(root) and name.first and doc[name.first - 1].lower_ == "the":
        return True
    is_place = is_a(name.kind or "", "Place") or name.kind == "Company"
    if is_place and root.dep_ == "pobj" and root.head.lower_ in load_lexicon("sports")["place_prepositions"]:
        return False
    return any(lemma(token) in entry["words"] for token in root.sent if not name.first <= token.i < name.last)
