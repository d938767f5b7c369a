"""Tables of any columns, read by recipes into authorities."""

from __future__ import annotations

import json
import resource
from pathlib import Path

import pytest

from kgbuild.errors import InputError, OutputError
from kgbuild.link.authority import Authority, open_authority
from kgbuild.link.builders.build import AuthorityBuild, Options
from kgbuild.link.builders.recipes import countries_of, read_recipe, table_items
from kgbuild.link.items import Name, Post
from kgbuild.settings import Settings

pytestmark = pytest.mark.usefixtures("without_core")

SOURCE = '[source]\nname = "Own tables"\nurl = "https://tables.example"\nlicence = "CC0-1.0"\nsnapshot = "2026-01-02"\n'
TOWNS = """
[[tables]]
path = "towns.tsv"
names = [{ column = "also", split = "|" }, { column = "russian", language = "ru" }]
empty = ["-"]

[tables.columns]
qid = "item"
label = { column = "title", language = "kk" }
country = "land"
latitude = "lat"
longitude = "lon"
population = "people"
geonames = { column = "ref", pattern = "^geonames:([0-9]+)$" }

[tables.constants]
kind = "City"
"""
POSTS = """
[[tables]]
path = "posts.csv"

[tables.columns]
qid = "who"
label = "name"
kind = { column = "type", values = { human = "Person" } }
post = "title"
begin = "from"
end = "until"
"""
TOWN_ROWS = (
    "item\ttitle\talso\trussian\tland\tlat\tlon\tpeople\tref\n"
    "Q9001\tSarytau\tSary-Tau|Sarytaw\tСарытау\tKazakhstan\t51.5\t60.25\t12000\tgeonames:77\n"
    "\tNobody knows\t\t\t\t\t\t\t\n"
    "http://www.wikidata.org/entity/Q9002\tAk-Bulak\t-\t\tQ232\t-\t-\t-\tother:1\n"
)
POST_ROWS = (
    'who,name,type,title,from,until\nQ9003,"Dana ""D."" Omar",human,Mayor of Sarytau,2019-03-20,unknown\n'
    "Q9003,Dana Omar,human,Minister of Water,2022,2023-01\nQ9004,Rex,dog,Mascot,,\n"
)


def recipe(folder: Path, text: str = SOURCE + TOWNS + POSTS, towns: str = TOWN_ROWS, posts: str = POST_ROWS) -> Path:
    (folder / "towns.tsv").write_text(towns, encoding="utf-8")
    (folder / "posts.csv").write_text(posts, encoding="utf-8")
    path = folder / "own.toml"
    path.write_text(text, encoding="utf-8")
    return path


def build(output: Path, *sources: Path, folder: Path | None = None) -> list[str]:
    said: list[str] = []
    options = Options(folder=str(folder) if folder else "")
    AuthorityBuild(output, "own", [str(source) for source in sources], options, "2026-11-27", said.append).run()
    return said


def test_a_recipe_says_what_columns_mean(tmp_path: Path) -> None:
    read = read_recipe(recipe(tmp_path))
    assert read.source.snapshot == "2026-01-02"
    country_of = countries_of(open_authority(Settings()))
    sarytau, ak_bulak = table_items(read.tables[0], tmp_path, country_of)
    assert (sarytau.qid, sarytau.label, sarytau.country, sarytau.geonames) == ("Q9001", "Sarytau", "KZ", 77)
    assert (sarytau.latitude, sarytau.longitude, sarytau.population) == (51.5, 60.25, 12000)
    assert sarytau.names == (Name("Sarytau", "kk"), Name("Sary-Tau"), Name("Sarytaw"), Name("Сарытау", "ru"))
    assert (ak_bulak.qid, ak_bulak.country, ak_bulak.latitude, ak_bulak.geonames) == ("Q9002", "KZ", None, None)
    assert ak_bulak.names == (Name("Ak-Bulak", "kk"),)
    mayor, minister = table_items(read.tables[1], tmp_path, country_of)
    assert mayor.label == 'Dana "D." Omar'
    assert mayor.posts == (Post("Mayor of Sarytau", "2019-03-20", None),)
    assert minister.posts == (Post("Minister of Water", "2022", "2023-01"),)


