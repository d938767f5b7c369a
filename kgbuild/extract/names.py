"""Proper names as mentions: the name spans of annotation, mended by what the words around them tell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from kgbuild.extract.layers import MentionCandidate
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.nouns import PLURAL_TAGS, name_kind, names_nothing, nouns
from kgbuild.extract.syntax import lemma
from kgbuild.model import Annotated, KnownName
from kgbuild.vocabulary import is_a

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

NER_KINDS: Final = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "GeographicArea",
    "FAC": "Facility",
}
NO_NAMES: Final = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
"""NER labels under which a known name is none: "in March"."""
CONNECTORS: Final = frozenset({"of", "the", "for", "and", "&"})
_ACRONYM = re.compile(r"[A-Z][A-Z&.-]*[A-Z]\.?$")
PERSON_BY_FULL_NAME: Final = 10**7
"""Votes for a person in a word that is the first or last of a person's full name in the same text."""
_CODE = re.compile(r"[A-Z]{1,2}$|(?=.*\d)[A-Za-z]*\d+[A-Za-z]*$")
_MODEL = re.compile(r"(?!(?:19|20)\d\d$)(?=.*\d)[A-Za-z]{0,3}-?\d+[A-Za-z]*$")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A proper name: tokens `first` to `last`, end exclusive. `sure` is the weight of its kind against other names'."""

    first: int
    last: int
    kind: str | None
    rule: str
    sure: int = 1
    known: tuple[KnownName, ...] = ()


def find(annotated: Annotated) -> tuple[MentionCandidate, ...]:
    """The proper names of a text as candidates, in order; a nested name follows the one that holds it."""
    doc = annotated.doc
    found = [name for raw in _raw(annotated) if (name := _trimmed(doc, raw))]
    countries = implied_countries(annotated)
    found = _joined(doc, _without_overlaps([*_headed(doc, countries), *found]))
    found = _with_repeats(doc, [*found, *_introduced(doc, found)])
    found = _consistent(doc, [_told_by_words(doc, name) for name in found])
    found = list(with_teams(doc, found))
    products = {tuple(_words(doc, name)) for name in found if _is_one_of_many(doc, name)}
    kept = [name for name in found if tuple(_words(doc, name)) not in products and not _names_nothing(doc, name)]
    kept = [name for name in kept if not _is_model(doc, name)]
    return tuple(_candidate(doc, name, countries) for name in sorted(kept, key=lambda n: (n.first, -n.last)))


def is_capitalised(token: Token) -> bool:
    return (token.text[:1].isupper() and token.is_alpha) or bool(_ACRONYM.match(token.text))


def words_of(doc: Doc, first: int, last: int) -> list[str]:
    """The words of a stretch of tokens, hyphens and the like left out."""
    return [token.text for token in doc[first:last] if _WORD.search(token.text)]


def _words(doc: Doc, name: Name) -> list[str]:
    return words_of(doc, name.first, name.last)


def _is_one_of_many(doc: Doc, name: Name) -> bool:
    """Whether the name is a common noun in capitals, such as a product's: "a Zephyr", "Zephyrs"."""
    head = doc[name.first : name.last].root
    if name.known or (name.kind == "Person" and name.sure > 1) or name.kind == "Group":
        return False
    if doc[name.first].text[0].islower():
        return True
    article = name.first > 0 and doc[name.first - 1].lower_ in ("a", "an")
    if article and head.i == name.last - 1 and not (head.dep_ in ("compound", "nmod") and head.head.i >= name.last):
        return True
    made = any(child.dep_ == "poss" and child.ent_type_ == "ORG" for child in head.children if child.i < name.first)
    return made and name.kind in ("Organization", "Person") and name.sure <= 1


def _is_model(doc: Doc, name: Name) -> bool:
    """Whether a number after the name makes it that of a thing its bearer made: "Zephyr 900"."""
    if name.last >= len(doc) or doc[name.last].is_sent_start or is_a(name.kind or "", "Place"):
        return False
    return bool(_MODEL.match(doc[name.last].text)) and name.kind != "Group"


