"""The text of a SPARQL query taken apart into its clauses, and put in a spelling that every parser reads alike.

Oxigraph's parser, not this one, decides what a query may hold. This one only says where its parts are; what is put
together of them is to be parsed again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, cast

from pyoxigraph import BlankNode, NamedNode, QuerySolutions, Store

from kgbuild.errors import QueryError
from kgbuild.store.query import run_query
from kgbuild.store.sparql_tokens import Token, read_tokens
from kgbuild.store.terms import Term
from kgbuild.vocabulary import PREFIXES

CODEPOINT: Final = re.compile(r"\\\\|\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
LEFT_OVER: Final = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
ECHAR: Final = re.compile(r"\\(.)", re.DOTALL)
ECHARS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
ESCAPES: Final = {value: f"\\{name}" for name, value in ECHARS.items()}
IN_DOUBLE: Final = re.compile('[\t\b\n\r\f"\\\\]')

ABSOLUTE: Final = re.compile("<[A-Za-z][A-Za-z0-9+.-]*:")

# What another server may be given: parsers recurse, and a stack that is too small ends the whole server.
# `oxigraph serve` 0.5.13 answers 200 nested subselects, 1,000 operators and 500 BINDs in a row; of some more it dies.
MAX_NESTING: Final = 100
MAX_OPERATORS: Final = 1_000
MAX_CLAUSES: Final = 250
OPERATORS: Final = frozenset("!|^/+-*&=<>")
CLAUSES: Final = ("BIND", "EXISTS", "FILTER", "GRAPH", "MINUS", "OPTIONAL", "SELECT", "UNION", "VALUES")

FORMS: Final = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")


@dataclass(frozen=True, slots=True)
class Parts:
    """The clauses of a query, each as it stands there.

    `form` is the keyword; `head` what follows it: the variables of a SELECT, the template of a CONSTRUCT without its
    braces, the things of a DESCRIBE; `from_default` and `from_named` the graphs of its FROM clauses; `where` the group
    of the pattern without its braces, None where there is none; `tail` what follows.
    """

    prologue: str
    form: str
    head: tuple[Token, ...]
    from_default: tuple[str, ...]
    from_named: tuple[str, ...]
    where: tuple[Token, ...] | None
    tail: tuple[Token, ...]


def text_of(tokens: Iterable[Token]) -> str:
    """The text that the tokens make up, one space where there was anything between two of them."""
    parts: list[str] = []
    end = -1
    for token in tokens:
        parts += [" " if token.begin != end else "", token.text]
        end = token.end
    return "".join(parts).lstrip()


def in_plain_spelling(text: str) -> tuple[Token, ...]:
    r"""The query without what two parsers may read in two ways: no comments, no \u0041, each string in one spelling.

    QueryError if it holds characters that cannot be written so.
    """
    plain = CODEPOINT.sub(_decoded, text)
    if LEFT_OVER.search(plain):
        raise QueryError(r"query: has a backslash in front of \uXXXX, which servers read in two ways; leave that out")
    return tuple(_plain(token) for token in read_tokens(plain))


def check_modest(tokens: Iterable[Token]) -> None:
    """QueryError if a query is so deep or so long that it may end another server."""
    depth = operators = clauses = 0
    for token in tokens:
        if token.kind == "mark":
            depth += (token.text in "{([") - (token.text in "})]")
            operators += token.text in OPERATORS
        clauses += token.is_keyword(*CLAUSES)
        if depth > MAX_NESTING:
            raise QueryError("query: nested too deeply for another server; write it flatter")
        if operators > MAX_OPERATORS or clauses > MAX_CLAUSES:
            raise QueryError("query: too many operators or clauses for another server; write it in parts")


def matching_brace(tokens: Sequence[Token], start: int) -> int:
    """Where the group ends that begins at the brace tokens[start]; QueryError if it does not end."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += {"{": 1, "}": -1}.get(tokens[index].text, 0)
        if depth == 0:
            return index
    raise QueryError("query: a group does not end; close its braces")


def form_at(tokens: Sequence[Token]) -> int:
    """Where the keyword of the query's form stands, behind its declarations; QueryError if it has none."""
    start = next((index for index, token in enumerate(tokens) if token.is_keyword(*FORMS)), None)
    if start is None:
        raise QueryError("query: no SELECT, ASK, CONSTRUCT or DESCRIBE; write one")
    return start


