"""Mends who said what: parsers take who speaks at the end of a sentence, or goes on speaking, for one more of those
told of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kgbuild.annotate.trees import FINITE, MARKS, NOMINAL, PAST_OR_PRESENT, attach, is_clause
from kgbuild.annotate.words import word_list
from kgbuild.parse import Word

_OPENS_PHRASE: Final = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN"})
_RELATIVE: Final = frozenset({"WP", "WDT", "WP$"})
_SOLE: Final = frozenset({"ROOT", "nsubj", "nsubjpass", "dobj", "ccomp", "expl"})
"""What a verb has but one of, or none."""
_MOST_PARTS: Final = 4
"""Parts between commas that the phrase of who speaks may have: "the mayor, Ana Ruiz, 45, said"."""


def mend_speaker_at_end(words: list[Word], start: int, end: int, i: int) -> None:
    """ "The bridge was blown up by rebels, the governor, Olena Petrenko, said": the governor said all that precedes.

    Parsers take who speaks for one more of those told of.
    """
    verb = words[i]
    if verb.tag_ not in PAST_OR_PRESENT or _has_content_behind(words, end, i):
        return
    first = _start_of_speaker(words, start, i)
    if first is None or words[start].lower_ in word_list("subordinating"):
        return
    comma = first - 1
    tops = [k for k in range(start, comma) if words[k].head == k or not start <= words[k].head < comma]
    told = next((k for k in tops if is_clause(words, k)), None)
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


def mend_speaker_behind(words: list[Word], start: int, end: int, i: int) -> None:
    """ "Ten people died, reported on Monday the Red Cross": who is named behind the verb said it, in translations.

    Parsers take the verb for one more clause and who speaks for its object.
    """
    verb = words[i]
    if verb.tag_ not in (*PAST_OR_PRESENT, "VBN") or i < start + 3 or words[i - 1].text != "," or verb.dep_ == "ROOT":
        return
    last = end - 1
    while last > i and words[last].pos_ in ("PUNCT", "SPACE"):
        last -= 1
    first = _behind_day(words, i + 1, last)
    speaker = _head_of_phrase(words, first, last + 1)
    root = next(k for k in range(start, end) if words[k].head == k)
    if speaker is None or not start <= root < i or not is_clause(words, root) or not _is_speaker(words, first, speaker):
        return
    relative = next((k for k in range(first, last + 1) if words[k].tag_ in _RELATIVE), last + 1)
    has_own = any(words[k].head == i for k in range(start, i - 1))
    if has_own or any(words[k].tag_ in FINITE for k in range(first, relative)):
        return
    for k in range(first, end):
        if not first <= words[k].head < end:
            attach(words, k, speaker)
    for k in range(i + 1, first):
        if not i < words[k].head < first:
            attach(words, k, i, "npadvmod" if words[k].pos_ in NOMINAL else None)
    attach(words, i, i, "ROOT")
    attach(words, root, i, "ccomp")
    attach(words, speaker, i, "nsubj")


def _behind_day(words: Sequence[Word], first: int, last: int) -> int:
    """The place behind a day that stands right behind a verb: "this Tuesday", "on Monday", "yesterday"."""
    days = (*word_list("weekdays"), "today", "yesterday")
    for size in (1, 2):
        if first + size <= last and words[first + size - 1].lower_ in days:
            return first + size
    return first


def _is_speaker(words: Sequence[Word], first: int, speaker: int) -> bool:
    """Whether a phrase begins as one does that names who speaks, and its head is a name or a noun for who may speak."""
    if words[first].pos_ not in _OPENS_PHRASE and words[first].tag_ != "PRP$":
        return False
    told = words[speaker].lemma_.lower()
    return words[speaker].pos_ == "PROPN" or told in word_list("posts") or told in word_list("speakers")


def mend_speaker_goes_on(words: list[Word], start: int, i: int) -> None:
    """ "She said that two officers had been fined and promised an inquiry": who spoke promises, not who was fined."""
    below = words[i].head
    above = words[below].head
    own = range(i + 1, min(i + 8, len(words)))
    denies = words[above].lemma_ in word_list("denying")
    says = words[above].lemma_ in word_list("saying") or denies
    if words[below].dep_ != "ccomp" or not says or not start <= above < below:
        return
    if words[i].lemma_ not in word_list("speaking_on"):
        return  # "said that a man had been caught and gave a false name"
    helpers = [k for k in range(above, below) if words[k].head == below and words[k].dep_ in ("aux", "auxpass")]
    is_over = any(words[k].dep_ == "auxpass" or words[k].lower_ in ("had", "has", "have") for k in helpers)
    has_own = any(words[k].head == i and words[k].dep_ in ("nsubj", "nsubjpass", "auxpass") for k in range(below, i))
    if (
        (is_over or denies)
        and not has_own
        and any(words[k].head == i and words[k].dep_ in ("dobj", "xcomp") for k in own)
    ):
        for k in range(below + 1, i):
            if words[k].head == below and words[k].dep_ == "cc":
                attach(words, k, above)
        attach(words, i, above)


def _goes_on(words: Sequence[Word], i: int, k: int) -> bool:
    """Whether a verb goes on with what was said, not with who said it: "…, the envoy said, but failed to win", "…,
    the envoy said, killing two"."""
    if words[k].tag_ == "VBG" and words[k].dep_ == "advcl" and words[k - 1].text == ",":
        return words[k].lemma_ in word_list("outcomes")
    is_verb = words[k].dep_ == "conj" and words[k].tag_ in PAST_OR_PRESENT and words[i + 1].text == ","
    own = any(words[j].head == k and words[j].dep_ in ("nsubj", "nsubjpass") for j in range(i, k))
    return is_verb and k > i + 2 and words[i + 2].pos_ == "CCONJ" and not own


def _has_content_behind(words: Sequence[Word], end: int, i: int) -> bool:
    """Whether what is said comes after the verb: a clause, a colon or a quotation."""
    return any(
        words[k].text in ("“", '"', "«", ":", "that")
        or (words[k].head == i and words[k].dep_ in ("ccomp", "xcomp", "advcl") and not _goes_on(words, i, k))
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
        comma = next((k for k in range(end - 1, start, -1) if words[k].text in MARKS), None)
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


def _head_of_phrase(words: Sequence[Word], first: int, end: int) -> int | None:
    """The last noun before a preposition or a comma."""
    last = next((k for k in range(first, end) if words[k].pos_ == "ADP" or words[k].text == ","), end)
    return next((k for k in range(last - 1, first - 1, -1) if words[k].pos_ in NOMINAL), None)
