"""From spaCy's parse to ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, chain, count
from operator import add
from typing import TYPE_CHECKING

from kgbuild.annotate.holders import with_holders
from kgbuild.annotate.repairs import repaired
from kgbuild.parse import Doc, NamedEntity, Word

if TYPE_CHECKING:
    from spacy.tokens import Doc as SpacyDoc


def read_docs(docs: Iterable[SpacyDoc]) -> Doc:
    """The parses of the consecutive pieces of a text as one, mended."""
    texts: list[str] = []
    words: list[Word] = []
    ents: list[NamedEntity] = []
    offset = 0
    for doc in docs:
        ents += [NamedEntity(e.start + len(words), e.end + len(words), e.label_) for e in doc.ents]
        words += _words(doc, offset, len(words))
        texts.append(doc.text)
        offset += len(texts[-1])
    held, ents = with_holders(words, ents)
    return Doc("".join(texts), repaired(held), ents)


def _words(doc: SpacyDoc, offset: int, number: int) -> Iterator[Word]:
    """The words of a piece that begins at this offset, after so many tokens. Whole columns are read, strings once."""
    from spacy.attrs import DEP, HEAD, LEMMA, LOWER, ORTH, POS, SENT_START, SPACY, TAG

    codes: list[list[int]] = doc.to_array([ORTH, LOWER, LEMMA, POS, TAG, DEP]).T.tolist()
    strings = {code: doc.vocab.strings[code] for code in set(chain.from_iterable(codes))}
    texts, *labels = (list(map(strings.__getitem__, column)) for column in codes)
    heads, starts, blanks = doc.to_array([HEAD, SENT_START, SPACY]).astype("int64").T.tolist()
    offsets = accumulate(map(add, map(len, texts), blanks), initial=offset)
    heads, spaces = map(add, count(number), heads), (" " * blank for blank in blanks)
    begins = (start == 1 for start in starts)
    return map(Word._make, zip(texts, offsets, *labels, heads, spaces, begins, strict=False))
