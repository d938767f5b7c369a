"""The word lists of annotation."""

from __future__ import annotations

import pytest

from kgbuild.annotate.words import word_list

NAMES = [
    *("saying", "subordinating", "of_states", "blaming", "quantities", "two_objects", "measures", "captives"),
    *("own_infinitive", "speaking_on", "bodies", "speakers", "led", "states", "double_names"),
    *("accused", "taking_away", "begins_towns", "bodies_of", "behind_bodies"),
]


@pytest.mark.parametrize("name", NAMES)
def test_lists_are_in_lower_case(name):
    assert all(word == word.lower() and word for word in word_list(name))


def test_there_is_no_other_list():
    with pytest.raises(KeyError):
        word_list("nouns")
