"""Two names side by side that are the name of a third body: a branch, and what "and" joins within one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kgbuild.extract.entities.name_forms import Name, is_capitalised, words_of
from kgbuild.extract.entities.nouns import name_kind, nouns
from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.syntax import lemma
from kgbuild.parse import POSSESSIVE, Doc
from kgbuild.vocabulary import is_a


def with_branches(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names, that of a known body with the place right behind it as one: "Amnesty International Indonesia"."""
    bodies = {name.last: name for name in names if name.known and _is_long_body(name)}
    behind = {name.first: name for name in names if name.kind in ("Country", "Region", "City")}
    branches = {
        body: part
        for end, body in bodies.items()
        if (part := behind.get(end)) is not None and _is_part(doc, body, part)
    }
    gone = set(branches.values())
    return [
        replace(name, last=branches[name].last, known=(), maybe=(), sure=3) if name in branches else name
        for name in names
        if name not in gone
    ]


def _is_long_body(name: Name) -> bool:
    return name.last - name.first > 1 and is_a(name.kind or "", "Organization")


def _is_part(doc: Doc, body: Name, place: Name) -> bool:
    root = doc[body.first : body.last].root
    return root.dep_ in ("compound", "nmod") and place.first <= root.head.i < place.last


def with_halves(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names, one of a body that "and" divides as one: "the Vell Deaf and Blind Society". Two bodies are two, "the
    Catholic Church and Labour Party", "the Roman Catholic and Orthodox Church", and so are a town or people and a
    body."""
    ends = {name.last: name for name in names if name.known or name.kind == "Person"}
    out: list[Name] = []
    for name in sorted(names):
        first = _begins_before_and(doc, name, ends)
        if first is None:
            out.append(name)
            continue
        while out and out[-1].last > first:
            out.pop()
        out.append(Name(first, name.last, name_kind(words_of(doc, first, name.last)), "halves", 3))
    return out


def with_saints(doc: Doc, names: Sequence[Name]) -> list[Name]:
    """The names, that of a saint with what is called after one as one: "St. Anne's Cathedral"."""
    ends = {name: end for name in names if (end := _end_behind_saint(doc, name)) is not None}
    inner = {i for name, end in ends.items() for i in range(name.last, end)}
    return [
        replace(name, last=ends[name], kind=name_kind(words_of(doc, name.first, ends[name])), sure=3, known=())
        if name in ends
        else name
        for name in names
        if name.first not in inner
    ]


def _end_behind_saint(doc: Doc, name: Name) -> int | None:
    """Where what is called after a saint ends, with all its words in capitals. A town only owns that: "St.
    Petersburg's Police Department"."""
    is_town = bool(name.known) and is_a(name.kind or "", "Place")
    owner = doc[name.last : name.last + 1].text
    if doc[name.first].text not in ("St.", "St", "Saint") or is_town or owner not in POSSESSIVE:
        return None
    end = name.last + 1
    while end < len(doc) and is_capitalised(doc[end]) and not doc[end].is_sent_start:
        end += 1
    is_headed = any(doc[end - 1].text in load_lexicon(table)["name_heads"] for table in ("organizations", "places"))
    return end if end > name.last + 1 and is_headed else None


def _begins_before_and(doc: Doc, name: Name, ends: Mapping[int, Name]) -> int | None:
    """Where the words before "and" begin that belong to the name behind it, if its last word is their head."""
    joint, table = name.first - 1, load_lexicon("organizations")
    is_half = name.last - name.first == 2 and not name.known
    if not is_half or joint < 3 or doc[joint].lower_ != "and" or joint in ends:
        return None
    heads = {*table["name_heads"], *table["not_entities"]["heads"]}
    if doc[name.last - 1].text not in heads:
        return None
    word, first = doc[joint - 1], joint
    while first > 0 and is_capitalised(doc[first - 1]) and doc[first - 1].lower_ != "the":
        first -= 1
    is_other = word.text in heads or nouns().is_person(word.lower_, lemma(word)) or doc[name.first].ent_type_ == "GPE"
    is_run = joint - first > 1 and first > 0 and doc[first - 1].lower_ == "the"
    are_two = any(
        each.pos_ == "ADJ" or each.ent_type_ == "NORP" or each.text in table["usage"]["of_one_each"]
        for each in (word, doc[name.first])
    )
    return first if is_run and not is_other and not are_two else None
