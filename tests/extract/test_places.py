"""Where events happen, by the constructions that place them. Own sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kgbuild.extract.document import extract
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.model import Annotated

Annotate = Callable[..., Annotated]
PLACE_ROLES = ("sem:hasPlace", "kgb:origin", "kgb:destination")


def places(annotated: Annotated, word: str, roles: tuple[str, ...] = PLACE_ROLES) -> dict[str, float]:
    """The places of the event whose label is `word`, each with its confidence."""
    facts = extract(annotated)
    labels = {entity.key: entity.label for entity in facts.entities}
    [event] = [event.key for event in facts.events if event.label == word]
    return {
        labels[s.object]: s.confidence
        for s in facts.statements
        if s.subject == event and s.predicate in roles and isinstance(s.object, str)
    }


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # at the participants, where parsers hang them
        ("Gunmen shot a farmer in Lima.", "shot", "Lima"),
        ("Police fired on a crowd of miners in Lima.", "fired", "Lima"),
        ("Men hurled stones at the embassy in Lima.", "hurled", "Lima"),
        ("Clashes broke out between students and guards in Lima.", "Clashes", "Lima"),
        ("The minister met a group of bankers in Lima.", "met", "Lima"),
        ("The riots of Lima went on.", "riots", "Lima"),
        # at the subject
        ("Nurses in Lima staged a walkout.", "walkout", "Lima"),
        ("Drivers across Peru blocked the roads.", "blocked", "Peru"),
        ("Customs officers in Lima seized the ship and arrested its captain.", "arrested", "Lima"),
        ("A court in Lima fined the company.", "fined", "Lima"),
        # at the verb whose subject is the scene
        ("Peru saw a riot.", "riot", "Peru"),
        ("Peru has had an election.", "election", "Peru"),
        # places within places, and before a noun
        ("A bomb exploded in the kitchen of a restaurant in Lima.", "exploded", "Lima"),
        ("Gunmen shot two guards at the Lima airport.", "shot", "Lima"),
        ("Three people were killed in the Lima bombing.", "killed", "Lima"),
        ("The Chilean election was peaceful.", "election", "Chile"),
        # relative clauses
        ("The men fled to Lima, where police arrested them.", "arrested", "Lima"),
        # what strikes a place
        ("An earthquake shook Lima.", "earthquake", "Lima"),
        ("Floods that swept Lima killed nine people.", "Floods", "Lima"),
        ("A mudslide buried part of Lima.", "mudslide", "Lima"),
        # clauses beside it
        ("Ten people were hurt when a train hit a bus near Lima.", "hurt", "Lima"),
        ("Nine were killed and ten injured when a train hit a bus near Lima.", "killed", "Lima"),
        ("Rebels attacked a convoy near Lima, killing two soldiers.", "killing", "Lima"),
        # adverbs before the preposition
        ("The navy sank a boat ten miles east of Lima.", "sank", "Lima"),
        ("A riot in Oruro, in which two guards were wounded, was filmed.", "wounded", "Oruro"),
    ],
)
def test_where_it_happens(annotate: Annotate, text: str, word: str, expected: str) -> None:
    assert expected in places(annotate(text), word, ("sem:hasPlace",))


@pytest.mark.parametrize(
    ("text", "word", "role", "expected"),
    [
        ("The envoy fled Lima.", "fled", "kgb:origin", "Lima"),
        ("The army pulled its troops out of Lima.", "pulled", "kgb:origin", "Lima"),
        ("The army sent the troops back to Lima.", "sent", "kgb:destination", "Lima"),
    ],
)
def test_what_moves(annotate: Annotate, text: str, word: str, role: str, expected: str) -> None:
    assert expected in places(annotate(text), word, (role,))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The premier condemned the attack in Lima.", "condemned"),
        ("Officials in Lima criticised the union.", "criticised"),
        ("The ministers discussed the crisis in Peru.", "discussed"),
        ("The council imposed sanctions on Peru.", "imposed"),
        ("The blast killed a guard, the mayor told reporters in Lima.", "blast"),
        ("The charity donated ten tents to Peru.", "donated"),
        ("She resigned from the post of envoy in Lima.", "resigned"),
        ("The bombing angered Peru.", "bombing"),
        ("The envoy spoke of attacks on U.S. citizens.", "attacks"),
        ("Nine people died in a storm, while the number of injured rose to 30 in Peru.", "died"),
        ("Chile had quarrels over disputed gas in Peru, but the two leaders spoke by telephone.", "spoke"),
        ("Chile had quarrels over a lake in Peru, but the two leaders spoke by telephone.", "spoke"),
        ("The two premiers fell out over gas, but their envoys met in Lima.", "fell out"),
        ("The prefect was acquitted in Lima of fraud.", "fraud"),
        ("Prosecutors in Lima have charged a clerk with embezzling funds.", "embezzling"),
        ("A lorry skidded off the road.", "skidded"),
        ("The war brought the destruction of Peru's sovereignty.", "destruction"),
        ("The reels are stored in Oruro and have helped miners.", "helped"),
        ("The colonel was drawing up plans to bomb bridges in Peru.", "plans"),
        ("A film in Oruro, in which a miner was killed, was shown.", "killed"),
    ],
)
def test_where_it_does_not_happen(annotate: Annotate, text: str, word: str) -> None:
    assert places(annotate(text), word) == {}


def test_troops_are_sent_where_they_are_to_help(annotate: Annotate) -> None:
    annotated = annotate("Peru faces riots. Chile sent troops to help calm the country.")
    assert places(annotated, "sent", ("kgb:destination",))


def test_coordinated_happenings_have_their_own_places(annotate: Annotate) -> None:
    annotated = annotate("She recalled a rally in Oruro and a drive in Potosi.")
    assert list(places(annotated, "rally")) == ["Oruro"]


def test_what_stands_at_the_event_goes_before_what_stands_at_the_subject(annotate: Annotate) -> None:
    assert list(places(annotate("Nurses from Quito in Lima staged a walkout in Cusco."), "walkout")) == ["Cusco"]


def test_a_place_is_the_less_sure_the_farther_it_stands(annotate: Annotate) -> None:
    own = places(annotate("Police arrested the editor in Lima."), "arrested")["Lima"]
    subject = places(annotate("Police in Lima arrested the editor."), "arrested")["Lima"]
    beside = places(annotate("Ten people were hurt when a train hit a bus near Lima."), "hurt")["Lima"]
    assert own > subject > beside > 0.3


def test_no_preposition_is_of_two_kinds() -> None:
    prepositions = load_lexicon("events/places")["prepositions"]
    kinds = [word for kind in ("inside", "surface", "origin", "destination") for word in prepositions[kind]]
    assert len(kinds) == len(set(kinds))


def test_word_lists_have_no_doubles() -> None:
    for name, table in load_lexicon("events/places").items():
        for key, listed in table.items():
            assert len(listed) == len(set(listed)), (name, key)
