"""The authority's tables and what is put together from them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from kgbuild.errors import AuthorityError, InputError, SettingsError
from kgbuild.link import core
from kgbuild.link.authority import Authority, open_authority
from kgbuild.link.check_tables import check
from kgbuild.link.check_tables import main as check_main
from kgbuild.link.core import COLUMNS, TABLES
from kgbuild.link.index import index_of
from kgbuild.link.tables import read_table, several
from kgbuild.settings import Settings

HEAD = "# snapshot: 2026-11-22\n"


@pytest.fixture(scope="module")
def authority() -> Authority:
    return open_authority(Settings())


# ------------------------------------------------------------------------------------------------------------ tables
def test_every_table_names_its_source_and_snapshot() -> None:
    tables = {**COLUMNS, "surnames": ("name",)}
    for name, columns in tables.items():
        path = TABLES / f"{name}.tsv"
        assert read_table(path, columns).rows
        assert "# source: " in path.read_text(encoding="utf-8")
    assert {path.stem for path in TABLES.glob("*.tsv")} == set(tables)


def test_the_tables_hold_at_most_three_thousand_rows_of_facts() -> None:
    rows = sum(len(read_table(TABLES / f"{name}.tsv", columns).rows) for name, columns in COLUMNS.items())
    words = sum(
        len(read_table(TABLES / f"{name}.tsv", COLUMNS[name]).rows)
        for name in ("shared_names", "demonyms", "abbreviations")
    )
    assert rows - words <= 3000


def test_no_item_stands_in_two_tables_for_two_things(authority: Authority) -> None:
    labels: dict[str, set[str]] = {}
    for item in authority.items():
        if item.qid:
            labels.setdefault(item.qid, set()).add(item.label)
    assert {qid: names for qid, names in labels.items() if len(names) > 1} == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("qid\tname\n", "has no snapshot date"),
        (HEAD + "qid\tlabel\n", "header is"),
        (HEAD + "qid\tname\nQ1\n", "1 cells where 2 are due"),
        (HEAD + "qid\tname\nX1\tFoo\n", "not a Wikidata item"),
        (HEAD + "qid\tname\nQ1\t Foo\n", "blanks around it"),
    ],
)
def test_a_faulty_table_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "table.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=message) as raised:
        read_table(path, ("qid", "name"))
    assert str(path) in str(raised.value)


def test_a_table_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_table(tmp_path / "none.tsv", ("qid",))


def test_a_cell_of_several() -> None:
    assert several("a|b") == ("a", "b")
    assert several("") == ()


# --------------------------------------------------------------------------------------------------------- authority
@pytest.mark.parametrize(
    ("name", "kind", "qid"),
    [
        ("Kazakhstan", "Country", "Q232"),
        ("Turkey", "Country", "Q43"),
        ("Denmark", "Country", "Q35"),
        ("U.S.", "Country", "Q30"),
        ("Almaty", "City", "Q35493"),
        ("Kiev", "City", "Q1899"),
        ("Mangystau Region", "Region", "Q238931"),
        ("Mangystau province", "Region", "Q238931"),
        ("Donetsk Oblast", "Region", "Q2012050"),
        ("Texas", "Region", "Q1439"),
        ("Central Asia", "GeographicArea", "Q27275"),
        ("CSTO", "IntergovernmentalOrganization", "Q318693"),
        ("ODKB", "IntergovernmentalOrganization", "Q318693"),
        ("U.S. Food and Drug Administration", "GovernmentBody", "Q204711"),
        ("TASS", "MediaOrganization", "Q223799"),
        ("Sergey Lavrov", "Person", "Q58217"),
        ("recep tayyip erdogan", "Person", "Q39259"),
    ],
)
def test_what_the_core_authority_knows(authority: Authority, name: str, kind: str, qid: str) -> None:
    assert next((item.kind, item.qid) for item in authority.named(name)) == (kind, qid)


def test_a_country_before_an_abbreviation_is_no_part_of_the_name(authority: Authority) -> None:
    assert authority.named("UK Royal Navy")
    assert authority.named("UK RAF") == ()


def test_bearers_of_one_name_come_by_prominence(authority: Authority) -> None:
    assert [item.kind for item in authority.named("Georgia")] == ["Country", "Region"]
    assert authority.named("Washington")[0].qid == "Q61"


def test_a_city_of_the_table_has_coordinates(authority: Authority) -> None:
    almaty = authority.named("Almaty")[0]
    assert almaty.latitude == pytest.approx(43.25, abs=0.1)
    assert almaty.longitude == pytest.approx(76.9, abs=0.1)


@pytest.mark.parametrize("written", ["Sergej Lawrow", "Sergei Lavrov", "Serguey Lavrov"])
def test_persons_are_found_across_romanisations(authority: Authority, written: str) -> None:
    assert [hit.item.qid for hit in authority.find(written, "Person")] == ["Q58217"]


@pytest.mark.parametrize("written", ["Lavrov", "Sergei Lebedev", "Xi Ji"])
def test_a_surname_alone_or_a_short_or_another_name_is_like_nobody(authority: Authority, written: str) -> None:
    assert authority.find(written, "Person") == ()


def test_known_names_tell_adjectives_peoples_and_doubtful_names(authority: Authority) -> None:
    known = {}
    for name in authority.known_names():
        known.setdefault(name.name, name)
    assert (known["Kazakh"].adjective, known["Kazakh"].country) == (True, "KZ")
    assert (known["Kazakhs"].kind, known["Kazakhs"].adjective) == ("Group", False)
    assert known["English"].qid == "Q21"
    assert known["Nice"].ambiguous
    assert not known["Almaty"].ambiguous
    assert known["Telegram"].kind == "Medium"


def test_the_name_has_the_snapshot_date(authority: Authority) -> None:
    assert authority.name == "kgbuild-core 2026-11-28"


def test_an_authority_that_is_not_there_is_a_settings_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no such file or folder"):
        open_authority(Settings(authority=str(tmp_path / "none")))


# ------------------------------------------------------------------------------------------------------------- check
def test_the_check_tells_agreement_from_another_name_and_from_silence(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "cities.tsv").write_text("Q35493\tAlmaty\nQ1899\tLvov\n", encoding="utf-8")
    items = tuple(authority.named(name)[0] for name in ("Almaty", "Kyiv", "Minsk"))
    assert [outcome.verdict for outcome in check(items, tmp_path)] == ["agrees", "other name", "not found"]


def test_the_check_says_in_a_line_what_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["check_tables", str(tmp_path)])
    with pytest.raises(SystemExit) as exit_:
        check_main()
    assert exit_.value.code == 2
    assert "holds no .csv" in capsys.readouterr().err


def test_the_check_wants_tables(authority: Authority, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no"):
        check(tuple(authority.items()), tmp_path)


# ------------------------------------------------------------------------------------------------------------ its index
@pytest.fixture
def without_towns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes an index in a moment: what takes long are the towns."""
    monkeypatch.setattr(core, "geonames_cities", dict)


@pytest.mark.usefixtures("without_towns")
def test_the_index_is_made_once_and_again_if_damaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    path = index_of(TABLES)
    assert path.parent == tmp_path / "kgbuild"
    made = path.stat().st_mtime_ns
    assert index_of(TABLES) == path
    assert path.stat().st_mtime_ns == made
    path.write_bytes(path.read_bytes()[:5000])
    assert Authority(index_of(TABLES)).named("Almaty")[0].qid == "Q35493"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.usefixtures("without_towns")
def test_without_a_cache_the_index_lies_among_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert index_of(TABLES).parent.parent == tmp_path
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "file"))
    with pytest.raises(AuthorityError, match="no place for its index"):
        index_of(TABLES)


def test_parties_are_known_with_a_small_letter_too(authority: Authority) -> None:
    assert [item.label for item in authority.named("Labour party")] == ["Labour Party"]
