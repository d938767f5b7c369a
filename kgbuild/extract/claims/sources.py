"""Whose words they are: the subject of a reporting verb, and who issued a statement that speaks for itself."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from kgbuild.extract import syntax
from kgbuild.extract.claims.passages import Tokens
from kgbuild.extract.claims.reporting import verb_classes, words
from kgbuild.extract.entities.nouns import nouns
from kgbuild.extract.syntax import SUBJECTS
from kgbuild.parse import Token
from kgbuild.vocabulary import is_a

_RELATIVE_PRONOUNS: Final = frozenset({"who", "which", "that"})
_BULLETS: Final = frozenset({"-", "–", "—", "*", "•", "·"})
_NO_PHRASE_END: Final = frozenset({"SPACE", "PUNCT", "AUX", "CCONJ", "ADV"})
# Relations under which a verb shares the subject of its head: "said …, adding …", "and added", "went on to say".
_SHARE_SUBJECT: Final = frozenset({"conj", "xcomp", "advcl", "pcomp", "prep", "dep"})
_RUN_BY_SOMEBODY: Final = frozenset({"Facility", "City", "Region", "Place", "Country", "Medium"})
_NAMED: Final = frozenset({"PERSON", "ORG", "NORP", "GPE"})
# How far up a chain of verbs a subject is looked for: "tried to begin to say" needs three steps; parses go astray.
_LONGEST_CHAIN: Final = 6


@dataclass(frozen=True, slots=True)
class Source:
    """A phrase that names a source. `head` names it: for a relative pronoun the noun before it.

    `relayers` are the heads of who carried its words, where the clause itself says so ("TASS quoted him as saying").
    """

    head: int
    tokens: Tokens
    relayers: tuple[int, ...] = ()


def source_of(verb: Token) -> Source | None:
    """The phrase of who speaks, thinks or writes; None for a passive without agent and for an "it" that is nobody."""
    if _is_passive(verb):
        return _agent(verb)
    if syntax.hears(verb):
        return _informant(verb)
    clause = _clause_of_speech(verb)
    for _ in range(_LONGEST_CHAIN):
        if clause.dep_ == "prep" and clause.lower_ == "as" and clause.head.lemma_ in words("relaying", "verbs"):
            return _quoted_as_saying(clause.head)
        if any(child.dep_ == "expl" for child in clause.children):
            return None
        if subjects := [c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass") and not syntax.is_where(c)]:
            # A parser gives "If he wins, Smith said" two subjects: the nearer one speaks.
            return _subject(min(subjects, key=lambda subject: abs(subject.i - clause.i)), clause, verb)
        if clause.dep_ == "acl" and clause.tag_ == "VBG":
            return _participial(clause.head, verb)
        if clause is verb and (paper := _paper_before(verb)) is not None:
            return _participial(paper, verb)
        if (
            clause.dep_ == "acl" and clause.tag_ in ("VBD", "VBZ") and may_speak(clause.head)
        ):  # parsers do so after "Ana Lima, the chair, said"
            return Source(clause.head.i, noun_phrase(clause.head, verb))
        if clause.dep_ not in _SHARE_SUBJECT or clause.head.i == clause.i:
            break
        if clause is verb and (controller := _controller(clause)) is not None:
            return Source(controller.i, noun_phrase(controller, verb))
        clause = _sharing(clause)
    return inverted(verb)


def _informant(verb: Token) -> Source | None:
    """From whom one hears: "the inquiry heard from Ana Ruiz that …"."""
    nouns = (noun for child in verb.children if child.lower_ == "from" for noun in child.children)
    return next((Source(noun.i, noun_phrase(noun, verb)) for noun in nouns if noun.dep_ == "pobj"), None)


def _controller(infinitive: Token) -> Token | None:
    """Who is to speak: "urged the mayor to say so" is of the mayor."""
    if infinitive.dep_ != "xcomp" or not syntax.is_infinitive(infinitive):
        return None
    return next((token for token in syntax.object_controller(infinitive.head) if token.i < infinitive.i), None)


def _sharing(clause: Token) -> Token:
    """The verb whose subject a clause without one shares: for "demanding that she go and saying …" what was demanded is
    no clause that goes on."""
    if clause.dep_ == "conj" and clause.tag_ == "VBG" != clause.head.tag_:
        participles = (t for t in clause.ancestors if t.tag_ == "VBG" and t.lemma_ in verb_classes())
        return next(participles, clause.head)
    return clause.head


def cited_by(verb: Token, source: Source) -> Source:
    """Whom the source cites for what it reports, if anybody: "Reuters, citing two officials, reported …".

    After what an outlet reports, it is the outlet that cites: "the agency said that he had fled, citing a relative".
    """
    above: list[Token] = [*verb.children, *verb.doc[source.head].children]
    if verb.doc[source.head].lemma_.lower() in words("outlets", "nouns") or verb.doc[source.head].ent_type_ == "ORG":
        above += [child for clause in verb.children if clause.dep_ == "ccomp" for child in clause.rights]
    for child in above:
        if is_citing(child) and (child.text_before == "," or child.head is verb):
            for noun in child.children:
                if noun.dep_ == "dobj" and is_cited(noun):
                    return Source(noun.i, noun_phrase(noun, child), (source.head,))
    return source


def is_citing(participle: Token) -> bool:
    """Whether a participle tells on whose word somebody says what they say: "citing two officials"."""
    return participle.tag_ == "VBG" and participle.lemma_ in words("citing", "verbs")


def is_cited(noun: Token) -> bool:
    """Whether a noun names somebody whose word may be cited: "an official", "the hospital", no "shortage"."""
    may_answer = noun.pos_ == "NOUN" and nouns().kind_of(noun) in _RUN_BY_SOMEBODY
    return is_speaker(noun) or may_answer or noun.lemma_ in words("somebody", "nouns")


def is_speaker(noun: Token) -> bool:
    """Whether a noun names somebody, as far as the word itself tells."""
    kind = nouns().kind_of(noun) if noun.pos_ == "NOUN" else None
    return noun.lemma_.lower() == "source" or (is_a(kind, "Actor") if kind else noun.ent_type_ in _NAMED)


def may_speak(noun: Token) -> bool:
    """Whether a subject is somebody, a place run by somebody or a paper: no "earlier count" puts a toll at ten."""
    if noun.pos_ != "NOUN" or not noun.text.islower():
        return True  # parsers miss names
    if any(child.dep_ == "appos" and child.ent_type_ == "PERSON" for child in noun.children):
        return True  # "the district collector, Ana Lima, "
    if is_speaker(noun) or tells_by_itself(noun) or noun.lemma_ in words("somebody", "nouns"):
        return True
    if noun.lemma_ in words("collections", "nouns") or noun.lower_ in nouns().partitives:
        parts = (t for of in noun.children if of.lower_ == "of" for t in of.children if t.dep_ == "pobj")
        return any(is_speaker(part) or tells_by_itself(part) for part in parts)
    return nouns().kind_of(noun) in _RUN_BY_SOMEBODY


def _paper_before(participle: Token) -> Token | None:
    """The paper that says what a participle behind it tells, which parsers hang on the verb: "asked about the mayor's
    letter to the board warning that …"."""
    above = participle.head
    if participle.dep_ != "advcl" or participle.tag_ != "VBG" or any(participle.lefts) or above.i > participle.i:
        return None
    between = participle.doc[above.i + 1 : participle.i]
    if any(token.text == "," or token.pos_ == "VERB" for token in between):
        return None
    return next((each for each in between if each.lemma_ in words("documents", "nouns") and each.dep_ == "pobj"), None)


