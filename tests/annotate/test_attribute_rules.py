"""By the index the attribute ruler finds what it finds without."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kgbuild.annotate.attribute_rules import index_rules
from kgbuild.settings import Settings

SAID = (
    "I ain't gonna go , y'all Let's do somethin' or nothin' There's 'nuff He's got ta That was which it did ca n't wo "
    "the one that I'd seen \n\n   They've been being had done have not once then well 'em The guards who fled . can"
)


@pytest.fixture(scope="module")
def nlp() -> Any:
    return spacy.load(Settings().model)


@given(words=st.lists(st.sampled_from(SAID.split(" ")), max_size=25))
def test_the_index_finds_what_the_matcher_finds(nlp: Any, words: list[str]) -> None:
    doc = nlp(" ".join(words))
    ruler = nlp.get_pipe("attribute_ruler")
    plain = type(ruler).match(ruler, doc)
    index_rules(ruler)
    assert ruler.match(doc) == plain


def test_rules_of_another_kind_are_left_to_the_matcher() -> None:
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add(patterns=[[{"LENGTH": {">=": 4}}]], attrs={"POS": "NOUN"})  # type: ignore[attr-defined]
    index_rules(ruler)
    assert [token.pos_ for token in nlp("All is quiet")] == ["", "", "NOUN"]
