"""Known names and those of NER, laid over one another."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from kgbuild.annotate.gazetteer import Gazetteer, name_spans
from kgbuild.model import Annotated, KnownName
from kgbuild.parse import Doc, NamedEntity, Word

NAMES = (
    KnownName("Kazakhstan", "Country", "Q232", "KZ"),
    KnownName("Kazakh", "Country", "Q232", "KZ", adjective=True),
    KnownName("Nur-Sultan", "City", "Q1520", "KZ"),
    KnownName("Tokyo", "City", "Q1490", "JP"),
    KnownName("UN", "IntergovernmentalOrganization", "Q1065"),
    KnownName("UNICEF", "IntergovernmentalOrganization", "Q740308"),
    KnownName("São Paulo", "City", "Q174", "BR"),
    KnownName("La Paz", "City", "Q1491", "BO"),
    KnownName("Henderson", "City", "Q1", "US", ambiguous=True),
    KnownName("Ford", "Company", "Q44294", "US", ambiguous=True),
    KnownName("Chad", "Country", "Q657", "TD", ambiguous=True),
)


def doc_of(text: str, *entities: tuple[int, int, str]) -> Doc:
    """A parse by hand: words between blanks, each a proper noun if it has a capital; entities by token."""
    words: list[Word] = []
    for i, word in enumerate(text.split(" ")):
        pos = "PROPN" if word[0].isupper() else "DET" if word in ("the", "a") else "NOUN"
        idx = words[-1].idx + len(words[-1].text) + 1 if words else 0
        words.append(Word(word, idx, word.lower(), word, pos, "", "", i, " ", is_sent_start=i == 0))
    return Doc(text, words, [NamedEntity(*entity) for entity in entities])


def names_in(doc: Doc) -> list[tuple[str, str, str]]:
    return [(doc[n.first : n.last].text, n.kind, n.source) for n in name_spans(doc, Gazetteer(NAMES))]


def test_a_known_name_is_found_whatever_ner_calls_it() -> None:
    doc = doc_of("They flew to Kazakhstan", (3, 4, "PERSON"))
    assert names_in(doc) == [("Kazakhstan", "Country", "gazetteer")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("snow in Sao Paulo", "Sao Paulo"),
        ("SNOW IN KAZAKHSTAN", "KAZAKHSTAN"),
        ("a Unicef report", "Unicef"),
        ("WIN IN LA PAZ", "LA PAZ"),
    ],
)
def test_marks_and_headline_capitals_do_not_hide_a_name(text: str, found: str) -> None:
    assert [name for name, _, _ in names_in(doc_of(text))] == [found]


def test_a_short_abbreviation_is_found_only_in_its_own_capitals() -> None:
    assert names_in(doc_of("a un office")) == []
    assert names_in(doc_of("a UN office")) == [("UN", "IntergovernmentalOrganization", "gazetteer")]


@pytest.mark.parametrize("label", ["ORG", "PERSON", "FAC"])
def test_the_longer_name_of_ner_wins_over_a_place_inside_it(label: str) -> None:
    doc = doc_of("talks with the University of Tokyo today", (2, 6, label))
    kind = {"ORG": "Organization", "PERSON": "Person", "FAC": "Facility"}[label]
    assert names_in(doc) == [("University of Tokyo", kind, "ner")]


def test_a_place_inside_a_title_is_no_name_and_neither_is_the_title() -> None:
    assert names_in(doc_of("under the Tokyo Convention", (1, 4, "LAW"))) == []


def test_small_words_around_a_known_place_do_not_make_a_longer_name() -> None:
    doc = doc_of("snow in northern Kazakhstan", (2, 4, "LOC"))
    assert names_in(doc) == [("Kazakhstan", "Country", "gazetteer")]


def test_places_between_commas_stay_apart() -> None:
    doc = doc_of("from Tokyo , Kazakhstan", (1, 4, "GPE"))
    assert [name for name, _, _ in names_in(doc)] == ["Tokyo", "Kazakhstan"]


@pytest.mark.parametrize("words", ["Latin American leaders", "South American states", "the Inter-American Court"])
def test_what_is_of_america_is_not_of_the_united_states(annotate: Callable[..., Annotated], words: str) -> None:
    names = annotate(f"They met {words}.").names
    assert not [known for name in names for known in name.known if known.country == "US"]


def test_a_thing_named_after_a_company_is_no_person_and_leaves_the_company_its_name() -> None:
    says, twice = (0, 1, "ORG"), (8, 9, "ORG")
    doc = doc_of("Ford sells the Ford Zephyr again and so Ford hires", says, (3, 5, "PERSON"), twice)
    assert names_in(doc) == [("Ford", "Company", "gazetteer")] * 2
    alone = doc_of("the late Ford Zephyr said", (2, 4, "PERSON"))
    assert names_in(alone) == [("Ford Zephyr", "Person", "ner")]


def test_a_degree_is_no_place() -> None:
    assert names_in(doc_of("to Ana Ruiz , M.D. yesterday", (1, 3, "PERSON"), (4, 5, "GPE"))) == [
        ("Ana Ruiz", "Person", "ner")
    ]


def test_what_the_shares_of_a_company_are_called_is_no_part_of_its_name() -> None:
    doc = doc_of("at Vela Mills Plc VLM.L yesterday", (1, 5, "ORG"))
    assert names_in(doc) == [("Vela Mills Plc", "Organization", "ner")]


def test_two_places_joined_by_and_are_two_names(annotate: Callable[..., Annotated]) -> None:
    found = annotate("The deal would leave the strait between Corfu and Malta in Italian hands.")
    words = [found.doc[name.first].text for name in found.names if name.last - name.first == 1]
    assert words[:2] == ["Corfu", "Malta"]


def test_an_adjective_before_a_person_is_no_part_of_the_name() -> None:
    doc = doc_of("as Kazakh Aliya Omarova said", (1, 4, "PERSON"))
    assert next(name for name, _, _ in names_in(doc)) == "Kazakh"


@pytest.mark.parametrize(("label", "found"), [("GPE", ["Henderson"]), ("ORG", []), ("DATE", []), (None, [])], ids=str)
def test_a_doubtful_place_needs_the_word_of_ner(label: str | None, found: list[str]) -> None:
    entities = [(2, 3, label)] if label else []
    names = [name for name, _, source in names_in(doc_of("people of Henderson", *entities)) if source == "gazetteer"]
    assert names == found


def test_a_doubtful_place_is_none_where_a_person_bears_the_name() -> None:
    doc = doc_of("Ruth Henderson spoke and Henderson left", (0, 2, "PERSON"), (4, 5, "GPE"))
    assert ("Henderson", "City", "gazetteer") not in names_in(doc)


def test_determiner_and_possessive_are_no_part_of_a_name() -> None:
    doc = doc_of("with the Harbour Trust 's help", (1, 5, "ORG"))
    assert names_in(doc) == [("Harbour Trust", "Organization", "ner")]


def test_a_sure_bearer_hides_the_doubtful_ones() -> None:
    names = (KnownName("Moscow", "City", "Q649", "RU"), KnownName("Moscow", "City", None, "US", ambiguous=True))
    span = name_spans(doc_of("rain over Moscow"), Gazetteer(names))[0]
    assert [known.country for known in span.known] == ["RU"]


# ------------------------------------------------------------------------------------ with the real model and authority
def test_with_the_model(annotate: Callable[..., Annotated]) -> None:
    annotated = annotate("The Kazakh envoy met NATO's chief in Nur-Sultan, TASS reported. Russians protested in Kyiv.")
    text = annotated.article.text
    found = {
        text[annotated.doc[n.first].idx : annotated.doc[n.last - 1].idx + len(annotated.doc[n.last - 1])]: n
        for n in annotated.names
    }
    assert found["Kazakh"].known[0].adjective
    assert found["NATO"].kind == "IntergovernmentalOrganization"
    assert found["Nur-Sultan"].known[0].qid == "Q1520"
    assert found["TASS"].kind == "MediaOrganization"
    assert found["Russians"].kind == "Group"
    assert found["Kyiv"].known[0].country == "UA"


def test_names_are_in_order_and_do_not_overlap(annotate: Callable[..., Annotated]) -> None:
    names = annotate(
        "The Bank of Russia and Paris Hilton's lawyer flew from New York to Washington, D.C. in May."
    ).names
    assert all(a.last <= b.first for a, b in itertools.pairwise(names))
    assert len(names) >= 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad 's new military", [("Chad", "Country", "gazetteer")]),
        ("Chad 's mother", [("Chad", "Person", "ner")]),
        ("Chad 's President Ana", [("Chad", "Country", "gazetteer")]),
        ("Chad 's friend President Ana", [("Chad", "Person", "ner")]),
    ],
)
def test_what_only_a_country_has_tells_it_from_a_person(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert names_in(doc_of(text, (0, 1, "PERSON"))) == expected


@pytest.mark.parametrize("text", ["An ally of Chad 's army", "The minister of Chad left"])
def test_a_country_behind_of_is_told_by_what_it_has(text: str) -> None:
    assert names_in(doc_of(text, (3, 4, "PERSON"))) == [("Chad", "Country", "gazetteer")]
