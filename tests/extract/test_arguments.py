"""Arguments: who, whom and where, over the constructions of English."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from triples import fillers

from kgbuild.extract import events
from kgbuild.extract.document import extract
from kgbuild.extract.layers import ArgumentToken
from kgbuild.model import Annotated, Facts

Annotate = Callable[..., Annotated]


def arguments(annotated: Annotated, word: str) -> tuple[ArgumentToken, ...]:
    """The arguments of the trigger whose token is `word`."""
    [found] = [t.arguments for t in events.find(annotated) if annotated.doc[t.token].text == word]
    return found


def heads(annotated: Annotated, word: str, role: str) -> list[str]:
    return [annotated.doc[a.head].text for a in arguments(annotated, word) if a.role == role]


@pytest.mark.parametrize(
    ("text", "word", "actors", "recipients"),
    [
        ("Police arrested the editor.", "arrested", ["Police"], ["editor"]),
        ("The editor was arrested by the police.", "arrested", ["police"], ["editor"]),
        ("Police arrested the editor and the printer.", "arrested", ["Police"], ["editor", "printer"]),
        ("The army fired, leaving between six and nine people dead.", "leaving", ["army"], ["people"]),
        ("The army killed between six and nine villagers.", "killed", ["army"], ["villagers"]),
        ('The editor called the verdict "a farce".', "verdict", [], []),
        ("The army arrested not a porter but a monk.", "arrested", ["army"], ["monk"]),
        ("The army arrested a monk, not a porter.", "arrested", ["army"], ["monk"]),
        ("Rebels, not soldiers, attacked the mill.", "attacked", ["Rebels"], ["mill"]),
        ("The army arrested not only a porter but a monk.", "arrested", ["army"], ["porter", "monk"]),
        ("The rebels killed 50 people, not including the bomber.", "killed", ["rebels"], ["people"]),
        ("Police and soldiers attacked the crowd.", "attacked", ["Police", "soldiers"], ["crowd"]),
        ("Police arrested and beat the students.", "beat", ["Police"], ["students"]),
        ("Police arrested and beat the students.", "arrested", ["Police"], ["students"]),
        ("The rebels fled and burned the village.", "fled", ["rebels"], []),
        ("The rebels who attacked the convoy fled.", "attacked", ["rebels"], ["convoy"]),
        ("The man whom police arrested is a banker.", "arrested", ["police"], ["man"]),
        ("The bishop called on the rebels to release the pilots.", "release", ["rebels"], ["pilots"]),
        ("Norway appealed to the warlord to free the pilots.", "free", ["warlord"], ["pilots"]),
        ("The raid enraged the town, and soldiers provoked a riot.", "riot", [], []),
        ("The men arrested by the police are miners.", "arrested", ["police"], ["men"]),
        ("The rebels tried to attack the convoy.", "attack", ["rebels"], ["convoy"]),
        ("The general ordered troops to attack the camp.", "attack", ["troops"], ["camp"]),
        ("Thousands of workers attacked the guards.", "attacked", ["workers"], ["guards"]),
        ("Members of the guard attacked the crowd.", "attacked", ["Members"], ["crowd"]),
        # nouns
        ("The arrest of the editor by the police caused anger.", "arrest", ["police"], ["editor"]),
        ("The rebels carried out an attack on the convoy.", "attack", ["rebels"], ["convoy"]),
        ("An attack was carried out by the rebels.", "attack", ["rebels"], []),
        ("The rebels' attack on the convoy failed.", "attack", ["rebels"], ["convoy"]),
        ("The clashes between soldiers and smugglers went on.", "clashes", ["soldiers", "smugglers"], []),
        ("The riots of the miners went on.", "riots", ["miners"], []),
        ("The rally of the farmers went on.", "rally", ["farmers"], []),
        ("The editor remained under arrest.", "arrest", [], ["editor"]),
        # relative clauses without a pronoun, and with a preposition before it
        ("A judge freed the editor the police had arrested.", "arrested", ["police"], ["editor"]),
        ("The farmer that the guards wanted to kill fled.", "kill", ["guards"], ["farmer"]),
        ("He recalled the day the guards attacked.", "attacked", ["guards"], []),
        ("The skaters remained banned.", "banned", [], ["skaters"]),
        ("The guards handed over the thief to the police.", "handed", ["guards"], ["thief", "police"]),
        ("The guards kidnapped up to 16 miners.", "kidnapped", ["guards"], ["miners"]),
        ("The envoy hosted a meeting between the bishop and the union.", "meeting", ["envoy"], ["bishop", "union"]),
        # whom the content of a speech act concerns
        ("The premier praised the efforts of the nurses.", "praised", ["premier"], ["nurses"]),
        ("The union urged the mayor to resign.", "urged", ["union"], ["mayor"]),
        ("The mayor warned that guards would shoot the miners.", "warned", ["mayor"], ["miners"]),
        ("The mayor warned that the miners would be jailed.", "warned", ["mayor"], ["miners"]),
        ("The guards opened fire to disperse the miners.", "opened", ["guards"], ["miners"]),
        # who is in a state does what a noun tells, and "days of talks" are talks
        ("The guards were engaged in a massacre of the miners.", "massacre", ["guards"], ["miners"]),
        ("The ministers held two days of talks with the miners.", "talks", ["ministers"], ["miners"]),
        ("The ministers flew to Oslo for talks with the miners.", "talks", ["ministers"], ["miners"]),
        ("The envoy left for Oslo on Monday for talks with the miners.", "talks", ["envoy"], ["miners"]),
        ("The council recognized the victory by the miners.", "recognized", ["council"], ["miners"]),
        ("Police arrested a 22-year-old Kenyan from Mombasa.", "arrested", ["Police"], ["Kenyan"]),
        ("Police tore down the camp of the miners.", "tore", ["Police"], ["camp", "miners"]),
        ("Officials demanded support from the miners.", "demanded", ["Officials"], ["support", "miners"]),
        # what is taken is taken from somebody, though the parser takes the past for a participle
        ("The rebels recaptured the port from the guards.", "recaptured", ["rebels"], ["port", "guards"]),
        ("The rebels seized on Monday a village of the nomads.", "seized", ["rebels"], ["village", "nomads"]),
        # intransitive deaths, headlines
        ("Two miners died.", "died", [], ["miners"]),
        ("Five soldiers killed in ambush", "killed", [], ["soldiers"]),
        ("Editor arrested over leak", "arrested", [], ["Editor"]),
        ("Lender fined for fraud", "fined", [], ["Lender"]),
        ("Carrefour to buy Danish rival", "buy", ["Carrefour"], ["rival"]),
        # what comes from somebody is that one's, and who goes into a lockdown suffers it
        ("The bishop received a petition from the miners.", "petition", ["miners"], ["bishop"]),
        ("Under questioning from the senators, the banker wept.", "questioning", ["senators"], ["banker"]),
        ("The ship turned back on orders from Chile.", "orders", ["Chile"], []),
        ("The islanders went into lockdown.", "lockdown", [], ["islanders"]),
        ("Peru took issue with Chile's attack on the union.", "attack", ["Chile"], ["union"]),
        ("Peru went ahead with the attack on the union.", "attack", ["Peru"], ["union"]),
        ("Peru invited all but the farmers, with the exception of Chile.", "invited", ["Peru"], ["all"]),
        # whose deed it is does it, wherever it is
        ("The Embassy bombings killed a guard.", "bombings", [], []),
        ("The ministry's Peru endorsement was revoked.", "endorsement", ["ministry"], []),
        ("Sunday's Chilean attack on the port failed.", "attack", ["Chilean"], ["port"]),
        # what somebody commits himself to concerns those whom it names, or that it is done with
        ("Peru pledged to track down the smugglers.", "pledged", ["Peru"], []),
        ("Peru refused to carry the miners.", "refused", ["Peru"], []),
        ("Peru agreed to meet with the miners.", "agreed", ["Peru"], ["miners"]),
        ("Peru refused to meet the miners.", "refused", ["Peru"], ["miners"]),
        ("Peru agreed to aid Chile.", "agreed", ["Peru"], ["Chile"]),
        ("Peru threatened to jail the miners.", "threatened", ["Peru"], ["miners"]),
        # of some deeds "of" says against whom, of what people have of others by whom
        ("The bishops ended their boycott of the senate.", "boycott", ["their"], ["senate"]),
        ("A blockade of Peru by Chile went on.", "blockade", ["Chile"], ["Peru"]),
        # trade: who deals in a verb that only prepares, which company is taken, with whom
        ("The firm negotiated the purchase of two ships.", "purchase", ["firm"], []),
        ("The court discussed the purchase of two ships.", "purchase", [], []),
        ("The ministry bought back the bank from Citigroup.", "bought", ["ministry"], ["bank", "Citigroup"]),
        ("Alstom won a contract from Chile.", "won", ["Alstom"], ["Chile"]),
        ("The bondholders swapped the debt for shares.", "swapped", ["bondholders"], []),
        ("Peru will supply timber to the maker of matches.", "supply", ["Peru"], ["maker"]),
        # no person is "which"
        ("Ana Silva, the head of the airline, which bought two jets, resigned.", "bought", ["airline"], []),
        # nouns that the parser takes for what a preposition governs, participles after a noun that cannot act
        ("Crews dug through rubble after a quake of magnitude 6.1 killed nine men.", "killed", ["quake"], ["men"]),
        ("The king tried to calm the anger dismissing the cabinet.", "dismissing", ["king"], ["cabinet"]),
    ],
)
def test_actor_and_recipient(
    annotate: Annotate, text: str, word: str, actors: list[str], recipients: list[str]
) -> None:
    annotated = annotate(text)
    assert heads(annotated, word, "kgb:actor") == actors
    found = heads(annotated, word, "kgb:recipient")
    assert [head for head in found if head not in ("efforts",)] == recipients


def test_a_possessor_acts(annotate: Annotate) -> None:
    annotated = annotate("Russia's invasion of Ukraine shocked Europe.")
    assert heads(annotated, "invasion", "kgb:actor") == ["Russia"]
    assert heads(annotated, "invasion", "kgb:recipient") == ["Ukraine"]


def test_the_content_of_a_threat_names_its_recipient(annotate: Annotate) -> None:
    annotated = annotate("Iran threatened to break relations with Canada.")
    assert heads(annotated, "threatened", "kgb:actor") == ["Iran"]
    assert heads(annotated, "threatened", "kgb:recipient") == ["Canada"]


def test_what_came_of_an_act_names_no_recipient(annotate: Annotate) -> None:
    annotated = annotate("Pilots walked out on Monday, grounding flights across Spain.")
    assert heads(annotated, "walked", "kgb:recipient") == []


@pytest.mark.parametrize(
    ("text", "word", "recipients"),
    [
        ("Police beat the baker on the steps of the court.", "beat", ["baker"]),
        ("Peru deported nine miners on a flight from Lima.", "deported", ["miners"]),
        ("Lawmakers ousted the premier with troops at the doors.", "ousted", ["premier"]),
        ("The commander surrendered to soldiers with two of his men.", "surrendered", ["soldiers"]),
        ("France will send 400 soldiers to the border.", "send", []),
        ("Norway promised to cut the ministers' pay.", "promised", []),
        ("Norway promised to attack Chad.", "promised", ["Chad"]),
        ("The premier said he was sorry.", "sorry", []),
    ],
)
def test_whom_an_act_is_not_done_to(annotate: Annotate, text: str, word: str, recipients: list[str]) -> None:
    assert heads(annotate(text), word, "kgb:recipient") == recipients


def test_what_somebody_is_handed_is_nothing_they_hand(annotate: Annotate) -> None:
    annotated = annotate("The envoy was called in and handed a protest note.")
    assert heads(annotated, "handed", "kgb:actor") == []
    assert heads(annotated, "handed", "kgb:recipient") == ["envoy"]


@pytest.mark.parametrize("who", ["a farmhand", "two joggers", "nine ranchers", "the stationmaster", "a goldsmith"])
def test_people_of_any_trade_take_part(annotate: Annotate, who: str) -> None:
    facts = extract(annotate(f"Police arrested {who} in Oruro."))
    assert grounded(facts, "arrested", "kgb:recipient") == who.split()[1:]


def test_a_disease_is_nobody(annotate: Annotate) -> None:
    assert grounded(extract(annotate("Measles has killed 25 children since October.")), "killed", "kgb:actor") == []


def test_where_people_fight_is_no_recipient(annotate: Annotate) -> None:
    annotated = annotate("The soldiers fought at the bridge.")
    assert heads(annotated, "fought", "kgb:recipient") == []
    assert heads(annotated, "fought", "sem:hasPlace") == ["bridge"]


def test_the_condition_of_a_threat_names_its_recipient(annotate: Annotate) -> None:
    annotated = annotate("Iran threatened to close the strait unless Canada ended the talks.")
    assert heads(annotated, "threatened", "kgb:recipient") == ["Canada"]


@pytest.mark.parametrize(
    ("text", "word", "role", "place"),
    [
        ("Gunmen attacked a bus in Nairobi.", "attacked", "sem:hasPlace", "Nairobi"),
        ("Gunmen attacked a bus near Nairobi.", "attacked", "sem:hasPlace", "Nairobi"),
        ("In Nairobi, gunmen attacked a bus.", "attacked", "sem:hasPlace", "Nairobi"),
        ("Talks were held in Nairobi.", "Talks", "sem:hasPlace", "Nairobi"),
        ("Shops were attacked and burned in Nairobi.", "attacked", "sem:hasPlace", "Nairobi"),
        ("Thousands of people took to the streets of Nairobi.", "took", "kgb:destination", "Nairobi"),
        ("A state of emergency was extended to Nairobi.", "state", "sem:hasPlace", "Nairobi"),
        ("Kenya sent troops to Somalia.", "sent", "kgb:destination", "Somalia"),
    ],
)
def test_places(annotate: Annotate, text: str, word: str, role: str, place: str) -> None:
    assert place in heads(annotate(text), word, role)


def test_sanctions_place_nothing(annotate: Annotate) -> None:
    annotated = annotate("The council imposed sanctions against Russia.")
    roles = {a.role for a in arguments(annotated, "imposed") if annotated.doc[a.head].text == "Russia"}
    assert roles == {"kgb:recipient"}


def test_a_day_is_no_argument(annotate: Annotate) -> None:
    annotated = annotate("Police on Tuesday arrested the editor in March.")
    assert not {"Tuesday", "March"} & {annotated.doc[a.head].text for a in arguments(annotated, "arrested")}


def test_a_hedged_role_is_less_certain(annotate: Annotate) -> None:
    found = arguments(annotate("The suspected rebels killed two guards."), "killed")
    assert {a.role: a.certainty for a in found} == {"kgb:actor": "possible", "kgb:recipient": "certain"}


def test_confidence_falls_with_the_distance(annotate: Annotate) -> None:
    text = "The council condemned the bombing by the rebels."
    found = {a.rule: a.confidence for a in arguments(annotate(text), "condemned")}
    assert found["subject"] > found["object, its owner"] > 0


def test_arguments_are_unique_and_ordered(annotate: Annotate) -> None:
    found = arguments(annotate("Police in Lyon and Paris arrested nine men in Lyon."), "arrested")
    keys = [(a.head, a.role) for a in found]
    assert keys == sorted(set(keys))


def grounded(facts: Facts, word: str, role: str) -> list[str]:
    """The labels of the entities in a role of the event that is told by `word`."""
    names = {entity.key: entity.label for entity in facts.entities}
    [key] = [event.key for event in facts.events if event.label == word]
    found = (s.object for s in facts.statements if (s.subject, s.predicate) == (key, role))
    return [names[name] for name in found if isinstance(name, str)]


@pytest.mark.parametrize(
    ("text", "word", "role", "entities"),
    [
        ("Ghanaian warships shelled the rebels.", "shelled", "kgb:actor", ["Ghana"]),
        ("Peru rejected a Chilean offer.", "rejected", "kgb:recipient", ["Chile"]),
        ("Peru condemned the plans of the ministry.", "condemned", "kgb:recipient", ["ministry"]),
        ("Chilean drone attacks killed two rebels.", "killed", "kgb:actor", ["Chile"]),
        ("Miners have protested over the ministry's plan.", "protested", "kgb:recipient", ["ministry"]),
        ("Peru said it is ready to withdraw its troops.", "withdraw", "kgb:actor", ["Peru"]),
        ("The rebels shelled a camp for refugees.", "shelled", "kgb:recipient", ["camp", "refugees"]),
        # the phrase itself comes first, and nobody is behind people
        ("Police arrested the members of a church.", "arrested", "kgb:recipient", ["members of a church"]),
        ("Peru rejected its decision.", "rejected", "kgb:recipient", []),
    ],
)
def test_who_is_behind_a_noun(annotate: Annotate, text: str, word: str, role: str, entities: list[str]) -> None:
    assert grounded(extract(annotate(text)), word, role) == entities


@pytest.mark.parametrize(
    ("text", "word", "places", "recipients"),
    [
        ("Drivers in Nairobi staged a strike.", "strike", ["Nairobi"], []),
        ("Gunmen attacked a house in a suburb of Nairobi.", "attacked", ["suburb of Nairobi", "Nairobi"], ["house"]),
        ("Drivers in Nairobi staged a strike in Mombasa.", "strike", ["Mombasa"], []),
        ("Soldiers shot a farmer at a bridge in Mombasa.", "shot", ["bridge", "Mombasa"], ["farmer"]),
        ("A quake jolted the city of Mombasa.", "quake", ["Mombasa"], []),
        ("A tornado tore through Mombasa.", "tornado", ["Mombasa"], []),
        ("Gunmen attacked a convoy in Mombasa, killing a guard.", "killing", ["Mombasa"], ["guard"]),
        ("Officials in Nairobi criticised the union.", "criticised", [], ["union"]),
    ],
)
def test_the_place_of_a_participant(
    annotate: Annotate, text: str, word: str, places: list[str], recipients: list[str]
) -> None:
    facts = extract(annotate(text))
    assert grounded(facts, word, "sem:hasPlace") == places
    assert grounded(facts, word, "kgb:recipient") == recipients


def test_a_price_is_no_recipient(annotate: Annotate) -> None:
    annotated = annotate("The ministry lowered the price of gas.")
    assert heads(annotated, "lowered", "kgb:actor") == ["ministry"]
    assert heads(annotated, "lowered", "kgb:recipient") == []


@pytest.mark.parametrize(
    ("text", "word", "actors"),
    [
        ("A judge jailed Omar Diallo for helping rebels.", "helping", ["Omar Diallo"]),
        ("The army detained nine drivers on suspicion of helping the rebels.", "helping", ["drivers"]),
        ("Rebels attacked a village after killing a priest.", "killing", ["Rebels"]),
        ("Striking bakers blocked a bridge.", "Striking", ["Striking bakers"]),
        ("Judges handed Omar Diallo five years for hiding two rebels.", "hiding", ["Omar Diallo"]),
        ("A court awarded life imprisonment to a tailor for raping a girl.", "raping", ["tailor"]),
        ("The tailor was given nine years for bribing two officials.", "bribing", ["tailor"]),
        ("A court has cleared four managers of bribing officials.", "bribing", ["managers"]),
        ("The judges admonished Benin for arresting an editor.", "arresting", ["Benin"]),
        ("The mayor apologised for insulting the nurse.", "insulting", ["mayor"]),
    ],
)
def test_who_does_what_a_participle_tells(annotate: Annotate, text: str, word: str, actors: list[str]) -> None:
    assert grounded(extract(annotate(text)), word, "kgb:actor") == actors


@pytest.mark.parametrize("dateline", ["TUNIS, Tunisia (AP) — ", "Porto (Lusa) - ", "LIMA — "])
def test_the_town_of_a_dateline_does_nothing(annotate: Annotate, dateline: str) -> None:
    facts = extract(annotate(f"{dateline}Police arrested two divers on Sunday."))
    assert grounded(facts, "arrested", "kgb:actor") == ["Police"]


@pytest.mark.parametrize(
    ("text", "word", "recipients"),
    [
        ("The minister's visit to Rome lasted an hour.", "visit", []),
        ("The minister's visit to Norway lasted an hour.", "visit", ["Norway"]),
        ("The guard killed himself in Oruro.", "killed", ["guard"]),
        ("The minister offered herself as a mediator.", "offered", []),
    ],
)
def test_neither_a_town_that_one_visits_nor_oneself_is_another_side(
    annotate: Annotate, text: str, word: str, recipients: list[str]
) -> None:
    assert grounded(extract(annotate(text)), word, "kgb:recipient") == recipients


@pytest.mark.parametrize(
    ("text", "word", "role", "named"),
    [
        ("Police arrested ten people, including two senators.", "arrested", "kgb:recipient", ["people", "senators"]),
        ("Miners were arrested, including Ana Lopez.", "arrested", "kgb:recipient", ["Miners", "Lopez"]),
        ("Six states, including Chad and Mali, condemned it.", "condemned", "kgb:actor", ["states", "Chad", "Mali"]),
        ("Riots broke out in two towns, including Oruro.", "Riots", "sem:hasPlace", ["towns", "Oruro"]),
        ("Soldiers seized ten lorries, including two tankers.", "seized", "kgb:recipient", ["lorries"]),
        ("Rebels shelled towns in the north, including Bama.", "shelled", "kgb:recipient", ["towns", "Bama"]),
    ],
)
def test_some_are_named_of_those_who_take_part(
    annotate: Annotate, text: str, word: str, role: str, named: list[str]
) -> None:
    assert heads(annotate(text), word, role) == named


@pytest.mark.parametrize(
    ("text", "word", "against"),
    [
        ("Thousands joined anti-government protests in Oruro.", "protests", {"government"}),
        ("An anti-Chinese riot broke out in Hanoi.", "riot", {"China"}),
        ("Thousands joined an anti-war rally in Oruro.", "rally", set()),
    ],
)
def test_what_is_anti_somebody_is_against_and_not_by_them(
    annotate: Annotate, text: str, word: str, against: set[str]
) -> None:
    facts = extract(annotate(text))
    assert fillers(facts, word, "kgb:recipient") == against
    assert fillers(facts, word, "kgb:actor").isdisjoint(against)


@pytest.mark.parametrize(
    ("text", "word", "recipients"),
    [
        ("A blast killed nine people and wounded 42.", "wounded", {"42"}),
        ("Two men were killed and five injured in the blast.", "injured", {"five"}),
        ("A man was shot and three bystanders wounded.", "wounded", {"bystanders"}),
        ("A guard died and 48 others injured in the blast.", "injured", {"48 others"}),
        ("Ten people died and 42 hospitalized after the blast.", "hospitalized", {"42"}),
        ("The shop sold 42.", "sold", set()),
    ],
)
def test_people_are_told_of_by_their_number_alone(
    annotate: Annotate, text: str, word: str, recipients: set[str]
) -> None:
    facts = extract(annotate(text))
    assert fillers(facts, word, "kgb:recipient") == recipients
    assert not recipients or not fillers(facts, word, "kgb:actor")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Gunmen attacked the village using rifles.", "attacked"),
        ("Gunmen attacked the village employing rifles.", "attacked"),
    ],
)
def test_what_an_act_is_done_with_is_its_instrument_and_no_event(annotate: Annotate, text: str, word: str) -> None:
    assert heads(annotate(text), word, "kgb:instrument") == ["rifles"]
    assert [trigger.span.begin for trigger in events.find(annotate(text))] == [text.index(word)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Police began beating the strikers.", "beating"),
        ("In 2015, Norway started supporting the rebels.", "supporting"),
    ],
)
def test_how_an_act_goes_on_is_no_event_beside_it(annotate: Annotate, text: str, word: str) -> None:
    assert [trigger.span.begin for trigger in events.find(annotate(text))] == [text.index(word)]


def test_whom_aid_is_received_by_does_not_give_it(annotate: Annotate) -> None:
    annotated = annotate("It is unclear how much French assistance is received by the rebels.")
    assert heads(annotated, "assistance", "kgb:recipient") == ["rebels"]
    assert heads(annotated, "assistance", "kgb:actor") == ["French"]


def test_a_potential_candidate_surely_does_what_is_told(annotate: Annotate) -> None:
    (fled,) = arguments(annotate("Juan Ruiz, a potential candidate who fled, was seen in Lima."), "fled")
    assert fled.certainty == "certain"


def test_rulers_are_overthrown_and_nothing_is_seized(annotate: Annotate) -> None:
    (ousted,) = events.find(annotate("The alliance ousted the president."))
    assert (ousted.classes, ousted.modes) == (("Coerce", "Dismissal"), ())


@pytest.mark.parametrize(
    ("text", "word", "means"),
    [
        ("A mine exploded near the port.", "exploded", ["mine"]),
        ("A roadside bomb went off in Jos, killing two nurses.", "went", ["bomb"]),
        ("A parcel and a car exploded outside the court.", "exploded", ["parcel", "car"]),
        ("Rebels threw a grenade at the bus.", "threw", ["grenade"]),
        ("A mine planted in a truck killed the driver.", "planted", ["mine"]),
        ("The bomber detonated in a cafe.", "detonated", []),
        ("Guards dispersed the pilgrims with tear gas.", "dispersed", ["gas"]),
        ("Guards charged the pilgrims with batons.", "charged", ["batons"]),
        ("Talks exploded into anger.", "exploded", []),
    ],
)
def test_a_bomb_is_what_the_attack_is_done_with(annotate: Annotate, text: str, word: str, means: list[str]) -> None:
    annotated = annotate(text)
    found = [t for t in events.find(annotated) if annotated.doc[t.token].text == word]
    assert [annotated.doc[a.head].text for t in found for a in t.arguments if a.role == "kgb:instrument"] == means


@pytest.mark.parametrize(
    ("text", "word", "means"),
    [
        ("Police dispersed the crowd with little effort.", "dispersed", []),
        ("Troops attacked the mill with impunity.", "attacked", []),
        ("Troops attacked the mill with mortars.", "attacked", ["mortars"]),
    ],
)
def test_how_it_is_done_is_no_means(annotate: Annotate, text: str, word: str, means: list[str]) -> None:
    assert heads(annotate(text), word, "kgb:instrument") == means


@pytest.mark.parametrize(
    ("text", "word", "role", "who"),
    [
        ("The law would allow suspects to be sent to Kenya.", "allow", "kgb:recipient", []),
        ("Peru allowed miners to march.", "allowed", "kgb:recipient", ["miners"]),
        ("The bishop agreed to appoint a nun to the school board.", "agreed", "kgb:recipient", []),
        ("The mayor agreed to talk to the miners.", "agreed", "kgb:recipient", ["miners"]),
        ("The mayor promised to give money to the council.", "promised", "kgb:recipient", ["council"]),
    ],
)
def test_whom_an_infinitive_is_about(annotate: Annotate, text: str, word: str, role: str, who: list[str]) -> None:
    assert heads(annotate(text), word, role) == who
