"""The phrases by which a text describes somebody, read by their words: "a former footballer", "the ship's cook"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kgbuild.link.cues import cues
from kgbuild.link.surroundings import LONGEST
from kgbuild.model import Span

_YEARS_OLD: Final = re.compile(r"\b([a-z]+|\d{1,3})[- ]years?[- ]old\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[\w'’-]+")
_NUMBERS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_NAMED_AFTER: Final = re.compile(r"(?:^|[.!?;:]\s+|\n)(?:The|An?|His|Her|Our|Their) ([\w'’ -]{3,40}), $")
_OF_A: Final = re.compile(r"(?:of|for|at|in) an? ")
# Where the noun of a description ends: "student of forestry", "surgeon at a hospital".
_HEAD_ENDS: Final = re.compile(r"[,;(]|\b(?:of|in|at|from|for|with|on|to|who|whose|that|by|near|and)\b")


def head_of(phrase: str) -> str:
    """The noun of a description, lower case: "keeper" of "the first keeper of the light"."""
    words = _WORD.findall(till_noun(phrase))
    return words[-1].lower() if words else ""


def till_noun(phrase: str) -> str:
    """The beginning of a description, up to its noun: "the first keeper " of "the first keeper of the light"."""
    return _HEAD_ENDS.split(phrase, maxsplit=1)[0]


def words_before(text: str, span: Span) -> str:
    """The words of the sentence right before a name, with a blank between each two."""
    before = re.split(r"[.,;:!?\n\"“”]", text[max(0, span.begin - LONGEST) : span.begin])[-1]
    return " ".join(_WORD.findall(before)[-4:]) if before.endswith(" ") else ""


def named_after(text: str, span: Span) -> re.Match[str] | None:
    """The description that begins a sentence and that the name follows: "The ship's cook, Ana Lima, survived"."""
    if text[span.end : span.end + 1] not in (",", ".") and not text.startswith(" and ", span.end):
        return None
    return _NAMED_AFTER.search(text, max(0, span.begin - LONGEST), span.begin)


def ages_in(phrase: str) -> Iterator[int]:
    """The ages that a phrase tells, in years: "the 16-year-old pupil", "a boy three years old"."""
    for told in _YEARS_OLD.findall(phrase):
        if told.isdecimal():
            yield int(told)
        elif told.lower() in _NUMBERS:
            yield _NUMBERS.index(told.lower())


def is_plain_trade(phrase: str) -> bool:
    """Whether a description ends in a trade in which no one of the authority is, and not formerly or for fun."""
    head = head_of(phrase)
    if head not in cues()["plain_trades"] | cues()["figurative_trades"] and (
        head in cues()["public_roles"] or not head.endswith(tuple(cues()["trade_endings"]))
    ):
        return False
    return not _is_left(phrase) and not _is_figurative(phrase)


def ends_in_plain_trade(before: str) -> bool:
    """Whether the words before a name end in such a trade: not "assistant to President", "a boy to smear"."""
    rest = before[len(till_noun(before)) :]
    return rest.partition(" ")[0] in ("", "and") and is_plain_trade(before)


def is_other_role(phrase: str) -> bool:
    """Whether a description is of no role in public life, or of a role in what has no name: "spokesman for a guild"."""
    if _is_left(phrase) or _is_figurative(phrase):
        return False
    head = head_of(phrase)
    if head in cues()["descent"]:
        return False
    return head not in cues()["public_roles"] or bool(_OF_A.match(phrase, len(till_noun(phrase))))


def is_other_noun(before: str) -> bool:
    """Whether the words before a name end in a noun for persons that is no role in public life: "astronomer"."""
    last = before.rpartition(" ")[2].lower()
    return (
        last.endswith(tuple(cues()["person_endings"]))
        and last not in cues()["public_roles"]
        and last not in cues()["no_persons"]
    )


def is_introduced(before: str) -> bool:
    """Whether the name is told as one that nobody knows: "a man named", "my neighbour"."""
    words = [word.lower() for word in before.split()]
    if words[-1:] in (["named"], ["called"]) or words[-2:] in (["named", "as"], ["identified", "as"]):
        return True
    return not {"my", "our", "your"}.isdisjoint(words[-2:-1])


def is_relative(phrase: str) -> bool:
    """Whether a description tells but whose kin somebody is: "her brother", "a cousin of the dead man"."""
    head = head_of(phrase)
    return head in cues()["kin"] or head.removesuffix("s") in cues()["kin"]


def _is_left(phrase: str) -> bool:
    """Whether a description tells what somebody was, or is for fun: "a former footballer"."""
    words = (word.lower() for word in _WORD.findall(till_noun(phrase)))
    return not cues()["not_by_trade"].isdisjoint(part for word in words for part in (word, *word.split("-")))


def _is_figurative(phrase: str) -> bool:
    """Whether a trade is meant in another sense: "the architect of the deal"."""
    head = head_of(phrase)
    return head in cues()["figurative_trades"] and bool(re.search(rf"\b{head} of\b", phrase, re.IGNORECASE))
