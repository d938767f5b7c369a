"""Relations between entities, in sentences of our own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.extract.entities import coreference, mentions, relations
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated, Statement, Value
from kgbuild.vocabulary import ENTITY_CLASSES, RELATION_PROPERTIES

Annotate = Callable[..., Annotated]


def stated(annotate: Annotate, text: str) -> tuple[tuple[Statement, ...], set[tuple[str, str, str]]]:
    annotated = annotate(text)
    entities = coreference.resolve(annotated, mentions.find(annotated))
    labels = {entity.key: entity.label for entity in entities}
    found = relations.find(annotated, entities)
    triples = {
        (labels[s.subject], s.predicate, s.object.text if isinstance(s.object, Value) else labels[s.object])
        for s in found
    }
    return found, triples


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("Kenya is a member of the alliance.", ("Kenya", "org:memberOf", "alliance")),
        ("Kenya joined the alliance in May.", ("Kenya", "org:memberOf", "alliance")),
        ("An alliance led by Kenya met in May.", ("Kenya", "kgb:leads", "alliance")),
        ("The CSTO, an alliance of six states headed by Moscow, met.", ("Moscow", "kgb:leads", "CSTO")),
        ("A government headed by Orla Brennan took office.", ("Orla Brennan", "org:headOf", "government")),
        ("The fire broke out in Mombasa, Kenya.", ("Mombasa", "kgb:locatedIn", "Kenya")),
        ("In Rastovac, a village in the south of Kenya, two died.", ("Rastovac", "kgb:locatedIn", "Kenya")),
        ("Riots shook the town of Berkovo in the north of Kenya.", ("Berkovo", "kgb:locatedIn", "Kenya")),
        ("The Romanian town of Berkovo is far from Romania's capital.", ("Berkovo", "kgb:locatedIn", "Romania")),
        ("Nairobi is the capital of Kenya.", ("Nairobi", "kgb:capitalOf", "Kenya")),
        ("The company is based in Nairobi.", ("company", "kgb:basedIn", "Nairobi")),
        ("The company is located in Nairobi.", ("company", "kgb:basedIn", "Nairobi")),
        ("Mombasa, the country's largest port, was closed.", ("Mombasa", "kgb:describedAs", "largest port")),
        ("The force includes soldiers from Kenya and Uganda.", ("Uganda", "kgb:partOf", "force")),
    ],
)
def test_relations(annotate: Annotate, text: str, triple: tuple[str, str, str]) -> None:
    assert triple in stated(annotate, text)[1]


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("Kenya is not a member of the alliance.", "org:memberOf"),
        ("Kenya did not join the alliance.", "org:memberOf"),
        ("Mombasa, the economic capital of Kenya, was closed.", "kgb:capitalOf"),
        ("The United Nations, the capital of Kenya, was closed.", "kgb:capitalOf"),
        ("In Mombasa, Kenya won.", "kgb:locatedIn"),
        ("Smoke filled some streets of Mombasa and Lima.", "kgb:locatedIn"),
        ("Orla Brennan denied that she was a member of the alliance.", "org:memberOf"),
        ("Police came from Nairobi, Kenya and Uganda.", "org:memberOf"),
        ("Kenya is no longer a member of the Coal Union.", "org:memberOf"),
        ("If Kenya were a member of the Coal Union, it would pay.", "org:memberOf"),
        ("Is Nakuru the capital of Kenya?", "kgb:capitalOf"),
        ("The Coal Union, formerly based in Nakuru, pays.", "kgb:basedIn"),
        ("Iran, no ally of Kenya, stayed away.", "kgb:associatedWith"),
    ],
)
def test_what_is_not_said(annotate: Annotate, text: str, predicate: str) -> None:
    assert predicate not in {p for _, p, _ in stated(annotate, text)[1]}


@pytest.mark.parametrize(
    "text",
    [
        "Kenya may join the alliance.",
        "Ana Berg denied belonging to the alliance.",
    ],
)
def test_what_may_be_is_not_certain(annotate: Annotate, text: str) -> None:
    found, _ = stated(annotate, text)
    assert {s.certainty for s in found if s.predicate == "org:memberOf"} == {"possible"}


def test_the_country_of_the_setting(annotate: Annotate) -> None:
    text = "Floods hit Kenya. The Ministry of Health warned the people of Kenya."
    found, triples = stated(annotate, text)
    assert ("Ministry of Health", "kgb:country", "Kenya") in triples
    statement = next(s for s in found if s.predicate == "kgb:country")
    assert text[statement.span.begin : statement.span.end] == "Ministry of Health"
    assert statement.confidence < 0.7


def test_a_body_with_a_name_of_its_own_is_not_of_the_setting(annotate: Annotate) -> None:
    text = "Floods hit Kenya. The Northern Trade Council warned the people of Kenya. A court met."
    assert "kgb:country" not in {predicate for _, predicate, _ in stated(annotate, text)[1]}


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("Floods hit Kenya. Kenya wept, electoral commission head Jan Vell said.", {"electoral commission"}),
        ("Floods hit Kenya. Kenya wept, a health ministry official said.", set()),
        ("Floods hit Kenya and Norway. Electoral commission head Jan Vell said so.", set()),
    ],
)
def test_a_body_before_a_post_is_of_the_setting(annotate: Annotate, text: str, bodies: set[str]) -> None:
    assert {body for body, predicate, _ in stated(annotate, text)[1] if predicate == "kgb:country"} == bodies


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Kenya and Norway met in Kenya, said Kenya. In Oslo, police shut a bridge.", "Norway"),
        ("Kenya and Norway met in Kenya, said Kenya. Police in Oslo shut a bridge.", "Norway"),
        ("Kenya and Norway met in Kenya, said Kenya. In Nairobi, police shut a bridge.", "Kenya"),
        ("Kenya and Norway met in Kenya, said Kenya. In Lima, police shut a bridge.", None),
        ("Kenya and Norway met in Kenya, said Kenya. The police shut a bridge.", "Kenya"),
    ],
)
def test_the_police_are_of_where_they_act(annotate: Annotate, text: str, country: str | None) -> None:
    told = [whose for body, predicate, whose in stated(annotate, text)[1] if "olice" in body and "country" in predicate]
    assert told == ([country] if country else [])


def test_an_adjective_beats_the_setting(annotate: Annotate) -> None:
    text = "Floods hit Kenya and again Kenya. Ugandan police came from Uganda."
    assert ("Ugandan police", "kgb:country", "Uganda") in stated(annotate, text)[1]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    words=st.lists(
        st.sampled_from(["Kenya", "is", "the", "capital", "of", ",", "alliance", "led", "by", "Uganda", "force", "in"])
    )
)
def test_any_words_give_known_predicates(annotate: Annotate, words: list[str]) -> None:
    found, _ = stated(annotate, " ".join(words))
    assert {statement.predicate for statement in found} <= set(RELATION_PROPERTIES)
    assert all(statement.subject != statement.object for statement in found)


def test_the_lexicon_names_known_predicates_and_classes() -> None:
    table = load_lexicon("relations")
    for entry in table["verbs"]:
        assert {entry["predicate"], entry.get("for_persons", entry["predicate"])} <= set(RELATION_PROPERTIES)
        assert entry["object"] in ENTITY_CLASSES
    for classes in (table["subjects"], table["objects"]):
        assert set(table["nouns"].values()) <= set(classes)
        assert set(classes.values()) <= set(ENTITY_CLASSES)


def test_what_one_is_a_member_of_may_stand_before_the_clause(annotate: Annotate) -> None:
    _, triples = stated(annotate, "The African Union, of which Sudan is a member, condemned the raid.")
    assert ("Sudan", "org:memberOf", "African Union") in triples


def test_an_embassy_is_of_the_country_in_its_name(annotate: Annotate) -> None:
    _, triples = stated(annotate, "The Sri Lankan Embassy in Oslo closed. Sri Lanka did not say why.")
    assert ("Sri Lankan Embassy", "kgb:country", "Sri Lanka") in triples
