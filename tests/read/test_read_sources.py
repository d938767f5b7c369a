"""Inputs of every kind, good and bad: each bad one says where and what to do, and the others come through."""

from __future__ import annotations

import datetime
import io
import json
import os
from pathlib import Path

import pytest

from kgbuild.errors import InputError
from kgbuild.model import Article
from kgbuild.read.metadata import Given
from kgbuild.read.sources import read_inputs
from kgbuild.settings import Settings

ENGLISH = (
    "Police in the capital arrested twelve men after a march against the new tax on bread turned violent on Monday."
)
GERMAN = (
    "Die Polizei hat am Donnerstag in der Hauptstadt zwölf Menschen festgenommen, die gegen die neue Steuer auf Brot "
    "demonstrierten. Mehrere Beamte wurden nach Angaben des Ministeriums leicht verletzt."
)


def read(*inputs: object, given: Given | None = None, settings: Settings | None = None) -> list[Article | InputError]:
    return list(read_inputs([str(i) for i in inputs], given or Given(), settings or Settings()))


def only_error(*inputs: object, settings: Settings | None = None) -> str:
    [outcome] = read(*inputs, settings=settings)
    assert isinstance(outcome, InputError)
    return str(outcome)


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def test_plain_text_takes_options_sidecar_and_front_matter_in_rising_order(tmp_path: Path) -> None:
    plain = write(tmp_path / "a.txt", "Text.")
    [article] = read(plain, given=Given(date="2020-01-01", title="Given"))
    assert article == Article("a", "Text.", datetime.date(2020, 1, 1), "Given", where=str(plain))

    write(tmp_path / "a.meta.json", json.dumps({"id": "side", "date": "2021-02-03", "title": "Side", "note": 1}))
    [article] = read(plain, given=Given(date="2020-01-01"))
    assert isinstance(article, Article)
    assert (article.id, article.date, article.title) == ("side", datetime.date(2021, 2, 3), "Side")

    write(plain, "---\nid: front\ndate: 2022-03-04\n---\nText.")
    [article] = read(plain)
    assert isinstance(article, Article)
    assert (article.id, article.title, article.text) == ("front", "Side", "Text.")
    assert article.date == datetime.date(2022, 3, 4)


def test_a_rule_at_the_start_of_a_text_is_no_front_matter(tmp_path: Path) -> None:
    text = "---\nA quiet day\n---\nNothing happened."
    [article] = read(write(tmp_path / "a.txt", text))
    assert isinstance(article, Article)
    assert article.text == text


def test_line_ends_are_kept_and_a_byte_order_mark_is_not(tmp_path: Path) -> None:
    [article] = read(write(tmp_path / "a.txt", b"\xef\xbb\xbfOne.\r\nTwo.\rThree."))
    assert isinstance(article, Article)
    assert article.text == "One.\r\nTwo.\rThree."


def test_a_folder_gives_its_documents_sorted_with_ids_by_path(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "sub/a.txt", "a.txt", "notes.md", "a.meta.json"):
        write(tmp_path / name, "{}" if name.endswith("json") else "Text.")
    assert [a.id for a in read(tmp_path) if isinstance(a, Article)] == ["a", "b", "sub/a"]


def test_json_lines_keep_the_good_ones(tmp_path: Path) -> None:
    lines = [
        {"id": "1", "text": "One.", "date": "2022-01-06", "url": "https://example.org/1", "language": "en"},
        {"id": "1", "text": "Again."},
        "broken",
        {"id": "3"},
        {"id": "4", "text": "a\ud800b"},
        {"id": "5", "text": "Five.", "date": "2022-02-30"},
        {"id": "6", "text": "Six."},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    outcomes = read(path)
    assert [o.id for o in outcomes if isinstance(o, Article)] == ["1", "6"]
    errors = [str(o) for o in outcomes if isinstance(o, InputError)]
    assert [e.split(": ")[0] for e in errors] == [f"{path}:{n}" for n in (2, 3, 4, 5, 6)]
    for words, error in zip(("id '1'", "no JSON", '"text"', "surrogate", "2022-02-30"), errors, strict=True):
        assert words in error


def test_html_gives_main_text_title_and_date(tmp_path: Path) -> None:
    body = "".join(f"<p>{ENGLISH} It was the march number {n} of this year.</p>" for n in range(4))
    page = (
        '<html><head><title>March in the capital</title><meta property="article:published_time" content="2022-01-05">'
        f"</head><body><nav>Home | News</nav><article><h1>March in the capital</h1>{body}</article></body></html>"
    )
    [article] = read(write(tmp_path / "a.html", page))
    assert isinstance(article, Article)
    assert (article.title, article.date) == ("March in the capital", datetime.date(2022, 1, 5))
    assert ENGLISH in article.text
    assert "Home" not in article.text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", "", "holds no text"),
        ("a.txt", " \n\t ", "holds no text"),
        ("a.txt", ENGLISH.encode("utf-16-le") + b"\x00" * 9, "binary"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        ("a.txt", ("Задержаны десятки участников протеста в столице. " * 4).encode("cp1251"), "cp1251"),
        ("a.txt", GERMAN, "'de'"),
        ("a.txt", f"---\nlanguage: de\n---\n{ENGLISH}", "language is 'de'"),
        ("a.txt", f"---\ndate: 2022-13-01\n---\n{ENGLISH}", "2022-13-01"),
        ("a.txt", f"---\ndate: 6 January\n---\n{ENGLISH}", "YYYY-MM-DD"),
        ("a.txt", f"---\ndate: [\n---\n{ENGLISH}", "YAML"),
        ("a.html", "<html><body></body></html>", "no main text"),
        ("a.doc", ENGLISH, "no known kind"),
    ],
)
def test_bad_files_say_what_is_wrong(tmp_path: Path, name: str, content: str | bytes, words: str) -> None:
    path = write(tmp_path / name, content)
    message = only_error(path)
    assert message.startswith(str(path))
    assert words in message


