"""Where on this server the IRIs of the graph lead: each has a page here, under whatever host it is served."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlencode

from pyoxigraph import NamedNode

from kgbuild.iris import SAFE
from kgbuild.store.terms import Term, short_term
from kgbuild.vocabulary import PREFIXES
from kgbuild.web.reader import Reader

# The first segment of every path that `iris` and `describe` mint under the base.
KINDS: Final = ("doc", "entity", "role", "authority", "software")

# "/doc/" may stand in a document's id too, but never before the first one, which is the base's end.
BASES: Final = (
    'SELECT DISTINCT (STRBEFORE(STR(?document), "/doc/") AS ?base) { ?document a schema:NewsArticle '
    'FILTER(CONTAINS(STR(?document), "/doc/")) }'
)

# Namespaces whose terms are described in every store.
DESCRIBED: Final = (PREFIXES["kgb"], PREFIXES["plover"])

# Characters of a cell that stay on one line; and those that a page shows of a name and of a text, which may be a book.
UNWRAPPED: Final = 24
MAX_NAME: Final = 300
MAX_TEXT: Final = 2000


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

    bases: tuple[str, ...]
    root: str = ""

    def path_of(self, iri: str) -> str | None:
        """The path of an IRI's page here; None if it has none."""
        for base in self.bases:
            local = iri.removeprefix(base)
            if local != iri and local.partition("/")[0] in KINDS:
                # A question mark would end the path.
                return f"{self.root}/{local.replace('?', '%3F')}"
        return None

    def candidates(self, kind: str, name: str) -> tuple[NamedNode, ...]:
        """The nodes that the path /kind/name (decoded) may stand for: as we mint them, and as others may write them."""
        names = dict.fromkeys((quote(name, safe=SAFE + "/"), name))
        iris = (f"{base}{kind}/{each}" for base in self.bases for each in names)
        return tuple(node for iri in iris if (node := _node(iri)) is not None)

    def address_of(self, node: NamedNode) -> str:
        """Where a click on the node leads: its page; the description of a term of the model; else to itself."""
        path = self.path_of(node.value)
        if path is not None:
            return path
        if node.value.startswith(("http://", "https://")) and not node.value.startswith(DESCRIBED):
            return node.value
        return f"{self.root}/sparql?" + urlencode({"query": f"DESCRIBE {node}"})

    def cell(self, term: Term | None, label: str | None = None) -> Cell:
        """A term as it is shown: by its label if one is given, else by its prefix, its path here or its text."""
        label = label if label and _is_visible(label) else None
        if not isinstance(term, NamedNode):
            return Cell(shorten(label or short_term(term)))
        path = self.path_of(term.value)
        shown = short_term(term) if path is None else path.removeprefix(f"{self.root}/")
        return Cell(shorten(label or shown, MAX_NAME), self.address_of(term), term.value)


def _node(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:
        return None


def shorten(text: str, most: int = MAX_TEXT) -> str:
    """The text or, if it is longer than that, its beginning and how long it is."""
    return text if len(text) <= most else f"{text[:most]}… ({len(text):,} characters)"


def _is_visible(label: str) -> bool:
    """Whether a link of this name could be seen and clicked."""
    return any(unicodedata.category(character)[0] in "LNPS" for character in label)


def find_bases(reader: Reader) -> tuple[str, ...]:
    """The bases under which the IRIs of the graph's documents were minted, sorted."""
    found = (solution["base"] for solution in reader.solutions(BASES))
    return tuple(sorted(base.value + "/" for base in found if base is not None))
