"""The proper names that annotation found, trimmed to the name itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from kgbuild.extract.entities.name_forms import (
    CONNECTORS,
    NO_NAMES,
    Name,
    is_before_party,
    is_short_title,
    is_title_word,
    is_verb_of_headline,
    opens_command,
    opens_sentence,
    tells_party,
    words_of,
)
from kgbuild.extract.entities.nouns import PLURAL_TAGS, name_kind, nouns, plurals_of_persons
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import lemma
from kgbuild.given_names import gender_of
from kgbuild.model import Annotated, NameSpan
from kgbuild.parse import POSSESSIVE, Doc, Token, TokenSpan
from kgbuild.vocabulary import is_a

_OTHER_WORDS: Final = frozenset({"ADP", "ADV", "AUX", "CCONJ", "PRON", "SCONJ", "VERB"})
"""Parts of speech that no name of one word has, where it begins a sentence: "Below, we list …"."""
_OUTSIDE_KNOWN: Final = frozenset({"DET", "PUNCT", "SPACE"})
_OUTSIDE: Final = _OUTSIDE_KNOWN | {"ADP", "NUM", "PART"}
"""Parts of speech that no name begins with, of those that a table has ("24.kg") and of others."""


def annotated_names(annotated: Annotated) -> Iterator[Name]:
    """The names of the gazetteer and of NER, without what is no name of an actor, a place or a medium."""
    doc = annotated.doc
    common = frozenset(token.text for token in doc if token.pos_ == "NOUN" and token.text.islower())
    for each in annotated.names:
        span = _above_label(annotated, each)
        known = tuple(name for name in span.known if not name.adjective)
        if span.source == "gazetteer" and doc[span.first].ent_type_ in NO_NAMES:
            continue
        if span.source == "gazetteer" and not known:
            continue
        is_word = span.source == "ner" and span.last - span.first == 1
        if is_word and (_is_stray(doc[span.first], common) or is_short_title(doc[span.first])):
            continue
        if span.kind == "Group" and not _is_people(doc[span.first : span.last]):
            continue
        if known:
            yield Name(span.first, span.last, known[0].kind, span.source, 4, known)
        elif is_a(span.kind, "Place"):
            yield from _without_region(doc, Name(span.first, span.last, span.kind, span.source, maybe=span.maybe))
        else:
            name = Name(span.first, span.last, span.kind, span.source, maybe=span.maybe)
            yield from _without_affiliation(doc, _without_demonym(doc, span, name))


def _above_label(annotated: Annotated, span: NameSpan) -> NameSpan:
    """The name without the label of the next line that NER drew into it: "…, Lima" above "Reserves: Berg, …"."""
    doc, text = annotated.doc, annotated.article.text
    if span.source != "ner" or doc[span.last : span.last + 1].text != ":":
        return span
    breaks = (i for i in range(span.first + 1, span.last) if "\n" in text[doc[i - 1].idx : doc[i].idx])
    return span._replace(last=next(breaks, span.last))


def _without_demonym(doc: Doc, span: NameSpan, name: Name) -> Name:
    """The name of a person without the adjective of a country that NER drew into it: "Peruvian Ana Berg"."""
    end = next(
        (held.last for held in span.holds if held.first == name.first and any(each.adjective for each in held.known)),
        name.last,
    )
    is_full = name.last - end > 1 and gender_of(doc[end].text) and name_kind(words_of(doc, end, name.last)) is None
    return replace(name, first=end, kind="Person") if is_full else name


def _without_affiliation(doc: Doc, name: Name) -> Iterator[Name]:
    """Two names of one that NER drew too wide: "Ana Lima" and "Labour Party" of "Ana Lima of the Labour Party", or of
    "Radio Nord's Ana Lima"; or two towns of "the towns of Vumba and Lell"."""
    if joint := _joint_of_row(doc, name):
        yield replace(name, last=joint)
        yield replace(name, first=joint + 1)
        return
    if joint := _joint_of_towns(doc, name):
        yield replace(name, last=joint, kind="Place")
        yield replace(name, first=joint + 1, kind="Place")
        return
    if (joint := _joint_of_persons(doc, name)) is not None:
        yield replace(name, last=joint)
        yield replace(name, first=joint + 1)
        return
    noun = next((i for i in range(name.first, name.last - 1) if _tells_body(doc[i])), None)
    if noun is not None and doc[noun + 1].text[:1].isupper():
        kind = nouns().kind_of(doc[noun])
        yield replace(name, first=noun + 1, kind=kind, sure=2)
        return
    owner = next((i for i in range(name.first + 1, name.last - 1) if doc[i].tag_ == "POS"), None)
    if owner is not None and gender_of(doc[owner + 1].text):
        yield replace(name, last=owner, kind="Organization")
        yield replace(name, first=owner + 1, kind="Person")
        return
    of = next((i for i in range(name.first + 1, name.last) if doc[i].lower_ in ("of", "for", "from")), None)
    is_full = of is not None and of > name.first + 1 and gender_of(doc[name.first].text) is not None
    if of is None or not (is_full or _is_surname(doc, name, of)):
        yield name
        return
    yield replace(name, last=of, kind="Person")
    yield replace(name, first=of + 1, kind="Organization")


def _without_region(doc: Doc, name: Name) -> Iterator[Name]:
    """Two names of one that NER drew over both: "Ulot" and "Varna region" of "Ulot of the Varna region"."""
    of = next((i for i in range(name.first + 1, name.last - 2) if doc[i : i + 2].text == "of the"), None)
    if of is None or doc[name.last - 1].text.istitle():
        yield name
        return
    yield replace(name, last=of, maybe=())
    yield replace(name, first=of + 2, maybe=())


def _tells_body(word: Token) -> bool:
    """Whether a word in small letters within a name tells what body is named behind it: "Islamist party Hope"."""
    if not word.text.islower() or word.pos_ != "NOUN":
        return False
    return lemma(word) in load_lexicon("organizations")["usage"]["before_names"]


def _joint_of_row(doc: Doc, name: Name) -> int | None:
    """Where "and" joins two names after nouns for places."""
    joint = next((i for i in range(name.first + 1, name.last - 1) if doc[i].lower_ == "and"), None)
    before = doc[max(name.first - 2, 0) : name.first]
    is_row = len(before) == 2 and before[1].lower_ == "of" and before[0].tag_ == "NNS"
    return joint if is_row and lemma(before[0]) in load_lexicon("places")["rows"] else None


def _joint_of_towns(doc: Doc, name: Name) -> int | None:
    """Where "and" joins two words that tell where one goes or comes from: "fled to Vumba and Lell"."""
    joint, root = name.first + 1, doc[name.first]
    if name.last - name.first != 3 or doc[joint].lower_ != "and" or root.dep_ != "pobj":
        return None
    way, table = root.head.lower_, load_lexicon("places")["location"]
    is_way = way in ("to", "from") and lemma(root.head.head) in (*table[way], *table["moving"][way])
    return joint if is_way and root.head.head.pos_ == "VERB" else None


def _joint_of_persons(doc: Doc, name: Name) -> int | None:
    """Where "and" joins the full names of two persons: "Ana Lima and Jan Berg"."""
    joint = next((i for i in range(name.first + 2, name.last - 2) if doc[i].lower_ == "and"), None)
    return joint if name.kind == "Person" else None


def _is_surname(doc: Doc, name: Name, of: int) -> bool:
    """Whether a word before "of" and a body's name is the surname of somebody of it: "Lima of the Labour Party"."""
    word, rest = doc[name.first], words_of(doc, of + 1, name.last)
    if of != name.first + 1 or word.tag_ != "NNP" or name_kind(rest) is None or word.text in _heads_of_bodies():
        return False
    before = doc[name.first - 1] if name.first else word
    return before.tag_ == "NNP" and before.head is word


