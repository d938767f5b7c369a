"""A parsed text: tokens with their tags, in dependency trees, as plain Python values.

Names and meanings are those of `spacy.tokens` (https://spacy.io/api/token), from which `annotate/` reads it. Extraction
asks each token for its head, its children and its labels again and again: here each is found once and then an
attribute, while spaCy looks for it anew, some of it in time that grows with the sentence. Once read, nothing changes.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import Any, Final, Literal, NamedTuple, overload

QUOTATION_MARKS: Final = frozenset(("''", "``", *"\"'`«»‘’‚‛“”„‟‹›❮❯"))

POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})
"""The tokens that may end a possessive."""

MANY_CHILDREN: Final = 20
"""A token with more children than this, as few have, keeps them by their labels."""


class NamedEntity(NamedTuple):
    """A name by NER; token indices, end exclusive."""

    start: int
    end: int
    label_: str


class Word(NamedTuple):
    """What a token is by itself. `idx` is its offset in code points, `head` the index of the token that governs it."""

    text: str
    idx: int
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    head: int
    whitespace_: str
    is_sent_start: bool


class Token:
    """A word, mark or run of white space, and its place in the tree. Tokens are equal only if they are one."""

    __slots__ = (
        "_by_label", "children", "dep_", "depth", "doc", "ent_type_", "head", "i", "idx", "is_sent_start", "left_edge",
        "lemma_", "lower_", "memo", "pos_", "right_edge", "sent", "tag_", "text", "whitespace_",
    )  # fmt: skip

    children: tuple[Token, ...]
    """The tokens that it governs, in text order."""
    depth: int
    """How many arcs lie between it and the root of its sentence."""
    ent_type_: str
    head: Token
    """The token that governs it; the root of a sentence is its own head."""
    left_edge: Token
    memo: dict[Any, Any]
    """What was found of it, by the function or the slot that was asked: for those that ask the same again and again."""
    right_edge: Token
    sent: TokenSpan

    def __init__(self, doc: Doc, i: int, word: Word) -> None:
        self.doc = doc
        self.i = i
        (
            self.text, self.idx, self.lower_, self.lemma_, self.pos_, self.tag_, self.dep_, _, self.whitespace_,
            self.is_sent_start,
        ) = word  # fmt: skip
        self.ent_type_ = ""
        self.memo = {}
        self._by_label: dict[str, list[Token]] | None = None

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return self.text

    def children_by(self, labels: Collection[str]) -> Sequence[Token]:
        """The children with any of the labels, in text order. Thousands of others are not gone through each time."""
        if not self.children:
            return ()
        if len(self.children) <= MANY_CHILDREN:
            return [child for child in self.children if child.dep_ in labels]
        if self._by_label is None:
            self._by_label = {}
            for child in self.children:
                self._by_label.setdefault(child.dep_, []).append(child)
        found = [self._by_label[label] for label in set(labels) if label in self._by_label]
        return found[0] if len(found) == 1 else sorted(chain.from_iterable(found), key=lambda child: child.i)

    @property
    def lefts(self) -> Iterator[Token]:
        """The children before it."""
        return (child for child in self.children if child.i < self.i)

    @property
    def rights(self) -> Iterator[Token]:
        """The children after it."""
        return (child for child in self.children if child.i > self.i)

    @property
    def ancestors(self) -> Iterator[Token]:
        """What governs it, what governs that, and so on up to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def subtree(self) -> Iterator[Token]:
        """It and all below it: children before it with what is below them, it, and so with the children after it."""
        stack: list[tuple[Token, bool]] = [(self, False)]
        while stack:
            token, opened = stack.pop()
            if opened or not token.children:
                yield token
                continue
            stack += [(child, False) for child in reversed(tuple(token.rights))]
            stack.append((token, True))
            stack += [(child, False) for child in reversed(tuple(token.lefts))]

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """What it is coordinated with, before and after it."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for token in found:
            found += [child for child in token.rights if child.dep_ == "conj"]
        return tuple(token for token in found if token is not self)

    def nbor(self, step: int = 1) -> Token:
        """The token so many places on; IndexError beyond the text."""
        if self.i + step < 0:
            raise IndexError(f"no token {step} places from token {self.i}")
        return self.doc.tokens[self.i + step]

    @property
    def text_before(self) -> str:
        """The text of the token before it; empty at the beginning of the text."""
        return self.doc.tokens[self.i - 1].text if self.i else ""

    @property
    def is_space(self) -> bool:
        return self.text.isspace()

    @property
    def is_punct(self) -> bool:
        return all(unicodedata.category(character).startswith("P") for character in self.text)

    @property
    def is_bare_mark(self) -> bool:
        """Whether it is punctuation or white space that governs nothing."""
        return not self.children and (self.is_space or self.is_punct)

    @property
    def is_quote(self) -> bool:
        return self.text in QUOTATION_MARKS

    @property
    def is_alpha(self) -> bool:
        return self.text.isalpha()

    @property
    def is_title(self) -> bool:
        return self.text.istitle()


class TokenSpan(Sequence[Token]):
    """Tokens `start` to `end` of a parse, end exclusive."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        self.doc = doc
        self.start = start
        self.end = end

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> TokenSpan: ...
    def __getitem__(self, at: int | slice) -> Token | TokenSpan:
        if isinstance(at, slice):
            first, last, _ = at.indices(len(self))
            return TokenSpan(self.doc, self.start + first, self.start + max(first, last))
        return self.doc.tokens[range(self.start, self.end)[at]]

    @property
    def start_char(self) -> int:
        """Where it begins, in code points."""
        return self.doc.tokens[self.start].idx

    @property
    def end_char(self) -> int:
        """Where it ends, in code points, white space after the last token left out."""
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def text(self) -> str:
        return self.doc.text[self.start_char : self.end_char] if self.end > self.start else ""

    @property
    def sent(self) -> TokenSpan:
        """The sentence that it begins in."""
        return self.doc.tokens[self.start].sent

    @property
    def root(self) -> Token:
        """The token highest in the tree, the first one of equals; no mark where there is anything else."""
        place, found = (self.start, self.end), self.doc.root_of
        if place not in found:
            found[place] = min(self, key=lambda t: len(self.doc) if t.depth and t.is_bare_mark else t.depth)
        return found[place]


