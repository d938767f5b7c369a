from __future__ import annotations

import builtins
import csv
import io
import json
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, QuerySolutions, QueryTriples, Store

from kgbuild.errors import MissingExtraError, OutputError, QueryError
from kgbuild.formats import RDF_FORMATS, SPARQL_CSV, SPARQL_JSON, SPARQL_TSV, SPARQL_XML, TURTLE
from kgbuild.store.disk import memory_store
from kgbuild.store.query import run_query, select_frame
from kgbuild.store.results import formats_for, serialize_result, text_table
from kgbuild.store.streaming import BoundedOutput
from kgbuild.store.terms import python_value

NAMES = "SELECT ?name { ?event a kgb:Protest ; kgb:actor/skos:prefLabel ?name } ORDER BY ?name"


@pytest.fixture(scope="module")
def store(quads: tuple[Quad, ...]) -> Store:
    return memory_store(quads)


def rows(store: Store, sparql: str) -> list[tuple[str, ...]]:
    solutions = run_query(store, sparql)
    assert isinstance(solutions, QuerySolutions)
    return [tuple(term.value for term in solution) for solution in solutions]


# -------------------------------------------------------------------------------------------------- what is answered
def test_each_form_of_query_has_its_kind_of_answer(store: Store) -> None:
    assert rows(store, NAMES) == [("dockers",), ("the dockers",)]
    truth = run_query(store, "ASK { ?count kgb:lower 300 }")
    assert isinstance(truth, QueryBoolean)
    assert truth
    triples = run_query(store, "CONSTRUCT { ?a kgb:participatesIn ?e } WHERE { ?e kgb:actor ?a }")
    assert isinstance(triples, QueryTriples)
    assert len(list(triples)) == 2
    assert isinstance(run_query(store, "DESCRIBE <https://example.org/doc/1#march>"), QueryTriples)


def test_a_prefix_of_the_query_goes_before_ours(store: Store) -> None:
    assert rows(store, "PREFIX kgb: <https://example.org/> SELECT (STR(kgb:x) AS ?x) {}") == [
        ("https://example.org/x",)
    ]


def test_a_query_with_prefixes_of_its_own_knows_ours_as_well(store: Store) -> None:
    assert rows(store, f"PREFIX ex: <https://example.org/> {NAMES}") == rows(store, NAMES)
    with pytest.raises(QueryError, match="line 1, column 59"):
        run_query(store, "PREFIX ex: <https://example.org/> SELECT * { ?s kgb:actor }")


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("", 2),
        ("FROM <https://example.org/doc/1>", 1),
        ("from <https://example.org/doc/1> FROM <https://example.org/doc/2>", 2),
        ("FROM NAMED <https://example.org/doc/1>", 0),
        ("FROM <https://example.org/other>", 0),
    ],
)
def test_the_default_graph_is_the_union_unless_the_query_names_graphs(store: Store, clause: str, expected: int) -> None:
    assert len(rows(store, f"SELECT ?e {clause} {{ ?e a kgb:Protest }}")) == expected


def test_the_word_from_elsewhere_in_a_query_changes_nothing(store: Store) -> None:
    sparql = 'SELECT ?from { ?from a kgb:Protest FILTER("from" != "FROM \\u012from") # from <https://e.org/>\n }'
    assert len(rows(store, sparql)) == 2


def test_graphs_can_be_named_beside_the_query(store: Store) -> None:
    one = ["https://example.org/doc/1"]
    everything = "SELECT ?s { ?s a kgb:Protest }"
    assert len(list(run_query(store, everything, default_graphs=one))) == 1  # type: ignore[arg-type]
    in_graphs = "SELECT ?s { GRAPH ?g { ?s a kgb:Protest } }"
    assert len(list(run_query(store, in_graphs, named_graphs=one))) == 1  # type: ignore[arg-type]


# --------------------------------------------------------------------------------------------------- what is refused
@pytest.mark.parametrize(
    ("sparql", "line", "column"),
    [
        ("SELECT * { ?s ?p }", 1, 18),
        ("SELECT *\n{ ?s ?p ?o ", 2, 12),
        ("SELECT * {\n  ?s foo:bar ?o }", 2, 6),
        ("SELEC * {}", 1, 1),
        ("", 1, 1),
        ("INSERT DATA { <https://e.org/a> <https://e.org/b> 1 }", 1, 1),
    ],
)
def test_a_malformed_query_is_told_with_its_place(store: Store, sparql: str, line: int, column: int) -> None:
    with pytest.raises(QueryError) as caught:
        run_query(store, sparql)
    assert caught.value.line == line
    assert caught.value.column is not None
    assert abs(caught.value.column - column) <= 9
    assert f"line {line}, column {caught.value.column}" in str(caught.value)