def test_a_stated_language_is_believed(tmp_path: Path) -> None:
    [article] = read(write(tmp_path / "a.txt", f"---\nlanguage: en\n---\n{GERMAN}"))
    assert isinstance(article, Article)


def test_paths_that_lead_nowhere(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "does not exist" in only_error(tmp_path / "missing.txt")
    assert "holds no document" in only_error(tmp_path / "empty")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"id": "a/../b"}, "'a/../b' has a step that is empty, '.' or '..'"),
        ({"id": ".."}, "'..' has a step"),
        ({"id": "a//b"}, "'a//b' has a step"),
        ({"id": "a\x00b"}, "cannot be printed"),
        ({"id": "\ud800"}, "id has half of a surrogate pair at offset 0"),
        ({"id": "x" * 501}, "more than 500 characters"),
        ({"id": True}, "id is bool, not text"),
        ({"title": "a\udfff"}, "title has half of a surrogate pair at offset 1"),
        ({"url": "javascript:alert(1)"}, "'javascript:alert(1)' is no http(s) address"),
        ({"url": "https:///path"}, "is no http(s) address"),
        ({"date": "2022-01-06Tsoon"}, "write YYYY-MM-DD"),
        ({"date": "\uff12\uff10\uff12\uff12-01-06"}, "write YYYY-MM-DD"),
        ({"date": "2022-01-06T10:00:00Z"}, None),
        ({"id": "Пожар/東京 1", "url": "https://example.org/ü?q=1"}, None),
    ],
)
def test_metadata_that_cannot_be_used_is_named(tmp_path: Path, fields: dict[str, object], words: str | None) -> None:
    [outcome] = read(write(tmp_path / "a.jsonl", json.dumps({"text": "Text."} | fields)))
    if words is None:
        assert isinstance(outcome, Article)
    else:
        assert str(outcome).startswith(f"{tmp_path / 'a.jsonl'}:1: ")
        assert words in str(outcome)


def test_ids_that_look_alike_are_one(tmp_path: Path) -> None:
    lines = ('{"id": "caf\\u00e9", "text": "One."}', '{"id": " cafe\\u0301 ", "text": "Two."}')
    first, second = read(write(tmp_path / "a.jsonl", "\n".join(lines)))
    assert isinstance(first, Article)
    assert "was used by" in str(second)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_regular_file_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "none")
    (tmp_path / "folder.txt").mkdir()
    dangling, pipe = read(tmp_path)
    assert "dangling.txt: cannot be read" in str(dangling)
    assert "pipe.txt: is no regular file" in str(pipe)
    assert "is an empty path" in only_error("")


def test_a_page_that_names_itself_by_a_path_has_no_address(tmp_path: Path) -> None:
    body = "".join(f"<p>{ENGLISH} It was the march number {n} of this year.</p>" for n in range(4))
    page = f'<html><head><link rel="canonical" href="/news/1"></head><body><article>{body}</article></body></html>'
    [article] = read(write(tmp_path / "a.html", page))
    assert isinstance(article, Article)
    assert article.url is None


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_an_unreadable_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", ENGLISH)
    path.chmod(0)
    assert "cannot be read" in only_error(path)


def test_a_sidecar_that_is_no_object(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", ENGLISH)
    write(tmp_path / "a.meta.json", "[1]")
    assert "no JSON object" in only_error(path)
    write(tmp_path / "a.meta.json", '{"date": ')
    assert "a.meta.json:1" in only_error(path)


def test_a_document_over_the_limit_names_the_setting(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "word " * 30)
    assert "max_characters" in only_error(path, settings=Settings(max_characters=100))


@pytest.mark.parametrize(
    ("data", "ids"),
    [(b"Some text.", ["stdin"]), (b'{"id": "x", "text": "One."}\n{"id": "y", "text": "Two."}\n', ["x", "y"])],
)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes, ids: list[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert [a.id for a in read("-") if isinstance(a, Article)] == ids
