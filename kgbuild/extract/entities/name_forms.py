"""Proper names as tokens, and how they are written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kgbuild.extract.claims.reporting import verb_classes
from kgbuild.extract.entities.nouns import PLURAL_TAGS, nouns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, is_finite, lemma
from kgbuild.given_names import gender_of
from kgbuild.model import Annotated, KnownName, NameSpan
from kgbuild.parse import Doc, Token

CONNECTORS: Final = frozenset({"of", "the", "for", "and", "&"})
ARTICLES: Final = frozenset({"al", "bin", "de", "el", "van", "von"})
"""Words in small letters that a surname may begin with where it stands alone: "al-Amin left"."""
_CAPITALS: Final = "".join(chr(code) for code in range(0x250) if chr(code).isupper())
ACRONYM: Final = re.compile(rf"[{_CAPITALS}][{_CAPITALS}&.-]*[{_CAPITALS}]\.?$")
_WORD = re.compile(r"\w")
_FEWEST: Final = 3
"""Words in capitals, and letters, that make a name and its abbreviation though they do not match."""
NO_NAMES: Final = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "CARDINAL", "ORDINAL"})
"""NER labels under which a known name is none: "in March"."""


@dataclass(frozen=True, slots=True, order=True)
class Name:
    """A proper name: tokens `first` to `last`, end exclusive. `sure` is the weight of its kind against other names'.

    `maybe` is what an authority knows by it where NER took it for something else.
    """

    first: int
    last: int
    kind: str | None
    rule: str
    sure: int = 1
    known: tuple[KnownName, ...] = ()
    maybe: tuple[KnownName, ...] = ()

    @property
    def is_guess(self) -> bool:
        """Whether neither an authority nor the words around it tell its kind."""
        return not self.known and self.sure <= 1


def is_capitalised(token: Token) -> bool:
    return (token.text[:1].isupper() and token.is_alpha) or bool(ACRONYM.match(token.text))


def is_hyphen(doc: Doc, i: int) -> bool:
    """Whether a hyphen without a blank around it joins the words beside it."""
    return doc[i].text in "-–" and not doc[i].whitespace_ and not doc[i - 1].whitespace_


def is_particle(word: Token) -> bool:
    """Whether it is a small word that hyphens join within the names of towns: "sur" of "Ostrow-sur-Mer"."""
    return word.text in load_lexicon("places")["usage"]["hyphened_particles"]


def end_of_hyphened(doc: Doc, end: int) -> int:
    """Where the words end that hyphens join to those which end there: "Fils-Ostrow", "Ostrow-des-Vents"."""
    while end + 1 < len(doc) and is_hyphen(doc, end):
        inner = is_particle(doc[end + 1]) and end + 3 < len(doc) and is_hyphen(doc, end + 2)
        last = end + 3 if inner else end + 1
        if not is_capitalised(doc[last]):
            break
        end = last + 1
    return end


def words_of(doc: Doc, first: int, last: int) -> list[str]:
    """The words of a stretch of tokens, hyphens and the like left out."""
    return [token.text for token in doc.tokens[first:last] if _WORD.search(token.text)]


def words_in(doc: Doc, name: Name) -> list[str]:
    return words_of(doc, name.first, name.last)


def is_title_word(token: Token) -> bool:
    """Whether a word is a title or a noun for a person, and in capitals no given name: "Dean", "Christian"."""
    if gender_of(token.text):
        return False
    is_title = nouns().is_person(token.lower_, lemma(token)) or token.lower_ in load_lexicon("titles")["posts"]
    return is_title and not may_be_given(token)


def is_rank(token: Token) -> bool:
    """Whether a word is a rank or a courtesy, which stands between a title and a name: "General", "Dr"."""
    table = load_lexicon("titles")
    return token.text in table["ranks"] or token.text in table["courtesies"]


def behind_ranks(doc: Doc, first: int) -> int:
    """Where the name begins behind what may stand between it and a title that ends before a token: "Defence Minister
    General Ana Berg"."""
    while first < len(doc) and not doc[first].is_sent_start:
        if not is_rank(doc[first]) and (doc[first].tag_ != "NNP" or not is_title_word(doc[first])):
            break
        first += 1
    return first


def is_short_title(token: Token) -> bool:
    """Whether an abbreviation is a title that stands alone: "the SSP", "an MLA", "a former MPA"."""
    table = load_lexicon("titles")
    if token.text not in table["abbreviations"]:
        return False
    before = token.nbor(-1).lower_ if token.i else ""
    return nouns().is_person(token.lower_, token.lower_) or before in ("a", "an", *table["modifiers"]["former"])


