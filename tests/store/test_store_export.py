from __future__ import annotations

import io
import os
import random
import resource
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import rdflib
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from kgbuild.errors import OutputError
from kgbuild.formats import JSON_LD, N_QUADS, N_TRIPLES, RDF_FORMATS, RDF_XML, TRIG, TURTLE, Format
from kgbuild.store.export import NOT_XML, serialize_graph, to_rdflib, write_graph, write_whole
from kgbuild.vocabulary import PREFIXES

SUBJECT = NamedNode("https://example.org/doc/1#char=0,5")
PREDICATE = NamedNode(PREFIXES["kgb"] + "quote")
GRAPH = NamedNode("https://example.org/doc/1")

every_format = pytest.mark.parametrize("target", RDF_FORMATS, ids=lambda each: each.name)

literals = st.one_of(
    st.builds(Literal, st.text()),
    st.builds(lambda text, tag: Literal(text, language=tag), st.text(), st.sampled_from(["en", "zh-hans", "ar"])),
    st.builds(
        lambda text, name: Literal(text, datatype=NamedNode(PREFIXES["xsd"] + name)),
        st.one_of(st.text(), st.integers().map(str)),
        st.sampled_from(["integer", "date", "decimal", "boolean", "anyURI", "double"]),
    ),
)


def read_back(content: bytes, target: Format) -> set[Quad]:
    return set(parse(content, format=RdfFormat.from_media_type(target.media_type)))


@every_format
@settings(max_examples=200)
@given(literal=literals)
def test_any_literal_survives_every_format(target: Format, literal: Literal) -> None:
    assume(target != RDF_XML or not NOT_XML.search(literal.value))
    quad = Quad(SUBJECT, PREDICATE, literal, GRAPH)
    expected = quad if target.keeps_graphs else Quad(*quad.triple)
    assert read_back(serialize_graph([quad], target), target) == {expected}


@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning:rdflib")  # rdflib's JSON-LD reader
@pytest.mark.parametrize("target", [TURTLE, N_TRIPLES, RDF_XML, JSON_LD], ids=lambda each: each.name)
@settings(max_examples=100)
@given(text=st.text())
def test_another_reader_finds_the_same_text(target: Format, text: str) -> None:
    # rdflib's XML reader is expat, which keeps to the rules for line ends that Oxigraph's own reader leaves out.
    assume(target != RDF_XML or not NOT_XML.search(text))
    content = serialize_graph([Quad(SUBJECT, PREDICATE, Literal(text))], target)
    graph = rdflib.Graph().parse(data=content, format=target.rdflib)
    assert [str(value) for value in graph.objects()] == [text]


@pytest.mark.parametrize("text", ["bell \x07", "nul \x00", "\ufffe", "form\x0cfeed"])
def test_what_xml_cannot_carry_is_refused(text: str) -> None:
    with pytest.raises(OutputError, match=r"RDF/XML cannot carry the character U\+"):
        serialize_graph([Quad(SUBJECT, PREDICATE, Literal(text))], RDF_XML)


@pytest.mark.parametrize("predicate", ["https://example.org/", "https://example.org/p#1", "https://example.org/a?b=7"])
def test_a_property_without_a_name_is_refused_in_xml(predicate: str) -> None:
    with pytest.raises(OutputError, match="does not end in a name"):
        serialize_graph([Quad(SUBJECT, NamedNode(predicate), Literal("x"))], RDF_XML)


@every_format
def test_order_and_repetition_of_statements_change_nothing(quads: tuple[Quad, ...], target: Format) -> None:
    shuffled = list(quads) * 2
    random.Random(7).shuffle(shuffled)
    assert serialize_graph(shuffled, target) == serialize_graph(quads, target)


@every_format
def test_names_of_blank_nodes_change_nothing(quads: tuple[Quad, ...], target: Format) -> None:
    def with_post() -> list[Quad]:
        post, role = BlankNode(), BlankNode()
        return [
            *quads,
            Quad(SUBJECT, NamedNode(PREFIXES["org"] + "hasMembership"), post, GRAPH),
            Quad(post, NamedNode(PREFIXES["org"] + "role"), role, GRAPH),
            Quad(role, NamedNode(PREFIXES["skos"] + "prefLabel"), Literal("Mayor"), GRAPH),
        ]

    assert serialize_graph(with_post(), target) == serialize_graph(with_post(), target)


def test_another_process_writes_the_same_bytes(tmp_path: Path, quads: tuple[Quad, ...]) -> None:
    write_graph(quads, tmp_path / "in.nq", N_QUADS)
    script = (
        "import sys; from pathlib import Path; from kgbuild.formats import RDF_FORMATS\n"
        "from kgbuild.store.disk import load_graph\n"
        "from kgbuild.store.export import serialize_graph\n"
        "for each in RDF_FORMATS: sys.stdout.buffer.write(serialize_graph(load_graph(Path(sys.argv[1])), each))"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "in.nq")]
    ran = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": "5"}, stdout=subprocess.PIPE, check=True)
    assert ran.stdout == b"".join(serialize_graph(quads, each) for each in RDF_FORMATS)


