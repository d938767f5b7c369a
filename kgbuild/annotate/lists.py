"""Mends what parsers make of nouns and names joined by "and": which of them stand in one list, and beside which.

Each repair takes the words, the stretch of one sentence and the place of the word that it may mend.
"""

from __future__ import annotations

from typing import Final

from kgbuild.annotate.trees import NOMINAL, REACH, SINGULAR, dependents, is_below, left_edge, move
from kgbuild.annotate.words import word_list
from kgbuild.parse import Word

_HANDING: Final = frozenset({"by", "for", "from", "on", "to", "with"})
"""Prepositions before a list of those that a verb brings in."""


def mend_joined_noun(words: list[Word], within: range, i: int) -> None:
    """Mends a noun that is coordinated with another one."""
    if words[i].pos_ in NOMINAL:
        _mend_second_behind_apposition(words, i)
        _mend_second_beside_name(words, i)
        _mend_second_measure(words, i)
        _mend_beside_day(words, i)
    if words[i].lower_ in word_list("quantities") or _is_his(words, i):
        _mend_second_of_several(words, i)
    elif words[i].tag_ == "NNS":
        _mend_between(words, within, i)


def _mend_second_behind_apposition(words: list[Word], i: int) -> None:
    """ "The chief, Ana Ruiz, and Secretary Luis Salas urged": who stands behind the name acts with the one it names."""
    name = words[i].head
    post = words[name].head
    is_named = words[name].dep_ == "appos" and words[name].tag_ == "NNP" and post < name < i
    if not is_named or words[post].tag_ not in ("NN", "NNP") or words[i].tag_ != "NNP":
        return
    joint = next((k for k in range(name + 1, i) if words[k].dep_ == "cc" and words[k].head == name), None)
    if joint is not None and words[joint - 1].text == "," and joint - 1 == name + 1:
        move(words, joint, post)
        move(words, i, post)


def _mend_second_beside_name(words: list[Word], i: int) -> None:
    """ "The leader Ivo Madan and two aides": the aides are beside the leader, of whom the name is part."""
    name = words[i].head
    noun = words[name].head
    if words[name].dep_ != "appos" or not noun < name < i or left_edge(words, name, noun) != noun + 1:
        return
    if words[noun].tag_ not in SINGULAR:
        return  # "the brothers Ivo and Luka Madan"
    for k in dependents(words, name, range(name + 1, i), "cc", "punct"):
        move(words, k, noun)
    move(words, i, noun)


def _mend_second_measure(words: list[Word], i: int) -> None:
    """ "The release of the prisoners and a truce": deeds stand beside deeds, not beside those who suffer them."""
    if words[i].lemma_ not in word_list("measures"):
        return
    first = words[i].head
    if words[first].dep_ != "pobj" or not words[first].head < first < i or words[first].lemma_ in word_list("measures"):
        return
    noun = words[words[first].head].head
    while words[noun].dep_ == "pobj" and words[noun].lemma_ not in word_list("measures") and words[noun].head < noun:
        noun = words[words[noun].head].head  # "a state of emergency in the prisons of the country and a curfew"
    if noun >= first or not (words[noun].lemma_ in word_list("measures") or _is_regime(words, noun)):
        return
    for k in dependents(words, first, range(first + 1, i), "cc", "punct"):
        move(words, k, noun)
    move(words, i, noun)
    if words[noun].dep_ == "appos" and words[words[noun].head].lemma_ in word_list("measures"):
        move(words, noun, words[noun].head, "conj")  # "a ban on rallies, the deployment of troops and a curfew"


def _is_regime(words: list[Word], noun: int) -> bool:
    """Whether a noun is that of a "state of emergency"."""
    return words[noun].lemma_ == "state" and noun + 1 < len(words) and words[noun + 1].lower_ == "of"


def _mend_beside_day(words: list[Word], i: int) -> None:
    """ "A strike for Thursday and a march": what stands beside a day is beside what is on that day."""
    day = words[i].head
    above = words[words[day].head].head
    if words[day].lower_ not in word_list("weekdays") or words[i].lower_ in word_list("weekdays"):
        return
    noun = next(dependents(words, above, range(above + 1, day), "dobj"), above)
    if words[day].dep_ == "pobj" and words[i].tag_ in ("NN", "NNS") and noun < day < i and words[noun].pos_ in NOMINAL:
        for k in dependents(words, day, range(day + 1, i), "cc", "punct"):
            move(words, k, noun)
        move(words, i, noun)


