"""The tokens of a SPARQL query, by the terminals of its grammar (SPARQL 1.1, section 19.8)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kgbuild.errors import QueryError

# A kind for each group. The longest match counts, so that what is longer stands first.
TOKEN: Final = re.compile(
    r"""
    (?P<blank>[\s\x00-\x20]+|\#[^\r\n]*)
    |(?P<string>\"\"\"(?:(?:\"|\"\")?(?:[^\"\\]|\\.))*\"\"\"|'''(?:(?:'|'')?(?:[^'\\]|\\.))*'''
        |\"(?:[^\"\\\n\r]|\\.)*\"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<iri><(?:[^<>\"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
    |(?P<variable>[?$]\w+)
    |(?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.)(?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*
        (?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))?)?|_:\w(?:[\w.-]*[\w-])?)
    |(?P<number>[0-9]*\.?[0-9]+(?:[eE][+-]?[0-9]+)?)
    |(?P<word>@?[^\W\d_][\w-]*)
    |(?P<mark>\^\^|.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a query: its kind ("string", "iri", "variable", "name", "number", "word", "mark") and place."""

    kind: str
    text: str
    begin: int
    end: int

    def is_keyword(self, *keywords: str) -> bool:
        """Whether it is one of these, which are given in capitals."""
        return self.kind == "word" and self.text.upper() in keywords


def read_tokens(sparql: str) -> Iterator[Token]:
    """The tokens of a query, blanks and comments left out."""
    for found in TOKEN.finditer(sparql):
        kind = found.lastgroup
        assert kind is not None  # noqa: S101 - each alternative is a group
        if kind != "blank":
            yield Token(kind, found[0], found.start(), found.end())


def error_at(sparql: str, at: int, what: str) -> QueryError:
    """A complaint with the line and column of the character at `at`; they count from 1."""
    line = sparql.count("\n", 0, at) + 1
    column = at - sparql.rfind("\n", 0, at)
    return QueryError(f"query, line {line}, column {column}: {what}", line, column)
