"""The parse answers as spaCy's own does, token by token."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from kgbuild.annotate.spacy_docs import read_docs
from kgbuild.extract.syntax import found_once
from kgbuild.parse import MANY_CHILDREN, Doc, NamedEntity, Token, TokenSpan, Word
from kgbuild.settings import Settings

TEXTS = (
    "The ferry that the harbour master had ordered back to port, despite a storm, sank off Bergen on Friday.\n\n"
    "“We saw nothing,” said Ana Silva, 34, and her brother; the crew (nine men) weren't found.",
    "  Two   blanks,\ttabs\n\nand  no end \n",
    "Rain, snow and hail fell and fell and fell in and near Oslo, Bergen and Trondheim",
    "",
)
LABELS = ("text", "idx", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "whitespace_")
FLAGS = ("is_sent_start", "is_space", "is_punct", "is_quote", "is_alpha", "is_title")
PLACES = ("head", "left_edge", "right_edge")
GROUPS = ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(Settings().model, exclude=["senter"])


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_every_token_is_that_of_spacy(nlp: Language, text: str) -> None:
    theirs = nlp(text)
    ours = read_docs([theirs])
    assert (ours.text, len(ours)) == (text, len(theirs))
    for their, our in zip(theirs, ours, strict=True):
        assert [getattr(our, name) for name in LABELS] == [getattr(their, name) for name in LABELS]
        assert [getattr(our, name) for name in FLAGS] == [bool(getattr(their, name)) for name in FLAGS]
        assert [getattr(our, name).i for name in PLACES] == [getattr(their, name).i for name in PLACES]
        for name in GROUPS:
            found = getattr(our, name)
            expected = [token.i for token in getattr(their, name)]
            assert [token.i for token in found] == expected, f"{name} of {our}"
        assert (our.sent.start, our.sent.end) == (their.sent.start, their.sent.end)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_every_span_is_that_of_spacy(nlp: Language, text: str) -> None:
    theirs = nlp(text)
    ours = read_docs([theirs])
    assert [(s.start, s.end) for s in ours.sents] == [(s.start, s.end) for s in (theirs.sents if text else ())]
    for begin in range(len(ours)):
        for end in range(begin + 1, len(ours)):
            their, our = theirs[begin:end], ours[begin:end]
            assert (our.text, our.start_char, our.end_char) == (their.text, their.start_char, their.end_char)
            assert our.root.i == their.root.i
    for begin in range(len(text)):
        for end in range(begin + 1, len(text) + 1):
            their, our = theirs.char_span(begin, end, alignment_mode="expand"), ours.char_span(begin, end)
            assert bounds(our) == bounds(their)
            their = theirs.char_span(begin, end, alignment_mode="contract")
            assert bounds(ours.char_span(begin, end, "contract")) == bounds(their)


def bounds(span: object) -> tuple[int, int] | None:
    return None if span is None else (span.start, span.end)  # type: ignore[attr-defined]


def test_pieces_of_a_text_become_one_parse(nlp: Language) -> None:
    pieces = ("Oslo slept. ", "Police in Bergen ", "slept too.")
    doc = read_docs(map(nlp, pieces))
    text = "".join(pieces)
    assert doc.text == text
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
    assert [doc[entity.start : entity.end].text for entity in doc.ents] == ["Oslo", "Bergen"]
    assert [sentence.text for sentence in doc.sents] == ["Oslo slept.", "Police in Bergen", "slept too."]


def chain(length: int) -> Doc:
    """A sentence in which every word governs the next one."""
    return Doc(
        "a " * length, [Word("a", 2 * i, "a", "a", "X", "X", "x", max(i - 1, 0), " ", i == 0) for i in range(length)]
    )


def test_a_deep_tree_is_read_without_recursion() -> None:
    doc = chain(20_000)
    assert [token.i for token in doc[0].subtree] == list(range(20_000))
    assert doc[0].right_edge is doc[-1]
    assert doc[-1].depth == 19_999


@pytest.mark.parametrize("number", [MANY_CHILDREN, MANY_CHILDREN + 1, 500])
def test_children_are_told_by_their_labels_however_many_they_are(number: int) -> None:
    labels = ("root", *(("conj", "cc", "punct")[i % 3] for i in range(number)))
    words = [Word("word", 5 * i, "word", "word", "NOUN", "NN", label, 0, " ", i == 0) for i, label in enumerate(labels)]
    root = Doc("word " * len(words), words)[0]
    for wanted in (("conj",), ("punct", "conj"), frozenset({"cc", "det"}), ("det",)):
        assert list(root.children_by(wanted)) == [child for child in root.children if child.dep_ in wanted]


def test_what_was_asked_of_a_word_is_found_once(nlp: Language) -> None:
    asked: list[str] = []

    @found_once
    def shout(token: Token) -> str:
        asked.append(token.text)
        return token.text.upper()

    ana, fled = read_docs([nlp("Ana fled")])
    assert [shout(ana), shout(fled), shout(ana)] == ["ANA", "FLED", "ANA"]
    assert asked == ["Ana", "fled"]


def test_new_names_make_a_word_forget_what_was_found(nlp: Language) -> None:
    label = found_once(lambda token: token.ent_type_)
    doc = read_docs([nlp("Vell fled")])
    doc.label([])
    assert label(doc[0]) == ""
    doc.label([NamedEntity(0, 1, "PERSON")])
    assert label(doc[0]) == "PERSON"


def test_beyond_the_text_there_is_no_neighbour() -> None:
    doc = chain(3)
    assert doc[0].nbor() is doc[1]
    for token, step in ((doc[0], -1), (doc[2], 1)):
        with pytest.raises(IndexError):
            token.nbor(step)


def test_a_slice_of_a_span_is_a_span() -> None:
    span = chain(6)[1:5]
    assert isinstance(span[1:], TokenSpan)
    assert [token.i for token in span[1:]] == [2, 3, 4]
    assert isinstance(span[-1], Token)
    assert span[-1].i == 4
    assert chain(3)[2:1].text == ""