def parts_of(tokens: tuple[Token, ...]) -> Parts:
    """The clauses of a query that Oxigraph can parse, in plain spelling."""
    start = form_at(tokens)
    form = tokens[start].text.upper()
    at = _head_end(tokens, start + 1, templated=form == "CONSTRUCT")
    head = tokens[start + 1 : at]
    # CONSTRUCT WHERE { … }: the pattern is the template.
    is_short = form == "CONSTRUCT" and not head
    if form == "CONSTRUCT":
        head = head[1:-1]
    graphs: dict[bool, list[str]] = {False: [], True: []}
    while _is(tokens, at, "FROM"):
        is_named = _is(tokens, at + 1, "NAMED")
        at += 1 + is_named
        if at == len(tokens) or tokens[at].kind not in ("iri", "name"):
            raise QueryError("query: FROM without a graph; name one")
        graphs[is_named].append(tokens[at].text)
        at += 1
    at += _is(tokens, at, "WHERE")
    where = None
    if at < len(tokens) and tokens[at].text == "{":
        end = matching_brace(tokens, at)
        where, at = tokens[at + 1 : end], end + 1
    if is_short:
        head = where or ()
    return Parts(text_of(tokens[:start]), form, head, tuple(graphs[False]), tuple(graphs[True]), where, tokens[at:])


def with_absolute_iris(tokens: Iterable[Token], base: str | None) -> tuple[Token, ...]:
    """A query or an update without BASE, which servers take in different places."""
    kept: list[Token] = []
    declared = True
    for token in tokens:
        if token.is_keyword("BASE"):
            declared = False
        elif token.kind == "iri" and not declared:
            base, declared = resolved_iris("", [token.text], base)[0], True
        elif token.kind == "iri" and not ABSOLUTE.match(token.text):
            kept.append(replace(token, text=str(NamedNode(resolved_iris("", [token.text], base)[0]))))
        else:
            kept.append(token)
    return tuple(kept)


def needed_prefixes(tokens: Iterable[Token]) -> str:
    """Declarations of the prefixes of ours that are used; what the text declares itself is to come after them."""
    names = {token.text.partition(":")[0] for token in tokens if token.kind == "name"}
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in sorted(names & PREFIXES.keys()))


def resolved_iris(prologue: str, names: Iterable[str], base: str | None = None) -> tuple[str, ...]:
    """IRIs and prefixed names as absolute IRIs, by Oxigraph's own rules."""
    result = run_query(Store(), f"{prologue} SELECT ?g {{ VALUES ?g {{ {' '.join(names)} }} }}", base=base)
    return tuple(row[0].value for row in cast("QuerySolutions", result))


def variables_of(tokens: Iterable[Token]) -> list[str]:
    """The variables, each once, with a question mark in front."""
    return list(dict.fromkeys("?" + token.text[1:] for token in tokens if token.kind == "variable"))


def values_rows(rows: Iterable[Sequence[Term | None]], mark: str) -> str:
    """The rows of a VALUES block with their braces. A blank node, which none may hold, is an IRI after `mark`."""
    lines = "\n".join(f"({' '.join(_as_value(term, mark) for term in row)})" for row in rows)
    return f"{{\n{lines}\n}}"


def _head_end(tokens: Sequence[Token], start: int, *, templated: bool) -> int:
    """Where the head ends: at the first FROM, WHERE or brace that is in no parentheses; a template has braces."""
    at, depth = start, 0
    if templated:
        return matching_brace(tokens, at) + 1 if at < len(tokens) and tokens[at].text == "{" else at
    while at < len(tokens):
        depth += {"(": 1, ")": -1}.get(tokens[at].text, 0)
        if depth == 0 and (tokens[at].text == "{" or tokens[at].is_keyword("FROM", "WHERE")):
            break
        at += 1
    return at


def _is(tokens: Sequence[Token], at: int, keyword: str) -> bool:
    return at < len(tokens) and tokens[at].is_keyword(keyword)


def _decoded(found: re.Match[str]) -> str:
    """A codepoint escape as its character (SPARQL 1.1, section 19.2), or as the escape that only a string may hold."""
    digits = found[1] or found[2]
    if digits is None:
        return found[0]
    number = int(digits, 16)
    if 0xD800 <= number < 0xE000 or number > 0x10FFFF:
        raise QueryError(rf"query: \u{digits} is no character; leave it out")
    return ESCAPES.get(chr(number), chr(number))


def _plain(token: Token) -> Token:
    if token.kind != "string":
        return token
    quotes = 3 if token.text.startswith(('"""', "'''")) and len(token.text) >= 6 else 1
    value = ECHAR.sub(lambda found: ECHARS.get(found[1], found[0]), token.text[quotes:-quotes])
    return replace(token, text='"' + IN_DOUBLE.sub(lambda found: ESCAPES[found[0]], value) + '"')


def _as_value(term: Term | None, mark: str) -> str:
    if term is None:
        return "UNDEF"
    return f"<{mark}{term.value}>" if isinstance(term, BlankNode) else str(term)
