"""Mends what parsers make of words joined by "and" in news prose: what stands in one list, what a clause of its own.

Each repair takes the words, the stretch of one sentence and the place of the word that it may mend.
"""

from __future__ import annotations

from typing import Final

from kgbuild.annotate.trees import FINITE, NOMINAL, REACH, attach, dependents, is_below, left_edge, move
from kgbuild.annotate.words import word_list
from kgbuild.parse import Word

_SINGULAR: Final = frozenset({"NN", "NNP"})
_PLURAL: Final = frozenset({"NNS", "NNPS"})
_ONE: Final = frozenset({"is", "was", "has"})
_MANY: Final = frozenset({"are", "were", "have"})


def mend_conjunct(words: list[Word], within: range, i: int) -> None:
    """Mends a word that is coordinated with another one."""
    if words[i].tag_ == "VBN":
        _mend_gapped_passive(words, within, i)
    if words[i].pos_ in NOMINAL:
        _mend_second_beside_name(words, i)
        _mend_second_measure(words, i)
    if words[i].tag_ in FINITE or words[i].tag_ == "VBN":
        _mend_lost_subject(words, i)
    elif words[i].lower_ in word_list("quantities"):
        _mend_second_of_several(words, i)
    elif words[i].tag_ == "NNS":
        _mend_between(words, within, i)


def _mend_second_beside_name(words: list[Word], i: int) -> None:
    """ "The leader Ivo Madan and two aides": the aides are beside the leader, of whom the name is part."""
    name = words[i].head
    noun = words[name].head
    if words[name].dep_ != "appos" or not noun < name < i or left_edge(words, name, noun) != noun + 1:
        return
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
    if noun >= first or words[noun].lemma_ not in word_list("measures"):
        return
    for k in dependents(words, first, range(first + 1, i), "cc", "punct"):
        move(words, k, noun)
    move(words, i, noun)
    if words[noun].dep_ == "appos" and words[words[noun].head].lemma_ in word_list("measures"):
        move(words, noun, words[noun].head, "conj")  # "a ban on rallies, the deployment of troops and a curfew"


def _mend_gapped_passive(words: list[Word], within: range, i: int) -> None:
    """ "Two were killed and three injured": the second suffers as the first does, though its helper is left out."""
    subject = next(dependents(words, i, within, "nsubj"), None)
    if subject is None or subject >= i or any(dependents(words, i, within, "aux", "auxpass", "dobj")):
        return
    above = words[i].head
    counts = words[subject].tag_ == "CD" or any(dependents(words, subject, within, "nummod"))
    if any(dependents(words, above, within, "auxpass")) or (counts and words[above].pos_ != "VERB"):
        move(words, subject, i, "nsubjpass")


def mend_gapped_subject(words: list[Word], within: range, i: int) -> None:
    """ "Seven were killed and 140 others wounded", where the others, not their being wounded, hang on the verb."""
    others = words[i].head
    above = words[others].head
    if words[i].tag_ != "VBN" or i != others + 1 or words[others].dep_ not in ("conj", "dep") or above >= others:
        return
    if words[above].tag_ == "VBN" and any(dependents(words, above, within, "auxpass")):
        move(words, i, above, "conj")
        move(words, others, i, "nsubjpass")


def mend_counted(words: list[Word], within: range, i: int) -> None:
    """ "It counted ten dead and 300 injured": who is injured is the number before it, not who counted."""
    number = i - 1
    if words[i].tag_ != "VBN" or number not in within or words[number].tag_ != "CD" or words[i].head > number:
        return
    if words[number].dep_ in ("conj", "dobj", "pobj"):
        move(words, i, number, "acl")


