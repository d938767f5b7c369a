"""Where a clause that is said begins and ends."""

from __future__ import annotations

from typing import Final

from kgbuild.extract.claims.frames import TIMES
from kgbuild.extract.claims.passages import Passage, Tokens
from kgbuild.extract.claims.reporting import ReportingClass, verb_classes
from kgbuild.extract.claims.sources import resumes_speech
from kgbuild.extract.claims.surroundings import CONTRAST, CueGroup, brings_in_others, has_finite_verb
from kgbuild.extract.syntax import SUBJECTS
from kgbuild.parse import Token, TokenSpan

_MEANWHILE: Final = frozenset({"as", "while"})


def clause(passage: Passage, head: Token, verb: Token) -> Tokens:
    """The clause of a head, with the quotation that it ends in, without the narrator's words after it."""
    first = max(head.left_edge.i, verb.i + 1)
    if passage.doc[first].text in (")", "]"):
        first = verb.i + 1  # "said hundreds of IS (Islamic State) fighters escaped": parsers begin at the bracket
    first = _behind_day(passage, _from_that(passage, verb, first), verb)
    last = max(first + 1, min(head.right_edge.i + 1, passage.unit(verb.i).last))
    quotation = passage.quotation_at(last - 1)
    if quotation and quotation.first >= first - 1:
        first, last = min(first, quotation.first), max(last, quotation.last)
    doc = passage.doc
    last = _before_other_speech(head, _to_sentence_end(passage, verb, last))
    while last > first + 1 and doc[last - 1].pos_ == "CCONJ":
        last -= 1
    for place in range(first + 1, last - 1):
        is_quoted = passage.quotation_of[place] >= 0
        ends = _ends_in_quotation(passage, place) if is_quoted else _ends_content(doc[place])
        if ends and has_finite_verb(doc[first:place]):
            return Tokens(first, place + 2 * is_quoted)
    return Tokens(first, last)


def _behind_day(passage: Passage, first: int, verb: Token) -> int:
    """Where content begins that a parse has begin with when it was said: "said on Monday it would close"."""
    doc, place = passage.doc, first
    if first != verb.i + 1 or doc[first].lower_ not in ("on", "late", "early"):
        return first
    while place < len(doc) and (place == first or doc[place].ent_type_ in TIMES or doc[place].lower_ == "on"):
        place += 1
    is_day = place > first + 1 and place < len(doc) and doc[place].text != ","
    return place if is_day else first


def _from_that(passage: Passage, verb: Token, first: int) -> int:
    """Where content begins that a parse has begin with the name of who hears it: "told Radio Nord that he won"."""
    place = first
    while place < len(passage.doc) and passage.doc[place].ent_type_ in ("ORG", "PERSON"):
        place += 1
    begins = first == verb.i + 1 and first < place < len(passage.doc)
    return place if begins and passage.doc[place].lower_ == "that" and passage.doc[place].tag_ == "IN" else first


def _to_sentence_end(passage: Passage, verb: Token, last: int) -> int:
    """Where the content of a main verb ends: parsers cut long clauses short, so what is left of the sentence counts in
    unless it depends on the verb itself."""
    if verb.dep_ != "ROOT" or any(child.i >= last and child.dep_ in ("conj", "advcl") for child in verb.children):
        return last
    return max(last, passage.trimmed(passage.unit(verb.i)).last)


def _before_other_speech(head: Token, last: int) -> int:
    """Where an infinitive ends before something else that one said: "vowed to leave while accusing the board"."""
    if head.tag_ != "VB":
        return last
    for clause in head.rights:
        opens = any(child.lower_ in _MEANWHILE for child in clause.lefts if child.dep_ == "mark")
        others = (child for child in clause.lefts if child.dep_ in SUBJECTS and child.pos_ != "PRON")
        if clause.dep_ == "advcl" and opens and clause.lemma_ in verb_classes() and not any(others):
            return min(last, clause.left_edge.i)
    return last


def _ends_in_quotation(passage: Passage, place: int) -> bool:
    """Whether the narrator speaks again after the comma before a closing mark: "called it “odd,” while others …"."""
    after_mark = place + 2 < len(passage.doc) and passage.closes_at(place + 1) is not None
    return after_mark and passage.doc[place].text == "," and passage.doc[place + 2].lower_ in CONTRAST


def _ends_content(token: Token) -> bool:
    """Whether the narrator speaks again after this comma or conjunction."""
    following = token.nbor()
    if token.text == ",":
        is_participle = following.tag_ == "VBG" and following.lemma_ in verb_classes()
        return is_participle or following.lower_ in CONTRAST or following.lower_ == "according"
    if token.dep_ != "cc":
        return False
    return (following.tag_ != "VBG" and resumes_speech(following)) or brings_in_others(token)


def takes_up_clause(verb: Token) -> bool:
    """Whether what a verb tells of is a whole clause before it: "…, relatives said, which the government denied"."""
    which = next((child for child in verb.lefts if child.lower_ == "which" and child.dep_ == "dobj"), None)
    is_of_noun = verb.dep_ in ("relcl", "acl") and verb.head.pos_ not in ("VERB", "AUX")
    return which is not None and not is_of_noun and which.i > verb.sent.start and which.nbor(-1).text == ","


def clause_denied(passage: Passage, group: CueGroup, kind: ReportingClass) -> Tokens | None:
    """What "which the government denied" denies: the clause before, without who says so."""
    if kind.polarity != "negative" or not takes_up_clause(group.verb):
        return None
    doc, first = passage.doc, passage.unit(group.verb.i).first
    end = next(child.i for child in group.verb.lefts if child.lower_ == "which") - 1
    first = next((i + 1 for i in range(end - 1, first, -1) if doc[i].text == ";"), first)
    said = doc[end - 1]
    speakers = [child for child in said.children if child.dep_ in SUBJECTS and child.i < said.i]
    if said.lemma_ in verb_classes() and speakers:
        end = speakers[0].left_edge.i - 1
    else:
        first = _behind_speaker(doc[first:end])
    return Tokens(first, end) if first < end and doc[end].text == "," else None


def _behind_speaker(clause: TokenSpan) -> int:
    """Where what is said begins in a clause that opens with who says so: "the mayor said *the bridge fell*"."""
    for verb in clause:
        opens = any(child.dep_ in SUBJECTS and child.left_edge.i == clause.start for child in verb.children)
        if opens and verb.lemma_ in verb_classes():
            return min((child.left_edge.i for child in verb.rights if child.dep_ == "ccomp"), default=clause.start)
    return clause.start
