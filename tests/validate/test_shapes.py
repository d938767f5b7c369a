"""The good graph keeps every rule; each shape catches the one graph that breaks it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store, parse
from pyshacl import validate as pyshacl_validate
from violations import VIOLATIONS

from kgbuild.errors import SettingsError
from kgbuild.resources import resource_dir
from kgbuild.validate.crosschecks import CHECKS, EVIDENCED, span_slice
from kgbuild.validate.index import TripleIndex
from kgbuild.validate.shapes import Validator, validate
from kgbuild.validate.terms import to_rdflib
from kgbuild.vocabulary import COUNT_KINDS, ENTITY_CLASSES, EVENT_CLASSES, PLOVER_TYPES, PREFIXES, expand

HERE = Path(__file__).parent
SH = rdflib.Namespace(PREFIXES["sh"])
SHAPE = rdflib.Namespace(PREFIXES["shape"])


HEADER = "BASE <https://example.org/>\n" + "".join(f"PREFIX {p}: <{ns}>\n" for p, ns in PREFIXES.items())


@pytest.fixture(scope="module")
def good() -> tuple[Quad, ...]:
    return tuple(parse(path=HERE / "data" / "good.ttl"))


@pytest.fixture(scope="module")
def shapes_graph() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in resource_dir("shapes").glob("*.ttl"):
        graph.parse(path)
    return graph


def broken(good: Iterable[Quad], update: str) -> tuple[Quad, ...]:
    store = stored(good)
    unchanged = set(store)
    store.update(HEADER + update)
    changed = tuple(store)
    assert set(changed) != unchanged, "the update changes nothing"
    return changed


def stored(quads: Iterable[Quad]) -> Store:
    store = Store()
    store.extend(quads)
    return store


def test_good_graph_has_no_results(validator: Validator, good: tuple[Quad, ...]) -> None:
    report = validator.validate(good)
    assert report.conforms
    assert list(report.lines()) == ["conforms: no results"]


def test_good_graph_from_a_store_has_no_results(validator: Validator, good: tuple[Quad, ...]) -> None:
    assert validator.validate(tuple(stored(good))).results == ()


@pytest.mark.parametrize("name", sorted(VIOLATIONS))
def test_violation_breaks_exactly_its_shape(name: str, validator: Validator, good: tuple[Quad, ...]) -> None:
    report = validator.validate(broken(good, VIOLATIONS[name]))
    assert set(report.counts) == {name}
    severity = validator.shapes[SHAPE[name].toPython()].severity
    assert report.conforms == (severity != "Violation")


def test_every_shape_has_a_violation(validator: Validator) -> None:
    assert sorted(shape.name for shape in validator.shapes.values()) == sorted(VIOLATIONS)


def test_every_shape_tells_what_to_do(shapes_graph: rdflib.Graph) -> None:
    """Every shape that is named stands by itself: target, severity and message; no sub-shape reports on its own."""
    kinds = (SH.NodeShape, SH.PropertyShape)
    named = {node for kind in kinds for node in shapes_graph.subjects(rdflib.RDF.type, kind)}
    targets = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
    for node in named:
        assert str(node).startswith(str(SHAPE)), node
        assert len(list(shapes_graph.objects(node, SH.severity))) == 1, node
        messages = [str(message) for message in shapes_graph.objects(node, SH.message)]
        assert len(messages) == 1, node
        assert ":" in messages[0], node
        assert messages[0].endswith("."), node
        assert any((node, target, None) in shapes_graph for target in targets), node
        assert (node, SH.property, None) not in shapes_graph, node
    assert named == set(shapes_graph.subjects(SH.severity))


def test_shapes_are_well_formed(shapes_graph: rdflib.Graph) -> None:
    conforms, _, text = pyshacl_validate(rdflib.Graph(), shacl_graph=shapes_graph, meta_shacl=True)
    assert conforms, text


# ------------------------------------------------------------------------------------- the lists of the vocabulary
def _listed(graph: rdflib.Graph, shape: str) -> set[str]:
    values = graph.value(SHAPE[shape], SH["in"])
    assert values is not None
    return {str(value) for value in graph.items(values)}


def test_lists_are_those_of_the_vocabulary(shapes_graph: rdflib.Graph) -> None:
    assert _listed(shapes_graph, "count-kind") == {expand(f"kgb:{kind}") for kind in COUNT_KINDS}
    assert _listed(shapes_graph, "event-plover") == {expand(f"plover:{name}") for name in PLOVER_TYPES}
    assert _listed(shapes_graph, "evidence-predicate") == {expand(name) for name in EVIDENCED}
    targets = {str(target) for target in shapes_graph.objects(SHAPE["triple-evidenced"], SH.targetSubjectsOf)}
    assert targets == {expand(name) for name in EVIDENCED}


@pytest.mark.parametrize(
    ("child", "parent"),
    [
        (f"kgb:{child}", parent)
        for classes in (ENTITY_CLASSES, EVENT_CLASSES)
        for child, parents in classes.items()
        for parent in parents
    ],
)
def test_every_superclass_is_asked_for(child: str, parent: str, shapes_graph: rdflib.Graph) -> None:
    asking = [
        shape
        for shape in shapes_graph.subjects(SH.targetClass, rdflib.URIRef(expand(child)))
        if (shape, SH.path, rdflib.RDF.type) in shapes_graph
        and (shape, SH.hasValue, rdflib.URIRef(expand(parent))) in shapes_graph
    ]
    assert asking, f"no shape asks that a {child} is a {parent}"


# ------------------------------------------------------------------------------------------- SPARQL and Python agree
@pytest.fixture(scope="module")
def sparql_shapes() -> rdflib.Graph:
    graph = rdflib.Graph()
    graph.parse(resource_dir("shapes") / "cross-checks.ttl")
    graph.remove((None, SH.deactivated, None))
    return graph


def test_each_cross_check_has_its_sparql(sparql_shapes: rdflib.Graph) -> None:
    assert {str(node) for node in sparql_shapes.subjects(SH.sparql)} == {str(SHAPE[name]) for name in CHECKS}


def test_cross_checks_find_what_their_sparql_finds(good: tuple[Quad, ...], sparql_shapes: rdflib.Graph) -> None:
    """On one graph that breaks all of them, for a query for each node takes its time."""
    names = [*CHECKS, "event-begins-once", "claim-content"]
    quads = broken(good, " ;\n".join(VIOLATIONS[name] for name in names))
    _, report, text = pyshacl_validate(to_rdflib(quads), shacl_graph=sparql_shapes)
    assert isinstance(report, rdflib.Graph), text
    by_sparql = {
        (str(report.value(node, SH.sourceShape)).rpartition("#")[2], str(report.value(node, SH.focusNode)))
        for node in report.objects(None, SH.result)
    }
    graph = TripleIndex(quads)
    by_python = {(check, str(focus).strip("<>")) for check, find in CHECKS.items() for focus, _ in find(graph)}
    assert by_python == by_sparql
    assert {check for check, _ in by_python} == set(CHECKS)


TEXT = st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=40)


def _span(text: str, begin: int, end: int, anchor: str) -> TripleIndex:
    context, span = NamedNode("https://example.org/d#text"), NamedNode("https://example.org/d#span")
    triples = (
        (context, "nif:isString", Literal(text)),
        (span, "nif:referenceContext", context),
        (span, "nif:beginIndex", Literal(begin)),
        (span, "nif:endIndex", Literal(end)),
        (span, "nif:anchorOf", Literal(anchor)),
    )
    return TripleIndex(Quad(subject, NamedNode(expand(name)), value) for subject, name, value in triples)


@given(st.data(), TEXT)
def test_a_span_holds_its_slice_in_code_points_and_nothing_else(data: st.DataObject, text: str) -> None:
    begin = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(begin + 1, len(text)))
    anchor = text[begin:end]
    assert list(span_slice(_span(text, begin, end, anchor))) == []
    other = data.draw(TEXT.filter(lambda words: words != anchor))
    assert [value for _, value in span_slice(_span(text, begin, end, other))] == [Literal(other)]


def test_validate_without_a_validator_uses_the_projects_shapes(good: tuple[Quad, ...]) -> None:
    assert set(validate(broken(good, VIOLATIONS["count-kind"])).counts) == {"count-kind"}


def test_a_shape_without_severity_is_refused_when_it_finds_something(tmp_path: Path) -> None:
    own = "@prefix sh: <http://www.w3.org/ns/shacl#> . <https://example.org/s> a sh:NodeShape ; sh:nodeKind sh:IRI ; "
    (tmp_path / "own.ttl").write_text(own + 'sh:targetObjectsOf <https://example.org/p> ; sh:message "Be: an IRI." .')
    quad = Quad(NamedNode("https://example.org/a"), NamedNode("https://example.org/p"), Literal("b"))
    with pytest.raises(SettingsError, match=r"https://example.org/s: .*sh:severity"):
        Validator(tmp_path).validate([quad])


# ------------------------------------------------------------------------------------------- the engines agree
@pytest.fixture(scope="module")
def engines() -> tuple[Validator, Validator]:
    pytest.importorskip("pyshacl_turbo", reason="the extra `fast` is not installed")
    return Validator(engine="pyshacl"), Validator(engine="pyshacl-turbo")


@pytest.mark.parametrize("name", sorted(VIOLATIONS))
def test_engines_find_the_same(name: str, engines: tuple[Validator, Validator], good: tuple[Quad, ...]) -> None:
    quads = broken(good, VIOLATIONS[name])
    slow, fast = (engine.validate(quads) for engine in engines)
    assert fast.results == slow.results
    assert slow.results
