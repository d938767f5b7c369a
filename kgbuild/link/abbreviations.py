"""What the text itself says that an abbreviation stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kgbuild.model import Entity

LONGEST_NAME: Final = 12
"""Names of bodies have no more words than so many."""

# "FIFA, the Federation of Irish Falconers, flew"; not an item of a list.
_EXPLAINED: Final = re.compile(r", the ([A-Z]\w+(?: (?:of|for|on|and|the|[A-Z]\w+)){2,}), (?!the |and )")
# "The UN, as the Upper Norton bowls club calls itself".
_ITSELF: Final = re.compile(
    r", as (?:the )?((?:[A-Z][\w'-]*|[a-z]+)(?: [\w'-]+){0,6}) (?:calls itself|is called|is known)\b"
)
# A run of words as a name has, "Electoral Commission of Ghana".
_RUN: Final = re.compile(r"[A-Z][\w'-]*(?: (?:(?:of|for|on|and|the) )*[A-Z][\w'-]*)+")
_IN_BRACKETS: Final = re.compile(r" \(([A-Z][\w' -]+)\)")


def stands_for_other(text: str, entity: Entity, names: tuple[str, ...]) -> bool:
    """Whether the text introduces an abbreviation of the entity for something that bears none of the names.

    "The pump (AP)" is no Associated Press, "WHO, the Western Hiking Organization" no World Health Organization; a name
    that differs in a word or two is a translator's and may be it.
    """
    short = [name for name in (entity.label, *entity.alt_labels) if name.isupper()]
    return bool(short) and any(not _is_alike(words, names) for words in _explanations(text, entity, short))


def _explanations(text: str, entity: Entity, short: list[str]) -> Iterator[list[str]]:
    """The words of what the abbreviations are said to stand for; of what stands before brackets some more."""
    for span in entity.name_spans:
        full = text[slice(*span)].casefold().split()
        if len(full) > 2:
            yield full
        patterns = (_EXPLAINED, _IN_BRACKETS, _ITSELF)
        explained, in_brackets, itself = (pattern.match(text, span.end) for pattern in patterns)
        for told in (explained, itself):
            if told:
                yield told[1].casefold().split()
        if in_brackets and _initials(in_brackets[1]) in short:
            yield in_brackets[1].casefold().split()
    first = min((span.begin for span in entity.name_spans), default=0)
    for run in _RUN.finditer(text, 0, first):
        if _initials(run[0]).endswith(tuple(short)):
            yield run[0].casefold().split()[-LONGEST_NAME:]
    for match in re.finditer("|".join(rf"\({re.escape(name)}\)(?! *[-–—])" for name in short), text):  # no dateline
        yield text[: match.start()].casefold().split()[-LONGEST_NAME:]


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _is_alike(words: list[str], names: tuple[str, ...]) -> bool:
    return any(_ends_alike(words, name.casefold().split()) for name in names)


def _ends_alike(words: list[str], name: list[str]) -> bool:
    """Whether the last words are those of the name in whatever order, but for less than half of them."""
    last = words[-len(name) - 2 :]
    return sum(word in name for word in last) * 2 > len(name)
