"""Finds who says what: reporting verbs and phrases, quotations, and the contents and sources that go with them.

The rules read the parse, but lean on quotation marks, commas and word order where parses of news prose are often wrong:
inverted quotations, parenthetical attributions, contents of several sentences. Categories and span conventions
(source, cue, content) are those of the PolNeAR corpus (Newell, Margolin and Ruths 2018).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgbuild.extract.layers import Attribution
from kgbuild.extract.passages import Passage, Tokens, read
from kgbuild.extract.reporting import ReportingClass, verb_classes
from kgbuild.model import Annotated, Certainty, Polarity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution as token ranges, before spans are cut."""

    cue: int
    cues: tuple[Tokens, ...]
    sources: tuple[Tokens, ...]
    heads: tuple[int, ...]
    contents: tuple[Tokens, ...]
    rule: str
    polarity: Polarity = "positive"
    certainty: Certainty = "certain"


def find(annotated: Annotated) -> tuple[Attribution, ...]:
    """All attributions of a document in the order of their first character."""
    passage = read(annotated)
    drafts = [draft for token in annotated.doc for draft in _drafts(passage, token)]
    drafts = _with_free_quotations(passage, drafts)
    return tuple(_attribution(passage, draft) for draft in drafts)


def _drafts(passage: Passage, token: Token) -> Iterator[Draft]:
    if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
        yield from _according_to(passage, token)
    elif token.pos_ in ("VERB", "AUX", "NOUN", "ADJ") and token.lemma_ in verb_classes() and token.tag_ not in ("NN", "NNS", "JJ"):
        draft = _verb(passage, token)
        if draft:
            yield draft


# --------------------------------------------------------------------------------------------------------- verbs
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def _verb(passage: Passage, verb: Token) -> Draft | None:
    if any(child.dep_ == "neg" for child in verb.children):
        return None
    subject = _subject(verb)
    for kind in verb_classes()[verb.lemma_]:
        contents, rule = _contents(passage, verb, subject, kind)
        contents = tuple(t for c in contents if (t := passage.trimmed(c)).first < t.last)
        if contents:
            sources = (_phrase(subject, verb),) if subject is not None else ()
            heads = (subject.i,) if subject is not None else ()
            return Draft(verb.i, (_cue(verb),), sources, heads, contents, f"{kind.name}:{rule}", kind.polarity, kind.certainty)
    return None


def _subject(verb: Token) -> Token | None:
    seen = verb
    for _ in range(6):
        passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in seen.children)
        if passive:
            agent = next((c for c in seen.children if c.dep_ == "agent"), None)
            return next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None
        for child in seen.children:
            if child.dep_ == "nsubj":
                if child.lower_ in ("who", "which", "that") and seen.dep_ == "relcl":
                    return seen.head
                return child
        if seen.dep_ in ("conj", "xcomp", "advcl", "pcomp", "prep", "dep", "ccomp") and seen.head.i != seen.i:
            seen = seen.head
        elif seen.dep_ == "acl":
            return seen.head
        else:
            break
    return None


def _phrase(head: Token, verb: Token) -> Tokens:
    """The noun phrase of a source, cut where its relative clause begins and at the verb."""
    first, last = head.left_edge.i, head.right_edge.i + 1
    for child in head.rights:
        if child.dep_ in ("relcl", "acl", "punct") and child.dep_ != "punct":
            last = min(last, child.left_edge.i)
    if first <= verb.i < last:
        if verb.i > head.i:
            last = verb.i
        else:
            first = verb.i + 1
    tokens = [t for t in range(first, last)]
    doc = head.doc
    while last - 1 > head.i and (doc[last - 1].is_punct or doc[last - 1].is_space or doc[last-1].dep_ in ("aux", "auxpass")):
        last -= 1
    return Tokens(first, max(last, head.i + 1))


def _cue(verb: Token) -> Tokens:
    first = last = verb.i
    parts = {c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "advmod", "prt", "neg")}
    while first - 1 in parts:
        first -= 1
    while last + 1 in parts and verb.doc[last + 1].dep_ == "prt":
        last += 1
    return Tokens(first, last + 1)


def _contents(passage: Passage, verb: Token, subject: Token | None, kind: ReportingClass) -> tuple[tuple[Tokens, ...], str]:
    if "clause" in kind.frames:
        found = _quoted_right(passage, verb, subject)
        if found:
            return (found,), "quote right"
        for child in verb.children:
            if child.dep_ == "ccomp" and child.i > verb.i:
                return (_clause(passage, child, verb),), "clause"
        found2 = _parenthetical(passage, verb, subject)
        if found2:
            return found2, "parenthetical"
    if "infinitive" in kind.frames:
        for child in verb.children:
            if child.dep_ == "xcomp" and child.i > verb.i:
                return (_clause(passage, child, verb),), "infinitive"
    if "predication" in kind.frames:
        for child in verb.children:
            if child.dep_ in ("ccomp", "xcomp", "oprd") and child.i > verb.i:
                return (Tokens(verb.i + 1, child.right_edge.i + 1),), "predication"
        obj = next((c for c in verb.children if c.dep_ in ("dobj",)), None)
        prep = next((c for c in verb.children if c.dep_ == "prep" and c.i > verb.i), None)
        if obj is not None and obj.i > verb.i and prep is not None and prep.lower_ in ("as", "of", "to", "for"):
            return (Tokens(obj.left_edge.i, prep.right_edge.i + 1),), "predication"
    if "object" in kind.frames:
        for child in verb.children:
            if child.dep_ == "dobj" and child.i > verb.i:
                return (Tokens(child.left_edge.i, child.right_edge.i + 1),), "object"
    if "preposition" in kind.frames:
        for child in verb.children:
            if child.dep_ == "prep" and child.i > verb.i and child.lower_ in kind.prepositions:
                return (Tokens(child.i + 1, child.right_edge.i + 1),), "preposition"
    return (), ""


