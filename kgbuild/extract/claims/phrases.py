"""Attribution without a verb: "according to", nouns ("the claim that …") and headings ("Minister: …")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kgbuild.extract.claims.channels import Relay
from kgbuild.extract.claims.drafts import Draft
from kgbuild.extract.claims.passages import Passage, Tokens
from kgbuild.extract.claims.reporting import noun_classes, words
from kgbuild.extract.claims.sources import Source, noun_phrase, source_of
from kgbuild.parse import Token

_CONCESSIVE: Final = frozenset({"while", "although", "though", "despite", "whereas"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SPEAKERS: Final = frozenset({"Person", "Organization", "Group", "GovernmentBody", "MediaOrganization", "PoliceForce"})
# A heading's speaker is a name with a title or two, not a sentence.
_LONGEST_SPEAKER: Final = 8


def according_to(passage: Passage, token: Token, relayed: Relay | None) -> Draft | None:
    """ "According to the ministry, …", "…, according to the ministry": the sentence is the content."""
    to = token.nbor()
    noun = next((child for child in to.children if child.dep_ in ("pobj", "pcomp")), None)
    if noun is None:
        return None
    phrase = noun_phrase(noun, token)
    if relayed is not None and phrase.first < relayed.tokens.first < phrase.last:
        phrase = Tokens(phrase.first, passage.trimmed(Tokens(phrase.first, relayed.tokens.first)).last)
    unit = passage.unit(token.i)
    left = passage.trimmed(_without_concession(passage, Tokens(unit.first, token.i)))
    end = relayed.tokens.last if relayed is not None and relayed.tokens.first <= phrase.last + 2 else phrase.last
    stretches = [left]
    if not any(passage.doc[t].tag_ in _FINITE for t in range(*left)):
        stretches.append(passage.trimmed(Tokens(end, unit.last)))
    contents = tuple(stretch for stretch in stretches if stretch.first < stretch.last)
    if not contents:
        return None
    return Draft(token.i, Tokens(token.i, to.i + 1), Source(noun.i, phrase), contents, "according to")


def _without_concession(passage: Passage, tokens: Tokens) -> Tokens:
    """Without the narrator's "While …," at its start."""
    doc, first = passage.doc, passage.trimmed(tokens).first
    opening = first + 1 if first + 1 < tokens.last and doc[first].pos_ == "CCONJ" else first
    if opening >= tokens.last or doc[opening].lower_ not in _CONCESSIVE:
        return tokens
    end = doc[opening].head.right_edge.i + 1 if doc[opening].dep_ == "mark" else doc[opening].right_edge.i + 1
    return Tokens(end, tokens.last) if end < tokens.last and doc[end].text == "," else tokens


def nominal(noun: Token) -> Draft | None:
    """ "The minister's claim that …", "made the claim that …", and with nobody named "reports that …"."""
    for kind in noun_classes()[noun.lemma_]:
        content = _noun_content(noun, kind.frames, kind.prepositions)
        source = _noun_source(noun) if content else None
        if content and source:
            cue = Tokens(noun.i, noun.i + 1)
            return Draft(
                noun.i, cue, source, (content,), f"noun {kind.name}", False, kind.speech, kind.polarity, kind.certainty
            )
    return None


def _noun_content(noun: Token, frames: frozenset[str], prepositions: frozenset[str]) -> Tokens | None:
    for child in noun.rights:
        words_below = {(word.dep_, word.lower_) for word in child.children}
        is_clause = "clause" in frames and child.dep_ in ("acl", "ccomp", "relcl") and ("mark", "that") in words_below
        is_infinitive = "infinitive" in frames and child.dep_ == "acl" and ("aux", "to") in words_below
        if is_clause or is_infinitive:
            return Tokens(child.left_edge.i, child.right_edge.i + 1)
        if child.dep_ == "prep" and child.lower_ in prepositions and child.right_edge.i > child.i:
            return Tokens(child.i + 1, child.right_edge.i + 1)
    return None


def _noun_source(noun: Token) -> Source | None:
    for child in noun.children:
        if child.dep_ == "poss":
            return Source(child.i, Tokens(child.left_edge.i, child.i + 1))
        if child.dep_ == "prep" and child.lower_ in ("by", "from"):
            for named in child.children:
                if named.dep_ == "pobj":
                    return Source(named.i, noun_phrase(named, noun))
    if noun.dep_ == "dobj" and noun.head.lemma_ in words("light", "verbs"):
        return source_of(noun.head)
    if noun.lemma_ in words("anonymous", "nouns"):
        return Source(noun.i, Tokens(noun.i, noun.i + 1))
    return None


def headings(passage: Passage) -> Iterator[Draft]:
    """ "Minister Smith: “We will stay”" at the start of a paragraph."""
    for first, last in passage.units:
        starts_paragraph = first == 0 or passage.doc[first - 1].is_space
        if starts_paragraph and (draft := _heading(passage, passage.trimmed(Tokens(first, last)))):
            yield draft


def _heading(passage: Passage, tokens: Tokens) -> Draft | None:
    opening = range(tokens.first, min(tokens.last, tokens.first + _LONGEST_SPEAKER))
    colon = next((token for token in opening if passage.doc[token].text == ":"), None)
    if colon is None or not tokens.first < colon < tokens.last - 1:
        return None
    speaker = range(tokens.first, colon)
    if any(passage.doc[token].tag_ in _FINITE or passage.quotation_of[token] >= 0 for token in speaker):
        return None
    named = (token for token in speaker if (name := passage.name_at.get(token)) and name.kind in _SPEAKERS)
    head = next(named, None)
    if head is None:
        return None
    source = Source(head, Tokens(tokens.first, colon))
    return Draft(colon, Tokens(colon, colon + 1), source, (Tokens(colon + 1, tokens.last),), "heading")
