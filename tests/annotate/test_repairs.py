"""What the parser gets wrong is mended; each sentence here is one that it does get wrong."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsed import word

from kgbuild.annotate.parser import Parser
from kgbuild.annotate.repairs import repaired
from kgbuild.model import Article
from kgbuild.parse import Word


@pytest.mark.parametrize(
    ("text", "told", "speaker"),
    [
        ("The bridge was blown up by rebels, the governor, Olena Petrenko, said on Monday.", "blown", "governor"),
        ("The march was organised by students and unions, a union leader, Marta Diaz, said.", "organised", "leader"),
        ("The hospital was hit by two rockets, its director, Ahmed Saleh, told Al Jazeera.", "hit", "director"),
        ("The trees were cut by soldiers, a spokeswoman, Ada Lovelace, 45, said on Monday.", "cut", "spokeswoman"),
        ("Soldiers looted shops and burned houses, a resident, who hid in a barn, said.", "looted", "resident"),
        ("Thousands of refugees crossed into Chad, the U.N. refugee agency, UNHCR, said.", "crossed", "agency"),
    ],
)
def test_who_speaks_at_the_end_is_none_of_those_told_of(parser: Parser, text: str, told: str, speaker: str) -> None:
    said = next(t for t in parser.annotate(Article("a", text)).doc if t.lemma_ in ("say", "tell"))
    assert said.dep_ == "ROOT"
    assert [(child.text, child.dep_) for child in said.children if child.dep_ in ("ccomp", "nsubj")] == [
        (told, "ccomp"),
        (speaker, "nsubj"),
    ]


def test_what_comes_after_the_verb_is_no_reason_to_mend(parser: Parser) -> None:
    text = "He fled to the coast, and the minister, Anna Berg, said that it was a lie."
    assert word(parser, text, "fled").dep_ == "ROOT"


def test_a_past_is_coordinated_with_a_verb_that_has_a_tense(parser: Parser) -> None:
    text = 'The envoy urged the next cabinet to "act fast to find answers" and condemned the raids on newspapers.'
    assert word(parser, text, "condemned").head.text == "urged"


def test_a_name_after_a_town_is_that_of_its_mayor(parser: Parser) -> None:
    text = "The mayor of Kyiv, Vitali Klitschko, spoke."
    assert (word(parser, text, "Kyiv").dep_, word(parser, text, "Klitschko").head.text) == ("pobj", "mayor")


def test_what_goes_on_after_who_spoke_is_of_those_told_of(parser: Parser) -> None:
    text = "Nurses met him on Tuesday, the U.S. embassy said, but failed to win it."
    assert word(parser, text, "failed").head.text == "met"


def test_clauses_beside_each_other(parser: Parser) -> None:
    text = "India has not said whether it will send troops; its foreign ministry spokesman denied reports that it had."
    assert [word(parser, text, form).dep_ for form in ("said", "denied")] == ["ROOT", "conj"]


_WORDS = st.sampled_from(
    [
        ("rebels", "NOUN", "NNS"), ("Oslo", "PROPN", "NNP"), ("said", "VERB", "VBD"), ("fled", "VERB", "VBD"),
        ("act", "VERB", "VB"), (",", "PUNCT", ","), (";", "PUNCT", ":"),
        ("of", "ADP", "IN"), ("who", "PRON", "WP"), ("45", "NUM", "CD"),
    ]
)  # fmt: skip
_DEPS = st.sampled_from(["ROOT", "nsubj", "pobj", "conj", "nmod", "punct", "ccomp", "dep"])


@st.composite
def _trees(draw: st.DrawFn) -> list[Word]:
    """A sentence with any tree over it, as a parser's: each word is below one that came before it in some order."""
    chosen = draw(st.lists(_WORDS, min_size=1, max_size=14))
    order = draw(st.permutations(range(len(chosen))))
    heads = {order[0]: order[0]}
    for place, i in enumerate(order[1:], 1):
        heads[i] = order[draw(st.integers(0, place - 1))]
    words, offset = [], 0
    for i, (text, pos, tag) in enumerate(chosen):
        lemma = {"said": "say", "fled": "flee"}.get(text, text)
        words.append(Word(text, offset, text.lower(), lemma, pos, tag, draw(_DEPS), heads[i], " ", i == 0))
        offset += len(text) + 1
    return words


@given(_trees())
def test_a_tree_stays_a_tree(words: list[Word]) -> None:
    mended = repaired(words)
    assert [(word.text, word.idx, word.tag_) for word in mended] == [(word.text, word.idx, word.tag_) for word in words]
    assert sum(word.head == i for i, word in enumerate(mended)) == 1
    for place in range(len(mended)):
        for _ in mended:  # no way up is longer
            place = mended[place].head
        assert mended[place].head == place


def test_a_deed_beside_an_accusation_is_part_of_it(parser: Parser) -> None:
    text = "A pilot suspected of flying into a mast, killing a farmer, was released on Friday."
    assert (word(parser, text, "killing").head.text, word(parser, text, "killing").dep_) == ("flying", "conj")
