"""Merges proper names of one bearer: equal names, last names, acronyms, names with and without their tail."""

from __future__ import annotations

import functools
from collections import Counter
from typing import Final

from kgbuild.extract.entities.bynames import bearer_end
from kgbuild.extract.entities.chains import Chains, compatible
from kgbuild.extract.entities.genders_told import courtesy_gender, told_gender
from kgbuild.extract.entities.name_forms import words_of
from kgbuild.extract.entities.name_patterns import abbreviation_behind
from kgbuild.extract.layers import MentionCandidate
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import lemma
from kgbuild.names import fold_name
from kgbuild.parse import Doc
from kgbuild.vocabulary import is_a

Words = tuple[str, ...]
AMBIGUOUS: Final = 0.6
"""Confidence of a short name that several persons of the text bear."""
MOST_BETWEEN: Final = 5
"""How many mentions back stands the body whose abbreviation is told."""


def merge(chains: Chains) -> None:
    """Merges the chains of names that are forms of one name."""
    doc = chains.doc
    by_item: dict[str, int] = {}
    full: dict[Words, int] = {}
    for i, candidate in enumerate(chains.candidates):
        if candidate.form != "name":
            continue
        words = _key(doc, candidate)
        if words in full:
            chains.merge(full[words], i)
        full.setdefault(words, i)
        item = next(iter(candidate.qids), candidate.bearer)
        if item is not None:
            if item in by_item:
                chains.merge(by_item[item], i)
            by_item.setdefault(item, i)
    _merge_uncapitalised(chains, full)
    _merge_called(chains, full)
    _merge_with_noun(chains)
    _merge_bracketed(chains)
    _merge_spelt_out(chains)
    _merge_bynames(chains)
    _merge_shortened(chains, full)


def _key(doc: Doc, candidate: MentionCandidate) -> Words:
    words = tuple(fold_name(word) or word for word in words_of(doc, candidate.first, candidate.last))
    return (*words, "team") if candidate.rule == "team" else words


def _merge_uncapitalised(chains: Chains, full: dict[Words, int]) -> None:
    """A name told again as a common noun: "the Kenyan Navy", "the Kenyan navy"."""
    for i, candidate in enumerate(chains.candidates):
        first = candidate.first + (chains.doc[candidate.first].lower_ == "the")
        if candidate.form == "nominal" and candidate.last - first > 1:
            words = tuple(fold_name(word) or word for word in words_of(chains.doc, first, candidate.last))
            named = full.get(words)
            if named is not None and compatible(candidate.kind, chains.candidates[named].kind):
                chains.merge(named, i, 0.9)


def _merge_called(chains: Chains, full: dict[Words, int]) -> None:
    """A body called by a word before its noun, and that word alone: "the Vell militia", "Vell"."""
    doc, alone = chains.doc, _told_alone(chains)
    for i, candidate in enumerate(chains.candidates):
        if candidate.form != "nominal" or not is_a(candidate.kind or "", "Organization") or candidate.head == 0:
            continue
        word = doc[candidate.head - 1]
        named = (
            full.get((fold_name(word.text) or word.text,)) if word.tag_ == "NNP" and word.dep_ == "compound" else None
        )
        if named is None or chains.candidates[named].qids:
            continue
        if chains.candidates[named].head == word.i and not alone.get(word.text, set()) - {word.i}:
            continue
        if is_a("Organization", chains.candidates[named].kind or "Actor") or compatible(
            chains.candidates[named].kind, candidate.kind
        ):
            chains.merge(min(i, named), max(i, named), 0.8)


def _merge_with_noun(chains: Chains) -> None:
    """A body's name of several words with the noun for what it is right behind it: "the Elbe Front militia"."""
    ends = {each.last: i for i, each in enumerate(chains.candidates) if each.form == "name" and not each.qids}
    nouns, pairs = load_lexicon("organizations")["behind_nouns"], load_lexicon("organizations")["beside"]["pairs"]
    for i, candidate in enumerate(chains.candidates):
        head = candidate.head
        if candidate.form != "nominal" or not is_a(candidate.kind or "", "Organization"):
            continue
        is_pair = chains.doc[max(head - 1, 0) : head + 1].text.lower() in pairs
        named = ends.get(head - is_pair)
        if named is None or not (is_pair or lemma(chains.doc[head]) in nouns):
            continue
        name = chains.candidates[named]
        if name.last - name.first > 1 and name.kind == candidate.kind and name.first >= candidate.first:
            chains.merge(min(i, named), max(i, named), 0.9)


