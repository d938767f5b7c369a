"""Where on this server the IRIs of the graph lead: each has a page here, under whatever host it is served."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from pyoxigraph import NamedNode, QuerySolutions, Store

from kgbuild.iris import SAFE
from kgbuild.store.query import run_query
from kgbuild.store.terms import Term, short_term

# The first segment of every path that `iris` and `describe` mint under the base.
KINDS: Final = ("doc", "entity", "role", "authority", "software")

DOCUMENTS: Final = "SELECT ?document ?id { ?document a schema:NewsArticle ; dcterms:identifier ?id }"


# Characters of a cell that stay on one line.
UNWRAPPED: Final = 24


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a page: how it is shown; for an IRI, where it leads and what it is in full."""

    text: str
    href: str | None = None
    iri: str | None = None

    @property
    def is_short(self) -> bool:
        """Whether it need not be wrapped."""
        return len(self.text) <= UNWRAPPED


@dataclass(frozen=True, slots=True)
class Links:
    """What lies under one of `bases` ("https://example.org/data/") has the rest of its IRI as its path here.

    `root` is where the application itself lies, "" if at the top of the host.
    """

    store: Store
    bases: tuple[str, ...]
    root: str = ""

    def path_of(self, iri: str) -> str | None:
        """The path of an IRI's page here; None if it has none."""
        for base in self.bases:
            local = iri.removeprefix(base)
            if local != iri and local.partition("/")[0] in KINDS:
                return f"{self.root}/{local}"
        return None

    def candidates(self, kind: str, name: str) -> tuple[NamedNode, ...]:
        """The nodes that the path /kind/name (decoded) may stand for, one for each base."""
        return tuple(NamedNode(f"{base}{kind}/{quote(name, safe=SAFE + '/')}") for base in self.bases)

    def address_of(self, node: NamedNode) -> str:
        """Where a click on the node leads: its page; its description; or, if nothing is said of it, to itself."""
        path = self.path_of(node.value)
        if path is not None:
            return path
        on_the_web = node.value.startswith(("http://", "https://"))
        if on_the_web and next(self.store.quads_for_pattern(node, None, None), None) is None:
            return node.value
        return f"{self.root}/sparql?" + urlencode({"query": f"DESCRIBE {node}"})

    def cell(self, term: Term | None, label: str | None = None) -> Cell:
        """A term as it is shown: by its label if one is given, else by its prefix, its path here or its text."""
        if not isinstance(term, NamedNode):
            return Cell(label or short_term(term))
        path = self.path_of(term.value)
        shown = short_term(term) if path is None else path.removeprefix(f"{self.root}/")
        return Cell(label or shown, self.address_of(term), term.value)


def find_bases(store: Store) -> tuple[str, ...]:
    """The bases under which the IRIs of the store's documents were minted, sorted."""
    solutions = run_query(store, DOCUMENTS)
    assert isinstance(solutions, QuerySolutions)  # noqa: S101 - it is a SELECT
    bases = set()
    for solution in solutions:
        ending = "doc/" + quote(solution["id"].value, safe=SAFE + "/")
        if solution["document"].value.endswith("/" + ending):
            bases.add(solution["document"].value.removesuffix(ending))
    return tuple(sorted(bases))
