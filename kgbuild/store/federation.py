"""SERVICE in queries: the solutions that other servers give are put into the query as VALUES, and so it is evaluated.

The store's own engine never asks anybody. Where a SERVICE clause is joined with what stands before it, the other server
is asked only about what that yields. Source: SPARQL 1.1 Federated Query, section 2 and, for bindings that are sent
along, its informative section 4.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from kgbuild.errors import KGBuildError, LimitError, QueryError, ServiceError
from kgbuild.store.endpoint import quoted
from kgbuild.store.query import has_service, syntax_fault
from kgbuild.store.sparql_text import (
    check_modest,
    form_at,
    in_plain_spelling,
    matching_brace,
    needed_prefixes,
    resolved_iris,
    text_of,
    values_rows,
    variables_of,
    with_absolute_iris,
)
from kgbuild.store.sparql_tokens import Token
from kgbuild.store.terms import Term
from kgbuild.vocabulary import expand

# Rows that one clause may bring; clauses of a query.
MAX_ROWS: Final = 10_000
MAX_CLAUSES: Final = 10

# Bindings that are sent along: so many with one request, and so many in all; with more, the clause is sent bare.
BATCH: Final = 100
MAX_BINDINGS: Final = 1_000

# What does not commute with a join, so that a group that holds it keeps its braces.
ORDERED: Final = ("OPTIONAL", "MINUS", "BIND", "SELECT", "VALUES", "EXISTS")

# Terms that no store spells in another way than the next one.
SIMPLE_TYPES: Final = (expand("xsd:string"), expand("rdf:langString"))

Rows = list[tuple[Term | None, ...]]


@dataclass(frozen=True, slots=True)
class _Clause:
    """A SERVICE clause: the places of its first and its last token, its server, and the tokens within its braces."""

    first: int
    last: int
    url: str
    is_silent: bool
    group: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Federation:
    """What a query's SERVICE clauses are answered with.

    `allowed`: the servers that may be asked. `ask(url, query)`: the JSON of a server's answer, KGBuildError if there is
    none. `select(query)`: solutions from the store itself.
    """

    allowed: Collection[str]
    ask: Callable[[str, str], bytes]
    select: Callable[[str], QuerySolutions]

    def expand(self, sparql: str, base: str | None = None) -> str:
        """The query without SERVICE, of which the parts are in one spelling; as it is if it has none.

        QueryError if it is malformed or asks a server that may not be asked; errors as of `ask`, but not for SILENT.
        """
        if not has_service(sparql, base):
            return sparql
        tokens = with_absolute_iris(in_plain_spelling(sparql), base)
        prologue = f"{needed_prefixes(tokens)}{text_of(tokens[: form_at(tokens)])} "
        clauses = [token for token in tokens if token.is_keyword("SERVICE")]
        if len(clauses) > MAX_CLAUSES:
            raise QueryError(f"query: {len(clauses)} SERVICE clauses; {MAX_CLAUSES} are the most")
        # Before the first server is asked.
        for at, token in enumerate(tokens):
            if token.is_keyword("SERVICE"):
                self._clause(prologue, tokens, at)
        while any(token.is_keyword("SERVICE") for token in tokens):
            at = next(at for at, token in enumerate(tokens) if token.is_keyword("SERVICE"))
            clause = self._clause(prologue, tokens, at)
            tokens = (*tokens[:at], *self._solved(prologue, tokens, clause), *tokens[clause.last + 1 :])
        return needed_prefixes(tokens) + text_of(tokens)

    def _clause(self, prologue: str, tokens: Sequence[Token], first: int) -> _Clause:
        is_silent = tokens[first + 1].is_keyword("SILENT")
        at = first + 1 + is_silent
        name = tokens[at]
        if name.kind not in ("iri", "name"):
            raise QueryError("query: SERVICE with a variable is not allowed; name the server")
        (url,) = resolved_iris(prologue, [name.text])
        if url not in self.allowed:
            raise QueryError(
                f"query: SERVICE <{url}> is not allowed; these may be asked: {', '.join(sorted(self.allowed))}"
            )
        last = matching_brace(tokens, at + 1)
        group = tuple(tokens[at + 2 : last])
        check_modest(group)
        if any(token.is_keyword("SERVICE") for token in group):
            raise QueryError("query: SERVICE within SERVICE is not allowed; write them one beside the other")
        return _Clause(first, last, url, is_silent, group)

    def _solved(self, prologue: str, tokens: Sequence[Token], clause: _Clause) -> tuple[Token, ...]:
        """What stands for the clause: a group that has just the solutions of its server."""
        bindings = self._bindings(prologue, tokens, clause)
        if bindings is not None and not bindings.rows:
            # Nothing to be joined with, whatever the server would say.
            return _values([], [])
        try:
            return _values(*self._asked(prologue, clause, bindings))
        except KGBuildError:
            if clause.is_silent:
                return _tokens(("mark", "{"), ("mark", "}"))
            raise

    def _asked(self, prologue: str, clause: _Clause, bindings: _Bindings | None) -> tuple[list[str], Rows]:
        names: list[str] = []
        found: list[dict[str, Term | None]] = []
        for pattern in _patterns(clause, bindings):
            query = f"{prologue}SELECT * WHERE {{ {pattern} }}"
            fault = syntax_fault(query)
            if fault is not None:
                raise QueryError("query: what is asked by SERVICE cannot stand alone; write it so that it can")
            solutions = _solutions(clause.url, self.ask(clause.url, query))
            variables = [variable.value for variable in solutions.variables]
            names += [name for name in variables if name not in names]
            try:
                for row in solutions:
                    found.append(dict(zip(variables, row, strict=True)))
                    if len(found) > MAX_ROWS:
                        raise LimitError(f"<{clause.url}> gives more than {MAX_ROWS:,} rows; ask it for less", "size")
            except SyntaxError as error:
                raise _malformed(clause.url, error) from error
        return names, [tuple(row.get(name) for name in names) for row in found]

    def _bindings(self, prologue: str, tokens: Sequence[Token], clause: _Clause) -> _Bindings | None:
        """The bindings of what the clause is joined with, for variables of its own; None if there are none to send."""
        before = _joined_before(tokens, clause.first)
        if before is None:
            return None
        dataset, pattern = before
        own = variables_of(clause.group)
        shared = [name for name in variables_of(pattern) if name in own]
        if not shared:
            return None
        query = (
            f"{prologue}SELECT DISTINCT {' '.join(shared)} {text_of(dataset)} WHERE {{ {text_of(pattern)} }} "
            f"LIMIT {MAX_BINDINGS + 1}"
        )
        rows = [tuple(row) for row in self.select(query)]
        if len(rows) > MAX_BINDINGS:
            return None
        # Else a solution could be given twice, or none be found for another spelling of a number.
        simple = [at for at in range(len(shared)) if all(_is_simple(row[at]) for row in rows)]
        if not simple:
            return None
        kept = dict.fromkeys(tuple(row[at] for at in simple) for row in rows)
        return _Bindings([shared[at] for at in simple], list(kept))


@dataclass(frozen=True, slots=True)
class _Bindings:
    """Variables, and rows of terms for them."""

    variables: list[str]
    rows: Rows


def _joined_before(tokens: Sequence[Token], at: int) -> tuple[Sequence[Token], Sequence[Token]] | None:
    """The dataset clauses of a query, and the pattern that is evaluated before the clause at `at` and joined with it.

    That is, what stands before it in the outermost group, where it may also be the first in an OPTIONAL. None if there
    is nothing, or if a filter, which belongs to the whole group, stands between.
    """
    head = form_at(tokens) + 1
    if tokens[head - 1].is_keyword("CONSTRUCT") and tokens[head].text == "{":
        head = matching_brace(tokens, head) + 1
    depth = 0
    while head < at and not (depth == 0 and tokens[head].text == "{"):
        depth += {"(": 1, ")": -1}.get(tokens[head].text, 0)
        head += 1
    clauses = [place for place in range(head) if tokens[place].is_keyword("FROM")]
    end = at - 2 if tokens[at - 1].text == "{" and tokens[at - 2].is_keyword("OPTIONAL") else at
    pattern = tokens[head + 1 : end]
    level = 0
    for token in pattern:
        level += {"{": 1, "}": -1}.get(token.text, 0)
        if level < 0 or (level == 0 and token.is_keyword("FILTER")):
            return None
    if level != 0 or not pattern:
        return None
    dataset = [token for token in tokens[clauses[0] : head] if not token.is_keyword("WHERE")] if clauses else []
    return dataset, pattern


def _patterns(clause: _Clause, bindings: _Bindings | None) -> Iterator[str]:
    """What the server is asked, for some of the bindings each time."""
    group = text_of(clause.group)
    if bindings is None:
        yield group
        return
    if not _joins_freely(clause.group):
        group = f"{{ {group} }}"
    for start in range(0, len(bindings.rows), BATCH):
        rows = values_rows(bindings.rows[start : start + BATCH], "")
        yield f"VALUES ({' '.join(bindings.variables)}) {rows} {group}"


def _joins_freely(group: Sequence[Token]) -> bool:
    """Whether bindings may stand within the group's braces, where every server uses them, and not only before them.

    That is so unless it holds what does not commute, or a filter about what its own patterns may leave open.
    """
    level, filtered, bound = 0, set[str](), set[str]()
    inside = 0
    for at, token in enumerate(group):
        level += {"{": 1, "}": -1}.get(token.text, 0)
        if level > 0:
            continue
        if token.is_keyword(*ORDERED):
            return False
        if inside or (at and _is_call_of_filter(group, at)):
            inside += {"(": 1, ")": -1}.get(token.text, 0)
        if token.kind == "variable":
            (filtered if inside else bound).add("?" + token.text[1:])
    return filtered <= bound


def _is_call_of_filter(group: Sequence[Token], at: int) -> bool:
    """Whether a bracket opens the expression of a FILTER, or the arguments of the function that is one."""
    return group[at].text == "(" and any(token.is_keyword("FILTER") for token in group[max(0, at - 2) : at])


def _values(names: Sequence[str], rows: Rows) -> tuple[Token, ...]:
    """Solutions as a group of a query. A blank node of another server is an IRI here, for a query can name none."""
    variables = [("variable", f"?{name}") for name in names]
    block = [("word", "VALUES"), ("mark", "("), *variables, ("mark", ")")]
    return _tokens(("mark", "{"), *block, ("rows", values_rows(rows, f"urn:uuid:{uuid.uuid4()}#")), ("mark", "}"))


def _tokens(*tokens: tuple[str, str]) -> tuple[Token, ...]:
    """Tokens that were in no text, so that each has spaces around it."""
    return tuple(Token(kind, text, -2, -3) for kind, text in tokens)


def _is_simple(term: Term | None) -> bool:
    return isinstance(term, NamedNode) or (isinstance(term, Literal) and term.datatype.value in SIMPLE_TYPES)


def _solutions(url: str, content: bytes) -> QuerySolutions:
    try:
        found = parse_query_results(io.BytesIO(content), format=QueryResultsFormat.JSON)
    except SyntaxError as error:
        raise _malformed(url, error) from error
    if not isinstance(found, QuerySolutions):
        raise ServiceError(f"<{url}>", "answers a SELECT with a truth value", "leave it out")
    return found


def _malformed(url: str, error: SyntaxError) -> ServiceError:
    return ServiceError(
        f"<{url}>", f"sends an answer that is cut off or malformed ({quoted(error.msg)})", "ask again later"
    )
