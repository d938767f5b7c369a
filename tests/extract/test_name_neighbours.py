"""What bears a name, told by the noun beside it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.model import Annotated, Entity

Annotate = Callable[[str], Annotated]


def kind_of(entities: tuple[Entity, ...], text: str, form: str) -> list[str]:
    """The classes of the entities that a form denotes somewhere."""
    return [
        entity.kind
        for entity in entities
        if any(text[mention.span.begin : mention.span.end] == form for mention in entity.mentions)
    ]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The growers' union Tirsa called a strike on Monday.", "Tirsa", "CivilSocietyOrganization"),
        ("Members of Alamat, a network of small-scale fishers, sailed home.", "Alamat", "CivilSocietyOrganization"),
        ("The Kelp Forum, a Suva-based watchdog, sued the state.", "Kelp Forum", "CivilSocietyOrganization"),
        ("The statistics office INEK put inflation at 4 percent.", "INEK", "GovernmentBody"),
        ("The SARUK prison service said nine men had escaped.", "SARUK", "GovernmentBody"),
        ("Police blamed the Bandu Sena, an outlawed outfit.", "Bandu Sena", "ArmedGroup"),
        ("The Tarsku militia attacked three villages.", "Tarsku", "ArmedGroup"),
        ("Jihadists of AQSK killed six soldiers.", "AQSK", "ArmedGroup"),
        ("The Free Tarsk Army, an armed group, attacked a base.", "Free Tarsk Army", "ArmedGroup"),
        ("The Black Sun Brigade, a rebel group, killed six soldiers.", "Black Sun Brigade", "ArmedGroup"),
        ("A private channel, Surya Live, showed the fire.", "Surya Live", "MediaOrganization"),
        ("The opposition alliance KT-DR left the chamber.", "KT-DR", "PoliticalParty"),
        ("The coalition partner LVS threatened to leave.", "LVS", "PoliticalParty"),
        ("The fire hit a depot of the state railway Ferrolar.", "Ferrolar", "Company"),
    ],
)
def test_a_noun_beside_tells_the_body(annotate: Annotate, text: str, name: str, kind: str) -> None:
    assert kind_of(extract(annotate(text)).entities, text, name) == [kind]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Dorvel, the capital of Sambe province, was calm.", "Dorvel", "City"),
        ("Troops reached Gidan Kwari, a village in the north.", "Gidan Kwari", "City"),
        ("The mayor of neighbouring Donja Vrana, Petar Kos, said so.", "Donja Vrana", "City"),
        ("The standoff at Medusa Shoal began in April.", "Medusa Shoal", "GeographicArea"),
        ("Six villages in Anantvur taluk were flooded.", "Anantvur", "Region"),
        ("The decree applies in the coastal regions of Tolane and Mirbak.", "Tolane", "Region"),
        ("PINE FORD, Iowa (AP) — A storm killed three people.", "PINE FORD", "City"),
    ],
)
def test_words_beside_tell_the_place(annotate: Annotate, text: str, name: str, kind: str) -> None:
    assert kind_of(extract(annotate(text)).entities, text, name) == [kind]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The fishing boat Maria Elena sank on Sunday.", "Maria Elena"),
        ("A tanker hit the trawler Santa Rita near Muscat.", "Santa Rita"),
    ],
)
def test_a_ship_is_nobody(annotate: Annotate, text: str, name: str) -> None:
    assert kind_of(extract(annotate(text)).entities, text, name) == []


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Ana Berg, a union leader, was held.", "Ana Berg", "Person"),
        ("The leftist Ana Berg leads the opposition.", "Ana Berg", "Person"),
        ("Carlos Weber, 12 miles outside Tucson when the storm hit, called his wife.", "Carlos Weber", "Person"),
        ("Boris Klein (Chelsea) - the winner of the race - got 12 points.", "Boris Klein", "Person"),
        ("Vell Stop, an anti-trafficking network, opened an office in Lagos.", "Vell Stop", "Organization"),
        ("Vilkas Foods, a consumer goods group, cut 300 jobs.", "Vilkas Foods", "Company"),
        ("The coffee group Tarvo raised prices.", "Tarvo", "Organization"),
        ("Nova Lita, a pro-EU coalition, won the vote.", "Nova Lita", "Organization"),
        ("Fire fighters of LVFD put out the blaze.", "LVFD", "Organization"),
    ],
)
def test_what_the_noun_is_not_of(annotate: Annotate, text: str, name: str, kind: str) -> None:
    assert kind_of(extract(annotate(text)).entities, text, name) == [kind]


def test_an_abbreviation_before_its_long_name(annotate: Annotate) -> None:
    text = "The NKP (National Kelp Panel) said 18 people were missing."
    entities = extract(annotate(text)).entities
    forms = [{text[m.span.begin : m.span.end] for m in entity.mentions} for entity in entities]
    assert {"NKP", "National Kelp Panel"} in forms


def test_a_suburb_is_not_its_town(annotate: Annotate) -> None:
    text = "Shots were fired in Cedar Vell, a suburb of Nairobi."
    facts = extract(annotate(text))
    (suburb,) = (entity for entity in facts.entities if entity.country != "KE" or len(entity.mentions) > 1)
    (town,) = (e for e in facts.entities if e is not suburb)
    assert ("kgb:locatedIn", town.key) in {(s.predicate, s.object) for s in facts.statements if s.subject == suburb.key}


@pytest.mark.parametrize(
    ("text", "phrase", "kind", "country"),
    [
        ("Snow cut off two valleys in the US state of Idaho.", "Idaho", "Region", "US"),
        ("A warehouse burned in the UK city of Leeds.", "Leeds", "City", "GB"),
        ("Shots were heard in the Kyiv suburb of Bucha.", "Bucha", "City", "UA"),
        ("Farmers in the state of Georgia lost peaches. Georgia will pay them.", "Georgia", "Region", "US"),
    ],
)
def test_what_a_noun_with_a_place_before_it_calls_a_place_is_that_place(
    annotate: Annotate, text: str, phrase: str, kind: str, country: str
) -> None:
    facts = extract(annotate(text))
    begin = text.index(phrase)
    (place,) = (e for e in facts.entities if begin in {m.span.begin for m in e.mentions})
    described = place.mentions[0].span
    assert (place.kind, place.country) == (kind, country)
    assert text[described.begin : described.end].endswith(f"of {phrase}")
    assert all(s.subject != place.key or s.object != place.key for s in facts.statements)


@pytest.mark.parametrize("suburb", ["East Suburb", "East suburb", "northern suburb"])
def test_a_suburb_of_a_town_is_another_place(annotate: Annotate, suburb: str) -> None:
    text = f"Shots were heard in the {suburb} of Nairobi."
    facts = extract(annotate(text))
    (town,) = (e for e in facts.entities if text.index("Nairobi") in {m.span.begin for m in e.mentions})
    assert len(town.mentions) == 1


@pytest.mark.parametrize(
    ("text", "told", "not_told"),
    [
        ("The Australian government bought two ferries.", "Country", "MediaOrganization"),
        ("The Namibian police chief bought a ferry.", "Country", "MediaOrganization"),
        ("The Australian reported that two ferries had sunk.", "MediaOrganization", "Country"),
        ("Two ferries had sunk, The Namibian wrote.", "MediaOrganization", "Country"),
        ("North Korean sailors bought two ferries.", "Country", "MediaOrganization"),
    ],
)
def test_a_newspaper_called_like_a_people_is_none_before_a_noun(
    annotate: Annotate, text: str, told: str, not_told: str
) -> None:
    facts = extract(annotate(text))
    kinds = {entity.kind for entity in facts.entities}
    assert told in kinds
    assert not_told not in kinds


@pytest.mark.parametrize("name", ["24.kg", "teleSUR", "iDNES"])
def test_an_outlet_that_begins_with_a_figure_or_a_small_letter(annotate: Annotate, name: str) -> None:
    text = f"{name} reported on Monday that two ferries had sunk."
    assert kind_of(extract(annotate(text)).entities, text, name) == ["MediaOrganization"]


@pytest.mark.parametrize("noun", ["coordinator", "moderator", "facilitator"])
def test_who_brings_others_together_is_somebody(annotate: Annotate, noun: str) -> None:
    text = f"The {noun} said two ferries had sunk."
    assert kind_of(extract(annotate(text)).entities, text, f"The {noun}") == ["Person"]
