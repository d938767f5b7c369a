"""Wikidata's JSON, as dumps and wbgetentities write it, and the building of authorities from dumps."""

from __future__ import annotations

import bz2
import gzip
import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from kgbuild.errors import InputError, OutputError
from kgbuild.link.authority import Authority
from kgbuild.link.builders import dump
from kgbuild.link.builders.build import AuthorityBuild, Options
from kgbuild.link.builders.classes import NONE, Kinds, class_kinds, direct_kind
from kgbuild.link.builders.dump import Dump, Position, read_dump, snapshot_of
from kgbuild.link.builders.staging import Staging
from kgbuild.link.builders.wikidata import Fact, Thing
from kgbuild.link.builders.wikidata_json import is_concept, thing_of, thing_type
from kgbuild.link.items import Name, Post
from kgbuild.vocabulary import ENTITY_CLASSES

pytestmark = pytest.mark.usefixtures("without_core")


def snak(name: str, value: Any, kind: str) -> dict[str, Any]:
    if value is None:
        return {"snaktype": "somevalue", "property": name, "datatype": kind}
    return {"snaktype": "value", "property": name, "datavalue": {"value": value, "type": kind}, "datatype": kind}


def claim(name: str, value: Any, rank: str = "normal", **qualifiers: str) -> dict[str, Any]:
    """A statement; a Q-id, a (latitude, longitude), a number or a text. Qualifiers are times."""
    if isinstance(value, str) and value.startswith("Q"):
        told = snak(name, {"entity-type": "item", "numeric-id": int(value[1:]), "id": value}, "wikibase-entityid")
    elif isinstance(value, tuple):
        point = {"latitude": value[0], "longitude": value[1], "altitude": None, "precision": 0.01}
        told = snak(name, point, "globecoordinate")
    elif isinstance(value, int):
        told = snak(name, {"amount": f"+{value}", "unit": "1"}, "quantity")
    else:
        told = snak(name, value, "string")
    times = {key: [snak(key, time_value(text), "time")] for key, text in qualifiers.items()}
    return {"mainsnak": told, "type": "statement", "id": f"{name}$1", "rank": rank} | (
        {"qualifiers": times, "qualifiers-order": list(times)} if times else {}
    )


def time_value(text: str) -> dict[str, Any]:
    padded = (text + "-00-00")[:10]
    return {"time": f"+{padded}T00:00:00Z", "precision": 9 + text.count("-"), "calendarmodel": "x"}


def entity(qid: str, label: str, *classes: str, wikis: int = 3, **more: Any) -> dict[str, Any]:
    claims: dict[str, list[Any]] = {"P31": [claim("P31", name) for name in classes]} if classes else {}
    claims |= more.pop("claims", {})
    sites = [f"{language}wiki" for language in ("en", "ru", "kk", "fr", "de")[:wikis]]
    return {
        "type": "item",
        "id": qid,
        "labels": {"en": {"language": "en", "value": label}},
        "descriptions": [],
        "aliases": [],
        "claims": claims or [],
        "sitelinks": {site: {"site": site, "title": label, "badges": []} for site in sites} or [],
        **more,
    }


TOWN = entity(
    "Q9001", "Sarytau", "Q515",
    labels={
        "en": {"language": "en", "value": "Sarytau"},
        "ru": {"language": "ru", "value": "Сарытау"},
        "de": {"language": "de", "value": "Sarytau"},
        "ceb": {"language": "ceb", "value": "Sarytau (lungsod)"},
    },
    aliases={"en": [{"language": "en", "value": "Sary-Tau"}]},
    claims={
        "P17": [claim("P17", "Q15180", P582="1991"), claim("P17", "Q232")],
        "P625": [claim("P625", (1, 1), "deprecated"), claim("P625", (51.5, 60.25))],
        "P1082": [claim("P1082", 9000), claim("P1082", 12000, "preferred"), claim("P1082", 11000)],
        "P1566": [claim("P1566", "77")],
        "P9999": [claim("P9999", "of no use")],
    },
)  # fmt: skip
MAYOR = entity(
    "Q9003", "Dana Omar", "Q5",
    claims={
        "P27": [claim("P27", "Q232")],
        "P39": [
            claim("P39", "Q9100", P580="2019-03-20"),
            claim("P39", "Q9101", P580="2012", P582="2015-06"),
            claim("P39", "Q404"),
            {**claim("P39", "Q1"), "mainsnak": snak("P39", None, "wikibase-entityid")},
        ],
    },
)  # fmt: skip
OFFICE = entity("Q9100", "Mayor of Sarytau", "Q4164871", wikis=0)
MINISTER = entity("Q9101", "Minister of Water", wikis=0, claims={"P279": [claim("P279", "Q83307")]})
GUILD = entity("Q9200", "Guild of Boatmen", "Q9201")
GUILD_CLASS = entity("Q9201", "guild", wikis=0, claims={"P279": [claim("P279", "Q9202")]})
GUILD_PARENT = entity("Q9202", "body", wikis=0, claims={"P279": [claim("P279", "Q43229")]})
PAGE = entity("Q9300", "Sarytau (disambiguation)", "Q4167410")
UNKNOWN = entity("Q9301", "Something", "Q9302")
OBSCURE = entity("Q9400", "Nobody", "Q5", wikis=0)
ALL = (TOWN, MAYOR, OFFICE, MINISTER, GUILD, GUILD_CLASS, GUILD_PARENT, PAGE, UNKNOWN, OBSCURE)


