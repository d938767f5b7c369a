"""What is said: the stretches of text that a reporting verb attributes to its source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from kgbuild.extract.claims.channels import is_channel, names_outlet
from kgbuild.extract.claims.passages import SEPARATORS, Passage, Tokens
from kgbuild.extract.claims.reporting import ReportingClass, no_contents, verb_classes, words
from kgbuild.extract.claims.sources import is_speaker, may_speak, resumes_speech
from kgbuild.extract.claims.surroundings import (
    CONTRAST,
    CueGroup,
    block_after,
    has_finite_verb,
    is_clause,
    is_reflexive,
    mark_before,
    parenthetical,
    quotation_after,
    quotation_of_unit_before,
)
from kgbuild.extract.entities.nouns import nouns
from kgbuild.extract.syntax import SUBJECTS
from kgbuild.parse import Token

TIMES: Final = frozenset({"DATE", "TIME"})
_FIGURE_PARTS: Final = frozenset({"NUM", "ADJ", "ADV", "NOUN", "DET", "CCONJ", "VERB", "SYM"})


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
    predication = _predication(group, kind) if "predication" in kind.frames else None
    if "quotation" in kind.frames and (found := _quoted(passage, group, before)):
        if kind.frames == {"quotation"} and not _is_turn(passage, group, found):
            return None
        if predication and _reaches_over(predication, found.stretches):
            return Content((predication,), "predication")  # "hailed the accord as “a new dawn”"
        return found
    if not kind.frames.isdisjoint(("clause", "that-clause")) and (found := _reported(passage, group, kind, before)):
        return found
    if "quotation" in kind.frames and (tokens := quotation_of_unit_before(passage, group)):
        return Content((tokens,), "quotation before")
    if "quotation" in kind.frames and (tokens := block_after(passage, group)):
        return Content((tokens,), "block")
    readings: tuple[tuple[str, Callable[[], Tokens | None]], ...] = (
        ("predication", lambda: predication),
        ("object", lambda: _findings(group) if kind.by_documents else _object(group, kind)),
        ("infinitive", lambda: _infinitive(passage, group)),
        ("figures", lambda: _figures(group, kind)),
    )
    for frame, reading in readings:  # the last ones ask much of the words after a verb, and few verbs have them
        if frame in kind.frames and (tokens := reading()):
            return Content((tokens,), frame)
    return _prepositional(passage, group, kind) if "preposition" in kind.frames else None


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
def _quoted(passage: Passage, group: CueGroup, before: int | None) -> Content | None:
    if before is not None and passage.closes_at(before) and not _is_title_in_setting(passage, group):
        return Content(parenthetical(passage, group, before), "quotation before")
    if before is not None and is_clause(passage, Tokens(passage.unit(group.verb.i).first, before)):
        return None
    tokens = quotation_after(passage, group)
    return Content((tokens,), "quotation after") if tokens else None


def _is_title_in_setting(passage: Passage, group: CueGroup) -> bool:
    """ "In an interview with “The Morning Show,” she said that …": what was said comes after."""
    opening = passage.doc[passage.trimmed(passage.unit(group.verb.i)).first]
    return opening.dep_ == "prep" and opening.right_edge.i < group.first and any(group.complements("ccomp"))


# ------------------------------------------------------------------------------------------------------- clauses
def _reported(passage: Passage, group: CueGroup, kind: ReportingClass, before: int | None) -> Content | None:
    """A clause after the verb, or the sentence around a parenthetical attribution."""
    for head in _clause_heads(group):
        if _is_perceived(head, kind):
            continue
        return Content((_clause(passage, head, group.verb),), "clause")
    if tokens := _around_as(passage, group):
        return Content((tokens,), "as")
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


def _is_perceived(head: Token, kind: ReportingClass) -> bool:
    """ "found the truck burning", "saw him leave": they met with it; nobody says so."""
    is_state = head.lower_ in words("perceiving", "states")
    is_bare = (head.tag_ in ("VBG", "VB") or is_state) and head.head.lemma_ in words("perceiving", "verbs")
    return is_bare and not kind.speech and all(c.dep_ not in ("aux", "mark") for c in head.children)


def _is_told(complement: Token, kind: ReportingClass) -> bool:
    """Whether a complement is who hears it: "Ten people died, a doctor told reporters"."""
    hears = is_speaker(complement) or complement.lemma_.lower() in words("channels", "nouns")
    return kind.speech and complement.dep_ == "dobj" and hears


def _ends_headline(passage: Passage, group: CueGroup) -> bool:
    """ "Ice melting faster, study finds" with nothing after it: a headline needs no finite verb."""
    doc = passage.doc
    return group.end < len(doc) and doc[group.end].is_space and "\n" in doc[group.end].text


def _around_as(passage: Passage, group: CueGroup) -> Tokens | None:
    """The sentence around "As the governor put it, …" and "…, as the railway had promised"."""
    verb, unit = group.verb, passage.unit(group.verb.i)
    opens_as = any(child.lower_ == "as" and child.dep_ in ("mark", "advmod") for child in verb.lefts)
    objects = group.complements("dobj", "xcomp", "oprd")
    if not opens_as or verb.dep_ != "advcl" or any(each.lower_ != "it" for each in objects):
        return None
    first, last = verb.left_edge.i, verb.right_edge.i + 1
    if passage.trimmed(unit).first == first:
        return Tokens(last, unit.last) if last < unit.last and passage.doc[last].text == "," else None
    return Tokens(unit.first, first) if passage.doc[first - 1].text == "," else None


def _clause_heads(group: CueGroup) -> Iterator[Token]:
    for clause in group.complements("ccomp"):
        subjects = [word for word in clause.children if word.dep_ in SUBJECTS]
        if len(subjects) != 1 or subjects[0].tag_ != "WDT" or subjects[0].lower_ != "that":
            yield clause  # "asked for help after a raid that killed ten" asks nothing of the raid
    for addressee in group.complements("dobj", "dative"):
        # "told a meeting of leaders that …": parsers take the content for a relative clause.
        for child in addressee.rights:
            if child.dep_ in ("relcl", "acl") and any(
                word.dep_ == "mark" and word.lower_ == "that" for word in child.children
            ):
                yield child


def _clause(passage: Passage, head: Token, verb: Token) -> Tokens:
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
    last = _to_sentence_end(passage, verb, last)
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
    return (following.tag_ != "VBG" and resumes_speech(following)) or _brings_in_others(token)


def _brings_in_others(conjunction: Token) -> bool:
    """Whether a conjunction opens a clause in which others speak: "said he won and rivals accused him of fraud"."""
    verb = next((child for child in conjunction.head.rights if child.dep_ == "conj" and child.i > conjunction.i), None)
    if verb is None or verb.lemma_ not in verb_classes() or verb.tag_ not in ("VBD", "VBZ", "VBP"):
        return False
    return any(child.dep_ == "nsubj" and child.i > conjunction.i and is_speaker(child) for child in verb.children)


# ------------------------------------------------------------------------------------------------- other frames
def _infinitive(passage: Passage, group: CueGroup) -> Tokens | None:
    """ "vowed to resign" """
    for child in group.complements("xcomp"):
        return None if _is_anonymity(child) else _clause(passage, child, group.verb)
    return None


def _is_anonymity(head: Token) -> bool:
    """ "asked not to be named" """
    return head.tag_ == "VBN" and head.lemma_ in words("anonymity", "verbs")


def _predication(group: CueGroup, kind: ReportingClass) -> Tokens | None:
    """ "called him a liar", "accused him of fraud", "urged them to vote" """
    first = group.end
    if first < len(group.verb.doc) and group.verb.doc[first].dep_ == "prep":
        return None  # "called on Turkey to halt": the preposition is the cue's
    said_of = next(group.complements("ccomp", "xcomp", "oprd"), None)
    if said_of is not None:
        if any(is_reflexive(token) for token in group.complements("dobj")) and said_of.dep_ == "oprd":
            return None  # "a group calling itself the Hand"
        if kind.objects or _is_perceived(said_of, kind) or _is_anonymity(said_of):
            return None
        agent = next(group.complements("agent"), None)
        if agent is not None and first <= agent.i < said_of.left_edge.i:
            first = said_of.left_edge.i  # "was named by the board to lead the firm"
        return Tokens(first, said_of.right_edge.i + 1)
    patient = next(group.complements("dobj"), None)
    is_taken_up = patient is not None and patient.lower_ == "it"
    if patient is None or (kind.objects and not is_taken_up and not _is_of(patient, kind.objects)):
        return None
    for child in group.complements("prep"):
        if kind.objects and is_taken_up and not any(token.tag_ == "CD" for token in child.children):
            continue  # "puts it at 54", not "puts it at risk"
        if child.lower_ in (kind.prepositions or ("as", "of", "to", "for")):
            return Tokens(patient.left_edge.i, _end_of_row(child, group))
    return None


def _end_of_row(preposition: Token, group: CueGroup) -> int:
    """The end of a phrase with those of the same preposition that "and" joins to it: "of theft and of fraud"."""
    end = preposition.right_edge.i + 1
    for other in group.complements("prep"):
        if other.i == end and other.lower_ == preposition.lower_ and other.nbor(-1).dep_ == "cc":
            end = other.right_edge.i + 1
    return end


def _object(group: CueGroup, kind: ReportingClass) -> Tokens | None:
    """ "announced a truce", "the truce was announced by the general" """
    subjects = (child for child in group.verb.lefts if child.dep_ == "nsubjpass" and child.pos_ in ("NOUN", "PROPN"))
    for child in (*group.complements("dobj"), *(each for each in subjects if not is_speaker(each))):
        if kind.objects and not _is_of(child, kind.objects):
            continue
        if is_speaker(child) and (kind.speech or _is_name(child) or _is_helped(group)):
            continue  # "citing two officials", "endorsed Anna Berg": nobody is what is said
        if is_speaker(child) and any(group.complements("xcomp")):
            continue  # "promised investors to cut costs"
        if child.lemma_.lower() in no_contents(group.verb.lemma_) or is_reflexive(child):
            continue
        return Tokens(child.left_edge.i, child.right_edge.i + 1)
    return None


def _is_helped(group: CueGroup) -> bool:
    """Whether somebody is supported or defended by deeds: "supported the government against the rebels"."""
    return any(child.lower_ in words("helping", "prepositions") for child in group.complements("prep"))


def _figures(group: CueGroup, kind: ReportingClass) -> Tokens | None:
    """ "counted ten dead and more than 300 injured": by the words in a row, since parsers read such phrases badly."""
    doc, last = group.verb.doc, group.end
    while last < len(doc) and _is_of_figure(doc[last]) and not doc[last].is_sent_start:
        last += 1
    row = doc[group.end : last]
    is_counted = any(token.lemma_.lower() in kind.objects or token.lower_ in kind.objects for token in row)
    if not is_counted or not any(token.tag_ == "CD" or token.lower_ in nouns().partitives for token in row):
        return None
    if last < len(doc) and doc[last].dep_ == "prep":
        last = max(last, doc[last].right_edge.i + 1)  # "… in three towns since May"
    return Tokens(group.end, last)


def _is_of_figure(token: Token) -> bool:
    return token.pos_ in _FIGURE_PARTS or token.lower_ in ("of", "than", "at")  # "at least dozens of wounded"


def _is_of(noun: Token, lemmas: frozenset[str]) -> bool:
    return noun.lemma_.lower() in lemmas


def _is_name(noun: Token) -> bool:
    """Whether a noun is a person's name with nothing said of it."""
    return noun.ent_type_ == "PERSON" and all(child.dep_ == "compound" for child in noun.children)


