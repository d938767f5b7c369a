"""Names that annotation missed, told by the words beside them: who speaks, whose party it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from kgbuild.extract.entities.name_forms import (
    NO_NAMES,
    Name,
    acts,
    end_of_hyphened,
    is_capitalised,
    is_title_of_one,
    tells_party,
)
from kgbuild.extract.entities.nouns import is_one, plurals_of_persons
from kgbuild.extract.events.actors import is_abstract
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, lemma
from kgbuild.parse import Doc, Token
from kgbuild.vocabulary import is_a

_LONGEST_QUOTED: Final = 6
"""Words that a name in quotation marks may have."""


def speaking(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """Words written as a surname that annotation missed, of which a verb of speech or decision tells: "Kemp said".

    What bears the name is left open: a person, or a body.
    """
    taken = {i for name in names for i in range(name.first, name.last)}
    for token in doc:
        if token.tag_ != "NNP" or token.i in taken or is_title_of_one(token):
            continue  # "the Interior Minister, Ana Berg, said"
        if token.is_sent_start and token.lower_ in plurals_of_persons():
            continue  # "Aides said"
        if token.is_sent_start and is_abstract(token):
            continue  # "Violence continued"
        is_word = token.is_alpha and token.text[0].isupper() and token.text[1:].islower()
        if is_word and token.head.tag_ in ("VBD", "VBZ") and acts(token):
            if not any(token.children) and not token.ent_type_:
                yield Name(token.i, token.i + 1, None, "speaker", 0)
            elif (first := _full_name(doc, token, taken)) is not None:
                yield Name(first, token.i + 1, None, "speaker", 0)
            elif (first := _behind_article(doc, token.i, taken)) is not None:
                yield Name(first, token.i + 1, "Organization", "speaker", 2)
            elif (first := _behind_owner(doc, token.i, taken)) is not None:
                yield Name(first, token.i + 1, "Person", "speaker", 2)


def _full_name(doc: Doc, last: Token, taken: Collection[int]) -> int | None:
    """Where two words or more begin that end at a token, with nothing before them, and "who" or an apposition behind
    them: "Nurdan Sydoral, who represents them, said"."""
    first = last.i
    while first > 0 and not doc[first].is_sent_start and doc[first - 1].tag_ == "NNP" and doc[first - 1].text.istitle():
        first -= 1
    is_free = not any(i in taken for i in range(first, last.i)) and not any(
        token.ent_type_ for token in doc[first : last.i + 1]
    )
    is_whole = first < last.i and (doc[first].is_sent_start or doc[first - 1].is_punct)
    return first if is_free and is_whole and doc[last.i + 1 : last.i + 2].text == "," else None


def _behind_article(doc: Doc, last: int, taken: Collection[int]) -> int | None:
    """Where two words or more begin that end at a token and stand behind "the", as no person's name does."""
    first = last
    while first > 0 and doc[first - 1].tag_ == "NNP" and first - 1 not in taken and doc[first - 1].text.istitle():
        first -= 1
    return first if 0 < first < last and doc[first - 1].lower_ == "the" and not doc[last].ent_type_ else None


def _behind_owner(doc: Doc, last: int, taken: Collection[int]) -> int | None:
    """Where two words or more begin that end at a token and stand behind a body's name: "Aid Hub's Lynn Berg said"."""
    first = last
    while first > 1 and doc[first - 1].tag_ == "NNP" and first - 1 not in taken and doc[first - 1].text.istitle():
        first -= 1
    return first if first < last and doc[first - 1].tag_ == "POS" and first - 2 in taken else None


