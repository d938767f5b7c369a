"""The sentences with marked roles are sound, and the model learns what they teach: not more, not less."""

from __future__ import annotations

import numpy as np
import pytest
from event_items import SENTENCES, load
from role_items import MARKED, load_marked, parse_marked
from role_model import Example, examples, scores, train
from role_pairs import features, pairs

from kgbuild.annotate.parser import Parser
from kgbuild.model import Article, Span
from kgbuild.vocabulary import EVENT_CLASSES

LINE = "[1 Two guards] from Oruro {shot|Assault/Injury 1>2@3 ?} [2 a [4 Peruvian] driver] in [3 Puno]."


def test_marks_are_read_and_taken_out() -> None:
    item = parse_marked("a:1", LINE)
    assert item.text == "Two guards from Oruro shot a Peruvian driver in Puno."
    (event,) = item.events
    assert event.classes == {"Assault", "Injury"}
    assert item.text[event.trigger.begin : event.trigger.end] == "shot"
    assert event.roles == {"actor": [[Span(0, 10)]], "recipient": [[Span(27, 44)]], "place": [[Span(48, 52)]]}
    assert event.factuality == {"polarity": "positive", "certainty": "possible", "tense": "non-future"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[1 Guards {shot|Assault 1} him.", "a mark is not closed|cannot read"),
        ("{Shot|Assault 7}", "no phrase has the number 7"),
        ("Guards] shot him.", "cannot read"),
    ],
)
def test_a_malformed_line_is_named(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_marked("a:1", line)


def test_all_sentences_are_sound_and_no_other_items() -> None:
    marked, others = load_marked(MARKED, "all"), load(SENTENCES, "all")
    texts = [item.text for item in marked]
    assert len(texts) == len(set(texts)) > 550
    assert not set(texts) & {item.text for item in others}
    assert not {name for item in marked for event in item.events for name in event.classes} - set(EVENT_CLASSES)
    tested = len(load_marked(MARKED, "test"))
    assert 0.15 < tested / len(texts) < 0.25


def test_a_pair_is_told_by_its_ties(parser: Parser) -> None:
    found = list(pairs(parser.annotate(Article("a", "Guards from Oruro shot a driver in Puno."))))
    ties = {pair.doc[pair.mention.head].text: frozenset(features(pair)) for pair in found}
    assert "given=actor" in {f.partition("|")[0] for f in ties["Guards"]}
    assert any(f.endswith("prep:in>pobj|") for f in ties["Puno"])
    assert "path=vnsubj>prep:from>pobj|" in ties["Oruro"]


def test_answers_come_from_what_a_phrase_is_about(parser: Parser) -> None:
    item = parse_marked("a:1", "[1 Guards from Oruro] {shot|Assault 1>2@3} [2 a driver] in [3 Puno].")
    told = {frozenset(e.features): e.answers for e in examples([item], parser, marked=False)}
    answers = {next(f for f in each if f.startswith("path=") and f.endswith("|")): told[each] for each in told}
    assert answers["path=vnsubj|"] == (True, False, False)
    assert answers["path=vnsubj>prep:from>pobj|"] == (False, False, False)
    assert (False, False, True) in answers.values()


def test_training_learns_what_decides() -> None:
    found = [
        Example(
            str(i), frozenset({"bias", "subject" if i % 2 else "object", f"noise={i % 7}"}), answers, answers, False
        )
        for i in range(60)
        for answers in [(bool(i % 2), not i % 2, False)]
    ]
    subject, other = scores(train(found), [frozenset({"bias", "subject"}), frozenset({"bias", "object", "unknown"})])
    assert subject[0] > 1 > -1 > other[0]
    assert other[1] > 1 > -1 > subject[1]
    assert np.array_equal(train(found).weights, train(found).weights)