def _findings(group: CueGroup) -> Tokens | None:
    """ "shows him with a lead", "found no change after the vote": the object with what is seen of it."""
    found = next(group.complements("dobj"), None)
    if found is None:
        return None
    last = found.right_edge.i + 1
    for child in group.complements("prep", "advcl", "xcomp", "oprd", "acomp", "dep"):
        if child.left_edge.i == last:
            last = child.right_edge.i + 1
    return Tokens(found.left_edge.i, last)


def _prepositional(passage: Passage, group: CueGroup, kind: ReportingClass) -> Content | None:
    """ "spoke of peace": without the preposition, which belongs to the cue. What one speaks about or on is a topic."""
    preposition = next(_content_prepositions(passage, group, kind), None)
    if preposition is None:
        return None
    # "called on the army to leave", "referred to him as a liar": what is said of the object belongs to the content.
    last = preposition.right_edge.i + 1
    for child in group.complements("xcomp", "advcl", "prep"):
        is_participle = child.tag_ in ("VBN", "VBG") and child.left_edge.i == last
        if child.dep_ == "xcomp" or child.lower_ == "as" or is_participle or _is_asked_for(child, preposition, last):
            last = max(last, child.right_edge.i + 1)
    frame = "topic" if preposition.lower_ in ("about", "on") and kind.certainty == "certain" else "preposition"
    return Content((Tokens(preposition.i + 1, last),), frame)


