"""Text search in SPARQL: `?x kgb:search "words"` and the properties that go with it.

These are syntax, not data: before a query is evaluated, each such statement becomes a VALUES block of what the text
index finds, so that the words are looked up once, not compared with every text.
"""

from __future__ import annotations

import contextlib
import functools
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse

from kgbuild.errors import LimitError, QueryError
from kgbuild.store.query import syntax_fault
from kgbuild.store.sparql_tokens import Token, error_at, read_tokens
from kgbuild.store.textindex import SOURCES, Hit, TextIndex, index_of, write_index
from kgbuild.store.words import read_phrases
from kgbuild.vocabulary import PREFIXES

KGB: Final = PREFIXES["kgb"]

# Each property of the syntax → the kind of token that is its object.
OBJECTS: Final = {"search": "string", "score": "variable", "found": "variable", "among": "string", "limit": "number"}
HOW: Final = (
    'write ?x kgb:search "words", with kgb:score ?s, kgb:found ?text, kgb:among "kind" or kgb:limit 10 behind ;'
)

# More hits than these are an error, unless the query says that some are enough: no answer is cut unseen.
MAX_HITS: Final = 10_000

# Whether a query may hold such a statement; most that do not are told apart by this alone.
MENTION: Final = re.compile(rf"[:#](?:{'|'.join(OBJECTS)})(?![\w-])")

# Keywords of a pattern that begin what is no statement: what ends with brackets, and what ends with braces.
CONSTRAINTS: Final = ("FILTER", "BIND")
BLOCKS: Final = ("OPTIONAL", "MINUS", "UNION", "GRAPH", "SERVICE", "VALUES")


@dataclass(frozen=True, slots=True)
class Search:
    """A statement that is to be looked up. `limit` is None where the query wants all; the rest are names of variables.

    `begin` and `end` are its place in the query, `rest` what else it says of the subject.
    """

    subject: str
    words: str
    kinds: tuple[str, ...]
    limit: int | None
    score: str | None
    found: str | None
    begin: int
    end: int
    rest: str


def mentions_search(sparql: str) -> bool:
    """Whether a query may search for text; if not, `expand_searches` leaves it as it is."""
    # Most have none of the words, and are spared the expression, which costs ten times as much.
    return any(word in sparql for word in OBJECTS) and MENTION.search(sparql) is not None


def refuse_search(sparql: str, where: str) -> None:
    """QueryError if the request has a search, which cannot be done `where`."""
    if not mentions_search(sparql):
        return
    prefixes = dict(PREFIXES)
    for token in _with_prefixes(sparql, prefixes):
        if _property(token, prefixes) == "search":
            raise error_at(sparql, token.begin, f"kgb:search cannot be used {where}; leave it out")


def expand_searches(sparql: str, index: TextIndex, base: str | None = None) -> str:
    """The query with each search replaced by what the index finds.

    QueryError if it is malformed or a search is not written as it must be; LimitError if a search finds too much.
    """
    searches = read_searches(sparql, base)
    # A query may look for the same in several places.
    look_up = functools.cache(functools.partial(_look_up, index))
    parts, copied = [], 0
    for each in searches:
        hits = look_up(each.words, each.kinds, each.limit)
        parts += [sparql[copied : each.begin], _values(each, hits), " ", each.rest]
        copied = each.end
    expanded = "".join(parts) + sparql[copied:]
    if searches and syntax_fault(expanded, base) is not None:
        raise QueryError("query: kgb:search cannot stand there; write it in the pattern of a WHERE clause")
    return expanded


def expand_for(store: Store, sparql: str) -> str:
    """As `expand_searches`, over an index that is made for this query alone."""
    if not mentions_search(sparql):
        return sparql
    with tempfile.TemporaryDirectory() as folder:
        path = index_of(Path(folder))
        write_index(store, path)
        with contextlib.closing(TextIndex(path)) as index:
            return expand_searches(sparql, index)


