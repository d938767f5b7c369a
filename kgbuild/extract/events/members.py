"""Who is named as one of many that take part: both in "ten people, including a nurse and a clerk"."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.events.actors import is_actor, is_place
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.parse import Token

HIGHEST: Final = 4
"""How many words above a group its verb may stand."""
WIDEST: Final = 12
"""How many phrases of a word are looked at, so that the cost of an odd text stays linear in its length."""


def members(group: Token) -> Iterator[Token]:
    """Those that "including" names of a group. Parsers hang it at the group or at the verb above."""
    for preposition in _naming(group):
        yield from syntax.complements(preposition)
    yield from _named_beside(group)
    verb = next((above for above in itertools.islice(group.ancestors, HIGHEST) if syntax.is_verbal(above)), group)
    for preposition in _naming(verb) if verb != group else ():
        yield from (each for each in syntax.complements(preposition) if _group_of(each, preposition) == group)


def _named_beside(group: Token) -> Iterator[Token]:
    """Those whom an apposition names: both in "two of its members, the clerk Ana Ruiz and Jan Berg"."""
    if not _is_plural(group) and group.pos_ != "NUM":
        return
    for first in syntax.children(group, "appos"):
        named = syntax.conjuncts(first)
        is_beside = first.left_edge.i - group.i <= 2  # nothing but a comma between
        if is_beside and len(named) > 1 and not any(map(_is_plural, named)):
            # The name, where a description stands before it.
            yield from (next((n for n in syntax.children(one, "appos") if n.pos_ == "PROPN"), one) for one in named)


def _naming(word: Token) -> Iterator[Token]:
    naming = load_lexicon("events/arguments")["naming"]["prepositions"]
    found = (each for each in itertools.islice(syntax.prepositions(word), WIDEST) if each.lower_ in naming)
    return (each for each in found if not any(syntax.children(each, "neg")))  # "not including the bomber"


def _group_of(member: Token, preposition: Token) -> Token | None:
    """The plural of its kind right before "including"; right after a verb or a time, the verb's object or subject;
    after some other word, that object if it is of its kind: "shelled towns in the north, including Oruro"."""
    before = preposition.nbor(-1) if preposition.i else preposition
    if before.is_punct and before.i:
        before = before.nbor(-1)
    if _is_plural(before):
        return before if _is_alike(before, member) else None
    heads = syntax.direct_objects(preposition.head) or syntax.subjects(preposition.head)
    group = next((head for head in reversed(heads) if _is_plural(head)), None)
    if group is None or syntax.is_verbal(before) or before.ent_type_ in ("DATE", "TIME"):
        return group
    return group if _is_alike(group, member) else None  # "made raids on towns in the north, including Bama"


def _is_alike(group: Token, member: Token) -> bool:
    """Whether both are places, or both people."""
    return is_place(group) == is_place(member) and (is_place(group) or is_actor(group) == is_actor(member))


def _is_plural(noun: Token) -> bool:
    return noun.tag_ in ("NNS", "NNPS")
