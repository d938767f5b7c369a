"""What no graph may say: facts that the words seem to tell and a reader would call wrong, a class of error a test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from triples import fillers

from kgbuild.extract.document import extract
from kgbuild.extract.entities.name_spans import annotated_names
from kgbuild.model import Annotated, Event, Facts, NameSpan, Statement

Annotate = Callable[..., Annotated]


def event(facts: Facts, word: str) -> Event:
    """The only event of a word."""
    (found,) = (e for e in facts.events if e.label == word)
    return found


def statements(facts: Facts, word: str) -> dict[str, Statement]:
    """What is stated of the event of a word, by predicate."""
    key = event(facts, word).key
    return {s.predicate: s for s in facts.statements if s.subject == key}


# ------------------------------------------------------------------------------------------------------------- places
def test_an_offer_comes_from_no_place(annotate: Annotate) -> None:
    facts = extract(annotate("Peru accepted offers of food from Chile."))
    assert fillers(facts, "accepted", "kgb:origin") == set()


def test_who_moves_comes_from_a_place(annotate: Annotate) -> None:
    facts = extract(annotate("The refugees fled from Chile to Peru."))
    assert fillers(facts, "fled", "kgb:origin") == {"Chile"}
    assert fillers(facts, "fled", "kgb:destination") == {"Peru"}


# -------------------------------------------------------------------------------------------------------------- roles
def test_the_possessor_of_an_arrest_is_who_was_arrested(annotate: Annotate) -> None:
    facts = extract(annotate("Crowds protested after Maria Lopez's arrest."))
    assert fillers(facts, "arrest", "kgb:recipient") == {"Maria Lopez"}
    assert fillers(facts, "arrest", "kgb:actor") == set()


def test_on_whose_behalf_is_no_topic(annotate: Annotate) -> None:
    facts = extract(annotate("Anna Berg led the talks for the European Union."))
    assert fillers(facts, "talks", "kgb:topic") == set()


def test_the_content_does_not_take_the_subject_of_the_reporting_verb(annotate: Annotate) -> None:
    facts = extract(annotate('"There are rumours of closing the port," wrote Anna Berg.'))
    assert fillers(facts, "closing", "kgb:actor") == set()


def test_the_channel_of_a_message_is_no_topic(annotate: Annotate) -> None:
    facts = extract(annotate("The minister posted a warning on Twitter."))
    assert fillers(facts, "posted", "kgb:topic") == set()


def test_the_place_of_custody_suffers_nothing(annotate: Annotate) -> None:
    facts = extract(annotate("Police detained the editor in Lima."))
    assert fillers(facts, "detained", "sem:hasPlace") == {"Lima"}
    assert fillers(facts, "detained", "kgb:recipient") == {"editor"}


def test_who_is_extradited_is_the_recipient(annotate: Annotate) -> None:
    facts = extract(annotate("Spain extradited Juan Perez to Chile."))
    assert fillers(facts, "extradited", "kgb:recipient") >= {"Juan Perez"}
    assert fillers(facts, "extradited", "kgb:topic") == set()


# -------------------------------------------------------------------------------------------------------------- times
def test_the_content_of_an_agreement_is_not_of_its_day(annotate: Annotate) -> None:
    facts = extract(annotate("The rebels signed a pact on Monday to release the prisoners."))
    assert "sem:hasBeginTimeStamp" not in statements(facts, "release")


def test_a_noun_between_keeps_the_time_away(annotate: Annotate) -> None:
    facts = extract(annotate("He was fined in 2011 with regard to a plot against the king."))
    assert "kgb:time" not in statements(facts, "plot")


def test_after_events_of_a_week_is_not_after_the_week(annotate: Annotate) -> None:
    facts = extract(annotate("The law was withdrawn after last week's protests.", "2022-01-16"))
    assert "kgb:time" not in statements(facts, "withdrawn")


def test_a_begin_is_no_end(annotate: Annotate) -> None:
    facts = extract(annotate("The war began in 2015."))
    of_war = [s for s in facts.statements if s.extractor.startswith("time")]
    assert [s.predicate for s in of_war if "End" in s.predicate] == []
    assert [s.predicate for s in of_war if "Begin" in s.predicate] != []


def test_as_of_is_no_begin(annotate: Annotate) -> None:
    facts = extract(annotate("As of Wednesday, forty people had died."))
    assert "sem:hasBeginTimeStamp" not in statements(facts, "died")


@pytest.mark.parametrize(
    "text",
    [
        "Anti-tax protests continue in Lima.",
        "The council imposed sanctions on the airline.",
        "The strike began.",
        "The king is elected by the princes.",
    ],
)
def test_what_goes_on_has_no_end(annotate: Annotate, text: str) -> None:
    facts = extract(annotate(text))
    assert facts.events
    assert not any(s.extractor == "publication-day" for s in facts.statements)


def test_what_is_over_ended_by_the_publication_day(annotate: Annotate) -> None:
    facts = extract(annotate("Two miners died."))
    assert statements(facts, "died")["sem:hasLatestEndTimeStamp"].extractor == "publication-day"


# --------------------------------------------------------------------------------------------------------- factuality
@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The parties agreed to let convoys reach the valley.", "reach"),
        ("The treaty allowed deployments of troops.", "deployments"),
        ("Their demands include the release of the prisoners.", "release"),
        ("Their demands included dissolving the senate.", "dissolving"),
        ("Their demands included reopening the mine, appointing a judge, and a pay rise.", "appointing"),
    ],
)
def test_what_is_only_wanted_or_allowed_is_no_fact(annotate: Annotate, text: str, word: str) -> None:
    factuality = event(extract(annotate(text)), word).factuality
    assert (factuality.certainty, factuality.tense) != ("certain", "non-future")


def test_what_was_agreed_in_a_deal_does_not_make_the_deal_future(annotate: Annotate) -> None:
    factuality = event(extract(annotate("In the deal, the two banks agreed on a price.")), "deal").factuality
    assert (factuality.certainty, factuality.tense) == ("certain", "non-future")


def test_what_a_paper_reported_is_not_less_certain_by_the_word(annotate: Annotate) -> None:
    facts = extract(annotate("The Lima Herald reported that police arrested the editor."))
    assert event(facts, "arrested").factuality.certainty == "certain"
    facts = extract(annotate("Police are reported to have arrested the editor."))
    assert event(facts, "arrested").factuality.certainty == "possible"


def test_what_nobody_did_did_not_happen(annotate: Annotate) -> None:
    assert event(extract(annotate("No soldiers were injured.")), "injured").factuality.polarity == "negative"


# ------------------------------------------------------------------------------------------------------------ classes
@pytest.mark.parametrize(
    "text",
    [
        "Groups of men armed with clubs stood at the gate.",
        "The demands of the union soon went beyond wages.",
        "She gave the mayor until Friday.",
        "The government's policies are unpopular.",
        "This comes after weeks of rain.",
    ],
)
def test_states_and_light_verbs_are_no_happenings(annotate: Annotate, text: str) -> None:
    told = {e.label for e in extract(annotate(text)).events if e.classes in (("Event",), ("Aid",))}
    assert told.isdisjoint({"armed", "gave", "policies", "comes", "demands"})


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("An earthquake killed forty people.", "killed", "Assault"),
        ("The road was blocked by rocks.", "blocked", "Coerce"),
        ("Millions are threatened by hunger.", "threatened", "Threaten"),
        ("A law that would allow arrests was published.", "allow", "Agree"),
    ],
)
def test_nature_and_laws_do_nothing_on_purpose(annotate: Annotate, text: str, word: str, name: str) -> None:
    found = [e for e in extract(annotate(text)).events if e.label == word]
    assert all(name not in e.classes for e in found)


# ------------------------------------------------------------------------------------------------------------- claims
@pytest.mark.parametrize(
    "text",
    [
        "The strike began on January 2.",
        "The president dismissed the government.",
        "The two leaders spoke on the phone.",
        "No group claimed the attack.",
    ],
)
def test_what_is_not_said_is_no_claim(annotate: Annotate, text: str) -> None:
    assert extract(annotate(text)).claims == ()


@pytest.mark.parametrize(
    "text", ['"We shall march today," Maria Lopez began.', "The minister dismissed the accusations of fraud."]
)
def test_what_is_said_is_a_claim(annotate: Annotate, text: str) -> None:
    assert len(extract(annotate(text)).claims) == 1


# -------------------------------------------------------------------------------------------------------- coreference
def mentions_of(annotate: Annotate, text: str, label: str) -> list[str]:
    (entity,) = (e for e in extract(annotate(text)).entities if e.label == label)
    return [text[m.span.begin : m.span.end] for m in entity.mentions]


def test_the_former_president_is_not_the_president(annotate: Annotate) -> None:
    text = (
        "Former president Luis Gomez met President Juan Perez. On Monday the president declared a state of emergency."
    )
    assert "the president" not in mentions_of(annotate, text, "Luis Gomez")


def test_he_is_not_named_again_in_his_own_clause(annotate: Annotate) -> None:
    text = "Juan Perez died. He praised Juan Perez's courage, said Luis Gomez."
    assert "He" not in mentions_of(annotate, text, "Juan Perez")


def test_the_speaker_is_not_the_he_of_his_own_words(annotate: Annotate) -> None:
    text = 'Officer Luis Gomez said: "He fired a shot to warn a hunter."'
    assert "He" not in mentions_of(annotate, text, "Luis Gomez")


def test_a_capital_is_not_its_country(annotate: Annotate) -> None:
    text = "Aid reached Lima, the capital of Peru."
    assert mentions_of(annotate, text, "Peru") == ["Peru"]


# ----------------------------------------------------------------------------------------------------- suppositions
@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("If there were a group that was killing farmers, the army would act.", "killing"),
        ("Such a visit would anger Norway.", "visit"),
        ("A war could hurt trade.", "war"),
    ],
)
def test_what_is_only_supposed_is_only_possible(annotate: Annotate, text: str, word: str) -> None:
    assert event(extract(annotate(text)), word).factuality.certainty == "possible"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("If the group that killed the farmers returns, the army will act.", "killed"),
        ("The visit would anger Norway.", "visit"),
        ("A war has hurt trade.", "war"),
    ],
)
def test_what_is_known_in_a_supposition_stays_certain(annotate: Annotate, text: str, word: str) -> None:
    assert event(extract(annotate(text)), word).factuality.certainty == "certain"


# ------------------------------------------------------------------------------------------------- stances, senders
def test_who_is_opposed_to_something_acts(annotate: Annotate) -> None:
    facts = extract(annotate("Norway and Chile are opposed to the plan."))
    assert fillers(facts, "opposed", "kgb:actor") == {"Norway", "Chile"}
    assert fillers(facts, "opposed", "kgb:recipient") == set()


def test_who_is_opposed_by_somebody_does_not_act(annotate: Annotate) -> None:
    facts = extract(annotate("Mayors were opposed by farmers."))
    assert fillers(facts, "opposed", "kgb:actor") == {"farmers"}


def test_pressure_comes_from_who_presses(annotate: Annotate) -> None:
    facts = extract(annotate("The talks began under pressure from Peru."))
    assert fillers(facts, "pressure", "kgb:actor") == {"Peru"}
    assert fillers(facts, "pressure", "kgb:recipient") == set()


def test_an_accord_is_not_made_by_the_town_it_is_named_for(annotate: Annotate) -> None:
    facts = extract(annotate("Norway honoured the Geneva agreement."))
    assert fillers(facts, "agreement", "kgb:actor") == set()


def test_where_people_protest_is_no_cause(annotate: Annotate) -> None:
    facts = extract(annotate("The editor was accused of fraud at one point."))
    assert fillers(facts, "accused", "kgb:causeText") == set()


# ------------------------------------------------------------------------------------------------------ descriptions
@pytest.mark.parametrize(
    "text",
    [
        "Tove Lind wrote Meeting The Bear, a book on zoos, with Eva Holm.",
        "Image: Eva Holm.",
    ],
)
def test_fragments_and_things_describe_nobody(annotate: Annotate, text: str) -> None:
    assert not [s for s in extract(annotate(text)).statements if s.predicate == "kgb:describedAs"]


@pytest.mark.parametrize("words", ["author of a guide", "co-author of a guide"])
def test_an_author_is_described_as_one(annotate: Annotate, words: str) -> None:
    facts = extract(annotate(f"Eva Holm -- {words} -- said she was tired."))
    (said,) = (s.object for s in facts.statements if s.predicate == "kgb:describedAs")
    assert not isinstance(said, str)
    assert said.text == words


def test_a_shadow_minister_is_not_the_minister(annotate: Annotate) -> None:
    (post,) = extract(annotate("Peru's shadow finance minister Maria Lopez resigned.")).memberships
    assert post.role == "Shadow Finance Minister"


def test_a_government_of_somebody_is_not_that_of_the_setting(annotate: Annotate) -> None:
    text = "Chile signed. Chile voted. Chile paid. The Marwick administration fell. The parliament met."
    facts = extract(annotate(text))
    labels = {entity.key: entity.label for entity in facts.entities}
    assert [labels[s.subject] for s in facts.statements if s.predicate == "kgb:country"] == ["parliament"]


def test_a_man_is_not_the_school_named_for_him(annotate: Annotate) -> None:
    text = "Bill Farmont lost. Farmont left Oslo. Later Farmont University opened."
    kinds = {entity.label: entity.kind for entity in extract(annotate(text)).entities}
    assert kinds["Bill Farmont"] == "Person"
    assert "Farmont" not in kinds


# ------------------------------------------------------------------------------------------------------------- claims
@pytest.mark.parametrize(
    "text",
    [
        "The sheer number of cases makes it difficult to argue that Anna Berg is innocent.",
        "It is difficult to believe that Anna Berg lied.",
        "The migrants claimed asylum in Norway.",
        "Maria Lopez endorsed Anna Berg.",
    ],
)
def test_what_tells_nobodys_word_is_no_claim(annotate: Annotate, text: str) -> None:
    assert extract(annotate(text)).claims == ()


def test_an_accusation_is_a_claim(annotate: Annotate) -> None:
    assert extract(annotate("The migrants claimed that Norway lied.")).claims


# -------------------------------------------------------------------------------------------------------------- names
def countries(facts: Facts) -> set[str]:
    return {entity.label for entity in facts.entities if entity.kind == "Country"}


def test_a_descent_of_two_halves_names_no_country(annotate: Annotate) -> None:
    assert countries(extract(annotate("Italian-American voters met Maria Lopez."))) == set()


def test_an_adjective_of_one_country_names_it(annotate: Annotate) -> None:
    assert countries(extract(annotate("Two Brazilian senators met farmers."))) == {"Brazil"}


def test_a_reporter_is_not_the_outlet_that_owns_the_phrase(annotate: Annotate) -> None:
    annotated = annotate("Radio Nord's Peter Hale reports.")
    wide = replace(annotated, names=(NameSpan(0, 5, "Organization", "ner"),))
    names = [(annotated.doc[name.first : name.last].text, name.kind) for name in annotated_names(wide)]
    assert names == [("Radio Nord", "Organization"), ("Peter Hale", "Person")]


def test_a_parliament_by_name_is_no_meeting(annotate: Annotate) -> None:
    facts = extract(annotate("A member of the Vermont General Assembly resigned."))
    assert [e.label for e in facts.events] == ["resigned"]


# -------------------------------------------------------------------------------------------- what a fresh eye found
def test_who_names_a_blast_did_not_cause_it(annotate: Annotate) -> None:
    facts = extract(annotate("The French president, Jean Duval, called the explosion an attack."))
    assert fillers(facts, "explosion", "kgb:actor") == set()


def test_a_season_and_criticism_are_no_events(annotate: Annotate) -> None:
    facts = extract(annotate("The service will start in the fall of 2021. The club is under fire from its members."))
    assert not {e.label for e in facts.events} & {"fall", "fire"}


def test_what_is_kept_from_happening_does_not_happen(annotate: Annotate) -> None:
    facts = extract(annotate("Guards closed two bridges to stop the miners from marching on the mint."))
    assert event(facts, "marching").factuality.polarity == "negative"


def test_what_is_recommended_has_not_happened(annotate: Annotate) -> None:
    facts = extract(annotate("The office issued a recommendation that the army reopen the base."))
    assert event(facts, "reopen").factuality.certainty == "possible"


def test_what_looks_inevitable_has_not_happened(annotate: Annotate) -> None:
    assert event(extract(annotate("Bankruptcy became almost certain.")), "Bankruptcy").factuality.tense == "future"


def test_who_expects_a_thing_asks_for_nothing(annotate: Annotate) -> None:
    facts = extract(annotate("Ana Kern said the show should boost her numbers."))
    assert "Request" not in {name for e in facts.events for name in e.classes}


def test_who_faces_a_term_gave_none(annotate: Annotate) -> None:
    facts = extract(annotate("Dario Kale faces a long prison term."))
    assert fillers(facts, "term", "kgb:actor") == set()
    assert fillers(facts, "term", "kgb:recipient") == {"Dario Kale"}


def test_an_attack_on_a_village_is_none_on_the_district_around_it(annotate: Annotate) -> None:
    facts = extract(annotate("Bandits raided the hamlet on the outskirts of Korvan District."))
    assert fillers(facts, "raided", "kgb:recipient") == {"hamlet"}


def test_the_injured_are_taken_to_a_hospital_that_suffers_nothing(annotate: Annotate) -> None:
    facts = extract(annotate("Nine people were airlifted to two clinics."))
    assert fillers(facts, "airlifted", "kgb:recipient") == {"people"}


def test_an_act_of_disapproval_is_of_no_context_by_itself(annotate: Annotate) -> None:
    assert event(extract(annotate("Critics denounced the film.")), "denounced").contexts == ()


def test_all_that_somebody_is_accused_of_is_only_possible(annotate: Annotate) -> None:
    facts = extract(annotate("The senate accused the mayor of jailing and beating miners."))
    assert {event(facts, word).factuality.certainty for word in ("jailing", "beating")} == {"possible"}


def test_the_suspect_is_not_who_tells_of_him(annotate: Annotate) -> None:
    facts = extract(annotate("The district's head, Anton Obode, told reporters that the suspect was caught."))
    assert fillers(facts, "caught", "kgb:recipient") == {"suspect"}


def test_several_happenings_are_not_the_one(annotate: Annotate) -> None:
    facts = extract(annotate("A crisis swept the south. Banks were shut during the crises."))
    assert all(len(e.spans) == 1 for e in facts.events)


def test_what_goes_without_saying_nobody_says(annotate: Annotate) -> None:
    assert extract(annotate("It goes without saying that the harbour is closed.")).claims == ()


def test_officials_of_a_party_are_of_its_sector(annotate: Annotate) -> None:
    facts = extract(annotate("Party officials met."))
    assert {e.label: e.sector for e in facts.entities}["Party officials"] == "PTY"


def test_the_narrator_s_i_is_nobody_quoted(annotate: Annotate) -> None:
    facts = extract(annotate("Mr. Ed Kale said that the show I watched last week was dull."))
    assert [len(e.mentions) for e in facts.entities if e.label == "Ed Kale"] == [1]


def test_a_meeting_on_a_boat_is_not_about_it(annotate: Annotate) -> None:
    facts = extract(annotate("Ministers held a meeting on a ferry."))
    assert fillers(facts, "meeting", "kgb:topic") == set()


def test_lethal_force_killed_nobody(annotate: Annotate) -> None:
    facts = extract(annotate("Officers may use lethal force."))
    assert not any("Killing" in e.classes for e in facts.events)


def test_whose_window_broke_was_not_damaged(annotate: Annotate) -> None:
    facts = extract(annotate("Gisela Roth spoke. The hail damaged her greenhouse."))
    assert fillers(facts, "damaged", "kgb:recipient") == set()


def test_a_loss_in_money_is_no_topic(annotate: Annotate) -> None:
    facts = extract(annotate("The bank reported a loss of $31 million."))
    topics = {s.object.text for s in facts.statements if s.predicate == "kgb:topic" and not isinstance(s.object, str)}
    assert "$31 million" not in topics


def test_demand_for_goods_asks_nobody(annotate: Annotate) -> None:
    facts = extract(annotate("Strong demand for oil lifted the firm."))
    assert "Request" not in {name for e in facts.events for name in e.classes}


def test_a_land_mine_is_no_place(annotate: Annotate) -> None:
    facts = extract(annotate("Nine hunters were killed when they walked over land mines."))
    assert "Facility" not in {e.kind for e in facts.entities}


def test_of_two_companies_the_company_is_neither(annotate: Annotate) -> None:
    facts = extract(annotate("Zephyr Motors Inc. sued Borea Systems Inc. in May. On Friday the company appealed."))
    assert [len(e.mentions) for e in facts.entities if e.label == "company"] == [1]


def test_coal_fired_plants_dismiss_nobody(annotate: Annotate) -> None:
    facts = extract(annotate("Engineers closed coal-fired plants. Critics seized on the fact."))
    assert {name for e in facts.events for name in e.classes}.isdisjoint({"Dismissal", "Coerce"})


def test_a_condition_without_if_is_only_possible(annotate: Annotate) -> None:
    told = (("Had the army attacked, he would have fled.", "attacked"), ("Should it attack, he will flee.", "attack"))
    for text, word in told:
        assert event(extract(annotate(text)), word).factuality.certainty == "possible"


def test_who_is_acquitted_of_a_deed_did_it_only_possibly(annotate: Annotate) -> None:
    facts = extract(annotate("The trader was acquitted of killing a guard."))
    assert event(facts, "killing").factuality.certainty == "possible"


def test_a_vote_of_no_confidence_is_no_support(annotate: Annotate) -> None:
    for text, supports in (("He faced a vote of no confidence.", False), ("He faced a vote of confidence.", True)):
        assert ("Support" in event(extract(annotate(text)), "vote").classes) == supports


def test_what_is_claimed_and_denied_did_not_happen(annotate: Annotate) -> None:
    facts = extract(annotate("The firm denied claims that its guards had beaten a cook."))
    assert event(facts, "beaten").factuality.polarity == "negative"


def test_who_denies_a_charge_does_not_deny_that_it_was_made(annotate: Annotate) -> None:
    facts = extract(annotate("Chad accuses Mali of arming rebels, a charge Mali denies."))
    assert event(facts, "accuses").factuality.polarity == "positive"


def test_the_accused_acts_and_no_court(annotate: Annotate) -> None:
    facts = extract(annotate("The court acquitted two guards accused of beating a cook."))
    assert fillers(facts, "beating", "kgb:actor") == {"guards"}


def test_where_talks_were_to_be_held_suffers_nothing(annotate: Annotate) -> None:
    facts = extract(annotate("The talks in Oslo between the miners and the firm were postponed."))
    assert "Oslo" not in fillers(facts, "postponed", "kgb:recipient")


# ---------------------------------------------------------------------------------------- who does it, and to whom
@pytest.mark.parametrize(
    ("text", "word", "actors"),
    [
        ("Riot police tried to stop miners from marching on the ministry.", "marching", {"miners"}),
        ("Soldiers prevented demonstrators from reaching the palace.", "reaching", {"demonstrators"}),
        ("Officials coaxed the rebels into signing a truce.", "signing", {"rebels"}),
        ("The council jailed two monks for hiding weapons.", "hiding", set()),
    ],
)
def test_whoever_is_kept_from_a_deed_would_do_it(annotate: Annotate, text: str, word: str, actors: set[str]) -> None:
    facts = extract(annotate(text))
    if actors:
        assert fillers(facts, word, "kgb:actor") == actors
    else:
        assert all(event.label != word for event in facts.events)


def test_police_at_whom_stones_are_thrown_are_no_topic(annotate: Annotate) -> None:
    facts = extract(annotate("Youths hurled stones at police."))
    assert fillers(facts, "hurled", "kgb:recipient") == {"police"}
    assert fillers(facts, "hurled", "kgb:topic") == set()


@pytest.mark.parametrize("text", ["The envoy returned to the country.", "The envoy reached the palace."])
def test_where_somebody_goes_suffers_nothing(annotate: Annotate, text: str) -> None:
    facts = extract(annotate(text))
    (told,) = facts.events
    assert fillers(facts, told.label, "kgb:destination") != set()
    assert fillers(facts, told.label, "kgb:recipient") == set()


def test_what_is_kept_from_somebody_is_of_the_deed(annotate: Annotate) -> None:
    facts = extract(annotate("Riot police tried to stop miners from marching on the ministry."))
    assert fillers(facts, "stop", "kgb:recipient") == {"miners"}


def test_a_protest_is_against_who_did_it(annotate: Annotate) -> None:
    facts = extract(annotate("Nuns gathered for a rally in Quito to protest the killing of herders by Chilean troops."))
    assert fillers(facts, "rally", "kgb:recipient") == {"Chilean troops"}
    assert all(event.label != "protest" for event in facts.events)


@pytest.mark.parametrize(
    ("text", "word", "whom"),
    [
        ("Elders demanded that the land be taken away from the settlers.", "demanded", "settlers"),
        ("Unions demanded that the miners be freed by the army.", "demanded", "army"),
        ("Oslo imposed restrictions on fishing for foreigners.", "restrictions", "foreigners"),
    ],
)
def test_whom_a_demand_or_a_ban_is_for(annotate: Annotate, text: str, word: str, whom: str) -> None:
    assert whom in fillers(extract(annotate(text)), word, "kgb:recipient")


def test_ministers_of_a_meeting_are_no_topic(annotate: Annotate) -> None:
    facts = extract(annotate("Peru hosted a meeting of the ministers."))
    assert fillers(facts, "meeting", "kgb:topic") == set()


def test_a_reason_is_no_topic(annotate: Annotate) -> None:
    facts = extract(annotate("The mill dismissed its clerks for economic reasons."))
    assert fillers(facts, "dismissed", "kgb:topic") == set()


def test_a_place_of_years_before_is_no_place_of_a_death(annotate: Annotate) -> None:
    facts = extract(annotate("He was killed in 1944, two years after his brother died in a Chilean camp."))
    assert "sem:hasPlace" not in statements(facts, "killed")


def test_where_it_was_otherwise_is_no_place(annotate: Annotate) -> None:
    facts = extract(annotate("Unlike in Cuba, the strike ended."))
    assert all(s.predicate != "sem:hasPlace" for s in facts.statements)


# ------------------------------------------------------------------------------------------------------------- counts
def kinds(facts: Facts) -> list[tuple[str, int | None]]:
    return [(count.kind, count.lower) for count in facts.counts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three of the 12 miners trapped since Monday have been found dead.", [("killed", 3)]),
        ("More than half of the 800 passengers were rescued.", []),
        ("Some 40 of the 200 protesters were arrested.", [("arrested", 40)]),
        ("All 12 miners were rescued.", [("rescued", 12)]),
        ("The junta freed 120 prisoners under an amnesty.", []),
        ("Commandos freed 12 hostages from the embassy.", [("rescued", 12)]),
        ("Police gave a figure of 3,000 for the march.", [("participants", 3000)]),
        (
            "A bus crashed, killing nine people. Five of the nine victims were children.",
            [("killed", 9), ("casualties", 5)],
        ),
    ],
)
def test_what_a_number_counts(annotate: Annotate, text: str, expected: list[tuple[str, int | None]]) -> None:
    assert kinds(extract(annotate(text))) == expected


def test_the_children_among_the_victims_are_who_is_counted(annotate: Annotate) -> None:
    facts = extract(annotate("A bus crashed, killing nine people. Five of the nine victims were children."))
    labels = {entity.key: entity.label for entity in facts.entities}
    assert [labels.get(count.population or "") for count in facts.counts] == ["people", "children"]


# ------------------------------------------------------------------------------------------------ what else is no role
def test_some_of_whom_is_no_sufferer(annotate: Annotate) -> None:
    facts = extract(annotate("Of the nine brothers, five have come to Lima."))
    assert fillers(facts, "come", "kgb:recipient") == set()


def test_who_laid_a_bomb_does_not_suffer_that_it_is_defused(annotate: Annotate) -> None:
    facts = extract(annotate("Police defused 83 explosives planted by Chile."))
    assert fillers(facts, "defused", "kgb:recipient") == set()
    assert fillers(facts, "planted", "kgb:actor") == {"Chile"}


def test_a_contracted_perfect_is_no_passive(annotate: Annotate) -> None:
    facts = extract(annotate("We know he's employed foreign workers."))
    assert fillers(facts, "employed", "kgb:recipient") == {"foreign workers"}


def test_who_hits_a_mine_suffers_it(annotate: Annotate) -> None:
    facts = extract(annotate("The soldiers hit a mine near Lima."))
    assert fillers(facts, "hit", "kgb:recipient") == {"soldiers"}
    assert fillers(facts, "hit", "kgb:actor") == set()


def test_whose_lawyers_appeal_is_not_appealed_against(annotate: Annotate) -> None:
    facts = extract(annotate("The court freed the suspect, whose lawyers had appealed."))
    assert fillers(facts, "appealed", "kgb:recipient") == set()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The union staged a strike at the copper mine.", "strike"),
        ("The brothers were jailed for life.", "jailed"),
    ],
)
def test_neither_places_nor_figures_are_topics(annotate: Annotate, text: str, word: str) -> None:
    assert fillers(extract(annotate(text)), word, "kgb:topic") == set()


def test_a_topic_that_is_a_deed_has_its_object(annotate: Annotate) -> None:
    facts = extract(annotate("Villagers accused soldiers of burning their houses."))
    assert fillers(facts, "accused", "kgb:topic") == {"burning their houses"}


def test_a_request_of_somebody_is_theirs(annotate: Annotate) -> None:
    facts = extract(annotate("The council read the requests of the miners."))
    assert fillers(facts, "requests", "kgb:actor") == {"miners"}


# --------------------------------------------------------------------------------------------------------- factuality
def test_what_is_rejected_in_a_vote_does_not_deny_the_vote(annotate: Annotate) -> None:
    facts = extract(annotate("Voters rejected the charter in a referendum."))
    assert event(facts, "referendum").factuality.polarity == "positive"


def test_a_war_into_which_a_country_could_slide_is_not_told(annotate: Annotate) -> None:
    facts = extract(annotate("Peru could slide into civil war."))
    war = event(facts, "war")
    assert (war.factuality.certainty, war.classes) == ("possible", ("Event",))


def test_a_level_is_no_change(annotate: Annotate) -> None:
    facts = extract(annotate("The central bank cut its key rate to 5 percent from 5.5 percent."))
    assert facts.measures == ()


# ------------------------------------------------------------------------------------------------------ and once more
def test_where_people_are_from_suffers_no_arrest(annotate: Annotate) -> None:
    facts = extract(annotate("The border force arrested eight men from Chile."))
    assert fillers(facts, "arrested", "kgb:recipient") == {"men"}


def test_whose_an_embassy_is_tells_not_where(annotate: Annotate) -> None:
    facts = extract(annotate("A bomb exploded outside the Chilean embassy in Lima."))
    assert fillers(facts, "exploded", "sem:hasPlace") >= {"Lima"}
    assert "Chile" not in fillers(facts, "exploded", "sem:hasPlace")


def test_what_is_crossed_suffers_nothing(annotate: Annotate) -> None:
    facts = extract(annotate("The migrants crossed the border."))
    assert fillers(facts, "crossed", "kgb:recipient") == set()


def test_a_film_in_which_somebody_tries_is_no_trial(annotate: Annotate) -> None:
    facts = extract(annotate("She saw the series in which two scientists try to spy on Chile."))
    assert all("Trial" not in each.classes for each in facts.events)


def test_who_declines_to_attend_does_not_meet(annotate: Annotate) -> None:
    facts = extract(annotate("Peru, which declined to attend the summit, sent a letter."))
    assert fillers(facts, "summit", "kgb:actor") == set()


def test_a_pact_that_talks_are_to_achieve_is_not_told(annotate: Annotate) -> None:
    facts = extract(annotate("Chile joined talks to achieve a truce."))
    assert event(facts, "truce").factuality.certainty != "certain"


def test_what_is_difficult_is_not_done(annotate: Annotate) -> None:
    facts = extract(annotate("It is difficult to raise the price of bread."))
    assert event(facts, "raise").factuality.certainty == "possible"


def test_a_headline_is_no_vow_of_the_next_one(annotate: Annotate) -> None:
    facts = extract(annotate("Peru throws out Chilean envoys: Chile vows revenge"))
    assert event(facts, "throws out").factuality.tense == "non-future"


def test_no_topic_is_a_piece_of_a_word(annotate: Annotate) -> None:
    facts = extract(annotate("The union called for a re-draft of its rules."))
    assert fillers(facts, "called", "kgb:topic") == {"a re-draft of its rules"}


# ------------------------------------------------------------------------------------------- what events tell, again
def test_who_is_accused_of_what_is_found_by_its_mode(annotate: Annotate) -> None:
    facts = extract(annotate("The report accuses guards of abducting miners, of hiding evidence and of torture."))
    torture = event(facts, "torture")
    assert torture.classes == ("Event",), "PLOVER codes the accusation alone"
    assert (torture.modes, torture.factuality.certainty) == (("ASSAULT-torture",), "possible")
    assert fillers(facts, "torture", "kgb:actor") == {"guards"} == fillers(facts, "abducting", "kgb:actor")


def test_what_people_are_accused_of_doing_is_a_deed(annotate: Annotate) -> None:
    facts = extract(annotate("He accused prosecutors of withholding documents that could have cleared his clients."))
    assert event(facts, "withholding").factuality.certainty == "possible"
    assert fillers(facts, "withholding", "kgb:actor") == {"prosecutors"}


def test_who_is_accused_of_a_part_in_a_crime_is_only_accused(annotate: Annotate) -> None:
    facts = extract(annotate("The firm was accused of involvement in drug trafficking."))
    assert event(facts, "trafficking").factuality.certainty == "possible"


def test_in_order_to_is_no_order(annotate: Annotate) -> None:
    facts = extract(annotate("In order to save fuel, Peru grounded two planes."))
    assert all("Request" not in each.classes for each in facts.events)


@pytest.mark.parametrize("modal", ["may", "might", "could"])
def test_what_may_be_is_no_threat_and_no_pledge(annotate: Annotate, modal: str) -> None:
    facts = extract(annotate(f"Rebels {modal} attack the port. Chile {modal} sell gas to Peru."))
    assert {"Threaten", "Agree"}.isdisjoint(name for each in facts.events for name in each.classes)


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("We are committed to safety and to our customers.", "Agree"),
        ("The clinic returned the fee. In return the patient said nothing.", "Retreat"),
        ("The men were examined by doctors.", "Accuse"),
        ("The mayor did not respond to requests for comment.", "Concede"),
        ("Gary Pound fell ill.", "PriceChange"),
        ("Parliament passed a law on fishing.", "Concede"),
        ("The firm deeply regrets the accident.", "Accuse"),
        ("Volunteers dug through the mud in a village.", "Mobilize"),
        ("The editor attacked the strike as vandalism.", "Assault"),
        ("She was appointed to the Supreme Court.", "Trial"),
        ("A retailer was drafted in to run the canteen.", "Mobilize"),
        ("The tax would hurt small farmers.", "Injury"),
        ("Chile retaliated by closing a consulate.", "Assault"),
    ],
)
def test_words_of_deeds_in_other_senses(annotate: Annotate, text: str, barred: str) -> None:
    facts = extract(annotate(text))
    assert all(barred not in each.classes for each in facts.events)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The party condemned the vote as a coup.", "coup"),
        ('The mayor described the marches as "riots".', "riots"),
        ("The envoy called the explosion an attack.", "attack"),
    ],
)
def test_what_a_thing_is_called_is_no_event(annotate: Annotate, text: str, name: str) -> None:
    assert name not in {each.label for each in extract(annotate(text)).events}


def test_what_is_boycotted_takes_place(annotate: Annotate) -> None:
    facts = extract(annotate("The opposition boycotted the election."))
    assert event(facts, "election").factuality.polarity == "positive"


def test_what_is_debated_as_known_has_happened(annotate: Annotate) -> None:
    facts = extract(annotate("Parliament debated the explosion. Parliament debated a ceasefire."))
    assert event(facts, "explosion").factuality.certainty == "certain"
    assert event(facts, "ceasefire").factuality.certainty == "possible"


def test_a_limit_is_as_far_off_as_what_it_limits(annotate: Annotate) -> None:
    facts = extract(annotate("Chile urged Peru to keep its ports shut until the raids stop."))
    assert event(facts, "stop").factuality.tense == "future"


def test_a_limit_between_two_verbs_is_of_the_first(annotate: Annotate) -> None:
    facts = extract(annotate("The firm will keep the staff until May and pay a bonus."))
    assert "sem:hasLatestEndTimeStamp" not in statements(facts, "pay")


def test_who_is_behind_bars_did_not_make_them(annotate: Annotate) -> None:
    facts = extract(annotate("The mayor is behind bars."))
    assert fillers(facts, "bars", "kgb:actor") == set()


def test_ties_are_of_those_who_have_them(annotate: Annotate) -> None:
    facts = extract(annotate("A law bars firms with ties to Chile from bidding."))
    assert fillers(facts, "bars", "kgb:recipient") == {"firms"}


def test_the_attack_of_those_on_these(annotate: Annotate) -> None:
    facts = extract(annotate("The attack of guerrillas on a police post began at dawn."))
    assert fillers(facts, "attack", "kgb:actor") == {"guerrillas"}


def test_who_receives_threats_is_threatened(annotate: Annotate) -> None:
    facts = extract(annotate("The bishop received threats from militants."))
    assert fillers(facts, "threats", "kgb:recipient") == {"bishop"}
    assert fillers(facts, "threats", "kgb:actor") == {"militants"}


def test_the_injured_were_not_hurt_when_they_were_visited(annotate: Annotate) -> None:
    facts = extract(annotate("The minister visited the injured on Monday."))
    assert "sem:hasBeginTimeStamp" not in statements(facts, "injured")


def test_what_is_raped_in_a_raid_is_no_mode_of_the_raid(annotate: Annotate) -> None:
    facts = extract(annotate("Soldiers raped women during raids on villages."))
    assert event(facts, "raids").modes == ()


def test_expelled_envoys_are_not_displaced(annotate: Annotate) -> None:
    facts = extract(annotate("Peru expelled four diplomats."))
    assert facts.counts == ()


def test_no_topic_holds_a_clause(annotate: Annotate) -> None:
    facts = extract(annotate("Shares in the parent, which had fallen for a week, rose on the news."))
    assert fillers(facts, "rose", "kgb:topic") == {"Shares in the parent"}


def test_who_was_arrested_and_released_released_nobody(annotate: Annotate) -> None:
    facts = extract(annotate("The mayor was arrested on Monday and released a day later."))
    assert fillers(facts, "released", "kgb:actor") == set()
    assert fillers(facts, "released", "kgb:recipient") == {"mayor"}


def test_who_is_sent_patrols(annotate: Annotate) -> None:
    facts = extract(annotate("Peru sent the army to patrol the town."))
    assert fillers(facts, "patrol", "kgb:actor") == {"army"}


def test_what_follows_an_end_does_not_end_then(annotate: Annotate) -> None:
    facts = extract(annotate("He lifted the curfew on June 25 and lowered the price of petrol."))
    assert "sem:hasEndTimeStamp" not in statements(facts, "lowered")


def test_what_has_been_since_was_not_on_that_day(annotate: Annotate) -> None:
    facts = extract(annotate("The party walked out on July 8 and has since refused to take part in the vote."))
    assert "sem:hasBeginTimeStamp" not in statements(facts, "refused")
    assert fillers(facts, "vote", "kgb:actor") == set()


@pytest.mark.parametrize(
    ("text", "word", "predicate"),
    [
        ("Lawmakers survived a vote in the Senate.", "vote", "kgb:topic"),
        ("The index fell as much as 7 percent.", "fell", "kgb:topic"),
        ("The bank is under investigation in Chile.", "investigation", "kgb:recipient"),
        ("Six men were admitted with gunshot wounds.", "admitted", "kgb:instrument"),
        ("The firm offered them a committee.", "offered", "kgb:recipient"),
        ("Clashes over new provinces killed three people.", "killed", "sem:hasPlace"),
        ("Youths threw stones at a hall and stormed a police post.", "stormed", "sem:hasPlace"),
    ],
)
def test_what_fills_no_role(annotate: Annotate, text: str, word: str, predicate: str) -> None:
    assert fillers(extract(annotate(text)), word, predicate).isdisjoint(
        {"Senate", "as much as 7 percent", "Chile", "gunshot wounds", "committee", "new provinces", "hall"}
    )


def test_who_has_the_backing_of_whom(annotate: Annotate) -> None:
    facts = extract(annotate("The minister has the backing of the unions."))
    assert fillers(facts, "backing", "kgb:actor") == {"unions"}
    assert fillers(facts, "backing", "kgb:recipient") == {"minister"}


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The court convicted a guard of ordering the murder of a monk.", "murder", ("certain", "non-future")),
        ("He was cleared of two counts of rape.", "rape", ("possible", "non-future")),
        ("Shares fell before recovering to close higher.", "close", ("certain", "non-future")),
        ("Fans accused the police of provoking the clashes.", "clashes", ("certain", "non-future")),
        ("The premier invited the rebels to talks.", "talks", ("possible", "future")),
        ("They have 30 days to appeal.", "appeal", ("probable", "future")),
        ("The first visit he will make is to Peru.", "visit", ("certain", "future")),
    ],
)
def test_how_sure_it_is(annotate: Annotate, text: str, word: str, expected: tuple[str, str]) -> None:
    factuality = event(extract(annotate(text)), word).factuality
    assert (factuality.certainty, factuality.tense) == expected


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("He will stand trial for fraud.", "Election"),
        ("It remains committed to the bank.", "Agree"),
        ("Hundreds have left for Peru.", "Consult"),
        ("He expressed the hope that the reforms go on.", "Support"),
        ("The watchdog attacked the bank's controls.", "Assault"),
        ("Men hacked off the branches of the tree.", "Coerce"),
        ("He kept his sell recommendation.", "Request"),
    ],
)
def test_words_of_deeds_in_still_other_senses(annotate: Annotate, text: str, barred: str) -> None:
    assert all(barred not in each.classes for each in extract(annotate(text)).events)


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("The councillor launched a blistering attack on the mayor.", "Assault"),
        ("Residents greeted the vote with relief.", "Aid"),
        ("Residents greeted the vote with relief.", "Consult"),
        ("He protested to Peru over the raid.", "Protest"),
        ("Gold has come under attack from the dollar.", "Assault"),
        ("They should hang their heads.", "Killing"),
        ("Let us remind that the bridge is closed.", "Concede"),
        ("The hostages were let go.", "Concede"),
    ],
)
def test_words_of_deeds_in_figures_of_speech(annotate: Annotate, text: str, barred: str) -> None:
    assert all(barred not in each.classes for each in extract(annotate(text)).events)


@pytest.mark.parametrize(
    ("text", "word", "predicate"),
    [
        ("Chile threatened to use force unless the mayor was released.", "threatened", "kgb:recipient"),
        ("The charity sued the firm on behalf of nine families.", "sued", "kgb:recipient"),
        ("Supporters of the coup rallied in a stadium.", "coup", "sem:hasPlace"),
        ("The firm withdrew its offer on Monday.", "offer", "sem:hasBeginTimeStamp"),
        ("The council acted after it emerged that the firm had no lorries.", "emerged", "kgb:actor"),
    ],
)
def test_what_fills_no_role_either(annotate: Annotate, text: str, word: str, predicate: str) -> None:
    assert fillers(extract(annotate(text)), word, predicate) <= {"firm"}


def test_with_whose_help_something_is_done(annotate: Annotate) -> None:
    facts = extract(annotate("The captives were returned with the assistance of the Red Cross."))
    assert fillers(facts, "assistance", "kgb:actor") == {"Red Cross"}


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The police denied using violence.", "violence", ("negative", "certain")),
        ("The union would resist any dismissals.", "dismissals", ("positive", "possible")),
        ("The talks, which were to take place on Monday, were disrupted.", "talks", ("positive", "possible")),
        ("They denied the report about the shelling of the town.", "shelling", ("positive", "possible")),
    ],
)
def test_whether_it_is_told(annotate: Annotate, text: str, word: str, expected: tuple[str, str]) -> None:
    factuality = event(extract(annotate(text)), word).factuality
    assert (factuality.polarity, factuality.certainty) == expected


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("Villages lie on a flood-prone island.", "NaturalDisaster"),
        ("Aid agencies fear the worst.", "Aid"),
        ("She is seen as a close ally.", "Support"),
        ("Withdrawals of cash were stopped.", "Retreat"),
        ("Cod stocks have collapsed.", "PriceChange"),
        ("Trading was suspended.", "Sanction"),
        ("His candidate was beaten by Lee in the election.", "Assault"),
        ("Villagers pulled out survivors with ropes.", "Retreat"),
        ("The minister surrendered to the lobby.", "Retreat"),
    ],
)
def test_words_of_deeds_that_are_others(annotate: Annotate, text: str, barred: str) -> None:
    assert all(barred not in each.classes for each in extract(annotate(text)).events)


def test_whom_a_gang_seizes_it_abducts(annotate: Annotate) -> None:
    facts = extract(annotate("Armed men seized the 17 missionaries."))
    assert event(facts, "seized").modes == ("ASSAULT-abduct",)
    assert all(count.kind != "arrested" for count in facts.counts)


def test_who_is_released_is_not_rescued(annotate: Annotate) -> None:
    facts = extract(annotate("Two were released in November."))
    assert event(facts, "released").modes == ("RETREAT-release",)
    assert facts.counts == ()


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The monsoon may bring landslides.", "landslides", ("possible", "future")),
        ("The office has forecast heavy rain.", "rain", ("probable", "future")),
        ("Peru will not tolerate riots.", "riots", ("possible", "future")),
    ],
)
def test_how_far_off_it_is(annotate: Annotate, text: str, word: str, expected: tuple[str, str]) -> None:
    found = event(extract(annotate(text)), word)
    assert (found.factuality.certainty, found.factuality.tense) == expected
    assert "Threaten" not in found.classes


def test_whom_one_goes_by_is_no_goal(annotate: Annotate) -> None:
    facts = extract(annotate("Ten people were kidnapped, according to the Centre for Peace in Lima."))
    assert fillers(facts, "kidnapped", "kgb:destination") == set()


def test_a_murder_leaves_from_nowhere(annotate: Annotate) -> None:
    facts = extract(annotate("The murder left Peru without a parliament."))
    assert fillers(facts, "left", "kgb:origin") == set()


def test_who_shall_resign_is_no_topic(annotate: Annotate) -> None:
    facts = extract(annotate("She demanded the resignation of the minister."))
    assert "the minister" not in fillers(facts, "demanded", "kgb:topic")
    assert fillers(facts, "demanded", "kgb:recipient") == {"minister"}


def test_of_a_headline_with_two_verbs_both_have_its_subject(annotate: Annotate) -> None:
    facts = extract(annotate("UN expert slams camp conditions, urges Peru to scrap plan"))
    assert fillers(facts, "urges", "kgb:actor") == fillers(facts, "slams", "kgb:actor") != set()


def test_of_clauses_at_a_semicolon_neither_says_the_other(annotate: Annotate) -> None:
    facts = extract(annotate("Police detained a blogger who had posted a picture; he was accused of spreading panic."))
    assert event(facts, "detained").classes == ("Coerce",)


def test_who_is_in_critical_condition_suffers_it(annotate: Annotate) -> None:
    facts = extract(annotate("The victim was taken to the hospital and is said to be in critical condition."))
    assert fillers(facts, "condition", "kgb:recipient") == {"victim"}
    assert fillers(facts, "condition", "kgb:actor") == set()


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("The minister announced the withdrawal of the bill.", "withdrawal", "Concede"),
        ("The minister announced the withdrawal of the troops.", "withdrawal", "Retreat"),
        ("The dismissal of the petition angered farmers.", "dismissal", "Reject"),
        ("The dismissal of the minister angered farmers.", "dismissal", "Dismissal"),
    ],
)
def test_what_is_withdrawn_or_dismissed_tells_the_class(annotate: Annotate, text: str, word: str, kind: str) -> None:
    assert kind in event(extract(annotate(text)), word).classes


def test_a_faith_is_no_place(annotate: Annotate) -> None:
    facts = extract(annotate("He praised those raised in Islam and in Christianity."))
    assert not {"Islam", "Christianity"} & {entity.label for entity in facts.entities}


def test_who_is_among_the_dead_was_killed(annotate: Annotate) -> None:
    facts = extract(annotate("Among the dead were two journalists, Mehdi Omar of the Vumba Times and a photographer."))
    assert fillers(facts, "dead", "kgb:recipient") == {"journalists", "Mehdi Omar", "photographer"}


def test_who_comes_after_the_dismissed_is_not_dismissed(annotate: Annotate) -> None:
    facts = extract(annotate("The junta replaced the governors with military officers."))
    assert fillers(facts, "replaced", "kgb:recipient") == {"governors"}


def test_a_critic_of_attacks_does_not_attack(annotate: Annotate) -> None:
    facts = extract(annotate('The UN envoy Anna Berg called the attacks on students "cruel and needless".'))
    assert fillers(facts, "attacks", "kgb:actor") == set()
    labels = {entity.key: entity.label for entity in facts.entities}
    [claim] = facts.claims
    assert [labels[key] for key in claim.speakers] == ["Anna Berg"]


def test_what_is_missing_now_came_before(annotate: Annotate) -> None:
    facts = extract(annotate("Nine officers are missing after the attack on a police station on Tuesday night."))
    assert [timex.begin for timex in facts.timexes] == ["2022-01-04"]


def test_trucks_bar_a_road(annotate: Annotate) -> None:
    facts = extract(annotate("Dozens of trucks blocked the Pan-American Highway."))
    assert event(facts, "blocked").modes == ("PROTEST-obstruct",)


def test_who_assures_that_it_is_so_agrees_to_nothing(annotate: Annotate) -> None:
    facts = extract(annotate("He assured that nine officers are missing."))
    assert not [e for e in facts.events if e.label == "assured"]


def test_who_killed_in_a_clash_of_two_is_not_told(annotate: Annotate) -> None:
    facts = extract(annotate("Kenya asks Russia for aid after clashes with Ethiopia leave 31 dead."))
    assert fillers(facts, "leave", "kgb:actor") == set()
    assert fillers(facts, "leave", "sem:hasPlace") == set()


def test_a_commander_who_leads_a_group_is_no_group(annotate: Annotate) -> None:
    text = "A group of soldiers led by the commander of the special forces, Colonel Ana Ruiz, said that it would leave."
    facts = extract(annotate(text))
    [ruiz] = [entity for entity in facts.entities if entity.label == "Ana Ruiz"]
    told = {
        s.object.text for s in facts.statements if s.subject == ruiz.key and not isinstance(s.object, str) and s.object
    }
    assert "group of soldiers" not in told
    assert len(ruiz.mentions) == 2


def test_whose_matter_is_discussed_takes_no_part(annotate: Annotate) -> None:
    facts = extract(annotate("The ministers discussed Turkish proposals."))
    assert fillers(facts, "discussed", "kgb:recipient") == set()
    assert fillers(facts, "discussed", "kgb:topic") == {"Turkish proposals"}


def test_who_faces_charges_is_accused(annotate: Annotate) -> None:
    facts = extract(annotate("Anna Berg faces four charges of fraud."))
    assert fillers(facts, "faces", "kgb:recipient") == {"Anna Berg"}
    assert fillers(facts, "faces", "kgb:actor") == set()


def test_at_whose_request_it_is_bombed_is_not_bombed(annotate: Annotate) -> None:
    facts = extract(annotate("French planes bombed a convoy at the request of Chad."))
    assert "Chad" not in fillers(facts, "bombed", "kgb:recipient")


def test_a_body_called_by_a_verb_does_no_deed_of_its_name(annotate: Annotate) -> None:
    facts = extract(annotate("Save the Children said that it was over."))
    assert not [e for e in facts.events if e.label == "Save"]


def test_force_that_is_used_is_no_army(annotate: Annotate) -> None:
    facts = extract(annotate("Troops used lethal force."))
    assert {e.label for e in facts.entities} == {"Troops"}


def test_a_country_much_spoken_of_by_its_bodies_is_the_setting(annotate: Annotate) -> None:
    text = (
        "The Chadian army killed rebels in Chad. The Chadian army left N'Djamena. Chadian police left N'Djamena too. "
    )
    facts = extract(annotate(text + "President Idris Vell went to the front."))
    [post] = facts.memberships
    labels = {entity.key: entity.label for entity in facts.entities}
    assert labels[post.country or ""] == "Chad"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Nurses treated 63 miners at the hospital.", "treated"),
        ("The riots of Lima went on.", "riots"),
        ("The talks began, Peru said in a note, hours after shelling killed six farmers.", "killed"),
    ],
)
def test_who_is_beside_a_deed_did_not_do_it(annotate: Annotate, text: str, word: str) -> None:
    assert fillers(extract(annotate(text)), word, "kgb:actor") == set()


def test_who_stops_what_is_their_own_restricts_nobody(annotate: Annotate) -> None:
    facts = extract(annotate("The mines have suspended their operations. The ministry suspended flights."))
    assert [event.classes for event in facts.events if "Coerce" in event.classes] == [("Coerce",)]


def test_a_house_of_representatives_is_of_no_country_by_its_name(annotate: Annotate) -> None:
    facts = extract(annotate("In Bangkok, Thailand's king met the House of Representatives."))
    assert {entity.country for entity in facts.entities if entity.label == "House of Representatives"} <= {None, "TH"}


def test_who_is_expected_to_lead_does_not_lead_yet(annotate: Annotate) -> None:
    facts = extract(annotate("Ana Berg is expected to lead the Reform Party until May."))
    assert not [statement for statement in facts.statements if statement.predicate in ("org:headOf", "kgb:leads")]


def test_who_is_removed_did_what_the_removal_is_for(annotate: Annotate) -> None:
    facts = extract(annotate("The court removed Ana Berg for hiring a convict. The court sat after Berg took office."))
    assert fillers(facts, "hiring", "kgb:actor") == {"Ana Berg"}
    assert event(facts, "took").classes == ("Appointment",)


def test_a_critical_state_is_no_place(annotate: Annotate) -> None:
    facts = extract(annotate("Six of the wounded are in critical state."))
    assert [entity.kind for entity in facts.entities] == ["Group"]


# ------------------------------------------------------------------------------------------------ elections and votes
@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The senate waved through the housing law.", "waved", "Vote"),
        ("Councillors greenlit the budget.", "greenlit", "Vote"),
        ("The bill squeaked through the senate.", "squeaked", "Vote"),
        ("The law passed by 40 votes to 12.", "passed", "Vote"),
        ("Two ministers abstained.", "abstained", "Vote"),
        ("The premier survived a motion of censure.", "survived", "Vote"),
        ("Voters approved the constitution in June.", "approved", "Vote"),
        ("The assembly threw out the amendment.", "threw out", "Vote"),
        ("Shareholders turned down the merger.", "turned down", "Vote"),
        ("The senate ratified the treaty.", "ratified", "Vote"),
        ("Lawmakers impeached the governor.", "impeached", "Vote"),
        ("The mayor beat the incumbent by 90 votes.", "beat", "Election"),
        ("The socialists were trounced in the election.", "trounced", "Election"),
        ("A baker unseated the senator in the primary.", "unseated", "Election"),
        ("Voters picked a new parliament.", "picked", "Election"),
        ("The alliance captured the mayoralty.", "captured", "Election"),
        ("The parties wrested two seats from Labour.", "wrested", "Election"),
        ("The candidate ran unopposed.", "ran", "Election"),
        ("Polls opened at dawn.", "Polls", "Election"),
        ("Kenya will vote on 3 May.", "vote", "Election"),
    ],
)
def test_how_people_vote(annotate: Annotate, text: str, word: str, name: str) -> None:
    assert name in event(extract(annotate(text)), word).classes


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("Guards waved through the trucks.", "Vote"),
        ("A poll in May found that few trust the mayor.", "Election"),
        ("The chairman closed the dinner with a vote of thanks.", "Vote"),
        ("She won 60 percent of the vote.", "Vote"),
        ("He beat his neighbour with a stick.", "Election"),
        ("The nurse abstained from wine.", "Vote"),
        ("The student passed the exam.", "Vote"),
        ("They elected to stay at home.", "Election"),
        ("The run-off from the fields fouled the lake.", "Election"),
        ("The general captured the capital.", "Election"),
    ],
)
def test_what_is_no_vote(annotate: Annotate, text: str, barred: str) -> None:
    assert all(barred not in each.classes for each in extract(annotate(text)).events)


# ----------------------------------------------------------------------------- what is coerced, punished, tried, stolen
@pytest.mark.parametrize(
    ("text", "word", "classes"),
    [
        ("The rebels hold three Dutch engineers near the dam.", "hold", {"Coerce"}),
        ("Detectives searched a barge on the Vistula.", "searched", {"Coerce"}),
        ("Readers searched the archive for a poem.", "searched", set()),
        ("Police are hunting the gunman in the hills.", "hunting", {"Coerce"}),
        ("The army paraded the captured pilot in the square.", "paraded", {"Coerce"}),
        ("The navy boarded a trawler off Tobruk.", "boarded", {"Coerce"}),
        ("Passengers boarded the ferry at noon.", "boarded", set()),
        ("Customs officers found cocaine in a crate of mangoes.", "found", {"Coerce"}),
        ("Biologists found cocaine in river shrimps.", "found", set()),
        ("The regulator grounded the airline after two crashes.", "grounded", {"Coerce"}),
        ("Fog grounded the airline for a day.", "grounded", {"Event"}),
        ("The mill locked out its weavers in a row over pay.", "locked out", {"Coerce"}),
        ("The two rivals were locked in talks over the coalition.", "locked", set()),
        ("Kenya shut three churches near the border.", "shut", {"Coerce"}),
        ("Rebels besieged the town of Kidal for a month.", "besieged", {"Coerce", "Assault"}),
        ("Police dismantled a camp of squatters by the canal.", "dismantled", {"Coerce"}),
        ("The state switched off two radio stations.", "switched off", {"Coerce"}),
        ("The junta lifted the immunity of two deputies.", "lifted", {"Coerce"}),
        ("The junta stripped the head of the union of his passport.", "stripped", {"Coerce"}),
        ("Colombia extradited Juan Perez to Spain.", "extradited", {"Cooperate"}),
        ("The colonels overthrew President Moussa Diallo.", "overthrew", {"Coerce", "Dismissal"}),
        ("The agency was denied access to the town.", "denied", {"Coerce"}),
        ("Jurors in Tampa found the owner of the mill guilty of fraud.", "found", {"Sanction", "Trial"}),
        ("The judge found him guilty.", "found", {"Sanction", "Trial"}),
        ("The nurse was given twelve years for fraud.", "given", {"Sanction", "Trial"}),
        ("The envoy was given two weeks to pack.", "given", set()),
        ("Zambia recalled its high commissioner.", "recalled", {"Sanction"}),
        ("Canada imposed travel bans on six judges.", "imposed", {"Sanction"}),
        ("The lender delayed a tranche of the loan to Chad.", "delayed", {"Sanction"}),
        ("The court cleared the mayor of bribery.", "cleared", {"Trial"}),
        ("Workers cleared the road of snow.", "cleared", {"Event"}),
        ("The engine was repaired in dry dock.", "dock", set()),
        ("Burglars broke into the archive and walked off with a map.", "walked off", {"Crime"}),
        ("A pickpocket lifted two phones on the tram.", "lifted", {"Crime"}),
        ("She lifted the phone and wept.", "lifted", {"Event"}),
        ("A minister pocketed half the grant.", "pocketed", {"Crime"}),
        ("Robbers held up a van near Lyon.", "held up", {"Crime"}),
        ("Snow held up a van near Lyon.", "held up", set()),
        ("Clerks forged birth certificates for a fee.", "forged", {"Crime"}),
        ("The firm padded its invoices.", "padded", {"Crime"}),
        ("The mill dumped mercury in the river.", "dumped", {"Crime"}),
        ("The court jailed a clerk for spying for Peru.", "spying", {"Coerce", "Crime"}),
        ("The farmers quarrelled over a fallow plot.", "plot", set()),
        ("Delays robbed the team of a win.", "robbed", set()),
        ("The party expelled two senators.", "expelled", {"Sanction", "Dismissal"}),
        ("Peru expelled two envoys.", "expelled", {"Sanction"}),
        ("The judge granted the nurse bail.", "granted", {"Concede", "Trial"}),
        ("The budget was sanctioned by the senate.", "sanctioned", set()),
        ("The judge absolved the clerk of perjury.", "perjury", {"Crime"}),
        ("Bandits looted a grain depot near Gao.", "looted", {"Crime"}),
        ("Soldiers looted a grain depot near Gao.", "looted", {"Coerce", "Crime"}),
        ("Truckers blockaded the refinery.", "blockaded", {"Protest"}),
        ("The hospital turned away a delegation of nurses.", "turned", {"Reject"}),
        ("Troops closed the border.", "closed", {"Coerce"}),
        ("Floods closed the border.", "closed", {"Event"}),
        ("The council declared the envoy persona non grata.", "grata", set()),
        ("The council declared the envoy persona non grata.", "declared", {"Sanction"}),
        ("The jury handed the forger twelve years, of which he will serve half.", "handed", {"Sanction", "Trial"}),
        ("The court ordered the firm to pay the widow two million euros.", "ordered", {"Sanction", "Trial"}),
        ("The riot left two miners dead at a pit.", "dead", set()),
        ("The mother of the dead miner sued the firm.", "dead", set()),
        ("Two miners were dead.", "dead", {"Killing"}),
        ("Four shops had their windows smashed.", "smashed", {"Damage", "Protest"}),
        ("A miner lay there with his arm broken.", "broken", {"Injury"}),
        ("An old boiler house blew up.", "blew up", {"Accident"}),
        ("A suicide bomber blew up near a market.", "blew up", {"Assault"}),
        ("The oil tanker burst into flames.", "burst", {"Accident"}),
        ("The party exchanged prisoners of war with Peru.", "war", set()),
        ("The tremor flattened the village.", "flattened", {"Damage"}),
        ("Thieves broke into the pharmacy.", "broke", {"Crime"}),
        ("The chair adjourned the meeting.", "adjourned", set()),
    ],
)
def test_what_is_done_to_people_and_goods(annotate: Annotate, text: str, word: str, classes: set[str]) -> None:
    assert {each for e in extract(annotate(text)).events if e.label == word for each in e.classes} == classes


def test_who_is_found_guilty_is_the_recipient(annotate: Annotate) -> None:
    facts = extract(annotate("The jury found Maria Lopez guilty. Judges cleared Ivo Madan of fraud."))
    assert fillers(facts, "found", "kgb:recipient") == {"Maria Lopez"}
    assert fillers(facts, "cleared", "kgb:recipient") == {"Ivo Madan"}


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Bakers joined a go-slow.", "go-slow", "Protest"),
        ("The tailors shelved their strike.", "strike", "Protest"),
        ("Truckers lifted the blockade of the port.", "blockade", "Protest"),
        ("Farmers parked their tractors across the bridge.", "parked", "Protest"),
        ("The minister was booed in Lima.", "booed", "Protest"),
        ("Pickers blockaded a juice plant.", "blockaded", "Protest"),
        ("Students burned tyres in Lima.", "burned", "Protest"),
        ("Senators stormed out of the chamber.", "stormed", "Protest"),
        ("A widow set herself on fire outside the court.", "set", "Protest"),
        ("Youths hurled bricks at police.", "hurled", "Assault"),
        ("A mob torched the depot.", "torched", "Damage"),
        ("Crowds looted shops.", "looted", "Crime"),
        ("Chile has protested over the raid.", "protested", "Accuse"),
    ],
)
def test_how_people_protest(annotate: Annotate, text: str, word: str, name: str) -> None:
    assert name in event(extract(annotate(text)), word).classes


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("Gunmen torched the depot.", "Protest"),
        ("The fair was a riot of colour.", "Protest"),
        ("Guards marched the boys to the river.", "Protest"),
        ("The judge stormed out.", "Protest"),
        ("The envoy left in protest.", "Protest"),
        ("The embassy sent a note of protest.", "Protest"),
        ("Lightning strikes killed two cows.", "Protest"),
        ("The refugees built an encampment.", "Protest"),
    ],
)
def test_what_is_no_protest(annotate: Annotate, text: str, barred: str) -> None:
    assert all(barred not in each.classes for each in extract(annotate(text)).events)


def test_courts_and_matters_are_not_who_is_addressed(annotate: Annotate) -> None:
    sued = extract(annotate("The villagers took the mine to court."))
    assert fillers(sued, "took", "kgb:recipient") == {"mine"}
    advised = extract(annotate("The embassy advised tourists against the trip."))
    assert fillers(advised, "advised", "kgb:recipient") == {"tourists"}


@pytest.mark.parametrize(
    ("text", "mobilizes"),
    [
        ("The governor activated the guard.", True),
        ("Gendarmes mounted guard at the bank.", True),
        ("The navy readied two cutters.", True),
        ("The firm activated the alarm.", False),
        ("The miners dug in the hills.", False),
        ("Traders are on alert for news.", False),
    ],
)
def test_who_is_mobilized(annotate: Annotate, text: str, mobilizes: bool) -> None:
    assert any("Mobilize" in each.classes for each in extract(annotate(text)).events) == mobilizes


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("Displaced herders went back to their wells.", "Coerce"),
        ("The actor wrote to the jailed poet.", "Coerce"),
        ("The climbers turned back in the fog.", "Coerce"),
        ("The rebels freed a captured pilot.", "Coerce"),
        ("The bishop tampered with the organ.", "Coerce"),
        ("Officials and artists rallied to the curator.", "Protest"),
        ("The candidate joked at a rally in Oruro.", "Protest"),
        ("Bandits ambushed a police patrol.", "Mobilize"),
        ("The ferries put to sea again.", "Mobilize"),
        ("Shops opened under the new flyover.", "Mobilize"),
        ("Police cordoned off the square.", "Mobilize"),
        ("The rebels overthrew the elected president.", "Election"),
        ("The guests lost their deposits.", "Election"),
        ("Deputies cast their ballots at noon.", "Election"),
        ("The president signed the bill.", "Vote"),
    ],
)
def test_states_and_others_deeds_are_not_of_the_class(annotate: Annotate, text: str, barred: str) -> None:
    assert all(barred not in each.classes for each in extract(annotate(text)).events)


def test_a_state_of_siege_is_one_coercion(annotate: Annotate) -> None:
    [found] = extract(annotate("The general declared a state of siege in Orova.")).events
    assert found.classes == ("Coerce",)
    [lasting] = [e for e in extract(annotate("The state of siege lasted two weeks.")).events if "Coerce" in e.classes]
    assert lasting.classes == ("Coerce",)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Police cordoned off the square.", "cordoned"),
        ("Guards hauled the editor off.", "hauled"),
        ("The cadets prolonged martial law.", "prolonged"),
        ("The student was dragged out of the hall.", "dragged"),
    ],
)
def test_who_is_kept_by_force(annotate: Annotate, text: str, word: str) -> None:
    assert any("Coerce" in each.classes for each in extract(annotate(text)).events), word


@pytest.mark.parametrize(
    ("text", "polarity"),
    [("Two miners did not survive.", "positive"), ("The miner could not be saved.", "positive")],
)
def test_who_did_not_survive_died(annotate: Annotate, text: str, polarity: str) -> None:
    [found] = extract(annotate(text)).events
    assert (found.classes, found.factuality.polarity) == (("Killing",), polarity)


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Marchers removed the barricades.", "removed", "Concede"),
        ("The firm bowed to its critics.", "bowed", "Concede"),
        ("The hostages regained their freedom.", "regained", "Retreat"),
        ("The rebels handed over their rifles.", "handed", "Retreat"),
        ("The smallest party walked out of the cabinet.", "walked", "Resignation"),
        ("The council told the brewery to close.", "told", "Request"),
        ("The widows want justice.", "want", "Request"),
        ("Japan registered its displeasure with Oslo.", "registered", "Accuse"),
        ("The bank came out against the merger.", "came", "Reject"),
        ("She replaced Anna Berg.", "replaced", "Appointment"),
    ],
)
def test_who_gives_way_asks_and_turns_down(annotate: Annotate, text: str, word: str, name: str) -> None:
    assert any(name in each.classes for each in extract(annotate(text)).events if each.label.startswith(word))


@pytest.mark.parametrize(
    ("text", "barred"),
    [
        ("Guests climbed down from the roof.", "Concede"),
        ("Rains permitting, the fair opens.", "Concede"),
        ("The clerk acted at the request of a judge.", "Request"),
        ("The soldiers have orders to wait.", "Request"),
        ("Nobody dares to return.", "Threaten"),
        ("Ammonia leaked from the tank.", "Disclosure"),
    ],
)
def test_what_neither_gives_way_nor_asks(annotate: Annotate, text: str, barred: str) -> None:
    assert all(barred not in each.classes for each in extract(annotate(text)).events)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The comic was pelted with roses.", "pelted"),
        ("Cats hunt for food at dusk.", "hunt"),
        ("She grilled the chicken.", "grilled"),
        ("The winger chipped in with a goal.", "chipped"),
        ("The runner exacted revenge on her rival.", "exacted"),
        ("Elephants rampaged through the orchard.", "rampaged"),
        ("Her novel was published in March.", "published"),
        ("The club was promoted to the second division.", "promoted"),
        ("He put his foot down on the brake.", "put"),
        ("He was given a week to live.", "given"),
        ("An apple fell from the tree.", "fell"),
        ("The song blew up overnight.", "blew"),
        ("The college conferred a doctorate on the poet.", "conferred"),
        ("The children threw stones into the lake.", "threw"),
        ("He walked out on his family.", "walked"),
        ("The rain eased off.", "eased"),
        ("Sheep graze on the hill.", "graze"),
        ("Two galaxies collided.", "collided"),
        ("Light flooded the room.", "flooded"),
        ("The tide retreated.", "retreated"),
        ("The horse refused the fence.", "refused"),
        ("The band played a march.", "march"),
    ],
)
def test_everyday_life_tells_no_event_of_politics(annotate: Annotate, text: str, word: str) -> None:
    assert all(set(each.classes) <= {"Event"} for each in extract(annotate(text)).events if each.label.startswith(word))


@pytest.mark.parametrize(
    "text",
    ["Sudan denied that it had sent envoys.", "The minister denied taking gifts.", "The union disputed the figure."],
)
def test_a_denial_is_a_claim_and_refuses_nothing(annotate: Annotate, text: str) -> None:
    assert all("Reject" not in event.classes for event in extract(annotate(text)).events)