def _names_nothing(doc: Doc, name: Name) -> bool:
    """Whether the name bears neither actor nor place: a treaty, a model number, a unit."""
    words = _words(doc, name)
    if name.known:
        return False
    if names_nothing(words):
        return True
    if len(words) == 1 and name.rule in ("ner", "repeat") and _CODE.match(words[0]):
        return True
    return _is_field(doc, name)


def _is_field(doc: Doc, name: Name) -> bool:
    """Whether the name is but the field of a post: "Home" in "Home Secretary"."""
    if name.last >= len(doc) or name.kind == "Person" or doc[name.last].is_sent_start:
        return False
    titles = load_lexicon("titles")
    after = doc[name.last].lower_
    return f"{doc[name.last - 1].lower_} {after}" in titles["posts"] or after in titles["with_field"]["posts"]


def implied_countries(annotated: Annotated) -> dict[int, str]:
    """The country (ISO 3166-1 alpha-2) that each token of a known country's name or adjective tells."""
    return {
        i: known.country
        for span in annotated.names
        for known in span.known
        if known.kind == "Country" and known.country
        for i in range(span.first, span.last)
    }


# ---------------------------------------------------------------------------------------- what annotation gives
def _raw(annotated: Annotated) -> Iterator[Name]:
    """Gazetteer and NER names; an NER name that holds a known one stands beside it."""
    doc = annotated.doc
    for span in annotated.names:
        known = tuple(name for name in span.known if not name.adjective)
        if span.source == "gazetteer" and doc[span.first].ent_type_ in NO_NAMES:
            continue
        if span.source == "gazetteer" and not known:
            continue
        if span.source == "ner" and span.last - span.first == 1 and _is_stray(doc[span.first]):
            continue
        if span.kind == "Group" and not _is_people(doc[span.first : span.last]):
            continue
        sure = 4 if known else 1
        yield Name(span.first, span.last, known[0].kind if known else span.kind, span.source, sure, known)
    starts = {(span.first, span.last) for span in annotated.names}
    for entity in doc.ents:
        if entity.label_ in NER_KINDS and (entity.start, entity.end) not in starts:
            yield Name(entity.start, entity.end, NER_KINDS[entity.label_], "ner")


def _is_stray(token: Token) -> bool:
    """Whether a word has its capital only from the start of the sentence: "Automatic weapons were heard"."""
    return bool(token.is_sent_start) and token.dep_ == "amod"


def _is_people(span: Span) -> bool:
    """Whether a demonym stands for people ("the Russians"), not for what is of them ("Russian troops")."""
    return span[-1].tag_ in PLURAL_TAGS


def _trimmed(doc: Doc, name: Name) -> Name | None:
    """The name without determiner, courtesy, title and possessive; None where nothing is left."""
    first, last, kind = name.first, name.last, name.kind
    while first < last:
        titled = not name.known and last - first > 1 and _is_title(doc, first, last, kind)
        if not titled and doc[first].pos_ not in ("DET", "PUNCT", "ADP", "NUM", "PART", "SPACE"):
            break
        kind = "Person" if titled else kind
        first += 1
    while last > first and (
        doc[last - 1].text in ("'s", "’s", "'", "’")
        or doc[last - 1].pos_ in ("PUNCT", "SPACE", "ADP", "DET")
        or (last - first > 1 and _is_caption(doc, last - 1))
    ):
        last -= 1
    if first == last or not any(token.text[:1].isupper() for token in doc[first:last]):
        return None
    return replace(name, first=first, last=last, kind=kind)


def _is_title(doc: Doc, first: int, last: int, kind: str | None) -> bool:
    """Whether a name begins with a title. Where NER saw no person only a post counts: "General Motors" is none."""
    titles = load_lexicon("titles")
    token = doc[first]
    if kind == "Person":
        courtesy = token.text in (*titles["courtesies"], *titles["ranks"], *titles["abbreviations"])
        return courtesy or _is_title_word(token)
    long = name_kind(words_of(doc, first, last)) is not None or doc[first + 1].text in CONNECTORS
    return token.lower_ in titles["posts"] and not long