def lines(*entities: dict[str, Any]) -> bytes:
    return b"[\n" + b",\n".join(json.dumps(each, separators=(",", ":")).encode() for each in entities) + b"\n]\n"


def build(output: Path, source: str, **options: Any) -> list[str]:
    said: list[str] = []
    given = Options(**{"snapshot": "2026-11-01", **options})
    AuthorityBuild(output, "own", [source], given, "2026-11-27", said.append).run()
    return said


def written(folder: Path, content: bytes, name: str = "dump.json") -> str:
    (folder / name).write_bytes(content)
    return str(folder / name)


def test_what_is_taken_of_an_entity() -> None:
    types = thing_type(("en", "ru", "de"))
    town = thing_of(msgspec.convert(TOWN, types))
    assert town == thing_of(msgspec.json.decode(json.dumps(TOWN), type=types))
    assert (town.qid, town.label, town.classes, town.countries) == ("Q9001", "Sarytau", ("Q515",), ("Q232", "Q15180"))
    assert town.names == (("Sarytau", "en"), ("Сарытау", "ru"), ("Sary-Tau", "en"))
    assert (town.latitude, town.longitude, town.population, town.geonames) == (51.5, 60.25, 12000, 77)
    assert town.sitelinks == 3
    mayor = thing_of(msgspec.convert(MAYOR, types))
    assert mayor.posts == (
        Fact("Q9100", "2019-03-20", None), Fact("Q9101", "2012", "2015-06"), Fact("Q404", None, None),
    )  # fmt: skip
    assert [is_concept(msgspec.convert(each, types)) for each in (OFFICE, MINISTER, TOWN)] == [True, True, False]
    assert thing_of(msgspec.convert(GUILD_CLASS, types)).parents == ("Q9202",)
    bare = thing_of(msgspec.convert({"id": "Q1", "labels": [], "aliases": [], "claims": [], "sitelinks": []}, types))
    assert (bare.label, bare.names, bare.sitelinks) == ("", (), 0)


def test_other_projects_are_no_wikipedias() -> None:
    sites = {f"{name}": {"badges": []} for name in ("enwiki", "commonswiki", "enwikiquote", "be_x_oldwiki")}
    assert thing_of(msgspec.convert({"id": "Q1", "sitelinks": sites}, thing_type())).sitelinks == 2


def test_the_nearest_class_decides() -> None:
    parents = {"Q1": ["Q2"], "Q2": ["Q43229", "Q486972"], "Q3": ["Q1", "Q5"], "Q7": ["Q8"], "Q8": ["Q7"]}
    kinds = Kinds(lambda name: parents.get(name, []))
    assert kinds.kind(["Q1"]) == "Organization"  # further up in the table than human settlement
    assert kinds.kind(["Q3"]) == "Person"  # one step, where the other way takes three
    assert kinds.kind(["Q1", "Q515"]) == "City"
    assert kinds.kind(["Q7"]) is None  # classes above one another in a circle
    assert kinds.kind([]) is None
    assert direct_kind(["Q4167410", "Q9302"]) == NONE


def test_the_table_of_classes_is_sound() -> None:
    assert {kind for _, kind in class_kinds().values()} <= {*ENTITY_CLASSES, NONE}
    assert class_kinds()["Q5"][1] == "Person"