def mend_names_of_several(words: list[Word], within: range, i: int) -> None:
    """ "Denounced the arrest of two members, the clerk Ana Ruiz and Jan Berg": these are the members, not denounced."""
    if words[i].tag_ != "NNP" and not any(words[k].tag_ == "NNP" for k in dependents(words, i, within, "appos")):
        return
    first, verb = left_edge(words, i, within.start), words[i].head
    group = first - 2
    if group not in within or words[first - 1].text != "," or words[group].tag_ != "NNS":
        return
    own = next(dependents(words, verb, range(verb + 1, first), "dobj"), None)
    if own is not None and is_below(words, group, own):
        move(words, i, group, "appos")


def mend_object_of_second(words: list[Word], within: range, i: int) -> None:
    """ "Block roads and demand elections, the closure of the port and a truce": a list goes on where it began."""
    first = words[i].head
    own = next(dependents(words, first, range(first + 1, i), "dobj"), None)
    second = next(dependents(words, first, range(first + 1, i), "conj"), None)
    if own is None or second is None or not own < second:
        return
    begun = next(dependents(words, second, range(second + 1, i), "dobj"), None)
    comma = left_edge(words, i, second) - 1
    if begun is None or words[comma].text != "," or not any(dependents(words, i, within, "conj")):
        return
    move(words, comma, begun)
    move(words, i, begun, "conj")


def _is_his(words: list[Word], i: int) -> bool:
    """Whether a noun beside a deed is of whom it is done to: "the arrest of the mayor and his deputy"."""
    noun = words[i].head
    owned = noun < i and words[left_edge(words, i, noun)].tag_ == "PRP$"
    return owned and words[noun].lemma_ in word_list("measures") and words[i].lemma_ not in word_list("measures")


def _mend_second_of_several(words: list[Word], i: int) -> None:
    """ "The arrest of the premier and most of his ministers": most are arrested, not joined to the arrest."""
    noun = words[i].head
    joint = left_edge(words, i, noun) - 1
    if noun >= i or words[noun].tag_ not in ("NN", "NNS") or words[joint].dep_ != "cc":
        return
    for preposition in dependents(words, noun, range(noun + 1, i), "prep"):
        governed = next(dependents(words, preposition, range(preposition + 1, joint), "pobj"), None)
        if words[preposition].lower_ == "of" and governed is not None:
            move(words, joint, governed)
            move(words, i, governed)


def _mend_between(words: list[Word], within: range, i: int) -> None:
    """ "Clashes between supporters of the president and protesters": "between" has two sides."""
    inner = words[i].head
    preposition = words[inner].head
    side = words[preposition].head
    if words[inner].tag_ not in SINGULAR or words[preposition].lower_ != "of" or words[side].dep_ != "pobj":
        return
    if words[words[side].head].lower_ != "between" or any(dependents(words, side, within, "conj")):
        return
    for k in dependents(words, inner, range(inner + 1, i), "cc"):
        move(words, k, side)
    move(words, i, side)


def mend_counted(words: list[Word], within: range, i: int) -> None:
    """ "It counted ten dead and 300 injured": who is injured is the number before it, not who counted."""
    number = i - 1
    if words[i].tag_ != "VBN" or number not in within or words[number].tag_ != "CD" or words[i].head > number:
        return
    if words[number].dep_ in ("conj", "dobj", "pobj"):
        move(words, i, number, "acl")


def mend_fallen(words: list[Word], within: range, i: int) -> None:
    """ "Spoke of two dead and five wounded": as many are wounded, who do nothing, and stand beside the dead."""
    number = i - 1
    if number not in within or words[i].lower_ not in word_list("fallen") or words[number].tag_ != "CD":
        return
    joint = left_edge(words, number, within.start) - 1
    first, count = joint - 1, joint - 2
    if count not in within or words[first].lower_ not in word_list("fallen") or words[count].tag_ != "CD":
        return
    counted = next((k for k in (first, count) if words[k].dep_ in ("pobj", "dobj", "oprd")), None)
    if counted is None or words[joint].dep_ != "cc" or words[number].head != i:
        return
    if any(dependents(words, i, within, "dobj", "aux", "auxpass", "agent")):
        return
    move(words, joint, counted)
    above = words[counted].head if words[i].head == first else words[i].head
    for k in [*dependents(words, i, range(i + 1, within.stop))]:
        move(words, k, above)
    move(words, number, counted, "conj")
    move(words, i, number, "acl")