def _is_caption(doc: Doc, i: int) -> bool:
    """Whether the word opens a caption: "Image: ..."."""
    captions = load_lexicon("organizations")["not_entities"]["captions"]
    return doc[i].text in captions and i + 1 < len(doc) and doc[i + 1].text == ":"


def _is_title_word(token: Token) -> bool:
    return nouns().is_person(token.lower_, lemma(token)) or token.lower_ in load_lexicon("titles")["posts"]


def _without_overlaps(names: Sequence[Name]) -> list[Name]:
    """Of names that overlap the longer one; one inside another stays if "of", "in" or a comma sets it apart."""
    kept: list[Name] = []
    taken: dict[int, Name] = {}
    for name in sorted(names, key=lambda n: (n.first - n.last, -n.sure, n.first)):
        if all(i not in taken for i in range(name.first, name.last)):
            kept.append(name)
            taken.update(dict.fromkeys(range(name.first, name.last), name))
    return sorted(kept, key=lambda n: n.first)


# ------------------------------------------------------------------------------------- names told by their form
def _headed(doc: Doc, adjectives: Collection[int]) -> Iterator[Name]:
    """Names of the form "Ministry of the Interior", "Western Province of Mangystau"."""
    organizations = frozenset(load_lexicon("organizations")["of_heads"]["heads"])
    places = frozenset(load_lexicon("places")["of_heads"]["heads"])
    i = 0
    while i < len(doc) - 2:
        token = doc[i]
        if token.text in organizations | places and doc[i + 1].lower_ in ("of", "for"):
            end = _run_after(doc, i + 2, adjectives)
            if end > i + 2:
                first = _run_before(doc, i)
                yield Name(first, end, name_kind(words_of(doc, first, end)), "headed", 3)
                i = end
                continue
        i += 1


def _run_after(doc: Doc, start: int, adjectives: Collection[int]) -> int:
    """The end of the capitalised run that begins at a token, a determiner before it and "and" within it allowed."""
    i = start
    if i < len(doc) and doc[i].lower_ == "the":
        i += 1
    end = start
    while i < len(doc) and not (doc[i].is_sent_start and i > start):
        if (
            end > start
            and i in adjectives
            and doc[i].pos_ != "NOUN"
            and i + 1 < len(doc)
            and not is_capitalised(doc[i + 1])
        ):
            break
        if is_capitalised(doc[i]) and doc[i].pos_ in ("PROPN", "NOUN", "ADJ"):
            end = i = i + 1
        elif end > start and doc[i].lower_ in ("and", "&", "of") and i + 1 < len(doc) and doc[i + 1].dep_ == "conj":
            i += 1
        else:
            break
    return end


def _run_before(doc: Doc, i: int) -> int:
    """The start of the capitalised words that modify the head at `i`; the first word of a sentence only if a name."""
    while (
        i > 0
        and not doc[i].is_sent_start
        and is_capitalised(doc[i - 1])
        and doc[i - 1].pos_ in ("PROPN", "ADJ")
        and doc[i - 1].lower_ not in ("the", "a", "an")
    ):
        i -= 1
    return i


