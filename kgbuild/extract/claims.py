"""Finds who says what: reporting verbs and phrases, quotations, and the contents and sources that go with them.

The rules read the parse, but lean on quotation marks, commas and word order where parses of news prose are often wrong:
inverted quotations, parenthetical attributions, contents of several sentences. Categories and span conventions
(source, cue, content) are those of the PolNeAR corpus (Newell, Margolin and Ruths 2018).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kgbuild.extract.claim_contents import CueGroup, content_of
from kgbuild.extract.claim_sources import Source, noun_phrase, source_of
from kgbuild.extract.layers import Attribution
from kgbuild.extract.passages import Passage, Tokens, read
from kgbuild.extract.reporting import verb_classes
from kgbuild.model import Annotated, Certainty, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Draft:
    """An attribution as token ranges, before spans are cut."""

    cue: int
    cues: tuple[Tokens, ...]
    source: Source
    contents: tuple[Tokens, ...]
    rule: str
    takes_quotations: bool = True
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
def _verb(passage: Passage, verb: Token) -> Draft | None:
    if passage.quotation_of[verb.i] >= 0:
        return None
    if any(child.dep_ == "neg" for child in verb.children):
        return None
    source = source_of(verb)
    if source is None:
        return None
    cue = _cue(verb)
    group = CueGroup(verb, cue, source.tokens, _adjacent(verb.doc, cue, source.tokens))
    for kind in verb_classes()[verb.lemma_]:
        content = content_of(passage, group, kind)
        if content is None:
            continue
        contents = tuple(t for c in content.stretches if (t := passage.trimmed(c)).first < t.last)
        if contents:
            return Draft(verb.i, (cue,), source, contents, f"{kind.name}:{content.frame}:{verb.tag_}:{'Q' if passage.quotation_of[verb.i]>=0 else '-'}:{verb.lemma_}", "quotation" in kind.frames, kind.polarity, kind.certainty)
    return None


def _adjacent(doc, cue: Tokens, source: Tokens) -> bool:
    if source.first >= cue.last:
        return source.first == cue.last
    return all(doc[t].text == "," or doc[t].pos_ == "ADV" for t in range(source.last, cue.first)) and cue.first - source.last < 3


def _cue(verb: Token) -> Tokens:
    first = last = verb.i
    parts = {c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "advmod", "prt", "neg")}
    while first - 1 in parts:
        first -= 1
    while last + 1 in parts and verb.doc[last + 1].dep_ == "prt":
        last += 1
    return Tokens(first, last + 1)


# -------------------------------------------------------------------------------------------------- according to
def _according_to(passage: Passage, token: Token) -> Iterator[Draft]:
    to = token.nbor()
    source = next((c for c in to.children if c.dep_ in ("pobj", "pcomp")), None)
    if source is None:
        return
    phrase = noun_phrase(source, token)
    unit = passage.unit(token.i)
    left, right = passage.trimmed(Tokens(unit.first, token.i)), passage.trimmed(Tokens(phrase.last, unit.last))
    contents = tuple(t for t in (left, right) if t.first < t.last)
    if contents:
        yield Draft(token.i, (Tokens(token.i, to.i + 1),), Source(source.i, phrase), contents, "according to")


# ------------------------------------------------------------------------------------------------ free quotations
def _with_free_quotations(passage: Passage, drafts: list[Draft]) -> list[Draft]:
    """Gives each quotation that is a sentence of its own to the speaker before it."""
    covered = {n for d in drafts for c in d.contents for t in range(*c) if (n := passage.quotation_of[t]) >= 0}
    speakers: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        unit = passage.unit_of[draft.cue]
        if draft.takes_quotations and (unit not in speakers or _quotes(passage, draft) > _quotes(passage, drafts[speakers[unit]])):
            speakers[unit] = number
    out = list(drafts)
    for number, tokens in enumerate(passage.quotation_tokens):
        unit = passage.unit_of[tokens.first]
        if number in covered or passage.trimmed(passage.units[unit]) != passage.trimmed(tokens):
            continue
        speaker = speakers.get(unit - 1)
        if speaker is not None:
            speakers[unit] = speaker
            out[speaker] = replace(out[speaker], contents=(*out[speaker].contents, tokens))
    return out


def _quotes(passage, draft) -> bool:
    return any(passage.quotation_of[c.last - 1] >= 0 for c in draft.contents)


def _attribution(passage: Passage, draft: Draft) -> Attribution:
    contents = tuple(passage.span(tokens) for tokens in draft.contents)
    quotes = tuple(
        q.inner for q in passage.quotations if any(c.begin <= q.inner.begin and q.inner.end <= c.end for c in contents)
    )
    return Attribution(
        sources=(draft.source.head,),
        cue=draft.cue,
        source_spans=(passage.span(draft.source.tokens),),
        cue_spans=tuple(passage.span(t) for t in draft.cues),
        content_spans=contents,
        quotes=quotes,
        relayers=(),
        media=(),
        polarity=draft.polarity,
        certainty=draft.certainty,
        rule=draft.rule,
    )
