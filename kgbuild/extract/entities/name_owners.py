"""Bodies that are told to be somebody's: "Lima's Front for Change" is a party."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kgbuild.extract.entities.name_forms import Name
from kgbuild.extract.entities.nouns import is_one_person
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import POSSESSIVE, Doc


def with_parties(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """The names, those of parties so called that a person before has as parties: "the senator's Union for Peace"."""
    heads = load_lexicon("organizations")["belongings"]["party_heads"]
    persons = {name.last for name in names if name.kind == "Person"}
    for name in names:
        may_be = name.kind == "Organization" and not name.known and name.first > 1
        if may_be and doc[name.first - 1].text in POSSESSIVE:
            is_owned = name.first - 1 in persons or is_one_person(doc[name.first - 2])
            if is_owned and any(doc[i].lower_ in heads for i in range(name.first, name.last)):
                name = replace(name, kind="PoliticalParty", sure=3)
        yield name
