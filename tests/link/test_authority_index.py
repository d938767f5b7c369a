"""The index on disk: what is written is read, what cannot be used is refused, and nothing is lost on a failure."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kgbuild.errors import AuthorityError, OutputError
from kgbuild.link.authority import Authority
from kgbuild.link.core import write_core
from kgbuild.link.items import Item, Name, Post, Source, prominence_of
from kgbuild.link.schema import VERSION
from kgbuild.link.writer import AuthorityWriter

SOURCE = Source("Wikidata", "https://www.wikidata.org", "CC0-1.0", "2026-11-01")
ALMATY = Item(
    "City", "Almaty", "Q35493", (Name("Almaty", "en", "sure"), Name("Алматы", "ru")), "KZ",
    43.25, 76.9, 2_000_000, 1526384,
)  # fmt: skip
ZAKHAROVA = Item(
    "Person", "Maria Zakharova", "Q20812953", (Name("Maria Zakharova"), Name("Мария Захарова", "ru")), "RU",
    sitelinks=40, posts=(Post("spokesperson", "2015-08-10"),),
)  # fmt: skip
WORKS = Item("Company", "Steppe Works Ltd", "Q999001", country="KZ", sitelinks=3)
FORUM = Item("CivilSocietyOrganization", "Forum for Dry Land Care", "Q999002")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "world.kgba", ALMATY, ZAKHAROVA, WORKS, FORUM)


def write(path: Path, *items: Item) -> Path:
    with AuthorityWriter(path, "world") as writer:
        source = writer.source(SOURCE)
        for item in items:
            writer.add(item, source)
    return path


# ----------------------------------------------------------------------------------------------------- written and read
def test_an_item_comes_back_as_it_was_written(path: Path) -> None:
    authority = Authority(path)
    assert authority.name == "world 2026-11-01"
    assert authority.sources == (SOURCE,)
    assert (authority.meta["items"], authority.meta["positions"]) == ("4", "1")
    found = authority.item("Q20812953")
    assert found is not None
    assert (found.names, found.posts, found.sitelinks) == (ZAKHAROVA.names, ZAKHAROVA.posts, 40)
    assert found.prominence == prominence_of(ZAKHAROVA)
    almaty = authority.item("Q35493")
    assert almaty is not None
    assert (almaty.latitude, almaty.longitude, almaty.geonames, almaty.country) == (43.25, 76.9, 1526384, "KZ")
    assert authority.item("Q1") is None


def test_every_row_points_to_its_source(path: Path) -> None:
    connection = sqlite3.connect(path)
    for table in ("item", "place", "name", "position"):
        rows = connection.execute(
            f"SELECT count(*), count(source.licence), count(source.snapshot) FROM {table}"
            f" LEFT JOIN source ON source.id = {table}.source"
        ).fetchone()
        assert rows[0] == rows[1] == rows[2] > 0, table


@pytest.mark.parametrize(
    ("name", "qid", "match"),
    [
        ("ALMATY", "Q35493", "name"),
        ("Алматы", "Q35493", "name"),
        ("Maria Zakarova", "Q20812953", "romanisation"),
        ("Marija Zacharowa", "Q20812953", "romanisation"),
        ("Zakharova Maria", "Q20812953", "romanisation"),
        ("Steppe Works Inc.", "Q999001", "organization"),
        ("Steppe Works", "Q999001", "organization"),
        ("OOO Steppe Works", "Q999001", "organization"),
        ("FDLC", "Q999002", "initials"),
    ],
)
def test_items_are_found_by_name_in_any_spelling(path: Path, name: str, qid: str, match: str) -> None:
    assert [(hit.item.qid, hit.match) for hit in Authority(path).find(name)] == [(qid, match)]


def test_the_prior_is_the_share_of_prominence(tmp_path: Path) -> None:
    known = Item("City", "Santa Clara", "Q1", prominence=0.6)
    little = Item("City", "Santa Clara", "Q2", prominence=0.2)
    hits = Authority(write(tmp_path / "a.kgba", little, known)).find("Santa Clara")
    assert [(hit.item.qid, hit.prior) for hit in hits] == [("Q1", pytest.approx(0.75)), ("Q2", pytest.approx(0.25))]


def test_words_find_names_that_begin_so(path: Path) -> None:
    authority = Authority(path)
    assert [item.qid for item in authority.search("zakhar mar")] == ["Q20812953"]
    assert [item.qid for item in authority.search("Алм")] == ["Q35493"]
    assert authority.search('" OR') == ()


def test_items_of_one_qid_are_merged(tmp_path: Path) -> None:
    body = Item("Organization", "Dry Lands Front", "Q7", (Name("Dry Lands Front"),), sitelinks=3)
    party = Item("PoliticalParty", "Front of the Dry Lands", "Q7", (Name("DLF"), Name("Dry Lands Front")), "KZ")
    item = Authority(write(tmp_path / "a.kgba", body, party)).item("Q7")
    assert item is not None
    assert (item.kind, item.label, item.country, item.sitelinks) == ("PoliticalParty", "Dry Lands Front", "KZ", 3)
    assert [name.text for name in item.names] == ["Dry Lands Front", "Front of the Dry Lands", "DLF"]


def test_the_embedded_authority_can_be_part_of_another(tmp_path: Path) -> None:
    with AuthorityWriter(tmp_path / "a.kgba", "mine") as writer:
        write_core(writer)
        writer.add(Item("City", "Alma-Ata", "Q35493", (Name("Verny"),)), writer.source(SOURCE))
    assert [hit.item.label for hit in Authority(tmp_path / "a.kgba").find("Verny")] == ["Almaty"]


# ------------------------------------------------------------------------------------------------ what cannot be used
def test_a_file_that_is_no_authority_is_refused(tmp_path: Path) -> None:
    text, foreign = tmp_path / "a.txt", tmp_path / "b.sqlite"
    text.write_text("qid\tname\n" * 50)
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE t (x)")
    connection.close()
    for path in (text, foreign):
        with pytest.raises(AuthorityError, match="is no authority of kgbuild"):
            Authority(path)
    with pytest.raises(AuthorityError, match="cannot be read"):
        Authority(tmp_path / "none")


@pytest.mark.parametrize(("version", "message"), [(VERSION + 1, "newer kgbuild"), (0, "older kgbuild")])
def test_an_index_of_another_version_is_refused(path: Path, version: int, message: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    with pytest.raises(AuthorityError, match=message):
        Authority(path)


def test_an_index_cut_short_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(AuthorityError, match="cut short"):
        Authority(path)


def test_a_damaged_index_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\x7f" * (len(whole) - 100))
    with pytest.raises(AuthorityError, match="cannot be read"):
        Authority(path)


# --------------------------------------------------------------------------------------------- what fails loses nothing
def test_an_error_keeps_the_old_index(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(ZeroDivisionError), AuthorityWriter(path, "world") as writer:  # noqa: PT012
        writer.add(WORKS, writer.source(SOURCE))
        raise ZeroDivisionError
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("items", [20, 400], ids=["while finishing", "while adding"])
def test_a_full_disk_keeps_the_old_index(path: Path, items: int) -> None:
    before = path.read_bytes()
    with pytest.raises(OutputError, match=r"full.*kept"), AuthorityWriter(path, "world") as writer:  # noqa: PT012
        pages = writer._connection.execute("PRAGMA page_count").fetchone()[0]
        writer._connection.execute(f"PRAGMA max_page_count = {pages + 2}")  # for SQLite the same as a full disk
        source = writer.source(SOURCE)
        for number in range(1, items):
            writer.add(Item("City", f"Nowhere on the River {number}", f"Q{number}"), source)
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        AuthorityWriter(tmp_path / "none" / "a.kgba", "world")


def test_an_interrupted_writer_goes_on_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.kgba"
    with pytest.raises(KeyboardInterrupt), AuthorityWriter(path, "world") as writer:  # noqa: PT012
        writer.add(ALMATY, writer.source(SOURCE))
        writer.checkpoint("one item")
        writer.add(WORKS, writer.source(SOURCE))
        raise KeyboardInterrupt
    assert not path.exists()
    with AuthorityWriter(path, "world", resume=True) as writer:
        assert writer.state == "one item"
        writer.add(ZAKHAROVA, writer.source(SOURCE))
    authority = Authority(path)
    assert [item.qid for item in authority.items()] == ["Q35493", "Q20812953"]
    assert "state" not in authority.meta
    assert list(tmp_path.iterdir()) == [path]


def test_two_writers_of_one_path_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "a.kgba"
    with AuthorityWriter(path, "world") as writer:
        writer.add(ALMATY, writer.source(SOURCE))
        with pytest.raises(OutputError, match="locked"):
            AuthorityWriter(path, "world")
    assert Authority(path).item("Q35493")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ("UPDATE meta SET value = 'many' WHERE key = 'items'", "is damaged: its number of items is 'many'"),
        ("DELETE FROM meta WHERE key = 'names'", "is damaged: its number of names is ''"),
        ("DELETE FROM meta WHERE key = 'snapshot'", "lacks its name or its date"),
        ("DROP TABLE name_key", "cannot be read (no such table: name_key)"),
        ("DROP TABLE place", "cannot be read (no such table: place)"),
    ],
)
def test_damage_inside_is_told(path: Path, damage: str, message: str) -> None:
    write(path, Item("City", "Oslo", "Q585"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(damage)
    with pytest.raises(AuthorityError) as raised:
        list(Authority(path).summary())
    assert message in str(raised.value)
