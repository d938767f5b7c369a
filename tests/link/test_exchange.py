"""Decisions as other tools write them: SSSOM, and CSV tables of OpenRefine."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgbuild.errors import InputError
from kgbuild.link.decisions import VERDICTS, Decision, Decisions
from kgbuild.link.exchange import from_openrefine, from_sssom, read_exchange, to_openrefine, to_sssom

BASE = "https://example.org/kg/"
ROWS = Decisions((
    Decision("Steppe Foods", "Company", "KZ", decision="confirmed", qid="Q4242", label="Steppe Foods Ltd",
             by="Ana", date="2026-11-27", note="by its address"),
    Decision("Steppe Foods", "Company", "KZ", decision="rejected", qid="Q4243", label="Steppe Food", by="Ana"),
    Decision("Aliya Omarova", "Person", decision="absent", by="Ana", date="2026-11-27"),
    Decision("Georgia", "Country", document="wire 17", decision="rejected", qid="Q230"),
    Decision("Qyzylbulaq", "City", qid="Q99", label="Kyzylbulak", score="0.75", by="kgbuild-core 2026-11-22"),
))  # fmt: skip


def test_sssom_says_it_in_its_own_terms() -> None:
    text = to_sssom(ROWS, BASE)
    head = yaml.safe_load("".join(line[1:] for line in text.splitlines(keepends=True) if line.startswith("#")))
    assert head["curie_map"]["wd"] == "http://www.wikidata.org/entity/"
    assert {"mapping_set_id", "license"} < head.keys()
    body = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    found = [
        (row["subject_label"], row["predicate_modifier"], row["predicate_id"], row["object_id"],
         row["mapping_justification"].partition(":")[2])
        for row in csv.DictReader(io.StringIO(body), delimiter="\t")
    ]  # fmt: skip
    assert found == [
        ("Steppe Foods", "", "owl:sameAs", "wd:Q4242", "ManualMappingCuration"),
        ("Steppe Foods", "Not", "owl:sameAs", "wd:Q4243", "ManualMappingCuration"),
        ("Aliya Omarova", "", "skos:exactMatch", "sssom:NoTermFound", "ManualMappingCuration"),
        ("Georgia", "Not", "owl:sameAs", "wd:Q230", "ManualMappingCuration"),
        ("Qyzylbulaq", "", "skos:closeMatch", "wd:Q99", "LexicalMatching"),
    ]
    assert f"{BASE}entity/Company/kz/steppe-foods\t" in body
    assert f"{BASE}doc/wire%2017#Country=georgia\t" in body


def test_sssom_comes_back_as_it_went() -> None:
    assert from_sssom("here", to_sssom(ROWS, BASE)).rows == ROWS.rows


def test_sssom_of_others_needs_no_columns_of_ours() -> None:
    text = (
        "#license: https://creativecommons.org/publicdomain/zero/1.0/\n"
        "subject_id\tsubject_label\tsubject_category\tpredicate_id\tobject_id\tmapping_justification\n"
        f"{BASE}entity/Company/kz/a-b\tA B\tkgb:Company\tskos:exactMatch\thttp://www.wikidata.org/entity/Q7\t"
        "semapv:MappingReview\n"
        "x:1\tC D\tkgb:Person\tskos:exactMatch\twikidata:Q8\tsemapv:LexicalMatching\n"
    )
    confirmed, proposed = from_sssom("here", text).rows
    assert (confirmed.country, confirmed.decision, confirmed.qid) == ("KZ", "confirmed", "Q7")
    assert (proposed.decision, proposed.qid) == ("proposed", "Q8")


def test_openrefine_has_a_line_for_each_name_and_its_own_judgments() -> None:
    lines = list(csv.DictReader(io.StringIO(to_openrefine(ROWS))))
    assert [(line["name"], line["judgment"], line["qid"], line["rejected"]) for line in lines] == [
        ("Steppe Foods", "matched", "Q4242", "Q4243"),
        ("Aliya Omarova", "new", "", ""),
        ("Georgia", "none", "", "Q230"),
        ("Qyzylbulaq", "none", "", ""),
    ]
    assert lines[3]["candidates"] == "Q99"


def test_openrefine_comes_back_with_all_that_was_decided() -> None:
    back = from_openrefine("here", to_openrefine(ROWS))
    assert {(row.scope, row.decision, row.qid) for row in back.rows} == {
        (row.scope, row.decision, row.qid) for row in ROWS.rows
    }


def test_openrefine_keeps_how_sure_a_confirmed_item_was() -> None:
    row = Decision("A B", "Person", decision="confirmed", qid="Q7", label="A. B.", score="0.80", by="Ana")
    assert from_openrefine("here", to_openrefine(Decisions((row,)))).rows == (row,)


def test_a_column_of_matched_items_is_enough() -> None:
    text = "name,kind,qid\nA B,Person,http://www.wikidata.org/entity/Q7\nC D,Person,\n"
    assert from_openrefine("here", text).rows == (Decision("A B", "Person", decision="confirmed", qid="Q7"),)


names = st.text("aéб'\",;=|# ", max_size=9).map(lambda text: f"N{text.strip()}")


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(names, st.sampled_from(VERDICTS), st.integers(1, 9), names), max_size=5))
def test_whatever_the_words_sssom_keeps_them(rows: list[tuple[str, str, int, str]]) -> None:
    decisions = Decisions().with_rows(
        Decision(name, "City", decision=verdict, qid="" if verdict == "absent" else f"Q{number}", note=note)
        for name, verdict, number, note in rows
    )
    assert from_sssom("here", to_sssom(decisions, BASE)).rows == decisions.rows
    assert (
        from_openrefine("here", to_openrefine(decisions)).digest
        == Decisions(tuple(Decision(r.name, r.kind, decision=r.decision, qid=r.qid) for r in decisions.rows)).digest
    )


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.csv", "name,kind\n", "a.csv:1: lacks the column 'qid'"),
        ("a.csv", "name,kind,qid\nA,Person\n", "a.csv:2: has not the 3 cells"),
        ("a.csv", "name,kind,qid\nA,Person,P3\n", "a.csv:2: qid = 'P3' is no Wikidata item"),
        ("a.csv", "name,kind,qid,judgment\nA,Person,Q3,yes\n", "a.csv:2: judgment = 'yes' is unknown"),
        ("a.csv", "name,kind,qid\nA,Human,Q3\n", "a.csv:2: kind = 'Human' is not an entity class"),
        ("a.tsv", "#x: y\nsubject_label\n", "a.tsv:2: lacks the column 'subject_category'"),
        (
            "a.tsv",
            "#x: y\nsubject_label\tsubject_category\tpredicate_id\tobject_id\nA\tkgb:Person\tx:y\tdb:7\n",
            "a.tsv:3: object_id = 'db:7' is no Wikidata item",
        ),
    ],
)
def test_a_bad_table_is_named_with_its_line(tmp_path: Path, name: str, text: str, words: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as raised:
        read_exchange(tmp_path / name)
    assert words in str(raised.value)
