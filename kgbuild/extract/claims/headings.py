"""Attribution by layout: "Minister: “We will stay”" opens a paragraph, "Storm kills six: officials" is a headline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kgbuild.extract.claims.drafts import Draft
from kgbuild.extract.claims.passages import Passage, Tokens
from kgbuild.extract.claims.reporting import verb_classes
from kgbuild.extract.claims.sources import Source, tells_by_itself
from kgbuild.extract.entities.nouns import name_kind, nouns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Token
from kgbuild.vocabulary import is_a

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SEPARATORS: Final = frozenset({":", "–", "—", "--", "-"})
# A heading's speaker is a name with a title or two, or a noun with an adjective, not a sentence.
_LONGEST_NAME: Final = 8
_LONGEST_NOUN: Final = 4
_SHORTEST_CONTENT: Final = 3


_SITE: Final = re.compile(r"\w{2}\.[a-z]{2,4}$", re.IGNORECASE)
"""The end of a site's name: "Herald.com"."""


def headings(passage: Passage) -> Iterator[Draft]:
    """The attributions that open a paragraph with a colon, or that end a headline with who says so."""
    for first, last in _paragraphs(passage):
        tokens = passage.trimmed(Tokens(first, last))
        if tokens.first < tokens.last:
            draft = _opening(passage, tokens)
            if draft is None and _is_headline(passage, tokens):
                draft = _closing(passage, tokens)
            if draft is not None:
                yield draft


def _paragraphs(passage: Passage) -> Iterator[Tokens]:
    """Units joined as far as no line ends between them."""
    first = 0
    for unit in passage.units:
        if unit.last == len(passage.doc) or passage.doc[unit.last - 1].is_space:
            yield Tokens(first, unit.last)
            first = unit.last


def _is_headline(passage: Passage, tokens: Tokens) -> bool:
    """Whether a paragraph has no full stop, but text after it."""
    return tokens.last < len(passage.doc) and passage.doc[tokens.last].is_space


def _opening(passage: Passage, tokens: Tokens) -> Draft | None:
    opening = range(tokens.first, min(tokens.last, tokens.first + _LONGEST_NAME))
    colon = next((token for token in opening if passage.doc[token].text == ":"), None)
    if colon is None or not tokens.first < colon < tokens.last - 1:
        return None
    captions = load_lexicon("organizations")["not_entities"]["captions"]
    if passage.doc[tokens.first : colon].text in captions:
        return None
    head = _speaker(passage, Tokens(tokens.first, colon))
    if head is None or tells_by_itself(passage.doc[head]):
        return None  # "Editor's note: …", "Video: …"
    name = passage.name_at.get(head)
    if name is not None and is_a(name.kind, "Place") and passage.quotation_of[colon + 1] < 0:
        return None  # "Kenya: hundreds flee floods" tells where
    if _is_told_by_another(passage, colon, tokens.last):
        return None
    source = Source(head, Tokens(tokens.first, colon))
    return Draft(colon, Tokens(colon, colon + 1), source, (Tokens(colon + 1, tokens.last),), "heading")


def _is_told_by_another(passage: Passage, colon: int, last: int) -> bool:
    """Whether a heading says after its label who says so: "Rebels: army says it killed three"."""
    for token in passage.doc[colon + 1 : min(last, colon + 1 + _LONGEST_NAME)]:
        if token.tag_ in _FINITE and any(child.dep_ == "nsubj" and child.i > colon for child in token.children):
            return token.lemma_ in verb_classes()
    return False


def _closing(passage: Passage, tokens: Tokens) -> Draft | None:
    """ "Storm kills six: officials", "Rebel killed – army", "Ex-minister to face trial, court rules"."""
    doc = passage.doc
    closing = range(tokens.last - 2, max(tokens.first + _SHORTEST_CONTENT, tokens.last - 2 - _LONGEST_NOUN), -1)
    mark = next((token for token in closing if doc[token].text in _SEPARATORS | {","}), None)
    if mark is None:
        return None
    cue, source = Tokens(mark, mark + 1), Tokens(mark + 1, tokens.last)
    if doc[mark].text == ",":
        # Parsers take the verb of such a line for a plural; where they do not, the verb's own rule finds it.
        verb = doc[tokens.last - 1]
        if verb.tag_ != "NNS" or verb.lemma_ not in verb_classes() or source.last - source.first < 2:
            return None
        cue, source = Tokens(verb.i, verb.i + 1), Tokens(mark + 1, verb.i)
    elif doc[mark].text == "-" and not doc[mark - 1].whitespace_:
        return None
    if doc[mark].text not in {":", ","} and _is_imprint(passage, source):
        return None
    head = _speaker(passage, source)
    if head is None:
        return None
    return Draft(cue.first, cue, Source(head, source), (Tokens(tokens.first, mark),), "heading", False)


def _is_imprint(passage: Passage, tokens: Tokens) -> bool:
    """Whether a headline is followed by the paper that it stood in, as pages have it: "Last stand - The Evening Post",
    by a site, or by the other side of a result: "Rovers 3 – Panama 0"."""
    names = [name for t in range(*tokens) if (name := passage.name_at.get(t)) is not None]
    phrase = passage.doc[tokens.first : tokens.last]
    is_no_name = any(token.pos_ == "NUM" or _SITE.search(token.text) for token in phrase)
    is_paper = name_kind([token.text for token in phrase]) == "MediaOrganization"
    return is_no_name or is_paper or any(name.kind == "MediaOrganization" for name in names)


def _speaker(passage: Passage, tokens: Tokens) -> int | None:
    """The token that names who speaks: a person or organisation, or a noun for one, in a phrase without a verb."""
    phrase = passage.doc[tokens.first : tokens.last]
    if any(token.tag_ in _FINITE or passage.quotation_of[token.i] >= 0 for token in phrase):
        return None
    for token in phrase:
        name = passage.name_at.get(token.i)
        if name is not None and is_a(name.kind, "Actor"):
            ends = name.last == tokens.last
            return token.i if ends or (name.first == tokens.first and passage.doc[name.last].text == ",") else None
    last = phrase[-1]
    return last.i if len(phrase) <= _LONGEST_NOUN and last.pos_ in ("NOUN", "PROPN") and _speaks(last) else None


def _speaks(noun: Token) -> bool:
    kind = nouns().kind_of(noun)
    return (kind is not None and is_a(kind, "Actor")) or tells_by_itself(noun)