def test_items_of_several_rows_become_one(tmp_path: Path) -> None:
    more = TOWN_ROWS + "Q35493\tAlmaty\tVerny\t\tKZ\t\t\t\t\n"
    said = build(tmp_path / "own.kgba", recipe(tmp_path, towns=more))
    assert said == ["towns.tsv: 3 rows (3 City)", "posts.csv: 2 rows (2 Person)"]
    built = Authority(tmp_path / "own.kgba")
    omar = built.item("Q9003")
    assert omar is not None
    assert [post.title for post in omar.posts] == ["Mayor of Sarytau", "Minister of Water"]
    assert [item.qid for item in built.named("Сарытау")] == ["Q9001"]
    assert "Own tables" in {source.name for source in built.sources}
    assert not list(tmp_path.glob("*.partial"))


def test_cities_of_the_united_states_have_their_state_behind_their_name(tmp_path: Path) -> None:
    rows = "Q9005\tFayetteville\t\t\tUS\t\t\t\tgeonames:4466033\nQ9006\tColumbus\t\t\tUS\t\t\t\tgeonames:1\n"
    build(tmp_path / "own.kgba", recipe(tmp_path, towns=TOWN_ROWS + rows))
    built = Authority(tmp_path / "own.kgba")
    assert [item.qid for item in built.named("Fayetteville, North Carolina")] == ["Q9005"]
    columbus = built.item("Q9006")
    assert columbus is not None
    assert columbus.aliases == ()


