"""Who did it, and to whom: constructions in which the nearest or the main subject is not who the text says it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract import events
from kgbuild.extract.document import extract
from kgbuild.extract.events import causes
from kgbuild.model import Annotated, Facts

Annotate = Callable[..., Annotated]


def filling(facts: Facts, word: str, role: str) -> set[str]:
    """The labels of the entities, or the words, in a role of the event that is told by `word`."""
    names = {entity.key: entity.label for entity in facts.entities}
    [key] = [event.key for event in facts.events if event.label == word]
    told = (s.object for s in facts.statements if (s.subject, s.predicate) == (key, role))
    return {names[o] if isinstance(o, str) else o.value for o in told}


@pytest.mark.parametrize(
    ("text", "word", "actors"),
    [
        # what came of it may be the relative clause's or the main clause's
        ("Soldiers are looking for a truck that overturned on Sunday, killing four miners.", "killing", set()),
        ("Police arrested a man who fired at a bus, injuring two teachers.", "injuring", set()),
        ("The guards fired at a crowd on Sunday, injuring two teachers.", "injuring", {"guards"}),
        # a gerund of what others bear, or what is only hindered
        ("The council faces the cost of cutting emissions.", "cutting", set()),
        ("A new premier could weaken support for raising taxes.", "raising", set()),
        ("The union opposed a plan for closing the mines.", "closing", set()),
        ("The general took responsibility for bombing the market.", "bombing", {"general"}),
        ("The party has a history of attacking journalists.", "attacking", {"party"}),
        # who is bidden is nobody named
        ('"Close the borders and arrest the smugglers," said Ana Ruiz.', "Close", set()),
        ('"Close the borders and arrest the smugglers," said Ana Ruiz.', "arrest", set()),
        ('Ana Ruiz told reporters: "Leave the town now."', "Leave", set()),
        ("Ana Ruiz told the reporters to leave the town.", "leave", {"reporters"}),
        # what somebody was is no second subject
        ("Now the oldest member of the senate, Ruiz won the cup.", "won", {"Ruiz"}),
        # among whom something goes on
        ("Anger spread among the miners.", "spread", set()),
        ("The plan was discussed among the ministers.", "discussed", {"ministers"}),
        # who is given time is to use it
        ("Peru gave the rebels ten days to release the nurse.", "release", {"rebels"}),
        ("The mayor gave the miners until Friday to leave the town.", "leave", {"miners"}),
        ("The embassy was given a month to close the school.", "close", {"embassy"}),
        # who aims is not who is hit
        ("A man fired at the mayor, hitting her in the arm.", "fired", {"man"}),
        # "from" after a noun of a deed
        ("The day began with appeals from Ana Ruiz and Jan Berg.", "appeals", {"Ana Ruiz", "Jan Berg"}),
        ("Norwegian aircraft bombed the town.", "bombed", {"Norway"}),
        # a house does not burn because of whose it is
        ("The house of the bishop burned down.", "burned down", set()),
    ],
)
def test_who_did_it(annotate: Annotate, text: str, word: str, actors: set[str]) -> None:
    assert filling(extract(annotate(text)), word, "kgb:actor") == actors


@pytest.mark.parametrize(
    ("text", "word", "recipients"),
    [
        # who made a plan answers for it, who backs it does not
        ("The council rejected a plan backed by Norway.", "rejected", set()),
        ("The senate rejected a bill drafted by the mayor.", "rejected", {"mayor"}),
        ("Soldiers attacked a convoy escorted by Chad.", "attacked", {"convoy"}),
        # a participle behind a comma may tell of the nearer noun
        ("The owner of the mine, shut down by the state in May, fled.", "shut down", set()),
        ("The wife of the mayor, kidnapped on Monday, was freed.", "kidnapped", {"wife of the mayor"}),
        # whom a deadline is set, not whom the deed concerns
        ("Peru gave the rebels ten days to release the nurse.", "gave", {"rebels"}),
        # goals get nothing
        ("Tourists were flown to the White Lodge.", "flown", {"Tourists"}),
        ("The patients were transferred to the Red Cross.", "transferred", {"patients", "Red Cross"}),
        # an accord named for a city
        ("Peru and Chile committed their nations to the Geneva accord.", "committed", {"nations"}),
        ("The army violated the rights of its prisoners.", "violated", {"prisoners"}),
    ],
)
def test_to_whom_it_was_done(annotate: Annotate, text: str, word: str, recipients: set[str]) -> None:
    assert filling(extract(annotate(text)), word, "kgb:recipient") == recipients


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The army violated the rights of its prisoners.", "violated"),
        ("Nine farmers died of old age in Paro.", "died"),
    ],
)
def test_neither_people_nor_what_one_dies_of_is_a_topic(annotate: Annotate, text: str, word: str) -> None:
    assert filling(extract(annotate(text)), word, "kgb:topic") == set()


@pytest.mark.parametrize(
    ("text", "word", "role", "places"),
    [
        ("Peru's hacking of American firms went on.", "hacking", "sem:hasPlace", set()),
        ("Rain reached an average of nine millimetres in parts of Chad.", "reached", "kgb:destination", set()),
        ("The convoy reached the outskirts of Lima.", "reached", "kgb:destination", {"Lima"}),
    ],
)
def test_where(annotate: Annotate, text: str, word: str, role: str, places: set[str]) -> None:
    assert filling(extract(annotate(text)), word, role) == places


@pytest.mark.parametrize(
    ("text", "ties"),
    [
        ("Nine farmers died of cholera.", {("kgb:cause", "died", "cholera")}),
        ("Two men succumbed to a rare disease.", {("kgb:causeText", "succumbed", "a rare disease")}),
        ("The union sued the firm over wages because guards beat a nurse.", {("kgb:cause", "sued", "beat")}),
        ("The mayor accused the firm of dumping waste because a boy was poisoned.", set()),
        ("Police seek a man who stabbed a monk, sparking riots.", set()),
        ("The king sacked the general who led the revolt, sparking riots.", {("kgb:cause", "riots", "sacked")}),
        ("Were you robbed during the march or after the strike?", set()),
    ],
)
def test_what_caused_it(annotate: Annotate, text: str, ties: set[tuple[str, str, str]]) -> None:
    annotated = annotate(text)
    triggers, found = events.find(annotated), set()
    for link in causes.find(annotated, triggers):
        span = link.text or triggers[link.cause or 0].span
        words = annotated.article.text[span.begin : span.end]
        found.add((link.relation, annotated.doc[triggers[link.effect].token].text, words))
    assert {tie for tie in found if tie[0] != "kgb:after"} >= ties
    assert bool(found) == bool(ties)
