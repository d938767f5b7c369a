"""SPARQL 1.1 Protocol: what a request asks, in which format it is to be answered, and how a fault is told.

Source of the rules: https://www.w3.org/TR/sparql11-protocol/ section 2.1, RFC 9110 section 12 (content negotiation),
RFC 9457 (problem details).
"""

from __future__ import annotations

import json
import re
from binascii import a2b_qp
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import unquote_to_bytes

from flask import Request, Response
from werkzeug.datastructures import CombinedMultiDict, MIMEAccept, MultiDict
from werkzeug.exceptions import BadRequest, NotAcceptable, RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.http import parse_accept_header

from kgbuild.errors import KGBuildError, LimitError, OutputError, QueryError, ServiceError
from kgbuild.formats import Format
from kgbuild.web.engine import Query
from kgbuild.web.limits import MAX_QUERY_CHARACTERS

FORM: Final = "application/x-www-form-urlencoded"
QUERY_TYPE: Final = "application/sparql-query"
UPDATE_TYPE: Final = "application/sparql-update"
PROBLEM_TYPE: Final = "application/problem+json"

# A percent sign that escapes nothing stands for itself.
STRAY_PERCENT: Final = re.compile(rb"%(?![0-9A-Fa-f]{2})")

# RFC 9110, section 12.5.1.
ANY_TYPE: Final = "*/*"
MEDIA_RANGE: Final = re.compile(r"\*/\*|[\w!#$%&'+.^`|~-]+/(?:\*|[\w!#$%&'+.^`|~-]+)", re.ASCII)

NOT_UTF_8: Final = "the request is not in UTF-8; encode it so"

HTML: Final = Format("html", "text/html", (".html",))


@dataclass(frozen=True, slots=True)
class Update:
    """An update and the graphs that its WHERE clauses see, where the request names some."""

    text: str
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


def read_request(request: Request) -> Query | Update | None:
    """What a request asks, or asks to be changed; None if a GET asks nothing.

    BadRequest, UnsupportedMediaType or RequestEntityTooLarge if it cannot be answered.
    """
    in_url = parameters_of(request)
    if request.method != "POST":
        if "update" in in_url:
            raise BadRequest("an update is sent by POST")
        return _query(in_url.getlist("query"), in_url, request) if "query" in in_url else None
    if "update" in in_url or "query" in in_url:
        raise BadRequest("by POST, a query or an update is sent in the body, not in the address")
    if request.mimetype == FORM:
        parameters = _in_form(request)
        if "update" in parameters and "query" in parameters:
            raise BadRequest("a query and an update; send one of them")
        # Some clients name the graphs in the address all the same.
        both = CombinedMultiDict([parameters, in_url])
        if "update" in parameters:
            return _update(parameters.getlist("update"), both)
        return _query(parameters.getlist("query"), both, request)
    if request.mimetype == QUERY_TYPE:
        return _query([_text_of(request)], in_url, request)
    if request.mimetype == UPDATE_TYPE:
        return _update([_text_of(request)], in_url)
    raise UnsupportedMediaType(f"send a query as {FORM} (query=...) or as {QUERY_TYPE}")


def _text_of(request: Request) -> str:
    """The body, a query or an update, without the mark that some editors put in front of a file."""
    return _decoded(request.get_data()).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")


def _query(texts: list[str], parameters: MultiDict[str, str], request: Request) -> Query:
    text = _single(texts, "query")
    if len(text) > MAX_QUERY_CHARACTERS:
        raise RequestEntityTooLarge(f"the query is longer than {MAX_QUERY_CHARACTERS:,} characters; shorten it")
    return Query(
        text,
        tuple(parameters.getlist("default-graph-uri")) or None,
        tuple(parameters.getlist("named-graph-uri")) or None,
        request.base_url,
    )


def _update(texts: list[str], parameters: MultiDict[str, str]) -> Update:
    return Update(
        _single(texts, "update"),
        tuple(parameters.getlist("using-graph-uri")),
        tuple(parameters.getlist("using-named-graph-uri")),
    )


def _single(texts: list[str], name: str) -> str:
    if not texts:
        raise BadRequest(f"no {name}; send one as {name}=...")
    if len(texts) > 1:
        raise BadRequest(f"more than one {name}; send one")
    return texts[0]


def choose_format(request: Request, offered: Sequence[Format]) -> tuple[Format, str]:
    """The best of the `offered` formats for a request and the media type to answer with.

    `?format=` goes before the Accept header: a name, a media type or its second half ("rdf+xml"), as clients send it;
    the first where there are several, for SPARQLWrapper sends one format by two names.
    Without either the first one is taken. NotAcceptable if none fits.
    """
    chosen = find_format(request, offered)
    if chosen is not None:
        return chosen
    if wanted := _wanted_name(request):
        known = ", ".join(each.name for each in offered)
        raise NotAcceptable(f"no format {wanted!r} for this answer; use one of {known}")
    raise NotAcceptable(f"this answer can be had as {', '.join(each.media_type for each in offered)}")


def find_format(request: Request, offered: Sequence[Format]) -> tuple[Format, str] | None:
    """As `choose_format`, but None if no format fits."""
    return _best_format(_wanted_name(request), request.headers.get("Accept", ""), tuple(offered))


