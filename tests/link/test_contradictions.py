"""What a text says that speaks against the best-known bearer of a name, read from whole sentences."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from kgbuild.annotate.parser import Parser
from kgbuild.extract.document import extract
from kgbuild.link.authority import Authority, open_authority
from kgbuild.link.cues import cues
from kgbuild.link.decide import link
from kgbuild.model import Article, Facts
from kgbuild.settings import Settings

Read = Callable[[str], Facts]


@pytest.fixture(scope="module")
def authority() -> Authority:
    return open_authority(Settings())


@pytest.fixture
def read(parser: Parser, authority: Authority) -> Read:
    def linked(text: str) -> Facts:
        article = Article("test", text, datetime.date(2023, 3, 1))
        return link(extract(parser.annotate(article)), article, authority, Settings())

    return linked


def exact(facts: Facts, name: str) -> str | None:
    """The item of the entity of that name, if it is linked for sure."""
    keys = {entity.key for entity in facts.entities if name in (entity.label, *entity.alt_labels)}
    found = (each.qid for each in facts.links if each.entity in keys and each.relation == "exactMatch")
    return next(found, None)


@pytest.mark.parametrize(
    "text",
    [
        "Olaf Scholz, a gardener, pruned the hedge.",
        "Beekeeper Olaf Scholz lost two hives.",
        "The roofer Olaf Scholz slipped.",
        "Olaf Scholz is a waiter.",
        "Olaf Scholz works as a tailor.",
        "Olaf Scholz, who teaches chemistry, was away.",
        "Olaf Scholz, 16, missed the bus.",
        "A 15-year-old, Olaf Scholz, 15, missed the bus.",
        "Olaf Scholz, born in 1866, drew maps.",
        "Olaf Scholz, who died in 1950, drew maps.",
        "The Peruvian climber Olaf Scholz fell.",
        "Olaf Scholz, a native of Peru, sells hats.",
        "Olaf Scholz of Lima sells hats.",
        "A man named Olaf Scholz sold it.",
        "My cousin Olaf Scholz sold it.",
        "Olaf Scholz is the villain of a comic opera.",
        "Olaf Scholz, mayor of a hamlet, cut the ribbon.",
        "Olaf Scholz dug the well in 1871.",
        "The oarsman Olaf Scholz hummed.",
        "The inn's cellarman, Olaf Scholz, fled.",
        "Scout leader Olaf Scholz tied a knot.",
        "Olaf Scholz, spokesman for a rowing club, cheered.",
        "Olaf Scholz, whose pizzeria flooded, was insured.",
    ],
)
def test_whoever_is_described_as_somebody_else_is_a_namesake(read: Read, text: str) -> None:
    assert exact(read(text), "Olaf Scholz") is None


@pytest.mark.parametrize(
    "text",
    [
        "Olaf Scholz, a former clerk, spoke.",
        "Olaf Scholz, a keen rower, spoke.",
        "Olaf Scholz, 64, spoke.",
        "Olaf Scholz, the architect of the deal, spoke.",
        "Olaf Scholz, a teacher who became chancellor, spoke.",
        "Olaf Scholz, an ally of Ukraine, spoke.",
        "Chancellor Olaf Scholz, a farmer, spoke in Germany.",
        "Olaf Scholz, who studied law, spoke.",
        "The oarsman Olaf Scholz hummed in Germany.",
        "Olaf Scholz, the leader, spoke to parliament.",
        "Olaf Scholz, son of a merchant, spoke.",
    ],
)
def test_a_life_story_does_not_make_a_namesake(read: Read, text: str) -> None:
    assert exact(read(text), "Olaf Scholz") == "Q61053"


@pytest.mark.parametrize(
    ("text", "name", "is_sure"),
    [
        ("David Cameron sang.", "David Cameron", False),
        ("David Cameron resigned.", "David Cameron", True),
        ("David Cameron sang to parliament.", "David Cameron", True),
        ("David Cameron sang in Leeds.", "David Cameron", True),
        ("The oven was hot. David Cameron sang in Leeds.", "David Cameron", False),
        ("Emmanuel Macron sang.", "Emmanuel Macron", True),
        ("The oven was hot. Emmanuel Macron sang.", "Emmanuel Macron", False),
        ("The oven was hot. Emmanuel Macron sang, and voters laughed.", "Emmanuel Macron", True),
    ],
)
def test_in_a_text_without_public_life_a_person_may_be_anybody(read: Read, text: str, name: str, is_sure: bool) -> None:
    assert (exact(read(text), name) is not None) == is_sure


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Fiji's Labour Party lost.", "Labour Party"),
        ("The Labour Party of Fiji lost.", "Labour Party"),
        ("In Fiji, the Labour Party lost.", "Labour Party"),
        ("The Labour Party lost, and Fiji wondered why.", "Labour Party"),
        ("The Environmental Protection Agency of Ghana shut it.", "Environmental Protection Agency"),
        ("The Environmental Protection Agency of Texas shut it.", "Environmental Protection Agency"),
        ("The Guardian of Lagos shut down.", "Guardian"),
        ("The cyclists' European Union wants wider lanes.", "European Union"),
        ("A court-named Guardian will look after them.", "Guardian"),
        ("The EU, as the Elm Upton choir calls itself, sang.", "EU"),
    ],
)
def test_a_body_of_another_country_is_another_body(read: Read, text: str, name: str) -> None:
    facts = read(text)
    assert exact(facts, name) is None
    assert all(entity.country not in ("GB", "US") for entity in facts.entities if entity.label == name and "'s" in text)


@pytest.mark.parametrize(
    ("text", "name", "qid"),
    [
        ("Britain's Labour Party lost.", "Labour Party", "Q9630"),
        ("The Labour Party lost, Rishi Sunak told reporters in Fiji.", "Labour Party", "Q9630"),
        ("The State Department warned Fiji.", "State Department", "Q789915"),
    ],
)
def test_a_body_of_its_own_country_is_linked(read: Read, text: str, name: str, qid: str) -> None:
    assert exact(read(text), name) == qid


@pytest.mark.parametrize(
    "text",
    [
        "It snowed in Warsaw, in the north of Kentucky.",
        "It snowed in Warsaw (Kentucky).",
        "It snowed in Warsaw, a town in rural Kentucky.",
        "It snowed in Warsaw and Dayton, in Kentucky.",
        "It snowed in Warsaw, Peru.",
        "Warsaw, a village near the coast, was flooded.",
    ],
)
def test_a_city_that_lies_elsewhere_is_another_city(read: Read, text: str) -> None:
    assert exact(read(text), "Warsaw") is None


@pytest.mark.parametrize(
    "text",
    [
        "It snowed in Warsaw, Kentucky and Peru.",
        "It snowed in Warsaw, in central Poland.",
        "A year later, in Warsaw, the United States led the talks.",
        "In Warsaw, Peru led the talks.",
    ],
)
def test_a_city_that_lies_where_it_is_known_to_lie_is_linked(read: Read, text: str) -> None:
    assert exact(read(text), "Warsaw") == "Q270"


@pytest.mark.parametrize(
    ("text", "name", "qid"),
    [
        ("It snowed in Portland, Maine.", "Portland", None),
        ("It snowed in Portland, Oregon.", "Portland", "Q6106"),
        ("It snowed in Kansas City, Missouri.", "Kansas City", "Q41819"),
        ("Coal is dug in La Paz, a department of Honduras.", "La Paz", None),
        ("A dam broke in the Amazonas region of Peru.", "Amazonas", None),
        ("Deer roam the Belgian province of Luxembourg.", "Luxembourg", None),
        ("Deer roam a province of Luxembourg.", "Luxembourg", "Q32"),
    ],
)
def test_a_place_of_another_division_is_another_place(read: Read, text: str, name: str, qid: str | None) -> None:
    assert exact(read(text), name) == qid


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vienna, the youngest of the sisters, sang alto.", "Vienna"),
        ("The choir sang “Vienna” twice.", "Vienna"),
        ("Boston was screened at midnight.", "Boston"),
        ("The Oslo Accords were framed.", "Oslo"),
        ("It rained in Toyota, a city near Nagoya.", "Toyota"),
        ("Microsoft, a barber, whistled.", "Microsoft"),
        ("The African Union of tram drivers met.", "African Union"),
        ("The Economist who lectured them coughed.", "Economist"),
        ("Lima's Daily Telegraph folded.", "Daily Telegraph"),
        ("The Fishery Board Inspectors came. The FBI weighed cod.", "FBI"),
        ("NATO is the foal of a grey mare.", "NATO"),
        ("They dined at the Bank of England, a floating pub.", "Bank of England"),
        ("Interpol play an encore, the bassist said.", "Interpol"),
    ],
)
def test_what_the_words_beside_a_name_call_otherwise_is_not_what_is_known(read: Read, text: str, name: str) -> None:
    assert exact(read(text), name) is None


@pytest.mark.parametrize(
    ("text", "name", "qid"),
    [
        ("She was an assistant to President Barack Obama.", "Barack Obama", "Q76"),
        ("They used a boy to smear Donald Trump in the Senate.", "Donald Trump", "Q22686"),
        ("The baker and singer Barack Obama opened a shop.", "Barack Obama", None),
        ("Democrats who vote early were thanked in Washington by the U.S. Senate.", "Democrats", "Q29552"),
    ],
)
def test_a_trade_before_a_name_is_somebody_else_s_unless_it_ends_there(
    read: Read, text: str, name: str, qid: str | None
) -> None:
    assert exact(read(text), name) == qid


@pytest.mark.parametrize(
    ("text", "name", "qid"),
    [
        ("King Charles I of Portugal slept in Lisbon.", "King Charles", None),
        ("Queen Elizabeth I never married.", "Queen Elizabeth", None),
        ("Queen Elizabeth II opened a bridge.", "Queen Elizabeth II", "Q9682"),
        ("Joe Biden thanked Angela Merkel. I was there.", "Angela Merkel", "Q567"),
        ("A fire spread to the Evo Morales stadium.", "Evo Morales", None),
        ("Pope Francis Dairy recalled its butter.", "Pope Francis", None),
        ("The Evo Morales stadium flooded, Evo Morales told the Senate of Bolivia.", "Evo Morales", "Q42410"),
        ("ISIS, a goddess of old Egypt, adorns the wall.", "ISIS", None),
        ("The tug Joe Biden pulled a barge.", "Joe Biden", None),
        ("Mark Rutte beat the goalkeeper from afar.", "Mark Rutte", None),
        ("Judge Mark Milley of the District Court in Cork fined two brewers.", "Mark Milley", None),
        ("John Kerry of the American delegation in Paris met Sergei Lavrov.", "John Kerry", "Q22316"),
        ("Olaf Scholz has run an old bicycle shop in Perth for years.", "Olaf Scholz", None),
        ("Relegated Hamburg owe two million euros.", "Hamburg", None),
    ],
)
def test_a_monarch_of_another_number_and_a_thing_named_after_a_person_are_not_linked(
    read: Read, text: str, name: str, qid: str | None
) -> None:
    assert exact(read(text), name) == qid


@pytest.mark.parametrize(
    ("text", "name", "qid"),
    [
        ("Mali face Ghana in the semi-final.", "Mali", None),
        ("Ghana take on Togo in a qualifier.", "Togo", None),
        ("Seville held Porto to a goalless draw.", "Seville", None),
        ("Qatar hosts talks whose goals are a truce and a ransom.", "Qatar", "Q846"),
        ("Turkey, which hosts the summit, said that the ball was in another court.", "Turkey", "Q43"),
    ],
)
def test_sides_that_face_each_other_are_teams_beside_a_word_of_games(
    read: Read, text: str, name: str, qid: str | None
) -> None:
    assert exact(read(text), name) == qid


def test_a_generic_party_of_a_country_of_which_little_is_named_is_another_one(read: Read) -> None:
    text = "Yoon Suk-yeol met Han Duck-soo in Seoul, Busan and Daegu. The Democratic Party protested to the U.S. envoy."
    assert exact(read(text), "Democratic Party") == "Q15978686"
    assert exact(read("The Democratic Party protested in Denver, and Joe Biden spoke."), "Democratic Party") == "Q29552"


def test_a_state_after_a_town_that_is_called_like_a_country_is_no_city(read: Read) -> None:
    assert exact(read("Cuba, New York, makes cheese."), "New York") != "Q60"


def test_who_applies_after_a_row_of_states_is_none_of_them(read: Read) -> None:
    assert exact(read("Those from Libya and Yemen who applied must wait."), "Yemen") == "Q805"


def test_a_country_called_like_a_town_of_another_is_none(read: Read) -> None:
    assert exact(read("The town of Peru in Kentucky was flooded."), "Peru") is None


def test_a_division_after_its_city_ends_a_sentence(read: Read) -> None:
    text = "They dug in Trenton, N.J. American Ferries Inc paid."
    assert exact(read(text), "N.J.") == "Q1408"


def test_a_group_of_a_town_is_no_company_that_is_called_like_it(read: Read) -> None:
    assert exact(read("The bid came from a Philadelphia group."), "Philadelphia") == "Q1345"


def test_a_car_called_after_its_maker_is_no_person_of_that_name(read: Read) -> None:
    text = "Ford plans a new car. Ford hopes to sell the Ford Zephyr in Oslo. Ford's plants are idle."
    assert exact(read(text), "Ford") == "Q44294"


def test_a_division_is_meant_where_its_country_is_told_of(read: Read) -> None:
    assert exact(read("Snow fell in Georgia and in Denver."), "Georgia") != "Q230"
    assert exact(read("Georgia sent envoys to Washington."), "Georgia") == "Q230"


def test_a_side_of_a_match_is_a_team(read: Read) -> None:
    assert exact(read("Finland beat Norway 4-1."), "Norway") is None
    assert exact(read("Finland beat Norway in the race to sell gas."), "Norway") == "Q20"


@pytest.mark.parametrize(
    "text",
    ["FIFA, the Federation of Icelandic Fishing Anglers, met.", "The NATO (New Association of Tenor Operas) met."],
)
def test_an_abbreviation_that_the_text_explains_otherwise_is_none(read: Read, text: str) -> None:
    assert exact(read(text), text.split("(")[0].removeprefix("The ").split(",")[0].strip()) is None


def test_cues_are_lower_case_and_each_once() -> None:
    lists = cues()
    assert all(
        word == word.lower()
        for name, words in lists.items()
        for word in words
        if name not in ("other_scripts", "of_everywhere")
    )
    assert not lists["plain_trades"] & lists["not_by_trade"]
    assert not lists["plain_trades"] & (lists["figurative_trades"] | lists["public_roles"])
    assert lists["roles_anywhere"] <= lists["public_roles"]
    assert lists["provinces"] <= lists["regions"]


def test_what_describes_a_body_is_no_explanation_of_its_abbreviation(read: Read) -> None:
    text = "The American car manufacturing firm General Motors lost money. GM said so."
    assert exact(read(text), "General Motors") == "Q81965"