def _heads_of_bodies() -> frozenset[str]:
    table = load_lexicon("organizations")
    return frozenset((*table["of_heads"]["heads"], *table["name_heads"]))


def _before_open_bracket(doc: Doc, first: int, last: int) -> int:
    """Where a name ends that NER drew into brackets but not out of them: "Free Farmers Front (FFF"."""
    bracket = next((i for i in range(first + 1, last) if doc[i].text == "("), last)
    return last if any(doc[i].text == ")" for i in range(bracket, last)) else bracket


def _is_stray(token: Token, common: Collection[str]) -> bool:
    """Whether a word has its capital only from the start of the sentence: "Automatic weapons were heard", "Imagine what
    …", "“Cork is …”" where the text tells of `common` "cork"."""
    before = token.nbor(-1) if token.i else token
    begins = bool(token.is_sent_start) or before.is_quote or before.text in ".?!:("
    is_other = token.pos_ in _OTHER_WORDS or token.tag_ in ("NN", "NNS")
    is_other |= token.ent_type_ == "PERSON" and token.lower_ in plurals_of_persons()
    is_other |= token.lower_ in load_lexicon("people")["names"]["moods"]
    return begins and (token.dep_ == "amod" or is_other or token.lower_ in common)


def _is_people(span: TokenSpan) -> bool:
    """Whether a demonym stands for people ("the Russians"), not for what is of them ("Russian troops"). Taggers take
    "Pakistanis" for a name in the singular."""
    last = span[-1]
    is_head = last.dep_ not in ("compound", "amod", "nmod") and last.text.endswith("s")
    return last.tag_ in PLURAL_TAGS or (is_head and last.ent_type_ == "NORP")


