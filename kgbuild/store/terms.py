"""RDF terms as plain values, for programs and for readers."""

from __future__ import annotations

from typing import Final, TypeAlias

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kgbuild.vocabulary import PREFIXES

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple

INTEGER_TYPES: Final = frozenset(
    PREFIXES["xsd"] + name
    for name in ("integer", "nonNegativeInteger", "positiveInteger", "int", "long", "short", "unsignedInt")
)
FLOAT_TYPES: Final = frozenset(PREFIXES["xsd"] + name for name in ("decimal", "double", "float"))
BOOLEAN_TYPE: Final = PREFIXES["xsd"] + "boolean"


def python_value(term: Term | None) -> str | int | float | bool | None:
    """A term as the plain Python value that it stands for; a string where it stands for none."""
    if term is None:
        return None
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else str(term)
    datatype = term.datatype.value
    try:
        if datatype in INTEGER_TYPES:
            return int(term.value)
        if datatype in FLOAT_TYPES:
            return float(term.value)
    except ValueError:
        return term.value
    return term.value in ("true", "1") if datatype == BOOLEAN_TYPE else term.value


def short_term(term: Term | None) -> str:
    """A term for a reader: an IRI by its prefix where it has one, a literal by its text."""
    if isinstance(term, Literal):
        return term.value
    if isinstance(term, NamedNode):
        for prefix, namespace in PREFIXES.items():
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
        return term.value
    return "" if term is None else str(term)
