"""Words of state that tell by themselves what people are counted as: "45 dead", "17 were in intensive care"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kgbuild.extract.layers import Quantity
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.quantities.count_kinds import Kind, kinds
from kgbuild.extract.quantities.numbers import QUOTES
from kgbuild.extract.syntax import lemma
from kgbuild.parse import Doc, Token

_TOTALS: Final = frozenset({"nsubj", "nsubjpass", "dobj", "oprd"})


def state(doc: Doc, quantity: Quantity, counted: Token) -> str | None:
    """The kind that a word of state gives: "45 dead", "12 people missing", "17 were in intensive care"."""
    after = max(counted.i, quantity.head) + 1
    after += after < len(doc) and doc[after].text in QUOTES  # "“around 300” displaced"
    following = doc[after] if after < len(doc) and doc[after].sent == counted.sent else None
    kind = _kind_of_state(counted)
    if kind is None and following is not None and not _has_object(following):
        kind = _kind_of_both(following) or _kind_of_state(following)
    if kind is None and counted.dep_ in ("nsubj", "nsubjpass") and not _has_object(counted.head):
        kind = _predicate_state(counted.head)
    kind = kind or part_of_state(counted) or _fatal(doc, counted) or _total(counted)
    return kind or ("participants" if _takes_part(counted) else None)


def described(doc: Doc, quantity: Quantity, counted: Token) -> str | None:
    """The kind that a word between a number and its noun gives: "around 300 evacuated families"."""
    lasting = load_lexicon("counts")["described"]["kinds"]
    told = (_kind_of_state(token) for token in doc[quantity.head + 1 : counted.i])
    return next((kind for kind in told if kind in lasting), None)


def _takes_part(counted: Token) -> bool:
    """Whether those counted are said to take part, or somebody reckons with so many marchers."""
    totals, verb = load_lexicon("counts")["totals"], counted.head
    if counted.dep_ == "dobj":
        return verb.lemma_ in totals["putting"] and counted.lemma_ in totals["marchers"]
    parts = [child.lower_ for child in verb.children if child.dep_ in ("dobj", "prt")]
    is_told = " ".join((verb.lemma_, *parts)) in totals["taking_part"]
    return counted.dep_ == "nsubj" and is_told and not any(child.lower_ == "in" for child in verb.children)


def part_of_state(counted: Token) -> str | None:
    """The kind of those of whom some are counted: "nine of the dead were children"."""
    of = (child for child in counted.children if child.dep_ == "prep" and child.lower_ == "of")
    heads = (head for each in of for head in each.children if head.dep_ in ("pobj", "pcomp"))
    return next((_kind_of_state(head) for head in heads if any(c.lower_ == "the" for c in head.children)), None)


def _fatal(doc: Doc, counted: Token) -> str | None:
    """ "shot dead three shoppers", "the bodies of three climbers" """
    before = doc[counted.left_edge.i - 1] if counted.left_edge.i else counted
    if before.lower_ == "dead" and before.head.pos_ == "VERB":
        return "killed"
    governor = counted.head.head if counted.dep_ == "pobj" and counted.head.lower_ == "of" else counted
    if counted.dep_ == "nsubj" and _has_object(counted.head):
        return None  # "two bodies regulate the market"
    remains = load_lexicon("counts")["remains"]["lemmas"]
    return "killed" if {governor.lemma_.lower(), counted.lemma_.lower()} & set(remains) else None


def _kind_of_state(word: Token) -> str | None:
    told = {word.lower_} if word.is_sent_start else {word.lower_, f"{word.nbor(-1).lower_} {word.lower_}"}
    return next((kind.name for kind in kinds().values() if not told.isdisjoint(kind.states)), None)


def _kind_of_both(word: Token) -> str | None:
    """The kind of those of whom some are dead, some hurt: "120 dead and injured", not "120 dead and 4 injured"."""
    harmed = load_lexicon("counts")["harmed"]
    joined = word.doc[word.i + 1 : word.i + 3]
    if len(joined) < 2 or joined[0].lower_ not in harmed["joints"]:
        return None
    return "casualties" if {_kind_of_state(word), _kind_of_state(joined[1])} == set(harmed["kinds"]) else None


def _kind_of_place(heads: Sequence[Token]) -> str | None:
    """As what those are counted who are in a place: "17 were in intensive care", "400 remain in detention", "three
    were in critical condition"."""
    told = ((kind, head) for kind in kinds().values() for head in heads)
    return next((kind.name for kind, head in told if head.lower_ in kind.places or _is_condition(head, kind)), None)


