"""Triggers: which words tell an event, of which class, and which do not."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.extract import events
from kgbuild.extract.events import causes
from kgbuild.extract.layers import Trigger
from kgbuild.model import Annotated
from kgbuild.settings import Settings

Annotate = Callable[..., Annotated]


def told(annotated: Annotated) -> dict[str, Trigger]:
    """The triggers of a text by their words."""
    text = annotated.article.text
    return {text[t.span.begin : t.span.end]: t for t in events.find(annotated)}


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The two governments agreed to share the river.", "agreed", "Agree"),
        ("The ministers met in Oslo.", "met", "Consult"),
        ("The prime minister praised the new treaty.", "praised", "Support"),
        ("The junta lifted the curfew.", "lifted", "Concede"),
        ("The two navies cooperated off the coast.", "cooperated", "Cooperate"),
        ("The takeover of the rival bank failed.", "takeover", "Cooperate"),
        ("The general said that the takeover was bloodless.", "takeover", "Event"),
        ("The agency sent food to the refugees.", "sent", "Aid"),
        ("The rebels withdrew from the valley.", "withdrew", "Retreat"),
        ("The union demanded higher wages.", "demanded", "Request"),
        ("The mayor accused the police of negligence.", "accused", "Accuse"),
        ("Norway rejected the proposal.", "rejected", "Reject"),
        ("The warlord threatened to burn the village.", "threatened", "Threaten"),
        ("Farmers demonstrated against the law.", "demonstrated", "Protest"),
        ("The council expelled three diplomats.", "expelled", "Sanction"),
        ("The army deployed tanks along the river.", "deployed", "Mobilize"),
        ("Police arrested the editor.", "arrested", "Coerce"),
        ("Gunmen attacked the convoy.", "attacked", "Assault"),
        ("Two miners died in the tunnel.", "died", "Killing"),
        ("Three cyclists were injured.", "injured", "Injury"),
        ("The blast damaged the bridge.", "damaged", "Damage"),
        ("Bread prices rose again.", "rose", "PriceChange"),
        ("The election was won by the liberals.", "won", "Election"),
        ("Parliament passed the budget.", "passed", "Vote"),
        ("The king appointed a new premier.", "appointed", "Appointment"),
        ("The premier sacked his finance minister.", "sacked", "Dismissal"),
        ("The governor resigned on Monday.", "resigned", "Resignation"),
        ("The newspaper leaked the report.", "leaked", "Disclosure"),
        ("An earthquake shook the island.", "earthquake", "NaturalDisaster"),
        ("A train derailed near Leeds.", "derailed", "Accident"),
        ("The clerk embezzled the money.", "embezzled", "Crime"),
        ("The trial of the banker lasted a year.", "trial", "Trial"),
    ],
)
def test_each_class_has_its_words(annotate: Annotate, text: str, word: str, name: str) -> None:
    assert name in told(annotate(text))[word].classes


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        # passive, participles and relative clauses
        ("The villagers were attacked at dawn.", "attacked", "Assault"),
        ("The man arrested in Rome is a banker.", "arrested", "Coerce"),
        ("Rebels who bombed the depot fled.", "bombed", "Assault"),
        ("Wounded soldiers lay in the snow.", "Wounded", "Injury"),
        # light verbs: the noun tells the event
        ("The rebels carried out an attack on the camp.", "attack", "Assault"),
        ("The two sides held talks in Geneva.", "talks", "Consult"),
        ("Riots erupted in the suburbs.", "Riots", "Protest"),
        ("Police broke up a demonstration of miners.", "demonstration", "Protest"),
        ("The junta declared martial law.", "law", "Coerce"),
        ("The rebels won back the port.", "won back", "Assault"),
        ("Police found 40 kilos of explosives.", "found", "Coerce"),
        ("The army set up an observation point on the hill.", "set up", "Mobilize"),
        ("An explosion ripped through a bakery.", "explosion", "Accident"),
        ("A bomb ripped through a bakery.", "ripped", "Assault"),
        ("The union broke off talks with the ministry.", "broke off", "Sanction"),
        ("The senators rallied behind the general.", "rallied", "Support"),
        ("A suicide bomber struck near the market.", "struck", "Assault"),
        ("The envoy has voiced alarm over the arrests.", "voiced", "Accuse"),
        # phrases, particles, control
        ("Thousands took to the streets.", "took", "Protest"),
        ("Police opened fire on the crowd.", "opened", "Assault"),
        ("Fighters blew up the bridge.", "blew up", "Assault"),
        ("The guards helped evacuate the village.", "evacuate", "Aid"),
        # nouns
        ("The dismissal of the minister surprised many.", "dismissal", "Dismissal"),
        ("The increase in the price of bread hurt the poor.", "increase", "PriceChange"),
        ("A state of emergency is in force.", "state", "Coerce"),
        ("An airstrike destroyed the depot.", "airstrike", "Assault"),
        # headlines
        ("Police arrest nine in Oslo", "arrest", "Coerce"),
        ("Five killed in Cairo blast", "killed", "Killing"),
        ("Shelling wrecked the hall, leaving between six and nine people dead.", "leaving", "Killing"),
        ("Gunmen shot dead a banker.", "shot", "Killing"),
        ("The earthquake killed nine people.", "killed", "Killing"),
        ("The earthquake destroyed the bridge.", "destroyed", "Damage"),
        ("The prisoner said he was beaten in custody.", "beaten", "Assault"),
    ],
)
def test_constructions(annotate: Annotate, text: str, word: str, name: str) -> None:
    assert name in told(annotate(text))[word].classes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The firms struck a deal.", "Assault"),
        ("The firms struck a deal.", "Protest"),
        ("The premier fired the finance minister.", "Assault"),
        ("The senate attacked the problem of debt.", "Assault"),
        ("The senate killed the bill.", "Killing"),
        ("The actor shot a film in Spain.", "Assault"),
        ("The old man had a heart attack.", "Assault"),
        ("Share prices rallied.", "Protest"),
        ("The stock market crashed.", "Accident"),
        ("The company met its targets.", "Consult"),
        ("The village is called Riverside.", "Request"),
        ("The rivals fought a war of words.", "Assault"),
        ("Her home town had licked its wounds by June.", "Injury"),
        ("A wave of nostalgia invaded the valley.", "Assault"),
        ("A barrage of questions met the coach.", "Assault"),
        ("A nurse, who asked not to be named, wept.", "Appointment"),
        ("The victim has not been named.", "Appointment"),
        ("Organisers put the turnout at nine hundred.", "Election"),
        ("The visitors were beaten in the final.", "Assault"),
        ("An earthquake struck the coast at dawn.", "Assault"),
        ("Nine hundred people have been displaced.", "Coerce"),
    ],
)
def test_other_senses_are_left_alone(annotate: Annotate, text: str, name: str) -> None:
    assert not any(name in trigger.classes for trigger in events.find(annotate(text)))


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Nurses staged two sit-ins.", "sit-ins", "Protest"),
        ("The walk-out lasted a day.", "walk-out", "Protest"),
        ("The cease-fire lasted a day.", "cease-fire", "Retreat"),
        ("The swearing-in of the governor was brief.", "swearing-in", "Appointment"),
        ("The navy test-fired a missile.", "test-fired", "Mobilize"),
        ("The laid-off workers wept.", "laid-off", "Dismissal"),
    ],
)
def test_a_hyphenated_word_is_read_as_a_whole(annotate: Annotate, text: str, word: str, name: str) -> None:
    found = told(annotate(text))
    assert set(found) - {"lasted"} == {word}
    assert name in found[word].classes


def test_reporting_is_no_event(annotate: Annotate) -> None:
    assert set(told(annotate("The spokesman said that gunmen attacked the port."))) == {"attacked"}


def test_a_killing_by_someone_is_an_assault(annotate: Annotate) -> None:
    assert told(annotate("Gunmen killed two guards."))["killed"].classes == ("Killing", "Assault")
    assert told(annotate("Two guards were killed."))["killed"].classes == ("Killing",)


def test_type_mode_and_context_go_with_the_sense(annotate: Annotate) -> None:
    trigger = told(annotate("The governor declared a curfew in the port."))["curfew"]
    assert (trigger.plover, trigger.modes) == ("COERCE", ("COERCE-curfew",))
    assert told(annotate("Fuel prices doubled."))["doubled"].contexts == ("context-economic",)


def test_a_promise_of_cooperation_is_an_agreement_and_one_of_conflict_a_threat(annotate: Annotate) -> None:
    assert told(annotate("Norway will send food to the refugees."))["send"].classes == ("Agree", "Aid")
    assert told(annotate("Norway will impose a curfew."))["curfew"].plover in ("THREATEN", "COERCE")
    assert told(annotate("The army will attack the town."))["attack"].plover == "THREATEN"


def test_what_is_demanded_keeps_its_news_class_but_is_no_coded_event(annotate: Annotate) -> None:
    found = told(annotate("Demonstrators called for the resignation of the premier."))
    assert found["called"].plover == "REQUEST"
    assert found["resignation"].classes == ("Resignation",)
    assert found["resignation"].plover is None
    assert found["resignation"].factuality.tense == "future"


def test_what_demonstrators_call_for_is_no_request_beside_the_protest(annotate: Annotate) -> None:
    found = told(annotate("Students rioted, calling for the removal of the dean."))
    assert "calling" not in found


def test_a_speech_act_answered_by_another_is_part_of_it(annotate: Annotate) -> None:
    assert "demand" not in told(annotate("Norway rejected the demand for talks."))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Police dispersed a rally in Lyon.", "rally"),
        ("Police broke up a rally in Lyon.", "rally"),
        ("Drivers called off a strike.", "strike"),
        ("The king commuted the prison sentence.", "sentence"),
    ],
)
def test_what_is_ended_is_an_event_beside_its_end(annotate: Annotate, text: str, word: str) -> None:
    found = told(annotate(text))
    assert len(found) == 2
    assert not [argument for argument in found[word].arguments if argument.role == "kgb:actor"]


def test_a_verb_that_says_its_subject_again_is_no_event(annotate: Annotate) -> None:
    assert set(told(annotate("An earthquake jolted the island."))) == {"earthquake"}


def test_who_is_forced_to_act_is_not_arrested(annotate: Annotate) -> None:
    assert told(annotate("The mayor was forced to resign."))["forced"].modes == ()
    assert told(annotate("Villagers were forced to flee."))["forced"].modes == ("COERCE-deport",)


def test_forms_of_two_verbs_are_told_apart(annotate: Annotate) -> None:
    assert told(annotate("Soldiers raped the women."))["raped"].classes == ("Assault",)
    assert told(annotate("The auditors rapped the council."))["rapped"].classes == ("Accuse",)


def test_must_in_reported_speech_is_a_request(annotate: Annotate) -> None:
    assert told(annotate("Norway said the rebels must leave the port."))["said"].classes == ("Request",)


def test_other_happenings_are_bare_events(annotate: Annotate) -> None:
    assert told(annotate("The company launched a new phone."))["launched"].classes == ("Event",)


def test_triggers_stand_in_text_order_once_each(annotate: Annotate) -> None:
    text = "Police arrested a man and beat him after riots in Lyon, where two shops were burned and looted."
    positions = [trigger.token for trigger in events.find(annotate(text))]
    assert positions == sorted(set(positions))


def test_spans_are_words_of_the_text(annotate: Annotate) -> None:
    annotated = annotate("Rebels shot down a helicopter and set fire to a depot.")
    for trigger in events.find(annotated):
        begin, end = trigger.span
        assert annotated.article.text[begin:end].startswith(annotated.doc[trigger.token].text)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=st.text(max_size=200))
def test_no_text_raises(annotate: Annotate, text: str) -> None:
    annotated = annotate(text)
    causes.find(annotated, events.find(annotated))


WORDS = re.findall(
    r"\S+", "attack talks said to will not arrest police by in protest of the killed because after who was , ?"
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(words=st.lists(st.sampled_from(WORDS), max_size=40))
def test_no_word_salad_raises(annotate: Annotate, words: list[str]) -> None:
    annotated = annotate(" ".join(words))
    triggers = events.find(annotated)
    for link in causes.find(annotated, triggers):
        assert 0 <= link.effect < len(triggers)


def test_finding_events_takes_a_fraction_of_the_time_of_spacy(annotate: Annotate) -> None:
    text = (
        "Police arrested nine men after riots in Lyon, and the mayor accused the government of failing the city. " * 40
    )
    nlp = spacy.load(Settings().model)

    def share() -> float:
        annotated = annotate(text)
        begin = time.process_time()
        nlp(text)
        parsed = time.process_time()
        events.find(annotated)
        return (time.process_time() - parsed) / (parsed - begin)

    share()
    # Python may collect garbage in either.
    assert min(share() for _ in range(5)) < 0.5


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Dozens of attackers were liquidated, the spokeswoman told reporters.", "liquidated", "Killing"),
        ("The king removed Smith as head of the council.", "removed", "Dismissal"),
        ("The council's office was set on fire.", "set", "Damage"),
        ("The ministry lowered the price of gas.", "lowered", "PriceChange"),
        ("The king asked the alliance to send help.", "asked", "Request"),
    ],
)
def test_longer_patterns(annotate: Annotate, text: str, word: str, name: str) -> None:
    assert name in told(annotate(text))[word].classes


def test_a_rule_in_force_is_no_threat(annotate: Annotate) -> None:
    assert told(annotate("A curfew will be in force in May."))["curfew"].classes == ("Coerce",)


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The union walked out of the talks.", "walked", "Reject"),
        ("Sweden ordered the envoy to leave.", "ordered", "Sanction"),
        ("The hostages were set free on Friday.", "set", "Retreat"),
        ("The Sensex posted a gain of 300 points.", "gain", "PriceChange"),
        ("The peso resumed its slide.", "slide", "PriceChange"),
        ("The Nikkei closed lower.", "closed", "PriceChange"),
        ("Brazil bought twelve jets from Sweden.", "bought", "Cooperate"),
        ("The treasury bailed out the lender.", "bailed out", "Aid"),
        ("Two boys were kidnapped near Kano.", "kidnapped", "Assault"),
        ("The bishop apologised to the victims.", "apologised", "Concede"),
        ("The president ceased the governor on Monday.", "ceased", "Dismissal"),
        ("Negotiators reached a deal.", "deal", "Agree"),
    ],
)
def test_phrases_of_several_words(annotate: Annotate, text: str, word: str, name: str) -> None:
    assert name in told(annotate(text))[word].classes


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        # quarrels settled, consent, offers
        ("Mali and Niger buried their quarrel over grazing rights.", "buried", "Agree"),
        ("The bank settled with the widows.", "settled", "Agree"),
        ("The insurer settled the claim out of court.", "settled", "Agree"),
        ("The mayors saw eye to eye on the tram line.", "saw", "Agree"),
        ("The finance ministry okayed the loan to Kenya.", "okayed", "Agree"),
        ("The watchdog cleared the takeover of Fintel by Norbank.", "cleared", "Agree"),
        ("The union accepted a 4 percent rise.", "accepted", "Agree"),
        ("Washington's offer to host the talks came late.", "offer", "Agree"),
        ("Peru is open to talks with Chile.", "open", "Agree"),
        ("Chile's senate ratified the fishing treaty.", "ratified", "Vote"),
        # meetings, envoys, visits, calls
        ("The mayors sat down together in the town hall.", "sat down", "Consult"),
        ("Seven mayors put their heads together in Kehl.", "put", "Consult"),
        ("The cabinet reached out to the strikers.", "reached out", "Consult"),
        ("The union's lawyers are sounding out investors.", "sounding out", "Consult"),
        ("Zambia sent two negotiators to Luanda.", "sent", "Consult"),
        ("The envoy carried a letter to the emir.", "carried", "Consult"),
        ("The envoy is due in Cairo on Friday for talks.", "due", "Consult"),
        ("The premier dropped in on the miners.", "dropped in", "Consult"),
        ("The king toured the flooded valley.", "toured", "Consult"),
        ("A trade mission toured Belarus.", "toured", "Consult"),
        ("The premier rang his Irish counterpart.", "rang", "Consult"),
        ("The third round of talks between Peru and Chile ended in Lima.", "talks", "Consult"),
        # recognition, defence in words, siding with, honours
        ("Kenya would recognise the transitional council.", "recognise", "Support"),
        ("The minister defended his deputy.", "defended", "Support"),
        ("The bishop stuck up for the strikers.", "stuck up", "Support"),
        ("Norway stood shoulder to shoulder with Finland in the dispute.", "stood", "Support"),
        ("Denmark closed ranks behind Sweden.", "closed", "Support"),
        ("The governor lined up behind the senator.", "lined up", "Support"),
        ("The king decorated nine firefighters.", "decorated", "Support"),
        ("The premier tipped his hat to the nurses.", "tipped", "Support"),
        ("Moldova joined the customs union in May.", "joined", "Agree"),
        ("Growers lobbied for a levy on imports.", "lobbied", "Request"),
        ("The premier survived a vote of confidence.", "vote", "Vote"),
        # extradition, joint training, firms and wares that change hands
        ("He was extradited to Chile in May.", "extradited", "Cooperate"),
        ("Kenya turned over a fugitive to the Dutch police.", "turned over", "Cooperate"),
        ("Fiji tipped off the Tongan police.", "tipped off", "Cooperate"),
        ("Mali and Niger swapped forty captives.", "swapped", "Retreat"),
        ("French marines and Spanish legionnaires trained together in the hills.", "trained", "Cooperate"),
        ("The fund bought a Danish brewer for 90 million euros.", "bought", "Cooperate"),
        ("The utility sold its pipelines to a pension fund.", "sold", "Cooperate"),
        ("The brewery was taken over by a family fund.", "taken over", "Cooperate"),
        ("Norbank poured 90 million dollars into a Kenyan mill.", "poured", "Cooperate"),
        ("Kuwait supplied Sudan with diesel.", "supplied", "Cooperate"),
        ("The regulator approved the sale of the unit.", "sale", "Cooperate"),
        ("Chad is ready to resume joint patrols.", "ready", "Agree"),
    ],
)
def test_agreements_talks_support_and_trade(annotate: Annotate, text: str, word: str, name: str) -> None:
    assert name in told(annotate(text))[word].classes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The agreement of verb and noun is taught in spring.", "Agree"),
        ("The book is lent by agreement.", "Agree"),
        ("A mudslide buried a row of stalls.", "Agree"),
        ("Police cleared the way for the ambulance.", "Agree"),
        ("The mayor has promised nothing.", "Agree"),
        ("The shop is open to visitors.", "Agree"),
        ("The two candidates meet in a run-off in May.", "Consult"),
        ("The freighter is due in Genoa on Friday.", "Consult"),
        ("The bishops' conference begged for peace.", "Consult"),
        ("Sweden recalled its envoy for consultations.", "Consult"),
        ("A bus stop in Lagos was hit.", "Consult"),
        ("Troops ringed the palace.", "Consult"),
        ("Talk of a coup spread.", "Consult"),
        ("The couple negotiated the stairs with a piano.", "Consult"),
        ("A fire gutted a textile workshop.", "Consult"),
        ("The staff were told on a video call.", "Consult"),
        ("Troops defended the town for a week.", "Support"),
        ("The lawyer defended a banker in court.", "Support"),
        ("The clerks struck in sympathy.", "Support"),
        ("The army, backed by tanks, took the port.", "Support"),
        ("The waiter joined a union.", "Support"),
        ("The priest blessed the boats.", "Support"),
        ("Exports rose by a fifth.", "Cooperate"),
        ("The tax on exports was cut.", "Cooperate"),
        ("Boys swapped stickers in the yard.", "Cooperate"),
        ("The runner trained together with her sister.", "Cooperate"),
        ("The chapel changed hands twice in the war.", "Cooperate"),
        ("The troops are ready to attack.", "Agree"),
    ],
)
def test_what_is_no_agreement_talk_support_or_trade(annotate: Annotate, text: str, name: str) -> None:
    assert all(name not in trigger.classes for trigger in told(annotate(text)).values())


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The evidence supports the theory.", "supports"),
        ("The roof is supported by steel beams.", "supported"),
        ("The medicine helped him.", "helped"),
        ("The minister dropped in on Monday.", "dropped"),
        ("The bishop insisted on Monday.", "insisted"),
        ("The decree is long.", "decree"),
        ("Detectives ruled out robbery.", "ruled"),
    ],
)
def test_what_does_no_act_and_what_only_names_one(annotate: Annotate, text: str, word: str) -> None:
    trigger = told(annotate(text)).get(word)
    assert trigger is None or trigger.classes == ("Event",)


@pytest.mark.parametrize(
    ("text", "word", "mode"),
    [
        ("The mayor refused to meet the strikers.", "refused", "REJECT-meet"),
        ("The union rejected the reform.", "rejected", "REJECT-change"),
        ("The envoy urged the rebels to release the nurse.", "urged", "REQUEST-yield"),
        ("The mayor urged the ministry to send tents.", "urged", "REQUEST-assist"),
        ("The militia threatened to bomb the bridge.", "threatened", "THREATEN-violence"),
    ],
)
def test_a_speech_act_has_its_mode_by_what_it_is_about(annotate: Annotate, text: str, word: str, mode: str) -> None:
    assert told(annotate(text))[word].modes == (mode,)


@pytest.mark.parametrize(
    ("text", "word", "mode"),
    [
        ("Two suicide bombers attacked the depot.", "attacked", "ASSAULT-suicide-attack"),
        ("Warplanes killed two herders near Gao.", "killed", "ASSAULT-aerial"),
        ("The jets fired missiles at the depot.", "fired", "ASSAULT-aerial"),
        ("The rebels fired missiles at the depot.", "fired", "ASSAULT-heavy-weapons"),
        ("The rebels used mustard gas on the village.", "used", "ASSAULT-unconventional"),
        ("The guards fired tear gas at the miners.", "fired", "ASSAULT-crowd-control"),
        ("Gunmen attacked the depot.", "attacked", "ASSAULT-firearms"),
        ("The smugglers killed a guard in a bomb attack.", "killed", "ASSAULT-explosives"),
        ("Herders attacked the guards with machetes.", "attacked", "ASSAULT-primitive"),
        ("The miners began a hunger strike.", "strike", "PROTEST-hunger"),
        ("A violent protest shook the town.", "protest", "PROTEST-riot"),
        ("Guards used excessive force to remove the miners.", "used", "ASSAULT-crowd-control"),
        # what comes of a deed comes of its means
        ("The rebels fired rockets at the depot, killing two guards.", "killing", "ASSAULT-heavy-weapons"),
        ("The rebels used sarin gas in an attack near the depot.", "attack", "ASSAULT-unconventional"),
    ],
)
def test_an_event_has_its_mode_by_the_means_around_it(annotate: Annotate, text: str, word: str, mode: str) -> None:
    assert told(annotate(text))[word].modes == (mode,)


def test_what_is_aimed_at_is_no_means(annotate: Annotate) -> None:
    assert told(annotate("The army attacked a convoy of tanks."))["attacked"].modes == ()


def test_a_speech_act_about_nothing_known_has_no_mode(annotate: Annotate) -> None:
    assert told(annotate("The bishop rejected the idea."))["rejected"].modes == ()


def test_a_blast_takes_the_sense_that_its_text_tells(annotate: Annotate) -> None:
    assert told(annotate("The explosion wrecked a bakery."))["explosion"].classes == ("Accident",)
    assert told(annotate("A bomb went off in Lviv. The explosion wrecked a bakery."))["explosion"].classes == (
        "Assault",
    )


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        # markets
        ("Shares in Lisbon closed two percent down.", "closed", "PriceChange"),
        ("The bourse rose in the morning. It slipped after lunch.", "slipped", "PriceChange"),
        ("Weak figures sent shares tumbling.", "tumbling", "PriceChange"),
        ("The peso crashed in May, and the crash ruined savers.", "crash", "PriceChange"),
        ("Bourses dragged down by war fears", "dragged down", "PriceChange"),
        ("Nordic share prices slide", "slide", "PriceChange"),
        ("A decrease of bond prices followed.", "decrease", "PriceChange"),
        # trade
        ("Kenya Airways took delivery of two jets.", "delivery", "Cooperate"),
        ("The first helicopters will be delivered in May.", "delivered", "Cooperate"),
        ("Volvo bought its rival.", "bought", "Cooperate"),
        ("Peru signed a contract to buy two ships from Fincantieri.", "buy", "Cooperate"),
        ("The merger of Fiat and Peugeot pleased investors.", "merger", "Cooperate"),
        ("Siemens licensed the patent to Bosch.", "licensed", "Cooperate"),
        # bids, rescues, insolvency, gatherings
        ("The offer of Carlsberg for the brewery was generous.", "offer", "Agree"),
        ("The navy selected Naval Group to build the hulls.", "selected", "Agree"),
        ("The carmaker received a loan.", "received", "Aid"),
        ("The airline filed for bankruptcy.", "filed", "Trial"),
        ("He gave the keynote at the Lisbon Web Conference.", "Conference", "Consult"),
        ("Oracle settled its lawsuit against Google.", "lawsuit", "Accuse"),
        ("The regulator suspended trading.", "suspended", "Coerce"),
    ],
)
def test_business(annotate: Annotate, text: str, word: str, name: str) -> None:
    assert name in told(annotate(text))[word].classes


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Sales of cars fell in May.", "fell"),
        ("Shares rose. The plane crashed near Oslo. It lost a wing.", "lost"),
        ("The economy shrank.", "shrank"),
        ("The train crashed, and the crash blocked the line.", "blocked"),
        ("The new laptop replaces an older model.", "replaces"),
        ("The tablet supports two languages.", "supports"),
        ("Demand for cement is weak.", "Demand"),
        ("The revolution in design changed the shops.", "revolution"),
        ("The bank fought to save the deal.", "fought"),
        ("The exchange suspended trading in two shares.", "suspended"),
    ],
)
def test_business_that_fits_no_class(annotate: Annotate, text: str, word: str) -> None:
    trigger = told(annotate(text)).get(word)
    assert trigger is None or trigger.classes == ("Event",)


def test_a_contract_tells_what_it_is_about_but_no_plover_event(annotate: Annotate) -> None:
    trigger = told(annotate("Airbus won a contract to supply the Kenyan airline with ten jets."))["supply"]
    assert (trigger.classes, trigger.plover) == (("Cooperate",), None)
    assert (trigger.factuality.certainty, trigger.factuality.tense) == ("probable", "future")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Bread went up by a fifth in Oruro.", "went up"),
        ("Steel leapt 4 percent on Friday.", "leapt"),
        ("Bus fares in Oruro shot up.", "shot up"),
        ("The metical firmed against the dollar.", "firmed"),
        ("The peso took a hammering on Monday.", "took"),
        ("The bourse lost ground again.", "lost"),
        ("Yields have gone through the roof.", "gone"),
        ("The rail operator bumped up fares.", "bumped up"),
        ("The cabinet upped the fuel duty.", "upped"),
        ("The decree cut their pay by a tenth.", "cut"),
        ("The nurses accepted a freeze on pay.", "freeze"),
        ("The teachers won a pay rise of 3 percent.", "rise"),
        ("Rice now costs more than twice what it did.", "costs"),
        ("The bank kept its key rate unchanged.", "kept"),
        ("The council raised parking charges.", "raised"),
        ("The shilling hit 150 to the dollar.", "hit"),
        ("The shares of the mill plunged 12 percent.", "plunged"),
        ("The clerks won a raise of 4 percent.", "raise"),
    ],
)
def test_moves_of_prices(annotate: Annotate, text: str, word: str) -> None:
    assert "PriceChange" in told(annotate(text))[word].classes


@pytest.mark.parametrize(
    "text",
    [
        "The death toll rose to nine.",
        "Bread rises in a warm kitchen.",
        "Coal fell off the lorry.",
        "Milk spilled over the floor as sales went up.",
        "The boxer took a beating.",
        "The army lost ground near the border.",
    ],
)
def test_what_moves_otherwise_has_no_price(annotate: Annotate, text: str) -> None:
    assert all("PriceChange" not in each.classes for each in events.find(annotate(text)))


@pytest.mark.parametrize(
    ("text", "word", "classes"),
    [
        # what fire, water and the ground do to things
        ("The blaze gutted a bakery in Leeds.", "gutted", {"Damage"}),
        ("Flames consumed two barns on the estate.", "consumed", {"Damage"}),
        ("A sinkhole swallowed a delivery van in Turin.", "swallowed", {"Damage"}),
        ("The gale snapped dozens of pylons.", "snapped", {"Damage"}),
        ("A mudslide buried three cottages above Bergen.", "buried", {"Damage"}),
        ("The tremor cracked the dome of the church.", "cracked", {"Damage"}),
        ("Sewage fouled the lagoon for a week.", "fouled", {"Damage"}),
        ("The frost killed thousands of sheep.", "killed", {"Damage"}),
        ("The warehouse burned for two days.", "burned", {"Damage"}),
        ("Neighbours deplored the burning of the library.", "burning", {"Damage"}),
        # what people do to things
        ("Looters smashed the kiosk.", "smashed", {"Damage", "Protest"}),
        ("A crowd torched the customs office.", "torched", {"Damage", "Protest"}),
        ("Smugglers torched a coastguard hut.", "torched", {"Damage", "Assault"}),
        ("Insurgents blew up a railway bridge.", "blew up", {"Damage", "Assault"}),
        ("The navy sank a smuggler's boat.", "sank", {"Damage", "Assault"}),
        ("Air defences shot down four drones.", "shot down", {"Damage", "Assault"}),
        ("Vandals slashed the tyres of six buses.", "slashed", {"Damage", "Assault"}),
        # deaths
        ("Cholera has carried off sixty villagers.", "carried off", {"Killing"}),
        ("The collapse took nine lives.", "took", {"Killing"}),
        ("The banker took his own life.", "took", {"Killing"}),
        ("The gunman turned the pistol on himself.", "turned", {"Killing"}),
        ("A sailor was blown to pieces by a mine.", "blown", {"Killing"}),
        ("The militia lost thirty men in the ambush.", "lost", {"Killing"}),
        ("A falling branch fatally struck a jogger.", "struck", {"Killing"}),
        ("Robbers slit the throat of a watchman.", "slit", {"Killing", "Assault"}),
        ("A general was blown up in his car.", "blown up", {"Killing", "Assault"}),
        # injuries
        ("No one was harmed.", "harmed", {"Injury"}),
        ("The driver escaped with bruises.", "escaped", {"Injury"}),
        ("The leak sent forty pupils to hospital.", "sent", {"Injury"}),
        ("A soldier shot a boy in the leg.", "shot", {"Injury", "Assault"}),
        ("The jockey was paralysed from the waist down.", "paralysed", {"Injury"}),
        ("The blast tore off the arm of a porter.", "tore off", {"Injury"}),
        # blows, raids and sieges
        ("A patrol came under fire near the border.", "came", {"Assault"}),
        ("The siege of the fortress ended in May.", "siege", {"Assault"}),
        ("Pirates boarded a tanker off Lagos.", "boarded", {"Assault"}),
        ("Bandits snatched a surgeon from her clinic.", "snatched", {"Assault"}),
        ("The two factions traded fire.", "traded", {"Assault"}),
        ("Two thugs clobbered a waiter.", "clobbered", {"Assault"}),
        ("Farmers pelted the minister with tomatoes.", "pelted", {"Assault", "Protest"}),
        ("A monk set himself alight in Lhasa.", "set", {"Protest"}),
        ("A man doused his wife in acid.", "doused", {"Assault"}),
        ("The army beat back an attack.", "beat back", {"Assault"}),
        ("The commandos stormed the trawler.", "stormed", {"Assault"}),
    ],
)
def test_harm_is_told_by_many_words(annotate: Annotate, text: str, word: str, classes: set[str]) -> None:
    found = {word: set(trigger.classes) for word, trigger in told(annotate(text)).items()}
    assert found.get(word) == classes


@pytest.mark.parametrize(
    "text",
    [
        "The talks were a dead end.",
        "The bill is dead on arrival.",
        "The film bombed in China.",
        "The startup is drowning in debt.",
        "The minister came under fire over the budget.",
        "The retailer swallowed its rival.",
        "The champion smashed the record.",
        "The fund burned through its cash.",
        "The investor snapped up the shares.",
        "The toll on the motorway rose to six euros.",
        "The regulatory bodies found a way.",
        "A clash of personalities split the band.",
        "The striker punched the air.",
        "The beaten candidate went home.",
        "The deal is dead in the water.",
        "The singer killed it on stage.",
        "The party bombarded voters with leaflets.",
        "She raided the fridge.",
        "A widow doused herself with petrol.",
        "The senator clobbered her rival by 30 points.",
        "The bill would gut the agency.",
        "The court shot down the appeal.",
        "The mayor opened fire on his critics.",
        "The gang stormed the charts.",
        "A man boarded the bus in Lyon.",
        "A soldier fell in love with a nurse.",
        "A reporter was paralysed by fear.",
        "The company lost its pilot in March.",
        "The critics pelted the director with questions.",
        "Two sisters smashed the glass ceiling.",
        "The project took its toll on the staff.",
        "A man snatched victory from defeat.",
        "He stabbed his friends in the back.",
        "The novelist consumed a whole cake.",
        "The coach lost two players to a rival club.",
        "The rain lasted a day and the crops grew.",
        "The board sent two managers to Berlin.",
        "The law harms the economy.",
        "The player escaped with a warning.",
        "The actress fell in love.",
        "The board took a decision.",
        "The firm levelled charges at its rival.",
        "The judge buried the report.",
        "The minister fell in line.",
        "The team routed its rival.",
        "The trader ploughed money into land.",
    ],
)
def test_words_of_harm_may_mean_otherwise(annotate: Annotate, text: str) -> None:
    harm = {"Assault", "Killing", "Injury", "Damage"}
    assert not [t for t in events.find(annotate(text)) if not harm.isdisjoint(t.classes)]


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        # out of danger
        ("Divers plucked nine hikers from the river.", "plucked", "Aid"),
        ("Firefighters pulled a boy alive from the rubble.", "pulled", "Aid"),
        ("The miner was hauled out alive after two days.", "hauled out", "Aid"),
        ("A neighbour dragged two children from the blaze.", "dragged", "Aid"),
        ("A tug towed the ferry to port.", "towed", "Aid"),
        ("Paramedics resuscitated the swimmer.", "resuscitated", "Aid"),
        ("Families were evacuated by sea.", "evacuated", "Aid"),
        # what is given
        ("The army trucked water to the villages.", "trucked", "Aid"),
        ("Chile has given Peru two ambulances.", "given", "Aid"),
        ("Norway lent Chile a helicopter.", "lent", "Aid"),
        ("Peru supplied the rebels with rifles.", "supplied", "Aid"),
        ("Norway stumped up 9 million euros.", "stumped up", "Aid"),
        ("The governor footed the bill.", "footed", "Aid"),
        # a roof
        ("The deposed general took refuge in Peru.", "took", "Aid"),
        ("A nun hid two deserters.", "hid", "Aid"),
        # mishaps
        ("The embankment gave way at dawn.", "gave", "Accident"),
        ("The trawler keeled over off Peru.", "keeled over", "Accident"),
        ("A barge struck the jetty.", "struck", "Accident"),
        ("The rope bridge snapped.", "snapped", "Accident"),
        ("Ammonia escaped from the brewery.", "escaped", "Accident"),
        ("A tram jumped the rails in Oruro.", "jumped", "Accident"),
        ("A breach of the dam drowned two goatherds.", "breach", "Accident"),
        ("The blackout lasted a day.", "blackout", "Accident"),
        ("The roof of the school collapsed.", "collapsed", "Accident"),
        ("The roof of the school collapsed.", "collapsed", "Damage"),
        ("Two welders were electrocuted.", "electrocuted", "Killing"),
        ("Rebels derailed a goods train.", "derailed", "Assault"),
        # nature
        ("Hurricane Odile flattened nine villages.", "Hurricane Odile", "NaturalDisaster"),
        ("Tropical Storm Odile is moving north.", "Storm Odile", "NaturalDisaster"),
        ("The hillside gave way above Oruro.", "gave", "NaturalDisaster"),
        ("The rockfall closed a road.", "rockfall", "NaturalDisaster"),
        ("Peat fires burned for a week.", "fires", "NaturalDisaster"),
        ("The cold snap killed nine.", "snap", "NaturalDisaster"),
        ("The floods of 1997 were worse.", "floods", "NaturalDisaster"),
    ],
)
def test_help_and_mishaps(annotate: Annotate, text: str, word: str, name: str) -> None:
    assert name in told(annotate(text))[word].classes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The vote went through, to the relief of Chile.", "Aid"),
        ("A letter rescued from oblivion is on show.", "Aid"),
        ("He left to care for his mother.", "Aid"),
        ("Vets vaccinated the herd.", "Aid"),
        ("Chile lent its name to the prize.", "Aid"),
        ("The club was helped by a late penalty.", "Aid"),
        ("Chile gave Peru an ultimatum.", "Aid"),
        ("Police searched for the gunman.", "Aid"),
        ("The firm shipped oil from the port.", "Aid"),
        ("The couple furnished their house.", "Aid"),
        ("Patients pay for treatment.", "Aid"),
        ("A drone struck a house in Oruro.", "Accident"),
        ("The bank gave way to its creditors.", "NaturalDisaster"),
        ("The war cost more lives than any before.", "PriceChange"),
        ("The board ditched its chairman.", "Accident"),
        ("Fans spilled onto the square.", "Accident"),
        ("The reform ran aground in committee.", "Accident"),
        ("A news blackout was imposed.", "Accident"),
        ("An avalanche of reproach met the premier.", "NaturalDisaster"),
        ("A flood of cheap steel worried the mills.", "NaturalDisaster"),
        ("Thousands flooded the boulevard.", "NaturalDisaster"),
        ("Hurricane Energy sold its field.", "NaturalDisaster"),
    ],
)
def test_neither_help_nor_mishaps(annotate: Annotate, text: str, name: str) -> None:
    assert not any(name in trigger.classes for trigger in events.find(annotate(text)))


def test_a_verb_of_a_relative_clause_says_its_noun_again(annotate: Annotate) -> None:
    assert "broke out" not in told(annotate("A fire that broke out in a mill killed two."))


@pytest.mark.parametrize(
    ("text", "word", "actors", "recipients"),
    [
        ("A convoy came under fire near Narva.", "came", [], ["convoy"]),
        ("The militia lost thirty men in the ambush.", "lost", [], ["men"]),
        ("A waiter took a bullet in the leg.", "took", [], ["waiter"]),
        ("Bandits snatched a surgeon from her clinic.", "snatched", ["Bandits"], ["surgeon"]),
        ("The premier was pelted with eggs by fishermen.", "pelted", ["fishermen"], ["premier"]),
        ("Youths threw stones at the embassy of Chad.", "threw", ["Youths"], ["embassy"]),
        ("The driver escaped with bruises.", "escaped", [], ["driver"]),
    ],
)
def test_who_is_hit_suffers(annotate: Annotate, text: str, word: str, actors: list[str], recipients: list[str]) -> None:
    annotated = annotate(text)
    arguments = told(annotated)[word].arguments
    assert [annotated.doc[a.head].text for a in arguments if a.role == "kgb:actor"] == actors
    assert [annotated.doc[a.head].text for a in arguments if a.role == "kgb:recipient"] == recipients


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        # what was hidden and comes out
        ("The ministry admitted that two prisoners had fled.", "admitted", "Disclosure"),
        ("The cashier confessed to the theft.", "confessed", "Disclosure"),
        ("The weekly revealed that the mayor owned the quarry.", "revealed", "Disclosure"),
        ("Auditors uncovered a shortfall at the port.", "uncovered", "Disclosure"),
        ("The inquiry concluded that guards had opened the gate.", "concluded", "Disclosure"),
        ("A nurse blew the whistle on the clinic.", "blew", "Disclosure"),
        ("The archive unsealed the letters.", "unsealed", "Disclosure"),
        # named by what one condemns
        ("The minister called the ruling a farce.", "called", "Accuse"),
        ("Farmers called the tax unfair.", "called", "Accuse"),
        ("The premier branded the editor a liar.", "branded", "Accuse"),
        ("The union described the offer as an insult.", "described", "Accuse"),
        ("The opposition cried foul over the count.", "cried", "Accuse"),
        ("The bishop tore into the minister.", "tore", "Accuse"),
        ("Norway summoned the Chilean ambassador.", "summoned", "Accuse"),
        ("The villagers took the mine to court.", "took", "Accuse"),
        ("The widow dragged the firm before a tribunal.", "dragged", "Accuse"),
        ("The banker is wanted for fraud.", "wanted", "Accuse"),
        # refusals
        ("The general scoffed at the ultimatum.", "scoffed", "Reject"),
        ("The premier turned a deaf ear to the miners.", "turned", "Reject"),
        ("The delegation stormed out of the talks.", "stormed", "Reject"),
        ("The islanders said no to the plan.", "said", "Reject"),
        ("The ministry ignored the warning signs.", "ignored", "Reject"),
        ("The assembly voted down the amendment.", "voted", "Vote"),
        ("Two deputies abstained.", "abstained", "Vote"),
        # requests
        ("The judge ordered an autopsy.", "ordered", "Request"),
        ("The envoy insisted that Chad hand over the pilot.", "insisted", "Request"),
        ("The embassy advised travellers against the trip.", "advised", "Request"),
        ("The bishops pressed the government for an answer.", "pressed", "Request"),
        ("The widow applied for bail.", "applied", "Request"),
        ("The editor advocated the release of the pilots.", "advocated", "Request"),
        # threats
        ("The mayor gave the squatters until Friday to leave.", "gave", "Threaten"),
        ("The army will not hesitate to shoot.", "hesitate", "Threaten"),
        ("The envoy hinted that his country could quit the pact.", "hinted", "Threaten"),
    ],
)
def test_words_of_speech(annotate: Annotate, text: str, word: str, name: str) -> None:
    assert name in told(annotate(text))[word].classes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Critics called the film a delight.", "Accuse"),
        ("The locals call the hill the Anvil.", "Accuse"),
        ("The jeweller wanted a licence.", "Accuse"),
        ("The clinic admitted two patients.", "Disclosure"),
        ("The carpenter found that the door was shut.", "Disclosure"),
        ("Workmen uncovered a mosaic.", "Disclosure"),
        ("The winger shrugged off an injury.", "Reject"),
        ("Investors shrugged off the news.", "Reject"),
        ("The cook asked where the salt was.", "Request"),
        ("The car appeals to younger buyers.", "Request"),
        ("The waiter insisted that he was right.", "Request"),
        ("The airline issued a profit warning.", "Threaten"),
        ("The frog is threatened with extinction.", "Threaten"),
        ("The pupils complained of headaches.", "Accuse"),
    ],
)
def test_words_of_speech_used_otherwise(annotate: Annotate, text: str, name: str) -> None:
    assert all(name not in each.classes for each in told(annotate(text)).values())


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        # what is eased, dropped, put off or taken back
        ("Peru has scrapped visas for students.", "scrapped", "Concede"),
        ("The ministry relaxed border checks.", "relaxed", "Concede"),
        ("The dockers put off a two-day stoppage.", "put off", "Concede"),
        ("The nurses called off a walkout.", "called off", "Concede"),
        ("The regulator dropped its inquiry into the brewer.", "dropped", "Concede"),
        ("The premier walked back his remarks about the judges.", "walked", "Concede"),
        ("The council bowed to the farmers.", "bowed", "Concede"),
        ("The family paid a ransom of two million dollars.", "paid", "Concede"),
        ("The police let the pilgrims cross the bridge.", "let", "Concede"),
        ("The miners went back to work on Monday.", "went", "Concede"),
        ("The premier gave way over the dams.", "gave", "Concede"),
        # who leaves, lets go or gives up
        ("A tank column retreated from the ridge.", "retreated", "Retreat"),
        ("The garrison abandoned the fort.", "abandoned", "Retreat"),
        ("The rebels quit the town of Bria overnight.", "quit", "Retreat"),
        ("The pirates let the sailors go.", "let", "Retreat"),
        ("The two armies swapped forty prisoners.", "swapped", "Retreat"),
        ("The defenders hoisted a white flag.", "hoisted", "Retreat"),
        ("Gunmen seized a nurse and freed her in May.", "freed", "Retreat"),
        ("Honduras reopened the crossing.", "reopened", "Retreat"),
        # who goes, is sent away or gets a post
        ("The minister threw in the towel.", "threw", "Resignation"),
        ("The premier called it a day.", "called", "Resignation"),
        ("The governor fell on her sword.", "fell", "Resignation"),
        ("Thousands demanded that the mayor go.", "go", "Resignation"),
        ("The senator withdrew from the race.", "withdrew", "Resignation"),
        ("The editor handed in his notice.", "handed in", "Resignation"),
        ("The nine clerks it had fired sued the bank.", "fired", "Dismissal"),
        ("The carmaker let go a tenth of its staff.", "let", "Dismissal"),
        ("The insurer will halve its workforce.", "halve", "Dismissal"),
        ("The headmaster was suspended on Friday.", "suspended", "Dismissal"),
        ("The board showed the director the door.", "showed", "Dismissal"),
        ("The king dissolved parliament.", "dissolved", "Dismissal"),
        ("The assembly withdrew confidence from the cabinet.", "withdrew", "Dismissal"),
        ("The bank reinstated the clerks.", "reinstated", "Appointment"),
        ("The premier handed an economist the trade portfolio.", "handed", "Appointment"),
        ("Ana Ruiz will replace the chairman.", "replace", "Appointment"),
        ("The army promoted three colonels.", "promoted", "Appointment"),
        ("She was made head of the mint.", "made", "Appointment"),
    ],
)
def test_who_gives_way_goes_or_gets_a_post(annotate: Annotate, text: str, word: str, name: str) -> None:
    assert name in told(annotate(text))[word].classes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The farmer let the hay dry.", "Concede"),
        ("The spokesman let slip a date.", "Concede"),
        ("The orchard yielded ten crates.", "Concede"),
        ("The senator yielded the microphone.", "Concede"),
        ("They spent the week at a mountain retreat.", "Retreat"),
        ("Divers freed two boys from a cave.", "Retreat"),
        ("The bank limited withdrawals.", "Retreat"),
        ("In the last match he surrendered a pawn.", "Retreat"),
        ("The baker resigned herself to the noise.", "Resignation"),
        ("The queen stepped down from the carriage.", "Resignation"),
        ("The captain retired hurt in the second match.", "Resignation"),
        ("The widow spent her retirement in Spain.", "Resignation"),
        ("The nurse was relieved to see her sister.", "Dismissal"),
        ("A ranger was fired at near the lake.", "Dismissal"),
        ("They met at the appointed place.", "Appointment"),
        ("The seat by the window is taken.", "Appointment"),
    ],
)
def test_who_does_not_give_way_or_go(annotate: Annotate, text: str, name: str) -> None:
    assert not any(name in each.classes for each in events.find(annotate(text)))


@pytest.mark.parametrize(
    ("text", "word", "role", "who"),
    [
        ("The pirates let the sailors go.", "let", "kgb:recipient", "sailors"),
        ("The bank reinstated the clerks.", "reinstated", "kgb:recipient", "clerks"),
        ("The headmaster was suspended by the ministry.", "suspended", "kgb:recipient", "headmaster"),
        ("Ana Ruiz will replace the chairman.", "replace", "kgb:recipient", "Ruiz"),
        ("The governor fell on her sword.", "fell", "kgb:actor", "governor"),
        ("The premier handed an economist the trade portfolio.", "handed", "kgb:recipient", "economist"),
        ("The king dissolved parliament.", "dissolved", "kgb:recipient", "parliament"),
    ],
)
def test_who_goes_and_who_sends_away(annotate: Annotate, text: str, word: str, role: str, who: str) -> None:
    annotated = annotate(text)
    roles = {annotated.doc[each.head].text: each.role for each in told(annotated)[word].arguments}
    assert roles[who] == role


def test_a_participle_below_no_verb_is_read(annotate: Annotate) -> None:
    text = (
        "of ? was arrest after after , was , said talks by by because because to not police because in ?"
        " because protest because not police was police ? said police of talks after"
    )
    events.find(annotate(text))


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Oman brokered a truce between the clans.", "brokered", "Consult"),
        ("Peru and Chile signed a treaty on water.", "signed", "Agree"),
        ("The delegates sat down in Oslo on Monday.", "sat down", "Consult"),
        ("The premier saw the king at noon.", "saw", "Consult"),
        ("Denmark pledged 4 million euros in grants.", "pledged", "Agree"),
        ("The parties papered over their rift.", "papered", "Agree"),
        ("The mayor offered an apology to the widow.", "apology", "Concede"),
        ("The bishop prayed for the miners.", "prayed", "Support"),
        ("The ministry gave the green light to the march.", "gave", "Concede"),
        ("The city awarded a contract to a Turkish firm.", "awarded", "Cooperate"),
        ("The boy was treated for burns.", "treated", "Aid"),
        ("The boy was treated for burns.", "treated", "Injury"),
        ("Crews extinguished the blaze at noon.", "extinguished", "Aid"),
        ("Divers combed the river for the boy.", "combed", "Aid"),
        ("A van drove into a crowd in Leeds.", "drove", "Accident"),
        ("The tanker broke in two off Spain.", "broke", "Accident"),
        ("Methane leaked from a pipe.", "leaked", "Accident"),
        ("A wall fell and trapped two boys under the rubble.", "trapped", "Accident"),
        ("The blaze burned 900 acres of scrub.", "blaze", "NaturalDisaster"),
        ("Measles has returned to the valley.", "Measles", "NaturalDisaster"),
        ("A landslip closed the pass.", "landslip", "NaturalDisaster"),
        ("Aid reached the flooded villages.", "flooded", "NaturalDisaster"),
    ],
)
def test_families_of_talks_pacts_and_mishaps(annotate: Annotate, text: str, word: str, name: str) -> None:
    assert name in told(annotate(text))[word].classes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The men talked about the weather.", "Consult"),
        ("Children huddled in the cellar.", "Consult"),
        ("Kenyan soldiers arrived in Haiti.", "Consult"),
        ("She initialled every page.", "Agree"),
        ("The judge reopened the file on the land deals.", "Agree"),
        ("Police fire killed two boys.", "Accident"),
        ("The soup is on the fire.", "Accident"),
        ("The travel firm collapsed, and the collapsed firm left debts.", "Damage"),
        ("Polls promise a landslide for the left.", "NaturalDisaster"),
        ("The exchange in Lagos closed for a holiday.", "PriceChange"),
        ("The court sided with the tenants.", "Support"),
        ("The rebels delivered rifles to the army.", "Aid"),
    ],
)
def test_what_is_no_talk_pact_or_mishap(annotate: Annotate, text: str, name: str) -> None:
    assert not any(name in each.classes for each in events.find(annotate(text)))
