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
        ("The tannery released dye into the river.", "Retreat"),
        ("The newly released tractor sells well.", "Retreat"),
        ("The summer exodus of bathers began at noon.", "Coerce"),
        ("The exodus of bakers from the guild worried the mayor.", "Coerce"),
        ("Pupils watched a demonstration of the new plough.", "Protest"),
        ("The 15-minute demonstration showed how cheese is made.", "Protest"),
        ("The restaurants offered a broad choice of soups.", "Agree"),
        ("The crew left Malta on orders from Berlin.", "Cooperate"),
        ("Fans called Ana Ruiz the Queen of Tango.", "Consult"),
        ("The bishop rallied the council to save the chapel.", "Protest"),
        ("Fathers receive five weeks of leave.", "Sanction"),
        ("Tailors receive four months of training.", "Sanction"),
        ("A trial for a measles vaccine begins in Lima.", "Trial"),
        ("The second trial to recruit nurses was halted.", "Trial"),
        ("The pill is still in trials.", "Trial"),
        ("Norway disburses more for its lighthouses.", "Aid"),
        ("Migratory pressure on the strait grew.", "Request"),
        ("Pressure on wards mounted.", "Request"),
        ("The rate of transmission has fallen in Oslo.", "PriceChange"),
        ("The vaccination rate climbed to 60 percent.", "PriceChange"),
        ("A rise in heart rates was seen.", "PriceChange"),
        ("The brewer's market share slid.", "PriceChange"),
        ("Wages that touch 20 dollars an hour attract cooks.", "PriceChange"),
        ("Ana Ruiz was named Poet of the Year by the weekly.", "Appointment"),
        ("The choir started as a reading circle.", "Appointment"),
        ("The choir meets every Tuesday.", "Consult"),
        ("The train was met by cheering fans.", "Consult"),
        ("Troopers searched the swamp at dawn.", "Coerce"),
        ("Police set up roadblocks near the dam.", "Mobilize"),
        ("Farmers were forced to buy new ploughs.", "Coerce"),
        ("Growers were forced from their homes by flames.", "Coerce"),
        ("The death of the typewriter was slow.", "Killing"),
        ("A brief rain storm delayed the parade.", "NaturalDisaster"),
        ("The consulate has suspended visa services.", "Coerce"),
        ("The airline suspended flights to Oslo.", "Sanction"),
        ("Cooks who join the group on tour pay a fee.", "Mobilize"),
        ("The director's compensation rose.", "Retreat"),
        ("The charity will maintain its presence in the valley.", "Mobilize"),
        ("The malware attacks reached Peru.", "Assault"),
        ("The guild has helped launch magazines.", "Aid"),
        ("The priest helped hang a bell.", "Aid"),
        ("The waiter burst into the kitchen.", "Assault"),
        ("Fans plan a blowout for the new year.", "Accident"),
        ("The supermarket began rationing eggs.", "Coerce"),
        ("The exclusion of altos from the choir lasted a century.", "Sanction"),
        ("The attacker fled the scene on a scooter.", "Crime"),
        ("The gate allows goats to escape.", "Concede"),
        ("The office was inundated with parcels and calls.", "NaturalDisaster"),
        ("The watchdog may break up two lenders.", "NaturalDisaster"),
        ("We vote for somebody.", "Vote"),
        ("She hopes to win the rural vote.", "Vote"),
        ("Under questioning from senators, the banker wept.", "Coerce"),
        ("Clerks forged signatures.", "Coerce"),
        ("Tenants were charged a fee.", "Accuse"),
        ("Tenants were charged extra.", "Accuse"),
        ("The mayor is scapegoating bakers.", "Coerce"),
        ("It is an invasion of state power.", "Assault"),
        ("The boat was equipped with a radio.", "Aid"),
        ("She was grateful that the bakery was open.", "Support"),
        ("They credited Ana Ruiz with inspiring the poem.", "Support"),
        ("The driver was treated unfairly.", "Aid"),
        ("The deacon took issue with the bishop's talk about angels.", "Consult"),
        ("The court put the rules on hold.", "Concede"),
        ("The candidate to replace Judge Weber spoke.", "Dismissal"),
        ("The governor warned that the dam was old.", "Threaten"),
        ("The governor halted drilling operations.", "Retreat"),
        ("The nurse backed away.", "Support"),
        ("The film appeals to widows.", "Request"),
        ("The mill will appeal the fine.", "Request"),
        ("Wasps attacked the hikers.", "Assault"),
        ("The two teams clash on Sunday.", "Assault"),
        ("The ministers clashed over fares.", "Assault"),
        ("The brass band marched through Lyon.", "Protest"),
        ("The banker protested his innocence.", "Protest"),
        ("The coach called up a striker.", "Mobilize"),
        ("The club recruited a goalkeeper.", "Mobilize"),
        ("The agency launched a probe to Venus.", "Accuse"),
        ("The advert targets teens.", "Assault"),
        ("Troops drove rebels from the town.", "Coerce"),
        ("The contest is sanctioned by the federation.", "Sanction"),
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
        ("Police released the baker after two days.", "Retreat"),
        ("The released hostages flew home.", "Retreat"),
        ("The senator released his tax returns.", "Disclosure"),
        ("The war caused an exodus of refugees from the delta.", "Coerce"),
        ("A demonstration of 300 weavers blocked the bridge.", "Protest"),
        ("Weavers held a demonstration in Porto.", "Protest"),
        ("The guild offered a truce.", "Agree"),
        ("The bank offered a loan to growers.", "Agree"),
        ("Orders from Norway kept the shipyard busy.", "Cooperate"),
        ("The pilots left Malta on orders from Berlin.", "Request"),
        ("President Ortega called Chancellor Weber on Friday.", "Consult"),
        ("Thousands rallied in Porto against the levy.", "Protest"),
        ("The forger received two years in prison.", "Sanction"),
        ("He received 18 months for theft.", "Sanction"),
        ("The trial of the forger began in Porto.", "Trial"),
        ("The fund disbursed a loan to Peru.", "Aid"),
        ("Mortgage rates climbed.", "PriceChange"),
        ("A rise in interest rates is near.", "PriceChange"),
        ("The price of bread jumped.", "PriceChange"),
        ("Ana Ruiz was named chief executive.", "Appointment"),
        ("She was named ambassador.", "Appointment"),
        ("She started as director in May.", "Appointment"),
        ("The envoy was met by the chancellor.", "Consult"),
        ("The ministers met in Porto.", "Consult"),
        ("Police searched the house of the banker.", "Coerce"),
        ("Soldiers set up a base near the dam.", "Mobilize"),
        ("Police set up roadblocks near the dam.", "Coerce"),
        ("Soldiers forced villagers to dig graves.", "Coerce"),
        ("Soldiers forced the villagers from their homes.", "Coerce"),
        ("The death of two weavers led to a strike.", "Killing"),
        ("A storm killed two in Cebu.", "NaturalDisaster"),
        ("The government suspended flights to Oslo.", "Sanction"),
        ("The junta suspended bus services.", "Coerce"),
        ("Herders joined the rebels in 2012.", "Mobilize"),
        ("The mill paid compensation to the widows.", "Retreat"),
        ("The navy maintains a base in the strait.", "Mobilize"),
        ("Rebels launched attacks on two bridges.", "Assault"),
        ("Volunteers helped refugees.", "Aid"),
        ("Peru helped Chile fight the blaze.", "Aid"),
        ("France helped train the sappers.", "Aid"),
        ("Gunmen burst into the chapel.", "Assault"),
        ("The blowout at the well killed two.", "Accident"),
        ("The regime rationed petrol.", "Coerce"),
        ("The exclusion of Peru from the bloc angered Lima.", "Sanction"),
        ("The motorist fled the scene.", "Crime"),
        ("The regime allowed a march.", "Concede"),
        ("The delta was inundated by the river.", "NaturalDisaster"),
        ("Deputies voted against the treaty.", "Vote"),
        ("Citizens voted for the socialist.", "Election"),
        ("Four men were held for questioning.", "Coerce"),
        ("The grocer was charged with theft.", "Accuse"),
        ("The invasion of Kuwait began.", "Assault"),
        ("The book of tax returns was audited.", "Accuse"),
        ("Nurses treated the wounded.", "Aid"),
        ("Talks about the strait began.", "Consult"),
        ("The court put the rules on hold.", "Trial"),
        ("The mayor put the levy on hold.", "Concede"),
        ("The candidate to replace Judge Weber spoke.", "Appointment"),
        ("The governor warned that troops would fire.", "Threaten"),
        ("The mill will appeal the fine.", "Trial"),
        ("Wasps attacked the hikers.", "Injury"),
        ("A battle with rebels broke out.", "Assault"),
        ("Thousands marched through Lyon.", "Protest"),
        ("The army called up reservists.", "Mobilize"),
        ("Rebels recruited boys.", "Mobilize"),
        ("The watchdog opened a probe into the bank.", "Accuse"),
        ("Troops drove rebels from the town.", "Assault"),
        ("The party backed the bill.", "Support"),
        ("The board elected a chairman.", "Appointment"),
        ("The two sides clashed at the ford.", "Assault"),
        ("They voted against the charter.", "Vote"),
        ("Islanders voted for autonomy.", "Vote"),
        ("Six clerks were charged overnight.", "Accuse"),
        ("The death of a star of the stage was announced.", "Killing"),
        ("The club met in Bergen.", "Consult"),
        ("A desert storm buried the road.", "NaturalDisaster"),
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
        ("Thieves committed identity theft.", "COERCE-cyber"),
        ("Exiles cut off access to the pier.", "COERCE-censor"),
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
        "The northern end of the hall was dark.",
        "In the end, we stayed.",
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