def test_an_undeclared_prefix_is_named(store: Store) -> None:
    with pytest.raises(QueryError, match="the prefix foo: is not declared") as caught:
        run_query(store, "SELECT * {\n  ?s foo:bar 'schemes: kgb:' }")
    assert (caught.value.line, caught.value.column) == (2, 6)


@pytest.mark.parametrize(
    ("sparql", "words"),
    [
        ("SELECT (<https://example.org/f>(1) AS ?x) {}", "custom function"),
        ("LOAD <http://127.0.0.1:9/>", "malformed"),
        ("SELECT * { ?s ?p <relative> }", "malformed"),
    ],
)
def test_what_is_not_taken(store: Store, sparql: str, words: str) -> None:
    with pytest.raises(QueryError, match=words):
        run_query(store, sparql)


class Listener(HTTPServer):
    """A server on this machine that counts who calls."""

    calls = 0


@pytest.fixture
def listener() -> Iterator[Listener]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert isinstance(self.server, Listener)
            self.server.calls += 1
            self.send_error(500)

        do_GET = do_POST  # noqa: N815 - the name that http.server asks for

        def log_message(self, *_: object) -> None:
            pass

    with Listener(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


SERVICE_CLAUSES = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service silent <URL> { ?s ?p ?o } }",
    "ASK { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "ASK{?s ?p trueSERVICE<URL>{?s ?p ?o}}",
    "ASK{?s ?p 1SeRvIcE<URL>{}}",
    "ASK{?s ?p trueSERVICESILENT<URL>{}}",
    "ASK { VALUES ?x { <URL> } SERVICE ?x { ?s ?p ?o } }",
    "ASK{VALUES ?x{<URL>}SERVICE?x{}}",
    "PREFIX x: <URL> ASK { SERVICE x: { ?s ?p ?o } }",
    "PREFIX : <URL> ASK { ?s ?p 1 SERVICE:{} }",
    "PREFIX : <URL> PREFIX service: <URL> ASK { ?s ?p 1 . SERVICE: {} }",
    "ASK { # a comment\n SERVICE # another\n <URL> {} }",
    "ASK { ?s ?p 'it''s' . SERVICE <URL> {} }",
    'ASK { ?s ?p """a " b""" SERVICE <URL> {} }',
    "ASK { ?s ?p 'a#b' SERVICE <URL> {} }",
    "ASK { FILTER(?a<?b) SERVICE <URL> {} FILTER(?a>?b) }",
    "ASK { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "ASK { ?servigg ?servigh ?service SERVICE <URL> {} }",
]


@pytest.mark.parametrize("clause", SERVICE_CLAUSES)
def test_no_query_reaches_another_server(store: Store, listener: Listener, clause: str) -> None:
    sparql = clause.replace("URL", f"http://127.0.0.1:{listener.server_port}/")
    with pytest.raises(QueryError):
        run_query(store, sparql)
    assert listener.calls == 0


def test_oxigraph_itself_would_have_called(listener: Listener) -> None:
    """What the refusal is for: should pyoxigraph learn to leave SERVICE alone, this fails and the refusal can go."""
    sparql = SERVICE_CLAUSES[2].replace("URL", f"http://127.0.0.1:{listener.server_port}/")
    assert Store().query(sparql)
    assert listener.calls == 1


def test_a_service_clause_is_told_as_such(store: Store) -> None:
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        run_query(store, "SELECT * {\n SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }")
    with pytest.raises(QueryError, match="line 1"):
        run_query(store, "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }")


@pytest.mark.parametrize(
    "sparql",
    [
        'SELECT * { ?s ?p "SERVICE <http://127.0.0.1:9/> {}" }',
        'SELECT * { ?s ?p """\nSERVICE\n""" }',
        "SELECT * { ?s ?p ?o } # SERVICE <http://127.0.0.1:9/> {}",
        "SELECT ?service { ?service a ?o ; schema:serviceType $SERVICE }",
        "SELECT * { ?s a schema:Service , <https://example.org/service> ; ?p _:service }",
        "PREFIX service: <https://example.org/> SELECT * { service:service a service: }",
        'SELECT * { ?s ?p "x"@en-service }',
        r'SELECT * { ?s ?p "\u0053ERVICE" }',
    ],
)
def test_the_word_service_elsewhere_is_fine(store: Store, sparql: str) -> None:
    assert isinstance(run_query(store, sparql), QuerySolutions)


def test_an_escaped_keyword_is_no_keyword(store: Store, listener: Listener) -> None:
    for escaped in (r"\u0053ERVICE", r"SERV\u0049CE", r"\U00000053ERVICE"):
        with pytest.raises(QueryError):
            run_query(store, f"ASK {{ {escaped} <http://127.0.0.1:{listener.server_port}/> {{ ?s ?p ?o }} }}")
    assert listener.calls == 0