def before_party(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """The one word in capitals before "party" that annotation missed, whose name ends there: "the Vell party"."""
    taken = {i for name in names for i in range(name.first, name.last)}
    for party in doc[2:]:
        if party.text != "party":
            continue
        word, before = party.nbor(-1), party.nbor(-2)
        if word.i in taken or word.tag_ != "NNP":
            continue
        is_whole = tells_party(before) or (before.lower_ == "the" and (before.i == 0 or not before.nbor(-1).is_title))
        if is_whole and word.is_title:
            yield Name(word.i, word.i + 1, "PoliticalParty", "before party", 3)


def branches(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """Branches of a body that are called by the country where they are: "Transparency Kenya"."""
    table = load_lexicon("organizations")["usage"]["of_branches"]
    for name in names:
        if name.known and is_a(name.kind or "", "Place") and name.first and doc[name.first - 1].text in table:
            yield Name(name.first - 1, name.last, "CivilSocietyOrganization", "branch", 5)
        elif not name.known and name.last - name.first > 1 and doc[name.first].text in table:
            yield Name(name.first, name.last, "CivilSocietyOrganization", "branch", 5)


def quoted_before_noun(doc: Doc) -> Iterator[Name]:
    """The names in quotation marks right before a noun for a body: "told the “Sada Vell” channel"."""
    table = load_lexicon("organizations")
    kinds = {**table["behind_nouns"], **table["quoted_before"]}
    for noun in doc[3:]:
        if lemma(noun) not in kinds or not is_one(noun) or not noun.nbor(-1).is_quote or noun.is_sent_start:
            continue
        last = first = noun.i - 1
        while first and last - first < _LONGEST_QUOTED and not doc[first - 1].is_quote and not doc[first].is_sent_start:
            first -= 1
        is_written_so = first < last and is_capitalised(doc[first]) and is_capitalised(doc[last - 1])
        if is_written_so and first and doc[first - 1].is_quote:
            yield Name(first, last, kinds[lemma(noun)], "quoted beside noun", 5)


def quoted_behind_noun(doc: Doc) -> Iterator[Name]:
    """The names in quotation marks that "of" leads to behind a noun for a body: "the faction of “Sada Vell”"."""
    table = load_lexicon("organizations")
    kinds = {**table["behind_nouns"], **table["quoted_behind_of"]}
    for noun in doc[:-4]:
        first = noun.i + 3
        if lemma(noun) not in kinds or not is_one(noun) or noun.nbor().lower_ != "of" or not noun.nbor(2).is_quote:
            continue
        last = first
        while last < len(doc) and last - first < _LONGEST_QUOTED and not doc[last].is_quote:
            last += 1
        if first < last < len(doc) and doc[last].is_quote and all(map(_is_in_name, doc[first:last])):
            yield Name(first, last, kinds[lemma(noun)], "quoted beside noun", 5)


def _is_in_name(word: Token) -> bool:
    return word.text[:1].isupper() or word.text in "-–" or word.lower_ in ("of", "the", "for", "and", "al")


def behind_noun(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """The capitalised words that annotation missed right behind a noun for a body: "the radio station Vela 7"."""
    taken = {i for name in names for i in range(name.first, name.last)}
    table = load_lexicon("organizations")["behind_nouns"]
    for noun in doc[:-1]:
        kind = table.get(lemma(noun)) if is_one(noun) else None
        if kind is None or noun.i == 0 or noun.is_sent_start or noun.nbor().is_sent_start:
            continue
        last = noun.i + 1
        while last < len(doc) and last not in taken and not doc[last].is_sent_start and _is_of_name(doc, last, noun.i):
            last += 1
        last = end_of_hyphened(doc, last) if last > noun.i + 1 else last
        words = doc[noun.i + 1 : last]
        is_one_body = noun.nbor(-1).pos_ in ("DET", "ADJ", "NOUN", "PRON")
        is_written_so = any(is_capitalised(word) or word.text.isupper() for word in words)
        if (
            is_one_body
            and is_written_so
            and not any(word.dep_ in SUBJECTS and word.head is not noun.head for word in words)
        ):
            yield Name(noun.i + 1, last, kind, "behind noun", 3)


def _is_of_name(doc: Doc, i: int, noun: int) -> bool:
    """Whether a word goes on with the name behind a noun: a name, or a number before or after one."""
    is_number = doc[i].tag_ == "CD" and doc[i].text.isdecimal() and len(doc[i].text) < 4
    if is_number:
        beside = (doc[i - 1], doc[i + 1]) if i + 1 < len(doc) else (doc[i - 1],)
        return any(is_capitalised(word) for word in beside if word.i > noun)
    is_noun = doc[i].pos_ in ("NOUN", "PROPN") and (is_capitalised(doc[i]) or doc[i].text.isupper())
    return is_noun and doc[i].ent_type_ not in NO_NAMES - {"CARDINAL"}
