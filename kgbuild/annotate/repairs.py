"""Mends what the parser often gets wrong in news prose, where word order and tags tell better.

Each repair reads the words of one sentence and gives some of them other heads and labels; labels are those of
ClearNLP (https://github.com/clir/clearnlp-guidelines), as in the model's parses.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from kgbuild.annotate import complements, coordinations, main_verbs
from kgbuild.annotate.trees import FINITE, NOMINAL, attach
from kgbuild.annotate.words import word_list
from kgbuild.parse import Word

_PAST_OR_PRESENT: Final = frozenset({"VBD", "VBZ"})
_OPENS_PHRASE: Final = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN"})
_RELATIVE: Final = frozenset({"WP", "WDT", "WP$"})
_MARKS: Final = frozenset(',"“”«»()[]:;')
_SOLE: Final = frozenset({"ROOT", "nsubj", "nsubjpass", "dobj", "ccomp", "expl"})
"""What a verb has but one of, or none."""
_LONGEST: Final = 400
"""Words of the longest sentence that is mended: nobody writes longer ones, and so the cost stays linear."""
_MOST_PARTS: Final = 4
"""Parts between commas that the phrase of who speaks may have: "the mayor, Ana Ruiz, 45, said"."""


def repaired(words: Sequence[Word]) -> list[Word]:
    """The words with the heads and labels that they should have. Nothing else of them changes."""
    mended, saying = list(words), word_list("saying")
    starts = [i for i, word in enumerate(words) if word.is_sent_start or i == 0]
    for start, end in itertools.pairwise((*starts, len(words))):
        if end - start > _LONGEST:
            continue
        for i in range(start, end):
            if mended[i].lemma_ in saying:
                _mend_speaker_at_end(mended, start, end, i)
        for i in range(start, end):
            _mend(mended, range(start, end), i)
    return mended


def _mend(words: list[Word], within: range, i: int) -> None:
    """Mends what hangs wrong with the label of word `i`."""
    coordinations.mend_captive(words, within, i)
    match words[i].dep_:
        case "conj":
            coordinations.mend_shot(words, within, i)
            _mend_finite_conjunct(words, within.start, i)
            _mend_repeated_preposition(words, i)
            coordinations.mend_listed_crime(words, within, i)
            coordinations.mend_conjunct(words, within, i)
            coordinations.mend_counted(words, within, i)
            complements.mend_list_of_clauses(words, within, i)
        case "amod":
            complements.mend_called(words, within, i)
            main_verbs.mend_past_taken_for_adjective(words, within, i)
        case "pobj" | "dobj":
            complements.mend_asked_on_day(words, i)
            complements.mend_figure(words, i)
            coordinations.mend_owner(words, within, i)
            _mend_apposition_in_complement(words, i)
            _mend_deed_of_blame(words, i)
        case "ccomp":
            complements.mend_counted_object(words, within, i)
            _mend_clauses_beside(words, i)
            _mend_headline(words, i, within.stop)
        case "acl":
            complements.mend_clause_of_statement(words, within, i)
            complements.mend_headed(words, within, i)
            main_verbs.mend_past_taken_for_participle(words, within, i)
            coordinations.mend_gapped_subject(words, within, i)
        case "advcl":
            coordinations.mend_counted(words, within, i)
        case "relcl":
            coordinations.mend_relative(words, within, i)
        case "nsubj" | "nsubjpass":
            coordinations.mend_second_subject(words, within, i)
        case "appos":
            coordinations.mend_listed_name(words, within, i)
            complements.mend_row_of_bodies(words, within, i)
        case "ROOT":
            main_verbs.mend_clause_taken_for_main(words, within, i)
            main_verbs.mend_participle_taken_for_main(words, within, i)
            complements.mend_actors_around_participle(words, within, i)


def _mend_finite_conjunct(words: list[Word], start: int, i: int) -> None:
    """ "They urged it to resign and condemned the raid": a past is coordinated with a verb that has a tense too."""
    verb = words[i]
    above = words[verb.head]
    if verb.tag_ == "VBD" and above.tag_ == "VBN" and start <= verb.head < i:
        _mend_speaker_goes_on(words, start, i)
    if verb.tag_ not in _PAST_OR_PRESENT or above.tag_ != "VB" or not start <= verb.head < i:
        return
    place = verb.head
    for _ in range(i - start):  # no tree is deeper than its sentence is long
        if words[place].tag_ != "VB" or words[place].head >= place:
            break
        place = words[place].head
    if words[place].tag_ in _PAST_OR_PRESENT:
        for between in range(verb.head + 1, i):
            if words[between].head == verb.head and words[between].dep_ in ("cc", "punct"):
                attach(words, between, place)
        attach(words, i, place)


def _mend_speaker_goes_on(words: list[Word], start: int, i: int) -> None:
    """ "She said that two officers had been fined and promised an inquiry": who spoke promises, not who was fined."""
    below = words[i].head
    above = words[below].head
    own = range(i + 1, min(i + 8, len(words)))
    if words[below].dep_ != "ccomp" or words[above].lemma_ not in word_list("saying") or not start <= above < below:
        return
    if words[i].lemma_ not in word_list("speaking_on"):
        return  # "said that a man had been caught and gave a false name"
    is_passive = any(words[k].head == below and words[k].dep_ == "auxpass" for k in range(above, below))
    has_own = any(words[k].head == i and words[k].dep_ in ("nsubj", "nsubjpass", "auxpass") for k in range(below, i))
    if is_passive and not has_own and any(words[k].head == i and words[k].dep_ in ("dobj", "xcomp") for k in own):
        for k in range(below + 1, i):
            if words[k].head == below and words[k].dep_ == "cc":
                attach(words, k, above)
        attach(words, i, above)


def _mend_apposition_in_complement(words: list[Word], i: int) -> None:
    """ "the mayor of Kyiv, Vitali Klitschko, spoke": the name after the comma is the mayor's, not the town's."""
    name = words[i]
    if name.dep_ != "pobj" or name.tag_ != "NNP" or words[name.head].pos_ != "ADP":
        return
    preposition = name.head
    noun = words[preposition].head
    town = next((k for k in range(preposition + 1, i) if words[k].head == i and words[k].dep_ == "nmod"), None)
    if town is None or words[town].tag_ != "NNP" or words[town + 1].text != "," or words[noun].pos_ not in NOMINAL:
        return
    if noun < preposition and i + 1 < len(words) and words[i + 1].text == ",":
        attach(words, town, preposition, "pobj")
        attach(words, i, noun, "appos")


def _mend_repeated_preposition(words: list[Word], i: int) -> None:
    """ "accused it of theft, of fraud and of murder": a preposition said again hangs on what the first one does."""
    first = words[i].head
    if words[first].dep_ in ("pobj", "pcomp"):
        first = words[first].head
    if words[i].pos_ == "ADP" == words[first].pos_ and words[first].lower_ == words[i].lower_ and first < i:
        attach(words, i, words[first].head, "prep")


def _mend_deed_of_blame(words: list[Word], i: int) -> None:
    """ "accused them of hiding documents": what people are blamed for is a deed, and no kind of documents."""
    preposition = words[i].head
    if words[i].lemma_ in word_list("misdeeds") and words[preposition].lower_ == "of":
        blamed = words[preposition].head  # "accused the security forces of arbitrary arrests"
        is_object = words[blamed].dep_ == "dobj" and words[words[blamed].head].lemma_ in word_list("blaming")
        if is_object and words[blamed].tag_ in ("NNS", "PRP", "NN"):
            attach(words, preposition, words[blamed].head)
        return
    deed = preposition + 1
    if words[preposition].lower_ not in ("of", "for") or not deed < i or words[deed].tag_ != "VBG":
        return
    verb = words[preposition].head
    verb = words[verb].head if words[verb].dep_ in ("dobj", "nsubjpass") else verb
    if (
        words[verb].lemma_ in word_list("blaming")
        and words[deed].head == i
        and words[deed].dep_ in ("compound", "amod")
    ):
        attach(words, i, deed, "dobj")
        attach(words, deed, preposition, "pcomp")


def _mend_clauses_beside(words: list[Word], i: int) -> None:
    """ "India has not said so; its envoy denied it": of clauses beside each other, neither is what the other says."""
    second = words[i].head
    if second < i or not _is_clause(words, second):
        return
    marks = [k for k in range(i + 1, second) if words[k].text in _MARKS]
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


def _mend_headline(words: list[Word], i: int, end: int) -> None:
    """ "Envoy slams camps, urges aid": of two verbs of a headline the second has the subject of the first."""
    second = words[i].head
    if (
        second < i
        or words[i].tag_ != "VBZ"
        or words[second].tag_ != "VBZ"
        or words[second].lemma_ in word_list("saying")
    ):
        return
    marks = [k for k in range(i + 1, second) if words[k].text in _MARKS]
    if marks != [second - 1] or words[second - 1].text != ",":
        return
    if any(words[k].head == second and words[k].dep_ in ("nsubj", "expl") for k in range(i + 1, end)):
        return
    above = words[second].head
    attach(words, i, i if above == second else above, words[second].dep_)
    attach(words, second, i, "conj")


def _mend_speaker_at_end(words: list[Word], start: int, end: int, i: int) -> None:
    """ "The bridge was blown up by rebels, the governor, Olena Petrenko, said": the governor said all that precedes.

    Parsers take who speaks for one more of those told of.
    """
    verb = words[i]
    if verb.tag_ not in _PAST_OR_PRESENT or _has_content_behind(words, end, i):
        return
    first = _start_of_speaker(words, start, i)
    if first is None or words[start].lower_ in word_list("subordinating"):
        return
    comma = first - 1
    tops = [k for k in range(start, comma) if words[k].head == k or not start <= words[k].head < comma]
    told = next((k for k in tops if _is_clause(words, k)), None)
    speaker = _head_of_phrase(words, first, i)
    if told is None or speaker is None:
        return
    root = next(k for k in range(start, end) if words[k].head == k)
    if root > i:
        return
    for k in tops:
        attach(words, k, told, "dep" if words[k].dep_ in _SOLE else None)
    for k in range(first, end):
        head = words[k].head
        if k < i and (head == k or not first <= head < i):
            attach(words, k, speaker)
        elif k > i and head <= i:
            attach(words, k, told if _goes_on(words, i, k) else i)
    attach(words, comma, i, "punct")
    attach(words, told, i, "ccomp")
    attach(words, speaker, i, "nsubj")
    attach(words, i, i, "ROOT")


def _goes_on(words: Sequence[Word], i: int, k: int) -> bool:
    """Whether a verb goes on with what was said, not with who said it: "…, the envoy said, but failed to win"."""
    is_verb = words[k].dep_ == "conj" and words[k].tag_ in _PAST_OR_PRESENT and words[i + 1].text == ","
    own = any(words[j].head == k and words[j].dep_ in ("nsubj", "nsubjpass") for j in range(i, k))
    return is_verb and k > i + 2 and words[i + 2].pos_ == "CCONJ" and not own


def _has_content_behind(words: Sequence[Word], end: int, i: int) -> bool:
    """Whether what is said comes after the verb: a clause, a colon or a quotation."""
    return any(
        words[k].text in ("“", '"', "«", ":", "that")
        or (words[k].head == i and words[k].dep_ in ("ccomp", "xcomp", "advcl"))
        for k in range(i + 1, end)
    )


def _start_of_speaker(words: Sequence[Word], start: int, i: int) -> int | None:
    """Where the phrase of who speaks begins, after a comma; None if what stands before the verb is no such phrase.

    With a comma right before the verb, the phrase has an apposition, an age or a relative clause in it.
    """
    end = i
    in_aside = i > start and words[i - 1].text == ","
    for _ in range(_MOST_PARTS):
        end -= words[end - 1].text == ","
        comma = next((k for k in range(end - 1, start, -1) if words[k].text in _MARKS), None)
        if comma is None or words[comma].text != ",":
            return None
        part = words[comma + 1 : end]
        if not in_aside:
            return comma + 1 if _is_noun_phrase(part) else None
        if not _is_aside(part):
            return None
        in_aside = _is_number(part)
        end = comma + 1
    return None


def _is_aside(part: Sequence[Word]) -> bool:
    """Whether a part stands in apposition: a name, a title, an age or a relative clause."""
    return bool(part) and (_is_noun_phrase(part) or part[0].tag_ in _RELATIVE or _is_number(part))


def _is_number(part: Sequence[Word]) -> bool:
    return [word.tag_ for word in part] == ["CD"]


def _is_noun_phrase(part: Sequence[Word]) -> bool:
    opens = part and (part[0].pos_ in _OPENS_PHRASE or part[0].tag_ == "PRP$")
    return bool(opens) and part[-1].pos_ in NOMINAL and all(word.tag_ not in FINITE for word in part)


def _is_clause(words: Sequence[Word], place: int) -> bool:
    """Whether a word is a verb with a tense of its own or of an auxiliary."""
    if words[place].tag_ in FINITE:
        return True
    near = range(max(0, place - 6), place)
    return words[place].pos_ == "VERB" and any(words[k].head == place and words[k].tag_ in FINITE for k in near)


def _head_of_phrase(words: Sequence[Word], first: int, end: int) -> int | None:
    """The last noun before a preposition or a comma."""
    last = next((k for k in range(first, end) if words[k].pos_ == "ADP" or words[k].text == ","), end)
    return next((k for k in range(last - 1, first - 1, -1) if words[k].pos_ in NOMINAL), None)
