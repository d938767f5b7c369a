"""When a noun takes up an event told before, and when it is one of its own."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.extract.events.senses import event_lexicon
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]


def told_at(annotated: Annotated, word: str) -> list[list[str]]:
    """For each event of which a mention is the word, the words of all its mentions."""
    text = annotated.article.text
    mentions = [[text[span.begin : span.end] for span in each.spans] for each in extract(annotated).events]
    return [each for each in mentions if word in each]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Guards shot a miner in Potosi on Monday. Many saw the shooting.", "shooting", ["shot", "shooting"]),
        ("Rebels shelled Goma on Friday. The shelling went on for hours.", "shelling", ["shelled", "shelling"]),
        ("Rebels shelled Goma on Friday. The attack went on for hours.", "attack", ["shelled", "attack"]),
        ("Thousands marched through Oslo against the tax. The protest was calm.", "protest", ["marched", "protest"]),
        ("Two lorries collided near Lyon. The collision blocked the road.", "collision", ["collided", "collision"]),
    ],
)
def test_a_definite_noun_takes_up_the_deed(annotate: Annotate, text: str, word: str, expected: list[str]) -> None:
    assert told_at(annotate(text), word) == [expected]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Guards shot a miner in Potosi. A shooting in Oruro was not cleared up.", "shooting"),
        ("Rebels shelled Goma on Friday. The shelling of Beni on Sunday went on for hours.", "shelling"),
        ("Rebels shelled Goma and bombed Beni. The attack went on for hours.", "attack"),
        ("The union rejected the offer. The rejection of a deal in March had led to strikes.", "rejection"),
        ("Rebels shelled Goma. It was dark. It rained. The attack went on for hours.", "attack"),
        ("A device exploded on Monday. The explosion on Tuesday hurt nobody.", "explosion"),
        ("They signed an agreement on fishing. The agreement on sending troops to Mali is older.", "sending"),
    ],
)
def test_another_event_stays_apart(annotate: Annotate, text: str, word: str) -> None:
    assert told_at(annotate(text), word) == [[word]]


def test_a_noun_that_may_take_up_two_takes_up_neither(annotate: Annotate) -> None:
    text = "A protest was held in Rome on Monday. Students marched in Milan. The protest ended at noon."
    assert told_at(annotate(text), "protest") == [["protest"], ["protest"]]


def test_a_noun_that_may_mean_a_happening_of_another_day_takes_up_none_from_afar(annotate: Annotate) -> None:
    text = (
        "Jets bombed a depot on Monday. An attack on May 4, 2021, had hurt nobody. It was dark. It rained. "
        "Schools were shut after the attack."
    )
    assert told_at(annotate(text), "attack") == [["attack"], ["attack"]]
    alone = text.removeprefix("Jets bombed a depot on Monday. ")
    assert told_at(annotate(alone), "attack") == [["attack", "attack"]]


def test_agreements_on_two_matters_are_two(annotate: Annotate) -> None:
    text = "Chile and Peru signed a fishing agreement. Critics said nothing of the agreement on prisoners."
    assert told_at(annotate(text), "agreement") == [["agreement"]] * len(told_at(annotate(text), "agreement"))


def test_what_one_asks_about_is_taken_as_given(annotate: Annotate) -> None:
    """The shooting stands on no word of whoever wants it looked into; what they want does."""
    facts = extract(annotate("Guards shot a miner. The union called for a full investigation into this shooting."))
    labels = {event.key: event.label for event in facts.events}
    (claim,) = facts.claims
    assert [labels[key] for key in claim.reports] == ["investigation"]
    assert [event.label for event in facts.events if len(event.spans) == 2] == ["shot"]


def test_who_claims_an_attack_vouches_only_for_who_did_it(annotate: Annotate) -> None:
    """The attack is the narrator's, in both sentences the same; the claim reports the role alone."""
    facts = extract(annotate("Drones hit a plant on Monday. The rebels claimed responsibility for the attack."))
    (claim,) = facts.claims
    assert [key.split(":")[0] for key in claim.reports] == ["statement"]
    assert [len(event.spans) for event in facts.events] == [2]


def test_nouns_and_verbs_of_the_table_tell_of_events() -> None:
    table = load_lexicon("events/coreference")
    known = event_lexicon().keys()
    assert not [noun for noun in (*table["nominalizations"], *table["general"]) if ("noun", noun) not in known]
    assert not [verb for verb in table["nominalizations"].values() if ("verb", verb) not in known]


def test_a_general_noun_takes_up_no_deed_without_a_class(annotate: Annotate) -> None:
    text = "The report found faults after the repairs of the ship. The owners denied blame for the disaster."
    assert told_at(annotate(text), "disaster") == [["disaster"]]


def test_an_older_attack_is_not_the_one_that_the_text_is_about(annotate: Annotate) -> None:
    text = (
        "The May 4 attack on a convoy hurt nobody. An airstrike hit a depot. Two guards died in the airstrike. "
        "It rained. Schools were shut after the attack."
    )
    assert told_at(annotate(text), "attack") == [["attack"], ["attack"]]
    other = "An attack hurt nine guards. Rebels shelled a depot. It was dark. It rained. The attack shocked Oslo."
    assert told_at(annotate(other), "attack") == [["attack", "attack"]]
