"""Mends where prepositions hang: a phrase on the noun right before it that takes such a one, a range on its numbers."""

from __future__ import annotations

from typing import Final

from kgbuild.annotate.trees import NOMINAL, attach, dependents, left_edge, move
from kgbuild.annotate.words import word_list
from kgbuild.parse import Word

_NO_CONJUNCTIONS: Final = frozenset({"at", "by", "from", "in", "on", "under", "with"})
"""Prepositions that open no clause, as "after" does."""


def mend_governed(words: list[Word], i: int) -> None:
    """ "Recognized the victory by the miners": a noun that takes a preposition has it right behind it; and what only
    holds something has no place of its own: "includes soldiers from Peru"."""
    verb = words[i].head
    if words[verb].pos_ != "VERB" or not verb < i - 1:
        return
    governed = next(dependents(words, i, range(i + 1, len(words)), "pobj"), None)
    if governed is None or words[governed].lower_ in (*word_list("weekdays"), *word_list("months")):
        return
    if words[governed].lemma_ in word_list("measuring"):
        return  # "ended the strike by noon", "claimed victory by a small margin"
    if words[i].lower_ == "to" and words[verb].lemma_ in word_list("sending"):
        return  # "sent an envoy to Peru"
    noun, holds = i - 1, words[verb].lemma_ in word_list("holding")
    while noun > verb and words[noun].head != noun:
        takes = f"{words[noun].lemma_} {words[i].lower_}" in word_list("governing")
        if words[noun].pos_ in NOMINAL and words[noun].dep_ in (
            ("dobj", "pobj") if takes else ("dobj",) if holds else ()
        ):
            attach(words, i, noun)
            return
        noun = words[noun].head


def mend_range(words: list[Word], within: range, i: int) -> None:
    """ "Killed between six and nine villagers": so many were killed, and nothing between them."""
    verb, number = words[i].head, i + 1
    if words[i].lower_ != "between" or number not in within or words[number].tag_ != "CD":
        return
    counted = words[number].head
    is_range = any(words[k].tag_ == "CD" for k in dependents(words, number, within, "conj"))
    if words[counted].head != i or not is_range or words[verb].pos_ != "VERB":
        return
    if counted > number and not any(dependents(words, verb, within, "dobj", "auxpass")):
        attach(words, counted, verb, "dobj")
        attach(words, i, number, "quantmod")


def mend_including(words: list[Word], i: int) -> None:
    """ "Shelled towns in the north, including Bama": what is included is one of several, not of where they are."""
    area = words[i].head
    is_area = words[area].tag_ == "NNP" or words[area].lemma_ in (*word_list("spots"), *word_list("areas"))
    if words[area].tag_ in ("NNS", "NNPS"):
        return  # "in several states, including Bauchi"
    if words[i].lower_ != "including" or not (words[area].pos_ == "VERB" or (words[area].dep_ == "pobj" and is_area)):
        return
    above = area if words[area].pos_ == "VERB" else words[words[area].head].head
    group = next(dependents(words, above, range(above + 1, i), "dobj"), above)
    if words[group].tag_ == "NNS" and group < i:
        attach(words, i, group)


def mend_taken_away(words: list[Word], within: range, i: int) -> None:
    """ "Deport sailors charged with theft from Peru to Chile": one is taken somewhere, and charged nowhere."""
    way = range(i + 2, min(i + 6, within.stop))
    if words[i].lower_ not in ("from", "to") or not any(dependents(words, i, range(i + 1, within.stop), "pobj")):
        return
    if words[i].lower_ == "from" and not any(words[k].lower_ == "to" and words[k].dep_ == "prep" for k in way):
        return  # "deport those convicted of fraud from there"
    accused = words[i].head
    if words[accused].dep_ == "pobj" and words[words[accused].head].lower_ in ("for", "of"):
        accused = words[words[accused].head].head
    if words[accused].dep_ not in ("acl", "relcl") or words[accused].lower_ not in word_list("accused"):
        return
    deed = i - 1
    if words[deed].dep_ == "pobj" and words[words[deed].head].lower_ == "from":
        deed = words[deed].head - 1
    if words[deed].lemma_ not in word_list("crimes"):
        return  # "accused of links to the rebels"
    verb = words[words[accused].head].head
    if verb < words[accused].head and words[verb].lemma_ in word_list("taking_away"):
        move(words, i, verb)


def mend_since(words: list[Word], within: range, i: int) -> None:
    """ "Wants to cancel all laws passed by the junta, since 1995": what is still to be done was not done since."""
    verb = words[i].head
    if words[i].lower_ != "since" or words[verb].tag_ != "VB" or verb > i:
        return
    if any(words[k].lower_ == "have" for k in dependents(words, verb, range(within.start, verb), "aux")):
        return
    done = [k for k in range(verb + 1, i) if words[k].dep_ == "acl" and words[k].tag_ == "VBN"]
    if done and words[words[done[-1]].head].head == verb:
        attach(words, i, done[-1])


def mend_bereft(words: list[Word], within: range, i: int) -> None:
    """ "Troops left and at Peru's request returned": what is a name's right behind a preposition is no subject."""
    verb = words[i].head
    if words[i].lower_ not in _NO_CONJUNCTIONS or words[verb].dep_ not in ("advcl", "conj") or not i < verb:
        return
    if any(dependents(words, i, within, "pobj", "pcomp")) or any(dependents(words, verb, within, "mark")):
        return
    noun = next(dependents(words, verb, range(i + 1, verb), "nsubj", "nsubjpass"), None)
    if noun is None or not any(dependents(words, noun, range(i + 1, noun), "poss")):
        return  # "and in Peru soldiers fled"
    if left_edge(words, noun, i) == i + 1:
        attach(words, noun, i, "pobj")


def mend_day_before_noun(words: list[Word], i: int) -> None:
    """ "A part in the May 15, 2013, attack": the date tells which attack, and the part is in that."""
    day = i - 1
    while day > max(0, i - 6) and (words[day].tag_ == "CD" or words[day].text == ","):
        day -= 1
    article, preposition = day - 1, words[day].head
    if words[day].lower_ not in word_list("months") or words[article].lower_ != "the" or day == i - 1:
        return
    if words[i].pos_ in NOMINAL and words[day].dep_ == "pobj" and words[article].head == day:
        attach(words, i, preposition, "pobj")
        attach(words, article, i)
        attach(words, day, i, "nmod")