def name_in_other_words(doc: Doc, first: int, end: int, letters: str) -> int | None:
    """Where a name before an abbreviation in brackets begins whose letters are those of another language, as in
    translations: "the Peasant Unity Committee (CUC)"; None if the capitals from `first` on hardly are a body's."""
    while first < end and doc[first].lower_ in CONNECTORS and doc[first].lower_ != "the":
        first += 1
    words = [token for token in doc[first + 1 : end] if token.text[:1].isupper()]
    is_other = any(token.ent_type_ in ("PERSON", "GPE") for token in words) or is_title_word(doc[first + 1])
    is_short = len(words) < _FEWEST or len(letters) < _FEWEST
    return None if is_short or is_other or doc[first].lower_ != "the" else first + 1


def may_be_given(token: Token) -> bool:
    """Whether a noun for a person is a given name where a name follows and no article stands before: "Guy Lima"."""
    is_noun = token.lower_ in load_lexicon("people")["names"]["given_too"] and token.text.istitle()
    follows = token.i + 1 < len(token.doc) and token.nbor().tag_ == "NNP" and not token.nbor().is_sent_start
    return is_noun and follows and (token.i == 0 or token.nbor(-1).lower_ not in ("the", "a"))


def is_title_of_one(token: Token) -> bool:
    """Whether a word is a title or a noun for a person that may stand before one name: "Mayor", "spokeswoman"."""
    if token.tag_ in PLURAL_TAGS or token.pos_ not in ("NOUN", "PROPN") or not is_title_word(token):
        return False
    return nouns().kind_of(token) in (None, "Person")  # "the state broadcaster X" is a body


def is_before_party(doc: Doc, last: int) -> bool:
    """Whether a name that ends before a token goes on with "party" in small letters: "the Popular Renewal party"."""
    party = doc[last] if last < len(doc) else None
    return party is not None and party.text == "party" and doc[last - 1].head is party


def tells_party(word: Token) -> bool:
    """Whether a body's name after the word is a party's: "the opposition Renewal Alliance"."""
    return word.lower_ in load_lexicon("organizations")["belongings"]["before_parties"]


def acts(name: Token) -> bool:
    """Whether a verb of speech or decision tells of the head of a name: what it means does what no thing can."""
    verbs = load_lexicon("places")["usage"]["acting_verbs"]
    return name.dep_ == "nsubj" and (lemma(name.head) in verbs or lemma(name.head) in verb_classes())


def is_verb_of_headline(token: Token) -> bool:
    """Whether the word is a verb of headlines in capitals, which NER takes into the name before it: "Lima Says"."""
    return token.text in load_lexicon("organizations")["not_entities"]["headline_verbs"]


def opens_sentence(token: Token) -> bool:
    """Whether a sentence begins with an adverb that NER takes into the name after it: "However Ana Berg fled"."""
    return token.is_sent_start and token.lower_ in load_lexicon("organizations")["not_entities"]["sentence_adverbs"]


def opens_command(token: Token) -> bool:
    """Whether a sentence begins with a verb that taggers take into the name or title after it: "Ask Senator Lima"."""
    begins = token.is_sent_start or token.nbor(-1).is_quote
    may_be = begins and token.text in load_lexicon("organizations")["not_entities"]["commands"]
    return may_be and not _begins_subject(token)


def _begins_subject(word: Token) -> bool:
    """Whether a name that begins with the word is what a finite verb tells of: "Visit Vumba accused the mayor". A title
    or given name behind it begins one without the word: "Suppose Governor Jane Berg loses"."""
    head = next((each for each in word.ancestors if each.dep_ not in ("compound", "nmod")), word)
    if word.dep_ not in ("compound", "nmod") or head.dep_ not in SUBJECTS or not is_finite(head.head):
        return False
    return not any(is_title_word(each) or gender_of(each.text) for each in word.doc[word.i + 1 : head.i])


def implied_countries(annotated: Annotated) -> dict[int, str]:
    """The country (ISO 3166-1 alpha-2) that each token of a known country's name or adjective tells.

    A demonym that is known somewhere in the text is so within longer names too ("Kenyan Ministry of Health").
    """
    found: dict[int, str] = {}
    demonyms: dict[str, str] = {}
    for span, country in countries_told(annotated.names):
        found.update(dict.fromkeys(range(span.first, span.last), country))
        if span.last - span.first == 1:
            demonyms.setdefault(annotated.doc[span.first].text, country)
    for token in annotated.doc:
        if token.text in demonyms:
            found.setdefault(token.i, demonyms[token.text])
    return found


def countries_told(names: Sequence[NameSpan]) -> list[tuple[NameSpan, str]]:
    """The names and adjectives of countries, each with its country.

    Of an adjective of two ("Congolese") it is the one that the text names; where it names none or both, neither.
    """
    spans = [each for name in names for each in (name, *name.holds)]
    bearers = [(span, {known.country for known in span.known if known.kind == "Country"} - {None}) for span in spans]
    sure = {country for _, countries in bearers if len(countries) == 1 for country in countries}
    meant = ((span, countries if len(countries) == 1 else countries & sure) for span, countries in bearers)
    return [(span, country) for span, countries in meant if len(countries) == 1 for country in countries if country]
