"""What stands on a speaker's word, and what the speaker takes as given."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]


def reported(annotated: Annotated) -> set[str]:
    """The words of the events that stand on a claim."""
    facts = extract(annotated)
    keys = {key for claim in facts.claims for key in claim.reports}
    return {event.label for event in facts.events if event.key in keys}


@pytest.mark.parametrize(
    ("text", "given", "said"),
    [
        ("The governor called the blast an “act of terror”.", {"blast"}, set()),
        ("Lawyers described the arrest of the editor as a crime.", {"arrest"}, set()),
        ("The envoy said Goma, where rebels killed ten people in May, was quiet.", set(), {"killed"}),
        ("The envoy said Goma, where the council resigned in May, was quiet.", {"resigned"}, set()),
        ("The union demanded that the guards who killed two men be tried.", set(), {"killed"}),
        ("The army said it had left Goma, which rebels captured in June.", set(), {"left", "captured"}),
        ("Police said Paul Kemp, who stabbed two men in Lima, had fled.", set(), {"stabbed", "fled"}),
        ("The envoy said Kenya, which arrested two pilots, was angry.", set(), {"arrested"}),
        ("The union demanded the release of the miners who were arrested in May.", {"arrested"}, {"release"}),
        ("The mayor urged people to stay indoors after a flood closed a school.", {"flood"}, set()),
        ("The mayor said people stayed indoors after gunmen attacked a school.", set(), {"attacked"}),
        ("Paul Kemp denied reports that soldiers had attacked a school.", set(), {"attacked"}),
        ("The general vowed to punish anyone who attacked the base.", set(), {"punish", "attacked"}),
        ("The widow asked for the land that the council sold in May.", {"sold"}, set()),
    ],
)
def test_what_is_named_asked_about_or_told_on_the_side_is_given(
    annotate: Annotate, text: str, given: set[str], said: set[str]
) -> None:
    found = reported(annotate(text))
    assert said <= found
    assert not given & found


@pytest.mark.parametrize(
    ("words", "is_given"),
    [
        ("“We accept the result of the election,” Anna Berg said.", True),
        ("Anna Berg said nobody had slept since the election.", True),
        ("Anna Berg said the river rose after the attack.", False),
    ],
)
def test_in_passing_a_speaker_takes_up_what_the_narrator_has_told(
    annotate: Annotate, words: str, is_given: bool
) -> None:
    found = reported(annotate(f"The election was held on Sunday. {words}"))
    assert found.isdisjoint({"election", "attack"}) == is_given
