"""Mends whom a verb is done to, by whom, and what it makes of them: what somebody is called, named or held as."""

from __future__ import annotations

from typing import Final

from kgbuild.annotate.trees import NOMINAL, attach, dependents, move
from kgbuild.annotate.words import word_list
from kgbuild.parse import Word

_QUOTES: Final = frozenset({'"', "“", "«", "'", "‘"})
_ONE: Final = frozenset({"NN", "VBP"})
"""Tags of a captive: taggers take "57 guards hostage" for a clause."""


def mend_called(words: list[Word], within: range, i: int) -> None:
    """ "Called the raids on homes "shocking"": an adjective in quotation marks behind a noun is what it is called."""
    noun = words[i].head
    if words[i].tag_ != "JJ" or noun >= i or i - 1 not in within or words[i - 1].text not in _QUOTES:
        return
    verb = _caller(words, words[noun].head, i)
    if verb is not None:
        move(words, i - 1, verb)
        move(words, i, verb, "oprd")


def _caller(words: list[Word], verb: int, i: int) -> int | None:
    """The verb of calling at a word or above it whose object stands before word `i`."""
    while words[verb].head < verb and words[verb].lemma_ not in word_list("calling"):
        verb = words[verb].head
    calls = words[verb].lemma_ in word_list("calling") and any(dependents(words, verb, range(verb, i), "dobj"))
    return verb if calls else None


def mend_appointed(words: list[Word], i: int) -> None:
    """ "Named Ana Ruiz foreign minister": the name is whom the verb is done to, and no part of what she is called."""
    verb = words[i].head
    if words[i].tag_ != "NN" or not verb < i or words[verb].lemma_ not in word_list("appointing"):
        return
    own = [k for k in range(verb + 1, i) if words[k].head == i]
    name = next((k for k in reversed(own) if words[k].tag_ == "NNP" and words[k].dep_ in ("compound", "nmod")), None)
    if name is None or any(words[k].tag_ not in ("NN", "JJ") for k in range(name + 1, i)):
        return
    for k in own:
        if k < name:
            attach(words, k, name)
    attach(words, name, verb, "dobj")
    attach(words, i, verb, "oprd")


def mend_captive(words: list[Word], within: range, i: int) -> None:
    """ "A man who took five people hostage was shot": "hostage" says what he made of them, and is nobody of its own."""
    taken = i - 1
    if words[i].lower_ in word_list("captives") and words[i].dep_ == "dobj" and words[i].head == taken:
        if any(dependents(words, taken, within, "auxpass")):
            attach(words, i, taken, "oprd")  # "had been taken hostage"
        return
    if words[i].lower_ not in word_list("captives") or words[i].tag_ not in _ONE or taken not in within:
        return
    if words[taken].tag_ not in ("NNS", "NNP", "NNPS", "PRP"):
        return
    if i + 1 in within and words[i + 1].pos_ in NOMINAL:
        return  # "hold Gaza hostage talks"
    if any(words[k].lower_ in ("a", "an") for k in dependents(words, i, within, "det")):
        return  # "took a Hamas prisoner to court"
    near = range(taken - 1, max(within.start, taken - 7) - 1, -1)
    verb = next((k for k in near if words[k].pos_ == "VERB" and words[k].lemma_ in word_list("capturing")), None)
    if verb is None:
        return
    above = words[i].head
    for k in dependents(words, i, within):
        if words[k].dep_ in ("nsubj", "nsubjpass") and k < verb and above > i:
            move(words, k, above, words[i].dep_)
        elif words[k].dep_ == "nsubj" and verb < k < i:
            move(words, k, verb, "dobj")
        elif k > i and words[k].dep_ in ("prep", "cc", "conj"):
            move(words, k, verb)
    if words[taken].head == i:
        attach(words, taken, verb, "dobj")
    attach(words, i, verb, "oprd")


def mend_object_behind_day(words: list[Word], within: range, i: int) -> None:
    """ "The premier appointed that same night a new command": she makes somebody else one, not herself."""
    verb = words[i].head
    if words[i].pos_ not in NOMINAL or not verb < i or words[verb].lemma_ not in word_list("appointing"):
        return
    acts = any(dependents(words, verb, range(within.start, verb), "nsubj"))
    if acts and not any(dependents(words, verb, within, "dobj", "nsubjpass", "auxpass", "dative")):
        attach(words, i, verb, "dobj")


def mend_called_in_quotes(words: list[Word], within: range, i: int) -> None:
    """ "Called the allegation "fiction"": what stands in quotation marks is what the noun before is called."""
    verb, noun = words[i].head, i - 2
    is_quoted = noun in within and words[i - 1].text in _QUOTES and words[verb].lemma_ in word_list("calling")
    if is_quoted and words[noun].head == i and words[noun].dep_ in ("nmod", "compound") and verb < noun:
        for k in range(verb + 1, noun):
            if words[k].head == i:
                attach(words, k, noun)
        attach(words, noun, verb, "dobj")
        attach(words, i, verb, "oprd")


def mend_called_behind_name(words: list[Word], within: range, i: int) -> None:
    """ "Called the talk of a handover of Aden "an old trick": Aden is no trick, what is quoted is what the talk is."""
    first = next(dependents(words, i, range(within.start, i), "det"), None)
    if words[i].tag_ != "NN" or first is None or first - 2 not in within or words[first - 1].text not in _QUOTES:
        return
    before, above = first - 2, words[i].head
    is_beside = words[i].dep_ == "appos" or (words[before].head == i and words[before].pos_ in NOMINAL)
    if words[first].lower_ not in ("a", "an") or not is_beside:
        return
    verb = _caller(words, above, i)
    if verb is not None:
        move(words, i, verb, "oprd")
        if words[before].head == i:
            move(words, before, above, "pobj")
        move(words, first - 1, i)
