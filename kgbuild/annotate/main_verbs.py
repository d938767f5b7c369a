"""Mends sentences whose verb the parser took for a participle or a clause below: "The junta dissolved on Monday the …".

Translated prose puts a day between a verb and its object, which parsers of English hardly ever saw.
"""

from __future__ import annotations

from typing import Final

from kgbuild.annotate.trees import NOMINAL, REACH, attach, dependents, is_below, left_edge
from kgbuild.annotate.words import word_list
from kgbuild.parse import Word

_PAST: Final = frozenset({"VBN", "VBD"})
_NEAR: Final = 4
"""Words after a verb within which its object has its head."""


def mend_past_taken_for_participle(words: list[Word], within: range, i: int) -> None:
    """ "The junta dissolved on Monday the assembly": a noun on which no verb hangs as its own is no sentence."""
    noun = words[i].head
    above = words[noun].head
    if words[noun].dep_ == "appos" and above < noun and words[above].pos_ in NOMINAL:
        noun = above  # "the former president Ana Ruiz, who had resigned, suspended on Monday the march"
    above = words[noun].head
    is_top = above == noun or (words[above].head == above and words[above].pos_ == "ADV")  # "However, the mayor, …"
    if words[i].tag_ not in _PAST or not is_top or noun >= i or words[noun].pos_ not in NOMINAL:
        return
    after = range(i + 1, within.stop)
    own = ("dobj", "ccomp", "xcomp") if words[i].lemma_ in word_list("own_infinitive") else ("dobj", "ccomp")
    on_day = _object_on_day(words, i, after)
    has_own = on_day is not None or any(dependents(words, i, after, *own))
    has_own = has_own or _is_aimed(words, within, noun, i)
    if words[i - 1].text == "," and any(words[k].dep_ == "appos" for k in range(max(noun, i - REACH), i)):
        # "the head of it, Ana Ruiz, called on all to go", "…, Ana Ruiz, asked for calm"
        asks = words[i].lemma_ in word_list("asking") and any(
            words[k].lower_ == "for" for k in dependents(words, i, after)
        )
        has_own = has_own or asks or any(dependents(words, i, after, "xcomp"))
    if words[i].lemma_ in word_list("two_objects") - word_list("own_infinitive") or not has_own:
        return
    if any(dependents(words, i, within, "aux", "auxpass", "nsubj", "agent")):
        return
    if on_day is not None:
        attach(words, on_day, i, "dobj")
    for k in dependents(words, noun, after):
        attach(words, k, i)
    attach(words, i, i, "ROOT")
    if above != noun:
        for k in [*dependents(words, above, within)]:
            attach(words, k, i)
        attach(words, above, i, "advmod")
    attach(words, noun, i, "nsubj")


def _is_aimed(words: list[Word], within: range, noun: int, verb: int) -> bool:
    """ "A man fired at the mayor.": who did, where a sentence with "a" or "the" has no other verb."""
    if words[verb].lower_ not in word_list("aiming") or words[verb - 1].head != verb - 1 or verb + 1 not in within:
        return False
    is_sentence = any(words[k].tag_ == "DT" for k in dependents(words, noun, within)) and words[within[-1]].text != ":"
    finite = any(words[k].tag_ in ("VBD", "VBZ", "VBP", "MD") for k in within)
    return is_sentence and words[verb + 1].lower_ == "at" and not finite


def _object_on_day(words: list[Word], verb: int, after: range) -> int | None:
    """What a verb is done to where the parser takes it for another name of the day: "suspended on Friday the march"."""
    for preposition in dependents(words, verb, after, "prep"):
        for day in dependents(words, preposition, after, "pobj"):
            if words[day].lower_ in word_list("weekdays") and day + 1 in after and words[day + 1].text != ",":
                beside = (k for k in dependents(words, verb, range(day + 1, after.stop), "npadvmod"))
                own = (k for k in beside if words[day + 1].tag_ == "DT" and left_edge(words, k, day) == day + 1)
                return next(dependents(words, day, after, "appos"), next(own, None))
    return None


def mend_participle_taken_for_main(words: list[Word], within: range, i: int) -> None:
    """ "The premier speaking to the council called it a farce": who has a participle and a past before him did the
    past, whatever name stands between."""
    if words[i].tag_ != "VBG" or words[i].head != i or any(dependents(words, i, within, "aux", "auxpass")):
        return
    subject = next(dependents(words, i, range(within.start, i), "nsubj"), None)
    after = range(i + 1, within.stop)
    verb = next((k for k in after if words[k].tag_ == "VBD" and words[k].dep_ in ("acl", "relcl")), None)
    if subject is None or verb is None or left_edge(words, verb, i) != verb:
        return
    if not is_below(words, verb, i) or not any(dependents(words, verb, after, "dobj", "ccomp", "oprd")):
        return
    before = [k for k in dependents(words, i, within) if k < subject or words[k].dep_ == "punct"]
    attach(words, verb, verb, "ROOT")
    attach(words, subject, verb)
    for k in before:
        attach(words, k, verb)
    attach(words, i, subject, "acl")


def mend_speaker_taken_for_clause(words: list[Word], within: range, i: int) -> None:
    """ "Premier Ana Ruiz speaking to the council called it a farce": she did, not her speaking."""
    verb = words[i].head
    subject = next(dependents(words, i, range(within.start, i), "nsubj"), None)
    if words[i].tag_ != "VBG" or verb < i or subject is None or words[subject].tag_ not in ("NNP", "NNPS"):
        return
    for k in [*dependents(words, i, range(within.start, subject))]:
        attach(words, k, verb)
    attach(words, subject, verb, "nsubj")
    attach(words, i, subject, "acl")


