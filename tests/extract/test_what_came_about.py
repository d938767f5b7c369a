"""What news tells as done, to come, asked for or only talked of, and on whose word it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from kgbuild.extract import claims, events
from kgbuild.extract.document import extract
from kgbuild.model import Annotated, Factuality

Annotate = Callable[..., Annotated]

DONE = Factuality()
AHEAD = Factuality(tense="future")
LIKELY_AHEAD = Factuality(certainty="probable", tense="future")
WANTED = Factuality(certainty="possible", tense="future")
POSSIBLE = Factuality(certainty="possible")
LIKELY = Factuality(certainty="probable")
UNLIKELY = Factuality("negative", "probable")
DENIED = Factuality("negative")
UNWANTED = Factuality("negative", "possible", "future")


def told(annotated: Annotated) -> Mapping[str, Factuality]:
    return {annotated.doc[t.token].text: t.factuality for t in events.find(annotated)}


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Hundreds fled due to heavy shelling by militiamen.", "fled", DONE),
        ("The miner died due to injuries suffered in the blast.", "died", DONE),
        ("Her resignation was due to ill health.", "resignation", DONE),
        ("The delay was due to a clash between guards and farmers.", "delay", DONE),
        ("The miners are due to strike on Monday.", "strike", AHEAD),
        ("Talks were due to resume in Oslo.", "Talks", AHEAD),
        ("More layoffs are on the way.", "layoffs", LIKELY_AHEAD),
        ("Fresh elections were on the horizon.", "elections", LIKELY),
        ("The mayor met aides with elections on the horizon.", "elections", LIKELY_AHEAD),
        ("Two nurses were killed on the way to the camp.", "killed", DONE),
        ("The miners announced a strike.", "strike", AHEAD),
        ("The regiment announced the arrest of two cooks.", "arrest", DONE),
        ("The regiment announced a missile strike near the border.", "strike", DONE),
        ("The regiment announced a withdrawal that was finished in May.", "withdrawal", DONE),
        ("The dispute was on the way home.", "dispute", DONE),
        ("The town set a date for elections.", "elections", LIKELY_AHEAD),
        ("The guild's demands include draining the canal and a fixed day set for a recount.", "set", WANTED),
        ("Her demands include repairing the dam and a fresh ballot.", "ballot", WANTED),
        ("The owners demand an apology, and that the paper stop printing lies.", "stop", WANTED),
        ("We count on Kenya to make peace and ensure that the town is not attacked.", "attacked", UNWANTED),
    ],
)
def test_what_is_over_and_what_is_to_come(annotate: Annotate, text: str, word: str, expected: Factuality) -> None:
    assert told(annotate(text))[word] == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Clashes have not been reported in the suburbs.", "Clashes", DENIED),
        ("Casualties were not reported.", "Casualties", DENIED),
        ("The theft was not reported to police.", "theft", DONE),
        ("Thefts are often not reported.", "Thefts", DONE),
        ("Stabbings were not reported until Friday.", "Stabbings", DONE),
        ("Stabbings were not reported in the media.", "Stabbings", DONE),
        ("Judges found evidence of the massacre of nuns.", "massacre", DONE),
        ("Judges found evidence of her crimes.", "crimes", DONE),
        ("No diver fled unharmed.", "fled", DENIED),
        ("Most attacks are not reported.", "attacks", DONE),
        ("The board found no evidence that the drivers attacked the depot.", "attacked", UNLIKELY),
        ("There is no sign of unrest in the suburbs.", "unrest", UNLIKELY),
        ("Doctors found signs of torture on the body.", "torture", LIKELY),
        ("Judges found evidence of the massacre.", "massacre", DONE),
        ("Whenever there is evidence of torture, the abbot resigns.", "torture", POSSIBLE),
        ("The port did not specify if there were casualties.", "casualties", POSSIBLE),
        ("It was unclear if any sailors died.", "died", POSSIBLE),
        ("If any sailors died, the port would close.", "died", WANTED),
        ("Not even one candidate ran unopposed.", "ran", DONE),
        ("Not even one candidate ran.", "ran", DENIED),
        ("Prosecutors opened an inquiry into corruption.", "corruption", POSSIBLE),
        ("Prosecutors opened an inquiry into the corruption.", "corruption", DONE),
        ("Prosecutors opened an inquiry into the shooting.", "shooting", DONE),
    ],
)
def test_what_was_not_found_or_is_yet_to_be(annotate: Annotate, text: str, word: str, expected: Factuality) -> None:
    assert told(annotate(text))[word] == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The minister spoke of Kenya sending troops.", "sending", POSSIBLE),
        ("The report speaks of guards looting farms.", "looting", DONE),
        ("The mayor has decided to shut the clinic in a manner that has angered nurses.", "shut", DONE),
        ("The mayor has decided to shut the clinic.", "shut", LIKELY_AHEAD),
        ("The landslide caused sheds to burst or be swept away.", "swept", DONE),
        ("The gale caused boats to capsize or be severely damaged.", "damaged", DONE),
        ("Refugees spoke of Kenya bombing a market.", "bombing", DONE),
        ("The minister spoke of Kenya sending troops in 2019.", "sending", DONE),
        ("The mayor has decided to shut the clinic in a manner that was never explained.", "shut", LIKELY_AHEAD),
        ("The fire prompted a bill to ban fireworks.", "ban", LIKELY_AHEAD),
        ("The bill would honour sailors drowned in Kenya.", "drowned", DONE),
        ("The storm could cause roofs to collapse.", "collapse", WANTED),
        ("Firemen used gear such as hatchets to rescue nuns.", "rescue", DONE),
        ("The drill was designed to rescue divers.", "rescue", POSSIBLE),
        ("Their job is to arrest smugglers.", "arrest", WANTED),
        ("The rule aims to expel anyone accused of theft.", "accused", POSSIBLE),
        ("A decree that would have let wardens evict tenants charged with fraud was shelved.", "charged", POSSIBLE),
        ("The plan would help families displaced by the flood.", "displaced", DONE),
        ("Police will question men arrested on Sunday.", "arrested", DONE),
    ],
)
def test_what_is_meant_or_of_none_in_particular(annotate: Annotate, text: str, word: str, expected: Factuality) -> None:
    annotated = annotate(text)
    found = {annotated.article.text[t.span.begin : t.span.end]: t.factuality for t in events.find(annotated)}
    assert found[word] == expected


def contents(annotated: Annotated) -> list[tuple[str, str]]:
    text = annotated.article.text
    return [
        (annotated.doc[a.sources[0]].text, " … ".join(text[b:e] for b, e in a.content_spans))
        for a in claims.find(annotated)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The plant will, as the guild noted, close two halls.",
            [("guild", "The plant will … close two halls")],
        ),
        ("The bridge was, as the mayor noted, unsafe.", [("mayor", "The bridge was … unsafe")]),
        ("The mine, as the guild said, has never been inspected.", [("guild", "The mine … has never been inspected")]),
        ("The ferry left, as the mayor said, and the police followed it.", [("mayor", "The ferry left")]),
        ('The envoy said, "They must go", while touring the port.', [("envoy", '"They must go"')]),
        ('The envoy said, "We will win", at a rally in Oslo.', [("envoy", '"We will win"')]),
        (
            'The envoy said the plan was "dead", and that the dam would stay.',
            [("envoy", 'the plan was "dead", and that the dam would stay')],
        ),
        (
            "According to the ministry on Friday, and Habitat, a rights group, on Sunday, 900 people attended.",
            [("ministry", "900 people attended")],
        ),
        ("According to Reuters, and the mayor, the bridge collapsed.", [("Reuters", "the bridge collapsed")]),
        (
            "According to the ministry, the mayor and the envoy fled.",
            [("ministry", "the mayor and the envoy fled")],
        ),
        (
            'In a letter to staff, she mourned the pilot: "He flew for 30 years."',
            [("she", '"He flew for 30 years."')],
        ),
    ],
)
def test_how_far_words_go(annotate: Annotate, text: str, expected: list[tuple[str, str]]) -> None:
    assert contents(annotate(text)) == expected


@pytest.mark.parametrize(
    ("words", "is_given"),
    [
        ('The bishop said the siege was "to free hostages".', True),
        ("The bishop said the siege was a crime.", True),
        ("The bishop said the siege was carried out by rebels.", False),
        ("The bishop said a siege was a crime.", False),
        ('"The siege was a crime," the bishop said.', False),
    ],
)
def test_what_is_judged_has_been_told(annotate: Annotate, words: str, is_given: bool) -> None:
    facts = extract(annotate(f"Chile began a siege of Tarma on Monday. {words}"))
    keys = {key for claim in facts.claims for key in claim.reports}
    labels = {event.label for event in facts.events if event.key in keys}
    assert ("siege" not in labels) == is_given