def _is_condition(noun: Token, kind: Kind) -> bool:
    return noun.lower_ == "condition" and any(child.lower_ in kind.conditions for child in noun.children)


def _has_object(verb: Token) -> bool:
    """Whether a verb is active: "thirty militants killed the mayor" are not thirty killed."""
    return any(child.dep_ == "dobj" for child in verb.children)


def _predicate_state(verb: Token) -> str | None:
    """The state that a predicate gives: "are missing", "was in hospital", "were among the dead"."""
    tells_more = any(verb.lemma_.lower() in kind.lemmas for kind in kinds().values())  # "died in custody"
    for child in verb.children:
        if child.dep_ == "acomp" or (child.dep_ == "oprd" and verb.lemma_ in load_lexicon("counts")["stated"]["verbs"]):
            return _kind_of_state(child)
        complements = [one for one in child.children if one.dep_ == "pobj"] if child.dep_ == "prep" else []
        if child.lower_ in ("in", "to", "at", "under") and not tells_more and (kind := _kind_of_place(complements)):
            return kind
        if child.lower_ == "among" and complements:
            return _kind_of_state(complements[0])
    return _kind_of_state(verb) if verb.tag_ == "VBG" else None


def passes(counted: Token) -> bool:
    """Whether a figure is said to be passed: "the toll exceeds 100"."""
    totals = load_lexicon("counts")["totals"]
    if counted.dep_ != "dobj" or lemma(counted.head) not in totals["passing"]:
        return False
    return any(child.lower_ in totals["heads"] for child in counted.head.children if child.dep_ == "nsubj")


def _is_as_many(counted: Token) -> bool:
    """Whether a verb says of its subject that it is so many: "the toll is 28", "the dead numbered 40"."""
    totals = load_lexicon("counts")["totals"]
    is_complement = counted.dep_ in ("attr", "dobj", "npadvmod")
    return is_complement and lemma(counted.head) in (*totals["equalling"], *totals["numbering"])


def _total(counted: Token) -> str | None:
    """ "The death toll rose to 45", "a toll of 45", "the toll passes 100", "put its dead at 50", "the toll is 28"."""
    totals = load_lexicon("counts")["totals"]
    passed = passes(counted) or _is_as_many(counted)
    if counted.dep_ != "pobj" and not passed:
        return None
    governor = counted.head if passed else counted.head.head
    if counted.dep_ == "pobj" and counted.head.lower_ == "from":  # "raised its estimate of the dead from 71 to 143"
        governor = next((above for above in counted.ancestors if above.pos_ == "VERB"), governor)
    subjects = [governor, *(child for child in governor.children if child.dep_ in _TOTALS)]
    is_put, is_number = lemma(governor) in totals["putting"], lemma(governor) in totals["numbering"]
    for subject in subjects:
        if subject.lower_ in totals["heads"]:
            words = {token.lower_ for token in subject.subtree}
        elif (is_put and subject.dep_ in ("dobj", "oprd")) or (is_number and subject.dep_ == "nsubj"):
            words = {subject.lower_}
        else:
            continue
        for kind in kinds().values():
            if words & (kind.states | set(totals.get(kind.name, ()))) or words & kind.lemmas:
                return kind.name
    return None
