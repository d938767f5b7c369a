"""Names that annotation missed, told by the words beside them: who speaks, whose party it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from kgbuild.extract.entities.name_forms import Name, acts, tells_party
from kgbuild.parse import Doc


def speaking(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """Words written as a surname that annotation missed, of which a verb of speech or decision tells: "Kemp said".

    What bears the name is left open: a person, or a body.
    """
    taken = {i for name in names for i in range(name.first, name.last)}
    for token in doc:
        if token.tag_ != "NNP" or token.i in taken:
            continue
        is_word = token.is_alpha and token.text[0].isupper() and token.text[1:].islower()
        if is_word and token.head.tag_ in ("VBD", "VBZ") and acts(token):
            if not any(token.children) and not token.ent_type_:
                yield Name(token.i, token.i + 1, None, "speaker", 0)
            elif (first := _behind_owner(doc, token.i, taken)) is not None:
                yield Name(first, token.i + 1, "Person", "speaker", 2)


def _behind_owner(doc: Doc, last: int, taken: Collection[int]) -> int | None:
    """Where two words or more begin that end at a token and stand behind a body's name: "Aid Hub's Lynn Berg said"."""
    first = last
    while first > 1 and doc[first - 1].tag_ == "NNP" and first - 1 not in taken and doc[first - 1].text.istitle():
        first -= 1
    return first if first < last and doc[first - 1].tag_ == "POS" and first - 2 in taken else None


def before_party(doc: Doc, names: Sequence[Name]) -> Iterator[Name]:
    """The one word in capitals before "party" that annotation missed, whose name ends there: "the Vell party"."""
    taken = {i for name in names for i in range(name.first, name.last)}
    for party in doc[2:]:
        if party.text != "party":
            continue
        word, before = party.nbor(-1), party.nbor(-2)
        if word.i in taken or word.tag_ != "NNP":
            continue
        is_whole = tells_party(before) or (before.lower_ == "the" and (before.i == 0 or not before.nbor(-1).is_title))
        if is_whole and word.is_title:
            yield Name(word.i, word.i + 1, "PoliticalParty", "before party", 3)
