"""Who holds a post, where the name follows a body's without a comma, as translations write: "the mayor of Kharkiv Ihor
Terekhov".

Parsers take all of it for one name, of which the body is the first part, and NER draws its names over both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from kgbuild.annotate.trees import NOMINAL, attach, is_below
from kgbuild.annotate.words import word_list
from kgbuild.given_names import gender_of
from kgbuild.parse import NamedEntity, Word

LONGEST: Final = 14
"""Words that may lie between a post and the end of its holder's name."""

_MARKS: Final = frozenset('"“”«»-')


class Holder(NamedTuple):
    """Places of words: the post, the last word of the body's name, the first of the holder's and what follows it."""

    post: int
    body: int
    first: int
    end: int


def with_holders(words: Sequence[Word], ents: Sequence[NamedEntity]) -> tuple[list[Word], list[NamedEntity]]:
    """The words with the names of holders in apposition to their posts, and the entities with these by themselves."""
    named = {i for entity in ents for i in range(entity.start, entity.end)}
    person_at = {i: entity for entity in ents if entity.label_ == "PERSON" for i in range(entity.start, entity.end)}
    start_of = {i: entity.start for entity in ents if entity.label_ == "ORG" for i in range(entity.start, entity.end)}
    mended, found = list(words), []
    for i, word in enumerate(words):
        if word.lemma_.lower() in word_list("posts") and i + 1 < len(words) and words[i + 1].lower_ in ("of", "from"):
            holder = _holder(words, i, person_at, start_of)
            if holder is None:
                continue
            if not _is_field(words, holder, named):
                found.append(holder)
                _hang(mended, holder)
            elif words[holder.end - 1].dep_ == "pobj" or any(
                words[k].pos_ == "DET" and words[k].head == i for k in range(max(i - 3, 0), i)
            ):
                _hang(mended, holder)  # "the former head of state Ana Ruiz called"
    for name in range(2, len(words)):
        if words[name].dep_ == "appos" and words[name].tag_ == "NNP":
            _hang_behind_comma(mended, name, is_person=name in person_at, is_other=name in named - person_at.keys())
    return mended, _relabelled(ents, found) if found else list(ents)


def _hang_behind_comma(words: list[Word], name: int, *, is_person: bool, is_other: bool) -> None:
    """ "A spokeswoman for the General Hospital, Ana Ruiz, said": a person is who speaks, and no name of a hospital.

    What bears a name already has no second one of two words, so that NER need not know the person.
    """
    body = words[name].head
    preposition = words[body].head
    post = words[preposition].head
    if words[body].dep_ != "pobj" or not post < preposition < body < name or words[body + 1].text != ",":
        return
    if words[post].lemma_.lower() not in word_list("posts") or words[body].lemma_.lower() in word_list("posts"):
        return
    is_full = words[name - 1].tag_ == "NNP" and words[name - 1].head == name and words[name].text.istitle()
    is_guessed = words[body].tag_ == "NNP" and is_full and words[name].lower_ not in word_list("bodies")
    if is_person or (is_guessed and not is_other):
        attach(words, name, post, "appos")


def _holder(
    words: Sequence[Word], post: int, person_at: dict[int, NamedEntity], start_of: dict[int, int]
) -> Holder | None:
    """The holder of a post whose name ends the run of nouns after "of"; None if what ends it is no person's name."""
    end = _end_of_run(words, post + 2)
    tail = end
    while tail > post + 2 and words[tail - 1].tag_ == "NNP":
        tail -= 1
    first = _start_of_name(words, max(tail, post + 3), end, person_at, start_of)
    if first is None:
        return None
    body = first - 1
    while body > post + 1 and (words[body].text in word_list("ranks") or words[body].text in _MARKS):
        body -= 1
    is_body = words[body].pos_ in NOMINAL and words[body].lemma_.lower() not in word_list("posts")
    return Holder(post, body, first, end) if body > post + 1 and is_body else None


def _is_field(words: Sequence[Word], holder: Holder, named: set[int]) -> bool:
    """Whether the post goes on before the name: "Secretary of State Ana Lima", "chief of staff Ana Lima"."""
    body = words[holder.body]
    is_one_word = holder.body == holder.post + 2 and body.text.isalpha()
    return is_one_word and (holder.body not in named or body.lower_ in word_list("fields"))


def _end_of_run(words: Sequence[Word], first: int) -> int:
    end = first
    while end < len(words) and end - first < LONGEST and (end == first or not words[end].is_sent_start):
        word = words[end]
        if word.pos_ not in (*NOMINAL, "DET", "ADJ") and word.lower_ != "of" and word.text not in _MARKS:
            break
        end += 1
    return end


def _start_of_name(
    words: Sequence[Word], tail: int, end: int, person_at: dict[int, NamedEntity], start_of: dict[int, int]
) -> int | None:
    """Where the name begins that ends a run: at a name of NER, or at the last given name with another one behind it."""
    if words[end - 1].lower_ in word_list("bodies"):
        return None
    last = person_at.get(end - 1)
    if last is not None and last.end == end and last.start >= tail and end - last.start > 1:
        return last.start
    given = next((k for k in range(end - 2, tail - 1, -1) if gender_of(words[k].text)), None)
    if given is None or start_of.get(given) == given or (given == tail and gender_of(words[given - 1].text)):
        return None
    return given


def _hang(words: list[Word], holder: Holder) -> None:
    """Hangs the body on its preposition and the name, by its last word, on the post."""
    post, body, first, end = holder
    name = end - 1
    if words[post].head in range(first, end) or (
        words[name].dep_ in ("nsubj", "nsubjpass") and not is_below(words, name, post)
    ):
        attach(words, post, words[name].head, words[name].dep_)
    preposition = next(k for k in range(body, post, -1) if words[k].pos_ == "ADP" or k == post + 1)
    for k in range(post + 1, first):
        if words[k].head in range(first, end) and k != body:
            attach(words, k, body)
    if not post < words[body].head < body:
        attach(words, body, preposition, "pobj")
    for k in range(first, name):
        attach(words, k, name, "compound")
    attach(words, name, post, "appos")


def _relabelled(ents: Sequence[NamedEntity], found: Sequence[Holder]) -> list[NamedEntity]:
    """The entities without what they have of the holders' names, and these as persons."""
    taken = {i: holder for holder in found for i in range(holder.first, holder.end)}
    out = [NamedEntity(holder.first, holder.end, "PERSON") for holder in found]
    for entity in ents:
        inside = next((i for i in range(entity.start, entity.end) if i in taken), None)
        if inside is None:
            out.append(entity)
        elif inside > entity.start:
            label = "GPE" if entity.label_ == "PERSON" else entity.label_
            out.append(NamedEntity(entity.start, min(inside, taken[inside].body + 1), label))
    return sorted(out)