@pytest.mark.parametrize(
    ("name", "pack"),
    [("dump.json", bytes), ("dump.json.gz", gzip.compress), ("dump.json.bz2", bz2.compress)],
)
def test_a_dump_becomes_an_authority(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    source = written(tmp_path, pack(lines(*ALL)), name)
    said = build(tmp_path / "own.kgba", source)
    assert said == [f"{source}: 3 items (1 City, 1 Person, 1 Organization)"]
    built = Authority(tmp_path / "own.kgba")
    town = built.item("Q9001")
    assert town is not None
    assert (town.kind, town.country, town.latitude, town.geonames, town.sitelinks) == ("City", "KZ", 51.5, 77, 3)
    assert Name("Сарытау", "ru") in town.names
    mayor = built.item("Q9003")
    assert mayor is not None
    assert mayor.posts == (Post("Mayor of Sarytau", "2019-03-20"), Post("Minister of Water", "2012", "2015-06"))
    assert mayor.country == "KZ"
    assert built.item("Q9200") is not None
    assert all(built.item(qid) is None for qid in ("Q9300", "Q9301", "Q9400"))
    assert ("Wikidata dump", "2026-11-01") in {(source.name, source.snapshot) for source in built.sources}
    assert not list(tmp_path.glob("*.source*"))


def test_a_dump_may_come_by_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dump.sys, "stdin", SimpleNamespace(buffer=io.BytesIO(lines(*ALL))))
    assert "3 items" in build(tmp_path / "own.kgba", "-")[0]


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({"kinds": ("Person",)}, {"Q9003"}),
        ({"least_sitelinks": 4}, set()),
        ({"least_sitelinks": 0}, {"Q9001", "Q9003", "Q9200", "Q9400"}),
    ],
)
def test_kinds_and_sitelinks_are_a_filter(tmp_path: Path, options: dict[str, Any], kept: set[str]) -> None:
    build(tmp_path / "own.kgba", written(tmp_path, lines(*ALL)), **options)
    built = Authority(tmp_path / "own.kgba")
    assert {each["id"] for each in ALL if built.item(each["id"])} == kept


def test_a_country_without_a_code_is_a_region(tmp_path: Path) -> None:
    known = entity("Q9500", "Newland", "Q6256", claims={"P31": [claim("P31", "Q6256")], "P297": [claim("P297", "NL")]})
    build(tmp_path / "own.kgba", written(tmp_path, lines(known, entity("Q9501", "Oldland", "Q6256"))))
    built = Authority(tmp_path / "own.kgba")
    kinds = [item.kind for qid in ("Q9500", "Q9501") if (item := built.item(qid))]
    assert kinds == ["Country", "Region"]


def test_a_broken_line_is_named_and_the_old_file_kept(tmp_path: Path, index: bytes) -> None:
    output = tmp_path / "own.kgba"
    output.write_bytes(index)
    content = lines(TOWN, MAYOR, OFFICE).replace(b'"Dana Omar"', b'"Dana Om', 1)
    source = written(tmp_path, content)
    with pytest.raises(InputError) as raised:
        build(output, source)
    assert f"{source}:3: a broken line" in str(raised.value)
    assert output.read_bytes() == index
    assert "1 items (1 City)" in build(output, source, most_broken=1)[-1]


@pytest.mark.parametrize(("line", "at"), [(b'{"id":"Q1","sitelinks":{}', 2), (b"\xff\xfe", 2), (b"null", 2)])
def test_broken_lines_of_no_use_are_seen_as_well(tmp_path: Path, line: bytes, at: int) -> None:
    source = Dump(written(tmp_path, b"[\n" + line + b",\n]\n"), "2026-11-01")
    with pytest.raises(InputError, match=f":{at}: a broken line"):
        list(read_dump(source))


@pytest.mark.parametrize("name", ["dump.json.gz", "dump.json.bz2"])
def test_a_dump_cut_short_is_told(tmp_path: Path, name: str) -> None:
    pack = gzip.compress if name.endswith("gz") else bz2.compress
    source = written(tmp_path, pack(lines(*ALL))[:-20], name)
    with pytest.raises(InputError, match=r"cannot be read further .*; get the dump again"):
        build(tmp_path / "own.kgba", source)


@pytest.mark.parametrize("qid", ["Q9" + "9" * 30, "Qx", "Q"])
def test_what_has_no_id_of_an_item_is_left_out(tmp_path: Path, qid: str) -> None:
    build(tmp_path / "own.kgba", written(tmp_path, lines(*ALL, TOWN | {"id": qid})))
    build(tmp_path / "without.kgba", written(tmp_path, lines(*ALL)))
    found, without = (list(Authority(tmp_path / name).items()) for name in ("own.kgba", "without.kgba"))
    assert found == without