def read_searches(sparql: str, base: str | None = None) -> tuple[Search, ...]:
    """The searches of a query in their order. QueryError as of `expand_searches`."""
    if not mentions_search(sparql):
        return ()
    if (fault := syntax_fault(sparql, base)) is not None:
        raise fault
    return tuple(_Scan(sparql).searches)


def _look_up(index: TextIndex, words: str, kinds: tuple[str, ...], limit: int | None) -> Sequence[Hit]:
    most = limit if limit is not None else MAX_HITS + 1
    hits = index.find(read_phrases(words), kinds, most)
    hits.sort(key=lambda hit: -hit.score)
    if limit is not None:
        return hits[:limit]
    if len(hits) > MAX_HITS:
        raise LimitError(
            f"kgb:search: more than {MAX_HITS:,} texts hold {words!r}; look for more words, among fewer "
            "kinds, or say how many are enough (kgb:limit)",
            "size",
        )
    return hits


def _values(search: Search, hits: Sequence[Hit]) -> str:
    """A VALUES block with the columns that the search names; each row once, the best score of a node if it is asked."""
    names = [name for name in (search.subject, search.score, search.found) if name is not None]
    best: dict[tuple[NamedNode, Literal | None], float] = {}
    for hit in hits:
        key = (hit.node, hit.text if search.found else None)
        best[key] = max(best.get(key, 0), hit.score)
    rows = []
    for (node, text), score in best.items():
        columns = [str(node)]
        if search.score:
            columns.append(f"{score:.4f}")
        if search.found:
            columns.append(str(text))
        rows.append(f"({' '.join(columns)})")
    return f"VALUES ({' '.join(names)}) {{ {' '.join(rows)} }}"


@dataclass(slots=True)
class _Frame:
    """What stands between two brackets.

    `role`: "pattern", where statements are; "triples", within one of these or in a template; "other". `state` of a
    pattern: "start" where a statement may begin, "statement" in one, "constraint" behind FILTER or BIND, "block" behind
    OPTIONAL and the like until their braces close, "select" in the clauses of a query.
    """

    role: str
    state: str = "start"
    tokens: list[Token] = field(default_factory=list)

    @property
    def in_triples(self) -> bool:
        """Whether what is opened here by a bracket is part of triples."""
        return self.role == "triples" or (self.role == "pattern" and self.state == "statement")


