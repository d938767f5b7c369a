"""Content around its cue: quotations before and after it, and sentences with "…, she said, …" in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from kgbuild.extract.claims.passages import SEPARATORS, Passage, Tokens
from kgbuild.extract.claims.reporting import noun_classes, verb_classes
from kgbuild.extract.claims.sources import is_citing, is_speaker
from kgbuild.parse import Doc, Token, TokenSpan

CONTRAST: Final = frozenset({"while", "whereas", "although", "though", "despite"})
"""Words that open the narrator's own clause after a comma, not more of the content."""

_CLAUSE_END: Final = frozenset({".", ";", "?", "!"})
_BEFORE_TITLE: Final = frozenset({"ADP", "DET", "PART"})
_QUOTATION_END: Final = frozenset({".", ",", "?", "!"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ADJUNCT: Final = CONTRAST | frozenset(
    {"who", "which", "whose", "when", "where", "as", "after", "before", "because", "with", "in"}
)


@dataclass(frozen=True, slots=True)
class CueGroup:
    """A reporting verb with its auxiliaries and its source. `adjacent` says that nothing stands between them."""

    verb: Token
    cue: Tokens
    source: Tokens
    adjacent: bool

    @property
    def first(self) -> int:
        return min(self.cue.first, self.source.first)

    @property
    def end(self) -> int:
        """Where the words after the verb begin."""
        return max(self.cue.last, self.source.last) if self.adjacent else self.cue.last

    def complements(self, *relations: str) -> Iterator[Token]:
        """The children of the verb that follow it in one of these relations, but its source and whom that cites."""
        for child in self.verb.rights:
            is_of_source = self.source.first <= child.i < self.source.last or is_citing(child)
            if child.dep_ in relations and not is_of_source:
                yield child


def mark_before(passage: Passage, group: CueGroup) -> int | None:
    """The comma, dash or closing quotation mark before a parenthetical attribution."""
    first, doc = passage.unit(group.verb.i).first, passage.doc
    before = _skip_blanks_back(passage.doc, group.first - 1, first)
    if before > first and doc[before].lower_ == "as" and doc[before - 1].text == ",":
        before -= 1
    if before > first and doc[before].text == "," and passage.closes_at(before - 1):
        return before - 1  # “…”, she said
    if before > first and (doc[before].text in SEPARATORS or passage.closes_at(before)):
        return before
    return None


def parenthetical(passage: Passage, group: CueGroup, before: int) -> tuple[Tokens, ...]:
    """The sentence around "…, she said, …"."""
    unit = passage.unit(group.verb.i)
    quotation = passage.closes_at(before)
    is_quotation = quotation is not None and _starts_sentence(passage, quotation.first, unit.first)
    left = quotation if quotation is not None and is_quotation else Tokens(unit.first, before + 1)
    right = _continued(passage, group, unit.last, only_quoted=is_quotation)
    return (left, right) if right else (left,)


def _continued(passage: Passage, group: CueGroup, end: int, only_quoted: bool) -> Tokens | None:
    """Where the content goes on after "she said": at a quotation, or after a comma."""
    doc, place = passage.doc, group.end
    while place < end and doc[place].text not in _CLAUSE_END | SEPARATORS | {":"} and not passage.opens_at(place):
        place += 1
    if place >= end or doc[place].text in _CLAUSE_END:
        return None
    while place < end and (doc[place].is_space or doc[place].is_punct) and not passage.opens_at(place):
        place += 1
    if place >= end:
        return None
    if passage.opens_at(place):
        return Tokens(place, end) if doc[place - 1].pos_ not in _BEFORE_TITLE else None
    if only_quoted:
        return _resumed_quotation(passage, place, end)
    if doc[place].tag_ in ("VBG", "VBN") or doc[place].lower_ in _ADJUNCT or _comments(doc[place]):
        return None
    end = next((i for i in range(place, end) if doc[i].dep_ == "cc" and brings_in_others(doc[i])), end)
    return Tokens(place, end) if place < end else None


def _comments(first: Token) -> bool:
    """Whether a phrase tells what sort of words those before it are: "…, police said, a claim the family disputes"."""
    return first.lower_ in ("a", "an") and first.head.i > first.i and first.head.lemma_ in noun_classes()


def brings_in_others(conjunction: Token) -> bool:
    """Whether a conjunction opens a clause in which others speak: "said he won and rivals accused him of fraud"."""
    verb = next((child for child in conjunction.head.rights if child.dep_ == "conj" and child.i > conjunction.i), None)
    if verb is None or verb.lemma_ not in verb_classes() or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    return any(child.dep_ == "nsubj" and child.i > conjunction.i and is_speaker(child) for child in verb.children)


def _resumed_quotation(passage: Passage, place: int, end: int) -> Tokens | None:
    """The quotation that goes on after more about the occasion: "“…,” he said at a rally in Bern, Ohio, “but …”"."""
    doc = passage.doc
    opening = next((token for token in range(place, end) if passage.opens_at(token)), None)
    if opening is None or has_finite_verb(doc[place:opening]):
        return None
    first = opening - 1 if doc[opening - 1].pos_ in ("CCONJ", "SCONJ") else opening
    quotation = passage.opens_at(opening)
    return Tokens(first, quotation.last) if quotation and (first == place or doc[first - 1].text == ",") else None


def is_clause(passage: Passage, tokens: Tokens) -> bool:
    """Whether a stretch has a finite verb outside of a subordinate clause that opens it: "If it rains, they stay"."""
    opening = passage.doc[passage.trimmed(tokens).first]
    first = tokens.first
    if opening.tag_ == "WRB" or opening.dep_ == "mark":
        first = opening.head.right_edge.i + 1
    return has_finite_verb(passage.doc[first : tokens.last])


def has_finite_verb(words: Iterable[Token]) -> bool:
    """Whether any word is a finite verb, one of a relative clause left out."""
    governing = (word.head if word.dep_ in ("aux", "auxpass") else word for word in words if word.tag_ in _FINITE)
    return any(verb.dep_ != "relcl" for verb in governing)


def _starts_sentence(passage: Passage, token: int, first: int) -> bool:
    """Whether a sentence, or the words after a colon, begin with this token; `first` is its unit's first."""
    before = _skip_blanks_back(passage.doc, token - 1, first)
    return before < first or passage.doc[before].text in _CLAUSE_END | {":"} or passage.closes_at(before) is not None


def _skip_blanks_back(doc: Doc, token: int, first: int) -> int:
    while token >= first and doc[token].is_space:
        token -= 1
    return token


def quotation_after(passage: Passage, group: CueGroup) -> Tokens | None:
    """A quotation that opens after the verb, with only addressees, adjuncts and separators between."""
    doc, verb = passage.doc, group.verb
    if any(is_reflexive(child) for child in group.complements("dobj")):
        return None  # "said they had to explain themselves: “…”": the words are of who said so
    adjuncts = {
        child.left_edge.i: child.right_edge.i + 1
        for child in group.complements("dobj", "dative", "advmod", "prt", "npadvmod", "prep")
    }
    place, after_colon = group.end, False
    while place < len(doc) and not passage.opens_at(place):
        if place in adjuncts and adjuncts[place] > place:
            opening = next((t for t in range(place, adjuncts[place]) if passage.opens_at(t)), None)
            if opening is not None and not _leads_to(doc[place:opening]):
                return None
            place = opening if opening is not None else adjuncts[place]
            after_colon = doc[place - 1].text == ":"
        elif doc[place].text in {",", ":", "that"} or doc[place].is_space:
            after_colon = doc[place].text == ":" or (after_colon and doc[place].is_space)
            place += 1
        else:
            return None
    opened = passage.opens_at(place)
    if opened is None or not (after_colon or passage.unit_of[place] == passage.unit_of[verb.i]):
        return None
    last = opened.last
    if doc[last - 2].text not in _QUOTATION_END and not _goes_on_about_occasion(passage, last):
        last = max([last, *(child.right_edge.i + 1 for child in group.complements("ccomp"))])
    return Tokens(place - 1 if doc[place - 1].lower_ == "that" else place, last)


def _goes_on_about_occasion(passage: Passage, place: int) -> bool:
    """Whether a comma behind a closing mark leads to when or where it was said: "said “we stay”, while in Bern"."""
    doc = passage.doc
    if place + 1 >= len(doc) or doc[place].text != ",":
        return False
    opening = doc[place + 1]
    is_circumstance = opening.lower_ in _ADJUNCT | {"during", "on", "at"} or opening.tag_ == "VBG"
    return is_circumstance and all(passage.quotation_of[i] < 0 for i in range(place, passage.unit(place).last))


def colon_before(doc: Doc, first: int) -> Token | None:
    """The colon that a stretch follows, but for blanks."""
    before = _skip_blanks_back(doc, first - 1, 1)
    return doc[before] if before > 0 and doc[before].text == ":" else None


def is_reflexive(word: Token) -> bool:
    """Whether a word is a reflexive pronoun, with nothing beside it: not in "defended himself and his record"."""
    return word.pos_ == "PRON" and word.lower_.endswith(("self", "selves")) and not any(word.children)


def _leads_to(adjunct: TokenSpan) -> bool:
    """Whether an adjunct leads to a quotation, and is no title ("on ‘Meet the Press’") and no clause of its own."""
    return adjunct[-1].pos_ not in _BEFORE_TITLE and all(token.pos_ != "VERB" for token in adjunct)


def block_after(passage: Passage, group: CueGroup) -> Tokens | None:
    """The paragraph without marks that follows "The governor added:"."""
    doc, number = passage.doc, passage.unit_of[group.verb.i]
    end = passage.units[number].last
    colon = _skip_blanks_back(passage.doc, end - 1, group.verb.i)
    if doc[colon].text != ":" or colon == end - 1 or end >= len(doc):
        return None
    first = end
    while end < len(doc) and (end == first or not doc[end - 1].is_space):
        number += 1
        end = passage.units[number].last
    return Tokens(first, end)


def quotation_of_unit_before(passage: Passage, group: CueGroup) -> Tokens | None:
    """“Why?” Mr. Smith asked: the parser ends a sentence at the question mark."""
    number = passage.unit_of[group.verb.i]
    unit = passage.units[number]
    if number == 0 or not group.adjacent or passage.trimmed(unit).first != group.first:
        return None
    if any(group.complements("dobj", "xcomp", "oprd", "ccomp")):
        return None
    before = passage.trimmed(passage.units[number - 1])
    if before.first == before.last or any(passage.doc[token].is_space for token in range(before.last, unit.first)):
        return None
    quotation = passage.closes_at(before.last - 1)
    if quotation is None:
        return None
    return quotation if _starts_sentence(passage, quotation.first, before.first) else before
