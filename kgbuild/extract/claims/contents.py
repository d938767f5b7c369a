"""What is said: the stretches of text that a reporting verb attributes to its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from kgbuild.extract.claims.clauses import clause, clause_denied, takes_up_clause
from kgbuild.extract.claims.frames import (
    figures,
    findings,
    is_anonymity,
    is_perceived,
    object_of,
    predication,
    prepositional,
)
from kgbuild.extract.claims.passages import SEPARATORS, Passage, Tokens
from kgbuild.extract.claims.phrases import answered, lacks_object
from kgbuild.extract.claims.reporting import ReportingClass, noun_classes, words
from kgbuild.extract.claims.sources import is_speaker
from kgbuild.extract.claims.surroundings import (
    CueGroup,
    block_after,
    colon_before,
    is_clause,
    mark_before,
    parenthetical,
    quotation_after,
    quotation_of_unit_before,
)
from kgbuild.extract.syntax import SUBJECTS
from kgbuild.parse import Token

AFTER_COLON: Final = "quotation after colon"
OWN_WORDS: Final = frozenset({"quotation before", AFTER_COLON})
"""Frames of what somebody says to deny, and does not deny: "“I was ill,” he denied", "denied it: “I was ill.”"."""


_REST: Final = frozenset(
    {"acomp", "attr", "dobj", "xcomp", "ccomp", "oprd", "agent", "prep", "dative", "advmod", "prt"}
)
"""How what stands behind an aside hangs on the verb before it."""


@dataclass(frozen=True, slots=True)
class Content:
    """Stretches of content, in order, and the frame of the verb that they fill."""

    stretches: tuple[Tokens, ...]
    frame: str


def content_of(passage: Passage, group: CueGroup, kind: ReportingClass) -> Content | None:
    """The content of a verb of this class, by the first frame that the text fills; None if it fills none."""
    # A participle has its content after it: in "“…,” she said, adding …" the quotation is that of "said".
    # And what stands before "who said" is about the one who said it.
    takes_before = group.adjacent and group.verb.tag_ != "VBG" and group.verb.dep_ != "relcl"
    before = mark_before(passage, group) if takes_before else None
    said_of = predication(group, kind) if "predication" in kind.frames else None
    if "quotation" in kind.frames and (found := _quoted(passage, group, kind, before)):
        if kind.frames == {"quotation"} and not _is_turn(passage, group, found):
            return None
        if said_of and _reaches_over(said_of, found.stretches):
            return Content((said_of,), "predication")  # "hailed the accord as “a new dawn”"
        denied = object_of(group, kind) if found.frame == AFTER_COLON else None
        return Content((denied,), "object") if denied else found
    if not kind.frames.isdisjoint(("clause", "that-clause")) and (found := _reported(passage, group, kind, before)):
        return found
    if "quotation" in kind.frames and (tokens := quotation_of_unit_before(passage, group)):
        return Content((tokens,), "quotation before")
    may_be_block = "quotation" in kind.frames and kind.polarity != "negative"  # a block that denies is not denied
    if may_be_block and (tokens := block_after(passage, group)):
        return Content((tokens,), "block")
    readings: tuple[tuple[str, Callable[[], Tokens | None]], ...] = (
        ("predication", lambda: said_of),
        ("object", lambda: findings(group) if kind.by_documents else object_of(group, kind)),
        ("infinitive", lambda: _infinitive(passage, group)),
        ("figures", lambda: figures(group, kind)),
        ("object", lambda: clause_denied(passage, group, kind)),
    )
    for frame, reading in readings:  # the last ones ask much of the words after a verb, and few verbs have them
        if frame in kind.frames and (tokens := reading()):
            return Content((tokens,), frame)
    told = prepositional(passage, group, kind) if "preposition" in kind.frames else None
    return Content((told[0],), told[1]) if told else None


def _is_turn(passage: Passage, group: CueGroup, content: Content) -> bool:
    """Whether a verb that speaks only beside words does: "“Today,” he went on", not "forced to go, “…,” she said"."""
    if group.verb.tag_ == "VB":
        return False
    first = content.stretches[0].first
    between = (
        passage.doc[group.end : first] if first >= group.end else passage.doc[content.stretches[0].last : group.first]
    )
    return all(token.is_punct or token.is_space or token.lower_ in ("on", "by", "with", "saying") for token in between)


def _reaches_over(tokens: Tokens, stretches: tuple[Tokens, ...]) -> bool:
    return tokens.first < stretches[0].first and stretches[-1].last <= tokens.last + 1


# ----------------------------------------------------------------------------------------------------- quotations
def _quoted(passage: Passage, group: CueGroup, kind: ReportingClass, before: int | None) -> Content | None:
    if before is not None and passage.closes_at(before) and not _is_title_in_setting(passage, group):
        return Content(parenthetical(passage, group, before), "quotation before")
    if before is not None and is_clause(passage, Tokens(passage.unit(group.verb.i).first, before)):
        return None
    tokens = quotation_after(passage, group)
    if tokens is None:
        return None
    says_why = kind.polarity == "negative" and colon_before(passage.doc, tokens.first) is not None
    return Content((tokens,), AFTER_COLON if says_why else "quotation after")


def before_colon(passage: Passage, stretch: Tokens) -> Tokens:
    """What is denied of a stretch that goes on with how it is denied: "denied that it had fired: “We slept.”"."""
    openings = (token for token in range(stretch.first + 1, stretch.last) if passage.opens_at(token))
    colons = (colon_before(passage.doc, opening) for opening in openings)
    last = next((colon.i for colon in colons if colon is not None and colon.i > stretch.first), stretch.last)
    return Tokens(stretch.first, last)


def _is_title_in_setting(passage: Passage, group: CueGroup) -> bool:
    """ "In an interview with “The Morning Show,” she said that …": what was said comes after."""
    opening = passage.doc[passage.trimmed(passage.unit(group.verb.i)).first]
    return opening.dep_ == "prep" and opening.right_edge.i < group.first and any(group.complements("ccomp"))


# ------------------------------------------------------------------------------------------------------- clauses
def _reported(passage: Passage, group: CueGroup, kind: ReportingClass, before: int | None) -> Content | None:
    """A clause after the verb, or the sentence around a parenthetical attribution."""
    for head in _clause_heads(group):
        if is_perceived(head, kind):
            continue
        return Content((clause(passage, head, group.verb),), "clause")
    if around := _around_as(passage, group):
        return Content(around, "as")
    if (
        before is None
        or "clause" not in kind.frames
        or any(not _is_told(each, kind) for each in group.complements("dobj", "xcomp", "oprd"))
    ):
        return None
    around = parenthetical(passage, group, before)
    if len(around) == 1 and _ends_headline(passage, group):
        return Content(around, "parenthetical")
    is_inserted = len(around) > 1 and passage.doc[group.end].text in SEPARATORS
    return Content(around, "parenthetical") if is_inserted or is_clause(passage, around[0]) else None


def _is_told(complement: Token, kind: ReportingClass) -> bool:
    """Whether a complement is who hears it: "Ten people died, a doctor told reporters"."""
    hears = is_speaker(complement) or complement.lemma_.lower() in words("channels", "nouns")
    return kind.speech and complement.dep_ == "dobj" and hears


def _ends_headline(passage: Passage, group: CueGroup) -> bool:
    """ "Ice melting faster, study finds" with nothing after it: a headline needs no finite verb."""
    doc = passage.doc
    return group.end < len(doc) and doc[group.end].is_space and "\n" in doc[group.end].text


def _around_as(passage: Passage, group: CueGroup) -> tuple[Tokens, ...]:
    """The sentence around "As the governor put it, …" and "…, as the railway had promised"."""
    verb, unit = group.verb, passage.unit(group.verb.i)
    opens_as = any(child.lower_ == "as" and child.dep_ in ("mark", "advmod") for child in verb.lefts)
    objects = group.complements("dobj", "xcomp", "oprd")
    if not opens_as or verb.dep_ != "advcl" or any(each.lower_ != "it" for each in objects):
        return ()
    first, last = verb.left_edge.i, verb.right_edge.i + 1
    if passage.trimmed(unit).first == first:
        return (Tokens(last, unit.last),) if last < unit.last and passage.doc[last].text == "," else ()
    if passage.doc[first - 1].text != ",":
        return ()
    rest = _behind_as(verb, last - (passage.doc[last - 1].text == ","), unit)
    return (Tokens(unit.first, first), rest) if rest is not None else (Tokens(unit.first, first),)


def _behind_as(verb: Token, comma: int, unit: Tokens) -> Tokens | None:
    """The rest of a clause that "as the union said" is put in: "the plant will, as the union said, *close in May*"."""
    doc, head = verb.doc, verb.head
    parts = [child for child in head.rights if child.dep_ in _REST]
    if head.lemma_ == "be" and not any(verb.i < child.i < comma for child in parts):
        # "Is, as the union said, unsafe": parsers hang what the plant is on who says so
        comma = next((i for i in range(verb.i, comma) if doc[i].text == ","), comma)
        if comma < verb.right_edge.i:
            return Tokens(comma + 1, min(verb.right_edge.i + 1, unit.last))
    if comma + 1 >= unit.last or doc[comma].text != ",":
        return None
    first = comma + 1
    while head.i < first and head.dep_ in SUBJECTS:
        head = head.head  # parsers hang "as" on the subject before it
    parts = [child for child in head.rights if child.i >= first and child.dep_ in _REST]
    last = max((*(part.right_edge.i for part in parts), head.i if head.i >= first else 0)) + 1
    return Tokens(first, min(last, unit.last)) if last > first else None


def _clause_heads(group: CueGroup) -> Iterator[Token]:
    for head in group.complements("ccomp"):
        subjects = [word for word in head.children if word.dep_ in SUBJECTS]
        if answered(head) is not None or takes_up_clause(head):
            continue
        if len(subjects) != 1 or subjects[0].tag_ != "WDT" or subjects[0].lower_ != "that":
            yield head  # "asked for help after a raid that killed ten" asks nothing of the raid
    for addressee in group.complements("dobj", "dative"):
        # "told a meeting of leaders that …": parsers take the content for a relative clause.
        if group.verb.lemma_ in words("answering", "verbs") and addressee.lemma_ in noun_classes():
            continue  # "answered the charge that …": what others say
        for child in addressee.rights:
            if (
                child.dep_ in ("relcl", "acl")
                and any(word.dep_ == "mark" and word.lower_ == "that" for word in child.children)
                and not lacks_object(child)
            ):
                yield child


def _infinitive(passage: Passage, group: CueGroup) -> Tokens | None:
    """ "vowed to resign" """
    for child in group.complements("xcomp"):
        return None if is_anonymity(child) else clause(passage, child, group.verb)
    return None
