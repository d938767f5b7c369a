"""Finds what may denote an entity: proper names, noun phrases and pronouns."""

from __future__ import annotations

from kgbuild.extract.entities import names, nominals
from kgbuild.extract.layers import MentionCandidate
from kgbuild.model import Annotated


def find(annotated: Annotated) -> tuple[MentionCandidate, ...]:
    """All mention candidates of a parse, in the order of the text; of two that begin together the longer comes first.

    Names have neither determiner nor title; a nominal is its noun phrase without relative clause. What denotes
    neither actor nor place nor medium is left out.
    """
    found_names = names.find(annotated)
    in_names = {i for name in found_names for i in range(name.first, name.last)}
    found = [*found_names, *nominals.find(annotated, in_names, names.heads_of_bodies(annotated.doc, found_names))]
    return tuple(sorted(found, key=lambda c: (c.first, -c.last, c.head)))
