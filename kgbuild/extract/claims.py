"""Finds who says what: reporting verbs and phrases, quotations, and the contents and sources that go with them.

The rules read the parse, but lean on quotation marks, commas and word order where parses of news prose are often wrong:
inverted quotations, parenthetical attributions, contents of several sentences. What counts as source, cue and content
follows PolNeAR (Newell, Margolin and Ruths 2018), except that an attribution without any source is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kgbuild.extract.claim_channels import Relay, addressed_outlets, media, names_outlet, relays
from kgbuild.extract.claim_contents import content_of
from kgbuild.extract.claim_phrases import according_to, headings, nominal
from kgbuild.extract.claim_sources import issuers_of, source_of
from kgbuild.extract.claim_surroundings import CueGroup
from kgbuild.extract.drafts import Draft, Ownership
from kgbuild.extract.layers import Attribution
from kgbuild.extract.passages import Passage, Tokens, read
from kgbuild.extract.reporting import noun_classes, verb_classes, words
from kgbuild.model import Annotated

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_CUE_PARTS: Final = frozenset({"aux", "auxpass", "advmod", "prt", "neg"})


def find(annotated: Annotated) -> tuple[Attribution, ...]:
    """All attributions of a document that name a source, in the order of their first character."""
    passage = read(annotated)
    relayed = relays(passage)
    drafts = [*_drafts(passage, relayed), *headings(passage)]
    drafts = _with_free_quotations(passage, drafts)
    ownership = Ownership(passage, drafts)
    drafts = [draft for draft in drafts if draft.speech or ownership.inside(draft.cue) is None]
    return _attributions(passage, drafts, relayed)


def _drafts(passage: Passage, relayed: Sequence[Relay]) -> Iterator[Draft]:
    """The attributions of verbs and phrases, by their cue. Cues inside a quotation are words of the one quoted."""
    for token in passage.doc:
        draft = None
        if passage.quotation_of[token.i] >= 0:
            continue
        if token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "to":
            relay = next((relay for relay in relayed if relay.tokens.first > token.i), None)
            draft = according_to(passage, token, relay)
        elif token.tag_.startswith("VB") and token.lemma_ in verb_classes():
            draft = _verbal(passage, token)
        elif token.tag_ in ("NN", "NNS") and token.lemma_ in noun_classes():
            draft = nominal(token)
        if draft is not None:
            yield draft


# --------------------------------------------------------------------------------------------------------- verbs
def _verbal(passage: Passage, verb: Token) -> Draft | None:
    source = source_of(verb)
    if source is None or passage.doc[source.head].lower_ in words("narration", "pronouns"):
        return None
    cue = _cue(verb)
    group = CueGroup(verb, cue, source.tokens, _adjacent(verb.doc, cue, source.tokens))
    for kind in verb_classes()[verb.lemma_]:
        polarity, certainty = kind.polarity, kind.certainty
        if _is_negated(verb):
            if not kind.neg_raising:
                continue
            polarity = "negative"
        if not _is_asserted(verb):
            certainty = "underspecified"
        content = content_of(passage, group, kind)
        stretches = tuple(t for c in content.stretches if (t := passage.trimmed(c)).first < t.last) if content else ()
        if content and stretches:
            rule = f"{kind.name}: {content.frame}"
            takes_quotations = "quotation" in kind.frames
            return Draft(verb.i, cue, source, stretches, rule, takes_quotations, kind.speech, polarity, certainty)
    return None


def _cue(verb: Token) -> Tokens:
    """The verb with its auxiliaries, adverbs and particle."""
    first, last = verb.i, verb.i + 1
    parts = {child.i for child in verb.children if child.dep_ in _CUE_PARTS}
    while first - 1 in parts:
        first -= 1
    if last in parts and verb.doc[last].dep_ == "prt":
        last += 1
    return Tokens(first, last)


def _adjacent(doc: Doc, cue: Tokens, source: Tokens) -> bool:
    if source.first >= cue.last:
        return source.first == cue.last
    between = doc[source.last : cue.first]
    return len(between) <= 2 and all(token.text == "," or token.pos_ == "ADV" for token in between)


def _is_negated(verb: Token) -> bool:
    """ "did not say", "declined to say", "refused to confirm" """
    if any(child.dep_ == "neg" for child in verb.children):
        return True
    above = verb.head
    return verb.dep_ in ("xcomp", "pcomp") and (
        above.lemma_ in words("controlling", "negative") or any(child.dep_ == "neg" for child in above.children)
    )


def _is_asserted(verb: Token) -> bool:
    """Whether it was said indeed, not "may say", "wants to say" or "if he says"."""
    for child in verb.children:
        if child.tag_ == "MD" or (child.dep_ == "mark" and child.lower_ in ("if", "whether", "unless")):
            return False
        if child.tag_ == "TO" and verb.dep_ == "xcomp":
            return verb.head.lemma_ in words("controlling", "implicative")
    return True


# ------------------------------------------------------------------------------------------------ free quotations
def _with_free_quotations(passage: Passage, drafts: Sequence[Draft]) -> list[Draft]:
    """Gives each quotation that is a sentence of its own to the speaker of the sentence before it."""
    speakers = _speakers(passage, drafts)
    out = list(drafts)
    covered = {
        quotation: number
        for number, draft in enumerate(drafts)
        for stretch in draft.contents
        for token in range(*stretch)
        if (quotation := passage.quotation_of[token]) >= 0
    }
    for number in reversed(range(len(passage.quotations))):
        # “One paragraph.¶ “Another one,” he said: the speaker is named at the end.
        if passage.quotations[number].continued and number not in covered and number + 1 in covered:
            covered[number] = owner = covered[number + 1]
            out[owner] = replace(out[owner], contents=(passage.quotation_tokens[number], *out[owner].contents))
    for number, tokens in enumerate(passage.quotation_tokens):
        unit = passage.unit_of[tokens.first]
        speaker = speakers.get(unit - 1)
        if speaker is None or number in covered or passage.trimmed(passage.units[unit]) != passage.trimmed(tokens):
            continue
        speakers[unit] = speaker
        out[speaker] = replace(out[speaker], contents=(*out[speaker].contents, tokens))
    return out


def _speakers(passage: Passage, drafts: Sequence[Draft]) -> dict[int, int]:
    """Unit → the position of the draft whose speaker may go on after it, rather one that quotes."""
    speakers: dict[int, int] = {}
    for number, draft in enumerate(drafts):
        if not draft.takes_quotations:
            continue
        unit = passage.unit_of[draft.cue]
        if unit not in speakers or (_quotes(passage, draft) and not _quotes(passage, drafts[speakers[unit]])):
            speakers[unit] = number
    return speakers


def _quotes(passage: Passage, draft: Draft) -> bool:
    return any(passage.quotation_of[stretch.last - 1] >= 0 for stretch in draft.contents)


# --------------------------------------------------------------------------------------------------- attributions
def _attributions(passage: Passage, drafts: Sequence[Draft], relayed: Sequence[Relay]) -> tuple[Attribution, ...]:
    drafts = sorted(drafts, key=lambda draft: (_first_token(draft), draft.cue))
    ownership = Ownership(passage, drafts)
    relayers: list[list[int]] = [[*d.source.relayers, *addressed_outlets(passage, passage.doc[d.cue])] for d in drafts]
    channels: list[list[int]] = [[] for _ in drafts]
    for relay in relayed:
        if (owner := ownership.outside(relay.tokens.first)) is not None:
            relayers[owner] += relay.outlets
    for channel in media(passage):
        if (owner := ownership.outside(channel)) is not None:
            channels[owner].append(channel)
    inner: list[list[int]] = [[] for _ in drafts]
    for number, draft in enumerate(drafts):
        if (outer := ownership.inside(draft.cue)) is not None:
            inner[outer].append(number)
            if names_outlet(passage, passage.doc[drafts[outer].source.head]):
                relayers[number].append(drafts[outer].source.head)
    issuers = _issuers(passage, drafts)
    return tuple(
        Attribution(
            sources=(draft.source.head,),
            cue=draft.cue,
            source_spans=(passage.span(draft.source.tokens),),
            cue_spans=(passage.span(draft.cue_tokens),),
            content_spans=tuple(passage.span(stretch) for stretch in draft.contents),
            quotes=tuple(quote for stretch in draft.contents for quote in passage.quotes_in(stretch)),
            relayers=tuple(dict.fromkeys(relayers[number])),
            media=tuple(channels[number]),
            polarity=draft.polarity,
            certainty=draft.certainty,
            rule=draft.rule,
            inner=tuple(inner[number]),
            issuers=issuers[number],
        )
        for number, draft in enumerate(drafts)
    )


def _first_token(draft: Draft) -> int:
    return min(draft.cue_tokens.first, draft.source.tokens.first, *(stretch.first for stretch in draft.contents))


def _issuers(passage: Passage, drafts: Sequence[Draft]) -> list[tuple[int, ...]]:
    """For each draft whose source is a statement or the like, who issued it: by its own phrase, or else the source
    before it that speaks "in a statement"."""
    documents = words("documents", "nouns")
    spoken_in: dict[int, list[str]] = {}
    for token in passage.doc:
        if token.lemma_ in documents and token.dep_ == "pobj" and token.head.lower_ == "in":
            spoken_in.setdefault(passage.unit_of[token.i], []).append(token.lemma_)
    latest: dict[str, tuple[int, ...]] = {}
    found: list[tuple[int, ...]] = []
    for draft in drafts:
        source = passage.doc[draft.source.head]
        named: tuple[int, ...] = (source.i,)
        if source.lemma_ in documents:
            named = issuers_of(source) or latest.get(source.lemma_, ())
            latest[source.lemma_] = named
        found.append(named if source.lemma_ in documents else ())
        for lemma in spoken_in.get(passage.unit_of[draft.cue], ()):
            latest[lemma] = named
    return found
