"""Finds proper names: those that an authority knows first, then what NER adds where they do not overlap."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from kgbuild.model import KnownName, NameSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

NER_KINDS: Final = {
    "PERSON": "Person",
    "ORG": "Organization",
    "GPE": "Place",
    "LOC": "GeographicArea",
    "FAC": "Facility",
    "NORP": "Group",
}


class Gazetteer:
    """The names of an authority, ready to be found in a parse."""

    def __init__(self, vocab: Vocab, names: Iterable[KnownName]) -> None:
        self._by_name: dict[tuple[str, ...], list[KnownName]] = {}
        self._longest: dict[str, int] = {}
        for known in names:
            if known.ambiguous:
                continue
            words = tuple(known.name.split())
            self._by_name.setdefault(words, []).append(known)
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def find(self, doc: Doc) -> list[NameSpan]:
        """The longest known names in the parse, from left to right, not overlapping."""
        words = [token.text for token in doc]
        found, i = [], 0
        while i < len(words):
            for size in range(self._longest.get(words[i], 0), 0, -1):
                if known := self._by_name.get(tuple(words[i : i + size])):
                    found.append(NameSpan(i, i + size, known[0].kind, "gazetteer", tuple(known)))
                    i += size
                    break
            else:
                i += 1
        return found


def name_spans(doc: Doc, gazetteer: Gazetteer) -> tuple[NameSpan, ...]:
    """All proper names of a parse, in order: known ones, and those of NER that touch none of them."""
    spans = gazetteer.find(doc)
    taken = {i for span in spans for i in range(span.first, span.last)}
    for entity in doc.ents:
        kind = NER_KINDS.get(entity.label_)
        if kind and taken.isdisjoint(range(entity.start, entity.end)):
            spans.append(NameSpan(entity.start, entity.end, kind, "ner"))
    return tuple(sorted(spans))