@pytest.mark.parametrize("content", [b"", b"[\n", b'[\n{"id": "Q1"},\n'])
def test_a_dump_that_ends_before_its_list_is_told(tmp_path: Path, content: bytes) -> None:
    """... as one is that a program fails to unpack into a pipe."""
    with pytest.raises(InputError, match=r"holds nothing|ends before its list does"):
        list(read_dump(Dump(written(tmp_path, content), "2026-11-01")))


def test_a_dump_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.json: is no file that is there"):
        build(tmp_path / "own.kgba", str(tmp_path / "none.json"))


@pytest.mark.parametrize("name", ["dump.json", "dump.json.gz"])
def test_a_build_goes_on_where_it_broke_off(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dump, "CHECKPOINT_BYTES", 1)
    pack = gzip.compress if name.endswith("gz") else bytes
    source = written(tmp_path, pack(lines(*ALL)), name)
    output = tmp_path / "own.kgba"
    with monkeypatch.context() as broken:
        broken.setattr(dump, "thing_of", _reading([], most=3))
        with pytest.raises(KeyboardInterrupt):
            build(output, source)
    read: list[Thing] = []
    monkeypatch.setattr(dump, "thing_of", _reading(read))
    said = build(output, source)
    assert said[0] == "going on after 0 of 1 sources"
    assert said[1] == f"{source}: going on after line 4"
    assert read[0].qid == MINISTER["id"]  # what was read before is not read again
    assert said[2] == f"{source}: 3 items (1 City, 1 Person, 1 Organization)"


def _reading(read: list[Thing], most: int | None = None) -> Callable[[Any], Thing]:
    """What reads items, puts them down, and is interrupted after so many."""

    def read_one(entity: Any) -> Thing:
        if len(read) == most:
            raise KeyboardInterrupt
        read.append(thing_of(entity))
        return read[-1]

    return read_one


def test_a_dump_that_changed_meanwhile_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dump, "CHECKPOINT_BYTES", 1)
    whole = lines(*ALL)
    source = written(tmp_path, whole.replace(b'"Guild of Boatmen"', b'"Guild of', 1))
    output = tmp_path / "own.kgba"
    with pytest.raises(InputError, match=":6: a broken line"):
        build(output, source)
    written(tmp_path, whole.replace(b'"Q9001"', b'"Q9009"'))
    said = build(output, source)
    assert said[0] == f"{source}: has changed since it was begun; reading it anew"
    assert Authority(output).item("Q9001") is None


def test_what_was_read_with_other_options_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dump, "CHECKPOINT_BYTES", 1)
    source = written(tmp_path, lines(*ALL)[:-40])
    output = tmp_path / "own.kgba"
    with pytest.raises(InputError):
        build(output, source)
    written(tmp_path, lines(*ALL))
    said = build(output, source, least_sitelinks=0)
    assert said == [
        "another build was begun here; starting anew", f"{source}: 4 items (2 Person, 1 City, 1 Organization)",
    ]  # fmt: skip


def test_positions_tell_where_to_go_on(tmp_path: Path) -> None:
    source = Dump(written(tmp_path, lines(*ALL)), "2026-11-01")
    told = list(read_dump(source))
    assert told[-1][0] == Position(len(ALL) + 2, len(lines(*ALL)))
    assert list(read_dump(source, told[3][0])) == told[4:]


def test_a_full_disk_is_told(tmp_path: Path) -> None:
    def fill() -> None:
        with Staging(tmp_path / "staging") as staging:
            staging._connection.execute("PRAGMA max_page_count = 8")  # for SQLite the same as a full disk
            for _ in range(1000):
                staging.add(town)

    town = thing_of(msgspec.convert(TOWN, thing_type()))
    with pytest.raises(OutputError, match=r"staging: cannot be written .*; make room"):
        fill()


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("wikidata-20261101-all.json.bz2", "2026-11-01"),
        ("2026-11-01.json.gz", "2026-11-01"),
        ("latest-all.json", None),
        ("-", None),
    ],
)
def test_the_name_of_a_dump_tells_its_day(name: str, day: str | None) -> None:
    assert snapshot_of(name) == day


def test_without_a_day_nothing_is_begun(tmp_path: Path) -> None:
    source = written(tmp_path, lines(*ALL))
    with pytest.raises(InputError, match="does not tell its day; give --snapshot"):
        build(tmp_path / "own.kgba", source, snapshot="")