def _mend_lost_subject(words: list[Word], i: int) -> None:
    """ "The net was cut in the town and the bridges were blocked": what comes right before a verb that nothing joins to
    the verb above is its subject, not one more thing in the town."""
    above = words[i].head
    if above >= i or words[above].pos_ not in ("VERB", "AUX"):
        return
    before = range(above + 1, i)
    if any(dependents(words, i, before, "nsubj", "nsubjpass", "csubj", "cc")):
        return
    helpers = [*dependents(words, i, before, "aux", "auxpass")]
    if words[i].tag_ == "VBN" and not (helpers and words[helpers[0]].tag_ in FINITE):
        return
    own = min([i, *dependents(words, i, before)])
    joins = [*dependents(words, above, before, "cc")]
    noun = next((k for k in _conjuncts_before(words, own, above) if not any(k < j for j in joins)), None)
    if noun is None:
        return
    first = left_edge(words, noun, above)
    if words[first - 1].dep_ != "cc" or any(j < first - 1 for j in joins):
        return
    passive = any(words[k].dep_ == "auxpass" for k in helpers)
    move(words, first - 1, above)
    move(words, noun, i, "nsubjpass" if passive else "nsubj")


def _conjuncts_before(words: list[Word], end: int, above: int) -> list[int]:
    """The coordinated nouns whose phrase ends right before a place, the outermost first."""
    found, k = [], end - 1
    while k > above and words[k].head != k and above < words[k].head:
        k = k if words[k].dep_ == "conj" and words[k].pos_ in NOMINAL else words[k].head
        if words[k].dep_ == "conj" and words[k].pos_ in NOMINAL:
            found.append(k)
            k = words[k].head
    return found[::-1]


def _mend_second_of_several(words: list[Word], i: int) -> None:
    """ "The arrest of the premier and most of his ministers": most are arrested, not joined to the arrest."""
    noun = words[i].head
    if noun >= i or words[noun].tag_ not in ("NN", "NNS") or words[i - 1].dep_ != "cc":
        return
    for preposition in dependents(words, noun, range(noun + 1, i), "prep"):
        governed = next(dependents(words, preposition, range(preposition + 1, i - 1), "pobj"), None)
        if words[preposition].lower_ == "of" and governed is not None:
            move(words, i - 1, governed)
            move(words, i, governed)


def _mend_between(words: list[Word], within: range, i: int) -> None:
    """ "Clashes between supporters of the president and protesters": "between" has two sides."""
    inner = words[i].head
    preposition = words[inner].head
    side = words[preposition].head
    if words[inner].tag_ not in _SINGULAR or words[preposition].lower_ != "of" or words[side].dep_ != "pobj":
        return
    if words[words[side].head].lower_ != "between" or any(dependents(words, side, within, "conj")):
        return
    for k in dependents(words, inner, range(inner + 1, i), "cc"):
        move(words, k, side)
    move(words, i, side)


def mend_relative(words: list[Word], within: range, i: int) -> None:
    """ "Police and marchers who tried to get in": the clause is of those right before it, if its verb has their
    number."""
    pronoun = next((k for k in range(i - 1, max(i - 6, within.start), -1) if words[k].tag_ in ("WP", "WDT")), None)
    if pronoun is None or words[pronoun].lower_ not in ("who", "that", "which"):
        return
    nearest = pronoun - 1
    if words[nearest].dep_ != "conj" or words[nearest].pos_ not in NOMINAL or not _agrees(words, within, i, nearest):
        return
    first = words[nearest].head
    if not any(dependents(words, first, range(first + 1, nearest), "cc")):
        return  # "at the mill in Porto, Portugal, which …"
    if words[i].head < nearest and is_below(words, nearest, words[i].head):
        move(words, i, nearest)


def _agrees(words: list[Word], within: range, verb: int, noun: int) -> bool:
    """Whether the verb of a relative clause may have the noun's number."""
    forms = {words[k].lower_ for k in (verb, *dependents(words, verb, within, "aux", "auxpass"))}
    singular = bool(forms & _ONE) or words[verb].tag_ == "VBZ"
    plural = bool(forms & _MANY) or words[verb].tag_ == "VBP"
    return not (singular and words[noun].tag_ in _PLURAL) and not (plural and words[noun].tag_ in _SINGULAR)