def _participial(noun: Token, verb: Token) -> Source | None:
    """ "a man saying …" is the man's; "issued a statement saying …" is said by who issued it, and so is what a noun
    that names nobody is followed by: "held a news conference announcing …", "posted a photo on Twitter blaming …"."""
    if (sent := _sent_to(noun)) is not None:
        return source_of(sent)
    is_document = noun.lemma_ in words("documents", "nouns")
    is_issued = is_document and noun.dep_ == "dobj" and noun.head.lemma_ in words("light", "verbs")
    if is_issued or not (is_document or tells_by_itself(noun) or is_speaker(noun)):
        above = next((token for token in noun.ancestors if token.pos_ == "VERB"), None)
        if above is not None and (source := source_of(above)) is not None:
            return source
    return Source(noun.i, noun_phrase(noun, verb))


def _sent_to(noun: Token) -> Token | None:
    """The verb of whoever sent words to somebody: "sent a letter to the board warning that …"."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "to":
        return None
    verb = next((above for above in noun.head.ancestors if above.pos_ == "VERB"), None)
    return verb if verb is not None and verb.lemma_ in words("light", "verbs") else None


def tells_by_itself(noun: Token) -> bool:
    """Whether a source is a paper or a finding, not somebody."""
    return noun.lemma_.lower() in words("documents", "nouns") | words("evidence", "nouns")


def resumes_speech(verb: Token) -> bool:
    """Whether a verb goes on with what the main verb began: "X said that Y fell, adding …", "… and warned that …".

    Parsers tend to hang such a verb on the clause between.
    """
    root = verb.sent.root
    if verb.lemma_ not in verb_classes() or root.lemma_ not in verb_classes() or not verb.sent.start < verb.i > root.i:
        return False
    if any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in verb.children):
        return False
    if verb.tag_ == "VBG":
        clause = verb.head
        # "X claimed it, but Y kept away from it, saying …": what goes on is the clause beside.
        is_beside = clause.dep_ == "conj" and clause.head is root and any(c.dep_ in SUBJECTS for c in clause.children)
        return verb.text_before == "," and not is_beside
    return verb.dep_ == "conj" and verb.tag_ == root.tag_ and verb.head.lemma_ not in verb_classes()


def _clause_of_speech(verb: Token) -> Token:
    """The verb of the clause that a reporting verb goes on with, else the verb itself.

    "Fans stood by as he spoke of the match and said that …": who speaks goes on, whatever the parser hangs "said" on.
    """
    if resumes_speech(verb):
        return verb.sent.root
    if verb.dep_ != "conj" or verb.head.lemma_ in verb_classes() or any(c.dep_ in SUBJECTS for c in verb.children):
        return verb
    speaking = (
        token
        for token in reversed(verb.doc[verb.head.i : verb.i])
        if token.dep_ == "advcl"
        and token.head is verb.head
        and token.tag_ == verb.tag_
        and token.lemma_ in verb_classes()
        and any(child.dep_ == "nsubj" for child in token.children)
    )
    return next(speaking, verb)


def _is_passive(verb: Token) -> bool:
    """ "was accused", "when asked", "Asked about it, she said" """
    relations = {child.dep_ for child in verb.children}
    if relations & {"nsubjpass", "auxpass"}:
        return True
    if verb.tag_ in ("VBN", "VBD") and verb.dep_ == "advcl" and verb.head.i > verb.i and "nsubj" not in relations:
        return True
    return verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl", "amod") and "aux" not in relations


def _agent(clause: Token) -> Source | None:
    noun = agent_of(clause)
    return Source(noun.i, noun_phrase(noun, clause)) if noun is not None else None


def agent_of(passive: Token) -> Token | None:
    """The head of the phrase after "by"."""
    by = (child for child in passive.children if child.dep_ in ("agent", "prep") and child.lower_ == "by")
    return next((noun for preposition in by for noun in preposition.children if noun.dep_ == "pobj"), None)


def _subject(subject: Token, clause: Token, verb: Token) -> Source | None:
    if subject.lower_ in _RELATIVE_PRONOUNS and clause.dep_ == "relcl":
        is_dash = not any(map(str.isalnum, clause.head.text))  # "his rival – who lost": parsers take some for nouns
        noun = clause.head.head if is_dash else clause.head
        noun = _nearer_speaker(noun, subject)
        return Source(_whole(noun, subject).i, Tokens(subject.i, subject.i + 1))
    return Source(subject.i, noun_phrase(subject, verb))


def _nearer_speaker(noun: Token, relative: Token) -> Token:
    """Who stands right before a relative pronoun where parsers take a thing before: "a strike called by two unions,
    who speak of nine dead"."""
    before = [token for token in noun.doc[max(noun.i + 1, relative.i - 2) : relative.i] if token.text != ","]
    near = before[-1] if before else noun
    return near if near.pos_ in ("NOUN", "PROPN") and is_speaker(near) and not may_speak(noun) else noun


