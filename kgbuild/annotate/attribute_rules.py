"""spaCy's attribute ruler tries each of its rules at each word, a tenth of its time; by an index few are tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Doc

COLUMNS: Final = ("LOWER", "TAG", "DEP", "IS_SPACE")
"""What rules ask of a word. A rule is found by the first of these whose values it names."""

Match = tuple[int, int, int, int]
"""The number of a rule, its key in spaCy, and the words on which it holds, end exclusive."""


class Rule(NamedTuple):
    """A rule found at its word `place` of `length`; `tests` are the rest of what it asks: of which word, and what."""

    number: int
    key: int
    place: int
    length: int
    tests: tuple[tuple[int, Callable[[Sequence[int]], bool]], ...]


def index_rules(ruler: Any) -> None:
    """Has a spaCy AttributeRuler find its matches by an index; one with rules of another kind stays as it is."""
    index = _Index(ruler.vocab.strings)
    try:
        for number, rule in enumerate(ruler.patterns):
            for words in rule["patterns"]:
                index.add(number, words)
    except ValueError:
        return
    ruler.match = index.match


class _Index:
    def __init__(self, strings: Any) -> None:
        self._strings = strings
        self._by_value: list[dict[int, list[Rule]]] = [{} for _ in COLUMNS]
        self._by_none: list[Rule] = []

    def add(self, number: int, words: Sequence[Mapping[str, Any]]) -> None:
        """ValueError if it asks for something that is no equality, list or regular expression of COLUMNS."""
        asked = [(place, COLUMNS.index(name), what) for place, word in enumerate(words) for name, what in word.items()]
        found_by = min((each for each in asked if self._named(each[2])), key=lambda each: each[1], default=None)
        tests = tuple((each[0], self._test(each[1], each[2])) for each in asked if each is not found_by)
        rule = Rule(number, self._strings[str(number)], found_by[0] if found_by else 0, len(words), tests)
        if found_by is None:
            self._by_none.append(rule)
            return
        for value in self._named(found_by[2]):
            self._by_value[found_by[1]].setdefault(value, []).append(rule)

    def match(self, doc: Doc) -> list[Match]:
        """What `AttributeRuler.match` returns: the rules that hold, by number."""
        rows: list[list[int]] = doc.to_array(list(COLUMNS)).tolist()
        return sorted(self._matches(rows))

    def _matches(self, rows: Sequence[Sequence[int]]) -> Iterator[Match]:
        for at, row in enumerate(rows):
            tried = self._by_none
            for value, rules in zip(row, self._by_value, strict=True):
                if value in rules:
                    tried = [*tried, *rules[value]]
            for number, key, place, length, tests in tried:
                begin = at - place
                if not 0 <= begin <= len(rows) - length:
                    continue
                for word, test in tests:  # `all` would take as long as the tests
                    if not test(rows[begin + word]):
                        break
                else:
                    yield number, key, begin, begin + length

    def _named(self, asked: Any) -> Sequence[int]:
        """The values that are asked for by name; none if only some are ruled out."""
        if isinstance(asked, bool):
            return [int(asked)]
        values = [asked] if isinstance(asked, str) else asked.get("IN", ())
        return [self._strings.add(value) for value in values]

    def _test(self, column: int, asked: Any) -> Callable[[Sequence[int]], bool]:
        if wanted := frozenset(self._named(asked)):
            return lambda row: row[column] in wanted
        if set(asked) == {"NOT_IN"}:
            barred = frozenset(self._strings.add(value) for value in asked["NOT_IN"])
            return lambda row: row[column] not in barred
        if set(asked) == {"REGEX"}:
            form, strings = re.compile(asked["REGEX"]), self._strings
            return lambda row: form.search(strings[row[column]]) is not None
        raise ValueError(f"no such test: {asked}")