def _joined(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """Hyphenated names as one ("Interfax-Kazakhstan"), unless both sides are known by themselves ("US-Russia")."""
    known_at = {i: name for name in names for i in range(name.first, name.last)}
    out: list[Name] = []
    for name in names:
        first, last = name.first, name.last
        while first >= 2 and _is_hyphen(doc, first - 1) and is_capitalised(doc[first - 2]):
            first -= 2
        while last + 1 < len(doc) and _is_hyphen(doc, last) and is_capitalised(doc[last + 1]):
            last += 2
        parts = {known_at[i] for i in range(first, last) if i in known_at}
        if (first, last) == (name.first, name.last) or _are_peers(parts):
            out.append(name)
        elif not out or out[-1].last <= first:
            kinds = [part.kind for part in sorted(parts) if part.kind and not is_a(part.kind, "Place")]
            out.append(Name(first, last, kinds[0] if kinds else "Organization", "hyphenated", 2))
    return out


def _are_peers(parts: Collection[Name]) -> bool:
    """Whether the sides of a hyphen are names of one kind, each known by itself: "US-Russia"."""
    return len(parts) > 1 and all(part.known for part in parts) and len({part.kind for part in parts}) == 1


def _is_hyphen(doc: Doc, i: int) -> bool:
    return doc[i].text in "-–" and not doc[i].whitespace_ and not doc[i - 1].whitespace_


def _introduced(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """Abbreviations in brackets after the name that they stand for, and that name where annotation missed it."""
    ends = {name.last: name for name in names}
    taken = {i for name in names for i in range(name.first, name.last)}
    for i in range(1, len(doc) - 2):
        if doc[i].text != "(" or doc[i + 2].text != ")" or not _ACRONYM.match(doc[i + 1].text):
            continue
        long = ends.get(i) or _spelt_out(doc, i, doc[i + 1].text)
        if long is None:
            continue
        if long.last not in ends and taken.isdisjoint(range(long.first, long.last)):
            yield long
        if i + 1 not in taken:
            yield Name(i + 1, i + 2, long.kind, "abbreviation", long.sure)


def _spelt_out(doc: Doc, end: int, acronym: str) -> Name | None:
    """The capitalised words before a bracket whose initials are the letters of the acronym, in whatever order."""
    wanted = sorted(letter for letter in acronym if letter.isalpha())
    first = end
    while first > 0 and (is_capitalised(doc[first - 1]) or doc[first - 1].lower_ in CONNECTORS):
        first -= 1
        initials = sorted(token.text[0] for token in doc[first:end] if token.text[0].isupper())
        if initials == wanted and is_capitalised(doc[first]):
            return Name(first, end, name_kind(words_of(doc, first, end)) or "Organization", "spelt out", 2)
    return None


# ------------------------------------------------------------------------------------ names told by other names
def _with_repeats(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names, and the words that repeat one of them, or a person's last name, where annotation missed it."""
    forms: dict[tuple[str, ...], Name] = {}
    for name in names:
        words = tuple(token.text for token in doc[name.first : name.last])
        forms.setdefault(words, name)
        if name.kind == "Person" and len(words) > 1:
            forms.setdefault(words[-1:], name)
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for words in forms:
        if len(words[0]) > 1 and words[0][0].isupper():
            by_first.setdefault(words[0], []).append(words)
    taken = {i for name in names for i in range(name.first, name.last)}
    out = list(names)
    for token in doc:
        if token.i in taken or token.pos_ not in ("PROPN", "NOUN", "ADJ", "X", "VERB") or not is_capitalised(token):
            continue
        for words in sorted(by_first.get(token.text, ()), key=len, reverse=True):
            end = token.i + len(words)
            if tuple(t.text for t in doc[token.i : end]) == words and taken.isdisjoint(range(token.i, end)):
                like = forms[words]
                out.append(Name(token.i, end, like.kind, "repeat", 0, like.known if len(words) > 1 else ()))
                taken.update(range(token.i, end))
                break
    return sorted(out, key=lambda n: n.first)


def _told_by_words(doc: Doc, name: Name) -> Name:
    """The name with the kind that its own words or those beside it tell, if they tell one."""
    words = _words(doc, name)
    if _is_medium(doc, name):
        return replace(name, kind="Medium" if _is_channel(doc, name) else "Company", sure=5)
    if name.known:
        return name
    if _has_title(doc, name) and name_kind(words) is None:
        return replace(name, kind="Person", sure=3)
    if (kind := name_kind(words)) and (name.kind != "Person" or len(words) > 2):
        return replace(name, kind=kind, sure=3)
    if kind := _appositive_kind(doc, name):
        return replace(name, kind=kind, sure=2)
    if name.kind == "Person" and (_has_staff(doc, name) or (len(words) == 1 and _ACRONYM.match(words[0]))):
        return replace(name, kind="Organization", sure=2)
    return name


def _has_staff(doc: Doc, name: Name) -> bool:
    """Whether the name stands before a noun for a person who works for it: "Byronics spokesman", "Byronics CEO"."""
    if name.last >= len(doc) or doc[name.last].is_sent_start:
        return False
    after = doc[name.last]
    if after.tag_ == "POS" and name.last + 1 < len(doc):
        after = doc[name.last + 1]
    table = load_lexicon("organizations")["belongings"]
    return after.text in load_lexicon("titles")["abbreviations"] or lemma(after) in table["nouns"]


def _is_channel(doc: Doc, name: Name) -> bool:
    """Whether the name follows a preposition of channel: "on Telegram"."""
    head = doc[name.first : name.last].root
    prepositions = load_lexicon("collectives")["media"]["prepositions"]
    return head.dep_ == "pobj" and head.head.lower_ in prepositions and head.head.i == name.first - 1


def _is_medium(doc: Doc, name: Name) -> bool:
    return doc[name.first : name.last].text in load_lexicon("collectives")["media"]["names"]


def _has_title(doc: Doc, name: Name) -> bool:
    """Whether a title or a noun for a person stands right before the name: "President X", "spokeswoman X"."""
    if name.first == 0 or doc[name.first].is_sent_start:
        return False
    titles = load_lexicon("titles")
    before = doc[name.first - 1]
    if before.text in titles["courtesies"] or before.text in titles["ranks"] or before.text in titles["abbreviations"]:
        return True
    return before.tag_ not in PLURAL_TAGS and before.pos_ in ("NOUN", "PROPN") and _is_title_word(before)


def _appositive_kind(doc: Doc, name: Name) -> str | None:
    """The kind that the noun right before or an apposition tells: "the agency X", "X, a company"."""
    head = doc[name.first : name.last].root
    if name.first and not doc[name.first].is_sent_start:
        before = doc[name.first - 1]
        if before.pos_ == "NOUN" and before.tag_ not in PLURAL_TAGS and before.dep_ in ("compound", "nmod", "appos"):
            return nouns().kind_of(before)
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ == "NOUN" and child.tag_ not in PLURAL_TAGS:
            return nouns().kind_of(child)
    return None


def _consistent(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names with one kind for each form; a person's last name goes with the full name."""
    votes: dict[tuple[str, ...], Counter[str]] = {}
    for name in names:
        if name.kind:
            votes.setdefault(tuple(_words(doc, name)), Counter())[name.kind] += 10**name.sure
    for words, counted in list(votes.items()):
        if len(words) > 1 and counted.most_common(1)[0][0] == "Person" and name_kind(words) is None:
            for part in (words[-1:], words[:1]):
                if part in votes:
                    votes[part]["Person"] += PERSON_BY_FULL_NAME
    return [
        replace(name, kind=votes[form].most_common(1)[0][0]) if (form := tuple(_words(doc, name))) in votes else name
        for name in names
    ]


# -------------------------------------------------------------------------------------------------------- teams
def with_teams(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """The names, countries that play in the report of a game as their teams."""
    table = load_lexicon("sports")
    found = [word for token in doc if token.pos_ == "NOUN" and (word := lemma(token)) in table["nouns"]]
    is_game = len(set(found)) >= table["least_words"] and len(found) >= table["least_share"] * len(doc)
    for name in names:
        before = doc[name.first - 1].lower_ if name.first else ""
        plays = is_game and name.kind in ("Country", "Region", "Place") and before not in table["place_prepositions"]
        yield replace(name, kind="Organization", rule="team", known=()) if plays else name


def _candidate(doc: Doc, name: Name, implied: Mapping[int, str]) -> MentionCandidate:
    root = doc[name.first : name.last].root
    countries = sorted({known.country for known in name.known if known.country})
    if not countries and name.kind and is_a(name.kind, "Organization"):
        beside = (*range(name.first, name.last), name.last, name.first - 1)
        countries = [implied[i] for i in beside if i in implied][:1]
    return MentionCandidate(
        name.first,
        name.last,
        root.i,
        "name",
        name.kind,
        name.rule,
        countries[0] if len(countries) == 1 else None,
        tuple(known.qid for known in name.known if known.qid),
        "plural" if root.tag_ == "NNPS" and name.kind == "Group" else "singular",
    )
