"""Mends what is said: the clause behind a verb of saying that parsers hang elsewhere."""

from __future__ import annotations

from typing import Final

from kgbuild.annotate.trees import attach, dependents
from kgbuild.annotate.words import word_list
from kgbuild.parse import Word

_SUBJECTS: Final = ("nsubj", "nsubjpass", "expl")
_CITING: Final = frozenset({"cite", "quote"})
_OPENING: Final = frozenset({"“", '"', "``", "«", "„"})


def mend_condition_first(words: list[Word], within: range, i: int) -> None:
    """ "She said if he won he would resign": the condition is of what is said, not what is said of the condition."""
    condition = words[i].head
    verb = words[condition].head
    if words[condition].dep_ not in ("advcl", "ccomp") or not verb < condition < i:
        return
    if words[verb].lemma_ not in _said() or words[condition].lemma_ in _said():
        return
    if any(k != condition for k in dependents(words, verb, within, "ccomp")):
        return
    before = dependents(words, condition, range(verb + 1, condition), "mark", "advmod")
    mark = next((k for k in before if words[k].tag_ in ("IN", "WRB")), None)  # no "especially given that …"
    is_condition = mark is not None and (words[condition].dep_ == "advcl" or words[mark].lower_ in ("if", "unless"))
    if is_condition and any(dependents(words, i, range(condition + 1, i), *_SUBJECTS)):
        attach(words, i, verb, "ccomp")
        attach(words, condition, i, "advcl")


def mend_clause_behind_cited(words: list[Word], i: int) -> None:
    """ "The station reported citing the mayor that …": who is cited tells no clause; it is what is reported."""
    citing = words[i].head
    verb = words[citing].head
    if words[citing].lemma_ not in _CITING or words[citing].tag_ != "VBG" or words[verb].lemma_ not in _said():
        return
    is_told = any(words[k].lower_ == "that" for k in dependents(words, i, range(citing + 1, i), "mark"))
    if verb < citing and is_told and any(dependents(words, citing, range(citing + 1, i), "dobj")):
        attach(words, i, verb, "ccomp")
        attach(words, citing, verb, "advcl")


def mend_speaker_before_quotation(words: list[Word], within: range, i: int) -> None:
    """ "Ana Ruiz, at a rally, said, “We were told …”": who stands before "said" speaks; the quoted verb has its own."""
    told, behind = words[i].head, words[i + 1 : i + 3]
    marks = [word.text for word in behind]
    if told <= i or words[i].lemma_ not in _said() or len(marks) < 2:
        return
    if marks[0] not in _OPENING and not (marks[0] in ",:" and marks[1] in _OPENING):
        return
    speaker = next(dependents(words, told, range(within.start, i), *_SUBJECTS), None)
    if speaker is None or any(dependents(words, i, within, *_SUBJECTS)):
        return
    if any(dependents(words, told, range(i + 1, told), *_SUBJECTS)):
        above, label = words[told].head, words[told].dep_
        attach(words, i, i if above == told else above, label)
        for k in [*dependents(words, told, range(within.start, i))]:
            attach(words, k, i)
        attach(words, speaker, i, "nsubj")
        attach(words, told, i, "ccomp")


def _said() -> frozenset[str]:
    return word_list("saying") | word_list("maintaining")