def _whole(noun: Token, relative: Token) -> Token:
    """What a partitive before a relative pronoun is a part of: "a number of cities that say so"."""
    if noun.lower_ in nouns().partitives and not relative.is_sent_start and (last := relative.nbor(-1)).dep_ == "pobj":
        return last if last.head.head is noun else noun
    return noun


def _quoted_as_saying(verb: Token) -> Source | None:
    """ "TASS quoted the minister as saying", "the minister was quoted by TASS as saying": the minister says it."""
    roles = {child.dep_: child for child in verb.children}
    if (speaker := roles.get("nsubjpass")) is not None:
        relayer = agent_of(verb)
    else:
        speaker, relayer = roles.get("dobj"), roles.get("nsubj")
    if speaker is None:
        return None
    return Source(speaker.i, noun_phrase(speaker, verb), (relayer.i,) if relayer is not None else ())


def inverted(verb: Token) -> Source | None:
    """A subject right after its verb, which parsers take for an object: “…,” has reported the ministry."""
    for child in verb.children:
        if child.dep_ == "dobj" and child.left_edge.i == verb.i + 1:
            return Source(child.i, noun_phrase(child, verb))
    return None


def noun_phrase(head: Token, verb: Token) -> Tokens:
    """The whole phrase of a noun up to its relative or participial clause, and never past the verb."""
    first, last = head.left_edge.i, head.right_edge.i + 1
    for child in head.rights:
        is_aside = child.dep_ == "prep" and child.text_before == ","
        if child.dep_ in ("relcl", "acl") or is_aside:
            last = min(last, child.left_edge.i)
    if head.i < verb.i < last:
        last = verb.i
    elif first <= verb.i < head.i:
        first = verb.i + 1
    doc = head.doc
    while first < head.i and (doc[first].is_space or doc[first].text in _BULLETS):
        first += 1
    while last - 1 > head.i and doc[last - 1].text != ")" and doc[last - 1].pos_ in _NO_PHRASE_END:
        last -= 1
    return Tokens(first, max(last, head.i + 1))


def issuers_of(document: Token, prepositions: Collection[str] = ("by", "from", "of")) -> tuple[int, ...]:
    """The heads of who issued a statement, a report or the like, where its own phrase names them."""
    return tuple(sorted({token.i for token in _issuers(document, prepositions)}))


def _issuers(document: Token, prepositions: Collection[str]) -> Iterator[Token]:
    for child in document.children:
        if child.dep_ == "poss" or (child.dep_ in ("compound", "nmod") and child.pos_ in ("NOUN", "PROPN")):
            yield child
        elif child.dep_ == "prep" and child.lower_ in prepositions:
            yield from (noun for noun in child.children if noun.dep_ == "pobj")
        elif child.dep_ == "acl" and child.tag_ == "VBN" and (noun := agent_of(child)) is not None:
            yield noun
