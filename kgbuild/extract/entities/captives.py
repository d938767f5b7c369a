"""Who is freed: of those whom a text tells to have been taken, not of who took them."""

from __future__ import annotations

from collections.abc import Iterator

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import direct_objects, is_passive, lemma, subjects
from kgbuild.parse import Token


def taken_before(pronoun: Token) -> Iterator[Token]:
    """Who was taken, in the clauses before a pronoun for those who are freed: "gunmen took nine nurses; they were
    freed in May"."""
    table, verb = load_lexicon("pronouns_usage")["captives"], pronoun.head
    if pronoun.dep_ not in ("nsubjpass", "dobj") or lemma(verb) not in table["freeing"]:
        return
    sentence = pronoun.sent
    first = pronoun.doc[sentence.start - 1].sent.start if sentence.start else sentence.start
    for word in pronoun.doc[first : pronoun.i]:
        if word.pos_ == "VERB" and lemma(word) in table["taking"]:
            yield from subjects(word) if is_passive(word) else direct_objects(word)
