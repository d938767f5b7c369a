"""The commands as a user runs them: what they print, what they write, how they exit."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from kgbuild import __version__
from kgbuild.cli.reference import reference
from kgbuild.store.disk import open_store
from kgbuild.store.query import select
from kgbuild.store.search import expand_for
from kgbuild.web.pages import EXAMPLES

Run = Callable[..., subprocess.CompletedProcess[str]]
DOCS = Path(__file__).parents[2] / "docs"
TEXT = "Soldiers killed four farmers in Lagos on Tuesday. The mayor said that ten others were injured."


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_help_answers_at_once_and_names_every_command(process: Run) -> None:
    begin = os.times()
    done = process("--help")
    end = os.times()
    assert done.returncode == 0
    for name in ("build", "validate", "query", "export", "serve", "demo"):
        assert f"  {name} " in done.stdout
    # The processor's seconds, not the clock's, which count what else the machine does.
    assert end.children_user + end.children_system - begin.children_user - begin.children_system < 0.5


def test_help_does_not_load_the_model() -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom kgbuild.cli import cli\n"
        "assert CliRunner().invoke(cli, ['build', '--help']).exit_code == 0\n"
        "print(sorted({'spacy', 'rdflib', 'pyshacl', 'owlready2', 'flask', 'trafilatura'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_version(kgbuild: Run) -> None:
    assert kgbuild("--version").stdout.strip() == f"kgbuild, version {__version__}"


def test_the_reference_is_up_to_date() -> None:
    assert (DOCS / "cli.md").read_text(encoding="utf-8") == reference()


def test_the_suffix_picks_the_format(kgbuild: Run, article: Path, tmp_path: Path) -> None:
    done = kgbuild("build", article, "--date", "2022-01-06", "-o", "out.nq")
    assert done.returncode == 0, done.stderr
    assert "SHACL: conforms" in done.stderr
    triples = {quad.triple for quad in parse(path=tmp_path / "out.nq", format=RdfFormat.N_QUADS)}
    assert len(triples) > 100
    for suffix, rdf_format in (
        ("ttl", RdfFormat.TURTLE),
        ("nt", RdfFormat.N_TRIPLES),
        ("trig", RdfFormat.TRIG),
        ("jsonld", RdfFormat.JSON_LD),
        ("rdf", RdfFormat.RDF_XML),
    ):
        assert kgbuild("export", "out.nq", "-o", f"out.{suffix}").returncode == 0
        assert {quad.triple for quad in parse(path=tmp_path / f"out.{suffix}", format=rdf_format)} == triples


def test_a_store_gives_back_just_what_was_built(kgbuild: Run, article: Path, tmp_path: Path) -> None:
    done = kgbuild("build", article, "--date", "2022-01-06", "-o", "built.nq", "--store", "store")
    assert done.returncode == 0, done.stderr
    assert kgbuild("export", "store", "-o", "exported.nq").returncode == 0
    assert (tmp_path / "exported.nq").read_bytes() == (tmp_path / "built.nq").read_bytes()


def test_standard_output_takes_any_format(kgbuild: Run, article: Path) -> None:
    built = kgbuild("build", article, "-o", "-")
    assert (built.returncode, "written to standard output" in built.stderr) == (0, True)
    assert len(list(parse(built.stdout, format=RdfFormat.N_QUADS))) > 100
    kgbuild("build", article, "-o", "graph", "--format", "trig")
    assert list(parse(path="graph", format=RdfFormat.TRIG))
    Path("a.nq").write_text(built.stdout, encoding="utf-8")
    turtle = kgbuild("export", "a.nq", "-o", "-", "-f", "turtle").stdout
    assert turtle.startswith("@prefix")
    assert len(list(parse(turtle, format=RdfFormat.TURTLE))) > 100


def test_build_then_query_export_and_validate(kgbuild: Run, article: Path, tmp_path: Path) -> None:
    assert kgbuild("build", article, "--date", "2022-01-06", "--store", "store", "--quiet").stderr == ""
    query = "SELECT ?day ?who { ?e a kgb:Killing ; kgb:actor/skos:prefLabel ?who ; sem:hasBeginTimeStamp ?day }"
    table = kgbuild("query", "store", query)
    assert table.returncode == 0
    assert "Soldiers" in table.stdout
    rows = list(csv.DictReader(io.StringIO(kgbuild("query", "store", query, "-f", "csv").stdout)))
    assert rows == [{"day": "2022-01-04", "who": "Soldiers"}]
    (tmp_path / "q.rq").write_text(query, encoding="utf-8")
    answer = json.loads(kgbuild("query", "store", "@q.rq", "-f", "json").stdout)
    assert answer["results"]["bindings"][0]["who"]["value"] == "Soldiers"
    turtle = kgbuild("query", "store", "-", "-f", "turtle", stdin="CONSTRUCT { ?c a kgb:Count } { ?c a kgb:Count }")
    assert len(list(parse(turtle.stdout, format=RdfFormat.TURTLE))) == 2
    assert kgbuild("export", "store", "-o", "all.nq").returncode == 0
    validated = kgbuild("validate", "all.nq", "--report", "report.json")
    assert validated.returncode == 0, validated.stdout
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["conforms"] is True


def test_a_graph_that_breaks_a_shape_is_exit_code_1(kgbuild: Run, article: Path, tmp_path: Path) -> None:
    kgbuild("build", article, "-o", "a.nt", "--quiet")
    lines = (tmp_path / "a.nt").read_text(encoding="utf-8").splitlines(keepends=True)
    broken = [line for line in lines if "ontology#polarity>" not in line]
    assert len(broken) < len(lines)
    (tmp_path / "broken.nt").write_text("".join(broken), encoding="utf-8")
    done = kgbuild("validate", "broken.nt", "--report", "report.ttl")
    assert done.returncode == 1
    assert "polarity" in done.stdout
    assert "Soldiers killed four farmers" in done.stdout
    assert len(list(parse(path=tmp_path / "report.ttl", format=RdfFormat.TURTLE))) > 3


def test_standard_input_and_json_lines(kgbuild: Run, tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": TEXT, "date": "2022-01-06"}) + "\n" for n in range(2))
    done = kgbuild("build", "-", "-o", "out.nq", stdin=lines)
    assert done.returncode == 0, done.stderr
    graphs = {quad.graph_name.value for quad in parse(path=tmp_path / "out.nq", format=RdfFormat.N_QUADS)}
    assert graphs == {f"https://w3id.org/kgbuild/data/doc/{n}" for n in range(2)}


def test_rebuilding_replaces_a_document_and_nothing_else(kgbuild: Run, tmp_path: Path) -> None:
    def build(name: str, text: str) -> None:
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        assert kgbuild("build", f"{name}.txt", "--store", "store", "--quiet").returncode == 0

    def titles() -> list[str]:
        query = "SELECT DISTINCT ?t { ?c a nif:Context ; nif:isString ?t } ORDER BY ?t"
        rows = csv.DictReader(io.StringIO(kgbuild("query", "store", query, "-f", "csv").stdout))
        return [row["t"] for row in rows]

    build("one", "Rebels attacked a convoy.")
    build("two", "Police arrested ten men.")
    build("one", "Rebels attacked two convoys.")
    assert titles() == ["Police arrested ten men.", "Rebels attacked two convoys."]


def test_settings_come_from_the_folder(kgbuild: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "kgbuild.toml").write_text('base = "https://example.org/kg/"\n', encoding="utf-8")
    assert kgbuild("build", article, "-o", "a.nq", "--quiet").returncode == 0
    assert "<https://example.org/kg/doc/a>" in (tmp_path / "a.nq").read_text(encoding="utf-8")
    (tmp_path / "kgbuild.toml").write_text("bse = 1\n", encoding="utf-8")
    done = kgbuild("build", article, "-o", "b.nq")
    assert (done.returncode, "unknown setting 'bse'" in done.stderr) == (2, True)


def test_the_same_bytes_whatever_the_hash_seed_and_the_order(process: Run, tmp_path: Path) -> None:
    for name, text in (("a", TEXT), ("b", "Police in Minsk detained dozens of protesters, the ministry said.")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    process("build", "a.txt", "b.txt", "--date", "2022-01-06", "-o", "one.nq", seed="1")
    process("build", "b.txt", "a.txt", "--date", "2022-01-06", "-o", "two.nq", seed="2")
    one, two = (sorted((tmp_path / name).read_bytes().splitlines()) for name in ("one.nq", "two.nq"))
    assert one == two
    assert len(one) > 100


def test_the_demo_answers_its_questions(kgbuild: Run, tmp_path: Path) -> None:
    done = kgbuild("demo")
    assert done.returncode == 0, done.stderr
    assert "SHACL: conforms" in done.stderr
    assert "kgbuild serve" in done.stderr
    questions = ("Who did what", "How many died", "What does each voice call", "Which entities are linked")
    parts = [done.stdout.find(question) for question in questions]
    assert parts == sorted(parts)
    assert min(parts) >= 0
    tables = [done.stdout[begin:end] for begin, end in zip(parts, [*parts[1:], None], strict=True)]
    assert all(table.count("\n") > 8 for table in tables)
    store = open_store(tmp_path / "kgbuild-demo" / "store", read_only=True)
    for title, sparql in EXAMPLES:
        assert len(list(select(store, expand_for(store, sparql)))) > 3, title
    turtle = tmp_path / "kgbuild-demo" / "graph.ttl"
    assert turtle.stat().st_size > 100_000
    first = turtle.read_bytes()
    assert kgbuild("demo", "--quiet").stdout == done.stdout
    assert turtle.read_bytes() == first


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["build", "a.txt"], "nowhere to write"),
        (["build", "a.txt", "-o", "none/a.ttl"], "mkdir -p none"),
        (["build", "a.txt", "-o", "a.doc"], ".ttl"),
        (["build", "a.txt", "-o", "."], "is a folder"),
        (["build", "a.txt", "-o", ""], "the path is empty"),
        (["build", "a.txt", "--store", ""], "the path is empty"),
        (["build", "", "-o", "a.nq"], "empty path"),
        (["build", "a.txt", "-o", "a.nq", "--url", "example.org/a"], "no http(s) address"),
        (["build", "a.txt", "-o", "a.nq", "--config", "bad.toml"], "not valid TOML"),
        (["build", "a.txt", "-o", "a.nq", "--base", "http://"], "base = 'http://'"),
        (["build"], "Missing argument"),
        (["nonsense"], "No such command"),
        (["build", "a.txt", "-o", "a.ttl", "--date", "2022-02-30"], "2022-02-30"),
        (["build", "a.txt", "-o", "a.ttl", "--model", "xx_no_such_model"], "xx_no_such_model"),
        (["build", "a.txt", "--store", "a.txt"], "is a file"),
        (["build", "missing.txt", "-o", "a.ttl"], "does not exist"),
        (["query", "none", "ASK {}"], "none: does not exist"),
        (["query", "a.ttl", "ASK {" + " " * 100_000 + "}"], "the limit is 100,000"),
        (["query", "a.ttl", "SELECT ?x WHERE { ?x ?y"], "line 1"),
        (["query", "a.ttl", "SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }"], "SERVICE"),
        (["query", "a.ttl", "ASK {}", "-f", "turtle"], "another form"),
        (["query", "a.ttl", "@none.rq"], "none.rq"),
        (["validate", "broken.ttl"], "broken.ttl:2"),
        (["export", "a.ttl", "-o", "a.xyz"], ".xyz"),
        (["serve", "none"], "none"),
        (["serve", "."], "is no store"),
    ],
)
def test_bad_usage_is_one_clear_line_and_exit_code_2(
    kgbuild: Run, article: Path, tmp_path: Path, words: list[str], message: str
) -> None:
    (tmp_path / "a.ttl").write_text("<http://example.org/a> a <http://example.org/b> .\n", encoding="utf-8")
    (tmp_path / "broken.ttl").write_text(
        "<http://example.org/a> a <http://example.org/b> .\n<a b> .\n", encoding="utf-8"
    )
    (tmp_path / "bad.toml").write_text("base = ", encoding="utf-8")
    done = kgbuild(*words)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_documents_spoil_no_batch(kgbuild: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    (folder / "latin.txt").write_bytes("Près de cent personnes ont été blessées à Genève.".encode("latin-1"))
    (folder / "lines.jsonl").write_text('{"id": "1", "text": "Rebels attacked a convoy."}\n{"id": \n', encoding="utf-8")
    done = kgbuild("build", folder, "-o", "out.nq")
    assert done.returncode == 2
    for name in ("empty.txt", "latin.txt", "lines.jsonl:2"):
        assert name in done.stderr
    assert "2 documents" in done.stderr
    assert "3 documents could not be used" in done.stderr
    assert (tmp_path / "out.nq").stat().st_size > 0


def test_nothing_is_written_where_nothing_was_built(kgbuild: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text(" ", encoding="utf-8")
    (tmp_path / "out.ttl").write_text("# the old file\n", encoding="utf-8")
    assert kgbuild("build", "empty.txt", "-o", "out.ttl").returncode == 2
    assert (tmp_path / "out.ttl").read_text(encoding="utf-8") == "# the old file\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_told(kgbuild: Run, article: Path, tmp_path: Path) -> None:
    (tmp_path / "full.ttl").symlink_to("/dev/full")
    done = kgbuild("build", article, "-o", "full.ttl")
    assert done.returncode == 2
    assert "full.ttl" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every file")
def test_an_unreadable_document_is_named(kgbuild: Run, article: Path) -> None:
    article.chmod(0)
    done = kgbuild("build", article, "-o", "a.ttl")
    assert (done.returncode, "cannot be read" in done.stderr) == (2, True)
