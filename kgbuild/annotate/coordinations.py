"""Mends what parsers make of verbs and clauses joined by "and", ";" or a comma: what goes on, what begins anew, and of
whom each is told.

Each repair takes the words, the stretch of one sentence and the place of the word that it may mend.
"""

from __future__ import annotations

from typing import Final

from kgbuild.annotate.speakers import mend_speaker_goes_on
from kgbuild.annotate.trees import (
    FINITE,
    MARKS,
    NOMINAL,
    PAST_OR_PRESENT,
    SINGULAR,
    attach,
    dependents,
    is_below,
    is_clause,
    left_edge,
    move,
)
from kgbuild.annotate.words import word_list
from kgbuild.parse import Word

_PLURAL: Final = frozenset({"NNS", "NNPS"})
_ONE: Final = frozenset({"is", "was", "has"})
_MANY: Final = frozenset({"are", "were", "have"})


def mend_joined_verb(words: list[Word], within: range, i: int) -> None:
    """Mends a verb that is coordinated with another word."""
    if words[i].tag_ == "VBN":
        _mend_gapped_passive(words, within, i)
    if words[i].tag_ in FINITE or words[i].tag_ == "VBN":
        _mend_lost_subject(words, i)


def mend_finite_conjunct(words: list[Word], start: int, i: int) -> None:
    """ "They urged it to resign and condemned the raid": a past is coordinated with a verb that has a tense too."""
    verb = words[i]
    above = words[verb.head]
    if verb.tag_ == "VBD" and above.tag_ in ("VBN", "VBD") and start <= verb.head < i:
        mend_speaker_goes_on(words, start, i)
    if verb.tag_ not in PAST_OR_PRESENT or above.tag_ != "VB" or not start <= verb.head < i:
        return
    place = verb.head
    for _ in range(i - start):  # no tree is deeper than its sentence is long
        if words[place].tag_ != "VB" or words[place].head >= place:
            break
        place = words[place].head
    if words[place].tag_ in PAST_OR_PRESENT:
        for between in range(verb.head + 1, i):
            if words[between].head == verb.head and words[between].dep_ in ("cc", "punct"):
                attach(words, between, place)
        attach(words, i, place)


def mend_repeated_preposition(words: list[Word], i: int) -> None:
    """ "accused it of theft, of fraud and of murder": a preposition said again hangs on what the first one does."""
    first = words[i].head
    if words[i].dep_ == "prep" and words[i - 1].dep_ != "cc":
        return  # "of theft of cattle"
    if words[first].dep_ in ("pobj", "pcomp"):
        first = words[first].head
    if words[i].pos_ == "ADP" == words[first].pos_ and words[first].lower_ == words[i].lower_ and first < i:
        attach(words, i, words[first].head, "prep")


def mend_body_before_adjective(words: list[Word], within: range, i: int) -> None:
    """ "The NRB and Chilean police": the body is none of Chile, nor what the police are."""
    body = words[i].head
    noun, joint = words[body].head, i - 1
    is_word = words[i].tag_ in ("JJ", "NNP") and words[body].dep_ in ("amod", "compound", "nmod")
    if not is_word or not (body < joint < i < noun) or words[joint].dep_ != "cc" or words[noun].pos_ != "NOUN":
        return
    is_body = (
        words[body].text.isupper() and words[body].text.isalpha() and words[body].lower_ not in word_list("states")
    )
    if body != joint - 1 or not is_body or words[body].tag_ != "NNP" or len(words[body].text) < 3:
        return
    above = words[noun].head
    attach(words, body, body if above == noun else above, words[noun].dep_)
    attach(words, noun, body, "conj")
    attach(words, i, noun, "amod")
    for k in dependents(words, noun, range(within.start, body), "det"):
        attach(words, k, body)


def mend_owner_of_two_words(words: list[Word], within: range, i: int) -> None:
    """ "Antigua and Barbuda's parliament met": one state whose parliament it is, not Antigua and a parliament."""
    first = words[i].head
    second = first + 2
    if not second < i or words[second].head != i or words[second].dep_ != "poss" or words[first + 1].lower_ != "and":
        return
    if f"{words[first].lower_} {words[second].lower_}" not in word_list("double_names"):
        return
    above, label = words[first].head, words[first].dep_
    attach(words, i, i if above == first else above, label)
    for k in [*dependents(words, first, within)]:
        if k > i:
            attach(words, k, i)
    attach(words, first, i, "poss")
    attach(words, second, first, "conj")