def mend_second_subject(words: list[Word], within: range, i: int) -> None:
    """ "The arrest of the mayor and his deputy led to riots": a verb has one subject, of which the second is part."""
    verb, first = words[i].head, left_edge(words, i, within.start)
    noun = next(dependents(words, verb, range(within.start, first), "nsubj", "nsubjpass"), None)
    if noun is None or words[first - 1].dep_ != "cc" or words[first - 1].head != noun:
        return
    part = noun
    if words[first].tag_ == "PRP$":
        for preposition in dependents(words, noun, range(noun + 1, first), "prep"):
            part = next(dependents(words, preposition, range(preposition + 1, first), "pobj"), part)
    move(words, first - 1, part)
    move(words, i, part, "conj")


def mend_shot(words: list[Word], within: range, i: int) -> None:
    """ "Gunmen on a motorcycle shot and killed a guard": what is joined to a deed is one, and no motorcycle shot."""
    shot, noun = i - 2, i - 3
    if words[i].lemma_ not in ("injure", "kill", "wound") or words[i].tag_ != "VBD" or noun not in within:
        return
    if (
        words[shot].lower_ != "shot"
        or words[shot].dep_ != "pobj"
        or words[noun].head != shot
        or words[i - 1].dep_ != "cc"
    ):
        return
    doer = words[i].head
    if words[doer].pos_ not in NOMINAL or doer >= noun or words[doer].dep_ != "ROOT":
        return
    for k in [*dependents(words, shot, range(within.start, noun))]:
        attach(words, k, noun)
    attach(words, noun, words[shot].head, "pobj")
    words[shot] = words[shot]._replace(tag_="VBD", pos_="VERB", lemma_="shoot")
    for k in [*dependents(words, doer, range(shot + 1, within.stop))]:
        attach(words, k, shot)
    attach(words, shot, shot, "ROOT")
    attach(words, doer, shot, "nsubj")


def mend_captive(words: list[Word], within: range, i: int) -> None:
    """ "A man who took five people hostage was shot": "hostage" says what he made of them, and is nobody of its own."""
    taken = i - 1
    if words[i].lower_ not in word_list("captives") or words[i].tag_ != "NN" or taken not in within:
        return
    if words[taken].tag_ not in ("NNS", "NNP", "NNPS", "PRP"):
        return
    if i + 1 in within and words[i + 1].pos_ in NOMINAL:
        return  # "hold Gaza hostage talks"
    if any(words[k].lower_ in ("a", "an") for k in dependents(words, i, within, "det")):
        return  # "took a Hamas prisoner to court"
    near = range(taken - 1, max(within.start, taken - 7) - 1, -1)
    verb = next((k for k in near if words[k].pos_ == "VERB" and words[k].lemma_ in ("hold", "take")), None)
    if verb is None:
        return
    above = words[i].head
    for k in dependents(words, i, within):
        if words[k].dep_ in ("nsubj", "nsubjpass") and k < verb and above > i:
            move(words, k, above, words[i].dep_)
        elif k > i and words[k].dep_ == "prep":
            move(words, k, verb)
    if words[taken].head == i:
        attach(words, taken, verb, "dobj")
    attach(words, i, verb, "oprd")


def mend_owner(words: list[Word], within: range, i: int) -> None:
    """ "Storm the minister's office": who stands before "'s" owns what comes after it."""
    noun = words[i].head
    if any(words[k].tag_ == "POS" for k in dependents(words, i, range(i + 1, i + 2) if i + 1 in within else range(0))):
        owned = next(dependents(words, i, range(i + 2, within.stop), "appos"), None)
        if owned is not None and noun != i:
            move(words, owned, noun, words[i].dep_)
            move(words, i, owned, "poss")


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
