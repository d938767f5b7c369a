"""SPARQL 1.1 Protocol: what a request asks, in which format it is to be answered, and how a fault is told.

Source of the rules: https://www.w3.org/TR/sparql11-protocol/ section 2.1, RFC 9110 section 12 (content negotiation),
RFC 9457 (problem details).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from flask import Request, Response
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, Forbidden, NotAcceptable, RequestEntityTooLarge, UnsupportedMediaType

from kgbuild.errors import QueryError
from kgbuild.formats import Format

FORM: Final = "application/x-www-form-urlencoded"
QUERY_TYPE: Final = "application/sparql-query"
UPDATE_TYPE: Final = "application/sparql-update"
PROBLEM_TYPE: Final = "application/problem+json"

NO_UPDATE: Final = "the graph is read-only here; no update is taken"
NOT_UTF_8: Final = "the request is not in UTF-8; encode it so"

HTML: Final = Format("html", "text/html", (".html",))

# Oxigraph's parser and evaluator recurse, by up to 3.2 KB of stack for a character of the query (measured over twenty
# shapes of nested queries with pyoxigraph 0.5.13): the server's threads have room for twice this length.
MAX_QUERY_CHARACTERS: Final = 20_000


@dataclass(frozen=True, slots=True)
class Query:
    """What a request asks. The graphs are IRIs; None where the request names none."""

    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


def read_query(request: Request) -> Query | None:
    """The query of a request; None if a GET has none.

    BadRequest, Forbidden (an update), UnsupportedMediaType or RequestEntityTooLarge if it cannot be answered.
    """
    parameters = in_url = _parameters(request.query_string)
    texts = parameters.getlist("query")
    if request.method == "POST":
        if request.mimetype == FORM:
            # Read before Flask does, which would put U+FFFD for what is not UTF-8.
            parameters = _parameters(request.get_data())
            texts = parameters.getlist("query")
        elif request.mimetype == QUERY_TYPE:
            texts = [_decoded(request.get_data())]
        elif request.mimetype == UPDATE_TYPE:
            raise Forbidden(NO_UPDATE)
        else:
            raise UnsupportedMediaType(f"send the query as {FORM} (query=...) or as {QUERY_TYPE}")
    if "update" in parameters or "update" in in_url:
        raise Forbidden(NO_UPDATE)
    if len(texts) > 1:
        raise BadRequest("more than one query; send one")
    if not texts:
        if request.method == "POST":
            raise BadRequest("no query; send one as query=...")
        return None
    if len(texts[0]) > MAX_QUERY_CHARACTERS:
        raise RequestEntityTooLarge(f"the query is longer than {MAX_QUERY_CHARACTERS:,} characters; shorten it")
    return Query(
        texts[0],
        tuple(parameters.getlist("default-graph-uri")) or None,
        tuple(parameters.getlist("named-graph-uri")) or None,
    )


def choose_format(request: Request, offered: Sequence[Format]) -> tuple[Format, str]:
    """The best of the `offered` formats for a request and the media type to answer with.

    `?format=` goes before the Accept header: a name, a media type or its second half ("rdf+xml"), as clients send it.
    Without either the first one is taken. NotAcceptable if none fits.
    """
    wanted = request.values.get("format")
    if wanted:
        for each in offered:
            if wanted in _names(each):
                return each, each.media_type
        known = ", ".join(each.name for each in offered)
        raise NotAcceptable(f"no format {wanted!r} for this answer; use one of {known}")
    by_type: dict[str, Format] = {}
    for each in offered:
        for media_type in (each.media_type, *each.generic_types):
            by_type.setdefault(media_type, each)
    if not request.accept_mimetypes:
        return offered[0], offered[0].media_type
    best = request.accept_mimetypes.best_match(by_type)
    if best is None:
        raise NotAcceptable(f"this answer can be had as {', '.join(each.media_type for each in offered)}")
    return by_type[best], best


def _names(target: Format) -> set[str]:
    media_types = (target.media_type, *target.generic_types)
    rdflib_name = (target.rdflib,) if target.rdflib else ()
    return {target.name, *rdflib_name, *media_types, *(media_type.partition("/")[2] for media_type in media_types)}


def prefers_html(request: Request) -> bool:
    """Whether a person looks at the answer in a browser."""
    wanted = request.values.get("format")
    if wanted:
        return wanted == HTML.name
    types = request.accept_mimetypes
    return bool(types) and types.best_match(("application/json", HTML.media_type)) == HTML.media_type


def query_problem(error: QueryError) -> Response:
    """400 with the place of the fault in the query."""
    return problem(400, "The query cannot be answered", str(error), line=error.line, column=error.column)


def problem(status: int, title: str, detail: str | None, **members: int | None) -> Response:
    """A problem document (RFC 9457); members that are None are left out."""
    document = {"type": "about:blank", "title": title, "status": status, "detail": detail, **members}
    content = json.dumps({name: value for name, value in document.items() if value is not None}, ensure_ascii=False)
    return Response(content, status, content_type=PROBLEM_TYPE)


def _parameters(encoded: bytes) -> MultiDict[str, str]:
    """The parameters of a query string or a form; BadRequest unless all are in UTF-8."""
    try:
        return MultiDict(parse_qsl(_decoded(encoded), keep_blank_values=True, errors="strict"))
    except UnicodeDecodeError as error:
        raise BadRequest(NOT_UTF_8) from error


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(NOT_UTF_8) from error
