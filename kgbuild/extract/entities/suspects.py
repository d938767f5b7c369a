"""The suspect of a report is who its next sentence names: "A man was charged … Jan Berg, 51, appeared …"."""

from __future__ import annotations

from typing import Final

from kgbuild.extract.entities.agreement import may_be_one
from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.entities.definiteness import is_indefinite
from kgbuild.extract.entities.name_forms import Name
from kgbuild.extract.entities.name_senses import has_age
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, lemma
from kgbuild.parse import Token

NAMED_NEXT: Final = 0.7
"""Confidence that who is named is who was charged in the sentence before."""


def merge(chains: Chains) -> None:
    """Merges the one whom a sentence tells to be charged or held with who is named, with an age, in the next one.

    Nobody is taken up where the first sentence names a person or has two such nouns, and nobody named before.
    """
    charging = load_lexicon("people")["suspects"]["verbs"]
    for i, candidate in enumerate(chains.candidates):
        head = chains.doc[candidate.head]
        if candidate.form != "nominal" or candidate.kind != "Person" or head.dep_ not in SUBJECTS:
            continue
        if lemma(head.head) not in charging or not is_indefinite(head) or any(chains.names(i)):
            continue
        named = _named_next(chains, i, head)
        if named is not None and may_be_one(chains, i, named):
            chains.merge(i, named, NAMED_NEXT)


def _befalls(head: Token) -> bool:
    """Whether a noun or name is the subject of a verb that tells what befalls who is charged: "was remanded"."""
    table = load_lexicon("people")["suspects"]
    return head.dep_ in SUBJECTS and lemma(head.head) in (*table["verbs"], *table["then"])


def _named_next(chains: Chains, i: int, head: Token) -> int | None:
    """The person whom the next sentence names first, with an age, as the subject of what befalls who is charged."""
    doc, end = chains.doc, head.sent.end
    while end < len(doc) and doc[end].is_space:
        end += 1
    following = doc[end].sent if end < len(doc) else None
    for j in range(i + 1, len(chains.candidates)):
        name = chains.candidates[j]
        if following is None or name.first >= following.end:
            return None
        if name.kind != "Person" or name.form == "pronoun":
            continue
        if name.form == "name":
            is_new = name.first >= following.start and chains.members(j)[0] == j
            is_named = is_new and has_age(doc, Name(name.first, name.last, "Person", ""))
            return j if is_named and _befalls(doc[name.head]) else None
    return None