def mend_listed_name(words: list[Word], within: range, i: int) -> None:
    """ "Against Madan, Dorin, Petrov and the minister, Ana Ruiz": names in a list are no names of the first one."""
    head = words[i].head
    if words[i].tag_ != "NNP" or head >= i:
        return
    if words[head].tag_ == "NNP" and words[i - 1].text == "," and i == head + 2 and _is_listed(words, within, i):
        move(words, i, head, "conj")
        return
    comma = left_edge(words, i, head) - 1
    if words[comma].text != ",":
        return
    if any(dependents(words, head, range(head + 1, comma), "relcl", "acl")):
        _mend_far_apposition(words, i, comma)
        return
    last = head
    while (following := [*dependents(words, last, range(last + 1, comma), "conj", "appos")]) and last < head + REACH:
        last = following[-1]
    if last != head and any(dependents(words, last, range(head, last), "det")):
        move(words, i, last)
        move(words, comma, last)


def _mend_far_apposition(words: list[Word], i: int, comma: int) -> None:
    """ "Berg, who won the vote that was shunned by the opposition, the National Union, fled": a name says who the one
    right before the comma is, if that is spoken of as "the opposition"."""
    k = comma - 1
    while k > 0 and words[k].head < k and words[k].dep_ in ("conj", "compound", "amod"):
        k = words[k].head
    while words[k].dep_ == "pobj" and words[words[k].head].lower_ == "of" and words[words[k].head].head < k:
        k = words[words[k].head].head  # "the commander of the special forces, Colonel Ana Ruiz"
    is_the = any(words[j].lower_ == "the" for j in dependents(words, k, range(max(0, k - 6), k), "det"))
    if words[k].tag_ == "NN" and is_the and k < comma:
        move(words, comma, k)
        move(words, i, k)


def mend_list_behind_verb(words: list[Word], within: range, i: int) -> None:
    """ "Was condemned by the African Union (AU), the council and Peru": a list that "and" ends goes on where it began,
    not with the subject before the verb nor as an aside of the verb."""
    first, above = left_edge(words, i, within.start), words[i].head
    if first - 2 not in within or words[first - 1].text != "," or words[i].tag_ not in ("NNP", "NNPS"):
        return
    if not any(words[k].pos_ in NOMINAL for k in dependents(words, i, range(i + 1, within.stop), "conj")):
        return
    begun = first - 2
    while words[begun].head < begun and words[begun].dep_ != "dobj" and words[words[begun].head].lower_ not in _HANDING:
        begun = words[begun].head
    while words[begun].head > begun and words[begun].dep_ in ("compound", "punct", "nmod"):
        begun = words[begun].head
    if (
        words[begun].tag_ not in ("NNP", "NNPS", "NNS")
        or not above < begun < i
        or words[begun].dep_ not in ("pobj", "dobj")
    ):
        return
    if any(dependents(words, begun, range(begun, i), "conj")):
        return
    move(words, first - 1, begun)
    move(words, i, begun, "conj")


def _is_listed(words: list[Word], within: range, i: int) -> bool:
    """Whether a name is followed by more, the last of them after "and": no "Rua Nova, Porto, Portugal"."""
    last: int | None = i
    while last is not None and last < i + REACH:
        if last > i and any(words[k].dep_ == "cc" for k in dependents(words, words[last].head, range(i, last))):
            return words[i + 1].text == ","
        last = next(dependents(words, last, range(last + 1, within.stop), "conj"), None)
    return False


def mend_listed_crime(words: list[Word], within: range, i: int) -> None:
    """ "Crimes of genocide, aggravated murder and theft": a participle right before its noun, in a list of nouns."""
    noun, comma = i + 1, i - 1
    if noun not in within or comma - 1 not in within or words[comma].text != "," or words[i].head > comma:
        return
    joined = (
        words[noun].head == i
        and words[noun].dep_ == "dobj"
        and any(dependents(words, noun, range(noun + 1, within.stop), "conj"))
    )
    first = comma - 1
    if not joined or words[i].tag_ not in ("VBD", "VBN") or words[first].dep_ != "pobj":
        return
    if any(dependents(words, i, within, "cc", "aux", "auxpass", "nsubj")):
        return
    move(words, noun, first, "conj")
    move(words, i, noun, "amod")
