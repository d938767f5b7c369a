"""Finds what may be a time: the patterns of `lexicon/times.toml` made regular expressions and tried on a text."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from kgbuild.extract.lexicon import load_lexicon
from kgbuild.extract.quantities.numerals import GAP, alternatives, numeral_pattern, searchable
from kgbuild.model import Span

DIGITS: Final[Mapping[str, str]] = {
    "year": r"1\d{3}|20\d{2}",
    "recent_year": r"(?:19|20)\d{2}",
    "yy": r"\d\d",
    "day": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?",
    "mm": r"0?[1-9]|1[0-2]",
    "dd": r"3[01]|[12]\d|0?[1-9]",
    "hour": r"2[0-4]|[01]?\d",
    "minute": r"[0-5]\d",
    "offset": r"(?:GMT|UTC) ?[+-](?:1[0-4]|0?\d)(?::[0-5]0)?",
    "digital_offset": r"[+-](?:1[0-4]|0\d):[0-5]\d",
    "decade": r"(?:1\d|20)?\d0",
    "nth": r"\d\d?(?:st|nd|rd|th)",
    "ordinal_digit": r"[1-4]",
}
"""Placeholders that stand for digits."""

# A time begins and ends at a word, not inside an amount of money, a decimal or a telephone number.
_BEFORE: Final = r"(?<![\w$€£¥])(?<!\d[.,:/-])"
_AFTER: Final = r"(?!\w|[.,:/-]\d)"

# Where a time may begin: at a figure or at a word.
_START: Final = re.compile(rf"{_BEFORE}(?:\d|['’‘](?=\d)|[^\W\d]+)")


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    pattern: re.Pattern[str]
    action: str
    guard: str | None
    given: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a rule holds. `groups` are the words that filled its placeholders, as written."""

    rule: Rule
    span: Span
    groups: Mapping[str, str]


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The rules of the lexicon, in its order; KeyError for a placeholder that it does not explain."""
    return tuple(
        Rule(entry["name"], _compiled(entry["pattern"]), entry["action"], entry.get("guard"), entry.get("given", {}))
        for entry in load_lexicon("times")["rules"]
    )


def meaning(placeholder: str, word: str) -> Any:
    """What a word of the lexicon means ("Sept." as month: 9)."""
    return _meanings(placeholder)[" ".join(word.lower().replace("’", "'").split())]


@functools.cache
def _meanings(placeholder: str) -> dict[str, Any]:
    values = load_lexicon("times")["words"][placeholder]["values"]
    return {word.lower(): value for word, value in values.items()}


def matches(text: str) -> Iterator[Match]:
    """Every place where any rule holds, rule by rule; matches of different rules may overlap."""
    plain = searchable(text)
    begins = _begins(plain)
    for rule in rules():
        end = 0
        for begin in begins:
            match = rule.pattern.match(plain, begin) if begin >= end else None
            if match is None:
                continue
            end = match.end()
            found: dict[str, str] = {}
            for name, word in match.groupdict().items():
                if word is not None:
                    found.setdefault(name.split("__")[0], word)
            span = Span(*match.span("span" if "span" in rule.pattern.groupindex else 0))
            yield Match(rule, span, dict(rule.given) | found)


def _begins(text: str) -> list[int]:
    """Where any rule holds. Most words are told by themselves to begin no time."""
    any_rule, words = _any_rule(), _words()
    starts = (
        match.start()
        for match in _START.finditer(text)
        if not match[0].isalpha() or (word := match[0].lower()) in words or word.removesuffix("s") in words
    )
    return [start for start in starts if any_rule.match(text, start)]


@functools.cache
def _words() -> frozenset[str]:
    """All words of all rules, and parts of their patterns that are none, in lower case."""
    letters = re.sub(r"\\\w|\(\?P<\w+>", " ", _any_rule().pattern)
    words = re.findall(r"[a-z]+\??", letters.lower())
    return frozenset(form for word in words for form in (word.rstrip("?"), word[:-2] if word[-1] == "?" else word))


@functools.cache
def _any_rule() -> re.Pattern[str]:
    """Matches, empty, wherever a rule does: one trial of a place in place of one for each rule."""
    branches = (rule.pattern.pattern.removeprefix(_BEFORE) for rule in rules())
    ungrouped = "|".join(re.sub(r"\(\?P<\w+>", "(?:", branch) for branch in branches)
    return re.compile(rf"{_BEFORE}(?={ungrouped})", re.IGNORECASE)


def _compiled(pattern: str) -> re.Pattern[str]:
    for name, fragment in load_lexicon("times")["fragments"].items():
        pattern = pattern.replace(f"{{{name}}}", fragment)
    spaced = re.sub(r"\[ -\]", lambda _: rf"(?:-|{GAP})", pattern)
    spaced = re.sub(r" \?", lambda _: rf"(?:{GAP})?", spaced)
    spaced = spaced.replace(" ", GAP)
    uses = itertools.count(1)
    # A placeholder may stand in several branches of a pattern, a group name only once.
    filled = re.sub(r"\{([a-z]\w*)\}", lambda m: rf"(?P<{m[1]}__{next(uses)}>{_alternatives(m[1])})", spaced)
    return re.compile(rf"{_BEFORE}(?:{filled}){_AFTER}", re.IGNORECASE)


def _alternatives(placeholder: str) -> str:
    if placeholder == "n":
        return numeral_pattern()
    if placeholder in DIGITS:
        return DIGITS[placeholder]
    entry = load_lexicon("times")["words"][placeholder]
    words = list(entry["values"])
    if not entry.get("cased"):
        return alternatives(words).replace("'", "['’]")
    return f"(?-i:{alternatives([*words, *map(str.upper, words)])})".replace("'", "['’]")