def _told_alone(chains: Chains) -> dict[str, set[int]]:
    """Where each name of one word stands."""
    told: dict[str, set[int]] = {}
    for each in chains.candidates:
        if each.form == "name" and each.last - each.first == 1:
            told.setdefault(chains.doc[each.head].text, set()).add(each.head)
    return told


def _merge_bracketed(chains: Chains) -> None:
    """ "Long Name (ABBR)", "Long Name, or ABBR," and "ABBR (Long Name)"."""
    doc = chains.doc
    starts = {c.first: i for i, c in enumerate(chains.candidates) if c.form == "name"}
    for i, candidate in enumerate(chains.candidates):
        if candidate.form != "name" or candidate.last + 1 >= len(doc):
            continue
        is_bracket = doc[candidate.last].text == "("
        place = candidate.last + 1 if is_bracket else abbreviation_behind(doc, candidate.last)
        inner = starts.get(place) if place is not None else None
        if inner is None:
            continue
        end = chains.candidates[inner].last
        is_closed = not is_bracket or (end < len(doc) and doc[end].text == ")")
        is_told = _is_told_in_bracket(chains, i, inner) if is_bracket else False
        is_or = is_told or (not is_bracket and is_a(candidate.kind or "", "Organization"))
        if is_closed and (is_or or candidate.rule == "with place" or _is_short_for(chains, i, inner)):
            chains.merge(i, inner)


def _is_told_in_bracket(chains: Chains, i: int, inner: int) -> bool:
    """Whether what stands in brackets behind a body's full name is its short one, whatever its letters are: translators
    keep it ("Red Cross (PMI)")."""
    one, two = chains.candidates[i], chains.candidates[inner]
    is_body = is_a(one.kind or "", "Organization") and one.last - one.first > 1 and one.last == two.first - 1
    is_short = two.last - two.first == 1 and not two.qids and is_a(two.kind or "Organization", "Organization")
    return is_body and is_short


def _merge_spelt_out(chains: Chains) -> None:
    """The abbreviation that a body is said to be known by: "the Renewal Alliance, known as ARC"."""
    doc, nouns = chains.doc, load_lexicon("organizations")["usage"]["short_forms"]
    for i, candidate in enumerate(chains.candidates):
        before_it = doc[max(candidate.first - 3, 0) : candidate.first].text.lower()
        last_words = before_it.removesuffix(" as").split()[-1:]  # "known by its Spanish initials as ARC"
        is_short_form = last_words and last_words[0] in nouns
        if candidate.form != "name" or not (is_short_form or before_it.endswith(("known as", "known as the"))):
            continue
        start = doc[candidate.first].sent.start
        before = range(i - 1, max(i - MOST_BETWEEN, -1), -1)
        bodies = (j for j in before if chains.candidates[j].form == "name" and chains.candidates[j].first >= start)
        body = next((j for j in bodies if is_a(chains.candidates[j].kind or "", "Organization")), None)
        if body is not None and doc[candidate.first].text.isupper():
            chains.merge(body, i, 0.9)


def _merge_bynames(chains: Chains) -> None:
    """ "Omar Keita, known as Petro"; and the nickname within a name."""
    ends = {candidate.last: i for i, candidate in enumerate(chains.candidates) if candidate.form == "name"}
    for i, candidate in enumerate(chains.candidates):
        if candidate.rule == "nickname" and i and chains.are_nested(i - 1, i):
            chains.merge(i - 1, i)
        bearer = bearer_end(chains.doc, candidate.first) if candidate.form == "name" else None
        if bearer in ends and compatible(candidate.kind, chains.candidates[ends[bearer]].kind):
            chains.merge(ends[bearer], i, 0.9)


def _is_short_for(chains: Chains, one: int, other: int) -> bool:
    """Whether the initials of one name are the letters of the other, in whatever order (translations keep it).

    Where a name is of has no letter, mostly: "Kenyan Electoral Commission (EC)".
    """
    words = [words_of(chains.doc, c.first, c.last) for c in (chains.candidates[one], chains.candidates[other])]
    short, long = sorted(words, key=lambda w: (len(w), len("".join(w))))
    letters = sorted(letter.lower() for letter in "".join(short) if letter.isalpha())
    told = (long, long[1:]) if len(letters) > 1 else (long,)
    if len(short) == 1 and any(letters in (_initials(each, True), _initials(each, False)) for each in told):
        return True
    return _is_short_in_other_language(chains, one, other, short, long)