def mend_day_before_verb(words: list[Word], within: range, i: int) -> None:
    """ "Peru Friday imposed a curfew", "the premier Friday resigned": the day is when, and no name of who did it."""
    who, head = i - 1, words[i].head
    if words[i].lower_ not in word_list("weekdays") or who not in within or words[who].lower_ in word_list("feasts"):
        return
    if words[who].tag_ not in ("NN", "NNS", "NNP", "NNPS") or i + 1 not in within:
        return
    verb = words[who].head if words[i].dep_ == "appos" and head == who else head
    is_next = i + 1 == verb or (words[i + 1].head == verb and words[i + 1].dep_ in ("aux", "auxpass"))
    if not is_next or words[verb].pos_ not in ("VERB", "AUX"):
        return
    if words[i].dep_ in ("nsubj", "nsubjpass") and words[who].head == i:
        for k in [*dependents(words, i, range(within.start, who))]:
            attach(words, k, who)
        attach(words, who, verb, words[i].dep_)
        attach(words, i, verb, "npadvmod")
    elif words[i].dep_ == "appos" and words[who].dep_ in ("nsubj", "nsubjpass"):
        attach(words, i, verb, "npadvmod")


def mend_name_taken_for_subject(words: list[Word], within: range, i: int) -> None:
    """ "According to the daily El Vigía, the unions struck": the name is the daily's, and who struck comes after it."""
    verb = words[i].head
    noun = next(dependents(words, i, range(within.start, i), "compound"), i) - 1
    if words[i].tag_ != "NNP" or noun - 2 < within.start or words[noun].tag_ != "NN" or words[noun].dep_ != "pobj":
        return
    second = next(dependents(words, i, range(i + 1, within.stop), "appos"), None)
    is_the = any(words[k].lower_ == "the" for k in dependents(words, noun, range(within.start, noun), "det"))
    if second is None or words[i + 1].text != "," or not is_the or verb < second:
        return
    if words[words[noun].head].head != verb and words[words[words[noun].head].head].head != verb:
        return
    if any(words[k].tag_ == "WP$" for k in dependents(words, second, range(i + 1, second))):
        _make_relative(words, noun, i, verb)  # "according to the charity Hope, whose founder is in jail"
    attach(words, second, verb, words[i].dep_)
    attach(words, i, noun, "appos")
    attach(words, i + 1, verb)


def _make_relative(words: list[Word], noun: int, name: int, verb: int) -> None:
    """Hangs a verb taken for a second main one on the name, and the phrase before it on the verb above."""
    above, preposition = words[verb].head, words[noun].head
    while words[preposition].head != verb and words[preposition].head < preposition:
        preposition = words[preposition].head
    if above < verb and words[preposition].head == verb:
        attach(words, preposition, above)
        attach(words, verb, name, "relcl")


def mend_tank(words: list[Word], within: range, i: int) -> None:
    """ "The Lima Council think tank criticised it", "spoke to the Lima Council think tank": one body does not "think",
    but it is a think tank."""
    name, tank = i - 1, i + 1
    if words[i].tag_ not in ("VBP", "VB") or name not in within or words[name].tag_ != "NNP":
        return
    above, label = words[name].head, words[name].dep_
    acting = words[tank].head if words[tank].dep_ in ("nsubj", "nsubjpass") else None
    heir = acting if acting is not None else words[i].head if words[i].head != tank else words[tank].head
    is_subject = (above, label) == (i, "nsubj") and acting is not None
    if not (is_subject or label == "pobj") or heir in (i, tank) or is_below(words, heir, name):
        return
    if words[heir].head == i:
        attach(words, heir, heir if words[i].head == i else words[i].head, words[i].dep_)
    for k in [*dependents(words, i, within)]:
        if k not in (name, tank):
            attach(words, k, heir)
    for k in [*dependents(words, name, range(within.start, name), "det", "amod", "poss")]:
        attach(words, k, tank)
    words[i] = words[i]._replace(head=tank, dep_="compound", tag_="NN", pos_="NOUN")
    if not is_subject:
        attach(words, tank, above, "pobj")
    attach(words, name, tank, "compound")
    bereft = acting is not None and not any(dependents(words, acting, within, "nsubj", "nsubjpass"))
    if bereft and words[heir].head != heir and words[heir].tag_ in _PAST:
        attach(words, heir, tank, "acl")


def _is_of(words: list[Word], verb: int, subject: int) -> bool:
    """Whether a participle or a clause without a pronoun hangs on a subject or on the name right behind it."""
    head = words[verb].head
    named = head == subject or (words[head].dep_ == "appos" and words[head].head == subject)
    return named and words[verb].dep_ in ("acl", "relcl") and words[left_edge(words, verb, subject)].tag_[0] != "W"


def mend_happening_taken_for_helper(words: list[Word], within: range, i: int) -> None:
    """ "They met hours after shelling killed ten people and wounded dozens": "shelling" kills, and helps no verb."""
    verb = words[i].head
    if words[i].tag_ != "VBG" or verb != i + 1 or words[i].lower_ in word_list("helping"):
        return
    words[i] = words[i]._replace(tag_="NN", pos_="NOUN", dep_="nsubj")
    words[verb] = words[verb]._replace(tag_="VBD")
    above = words[words[verb].head].head if words[verb].dep_ == "pcomp" else verb
    for k in dependents(words, above, range(verb + 1, within.stop), "conj"):
        if above != verb and words[k].tag_ in _PAST and not any(dependents(words, k, range(verb, k), "nsubj")):
            for joint in dependents(words, above, range(verb + 1, k), "cc"):
                attach(words, joint, verb)
            attach(words, k, verb)
