"""A parser keeps nothing of the texts that it read, and takes turns."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from kgbuild.annotate.parser import Parser
from kgbuild.model import Article


def test_words_of_texts_are_forgotten_after_a_while(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Zorvaketti left Oslo."
    monkeypatch.setattr("kgbuild.annotate.parser.ZONE_CHARACTERS", 2 * len(text))
    monkeypatch.setattr(parser, "_characters_left", 0)
    doc = parser.annotate(Article("a", text)).doc
    assert (doc[0].text, doc[0].pos_) == ("Zorvaketti", "PROPN")
    parser.annotate(Article("b", "Nobody came to Bergen."[: len(text)]))
    assert "Zorvaketti" in parser._nlp.vocab.strings
    parser.annotate(Article("c", "It rained."))
    assert "Zorvaketti" not in parser._nlp.vocab.strings
    assert "Oslo" in parser._nlp.vocab.strings


def test_threads_that_share_a_parser_read_the_same(parser: Parser) -> None:
    texts = [f"Ana Velkari{i} met {i + 2} guards of Torvaby{i} in Oslo on Friday." for i in range(24)]
    alone = [[repr(token) for token in parser.annotate(Article("a", text)).doc] for text in texts]
    with ThreadPoolExecutor(4) as pool:
        together = pool.map(lambda text: [repr(token) for token in parser.annotate(Article("a", text)).doc], texts)
    assert list(together) == alone


def test_an_abbreviation_may_end_a_sentence(parser: Parser) -> None:
    text = "The strike ended by 3 p.m. They left for the U.S. The mayor of the U.S. Virgin Islands met Mr. The."
    starts = [sentence.text.split()[0] for sentence in parser.annotate(Article("a", text)).doc.sents]
    assert starts == ["The", "They", "The"]


def test_a_region_after_its_town_ends_a_sentence_where_no_comma_follows(parser: Parser) -> None:
    text = "It lies in Elmira, N.Y. American Mills owns it. A man from Salem, N.H., died. It cost J.P. Morgan more."
    starts = [sentence.text.split()[0] for sentence in parser.annotate(Article("a", text)).doc.sents]
    assert starts == ["It", "American", "A", "It"]


def test_lemmas_are_found_in_sets(parser: Parser) -> None:
    doc = parser.annotate(Article("a", "Larger boxes were taken by thieves, whose wives had fled.")).doc
    assert " ".join(token.lemma_ for token in doc) == "large box be take by thief , whose wife have flee ."
    index = parser._nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    assert {type(lemmas) for lemmas in index.values()} == {frozenset}
