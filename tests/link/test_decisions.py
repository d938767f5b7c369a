"""What persons decided: its table, and that builds obey it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.errors import InputError
from kgbuild.link.authority import Authority, open_authority
from kgbuild.link.decide import link
from kgbuild.link.decisions import COLUMNS, VERDICTS, Decision, Decisions, read_decisions
from kgbuild.model import Article, Entity, Facts, Link, Mention, Span
from kgbuild.settings import Settings


@pytest.fixture(scope="module")
def authority() -> Authority:
    return open_authority(Settings())


def entity(name: str, kind: str, country: str | None = None, alt: tuple[str, ...] = ()) -> Entity:
    return Entity(f"{kind}:{name}", kind, name, (Mention(Span(0, len(name)), 0, "name"),), alt, True, country)


def linked(authority: Authority, each: Entity, *rows: Decision, document: str = "d1") -> Link | None:
    text = f"{each.label} was told of."
    facts = link(Facts(entities=(each,)), Article(document, text), authority, Settings(), Decisions(rows))
    return facts.links[0] if facts.links else None


def test_a_confirmed_item_is_the_same_whatever_the_authority_thinks(authority: Authority) -> None:
    row = Decision("Steppe Foods", "Company", decision="confirmed", qid="Q4242", label="Steppe Foods Ltd")
    found = linked(authority, entity("Steppe Foods", "Company"), row)
    assert found is not None
    assert (found.qid, found.relation, found.method, found.confidence) == ("Q4242", "sameAs", "confirmed", 1.0)
    assert (found.label, found.authority) == ("Steppe Foods Ltd", "decisions undated")


def test_a_confirmed_item_brings_what_the_authority_knows_of_it(authority: Authority) -> None:
    row = Decision("Alma Ata", "City", decision="confirmed", qid="Q35493")
    found = linked(authority, entity("Alma Ata", "City"), row)
    assert found is not None
    assert (found.label, found.country, found.authority) == ("Almaty", "KZ", authority.name)


def test_a_rejected_item_is_no_candidate(authority: Authority) -> None:
    almaty = entity("Almaty", "City")
    assert linked(authority, almaty) is not None
    assert linked(authority, almaty, Decision("Almaty", "City", decision="rejected", qid="Q35493")) is None
    assert linked(authority, almaty, Decision("Almaty", "City", decision="rejected", qid="Q1")) is not None


def test_what_is_not_in_wikidata_gets_no_link(authority: Authority) -> None:
    assert linked(authority, entity("Almaty", "City"), Decision("Almaty", "City", decision="absent")) is None


def test_a_proposal_binds_nobody(authority: Authority) -> None:
    assert linked(authority, entity("Steppe Foods", "Company"), Decision("Steppe Foods", "Company", qid="Q42")) is None


def test_the_narrower_row_wins(authority: Authority) -> None:
    rows = (
        Decision("Agency of Rivers", "GovernmentBody", decision="confirmed", qid="Q1"),
        Decision("Agency of Rivers", "GovernmentBody", country="PE", decision="confirmed", qid="Q2"),
        Decision("Agency of Rivers", "GovernmentBody", document="d2", decision="absent"),
    )

    def qid(country: str | None, document: str) -> str | None:
        found = linked(authority, entity("Agency of Rivers", "GovernmentBody", country), *rows, document=document)
        return found.qid if found else None

    assert [qid(None, "d1"), qid("PE", "d1"), qid("PE", "d2"), qid("CL", "d1")] == ["Q1", "Q2", None, "Q1"]


def test_a_row_is_of_one_kind_and_a_surname_decides_nothing_for_a_full_name(authority: Authority) -> None:
    row = Decision("Omarova", "Person", decision="confirmed", qid="Q77")
    assert linked(authority, entity("Omarova", "Person"), row) is not None
    assert linked(authority, entity("Aliya Omarova", "Person", alt=("Omarova",)), row) is None
    assert linked(authority, entity("Omarova", "City"), row) is None


def test_the_digest_tells_what_binds_a_build() -> None:
    one = Decision("A B", "Person", decision="confirmed", qid="Q1", note="seen")
    other = Decision("C D", "Person", decision="rejected", qid="Q2")
    same = Decisions(
        (other, Decision("A B", "Person", decision="confirmed", qid="Q1"), Decision("E F", "Person", qid="Q3"))
    )
    assert Decisions((one, other)).digest == same.digest
    assert Decisions((one,)).digest != same.digest


def test_settling_replaces_proposals_and_keeps_rejections() -> None:
    rows = Decisions((
        Decision("A B", "Person", qid="Q1"),
        Decision("A B", "Person", qid="Q2"),
        Decision("A B", "Person", decision="rejected", qid="Q3"),
        Decision("A B", "City", qid="Q4"),
    ))  # fmt: skip
    settled = rows.with_rows([Decision("A B", "Person", decision="confirmed", qid="Q1")])
    assert {(row.kind, row.decision, row.qid) for row in settled.rows} == {
        ("Person", "confirmed", "Q1"), ("Person", "rejected", "Q3"), ("City", "proposed", "Q4"),
    }  # fmt: skip
    again = settled.with_rows([Decision("A B", "Person", decision="rejected", qid="Q1")])
    assert {(row.decision, row.qid) for row in again.rows if row.kind == "Person"} == {
        ("rejected", "Q1"), ("rejected", "Q3"),
    }  # fmt: skip


words = st.text("aéб'\",;=|# \u2028\x85", max_size=9).map(lambda text: f"#{' '.join(text.split())}")


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(words, st.sampled_from(VERDICTS), st.integers(1, 9), words), max_size=6))
def test_a_table_read_is_the_table_written(tmp_path_factory: pytest.TempPathFactory, given_rows: list) -> None:
    rows = Decisions().with_rows(
        Decision(name, "Person", decision=verdict, qid="" if verdict == "absent" else f"Q{number}", note=note)
        for name, verdict, number, note in given_rows
    )
    path = tmp_path_factory.mktemp("d") / "decisions.tsv"
    path.write_text(rows.to_tsv(), encoding="utf-8")
    assert read_decisions(path).to_tsv() == rows.to_tsv()
    assert set(read_decisions(path).rows) == set(rows.rows)


HEADER = "name\tkind\tdecision\tqid"


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("", "has no header"),
        ("name\tkind\tdecision", ":1: lacks the column 'qid'"),
        (f"{HEADER}\tmood", ":1: has an unknown column 'mood'"),
        (f"{HEADER}\nA B\tPerson\tconfirmed", ":2: 3 cells where 4 are due"),
        (f"# told\n{HEADER}\nA B\tHuman\tconfirmed\tQ1", ":3: kind = 'Human' is not an entity class"),
        (f"{HEADER}\nA B\tPerson\tmaybe\tQ1", ":2: decision = 'maybe' is not one of"),
        (f"{HEADER}\nA B\tPerson\tconfirmed\tP1", ":2: qid = 'P1' is not a Wikidata item"),
        (f"{HEADER}\nA B\tPerson\tconfirmed\t", ":2: 'A B' is confirmed but names no item"),
        (f"{HEADER}\nA B\tPerson\tabsent\tQ1", ":2: 'A B' names an item although it is absent"),
        (f"{HEADER}\nA B\tPerson\tconfirmed\tQ1\na b\tPerson\tconfirmed\tQ2", ":3: 'a b' is Q2 here and Q1 at"),
    ],
)  # fmt: skip
def test_a_bad_table_is_named_with_its_line(tmp_path: Path, table: str, words: str) -> None:
    path = tmp_path / "decisions.tsv"
    path.write_text(table, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_decisions(path)
    assert f"{path}{words}" in str(raised.value) or words in str(raised.value)


def test_columns_may_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "decisions.tsv"
    path.write_text(f"# by hand\n{HEADER}\nA B\tPerson\tconfirmed\tQ1\n", encoding="utf-8")
    assert read_decisions(path).rows == (Decision("A B", "Person", decision="confirmed", qid="Q1"),)
    assert set(HEADER.split("\t")) < set(COLUMNS)