def trimmed(doc: Doc, name: Name) -> Name | None:
    """The name without determiner, courtesy, title and possessive; None where nothing is left."""
    first, last, kind = name.first, name.last, name.kind
    if not name.known and doc[first].tag_ == "PRP$" and kind in ("Person", "Place"):
        return None  # "all in Our Minds"
    if not name.known:  # "Lima Says New Law": NER takes a headline in capitals for one name
        last = next((i for i in range(first + 1, last) if is_verb_of_headline(doc[i])), last)
        last = _before_open_bracket(doc, first, last)
    if not name.known and (inner := _behind_post(doc, first, last)) is not None:
        first, kind = inner, "Organization"  # "Head of Public Relations of the Vell Police"
    while first < last:
        titled = not name.known and last - first > 1 and _is_title(doc, first, last, kind)
        if not name.known and last - first > 1 and _opens_in_error(doc[first]):
            first += 1
            continue
        if _is_numbered(doc, first, last, kind):
            break
        if not titled and doc[first].pos_ not in (_OUTSIDE if not name.known else _OUTSIDE_KNOWN):
            break
        kind = "Person" if titled else kind
        first += 1
    while last > first and (
        doc[last - 1].text in POSSESSIVE
        or doc[last - 1].pos_ in ("PUNCT", "SPACE", "ADP", "DET")
        or _is_caption(doc, first, last)
        or _is_day_behind(doc, name, last)
        or (not name.known and _is_title_behind(doc[last - 1]))
    ):
        last -= 1
    if not name.known and not any(word[:1].isupper() for word in words_of(doc, first, last)):
        return None
    if not name.known and last - first > 1 and is_before_party(doc, last):
        last += 1
    return replace(name, first=first, last=last, kind=kind)


def _opens_in_error(word: Token) -> bool:
    """Whether NER takes a word before a name into it: "the opposition Vell party", "Consider House Speaker Lima",
    "However Ana Berg"."""
    return tells_party(word) or opens_command(word) or opens_sentence(word)


def _is_numbered(doc: Doc, first: int, last: int, kind: str | None) -> bool:
    """Whether a number that one body's name begins with is part of it: "the 411 Rescue Company"."""
    is_number = doc[first].text.isdecimal() and kind == "Organization" and doc[last - 1].tag_ == "NNP"
    return is_number and last - first > 2 and first > 0 and doc[first - 1].lower_ == "the"


def _is_title(doc: Doc, first: int, last: int, kind: str | None) -> bool:
    """Whether a name begins with a title. Where NER saw no person only a post counts: "General Motors" is none."""
    titles = load_lexicon("titles")
    token = doc[first]
    if kind == "Person":
        courtesy = token.text in (*titles["courtesies"], *titles["ranks"], *titles["abbreviations"])
        return courtesy or is_title_word(token)
    if token.text in titles["addresses"]:
        return True
    long = name_kind(words_of(doc, first, last)) is not None or doc[first + 1].text in CONNECTORS
    is_kin = last - first == 2 and token.lower_ in load_lexicon("senses")["person"]["titles"]  # "Uncle Vell"
    return (token.lower_ in titles["posts"] or is_kin) and not long


def _behind_post(doc: Doc, first: int, last: int) -> int | None:
    """Where the name of the body begins in that of a post: "Vell Police" of "Head of Public Relations of the Vell
    Police". None if it is no post's."""
    titles = load_lexicon("titles")
    is_post = doc[first].lower_ in titles["heading"] or doc[first].text in titles["abbreviations"]
    if last - first < 3 or not is_post or doc[first + 1].lower_ != "of":
        return None
    of = first + 1
    heads = _heads_of_bodies()
    while doc[of + 1].text not in heads and doc[min(of + 2, last - 1)].text not in heads:
        after = next((i for i in range(of + 2, last - 1) if doc[i].lower_ == "of"), None)
        if after is None:
            break
        of = after
    return of + 1


def _is_title_behind(word: Token) -> bool:
    """Whether the last word of what NER took for a name is a title: "the Vell mayor", "Vell SHO"."""
    return (word.text.islower() and is_title_word(word)) or word.text in load_lexicon("titles")["addresses"]


def _is_caption(doc: Doc, first: int, last: int) -> bool:
    """Whether the last word of a name, or all of it, opens a caption: "Image: ...", "Op-ed: …"."""
    captions = load_lexicon("organizations")["not_entities"]["captions"]
    opens = last < len(doc) and doc[last].text == ":"
    return opens and (doc[last - 1].text in captions or doc[first:last].text in captions)


def _is_day_behind(doc: Doc, name: Name, last: int) -> bool:
    """Whether the last word is a day, not part of the name of a broadcaster, "on TV Monday", or of a place that no
    authority knows, "went to North Vell Friday"."""
    if last - name.first < 2 or doc[last - 1].text not in load_lexicon("times")["words"]["weekday"]["values"]:
        return False
    is_place = is_a(name.kind or "", "Place") and not name.known
    return is_place or doc[last - 2].text in load_lexicon("organizations")["first_words"]["broadcasters"]


def without_overlaps(names: Sequence[Name]) -> list[Name]:
    """Of names that overlap the longer one."""
    kept: list[Name] = []
    taken: dict[int, Name] = {}
    for name in sorted(names, key=lambda n: (n.first - n.last, -n.sure, n.first)):
        if all(i not in taken for i in range(name.first, name.last)):
            kept.append(name)
            taken.update(dict.fromkeys(range(name.first, name.last), name))
    return sorted(kept, key=lambda n: n.first)