# Clients send the same few headers all day, and reading one takes longer than answering from what was kept.
@lru_cache(maxsize=256)
def _best_format(wanted: str | None, accept: str, offered: tuple[Format, ...]) -> tuple[Format, str] | None:
    if wanted:
        # A plus sign that was not escaped has become a space.
        name = wanted.lower().replace(" ", "+")
        return next(((each, each.media_type) for each in offered if name in _names(each)), None)
    by_type: dict[str, Format] = {}
    for each in offered:
        for media_type in (each.media_type, *each.generic_types):
            by_type.setdefault(media_type, each)
    types = _accepted(accept)
    if not types:
        return offered[0], offered[0].media_type
    best = types.best_match(by_type)
    return None if best is None else (by_type[best], best)


def _accepted(accept: str) -> MIMEAccept:
    """An Accept header without parameters such as a charset, which change nothing: all is in UTF-8.

    What is no media range is left out (RFC 9110, section 12.4.1); "*" stands for any, as Java sends it.
    """
    stated = parse_accept_header(accept, MIMEAccept)
    ranges = [(ANY_TYPE if value == "*" else value.partition(";")[0].strip(), quality) for value, quality in stated]
    return MIMEAccept([each for each in ranges if MEDIA_RANGE.fullmatch(each[0])])


def _wanted_name(request: Request) -> str | None:
    try:
        wanted = parameters_of(request).get("format")
        return _in_form(request).get("format") if wanted is None and request.mimetype == FORM else wanted
    except (BadRequest, RequestEntityTooLarge):  # then that is what the client is told
        return None


def _names(target: Format) -> set[str]:
    media_types = (target.media_type, *target.generic_types)
    rdflib_name = (target.rdflib,) if target.rdflib else ()
    return {target.name, *rdflib_name, *media_types, *(media_type.partition("/")[2] for media_type in media_types)}


def content_type_of(media_type: str) -> str:
    """The Content-Type of a body in UTF-8."""
    return media_type + ("; charset=utf-8" if media_type.startswith("text/") else "")


def prefers_html(request: Request) -> bool:
    """Whether a person looks at the answer in a browser."""
    wanted = _wanted_name(request)
    if wanted:
        return wanted.lower() == HTML.name
    types = _accepted(request.headers.get("Accept", ""))
    return bool(types) and types.best_match(("application/json", HTML.media_type)) == HTML.media_type


# What a KGBuildError of an engine is in HTTP: status and title.
STATUSES: Final = {
    "time": (504, "The query took too long"),
    "memory": (507, "The query took too much memory"),
    "size": (507, "The answer is too big"),
    "room": (507, "There is no room for the answer"),
    "busy": (503, "Not just now"),
}
RETRY_SECONDS: Final = 5


def problem_of(error: KGBuildError) -> Response:
    """The problem document for a query that could not be answered, with the place of the fault where it is known."""
    if isinstance(error, QueryError):
        return problem(400, "The query cannot be answered", str(error), line=error.line, column=error.column)
    if isinstance(error, OutputError):
        return problem(406, "Not Acceptable", str(error))
    if isinstance(error, ServiceError):
        return problem(502, "Another server does not answer as it should", str(error))
    if not isinstance(error, LimitError):
        raise error
    status, title = STATUSES[error.limit]
    response = problem(status, title, str(error))
    if status == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response


def problem(status: int, title: str, detail: str | None, **members: int | None) -> Response:
    """The response that tells of a problem."""
    return Response(problem_document(status, title, detail, **members), status, content_type=PROBLEM_TYPE)


def problem_document(status: int, title: str, detail: str | None, **members: int | None) -> bytes:
    """A problem document (RFC 9457); members that are None are left out."""
    document = {"type": "about:blank", "title": title, "status": status, "detail": detail, **members}
    told = {name: value for name, value in document.items() if value is not None}
    return json.dumps(told, ensure_ascii=False).encode()


def parameters_of(request: Request) -> MultiDict[str, str]:
    """The parameters in the address of a request, read once; BadRequest unless all are in UTF-8.

    Not by Flask, which would put U+FFFD for what is not.
    """
    return _read_once(request, "kgbuild.in_url", lambda: request.query_string)


def _in_form(request: Request) -> MultiDict[str, str]:
    """The parameters in the form that a request sends; errors as of `parameters_of`."""
    return _read_once(request, "kgbuild.in_form", request.get_data)


def _read_once(request: Request, key: str, encoded: Callable[[], bytes]) -> MultiDict[str, str]:
    known: MultiDict[str, str] | None = request.environ.get(key)
    if known is None:
        known = request.environ[key] = _parameters(encoded())
    return known


def _parameters(encoded: bytes) -> MultiDict[str, str]:
    """The parameters of a query string or a form (https://url.spec.whatwg.org/#urlencoded-parsing)."""
    pairs = (part.partition(b"=") for part in encoded.split(b"&") if part)
    return MultiDict([(decode_value(name), decode_value(value)) for name, _, value in pairs])


def decode_value(value: bytes) -> str:
    """The value of a parameter in an address or a form; BadRequest unless it is in UTF-8."""
    return _decoded(_unescaped(value))


def _unescaped(text: bytes) -> bytes:
    """Octets for percent signs and two digits, spaces for plus signs."""
    text = text.replace(b"+", b" ")
    if STRAY_PERCENT.search(text):
        return unquote_to_bytes(text)
    # Quoted-printable is the same with another sign, and Python reads it in C, seven times as fast.
    return a2b_qp(text.replace(b"=", b"=3D").replace(b"%", b"="))


def _decoded(text: bytes) -> str:
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(NOT_UTF_8) from error