class _Scan:
    """Finds the searches of a query that is known to be well-formed."""

    def __init__(self, sparql: str) -> None:
        self._sparql = sparql
        self._prefixes = dict(PREFIXES)
        self.searches: list[Search] = []
        frames = [_Frame("other")]
        in_values = after_construct = False
        for token in _with_prefixes(sparql, self._prefixes):
            frame = frames[-1]
            opens, closes = (token.kind == "mark" and token.text in marks for marks in ("{([", "})]"))
            if opens:
                self._note(frame, token)
                if token.text == "{":
                    role = "other" if in_values else "triples" if after_construct else "pattern"
                    in_values = False
                else:
                    role = "triples" if frame.in_triples else "other"
                frames.append(_Frame(role))
            elif closes:
                self._end_statement(frames.pop())
                self._close(frames[-1], token)
            else:
                in_values = in_values or token.is_keyword("VALUES")
                self._take(frame, token)
            after_construct = token.is_keyword("CONSTRUCT")

    def _take(self, frame: _Frame, token: Token) -> None:
        if frame.role == "triples" and _property(token, self._prefixes):
            raise error_at(self._sparql, token.begin, f"{token.text} cannot stand there; {HOW}")
        if frame.role != "pattern":
            return
        if token.is_keyword("SELECT") and frame.state == "start":
            frame.state = "select"
        elif frame.state in ("start", "statement") and token.is_keyword(*CONSTRAINTS, *BLOCKS):
            self._end_statement(frame)
            frame.state = "constraint" if token.is_keyword(*CONSTRAINTS) else "block"
        elif token.text == "." and token.kind == "mark":
            self._end_statement(frame)
            frame.state = "start"
        else:
            self._note(frame, token)

    def _note(self, frame: _Frame, token: Token) -> None:
        """A token, or the opening bracket of a part, belongs to the statement of its frame, if there is one."""
        if frame.role != "pattern" or frame.state not in ("start", "statement"):
            return
        if token.text == "{":
            self._end_statement(frame)
            frame.state = "block"
        else:
            frame.state = "statement"
            frame.tokens.append(token)

    def _close(self, frame: _Frame, token: Token) -> None:
        if frame.role == "pattern" and frame.state == "statement":
            frame.tokens.append(token)
        elif (frame.state, token.text) in (("block", "}"), ("constraint", "}"), ("constraint", ")")):
            frame.state = "start"

    def _end_statement(self, frame: _Frame) -> None:
        tokens, frame.tokens = frame.tokens, []
        found = [(each, name) for each in tokens if (name := _property(each, self._prefixes)) is not None]
        if found:
            self.searches.append(self._search(tokens, found))

    def _search(self, tokens: list[Token], found: list[tuple[Token, str]]) -> Search:
        """What a statement with properties of the syntax in it looks for."""
        subject, *predicates = tokens
        told: dict[str, Token] = {}
        others = []
        for part in _parts(predicates):
            name = _property(part[0], self._prefixes)
            if name is None:
                others.append(self._sparql[part[0].begin : part[-1].end])
            elif len(part) == 2 and part[1].kind == OBJECTS[name] and name not in told:
                told[name] = part[1]
        if len(told) != len(found) or "search" not in told or subject.kind != "variable":
            raise error_at(self._sparql, found[0][0].begin, f"{found[0][0].text} is not used as it must be; {HOW}")
        among = told.get("among")
        kinds = tuple(SOURCES) if among is None else tuple(_text(among).split())
        if not kinds or set(kinds) - set(SOURCES):
            assert among is not None  # noqa: S101 - SOURCES is not empty
            raise error_at(self._sparql, among.begin, f"kgb:among is one or more of {', '.join(SOURCES)}")
        limit = None
        if "limit" in told:
            digits = told["limit"].text.lstrip("0")
            # Python makes no number of thousands of digits.
            limit = int(digits) if digits.isdigit() and len(digits) <= len(str(MAX_HITS)) else 0
            if not 0 < limit <= MAX_HITS:
                raise error_at(self._sparql, told["limit"].begin, f"kgb:limit is a whole number up to {MAX_HITS:,}")
        return Search(
            subject.text,
            _text(told["search"]),
            kinds,
            limit,
            told["score"].text if "score" in told else None,
            told["found"].text if "found" in told else None,
            subject.begin,
            tokens[-1].end,
            f"{subject.text} {' ; '.join(others)}" if others else "",
        )


def _with_prefixes(sparql: str, prefixes: dict[str, str]) -> list[Token]:
    """All tokens of a query; the prefixes that it declares go into `prefixes`."""
    tokens = list(read_tokens(sparql))
    for keyword, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if keyword.is_keyword("PREFIX") and name.kind == "name" and iri.kind == "iri":
            prefixes[name.text[:-1]] = iri.text[1:-1]
    return tokens


def _property(token: Token, prefixes: Mapping[str, str]) -> str | None:
    """Which property of the syntax a token names, if any."""
    if token.kind == "iri":
        iri = token.text[1:-1]
    elif token.kind == "name":
        prefix, _, local = token.text.partition(":")
        iri = prefixes.get(prefix, "") + local
    else:
        return None
    name = iri.removeprefix(KGB)
    return name if name != iri and name in OBJECTS else None


def _parts(tokens: list[Token]) -> list[list[Token]]:
    """What stands between the semicolons of a statement, those in brackets apart."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.kind == "mark":
            depth += (token.text in "([") - (token.text in ")]")
            if token.text == ";" and depth == 0:
                parts.append([])
                continue
        parts[-1].append(token)
    return [part for part in parts if part]


def _text(token: Token) -> str:
    """The string that a token is."""
    (quad,) = parse(f"<urn:x> <urn:x> {token.text} .", format=RdfFormat.TURTLE)
    return str(quad.object.value)