def mend_clauses_beside(words: list[Word], i: int) -> None:
    """ "India has not said so; its envoy denied it": of clauses beside each other, neither is what the other says."""
    second = words[i].head
    if second < i or not is_clause(words, second):
        return
    marks = [k for k in range(i + 1, second) if words[k].text in MARKS]
    own = [k for k in range(i + 1, second) if words[k].head == second and words[k].dep_ in ("nsubj", "nsubjpass")]
    subject = own[0] if own else None
    if subject is None or not marks or words[marks[-1]].text != ";" or subject < marks[-1]:
        return
    above = words[second].head
    attach(words, i, i if above == second else above, words[second].dep_)
    attach(words, second, i, "conj")
    for k in marks:
        if words[k].head == second:
            attach(words, k, i)


def mend_headline(words: list[Word], i: int, end: int) -> None:
    """ "Envoy slams camps, urges aid": of two verbs of a headline the second has the subject of the first."""
    second = words[i].head
    if (
        second < i
        or words[i].tag_ != "VBZ"
        or words[second].tag_ != "VBZ"
        or words[second].lemma_ in word_list("saying")
    ):
        return
    marks = [k for k in range(i + 1, second) if words[k].text in MARKS]
    if marks != [second - 1] or words[second - 1].text != ",":
        return
    if any(words[k].head == second and words[k].dep_ in ("nsubj", "expl") for k in range(i + 1, end)):
        return
    above = words[second].head
    attach(words, i, i if above == second else above, words[second].dep_)
    attach(words, second, i, "conj")


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


def mend_relative(words: list[Word], within: range, i: int) -> None:
    """ "Police and marchers who tried to get in": the clause is of those right before it, if its verb has their
    number."""
    pronoun = next((k for k in range(i - 1, max(i - 6, within.start), -1) if words[k].tag_ in ("WP", "WDT")), None)
    if pronoun is None or words[pronoun].lower_ not in ("who", "that", "which"):
        return
    _mend_relative_of_place(words, within, i)
    if words[pronoun].lower_ == "who":
        _mend_relative_of_sent(words, i)
    nearest = pronoun - 1
    if words[nearest].dep_ != "conj" or words[nearest].pos_ not in NOMINAL or not _agrees(words, within, i, nearest):
        return
    first = words[nearest].head
    if not any(dependents(words, first, range(first + 1, nearest), "cc")):
        return  # "at the mill in Porto, Portugal, which …"
    if words[i].head < nearest and is_below(words, nearest, words[i].head):
        move(words, i, nearest)


def _mend_relative_of_place(words: list[Word], within: range, i: int) -> None:
    """ "At a mill in Porto, Portugal, which makes flour": the mill does, the country only says where Porto is."""
    place = words[i].head
    if words[place].dep_ not in ("appos", "conj") or words[place].tag_ != "NNP":
        return
    while words[place].dep_ in ("appos", "conj") and words[place].tag_ == "NNP" and words[place].head < place:
        if any(dependents(words, words[place].head, range(words[place].head, place), "cc")):
            return
        place = words[place].head
    preposition = words[place].head
    noun = words[preposition].head
    stands = words[place].dep_ == "pobj" and words[preposition].lower_ in ("in", "near") and noun < preposition
    if stands and words[noun].pos_ == "NOUN" and _agrees(words, within, i, noun):
        move(words, i, noun)


def _mend_relative_of_sent(words: list[Word], i: int) -> None:
    """ "Sent 200 guards to Porto, who closed the bridge": the guards did, whatever Porto is."""
    place = words[i].head
    preposition = words[place].head
    verb = words[preposition].head
    is_goal = words[place].tag_ == "NNP" and words[preposition].lower_ in ("into", "to")
    if is_goal and words[verb].lemma_ in word_list("moving"):
        sent = next(dependents(words, verb, range(verb + 1, preposition), "dobj"), None)
        if sent is not None and words[sent].lower_ in word_list("moved"):
            move(words, i, sent)


def _agrees(words: list[Word], within: range, verb: int, noun: int) -> bool:
    """Whether the verb of a relative clause may have the noun's number."""
    forms = {words[k].lower_ for k in (verb, *dependents(words, verb, within, "aux", "auxpass"))}
    singular = bool(forms & _ONE) or words[verb].tag_ == "VBZ"
    plural = bool(forms & _MANY) or words[verb].tag_ == "VBP"
    return not (singular and words[noun].tag_ in _PLURAL) and not (plural and words[noun].tag_ in SINGULAR)


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
