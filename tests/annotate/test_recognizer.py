"""Names are found as spaCy's NER finds them."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.annotate.parser import load_weights
from kgbuild.annotate.recognizer import Recognizer, take_recognizer
from kgbuild.settings import Settings

SAID = (
    "On Monday Ana Velkari of the United Nations Security Council told some 2,300 miners in New York, N.Y. for $ 4 "
    "million \n\n   The second of June 2019 \u2028 Nobel Peace Prize Hong Kong 's Reuters ( AFP ) a quarter - 10 % ."
)


@pytest.fixture(scope="module")
def nlp() -> Any:
    nlp = spacy.load(Settings().model)
    load_weights(nlp)
    return nlp


@pytest.fixture(scope="module")
def recognize(nlp: Any) -> Recognizer:
    recognizer = take_recognizer(nlp)
    assert recognizer is not None
    return recognizer


@given(texts=st.lists(st.lists(st.sampled_from(SAID.split(" ")), max_size=25), min_size=1, max_size=4))
def test_the_names_are_those_that_spacy_finds_word_by_word(
    nlp: Any, recognize: Recognizer, texts: list[list[str]]
) -> None:
    docs = [nlp(" ".join(words)) for words in texts]
    plain = [nlp.get_pipe("ner")(doc.copy()) for doc in docs]
    recognize(docs)
    assert [doc.to_json()["ents"] for doc in docs] == [doc.to_json()["ents"] for doc in plain]


def test_a_recognizer_of_another_kind_stays_in_its_pipeline() -> None:
    nlp = spacy.blank("en")
    assert take_recognizer(nlp) is None
    ner = nlp.add_pipe(
        "ner",
        config={
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "ner",
                "extra_state_tokens": True,
                "hidden_width": 8,
                "maxout_pieces": 2,
                "use_upper": True,
                "tok2vec": {
                    "@architectures": "spacy.HashEmbedCNN.v2",
                    "pretrained_vectors": None,
                    "width": 8,
                    "depth": 1,
                    "embed_size": 20,
                    "window_size": 1,
                    "maxout_pieces": 2,
                    "subword_features": False,
                },
            }
        },
    )
    ner.add_label("ORG")  # type: ignore[attr-defined]
    nlp.initialize()
    assert take_recognizer(nlp) is None
    assert nlp.pipe_names == ["ner"]


def test_what_is_no_ner_but_called_so_stays_in_its_pipeline() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler", name="ner")
    assert take_recognizer(nlp) is None
    assert nlp.pipe_names == ["ner"]