def _clause(passage: Passage, head: Token, verb: Token) -> Tokens:
    first, last = max(head.left_edge.i, verb.i + 1), head.right_edge.i + 1
    quotation = passage.quotation_at(last - 1)
    if quotation and quotation.first >= first - 1:
        last = max(last, quotation.last)
        first = min(first, quotation.first)
    return Tokens(first, last)


def _quoted_right(passage: Passage, verb: Token, subject: Token | None) -> Tokens | None:
    """A quotation that opens after the verb, with nothing but its subject, addressee or separators between."""
    doc = verb.doc
    place = verb.i + 1
    skip = {verb.i}
    for child in verb.children:
        if child.dep_ in ("nsubj", "dobj", "dative", "advmod", "prt", "npadvmod", "prep") and child.i > verb.i:
            skip.update(range(child.left_edge.i, child.right_edge.i + 1))
    while place < len(doc) and not passage.opens_at(place) and (place in skip or doc[place].text in (",", ":", "that") or doc[place].is_space):
        place += 1
    opened = passage.opens_at(place)
    if not opened:
        return None
    if passage.unit_of[opened.first] != passage.unit_of[verb.i] and ":" not in doc[verb.i : place].text:
        return None
    unit = passage.unit(opened.first)
    last = opened.last
    if doc[last - 2].text not in {".", ",", "?", "!"} and last < unit.last:
        last = max([last] + [c.right_edge.i + 1 for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i])
    return Tokens(opened.first, last)


def _parenthetical(passage: Passage, verb: Token, subject: Token | None) -> tuple[Tokens, ...]:
    doc = verb.doc
    group = {verb.i, *range(_cue(verb).first, _cue(verb).last)}
    if subject is not None:
        group.update(range(*_phrase(subject, verb)))
    first = min(group)
    unit = passage.unit(verb.i)
    if passage.quotation_of[verb.i] >= 0:
        sentence = verb.sent
        unit = Tokens(sentence.start, sentence.end)
    before = first - 1
    while before > unit.first and doc[before].is_space:
        before -= 1
    if before <= unit.first or not (doc[before].text in {",", "--", "—", "–"} or _closes(passage, before)):
        return ()
    left = Tokens(unit.first, before if not _closes(passage, before) else before + 1)
    rest = max(group) + 1
    while rest < unit.last and doc[rest].text not in {",", ".", ";", ":"} and not passage.opens_at(rest):
        rest += 1
    opened = next((passage.opens_at(p) for p in range(rest, min(rest + 3, unit.last)) if passage.opens_at(p)), None)
    if opened:
        return left, opened
    head = verb.head
    if verb.dep_ in ("parataxis", "ccomp", "advcl", "dep") and head.i > max(group) and rest < unit.last:
        return left, Tokens(rest, unit.last)
    return (left,)


def _closes(passage: Passage, token: int) -> bool:
    quotation = passage.quotation_at(token)
    return quotation is not None and quotation.last == token + 1


# -------------------------------------------------------------------------------------------------- according to
def _according_to(passage: Passage, token: Token) -> Iterator[Draft]:
    to = token.nbor()
    source = next((c for c in to.children if c.dep_ in ("pobj", "pcomp")), None)
    if source is None:
        return
    phrase = _phrase(source, token)
    unit = passage.unit(token.i)
    left, right = passage.trimmed(Tokens(unit.first, token.i)), passage.trimmed(Tokens(phrase.last, unit.last))
    contents = tuple(t for t in (left, right) if t.first < t.last)
    if contents:
        yield Draft(token.i, (Tokens(token.i, to.i + 1),), (phrase,), (source.i,), contents, "according to")


# ------------------------------------------------------------------------------------------------ free quotations
def _with_free_quotations(passage: Passage, drafts: list[Draft]) -> list[Draft]:
    """Gives each quotation that is a sentence of its own to the speaker before it."""
    covered = {n for d in drafts for c in d.contents for t in range(*c) if (n := passage.quotation_of[t]) >= 0}
    cues = sorted((d.cue, n) for n, d in enumerate(drafts))
    out = list(drafts)
    for number, tokens in enumerate(passage.quotation_tokens):
        unit = passage.unit(tokens.first)
        if number in covered or passage.trimmed(unit) != passage.trimmed(tokens):
            continue
        before = [n for cue, n in cues if cue < tokens.first]
        if before:
            draft = out[before[-1]]
            out[before[-1]] = replace(draft, contents=(*draft.contents, tokens))
    return out


def _attribution(passage: Passage, draft: Draft) -> Attribution:
    contents = tuple(passage.span(tokens) for tokens in draft.contents)
    quotes = tuple(
        q.inner for q in passage.quotations if any(c.begin <= q.inner.begin and q.inner.end <= c.end for c in contents)
    )
    return Attribution(
        sources=draft.heads,
        cue=draft.cue,
        source_spans=tuple(passage.span(t) for t in draft.sources),
        cue_spans=tuple(passage.span(t) for t in draft.cues),
        content_spans=contents,
        quotes=quotes,
        relayers=(),
        media=(),
        polarity=draft.polarity,
        certainty=draft.certainty,
        rule=draft.rule,
    )
