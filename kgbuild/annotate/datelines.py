"""Datelines of agencies ("CAIRO (AP) — ", "Lyon, March 3 (Reuters) - "), clocks of live pages ("18:42 Police …") and
labels of headlines ("Peru: "), after each of which a sentence begins; dates on lines of their own."""

from __future__ import annotations

import re
from typing import Final

from kgbuild.annotate.words import word_list

# Up to eight words, with commas, of a place and a day; the agency; a dash; the first of the sentence, perhaps quoted.
_DATELINE: Final = re.compile(
    r"(?P<place>[^\W\d_][\w.'’/-]*(?: \([^()\n]{2,40}\),)?(?:,? [\w.'’/-]+){0,7}),?(?P<agency> ?\([^()\n]{2,40}\))?"
    r"(?: ?(?:—|--) ?| [–-] |\.- ?)(?=[\"“‘']?(?P<first>\w))"
)
_CLOCK: Final = re.compile(
    r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4}(?= ))?:?[ \t]+(?:[–—-] )?(?=[\"“‘']?[A-Z])"
)
# Up to four words, the first with a capital; no sign of an address, a time or a quotation after the colon.
_LABEL: Final = re.compile(r"(?=[^\W\d_a-z])[\w.'’/-]+(?:,? [\w.'’/-]+){0,3}: +(?=\w)")
_ENDS_SENTENCE: Final = re.compile(r"[.!?…][\"”’»)\]]*$")
_SHORTEST: Final = 3
_MOST_WORDS: Final = 3
_LONGEST_DATE: Final = 40
"""Code points of the longest date that a line is looked at for."""


def is_date_line(text: str, begin: int) -> bool:
    """Whether the line that begins there holds a date and nothing else: "Tuesday, January 4, 2022", "4 Jan 2022"."""
    line = text[begin : begin + _LONGEST_DATE + 1].partition("\n")[0]
    words = re.findall(r"\w+", line.lower())
    named = [word for word in words if word not in word_list("weekdays") and not word.isdecimal()]
    return len(line) <= _LONGEST_DATE and len(words) > 1 and len(named) == 1 and named[0] in word_list("months")


def dateline_end(text: str, begin: int, end: int) -> int | None:
    """Where the first sentence after the dateline or clock of the paragraph text[begin:end] begins; None without one.

    A dateline has its place in capitals ("US - China" is none), its agency in brackets or a day behind its place.
    """
    if clock := _CLOCK.match(text, begin, end):
        return clock.end()
    match = _DATELINE.match(text, begin, end)
    if match is None or not (match["first"].isupper() or match["first"].isdigit()):
        return None
    town = match["place"].partition(",")[0].partition(" (")[0]
    in_capitals = town.isupper() and len(town) >= _SHORTEST
    is_named = town[0].isupper() and len(town.split()) <= _MOST_WORDS
    return match.end() if in_capitals or (is_named and (match["agency"] or _has_day(match["place"]))) else None


def _has_day(place: str) -> bool:
    """Whether a day stands behind the town: "Arica, 6 December 2024"."""
    behind = place.partition(",")[2].replace(".", "").lower().split()
    return any(word.isdigit() for word in behind) and not word_list("months").isdisjoint(behind)


def label_end(text: str, begin: int, end: int) -> int | None:
    """Where the headline after the label of the paragraph text[begin:end] begins: "Peru: clashes leave two dead".

    None if it has no label, or is no headline: what ends like a sentence may have who speaks before its colon.
    """
    match = _LABEL.match(text, begin, end)
    if match is None or _ENDS_SENTENCE.search(text[max(begin, end - 5) : end]):
        return None
    return match.end()
