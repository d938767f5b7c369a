"""The dateline that opens an article: where and when it was written, and for which outlet: "LIMA, Aug 19 (Velanet) —".

Annotation ends a sentence with it (`annotate/datelines.py`), and its day is the day of writing (`times/finder.py`).
"""

from __future__ import annotations

import re
from typing import Final

from kgbuild.parse import TokenSpan

MOST_TOKENS: Final = 12
"""Tokens before the outlet."""
_MOST_BEHIND: Final = 16
"""Tokens behind the town that are looked at."""
_BEHIND: Final = re.compile(r"(?:, ?[\w.]+(?: \d+)?){0,3} ?\([^()]{2,40}\) ?[-–—]|(?:, ?[\w.]+(?: \d+)?){1,3} ?[—–] ?")


def opens_dateline(town: TokenSpan) -> bool:
    """Whether the words are the town of a dateline: "PINE VELL" of "PINE VELL, Ohio (AP) —"."""
    doc = town.doc
    opens = town.start == 0 or doc[town.start - 1].is_space
    told = _BEHIND.match(doc[town.end : town.end + _MOST_BEHIND].text) if opens else None
    return told is not None and (")" in told[0] or town.text.isupper())


def is_outlet_of_dateline(name: TokenSpan) -> bool:
    """Whether the words stand in the brackets of a dateline: "Velanet" of "LIMA, Aug 19 (Velanet) —"."""
    doc = name.doc
    if name.start == 0 or name.end + 1 >= len(doc) or name.start > MOST_TOKENS:
        return False
    return doc[name.start - 1].text == "(" and doc[name.end].text == ")" and doc[name.end + 1].text in "-–—"
