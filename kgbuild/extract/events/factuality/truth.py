"""What is said to be untrue: "it is not true that he fled", "reports that he fled are false", "contrary to reports"."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.extract import syntax
from kgbuild.extract.events.factuality.effects import NEGATIVE, Effect, but_negation, words_of
from kgbuild.extract.events.factuality.frames import of_then
from kgbuild.extract.events.factuality.modifiers import SHARED, own_effects
from kgbuild.extract.events.factuality.phrases import is_none
from kgbuild.parse import Token


def untruth_of(node: Token, head: Token) -> list[Effect] | None:
    """What it does to a clause, or to the noun after "of", that its words are called untrue; None if they are not."""
    if _is_of_amount(node):
        return None
    if node.dep_ == "pobj":
        is_belied_one = head.lower_ in ("about", "of") and is_belied(head.head) and not _is_of_somebody(head.head)
        return [NEGATIVE] if is_belied_one else None
    if not _is_content(node):
        return None
    for copula in _copulas_of(node, head):
        if any(each.lower_ == "it" for each in syntax.children(copula, "nsubj")) and _is_said_untrue(copula):
            shared = own_effects(copula, labels=SHARED)  # "it may not be true that …"
            return [NEGATIVE, *map(of_then, but_negation(shared))]
    return [NEGATIVE] if is_belied(head) and not _is_of_somebody(head) else None


def _is_content(clause: Token) -> bool:
    """Whether a clause is what a noun or "it" stands for: "rumours that he fled", but not "a report that he wrote"."""
    if any(child.lower_ == "that" for child in syntax.children(clause, "mark")):
        return True
    objects = syntax.children(clause, "dobj")  # parsers take "that" for one: "the rumour that he was held"
    is_taken_up = clause.dep_ == "relcl" and any(child.lower_ == "that" for child in objects)
    return is_taken_up and (len(objects) > 1 or any(syntax.children(clause, "nsubjpass")))


def _is_of_amount(node: Token) -> bool:
    """Whether it may be but an amount that is untrue: "claims that *only 12* people died are false"."""
    told = (node, *node.children_by(syntax.SUBJECTS), *syntax.children(node, "dobj", "advmod", "attr"))
    return any(
        each.lower_ == "only"
        or (each.tag_ == "CD" and each.lower_ != "one")
        or any(child.lower_ == "only" for child in syntax.children(each, "advmod"))
        or any(syntax.children(each, "nummod"))
        for each in told
    )


def is_belied(report: Token) -> bool:
    """Whether the narrator says that reports are untrue: "there is no truth to *reports*", "false *rumours*"."""
    if syntax.lemma(report) not in words_of("reports"):
        return False
    if report.dep_ == "nsubj" and any(map(_is_said_untrue, _with_complement(report.head))):
        return True
    if report.dep_ != "pobj":
        return any(child.lower_ in words_of("untrue") for child in syntax.children(report, "amod"))
    over = report.head.head
    if report.head.lower_ == "to" and over.lower_ == "contrary":
        return True
    return (
        report.head.lower_ in ("behind", "for", "in", "to")
        and syntax.lemma(over) in words_of("grounds")
        and is_none(over)
    )


def _is_of_somebody(report: Token) -> bool:
    """Whether reports have somebody's name, who says so whatever the narrator thinks of it: "the mayor's claim"."""
    return any(syntax.children(report, "poss")) or any(
        each.lower_ in ("by", "from") for each in syntax.prepositions(report)
    )


def _copulas_of(clause: Token, head: Token) -> Iterator[Token]:
    """The verbs that may say of a clause whether it is true: of "it is not true, he said, that …" also the first, which
    parsers hang on the clause."""
    yield head.head if head.dep_ in ("acomp", "attr", "oprd") else head
    yield from (each for each in syntax.children(clause, "ccomp") if each.i < clause.i)


def _with_complement(verb: Token) -> Iterator[Token]:
    yield verb
    yield from syntax.children(verb, "xcomp")  # "turned out to be false"


def _is_said_untrue(copula: Token) -> bool:
    if syntax.lemma(copula) not in words_of("copulas"):
        return False
    is_denied = any(syntax.children(copula, "neg"))
    if any(child.lower_ == "only" for each in syntax.prepositions(copula) for child in syntax.children(each, "advmod")):
        return False  # "is not true only in Peru"
    table = words_of("true" if is_denied else "untrue")
    stressing = frozenset() if is_denied else words_of("stressing")  # "completely false", but not "not completely true"
    return any(
        all(child.lower_ in stressing for child in syntax.children(each, "advmod"))
        for each in syntax.children(copula, "acomp", "attr", "oprd")
        if each.lower_ in table and not is_none(each)  # "is no lie"
    )
