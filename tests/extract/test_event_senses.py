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
        ("Nurses form the youngest squad at the contest.", "Mobilize"),
        ("The decision came back to bite the mayor.", "Injury"),
        ("Insurance protects workers.", "Aid"),
        ("Vaccines protect children.", "Aid"),
        ("The policy helped growers.", "Aid"),
        ("The project would allow wages to rise.", "Concede"),
        ("The reform demanded patience.", "Request"),
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
        ("The brotherhood denounced the raid.", "Accuse"),
        ("The sisterhood denounced the raid.", "Accuse"),
        ("The papacy denounced the invasion.", "Accuse"),
        ("The priesthood criticised the governor.", "Accuse"),
        ("The neighbourhood protested against the road.", "Protest"),
        ("The neighborhood protested against the road.", "Protest"),
        ("The business rejected the loan.", "Reject"),
        ("The consultancy sued the city.", "Accuse"),
        ("The dealership sued its supplier.", "Accuse"),
        ("The television accused the minister of theft.", "Accuse"),
        ("The regency surrendered to the insurgents.", "Retreat"),
        ("The fellowship supported the senator.", "Support"),
        ("The settlement rejected the tax.", "Reject"),
        ("The representation of the union protested against the arrest.", "Protest"),
        ("The book accused the bishop of bribery.", "Accuse"),
        ("The radio show accused the governor of bribery.", "Accuse"),
        ("The documentary criticised the mayor.", "Accuse"),
        ("The lawsuit demanded compensation.", "Request"),
        ("The word of the emir condemned the invasion.", "Accuse"),
        ("The Clean River project sued the company.", "Accuse"),
        ("The image condemned the general.", "Accuse"),
        ("The reform allowed widows to inherit.", "Concede"),
        ("The policy allowed guards to search farmers.", "Concede"),
        ("The law permitted nurses to strike.", "Concede"),
        ("Volunteers protected civilians from attack.", "Aid"),
        ("Nurses protected the children.", "Aid"),
        ("Firefighters protected residents.", "Aid"),
        ("Bodyguards protected the governor.", "Aid"),
        ("Soldiers protected the border.", "Aid"),
        ("Insurgents formed an alliance.", "Cooperate"),
        ("Guerrillas formed a front.", "Cooperate"),
        ("Peasants formed the largest army of the war.", "Mobilize"),
    ],
)
def test_bodies_and_papers_act(annotate: Annotate, text: str, name: str) -> None:
    assert name in classes(annotate, text)


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("Tourists visited the carnival on Sunday.", "Consult"),
        ("I visited the exhibition last week.", "Consult"),
        ("Pupils visited the zoo.", "Consult"),
        ("Shoppers visited Vienna for its bakeries.", "Consult"),
        ("Her ideas were offered again by a colleague.", "Agree"),
        ("The harbour master has allowed traders greater leeway.", "Concede"),
        ("Anyone who tires can quit.", "Resignation"),
        ("The coach lost control of his temper.", "Retreat"),
        ("She was caught with her shoes untied.", "Coerce"),
        ("Settlers declared the island a state of their own.", "Coerce"),
        ("The harvest and export of bananas doubled.", "Cooperate"),
        ("The accident left him with brain damage.", "Damage"),
        ("Doctors treat sleep disorders in children.", "Protest"),
        ("The divorce rate dropped.", "PriceChange"),
        ("She trails in national polls.", "Election"),
        ("The lawyer asked the witness if there was any proof.", "Request"),
        ("The lawyer asked whether the bridge had been closed.", "Request"),
        ("The singer cast the vote as a coup.", "Coerce"),
        ("The guests were shooting clay at the farm.", "Assault"),
        ("Her views on taxes are set in stone.", "Assault"),
        ("The driver swerved a prison sentence.", "Accident"),
        ("The critic never stopped sneering at the mayor.", "Reject"),
        ("Growers expressed doubts about the new seed.", "Accuse"),
        ("The pamphlet explains jihad to pupils.", "Assault"),
        ("Pranksters bombarded the homepage of the port.", "Assault"),
        ("Two visits to the website were counted.", "Consult"),
        ("Peru was cursed with poor soil.", "Accuse"),
        ("Boys taunted the ferryman.", "Threaten"),
        ("Nurses blamed shortages on years of mismanagement.", "Crime"),
        ("Detectives launched an operation against two depots in Oruro.", "Assault"),
        ("The dockers wore hoods, face masks and boots.", "Event"),
    ],
)
def test_other_readings_of_a_word_have_not_its_class(annotate: Annotate, text: str, barred: str) -> None:
    assert barred not in classes(annotate, text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The senator beat her rival in 2009.", "Election"),
        ("Ana Ruiz, whom the governor beat in 2011, left.", "Election"),
        ("The prime minister was beaten by the liberal candidate.", "Election"),
        ("Luka Madan defeated the mayor.", "Election"),
        ("Guards beat the opposition leader.", "Assault"),
        ("Officer Luka Madan beat Ana Ruiz.", "Assault"),
        ("Ana Ruiz was beaten by officer Luka Madan.", "Assault"),
        ("The senator was beaten by the leader of the gang.", "Assault"),
        ("The rebel leader defeated his rival near the mill.", "Event"),
        ("The mayor was beaten by police.", "Assault"),
        ("President Ortega visited Malta on Friday.", "Consult"),
        ("The royal family visited Lima.", "Consult"),
        ("Soldiers visited the village.", "Consult"),
        ("Doctors from Chile visited Peru.", "Consult"),
        ("A group of pupils visited the ministry.", "Consult"),
        ("Some quit in protest.", "Resignation"),
        ("Many quit over the cuts.", "Resignation"),
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
        ("The harassment of nurses by gangs continued.", "COERCE-arrest"),
        ("The general commands security operations in the delta.", "COERCE-arrest"),
        ("The governor announced a clampdown on the buses.", "COERCE-arrest"),
        ("Two missiles launched from drones hit a mill.", "MOBILIZE-weapons"),
    ],
)
def test_a_mode_is_not_guessed(annotate: Annotate, text: str, mode: str) -> None:
    assert all(mode not in event.modes for event in extract(annotate(text)).events)


@pytest.mark.parametrize(
    "text",
    [
        "Bakers stand at the bottom end of the wage table.",
        "It gave her a head start.",
        "The nurse was against the plan from the start.",
        "Issues like trade divide the two parties.",
    ],
)
def test_an_idiom_is_no_event(annotate: Annotate, text: str) -> None:
    found = extract(annotate(text)).events
    assert all(text[span.begin : span.end] not in ("end", "start", "trade") for event in found for span in event.spans)


@pytest.mark.parametrize(
    "text", ["The government restricted internet access.", "The regime restricted press access to the court."]
)
def test_who_restricts_access_to_news_censors(annotate: Annotate, text: str) -> None:
    assert any("COERCE-censor" in event.modes for event in extract(annotate(text)).events)


@pytest.mark.parametrize(
    "text",
    [
        "The royal family visited Peru.",
        "Soldiers visited Peru.",
        "Doctors visited Peru.",
        "A group of pupils visited Peru.",
    ],
)
def test_a_visit_of_many_has_its_roles(annotate: Annotate, text: str) -> None:
    facts = extract(annotate(text))
    (visit,) = (event for event in facts.events if "Consult" in event.classes)
    roles = {each.predicate for each in facts.statements if each.subject == visit.key}
    assert {"kgb:actor", "kgb:recipient"} <= roles
