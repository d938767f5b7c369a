"""Answers of the engine as HTTP responses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, Final

from flask import Response, request

from kgbuild.formats import RDF_FORMATS, RESULT_FORMATS, SPARQL_JSON, TURTLE
from kgbuild.web.begun import BEGUN
from kgbuild.web.cache import etag_of, is_steady
from kgbuild.web.engine import Answer, Engine, Query, Wanted
from kgbuild.web.links import Links
from kgbuild.web.pages import MAX_ROWS, render_query
from kgbuild.web.protocol import HTML, choose_format, content_type_of, find_format
from kgbuild.web.reader import Reader
from kgbuild.web.replies import KEEP, Keepable

# An answer up to this size is sent in one piece, and its reply may be kept.
PIECE_BYTES: Final = 1 << 16


def reader_for(engine: Engine) -> Reader:
    """Asks the engine for whoever has sent the present request."""
    return Reader(engine, client_gone())


def client_gone() -> Callable[[], bool]:
    """Tells whether the client has closed its connection, where the server can tell (waitress)."""
    told: Callable[[], bool] = request.environ.get("waitress.client_disconnected", lambda: False)
    return told


def answer_query(engine: Engine, query: Query, links: Callable[[], Links]) -> Response:
    """The answer in the format that the client likes best of its kind, which shows only when it is there.

    Errors as of `Engine.answer`; NotAcceptable if the client takes no format that there is.
    """
    solutions = find_format(request, (*RESULT_FORMATS, HTML))
    triples = find_format(request, (*RDF_FORMATS, HTML))
    if solutions is not None and HTML not in solutions and triples is not None and HTML in triples:
        # No page is made of the triples for one who wants solutions as data.
        triples = find_format(request, RDF_FORMATS)
    if solutions is None and triples is None:
        choose_format(request, (*RESULT_FORMATS, *RDF_FORMATS, HTML))
    media_types = tuple(each[1] for each in (solutions, triples) if each)
    version = engine.version
    etag = _etag(version, query, media_types)
    # Not "*", which any query would meet, a malformed one too; a proxy that compresses makes the name a weak one.
    if etag and request.method in ("GET", "HEAD") and etag in request.if_none_match.as_set(include_weak=True):
        return _tagged(Response(status=304), etag)
    if HTML in (solutions or triples or ()):
        answer = engine.answer(query, Wanted(SPARQL_JSON, TURTLE, first=MAX_ROWS), client_gone())
        return Response(render_query(links(), query.text, answer))
    wanted = Wanted(solutions[0] if solutions else None, triples[0] if triples else None)
    answer = engine.answer(query, wanted, client_gone(), request.environ.get(BEGUN))
    chosen = triples if answer.kind == "triples" else solutions
    assert chosen is not None  # noqa: S101 - the engine answers only with what is wanted
    if answer.version != version:
        etag = _etag(answer.version, query, media_types)
    if etag:
        request.environ[KEEP] = Keepable(answer.version, answer.kind, query, wanted, media_types, etag)
    return _tagged(send_answer(answer, chosen[1]), etag)


def send_answer(answer: Answer, media_type: str) -> Response:
    """The whole answer. It is complete before the first byte is sent, and its length stands in front."""
    content_type = content_type_of(media_type)
    if answer.size <= PIECE_BYTES:
        with answer.body as body:
            return Response(body.read(), content_type=content_type)
    response = Response(_pieces(answer.body), content_type=content_type)
    response.content_length = answer.size
    response.call_on_close(answer.body.close)
    return response


def _etag(version: str, query: Query, media_types: tuple[str, ...]) -> str | None:
    """As `etag_of`; None where the answer may be another one each time."""
    return etag_of(version, query, media_types) if is_steady(query) else None


def _tagged(response: Response, etag: str | None) -> Response:
    """The answer with its ETag; whoever keeps it is to ask whether it holds still."""
    if etag is not None:
        response.set_etag(etag)
    response.cache_control.no_cache = True
    return response


def _pieces(body: IO[bytes]) -> Iterator[bytes]:
    while piece := body.read(PIECE_BYTES):
        yield piece
