"""What a word is by itself: its lemma, its forms, its part of speech; and what hangs on it."""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax.memo import found_once
from kgbuild.parse import Token


@found_once
def lemma(token: Token) -> str:
    """The lemma in lower case; one that the model gets wrong is put right."""
    found = token.lemma_.lower() or token.lower_
    corrections = load_lexicon("lemmas")
    if token.pos_ == "NOUN":
        noun: str = corrections["nouns"].get(found, found)
        return noun
    if token.pos_ != "VERB":
        return found
    right: str = corrections["forms"].get(token.lower_) or corrections["verbs"].get(found, found)
    return right


@found_once
def hyphenated(token: Token) -> tuple[Token, ...]:
    """The tokens of the hyphenated word that a token heads, "sit", "-", "ins"; of any other word the token alone."""
    tokens, first, last = token.doc.tokens, token.i, token.i
    if token.whitespace_ and (first == 0 or tokens[first - 1].whitespace_):
        return (token,)
    while first >= 2 and _ties(tokens[first - 1]) and not tokens[first - 2].whitespace_:
        first -= 2
    while last + 2 < len(tokens) and _ties(tokens[last + 1]) and not tokens[last].whitespace_:
        last += 2
    if first == last:
        return (token,)
    heads = [part for part in tokens[first : last + 1] if not first <= part.head.i <= last or part.head == part]
    return tokens[first : last + 1] if heads and heads[-1] == token else (token,)


def is_opposed(token: Token) -> bool:
    """Whether "anti-" stands before a word: "anti-government"."""
    return token.i >= 2 and _ties(token.nbor(-1)) and token.nbor(-2).lower_ == "anti"


def _ties(hyphen: Token) -> bool:
    return hyphen.text == "-" and not hyphen.whitespace_


def lemmas(token: Token) -> tuple[str, ...]:
    """As what a word may stand in a lexicon, the fullest form first: "sit-in", "sitin", "in" for "sit-ins"."""
    return _with_hyphens(token, lemma(token))


def forms(token: Token) -> tuple[str, ...]:
    """The same of the word as it is written, in lower case: "gang-raped", "gangraped", "raped"."""
    return _with_hyphens(token, token.lower_)


def _with_hyphens(token: Token, form: str) -> tuple[str, ...]:
    parts = hyphenated(token)
    if len(parts) == 1:
        return (form,)
    whole = "".join(form if part == token else part.lower_ for part in parts)
    return (whole, whole.replace("-", ""), form)


def is_verbal(token: Token) -> bool:
    """Whether the token heads a clause or a participle: a verb, or an adjective with a participle's tag."""
    return token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBG")


def is_nominal(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON", "NUM")


def children(token: Token, *labels: str) -> Sequence[Token]:
    """The dependents of a token with any of the labels."""
    return token.children_by(labels)


@found_once
def conjuncts(token: Token) -> tuple[Token, ...]:
    """The token and what is coordinated after it: "police and soldiers" from "police"."""
    found = [token]
    for item in found:
        found.extend(child for child in children(item, "conj") if child.pos_ not in ("VERB", "AUX") or is_verbal(token))
    return tuple(sorted(found, key=lambda t: t.i))


@found_once
def first_conjunct(token: Token) -> Token:
    """The head of the coordination that the token stands in; the token itself if it stands in none."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token


def governing_verb(token: Token) -> Token:
    """The nearest verb above a token; the token itself if there is none."""
    return next((ancestor for ancestor in token.ancestors if is_verbal(ancestor)), token)


def is_in_question(token: Token) -> bool:
    """Whether the sentence of a token ends with a question mark, whatever space or closing mark comes after it."""
    last = next((each for each in reversed(token.sent) if not (each.is_space or each.is_quote)), token)
    return last.text == "?"


def phrasal_lemma(verb: Token) -> str:
    """The lemma of a verb with its particle: "call off"."""
    particle = next((child.lower_ for child in verb.children if child.dep_ == "prt"), "")
    return f"{lemma(verb)} {particle}".rstrip()