def test_yaml_has_an_item_under_each_key(tmp_path: Path) -> None:
    table = '[[tables]]\npath = "bodies.yaml"\nnames = ["short"]\n[tables.columns]\nqid = "id"\nlabel = "name"\n'
    (tmp_path / "own.toml").write_text(f'{SOURCE}{table}[tables.constants]\nkind = "Organization"\n', encoding="utf-8")
    (tmp_path / "bodies.yaml").write_text(
        "Union of Rivers:\n  id: Q9005\n  name: Union of Rivers\n  short: [UR, UoR]\nOther:\n  name: Other\n",
        encoding="utf-8",
    )
    read = read_recipe(tmp_path / "own.toml")
    (union,) = table_items(read.tables[0], tmp_path, lambda _: None)
    assert union.aliases == ("UR", "UoR")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": "[source"}, "own.toml: not valid TOML"),
        ({"text": TOWNS}, "own.toml: is no recipe (Object missing required field 'source', in the file)"),
        ({"text": 'source = "me"\n' + TOWNS}, "own.toml: is no recipe (Expected a section, got 'str', in source)"),
        ({"text": SOURCE.replace('"CC0-1.0"', "7") + TOWNS}, "(Expected 'str', got 'int', in source licence)"),
        ({"text": SOURCE.replace('"CC0-1.0"', '" "') + TOWNS}, "licence of the section [source] is empty"),
        ({"text": SOURCE + TOWNS.replace("qid", "id")}, "own.toml: is no recipe (Invalid enum value 'id'"),
        ({"text": SOURCE + TOWNS.replace('kind = "City"', "")}, "own.toml: table 1 tells no kind"),
        ({"text": SOURCE + TOWNS.replace('"City"', '"Town"')}, "towns.tsv:2: kind = 'Town' is not an entity class"),
        ({"text": SOURCE + TOWNS.replace("towns.tsv", "none.tsv")}, "none.tsv: is no file that is there"),
        ({"towns": TOWN_ROWS.replace("lat", "width", 1)}, "towns.tsv:1: lacks the column 'lat'"),
        ({"towns": TOWN_ROWS.replace("51.5", "151.5")}, "towns.tsv:2: latitude = '151.5' is not a number"),
        ({"towns": TOWN_ROWS.replace("Q9001", "P9001")}, "towns.tsv:2: qid = 'P9001' is not a Wikidata item"),
        ({"towns": TOWN_ROWS.replace("Q9001", "Q9" * 20)}, "is not a Wikidata item"),
        ({"towns": TOWN_ROWS.replace("Q9001", f"Q{9 ** 30}")}, "is not a Wikidata item"),
        ({"text": SOURCE.replace("2026-01-02", "yesterday") + TOWNS}, "snapshot = 'yesterday' is no day"),
        ({"text": SOURCE + TOWNS.replace("([0-9]+)", "([0-9]+")}, "is no regular expression"),
        ({"text": SOURCE + TOWNS.replace("([0-9]+)", "[0-9]+")}, "has no group"),
        ({"towns": TOWN_ROWS + "Q1\tcut"}, "towns.tsv:5: 2 cells where 9 are due"),
        ({"posts": POST_ROWS + 'Q2,"open'}, "posts.csv:5: cannot be read (unexpected end of data)"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_the_old_file_kept(
    tmp_path: Path, index: bytes, change: dict[str, str], words: str
) -> None:
    output = tmp_path / "own.kgba"
    output.write_bytes(index)
    with pytest.raises(InputError) as raised:
        build(output, recipe(tmp_path, **change))
    assert words in str(raised.value)
    assert output.read_bytes() == index


@pytest.fixture
def begun(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A build of two recipes that broke off in the second: its output, the two, the folder of their tables."""
    folder = tmp_path / "tables"
    folder.mkdir()
    good = recipe(folder)
    bad = tmp_path / "bad.toml"
    bad.write_text(SOURCE + TOWNS.replace("towns", "more"), encoding="utf-8")
    (folder / "more.tsv").write_text(TOWN_ROWS + "Q1\tcut", encoding="utf-8")
    with pytest.raises(InputError):
        build(tmp_path / "own.kgba", good, bad, folder=folder)
    (folder / "more.tsv").write_text(TOWN_ROWS.replace("Q9001", "Q9011"), encoding="utf-8")
    return good, bad, folder


def test_a_build_goes_on_after_the_sources_that_were_done(tmp_path: Path, begun: tuple[Path, Path, Path]) -> None:
    good, bad, folder = begun
    output = tmp_path / "own.kgba"
    assert build(output, good, bad, folder=folder) == ["going on after 1 of 2 sources", "more.tsv: 2 rows (2 City)"]
    assert {"Q9001", "Q9011"} <= {item.qid for item in Authority(output).items()}


def test_a_source_that_changed_after_it_was_read_is_read_anew(tmp_path: Path, begun: tuple[Path, Path, Path]) -> None:
    good, bad, folder = begun
    (folder / "towns.tsv").write_text(TOWN_ROWS.replace("Q9001", "Q9021"), encoding="utf-8")
    said = build(tmp_path / "own.kgba", good, bad, folder=folder)
    assert said[0] == "a source that was read already has changed since; starting anew"
    qids = {item.qid for item in Authority(tmp_path / "own.kgba").items()}
    assert {"Q9021", "Q9011"} <= qids
    assert "Q9001" not in qids


def test_a_build_of_another_version_is_begun_anew(
    tmp_path: Path, begun: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad, folder = begun
    monkeypatch.setattr("kgbuild.link.builders.build.__version__", "99")
    said = build(tmp_path / "own.kgba", good, bad, folder=folder)
    assert said[0] == "this build was begun by another version of kgbuild or of what it embeds; starting anew"


def test_a_missing_source_is_told_before_anything_is_done(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"dump-20260101\.json\.gz: is no file that is there"):
        build(tmp_path / "own.kgba", recipe(tmp_path), tmp_path / "dump-20260101.json.gz")
    assert not list(tmp_path.glob("own.kgba*"))


def test_other_sources_begin_anew(tmp_path: Path) -> None:
    output = tmp_path / "own.kgba"
    (tmp_path / "cut.toml").write_text(SOURCE + TOWNS.replace("towns", "cut"), encoding="utf-8")
    (tmp_path / "cut.tsv").write_text(TOWN_ROWS + "Q1\tcut", encoding="utf-8")
    with pytest.raises(InputError):
        build(output, recipe(tmp_path), tmp_path / "cut.toml")
    assert build(output, recipe(tmp_path))[0] == "another build was begun here; starting anew"
    assert Authority(output).item("Q9001") is not None


def test_a_full_disk_is_told_and_the_old_file_kept(tmp_path: Path, index: bytes) -> None:
    output = tmp_path / "own.kgba"
    output.write_bytes(index)
    least, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**14, most))  # less than an empty index needs
    try:
        with pytest.raises(OutputError) as raised:
            build(output, recipe(tmp_path))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (least, most))
    assert "cannot be written" in str(raised.value)
    assert output.read_bytes() == index


@pytest.mark.parametrize("left", [b"", b"no index" * 600], ids=["empty", "something else"])
def test_what_an_interruption_left_unusable_is_begun_anew(tmp_path: Path, left: bytes) -> None:
    output = tmp_path / "own.kgba"
    output.with_name("own.kgba.partial").write_bytes(left)
    build(output, recipe(tmp_path))
    assert Authority(output).item("Q9001") is not None


def test_what_is_no_authority_is_not_replaced(tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Rain fell.", encoding="utf-8")
    for output, words in ((article, "is no authority"), (tmp_path, "is a folder")):
        with pytest.raises(OutputError, match=words):
            build(output, recipe(tmp_path))
    assert article.read_text(encoding="utf-8") == "Rain fell."


def test_recipes_shipped_are_recipes() -> None:
    recipes = sorted((Path(__file__).parents[2] / "bench" / "authorities").glob("*.toml"))
    assert len(recipes) >= 6
    for path in recipes:
        assert json.dumps(read_recipe(path).source)
