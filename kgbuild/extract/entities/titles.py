"""Finds the titles of posts: "Prime Minister", "Transport Minister", "minister of transport", "CEO"."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kgbuild.extract.entities.name_forms import opens_command
from kgbuild.extract.entities.nouns import PLURAL_TAGS, nouns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import governing_verb, is_verbal, lemma
from kgbuild.parse import Doc, Token


@dataclass(frozen=True, slots=True)
class Title:
    """The words of a post, tokens `first` to `last`, end exclusive, around `head`; `level` as in titles.toml."""

    first: int
    last: int
    head: int
    words: str
    level: str


def titles(doc: Doc) -> Iterator[Title]:
    """The titles of posts in a parse, the longest at each place."""
    table = load_lexicon("titles")
    longest, abbreviations = _longest(), table["abbreviations"]
    words = [lemma(token) if token.tag_ == "NNS" else token.lower_ for token in doc]
    begins = [i for i, token in enumerate(doc) if words[i] in longest or token.text in abbreviations]
    end = 0
    for i in begins:
        if i < end:
            continue
        short = abbreviations.get(doc[i].text)
        if short:
            yield Title(i, i + 1, i, short, table["posts"].get(short.lower(), "organization"))
            continue
        for size in range(min(longest[words[i]], len(doc) - i), 0, -1):
            phrase = " ".join(words[i : i + size]).replace(" - ", "-")
            if phrase in table["posts"] and _head(doc, i, i + size).pos_ in ("NOUN", "PROPN"):
                yield _widened(doc, i, i + size, table["posts"][phrase])
                end = i + size
                break


def _head(doc: Doc, first: int, last: int) -> Token:
    """The noun of a post: its last word, but the first in "the secretary-general of the union"."""
    return doc[first] if doc[last - 1].head is doc[first] else doc[last - 1]


@functools.cache
def _longest() -> Mapping[str, int]:
    """First word of a post → how many tokens the longest one has that begins with it; hyphens may be tokens or not."""
    found: dict[str, int] = {}
    for post in load_lexicon("titles")["posts"]:
        tokens = post.replace("-", " - ").split()
        for first in (tokens[0], post.split()[0]):
            found[first] = max(found.get(first, 0), len(tokens))
    return found


def _widened(doc: Doc, first: int, last: int, level: str) -> Title:
    """The title with the nouns that tell its field: "Transport Minister"."""
    head = first if last - first > 1 and doc[first + 1].lower_ == "of" else _head(doc, first, last).i
    fields = load_lexicon("titles")["with_field"]["posts"]
    if first == head and doc[head].lower_ in fields:
        while first > 0 and doc[first - 1].dep_ == "compound" and doc[first - 1].ent_type_ in ("", "PERSON"):
            if doc[first - 1].pos_ not in ("NOUN", "PROPN") or opens_command(doc[first - 1]):
                break
            first -= 1
        last = _after_field(doc, last)
    if first == head and doc[head].lower_ in load_lexicon("titles")["with_field"]["of_business"]:
        first = _start_of_business(doc, first)
    last = _with_suffix(doc, last)
    words = doc[first:last].text
    if doc[head].tag_ == "NNS" and head == last - 1:  # "Presidents Berg and Lima": each is one
        words = words[: len(words) - len(doc[head])] + lemma(doc[head])
    return Title(first, last, head, words, level)


def _start_of_business(doc: Doc, head: int) -> int:
    """Where the words begin that tell of what business somebody is the chief: "foreign policy chief"."""
    first = head
    for noun in reversed(doc[max(head - 3, 0) : head]):
        is_business = noun.pos_ in ("NOUN", "ADJ") and noun.text.islower() and not noun.ent_type_
        is_tied = noun.dep_ in ("compound", "amod", "nmod") and noun.head.i in range(first, head + 1)
        if not is_business or not is_tied or (noun.pos_ == "NOUN" and nouns().kind_of(noun) is not None):
            break
        first = noun.i
    is_of_nothing = all(noun.pos_ == "ADJ" for noun in doc[first:head])
    return head if is_of_nothing else first


def _with_suffix(doc: Doc, last: int) -> int:
    """The end of a title with what says that its bearer has yet to take it: "president-elect"."""
    future = load_lexicon("titles")["modifiers"]["future"]
    return last + 2 if last + 1 < len(doc) and doc[last].text == "-" and doc[last + 1].lower_ in future else last


def _after_field(doc: Doc, last: int) -> int:
    """The end of a title whose field follows: "minister of transport", "Minister of the Interior".

    What bears a name is no field, and many of a kind are one of a minister only: "minister of foreign affairs".
    """
    if last + 1 >= len(doc) or doc[last].lower_ != "of" or doc[last].head.i != last - 1:
        return last
    field = next((child for child in doc[last].children if child.dep_ == "pobj"), None)
    if field is None or field.ent_type_ not in ("", "ORG"):
        return last
    table = load_lexicon("titles")["with_field"]
    if field.tag_ in PLURAL_TAGS and field.text.islower() and lemma(doc[last - 1]) not in table["of_many"]:
        return last
    if doc[last + 1].lower_ == "the":
        words = doc[last + 2 : field.i + 1]
        return field.i + 1 if words.text.lower() in table["of_the"] else last
    if field.text[:1].isupper() and lemma(doc[last - 1]) not in table["of_many"]:
        return last  # "the prosecutor of Nouna"
    words = doc[last + 1 : field.i + 1]
    is_known = nouns().kind_of(field) not in (None, "Person")  # "minister of Justice" is of no judge
    known = is_known or any(word.pos_ not in ("NOUN", "PROPN", "ADJ") for word in words)
    return last if known or any(word.ent_type_ in ("GPE", "NORP", "PERSON") for word in words) else field.i + 1


def verb_of_post(post: Token) -> tuple[Token, bool]:
    """The word that gives or takes a post, where one does, and whether by "as": "named Ana Berg governor", "left as".

    Parsers hang "as" on the object too: "removed his rival, Ana Berg, as head".
    """
    above = post.head
    if post.dep_ == "pobj" and above.lower_ == "as":
        return above.head if is_verbal(above.head) else governing_verb(above.head), True
    return above, False
