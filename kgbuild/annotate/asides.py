"""Mends asides: "in a statement, a copy of which TASS received, that …"."""

from __future__ import annotations

from kgbuild.annotate.trees import NOMINAL, REACH, SINGULAR, attach, dependents, is_below, left_edge
from kgbuild.annotate.words import word_list
from kgbuild.parse import Word


def mend_copy_of_which(words: list[Word], within: range, i: int) -> None:
    """ "In a statement, a copy of which was received by TASS, that …": who received it is an aside, "that" tells on."""
    if words[i].lower_ not in ("copy", "copies") or i + 3 not in within or words[i + 1].lower_ != "of":
        return
    comma = next((k for k in range(i - 1, max(within.start, i - 3), -1) if words[k].text == ","), within.start)
    paper, end = comma - 1, min(within.stop, i + REACH)
    verb = next((k for k in range(i + 3, end) if words[k].pos_ == "VERB"), None)
    if words[i + 2].lower_ != "which" or comma <= within.start or words[paper].pos_ not in NOMINAL or verb is None:
        return
    stop = next((k for k in range(verb, end) if words[k].text == ","), within.stop)
    says = next((k for k in _above(words, paper, within) if words[k].pos_ == "VERB" and words[k].dep_ != "prep"), None)
    if says is None or comma <= says < stop:
        return
    marks = (words[k] for k in range(stop, end) if words[k].lower_ == "that" and words[k].dep_ == "mark")
    told = next((mark.head for mark in marks), None)
    for k in within:
        is_inside, hangs_inside = comma <= k < stop, comma <= words[k].head < stop
        if k in (verb, told):
            continue
        if is_inside and not hangs_inside:
            attach(words, k, verb)
        elif hangs_inside and not is_inside:
            attach(words, k, says)
    attach(words, verb, paper, "relcl")
    if words[i].head != verb:
        attach(words, i, verb, "dobj")
    if told is not None and stop < told:
        attach(words, told, says, "ccomp")
        for k in range(stop, told):
            if words[k].head == i or comma <= words[k].head <= stop:
                attach(words, k, told)


def _above(words: list[Word], i: int, within: range) -> list[int]:
    """The words above a word, nearest first."""
    found: list[int] = []
    while words[i].head != i and words[i].head in within and len(found) < REACH:
        i = words[i].head
        found.append(i)
    return found


def mend_whose_it_is(words: list[Word], within: range, i: int) -> None:
    """ "In a suburb of Porto, the country's second city": what Porto is to the country hangs on Porto, on no verb."""
    verb, first = words[i].head, left_edge(words, i, within.start)
    first += words[first].text == ","
    name = first - 2
    if words[i].tag_ not in SINGULAR or name <= verb or words[first - 1].text != "," or words[name].tag_ != "NNP":
        return
    if words[name].lower_ in (*word_list("weekdays"), *word_list("months")):
        return  # "fell on Tuesday, its biggest loss in a year"
    is_owned = any(words[k].tag_ != "WP$" for k in dependents(words, i, range(first, i), "poss"))
    if not is_owned or words[verb].pos_ != "VERB" or any(dependents(words, i, within, "cc", "conj")):
        return
    if words[name].dep_ == "pobj" and is_below(words, name, verb):
        attach(words, first - 1, name)
        attach(words, i, name, "appos")


def mend_acronym(words: list[Word], within: range, i: int) -> None:
    """ "The head of the Guild of Masons (GOM), Ana Ruiz, left": what stands in brackets is short for the name right
    before it, and no name of who heads it."""
    if i - 2 not in within or i + 1 not in within or (words[i - 1].text, words[i + 1].text) != ("(", ")"):
        return
    if not words[i].text.isupper() or len(words[i].text) < 2 or words[i - 2].pos_ not in NOMINAL:
        return
    name, whole = i - 2, words[i].head
    for above in _above(words, name, within):
        if above == whole or above > name:
            break
        if words[above].tag_ in ("NNP", "NNPS"):
            name = above
    if words[name].tag_ not in ("NNP", "NNPS") or not whole < name or not is_below(words, name, whole):
        return
    for k in (i - 1, i, i + 1):
        attach(words, k, name)
