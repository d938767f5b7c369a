"""What a text says to be untrue."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from triggers import factuality

from kgbuild.model import Annotated, Factuality

Annotate = Callable[..., Annotated]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("It is not true that the guilds signed the charter.", "signed"),
        ("It was untrue that guards had stabbed the editor.", "stabbed"),
        ("It is completely false that guards stabbed the editor.", "stabbed"),
        ("It is not the case that guards stabbed the editor.", "stabbed"),
        ("It was a lie that the navy sank the ferry.", "sank"),
        ("It is not true, the envoy said, that guards stabbed the editor.", "stabbed"),
        ("Contrary to reports that the navy shelled the port, the cranes stand.", "shelled"),
        ("Reports that guards stabbed a clerk are false.", "stabbed"),
        ("Claims that guards stabbed a clerk proved false.", "stabbed"),
        ("Reports that guards fled turned out false.", "fled"),
        ("Reports that guards fled turned out to be false.", "fled"),
        ("The rumour that the editor was arrested is unfounded.", "arrested"),
        ("There is no truth to rumours of a coup.", "coup"),
        ("There is no basis for claims that guards stabbed the editor.", "stabbed"),
    ],
)
def test_what_is_said_to_be_untrue_is_not(annotate: Annotate, text: str, word: str) -> None:
    found = factuality(annotate(text), word)
    assert (found.polarity, found.certainty) == ("negative", "certain")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("It is true that the guilds signed the charter.", "signed"),
        ("It is not false that the guilds signed the charter.", "signed"),
        ("It is not entirely true that the guilds signed the charter.", "signed"),
        ("Reports that guards stabbed a clerk are true.", "stabbed"),
        ("The report that the ministry published is false.", "published"),
        ("The envoy's claim that the navy shelled the port is false.", "shelled"),
        ("The rumour that guards stabbed a clerk is no falsehood.", "stabbed"),
        ("Reports that only nine clerks were stabbed are untrue.", "stabbed"),
    ],
)
def test_what_is_not_said_to_be_untrue_stands(annotate: Annotate, text: str, word: str) -> None:
    assert factuality(annotate(text), word).polarity == "positive"


def test_what_may_be_untrue_may_not_be(annotate: Annotate) -> None:
    found = factuality(annotate("It may not be true that guards stabbed the editor."), "stabbed")
    assert found == Factuality("negative", "possible")
