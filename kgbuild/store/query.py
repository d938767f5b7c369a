"""SPARQL queries over a store, in this process: prefixes known beforehand, nothing fetched from elsewhere.

Oxigraph evaluates lazily, has no time limit, and its solutions must be read in the thread that asked for them.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import re
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from kgbuild.errors import MissingExtraError, QueryError
from kgbuild.store.sparql_tokens import error_at
from kgbuild.store.terms import python_value
from kgbuild.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas

QueryResult: TypeAlias = QuerySolutions | QueryBoolean | QueryTriples

POSITION: Final = re.compile(r"error at (\d+):(\d+)")
PREFIX_IN_USE: Final = re.compile(r"(?<![\w<?$])([^\W\d_][\w.-]*):")
SERVICE_CLAUSE: Final = re.compile(r"service(\s*silent)?", re.IGNORECASE)

# No hexadecimal digits, so that no escape sequence can begin or end with one of them.
DISGUISE_LETTERS: Final = "ghijklmnopqrstuvwxyz"


def run_query(
    store: Store,
    sparql: str,
    *,
    default_graphs: Sequence[str] | None = None,
    named_graphs: Sequence[str] | None = None,
    base: str | None = None,
    union: bool = True,
) -> QueryResult:
    """The answer to a SPARQL 1.1 query: solutions of a SELECT, the truth of an ASK, triples of CONSTRUCT or DESCRIBE.

    The default graph is the union of all graphs, unless `default_graphs` or the query's FROM name others; if not
    `union`, the store's own. With `default_graphs` or `named_graphs` the query sees these alone. The prefixes of
    `vocabulary.PREFIXES` need no declaration; the query's own come first; `base` resolves relative IRIs. QueryError,
    with line and column, if the query is malformed, an update, or asks another server (SERVICE).
    """
    refuse_service(sparql, base)
    if default_graphs is not None or named_graphs is not None:
        # Who names graphs of one kind has none of the other (SPARQL 1.1 Protocol, section 2.1.4).
        default_graphs, named_graphs = default_graphs or (), named_graphs or ()
    names_graphs = default_graphs is not None or has_keyword(sparql, "from", base)
    try:
        put = functools.partial(
            store.query,
            sparql,
            base_iri=base,
            use_default_graph_as_union=union and not names_graphs,
            default_graph=None if default_graphs is None else [NamedNode(name) for name in default_graphs],
            named_graphs=None if named_graphs is None else [NamedNode(name) for name in named_graphs],
        )
        if "prefix" in sparql.casefold():
            # It seldom needs ours as well, and to hand them over costs a tenth of what many a query does.
            with contextlib.suppress(SyntaxError):
                return put()
        return put(prefixes=dict(PREFIXES))
    except SyntaxError as error:
        raise _malformed(sparql, error, base) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"query: {error}; leave that out") from error


def select(store: Store, sparql: str) -> QuerySolutions:
    """The solutions of a SELECT; QueryError as in `run_query`, or if the query is no SELECT."""
    solutions = run_query(store, sparql)
    if not isinstance(solutions, QuerySolutions):
        raise QueryError("query: a table needs a SELECT; write one")
    return solutions


def refuse_service(sparql: str, base: str | None = None) -> None:
    """QueryError if the query holds a SERVICE clause, which would have this machine send requests elsewhere."""
    if has_service(sparql, base):
        raise QueryError("query: SERVICE is not allowed, for it asks another server; query this graph alone")


def has_service(sparql: str, base: str | None = None) -> bool:
    """Whether the query holds a SERVICE clause; QueryError if that, or what may be one, is malformed."""
    if not has_keyword(sparql, "service", base):
        return False
    if _syntax_error(SERVICE_CLAUSE.sub("GRAPH", sparql), base) is None:
        return True
    raise _malformed(sparql, _syntax_error(disguised(sparql, "service"), base), base)


def syntax_fault(sparql: str, base: str | None = None) -> QueryError | None:
    """What is malformed or not allowed in a query, with line and column; None if it can be evaluated."""
    try:
        # First, for an ASK that is well-formed is evaluated at once.
        refuse_service(sparql, base)
    except QueryError as fault:
        return fault
    error = _syntax_error(sparql, base)
    return None if error is None else _malformed(sparql, error, base)


def select_frame(store: Store, sparql: str) -> pandas.DataFrame:
    """The solutions of a SELECT as a pandas.DataFrame, a column for each variable.

    Numbers and booleans become such, whatever else a string; the unbound is missing. MissingExtraError without the
    extra `pandas`; QueryError as in `run_query`, or if the query is no SELECT.
    """
    try:
        import pandas
    except ImportError as error:
        raise MissingExtraError("pandas: not installed; run: pip install 'kgbuild[pandas]'") from error

    solutions = select(store, sparql)
    columns = [variable.value for variable in solutions.variables]
    rows = [[python_value(term) for term in solution] for solution in solutions]
    return pandas.DataFrame(rows, columns=columns).convert_dtypes()


def has_keyword(sparql: str, keyword: str, base: str | None) -> bool:
    """Whether `keyword` stands in the query as such, not in a name, a literal, a comment or an IRI; True if malformed.

    Oxigraph's own parser decides, so that no difference between two parsers lets a clause through: with its letters
    altered wherever they stand, the query parses still if, and only if, none of them were the keyword. The grammar
    knows no escapes in keywords.
    """
    return keyword in sparql.casefold() and _syntax_error(disguised(sparql, keyword), base) is not None


def disguised(sparql: str, keyword: str) -> str:
    """The query with the keyword's last two letters altered, to a word that it does not hold: so no declared prefix."""
    folded = sparql.casefold()
    for pair in itertools.product(DISGUISE_LETTERS, repeat=2):
        word = keyword[:-2] + "".join(pair)
        if word != keyword and word not in folded:
            return re.sub(keyword, word, sparql, flags=re.IGNORECASE)
    raise QueryError(f"query: holds too many words like {keyword!r} to be checked; leave some out")


def _syntax_error(sparql: str, base: str | None = None, prefixes: Mapping[str, str] = PREFIXES) -> SyntaxError | None:
    """What Oxigraph's grammar has against the query. An empty store is asked: there is next to nothing to evaluate."""
    try:
        Store().query(sparql, base_iri=base, prefixes=dict(prefixes))
    except SyntaxError as error:
        return error
    except RuntimeError:  # a function that is not known: no fault of grammar
        return None
    return None


def _malformed(sparql: str, error: SyntaxError | None, base: str | None) -> QueryError:
    """The complaint with its place. What the parser says it expected there is too long, or misleading, to quote."""
    for found in PREFIX_IN_USE.finditer(sparql):
        prefix = found[1]
        if prefix not in PREFIXES and _syntax_error(sparql, base, {**PREFIXES, prefix: "urn:x"}) is None:
            what = f"the prefix {prefix}: is not declared; put PREFIX {prefix}: <...> in front"
            return error_at(sparql, found.start(), what)
    position = POSITION.match(str(error))
    if position is None:
        return QueryError(f"query: malformed SPARQL ({error}); mend it")
    line, column = int(position[1]), int(position[2])
    return QueryError(
        f"query, line {line}, column {column}: malformed SPARQL; mend what stands there or just before", line, column
    )
