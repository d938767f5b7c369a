"""What a reader asks of an article about a coup, unrest or an attack: who did what to whom, and who is only said to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.model import Annotated, Event, Facts, Factuality

Annotate = Callable[..., Annotated]


def event(facts: Facts, word: str) -> Event:
    """The only event of a word."""
    (found,) = (e for e in facts.events if e.label == word)
    return found


def fillers(facts: Facts, word: str, predicate: str) -> set[str]:
    """The labels or words that fill a role of the event of a word."""
    key = event(facts, word).key
    labels = {entity.key: entity.label for entity in facts.entities}
    objects = [s.object for s in facts.statements if (s.subject, s.predicate) == (key, predicate)]
    return {labels[o] if isinstance(o, str) else o.text for o in objects}


@pytest.mark.parametrize(
    ("text", "word", "role", "expected"),
    [
        ("Chad: the army takes power, two dead\n\nIt was calm.", "takes", "actor", {"army"}),
        (
            "The head of the army announced on Monday the end of the talks and decreed a state of emergency.",
            "state",
            "actor",
            {"head of the army"},
        ),
        ("The dismissal and arrest of Ivo Madan angered the town.", "arrest", "recipient", {"Ivo Madan"}),
        (
            "The capture and killing of the rebel leader by soldiers angered them.",
            "killing",
            "recipient",
            {"rebel leader"},
        ),
        ("Ten people were killed and 30 others wounded by soldiers.", "wounded", "actor", {"soldiers"}),
        ("The clinic counted ten dead and 30 injured.", "injured", "recipient", {"30"}),
        ("They blocked the movements of the army.", "movements", "actor", {"army"}),
        ("Nine pupils, among them two girls, were taken to hospital with burns.", "taken", "actor", set()),
        ("Nine men were arrested on suspicion of people smuggling.", "arrested", "recipient", {"men"}),
        ("In Oruro, police broke up a rally.", "broke up", "recipient", set()),
        ("She accused the opposition Renewal Party (RP) of fraud.", "accused", "recipient", {"Renewal Party"}),
        ("The mayor called off a rally in Oruro.", "called off", "recipient", set()),
        (
            'Peru denied that its troops were involved in looting and blamed "bandits linked to the army".',
            "blamed",
            "actor",
            {"Peru"},
        ),
        (
            "Peru decreed a state of emergency in all the prisons of the country and a night curfew in Oruro.",
            "curfew",
            "actor",
            {"Peru"},
        ),
        ("The mayor asked that the prison be closed.", "asked", "actor", {"mayor"}),
        ("The ministry announced the death of two rebels.", "death", "actor", set()),
        ("The guards caused the death of two rebels.", "death", "actor", {"guards"}),
        ("The charity put the number of displaced at 9,000.", "displaced", "actor", set()),
        ("The police responded with tear gas and gunshots.", "gunshots", "actor", {"police"}),
        ("The man blew himself up among the pilgrims.", "blew", "actor", {"man"}),
        ("The two bodies have asked to stop the raids.", "stop", "actor", set()),
        (
            "The governments of Peru and Chile asked for calm.",
            "asked",
            "actor",
            {"governments of Peru and Chile", "Peru", "Chile"},
        ),
        ("He was beaten, tied up and burned alive, the mayor said.", "burned", "actor", set()),
        (
            "It denounced the arrest of two of its members, the printer Ivo Madan and the clerk Ana Ruiz.",
            "arrest",
            "recipient",
            {"members", "Ivo Madan", "Ana Ruiz"},
        ),
        (
            "They demand early elections, the closure of Congress and the release of Ivo Madan.",
            "elections",
            "recipient",
            set(),
        ),
        ("Clashes at the Korvan airport left two dead.", "Clashes", "recipient", set()),
        ("An attack on the airport killed two soldiers.", "attack", "recipient", {"airport"}),
        ("Protesters occupied the studios of the state broadcaster.", "occupied", "actor", {"Protesters"}),
        ("The number of people killed since January rises to 47.", "rises", "actor", set()),
        ("The union is negotiating a bailout with the European Bank.", "bailout", "topic", set()),
        ("The mayor, for his part, criticized the army for the delay.", "criticized", "topic", {"the delay"}),
        (
            "The state barred the leader Ivo Madan and two aides from leaving the country, whom it accuses of treason.",
            "accuses",
            "recipient",
            {"Ivo Madan", "aides"},
        ),
        ("A diplomatic source put the death toll at more than 100.", "toll", "actor", set()),
        ("Demonstrators threw stones at the French embassy.", "threw", "recipient", {"French embassy"}),
        ("A mob set fire to a police station.", "set", "recipient", {"police station"}),
        ("Militiamen set fire to the party's headquarters.", "set", "recipient", {"party's headquarters", "party"}),
        ("A court charged Anna Berg with importing radios.", "importing", "actor", {"Anna Berg"}),
        ("Chad has experienced four coups since 1990.", "coups", "actor", set()),
        ("An ambush at Titao killed nine soldiers.", "ambush", "recipient", set()),
        ("Helicopters evacuated the wounded to Korvan, Peru.", "evacuated", "recipient", {"wounded"}),
        ("The army sent planes to evacuate the miners to Lima.", "evacuate", "recipient", {"miners"}),
    ],
)
def test_who_did_what_to_whom(annotate: Annotate, text: str, word: str, role: str, expected: set[str]) -> None:
    assert fillers(extract(annotate(text)), word, f"kgb:{role}") == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The court rejected a request by the families.", "request", Factuality()),
        (
            "The guild rejected an invitation to join a meeting.",
            "meeting",
            Factuality("negative", "possible", "future"),
        ),
        ("The guild asked to attend the trial.", "trial", Factuality()),
        ("She was at home when a bomb exploded next to her car.", "exploded", Factuality()),
        ("The premier did not rule out using force.", "using", Factuality(certainty="possible")),
        (
            "The premier ruled out that Ivo Madan would resign.",
            "resign",
            Factuality("negative", "probable", "future"),
        ),
        ("It is the third storm to hit the coast this year.", "hit", Factuality()),
        ("The army denied that its men were involved in looting.", "looting", Factuality("negative")),
        ("Berg survived an attempt on his life.", "attempt", Factuality(attempted=True)),
        ("Ten families left for fear of the clashes.", "clashes", Factuality()),
        ("The agency was denied access to the town.", "denied", Factuality()),
        ("She proposed the opening of a blockade.", "blockade", Factuality(certainty="probable", tense="future")),
        ("Talks are due to resume in June.", "Talks", Factuality(tense="future")),
        ("Anna Berg was the first woman to lead the march.", "march", Factuality()),
        ("Anna Berg will be the first woman to ban the party.", "ban", Factuality(tense="future")),
        ("The last order to free the miners was ignored.", "free", Factuality(certainty="possible", tense="future")),
        ("Norway promised $4 million in aid.", "aid", Factuality(certainty="probable", tense="future")),
    ],
)
def test_what_has_been_and_what_may_be(annotate: Annotate, text: str, word: str, expected: Factuality) -> None:
    assert event(extract(annotate(text)), word).factuality == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The guards, armed with rifles, ran away.", {"armed"}),
        ("The law runs counter to the treaty.", {"runs"}),
        ("He accused the Labour-run council of lying.", {"Labour-run", "run"}),
        ("Speculators wage an economic war on Chad.", {"war"}),
        ("She refused to say who had been there.", {"refused"}),
    ],
)
def test_what_tells_no_event(annotate: Annotate, text: str, words: set[str]) -> None:
    assert words.isdisjoint(e.label for e in extract(annotate(text)).events)


def test_what_lies_where_one_goes_is_the_place_of_nothing_else(annotate: Annotate) -> None:
    facts = extract(annotate("Jets flew food to hospitals in Oruro and medicine to valleys cut off by floods."))
    key = event(facts, "cut off").key
    labels = {entity.key: entity.label for entity in facts.entities}
    places = {labels[s.object] for s in facts.statements if (s.subject, s.predicate) == (key, "sem:hasPlace")}
    assert "Oruro" not in places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Floods killed 12 people in Peru and nine in Chile.", {(12, "Peru"), (9, "Chile")}),
        ("Six died in Lima and two in Cusco.", {(6, "Lima"), (2, "Cusco")}),
        ("The storm left 30 dead in Haiti and 4 in Cuba.", {(30, "Haiti"), (4, "Cuba")}),
        ("The number of dead rose to 40 in Peru and 19 in Chile.", {(40, "Peru"), (19, "Chile")}),
        ("Six were killed on Monday and two on Friday.", {(6, None), (2, None)}),
    ],
)
def test_each_figure_is_of_its_own_place(annotate: Annotate, text: str, expected: set[tuple[int, str | None]]) -> None:
    facts = extract(annotate(text))
    labels = {entity.key: entity.label for entity in facts.entities}
    assert {(count.lower, labels[count.place] if count.place else None) for count in facts.counts} == expected


def test_names_of_one_bearer_without_an_item_are_one(annotate: Annotate) -> None:
    facts = extract(annotate("The Houthi movement claimed the raid. The Houthis denied it later."))
    assert [entity.label for entity in facts.entities if entity.kind == "ArmedGroup"] == ["Houthi movement"]


def test_whom_an_aid_is_against_gets_none(annotate: Annotate) -> None:
    facts = extract(annotate("Kuwait supported the government of Ahmed Mansur against the rebels."))
    assert fillers(facts, "supported", "kgb:recipient") == {"government of Ahmed Mansur"}


def test_the_government_of_a_person_is_of_no_setting(annotate: Annotate) -> None:
    text = "Kuwait struck. Kuwait backed the government of Ahmed Mansur. Kuwaiti forces fired. Kuwait denied it."
    facts = extract(annotate(text))
    (body,) = [entity.key for entity in facts.entities if entity.label == "government of Ahmed Mansur"]
    assert not [s for s in facts.statements if (s.subject, s.predicate) == (body, "kgb:country")]


def test_of_what_there_is_no_evidence_it_is_not_stated(annotate: Annotate) -> None:
    facts = extract(annotate("There is no evidence the drones came from Yemen."))
    assert event(facts, "came").factuality.polarity == "negative"


def test_what_collapsed_suffered_it(annotate: Annotate) -> None:
    assert fillers(extract(annotate("About 20 buildings collapsed.")), "collapsed", "kgb:recipient") == {"buildings"}


def test_a_clause_with_who_tells_of_none_named_after_it(annotate: Annotate) -> None:
    text = "He met Viktor Baran, who was jailed in April; and Vera Sol, wife of a clerk."
    assert fillers(extract(annotate(text)), "jailed", "kgb:recipient") == {"Viktor Baran"}


def test_what_is_to_be_held_is_ahead(annotate: Annotate) -> None:
    facts = extract(annotate("He welcomed the election to be held on March 9."))
    assert event(facts, "election").factuality == Factuality(tense="future")


@pytest.mark.parametrize(
    "text",
    ["The bill was met with protests and anger.", "The camp near Tiznit hosts Spanish doctors."],
)
def test_no_meeting(annotate: Annotate, text: str) -> None:
    assert not [e for e in extract(annotate(text)).events if "Consult" in e.classes]


def test_an_agency_did_not_do_what_it_counts(annotate: Annotate) -> None:
    """The figure is that of the deaths, not of protests that were not."""
    facts = extract(annotate("No marches were seen in Gafsa. The agency AFP put the death count in the hundreds."))
    (count,) = facts.counts
    assert {e.key: e.label for e in facts.events}[count.event] == "count"
    assert not [s for s in facts.statements if s.predicate == "kgb:actor"]


def test_the_state_of_an_envoy_has_no_part_in_what_befalls_them(annotate: Annotate) -> None:
    facts = extract(annotate("Spain expelled the Cuban ambassador to Madrid."))
    assert fillers(facts, "expelled", "kgb:recipient") == {"Cuban ambassador"}


def test_what_befalls_somebody_in_custody_is_no_part_of_it(annotate: Annotate) -> None:
    facts = extract(annotate("A sergeant died in custody in January."))
    assert not [s for s in facts.statements if s.predicate == "sem:subEventOf"]


@pytest.mark.parametrize(
    ("text", "word", "classes"),
    [
        ("A teacher was burned alive by a mob.", "burned", ("Killing", "Assault")),
        ("Protesters occupied the studios of the state broadcaster.", "occupied", ("Protest",)),
        ("Soldiers occupied the headquarters of the state television.", "occupied", ("Coerce",)),
        ("The president dissolved Congress.", "dissolved", ("Coerce", "Dismissal")),
        ("The minister was taken to an unknown location.", "taken", ("Coerce",)),
        ("Bread prices rose sharply in May, up 20 percent from a year earlier.", "rose", ("PriceChange",)),
        ("Soldiers blocked the roads leading to the capital.", "blocked", ("Coerce",)),
        ("The government strengthened security measures.", "strengthened", ("Mobilize",)),
        ("Chad hosts nearly one million refugees.", "hosts", ("Aid",)),
        ("The mediators invited both sides to lay down arms.", "invited", ("Request",)),
        ("The premier was met by the mayor at the station.", "met", ("Consult",)),
        ("The league won the election by a landslide.", "won", ("Election",)),
        ("The president decreed three days of national mourning.", "decreed", ("Event",)),
        ("Banks suspended their services.", "suspended", ("Event",)),
    ],
)
def test_what_happened(annotate: Annotate, text: str, word: str, classes: tuple[str, ...]) -> None:
    assert event(extract(annotate(text)), word).classes == classes


@pytest.mark.parametrize(
    "text", ["The convoy was backed by car bombs.", '"We must respect the law," the minister said.']
)
def test_what_is_no_act(annotate: Annotate, text: str) -> None:
    assert not {"Support", "Request"} & {c for e in extract(annotate(text)).events for c in e.classes}


@pytest.mark.parametrize(
    ("text", "word", "topics"),
    [
        ("The envoy demanded the release of the premier.", "demanded", {"the release of the premier"}),
        ("The union called for a general strike.", "called", {"a general strike"}),
    ],
)
def test_what_is_demanded_is_the_topic(annotate: Annotate, text: str, word: str, topics: set[str]) -> None:
    assert fillers(extract(annotate(text)), word, "kgb:topic") == topics


def test_the_first_of_two_demands_is_a_topic(annotate: Annotate) -> None:
    facts = extract(annotate("The union called for the release of prisoners and a ceasefire in Korvan."))
    assert "the release of prisoners" in fillers(facts, "called", "kgb:topic")


def test_who_shall_be_released_is_asked_for_nothing(annotate: Annotate) -> None:
    facts = extract(annotate("The envoy demanded the release of the premier."))
    assert fillers(facts, "demanded", "kgb:recipient") == set()


@pytest.mark.parametrize(
    "text",
    [
        "An attack attributed to rebels killed two soldiers.",
        "The attack was attributed to rebels.",
        "The government blamed the attack on rebels.",
    ],
)
def test_who_is_said_to_have_attacked_did_so_only_probably(annotate: Annotate, text: str) -> None:
    facts = extract(annotate(text))
    (actor,) = (s for s in facts.statements if s.subject == event(facts, "attack").key and s.predicate == "kgb:actor")
    assert actor.certainty == "probable"


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("They demanded the resignation of Anna Berg and new elections.", "elections", ("possible", "future")),
        ("He was tried for the alleged crimes of genocide and robbery.", "genocide", ("possible", "non-future")),
        ("The agency had facilitated the flight of the ambassador.", "flight", ("certain", "non-future")),
    ],
)
def test_what_is_only_spoken_of_is_not_certain(
    annotate: Annotate, text: str, word: str, expected: tuple[str, str]
) -> None:
    factuality = event(extract(annotate(text)), word).factuality
    assert (factuality.certainty, factuality.tense) == expected


def test_no_deadly_clash_is_what_was_avoided(annotate: Annotate) -> None:
    facts = extract(annotate("They did it to avoid a deadly confrontation."))
    assert event(facts, "deadly").factuality.polarity == "negative"


def test_a_landslide_in_a_vote_is_no_disaster(annotate: Annotate) -> None:
    facts = extract(annotate("The league won the November elections by a landslide."))
    assert "NaturalDisaster" not in {c for e in facts.events for c in e.classes}


def test_what_somebody_condemns_is_not_on_his_word(annotate: Annotate) -> None:
    facts = extract(annotate("Chad: soldiers killed in raid, France condemns\n\nIt was calm."))
    assert all(not claim.reports for claim in facts.claims)


def test_a_figure_is_of_its_own_clause(annotate: Annotate) -> None:
    facts = extract(annotate("Inflation exceeded 36 percent in May, while the price of bread has tripled since March."))
    assert facts.measures == ()


def test_slogans_tell_no_events(annotate: Annotate) -> None:
    chanted = extract(
        annotate('Miners chanting "End the killing" marched to the hall under a banner "Stop the arrests".')
    )
    assert {e.label for e in chanted.events}.isdisjoint({"End", "killing", "arrests", "Stop"})
    told = extract(annotate('A woman shouted "They killed my son" at the gate.'))
    assert "killed" in {e.label for e in told.events}


def test_what_stands_between_two_slogans_is_told(annotate: Annotate) -> None:
    facts = extract(annotate('They chanted "Peace" and police arrested the "ringleaders".'))
    assert "arrested" in {e.label for e in facts.events}


def test_a_name_before_a_colon_is_no_event(annotate: Annotate) -> None:
    facts = extract(annotate("Amnesty: guards burned a village\n\nIt was calm."))
    assert "Amnesty" not in {e.label for e in facts.events}


@pytest.mark.parametrize(
    ("text", "word", "role", "expected"),
    [
        ("Rebels seized a barracks in the town of Oruro.", "seized", "recipient", {"barracks"}),
        ("Miners poured into the streets to cheer the guards.", "poured", "recipient", set()),
        ("Two deputies resigned from the party.", "resigned", "topic", set()),
        ("Norway sent $4 million in aid to Chad.", "aid", "actor", {"Norway"}),
        ("Norway sought $4 million in aid.", "aid", "actor", set()),
        ("He is suspected of being a spy.", "suspected", "topic", {"being a spy"}),
        ("Peru condemned the arrest of the editor.", "condemned", "recipient", set()),
        ("Crowds marched calling for the removal of the premier.", "marched", "recipient", {"premier"}),
        ("Guards seized a depot to protest against the premier.", "seized", "recipient", set()),
        ("Nurses walked out in solidarity with the miners.", "walked out", "recipient", set()),
        ("Envoys spoke with the mayor by telephone ten times.", "spoke", "actor", {"Envoys"}),
        ("A man who took two nuns hostage at a bank was shot dead by police.", "shot", "recipient", {"man"}),
        ("A man who took two nuns hostage at a bank was shot dead by police.", "took", "recipient", {"nuns"}),
        ("A driver rammed a picket line.", "rammed", "recipient", set()),
        ("Talks broke down in Oruro on Monday.", "broke down", "recipient", set()),
        ("The motion, tabled by the Green Union, was defeated.", "defeated", "topic", set()),
        ("Norway has offered to send a team of doctors.", "offered", "recipient", set()),
        ("A guard said for weeks that pressure was building up.", "building up", "actor", set()),
        ("Gunmen on a motorcycle shot and killed a guard.", "killed", "actor", {"Gunmen"}),
        ("Baker shot dead in Oruro", "shot", "recipient", {"Baker"}),
        ("Anna Berg will be replaced by Ivo Madan.", "replaced", "actor", set()),
        ("The shells caused casualties among the guards.", "casualties", "recipient", {"guards"}),
        ("Bailiffs evicted two families from a former cinema.", "evicted", "recipient", {"families"}),
        ("Some threw paint at the doors.", "threw", "topic", set()),
        ("She raised the rates in defiance of the premier.", "raised", "topic", set()),
        ("Ten people hid after a ferry carrying nuns sank.", "carrying", "actor", set()),
        ("Anna Berg, on a visit to Peru, thanked the nurses.", "thanked", "topic", set()),
    ],
)
def test_roles_in_crises(annotate: Annotate, text: str, word: str, role: str, expected: set[str]) -> None:
    assert fillers(extract(annotate(text)), word, f"kgb:{role}") == expected


@pytest.mark.parametrize(
    ("text", "word", "classes"),
    [
        ("The general vowed to hold a new election.", "vowed", ("Agree",)),
        ("The general vowed to crush the rebels.", "vowed", ("Threaten",)),
        ("The artillery hit two ammunition depots.", "hit", ("Assault",)),
        ("Relatives gathered to wait for news.", "gathered", ("Event",)),
        ("The rebel delegation walked out.", "walked out", ("Reject",)),
        ("The premier survived a no-confidence vote.", "vote", ("Vote",)),
        ("The union leader led a strike at the mine.", "strike", ("Protest",)),
        ("The airline cancelled ten flights.", "cancelled", ("Event",)),
        ("The second in command was captured by the police.", "captured", ("Coerce",)),
    ],
)
def test_what_is_vowed_or_hit_tells_the_class(
    annotate: Annotate, text: str, word: str, classes: tuple[str, ...]
) -> None:
    assert event(extract(annotate(text)), word).classes == classes


def test_who_is_shot_dead_is_killed_once(annotate: Annotate) -> None:
    facts = extract(annotate("Police shot dead two miners."))
    assert [(e.label, e.classes) for e in facts.events] == [("shot", ("Killing", "Assault"))]
    assert [(count.kind, count.lower) for count in facts.counts] == [("killed", 2)]