PATTERNS = st.lists(
    st.sampled_from(
        [
            "?s ?p ?o .",
            "?s ?p ?service .",
            "?s ?p $servigg, 'it#s', 'it\\'s' .",
            '?s ?p """a"b""", "service { <", "x"@en-service .',
            "?s service:service 1 ; a service: .",
            "?s ?p <http://127.0.0.1:1/#service>, [] .",
            "FILTER(?a<?b)",
            "FILTER(?a>?b&&'>'!=\"service\")",
            "# a comment ' \" SERVICE {\n",
            "OPTIONAL{}",
            "{?s :p?/:q ?o}UNION{}",
        ]
    ),
    max_size=4,
).map("".join)
CLAUSES = st.tuples(
    st.sampled_from(["", "?s ?p true", "?s ?p 1", "?s ?p 'x'", "{}", ":a a :b ", "?s ?p ?o."]),
    st.sampled_from(["SERVICE", "service", "SeRvIcE", "SERVICESILENT", "SERVICE#'\n", "\tSERVICE\r\nSILENT "]),
    st.sampled_from(["<http://127.0.0.1:1/>", "?x", ":", "service:", " :x"]),
    st.sampled_from(["{}", " { ?s ?p ?o } ", "#>\n{}"]),
).map("".join)
PROLOGUE = "PREFIX : <http://127.0.0.1:1/> PREFIX service: <http://127.0.0.1:1/> "


@settings(max_examples=400)
@given(PATTERNS, CLAUSES, PATTERNS)
def test_a_service_clause_is_found_wherever_it_hides(before: str, clause: str, after: str) -> None:
    run_query(Store(), f"{PROLOGUE} SELECT * {{ {before} }}")
    with pytest.raises(QueryError, match="SERVICE is not allowed"):
        run_query(Store(), f"{PROLOGUE} SELECT * {{ {before}{clause}{after} }}")


# ------------------------------------------------------------------------------------------------ how it is written
AWKWARD = 'a,"b"\r\nc\té 😀'


@pytest.fixture(scope="module")
def awkward() -> Store:
    return memory_store([Quad(NamedNode("https://e.org/a"), NamedNode("https://e.org/b"), Literal(AWKWARD))])


def test_solutions_in_the_four_formats(awkward: Store) -> None:
    def written(target: object) -> str:
        result = run_query(awkward, "SELECT ?o ?none { ?s ?p ?o }")
        return serialize_result(result, target).decode("utf-8")  # type: ignore[arg-type]

    assert json.loads(written(SPARQL_JSON))["results"]["bindings"] == [{"o": {"type": "literal", "value": AWKWARD}}]
    literal = ET.fromstring(written(SPARQL_XML)).find(".//{*}literal")
    assert literal is not None
    assert list(csv.reader(io.StringIO(written(SPARQL_CSV), newline="")))[1] == [AWKWARD, ""]
    assert written(SPARQL_TSV).splitlines()[0] == "?o\t?none"


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ufffe", "\uffff"])
def test_what_xml_cannot_carry_is_refused_in_solutions(character: str) -> None:
    store = memory_store([Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal(f"\ufffda{character}b"))])
    with pytest.raises(OutputError, match=rf"cannot carry the character U\+{ord(character):04X}"):
        serialize_result(run_query(store, "SELECT ?o { ?s ?p ?o }"), SPARQL_XML)
    written = serialize_result(run_query(store, "SELECT ?o { ?s ?p ?o }"), SPARQL_JSON)
    assert json.loads(written)["results"]["bindings"][0]["o"]["value"] == f"\ufffda{character}b"


@pytest.mark.parametrize("length", [1, 2, 3])
def test_what_xml_cannot_carry_is_refused_in_whatever_pieces_it_comes(length: int) -> None:
    output = BoundedOutput(lambda _: None, SPARQL_XML, rows=1, size=100)
    content = "\ufffd\uffff".encode()
    pieces = [content[begin : begin + length] for begin in range(0, len(content), length)]
    with pytest.raises(OutputError, match=r"U\+FFFF"):
        list(map(output.write, pieces))


def test_carriage_returns_come_through_in_xml() -> None:
    store = memory_store([Quad(NamedNode("urn:s"), NamedNode("urn:p"), Literal("a\r\nb\rc\ufffd"))])
    written = serialize_result(run_query(store, "SELECT ?o { ?s ?p ?o }"), SPARQL_XML)
    assert [each.text for each in ET.fromstring(written).iter() if each.text] == ["a\r\nb\rc\ufffd"]


def test_truth_in_json_and_xml(store: Store) -> None:
    assert json.loads(serialize_result(run_query(store, "ASK {}"), SPARQL_JSON))["boolean"] is True
    assert b"<boolean>true</boolean>" in serialize_result(run_query(store, "ASK {}"), SPARQL_XML)