def test_lines_are_sorted(quads: tuple[Quad, ...]) -> None:
    lines = serialize_graph(quads, N_TRIPLES).splitlines()
    assert len(lines) == len({quad.triple for quad in quads})
    subjects = [line.split(b" ")[0] for line in lines]
    assert subjects == sorted(subjects)


def test_turtle_is_pleasant_to_read(quads: tuple[Quad, ...]) -> None:
    assert serialize_graph([quad for quad in quads if "doc/1" in str(quad.graph_name)], TURTLE).decode() == (
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "@prefix sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "@prefix kgb: <https://w3id.org/kgbuild/ontology#> .\n"
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
        "\n"
        "<https://example.org/doc/1#dockers> a kgb:Actor , kgb:Group ;\n"
        '\tskos:prefLabel "dockers" .\n'
        "\n"
        "<https://example.org/doc/1#march> a sem:Event , kgb:Event , kgb:Protest ;\n"
        "\tkgb:actor <https://example.org/doc/1#dockers> ;\n"
        "\tkgb:count <https://example.org/doc/1#size> .\n"
        "\n"
        "<https://example.org/doc/1#size> a kgb:Count ;\n"
        "\tkgb:approximate true ;\n"
        "\tkgb:countKind kgb:participants ;\n"
        "\tkgb:lower 300 .\n"
    )


def test_formats_without_graphs_take_the_union(quads: tuple[Quad, ...]) -> None:
    union = {Quad(*quad.triple) for quad in quads}
    assert read_back(serialize_graph(quads, TURTLE), TURTLE) == union
    assert read_back(serialize_graph(quads, TRIG), TRIG) == set(quads)


@every_format
def test_no_statements_make_a_valid_file(target: Format) -> None:
    assert read_back(serialize_graph([], target), target) == set()


@pytest.mark.filterwarnings("ignore:.*is deprecated:DeprecationWarning:rdflib")  # rdflib's own engine
def test_rdflib_sees_the_graphs_their_union_and_the_prefixes(quads: tuple[Quad, ...]) -> None:
    dataset = to_rdflib(quads)
    assert len(dataset.graph(rdflib.URIRef("https://example.org/doc/2"))) == 7
    found = dataset.query("SELECT ?name { ?event a kgb:Protest ; kgb:actor/skos:prefLabel ?name } ORDER BY ?name")
    assert [str(row.name) for row in found] == ["dockers", "the dockers"]


# ------------------------------------------------------------------------------------------------ writing the file
def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    write_whole(tmp_path / "file", b"new")
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == stat.S_IMODE((tmp_path / "usual").stat().st_mode)


def test_an_old_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old and longer")
    write_whole(tmp_path / "file", b"new")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("file", b"new")]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"


def test_a_pipe_is_written_to_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    write_whole(tmp_path / "pipe", b"new")
    reader.join()
    assert received == [b"new"]
    assert (tmp_path / "pipe").is_fifo()


@contextmanager
def small_files() -> Iterator[None]:
    """For a while this process may write no more than 4 KB into a file: a real failure half-way.

    The report of the tests may go to a file too, so the while must end before the test does.
    """
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_failure_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with small_files(), pytest.raises(OutputError, match="unchanged"):
        write_whole(tmp_path / "file", b"new" * 10_000)
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("file", b"old")]


def test_a_full_disk_is_told() -> None:
    with pytest.raises(OutputError, match="No space left on device"):
        write_whole(Path("/dev/full"), b"new")


@pytest.mark.parametrize(
    ("name", "message"),
    [("none/file", "No such file"), (".", "directory"), ("file/file", "Not a directory"), ("/proc/file", "cannot be")],
)
def test_targets_that_cannot_be_written(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "file").write_bytes(b"old")
    with pytest.raises(OutputError, match=message):
        write_whole(tmp_path / name, b"new")
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_refused_statement_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "file.rdf").write_bytes(b"old")
    with pytest.raises(OutputError):
        write_graph([Quad(SUBJECT, PREDICATE, Literal("\x00"))], tmp_path / "file.rdf", RDF_XML)
    assert (tmp_path / "file.rdf").read_bytes() == b"old"


def test_the_hyphen_is_standard_output(quads: tuple[Quad, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    output = io.TextIOWrapper(io.BytesIO())
    monkeypatch.setattr(sys, "stdout", output)
    write_graph(quads, Path("-"), N_QUADS)
    assert output.buffer.getvalue() == serialize_graph(quads, N_QUADS)  # type: ignore[attr-defined]
    output.close()
