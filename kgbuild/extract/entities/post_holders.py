"""Who holds a post that a text tells: by the name beside its title, by "is", by the verb of taking or leaving it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kgbuild.extract.entities.name_forms import behind_ranks
from kgbuild.extract.entities.titles import Title, verb_of_post
from kgbuild.extract.grounding import EntityIndex
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import SUBJECTS, direct_objects, first_conjunct, is_passive, lemma
from kgbuild.model import Entity, Span
from kgbuild.parse import Doc, Token


def holders(doc: Doc, title: Title, index: EntityIndex) -> Iterator[tuple[Entity, Span, str, float]]:
    """The persons that hold a post, each with the span of the mention, the rule and its confidence."""
    head = doc[title.head]
    first = behind_ranks(doc, title.last)
    if first > title.last and title.words.lower() in load_lexicon("titles")["modifiers"]["deputy"]:
        return  # "Deputy Attorney General Ana Berg": of the title behind
    if first < len(doc) and not doc[first].is_sent_start:
        starts = range(doc[title.last].idx, doc[first].idx + 1)  # NER may have a rank in the name
        at = index.at(name_head(doc, first))
        if at and at[0].kind == "Person" and at[1].form == "name" and at[1].span.begin in starts:
            yield at[0], at[1].span, "title before name", 0.95
            return
    beside = [child for child in head.children if child.dep_ == "appos" and head.tag_ != "NNS"]
    apposed = first_conjunct(head) if head.dep_ == "conj" else head  # "a former host and home minister"
    if apposed.dep_ == "appos":
        beside.append(apposed.head)
    if head.dep_ in ("compound", "nmod") and head.right_edge.i >= title.last and head.head.i > head.right_edge.i:
        beside.append(head.head)  # "Inspector General of Police Ana Berg"
    for token in beside:
        if (at := index.at(token.i)) and at[0].kind == "Person" and at[1].form == "name":
            yield at[0], at[1].span, "apposition", 0.9
            return
    if (named := _named_beside(doc, title, index)) is not None:
        yield *named, "apposition", 0.9
        return
    yield from _appointed(head, index)
    if head.dep_ == "attr" and lemma(head.head) in ("be", "become", "remain"):
        if not _is_told(head.head):
            return
        for subject in (child for child in head.head.children if child.dep_ in SUBJECTS):
            if (at := index.at(subject.i)) and at[0].kind == "Person" and head.tag_ != "NNS":
                yield at[0], at[1].span, "predicate", 0.8


def _is_told(verb: Token) -> bool:
    """Whether somebody has or had a post, by a verb without "not", "may", "will", "if" or "to"."""
    return not any(
        child.dep_ == "neg" or child.tag_ in ("MD", "TO") or (child.dep_ == "mark" and child.lower_ in ("if", "unless"))
        for child in verb.children
    )


def _named_beside(doc: Doc, title: Title, index: EntityIndex) -> tuple[Entity, Span] | None:
    """Whom a title that coreference has given to a person names, where the name is the next after the title's comma."""
    at = index.at(title.head)
    if at is None or at[0].kind != "Person" or at[1].form != "nominal":
        return None
    sentence = doc[title.head].sent
    comma = next((token.i for token in doc[title.last : sentence.end] if token.text == ","), sentence.end)
    end = next((token.i for token in doc[comma + 1 : sentence.end] if token.text == ","), sentence.end)
    part = doc[comma + 1 : end]  # "the head of the party, the former speaker Ana Berg,"
    starts = range(part[0].idx, part[-1].idx + 1) if len(part) else range(0)
    named = (m.span for m in at[0].mentions if m.form == "name" and m.span.begin in starts)
    return next(((at[0], span) for span in named), None)


def _appointed(head: Token, index: EntityIndex) -> Iterator[tuple[Entity, Span, str, float]]:
    """Who "was elected governor", "resigned as governor" or was made it: "named Ana Berg governor"."""
    table, (verb, by_as) = load_lexicon("titles"), verb_of_post(head)
    if not by_as and head.dep_ not in ("oprd", "attr", "dobj", "xcomp"):
        return
    takes, leaves = lemma(verb) in table["appointing"]["verbs"], by_as and lemma(verb) in table["leaving"]["verbs"]
    holds = by_as and lemma(verb) in table["holding"]["verbs"]
    if not (takes or leaves or holds) or not _is_told(verb):
        return
    leaves = leaves or (holds and verb.tag_ == "VBD")
    objects = [] if holds or is_passive(verb) else [child for child in direct_objects(verb) if child != head]
    # "The king removed Berg as head": who leaves is the object, if there is one.
    for holder in objects or _subjects(verb, ("nsubjpass",) if takes else SUBJECTS):
        if (at := index.at(holder.i)) and at[0].kind == "Person":
            yield at[0], at[1].span, "left" if leaves else "held" if holds else "appointed", 0.8


def _subjects(verb: Token, labels: Collection[str]) -> Iterator[Token]:
    """The subjects of a verb, who a relative clause is about for "who", and those of the verb that it goes on from."""
    own = [child for child in verb.children if child.dep_ in labels]
    for subject in own:
        is_relative = verb.dep_ == "relcl" and subject.tag_ == "WP"
        yield verb.head if is_relative else subject
    if not own and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        yield from (child for child in verb.head.children if child.dep_ in SUBJECTS)


def name_head(doc: Doc, first: int) -> int:
    """The last token of the run of proper nouns that begins at a token."""
    last = first
    while last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN" and doc[last].dep_ == "compound":
        last += 1
    return last
