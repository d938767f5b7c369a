"""Which item an entity gets, and when it gets none."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

import pytest

from kgbuild.link.authority import Authority, open_authority
from kgbuild.link.cues import words_of_post
from kgbuild.link.decide import _same_post, link
from kgbuild.link.items import Item, Name, Post, Source
from kgbuild.link.transliteration import skeletons
from kgbuild.link.writer import AuthorityWriter
from kgbuild.model import Article, Entity, Facts, Link, Membership, Mention, Span, Statement
from kgbuild.settings import Settings


@pytest.fixture(scope="module")
def authority() -> Authority:
    return open_authority(Settings())


def entity(text: str, name: str, kind: str, country: str | None = None) -> Entity:
    """An entity named once for each time its name stands in the text."""
    spans, at = [], text.find(name)
    while at >= 0:
        spans.append(Mention(Span(at, at + len(name)), 0, "name"))
        at = text.find(name, at + 1)
    return Entity(f"{kind}:{name}", kind, name, tuple(spans), country=country)


def links(
    authority: Authority,
    text: str,
    *named: tuple[str, str],
    posts: Iterable[Membership] = (),
    settings: Settings | None = None,
) -> dict[str, Link]:
    """The links of entities given as (name, kind), by name."""
    entities = tuple(entity(text, name, kind) for name, kind in named)
    facts = Facts(entities=entities, memberships=tuple(posts))
    article = Article("test", text, datetime.date(2022, 1, 6))
    found = link(facts, article, authority, settings or Settings()).links
    return {each.entity.partition(":")[2]: each for each in found}


def test_sure_names_are_linked_exactly(authority: Authority) -> None:
    text = "Rain fell in Almaty in Kazakhstan, TASS said."
    found = links(authority, text, ("Almaty", "City"), ("Kazakhstan", "Country"), ("TASS", "MediaOrganization"))
    assert {name: each.qid for name, each in found.items()} == {
        "Almaty": "Q35493",
        "Kazakhstan": "Q232",
        "TASS": "Q223799",
    }
    assert {each.relation for each in found.values()} == {"exactMatch"}
    assert found["Almaty"].label == "Almaty"
    assert found["Almaty"].country == "KZ"
    assert found["Almaty"].latitude == pytest.approx(43.25, abs=0.1)
    assert found["Almaty"].authority == authority.name


def test_unknown_names_stay_without_link(authority: Authority) -> None:
    text = "Aliya Omarova of Steppe Foods Ltd spoke in Qyzylbulaq."
    assert (
        links(authority, text, ("Aliya Omarova", "Person"), ("Steppe Foods Ltd", "Company"), ("Qyzylbulaq", "City"))
        == {}
    )


def test_kind_is_a_hard_gate(authority: Authority) -> None:
    assert links(authority, "Almaty smiled.", ("Almaty", "Person")) == {}
    assert links(authority, "TASS is large.", ("TASS", "City")) == {}


def test_a_surname_alone_is_never_linked(authority: Authority) -> None:
    assert links(authority, "Lavrov spoke.", ("Lavrov", "Person")) == {}


def test_another_romanisation_is_linked_less_surely(authority: Authority) -> None:
    found = links(authority, "Sergej Lawrow spoke.", ("Sergej Lawrow", "Person"))["Sergej Lawrow"]
    assert (found.qid, found.relation, found.method) == ("Q58217", "closeMatch", "transliteration")


def test_a_post_held_by_then_makes_it_surer(authority: Authority) -> None:
    text = "Foreign minister Sergej Lawrow of Russia spoke."
    post = Membership(
        "m", "Person:Sergej Lawrow", "Minister of Foreign Affairs", Span(0, 1), 1.0, "test", country="Country:Russia"
    )
    found = links(authority, text, ("Sergej Lawrow", "Person"), ("Russia", "Country"), posts=[post])
    assert found["Sergej Lawrow"].relation == "exactMatch"


@pytest.mark.parametrize(
    ("role", "relation"), [("foreign minister", "exactMatch"), ("deputy foreign minister", "closeMatch")]
)
def test_a_post_is_one_however_it_is_put(authority: Authority, role: str, relation: str) -> None:
    post = Membership("m", "Person:Sergej Lawrow", role, Span(0, 1), 1.0, "test", country="Country:Russia")
    names = [("Sergej Lawrow", "Person"), ("Russia", "Country")]
    found = links(authority, "Sergej Lawrow of Russia spoke.", *names, posts=[post])
    assert found["Sergej Lawrow"].relation == relation


def test_a_deputy_s_post_is_not_the_minister_s() -> None:
    assert words_of_post("foreign minister") == words_of_post("Minister for Foreign Affairs")
    assert words_of_post("Defense Secretary") == words_of_post("Secretary of Defence")
    item = Item("Person", "Ana Lima", posts=(Post("Deputy Minister of Defence", "2020"),))
    assert not _same_post(("minister of defence",), item, 2022)
    assert _same_post(("deputy defense minister",), item, 2022)
    assert not _same_post(("deputy defense minister",), item, 2019)


def test_a_person_of_another_country_is_another_person(authority: Authority) -> None:
    text = "Finance minister Sergey Lavrov of Peru spoke."
    post = Membership("m", "Person:Sergey Lavrov", "Finance Minister", Span(0, 1), 1.0, "test", country="Country:Peru")
    found = links(authority, text, ("Sergey Lavrov", "Person"), ("Peru", "Country"), posts=[post])
    assert found["Peru"].qid == "Q419"
    assert "Sergey Lavrov" not in found or found["Sergey Lavrov"].relation == "closeMatch"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The coach said his squad and its goalkeeper beat Samoa.", "Samoa", "Country"),
        ("Snow fell in Buenos Aires province.", "Buenos Aires", "City"),
        ("Herons nest in the Delta of the river.", "Delta", "Region"),
        ("The mayor of Victoria, a baker, resigned.", "Victoria", "City"),
        ("Victoria's mayor resigned.", "Victoria", "City"),
        ("Queensland, a town in the hills, was calm.", "Queensland", "City"),
    ],
    ids=["team", "division", "part of a thing", "of a mayor", "with a mayor", "town"],
)
def test_a_place_name_used_for_something_else_is_not_linked(
    authority: Authority, text: str, name: str, kind: str
) -> None:
    assert links(authority, text, (name, kind)) == {}


def test_a_city_that_is_once_told_as_of_a_time_is_still_it(authority: Authority) -> None:
    text = "Snow fell in Paris. This was no longer the Paris of the poets."
    assert links(authority, text, ("Paris", "City"))["Paris"].qid == "Q90"


@pytest.mark.parametrize(
    ("text", "city", "division"),
    [
        ("LIMA, Ohio - Rain fell in Lima.", "Lima", "Ohio"),
        ("A fire broke out in Paris, Texas.", "Paris", "Texas"),
        ("Students in Athens, Georgia, sang.", "Athens", "Georgia"),
    ],
)
def test_a_city_of_a_division_elsewhere_is_another_city(
    authority: Authority, text: str, city: str, division: str
) -> None:
    assert city not in links(authority, text.replace(city.upper(), city), (city, "City"), (division, "Region"))


def test_a_division_after_a_comma_may_be_an_item_of_a_list(authority: Authority) -> None:
    assert "Paris" in links(authority, "It rained in Paris, Texas and Nevada.", ("Paris", "City"), ("Texas", "Region"))


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Fans of Oregon versus Nevada sang.", "Oregon", "Region"),
        ("She writes for Norway Business Weekly.", "Norway", "Country"),
        ("They met in West Jordan.", "Jordan", "Country"),
        ("Shares fell on the Oslo bourse.", "Oslo", "City"),
        ("The Oslo and Madrid Stock Exchanges closed.", "Oslo", "City"),
    ],
    ids=["side of a match", "magazine", "point of the compass", "exchange", "several exchanges"],
)
def test_a_place_inside_a_longer_name_is_not_linked(authority: Authority, text: str, name: str, kind: str) -> None:
    assert links(authority, text, (name, kind)) == {}
    assert name in links(authority, f"{text} It rained in {name}.", (name, kind))


def test_a_country_that_only_an_adjective_tells_of_is_not_linked(authority: Authority) -> None:
    text = "Kenyan farmers met."
    implied = Entity("c", "Country", "Kenya", (Mention(Span(0, 6), 0, "nominal"),), country="KE")
    assert link(Facts(entities=(implied,)), Article("test", text), authority, Settings()).links == ()


@pytest.mark.parametrize(
    ("text", "name", "kind", "qid"),
    [
        ("They landed in Washington at noon.", "Washington", "City", "Q61"),
        ("They landed in Tacoma, Washington at noon.", "Washington", "City", "Q1223"),
        ("They saw Tacoma, Washington and Boston.", "Washington", "City", "Q61"),
        ("Rain fell in Washington state.", "Washington", "Region", "Q1223"),
    ],
    ids=["city", "state after its city", "list", "state by name"],
)
def test_a_city_and_a_division_of_one_name(authority: Authority, text: str, name: str, kind: str, qid: str) -> None:
    assert links(authority, text, ("Tacoma", "City"), (name, kind))[name].qid == qid


def test_the_text_s_countries_tell_a_country_from_a_division(authority: Authority) -> None:
    names = [("Georgia", "Country"), ("Armenia", "Country")]
    assert links(authority, "Georgia and Armenia talked.", *names)["Georgia"].qid == "Q230"
    named = links(
        authority, "Georgia grows, a study of the United States says.", names[0], ("United States", "Country")
    )
    assert "Georgia" not in named


def test_a_division_that_is_called_otherwise_is_not_meant_by_a_country_s_name(authority: Authority) -> None:
    text = "Niger shut its border, a minister said in Abuja in Nigeria."
    named = (("Niger", "Country"), ("Abuja", "City"), ("Nigeria", "Country"))
    assert links(authority, text, *named)["Niger"].qid == "Q1032"


@pytest.mark.parametrize(
    ("text", "qid"),
    [
        ("Congo sent troops, a man in Kinshasa said.", "Q974"),
        ("Congo sent troops, a man in Brazzaville said.", "Q971"),
        ("Congo sent troops.", None),
        ("Kinshasa and Brazzaville talked of Congo.", None),
    ],
)
def test_of_two_countries_the_text_tells_which(authority: Authority, text: str, qid: str | None) -> None:
    entities = [entity(text, "Congo", "Country")]
    entities += [entity(text, "Kinshasa", "City", "CD"), entity(text, "Brazzaville", "City", "CG")]
    facts = Facts(entities=tuple(each for each in entities if each.mentions))
    found = link(facts, Article("test", text), authority, Settings()).links
    assert next((each.qid for each in found if each.entity == "Country:Congo"), None) == qid


def test_a_division_is_meant_where_a_city_of_elsewhere_lies_in_it(authority: Authority) -> None:
    text = "Athens, Georgia, sings."
    entities = (entity(text, "Athens", "City", "GR"), entity(text, "Georgia", "Place"))
    found = link(Facts(entities=entities), Article("test", text), authority, Settings()).links
    assert {each.qid for each in found} == {"Q1428"}


def test_a_town_needs_something_else_of_its_country(authority: Authority) -> None:
    sure = links(authority, "Dori in Burkina Faso is calm.", ("Dori", "City"), ("Burkina Faso", "Country"))["Dori"]
    assert sure.relation == "exactMatch"
    assert links(authority, "Dori is calm.", ("Dori", "City")) == {}


def test_a_city_in_a_country_s_division_is_of_there(authority: Authority) -> None:
    text = "A bus fell into a gorge near La Paz in Mexico's Sonora."
    names = [("La Paz", "City"), ("Mexico", "Country"), ("Sonora", "Region")]
    assert set(links(authority, text, *names)) == {"Mexico", "Sonora"}


def test_two_letters_are_no_sure_name_of_a_medium(authority: Authority) -> None:
    named = ("RT", "MediaOrganization")
    assert links(authority, "An RT of 37 minutes is long.", named)["RT"].relation == "closeMatch"
    assert links(authority, "She told RT that it is long.", named)["RT"].relation == "exactMatch"


def test_a_post_after_a_country_makes_no_longer_name_of_it(authority: Authority) -> None:
    text = "UK Foreign Secretary Ana Lima spoke."
    assert links(authority, text, ("UK", "Country"))["UK"].qid == "Q145"


@pytest.mark.parametrize(
    "form", ["Republic of Guinea", "Republic of the Philippines", "Kingdom of Spain", "State of Qatar"]
)
def test_a_state_is_known_by_its_full_name(authority: Authority, form: str) -> None:
    found = links(authority, f"It was signed by the {form}.", (form, "Country"))[form]
    assert found.label == form.removeprefix("Republic of the ").rpartition(" of ")[2]


def test_two_bodies_of_one_name_get_no_link(authority: Authority) -> None:
    assert links(authority, "Airbus sold jets.", ("Airbus", "Company")) == {}
    assert links(authority, "Airbus SAS sold jets.", ("Airbus SAS", "Company"))["Airbus SAS"].qid == "Q67"


@pytest.mark.parametrize("name", ["General Motors Corp", "General Motors Co., Ltd.", "Morgan Stanley and Co Inc"])
def test_a_legal_form_is_no_part_of_a_name(authority: Authority, name: str) -> None:
    assert links(authority, f"{name} grew.", (name, "Company"))[name].label in ("General Motors", "Morgan Stanley")


def test_a_legal_form_does_not_shorten_a_person_s_name(authority: Authority) -> None:
    assert links(authority, "Sergey Lavrov Co spoke.", ("Sergey Lavrov Co", "Person")) == {}


def test_a_channel_that_acts_is_linked(authority: Authority) -> None:
    assert links(authority, "YouTube removed films.", ("YouTube", "Company"))["YouTube"].qid == "Q866"


def test_a_generic_name_belongs_to_the_country_most_named(authority: Authority) -> None:
    named = [("Supreme Court", "GovernmentBody"), ("Kenya", "Country"), ("United States", "Country")]
    text = "The Supreme Court ruled. Kenya said that Kenya and the United States agreed."
    assert "Supreme Court" not in links(authority, text, *named)


def test_a_place_in_a_report_on_sport_is_linked_if_used_as_a_place(authority: Authority) -> None:
    text = "The coach said his squad and its goalkeeper won in Samoa."
    assert links(authority, text, ("Samoa", "Country"))["Samoa"].qid == "Q683"


def test_a_short_form_of_a_company_is_no_city(authority: Authority) -> None:
    text = "Hanover Glass Works grew. Hanover said so."
    assert links(authority, text, ("Hanover Glass Works", "Company"), ("Hanover", "City")) == {}


@pytest.mark.parametrize("dateline", ["MARLOW, Ontario (CP) — ", "Ontario, May 3 (CP) - ", "MARLOW, Ontario – "])
def test_the_place_of_a_dateline_is_one_beside_a_body_of_its_name(authority: Authority, dateline: str) -> None:
    text = f"{dateline}Police came.\n\nThe Ontario Kayak League met."
    named = [("Ontario", "Region"), ("Ontario Kayak League", "Organization")]
    assert links(authority, text, *named)["Ontario"].qid == "Q1904"


def test_a_country_is_linked_beside_its_bodies(authority: Authority) -> None:
    text = "The Peru Space Bureau met. Peru said so."
    assert links(authority, text, ("Peru Space Bureau", "Organization"), ("Peru", "Country"))["Peru"].qid == "Q419"


def test_an_abbreviation_that_the_text_explains_otherwise_is_not_linked(authority: Authority) -> None:
    text = "The automatic pump (AP) helps, said AP makers."
    assert links(authority, text, ("AP", "MediaOrganization")) == {}


@pytest.mark.parametrize(
    "text", ["MANILA, 3 May (AFP) - A ship sank.", "A diver told AFP that a ship sank.", "An AFP reporter saw a ship."]
)
def test_who_is_cited_by_three_letters_is_the_agency(authority: Authority, text: str) -> None:
    assert links(authority, text, ("AFP", "MediaOrganization"))["AFP"].relation == "exactMatch"


def test_three_letters_alone_are_less_sure(authority: Authority) -> None:
    found = links(authority, "The AFP shelled a village.", ("AFP", "MediaOrganization"))["AFP"]
    assert found.relation == "closeMatch"


def test_what_a_body_is_accused_of_is_none_of_its_name(authority: Authority) -> None:
    named = ("Hamas", "ArmedGroup")
    assert links(authority, "He accused Hamas of violations.", named)["Hamas"].qid == "Q38799"
    assert links(authority, "The Hamas of railway workers met.", named) == {}


def test_an_abbreviation_explained_by_a_translated_name_is_linked(authority: Authority) -> None:
    text = "The Treaty Organization for Collective Safety (OTSC) met. OTSC ministers came."
    assert links(authority, text, ("OTSC", "IntergovernmentalOrganization"))["OTSC"].qid == "Q318693"


def test_a_short_abbreviation_of_a_group_needs_the_long_name(authority: Authority) -> None:
    assert links(authority, "The NRA met.", ("NRA", "Organization")) == {}
    text = "The National Rifle Association (NRA) met."
    long = links(authority, text, ("National Rifle Association", "Organization"))
    assert long["National Rifle Association"].qid == "Q863259"


def test_a_division_is_found_under_its_own_name(authority: Authority) -> None:
    text = "Rain fell in the Southern Province of Helmand."
    found = links(authority, text, ("Southern Province of Helmand", "Region"))
    assert found["Southern Province of Helmand"].label == "Helmand Province"
    of_country = "Eastern Province of Zambia"
    assert links(authority, f"Rain fell in the {of_country}.", (of_country, "Region")) == {}


def test_a_generic_name_needs_its_country_in_the_text(authority: Authority) -> None:
    name = "House of Representatives"
    assert links(authority, f"The {name} voted.", (name, "GovernmentBody")) == {}
    text = f"The {name} voted in the United States."
    assert links(authority, text, (name, "GovernmentBody"), ("United States", "Country"))[name].qid == "Q11701"
    assert links(authority, "The FBI came.", ("FBI", "GovernmentBody"))["FBI"].qid == "Q8333"


def test_thresholds_are_settings(authority: Authority) -> None:
    text = "Rain fell in Almaty."
    strict = Settings(exact_threshold=0.99, close_threshold=0.98)
    assert links(authority, text, ("Almaty", "City"), settings=strict) == {}
    close = Settings(exact_threshold=0.99)
    assert links(authority, text, ("Almaty", "City"), settings=close)["Almaty"].relation == "closeMatch"


def test_too_near_a_runner_up_means_no_link(authority: Authority) -> None:
    assert links(authority, "He left Georgia.", ("Georgia", "Place"), settings=Settings(margin=0.5)) == {}


def test_an_exact_link_gives_the_entity_its_country(authority: Authority) -> None:
    text = "Rain fell in Almaty."
    facts = Facts(entities=(entity(text, "Almaty", "City"),))
    linked = link(facts, Article("test", text), authority, Settings())
    assert linked.entities[0].country == "KZ"
    assert facts.entities[0].country is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Qasym-Jomart Toqaev", "Kassym-Jomart Tokayev"),
        ("Sergei Shoigu", "Sergey Shoygu"),
        ("Maria Zakarova", "Maria Zakharova"),
        ("Мария Захарова", "Maria Zakharova"),
        ("Marija Zacharowa", "Maria Zakharova"),
        ("Қасым-Жомарт Тоқаев", "Kassym-Jomart Tokayev"),
        ("Boris Jelzin", "Boris Yeltsin"),
        ("Sergey Viktorovich Lavrov", "Сергей Лавров"),
        ("Кириакос Мицотакис", "Κυριάκος Μητσοτάκης"),
        ("ნიკოლ ფაშინიანი", "Nikol Pashinyan"),
        ("محمد بن سلمان", "Mohammed bin Salman"),
    ],
)
def test_one_skeleton_for_several_romanisations(one: str, other: str) -> None:
    assert set(skeletons(one)) & set(skeletons(other))


def test_different_names_have_different_skeletons() -> None:
    assert not set(skeletons("Maria Petrova")) & set(skeletons("Maria Zakharova"))


def test_a_linked_city_lies_in_its_country_unless_the_text_says_where(authority: Authority) -> None:
    text = "Rain fell in Nairobi, Kisumu and Rome. Kenya is dry."
    named = [entity(text, name, kind) for name, kind in (("Nairobi", "City"), ("Rome", "City"))]
    named.append(entity(text, "Kenya", "Country", "KE"))
    article = Article("test", text, datetime.date(2022, 1, 6))
    [found] = link(Facts(entities=tuple(named)), article, authority, Settings()).statements
    assert (found.subject, found.predicate, found.object) == ("City:Nairobi", "kgb:locatedIn", "Country:Kenya")
    assert text[found.span.begin : found.span.end] == "Nairobi"
    assert found.confidence < 0.9

    said = Statement("City:Nairobi", "kgb:locatedIn", "City:Rome", Span(0, 4), 0.9, "said")
    facts = Facts(entities=tuple(named), statements=(said,))
    assert link(facts, article, authority, Settings()).statements == (said,)


def test_a_link_tells_what_the_authority_knows(tmp_path: Path) -> None:
    names = (
        Name("Port Alder"),
        Name("Порт-Алдер", "ru"),
        Name("Алдер", "ru"),
        Name("Alder", "mul"),
        Name("X", "no tag"),
    )
    item = Item("City", "Port Alder", "Q9", names, "KZ", 1.5, 2.5, 900_000, 77)
    with AuthorityWriter(tmp_path / "a.kgba", "test") as writer:
        writer.add(item, writer.source(Source("test", "", "CC0-1.0", "2026-01-01")))
    found = links(Authority(tmp_path / "a.kgba"), "Rain fell in Port Alder.", ("Port Alder", "City"))["Port Alder"]
    assert (found.label, found.aliases, found.country) == ("Port Alder", (("ru", "Порт-Алдер"),), "KZ")
    assert (found.latitude, found.longitude, found.geonames) == (1.5, 2.5, 77)


# ----------------------------------------------------------------------------------------------- one name, many bearers
def bearers(folder: Path, *items: Item) -> Authority:
    with AuthorityWriter(folder / "b.kgba", "test") as writer:
        source = writer.source(Source("test", "", "CC0-1.0", "2026-01-01"))
        for item in items:
            writer.add(item, source)
    return Authority(folder / "b.kgba")


def test_of_two_cities_the_far_larger_one_is_meant(tmp_path: Path) -> None:
    large = Item("City", "Alder", "Q1", country="FR", population=2_000_000)
    small = Item("City", "Alder", "Q2", country="US", population=90_000)
    like = Item("City", "Alder", "Q3", country="IT", population=1_500_000)
    text = "It rained in Alder."
    assert links(bearers(tmp_path, large, small), text, ("Alder", "City"))["Alder"].qid == "Q1"
    assert links(bearers(tmp_path, large, small, like), text, ("Alder", "City")) == {}


def test_of_two_bodies_that_is_meant_which_is_called_so(tmp_path: Path) -> None:
    alder = Item("Company", "Alder Motors", "Q1", country="FR", sitelinks=30)
    also = Item("Company", "Birch", "Q2", (Name("Birch"), Name("Alder Motors Ltd")), country="US", sitelinks=40)
    far_better_known = Item("Company", "Cedar", "Q3", (Name("Cedar"), Name("Alder Motors")), sitelinks=300)
    text = "Alder Motors Corp grew."
    named = ("Alder Motors Corp", "Company")
    assert links(bearers(tmp_path, alder, also), text, named)["Alder Motors Corp"].qid == "Q1"
    assert links(bearers(tmp_path, alder, far_better_known), text, named)["Alder Motors Corp"].qid == "Q3"


def test_an_alias_in_capitals_is_no_name_of_a_firm_in_small_letters(tmp_path: Path) -> None:
    school = Item("Organization", "Alder College", "Q1", (Name("Alder College"), Name("ALDER")), sitelinks=30)
    authority = bearers(tmp_path, school)
    assert links(authority, "Alder Corp grew.", ("Alder Corp", "Company")) == {}
    assert links(authority, "ALDER grew.", ("ALDER", "Organization"))["ALDER"].qid == "Q1"


def test_what_ends_another_bodys_name_is_short_for_that(tmp_path: Path) -> None:
    airline = Item("Company", "Alder Air", "Q1", (Name("Alder Air"), Name("Alder")), sitelinks=30)
    authority, alone = bearers(tmp_path, airline), ("Alder", "Organization")
    assert links(authority, "Alder grew.", alone)["Alder"].qid == "Q1"
    assert links(authority, "Vumba Alder lost. Alder grew.", ("Vumba Alder", "Organization"), alone) == {}


def test_a_small_city_needs_its_country_in_the_text(tmp_path: Path) -> None:
    authority = bearers(
        tmp_path,
        Item("City", "Alder", "Q1", country="FR", population=30_000),
        Item("Country", "France", "Q142", country="FR", prominence=1.0),
    )
    assert links(authority, "It rained in Alder.", ("Alder", "City")) == {}
    named = links(authority, "It rained in Alder. France is wet.", ("Alder", "City"), ("France", "Country"))
    assert named["Alder"].qid == "Q1"


def test_a_division_that_is_little_known_needs_its_country_in_the_text(tmp_path: Path) -> None:
    authority = bearers(
        tmp_path,
        Item("Region", "Alder", "Q1", country="FR", prominence=0.6),
        Item("Region", "Birch", "Q2", country="FR", prominence=0.7),
        Item("Country", "France", "Q142", country="FR", prominence=1.0),
    )
    assert links(authority, "It rained in Alder.", ("Alder", "Region"))["Alder"].relation == "closeMatch"
    assert links(authority, "It rained in Birch.", ("Birch", "Region"))["Birch"].qid == "Q2"
    named = links(authority, "It rained in Alder. France is wet.", ("Alder", "Region"), ("France", "Country"))
    assert named["Alder"].relation == "exactMatch"


def test_among_divisions_a_division_is_meant(tmp_path: Path) -> None:
    both = [
        Item(kind, name, f"Q{10 * i + j}", country="AR", population=500_000 if kind == "City" else None, prominence=0.8)
        for i, name in enumerate(("Alder", "Birch"), 1)
        for j, kind in enumerate(("City", "Region"), 1)
    ]
    authority = bearers(tmp_path, *both, Item("Region", "Cedar", "Q31", country="AR", prominence=0.8))
    text = "Rain fell in Alder, Birch and Cedar."
    found = links(authority, text, ("Alder", "City"), ("Birch", "City"), ("Cedar", "Region"))
    assert {name: each.qid for name, each in found.items()} == {"Alder": "Q12", "Birch": "Q22", "Cedar": "Q31"}
    assert links(authority, "Rain fell in Alder.", ("Alder", "City"))["Alder"].qid == "Q11"
    mere = [Item("City", "Dogwood", "Q41", country="AR", population=900_000)]
    authority = bearers(tmp_path, *both, *mere, Item("Region", "Cedar", "Q31", country="AR", prominence=0.8))
    named = (("Alder", "City"), ("Birch", "City"), ("Cedar", "Region"), ("Dogwood", "City"))
    among = links(authority, f"{text} So it did in Dogwood province.", *named)
    assert {name: each.qid for name, each in among.items()} == {"Alder": "Q12", "Birch": "Q22", "Cedar": "Q31"}
    assert links(authority, f"{text} So it did in Dogwood.", *named)["Alder"].qid == "Q11"


def test_another_romanisation_counts_only_for_countries_of_other_letters(tmp_path: Path) -> None:
    persons = (Item("Person", "Tom Cross", "Q1", country="GB"), Item("Person", "Petr Kross", "Q2", country="RU"))
    authority = bearers(tmp_path, *persons)
    assert links(authority, "Tom Krauss spoke.", ("Tom Krauss", "Person")) == {}
    assert links(authority, "Petr Karis spoke.", ("Petr Karis", "Person")) == {}
    assert links(authority, "Pyotr Kross spoke.", ("Pyotr Kross", "Person"))["Pyotr Kross"].qid == "Q2"


def test_the_beginning_of_a_fuller_name_is_no_name(tmp_path: Path) -> None:
    authority = bearers(tmp_path, Item("Company", "Mosaic", "Q1", country="US", sitelinks=9))
    text = "Mosaic Fields Inc grew. Mosaic said so."
    fuller = Entity("e", "Company", "Mosaic Fields Inc", (Mention(Span(0, 17), 0, "name"),), alt_labels=("Mosaic",))
    assert link(Facts(entities=(fuller,)), Article("test", text), authority, Settings()).links == ()
    assert links(authority, "Mosaic grew.", ("Mosaic", "Company"))["Mosaic"].qid == "Q1"


def test_an_abbreviation_is_written_in_capitals(tmp_path: Path) -> None:
    authority = bearers(tmp_path, Item("Organization", "Marsh Affairs Council", "Q1", (Name("MACO"),)))
    assert links(authority, "MACO met.", ("MACO", "Organization"))["MACO"].qid == "Q1"
    assert links(authority, "Maco met.", ("Maco", "Organization")) == {}


def test_a_country_before_a_body_s_name_tells_whose_it_is(authority: Authority) -> None:
    name = "U.S. National Cancer Institute"
    assert links(authority, f"The {name} met.", (name, "Organization"))[name].qid == "Q664846"
    name = "U.K. National Cancer Institute"
    assert links(authority, f"The {name} met.", (name, "Organization")) == {}


def test_a_generic_name_is_that_of_the_country_of_the_text(authority: Authority) -> None:
    text = "The Navy of the United States sailed."
    named = links(authority, text, ("Navy", "MilitaryForce"), ("United States", "Country"))
    assert (named["Navy"].qid, named["Navy"].method, named["Navy"].relation) == ("Q11220", "generic", "closeMatch")
    assert "Navy" not in links(authority, "The Navy of Peru sailed.", ("Navy", "MilitaryForce"), ("Peru", "Country"))


def test_a_place_that_begins_a_body_s_name_is_no_mention_of_it(authority: Authority) -> None:
    text = "They spoke to India Business Report."
    assert links(authority, text, ("India", "Country"), ("Business Report", "MediaOrganization")) == {}


def test_regions_are_known_by_their_abbreviations(authority: Authority) -> None:
    assert links(authority, "They met in Trenton, N.J.", ("N.J.", "Place"))["N.J."].qid == "Q1408"
