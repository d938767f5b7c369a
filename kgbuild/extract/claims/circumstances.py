"""What a text tells of a claim besides who says what: who carried it, over which medium, within which other claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from kgbuild.extract.claims.channels import Relay, addressed_outlets, media, names_outlet
from kgbuild.extract.claims.drafts import Draft, Ownership
from kgbuild.extract.claims.passages import Passage
from kgbuild.extract.claims.reporting import words
from kgbuild.extract.claims.sources import issuers_of
from kgbuild.parse import Token

_BY: Final = frozenset({"by", "from"})


@dataclass(frozen=True, slots=True)
class Circumstances:
    """Of one draft: head tokens, but `inner` are positions of other drafts."""

    relayers: list[int] = field(default_factory=list)
    media: list[int] = field(default_factory=list)
    inner: list[int] = field(default_factory=list)
    issuers: list[int] = field(default_factory=list)


def circumstances(passage: Passage, drafts: Sequence[Draft], relayed: Sequence[Relay]) -> list[Circumstances]:
    """The circumstances of each draft, in the order of the drafts given, which is that of the text."""
    ownership = Ownership(passage, drafts)
    found = [Circumstances() for _ in drafts]
    for number, draft in enumerate(drafts):
        found[number].relayers.extend((*draft.source.relayers, *addressed_outlets(passage, passage.doc[draft.cue])))
        if (outer := ownership.inside(draft.cue)) is not None:
            found[outer].inner.append(number)
            if names_outlet(passage, passage.doc[drafts[outer].source.head]):
                found[number].relayers.append(drafts[outer].source.head)
    for relay in relayed:
        if (owner := ownership.outside(relay.tokens.first)) is not None:
            found[owner].relayers.extend(relay.outlets)
    for channel in media(passage):
        if (owner := ownership.outside(channel)) is not None:
            found[owner].media.append(channel)
    for of_draft, issuers in zip(found, _issuers(passage, drafts), strict=True):
        of_draft.issuers.extend(issuers)
    return found


def _issuers(passage: Passage, drafts: Sequence[Draft]) -> list[tuple[int, ...]]:
    """For each draft whose source is a statement or the like, who issued it: by its own phrase, or else the source
    before it that speaks "in a statement"."""
    documents = words("documents", "nouns")
    spoken_in: dict[int, list[str]] = {}
    for token in passage.doc:
        if token.lemma_ in documents and token.dep_ == "pobj" and token.head.lower_ == "in":
            spoken_in.setdefault(passage.unit_of[token.i], []).append(_paper(token))
    latest: dict[str, tuple[int, ...]] = {}
    found: list[tuple[int, ...]] = []
    for draft in drafts:
        source = passage.doc[draft.source.head]
        named: tuple[int, ...] = ()
        if source.lemma_ in words("documents", "findings"):
            named = issuers_of(source, _BY)
        elif source.lemma_ in documents:
            # "the report of a shooting": what it tells is not who issued it.
            told = {token for first, last in draft.contents for token in range(first, last)}
            named = tuple(token for token in issuers_of(source) if token not in told) or latest.get(_paper(source), ())
            latest[_paper(source)] = named
        found.append(named)
        for paper in spoken_in.get(passage.unit_of[draft.cue], ()):
            latest[paper] = named or (source.i,)
    return found


def _paper(noun: Token) -> str:
    """What a noun for a paper is called in general: who says so "in a communiqué" is who "the statement" is by."""
    return "statement" if noun.lemma_ in words("documents", "statements") else noun.lemma_
