"""Mends what a participle after a noun hangs on: parsers take the nearest noun."""

from __future__ import annotations

from kgbuild.annotate.trees import attach, dependents, move
from kgbuild.annotate.words import word_list
from kgbuild.parse import Word


def mend_headed(words: list[Word], within: range, i: int) -> None:
    """ "An alliance of six states headed by Peru": it is the alliance that has a head."""
    members = words[i].head
    whole = words[words[members].head].head
    if words[i].lemma_ not in word_list("heading") or words[members].tag_ not in ("NNS", "NNPS") or members > i:
        return
    if not any(dependents(words, i, range(i + 1, within.stop), "agent")):
        return
    if (
        words[members].dep_ == "pobj"
        and words[words[members].head].lower_ == "of"
        and words[whole].tag_ in ("NN", "NNP")
    ):
        attach(words, i, whole)


def mend_led(words: list[Word], within: range, i: int) -> None:
    """ "Men of the gang Vela, led by Jan Berg, fled": who is led is the body named right before the comma."""
    if words[i].lemma_ not in word_list("heading") or words[i].tag_ != "VBN" or i - 2 not in within:
        return
    body, is_by = i - 2, words[i + 1 : i + 2] and words[i + 1].lower_ == "by"
    is_body = words[body].tag_ in ("NNP", "NNPS") or words[body].lemma_ in word_list("led")
    if is_by and words[i - 1].text == "," and is_body and not any(dependents(words, i, range(i - 2, i), "nsubjpass")):
        move(words, i, body, "acl")


def mend_beside_accusation(words: list[Word], i: int) -> None:
    """ "A man accused of firing at a crowd, killing two, was charged": the killing is part of what he is accused of."""
    noun = words[i].head
    if words[i].tag_ != "VBG" or words[i - 1].text != "," or noun > i:
        return
    for accused in dependents(words, noun, range(noun + 1, i), "acl"):
        if words[accused].lemma_ in word_list("suspecting"):
            for preposition in dependents(words, accused, range(accused, i), "prep"):
                for deed in dependents(words, preposition, range(preposition, i), "pcomp"):
                    move(words, i, deed, "conj")