@pytest.mark.parametrize("target", RDF_FORMATS, ids=lambda each: each.name)
def test_triples_in_every_rdf_format(store: Store, target: object) -> None:
    content = serialize_result(run_query(store, "CONSTRUCT WHERE { ?e kgb:actor ?a }"), target)  # type: ignore[arg-type]
    assert content.count(b"dockers") == 2


def test_a_format_of_the_other_kind_is_refused(store: Store) -> None:
    with pytest.raises(OutputError, match="turtle: no format for this kind of answer; use one of json"):
        serialize_result(run_query(store, NAMES), TURTLE)
    assert formats_for(run_query(store, NAMES))[0] == SPARQL_JSON
    assert formats_for(run_query(store, "DESCRIBE kgb:x"))[0] == TURTLE


def test_a_table_for_the_terminal(store: Store) -> None:
    lines = text_table(run_query(store, "SELECT ?e ?n ?none { ?e kgb:actor/skos:prefLabel ?n } ORDER BY ?n"), 60)
    assert "dockers" in lines
    assert (
        "https://example.org/doc/1" in "".join(part.strip("│ ") for part in lines.split("│")).replace("\n", "")[:2000]
    )
    assert max(len(line) for line in lines.splitlines()) <= 60
    assert "kgb:actor" in text_table(run_query(store, "CONSTRUCT WHERE { ?e kgb:actor ?a }"), 100)
    assert text_table(run_query(store, "ASK {}")) == "true\n"


def test_wide_cells_lose_nothing() -> None:
    text = "".join(f"word{number} " for number in range(60)).strip()
    store = memory_store([Quad(NamedNode("https://e.org/a"), NamedNode("https://e.org/b"), Literal(text))])
    lines = text_table(run_query(store, "SELECT ?o { ?s ?p ?o }"), 40).splitlines()
    shown = " ".join(line.strip("│ ") for line in lines[3:-1])
    assert shown == text


def test_markup_in_a_literal_is_shown_as_it_is() -> None:
    store = memory_store([Quad(NamedNode("https://e.org/a"), NamedNode("https://e.org/b"), Literal("[red]x[/red]"))])
    assert "[red]x[/red]" in text_table(run_query(store, "SELECT ?o { ?s ?p ?o }"), 80)


# ----------------------------------------------------------------------------------------------------------- pandas
def test_a_frame_has_the_columns_and_types_of_the_solutions(store: Store) -> None:
    sparql = "SELECT ?event ?n ?vague { ?event a kgb:Protest OPTIONAL { ?event kgb:count ?c . ?c kgb:lower ?n ; kgb:approximate ?vague } } ORDER BY ?event"  # noqa: E501
    frame = select_frame(store, sparql)
    assert list(frame.columns) == ["event", "n", "vague"]
    assert frame["event"].tolist() == ["https://example.org/doc/1#march", "https://example.org/doc/2#march"]
    assert frame["n"].isna().tolist() == [False, True]
    assert frame["n"].sum() == 300
    assert (str(frame["n"].dtype), str(frame["vague"].dtype)) == ("Int64", "boolean")


def test_an_empty_frame_keeps_its_columns(store: Store) -> None:
    frame = select_frame(store, "SELECT ?a ?b { ?a kgb:leads ?b }")
    assert frame.empty
    assert list(frame.columns) == ["a", "b"]


def test_only_a_select_makes_a_frame(store: Store) -> None:
    with pytest.raises(QueryError, match="needs a SELECT"):
        select_frame(store, "ASK {}")


def test_a_missing_pandas_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = builtins.__import__

    def without_pandas(name: str, *rest: object) -> object:
        if name == "pandas":
            raise ImportError(name)
        return usual(name, *rest)  # type: ignore[arg-type]

    monkeypatch.delitem(sys.modules, "pandas", raising=False)
    monkeypatch.setattr(builtins, "__import__", without_pandas)
    with pytest.raises(MissingExtraError, match=r"kgbuild\[pandas\]"):
        select_frame(store, NAMES)


@pytest.mark.parametrize(
    ("text", "datatype", "value"),
    [
        ("7", "integer", 7),
        ("7.5", "decimal", 7.5),
        ("true", "boolean", True),
        ("0", "boolean", False),
        ("many", "integer", "many"),
        ("2022-01-06", "date", "2022-01-06"),
    ],
)
def test_python_values(text: str, datatype: str, value: object) -> None:
    literal = Literal(text, datatype=NamedNode(f"http://www.w3.org/2001/XMLSchema#{datatype}"))
    assert python_value(literal) == value
    assert type(python_value(literal)) is type(value)