def _is_short_in_other_language(chains: Chains, one: int, other: int, short: list[str], long: list[str]) -> bool:
    """Whether an abbreviation in brackets may be that of a body's name before it was translated: half of its letters
    stand at the begin of the words, as in "Confederation of Indigenous Nationalities of Ecuador (CONAIE)"."""
    first, second = chains.candidates[one], chains.candidates[other]
    is_bracketed = chains.doc[first.last].text == "(" and len(short) == 1 and short[0].isupper()
    are_bodies = is_a(first.kind or "", "Organization") and is_a(second.kind or "Organization", "Organization")
    if not is_bracketed or not are_bodies or len(long) < 3 or len(short[0]) < 3 or second.qids:
        return False
    shared = Counter(letter.lower() for letter in short[0]) & Counter(_initials(long, True))
    return 2 * shared.total() >= len(short[0])


def _initials(words: list[str], capitals_only: bool) -> list[str]:
    return sorted(word[0].lower() for word in words if word[0].isupper() or not capitals_only)


def _merge_shortened(chains: Chains, full: dict[Words, int]) -> None:
    """A person's last or first name with the full name before it (else after it); acronyms; names without a tail."""
    doc = chains.doc
    acronyms: dict[str, int] = {}
    by_edge: dict[str, list[tuple[Words, int]]] = {}
    for words, i in full.items():
        if len(words) < 2:
            continue
        original = words_of(doc, chains.candidates[i].first, chains.candidates[i].last)
        for capitals_only in (True, False):
            letters = "".join(w[0].lower() for w in original if w[0].isupper() or not capitals_only)
            if len(letters) > 1 and chains.candidates[i].kind != "Person":
                acronyms.setdefault(letters, i)
        for word in dict.fromkeys((words[-1], words[0], words[-2])):
            by_edge.setdefault(word, []).append((words, i))
    for words, i in full.items():
        candidate = chains.candidates[i]
        text = doc[candidate.first : candidate.last].text
        if (
            len(words) == 1
            and text.replace(".", "").isupper()
            and (long := acronyms.get(text.replace(".", "").lower())) is not None
        ):
            if compatible(candidate.kind, chains.candidates[long].kind) or not candidate.qids:
                chains.merge(long, i, 0.9)
            continue
        longer = [
            (other, j)
            for edge in dict.fromkeys((words[-1], words[0]))
            for other, j in by_edge.get(edge, ())
            if len(other) > len(words) and _shortens(chains, words, i, other, j)
        ]
        if len(words) == 1 and candidate.kind != "Person" and not _are_one(chains, longer):
            continue  # "Vell", where there are Vell Shipping and Vell Holdings
        if longer:
            before = [j for _, j in longer if j < i]
            chains.merge(before[-1] if before else longer[0][1], i, 0.9 if _are_one(chains, longer) else AMBIGUOUS)


def _are_one(chains: Chains, longer: list[tuple[Words, int]]) -> bool:
    return len({chains.chain_of(j) for _, j in longer}) == 1


def _shortens(chains: Chains, words: Words, i: int, other: Words, j: int) -> bool:
    """Whether `words` is a shorter form of the name `other` of the same kind of bearer."""
    one, two = chains.candidates[i], chains.candidates[j]
    if one.qids and two.qids and one.qids != two.qids:
        return False
    if two.kind == "Person":
        genders = courtesy_gender(chains.doc, one.first), told_gender(chains.doc, two.first)
        return one.kind == "Person" and len({*genders, None}) < 3 and _is_part_of_person(words, other)
    if one.kind is None or not (is_a(one.kind, "Organization") and is_a(two.kind or "", "Organization")):
        return False
    is_tail = words[0] == other[-1] if len(words) == 1 else words == other[1:] and two.country is not None
    if is_tail and words[-1] not in load_lexicon("organizations")["usage"]["no_tails"]:
        # "the Senate", "the House of Representatives" for one with its country's name before it
        return one.first > 0 and chains.doc[one.first - 1].lower_ == "the" and compatible(one.kind, two.kind)
    if len(words) == 1 and words[0] == other[0] and not (one.qids or two.qids) and one.kind == two.kind:
        return is_a(two.kind or "", "Company")  # "Vell" for "Vell Shipping"
    return other[: len(words)] == words and _tails().issuperset(other[len(words) :])


@functools.cache
def _tails() -> frozenset[str]:
    """Words that a body's full name may end in and its short one leaves out."""
    return frozenset(tail.lower().rstrip(".") for tail in load_lexicon("organizations")["tails"]["words"])


def _is_part_of_person(words: Words, other: Words) -> bool:
    """Whether some words of a person's name may stand for it.

    A given or family name, with its particle ("de la Torre") or both of two ("Quispe Mamani"); the first of two family
    names ("Galindo" for "Adela Galindo Rojas"); name and patronymic; the first and the last.
    """
    if len(words) == 1:
        return words[0] in (other[-1], other[0], other[-2])
    return words in (other[-len(words) :], other[: len(words)]) or (words[0], words[-1]) == (other[0], other[-1])