class Doc:
    """A parsed text. `doc[i]` is a token, `doc[i:j]` a span of them. `ents` are the names that NER found."""

    __slots__ = ("_offsets", "ents", "root_of", "sents", "text", "tokens")

    def __init__(self, text: str, words: Sequence[Word], ents: Sequence[NamedEntity] = ()) -> None:
        """`text` is what the offsets of the words are offsets of."""
        self.text = text
        self.tokens = tuple(Token(self, i, word) for i, word in enumerate(words))
        self.root_of: dict[tuple[int, int], Token] = {}
        """The roots of the spans that were asked for theirs, by their first token and the one behind the last."""
        self._offsets = [word.idx for word in words]
        self._grow_trees([word.head for word in words])
        self.sents = self._sentences()
        self.label(ents)

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> TokenSpan: ...
    def __getitem__(self, at: int | slice) -> Token | TokenSpan:
        if isinstance(at, slice):
            start, end, _ = at.indices(len(self.tokens))
            return TokenSpan(self, start, max(start, end))
        return self.tokens[at]

    def char_span(
        self, begin: int, end: int, alignment_mode: Literal["contract", "expand"] = "expand"
    ) -> TokenSpan | None:
        """The tokens that lie in a stretch of the text, or, expanded, all that it touches; None if there are none."""
        first, last = self._token_at(begin), self._token_at(end - 1)
        if first is None or last is None:
            return None
        start, stop = first.i, last.i + 1
        if alignment_mode == "expand":
            start += begin == first.idx + len(first.text)
        else:
            start += first.idx < begin
            stop -= end < last.idx + len(last.text)
            if stop <= start:
                return None
        return TokenSpan(self, start, stop)

    def label(self, ents: Sequence[NamedEntity]) -> None:
        """Makes these the named entities of the parse, in place of those that it had; they do not overlap."""
        self.ents = tuple(ents)
        for token in self.tokens:
            token.ent_type_ = ""
            token.memo.clear()
        for entity in self.ents:
            for token in self.tokens[entity.start : entity.end]:
                token.ent_type_ = entity.label_

    def _token_at(self, offset: int) -> Token | None:
        """The token at an offset; white space after a token counts to it."""
        i = bisect_right(self._offsets, offset) - 1
        if i < 0:
            return None
        token = self.tokens[i]
        return token if offset < token.idx + len(token.text) + len(token.whitespace_) else None

    def _grow_trees(self, heads: Sequence[int]) -> None:
        below: list[list[Token]] = [[] for _ in heads]
        downward: list[Token] = []
        for token, place in zip(self.tokens, heads, strict=True):
            token.head = self.tokens[place]
            token.left_edge = token.right_edge = token
            token.depth = 0
            (downward if token.i == place else below[place]).append(token)
        for token in downward:
            token.children = tuple(below[token.i])
            for child in token.children:
                child.depth = token.depth + 1
            downward.extend(token.children)
        for token in reversed(downward):
            head = token.head
            if token.left_edge.i < head.left_edge.i:
                head.left_edge = token.left_edge
            if token.right_edge.i > head.right_edge.i:
                head.right_edge = token.right_edge

    def _sentences(self) -> tuple[TokenSpan, ...]:
        starts = [token.i for token in self.tokens if token.is_sent_start or token.i == 0]
        spans = tuple(TokenSpan(self, start, end) for start, end in zip(starts, [*starts[1:], len(self)], strict=False))
        for span in spans:
            for token in span:
                token.sent = span
        return spans