def _is_asked_for(deed: Token, preposition: Token, last: int) -> bool:
    """Whether an infinitive right behind a phrase tells what one asks of who is in it: "called on Kenya to act"."""
    is_addressed = preposition.lower_ in ("on", "upon", "to") and deed.tag_ == "VB"
    begins = deed.left_edge.i
    behind = begins == last or (begins == last + 1 and deed.doc[last].text == ",")
    return is_addressed and behind and deed.doc[begins].tag_ == "TO"


def _is_setting(passage: Passage, noun: Token) -> bool:
    """ "spoke on Monday", "speaking on state television", "on condition of …": when, where or how one speaks.

    What a model takes for a year is a figure in "speaks of 46".
    """
    if noun.tag_ == "CD" and noun.head.lower_ == "of":
        return False
    if noun.lemma_.lower() in words("terms", "nouns"):
        return True
    names_channel = noun.lemma_.lower() in words("channels", "nouns")
    return noun.ent_type_ in TIMES or names_channel or is_channel(passage, noun) or names_outlet(passage, noun)


def _content_prepositions(passage: Passage, group: CueGroup, kind: ReportingClass) -> Iterator[Token]:
    """ "reported on television of many wounded": "of", which the parser hangs on the channel."""
    for child in group.complements("prep"):
        channel = next((noun for noun in child.children if noun.dep_ == "pobj" and is_channel(passage, noun)), None)
        candidates = (child,) if channel is None else channel.rights
        for preposition in candidates:
            governed = next(preposition.rights, None)
            is_setting = governed is not None and _is_setting(passage, governed)
            if group.verb.lemma_ in words("support", "verbs") and governed is not None and may_speak(governed):
                continue  # "campaigned for the senator"
            if preposition.lower_ in kind.prepositions and governed is not None and not is_setting:
                yield preposition
