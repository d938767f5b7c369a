"""Which words are events of a class only where somebody acts, and figures of speech that tell none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]


def classes(annotate: Annotate, text: str) -> set[str]:
    return {name for event in extract(annotate(text)).events for name in event.classes}


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("The reluctance of lenders has helped the rival bank.", "Aid"),
        ("The targets would allow emissions to rise by a tenth.", "Concede"),
        ("This has allowed the club to build a stand.", "Concede"),
        ("The decision demanded courage.", "Request"),
        ("A lack of funds impeded the search.", "Coerce"),
        ("Bureaucracy impedes reform.", "Coerce"),
        ("Flower beds fill the main square every spring.", "Protest"),
        ("The Saxons form the oldest community in the valley.", "Mobilize"),
        ("Teachers form the largest group of members.", "Mobilize"),
        ("The decision came back to bite the mayor.", "Injury"),
    ],
)
def test_what_is_no_body_does_nothing(annotate: Annotate, text: str, barred: str) -> None:
    assert barred not in classes(annotate, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The leadership agreed to the truce.", "Agree"),
        ("The resolution condemns the raids.", "Accuse"),
        ("The city lifted the curfew.", "Concede"),
        ("The prosecution demanded an inquiry.", "Request"),
        ("Soldiers impeded the convoy.", "Coerce"),
        ("Thousands of farmers filled the streets of Lima.", "Protest"),
        ("Volunteers formed a militia to guard the bridge.", "Mobilize"),
    ],
)
def test_bodies_and_papers_act(annotate: Annotate, text: str, name: str) -> None:
    assert name in classes(annotate, text)


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("Tourists visited the carnival on Sunday.", "Consult"),
        ("I visited the exhibition last week.", "Consult"),
        ("People living in or visiting Malta must register.", "Consult"),
        ("Her ideas were offered again by a colleague.", "Agree"),
        ("The government has allowed farmers more freedom than miners.", "Concede"),
        ("Most of us would break down and quit.", "Resignation"),
        ("The coach lost control of his temper.", "Retreat"),
        ("She was caught with her shoes untied.", "Coerce"),
        ("The two clerics declared an independent state in the valley.", "Coerce"),
        ("Production and export of copper fell.", "Cooperate"),
        ("The accident left him with brain damage.", "Damage"),
        ("Doctors treat sleep disorders in children.", "Protest"),
        ("The employment rate will moderate.", "PriceChange"),
        ("She trails in national polls.", "Election"),
        ("Commentators expressed fears that the frost could return.", "Accuse"),
        ("He spent years engaging in jihad.", "Assault"),
        ("The lawyer asked the witness if there was any proof.", "Request"),
        ("The lawyer asked whether the bridge had been closed.", "Request"),
        ("The singer cast the vote as a coup.", "Coerce"),
        ("The guests were shooting clay at the farm.", "Assault"),
        ("Her views on taxes are set in stone.", "Assault"),
        ("The driver swerved a prison sentence.", "Accident"),
        ("The critic never stopped sneering at the mayor.", "Reject"),
    ],
)
def test_other_readings_of_a_word_have_not_its_class(annotate: Annotate, text: str, barred: str) -> None:
    assert barred not in classes(annotate, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("President Ortega visited Malta on Friday.", "Consult"),
        ("Peru offered to send troops.", "Agree"),
        ("The minister quit on Monday.", "Resignation"),
        ("The army lost control of the town.", "Retreat"),
        ("The president declared a state of emergency.", "Coerce"),
        ("Troops suppressed the revolt.", "Assault"),
        ("Police arrested ten youths for public disorder.", "Protest"),
        ("The government lost the vote on the budget.", "Vote"),
        ("The storm caused damage to the harbour.", "Damage"),
        ("The release of emails hurt the campaign.", "Disclosure"),
        ("The lawyer asked that the witness leave.", "Request"),
        ("The lorry swerved off the road.", "Accident"),
        ("The harassment of nurses by gangs continued.", "Coerce"),
    ],
)
def test_the_plain_reading_keeps_it(annotate: Annotate, text: str, name: str) -> None:
    assert name in classes(annotate, text)


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("The court restricted his access to bank accounts.", "COERCE-censor"),
        ("Peacekeepers are not prepared for counterterrorism operations.", "COERCE-arrest"),
        ("The harassment of nurses by gangs continued.", "COERCE-arrest"),
    ],
)
def test_a_mode_is_not_guessed(annotate: Annotate, text: str, mode: str) -> None:
    assert all(mode not in event.modes for event in extract(annotate(text)).events)


@pytest.mark.parametrize(
    "text",
    [
        "At the other end of the scale, farmers pay nothing.",
        "It gave her a head start.",
        "The nurse was against the plan from the start.",
        "Issues like trade divide the two parties.",
    ],
)
def test_an_idiom_is_no_event(annotate: Annotate, text: str) -> None:
    found = extract(annotate(text)).events
    assert all(text[span.begin : span.end] not in ("end", "start", "trade") for event in found for span in event.spans)
