"""Names that no table knows, told by where they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.entities import mentions
from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]


def kinds(annotate: Annotate, text: str) -> dict[str, str | None]:
    annotated = annotate(text)
    return {annotated.doc[c.first : c.last].text: c.kind for c in mentions.find(annotated) if c.form == "name"}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The crews had been sent from Cork overnight.", "Cork", "City"),
        ("Galway's mayor thanked the divers.", "Galway", "City"),
        ("The army withdrew from Kano.", "Kano", "City"),
        ("She wrote to Josh or Eric.", "Eric", "Person"),
        ("The lift stops in Dalmo and Eric.", "Eric", "Place"),
        ("Rebels entered Kafr Lata and Ras Fahd on Monday.", "Ras Fahd", "Place"),
        ("Reports of gunfire came from Kano on Monday.", "Kano", "City"),
        ("The insurgents captured Marawi.", "Marawi", "City"),
        ("Turkey sent a ship into the EEZ of Malta.", "EEZ of Malta", "GeographicArea"),
        ("Boise-based investors left the talks.", "Boise", "City"),
        ("Residents of the ward fled to Tarnley and Boscomb.", "Tarnley", "Place"),
        ("Ostrander shareholders voted against the merger.", "Ostrander", "Company"),
        ("The fund sold its stake in Ostrander.", "Ostrander", "Company"),
        ("Sundara Ports will dredge the bay. Sundara's shareholders agreed.", "Sundara Ports", "Company"),
        ("The opposition Torvala Alliance rejected the vote.", "Torvala Alliance", "PoliticalParty"),
        ("Jan Berg of the ruling Civic Coalition stood up.", "Civic Coalition", "PoliticalParty"),
        ("He was in the Cooperative of the Lower Vumba.", "Cooperative of the Lower Vumba", "Organization"),
        ("The Group for the Defence of Vumba denied it.", "Group for the Defence of Vumba", "Organization"),
        ("The plan by developer Larkfield was approved.", "Larkfield", "Organization"),
        ("Save Ashcombe Meadows protested. Ashcombe's mayor agreed.", "Ashcombe", "Place"),
        ("The Dorset Advertiser reported the theft.", "Dorset Advertiser", "MediaOrganization"),
        ("Two men were held in Ruskovo of the Varna region.", "Ruskovo", "Place"),
        ("The net was mended by Ramesh Kannan.", "Ramesh Kannan", "Person"),
    ],
)
def test_use_tells_what_bears_a_name(annotate: Annotate, text: str, name: str, kind: str) -> None:
    assert kinds(annotate, text)[name] == kind


def test_a_town_that_is_known_has_its_country_where_it_is_used_as_one(annotate: Annotate) -> None:
    annotated = annotate("The crews had been sent from Cork overnight.")
    assert next(c.country for c in mentions.find(annotated) if c.form == "name") == "IE"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Helen Kerry said she would appeal. She wrote to Kerry again.", "Helen Kerry"),
        ("Ana Tarnley's mayor is ill.", "Ana Tarnley"),
    ],
)
def test_a_full_name_stays_a_persons(annotate: Annotate, text: str, name: str) -> None:
    assert kinds(annotate, text)[name] == "Person"


def test_a_party_has_no_second_one_beside_it(annotate: Annotate) -> None:
    annotated = annotate("The opposition Torvala Alliance rejected the vote.")
    assert "Group" not in {c.kind for c in mentions.find(annotated)}


def test_where_somebody_is_shot_is_no_person(annotate: Annotate) -> None:
    assert kinds(annotate, "Two students were shot at Virginia Tech on Monday.").get("Virginia Tech") != "Person"


def test_a_word_of_the_text_is_no_name_where_a_sentence_begins(annotate: Annotate) -> None:
    text = 'They sell cork stoppers. "Cork is the only wood that pays," she said.'
    assert kinds(annotate, text) == {}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Thousands fled from Bashar Assad.", "Bashar Assad"),
        ("Zelensky's council met.", "Zelensky"),
        ("Starmer's MPs voted against it.", "Starmer"),
    ],
)
def test_whom_one_flees_or_follows_is_no_place(annotate: Annotate, text: str, name: str) -> None:
    assert kinds(annotate, text).get(name) != "Place"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The wounded were taken to the hospital Tomas Vell.", "hospital Tomas Vell", "Facility"),
        ("The airport Ana Berg was shut.", "airport Ana Berg", "Facility"),
        ("The speech was broadcast by TV Perú.", "TV Perú", "MediaOrganization"),
        ("She told Radio Libertas that two had died.", "Radio Libertas", "MediaOrganization"),
        ("He said to the radio RPP that the mine was shut.", "RPP", "MediaOrganization"),
        ("Omar Said Keita, known as Petro, fled. Petro was caught.", "Petro", "Person"),
        ("Police arrested Karim Odeh, nicknamed the Fox.", "Fox", "Person"),
    ],
)
def test_names_of_sites_broadcasters_and_bynames(annotate: Annotate, text: str, name: str, kind: str) -> None:
    assert kinds(annotate, text)[name] == kind


@pytest.mark.parametrize("text", ["State TV Friday showed the square.", "He saw it on TV Monday."])
def test_a_day_is_no_part_of_a_broadcasters_name(annotate: Annotate, text: str) -> None:
    assert not [name for name in kinds(annotate, text) if name.endswith("day")]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Ships could not reach the Port of Tampico.", "Port of Tampico", "Facility"),
        ("The band played in Port Vell.", "Port Vell", "Place"),
        ("Many credit Mrs de Souza and her late husband with it.", "de Souza", "Person"),
        ("She attacked GOP Sens. Alba Roe and Peter Lunn for their vote.", "Alba Roe", "Person"),
        ("Reps. Anna Vell and Karl Boone voted against it.", "Anna Vell", "Person"),
    ],
)
def test_ports_courtesies_and_titles_of_several(annotate: Annotate, text: str, name: str, kind: str) -> None:
    assert kinds(annotate, text)[name] == kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("They marked the Hindu holiday Onam-Puja.", "Onam-Puja"),
        ("Shops close for Eid-al-Fitr.", "Eid-al-Fitr"),
        ("The town changed from the ZUR system to the TAV system.", "ZUR"),
        ("The TAV levy is paid by owners.", "TAV"),
        ("Ana Moreno is a nurse. She joined the Moreno family feud.", "Moreno"),
        ("The lawyer of the Boston Moreno family said so.", "Boston Moreno"),
        ("She attacked GOP Sens. Alba Roe and Peter Lunn.", "GOP Sens."),
        ("Aides said it was late. Aides denied it.", "Aides"),
        ("Costs have passed BGN 70 M.", "BGN 70 M"),
        ("The cabinet has spent BGN 0.93 M on roofs.", "BGN 0.93 M"),
        ('"The whole draw is a fraud - SHAMEFUL!" he wrote.', "SHAMEFUL"),
        ('"CROOKED! ... Voters robbed again!" she wrote.', "CROOKED"),
        ("The choir gave up its Tenor of the Season award.", "Tenor of the Season"),
        ("This year's Mayor of the Year, Jan Berg, sang.", "Mayor of the Year"),
        ("Imran Vell, the Supreme Guide of Arvenia, spoke.", "Supreme Guide"),
        ("The NHS Track and Report App is late.", "NHS Track"),
        ("Measles UK: Rate of cases rises. The measles rate is high.", "Measles UK"),
    ],
)
def test_feasts_levies_families_and_plurals_are_no_names(annotate: Annotate, text: str, name: str) -> None:
    assert name not in kinds(annotate, text)
