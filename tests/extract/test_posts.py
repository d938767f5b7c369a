"""Who holds which post, in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.extract.document import extract
from kgbuild.extract.entities import coreference, mentions, posts
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated, Membership, Value

Annotate = Callable[..., Annotated]


def told(annotate: Annotate, text: str) -> tuple[tuple[Membership, ...], dict[str | None, str]]:
    annotated = annotate(text)
    entities = coreference.resolve(annotated, mentions.find(annotated))
    return posts.find(annotated, entities).memberships, {entity.key: entity.label for entity in entities}


@pytest.mark.parametrize(
    "text",
    [
        "If she left, Tomas Vell would become mayor of Nairobi.",
        "Tomas Vell may become mayor of Nairobi.",
        "Tomas Vell will be mayor of Nairobi.",
        "She stays if Tomas Vell is mayor of Nairobi.",
        "Tomas Vell is not mayor of Nairobi.",
    ],
)
def test_what_somebody_may_be_is_no_post(annotate: Annotate, text: str) -> None:
    assert told(annotate, text)[0] == ()


@pytest.mark.parametrize(
    ("text", "member", "role"),
    [
        ("Kenyan President Orla Brennan came home to Kenya.", "Orla Brennan", "President"),
        ("Prime Minister Tomas Vell of Kenya resigned.", "Tomas Vell", "Prime Minister"),
        ("Tomas Vell, the head of the council, resigned.", "Tomas Vell", "Head"),
        ("The spokesman for the ministry, Tomas Vell, denied it.", "Tomas Vell", "Spokesman"),
        ("Kenyan Transport Minister Orla Brennan opened a bridge in Kenya.", "Orla Brennan", "Transport Minister"),
        ("Acting President Orla Brennan left Kenya. She had led Kenya for a year.", "Orla Brennan", "Acting President"),
        ("Orla Brennan is the mayor of Nairobi.", "Orla Brennan", "Mayor"),
        ("Orla Brennan was elected mayor of Nairobi.", "Orla Brennan", "Mayor"),
        ("Kenya's minister of transport, Orla Brennan, resigned.", "Orla Brennan", "Minister of Transport"),
        ("Uganda's crown prince, Tomas Vell, came.", "Tomas Vell", "Crown Prince"),
        ("UN Secretary-General Tomas Vell came.", "Tomas Vell", "Secretary-General"),
        ("Bank of Ghana governor Tomas Vell came.", "Tomas Vell", "Governor"),
        ("The Bank of Tavoria's governor, Tomas Vell, came.", "Tomas Vell", "Governor"),
        ("The Movement for Renewal's leader, Tomas Vell, resigned.", "Tomas Vell", "Leader"),
        ("Sons of Tavoria leader Tomas Vell came.", "Tomas Vell", "Leader"),
        ("The mayor of San José de los Tarcos, Tomas Vell, came.", "Tomas Vell", "Mayor"),
        ("Tomas Vell, now head of the opposition Civic Union, came.", "Tomas Vell", "Head"),
        ("They saw Amy Cole and the mayor of Oslo, Ana Berg, at noon.", "Ana Berg", "Mayor"),
        ("The mayor of Kharkiv Ihor Melnyk said two were hurt.", "Ihor Melnyk", "Mayor"),
        ("According to the speaker of the State Assembly Pyotr Orlov, talks failed.", "Pyotr Orlov", "Speaker"),
        ("The ex-head of the SBU Ivan Hrytsak was questioned.", "Ivan Hrytsak", "Head"),
        ("Vice-chairman Tomas Vell of the Civic Union came.", "Tomas Vell", "Vice-chairman"),
        ("The mayor and president-elect Tomas Vell of Kenya came.", "Tomas Vell", "President-elect"),
        ("Senior Superintendent of Police Tomas Vell came.", "Tomas Vell", "Senior Superintendent"),
        ("Commissioner of Police Amy Cole, who led the search, left.", "Amy Cole", "Commissioner"),
        ("Kenyan Defence Minister General Tomas Vell came to Kenya.", "Tomas Vell", "Defence Minister"),
        ("Kenyan Deputy Attorney General Amy Cole came to Kenya.", "Amy Cole", "Deputy Attorney General"),
        ("Kenya's health minister, Dr Amy Cole, came.", "Amy Cole", "Health Minister"),
        ("Tomas Vell, a former MLA of the Liberal Party, came.", "Tomas Vell", "MLA"),
    ],
)
def test_posts(annotate: Annotate, text: str, member: str, role: str) -> None:
    found, labels = told(annotate, text)
    assert [(labels[post.member], post.role) for post in found] == [(member, role)]


def test_the_organization_before_the_title(annotate: Annotate) -> None:
    found, labels = told(annotate, "Police spokesman Tomas Vell spoke to reporters.")
    assert labels[found[0].organization] == "Police"


@pytest.mark.parametrize(
    "text",
    [
        "Deputy Inspector General of Police Amy Cole spoke. The DIG praised her men.",
        "Crowds met Tarna SHO Inspector Amy Cole. The SHO spoke to them.",
        "SSP Amy Cole spoke on Monday. SSP Cole praised her men.",
        "Superintendent of Police Amy Cole spoke. Residents want the SP to leave.",
    ],
)
def test_a_rank_is_no_part_of_a_name(annotate: Annotate, text: str) -> None:
    annotated = annotate(text)
    entities = coreference.resolve(annotated, mentions.find(annotated))
    assert "Amy Cole" in {entity.label for entity in entities}
    assert {entity.label for entity in entities if entity.kind == "Person"} == {"Amy Cole"}


def test_the_organization_after_the_title(annotate: Annotate) -> None:
    found, labels = told(annotate, "Tomas Vell, the head of the Ministry of Health, resigned.")
    assert labels[found[0].organization] == "Ministry of Health"


def test_the_country_that_an_adjective_tells(annotate: Annotate) -> None:
    found, labels = told(annotate, "Kenyan President Orla Brennan visited Uganda before she returned to Kenya.")
    assert labels[found[0].country] == "Kenya"
    assert found[0].confidence > 0.9


def test_the_place_that_is_governed(annotate: Annotate) -> None:
    found, labels = told(annotate, "Orla Brennan, the mayor of Nairobi, spoke.")
    assert labels[found[0].jurisdiction] == "Nairobi"


def test_a_mayor_is_of_no_country(annotate: Annotate) -> None:
    found, labels = told(annotate, "The Hungarian mayor of Szentvar, Pal Nemes, resigned.")
    assert [(labels[post.jurisdiction], labels[post.member]) for post in found] == [("Szentvar", "Pal Nemes")]


def test_the_country_of_the_setting_is_less_sure(annotate: Annotate) -> None:
    found, labels = told(annotate, "Floods hit Kenya. President Orla Brennan asked for help for Kenya.")
    assert labels[found[0].country] == "Kenya"
    assert found[0].confidence < 0.7


def test_whose_president_somebody_is_is_told(annotate: Annotate) -> None:
    text = "Kenya mourns. Kenya is quiet. Singers came. Their president, Arturo Vell, said so."
    assert all(post.country is None for post in told(annotate, text)[0])


def test_two_countries_are_no_setting(annotate: Annotate) -> None:
    found, _ = told(annotate, "Kenya met Uganda. President Orla Brennan spoke of Kenya and Uganda.")
    assert found == ()


def test_former_and_elect(annotate: Annotate) -> None:
    found, _ = told(annotate, "Former President Orla Brennan left Kenya. She had led Kenya for a year.")
    assert found[0].former
    assert found[0].tense == "non-future"


def test_who_left_a_post_held_it(annotate: Annotate) -> None:
    found, _ = told(annotate, "Orla Brennan resigned as mayor of Nairobi.")
    assert [(post.role, post.former) for post in found] == [("Mayor", True)]


@pytest.mark.parametrize("modal", ["might be elected", "was not elected"])
def test_who_was_not_elected_holds_no_post(annotate: Annotate, modal: str) -> None:
    assert told(annotate, f"Orla Brennan {modal} mayor of Nairobi.")[0] == ()


def test_a_denied_post_is_none(annotate: Annotate) -> None:
    found, _ = told(annotate, "Orla Brennan is not the mayor of Nairobi.")
    assert found == ()


def test_a_post_told_twice_is_one(annotate: Annotate) -> None:
    found, _ = told(annotate, "President Orla Brennan left Kenya. Later President Brennan came back to Kenya.")
    assert len(found) == 1


def test_a_courtesy_is_no_post(annotate: Annotate) -> None:
    found, _ = told(annotate, "Mr. Tomas Vell came with Dr. Orla Brennan.")
    assert found == ()


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(["President", "of", "the", "Kenya", "Orla", "Vell", ",", "head", "police", "is", "-", "ex"])
    )
)
def test_any_words_give_posts_with_own_keys(annotate: Annotate, words: list[str]) -> None:
    found, _ = told(annotate, " ".join(words))
    assert len({post.key for post in found}) == len(found)


def test_the_levels_of_posts_are_known() -> None:
    assert set(load_lexicon("titles")["posts"].values()) <= {"state", "place", "organization"}


def test_a_title_of_nothing_known_describes_its_bearer(annotate: Annotate) -> None:
    annotated = annotate("Former Interior Minister Orla Brennan came.")
    found = posts.find(annotated, coreference.resolve(annotated, mentions.find(annotated)))
    assert found.memberships == ()
    assert [(s.predicate, s.object) for s in found.descriptions] == [
        ("kgb:describedAs", Value("Former Interior Minister"))
    ]


def test_who_is_elect_has_the_post_to_come(annotate: Annotate) -> None:
    found, _ = told(annotate, "President-elect Tomas Vell of Kenya came.")
    assert [post.tense for post in found] == ["future"]


# ---------------------------------------------------------------------------------------------------- what is no post
@pytest.mark.parametrize(
    "text",
    [
        "If Anna Berg becomes president of Kenya, taxes will rise.",
        "They cannot allow Anna Berg to become president of Kenya.",
    ],
)
def test_who_may_come_to_a_post_does_not_hold_it(annotate: Annotate, text: str) -> None:
    assert extract(annotate(text)).memberships == ()


def test_where_a_leader_is_is_not_what_he_leads(annotate: Annotate) -> None:
    assert extract(annotate("Opposition Leader Tomas Vell in Nairobi was brief.")).memberships == ()


def test_of_two_presidents_nobody_knows_which_is_the_settings(annotate: Annotate) -> None:
    text = "Kenya waited. Kenya was calm. President Anna Berg met President Tomas Vell. They said nothing."
    assert extract(annotate(text)).memberships == ()


def test_a_deputy_is_one_once(annotate: Annotate) -> None:
    (post,) = extract(annotate("Kenyan Vice President Anna Berg spoke. Kenya was calm.")).memberships
    assert post.role == "Vice President"


# --------------------------------------------------------------------------------------------- what describes nobody
@pytest.mark.parametrize(
    "text",
    [
        "Source: Kenyan Broadcasting Company.",
        "A trial was begun by Northern Vaccines Inc, the second trial in the country.",
        "Voters have one choice: Anna Berg.",
    ],
)
def test_things_beside_a_name_describe_nobody(annotate: Annotate, text: str) -> None:
    assert not [s for s in extract(annotate(text)).statements if s.predicate == "kgb:describedAs"]


def test_a_rank_of_firms_is_no_post_of_the_setting(annotate: Annotate) -> None:
    text = "Kenya voted. Kenya was calm. Carla Berg, executive vice president for policy, left Kenya."
    assert extract(annotate(text)).memberships == ()


def test_any_government_is_not_that_of_the_setting(annotate: Annotate) -> None:
    facts = extract(annotate("Kenya voted. Kenya was calm. Good government begins today. A bomb hit the embassy."))
    assert not [s for s in facts.statements if s.predicate == "kgb:country"]


@pytest.mark.parametrize(
    ("text", "member", "role"),
    [
        ("The Minister of the Interior of Chad, Karim Saleh, resigned.", "Karim Saleh", "Minister of the Interior"),
        ("The minister of foreign affairs of Chad, Lina Daoud, left.", "Lina Daoud", "Minister of Foreign Affairs"),
        ("The speaker of the National Assembly, Ana Lima, said so.", "Ana Lima", "Speaker"),
        ("The Kenyan ombudsman, Orla Brennan, resigned in Kenya.", "Orla Brennan", "Ombudsman"),
        ("Kenyan opposition leader Orla Brennan left Kenya.", "Orla Brennan", "Opposition Leader"),
    ],
)
def test_a_post_is_told_by_all_its_words(annotate: Annotate, text: str, member: str, role: str) -> None:
    found, labels = told(annotate, text)
    assert [(labels[post.member], post.role) for post in found] == [(member, role)]


def test_a_title_that_two_may_hold_describes_both(annotate: Annotate) -> None:
    facts = extract(annotate("Kenya: President Tomas Vell met President Orla Brennan. Kenya is calm."))
    labels = {entity.key: entity.label for entity in facts.entities}
    assert facts.memberships == ()
    described = {labels[s.subject] for s in facts.statements if s.predicate == "kgb:describedAs"}
    assert described == {"Tomas Vell", "Orla Brennan"}


@pytest.mark.parametrize(
    ("text", "member", "role", "former"),
    [
        ("The assembly appointed Tomas Vell as prime minister of Peru.", "Tomas Vell", "Prime Minister", False),
        ("She named Tomas Vell foreign minister of Peru.", "Tomas Vell", "Foreign Minister", False),
        ("The junta removed Tomas Vell as governor of Lima.", "Tomas Vell", "Governor", True),
        ("The junta removed his rival, Tomas Vell, as governor of Lima.", "Tomas Vell", "Governor", True),
    ],
)
def test_a_verb_gives_or_takes_a_post(annotate: Annotate, text: str, member: str, role: str, former: bool) -> None:
    memberships, labels = told(annotate, text)
    assert [(labels[post.member], post.role, post.former) for post in memberships] == [(member, role, former)]


def test_a_new_holder_comes_after_another_one(annotate: Annotate) -> None:
    text = (
        "Peru has seen riots since the fall of President Tomas Vell of Peru. The new president, Ana Berg, went on air."
    )
    memberships, labels = told(annotate, text)
    assert [labels[post.member] for post in memberships if post.role == "President"] == ["Tomas Vell", "Ana Berg"]
