"""What is in a graph to review, what is asked of it, and what the answers decide."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from kgbuild.link.authority import Authority, open_authority
from kgbuild.link.clusters import Cluster, read_clusters
from kgbuild.link.decisions import Decision, Decisions
from kgbuild.link.review import Question, answer, questions
from kgbuild.model import Article
from kgbuild.pipeline import Builder
from kgbuild.settings import Settings
from kgbuild.store.disk import memory_store
from kgbuild.store.query import select

TEXTS = {
    "a1": "President Maria Santos spoke in Almaty on Tuesday. Santos met engineers of Steppe Foods Ltd.",
    "a2": "Maria Santos praised Sergej Lawrow, the former minister. Kenyan farmers met. Lawrow smiled.",
}


@pytest.fixture(scope="module")
def authority() -> Authority:
    return open_authority(Settings())


@pytest.fixture(scope="module")
def clusters(builder: Builder) -> dict[str, Cluster]:
    quads = []
    for name, text in TEXTS.items():
        quads += builder.build(Article(name, text, datetime.date(2022, 1, 6))).quads
    store = memory_store(quads)
    return {each.name: each for each in read_clusters(lambda sparql: select(store, sparql))}


def cluster(name: str = "A B", kind: str = "Person", *offers: Decision, **more: object) -> Cluster:
    made = Cluster(f"https://x/{name}", kind, name, (name,), "", ("d1",), 1, offers=offers)
    return replace(made, **more)  # type: ignore[arg-type]


def test_clusters_are_named_entities_over_all_documents(clusters: dict[str, Cluster]) -> None:
    santos = clusters["Maria Santos"]
    assert (santos.kind, santos.documents, santos.offers) == ("Person", ("a1", "a2"), ())
    assert santos.names == ("Maria Santos", "Santos")
    assert santos.mentions == 3
    assert "Santos" in santos.sentence
    almaty = clusters["Almaty"]
    assert almaty.settled
    assert not almaty.confirmed
    assert [offer.qid for offer in almaty.offers] == ["Q35493"]
    lawrow = clusters["Sergej Lawrow"]
    assert not lawrow.settled
    assert [offer.qid for offer in lawrow.offers] == ["Q58217"]


def test_what_has_no_name_is_no_cluster(clusters: dict[str, Cluster]) -> None:
    assert not {"Kenya", "Kenyan farmers", "farmers"} & clusters.keys()


def test_only_probable_links_are_asked_about_unless_all_are(clusters: dict[str, Cluster], authority: Authority) -> None:
    asked = [each.cluster.name for each in questions(list(clusters.values()), Decisions(), authority)]
    assert asked == ["Sergej Lawrow"]
    asked = [each.cluster.name for each in questions(list(clusters.values()), Decisions(), authority, everything=True)]
    assert {"Sergej Lawrow", "Almaty", "Maria Santos"} <= set(asked)


def test_what_is_decided_or_rejected_is_not_offered_again(clusters: dict[str, Cluster], authority: Authority) -> None:
    every = list(clusters.values())
    decided = Decisions((Decision("Sergej Lawrow", "Person", decision="absent"),))
    assert list(questions(every, decided, authority)) == []
    rejected = Decisions((Decision("Sergej Lawrow", "Person", decision="rejected", qid="Q58217"),))
    assert list(questions(every, rejected, authority)) == []
    confirmed = [replace(each, confirmed=True) for each in every]
    assert list(questions(confirmed, Decisions(), authority, everything=True)) == []


def test_proposals_of_the_table_are_offered_the_likeliest_first(authority: Authority) -> None:
    rows = Decisions(
        (Decision("A B", "Person", qid="Q1", score="0.5"), Decision("A B", "Person", qid="Q2", score="0.9"))
    )
    (question,) = questions([cluster()], rows, authority)
    assert [offer.qid for offer in question.offers] == ["Q2", "Q1"]


def test_bearers_of_the_name_in_the_authority_are_offered(authority: Authority) -> None:
    (question,) = questions([cluster("Georgia", "Country")], Decisions(), authority)
    assert "Q230" in [offer.qid for offer in question.offers]


def test_a_generic_name_is_decided_for_its_country_alone(authority: Authority) -> None:
    offer = Decision("House of Representatives", "GovernmentBody", qid="Q11701")
    (question,) = questions([cluster(offer.name, offer.kind, offer)], Decisions(), authority)
    assert question.cluster.country == "US"
    decided = answer(question, "1", "Ana", "2026-11-27")
    assert isinstance(decided, tuple)
    assert (decided[0].country, decided[0].label) == ("US", question.offers[0].label)
    assert list(questions([cluster(offer.name, offer.kind, offer)], Decisions(decided), authority)) == []


ONE = Decision("A B", "Person", qid="Q1", label="One", score="0.80")
OTHER = Decision("A B", "Person", qid="Q2", label="Other")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("1", [("confirmed", "Q1", "One")]),
        (" 2 ", [("confirmed", "Q2", "Other")]),
        ("q2", [("confirmed", "Q2", "Other")]),
        ("Q77", [("confirmed", "Q77", "")]),
        ("n", [("absent", "", "")]),
        ("r", [("rejected", "Q1", "One"), ("rejected", "Q2", "Other")]),
        ("r2", [("rejected", "Q2", "Other")]),
        ("s", "skip"),
        ("", "skip"),
        ("q", "quit"),
        ("3", None),
        ("0", None),
        ("r9", None),
        ("yes", None),
    ],
)
def test_answers(given: str, expected: object) -> None:
    found = answer(Question(cluster("A B", "Person", ONE, OTHER), (ONE, OTHER)), given, "Ana", "2026-11-27")
    if isinstance(found, tuple):
        assert [(row.decision, row.qid, row.label) for row in found] == expected
        assert {(row.by, row.date) for row in found} == {("Ana", "2026-11-27")}
    else:
        assert found == expected


def test_what_is_bound_to_a_document_is_decided_for_it_alone() -> None:
    question = Question(cluster("Georgia", "Country", scope="d1"), ())
    found = answer(question, "Q230", "", "2026-11-27")
    assert isinstance(found, tuple)
    assert found[0].document == "d1"
